"""Repeating the last session: each proposal is left, taken or dropped, and undo gives back what it took."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sclerochart.domain.atlas import shipped
from sclerochart.domain.leg import Place, Spot
from sclerochart.domain.repeat import Proposal, Repeat, propose
from sclerochart.domain.session import Site


def site(n: int, *, space: str = "now", injections: int = 1) -> Site:
    place = Place("right", "medial", n, 2, 3, "KN-M", space)
    return Site(f"old{n}", "last", n, place, 100, "ret", preparation_id="lot", injections=injections, run_id="run")


def last(number: int) -> list[Site]:
    return [site(n) for n in range(1, number + 1)]


def stands(*proposals: Proposal, name: str = "new") -> list[Site]:
    """Sites of this session where these were proposed, by the ids that they are taken under."""
    return [
        replace(site(1), id=f"{name}-{each.id}", session_id="this", placed=number, place=each.place)
        for number, each in enumerate(proposals, start=1)
    ]


def take_next(state: Repeat) -> Repeat:
    assert state.next is not None
    return state.take({state.next.id: f"new-{state.next.id}"})


def test_the_last_sites_are_proposed_in_their_order_with_volume_vein_type_and_place() -> None:
    state = propose([site(2), site(1, injections=12)], space="now")
    first = state.proposals[0]
    assert (first.id, first.number, first.volume_ul, first.vein_type, first.injections, first.run_id) == (
        "old1", 1, 100, "ret", 12, "run",
    )  # fmt: skip
    assert first.place == site(1).place
    assert state.words() == "2 proposed, 1.3 ml"


def test_taking_goes_through_the_proposals_in_order_and_ends() -> None:
    state = propose(last(3), space="now")
    order = []
    while state.next is not None:
        order.append(state.next.number)
        state = take_next(state)
    assert order == [1, 2, 3]
    assert not state.active
    assert state.words() == ""


def test_thirty_sites_with_three_dropped_take_five_acts() -> None:
    acts = 1
    state = propose(last(30), space="now")
    for number in (4, 11, 30):
        state, acts = state.drop(f"old{number}"), acts + 1
    state, acts = state.take({each.id: f"new{each.id}" for each in state.left}), acts + 1
    assert acts <= 6
    assert len(state.taken) == 27
    assert not state.active


def test_delete_drops_the_next_and_it_can_be_proposed_again() -> None:
    state = propose(last(2), space="now").drop()
    assert [each.number for each in state.left] == [2]
    assert state.words() == "1 proposed, 0.1 ml · 1 dropped"
    assert state.drop("old1") == state
    assert state.drop("nothing") == state
    assert [each.number for each in state.restore().left] == [1, 2]
    assert Repeat().drop() == Repeat()


def test_a_site_that_is_undone_is_proposed_again_and_taken_again_with_redo() -> None:
    state = take_next(propose(last(2), space="now", present=[]))
    undone = state.seen([])
    assert [each.number for each in undone.left] == [1, 2]
    assert [each.number for each in undone.seen(stands(state.proposals[0])).left] == [2]


def test_a_site_that_was_moved_after_it_was_taken_is_not_proposed_again() -> None:
    state = take_next(propose(last(2), space="now"))
    (taken,) = stands(state.proposals[0])
    moved = replace(taken, place=replace(taken.place, x=900))
    assert [each.number for each in state.seen([moved]).left] == [2]


def test_a_site_that_stands_where_one_is_proposed_counts_as_taken_whoever_placed_it() -> None:
    fresh = propose(last(3), space="now")
    here = stands(fresh.proposals[1], name="placed-yesterday")
    assert [each.number for each in propose(last(3), space="now", present=here).left] == [1, 3]
    other_leg = [replace(here[0], place=replace(here[0].place, side="left"))]
    assert len(fresh.seen(other_leg).left) == 3


def test_two_proposals_at_one_point_need_two_sites_there() -> None:
    twice = [site(1), replace(site(1), id="old1b", placed=2)]
    state = propose(twice, space="now")
    assert len(state.seen(stands(state.proposals[0])).left) == 1
    both = stands(state.proposals[0]) + stands(state.proposals[0], name="another")
    assert state.seen(both).left == ()
    dropped = state.drop("old1").seen(stands(state.proposals[0]))
    assert (dropped.left, [each.id for each in dropped.waiting]) == ((), ["old1"])


def test_one_of_those_dropped_is_proposed_again_by_itself() -> None:
    state = propose(last(3), space="now").drop("old1").drop("old3")
    assert [each.number for each in state.restore(["old3"]).left] == [2, 3]
    assert state.restore(["old3"]).words() == "2 proposed, 0.2 ml · 1 dropped"
    assert state.drop("old2").seen(stands(state.proposals[0])).restore().words() == "2 proposed, 0.2 ml · 1 taken"


def test_a_proposal_lands_where_the_atlas_places_it_again() -> None:
    atlas, spot = shipped(), Spot("right", "lateral", 30.0, 640.0)
    for n in range(60):
        place = atlas.place(replace(spot, x=spot.x - 1.3 * n, y=spot.y - 7.7 * n))
        if place is None:
            continue
        state = propose([replace(site(1), place=place)], space=atlas.space, atlas=atlas)
        seen = atlas.spot_in(place.view, place.side, place.point)
        assert seen is not None
        again = atlas.place(seen.spot)
        assert again is not None
        assert state.seen([replace(site(1), id="new", place=again)]).left == ()


def test_sites_of_another_body_shape_are_not_proposed() -> None:
    assert [each.id for each in propose([site(1), site(2, space="before")], space="now").proposals] == ["old1"]


def test_only_what_was_proposed_can_be_taken() -> None:
    with pytest.raises(ValueError, match="only what was proposed"):
        propose(last(1), space="now").take({"stranger": "new"})


@given(st.lists(st.sampled_from(["take", "drop", "all", "undo", "redo", "restore"]), max_size=40), st.integers(0, 12))
def test_after_any_acts_each_proposal_is_exactly_one_of_left_taken_and_dropped(acts: list[str], number: int) -> None:
    state = propose(last(number), space="now")
    done: list[set[str]] = []
    undone: list[set[str]] = []
    count = 0
    for act in acts:
        if act == "drop":
            state = state.drop()
        elif act == "restore":
            state = state.restore()
        elif act in ("take", "all") and state.left:
            chosen = state.left if act == "all" else state.left[:1]
            count += 1
            made = {each.id: f"{each.id}-{count}" for each in chosen}
            state, undone = state.take(made), []
            done.append(set(made.values()))
        elif act == "undo" and done:
            undone.append(done.pop())
        elif act == "redo" and undone:
            done.append(undone.pop())
        present: set[str] = set().union(*done)
        by_id = {each.id: each for each in state.proposals}
        state = state.seen(
            replace(site(1), id=each, place=by_id[each.rpartition("-")[0]].place) for each in sorted(present)
        )
        left, taken = {each.id for each in state.left}, {each.id for each in state.taken}
        assert left | taken | state.dropped == {each.id for each in state.proposals}
        assert not left & taken
        assert not left & state.dropped
        assert len(left) + len(taken | state.dropped) == number
        assert set(state.standing.values()) <= present
