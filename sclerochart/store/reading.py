"""A session's sites read once an act, however many views show them."""

from weakref import WeakKeyDictionary

from sclerochart.domain.session import Site
from sclerochart.store import sites
from sclerochart.store.database import Database

_last: WeakKeyDictionary[Database, tuple[int, str, tuple[Site, ...]]] = WeakKeyDictionary()


def sites_now(db: Database, session_id: str) -> tuple[Site, ...]:
    """`sites.of_session`, from the last reading if nothing was written since: rows change only with a step of the
    journal, and a step's number is never used twice. Not for use within a step."""
    n = int(db.value("SELECT coalesce(max(n), 0) FROM step"))
    known = _last.get(db)
    if known is None or known[:2] != (n, session_id):
        known = n, session_id, tuple(sites.of_session(db, session_id))
        _last[db] = known
    return known[2]
