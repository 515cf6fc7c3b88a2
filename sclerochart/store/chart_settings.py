"""Settings of the chart that a clinic makes once: no part of any record."""

from contextlib import suppress

from sclerochart.domain.errors import UserError
from sclerochart.store.database import Database

SPACING_MM = 8.0
"""How far apart the sites of a burst are until the clinic says otherwise."""
LEAST_MM, MOST_MM = 2.0, 50.0
_SPACING = "burst_spacing_mm"


def spacing_mm(db: Database) -> float:
    """How far apart the sites of a burst are, mm of skin."""
    with suppress(TypeError, ValueError):
        kept = float(db.setting(_SPACING) or "")
        if LEAST_MM <= kept <= MOST_MM:
            return kept
    return SPACING_MM


def set_spacing_mm(db: Database, mm: float) -> None:
    """Keep how far apart they are."""
    if not LEAST_MM <= mm <= MOST_MM:
        raise UserError(f"Sites of a row are between {LEAST_MM:.0f} and {MOST_MM:.0f} mm apart. Nothing was changed.")
    db.set_setting(_SPACING, f"{mm:g}")
