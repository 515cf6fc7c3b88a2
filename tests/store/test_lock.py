"""One program at a time in a vault."""

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from sclerochart.domain.errors import UserError
from sclerochart.store.lock import NAME, Lock

ROOT = Path(__file__).parent.parent.parent
HOLD = "import sys; from pathlib import Path; from sclerochart.store.lock import Lock; lock = Lock(Path(sys.argv[1])); print('held', flush=True); sys.stdin.read()"  # noqa: E501

TRY = """
import os, sys
from pathlib import Path
from sclerochart.store.lock import Lock
if os.geteuid() == 0:  # the administrator may write anywhere, so somebody else tries
    os.setuid(65534)
Lock(Path(sys.argv[1]))
"""


def holder(folder: Path) -> "subprocess.Popen[str]":
    program = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert program.stdout is not None
    assert program.stdout.readline() == "held\n"
    return program


def test_a_second_program_on_the_same_vault_is_told_so_in_words(tmp_path: Path) -> None:
    with holder(tmp_path) as program:
        with pytest.raises(UserError, match="already open in another sclerochart"):
            Lock(tmp_path)
        program.communicate("")
    Lock(tmp_path).release()


def test_the_lock_goes_with_the_program_that_held_it_even_when_it_is_killed(tmp_path: Path) -> None:
    with holder(tmp_path) as program:
        program.send_signal(signal.SIGTERM if os.name == "nt" else signal.SIGKILL)
        program.communicate()
    lock = Lock(tmp_path)
    lock.release()


def test_the_same_program_cannot_open_a_vault_twice_either(tmp_path: Path) -> None:
    lock = Lock(tmp_path)
    with pytest.raises(UserError, match="already open"):
        Lock(tmp_path)
    lock.release()
    lock.release()
    Lock(tmp_path).release()


def test_the_lock_file_stays_empty(tmp_path: Path) -> None:
    lock = Lock(tmp_path)
    assert (tmp_path / NAME).read_bytes() == b""
    lock.release()
    assert (tmp_path / NAME).read_bytes() == b""


@pytest.mark.skipif(os.name == "nt", reason="folders have no write permission on Windows")
def test_a_folder_that_cannot_be_written_to_is_told_in_words() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "vault"
        folder.mkdir(mode=0o555)
        Path(name).chmod(0o755)
        done = subprocess.run([sys.executable, "-c", TRY, str(folder)], cwd=ROOT, capture_output=True, text=True)
        assert "cannot be written to. Nothing was changed." in done.stderr
