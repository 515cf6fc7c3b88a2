"""After a zoom the diagram is drawn anew a little at a time, and a hand that goes on zooming is not kept waiting."""

from collections.abc import Iterator
from time import sleep

from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from sclerochart.domain import overlays
from sclerochart.domain.atlas import shipped
from sclerochart.ui.chart.leg_view import LegView
from sclerochart.ui.chart.sharpening import SLICE_S, Sharpening
from tests.ui.chart.hands import lights
from tests.ui.chart.test_leg_view_speed import many

AT = QPointF(400, 200)


def test_a_long_work_lets_the_hand_have_its_turn(qtbot: QtBot) -> None:
    done: list[int] = []

    def work() -> Iterator[None]:
        for n in range(30):
            sleep(0.003)
            done.append(n)
            yield

    sharpening = Sharpening(work, QApplication.instance())  # type: ignore[arg-type]
    sharpening.start()
    most = 0
    while sharpening.isActive():
        before = len(done)
        QApplication.processEvents()
        most = max(most, len(done) - before)
    assert done == list(range(30))
    assert most <= SLICE_S / 0.003 + 1


def test_a_hand_that_moves_again_ends_the_work(qtbot: QtBot) -> None:
    begun: list[int] = []

    def work() -> Iterator[None]:
        begun.append(len(begun))
        while True:
            sleep(0.002)
            yield

    sharpening = Sharpening(work, QApplication.instance())  # type: ignore[arg-type]
    sharpening.start()
    qtbot.waitUntil(lambda: begun == [0])
    sharpening.start()
    qtbot.waitUntil(lambda: begun == [0, 1])
    assert sharpening.isActive()
    sharpening.stop()
    assert not sharpening.isActive()


def show(view: LegView) -> None:
    earlier = [many(20, seed=9), many(20, seed=10)]
    view.show_layer(
        "ghosts",
        lambda sheet, unit, chosen: overlays.ghost_shapes(shipped(), sheet, earlier, unit, chosen),
        above=False,
    )
    view.show_sites(many(60))
    view.grab()


def test_what_is_drawn_bit_by_bit_is_what_is_drawn_at_once(view: LegView, qtbot: QtBot) -> None:
    show(view)
    for _ in range(4):
        view.zoom(1.2, AT)
        view.grab()
    qtbot.waitUntil(lambda: not view.hasty)
    bit_by_bit = lights(view.grab().toImage())
    view.canvas.picture.forget()
    assert lights(view.grab().toImage()) == bit_by_bit
    assert len(set(bit_by_bit)) > 50


def test_a_site_or_a_layer_that_comes_meanwhile_is_not_lost(view: LegView, qtbot: QtBot) -> None:
    show(view)
    view.zoom(1.5, AT)
    view.grab()
    view._sharpen.stop()
    steps = view.canvas.steps(view)
    for _ in range(5):
        next(steps)
    view.hide_layer("ghosts")
    view.show_sites(many(61))
    for _ in steps:
        pass
    meanwhile = lights(view.grab().toImage())
    view.canvas.picture.forget()
    assert lights(view.grab().toImage()) == meanwhile


def test_all_views_again_are_those_that_were_drawn_before(view: LegView) -> None:
    view.show_sites(many(60))
    view.grab()
    whole = view.viewport.fit
    for factor in (*[1.15] * 10, *[1 / 1.15] * 10):
        view.zoom(factor, AT)
    assert view.viewport.fit == whole
    assert not view.zoomed
