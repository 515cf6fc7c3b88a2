"""What the patient reads, word for word, and what the clinic is asked first."""

from datetime import UTC, date, datetime

import pytest

from sclerochart.domain.aftercare import (
    KeyDate,
    Leaflet,
    Question,
    check_answer,
    key_dates,
    leaflet,
    open_questions,
    protocol_digest,
    questions,
    read_approval,
)
from sclerochart.domain.aftercare_words import RECORD_TO_HAND
from sclerochart.domain.errors import UserError
from sclerochart.domain.moments import Moment
from sclerochart.domain.protocol import parse_protocol, shipped_protocols

TREATED = Moment(int(datetime(2026, 11, 21, 15, 40, tzinfo=UTC).timestamp()), 0)
APPROVED = {"approval": "A. Example, 20 Nov 2026"}
ANSWERS = {
    "extended-eight-weeks": {**APPROVED, "hosiery.1.days": "7", "aftercare.SUN.days": "28"},
    "two-week-medium": {**APPROVED, "hosiery.0.when": "day+night"},
    "several-days-bandage": {**APPROVED, "hosiery.0.when": "day+night", "hosiery.0.days": "5"},
    "scan-first-two-weeks": {
        **APPROVED, "hosiery.0.when": "day", "hosiery.0.days": "14", "aftercare.EXERCISE_HIGH.days": "7",
    },
    "extended-three-sessions": APPROVED,
}  # fmt: skip
HEAD = 'schema = "sclerochart.protocol/1"\nid = "mine"\ntitle = "Mine"\nlanguage = "en-GB"\nreviewed = "2026-01-02"\n'


def made(name: str) -> Leaflet:
    return leaflet(shipped_protocols()[name], ANSWERS[name], treated_at=TREATED)


def written(value: Leaflet) -> dict[str, list[str]]:
    return {section.code: [line.text for line in section.lines] for section in value.sections}


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("extended-eight-weeks", ["hosiery.1.days", "aftercare.SUN.days", "approval"]),
        ("two-week-medium", ["hosiery.0.when", "approval"]),
        ("several-days-bandage", ["hosiery.0.when", "hosiery.0.days", "approval"]),
        ("scan-first-two-weeks", ["hosiery.0.when", "hosiery.0.days", "aftercare.EXERCISE_HIGH.days", "approval"]),
        ("extended-three-sessions", ["approval"]),
    ],
)
def test_a_new_clinic_is_asked_exactly_what_the_protocol_leaves_open(name: str, keys: list[str]) -> None:
    assert [question.key for question in open_questions(shipped_protocols()[name], {})] == keys


def test_a_question_offers_the_numbers_of_its_source_and_prefers_none() -> None:
    hosiery, sun, _ = questions(shipped_protocols()["extended-eight-weeks"])
    assert [choice.value for choice in hosiery.choices] == ["5", "7"]
    assert hosiery.prompt == (
        "Hosiery, part 2: One starting text says a full week of daytime wear, another says five to seven days. "
        "How many days should it be worn?"
    )
    assert [choice.words for choice in sun.choices] == ["14 days", "28 days"]


def test_a_protocol_without_any_number_offers_none() -> None:
    _, days, _ = questions(shipped_protocols()["several-days-bandage"])
    assert days.choices == ()
    assert days.prompt == "Hosiery: the text says only “several days”. How many days should it be worn?"


def test_day_or_night_is_a_choice_of_two() -> None:
    when = questions(shipped_protocols()["two-week-medium"])[0]
    assert when.kind == "choice"
    assert [(choice.value, choice.words) for choice in when.choices] == [
        ("day+night", "day and night"),
        ("day", "in the daytime only"),
    ]


@pytest.mark.parametrize("name", sorted(ANSWERS))
def test_once_answered_nothing_is_open_and_one_answer_less_opens_just_that(name: str) -> None:
    protocol = shipped_protocols()[name]
    assert open_questions(protocol, ANSWERS[name]) == ()
    for key in ANSWERS[name]:
        fewer = {other: value for other, value in ANSWERS[name].items() if other != key}
        assert [question.key for question in open_questions(protocol, fewer)] == [key]


@pytest.mark.parametrize("bad", ["0", "-3", "731", "5.5", "a week", "", "٣"])
def test_an_answer_that_is_no_number_of_days_leaves_the_question_open(bad: str) -> None:
    protocol = shipped_protocols()["extended-eight-weeks"]
    answers = {**ANSWERS["extended-eight-weeks"], "hosiery.1.days": bad}
    assert [question.key for question in open_questions(protocol, answers)] == ["hosiery.1.days"]
    with pytest.raises(UserError, match="whole number of days"):
        check_answer(questions(protocol)[0], bad)


@pytest.mark.parametrize(
    "kept",
    [
        "Dr Imogen Testwell, 2 November 2026",
        "Dr Imogen Testwell 2 Nov 2026",
        "Dr Imogen Testwell on 2/11/2026",
        "Dr Imogen Testwell – 2026-11-02",
    ],
)
def test_an_approval_kept_in_any_usual_form_is_read(kept: str) -> None:
    assert read_approval(kept) == ("Dr Imogen Testwell", date(2026, 11, 2))
    assert check_answer(Question("approval", "Approval", "Who?", kind="approval"), kept) == kept


def test_any_other_number_of_days_is_as_good_as_those_on_offer() -> None:
    assert check_answer(questions(shipped_protocols()["extended-eight-weeks"])[0], " 06 ") == "6"


def test_an_approval_needs_a_name_and_a_day_and_a_choice_must_be_one_of_those_offered() -> None:
    asked = Question("approval", "Approval", "Who?", kind="approval")
    for bad in ("  ", "x", "Dr Testwell", "2 November 2026", "x, 2 November 2026"):
        with pytest.raises(UserError, match="who approves"):
            check_answer(asked, bad)
    with pytest.raises(UserError, match="day and night or in the daytime only"):
        check_answer(questions(shipped_protocols()["two-week-medium"])[0], "sometimes")


def test_a_leaflet_with_something_open_is_refused_and_the_sentence_names_it() -> None:
    with pytest.raises(UserError) as refused:
        leaflet(shipped_protocols()["scan-first-two-weeks"], APPROVED, treated_at=TREATED)
    assert str(refused.value) == (
        "The leaflet cannot be printed yet. Still open in “Scan first; stocking up to two weeks; patient-led review”: "
        "Hosiery, Hard or high-impact exercise. Answer once; every later leaflet uses it."
    )


def test_three_days_round_the_clock_then_daytime_hosiery() -> None:
    text = written(made("extended-eight-weeks"))
    assert text["straight-after"] == [
        "Take a ten-minute walk before you travel home.",
        "You can go back to everyday activities straight away.",
    ]
    assert text["hosiery"] == [
        "Wear day and night until Tuesday 24 November 2026, 15:40. "
        "After that you can slip it off briefly for a cool wash.",
        "Then wear in the daytime only, from Tuesday 24 November 2026 until the end of Monday 30 November 2026. "
        "Take it off for bed.",
        "First day without hosiery: Tuesday 1 December 2026.",
        "If you wash before 24 November 2026, keep the hosiery dry with a plastic cover. "
        "Rinsing your feet through it is fine.",
    ]
    assert text["avoid"] == [
        "No very hot baths, saunas or sunbeds before 5 December 2026.",
        "No ice packs on the treated leg before 5 December 2026.",
        "No running, jumping or other high-impact exercise before 5 December 2026 at the earliest.",
        "No sun on the treated skin before 19 December 2026; tanning can make brown marks last longer.",
        "No leg waxing before 19 December 2026.",
        "No long-haul flight before 19 December 2026.",
    ]
    assert text["helps"] == [
        "Put your feet up whenever you can, until the end of 4 December 2026.",
        "If itching is troublesome, an antihistamine can help. Ask a pharmacist which one suits you.",
    ]
    assert text["normal"] == [
        "Treated veins can look darker and more obvious before they fade.",
        "Itching or stinging: expected, usually for a few days.",
        "Bruising: expected.",
        "Redness: expected, usually for a few hours.",
        "Brown marks along treated veins: possible.",
        "Aching when you stand: possible. This comes with larger veins.",
    ]
    assert text["less-common"] == [
        "A small sore at an injection point and a clot in a deep vein: very rare.",
        "The signs that need help, and whom to call, are listed next.",
    ]
    assert text["ahead"] == [
        "Improvement usually shows after 8 to 12 weeks.",
        "You can keep using support hosiery in the long term to help the look of your leg veins.",
        "Bring this hosiery with you next time.",
        RECORD_TO_HAND,
    ]


def test_two_weeks_of_medium_compression() -> None:
    text = written(made("two-week-medium"))
    assert text["straight-after"] == ["Walk for ten minutes after your treatment."]
    assert text["hosiery"] == [
        "Use medium-strength support hosiery.",
        "Wear day and night until Saturday 5 December 2026, 15:40.",
        "First day without hosiery: Saturday 5 December 2026, from 15:40.",
    ]
    assert text["avoid"] == [
        "No more than a little alcohol before 22 November 2026.",
        "Do not rub or massage the treated areas before 5 December 2026, or until they have settled.",
        "No creams or other products on the treated areas before 5 December 2026, or until they have settled.",
        "No hard leg exercise before 5 December 2026.",
        "No hot baths, saunas or sunbeds before 5 December 2026, or until your legs have settled.",
        "No extreme cold on the legs before 5 December 2026, or until they have settled.",
    ]
    assert text["helps"] == ["Keep the treated skin clean."]
    assert text["normal"] == [
        "Veins can look worse for a while before they fade. Treated veins should stay away, but new ones can form.",
        "Small itchy weals: common.",
        "Redness: common, usually for 2–4 weeks.",
        "Swelling, small lumps, tenderness, itching or stinging and bruising: common, usually settled within 4 weeks "
        "(by 19 December 2026).",
    ]
    assert text["less-common"] == [
        "Severe allergic reaction: rare.",
        "A blush of very fine new veins and brown marks along treated veins: rare, usually for up to 18 months.",
        "The signs that need help, and whom to call, are listed next.",
    ]
    assert text["ahead"] == [
        "The result can take up to 4 weeks to show.",
        RECORD_TO_HAND,
    ]


def test_a_dressing_bandage_and_stocking_for_the_days_the_clinic_settled() -> None:
    text = written(made("several-days-bandage"))
    assert text["straight-after"] == [
        "You can normally drive after your treatment.",
        "You can carry on with your usual day.",
    ]
    assert text["hosiery"] == [
        "Wear day and night until Thursday 26 November 2026, 15:40. "
        "That means the dressing, with the bandage and the stocking over it.",
        "First day without hosiery: Thursday 26 November 2026, from 15:40.",
    ]
    assert "avoid" not in text
    assert "helps" not in text
    assert text["normal"] == [
        "Veins may stand out more for about a month, then fade over the following weeks.",
        "Pain at the injections: in some people.",
        "Restless legs at night: in some people, usually for the first few nights.",
        "Treated veins that stand out more: expected, usually for about a month.",
        "Marks like insect bites: expected.",
        "Itching or stinging, a blush of very fine new veins and thread veins that come back: now and then.",
        "Brown marks along treated veins: possible, usually for many months.",
    ]
    assert text["less-common"] == [
        "Some of the solution leaking beside the vein: very rare.",
        "A small sore at an injection point: very rare. It may heal with a small pale or pink scar.",
        "The signs that need help, and whom to call, are listed next.",
    ]
    assert text["ahead"] == [
        "The result can take up to 8 weeks to show.",
        RECORD_TO_HAND,
    ]


def test_a_scan_first_and_the_stocking_for_the_days_the_clinic_settled() -> None:
    text = written(made("scan-first-two-weeks"))
    assert text["straight-after"] == [
        "Most people can return to work the same day.",
        "Driving today is normally fine. If we treated a large area, we may ask you not to.",
    ]
    assert text["hosiery"] == [
        "Wear in the daytime only until the end of Friday 4 December 2026.",
        "First day without hosiery: Saturday 5 December 2026.",
    ]
    assert text["avoid"] == [
        "No jogging, classes or gym before 28 November 2026.",
        "No hard cycling before 5 December 2026, when you have finished with the stocking.",
        "No flight before 5 December 2026; this matters most for long-haul flights.",
    ]
    assert text["helps"] == [
        "Walk as much as you like: it helps your circulation and healing.",
        "Swimming is fine with your stocking on.",
        "Gentle cycling is fine.",
        "Paracetamol or ibuprofen can ease tenderness, if they normally suit you.",
    ]
    assert text["normal"] == [
        "Veins often look more obvious at first.",
        "Bruising: in some people, usually for the first few days, then it fades.",
        "Treated veins that stand out more: in many people.",
        "Tenderness and small lumps: in some people, usually settled within 2 weeks (by 5 December 2026).",
    ]
    assert text["less-common"] == [
        "A firm, tender cord under the skin: possible, usually for 1–2 weeks. It comes mainly when feeding varicose "
        "veins were treated too. Trapped blood can be drawn off a few weeks later.",
        "A clot in a deep vein: very unlikely.",
        "A clot in the lung: very rare.",
        "Allergic reaction and disturbed sight for a short time: rare.",
        "The signs that need help, and whom to call, are listed next.",
    ]
    assert text["ahead"] == [
        "The full result can take 6 to 12 months.",
        "No routine review is booked. Contact us when you would like us to look again or top up.",
        RECORD_TO_HAND,
    ]


def test_three_days_round_the_clock_then_seven_daytime_days() -> None:
    text = written(made("extended-three-sessions"))
    assert text["straight-after"] == ["Walk for ten minutes straight after treatment."]
    assert text["hosiery"] == [
        "Wear day and night until Tuesday 24 November 2026, 15:40. Then you may remove it for a cool bath or shower.",
        "Then wear in the daytime only, from Tuesday 24 November 2026 until the end of Monday 30 November 2026. "
        "Take it off at night.",
        "First day without hosiery: Tuesday 1 December 2026.",
    ]
    assert text["avoid"] == [
        "No hot baths, saunas or sunbeds before 5 December 2026.",
        "No high-impact exercise before 5 December 2026.",
        "No sun on the treated skin before 19 December 2026, to reduce brown marks.",
        "No leg waxing before 19 December 2026.",
        "No long-haul flight before 19 December 2026.",
    ]
    assert text["helps"] == ["Rest with your legs raised as often as you can, until the end of 4 December 2026."]
    assert text["normal"] == [
        "Veins look red for about two weeks and may then seem unchanged. This is expected; the vein closes slowly.",
        "Itching or stinging: common, usually short-lived.",
        "Redness: common, usually settled within 2 weeks (by 5 December 2026).",
        "Bruising and brown marks along treated veins: possible.",
    ]
    assert text["less-common"] == [
        "Infection and a small sore at an injection point: possible.",
        "A clot in a deep vein: very rare.",
        "The signs that need help, and whom to call, are listed next.",
    ]
    assert text["ahead"] == [
        "Some people keep wearing support hosiery in the long term to help how their veins look.",
        RECORD_TO_HAND,
    ]


@pytest.mark.parametrize("name", sorted(ANSWERS))
def test_every_leaflet_says_when_to_call_whom_and_fits_one_sheet(name: str) -> None:
    value = made(name)
    titles = {section.code: section.title for section in value.sections}
    assert titles["call-now"] == "Call 999 at once for"
    assert titles["call-today"] == "Call us or NHS 111 the same day if"
    assert titles["call-open"] == "Call us when we are open about"
    assert [len(written(value)[code]) for code in ("call-now", "call-today", "call-open")] == [4, 4, 3]
    assert sum(len(line.text.split()) for section in value.sections for line in section.lines) < 420


def test_the_emergency_numbers_are_the_clinics() -> None:
    value = leaflet(
        shipped_protocols()["extended-three-sessions"],
        APPROVED,
        treated_at=TREATED,
        emergency_number="112",
        advice_line="",
    )
    titles = [section.title for section in value.sections]
    assert "Call 112 at once for" in titles
    assert "Call us the same day if" in titles


@pytest.mark.parametrize("name", sorted(ANSWERS))
def test_every_instruction_of_a_protocol_stands_in_its_leaflet_once(name: str) -> None:
    codes = [line.code for section in made(name).sections for line in section.lines if line.code]
    assert sorted(codes) == sorted(item.code for item in shipped_protocols()[name].aftercare)


def test_the_calendar_strip_has_each_day_once_in_order() -> None:
    assert key_dates(made("extended-eight-weeks")) == (
        KeyDate(date(2026, 11, 24), "Hosiery in the daytime only"),
        KeyDate(date(2026, 12, 1), "First day without hosiery"),
        KeyDate(
            date(2026, 12, 5),
            "Allowed again: hot baths, saunas, sunbeds · ice packs and extreme cold. "
            "Allowed again at the earliest: hard or high-impact exercise",
        ),
        KeyDate(date(2026, 12, 19), "Allowed again: sun on treated skin · leg waxing · long-haul flights"),
    )


def test_the_foot_names_the_approval_and_a_digest_of_text_and_answers() -> None:
    protocol = shipped_protocols()["two-week-medium"]
    value = made("two-week-medium")
    assert value.approved == "A. Example, 20 Nov 2026"
    assert value.digest == protocol_digest(protocol.text, ANSWERS["two-week-medium"])
    assert value.digest != protocol_digest(protocol.text, {})
    assert value.digest != protocol_digest(protocol.text + " ", ANSWERS["two-week-medium"])
    assert len(value.digest) == 64


def test_an_answer_counts_the_same_as_number_or_as_text_and_strangers_do_not_count() -> None:
    protocol = shipped_protocols()["extended-eight-weeks"]
    numbers = {"hosiery.1.days": 7, "aftercare.SUN.days": 28, **APPROVED, "another.protocols.key": "x"}
    assert leaflet(protocol, numbers, treated_at=TREATED) == made("extended-eight-weeks")


def test_a_protocol_that_the_clinic_has_reviewed_asks_for_no_approval() -> None:
    protocol = parse_protocol(HEAD)
    assert questions(protocol) == ()
    assert leaflet(protocol, {}, treated_at=TREATED).approved == "2 January 2026"


def test_a_clinics_own_sentence_without_a_date_gets_one() -> None:
    protocol = parse_protocol(
        HEAD
        + "aftercare = [\n"
        + '{ code = "WAX", kind = "avoid", days = 28, at_least = true, text = "No waxing." },\n'
        + '{ code = "HEAT", kind = "avoid", days = 14, or_until = "settled", text = "No heat." },\n'
        + '{ code = "ELEVATE", kind = "do", days = 14, text = "Feet up." },\n'
        + "]\n"
    )
    text = written(leaflet(protocol, {}, treated_at=TREATED))
    assert text["avoid"] == [
        "No heat. Not before 5 December 2026, or until it has settled.",
        "No waxing. Not before 19 December 2026 at the earliest.",
    ]
    assert text["helps"] == ["Feet up. This holds until the end of 4 December 2026."]


@pytest.mark.parametrize(
    ("spans", "choices"),
    [
        ("days_min = 3, days_max = 5", ["3", "5"]),
        ("days_max = 9", ["9"]),
        ("days_min = 4", ["4"]),
        ("days = 6, vague = true", ["6"]),
        ('until = "dressings-off"', []),
        ('until = "hosiery-off"', []),
        ('or_until = "settled"', []),
        ("", []),
    ],
)
def test_whatever_is_to_be_avoided_without_one_number_is_a_question(spans: str, choices: list[str]) -> None:
    comma = ", " if spans else ""
    item = f'{{ code = "WAX", kind = "avoid", text = "No waxing before {{date}}."{comma}{spans} }}'
    protocol = parse_protocol(HEAD + f"aftercare = [{item}]\n")
    (question,) = open_questions(protocol, {})
    assert question.key == "aftercare.WAX.days"
    assert [choice.value for choice in question.choices] == choices
    text = written(leaflet(protocol, {question.key: 10}, treated_at=TREATED))
    assert text["avoid"] == ["No waxing before 1 December 2026."]


def test_two_items_in_conflict_are_one_question_and_one_line() -> None:
    items = [
        '{ code = "WAX", kind = "avoid", days = 28, text = "No waxing before {date}." }',
        '{ code = "WAX", kind = "avoid", days = 14, text = "Do not wax.", conflict = "Two texts differ." }',
    ]
    protocol = parse_protocol(HEAD + f"aftercare = [{', '.join(items)}]\n")
    (question,) = open_questions(protocol, {})
    assert question.prompt == "Leg waxing: Two texts differ. How many days should it be?"
    assert [choice.value for choice in question.choices] == ["14", "28"]
    text = written(leaflet(protocol, {question.key: 14}, treated_at=TREATED))
    assert text["avoid"] == ["No waxing before 5 December 2026."]


def test_walking_is_said_even_when_only_the_session_plan_mentions_it() -> None:
    protocol = parse_protocol(HEAD + "[session]\nwalk_after_min = 15\n")
    text = written(leaflet(protocol, {}, treated_at=TREATED))
    assert text["straight-after"] == ["Walk for 15 minutes straight after treatment."]
