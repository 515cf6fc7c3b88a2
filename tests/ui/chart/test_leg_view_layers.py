"""Layers on the diagram: beneath the sites and above them, seen and never in the way of a hand."""

import pytest
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from sclerochart.domain.layout import Sheet
from sclerochart.domain.leg import Spot
from sclerochart.domain.markers import Theme
from sclerochart.domain.outlines import circle
from sclerochart.domain.shapes import Path, Text
from sclerochart.ui import theme
from sclerochart.ui.chart.layers import Key
from sclerochart.ui.chart.leg_view import LegView
from tests.ui.chart.hands import SHIN, THIGH, click, drag, lights, site

NAMES = ("ghosts", "heat", "runs", "marks", "proposals")
GREEN, BLUE = "#00ff00", "#0000ff"


def disc(view: LegView, spot: Spot, colour: str, radius: float = 12.0) -> dict[Key, tuple[Path, ...]]:
    return {(spot.side, spot.view): (Path(circle(*view.sheet.point_of(spot), radius), fill=colour),)}


def colour_at(view: LegView, at: QPoint) -> str:
    return view.grab().toImage().pixelColor(at).name()


def test_a_layer_is_seen_until_it_is_hidden(view: LegView) -> None:
    at = view.spot_to_pixel(THIGH)
    before = colour_at(view, at)
    view.show_layer("ghosts", disc(view, THIGH, GREEN), above=False)
    assert colour_at(view, at) == GREEN
    view.hide_layer("ghosts")
    assert colour_at(view, at) == before


def test_sites_lie_over_the_layers_beneath_them_and_under_those_above(view: LegView) -> None:
    view.show_sites([site("1", THIGH)])
    at = view.spot_to_pixel(THIGH)
    view.show_layer("ghosts", disc(view, THIGH, GREEN), above=False)
    assert colour_at(view, at) != GREEN
    assert colour_at(view, at + QPoint(0, 4)) != GREEN
    view.show_layer("proposals", disc(view, THIGH, BLUE), above=True)
    assert colour_at(view, at) == BLUE


def test_a_layer_may_change_sides(view: LegView) -> None:
    view.show_sites([site("1", THIGH)])
    at = view.spot_to_pixel(THIGH)
    view.show_layer("marks", disc(view, THIGH, GREEN), above=True)
    assert colour_at(view, at) == GREEN
    view.show_layer("marks", disc(view, THIGH, GREEN), above=False)
    assert colour_at(view, at) != GREEN


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("above", [True, False])
def test_no_layer_ever_takes_a_press(view: LegView, qtbot: QtBot, name: str, above: bool) -> None:
    view.show_sites([site("1", THIGH)])
    view.show_layer(name, disc(view, SHIN, GREEN, 60.0) | disc(view, THIGH, GREEN, 60.0), above=above)
    with qtbot.waitSignal(view.leg_clicked):
        click(view, SHIN)
    at = view.spot_to_pixel(THIGH)
    with qtbot.waitSignal(view.site_moved):
        drag(view, at, at + QPoint(0, 20))


def test_what_is_made_by_a_function_keeps_its_size_and_follows_the_theme(view: LegView, qtbot: QtBot) -> None:
    asked: list[tuple[float, Theme]] = []

    def ring(sheet: Sheet, unit: float, chosen: Theme) -> dict[Key, tuple[Path, ...]]:
        asked.append((unit, chosen))
        return {("right", "lateral"): (Path(circle(*sheet.point_of(THIGH), 9 * unit), fill=GREEN),)}

    view.show_layer("ghosts", ring, above=False)
    view.grab()
    view.zoom(3.0, QPointF(view.spot_to_pixel(THIGH)))
    qtbot.waitUntil(lambda: not view._sharpen.isActive())
    image = view.grab().toImage()
    at = view.spot_to_pixel(THIGH)
    wide = sum(image.pixelColor(at + QPoint(dx, 0)).name() == GREEN for dx in range(-30, 30))
    assert 15 <= wide <= 19
    assert len(asked) == 2
    assert asked[0][0] == pytest.approx(asked[1][0] * 3)


def test_the_same_layer_again_draws_nothing_anew(view: LegView) -> None:
    calls = 0

    def empty(sheet: Sheet, unit: float, chosen: Theme) -> dict[Key, tuple[Path, ...]]:
        nonlocal calls
        calls += 1
        return {}

    for _ in range(3):
        view.show_layer("heat", empty, above=False, key=("a", 1))
        view.grab()
    assert calls == 1
    view.show_layer("heat", empty, above=False, key=("a", 2))
    view.grab()
    assert calls == 2


def test_layers_are_part_of_what_is_held_against_paper(view: LegView) -> None:
    shape = disc(view, THIGH, GREEN)
    view.show_layer("runs", shape, above=False)
    view.show_sites([site("1", THIGH)])
    shapes = view.shapes()
    number = next(shape for shape in shapes if isinstance(shape, Text) and shape.text == "1")
    assert shapes.index(shape["right", "lateral"][0]) < shapes.index(number)


def test_borders_and_names_of_regions_come_and_go(view: LegView) -> None:
    plain = lights(view.grab().toImage())
    view.show_regions(lines=False, names=False)
    bare = lights(view.grab().toImage())
    view.show_regions(lines=True, names=True)
    named = lights(view.grab().toImage())
    words = {shape.text for shape in view.shapes() if isinstance(shape, Text)}
    assert {"thigh", "calf", "middle", "knee"} <= words
    view.show_regions(lines=True, names=False)
    assert len({plain, bare, named}) == 3
    assert lights(view.grab().toImage()) == plain


def test_while_a_hand_zooms_the_kept_picture_fills_the_window(view: LegView) -> None:
    view.zoom(4.0, QPointF(view.spot_to_pixel(THIGH)))
    view._sharpen.stop()
    view.grab()
    view.fit_all()
    assert view._sharpen.isActive()
    surface = theme.colour("surface")
    image = view.grab().toImage()
    for spot in (THIGH, SHIN, Spot("left", "posterior", -95.0, 380.0)):
        assert QColor(image.pixelColor(view.spot_to_pixel(spot))) != surface
