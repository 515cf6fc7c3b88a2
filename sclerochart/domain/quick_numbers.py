"""Numbers as they are called out: “point two”, “three times”, “times 3”, “half a ml”."""

import re
from dataclasses import dataclass
from typing import Literal

from sclerochart.domain.quick_words import LEVEL_WORDS

_TO_NINE = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_DIGITS = {word: str(digit) for digit, word in enumerate(_TO_NINE, start=1)}
_DIGITS |= dict.fromkeys(("zero", "nought", "naught", "oh"), "0")
_COUNTS = {word: count for count, word in enumerate((*_TO_NINE, "ten", "eleven", "twelve"), start=1)}
_REST = ("point", "times", "twice", "half", "calves", "feet")

_END = r"(?![\w'’])"
_UNIT = r"(?:\s*(?:mls?|mils?|cc|millilit(?:re|er)s?)(?![\w'’]))"
_DIGIT = rf"(?:{'|'.join(_DIGITS)}|\d{{1,3}}){_END}"
_NUMBER = rf"(?:{'|'.join(_COUNTS)}|\d{{1,4}}){_END}"
_NIL = r"(?:(?:zero|nought|naught|oh|0)\s+)"
# The last of several digits is a number of sites where that is what follows: “point two three sites”.
_OF_SITES = rf"(?!\s+(?:sites?|injections?|pricks?|of){_END}|\s+times{_END}(?!\s+{_NUMBER}))"
_SPOKEN = re.compile(
    "|".join(
        (
            rf"{_NIL}?point\s+(?P<digits>{_DIGIT}(?:\s+{_DIGIT}){{0,2}}){_OF_SITES}{_UNIT}?",
            rf"(?P<whole>{_NUMBER})\s+point\s+(?P<part>{_DIGIT})",
            rf"(?P<half>half{_END})(?:\s+an?{_END})?(?P<unit>{_UNIT})?",
            rf"(?P<ml>{'|'.join(_COUNTS)}){_UNIT}",
            rf"times\s+(?P<times>{_NUMBER})",
            rf"(?P<sites>{_NUMBER})\s+times{_END}",
            rf"(?:[x×*]\s*)?(?P<count>{'|'.join(_COUNTS)}){_END}(?:\s*(?:sites?|injections?|pricks?|[x×*]){_END})?",
            rf"(?P<twice>twice){_END}",
        )
    ),
    re.IGNORECASE,
)
_BEGUN = re.compile(rf"(?:{_NIL}?point|times)(?:\s+[a-z]*)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SpokenNumber:
    """A volume in ml such as "0.2", a number of sites, or a sentence for what is not clear; and where it ends."""

    kind: Literal["volume", "count", "problem"]
    value: str
    end: int


def spoken_number(line: str, at: int) -> SpokenNumber | None:
    """The number that is called out from here, None where there is none."""
    found = _SPOKEN.match(line, at)
    if found is None:
        begun = _BEGUN.match(line, at)
        if begun is None:
            return None
        word = begun[0].split()[0].lower()
        such = "times three" if word == "times" else "point two"
        return SpokenNumber("problem", f"“{word}”: the number comes after it, such as {such}.", begun.end())
    part, end = found.groupdict(), found.end()
    if part["digits"]:
        return _below_one([_digit(each) for each in part["digits"].split()], end)
    if part["whole"]:
        return SpokenNumber("problem", _unclear(part["whole"], part["part"]), end)
    if part["half"]:
        before = line[:at].lower().split()[-1:]
        if not part["unit"] and any(word in words for words in LEVEL_WORDS.values() for word in before):
            return SpokenNumber("problem", "“half” of what? Say the third of the place, or half a ml.", end)
        return SpokenNumber("volume", "0.5", end)
    if part["ml"]:
        return SpokenNumber("volume", str(_count(part["ml"])), end)
    said = part["times"] or part["sites"] or part["count"] or "two"
    return SpokenNumber("count", str(_count(said)), end)


def begins_number(words: str) -> bool:
    """Whether words may yet become a number that is called out."""
    return bool(_BEGUN.fullmatch(words)) or any(each.startswith(words) for each in (*_DIGITS, *_COUNTS, *_REST))


def _below_one(digits: list[str], end: int) -> SpokenNumber:
    """“point one five” is a volume; the last digit of “point two three” may as well be a number of sites."""
    ml = f"0.{''.join(digits)}"
    if len(digits) > 1 and ml[-1] not in "05":
        fewer = "".join(digits[:-1])
        return SpokenNumber(
            "problem", f"Write {ml}ml, or .{fewer} x{digits[-1]} for {digits[-1]} of 0.{fewer} ml.", end
        )
    return SpokenNumber("volume", ml, end)


def _unclear(whole: str, part: str) -> str:
    count, digit = _count(whole), _digit(part)
    return f"“{whole} point {part}”: write x{count} .{digit} for {count} of 0.{digit} ml, or {count}.{digit}ml."


def _digit(word: str) -> str:
    return _DIGITS.get(word.lower(), word)


def _count(word: str) -> int:
    return _COUNTS.get(word.lower()) or int(word)
