"""The program as a process: it opens its window, closes it, and ends without a word."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sclerochart.store import vault, verify
from tests.store.small_vaults import made

ROOT = Path(__file__).parent.parent.parent
NOISE = "This plugin does not support propagateSizeHints()"


@pytest.fixture
def folder(home: Path) -> Path:
    """A closed vault."""
    made(home / "a vault")[0].close()
    return home / "a vault"


def started(*arguments: str) -> subprocess.Popen[str]:
    environ = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    pipe = subprocess.PIPE
    return subprocess.Popen([sys.executable, *arguments], cwd=ROOT, env=environ, stdout=pipe, stderr=pipe, text=True)


def said(words: str) -> str:
    return "\n".join(line for line in words.splitlines() if line != NOISE)


def test_the_program_shows_a_field_for_the_passphrase_takes_keys_and_ends_when_its_window_is_closed(
    home: Path, folder: Path
) -> None:
    with started("-m", "tests.e2e.at_work", "look", str(folder)) as program:
        out, errors = program.communicate(timeout=60)
    assert said(errors) == ""
    assert out.strip() == "sclerochart x Unlock"
    assert program.returncode == 0
    assert verify.verify(folder, "first secret").first_wrong is None


def test_without_a_vault_the_program_starts_too(home: Path) -> None:
    with started("-m", "sclerochart") as program:
        wait_for_window(home, program)
        program.terminate()
        out, errors = program.communicate(timeout=60)
    assert (out, said(errors)) == ("", "")


@pytest.mark.skipif(os.name == "nt", reason="Windows ends programs in another way")
def test_a_program_ended_from_outside_leaves_the_vault_to_the_next_one(home: Path, folder: Path) -> None:
    with started("-m", "sclerochart", "--vault", str(folder)) as program:
        wait_for_window(home, program)
        program.terminate()
        out, errors = program.communicate(timeout=60)
    assert (out, said(errors)) == ("", "")
    assert program.returncode in (0, -signal.SIGTERM)
    vault.unlock(folder, "first secret").close()


def wait_for_window(home: Path, program: "subprocess.Popen[str]") -> None:
    """The log is begun once the window has been shown."""
    until = time.monotonic() + 30
    while not (home / ".config" / "sclerochart" / "sclerochart.log").exists():
        assert program.poll() is None, program.stderr.read() if program.stderr else ""
        assert time.monotonic() < until
        time.sleep(0.02)
