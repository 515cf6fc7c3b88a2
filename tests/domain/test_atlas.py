"""A click on a leg drawing: where it is on the skin, what the region is called, and where else it shows."""

import json
import random
import statistics
from itertools import pairwise
from math import dist, hypot
from pathlib import Path
from time import perf_counter

import pytest

from sclerochart import assets
from sclerochart.domain.atlas import Atlas, mirrored, shipped
from sclerochart.domain.leg import INSET_VIEWS, LARGE_VIEWS, SIDES, VIEWS, Place, Side, Spot, View

GOLDEN = json.loads((Path(__file__).parents[1] / "data" / "golden_clicks.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return shipped()


def random_places(atlas: Atlas, number: int, seed: int) -> list[tuple[Spot, Place]]:
    chance = random.Random(seed)
    out: list[tuple[Spot, Place]] = []
    while len(out) < number:
        view, side = chance.choice(VIEWS), chance.choice(SIDES)
        x0, y0, x1, y1 = atlas.bounds(view)
        x = chance.uniform(x0, x1)
        spot = Spot(side, view, x if side == "left" else -x, chance.uniform(y0, y1))
        if (place := atlas.place(spot)) is not None:
            out.append((spot, place))
    return out


def percentile(values: list[float], share: float) -> float:
    return sorted(values)[int(share * len(values))]


def test_the_golden_clicks_are_where_they_always_were(atlas: Atlas) -> None:
    assert (atlas.space, atlas.regions_version) == (GOLDEN["space"], GOLDEN["regions"])
    assert len(GOLDEN["clicks"]) == 300
    found = []
    for side, view, x, y, *_ in GOLDEN["clicks"]:
        place = atlas.place(Spot(side, view, x, y))
        found.append([side, view, x, y, *(place.point if place else ()), place.region if place else None])
    assert found == GOLDEN["clicks"]


def test_the_golden_clicks_reach_every_view_of_both_legs_and_nearly_every_region(atlas: Atlas) -> None:
    assert {(click[0], click[1]) for click in GOLDEN["clicks"]} == {(side, view) for side in SIDES for view in VIEWS}
    assert len({click[-1] for click in GOLDEN["clicks"]}) >= 38


def test_a_place_shows_where_it_was_clicked(atlas: Atlas) -> None:
    for spot, place in random_places(atlas, 1500, 1):
        seen = atlas.spot_in(spot.view, spot.side, place.point)
        assert seen is not None, spot
        assert hypot(seen.spot.x - spot.x, seen.spot.y - spot.y) < 0.1


def test_a_place_clicked_again_in_another_view_is_the_same_place(atlas: Atlas) -> None:
    page, space = [], []
    for spot, place in random_places(atlas, 1500, 2):
        for seen in atlas.spots(spot.side, place.point):
            if seen.spot.view != spot.view:
                again = atlas.place(seen.spot)
                assert again is not None
                assert again.side == spot.side
                space.append(dist(place.point, again.point) / 10)
                if (back := atlas.spot_in(spot.view, spot.side, again.point)) is not None:
                    page.append(hypot(back.spot.x - spot.x, back.spot.y - spot.y))
    assert len(page) > 1000
    assert percentile(page, 0.95) <= 1.5
    assert percentile(space, 0.95) <= 1.5


def test_a_place_has_one_region_from_whichever_view_it_is_clicked(atlas: Atlas) -> None:
    same = []
    for spot, place in random_places(atlas, 600, 3):
        for seen in atlas.spots(spot.side, place.point):
            if not seen.grazing:
                again = atlas.place(seen.spot)
                assert again is not None
                same.append(again.region == place.region)
    assert sum(same) / len(same) > 0.99  # the rest lie within a rounding of a border


def test_the_right_leg_mirrors_the_left(atlas: Atlas) -> None:
    for spot, place in random_places(atlas, 300, 5):
        other: Side = "right" if spot.side == "left" else "left"
        twin = atlas.place(Spot(other, spot.view, -spot.x, spot.y))
        assert twin is not None
        assert (twin.side, twin.point, twin.region) == (other, place.point, place.region)
        pairs = zip(atlas.spots(spot.side, place.point), atlas.spots(other, twin.point), strict=True)
        assert all((a.spot.x, a.spot.y, a.grazing) == (-b.spot.x, b.spot.y, b.grazing) for a, b in pairs)


@pytest.mark.parametrize("view", VIEWS)
def test_paper_beside_the_leg_is_no_place(atlas: Atlas, view: View) -> None:
    x0, y0, x1, y1 = atlas.bounds(view)
    assert atlas.place(Spot("left", view, x0 - 5, (y0 + y1) / 2)) is None
    assert atlas.place(Spot("left", view, x1 + 5, (y0 + y1) / 2)) is None
    assert atlas.place(Spot("left", view, (x0 + x1) / 2, y1 + 5)) is None
    assert atlas.place(Spot("left", view, (x0 + x1) / 2, y0 - 5)) is None
    assert atlas.place(Spot("left", view, 1e9, -1e9)) is None


def region(atlas: Atlas, side: Side, view: View, x: float, y: float) -> str:
    place = atlas.place(Spot(side, view, x, y))
    assert place is not None
    return atlas.regions[place.region].name_of(side)


def test_places_have_the_names_that_a_clinician_expects(atlas: Atlas) -> None:
    assert region(atlas, "left", "anterior", 100, 485) == "Left anterior knee"
    assert region(atlas, "right", "medial", -25, 470) == "Right medial knee"
    assert region(atlas, "left", "posterior", -100, 390) == "Left posterior calf, upper third"
    assert region(atlas, "right", "posterior", 100, 470) == "Right popliteal fossa"
    assert region(atlas, "left", "lateral", -25, 650) == "Left lateral thigh, middle third"
    assert region(atlas, "left", "medial", 20, 70) == "Left medial ankle"
    assert region(atlas, "left", "sole", -110, 80) == "Left sole of foot"


def test_a_place_on_the_shin_is_hidden_behind_the_leg(atlas: Atlas) -> None:
    place = atlas.place(Spot("left", "anterior", 98, 300))
    assert place is not None
    views = {seen.spot.view for seen in atlas.spots("left", place.point)}
    assert "anterior" in views
    assert not views & {"posterior", "sole"}


def test_a_place_at_the_side_is_square_there_and_grazing_from_the_front(atlas: Atlas) -> None:
    place = atlas.place(Spot("left", "lateral", -18, 330))
    assert place is not None
    seen = {spot.spot.view: spot.grazing for spot in atlas.spots("left", place.point)}
    assert seen.pop("lateral") is False
    assert "medial" not in seen
    assert all(seen.values())


def test_there_are_forty_regions_with_their_own_names(atlas: Atlas) -> None:
    assert len(atlas.regions) == 40
    assert len({region.name for region in atlas.regions.values()}) == 40
    assert {atlas.region_at(place.point) for _, place in random_places(atlas, 2500, 4)} <= set(atlas.regions)


def test_watch_outs_attach_to_every_region_they_name(atlas: Atlas) -> None:
    hypersensitive = {code for code in atlas.regions if "Hypersensitive area" in atlas.watch_outs(code)}
    assert hypersensitive == {"KN-M", "KN-POP", "SH-A-P", "SH-A-M", "SH-A-D", "AN-M"}
    assert any("artery" in note for note in atlas.watch_outs("AN-L"))
    assert any("peroneal" in note for note in atlas.watch_outs("KN-L"))
    assert all(atlas.watch_outs(f"CA-P-{third}") for third in "PMD")
    assert all(atlas.watch_outs(f"TH-{sector}-{third}") for sector in "ML" for third in "PMD")
    assert atlas.watch_outs("TH-P-M") == ()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_layer_has_its_paint(atlas: Atlas, theme: str) -> None:
    paints = atlas.palette("dark" if theme == "dark" else "light")
    roles = {layer.role for view in VIEWS for layer in atlas.drawing(view)}
    assert roles <= set(paints)
    for role in roles | {"border", "highlight"}:
        assert paints[role].fill or (paints[role].stroke and paints[role].width)
    assert {layer.role for layer in atlas.drawing("anterior")} >= {"silhouette", "ink", "accent", "nails", "outline"}


def test_the_drawing_of_the_right_leg_is_the_mirrored_left(atlas: Atlas) -> None:
    left, right = atlas.shapes("left", "medial", "light"), atlas.shapes("right", "medial", "light")
    assert [mirrored(shape.commands) for shape in left] == [shape.commands for shape in right]
    assert [shape.fill for shape in left] == [shape.fill for shape in right]


@pytest.mark.parametrize("view", VIEWS)
def test_the_drawing_lies_within_its_bounds(atlas: Atlas, view: View) -> None:
    x0, y0, x1, y1 = atlas.bounds(view)
    ends = [values[-2:] for layer in atlas.drawing(view) for _, values in layer.commands if values]
    assert all(x0 <= x <= x1 and y0 <= y <= y1 for x, y in ends)


def test_large_views_stand_on_the_sole(atlas: Atlas) -> None:
    assert all(abs(atlas.bounds(view)[1]) < 3 for view in LARGE_VIEWS)
    assert all(atlas.bounds(view)[3] - atlas.bounds(view)[1] < 300 for view in INSET_VIEWS)


def test_only_what_is_asked_for_is_parsed() -> None:
    asked: list[str] = []

    class Files(dict[str, bytes]):
        def __missing__(self, name: str) -> bytes:
            asked.append(name)
            return assets.read_bytes(f"legs/{name}")

    atlas = Atlas.parse(assets.read_bytes("legs/atlas.json"), Files())
    assert asked == []
    atlas.drawing("anterior")
    atlas.drawing("anterior")
    assert asked == ["anterior.drawing.txt"]


def test_a_click_is_a_place_a_region_and_every_other_view_within_a_millisecond(atlas: Atlas) -> None:
    # A bound of the drawing's format, twenty times what it takes: only a change of its order would reach it.
    spots = [spot for spot, _ in random_places(atlas, 300, seed=4)]
    taken = []
    for spot in spots:
        begun = perf_counter()
        place = atlas.place(spot)
        assert place is not None
        assert atlas.spots(place.side, place.point)
        assert atlas.regions[place.region].name_of(place.side)
        taken.append(perf_counter() - begun)
    assert statistics.median(taken) < 0.001


def test_neighbours_along_a_row_show_alike_in_the_views_beside_it(atlas: Atlas) -> None:
    switched = rows = 0
    for x in range(-150, -40, 6):
        for beside in ("medial", "lateral"):
            places = (atlas.place(Spot("left", "posterior", x, y)) for y in range(560, 420, -4))
            seen = [
                any(each.spot.view == beside for each in atlas.spots("left", place.point, "posterior"))
                for place in places
                if place is not None
            ]
            switched += sum(one != other for one, other in pairwise(seen))
            rows += bool(seen)
    assert switched <= rows
