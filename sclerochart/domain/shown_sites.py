"""The sites of a session as marks on the sheet, worked out anew only where something changed."""

from collections.abc import Sequence

from sclerochart.domain.atlas import Atlas
from sclerochart.domain.layout import Sheet
from sclerochart.domain.leg import Side, View
from sclerochart.domain.markers import Mark, letter_of, nearest
from sclerochart.domain.session import Site, numbered

Key = tuple[Side, View]


class ShownSites:
    """Which sites are shown, and their marks by view, in order of placement."""

    def __init__(self, atlas: Atlas, sheet: Sheet) -> None:
        self._atlas, self._sheet = atlas, sheet
        self._known: dict[str, tuple[Site, int, tuple[Mark, ...]]] = {}
        self.marks: dict[Key, tuple[Mark, ...]] = {}

    def show(self, sites: Sequence[Site]) -> set[Key]:
        """Show these sites; the views in which something changed."""
        kept: dict[str, tuple[Site, int, tuple[Mark, ...]]] = {}
        found: dict[Key, list[Mark]] = {}
        for number, site in numbered(list(sites)):
            known = self._known.get(site.id)
            if known is None or known[1] != number or (known[0] is not site and known[0] != site):
                known = (site, number, tuple(self._seen(site, number)))
            kept[site.id] = known
            for mark in known[2]:
                found.setdefault((mark.side, mark.view), []).append(mark)
        before, self._known = self.marks, kept
        self.marks = {key: tuple(marks) for key, marks in found.items()}
        return {key for key in before.keys() | self.marks.keys() if before.get(key) != self.marks.get(key)}

    def _seen(self, site: Site, number: int) -> list[Mark]:
        """One site's mark in every view in which its place is seen: filled where the skin faces the eye and in the
        view that was clicked, hollow where it turns away."""
        place, letter, named = site.place, letter_of(site.vein_type), site.preparation_id is not None
        marks = []
        for seen in self._atlas.spots(place.side, place.point, place.view):
            x, y = self._sheet.point_of(seen.spot)
            hollow = seen.grazing and seen.spot.view != place.view
            marks.append(
                Mark(site.id, number, letter, x, y, hollow, named, place.side, seen.spot.view, site.injections)
            )
        return marks

    @property
    def sites(self) -> list[Site]:
        """The sites that are shown, in order of placement."""
        return [known[0] for known in self._known.values()]

    def site(self, site_id: str | None) -> Site | None:
        """A site that is shown."""
        known = self._known.get(site_id or "")
        return known[0] if known else None

    def marks_of(self, site_id: str | None) -> tuple[Mark, ...]:
        """A site's marks in all views; none when it is not shown."""
        known = self._known.get(site_id or "")
        return known[2] if known else ()

    def at(self, x: float, y: float, reach: float) -> Mark | None:
        """The mark nearest to a point of the sheet within `reach` mm."""
        near = [
            mark
            for marks in self.marks.values()
            for mark in marks
            if abs(mark.x - x) <= reach and abs(mark.y - y) <= reach
        ]
        return nearest(near, x, y, reach)
