"""Where the views stand, what a click there means, and what a site looks like."""

import random

import pytest

from sclerochart.domain import atlas as legs
from sclerochart.domain import number_places
from sclerochart.domain.diagram import Drawing, marks_of, panel_shapes, sheet_shapes
from sclerochart.domain.layout import Sheet, eight_views, fitted, within
from sclerochart.domain.leg import INSET_VIEWS, SIDES, VIEWS, Spot
from sclerochart.domain.markers import INKS, Mark, colour, mark_shapes, nearest, style
from sclerochart.domain.number_places import LABEL_HEIGHT, label_places
from sclerochart.domain.session import Site
from sclerochart.domain.shapes import Path, Text, transformed
from sclerochart.domain.vein_types import VEIN_TYPES

ATLAS = legs.shipped()


@pytest.fixture(scope="module")
def sheet() -> Sheet:
    return eight_views(ATLAS)


def site(spot: Spot, *, number: int = 1, vein: str = "tel", preparation: str | None = "p") -> Site:
    place = ATLAS.place(spot)
    assert place is not None
    return Site(str(number), "s", number, place, 100, vein, preparation)


def skin(sheet: Sheet, side: str, view: str) -> list[tuple[float, float]]:
    panel = sheet.panel(side, view)  # type: ignore[arg-type]
    left, bottom, right, top = panel.box
    points = [
        (left + (right - left) * (i + 0.5) / 60, bottom + (top - bottom) * (j + 0.5) / 120)
        for i in range(60)
        for j in range(120)
    ]
    return [point for point in points if ATLAS.place(panel.spot(*point)) is not None]


def test_every_view_of_both_legs_stands_on_the_sheet(sheet: Sheet) -> None:
    assert {(panel.side, panel.view) for panel in sheet.panels} == {(side, view) for side in SIDES for view in VIEWS}
    for panel in sheet.panels:
        left, bottom, right, top = panel.box
        assert sheet.left <= left < right <= sheet.right
        assert sheet.bottom <= bottom < top <= sheet.top


def test_the_large_views_stand_on_one_line(sheet: Sheet) -> None:
    assert {panel.y for panel in sheet.panels if panel.view not in INSET_VIEWS} == {0.0}


def test_no_skin_of_one_view_lies_on_skin_of_another(sheet: Sheet) -> None:
    for panel in sheet.panels:
        for x, y in skin(sheet, panel.side, panel.view):
            found = sheet.spot_at(ATLAS, x, y)
            assert found is not None
            assert (found.side, found.view) == (panel.side, panel.view)


def test_the_patients_right_is_named_in_words_over_every_leg(sheet: Sheet) -> None:
    words = [heading.text for heading in sheet.headings]
    assert words.count("Right leg") == words.count("Left leg") == 4
    assert {"Anterior", "Posterior", "Medial", "Lateral", "Dorsum", "Sole"} <= set(words)
    anterior = [sheet.panel(side, "anterior").box[0] for side in ("right", "left")]
    posterior = [sheet.panel(side, "posterior").box[0] for side in ("right", "left")]
    assert anterior[0] < anterior[1]
    assert posterior[0] > posterior[1]


@pytest.mark.parametrize(("width", "height"), [(940, 520), (1440, 830), (300, 2000), (2000, 300)])
def test_a_pixel_and_a_spot_are_each_others_inverse(sheet: Sheet, width: int, height: int) -> None:
    fit = fitted(sheet, width, height)
    for panel in sheet.panels:
        spot = panel.spot((panel.box[0] + panel.box[2]) / 2, (panel.box[1] + panel.box[3]) / 2)
        px, py = fit.pixel(*sheet.point_of(spot))
        assert 0 <= px <= width
        assert 0 <= py <= height
        assert sheet.point_of(spot) == pytest.approx(fit.sheet(px, py))


def test_zoom_keeps_the_point_under_the_pointer(sheet: Sheet) -> None:
    fit = fitted(sheet, 940, 520)
    assert fit.zoomed(3, 200, 300).sheet(200, 300) == pytest.approx(fit.sheet(200, 300))


def test_a_zoomed_sheet_never_leaves_the_window(sheet: Sheet) -> None:
    fit = within(sheet, fitted(sheet, 940, 520).zoomed(3, 200, 300).moved(5000, -5000), 940, 520)
    left, top = fit.pixel(sheet.left, sheet.top)
    right, bottom = fit.pixel(sheet.right, sheet.bottom)
    assert left <= 0.01
    assert right >= 939.9
    assert top <= 0.01
    assert bottom >= 519.9


def test_a_site_is_filled_where_it_was_clicked_and_shows_elsewhere(sheet: Sheet) -> None:
    placed = site(Spot("right", "medial", -45.0, 420.0))
    marks = marks_of(ATLAS, sheet, [placed])
    assert not marks["right", "medial"][0].hollow
    assert len(marks) >= 2
    assert all(side == "right" for side, _ in marks)


def test_some_grazing_place_is_hollow(sheet: Sheet) -> None:
    spots = [Spot("left", "anterior", x, 300.0) for x in range(60, 140, 2)]
    placed = [site(spot, number=n) for n, spot in enumerate(spots, 1) if ATLAS.place(spot)]
    marks = [mark for found in marks_of(ATLAS, sheet, placed).values() for mark in found]
    assert any(mark.hollow for mark in marks)
    assert any(not mark.hollow for mark in marks)


def test_vein_types_differ_in_shape_in_letter_and_in_colour() -> None:
    letters = [vein.letter for vein in VEIN_TYPES.values()]
    assert letters == ["T", "C", "M", "R", "V", "O"]
    assert len({style(letter).look for letter in letters}) == 6
    for theme in ("light", "dark"):
        assert len({colour(letter, theme) for letter in letters}) == 6


def luminance(name: str) -> float:
    parts = [int(name[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_letters_stand_out_from_their_markers(theme: legs.Theme) -> None:
    for vein in VEIN_TYPES.values():
        one, other = sorted((luminance(colour(vein.letter, theme)), luminance(INKS[theme].paper)))
        assert (other + 0.05) / (one + 0.05) >= 4.5


def test_an_unnamed_preparation_has_a_dashed_ring() -> None:
    named = mark_shapes((Mark("1", 1, "T", 0, 0, False, True, "left", "medial"),), 1.0, "light")
    unnamed = mark_shapes((Mark("1", 1, "T", 0, 0, False, False, "left", "medial"),), 1.0, "light")
    assert not any(isinstance(shape, Path) and shape.dash for shape in named)
    assert any(isinstance(shape, Path) and shape.dash for shape in unnamed)


def test_the_nearest_mark_within_reach_is_hit() -> None:
    marks = [Mark(str(n), n, "T", 10.0 * n, 0, False, True, "left", "medial") for n in range(1, 5)]
    assert nearest(marks, 22.0, 1.0, 8.0) == marks[1]
    assert nearest(marks, 100.0, 0.0, 8.0) is None


def test_numbers_of_a_crowd_do_not_cover_each_other() -> None:
    rng = random.Random(1)
    points = tuple((rng.uniform(0, 70), rng.uniform(0, 90), 2) for _ in range(18))
    places = label_places(points)
    overlaps = 0
    for i, one in enumerate(places):
        for other in places[:i]:
            overlaps += abs(one.x - other.x) < 15 and abs(one.y - other.y) < LABEL_HEIGHT - 1
    assert overlaps == 0


def test_a_site_added_elsewhere_moves_no_number() -> None:
    points = ((0.0, 0.0, 1), (40.0, 0.0, 1))
    assert label_places((*points, (400.0, 300.0, 1)))[:2] == label_places(points)


def test_a_page_holds_the_whole_sheet_at_its_width() -> None:
    placed = [site(Spot("right", "medial", -45.0, 420.0 + 20 * n), number=n) for n in range(1, 12)]
    page = sheet_shapes(ATLAS, placed, width=180.0)
    assert isinstance(page, Drawing)
    assert page.width == 180.0
    assert 80 < page.height < 120
    for shape in page.shapes:
        points = (
            [(shape.x, shape.y)]
            if isinstance(shape, Text)
            else [(values[i], values[i + 1]) for _, values in shape.commands for i in range(0, len(values), 2)]
        )
        for x, y in points:
            assert -1 <= x <= page.width + 1
            assert -1 <= y <= page.height + 1


def test_the_numbers_of_all_sites_stand_on_the_page() -> None:
    placed = [site(Spot("right", "medial", -45.0, 420.0 + 20 * n), number=n) for n in range(1, 12)]
    words = {shape.text for shape in sheet_shapes(ATLAS, placed, width=180.0).shapes if isinstance(shape, Text)}
    assert {str(n) for n in range(1, 12)} <= words
    assert "Telangiectasia" in words


def test_the_right_leg_is_the_left_turned_over(sheet: Sheet) -> None:
    left, right = (panel_shapes(ATLAS, sheet.panel(side, "lateral"), "light")[0] for side in ("left", "right"))
    assert isinstance(left, Path)
    assert isinstance(right, Path)
    lx, rx = sheet.panel("left", "lateral").x, sheet.panel("right", "lateral").x
    for (_, one), (_, other) in zip(left.commands, right.commands, strict=True):
        assert [rx - v if i % 2 == 0 else v for i, v in enumerate(other)] == pytest.approx(
            [v - lx if i % 2 == 0 else v for i, v in enumerate(one)], abs=1e-6
        )


def test_a_shape_is_scaled_with_its_stroke_and_its_dash() -> None:
    path = Path((("M", (1.0, 2.0)), ("Z", ())), stroke="#000000", width=2.0, dash=(3.0, 1.0))
    assert transformed(path, 2.0, 10.0, 20.0) == Path(
        (("M", (12.0, 24.0)), ("Z", ())), stroke="#000000", width=4.0, dash=(6.0, 2.0)
    )


@pytest.mark.parametrize("span", [60.0, 200.0, 600.0])
def test_a_crowd_that_grew_by_one_has_its_numbers_where_a_crowd_from_the_beginning_has_them(span: float) -> None:
    rng = random.Random(span)
    points: list[tuple[float, float, int]] = []
    for number in range(1, 61):
        points.append((rng.uniform(-span, span), rng.uniform(0, span), len(str(number))))
        grown = label_places(tuple(points))
    number_places._CROWDS.clear()
    assert label_places.__wrapped__(tuple(points)) == grown
