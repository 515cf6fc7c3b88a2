"""Bytes that flip, and programs that are killed: SCLEROCHART_SOAK=short runs a few of each."""

import contextlib
import os
import random
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from sclerochart.domain.errors import UserError
from sclerochart.store import ballast, housekeeping, keys, vault, verify
from tests.store.small_vaults import CHEAP, add_photo, made, place_site

ROOT = Path(__file__).parent.parent.parent
SHORT = os.environ.get("SCLEROCHART_SOAK") == "short"

pytestmark = pytest.mark.slow


def vault_with_everything(folder: Path) -> None:
    opened, _ = made(folder)
    for _ in range(3):
        place_site(opened)
        add_photo(opened, os.urandom(5000))
    housekeeping.copy_beside(opened.db, folder)
    place_site(opened)
    opened.close()


def test_one_byte_flipped_anywhere_in_any_file_is_noticed(tmp_path: Path) -> None:
    folder, seed = tmp_path / "vault", random.randrange(2**32)
    vault_with_everything(folder)
    assert verify.verify(folder, "first secret").first_wrong is None
    chance = random.Random(seed)
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.stat().st_size)
    assert len(files) == 7
    for _ in range(60 if SHORT else 1000):
        path = chance.choice(files)
        at, change = chance.randrange(path.stat().st_size), chance.randrange(1, 256)
        flip(path, at, change)
        wrong = verify.verify(folder, "first secret").first_wrong
        assert wrong is not None, f"seed {seed}: byte {at} of {path.name} xor {change}"
        flip(path, at, change)
    assert verify.verify(folder, "first secret").first_wrong is None


def flip(path: Path, at: int, change: int) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        old = file.read(1)[0]
        file.seek(at)
        file.write(bytes([old ^ change]))


PLACE = """
import sys
from pathlib import Path
from sclerochart.domain.leg import Spot
from sclerochart.domain.people import Patient
from sclerochart.store import patients, sessions, sites, vault
opened = vault.unlock(Path(sys.argv[1]), "first secret")
session = sessions.start(opened.db, patients.add(opened.db, Patient("", "Prim", "Placeholder")))
print("ready", flush=True)
spot = Spot("right", "lateral", 40.0, 660.0)
while True:
    print(sites.add(opened.db, session, spot, volume_ul=100, vein_type="tel"), flush=True)
"""

CHANGE_PASSPHRASE = """
import sys
from pathlib import Path
from sclerochart.store import keys, vault
opened = vault.unlock(Path(sys.argv[1]), sys.argv[2])
print("ready", flush=True)
number = 0
while True:
    number += 1
    vault.change_passphrase(opened, f"secret {number}", cost=keys.Cost(time=1, memory_kib=8))
    print(number, flush=True)
"""


def killed(program: str, folder: Path, *arguments: str, seconds: float, after_ready: bool) -> list[str]:
    """Run a program on a vault, kill it without warning, and give back each whole line that it had printed."""
    child = subprocess.Popen(
        [sys.executable, "-c", program, str(folder), *arguments], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    with child:
        assert child.stdout is not None
        lines = [child.stdout.readline()] if after_ready else []
        timer = threading.Timer(seconds, child.kill)
        timer.start()
        lines += child.stdout.readlines()
        timer.join()
    return [line.strip() for line in lines if line.endswith("\n") and line != "ready\n"]


def test_every_site_acknowledged_before_a_kill_is_there_and_the_vault_is_sound(tmp_path: Path) -> None:
    chance = random.Random()
    template, folder = tmp_path / "template", tmp_path / "vault"
    vault_with_everything(template)
    acknowledged: list[str] = []
    total = 0
    for number in range(20 if SHORT else 200):
        if number % 10 == 0:  # some kills hit a vault that was killed before, none grows without end
            shutil.rmtree(folder, ignore_errors=True)
            shutil.copytree(template, folder)
            acknowledged = []
        early = number % 5 == 4
        seconds = chance.uniform(0, 0.8 if early else 0.15)
        new = killed(PLACE, folder, seconds=seconds, after_ready=not early)
        acknowledged += new
        total += len(new)
        assert verify.verify(folder, "first secret").first_wrong is None
        opened = vault.unlock(folder, "first secret")
        found = {row["id"] for row in opened.db.rows("SELECT id FROM site")}
        opened.close()
        assert set(acknowledged) <= found
    print(f"{total} sites acknowledged")
    assert total > 20


def test_a_kill_while_a_passphrase_is_changed_leaves_the_old_one_or_the_new_one(tmp_path: Path) -> None:
    chance = random.Random()
    template, folder = tmp_path / "template", tmp_path / "vault"
    made(template)[0].close()
    for _ in range(10 if SHORT else 60):
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(template, folder)
        printed = killed(CHANGE_PASSPHRASE, folder, "first secret", seconds=chance.uniform(0, 0.1), after_ready=True)
        number = int(printed[-1]) if printed else 0
        old, new = f"secret {number}" if number else "first secret", f"secret {number + 1}"
        try:
            report, right = verify.verify(folder, old), old
        except keys.WrongPassphrase:
            report, right = verify.verify(folder, new), new
        assert report.first_wrong is None
        opened = vault.unlock(folder, right)
        assert opened.notices == ()
        vault.change_passphrase(opened, "the last secret", cost=CHEAP)
        opened.close()
        assert verify.verify(folder, "the last secret").first_wrong is None


@pytest.mark.skipif(sys.platform != "linux" or os.name != "posix", reason="needs a small file system of its own")
def test_on_a_disk_that_is_really_full_nothing_acknowledged_is_lost(tmp_path: Path) -> None:
    if os.geteuid() != 0 or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", tmp_path], capture_output=True).returncode:  # fmt: skip  # noqa: E501
        pytest.skip("this account may not make a file system")
    try:
        fill_the_disk(tmp_path)
    finally:
        subprocess.run(["umount", tmp_path], check=True)


def fill_the_disk(disk: Path) -> None:
    folder, other = disk / "vault", disk / "another program's file"
    opened, _ = made(folder)
    (folder / ballast.NAME).write_bytes(ballast.content())  # a disk this small gets none by itself
    refusals: list[str] = []
    placed: list[str] = []
    other.write_bytes(bytes(3_000_000))
    while len(refusals) < 2:
        try:
            placed.append(place_site(opened))
        except UserError as error:
            refusals.append(str(error))
    assert "given it up" in refusals[0]
    assert "The disk is full" in refusals[1]
    other.unlink()
    placed.append(place_site(opened))
    opened.close()
    assert sites_of(folder) == (set(placed), ())

    (folder / ballast.NAME).write_bytes(ballast.content())
    fill_up(other)
    assert sites_of(folder) == (set(placed), (ballast.GIVEN_UP,))
    fill_up(disk / "one more")
    with pytest.raises(UserError, match="The disk is full"):
        vault.unlock(folder, "first secret")
    with pytest.raises(UserError, match="The disk is full"):
        verify.verify(folder, "first secret")
    other.unlink()
    assert verify.verify(folder, "first secret").first_wrong is None


def sites_of(folder: Path) -> tuple[set[str], tuple[str, ...]]:
    opened = vault.unlock(folder, "first secret")
    found = {row["id"] for row in opened.db.rows("SELECT id FROM site")}
    opened.close()
    return found, opened.notices


def fill_up(path: Path) -> None:
    with contextlib.suppress(OSError), path.open("wb", buffering=0) as file:
        while True:
            file.write(bytes(4096))
