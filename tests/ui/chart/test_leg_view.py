"""The diagram by itself: what a hand does there, and what is drawn."""

import random

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from sclerochart.domain import atlas as legs
from sclerochart.domain import diagram
from sclerochart.domain.leg import SIDES, VIEWS, Spot
from sclerochart.domain.shapes import Text
from sclerochart.ui import theme
from sclerochart.ui.chart.leg_view import LegView
from sclerochart.ui.painting import paint, transform_of
from tests.ui.chart.hands import CALF, SHIN, THIGH, click, drag, lights, point, site, turn_wheel

ATLAS = legs.shipped()


def test_a_press_and_release_on_the_leg_says_where(view: LegView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.leg_clicked) as caught:
        click(view, THIGH)
    spot = caught.args[0]
    assert (spot.side, spot.view) == ("right", "lateral")
    assert spot.x == pytest.approx(THIGH.x, abs=1.1)
    assert spot.y == pytest.approx(THIGH.y, abs=1.1)


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("name", VIEWS)
def test_a_click_in_any_view_is_of_that_view(view: LegView, qtbot: QtBot, side: legs.Side, name: legs.View) -> None:
    panel = view.sheet.panel(side, name)
    left, bottom, right, top = panel.box
    spots = [panel.spot(left + (right - left) * n / 20, (bottom + top) / 2) for n in range(1, 20)]
    spot = next(each for each in spots if ATLAS.place(each))
    with qtbot.waitSignal(view.leg_clicked) as caught:
        click(view, spot)
    assert (caught.args[0].side, caught.args[0].view) == (side, name)


def test_a_click_beside_the_leg_says_nothing(view: LegView, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(view.leg_clicked):
        QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(4, 4))


def test_two_quick_clicks_are_two_sites(view: LegView) -> None:
    spots: list[Spot] = []
    view.leg_clicked.connect(spots.append)
    at = view.spot_to_pixel(THIGH)
    click(view, THIGH)
    QTest.mouseDClick(view, Qt.MouseButton.LeftButton, pos=at)  # what the system sends as the second press
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=at)
    assert len(spots) == 2


def test_a_click_on_top_of_a_site_places_another(view: LegView, qtbot: QtBot) -> None:
    view.show_sites([site("1", THIGH)])
    with qtbot.waitSignal(view.leg_clicked), qtbot.assertNotEmitted(view.site_moved):
        click(view, THIGH)


def test_a_press_on_a_site_that_trembles_still_places(view: LegView, qtbot: QtBot) -> None:
    view.show_sites([site("1", THIGH)])
    at = view.spot_to_pixel(THIGH)
    with qtbot.waitSignal(view.leg_clicked), qtbot.assertNotEmitted(view.site_moved):
        drag(view, at, at + QPoint(4, 3))


def test_a_press_on_a_site_moved_farther_drags_it(view: LegView, qtbot: QtBot) -> None:
    view.show_sites([site("1", THIGH)])
    at = view.spot_to_pixel(THIGH)
    with qtbot.assertNotEmitted(view.leg_clicked), qtbot.waitSignal(view.site_moved) as caught:
        drag(view, at + QPoint(5, 0), at + QPoint(5, 30))
    site_id, spot, fold = caught.args
    assert (site_id, fold) == ("1", "")
    assert spot.y < THIGH.y - 40


def test_a_site_dragged_beside_the_leg_stays(view: LegView, qtbot: QtBot) -> None:
    view.show_sites([site("1", THIGH)])
    with qtbot.assertNotEmitted(view.site_moved), qtbot.assertNotEmitted(view.leg_clicked):
        drag(view, view.spot_to_pixel(THIGH), QPoint(3, 3))


def test_of_two_sites_the_nearer_is_dragged(view: LegView, qtbot: QtBot) -> None:
    near, far = THIGH, Spot("right", "lateral", THIGH.x, THIGH.y + 14)
    view.show_sites([site("1", far), site("2", near)])
    at = view.spot_to_pixel(near)
    with qtbot.waitSignal(view.site_moved) as caught:
        drag(view, at + QPoint(1, 1), at + QPoint(0, 40))
    assert caught.args[0] == "2"


def test_escape_ends_a_drag_without_moving(view: LegView, qtbot: QtBot) -> None:
    view.show_sites([site("1", THIGH)])
    at = view.spot_to_pixel(THIGH)
    with qtbot.assertNotEmitted(view.site_moved), qtbot.assertNotEmitted(view.leg_clicked):
        QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=at)
        QTest.keyClick(view, Qt.Key.Key_Escape)
        QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=at + QPoint(0, 20))


def test_delete_takes_the_site_under_the_pointer_before_the_current_one(view: LegView, qtbot: QtBot) -> None:
    view.show_sites([site("1", THIGH), site("2", CALF)])
    view.show_current("2")
    point(view, THIGH)
    with qtbot.waitSignal(view.site_removed) as caught:
        QTest.keyClick(view, Qt.Key.Key_Delete)
    assert caught.args == ["1"]
    point(view, SHIN)
    with qtbot.waitSignal(view.site_removed) as caught:
        QTest.keyClick(view, Qt.Key.Key_Delete)
    assert caught.args == ["2"]


def test_with_no_site_pointed_at_or_current_delete_does_nothing(view: LegView, qtbot: QtBot) -> None:
    view.show_sites([site("1", THIGH)])
    click(view, SHIN)
    point(view, SHIN)
    with qtbot.assertNotEmitted(view.site_removed):
        QTest.keyClick(view, Qt.Key.Key_Delete)


def test_arrows_nudge_by_one_and_with_shift_by_five_millimetres(view: LegView) -> None:
    view.show_sites([site("1", THIGH)])
    view.show_current("1")
    moved: list[Spot] = []
    view.site_moved.connect(lambda _, spot, fold: moved.append(spot))
    QTest.keyClick(view, Qt.Key.Key_Up)
    QTest.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert moved[0].y - THIGH.y == pytest.approx(1.0, abs=0.11)
    assert moved[1].x - THIGH.x == pytest.approx(5.0, abs=0.11)


def test_one_hold_of_an_arrow_is_one_fold_and_the_next_another(view: LegView) -> None:
    view.show_sites([site("1", THIGH)])
    view.show_current("1")
    folds: list[str] = []
    view.site_moved.connect(lambda _, spot, fold: folds.append(fold))
    for repeated in (False, True, True, False):
        event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Up, Qt.KeyboardModifier.NoModifier, "", repeated)
        QApplication.sendEvent(view, event)
    assert folds[0] == folds[1] == folds[2] != folds[3]
    assert all(folds)


def test_the_wheel_zooms_at_the_pointer_and_escape_shows_everything_again(view: LegView) -> None:
    at = view.spot_to_pixel(THIGH)
    turn_wheel(view, at, 480)
    assert view.zoomed
    assert (view.spot_to_pixel(THIGH) - at).manhattanLength() <= 2
    spot = view.pixel_to_spot(at)
    assert spot is not None
    assert spot.view == "lateral"
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert not view.zoomed


def test_markers_keep_their_size_when_the_legs_grow(view: LegView) -> None:
    view.show_sites([site("1", THIGH)])
    before = view.viewport.unit * view.viewport.fit.scale
    view.zoom(4.0, QPointF(view.spot_to_pixel(THIGH)))
    assert view.viewport.unit * view.viewport.fit.scale == pytest.approx(before)


def test_a_pen_places_and_drags(view: LegView, qtbot: QtBot) -> None:
    def pen(kind: QEvent.Type, at: QPoint, *, down: bool) -> None:
        button = Qt.MouseButton.LeftButton if down else Qt.MouseButton.NoButton
        QApplication.sendEvent(
            view,
            QTabletEvent(
                kind, QPointingDevice.primaryPointingDevice(), QPointF(at), QPointF(view.mapToGlobal(at)), 0.5, 0, 0,
                0, 0, 0, Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton, button,
            ),
        )  # fmt: skip

    at = view.spot_to_pixel(THIGH)
    with qtbot.waitSignal(view.leg_clicked):
        pen(QEvent.Type.TabletPress, at, down=True)
        pen(QEvent.Type.TabletRelease, at, down=False)
    view.show_sites([site("1", THIGH)])
    with qtbot.waitSignal(view.site_moved):
        pen(QEvent.Type.TabletPress, at, down=True)
        pen(QEvent.Type.TabletMove, at + QPoint(0, 12), down=True)
        pen(QEvent.Type.TabletRelease, at + QPoint(0, 20), down=False)


@pytest.fixture(scope="module")
def finger() -> QPointingDevice:
    return QTest.createTouchDevice()


def test_a_tap_places_once(view: LegView, finger: QPointingDevice) -> None:
    spots: list[Spot] = []
    view.leg_clicked.connect(spots.append)
    at = view.spot_to_pixel(THIGH)
    QTest.touchEvent(view, finger).press(0, at, view).commit()
    QTest.touchEvent(view, finger).release(0, at, view).commit()
    QApplication.processEvents()
    assert len(spots) == 1


def test_a_finger_reaches_a_marker_farther_than_a_mouse(view: LegView, finger: QPointingDevice, qtbot: QtBot) -> None:
    view.show_sites([site("1", THIGH)])
    at = view.spot_to_pixel(THIGH) + QPoint(0, 18)
    with qtbot.assertNotEmitted(view.site_moved):
        drag(view, at, at + QPoint(0, 30))
    with qtbot.waitSignal(view.site_moved):
        QTest.touchEvent(view, finger).press(0, at, view).commit()
        QTest.touchEvent(view, finger).move(0, at + QPoint(0, 20), view).commit()
        QTest.touchEvent(view, finger).release(0, at + QPoint(0, 30), view).commit()


def test_a_finger_resting_on_a_site_chooses_it_and_places_nothing(
    view: LegView, finger: QPointingDevice, qtbot: QtBot
) -> None:
    view.show_sites([site("1", THIGH)])
    at = view.spot_to_pixel(THIGH)
    with qtbot.assertNotEmitted(view.leg_clicked):
        with qtbot.waitSignal(view.site_chosen, timeout=1500) as caught:
            QTest.touchEvent(view, finger).press(0, at, view).commit()
        QTest.touchEvent(view, finger).release(0, at, view).commit()
    assert caught.args == ["1"]


def test_two_fingers_zoom_and_place_nothing(view: LegView, finger: QPointingDevice, qtbot: QtBot) -> None:
    at = view.spot_to_pixel(THIGH)
    with qtbot.assertNotEmitted(view.leg_clicked):
        QTest.touchEvent(view, finger).press(0, at, view).commit()
        QTest.touchEvent(view, finger).stationary(0).press(1, at + QPoint(40, 0), view).commit()
        for spread in (60, 90, 120):
            QTest.touchEvent(view, finger).move(0, at - QPoint(spread, 0), view).move(
                1, at + QPoint(40 + spread, 0), view
            ).commit()
        QTest.touchEvent(view, finger).release(0, at, view).stationary(1).commit()
        QTest.touchEvent(view, finger).release(1, at, view).commit()
    assert view.zoomed


def test_a_signed_session_is_neither_clicked_nor_dragged(view: LegView, qtbot: QtBot) -> None:
    view.show_sites([site("1", THIGH)])
    view.set_read_only(True)
    at = view.spot_to_pixel(THIGH)
    with qtbot.assertNotEmitted(view.leg_clicked), qtbot.assertNotEmitted(view.site_moved):
        click(view, SHIN)
        drag(view, at, at + QPoint(0, 40))
        point(view, THIGH)
        QTest.keyClick(view, Qt.Key.Key_Up)
    with qtbot.assertNotEmitted(view.site_removed):
        QTest.keyClick(view, Qt.Key.Key_Delete)


def test_what_is_on_screen_is_what_the_shapes_say(view: LegView) -> None:
    rng = random.Random(7)
    view.show_sites(
        [site(str(n), Spot("left", "medial", rng.uniform(30, 70), rng.uniform(430, 700))) for n in range(1, 20)]
    )
    shown = view.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    drawn = QImage(shown.size(), QImage.Format.Format_RGB32)
    drawn.setDevicePixelRatio(shown.devicePixelRatio())
    drawn.fill(theme.colour("surface"))
    painter = QPainter(drawn)
    painter.setFont(theme.font())
    paint(painter, view.shapes(), transform_of(view.viewport.fit))
    painter.end()
    # a marker may stand an eighth of a pixel off, a number half of one: compare with what stands around each pixel
    one, other = lights(shown), lights(drawn)
    width, height = shown.width(), shown.height()
    assert _unlike(one, other, width, height) + _unlike(other, one, width, height) <= 5


def _unlike(one: bytes, other: bytes, width: int, height: int) -> int:
    """How many pixels of one picture are like none around the same pixel of the other."""
    found = 0
    for y in range(1, height - 1, 2):
        for x in range(1, width - 1, 2):
            at = y * width + x
            around = [other[at + dx + dy * width] for dy in (-1, 0, 1) for dx in (-1, 0, 1)]
            found += not min(around) - 45 <= one[at] <= max(around) + 45
    return found


def test_only_what_changed_is_drawn_again(view: LegView) -> None:
    placed = [site(str(n), Spot("left", "medial", 40.0, 200.0 + 20 * n)) for n in range(1, 20)]
    view.show_sites(placed)
    before = dict(view.shown.marks)
    view.show_sites([*placed, site("20", THIGH)])
    same = [key for key in before if view.shown.marks[key] is before[key] or view.shown.marks[key] == before[key]]
    assert len(same) >= len(before) - 3


@pytest.mark.parametrize("size", [QSize(480, 260), QSize(950, 520), QSize(1440, 880)])
def test_every_spot_has_its_pixel_at_every_size(view: LegView, size: QSize) -> None:
    view.resize(size)
    for spot in (THIGH, CALF, SHIN):
        back = view.pixel_to_spot(view.spot_to_pixel(spot))
        assert back is not None
        assert (back.side, back.view) == (spot.side, spot.view)


def test_while_zoomed_leg_and_view_stay_named_and_one_press_shows_everything(view: LegView) -> None:
    assert view.whole.isHidden()
    view.zoom(5.0, QPointF(view.spot_to_pixel(SHIN)))
    words = {
        shape.text
        for shape in diagram.pinned_shapes(view.sheet, view.viewport.fit, view.width(), "light")
        if isinstance(shape, Text)
    }
    assert "Right leg · anterior" in words
    assert not any("lateral" in each for each in words)
    QTest.mouseClick(view.whole, Qt.MouseButton.LeftButton)
    assert not view.zoomed
    assert view.whole.isHidden()
