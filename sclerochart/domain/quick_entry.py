"""The quick-entry line: `R medial calf upper .2 x3 ret` becomes what is to be placed, read again at every key.

Words stand in any order. Statements are separated by `;`, or by a comma, “and” or “then” as soon as something is said a
second time. What a statement leaves out is as in the one before it, else as current; a line that names no place goes on
where the line before ended. The place of a new part of the leg is never guessed.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from sclerochart.domain import text, vein_types
from sclerochart.domain.leg import SIDES, VIEWS, Region, Side, View
from sclerochart.domain.quick_numbers import begins_number
from sclerochart.domain.quick_place import WHERE, SaidPlace, find_place, place_words
from sclerochart.domain.quick_tokens import Token, tokens
from sclerochart.domain.quick_values import Entry, Reading, Standing
from sclerochart.domain.quick_words import beginning_with

__all__ = ["Entry", "Reading", "Standing", "parse"]

_BOTH_SAID = re.compile(r"\d\s*[x×*]\s*[1-9]")
_PLACE = {"region", "part", "aspect", "level"}
_NO_LINE_BEFORE = f"{WHERE}, such as medial calf upper: there is no line before to take it from"
_AS_BEFORE = "same place as the line before"
_SIDES: Mapping[str, Side] = {side: side for side in SIDES}
_VIEWS: Mapping[str, View] = {view: view for view in VIEWS}

_Values = dict[str, list[str | int]]


def parse(line: str, *, atlas_regions: Mapping[str, Region], current: Standing, typing: bool = False) -> Reading:
    """Read a line. With `typing`, a last word that may yet become a known one is no problem."""
    found = list(tokens(line, atlas_regions))
    if typing and found and found[-1].kind == "problem" and found[-1].end >= len(line.rstrip(".")):
        word = line[found[-1].start :].lower().lstrip("@ ")
        begun = not word.strip("0123456789.,x×*@#") and not _BOTH_SAID.search(word)
        if beginning_with(word) or begins_number(word) or begun:
            found.pop()
    entries: list[Entry] = []
    problem, note, at = "", "", (0, 0)
    for token in found:
        if token.kind == "problem":
            problem, at = str(token.value), (token.start, token.end)
            break
    said = SaidPlace((current.region,)) if current.region is not None else SaidPlace()
    for statement in _statements(found):
        entry, said, wrong, remark = _entry(statement, entries[-1] if entries else None, said, atlas_regions, current)
        entries.append(entry)
        note = note or remark
        if wrong and not problem:
            problem, at = wrong, (statement[0].start, statement[-1].end)
    return Reading(tuple(entries), problem, note, at)


def _statements(found: Sequence[Token]) -> Iterator[list[Token]]:
    """The tokens of each statement; after a comma a new one begins only when a slot is filled twice."""
    statement: list[Token] = []
    for piece, hard in _pieces(found):
        if statement and (hard or _said_twice(statement, piece)):
            yield statement
            statement = []
        statement = [*statement, *piece]
    if statement:
        yield statement


def _pieces(found: Iterable[Token]) -> Iterator[tuple[list[Token], bool]]:
    piece: list[Token] = []
    hard = before = False
    for token in found:
        if token.kind in ("comma", "semicolon"):
            if piece:
                yield piece, hard
                piece, before = [], False
            before = before or token.kind == "semicolon"
            hard = before
        elif token.kind not in ("noise", "problem"):
            piece.append(token)
    if piece:
        yield piece, hard


def _said_twice(statement: Iterable[Token], piece: Iterable[Token]) -> bool:
    kinds: set[str] = {token.kind for token in statement}
    more: set[str] = {token.kind for token in piece}
    return bool(kinds & more) or any(
        "region" in one and other & _PLACE for one, other in ((kinds, more), (more, kinds))
    )


def _entry(
    statement: Sequence[Token],
    before: Entry | None,
    said_before: SaidPlace,
    regions: Mapping[str, Region],
    now: Standing,
) -> tuple[Entry, SaidPlace, str, str]:
    """One statement -> the entry, its place words, a problem and a note."""
    values: _Values = {}
    for token in statement:
        known = values.setdefault(token.kind, [])
        if token.value not in known:
            known.append(token.value)
    if len(values.get("vein", ())) > 1 and "tel" in values["vein"] and "ret" not in values["vein"]:
        values["vein"].remove("tel")  # “matted telangiectasia”, “feeder of telangiectasia”
    own = _said(values)
    said = _carried(own, said_before, regions)
    place = find_place(said, regions)
    usual = before or now
    goes_on = before is None and said_before.said and not (own.regions or own.parts)
    side = now.region_side if goes_on and now.region_side else usual.side
    preparation = _number(values, "preparation")
    problem = _twice(values)
    if not problem and preparation is not None and preparation not in now.preparations:
        problem = f"There is no preparation {preparation} in this session."
    entry = Entry(
        side=_SIDES.get(_text(values, "side") or "", side),
        region=place.region,
        volume_ul=_number(values, "volume") or usual.volume_ul,
        vein_type=_text(values, "vein") or usual.vein_type,
        count=_number(values, "count") or 1,
        area="area" in values,
        preparation=preparation or (before.preparation if before else None),
        view=_VIEWS.get(_text(values, "view") or ""),
    )
    lost = place.missing == WHERE and any(kind in values for kind in ("volume", "count", "area", "vein"))
    entry = replace(entry, missing=tuple(_missing(entry, _NO_LINE_BEFORE if lost else place.missing)))
    note = _AS_BEFORE if goes_on and not own.said else place.note
    return entry, said, problem or place.problem, note


def _missing(entry: Entry, place: str) -> Iterator[str]:
    if entry.side is None:
        yield "which leg (R or L)"
    if place:
        yield place
    if entry.volume_ul is None:
        yield "the volume, such as .1"
    if entry.vein_type is None:
        yield "the vein type, such as ret"


def _text(values: _Values, kind: str) -> str | None:
    return next((value for value in values.get(kind, ()) if isinstance(value, str)), None)


def _number(values: _Values, kind: str) -> int | None:
    return next((value for value in values.get(kind, ()) if isinstance(value, int)), None)


def _twice(values: _Values) -> str:
    """The sentence for a slot that one statement fills with two different things."""
    for kind, what in (("side", "legs"), ("volume", "volumes"), ("count", "numbers of injections"),
                       ("vein", "vein types"), ("view", "views"), ("preparation", "preparations")):  # fmt: skip
        both = values.get(kind, ())
        if len(both) > 1:
            words = [_word(kind, value) for value in both[:2]]
            return f"Two {what}, {words[0]} and {words[1]}: separate them by a semicolon, or write one."
    return ""


def _word(kind: str, value: str | int) -> str:
    if kind == "volume":
        return text.ml(int(value))
    return vein_types.VEIN_TYPES[str(value)].short.lower() if kind == "vein" else str(value)


def _said(values: _Values) -> SaidPlace:
    regions, parts, aspects, levels = (
        tuple(str(value) for value in values.get(kind, ())) for kind in ("region", "part", "aspect", "level")
    )
    return SaidPlace(regions, parts, aspects, levels)


def _carried(said: SaidPlace, before: SaidPlace, regions: Mapping[str, Region]) -> SaidPlace:
    """The place words completed from the statement before, unless a part of the leg is named anew."""
    if said.regions or said.parts or not before.said:
        return said
    if not said.said:
        return before
    if before.regions:
        before = _words_of(regions[before.regions[0]])
    return SaidPlace((), before.parts, said.aspects or before.aspects, said.levels or before.levels)


def _words_of(region: Region) -> SaidPlace:
    values: _Values = {}
    for token in tokens(place_words(region), {}):
        values.setdefault(token.kind, []).append(token.value)
    return _said(values)
