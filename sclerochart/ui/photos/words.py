"""What the photo pages say about a photo, and which two belong side by side: pure functions of domain values."""

from collections.abc import Sequence

from sclerochart.domain import text
from sclerochart.domain.photo import PHASES, PHOTO_LEGS, PHOTO_VIEWS, Photo, in_order, when

LEG_WORDS = {"both": "Both legs", "right": "Right leg", "left": "Left leg"}
VIEW_WORDS: dict[str, str] = {view: view.capitalize() for view in PHOTO_VIEWS}
PHASE_WORDS: dict[str, str] = {phase: phase.capitalize() for phase in PHASES}
assert set(LEG_WORDS) == set(PHOTO_LEGS)


def where(leg: str, view: str) -> str:
    """Right leg, medial."""
    return f"{LEG_WORDS[leg]}, {view}"


def date(photo: Photo) -> str:
    """24 Nov 2026."""
    return text.short_date(photo.at.local_date())


def spoken(photo: Photo) -> str:
    """A photo in one line, for assistive technology and tooltips."""
    return f"{PHASE_WORDS[photo.phase]}, {where(photo.leg, photo.view).lower()}, {when(photo)}"


def first_and_newest(photos: Sequence[Photo], leg: str, view: str) -> tuple[Photo | None, Photo | None]:
    """The first photo of a leg and view and the newest; the second is None when there is only one."""
    same = in_order(photo for photo in photos if (photo.leg, photo.view) == (leg, view))
    return (same[0] if same else None, same[-1] if len(same) > 1 else None)


def best_pair(photos: Sequence[Photo]) -> tuple[Photo | None, Photo | None]:
    """What to compare when nothing was chosen: the pair of the newest photo's leg and view, else of the newest that has
    one, else the first and the newest of all."""
    ordered = in_order(photos)
    for photo in reversed(ordered):
        pair = first_and_newest(ordered, photo.leg, photo.view)
        if pair[1] is not None:
            return pair
    return (ordered[0] if ordered else None, ordered[-1] if len(ordered) > 1 else None)


def between(older: Photo, newer: Photo) -> str:
    """The time between two photos: "8 weeks 3 days later"."""
    words = text.weeks_between(older.at.local_date(), newer.at.local_date())
    return words.capitalize() if words == "same day" else f"{words} later"
