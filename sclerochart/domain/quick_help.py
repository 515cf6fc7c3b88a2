"""Help at the quick-entry line: what was understood in words, the same as a line, and how the line could go on."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sclerochart.domain import text, vein_types
from sclerochart.domain.leg import VIEWS, Region
from sclerochart.domain.quick_entry import parse
from sclerochart.domain.quick_place import place_words
from sclerochart.domain.quick_values import Entry, Reading, Standing
from sclerochart.domain.quick_words import (
    ASPECT_WORDS,
    LEVEL_WORDS,
    PART_WORDS,
    SIDE_WORDS,
    beginning_with,
    meaning_of,
    meanings,
    vein_words,
)


@dataclass(frozen=True, slots=True)
class Completion:
    """A word that the line could go on with, what it says, and the line with it."""

    word: str
    says: str
    line: str


def understood(entry: Entry, regions: Mapping[str, Region]) -> str:
    """An entry as a person reads it: "Right medial calf, upper third · 3 × 0.2 ml = 0.6 ml · Reticular"."""
    if entry.region:
        place = regions[entry.region].name_of(entry.side) if entry.side else regions[entry.region].name
    else:
        place = f"{entry.side.capitalize()} leg" if entry.side else ""
    parts = [place]
    if entry.volume_ul is not None:
        times = "" if entry.count == 1 else f"{entry.count} × "
        total = "" if entry.count == 1 else f" = {text.ml(entry.volume_ul * entry.count)}"
        parts.append(f"{times}{text.ml(entry.volume_ul)}{total}{' as one area' if entry.area else ''}")
    if entry.vein_type:
        parts.append(vein_types.VEIN_TYPES[entry.vein_type].short)
    if entry.preparation is not None:
        parts.append(f"preparation {entry.preparation}")
    if entry.view:
        parts.append(f"{entry.view} view")
    return " · ".join(part for part in parts if part)


def spoken(reading: Reading, regions: Mapping[str, Region]) -> str:
    """A line that says all that was understood; read again it gives the same entries."""
    return "; ".join(_spoken(entry, regions) for entry in reading.entries)


def _spoken(entry: Entry, regions: Mapping[str, Region]) -> str:
    words: list[str] = [entry.side or ""]
    if entry.region:
        words.append(place_words(regions[entry.region]))
    if entry.area:
        words.append("area")
    if entry.volume_ul is not None:
        words.append(f"{text.ml_number(entry.volume_ul)}ml")
    words.append(f"x{entry.count}")
    if entry.vein_type:
        words.append(vein_types.VEIN_TYPES[entry.vein_type].short.lower())
    if entry.preparation is not None:
        words.append(f"#{entry.preparation}")
    if entry.view:
        words.append(f"@{entry.view}")
    return " ".join(word for word in words if word)


def completions(
    line: str, *, atlas_regions: Mapping[str, Region], current: Standing, most: int = 8
) -> tuple[Completion, ...]:
    """How the line could go on: words that begin like its last one, or, after a space, those that are still wanted."""
    begun = re.search(r"[^\W\d_][\w'’-]*$", line)
    stem = line[: begun.start()] if begun else line
    words = _beginning(begun[0].lower()) if begun else _wanted(line, atlas_regions, current)
    if stem.rstrip().endswith("@"):  # only a view may follow
        words = (view for view in VIEWS if begun and view.startswith(begun[0].lower()))
    if begun is None and line and not line[-1].isspace():
        return ()
    out: dict[str, Completion] = {}
    for word in words:
        says = _says(word)
        if says not in out:
            out[says] = Completion(word, says, f"{stem}{word} ")
    return tuple(out.values())[:most]


def _beginning(begun: str) -> Iterator[str]:
    for word in beginning_with(begun):
        if len(word) > 2:
            yield word


def _wanted(line: str, regions: Mapping[str, Region], current: Standing) -> Iterator[str]:
    """The words for what the last statement still lacks, with those first that lead to a place."""
    reading = parse(line, atlas_regions=regions, current=current)
    entry = reading.entries[-1] if reading.entries and not line.rstrip().endswith((",", ";")) else None
    if reading.problem:
        return
    if entry is None or entry.side is None:
        yield from ("R", "L")
    if entry is None or entry.region is not None:  # a new statement takes its place from the one before it
        return
    for table in (LEVEL_WORDS, ASPECT_WORDS, PART_WORDS):
        for words in table.values():
            longer = parse(f"{line}{words[0]}", atlas_regions=regions, current=current)
            if longer.problem or longer.note or longer.entries[-1].missing == entry.missing:
                continue
            narrower = longer.entries[-1].region and words[0] != "gaiter"  # which is a third by another name
            if table is not PART_WORDS or narrower or not _names_a_part(line):
                yield words[0]


def _names_a_part(line: str) -> bool:
    words = (meaning_of(word) for word in line.lower().split())
    return any(word is not None and word.kind == "part" for word in words)


def _says(word: str) -> str:
    meaning = meanings()[word.lower()]
    if meaning.kind == "vein":
        return vein_types.name_of(meaning.value)
    if meaning.kind == "side":
        return f"{meaning.value.capitalize()} leg"
    if meaning.kind == "area":
        return "One area entry with several injections"
    if meaning.kind == "level":
        return f"{meaning.value.capitalize()} third"
    return meaning.value[0].upper() + meaning.value[1:]


def abbreviations() -> tuple[tuple[str, str], ...]:
    """Words of the line, with what they stand for."""
    rows = [(", ".join(words), f"{side} leg") for side, words in SIDE_WORDS.items()]
    for table in (ASPECT_WORDS, LEVEL_WORDS, PART_WORDS):
        rows += [(", ".join(words), name) for name, words in table.items()]
    rows += [(", ".join(vein_words(code)), vein.name) for code, vein in vein_types.VEIN_TYPES.items()]
    rows += [
        (".2, 0.2ml, 200ul, point two, half a ml", "volume of each injection"),
        ("x3, 3x, 3x.2, three, times 3", "number of sites"),
        ("area", "one area entry with all the injections"),
        ("#2, p2", "preparation 2 of the session"),
        ("@post", "in the posterior view"),
        (";", "next entry"),
    ]
    return tuple(rows)
