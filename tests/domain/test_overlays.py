"""Runs, marks, areas, earlier sessions and volume by region: where they show, and how they are told apart."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from sclerochart.domain import atlas as legs
from sclerochart.domain.diagram import sheet_shapes
from sclerochart.domain.findings import MARK_KINDS
from sclerochart.domain.layout import Sheet, eight_views
from sclerochart.domain.leg import Side, Spot
from sclerochart.domain.legend import legend_shapes
from sclerochart.domain.markers import INKS, Mark, mark_shapes, symbol
from sclerochart.domain.overlays import (
    Overlay,
    finding_shapes,
    ghost_boxes,
    ghost_shapes,
    heat_shapes,
    mark_symbol,
    names_of,
    run_shapes,
    smooth,
)
from sclerochart.domain.region_names import region_name_shapes
from sclerochart.domain.region_words import taken_by
from sclerochart.domain.seen_lines import length, pieces
from sclerochart.domain.session import Site
from sclerochart.domain.shapes import Path, Shape, Text
from sclerochart.domain.shown_sites import ShownSites
from tests.domain import sample_findings as samples

ATLAS = legs.shipped()


@pytest.fixture(scope="module")
def sheet() -> Sheet:
    return eight_views(ATLAS)


def words(shapes: tuple[Shape, ...] | list[Shape]) -> list[str]:
    return [shape.text for shape in shapes if isinstance(shape, Text)]


def runs(sheet: Sheet, treated: set[str] | None = None, **options: object) -> Overlay:
    return run_shapes(ATLAS, sheet, samples.two_runs(), treated or set(), 1.0, "light", **options)  # type: ignore[arg-type]


def test_a_run_shows_in_every_view_that_sees_some_of_it_on_its_own_leg(sheet: Sheet) -> None:
    found = runs(sheet)
    assert {("left", "lateral"), ("left", "anterior"), ("right", "medial"), ("right", "anterior")} <= found.keys()
    assert ("left", "medial") not in found


def test_a_run_is_cut_where_it_leaves_the_view(sheet: Sheet) -> None:
    whole, part = (
        max(len(shape.commands) for shape in runs(sheet)["left", view] if isinstance(shape, Path))
        for view in ("lateral", "anterior")
    )
    assert whole >= len(samples.two_runs()[0].points)
    assert 1 < part < whole


def test_a_line_that_comes_back_into_view_is_not_joined_across_what_is_hidden(sheet: Sheet) -> None:
    there = samples.points("left", "medial", (40, 350), (40, 300))
    hidden = samples.points("left", "lateral", (-20, 300), (-20, 280))
    back = samples.points("left", "medial", (40, 270), (40, 230))
    run = replace(samples.two_runs()[0], view="medial", points=(*there, *hidden, *back))
    shapes = run_shapes(ATLAS, sheet, [run], (), 1.0, "light")["left", "medial"]
    lines = [shape for shape in shapes if isinstance(shape, Path) and shape.dash]
    assert len(lines) == 2
    assert all(len(line.commands) >= len(there) for line in lines)


def test_a_treated_run_is_solid_and_an_untreated_one_dashed(sheet: Sheet) -> None:
    found = runs(sheet, {"r1"})
    assert not any(isinstance(shape, Path) and shape.dash for shape in found["left", "lateral"])
    assert any(isinstance(shape, Path) and shape.dash for shape in found["right", "medial"])


def test_a_run_says_its_type_and_diameter_where_it_was_drawn_and_is_wider_for_a_wider_vein(sheet: Sheet) -> None:
    found = runs(sheet, names={"r1": "a", "r2": "b"})
    assert words(found["left", "lateral"]) == ["a · R 2 mm"]
    assert words(found["right", "medial"]) == ["b · V 3.5 mm"]
    assert words(found["right", "anterior"]) == ["b · V"]
    width = {key: max(shape.width for shape in found[key] if isinstance(shape, Path)) for key in found}
    assert width["right", "medial"] > width["left", "lateral"]


def test_every_mark_has_a_symbol_of_its_own_that_no_site_has() -> None:
    drawn = [tuple(mark_symbol(kind, 0, 0, 1.0, "light")) for kind in MARK_KINDS]
    assert len(set(drawn)) == len(MARK_KINDS)
    colours = {shape.stroke for shapes in drawn for shape in shapes if isinstance(shape, Path)}
    assert colours - {None} == {"#ffffff", "#22303c"}
    assert not any(words(list(shapes)) for shapes in drawn)


def test_a_measured_distance_stands_beside_its_mark(sheet: Sheet) -> None:
    marks = samples.every_mark()
    found = finding_shapes(ATLAS, sheet, marks, 1.0, "light", names=names_of((), marks))
    assert "g 18 cm" in words(found["right", "medial"])


def test_an_outline_is_filled_where_all_of_it_is_seen(sheet: Sheet) -> None:
    found = finding_shapes(ATLAS, sheet, samples.every_mark()[:1], 1.0, "light")
    assert any(
        isinstance(shape, Path) and shape.fill and shape.fill_opacity < 0.1 for shape in found["left", "anterior"]
    )
    assert not any(
        isinstance(shape, Path) and shape.fill and shape.fill_opacity < 0.1 for shape in found["left", "lateral"]
    )


def test_runs_and_marks_are_named_in_one_series() -> None:
    named = names_of(samples.two_runs(), samples.every_mark())
    assert list(named.values()) == list("abcdefghij")
    many = names_of([replace(samples.two_runs()[0], id=str(n)) for n in range(28)], ())
    assert list(many.values())[25:] == ["z", "aa", "ab"]


def test_an_area_is_one_marker_with_its_count() -> None:
    mark = Mark("1", 4, "T", 0, 0, False, True, "left", "medial", count=12)
    area = mark_shapes((mark,), 1.0, "light")
    assert words(area) == ["T", "4 ×12"]
    assert len(area) > len(mark_shapes((replace(mark, count=1),), 1.0, "light"))
    assert len(symbol("T", 0, 0, 1.0, "light", area=True)) > len(symbol("T", 0, 0, 1.0, "light"))


def site(number: int, x: float, y: float) -> Site:
    return Site(str(number), "s", number, samples.place("left", "medial", x, y), 100, "tel", "p")


def test_earlier_sessions_differ_by_size_and_line_and_not_by_colour_alone(sheet: Sheet) -> None:
    sessions = [[site(age, 30, 300 + 20 * age)] for age in range(5)]
    shapes = ghost_shapes(ATLAS, sheet, sessions, 1.0, "light")["left", "medial"]
    looks = [(shape.width, shape.dash) for shape in shapes if isinstance(shape, Path)]
    assert len(shapes) == 5
    assert len(set(looks)) == 4
    assert looks[-1] == max(looks)


def tints(sheet: Sheet, volumes: Mapping[tuple[Side, str], int]) -> list[float]:
    shapes = heat_shapes(ATLAS, sheet, volumes, 0.5, "light")["left", "posterior"]
    return [shape.fill_opacity for shape in shapes if isinstance(shape, Path) and shape.fill != INKS["light"].plate]


def test_a_region_is_tinted_by_the_step_of_its_volume_and_says_it(sheet: Sheet) -> None:
    found = heat_shapes(ATLAS, sheet, {("left", "CA-P-P"): 2500, ("left", "CA-P-M"): 500}, 0.5, "light")
    assert {side for side, _ in found} == {"left"}
    assert {"2.5 ml", "0.5 ml"} <= set(words(found["left", "posterior"]))
    assert heat_shapes(ATLAS, sheet, {}, 1.0, "light") == {}
    steps = [tints(sheet, {("left", "CA-P-P"): ul}) for ul in (100, 499, 500, 999, 1000, 2000, 3999, 4000, 9000)]
    assert all(len(each) == 1 for each in steps)
    depths = [each[0] for each in steps]
    assert depths == sorted(depths)
    assert [depths.index(each) for each in depths] == [0, 0, 2, 2, 4, 5, 5, 7, 7]


def test_the_same_volume_has_the_same_depth_whatever_the_others_have(sheet: Sheet) -> None:
    alone = tints(sheet, {("left", "CA-P-M"): 700})
    assert alone[0] in tints(sheet, {("left", "CA-P-M"): 700, ("left", "CA-P-P"): 9000})


def test_volumes_and_names_give_way_to_sites_and_their_numbers(sheet: Sheet) -> None:
    shown = ShownSites(ATLAS, sheet)
    shown.show([site(n, 20 + 6 * (n % 3), 330 + 4 * n) for n in range(12)])
    place = ATLAS.place(Spot("left", "medial", 26, 350))
    assert place is not None
    unit = 0.6
    heat = heat_shapes(ATLAS, sheet, {("left", place.region): 1200}, unit, "light", among=shown.marks)
    names = region_name_shapes(ATLAS, sheet, unit, "light", among=shown.marks)
    bare = region_name_shapes(ATLAS, sheet, unit, "light")
    assert names["left", "medial"] != bare["left", "medial"]
    assert names["right", "medial"] == bare["right", "medial"]
    for key, marks in shown.marks.items():
        taken = taken_by(marks, unit)
        for shape in (*heat.get(key, ()), *names[key]):
            if isinstance(shape, Text):
                half = 0.25 * shape.size * len(shape.text)
                assert not any(
                    left < shape.x + half and shape.x - half < right and bottom < shape.y + 0.3 * shape.size < top
                    for left, bottom, right, top in taken
                )


def test_volumes_give_way_to_the_rings_of_earlier_sessions(sheet: Sheet) -> None:
    volumes: dict[tuple[Side, str], int] = {("left", site(1, 26, 350).place.region): 1200}
    middle = heat_shapes(ATLAS, sheet, volumes, 0.6, "light")["left", "medial"]
    [said] = [shape for shape in middle if isinstance(shape, Text)]
    panel = next(each for each in sheet.panels if (each.side, each.view) == ("left", "medial"))
    earlier = [[site(n, said.x - panel.x + 2 * n, said.y - panel.y) for n in range(3)]]
    rings = ghost_boxes(ATLAS, sheet, earlier, 0.6)
    beside = heat_shapes(ATLAS, sheet, volumes, 0.6, "light", ghosts=rings)
    assert beside["left", "medial"] != middle
    for key, shapes in beside.items():
        for shape in shapes:
            if isinstance(shape, Text):
                assert not any(
                    left < shape.x < right and bottom < shape.y + 0.3 * shape.size < top
                    for left, bottom, right, top in rings.get(key, ())
                )


def test_the_legend_holds_only_what_is_used() -> None:
    def said(sites: list[Site], *, marks: int = 0, drawn: int = 0) -> list[str]:
        shapes, _ = legend_shapes(
            sites,
            samples.two_runs()[:drawn],
            samples.every_mark()[:marks],
            {"r1"},
            0,
            0,
            width=900,
            unit=1.0,
            theme="light",
        )
        return [each for each in words(shapes) if len(each) > 1]

    assert said([]) == []
    assert said([site(1, 30, 300)]) == ["Telangiectasia"]
    assert said([replace(site(1, 30, 300), injections=3)]) == ["Telangiectasia", "Area with several injections (×)"]
    assert said([], drawn=1) == ["R  Reticular vein", "Vein treated"]
    assert said([], drawn=2)[-2:] == ["Vein treated", "Vein not treated"]
    assert said([], marks=2) == ["Looked at and left alone", "Matting"]


def test_a_long_legend_goes_on_in_a_second_row() -> None:
    def legend(width: float) -> tuple[list[Shape], float]:
        marks = samples.every_mark()
        return legend_shapes([], (), marks, (), 0, 0, width=width, unit=1.0, theme="light")

    assert legend(400)[1] > legend(2000)[1] > 0
    for shape in legend(400)[0]:
        if isinstance(shape, Text):
            assert 0 <= shape.x < 400


def test_the_sheet_shows_runs_marks_and_areas_and_explains_them() -> None:
    placed = [replace(site(1, 30, 300), injections=7, run_id="r1")]
    page = sheet_shapes(ATLAS, placed, width=260, runs=samples.two_runs(), marks=samples.every_mark())
    said = words(page.shapes)
    assert {"1 ×7", "a · R 2 mm", "b · V 3.5 mm", "i 18 cm", "Vein treated", "Vein not treated"} <= set(said)
    assert set(MARK_KINDS.values()) <= set(said)
    bare = sheet_shapes(ATLAS, [], width=260)
    assert page.height > bare.height


def test_a_curve_goes_through_all_of_its_points() -> None:
    points = [(0.0, 0.0), (4.0, 1.0), (9.0, -2.0)]
    assert [values[-2:] for _, values in smooth(points)] == points


def test_a_line_leaves_no_specks_in_the_views_beside_it(sheet: Sheet) -> None:
    whole = 0
    for spot in [Spot("left", "posterior", -150 + dx, 560 - dy) for dx in range(0, 110, 5) for dy in range(0, 140, 14)]:
        ends = [ATLAS.place(spot), ATLAS.place(replace(spot, y=spot.y - 6, x=spot.x - 6))]
        if None in ends:
            continue
        found = pieces(ATLAS, sheet, "left", "posterior", tuple(end.point for end in ends if end is not None))
        (drawn,) = found["left", "posterior"]
        for (_, view), stretches in found.items():
            if view != "posterior":
                assert all(len(each) == len(drawn) or length(each) >= 6 for each in stretches)
                whole += sum(len(each) == len(drawn) for each in stretches)
    assert whole
