"""Which words a patient is found by, and which words a person typed: folded alike, so that "ozturk" finds Öztürk."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from sclerochart.domain.patient_rules import read_birth_date

_LETTERS = str.maketrans(
    {"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "'": "", "’": ""}
)


def fold(words: str) -> str:
    """Lower case without accents; letters that carry no accent mark but are typed plainly are spelt out."""
    plain = unicodedata.normalize("NFKD", words.casefold().translate(_LETTERS))
    return "".join(character for character in plain if not unicodedata.combining(character)).translate(_LETTERS)


def _tokens(words: str) -> list[str]:
    return re.findall(r"\w+", fold(words))


def index_text(row: Mapping[str, Any]) -> str:
    """The words of one patient's row: names, the day of birth as people type it, numbers without spaces."""
    words = _tokens(f"{row['family_name']} {row['given_name']}")
    for name in ("record_number", "nhs_number", "phone"):
        value = fold(row[name] or "")
        words += _tokens(value)
        squeezed = re.sub(r"\W", "", value)
        if squeezed:
            words.append(squeezed)
        if name == "phone" and squeezed.startswith("44"):
            words.append(f"0{squeezed[2:].lstrip('0')}")
    if row["birth_date"]:
        year, month, day = row["birth_date"].split("-")
        words += [
            f"born{year}{month}{day}",
            year,
            f"{day}{month}{year}",
            f"{int(day)}{month}{year}",
            f"{year}{month}{day}",
        ]
    return " ".join(dict.fromkeys(words))


def query_words(typed: str) -> list[str]:
    """What to look for: a day of birth in any usual form becomes one word, numbers lose their spaces."""
    pieces = typed.split()
    words: list[str] = []
    place = 0
    while place < len(pieces):
        taken = _date_at(pieces, place)
        if taken is None:
            piece = pieces[place]
            if re.fullmatch(r"[\d\W_]+", piece):
                run = [piece]
                while place + len(run) < len(pieces) and re.fullmatch(r"[\d\W_]+", pieces[place + len(run)]):
                    run.append(pieces[place + len(run)])
                digits = re.sub(r"\D", "", "".join(run))
                if "".join(run).lstrip("(").startswith("+44"):
                    digits = f"0{digits[2:].lstrip('0')}"
                words += [digits] if digits else []
                place += len(run)
            else:
                words += _tokens(piece)
                place += 1
        else:
            word, used = taken
            words.append(word)
            place += used
    return words


def _date_at(pieces: list[str], place: int) -> tuple[str, int] | None:
    """A whole day of birth that starts at a piece, as its word and how many pieces it takes."""
    for used in (3, 1):
        candidate = " ".join(pieces[place : place + used])
        if place + used > len(pieces) or not re.search(r"\d\D+\S+\D+\d|\d\s*[A-Za-z]{3,}\s*\d", candidate):
            continue
        day = read_birth_date(candidate)
        if day is not None:
            return f"born{day:%Y%m%d}", used
    return None
