"""Finds and reads a shipped file, in a checkout or in the installed wheel."""

from functools import cache
from pathlib import Path


@cache
def folder() -> Path:
    """The folder of shipped data: `_assets` inside an installed package, `assets` beside it in a checkout."""
    package = Path(__file__).resolve().parent
    installed = package / "_assets"
    return installed if installed.is_dir() else package.parent / "assets"


def path(name: str) -> Path:
    """Where a shipped file is, for libraries that want a path; `name` is relative with forward slashes."""
    return folder() / name


def read_bytes(name: str) -> bytes:
    """The bytes of a shipped file; FileNotFoundError when the installation is incomplete."""
    return path(name).read_bytes()


def read_text(name: str) -> str:
    """The text (UTF-8) of a shipped file."""
    return path(name).read_text(encoding="utf-8")


def names(under: str, suffix: str) -> list[str]:
    """The shipped files of one folder with that suffix, sorted, as names for `read_bytes`."""
    return sorted(f"{under}/{entry.name}" for entry in path(under).iterdir() if entry.name.endswith(suffix))
