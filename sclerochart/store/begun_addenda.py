"""Addenda that were begun and not added yet: kept in the vault for whoever began them, no part of its record."""

import json

from sclerochart.store.database import Database

_KEY = "begun_addenda"


def begun_addendum(db: Database, session_id: str) -> str:
    """What the practitioner who unlocked has typed so far about a session, "" for nothing."""
    return _all(db).get(f"{session_id} {db.author}", "")


def keep_begun_addendum(db: Database, session_id: str, words: str) -> None:
    """Keep what was typed so far; blank words are forgotten."""
    with db.writing():
        begun = _all(db)
        if begun.pop(f"{session_id} {db.author}", "") == words:
            return
        if words.strip():
            begun[f"{session_id} {db.author}"] = words
        db.set_setting(_KEY, json.dumps(begun, ensure_ascii=False))


def _all(db: Database) -> dict[str, str]:
    return dict(json.loads(db.setting(_KEY) or "{}"))
