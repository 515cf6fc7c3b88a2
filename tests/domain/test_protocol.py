"""Protocols as a person may edit them."""

import dataclasses
import tomllib

import pytest

from sclerochart import assets
from sclerochart.domain import protocol_words as words
from sclerochart.domain.errors import UserError
from sclerochart.domain.protocol import Protocol, parse_protocol, protocol_named, shipped_protocols

HEAD = 'schema = "sclerochart.protocol/1"\nid = "mine"\ntitle = "Mine"\nlanguage = "en-GB"\n'
WAX = '{ code = "WAX", kind = "avoid", days = 28, text = "No waxing before {date}." }'


def with_items(*items: str) -> str:
    return HEAD + "aftercare = [\n" + "".join(f"  {item},\n" for item in items) + "]\n"


def codes(section: str) -> set[str]:
    found = set()
    for name in assets.names("protocols", ".toml"):
        found |= {item["code"] for item in tomllib.loads(assets.read_text(name)).get(section, [])}
    return found


def test_five_protocols_ship_under_neutral_names_and_none_is_approved() -> None:
    assert set(shipped_protocols()) == {
        "extended-eight-weeks", "two-week-medium", "several-days-bandage", "scan-first-two-weeks",
        "extended-three-sessions",
    }  # fmt: skip
    assert {protocol.reviewed for protocol in shipped_protocols().values()} == {""}


@pytest.mark.parametrize("name", assets.names("protocols", ".toml"))
def test_a_shipped_protocol_has_no_comments_and_is_named_as_its_file(name: str) -> None:
    text = assets.read_text(name)
    assert "#" not in text
    assert name == f"protocols/{parse_protocol(text).id}.toml"


@pytest.mark.parametrize(
    ("section", "known"),
    [
        ("aftercare", words.AFTERCARE),
        ("side_effects", words.SIDE_EFFECTS),
        ("screening", words.SCREENING),
        ("requirements", words.REQUIREMENTS),
        ("preparation", words.PREPARATION),
    ],
)
def test_every_code_in_the_shipped_protocols_has_words_and_no_words_are_left_over(
    section: str, known: dict[str, str]
) -> None:
    assert set(known) == codes(section)


def test_every_serious_effect_is_one_that_has_words() -> None:
    assert set(words.SIDE_EFFECTS) >= words.SERIOUS
    assert set(words.LIKELIHOODS) >= words.UNCOMMON


def test_a_protocol_keeps_the_numbers_of_its_file() -> None:
    protocol = shipped_protocols()["extended-eight-weeks"]
    first, second = protocol.hosiery
    assert (first.when, first.from_day, first.span.days) == ("day+night", 0, 3)
    assert (second.when, second.from_day, second.span.days) == ("day", 3, None)
    assert second.span.proposals == (5, 7)
    sun = next(item for item in protocol.aftercare if item.code == "SUN")
    assert sun.span.proposals == (14, 28)
    assert not sun.span.settled
    assert (protocol.sessions_min, protocol.sessions_max, protocol.interval_days) == (2, 4, 56)


def test_what_a_protocol_only_hints_at_has_no_number() -> None:
    (phase,) = shipped_protocols()["several-days-bandage"].hosiery
    assert phase.span.proposals == ()
    assert phase.span.vague


def test_keys_that_the_program_does_not_know_are_kept() -> None:
    text = (
        HEAD + 'mood = "calm"\naftercare = [\n' + WAX.replace(" }", ', colour = "blue" }') + "\n]\n[course]\nodd = 1\n"
    )
    protocol = parse_protocol(text)
    assert protocol.as_dict() == tomllib.loads(text)
    assert protocol.text == text


def test_a_protocol_is_a_value() -> None:
    text = with_items(WAX)
    assert parse_protocol(text) == parse_protocol(text)
    assert hash(parse_protocol(text)) == hash(parse_protocol(text))
    with pytest.raises(dataclasses.FrozenInstanceError):
        parse_protocol(text).title = "Other"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("item", "key"),
    [
        (WAX.replace('kind = "avoid"', 'kind = "shun"'), "kind"),
        (WAX.replace("days = 28", 'days = "28"'), "days"),
        (WAX.replace("days = 28", "days = 0"), "days"),
        (WAX.replace("days = 28", "days = 9999999"), "days"),
        (WAX.replace("days = 28", "days = 28, choices = [14, 9999]"), "choices"),
        (WAX.replace("days = 28", "days = true"), "days"),
        (WAX.replace("days = 28", "days = 28, days_max = 30"), "days"),
        (WAX.replace("days = 28", "days_min = 9, days_max = 3"), "days_min"),
        (WAX.replace("days = 28", 'days = 28, until = "tomorrow"'), "until"),
        (WAX.replace('code = "WAX"', 'code = "HAIRCUT"'), "code"),
        (WAX.replace(', text = "No waxing before {date}."', ""), "text"),
        ('{ code = "WALK", kind = "do", text = "Walk before {date}." }', "text"),
    ],
)
def test_a_mistake_in_an_item_is_refused_with_file_line_and_key(item: str, key: str) -> None:
    with pytest.raises(UserError, match=rf"^mine\.toml, line 7, {key}: "):
        parse_protocol(with_items(WAX.replace("WAX", "SUN"), item), file="mine.toml")


@pytest.mark.parametrize("key", ["schema", "id", "title", "language"])
def test_a_protocol_needs_its_four_names(key: str) -> None:
    text = "".join(line for line in HEAD.splitlines(keepends=True) if not line.startswith(key))
    with pytest.raises(UserError, match=rf"^mine\.toml, line 1, {key}: This is needed and is missing\.$"):
        parse_protocol(text, file="mine.toml")


def test_a_protocol_of_a_later_form_is_refused() -> None:
    with pytest.raises(UserError, match=r"^mine\.toml, line 1, schema: "):
        parse_protocol(HEAD.replace("/1", "/2"), file="mine.toml")


def test_an_approval_that_is_not_a_date_is_refused() -> None:
    with pytest.raises(UserError, match=r"^mine\.toml, line 5, reviewed: .*2026-11-24"):
        parse_protocol(HEAD + 'reviewed = "last week"\n', file="mine.toml")


def test_the_same_code_twice_with_different_days_is_refused_at_the_second() -> None:
    with pytest.raises(UserError, match=r"^mine\.toml, line 7, days: “WAX” stands here twice"):
        parse_protocol(with_items(WAX, WAX.replace("28", "14")), file="mine.toml")


def test_the_same_code_twice_is_accepted_when_one_of_them_says_what_is_in_conflict() -> None:
    other = WAX.replace("days = 28", 'days = 14, conflict = "Two texts differ."')
    assert len(parse_protocol(with_items(WAX, other)).aftercare) == 2


def test_a_new_code_is_accepted_with_a_name_of_its_own() -> None:
    protocol = parse_protocol(with_items(WAX.replace('code = "WAX"', 'code = "HAIRCUT", name = "a haircut"')))
    assert protocol.aftercare[0].name == "a haircut"


def test_an_unknown_protocol_is_refused_in_words() -> None:
    assert isinstance(protocol_named("two-week-medium"), Protocol)
    with pytest.raises(UserError, match="no protocol “nowhere”"):
        protocol_named("nowhere")
