"""The words of the quick-entry line: what each says about leg, place, vein type or view, and what was meant by a slip.

A word of three letters or more may be cut short as long as only one meaning is left. A place word stands for all the
regions it may mean; words together stand for those they share.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import Literal

from sclerochart.domain.leg import Side, View
from sclerochart.domain.vein_types import VEIN_TYPES

Kind = Literal["side", "aspect", "level", "part", "region", "vein", "area", "noise"]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a word says: of which kind, and what; a part's `value` is a key of `PARTS`."""

    kind: Kind
    value: str


SIDE_WORDS: Mapping[Side, tuple[str, ...]] = {"right": ("right", "r", "rt"), "left": ("left", "l", "lt")}

ASPECT_WORDS = {
    "anterior": ("anterior", "ant", "front"),
    "medial": ("medial", "med", "inner", "inside"),
    "posterior": ("posterior", "post", "back", "behind", "rear"),
    "lateral": ("lateral", "lat", "outer", "outside"),
}

LEVEL_WORDS = {
    "upper": ("upper", "up", "prox", "proximal", "top", "high"),
    "middle": ("middle", "mid"),
    "lower": ("lower", "low", "dist", "distal", "bottom"),
}

PART_WORDS = {
    "thigh": ("thigh", "th", "upper leg"),
    "knee": ("knee", "kn"),
    "kneecap": ("patella", "kneecap", "knee cap"),
    "popliteal fossa": ("popliteal fossa", "pop fossa", "popliteal", "pop", "fossa"),
    "lower leg": ("lower leg",),
    "calf": ("calf", "ca"),
    "shin": ("shin", "sh", "tibia"),
    "gaiter": ("gaiter",),
    "ankle": ("ankle", "an", "malleolus", "malleolar"),
    "Achilles": ("achilles", "achilles tendon"),
    "foot": ("foot", "ft"),
    "dorsum of foot": ("dorsum", "dorsal"),
    "border of foot": ("border",),
    "heel": ("heel",),
    "toes": ("toes", "toe"),
    "sole": ("sole", "plantar"),
    "buttock": ("buttock", "but", "bum", "gluteal"),
    "hip": ("hip",),
}

# The regions a part may mean, by the beginning of their codes; and which of them it means when nothing narrows it down.
PARTS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "thigh": (("TH-",), ()),
    "knee": (("KN-",), ()),
    "kneecap": (("KN-A",), ()),
    "popliteal fossa": (("KN-POP",), ()),
    "lower leg": (("SH-", "CA-"), ()),
    "calf": (("SH-", "CA-"), ("CA-P",)),
    "shin": (("SH-", "CA-"), ("SH-A",)),
    "gaiter": (("SH-A-D", "SH-M-D", "CA-P-D", "CA-L-D"), ()),
    "ankle": (("AN-",), ()),
    "Achilles": (("AN-P",), ()),
    "foot": (("FT-",), ()),
    "dorsum of foot": (("FT-D",), ()),
    "border of foot": (("FT-M", "FT-L"), ()),
    "heel": (("FT-H",), ()),
    "toes": (("FT-T",), ()),
    "sole": (("FT-S",), ()),
    "buttock": (("BUT",), ()),
    "hip": (("HIP",), ()),
}

_ASPECTS = {
    "anterior": ("TH-A", "KN-A", "SH-A", "AN-A", "FT-D"),
    "medial": ("TH-M", "KN-M", "SH-M", "AN-M", "FT-M"),
    "posterior": ("TH-P", "KN-POP", "CA-P", "AN-P", "FT-H", "BUT"),
    "lateral": ("TH-L", "KN-L", "CA-L", "AN-L", "FT-L", "HIP"),
}
_LEVELS = {"upper": ("P", "FT-D"), "middle": ("M",), "lower": ("D", "FT-S")}

_VEIN_EXTRA = {
    "tel": ("thread", "spider", "telangiectasia"),
    "tel-central": ("central", "feeder", "feeding"),
    "tel-matted": ("matted",),
    "ret": ("reticular", "blue"),
    "var-small": ("varicose", "varix"),
    "corona": ("phlebectatica",),
}

NOISE = frozenset(
    {"the", "of", "at", "in", "on", "a", "with", "along", "leg", "side", "aspect", "part", "third", "vein", "veins"}
    | {"small", "injection", "injections", "site", "sites", "each"}
)
PLURALS = {"calves": "calf", "feet": "foot"}
ELSEWHERE = frozenset(
    {"groin", "abdomen", "arm", "hand", "wrist", "face", "nose", "chest", "neck", "vulva"}
    | {
        "matting",
        "staining",
        "bruise",
        "ulcer",
        "scan",
        "undo",
        "delete",
        "stop",
        "times",
        "point",
        "plus",
        "minus",
        "to",
        "for",
    }
)
"""Words that mean something else than any word here, however near they are written."""
_NEAR = 0.75
"""How near a word is written to another one that may be meant; farther apart they are two words."""
BOTH = ("both", "bilateral")

VIEW_WORDS: Mapping[View, tuple[str, ...]] = {
    "anterior": ("anterior", "ant", "front"),
    "posterior": ("posterior", "post", "back"),
    "medial": ("medial", "med"),
    "lateral": ("lateral", "lat"),
    "dorsum": ("dorsum", "dorsal"),
    "sole": ("sole", "plantar"),
}


def vein_words(code: str) -> tuple[str, ...]:
    """How a vein type can be written in full or by its letter; R alone is the right leg."""
    vein = VEIN_TYPES[code]
    letter = () if vein.letter == "R" else (vein.letter.lower(),)
    whole = (vein.short, vein.name, code)
    return tuple(dict.fromkeys((*letter, *(word.lower() for word in whole), *_VEIN_EXTRA[code])))


@cache
def meanings() -> Mapping[str, Meaning]:
    """Every word and phrase in lower case; region codes are not among them."""
    found: dict[str, Meaning] = {word: Meaning("noise", "") for word in NOISE}
    found["area"] = Meaning("area", "area")
    tables: tuple[tuple[Kind, Mapping[str, tuple[str, ...]]], ...] = (
        ("side", {"right": SIDE_WORDS["right"], "left": SIDE_WORDS["left"]}),
        ("aspect", ASPECT_WORDS),
        ("level", LEVEL_WORDS),
        ("part", PART_WORDS),
        ("vein", {code: vein_words(code) for code in VEIN_TYPES}),
    )
    for kind, table in tables:
        for value, words in table.items():
            found.update((word, Meaning(kind, value)) for word in words)
    return found


def longest_phrase() -> int:
    """How many words the longest phrase has."""
    return max(len(phrase.split()) for phrase in meanings())


def beginning_with(start: str) -> list[str]:
    """The words that begin like this, in the order of the tables; phrases once their second word has begun."""
    spaces = start.count(" ")
    return [
        word
        for word, meaning in meanings().items()
        if word.startswith(start) and meaning.kind != "noise" and (spaces or " " not in word)
    ]


def meaning_of(word: str) -> Meaning | None:
    """What a word or phrase means, whole or cut short to three letters or more; None when unknown or ambiguous."""
    known = meanings().get(word) or _of_many(word)
    if known is not None or len(word.rpartition(" ")[2]) < 3:
        return known
    possible = {meanings()[longer] for longer in beginning_with(word)}
    return possible.pop() if len(possible) == 1 else None


def _of_many(word: str) -> Meaning | None:
    """The meaning of a plural: calves, reticulars."""
    found = meanings().get(PLURALS.get(word, word.removesuffix("s") if len(word) > 3 else ""))
    return found if found is not None and found.kind in ("part", "vein") else None


def unknown_sentence(word: str) -> str:
    """One helpful sentence for a word that cannot be read."""
    if word in BOTH:
        return "One leg at a time: write the right leg, a semicolon, then L for the left."
    known = [] if word in ELSEWHERE else [each for each in meanings() if each not in NOISE and len(each) > 2]
    near = get_close_matches(word, known, 1, _NEAR)
    if not near:
        return f"“{word}” is not a word I know here."
    what = {"side": "a leg", "vein": "a vein type", "area": "a word"}.get(meanings()[near[0]].kind, "a place")
    return f"“{word}” is not {what} I know; did you mean {near[0]}?"


def regions_of_aspect(aspect: str, codes: frozenset[str]) -> frozenset[str]:
    """The regions on that side of the leg's axis."""
    return frozenset(code for code in codes if code.startswith(_ASPECTS[aspect]))


def regions_of_level(level: str, codes: frozenset[str]) -> frozenset[str]:
    """The regions of that third; of the foot, the top and the sole."""
    last, foot = _LEVELS[level][0], _LEVELS[level][1:]
    return frozenset(code for code in codes if code in foot or (code.count("-") == 2 and code.endswith(f"-{last}")))


def regions_of_part(part: str, codes: frozenset[str]) -> frozenset[str]:
    """All the regions that a part may mean."""
    return frozenset(code for code in codes if code.startswith(PARTS[part][0]))
