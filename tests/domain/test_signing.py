"""What a session lacks before it is signed."""

from dataclasses import replace
from datetime import date

import pytest

from sclerochart.domain.leg import Place
from sclerochart.domain.people import Practitioner
from sclerochart.domain.session import Preparation, Site
from sclerochart.domain.signing import missing, missing_text

NURSE = Practitioner("p", "Ada Example", "Nurse", "N1")
NAMED = Preparation("a", "s", 1, "fibrovein-0.2", "Fibrovein 0.2%", "", 2000, "liquid", "A1", date(2027, 3, 31))
PLACE = Place("right", "lateral", 1000, 0, 5000, "TH-L-M", "limb-1")


def site(of: str | None) -> Site:
    return Site("1", "s", 1, PLACE, 100, "tel", of)


def test_a_complete_session_lacks_nothing() -> None:
    assert missing([site("a")], [NAMED], NURSE) == ()
    assert missing_text(()) == ""


def test_each_thing_that_is_missing_is_named() -> None:
    bare = Preparation("b", "s", 2, "other", "Glycerin", "", 0)
    found = missing([site("a"), site("b"), site(None)], [NAMED, bare], Practitioner("p", "", "", ""))
    assert found == (
        "preparation of 1 site",
        "strength, lot and expiry of Glycerin",
        "practitioner’s name and registration",
    )
    assert missing_text(found).startswith("Not recorded yet: preparation of 1 site; strength, lot")


@pytest.mark.parametrize(
    ("product", "brand", "said"),
    [
        ("other", "Other or special", "product of Other or special · lot A1"),
        ("other", " ", "product of preparation 1"),
        ("other", "Glycerin 72 %", ""),
        ("", "", "product of preparation 1"),
        ("fibrovein-0.2", "Fibrovein 0.2%", ""),
    ],
)
def test_the_name_of_the_product_is_asked_for(product: str, brand: str, said: str) -> None:
    found = missing([site("a")], [replace(NAMED, product_id=product, brand=brand)], NURSE)
    assert found == ((said,) if said else ())


def test_a_review_visit_without_sites_lacks_nothing() -> None:
    assert missing([], [], NURSE) == ()


def test_a_vial_that_was_not_used_is_not_asked_about() -> None:
    unused = Preparation("b", "s", 2, "x", "X", "", 1000)
    assert missing([site("a")], [NAMED, unused], NURSE) == ()
