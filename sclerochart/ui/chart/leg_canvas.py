"""What the diagram shows and where: the sheet in its window, the layers, and the marks of the sites upon them."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF
from PySide6.QtGui import QPainter, QRegion
from PySide6.QtWidgets import QWidget

from sclerochart.domain import diagram, markers
from sclerochart.domain.atlas import Atlas
from sclerochart.domain.finding_tags import TAG_HEIGHT, tag_width
from sclerochart.domain.layout import Sheet, eight_views
from sclerochart.domain.leg import Spot
from sclerochart.domain.markers import Mark, Placed, Theme
from sclerochart.domain.region_names import region_name_shapes
from sclerochart.domain.region_words import box
from sclerochart.domain.session import Site
from sclerochart.domain.shapes import Shape, Text
from sclerochart.domain.shown_findings import ShownFindings
from sclerochart.domain.shown_sites import Key, ShownSites
from sclerochart.ui import theme
from sclerochart.ui.chart.layers import Layers, Maker, PanelShapes
from sclerochart.ui.chart.leg_picture import LegPicture
from sclerochart.ui.chart.stamps import Stamps, rect_of
from sclerochart.ui.chart.tools import Tool
from sclerochart.ui.chart.viewport import Viewport
from sclerochart.ui.painting import paint, transform_of

_NEAR_A_PANEL = 110
"""Pixels around a view that numbers with leaders may take."""
_HALO_PX = 22


class LegCanvas:
    """Legs, layers and sites of one diagram, and what stands under each pixel of it."""

    def __init__(self, atlas: Atlas) -> None:
        self.atlas = atlas
        self.viewport = Viewport(eight_views(atlas))
        self.layers = Layers()
        self.picture = LegPicture(atlas, self.viewport.sheet, self.layers)
        self.shown = ShownSites(atlas, self.viewport.sheet)
        self.findings = ShownFindings(atlas)
        self._stamps = Stamps()
        self._placed: dict[Key, tuple[float, tuple[Mark, ...], tuple[Placed, ...]]] = {}

    def show_sites(self, sites: Sequence[Site]) -> list[QRect]:
        """Show these sites; the pixels in which something changed."""
        changed = []
        for key in self.shown.show(sites):
            before = self._placed.get(key)
            for one in set(before[2] if before else ()).symmetric_difference(self._placed_in(key)):
                changed.append(rect_of(one, self.viewport.fit, self.viewport.size))
        if changed and self.layers.shown("regions") and self.show_regions(lines=self.picture.lines, names=True):
            changed.append(QRect(0, 0, round(self.viewport.width), round(self.viewport.height)))
        return changed

    def show_sheet(self, sheet: Sheet) -> None:
        """Show the same sites on another sheet."""
        sites, self.shown = self.shown.sites, ShownSites(self.atlas, sheet)
        self.shown.show(sites)
        self._placed.clear()
        self.picture.show(sheet)
        self.viewport.show(sheet)

    def show_layer(self, name: str, shapes: PanelShapes | Maker, *, above: bool, key: object = None) -> bool:
        """Show a layer, or show it anew; False when nothing differs from what is shown."""
        sides = {above, *self._side_of(name)}
        changed = self.layers.show(name, shapes, above=above, key=key)
        return changed and self._forget(sides)

    def hide_layer(self, name: str) -> bool:
        """Show a layer no more; False when it was not shown."""
        sides = self._side_of(name)
        return self.layers.hide(name) and self._forget(sides)

    def show_regions(self, *, lines: bool, names: bool) -> bool:
        """Show the borders of the regions, and their names: clear of sites and of the volumes that the heat map writes
        there. True when names came, went or moved."""
        self.picture.lines = lines
        if not names:
            return self.hide_layer("regions")
        shown = self._name_shapes(self.viewport.sheet, self.viewport.unit, theme.name())
        return self.show_layer("regions", self._name_shapes, above=False, key=tuple(shown.items()))

    def _name_shapes(self, sheet: Sheet, unit: float, chosen: Theme) -> PanelShapes:
        volumes = {
            key: tuple(
                box(each.x, each.y + 0.36 * each.size, tag_width(each.text) / 2 * unit, TAG_HEIGHT / 2 * unit)
                for each in shapes
                if isinstance(each, Text)
            )
            for key, shapes in self.layers.shapes("heat", sheet, unit, chosen).items()
        }
        return region_name_shapes(self.atlas, sheet, unit, chosen, among=self.shown.marks, taken=volumes)

    def _side_of(self, name: str) -> set[bool]:
        return {self.layers.is_above(name)} if self.layers.shown(name) else set()

    def _forget(self, sides: set[bool]) -> bool:
        for above in sides:
            self.picture.forget_layers(above=above)
        if self.layers.shown("regions"):
            self.show_regions(lines=self.picture.lines, names=True)
        return True

    def shapes(self) -> tuple[Shape, ...]:
        """Everything that is drawn, in mm of the sheet, in order."""
        chosen, unit, sheet = theme.name(), self.viewport.unit, self.viewport.sheet
        shapes: list[Shape] = []
        for panel in sheet.panels:
            shapes += diagram.panel_shapes(self.atlas, panel, chosen)
        shapes += diagram.heading_shapes(sheet, unit, chosen)
        for above in (False, True):
            for name in self.layers.names(above=above):
                for each in self.layers.shapes(name, sheet, unit, chosen).values():
                    shapes += each
            if not above:
                for marks in self.shown.marks.values():
                    shapes += markers.mark_shapes(marks, unit, chosen)
        return tuple(shapes)

    # Pixels and spots -----------------------------------------------------------------------------------------------

    def pixel_of(self, spot: Spot) -> tuple[float, float]:
        """Where a spot stands in the window."""
        return self.viewport.fit.pixel(*self.viewport.sheet.point_of(spot))

    def point_at(self, at: QPoint | QPointF) -> tuple[float, float]:
        """The point of the sheet under a pixel."""
        return self.viewport.fit.sheet(at.x(), at.y())

    def spot_at(self, at: QPoint | QPointF) -> Spot | None:
        """The spot under a pixel, None beside the leg."""
        return self.viewport.sheet.spot_at(self.atlas, *self.point_at(at))

    def mark_at(self, at: QPointF, reach: float) -> Mark | None:
        """The mark nearest to a pixel within so many pixels."""
        return self.shown.at(*self.point_at(at), reach / self.viewport.fit.scale)

    def finding_at(self, spot: Spot, tool: Tool, reach: float) -> str | None:
        """The vein or the mark within so many pixels of a spot that a press with this tool means: with the tool for
        veins a vein, with the one for marks a mark, with any other none."""
        reach_mm = reach / self.viewport.fit.scale
        if tool == "run":
            return self.findings.run_at(spot, reach_mm)
        return self.findings.mark_at(spot, reach_mm) if tool == "mark" else None

    def around(self, x: float, y: float, reach: float) -> QRect:
        """The pixels around a point of the sheet."""
        px, py = self.viewport.fit.pixel(x, y)
        return QRectF(px - reach, py - reach, 2 * reach, 2 * reach).toAlignedRect()

    def around_site(self, site_id: str | None) -> list[QRect]:
        """The pixels around a site's marks, with the ring around each."""
        return [self.around(mark.x, mark.y, _HALO_PX) for mark in self.shown.marks_of(site_id)]

    def around_spots(self, spots: Sequence[Spot]) -> QRect:
        """The pixels that a row of spots takes."""
        points = [self.pixel_of(spot) for spot in spots]
        if not points:
            return QRect()
        left, top = min(x for x, _ in points), min(y for _, y in points)
        right, bottom = max(x for x, _ in points), max(y for _, y in points)
        return QRectF(left, top, right - left, bottom - top).toAlignedRect().adjusted(-24, -24, 24, 24)

    def steps(self, widget: QWidget) -> Iterator[None]:
        """Make ready what painting needs after a zoom, a little at a time."""
        viewport = self.viewport
        yield from self.picture.steps(widget, viewport.fit, viewport.unit)
        for key in list(self.shown.marks):
            placed = self._placed_in(key)
            yield
            self._stamps.make_ready(key, placed, viewport.size, widget.devicePixelRatioF())
            yield

    # Painting -------------------------------------------------------------------------------------------------------

    def paint(self, painter: QPainter, widget: QWidget, dirty: QRegion, *, hasty: bool) -> None:
        """Paint legs, layers and sites; while `hasty` what is kept is scaled instead of drawn anew."""
        fit, unit = self.viewport.fit, self.viewport.unit
        self.picture.paint(painter, widget, fit, unit, dirty=dirty.boundingRect(), hasty=hasty)
        self._paint_marks(painter, dirty, hasty=hasty)
        self.picture.paint_above(painter, widget, fit, unit, hasty=hasty)

    def paint_rings(self, painter: QPainter, dirty: QRegion, site_id: str | None, *, strong: bool) -> None:
        """Paint the rings around a site's marks."""
        unit, transform = self.viewport.unit, transform_of(self.viewport.fit)
        for mark, rect in zip(self.shown.marks_of(site_id), self.around_site(site_id), strict=True):
            if dirty.intersects(rect):
                paint(painter, markers.halo_shapes(mark.x, mark.y, unit, theme.name(), strong=strong), transform)

    def _paint_marks(self, painter: QPainter, dirty: QRegion, *, hasty: bool) -> None:
        fit, size = self.viewport.fit, self.viewport.size
        touched = dirty.boundingRect().adjusted(-_NEAR_A_PANEL, -_NEAR_A_PANEL, _NEAR_A_PANEL, _NEAR_A_PANEL)
        for key in self.shown.marks:
            left, bottom, right, top = self.viewport.sheet.panel(*key).box
            corner, other = fit.pixel(left, top), fit.pixel(right, bottom)
            if QRectF(QPointF(*corner), QPointF(*other)).intersects(QRectF(touched)):
                placed = self._placed_in(key, hasty=hasty)
                self._stamps.paint(painter, key, placed, fit, size, dirty=dirty, hasty=hasty)

    def _placed_in(self, key: Key, *, hasty: bool = False) -> tuple[Placed, ...]:
        """The marks of a view with the places of their numbers; while `hasty` those of before the zoom."""
        marks, unit = self.shown.marks.get(key, ()), self.viewport.unit
        known = self._placed.get(key)
        if known is None or known[1] is not marks or (known[0] != unit and not hasty):
            known = self._placed[key] = (unit, marks, markers.placed(marks, unit))
        return known[2]
