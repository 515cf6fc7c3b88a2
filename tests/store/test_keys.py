"""Keys, passphrases and the printed recovery code."""

import json
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sclerochart.domain.errors import UserError
from sclerochart.store import keys, recovery

CHEAP = keys.Cost(time=1, memory_kib=8)
CODE = recovery.new_code()
DATA_KEY = keys.new_data_key()


def a_file() -> keys.KeyFile:
    return keys.KeyFile(
        keys.new_database_salt(),
        (
            keys.practitioner_slot(DATA_KEY, "anna", "first secret", cost=CHEAP),
            keys.practitioner_slot(DATA_KEY, "ben", "second secret", cost=CHEAP),
            keys.recovery_slot(DATA_KEY, CODE, cost=CHEAP),
        ),
    )


def test_each_passphrase_opens_its_own_slot_and_the_same_data_key() -> None:
    file = keys.parse(a_file().data())
    assert file.intact
    for owner, passphrase in (("anna", "first secret"), ("ben", "second secret")):
        slot, data_key = keys.open_with_passphrase(file, passphrase)
        assert (slot.id, data_key) == (owner, DATA_KEY)
    assert keys.open_with_code(file, CODE.lower().replace("-", " "))[1] == DATA_KEY


def test_a_wrong_passphrase_says_what_to_do() -> None:
    with pytest.raises(keys.WrongPassphrase, match=r"does not open this vault.*Nothing was changed"):
        keys.open_with_passphrase(a_file(), "third secret")


def test_a_recovery_code_of_another_vault_is_told_from_a_typing_mistake() -> None:
    with pytest.raises(keys.WrongPassphrase, match="belongs to another vault"):
        keys.open_with_code(a_file(), recovery.new_code())


def test_a_passphrase_is_the_same_however_the_keyboard_sends_its_accents() -> None:
    slot = keys.practitioner_slot(DATA_KEY, "anna", "Zoë's café", cost=CHEAP)
    file = keys.KeyFile(keys.new_database_salt(), (slot,))
    assert keys.open_with_passphrase(file, "Zoe\u0308's cafe\u0301")[1] == DATA_KEY


def test_an_empty_passphrase_is_refused() -> None:
    with pytest.raises(UserError):
        keys.practitioner_slot(DATA_KEY, "anna", "")
    with pytest.raises(UserError):
        keys.open_with_passphrase(a_file(), "")


def test_a_new_passphrase_is_as_slow_to_guess_as_the_design_says() -> None:
    assert keys.practitioner_slot(DATA_KEY, "anna", "x").cost == keys.Cost(time=3, memory_kib=65536, lanes=1)


def test_the_delay_grows_with_every_wrong_passphrase_up_to_half_a_minute() -> None:
    assert [keys.delay_after(failures) for failures in range(8)] == [0, 1, 2, 4, 8, 16, 30, 30]
    assert keys.delay_after(10**6) == 30


def test_the_keys_for_database_and_photos_differ_from_each_other_and_from_the_data_key() -> None:
    assert len({DATA_KEY.secret, DATA_KEY.database_key(), DATA_KEY.photo_key()}) == 3


def test_no_key_shows_in_the_text_of_an_object() -> None:
    assert DATA_KEY.secret.hex() not in repr(DATA_KEY)
    assert repr(DATA_KEY.secret) not in repr(DATA_KEY)


def test_one_byte_changed_anywhere_is_noticed_and_never_gives_another_key() -> None:
    data = a_file().data()
    for at in range(len(data)):
        changed = bytearray(data)
        changed[at] ^= random.Random(at).randrange(1, 256)
        file = parsed(bytes(changed))
        assert file is None or not file.intact


def parsed(data: bytes) -> keys.KeyFile | None:
    try:
        return keys.parse(data)
    except UserError:
        return None


def test_damage_to_one_slot_leaves_the_others_usable() -> None:
    body = json.loads(a_file().data())
    body["slots"][0]["wrapped"] = "00" * 48
    file = keys.parse(json.dumps(body, indent=1).encode() + b"\n")
    assert not file.intact
    assert keys.open_with_passphrase(file, "second secret")[1] == DATA_KEY
    assert keys.open_with_code(file, CODE)[1] == DATA_KEY
    with pytest.raises(keys.WrongPassphrase, match=r"keys\.json is damaged"):
        keys.open_with_passphrase(file, "first secret")


def test_a_slot_cannot_be_given_to_another_practitioner() -> None:
    body = json.loads(a_file().data())
    body["slots"][0]["id"] = "ben"
    with pytest.raises(keys.WrongPassphrase):
        keys.open_with_passphrase(keys.parse(json.dumps(body).encode()), "first secret")


def test_keys_of_a_newer_version_are_refused_in_words() -> None:
    body = json.loads(a_file().data())
    body.pop("check")
    body["version"], body["slots"] = 2, "something new"
    body["check"] = keys._checksum(body)
    with pytest.raises(UserError, match="newer version"):
        keys.parse(json.dumps(body).encode())


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b"null", b"\xff\xfe", b'{"check": 1}', b"[" * 100_000])
def test_what_is_no_key_file_is_called_damaged(data: bytes) -> None:
    with pytest.raises(UserError, match="damaged"):
        keys.parse(data)


def test_an_absurd_cost_in_the_file_is_not_obeyed() -> None:
    body = json.loads(a_file().data())
    body["slots"][0]["argon2id"]["memory_kib"] = 2**40
    with pytest.raises(keys.WrongPassphrase, match=r"keys\.json is damaged"):
        keys.open_with_passphrase(keys.parse(json.dumps(body).encode()), "first secret")
    for slot in body["slots"]:
        slot["argon2id"]["memory_kib"] = 2**40
    with pytest.raises(UserError, match="damaged"):
        keys.parse(json.dumps(body).encode())


def test_a_recovery_code_has_seven_groups_of_five_and_140_bits() -> None:
    codes = {recovery.new_code() for _ in range(100)}
    assert len(codes) == 100
    for code in codes:
        groups = code.split("-")
        assert [len(group) for group in groups] == [5] * 7
        assert recovery.tidy(code) == code
    assert len(set("".join(codes)) - {"-"}) == 32


def test_a_recovery_code_is_understood_as_people_type_it() -> None:
    code = next(code for code in iter(recovery.new_code, "") if "0" in code and "1" in code)
    sloppy = f"  {code.lower().replace('-', ' – ').replace('0', 'o').replace('1', 'l')}\n"
    assert recovery.tidy(sloppy) == code
    assert recovery.tidy(code.replace("-", "").replace("1", "I")) == code


@given(st.integers(0, 6), st.integers(0, 4), st.sampled_from(recovery.ALPHABET))
@settings(max_examples=200, deadline=None)
def test_every_single_wrong_character_is_found_in_its_group(group: int, at: int, character: str) -> None:
    groups = CODE.split("-")
    if groups[group][at] == character:
        return
    groups[group] = groups[group][:at] + character + groups[group][at + 1 :]
    with pytest.raises(UserError, match=f"mistake in group {group + 1} "):
        recovery.tidy("-".join(groups))


def test_swapped_neighbours_and_swapped_groups_are_found() -> None:
    groups = CODE.split("-")
    for number, group in enumerate(groups):
        for at in range(4):
            swapped = group[:at] + group[at + 1] + group[at] + group[at + 2 :]
            if swapped != group:
                with pytest.raises(UserError, match=f"group {number + 1} "):
                    recovery.tidy("-".join([*groups[:number], swapped, *groups[number + 1 :]]))
    with pytest.raises(UserError, match="group 1 "):
        recovery.tidy("-".join([groups[1], groups[0], *groups[2:]]))


def test_a_missing_or_strange_character_is_named() -> None:
    groups = CODE.split("-")
    with pytest.raises(UserError, match="Group 3 of the recovery code has 4 characters instead of 5"):
        recovery.tidy("-".join([*groups[:2], groups[2][:-1], *groups[3:]]))
    with pytest.raises(UserError, match="has 35 characters in 7 groups; this one has 30"):
        recovery.tidy("".join(groups[:6]))
    with pytest.raises(UserError, match="“U” is never part"):
        recovery.tidy("u" + CODE[1:])
