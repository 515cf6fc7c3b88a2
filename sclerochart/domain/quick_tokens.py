"""The quick-entry line cut into tokens: numbers with their sense, words with their meaning, separators."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from sclerochart.domain.leg import View
from sclerochart.domain.quick_numbers import spoken_number
from sclerochart.domain.quick_words import VIEW_WORDS, longest_phrase, meaning_of, unknown_sentence
from sclerochart.domain.session import LARGEST_SITE_UL, MOST_INJECTIONS, SMALLEST_SITE_UL
from sclerochart.domain.text import count, ml

TokenKind = Literal[
    "side", "aspect", "level", "part", "region", "vein", "area", "noise",
    "view", "volume", "count", "preparation", "comma", "semicolon", "problem",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the line from `start` to `end`; of a "problem" the value is the sentence to show."""

    kind: TokenKind
    value: str | int
    start: int
    end: int


_END = r"(?=$|[\s,;:+&]|\.(?:\s|$))"
_VOLUME = r"(?P<number>\d{0,4}[.,]\d{1,6}|\d{1,6})"
_UNIT = r"(?:\s*(?P<unit>mls?|cc|[uµμ]l))"
_X = r"\s*[x×*]\s*"
_NUMBER = re.compile(
    "|".join(
        (
            rf"(?P<times>\d{{1,4}}){_X}{_VOLUME}{_UNIT}?{_END}",
            rf"{_VOLUME.replace('number', 'number2')}{_UNIT.replace('unit', 'unit2')}?{_X}(?P<times2>\d{{1,4}}){_END}",
            rf"[x×*]\s*(?P<count>\d{{1,4}}){_END}",
            rf"(?P<count2>\d{{1,4}})\s*(?:[x×*]|sites?|injections?|pricks?){_END}",
            rf"(?:#\s*|prep(?:aration)?\s*#?\s*|syringe\s+#?\s*|p#?)(?P<preparation>\d{{1,2}}){_END}",
            rf"(?P<number3>\d{{0,4}}[.,]\d{{1,6}}){_UNIT.replace('unit', 'unit3')}?{_END}",
            rf"(?P<number4>\d{{1,6}}){_UNIT.replace('unit', 'unit4')}{_END}",
        )
    ),
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_VIEW = re.compile(rf"@\s*(?P<at>[a-z]+)|(?P<before>[a-z]+)\s+view{_END}", re.IGNORECASE)
_SOFT = re.compile(rf",(?=\s|$)|[+&]|(?:and|then){_END}", re.IGNORECASE)


def tokens(line: str, codes: Mapping[str, object]) -> Iterator[Token]:
    """The tokens of a line, left to right; what cannot be read is a "problem"."""
    at = 0
    while at < len(line):
        after = line[at + 1 : at + 2]
        dash = line[at] == "-" and (after.isalpha() or not after)
        if dash or line[at].isspace() or (line[at] in ":." and not after.isdigit()):
            at += 1
            continue
        for read in (_separator, _number, _spoken, _view):
            found = read(line, at)
            if found:
                break
        else:
            found = _words(line, at, codes)
        yield from found
        at = found[-1].end


def _separator(line: str, at: int) -> list[Token]:
    if line[at] in ";\n":
        return [Token("semicolon", "", at, at + 1)]
    found = _SOFT.match(line, at)
    return [Token("comma", "", at, found.end())] if found else []


def _number(line: str, at: int) -> list[Token]:
    found = _NUMBER.match(line, at)
    if found is None:
        return []
    end, part = found.end(), found.groupdict()
    pair = _either_way(part)
    if pair:
        return [Token("problem", f"“{line[at:end]}”: write {pair}.", at, end)]
    out = []
    for name in ("times", "times2", "count", "count2"):
        if part[name]:
            out.append(_count(int(part[name]), at, end))
    for name in ("", "2", "3", "4"):
        if part[f"number{name}"]:
            out.append(_volume(part[f"number{name}"], (part[f"unit{name}"] or "ml").lower(), at, end))
    if part["preparation"]:
        out.append(Token("preparation", int(part["preparation"]), at, end))
    return out


def _either_way(part: Mapping[str, str | None]) -> str:
    """How to write two whole numbers without a unit, `1 x3`, either of which may be the volume; "" for anything else,
    and where neither can be."""
    left, right = part["times"] or part["number2"], part["number"] or part["times2"]
    if not (left and right and left.isdecimal() and right.isdecimal()) or part["unit"] or part["unit2"]:
        return ""
    ways = {(int(left), int(right)): f"x{left} {right}ml", (int(right), int(left)): f"{left}ml x{right}"}
    possible = [
        f"{written} for {number} of {ml(1000 * each)}"
        for (number, each), written in ways.items()
        if 1 <= number <= MOST_INJECTIONS and SMALLEST_SITE_UL <= 1000 * each <= LARGEST_SITE_UL
    ]
    return ", or ".join(possible)


def _spoken(line: str, at: int) -> list[Token]:
    found = spoken_number(line, at)
    if found is None:
        return []
    if found.kind == "volume":
        return [_volume(found.value, "ml", at, found.end)]
    if found.kind == "count":
        return [_count(int(found.value), at, found.end)]
    return [Token("problem", found.value, at, found.end)]


def _count(number: int, at: int, end: int) -> Token:
    if 1 <= number <= MOST_INJECTIONS:
        return Token("count", number, at, end)
    return Token("problem", f"One place takes from 1 to {MOST_INJECTIONS} injections, not {number}.", at, end)


def _volume(number: str, unit: str, at: int, end: int) -> Token:
    whole, _, part = number.replace(",", ".").partition(".")
    places = 0 if unit[1:] == "l" and unit[0] != "m" else 3
    if len(part.rstrip("0")) > places:
        return Token("problem", f"“{number}”: a volume is recorded to 0.001 ml.", at, end)
    ul = int(whole or 0) * 10**places + int(part.ljust(places, "0")[:places] or 0)
    if SMALLEST_SITE_UL <= ul <= LARGEST_SITE_UL:
        return Token("volume", ul, at, end)
    return Token("problem", f"One injection takes from {ml(SMALLEST_SITE_UL)} to {ml(LARGEST_SITE_UL)}.", at, end)


@lru_cache(maxsize=256)
def view_of(word: str) -> View | None:
    """The view that a word names, whole or cut short to three letters or more."""
    found = {
        view
        for view, words in VIEW_WORDS.items()
        if word in words or (len(word) > 2 and any(each.startswith(word) for each in words))
    }
    return found.pop() if len(found) == 1 else None


def _view(line: str, at: int) -> list[Token]:
    found = _VIEW.match(line, at)
    if found is None:
        return []
    word = (found["at"] or found["before"]).lower()
    view = view_of(word)
    if view is None:
        sentence = f"“{word}” is not a view I know; a view is one of {', '.join(VIEW_WORDS)}."
        return [Token("problem", sentence, at, found.end())]
    return [Token("view", view, at, found.end())]


def _words(line: str, at: int, codes: Mapping[str, object]) -> list[Token]:
    """The longest phrase, word or region code from here."""
    spans: list[int] = []
    place = at
    while len(spans) < longest_phrase():
        found = _WORD.match(line, place)
        if found is None:
            break
        spans.append(found.end())
        place = found.end()
        while place < len(line) and line[place] == " ":
            place += 1
    if not spans:
        return [_unread(line, at)]
    code = _code(line[at : spans[0]], codes)
    if code is not None:
        return [Token("region", code, at, spans[0])]
    ends = [*reversed(spans), *(at + dash.start() for dash in re.finditer("-", line[at : spans[0]]))]
    for end in ends:
        phrase = " ".join(line[at:end].lower().split())
        meaning = meaning_of(phrase) or meaning_of(phrase.replace("-", " "))
        if meaning is not None:
            return [Token(meaning.kind, meaning.value, at, end)]
    return [Token("problem", unknown_sentence(line[at : spans[0]].lower()), at, spans[0])]


def _code(word: str, codes: Mapping[str, object]) -> str | None:
    """The region whose code this is, with its dashes."""
    upper = word.upper()
    return upper if "-" in upper and upper in codes else None


def _unread(line: str, at: int) -> Token:
    end = at + 1
    while end < len(line) and not line[end].isspace() and line[end] not in ",;":
        end += 1
    word = line[at:end]
    if word.isdecimal() and word.isascii():
        return Token(
            "problem", f"“{word}”: write x{word} for {count(int(word), 'site')}, or {word}ml for the volume.", at, end
        )
    return Token("problem", f"“{word}” is nothing I can read here.", at, end)
