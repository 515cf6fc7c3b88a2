"""The wrong-side question: one sentence, only against the plan, asked once."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sclerochart.domain.leg import Place, Side
from sclerochart.domain.moments import Moment
from sclerochart.domain.session import Session, Site
from sclerochart.domain.wrong_side import on_other_side, question

SESSION = Session("s", "p", "n", Moment(0, 0), plan="right")


def sites(*sides: Side) -> list[Site]:
    return [
        Site(f"site{n}", "s", n, Place(side, "medial", 1, 2, 3, "KN-M", "space"), 100, "tel")
        for n, side in enumerate(sides, 1)
    ]


def test_a_site_on_the_other_leg_is_asked_about_with_its_number() -> None:
    assert question(SESSION, sites("right", "left")) == (
        "The plan says right leg; site 2 is on the left leg. Is the left leg treated as well?"
    )
    assert question(replace(SESSION, plan="left"), sites("right")) == (
        "The plan says left leg; site 1 is on the right leg. Is the right leg treated as well?"
    )


def test_several_sites_are_one_question() -> None:
    assert "sites 1, 2 and 4 are on the left leg" in question(SESSION, sites("left", "left", "right", "left"))
    assert "7 sites are on the left leg" in question(SESSION, sites(*["left"] * 7))


@pytest.mark.parametrize("answer", ["both", "keep"])
def test_an_answer_is_remembered_and_the_question_never_comes_back(answer: str) -> None:
    assert question(replace(SESSION, other_side=answer), sites("left", "left")) == ""


def test_taking_the_site_back_ends_the_question_too() -> None:
    assert question(SESSION, sites("right")) == ""


def test_a_signed_session_is_asked_nothing() -> None:
    assert question(replace(SESSION, signed_at=Moment(0, 0)), sites("left")) == ""


@given(st.lists(st.sampled_from(["left", "right"]), max_size=20))
def test_without_a_plan_nothing_is_asked(sides: list[Side]) -> None:
    assert question(replace(SESSION, plan=""), sites(*sides)) == ""
    assert on_other_side(SESSION, sites(*sides)) == tuple(i for i, side in enumerate(sides, 1) if side == "left")
