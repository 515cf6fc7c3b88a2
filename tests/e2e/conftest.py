"""A person's computer for one test: a home, a temporary folder and settings of its own."""

import tempfile
from pathlib import Path

import pytest


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder in which everything that a program leaves behind can be found."""
    home = tmp_path / "home"
    for name, folder in {
        "HOME": home,
        "XDG_CONFIG_HOME": home / ".config",
        "XDG_CACHE_HOME": home / ".cache",
        "XDG_DATA_HOME": home / ".local" / "share",
        "TMPDIR": home / "tmp",
        "SQLITE_TMPDIR": home / "tmp",
    }.items():
        folder.mkdir(parents=True, exist_ok=True)
        monkeypatch.setenv(name, str(folder))
    (home / "Documents").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", None)
    return home
