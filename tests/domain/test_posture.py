"""Postures reorder the views; none is lost, none is mirrored, and the legs are where the practitioner sees them."""

import pytest

from sclerochart.domain.atlas import shipped
from sclerochart.domain.layout import eight_views
from sclerochart.domain.leg import SIDES, VIEWS
from sclerochart.domain.posture import INSET_ABOVE, POSTURES, PostureCode, order


@pytest.mark.parametrize("code", POSTURES)
def test_every_posture_shows_every_view_of_both_legs_once(code: PostureCode) -> None:
    shown = [(side, group.view) for group in POSTURES[code].groups for side in group.sides]
    assert sorted(shown) == sorted((side, view) for side in SIDES for view in VIEWS if view not in INSET_ABOVE)
    assert sorted(order(code)) == sorted((side, view) for side in SIDES for view in VIEWS)


def test_standing_is_the_sheet_as_it_is_drawn() -> None:
    panels = [panel for panel in eight_views(shipped()).panels if not panel.inset]
    panels.sort(key=lambda panel: panel.box[0])
    shown = [(side, group.view) for group in POSTURES["standing"].groups for side in group.sides]
    assert shown == [(panel.side, panel.view) for panel in panels]


@pytest.mark.parametrize("code", POSTURES)
def test_both_legs_of_a_pair_stand_as_the_body_has_them(code: PostureCode) -> None:
    atlas = shipped()
    for group in POSTURES[code].groups:
        if len(group.sides) == 2:
            left, _, right, _ = atlas.bounds(group.view)
            assert group.sides == (("right", "left") if left + right > 0 else ("left", "right"))


def test_lying_on_the_front_the_left_leg_is_on_the_left() -> None:
    assert POSTURES["prone"].groups[0].sides == ("left",)
    assert POSTURES["supine"].groups[0].sides == ("right",)
    assert "left leg is on your left" in POSTURES["prone"].sentence
    assert "right leg is on your left" in POSTURES["supine"].sentence


def test_keys_go_first_to_the_views_that_face_the_practitioner() -> None:
    assert order("prone")[0] == ("left", "posterior")
    assert order("supine")[0] == ("right", "anterior")
    assert order("frog-leg")[:2] == (("right", "medial"), ("left", "medial"))
    assert order("standing")[-1] == ("left", "sole")
    assert order("prone")[-1] == ("right", "sole")


@pytest.mark.parametrize("code", ["supine", "prone"])
def test_what_rests_on_the_couch_comes_last(code: PostureCode) -> None:
    last = POSTURES[code].groups[-1].view
    assert last not in POSTURES[code].facing
