"""The quick-entry line: every region and vein type can be said, in any order, and a slip gets one helpful sentence."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sclerochart.domain.atlas import shipped
from sclerochart.domain.leg import SIDES, VIEWS
from sclerochart.domain.quick_entry import Entry, Reading, Standing, parse
from sclerochart.domain.quick_help import abbreviations, completions, spoken, understood
from sclerochart.domain.quick_words import ASPECT_WORDS, LEVEL_WORDS, SIDE_WORDS, vein_words
from sclerochart.domain.session import LARGEST_SITE_UL, MOST_INJECTIONS
from sclerochart.domain.vein_types import VEIN_TYPES

REGIONS = shipped().regions
NOW = Standing(volume_ul=100, vein_type="tel", preparations=(1, 2))


def read(line: str, *, now: Standing = NOW, typing: bool = False) -> Reading:
    return parse(line, atlas_regions=REGIONS, current=now, typing=typing)


def one(line: str, *, now: Standing = NOW) -> Entry:
    reading = read(line, now=now)
    assert reading.complete, (line, reading.help())
    (entry,) = reading.entries
    return entry


def said_parts(code: str) -> list[tuple[str, str, str]]:
    """Ways to say a region: part, aspect word ("" when the part alone will do), level word ("" where there is none)."""
    aspects = {"A": "anterior", "M": "medial", "P": "posterior", "L": "lateral"}
    levels = {"P": "upper", "M": "middle", "D": "lower"}
    pieces = code.split("-")
    parts = {
        "BUT": [("buttock", ""), ("but", "")],
        "HIP": [("hip", ""), ("hip", "lateral")],
        "TH": [("thigh", "*"), ("th", "*"), ("upper leg", "*")],
        "KN": [("knee", "*"), ("kn", "*")],
        "SH": [("shin", "*"), ("lower leg", "*")] + ([("calf", "*"), ("ca", "*")] if code.startswith("SH-M") else []),
        "CA": [("calf", "*"), ("lower leg", "*")] + ([("calf", ""), ("ca", "")] if code.startswith("CA-P") else []),
        "AN": [("ankle", "*"), ("an", "*"), ("malleolus", "*")],
        "FT": {
            "FT-D": [("dorsum", ""), ("foot", "anterior"), ("dorsum of foot", "")],
            "FT-M": [("foot", "medial"), ("ft", "medial"), ("border of foot", "medial")],
            "FT-L": [("foot", "lateral"), ("ft", "lateral")],
            "FT-H": [("heel", "")],
            "FT-T": [("toes", ""), ("toe", "")],
            "FT-S": [("sole", ""), ("plantar", "")],
        }.get(code, []),
    }[pieces[0]]
    if code == "KN-POP":
        parts = [("pop fossa", ""), ("popliteal fossa", ""), ("pop", ""), ("knee", "posterior")]
    out = []
    for part, aspect in parts:
        words = ASPECT_WORDS[aspects[pieces[1]]] if aspect == "*" else ASPECT_WORDS[aspect] if aspect else ("",)
        heights = LEVEL_WORDS[levels[pieces[2]]] if len(pieces) == 3 else ("",)
        out += [(part, word, height) for word in words for height in heights]
    return out


@pytest.mark.parametrize("code", REGIONS)
def test_every_region_of_both_legs_is_reached_by_every_spelling_in_any_order(code: str) -> None:
    orders = itertools.cycle(range(24))
    for part, aspect, level in said_parts(code):
        for side in SIDES:
            for side_word in SIDE_WORDS[side]:
                words = [word for word in (side_word, part, aspect, level) if word]
                chosen = list(itertools.permutations(words))
                for order in (words, chosen[next(orders) % len(chosen)]):
                    entry = one(" ".join(order))
                    assert (entry.side, entry.region) == (side, code), order


@pytest.mark.parametrize("code", REGIONS)
def test_a_region_is_reached_by_its_own_name_and_by_its_code(code: str) -> None:
    for side in SIDES:
        assert (one(REGIONS[code].name_of(side)).side, one(REGIONS[code].name_of(side)).region) == (side, code)
    if "-" in code:
        assert one(f"r {code.lower()}").region == code


@pytest.mark.parametrize("code", VEIN_TYPES)
def test_every_vein_type_is_reached_by_its_words_and_their_beginnings(code: str) -> None:
    for word in vein_words(code):
        assert one(f"R medial knee {word}").vein_type == code
        for length in range(3, len(word)):
            begun = read(f"R medial knee {word[:length]}")
            assert begun.problem or begun.entries[0].vein_type in (code, "tel"), word[:length]
    assert one(f"L heel {VEIN_TYPES[code].name}").vein_type == code


def test_the_letter_r_is_the_right_leg_and_never_a_vein_type() -> None:
    assert (one("r knee med").side, one("r knee med").vein_type) == ("right", "tel")
    assert one("r knee med ret").vein_type == "ret"


@pytest.mark.parametrize(
    ("typed", "ul"),
    [(".2", 200), ("0.2", 200), ("0.2ml", 200), ("0.2 ml", 200), ("200ul", 200), ("200 µl", 200), (",2", 200),
     ("0,25", 250), ("1ml", 1000), ("0.001", 1), ("20 ml", 20_000), (".2cc", 200)],
)  # fmt: skip
def test_a_volume_is_read_exactly_however_it_is_written(typed: str, ul: int) -> None:
    assert one(f"R medial calf upper {typed} ret").volume_ul == ul


@pytest.mark.parametrize(
    ("typed", "count", "ul"),
    [("x3", 3, 100), ("3x", 3, 100), ("x 3", 3, 100), ("3 sites", 3, 100), ("3x.2", 3, 200), ("3 x 0.2", 3, 200),
     (".2x3", 3, 200), (".2 x3", 3, 200), ("x3 .2", 3, 200), ("3 × 0.2 ml", 3, 200), ("12x0.1", 12, 100),
     ("3x200ul", 3, 200), ("3*.2", 3, 200)],
)  # fmt: skip
def test_a_number_of_sites_is_read_with_or_without_its_volume(typed: str, count: int, ul: int) -> None:
    for line in (f"R medial calf upper {typed} ret", f"{typed} R medial calf upper", f"R calf {typed} med up"):
        assert (one(line).count, one(line).volume_ul, one(line).area) == (count, ul, False), line


def test_the_line_of_the_manual_is_understood() -> None:
    assert one("R medial calf upper .2 x3 ret") == Entry("right", "SH-M-P", 200, "ret", 3)
    assert understood(one("R medial calf upper .2 x3 ret"), REGIONS) == (
        "Right medial calf, upper third · 3 × 0.2 ml = 0.6 ml · Reticular"
    )


def test_the_word_area_makes_one_area_entry() -> None:
    entry = one("L lat thigh low area 12x0.1 t")
    assert (entry.area, entry.count, entry.volume_ul) == (True, 12, 100)
    assert understood(entry, REGIONS).endswith("12 × 0.1 ml = 1.2 ml as one area · Thread")


def test_a_preparation_and_a_view_can_be_named() -> None:
    assert (
        one("R calf up #2").preparation == one("R calf up p2").preparation == one("prep 2 R calf up").preparation == 2
    )
    assert one("R calf up").preparation is None
    assert one("R calf up @med").view == one("R calf up medial view").view == "medial"
    assert read("R calf up #3").help() == "There is no preparation 3 in this session."


def test_what_is_left_out_is_as_in_the_statement_before() -> None:
    reading = read("R lat thigh upper .2 x3 ret, lower x2; L x2; med knee .1 t, x4 calf med mid")
    assert [(e.side, e.region, e.count, e.volume_ul, e.vein_type) for e in reading.entries] == [
        ("right", "TH-L-P", 3, 200, "ret"),
        ("right", "TH-L-D", 2, 200, "ret"),
        ("left", "TH-L-D", 2, 200, "ret"),
        ("left", "KN-M", 1, 100, "tel"),
        ("left", "SH-M-M", 4, 100, "tel"),
    ]
    assert reading.total_ul == 600 + 400 + 400 + 100 + 400


AFTER = Standing(volume_ul=200, vein_type="ret", side="right", region="SH-M-P", region_side="left")
"""After `L medial calf upper`, while the plan says right leg."""


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (".1 x3", ("left", "SH-M-P", 3, 100)),
        ("x2", ("left", "SH-M-P", 2, 200)),
        ("R .1", ("right", "SH-M-P", 1, 100)),
        ("lower .1", ("left", "SH-M-D", 1, 100)),
        ("knee med", ("right", "KN-M", 1, 200)),
    ],
)
def test_a_line_without_a_place_goes_on_where_the_line_before_ended(
    line: str, expected: tuple[str, str, int, int]
) -> None:
    entry = one(line, now=AFTER)
    assert (entry.side, entry.region, entry.count, entry.volume_ul) == expected


def test_it_is_said_when_a_place_is_that_of_the_line_before() -> None:
    assert read(".1 x3", now=AFTER).note == "same place as the line before"
    assert read("knee med", now=AFTER).note == ""
    assert read("thigh upper", now=AFTER).missing  # a new part of the leg is never guessed


def test_without_a_line_before_a_line_without_a_place_gets_a_helpful_sentence() -> None:
    assert read("R .1 x3").help() == (
        "Still wanted: where on the leg, such as medial calf upper: there is no line before to take it from."
    )


def test_a_comma_within_a_statement_separates_nothing_until_something_is_said_twice() -> None:
    assert one("R, med, calf, up, .2, x3, ret") == Entry("right", "SH-M-P", 200, "ret", 3)
    assert len(read("R med calf up, L med calf up").entries) == 2
    assert len(read("R med calf up x2 and lower x3 then middle").entries) == 3
    assert [entry.region for entry in read("R TH-L-M x2, upper").entries] == ["TH-L-M", "TH-L-P"]


def test_forty_sites_on_two_legs_and_four_views_take_three_lines() -> None:
    lines = (
        "R lat thigh upper .1 x5 t, mid x5; med calf upper x4 ret, mid x2",
        "R pop fossa .1 x2 ret; ant shin up x4 t; L lat thigh mid x5 t, low x3",
        "L med knee .1 x3 t; post calf up x5 ret; foot dorsum x2 t",
    )
    assert sum(entry.count for line in lines for entry in read(line).entries) == 40
    assert all(read(line).complete for line in lines)


@pytest.mark.parametrize(
    ("line", "volume_ul", "count"),
    [
        ("point two", 200, 1),
        ("point one five", 150, 1),
        ("point 2", 200, 1),
        ("point oh five", 50, 1),
        ("nought point two x3", 200, 3),
        ("zero point one times three", 100, 3),
        (".2 three", 200, 3),
        ("three at .1", 100, 3),
        ("three times point two", 200, 3),
        ("point two three times", 200, 3),
        ("point two three sites", 200, 3),
        ("point one five times 3", 150, 3),
        ("3 times .2", 200, 3),
        ("twelve injections of point one", 100, 12),
        ("twice point five ml", 500, 2),
        ("half a ml", 500, 1),
        ("half a ml x2", 500, 2),
        ("one ml", 1000, 1),
        ("point two x three", 200, 3),
    ],
)
def test_numbers_are_understood_as_they_are_called_out(line: str, volume_ul: int, count: int) -> None:
    for whole in (f"R medial calf upper {line} ret", f"{line} ret R medial calf upper", f"R SH-M-P, {line}, ret"):
        (entry,) = read(whole).entries
        assert (entry.region, entry.volume_ul, entry.count, entry.vein_type) == ("SH-M-P", volume_ul, count, "ret")
        assert read(whole).complete


@pytest.mark.parametrize(
    ("line", "region", "vein_type"),
    [
        ("R medial mid-thigh", "TH-M-M", None),
        ("R mid-thigh medial", "TH-M-M", None),
        ("R mid thigh medial", "TH-M-M", None),
        ("R lateral upper-thigh", "TH-L-P", None),
        ("R medial calves upper", "SH-M-P", None),
        ("R medial knees reticulars", "KN-M", "ret"),
        ("R medial knee spiders", "KN-M", "tel"),
        ("R medial knee tel-central", "KN-M", "tel-central"),
        ("R medial gaiter", "SH-M-D", None),
        ("R lateral gaiter", "CA-L-D", None),
    ],
)
def test_places_and_veins_are_understood_as_they_are_called_out(line: str, region: str, vein_type: str | None) -> None:
    (entry,) = read(line).entries
    assert read(line).complete
    assert entry.region == region
    assert vein_type is None or entry.vein_type == vein_type


@pytest.mark.parametrize(
    "line", ["R knee med point two x3 times three", "R med mid-thigh twelve", "R med calves half a ml"]
)
def test_nothing_is_wrong_while_what_is_called_out_is_being_typed(line: str) -> None:
    for end in range(len(line.split(" x3")[0]) + 1):
        assert read(line[:end], typing=True).problem == "", line[:end]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("R medial calv .2", "“calv” is not a place I know; did you mean calf?"),
        ("R knee med reticlar", "“reticlar” is not a vein type I know; did you mean reticular?"),
        ("rigth knee med", "“rigth” is not a leg I know; did you mean right?"),
        ("R knee qqqq", "“qqqq” is not a word I know here."),
        ("R knee med 3", "“3”: write x3 for 3 sites, or 3ml for the volume."),
        ("R L knee med", "Two legs, right and left: separate them by a semicolon, or write one."),
        ("R knee med .1 .2", "Two volumes, 0.1 ml and 0.2 ml: separate them by a semicolon, or write one."),
        ("R knee med ret var", "Two vein types, reticular and varicose: separate them by a semicolon, or write one."),
        ("R ant lat thigh upper", "Anterior or lateral? Write one of the two for a place."),
        ("R knee calf med", "Knee and calf are different places; separate them by a comma."),
        ("R knee med x0", "One place takes from 1 to 99 injections, not 0."),
        ("R knee med 25ml", "One injection takes from 0.001 ml to 20.0 ml."),
        ("R knee med .0001", "“.0001”: a volume is recorded to 0.001 ml."),
        ("R knee med one point five", "“one point five”: write x1 .5 for 1 of 0.5 ml, or 1.5ml."),
        ("R knee med 3 point 2", "“3 point 2”: write x3 .2 for 3 of 0.2 ml, or 3.2ml."),
        ("R knee med point two three", "Write 0.23ml, or .2 x3 for 3 of 0.2 ml."),
        ("R knee med point", "“point”: the number comes after it, such as point two."),
        ("R knee med times", "“times”: the number comes after it, such as times three."),
        ("R med thigh upper half", "“half” of what? Say the third of the place, or half a ml."),
        ("R groin .1", "“groin” is not a word I know here."),
        ("R knee med matting", "“matting” is not a word I know here."),
        ("R knee med 1", "“1”: write x1 for 1 site, or 1ml for the volume."),
        ("R knee med 1/2", "“1/2” is nothing I can read here."),
        ("both knee med", "One leg at a time: write the right leg, a semicolon, then L for the left."),
        ("R knee med @top",
         "“top” is not a view I know; a view is one of anterior, posterior, medial, lateral, dorsum, sole."),
    ],
)  # fmt: skip
def test_what_cannot_be_read_gets_one_helpful_sentence(line: str, sentence: str) -> None:
    reading = read(line)
    assert reading.help() == sentence
    assert not reading.complete
    start, end = reading.at
    assert 0 <= start < end <= len(line)


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("knee med", "Still wanted: which leg (R or L)."),
        ("R", "Still wanted: where on the leg."),
        ("R thigh upper", "Still wanted: which side of the thigh (anterior, medial, posterior or lateral)."),
        ("R med thigh", "Still wanted: which third of the thigh (upper, middle or lower)."),
        ("R foot", "Still wanted: which part of the foot (dorsum, medial, lateral, heel, toes or sole)."),
    ],
)
def test_what_is_missing_is_said_and_never_guessed(line: str, wanted: str) -> None:
    reading = read(line)
    assert reading.help() == wanted
    assert not reading.complete


def test_without_anything_current_volume_and_vein_type_are_asked_for() -> None:
    reading = read("R knee med", now=Standing())
    assert reading.missing == ("the volume, such as .1", "the vein type, such as ret")
    assert one("R knee med .1 ret", now=Standing()).volume_ul == 100
    assert one("knee med .1 ret", now=Standing(side="left")).side == "left"


def test_a_word_that_divides_nothing_is_left_out_and_said() -> None:
    reading = read("R upper medial ankle")
    assert reading.complete
    assert reading.entries[0].region == "AN-M"
    assert reading.help() == "“upper” does not divide this place and is left out."


def test_an_empty_line_is_neither_complete_nor_a_problem() -> None:
    for line in ("", "   ", ";", ", ;"):
        assert read(line) == Reading()
        assert not read(line).complete


@pytest.mark.parametrize("line", ["R medial calf upper .2 x3 ret", "12x0.1 area L lateral thigh lower thread #2 @post"])
def test_no_problem_is_shown_while_a_good_line_is_being_typed(line: str) -> None:
    for end in range(len(line) + 1):
        assert read(line[:end], typing=True).problem == "", line[:end]


def test_as_you_type_help_offers_words_that_lead_somewhere() -> None:
    def words(line: str) -> list[str]:
        return [each.word for each in completions(line, atlas_regions=REGIONS, current=NOW)]

    assert words("") == ["R", "L"]
    assert words("R me") == ["medial"]
    assert words("R med calf ") == ["upper", "middle", "lower"]
    assert "reticular" in words("R med calf up re")
    assert "dorsum" in words("R foot ")
    assert words("R xyzzy ") == []
    assert completions("R me", atlas_regions=REGIONS, current=NOW)[0].line == "R medial "


@given(st.text(alphabet="RLrl medcalfupknothig.,;x0123#@", max_size=24))
def test_every_offered_line_can_be_read_so_far(line: str) -> None:
    for each in completions(line, atlas_regions=REGIONS, current=NOW):
        before, after = read(line, typing=True), read(each.line, typing=True)
        assert len(each.says) > 2
        if not before.problem:
            assert not after.problem or "Write one" in after.problem or "write one" in after.problem, (line, each)


def test_the_list_of_words_is_of_those_that_the_parser_reads() -> None:
    rows = {name: words for words, name in abbreviations()}
    assert rows["Reticular vein"] == "reticular, reticular vein, ret, blue"
    assert rows["right leg"] == "right, r, rt"


entries = st.builds(
    Entry,
    side=st.sampled_from(SIDES),
    region=st.sampled_from(sorted(REGIONS)),
    volume_ul=st.integers(1, LARGEST_SITE_UL),
    vein_type=st.sampled_from(sorted(VEIN_TYPES)),
    count=st.integers(1, MOST_INJECTIONS),
    area=st.booleans(),
    preparation=st.sampled_from([1, 2]),
    view=st.sampled_from([None, *VIEWS]),
)


@settings(max_examples=300)
@given(st.lists(entries, min_size=1, max_size=5))
def test_what_was_understood_can_be_said_and_is_understood_again(said: list[Entry]) -> None:
    reading = Reading(tuple(said))
    again = read(
        spoken(reading, REGIONS), now=Standing(volume_ul=50, vein_type="ret", side="left", preparations=(1, 2))
    )
    assert again == reading
    assert spoken(again, REGIONS) == spoken(reading, REGIONS)


@settings(max_examples=300)
@given(st.text(max_size=60))
def test_no_line_whatever_breaks_the_reading(line: str) -> None:
    reading = read(line)
    if reading.complete:
        assert read(spoken(reading, REGIONS)).entries == reading.entries
    assert all(entry.region is None or entry.region in REGIONS for entry in reading.entries)


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("1 x3", "“1 x3”: write x1 3ml for 1 of 3.0 ml, or 1ml x3 for 3 of 1.0 ml."),
        ("3x1", "“3x1”: write x3 1ml for 3 of 1.0 ml, or 3ml x1 for 1 of 3.0 ml."),
        ("25 x3", "“25 x3”: write x25 3ml for 25 of 3.0 ml."),
        ("2 * 30", "“2 * 30”: write 2ml x30 for 30 of 2.0 ml."),
        ("2 x 2", "“2 x 2”: write 2ml x2 for 2 of 2.0 ml."),
    ],
)
def test_two_whole_numbers_without_a_unit_are_asked_about_and_the_answer_is_read(said: str, asked: str) -> None:
    for typing in (False, True):
        reading = read(f"R lateral calf mid {said}", typing=typing)
        assert (reading.problem, reading.complete) == (asked, False)
    for way in asked.split("write ")[1].split(", or "):
        written, _, what = way.rstrip(".").partition(" for ")
        entry = one(f"R lateral calf mid {written}")
        assert f"{entry.count} of {entry.volume_ul / 1000} ml" == what


@pytest.mark.parametrize(
    ("said", "count", "ul"),
    [("12x0.1", 12, 100), ("3 x 1ml", 3, 1000), ("1ml x3", 3, 1000), ("3 x 1.0", 3, 1000), ("200ul x 2", 2, 200),
     (".1 x3", 3, 100), ("x3 2ml", 3, 2000), ("0,5 x 4", 4, 500)],
)  # fmt: skip
def test_a_point_or_a_unit_tells_the_volume_from_the_number(said: str, count: int, ul: int) -> None:
    entry = one(f"R lateral calf mid {said}")
    assert (entry.count, entry.volume_ul) == (count, ul)


@pytest.mark.parametrize("begun", ["12x0", "12x", "12x0.", "1", "3 x"])
def test_a_pair_of_numbers_that_is_only_begun_is_no_question_yet(begun: str) -> None:
    assert not read(f"R lateral calf mid {begun}", typing=True).problem
