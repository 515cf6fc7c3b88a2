"""Place words together -> one region, or what is still to be said about the place."""

from collections.abc import Mapping
from dataclasses import dataclass

from sclerochart.domain.leg import Region
from sclerochart.domain.quick_words import PARTS, regions_of_aspect, regions_of_level, regions_of_part

WHERE = "where on the leg"


@dataclass(frozen=True, slots=True)
class SaidPlace:
    """The place words of one statement, by kind."""

    regions: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    aspects: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()

    @property
    def said(self) -> bool:
        """True when anything was said about the place."""
        return bool(self.regions or self.parts or self.aspects or self.levels)


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """The region's code, or what is missing to know it; `problem` and `note` are sentences or ""."""

    region: str | None = None
    missing: str = ""
    problem: str = ""
    note: str = ""


def find_place(said: SaidPlace, regions: Mapping[str, Region]) -> FoundPlace:
    """The one region that all the words share. Words that do not divide a small region are left out, with a note."""
    codes = frozenset(regions)
    for kind in (said.aspects, said.levels):
        if len(kind) > 1:
            return FoundPlace(problem=f"{kind[0].capitalize()} or {kind[1]}? Write one of the two for a place.")
    if len(said.regions) > 1:
        return FoundPlace(problem=f"{said.regions[0]} and {said.regions[1]} are two places; separate them by a comma.")
    if said.regions:
        return FoundPlace(said.regions[0])
    if not said.parts:
        return FoundPlace(missing=WHERE)
    left = codes
    for part in said.parts:
        shared = left & regions_of_part(part, codes)
        if not shared:
            return FoundPlace(problem=f"{_a_list(said.parts)} are different places; separate them by a comma.")
        left = shared
    left, unused = _narrowed(left, said, codes)
    note = f"“{' '.join(unused)}” does not divide this place and is left out." if unused else ""
    if len(left) == 1:
        return FoundPlace(next(iter(left)), note=note)
    return FoundPlace(missing=_missing(left, said), note=note)


def _narrowed(left: frozenset[str], said: SaidPlace, codes: frozenset[str]) -> tuple[frozenset[str], list[str]]:
    unused = []
    for aspect in said.aspects:
        shared = left & regions_of_aspect(aspect, codes)
        if not shared:
            unused.append(aspect)
        left = shared or left
    if not said.aspects:
        for part in said.parts:
            usual = frozenset(code for code in left if PARTS[part][1] and code.startswith(PARTS[part][1]))
            left = usual or left
    for level in said.levels:
        shared = left & regions_of_level(level, codes)
        if not shared:
            unused.append(level)
        left = shared or left
    return left, unused


def _missing(left: frozenset[str], said: SaidPlace) -> str:
    """What would tell the remaining regions apart."""
    aspects = [each for each in ("anterior", "medial", "posterior", "lateral") if regions_of_aspect(each, left)]
    part = said.parts[-1]
    if any(code.startswith("FT-") for code in left):
        parts = "medial or lateral border" if len(left) == 2 else "dorsum, medial, lateral, heel, toes or sole"
        return f"which part of the foot ({parts})"
    if len(aspects) > 1:
        return f"which side of the {part} ({', '.join(aspects[:-1])} or {aspects[-1]})"
    return f"which third of the {part} (upper, middle or lower)"


def _a_list(words: tuple[str, ...]) -> str:
    text = f"{', '.join(words[:-1])} and {words[-1]}"
    return text[0].upper() + text[1:]


def place_words(region: Region) -> str:
    """A region's name as it can be typed: "medial calf upper"."""
    return region.name.replace(",", "").removesuffix(" third")
