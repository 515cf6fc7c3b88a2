"""Zooming with 500 sites and five earlier sessions, against the same markers painted once on a plain image."""

import gc
import random
import statistics
from time import perf_counter

import clinics
from harness import Row, Turns, p99, report, spread
from PySide6.QtCore import QCoreApplication, QPointF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from sclerochart.domain import atlas
from sclerochart.domain.markers import mark_shapes
from sclerochart.domain.overlays import ghost_shapes
from sclerochart.domain.session import Site
from sclerochart.store import sites
from sclerochart.ui import theme
from sclerochart.ui.chart.leg_view import LegView
from sclerochart.ui.painting import paint, transform_of

SIZE = 1920, 1080
FRAME_MS = 33
SHARP_MS = 150


def measure() -> Row:
    app = QApplication(["bench"])
    theme.apply(app, "light")
    view = LegView(atlas.shipped())
    view.resize(*SIZE)
    view.show()
    view.show_sites(_placed(500, seed=5))
    earlier = [_placed(60, seed=seed) for seed in range(11, 16)]
    view.show_layer(
        "ghosts",
        lambda sheet, unit, chosen: ghost_shapes(atlas.shipped(), sheet, earlier, unit, chosen),
        above=False,
    )
    for _ in range(5):
        QCoreApplication.processEvents()
    gc.collect()
    gc.freeze()
    frames: list[float] = []
    sharp: list[float] = []
    chance = random.Random(3)
    turns = Turns(lambda: _zoomed(view, frames, sharp, chance), lambda: _floor(view)).run(16)
    late = sum(seconds * 1000 > FRAME_MS for seconds in frames)
    notes = [
        f"frames over {FRAME_MS} ms: {late} of {len(frames)}; {spread(frames)}",
        f"sharp again after the last turn of the wheel: median {1000 * statistics.median(sharp):.0f} ms, "
        f"p99 {p99(sharp):.0f} ms (asked: {SHARP_MS})",
    ]
    row = turns.row("a frame of a zoom at 1920×1080, 500 sites and five sessions", bound=2.0, notes=notes)
    view.close()
    return row


def _placed(count: int, *, seed: int) -> list[Site]:
    places = [sites.place_of(spot) for spot in clinics.spots(count, seed=seed)]
    return [Site(f"{seed}-{n}", "s", n, place, 100, "tel", "p") for n, place in enumerate(places, start=1)]


def _zoomed(view: LegView, frames: list[float], sharp: list[float], chance: random.Random) -> float:
    """The median frame of ten turns nearer and ten farther, with a rest between them."""
    at = QPointF(view.width() * chance.uniform(0.2, 0.8), view.height() * chance.uniform(0.2, 0.8))
    own = []
    for factor in (1.15, 1 / 1.15):
        for _ in range(10):
            begun = perf_counter()
            view.zoom(factor, at)
            view.repaint()
            own.append(perf_counter() - begun)
        begun = perf_counter()
        while view.hasty:
            QCoreApplication.processEvents()
        QCoreApplication.processEvents()
        sharp.append(perf_counter() - begun)
    frames += own
    return statistics.median(own)


def _floor(view: LegView) -> float:
    """The markers and the rings of the earlier sessions on a plain image, once."""
    unit, chosen = view.viewport.unit, theme.name()
    shapes = [shape for marks in view.shown.marks.values() for shape in mark_shapes(marks, unit, chosen)]
    for layer in view.layers.shapes("ghosts", view.sheet, unit, chosen).values():
        shapes += layer
    image = QImage(*SIZE, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    begun = perf_counter()
    painter = QPainter(image)
    painter.setFont(theme.font())
    paint(painter, shapes, transform_of(view.viewport.fit))
    painter.end()
    return perf_counter() - begun


if __name__ == "__main__":
    report(measure)
