"""New patients that were begun and not added yet: kept in the vault, no part of its record."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from sclerochart.store.database import Database

_KEY = "unfinished_patients"


@dataclass(frozen=True, slots=True)
class Unfinished:
    """What was typed so far, by the name of the field in Patient."""

    id: str
    texts: Mapping[str, str]


def unfinished(db: Database) -> list[Unfinished]:
    """Everybody begun and not added, the last one first."""
    return [Unfinished(each, texts) for each, texts in json.loads(db.setting(_KEY) or "[]")]


def keep_unfinished(db: Database, unfinished_id: str, texts: Mapping[str, str]) -> None:
    """Keep what was typed so far; empty `texts` are forgotten."""
    with db.writing():
        others = [each for each in unfinished(db) if each.id != unfinished_id]
        if any(text.strip() for text in texts.values()):
            others.insert(0, Unfinished(unfinished_id, texts))
        db.set_setting(_KEY, json.dumps([[each.id, dict(each.texts)] for each in others], ensure_ascii=False))


def forget_unfinished(db: Database, unfinished_id: str) -> None:
    """Forget somebody who was added or cleared."""
    keep_unfinished(db, unfinished_id, {})
