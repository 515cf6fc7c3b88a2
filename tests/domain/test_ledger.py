"""The fourteen worked calculations of the fact sheet, and what the ledger says about them."""

from collections.abc import Sequence
from fractions import Fraction

import pytest

from sclerochart.domain import text
from sclerochart.domain.ledger import AdoptedLine, Ledger, ledger, line_percent, line_text, mass_ng, terms_text
from sclerochart.domain.ledger_lines import ledger_words
from sclerochart.domain.ledger_regions import distances
from sclerochart.domain.leg import Place, Side
from sclerochart.domain.mixing import containers, diluted_strength, foam_liquid, stock_volume, weight_line_ng
from sclerochart.domain.session import Form, Preparation, Site

LINE_02 = AdoptedLine("l1", "fibrovein-0.2", "liquid", 10_000, "label, UK 2022")
LINE_05 = AdoptedLine("l2", "fibrovein-0.5", "liquid", 10_000, "label, UK 2022")


def preparation(
    key: str, ug_per_ml: int, *, product: str = "", form: Form = "liquid", position: int = 1, session: str = "s"
) -> Preparation:
    return Preparation(key, session, position, product or key, key, "", ug_per_ml, form)


FIBROVEIN_02 = preparation("a", 2000, product="fibrovein-0.2")
FIBROVEIN_05 = preparation("b", 5000, product="fibrovein-0.5", position=2)


def sites(count: int, volume_ul: int, of: Preparation | None, *, side: Side = "right", start: int = 0) -> list[Site]:
    place = Place(side, "lateral", 1000, 0, 5000, "TH-L-M", "limb-1")
    return [
        Site(f"{start + n}", "s", start + n, place, volume_ul, "tel", of.id if of else None)
        for n in range(1, count + 1)
    ]


def added(placed: Sequence[Site], *used: Preparation, lines: Sequence[AdoptedLine] = ()) -> Ledger:
    return ledger(placed, used, lines=lines)


T2 = sites(30, 200, FIBROVEIN_02)
T3 = sites(8, 500, FIBROVEIN_05, start=100)


def test_t1_twenty_five_sites_of_a_tenth_are_a_quarter_of_the_line() -> None:
    sums = added(sites(25, 100, FIBROVEIN_02), FIBROVEIN_02, lines=[LINE_02])
    assert (sums.total_ul, sums.mass_ng) == (2_500, 5_000_000)
    assert sums.lines[0].fraction == Fraction(1, 4)
    assert line_percent(sums.lines[0].fraction) == "25 %"


def test_t2_thirty_sites_of_two_tenths_open_two_vials() -> None:
    sums = added(T2, FIBROVEIN_02, lines=[LINE_02])
    assert (sums.total_ul, sums.mass_ng, line_percent(sums.lines[0].fraction)) == (6_000, 12_000_000, "60 %")
    assert containers(sums.total_ul, 5_000) == (2, 4_000)


def test_t3_eight_sites_of_a_half_are_two_ampoules() -> None:
    sums = added(T3, FIBROVEIN_05, lines=[LINE_05])
    assert (sums.total_ul, sums.mass_ng, line_percent(sums.lines[0].fraction)) == (4_000, 20_000_000, "40 %")
    assert containers(sums.total_ul, 2_000) == (2, 0)


def test_t4_two_strengths_in_one_session_are_exactly_at_the_line() -> None:
    sums = added([*T2, *T3], FIBROVEIN_02, FIBROVEIN_05, lines=[LINE_02, LINE_05])
    assert (sums.total_ul, sums.mass_ng) == (10_000, 32_000_000)
    assert sums.combined_fraction == 1


def test_t5_one_more_tenth_is_over_the_line() -> None:
    sums = added(
        [*T2, *T3, *sites(1, 100, FIBROVEIN_02, start=200)], FIBROVEIN_02, FIBROVEIN_05, lines=[LINE_02, LINE_05]
    )
    assert sums.total_ul == 10_100
    assert sums.combined_fraction is not None
    assert sums.combined_fraction > 1
    assert line_percent(sums.combined_fraction) == "101 %"


def test_t6_a_diluted_stock_counts_what_was_injected() -> None:
    strength = diluted_strength(2_000, stock_ul=1, diluent_ul=1)
    half = preparation("half", strength)
    sums = added(sites(40, 100, half), half)
    assert (strength, sums.total_ul, sums.mass_ng) == (1_000, 4_000, 4_000_000)
    assert stock_volume(sums.total_ul, 2_000, strength) == 2_000


def test_t7_three_tenths_of_one_percent_in_one_millilitre_is_three_milligrams_a_millilitre() -> None:
    assert diluted_strength(10_000, stock_ul=300, diluent_ul=700) == 3_000


def test_t8_two_milligrams_a_kilogram_at_sixty_two_kilograms() -> None:
    line = weight_line_ng(2_000, weight_g=62_000)
    assert line == 124_000_000
    assert line is not None
    assert Fraction(line, 5_000) == 24_800
    given = mass_ng(6_000, 5_000)
    assert given == 30_000_000
    assert round(Fraction(given, line) * 100) == 24


def test_t9_ten_millilitres_of_one_percent_at_forty_eight_kilograms_is_over() -> None:
    line = weight_line_ng(2_000, weight_g=48_000)
    assert line == 96_000_000
    assert mass_ng(10_000, 10_000) == 100_000_000 > line
    assert Fraction(line, 10_000) == 9_600


def test_t10_without_a_weight_there_is_no_line_by_weight() -> None:
    assert weight_line_ng(2_000, weight_g=None) is None


def test_t11_foam_counts_as_foam_and_its_liquid_is_known() -> None:
    liquid = foam_liquid(10_000, liquid_parts=1, gas_parts=4)
    assert liquid == 2_000
    assert mass_ng(liquid, 10_000) == 20_000_000
    foam = preparation("foam", 10_000, product="fibrovein-1", form="foam")
    line = AdoptedLine("l3", "fibrovein-1", "foam", 16_000, "label")
    liquid_line = AdoptedLine("l4", "fibrovein-1", "liquid", 10_000, "label")
    sums = added(sites(10, 1000, foam), foam, lines=[liquid_line, line])
    assert [(each.line.id, each.volume_ul) for each in sums.lines] == [("l3", 10_000)]


def test_t11_foam_is_counted_in_millilitres_and_has_no_mass_of_its_own() -> None:
    foam = preparation("foam", 10_000, product="fibrovein-1", form="foam")
    line = AdoptedLine("l3", "fibrovein-1", "foam", 16_000, "label, Italy")
    words = ledger_words(sites(10, 1000, foam), [foam], [line])
    assert words.rows[0].terms == "10 × 1.0 ml = 10.0 ml of foam"
    assert words.rows[0].line == "10.0 of 16 ml · label, Italy · 6.0 ml below the line"
    assert (words.total, words.count) == ("10.0 ml", "10 sites")
    assert "mg" not in words.as_text()
    both = ledger_words([*sites(10, 1000, foam), *T2], [foam, FIBROVEIN_02], [], (sites(1, 100, foam, start=90), []))
    assert both.count == "40 sites · at least 12 mg"
    assert both.day == "All sessions of this day: 16.1 ml · at least 12 mg"


def test_t12_thirteen_times_a_twentieth_is_exact() -> None:
    sums = added(sites(13, 50, None))
    assert sums.total_ul == 650
    assert text.ml(sums.total_ul) == "0.65 ml"


def test_t13_two_legs_are_one_session_total_against_one_line() -> None:
    both = [*sites(10, 100, FIBROVEIN_02), *sites(20, 100, FIBROVEIN_02, side="left", start=50)]
    sums = added(both, FIBROVEIN_02, lines=[LINE_02])
    assert (sums.right_ul, sums.left_ul, sums.total_ul) == (1_000, 2_000, 3_000)
    assert sums.lines[0].volume_ul == 3_000


def test_t14_two_sessions_of_a_day_are_summed_against_the_line() -> None:
    morning = preparation("m", 2000, product="fibrovein-0.2", session="s0")
    earlier = sites(20, 100, morning, start=300)
    words = ledger_words(sites(10, 100, FIBROVEIN_02), [FIBROVEIN_02], [LINE_02], (earlier, [morning]))
    assert words.total == "1.0 ml"
    assert words.day == "All sessions of this day: 3.0 ml · 6 mg"
    assert words.rows[0].line == "3.0 of 10 ml · label, UK 2022 · 7.0 ml below the line (this day)"


def test_terms_are_written_out_with_the_strength_and_the_mass() -> None:
    sums = added(sites(30, 100, FIBROVEIN_02), FIBROVEIN_02)
    assert terms_text(sums.rows[0]) == "30 × 0.1 ml × 2 mg/ml = 6 mg"
    mixed = added([*sites(2, 50, FIBROVEIN_02), *sites(1, 300, FIBROVEIN_02, start=9)], FIBROVEIN_02)
    assert terms_text(mixed.rows[0]) == "(2 × 0.05 ml + 1 × 0.3 ml) × 2 mg/ml = 0.8 mg"


def test_unnamed_sites_are_kept_apart_without_milligrams() -> None:
    sums = added([*sites(3, 100, None), *sites(1, 100, FIBROVEIN_02, start=9)], FIBROVEIN_02)
    assert sums.rows[-1].preparation is None
    assert terms_text(sums.rows[-1]) == "3 × 0.1 ml = 0.3 ml"
    assert (sums.total_ul, sums.mass_ng) == (400, 200_000)


def test_without_an_adopted_line_no_line_is_shown() -> None:
    words = ledger_words(sites(3, 100, FIBROVEIN_02), [FIBROVEIN_02], [])
    assert words.rows[0].line == ""
    assert words.together == ""


def test_what_was_not_used_has_no_line_and_counts_in_no_sum_of_lines() -> None:
    chosen = [FIBROVEIN_02, FIBROVEIN_05]
    sums = added(T2, *chosen, lines=[LINE_02, LINE_05])
    assert [each.line for each in sums.lines] == [LINE_02]
    assert sums.combined_fraction is None
    words = ledger_words(T2, chosen, [LINE_02, LINE_05])
    assert (words.rows[1].terms, words.rows[1].line, words.rows[1].adoptable) == ("nothing placed yet", "", False)
    assert words.together == ""
    assert [distance.product_id for distance in distances(T2, chosen, [LINE_02, LINE_05])] == ["fibrovein-0.2"]
    assert ledger_words(T2, chosen, [LINE_02]).rows[1].adoptable
    next_vial = preparation("c", 2000, product="fibrovein-0.2", position=2)
    said = [row.line for row in ledger_words(T2, [FIBROVEIN_02, next_vial], [LINE_02]).rows]
    assert said == ["6.0 of 10 ml · label, UK 2022 · 4.0 ml below the line", ""]
    closed = ledger_words(T2, chosen, [], closed=True)
    assert [(row.name, row.adoptable) for row in closed.rows] == [("1 · a", False)]


@pytest.mark.parametrize("word", ["exceed", "over", "limit", "warning", "maximum", "danger"])
def test_the_ledger_passes_no_verdict_whatever_was_given(word: str) -> None:
    words = ledger_words(
        [*T2, *T3, *sites(40, 1000, FIBROVEIN_02, start=200)], [FIBROVEIN_02, FIBROVEIN_05], [LINE_02, LINE_05]
    )
    assert word not in words.as_text().lower()


def test_the_line_is_worded_neutrally() -> None:
    sums = added(sites(16, 200, FIBROVEIN_02), FIBROVEIN_02, lines=[LINE_02])
    assert line_text(sums.lines[0]) == "3.2 of 10 ml · label, UK 2022"
