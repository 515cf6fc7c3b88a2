"""Postures: the views stand as the practitioner sees them, and every pixel still means the right place and side."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from PySide6.QtCore import QPoint, QPointF
from pytestqt.qtbot import QtBot

from sclerochart.domain.atlas import shipped
from sclerochart.domain.layout import LEG_WORDS, eight_views
from sclerochart.domain.leg import SIDES, VIEWS, Side, Spot, View
from sclerochart.domain.posture import POSTURES, PostureCode
from sclerochart.domain.shapes import Text
from sclerochart.ui.chart.leg_view import LegView
from tests.ui.chart.hands import CALF, SHIN, THIGH, click, lights, site

ATLAS = shipped()


def test_the_first_posture_is_standing_and_the_next_looks_otherwise(view: LegView) -> None:
    view.show_sites([site("1", THIGH)])
    pictures = []
    for code in POSTURES:
        view.set_posture(code)
        view._sharpen.stop()
        pictures.append(lights(view.grab().toImage()))
    assert len(set(pictures)) == len(POSTURES)
    view.set_posture("standing")
    view._sharpen.stop()
    assert lights(view.grab().toImage()) == pictures[0]


@pytest.mark.parametrize("code", POSTURES)
def test_every_view_is_shown_once_and_none_covers_another(code: PostureCode) -> None:
    sheet = eight_views(ATLAS, code)
    assert sorted((each.side, each.view) for each in sheet.panels) == sorted((s, v) for s in SIDES for v in VIEWS)
    for panel in sheet.panels:
        left, bottom, right, top = panel.box
        assert sheet.left <= left < right <= sheet.right
        assert sheet.bottom <= bottom < top <= sheet.top
        for other in sheet.panels:
            if other is not panel and not panel.inset and not other.inset:
                assert other.box[2] <= left + 1e-6 or other.box[0] >= right - 1e-6


@pytest.mark.parametrize("code", POSTURES)
def test_the_foot_stands_beside_its_leg_and_on_no_skin(code: PostureCode) -> None:
    sheet = eight_views(ATLAS, code)
    for panel in (each for each in sheet.panels if each.inset):
        left, bottom, right, top = panel.box
        for n in range(11):
            for m in range(11):
                x, y = left + (right - left) * n / 10, bottom + (top - bottom) * m / 10
                for other in sheet.panels:
                    if other is not panel and other.holds(x, y):
                        assert ATLAS.place(other.spot(x, y)) is None


@pytest.mark.parametrize("code", POSTURES)
def test_words_over_every_view_name_the_patients_own_side(code: PostureCode) -> None:
    sheet = eight_views(ATLAS, code)
    for panel in sheet.panels:
        middle = (panel.box[0] + panel.box[2]) / 2
        if not panel.inset:
            over = [
                each.text for each in sheet.headings if abs(each.x - middle) < 1 and each.text in LEG_WORDS.values()
            ]
            assert over == [LEG_WORDS[panel.side]]


def test_lying_on_the_front_the_left_leg_is_on_the_left() -> None:
    sheet = eight_views(ATLAS, "prone")
    assert sheet.panel("left", "posterior").box[0] < sheet.panel("right", "posterior").box[0]
    assert sheet.panel("left", "lateral").box[0] < sheet.panel("right", "lateral").box[0]


@pytest.mark.parametrize("code", POSTURES)
def test_a_click_and_a_drag_mean_the_same_place_in_every_posture(
    view: LegView, qtbot: QtBot, code: PostureCode
) -> None:
    view.show_sites([site("1", CALF)])
    view.set_posture(code)
    with qtbot.waitSignal(view.leg_clicked) as caught:
        click(view, SHIN)
    spot = caught.args[0]
    assert (spot.side, spot.view) == (SHIN.side, SHIN.view)
    assert (spot.x, spot.y) == pytest.approx((SHIN.x, SHIN.y), abs=1.2)
    at = view.spot_to_pixel(CALF)
    assert view.shown.at(*view.viewport.fit.sheet(at.x(), at.y()), 2.0) is not None
    words = {shape.text for shape in view.shapes() if isinstance(shape, Text)}
    assert {"Right leg", "Left leg", "1"} <= words


@pytest.mark.parametrize("code", POSTURES)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=some.data())
def test_a_spot_has_its_pixel_and_the_pixel_its_spot_at_every_zoom(
    view: LegView, code: PostureCode, data: some.DataObject
) -> None:
    view.set_posture(code)
    view.fit_all()
    side: Side = data.draw(some.sampled_from(SIDES))
    name: View = data.draw(some.sampled_from(VIEWS))
    left, bottom, right, top = view.sheet.panel(side, name).box
    across, up = data.draw(some.floats(0, 1)), data.draw(some.floats(0, 1))
    spot = view.sheet.panel(side, name).spot(left + (right - left) * across, bottom + (top - bottom) * up)
    factor = data.draw(some.floats(1, 12))
    view.zoom(factor, QPointF(data.draw(some.integers(0, 949)), data.draw(some.integers(0, 519))))
    x, y = view.sheet.point_of(spot)
    px, py = view.viewport.fit.pixel(x, y)
    assert view.viewport.fit.sheet(px, py) == pytest.approx((x, y), abs=1e-6)
    at = view.spot_to_pixel(spot)
    back = view.pixel_to_spot(at)
    near = 0.75 / view.viewport.fit.scale
    if ATLAS.place(Spot(side, name, spot.x, spot.y)) is None:
        return
    if back is None:  # the outline runs through this very pixel
        around = [view.pixel_to_spot(at + QPoint(dx, dy)) for dx in (-1, 0, 1) for dy in (-1, 0, 1)]
        assert any(around) or view.viewport.fit.scale < 1
        return
    assert view.sheet.point_of(back) == pytest.approx((x, y), abs=near)
    if back.side != side and back.view == name == "posterior":
        return  # seen from behind the legs meet: the line between them runs through this very pixel
    assert (back.side, back.view) == (side, name)


def test_sites_layers_and_cursor_come_along(view: LegView) -> None:
    view.show_sites([site("1", THIGH), site("2", SHIN)])
    view.set_cursor_mode(True)
    view.move_cursor(SHIN)
    for code in POSTURES:
        view.set_posture(code)
        assert view.cursor_spot() == SHIN
        for mark in view.shown.marks_of("1"):
            assert view.sheet.panel(mark.side, mark.view).holds(mark.x, mark.y)
