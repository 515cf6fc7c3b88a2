"""The kinds of vein that a site can be placed in: code, letter, name."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class VeinType:
    """A kind of vein; the letter stands on its marker and is the key that chooses it."""

    code: str
    letter: str
    name: str
    short: str


VEIN_TYPES: Mapping[str, VeinType] = MappingProxyType(
    {
        vein.code: vein
        for vein in (
            VeinType("tel", "T", "Telangiectasia", "Thread"),
            VeinType("tel-central", "C", "Central feeder of telangiectasia", "Feeder"),
            VeinType("tel-matted", "M", "Matted telangiectasia", "Matted"),
            VeinType("ret", "R", "Reticular vein", "Reticular"),
            VeinType("var-small", "V", "Small varicose vein", "Varicose"),
            VeinType("corona", "O", "Corona phlebectatica", "Corona"),
        )
    }
)
"""By code, in the order of the buttons."""

BY_LETTER: Mapping[str, VeinType] = MappingProxyType({vein.letter: vein for vein in VEIN_TYPES.values()})


def name_of(code: str) -> str:
    """The name of a code; an unknown code stands for itself."""
    known = VEIN_TYPES.get(code)
    return known.name if known else code
