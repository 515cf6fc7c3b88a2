"""The journal against itself and against the tables: chain, images, and what replaying them gives."""

import json
from collections import defaultdict

from sclerochart.store import journal, schema
from sclerochart.store.database import Database, Row

Tables = dict[str, dict[str, Row]]


def first_wrong(db: Database) -> str | None:
    """The first thing wrong with the journal or the tables, as a sentence; None when they agree to the last value.

    Steps come in order of n; each must follow its device's previous step, its image must have the digest it names, and
    each row must be as the image found it. An image that was erased is skipped, its step is not."""
    chains: dict[str, tuple[int, bytes]] = defaultdict(lambda: (0, journal.START))
    tables: Tables = {name: {} for name in schema.JOURNALLED}
    for row in db.rows("SELECT step.*, image.salt, image.body FROM step LEFT JOIN image USING (n) ORDER BY n"):
        n, (seq, prev) = row["n"], chains[row["device"]]
        if row["seq"] != seq + 1 or row["prev"] != prev or journal.step_digest(prev, row) != row["digest"]:
            return f"step {n} of the journal does not follow from the step before it."
        chains[row["device"]] = row["seq"], row["digest"]
        if row["salt"] is None:
            return f"step {n} of the journal has no image."
        if row["body"] is None:
            continue
        if journal.image_digest(row["salt"], row["body"]) != row["image_digest"]:
            return f"the image of step {n} of the journal was changed."
        if not _apply(tables, row):
            return f"step {n} of the journal does not fit the steps before it."
    return _compare(db, tables)


def _apply(tables: Tables, row: Row) -> bool:
    try:
        changes = [(str(table), str(row_id), before, after) for table, row_id, before, after in json.loads(row["body"])]
    except (ValueError, TypeError):
        return False
    for table, row_id, before, after in changes:
        if table not in tables or before is after is None:
            return False
        if tables[table].get(row_id) != schema.lift(table, before, row["schema"]):
            return False
        after = schema.lift(table, after, row["schema"])
        if after is None:
            tables[table].pop(row_id, None)
        else:
            tables[table][row_id] = after
    return True


def _compare(db: Database, tables: Tables) -> str | None:
    for name, expected in tables.items():
        found = {row["id"]: row for row in db.rows(f"SELECT * FROM {name}")}
        for row_id in expected.keys() - found.keys():
            return f"the table {name} has lost the row {row_id}."
        for row_id, row in found.items():
            if row_id not in expected:
                return f"the table {name} has a row that the journal does not know ({row_id})."
            if row != expected[row_id]:
                return f"the table {name} differs from the journal in the row {row_id}."
    return None
