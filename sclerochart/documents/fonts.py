"""The two faces that every document is set in, and what to say when a letter is not in them."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from itertools import groupby

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from sclerochart import assets

REGULAR, BOLD = "Sclerochart", "Sclerochart-Bold"
_FILES = {REGULAR: "fonts/NotoSans-Regular.ttf", BOLD: "fonts/NotoSans-Bold.ttf"}
_SPACES = dict.fromkeys(map(ord, "\t\u00a0\u2007\u202f\u2009"), "\u00a0")


@cache
def register() -> None:
    """Make both faces known to ReportLab; a second call costs nothing."""
    for name, file in _FILES.items():
        pdfmetrics.registerFont(TTFont(name, str(assets.path(file))))
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=REGULAR, boldItalic=BOLD)


def width(text: str, size: float, *, bold: bool = False) -> float:
    """How wide a line is, in the unit of `size`."""
    register()
    return float(pdfmetrics.stringWidth(text, BOLD if bold else REGULAR, size))


@cache
def _known() -> frozenset[int]:
    register()
    return frozenset(pdfmetrics.getFont(REGULAR).face.charToGlyph) & frozenset(
        pdfmetrics.getFont(BOLD).face.charToGlyph
    )


def printable(text: str) -> str:
    """The text as it can be set: composed, without control characters, and each run of letters that the faces lack
    replaced by words such as "[Arabic letters]", so that nobody reads an empty box as nothing."""
    composed = unicodedata.normalize("NFC", text)
    if composed.isascii() and composed.isprintable():
        return composed
    parts = []
    for known, run in groupby(_wanted(composed), key=_can_print):
        letters = "".join(run)
        parts.append(letters if known else f"[{' and '.join(_scripts(letters))}]")
    return "".join(parts)


def unprintable(values: Iterable[object]) -> tuple[str, ...]:
    """What in these values (text, or dataclasses and tuples of text) the faces cannot show: ("Arabic letters",)."""
    found: list[str] = []
    for text in _texts(values):
        if not text.isascii():
            lacking = [each for each in _wanted(unicodedata.normalize("NFC", text)) if not _can_print(each)]
            found.extend(_scripts("".join(lacking)))
    return tuple(dict.fromkeys(found))


def _can_print(letter: str) -> bool:
    return letter == "\n" or ord(letter) in _known()


def _wanted(text: str) -> Iterator[str]:
    """What is to be drawn: spaces of every kind as a space, line ends kept, invisible characters left out."""
    for letter in text.translate(_SPACES):
        if letter == "\n" or unicodedata.category(letter) not in ("Cc", "Cf", "Cs", "Co", "Cn") or letter == "\u00ad":
            yield letter


def _scripts(letters: str) -> list[str]:
    """The scripts of these letters in words, in order and each once."""
    names = []
    for letter in letters:
        name = unicodedata.name(letter, "")
        if unicodedata.category(letter)[0] in "LMN" and name:
            script = name.split()[0].split("-")[0]
            names.append("Chinese or Japanese letters" if script == "CJK" else f"{script.capitalize()} letters")
        elif unicodedata.category(letter)[0] != "M":
            names.append("a symbol")
    return list(dict.fromkeys(names))


def _texts(values: Iterable[object]) -> Iterator[str]:
    for value in values:
        if isinstance(value, str):
            yield value
        elif isinstance(value, (tuple, list, frozenset)):
            yield from _texts(value)
        elif isinstance(value, dict):
            yield from _texts(value.values())
        elif is_dataclass(value):
            yield from _texts(getattr(value, field.name) for field in fields(value))
