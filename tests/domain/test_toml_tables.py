"""Where things stand in a hand-edited file."""

import tomllib
from decimal import Decimal

import pytest

from sclerochart import assets
from sclerochart.domain.errors import UserError
from sclerochart.domain.toml_tables import key_lines, read_tables

TEXT = '''# a comment with = and [ ] in it
schema = "one" # and another = one
long = """
two # no comment
three"""
list = [
  { code = "A", text = "a, b = { [ # ]" },

  # between
  { code = "B", deep = { x = [1, 2],
    y = 'z' } },
]
"quoted key" = 1
[table]
dotted.key = 2
[[row]]
id = 1
[row.part]
x = 1
[[row]]
id = 2
[row.part]
x = 2
'''


def test_every_key_and_every_list_item_is_found_on_its_line() -> None:
    lines = key_lines(TEXT)
    assert lines["schema",] == 2
    assert lines["long",] == 3
    assert lines["list", 0] == 7
    assert lines["list", 0, "text"] == 7
    assert lines["list", 1] == 10
    assert lines["list", 1, "deep", "x"] == 10
    assert lines["list", 1, "deep", "y"] == 11
    assert lines["quoted key",] == 13
    assert lines["table",] == 14
    assert lines["table", "dotted", "key"] == 15
    assert lines["row", 0] == 16
    assert lines["row", 0, "part", "x"] == 19
    assert lines["row", 1, "id"] == 21
    assert lines["row", 1, "part", "x"] == 23


@pytest.mark.parametrize("name", [*assets.names("protocols", ".toml"), "products/products.toml"])
def test_no_key_of_a_shipped_file_is_missed_and_none_is_invented(name: str) -> None:
    def paths(value: object, path: tuple[str | int, ...]) -> list[tuple[str | int, ...]]:
        inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        return [found for key, each in inside for found in [(*path, key), *paths(each, (*path, key))]]

    text = assets.read_text(name)
    there = set(paths(tomllib.loads(text), ()))
    assert set(key_lines(text)) >= there - {("sources",)}
    assert set(key_lines(text)) <= there


def test_broken_toml_is_refused_with_its_line() -> None:
    with pytest.raises(UserError, match=r"^mine\.toml, line 2: This is not valid TOML"):
        read_tables("a = 1\nb = = 2\n", "mine.toml")


def test_a_file_that_ends_too_early_is_refused_with_its_last_line() -> None:
    with pytest.raises(UserError, match=r"^mine\.toml, line \d: This is not valid TOML"):
        read_tables("a = 1\nb = [", "mine.toml")


def test_decimals_are_exact_and_never_binary_fractions() -> None:
    table = read_tables("ml = 0.1\nwhole = 16\n", "mine.toml")
    assert table.values["ml"] == Decimal("0.1")
    assert table.thousandths("ml") == 100
    assert table.thousandths("whole") == 16_000


@pytest.mark.parametrize("value", ["0.0001", "0", "-1", "true", '"1"', "nan"])
def test_a_number_that_is_no_whole_positive_thousandth_is_refused(value: str) -> None:
    with pytest.raises(UserError, match=r"^mine\.toml, line 1, ml: "):
        read_tables(f"ml = {value}", "mine.toml").thousandths("ml")
