"""The patient search index: derived from the tables, kept up by the journal, not part of the record.

The row number of an entry is its rank (last visit, then name), so the best 50 of 100,000 are read in order and
nothing is sorted.
"""

from collections.abc import Iterable
from typing import Any

from sclerochart.domain import search_words
from sclerochart.store.database import Database

_DAY = 86_400
_NAME_BITS, _TIE_BITS = 30, 14
_FORM, _KEY = "3", "search_index"
"""What the words of an entry look like; another form, and every entry is made anew when the vault is opened."""


def bring_up_to_date(db: Database) -> None:
    """Make the index anew when it was made in an earlier form."""
    if db.setting(_KEY) != _FORM:
        with db.writing():
            for row in db.rows("SELECT id FROM patient"):
                reindex(db, row["id"])
            db.set_setting(_KEY, _FORM)


def reindex_touched(db: Database, changes: Iterable[tuple[str, str, Any, Any]]) -> None:
    """Bring the entries of the patients up to date whose details or visits these changes touch."""
    touched = set()
    for table, row_id, before, after in changes:
        if table == "patient":
            touched.add(row_id)
        elif table == "session" and (not before or not after or before["treated_utc"] != after["treated_utc"]):
            touched.add((after or before)["patient_id"])
    for patient_id in touched:
        reindex(db, patient_id)


def reindex(db: Database, patient_id: str) -> None:
    """Write one patient's entry anew."""
    old = db.value("SELECT rank FROM patient_index WHERE patient_id = ?", (patient_id,))
    if old is not None:
        db.execute("DELETE FROM patient_search WHERE rowid = ?", (old,))
        db.execute("DELETE FROM patient_index WHERE patient_id = ?", (patient_id,))
    row = db.row("SELECT * FROM patient WHERE id = ?", (patient_id,))
    if row is None:
        return
    visit = db.row(
        "SELECT treated_utc, treated_offset_min FROM session WHERE patient_id = ? ORDER BY treated_utc DESC LIMIT 1",
        (patient_id,),
    )
    rank = _rank(db, visit["treated_utc"] if visit else 0, f"{row['family_name']} {row['given_name']}")
    db.execute(
        "INSERT INTO patient_index (patient_id, rank, last_visit_utc, last_visit_offset_min) VALUES (?, ?, ?, ?)",
        (patient_id, rank, visit["treated_utc"] if visit else None, visit["treated_offset_min"] if visit else None),
    )
    db.execute("INSERT INTO patient_search (rowid, words) VALUES (?, ?)", (rank, search_words.index_text(row)))


def _rank(db: Database, last_visit_utc: int, name: str) -> int:
    """A free row number: later visits are larger, and on one day names early in the alphabet are."""
    code = 0
    letters = [character for character in search_words.fold(name) if character.isalnum()]
    for character in (letters + [""] * 6)[:6]:
        code = code * 32 + (min(31, max(1, ord(character) - 96)) if character else 0)
    day = max(0, min(2**18, last_visit_utc // _DAY))
    low = ((day << _NAME_BITS) | ((1 << _NAME_BITS) - 1 - code)) << _TIE_BITS
    high = low + (1 << _TIE_BITS) - 1
    used = db.value("SELECT max(rank) FROM patient_index WHERE rank BETWEEN ? AND ?", (low, high))
    if used is None:
        return low
    if used < high:
        return int(used) + 1
    taken = {row["rank"] for row in db.rows("SELECT rank FROM patient_index WHERE rank BETWEEN ? AND ?", (low, high))}
    return next(rank for rank in range(low, low + (1 << _TIE_BITS) * 4) if rank not in taken)


def match(terms: list[search_words.Term]) -> str:
    """An FTS5 expression: every word is the beginning of a word of the entry."""
    return " AND ".join(
        each[0] if len(each) == 1 else f"({' OR '.join(f'({one})' for one in each)})"
        for each in ([" AND ".join(f'"{word}"*' for word in words) for words in term] for term in terms)
    )
