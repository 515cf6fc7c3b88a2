"""Reads hand-edited TOML so that every refusal names the file, the line and the key."""

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from sclerochart.domain.errors import UserError

Path = tuple[str | int, ...]

_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?"""'
    r"|'''.*?'''"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'"
    r"|#[^\n]*"
    r"|[\[\]{},=\n]"
    r"""|[^\s\[\]{},=#"']+""",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a TOML file, with where each of its keys stands."""

    file: str
    values: Mapping[str, object]
    path: Path
    lines: Mapping[Path, int]

    def wrong(self, key: str, why: str) -> UserError:
        """The error to raise about one key; `why` is a sentence that says what is expected."""
        places = [self.lines[place] for place in ((*self.path, key), self.path) if place in self.lines]
        return UserError(f"{self.file}, line {places[0] if places else 1}, {key}: {why}")

    def text(self, key: str, default: str | None = None) -> str:
        """A text; without a default the key is required and not empty."""
        value = self.values.get(key, default)
        if value is None or (value == "" and default is None):
            raise self.wrong(key, "This is needed and is missing.")
        if not isinstance(value, str):
            raise self.wrong(key, "This should be text in quotation marks.")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, empty when the key is absent."""
        return tuple(value for value in self._list(key, str, "a list of texts") if isinstance(value, str))

    def integers(self, key: str) -> tuple[int, ...]:
        """A list of whole numbers, empty when the key is absent."""
        return tuple(value for value in self._list(key, int, "a list of whole numbers") if isinstance(value, int))

    def integer(self, key: str, *, least: int = 0, most: int = 730) -> int | None:
        """A whole number from `least` to `most` (two years in days), or None when the key is absent."""
        value = self.values.get(key)
        if value is None:
            return None
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise self.wrong(key, f"This should be a whole number from {least} to {most}.")
        return value

    def thousandths(self, key: str) -> int | None:
        """A decimal number as whole thousandths (ml as µl, mg as µg), exact, or None when the key is absent."""
        value = self.values.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            raise self.wrong(key, "This should be a number.")
        scaled = Decimal(value) * 1000
        if scaled != scaled.to_integral_value() or scaled <= 0:
            raise self.wrong(key, "This should be above zero, with three decimal places at most.")
        return int(scaled)

    def flag(self, key: str) -> bool | None:
        """true or false, or None when the key is absent."""
        value = self.values.get(key)
        if value is not None and not isinstance(value, bool):
            raise self.wrong(key, "This should be true or false.")
        return value

    def one_of(self, key: str, allowed: Collection[str], *, default: str | None = None) -> str:
        """One of the allowed words."""
        value = self.text(key, default)
        if value not in allowed and value != default:
            raise self.wrong(key, f"“{value}” is not known; use one of: {', '.join(allowed)}.")
        return value

    def table(self, key: str) -> "Table":
        """A table inside this one, empty when the key is absent."""
        value = self.values.get(key, {})
        if not isinstance(value, dict):
            raise self.wrong(key, "This should be a table.")
        return Table(self.file, value, (*self.path, key), self.lines)

    def tables(self, key: str) -> tuple["Table", ...]:
        """The tables of a list, empty when the key is absent."""
        items = self._list(key, dict, "a list of tables")
        return tuple(
            Table(self.file, item, (*self.path, key, index), self.lines)
            for index, item in enumerate(items)
            if isinstance(item, dict)
        )

    def others(self, known: Collection[str]) -> dict[str, object]:
        """The keys that this program does not know, kept as they are."""
        return {key: value for key, value in self.values.items() if key not in known}

    def _list(self, key: str, kind: type, words: str) -> list[object]:
        value = self.values.get(key, [])
        if not isinstance(value, list) or any(not isinstance(item, kind) or isinstance(item, bool) for item in value):
            raise self.wrong(key, f"This should be {words}.")
        return value


def read_tables(text: str, file: str) -> Table:
    """The outermost table of a TOML text; `file` is the name that errors show."""
    try:
        values = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"\(at line (\d+), column \d+\)", str(error))
        line = int(found[1]) if found else text.count("\n") + 1
        why = re.sub(r"\s*\(at .*\)", "", str(error))
        raise UserError(f"{file}, line {line}: This is not valid TOML ({why}).") from error
    return Table(file, values, (), key_lines(text))


def key_lines(text: str) -> dict[Path, int]:
    """The line of every key and every list item of a valid TOML text, by its path."""
    return _Scan(text).lines


class _Scan:
    """One walk over the tokens of a text that tomllib has already accepted."""

    def __init__(self, text: str) -> None:
        self.lines: dict[Path, int] = {}
        self._tokens = list(_tokens(text))
        self._next = 0
        self._counts: dict[Path, int] = {}
        self._table: Path = ()
        while self._skip() is not None:
            self._statement()

    def _skip(self) -> str | None:
        """The next token that is neither a line end nor a comment; None at the end."""
        while self._next < len(self._tokens):
            token = self._tokens[self._next][0]
            if token != "\n" and not token.startswith("#"):
                return token
            self._next += 1
        return None

    def _take(self) -> tuple[str, int]:
        self._next += 1
        return self._tokens[self._next - 1]

    def _statement(self) -> None:
        if self._skip() == "[":
            self._header()
        else:
            self._pair(self._table)

    def _header(self) -> None:
        opened, words, line = 0, "", 1
        while (taken := self._take())[0] != "]":
            opened += taken[0] == "["
            words += "" if taken[0] == "[" else taken[0]
            line = taken[1]
        path = self._inside(_key(words))
        if opened == 2:
            self._take()
            self._counts[path] = self._counts.get(path, -1) + 1
            self.lines.setdefault(path, line)
            path = (*path, self._counts[path])
        self.lines[path] = line
        self._table = path

    def _inside(self, path: Path) -> Path:
        """The path of a header, with the number of the list item that an earlier [[header]] opened."""
        whole: Path = ()
        for place, part in enumerate(path):
            whole = (*whole, part)
            if whole in self._counts and place < len(path) - 1:
                whole = (*whole, self._counts[whole])
        return whole

    def _pair(self, table: Path) -> None:
        words, line = self._take()
        while (taken := self._take())[0] != "=":
            words += taken[0]
        path = (*table, *_key(words))
        self.lines.setdefault(path, line)
        self._value(path)

    def _value(self, path: Path) -> None:
        token, _ = self._take()
        if token == "{":
            while self._skip() != "}":
                self._pair(path)
                if self._skip() == ",":
                    self._take()
            self._take()
        elif token == "[":
            index = 0
            while self._skip() != "]":
                self.lines[(*path, index)] = self._tokens[self._next][1]
                self._value((*path, index))
                if self._skip() == ",":
                    self._take()
                index += 1
            self._take()
        else:
            while self._next < len(self._tokens) and self._tokens[self._next][0] not in (",", "]", "}", "\n"):
                if self._take()[0].startswith("#"):
                    break


def _tokens(text: str) -> Iterator[tuple[str, int]]:
    line, done = 1, 0
    for found in _TOKEN.finditer(text):
        line += text.count("\n", done, found.start())
        done = found.start()
        yield found[0], line


def _key(words: str) -> Path:
    """A dotted key as its parts, without their quotation marks."""
    parts = re.findall(r'"(?:\\.|[^"\\])*"|\'[^\']*\'|[^.\s]+', words)
    return tuple(part.strip("\"'") for part in parts)
