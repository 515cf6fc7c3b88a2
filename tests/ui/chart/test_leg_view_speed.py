"""What is kept and what is painted anew: counted, not timed."""

import random

from PySide6.QtCore import QEvent, QObject, QPointF, QRect
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication

from sclerochart.domain.atlas import shipped
from sclerochart.domain.leg import SIDES, Spot
from sclerochart.domain.session import Site
from sclerochart.ui.chart.leg_view import LegView
from tests.ui.chart.hands import THIGH, lights, site


class Painted(QObject):
    """Listens to what a widget is asked to paint."""

    def __init__(self, view: LegView) -> None:
        super().__init__(view)
        self.rects: list[QRect] = []
        view.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.rects += [QRect(each) for each in event.region()]  # type: ignore[attr-defined]
        return False


def many(count: int, *, seed: int = 4) -> list[Site]:
    rng, found = random.Random(seed), []
    while len(found) < count:
        spot = Spot(rng.choice(SIDES), "medial", rng.uniform(-60, 60), rng.uniform(60, 700))
        if shipped().place(spot) is not None:
            found.append(site(str(len(found) + 1), spot))
    return found


def test_one_more_of_two_hundred_sites_paints_only_where_it_shows(view: LegView) -> None:
    placed = many(200)
    view.show_sites(placed)
    QApplication.processEvents()
    painted = Painted(view)
    view.show_sites([*placed, site("201", THIGH)])
    QApplication.processEvents()
    area = sum(rect.width() * rect.height() for rect in painted.rects)
    assert 0 < area < 0.05 * view.width() * view.height()


def test_showing_the_same_sites_paints_nothing(view: LegView) -> None:
    placed = many(40)
    view.show_sites(placed)
    QApplication.processEvents()
    painted = Painted(view)
    view.show_sites(list(placed))
    view.show_current(None)
    QApplication.processEvents()
    assert painted.rects == []


def test_what_is_painted_in_parts_is_what_is_painted_at_once(view: LegView) -> None:
    placed = many(80)
    for count in range(60, 81):
        view.show_sites(placed[:count])
        QApplication.processEvents()
    for count in (79, 70, 75):
        view.show_sites(placed[:count])
        QApplication.processEvents()
    in_parts = lights(view.screen().grabWindow(view.winId()).toImage())
    assert len(set(in_parts)) > 50
    view.update()
    QApplication.processEvents()
    assert lights(view.screen().grabWindow(view.winId()).toImage()) == in_parts


def test_while_a_hand_zooms_nothing_is_drawn_but_what_is_kept(view: LegView) -> None:
    view.show_sites(many(60))
    view.grab()
    drawn = view.canvas.picture._ground
    for _ in range(5):
        view.zoom(1.2, QPointF(400, 200))
        view.grab()
    assert view.canvas.picture._ground is drawn
    view._sharpen.stop()
    view.grab()
    assert view.canvas.picture._ground is not drawn
    view.fit_all()
    view._sharpen.stop()
    view.grab()
    assert view.canvas.picture._legs[0].picture.cacheKey() == drawn.picture.cacheKey()  # the whole is not drawn twice
