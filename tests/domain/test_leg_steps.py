"""Steps over the legs by keys: every place, region, view and leg can be reached."""

import pytest

from sclerochart.domain.atlas import shipped
from sclerochart.domain.layout import Sheet, eight_views
from sclerochart.domain.leg import SIDES, VIEWS, Side, Spot, View
from sclerochart.domain.leg_steps import next_region, next_view, other_leg, region_middles, stepped
from sclerochart.domain.posture import POSTURES, PostureCode

ATLAS = shipped()
CALF = Spot("left", "medial", 45.0, 330.0)
DIRECTIONS = ((1, 0), (-1, 0), (0, 1), (0, -1))


@pytest.fixture(params=POSTURES)
def sheet(request: pytest.FixtureRequest) -> Sheet:
    code: PostureCode = request.param
    return eight_views(ATLAS, code)


def test_a_step_goes_so_many_millimetres_to_the_right_and_up_of_the_page(sheet: Sheet) -> None:
    x, y = sheet.point_of(CALF)
    for dx, dy in DIRECTIONS:
        assert sheet.point_of(stepped(ATLAS, sheet, CALF, dx, dy)) == pytest.approx((x + dx, y + dy))


def test_steps_end_at_the_outline_and_never_leave_the_skin(sheet: Sheet) -> None:
    for dx, dy in DIRECTIONS:
        spot = CALF
        for _ in range(1000):
            spot = stepped(ATLAS, sheet, spot, dx, dy)
            assert ATLAS.place(spot) is not None
        assert stepped(ATLAS, sheet, spot, dx, dy) == spot


@pytest.mark.parametrize("side", SIDES)
def test_from_anywhere_every_region_of_every_large_view_is_reached_by_regions_alone(sheet: Sheet, side: Side) -> None:
    start = next(middle for _, middle in region_middles(ATLAS, side, "anterior"))
    seen, left = {start}, [start]
    while left:
        here = left.pop()
        for dx, dy in DIRECTIONS:
            there = next_region(ATLAS, sheet, here, dx, dy)
            if there not in seen:
                seen.add(there)
                left.append(there)
    reached = {(place.side, place.region) for place in map(ATLAS.place, seen) if place is not None}
    large: list[View] = [view for view in VIEWS if view not in ("dorsum", "sole")]
    wanted = {(each, code) for each in SIDES for view in large for code, _ in region_middles(ATLAS, each, view)}
    assert wanted <= reached
    assert {code for _, code in wanted} == set(ATLAS.regions)


def test_a_leap_down_leaves_the_region_and_goes_down(sheet: Sheet) -> None:
    there = next_region(ATLAS, sheet, CALF, 0, -1)
    before, after = ATLAS.place(CALF), ATLAS.place(there)
    assert before is not None
    assert after is not None
    assert after.region != before.region
    assert sheet.point_of(there)[1] < sheet.point_of(CALF)[1]


def test_views_go_round_once_each_and_come_back(sheet: Sheet) -> None:
    seen, spot = [], CALF
    for _ in sheet.panels:
        spot = next_view(ATLAS, sheet, spot, 1)
        seen.append((spot.side, spot.view))
        assert ATLAS.place(spot) is not None
    assert sorted(seen) == sorted((side, view) for side in SIDES for view in VIEWS)
    assert seen[-1] == (CALF.side, CALF.view)
    back = next_view(ATLAS, sheet, spot, -1)
    assert (back.side, back.view) == seen[-2]


def test_the_same_place_is_kept_where_the_next_view_sees_it() -> None:
    sheet = eight_views(ATLAS)
    spot = Spot("left", "anterior", 60.0, 300.0)
    place = ATLAS.place(spot)
    assert place is not None
    seen = {each.spot.view for each in ATLAS.spots("left", place.point)}
    for by in range(1, len(sheet.panels)):
        there = next_view(ATLAS, sheet, spot, by)
        found = ATLAS.place(there)
        assert found is not None
        if there.side == "left" and there.view in seen:
            assert max(abs(a - b) for a, b in zip(found.point, place.point, strict=True)) <= 20


def test_the_other_leg_is_the_same_place_there_and_back(sheet: Sheet) -> None:
    there = other_leg(ATLAS, sheet, CALF)
    assert (there.side, there.view) == ("right", "medial")
    assert (there.x, there.y) == pytest.approx((-CALF.x, CALF.y), abs=0.2)
    assert other_leg(ATLAS, sheet, there).x == pytest.approx(CALF.x, abs=0.3)
