"""Postures reorder the views; none is lost, none is mirrored, and the legs are where the practitioner sees them."""

import pytest

from sclerochart.domain.atlas import shipped
from sclerochart.domain.layout import eight_views
from sclerochart.domain.leg import SIDES, VIEWS, Spot
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


def test_in_frog_leg_the_toes_of_both_inner_sides_point_outwards() -> None:
    atlas = shipped()
    sheet = eight_views(atlas, "frog-leg")
    right, left = (sheet.panel(side, "medial") for side in SIDES[:: 1 if SIDES[0] == "right" else -1])
    assert right.box[2] < left.box[0]
    for panel, outwards in ((right, -1), (left, 1)):
        skin = [x for x in range(-160, 161, 4) if atlas.place(Spot(panel.side, "medial", float(x), 20.0)) is not None]
        shin = [x for x in range(-160, 161, 4) if atlas.place(Spot(panel.side, "medial", float(x), 250.0)) is not None]
        assert max(outwards * x for x in skin) > max(outwards * x for x in shin) + 50


@pytest.mark.parametrize("code", POSTURES)
def test_a_spot_is_drawn_alike_in_every_posture_and_never_mirrored(code: PostureCode) -> None:
    standing, sheet = eight_views(shipped()), eight_views(shipped(), code)
    for panel in sheet.panels:
        for spot in (Spot(panel.side, panel.view, 10.0, 40.0), Spot(panel.side, panel.view, 30.0, 70.0)):
            x, y = sheet.point_of(spot)
            assert (x - panel.x, y - panel.y) == (spot.x, spot.y)
        before = standing.panel(panel.side, panel.view)
        moved = panel.x - before.x, panel.y - before.y
        assert panel.box == pytest.approx([at + moved[n % 2] for n, at in enumerate(before.box)])


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
