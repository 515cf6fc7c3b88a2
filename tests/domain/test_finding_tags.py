"""The words at veins and marks make room for the sites and their numbers."""

import itertools
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sclerochart.domain import atlas as legs
from sclerochart.domain.diagram import marks_of, sheet_shapes
from sclerochart.domain.finding_tags import TAG_HEIGHT, Tags, run_tags, tag_width
from sclerochart.domain.layout import eight_views
from sclerochart.domain.leg import Spot
from sclerochart.domain.markers import placed
from sclerochart.domain.number_places import LABEL_HEIGHT, NUMBER_WIDTH
from sclerochart.domain.overlays import names_of, run_shapes
from sclerochart.domain.session import Site
from sclerochart.domain.shapes import Text
from tests.domain import sample_findings as samples

ATLAS = legs.shipped()
SHEET = eight_views(ATLAS)
UNIT = 1.6
Box = tuple[float, float, float, float]


def sites_at(*spots: Spot) -> list[Site]:
    places = [ATLAS.place(spot) for spot in spots]
    return [Site(str(n), "s", n, place, 100, "tel", "p") for n, place in enumerate(places, 1) if place is not None]


def box(x: float, y: float, width: float, height: float) -> Box:
    return x - width / 2, y - height / 2, x + width / 2, y + height / 2


def meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def numbers(sites: list[Site], key: tuple[str, str]) -> list[Box]:
    marks = marks_of(ATLAS, SHEET, sites).get(key, ())  # type: ignore[call-overload]
    return [
        box(
            one.mark.x + one.dx * UNIT,
            one.mark.y + one.dy * UNIT,
            (len(one.mark.words) * NUMBER_WIDTH + 3) * UNIT,
            LABEL_HEIGHT * UNIT,
        )
        for one in placed(marks, UNIT)
    ]


def tags(sites: list[Site]) -> dict[tuple[str, tuple[str, str]], Box]:
    runs, marks = samples.two_runs(), samples.every_mark()
    names = names_of(runs, marks)
    found = Tags(ATLAS, SHEET, runs, marks, UNIT, names=names).among(marks_of(ATLAS, SHEET, sites))
    words = {
        (each.of, each.key): each.words for run in runs for each in run_tags(ATLAS, SHEET, run, UNIT, names[run.id])
    }
    return {
        at: box(x, y, tag_width(words.get(at, "x")) * UNIT, TAG_HEIGHT * UNIT)  # type: ignore[call-overload]
        for at, (x, y) in found.items()
    }


def test_with_no_site_near_a_tag_stands_where_it_always_stood() -> None:
    run = samples.two_runs()[0]
    found = Tags(ATLAS, SHEET, [run], [], UNIT, names={}).among({})
    for each in run_tags(ATLAS, SHEET, run, UNIT, None):
        assert found[run.id, each.key] == each.where[0]


def test_a_tag_gives_way_to_the_numbers_of_sites_on_its_vein() -> None:
    run = samples.two_runs()[0]
    seen = [seen.spot for point in run.points for seen in ATLAS.spots(run.side, point) if seen.spot.view == run.view]
    sites = sites_at(*seen, *(replace(spot, y=spot.y + 8) for spot in seen))
    own = (run.id, (run.side, run.view))
    there, before = tags(sites)[own], tags([])[own]  # type: ignore[index]
    assert any(meet(before, each) for each in numbers(sites, own[1]))
    assert not any(meet(there, each) for each in numbers(sites, own[1]))


@settings(max_examples=25)
@given(st.lists(st.tuples(st.floats(-140, 140), st.floats(60, 800)), min_size=1, max_size=25))
def test_no_tag_covers_a_number_on_a_leg_that_is_not_crowded(at: list[tuple[float, float]]) -> None:
    sites = sites_at(*(Spot("left", "lateral", x, y) for x, y in at))
    for (_, key), tag in tags(sites).items():
        assert not any(meet(tag, each) for each in numbers(sites, key))


def test_tags_keep_clear_of_each_other() -> None:
    by_view = sorted(tags([]).items(), key=lambda each: each[0][1])
    for _, group in itertools.groupby(by_view, key=lambda each: each[0][1]):
        for (_, one), (_, other) in itertools.combinations(list(group), 2):
            assert not meet(one, other)


@pytest.mark.parametrize("crowd", [0, 60])
def test_on_paper_every_number_is_drawn_after_every_tag(crowd: int) -> None:
    run = samples.two_runs()[0]
    seen = [seen.spot for point in run.points for seen in ATLAS.spots(run.side, point) if seen.spot.view == run.view]
    around = [replace(seen[0], x=seen[0].x + n % 8, y=seen[0].y + n // 8) for n in range(crowd)]
    sites = sites_at(*seen, *around)
    drawn = [shape.text for shape in sheet_shapes(ATLAS, sites, width=180, runs=[run], legend=False).shapes
             if isinstance(shape, Text)]  # fmt: skip
    last_tag = max(at for at, words in enumerate(drawn) if words.startswith("a · "))
    assert all(drawn.index(str(site.placed)) > last_tag for site in sites)


def test_a_tag_that_stands_far_off_is_led_to() -> None:
    run = samples.two_runs()[0]
    key = run.side, run.view
    near = run_shapes(ATLAS, SHEET, [run], (), UNIT, "light", names={run.id: "a"})[key]
    far = next(each for each in run_tags(ATLAS, SHEET, run, UNIT, "a") if each.key == key).where[-1]
    led = run_shapes(ATLAS, SHEET, [run], (), UNIT, "light", names={run.id: "a"}, tags={(run.id, key): far})[key]
    assert len(led) == len(near) + 1
