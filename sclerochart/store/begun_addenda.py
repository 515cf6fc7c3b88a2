"""Addenda, and reasons for signing, that were begun: kept in the vault for whoever began them, not in its record."""

import json

from sclerochart.store.database import Database

_ADDENDA, _REASONS = "begun_addenda", "begun_reasons"


def begun_addendum(db: Database, session_id: str) -> str:
    """What the practitioner who unlocked has typed so far about a session, "" for nothing."""
    return _begun(db, _ADDENDA, session_id)


def keep_begun_addendum(db: Database, session_id: str, words: str) -> None:
    """Keep what was typed so far; blank words are forgotten."""
    _keep(db, _ADDENDA, session_id, words)


def begun_reason(db: Database, session_id: str) -> str:
    """The reason for signing, as far as the practitioner who unlocked has typed it; "" for none."""
    return _begun(db, _REASONS, session_id)


def keep_begun_reason(db: Database, session_id: str, words: str) -> None:
    """Keep the reason as it was typed so far; a blank one is forgotten."""
    _keep(db, _REASONS, session_id, words)


def _begun(db: Database, key: str, session_id: str) -> str:
    return _all(db, key).get(f"{session_id} {db.author}", "")


def _keep(db: Database, key: str, session_id: str, words: str) -> None:
    with db.writing():
        begun = _all(db, key)
        if begun.pop(f"{session_id} {db.author}", "") == words:
            return
        if words.strip():
            begun[f"{session_id} {db.author}"] = words
        db.set_setting(key, json.dumps(begun, ensure_ascii=False))


def _all(db: Database, key: str) -> dict[str, str]:
    return dict(json.loads(db.setting(key) or "{}"))
