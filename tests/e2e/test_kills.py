"""The program killed while sites are placed through its window: 200 times, or 20 with SCLEROCHART_SOAK=short."""

import os
import random
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from sclerochart.domain.people import Patient
from sclerochart.store import patients, vault, verify
from tests.store.small_vaults import made

ROOT = Path(__file__).parent.parent.parent
SHORT = os.environ.get("SCLEROCHART_SOAK") == "short"


@pytest.mark.slow
def test_every_site_whose_saved_at_was_shown_before_a_kill_is_there_and_the_vault_is_sound(home: Path) -> None:
    chance, template, folder = random.Random(), home / "template", home / "vault"
    opened, _ = made(template)
    patients.add(opened.db, Patient("", "Prim", "Placeholder"))
    opened.close()
    shown: list[tuple[int, int]] = []
    total = 0
    for number in range(20 if SHORT else 200):
        if number % 5 == 0:  # some kills hit a vault that was killed before, none grows without end
            shutil.rmtree(folder, ignore_errors=True)
            shutil.copytree(template, folder)
            shown = []
        early = number % 5 == 4
        new = killed(folder, seconds=chance.uniform(0.1, 1.5) if early else chance.uniform(0, 1.0), early=early)
        assert early or new, "killed before a site was shown"
        shown += new
        total += len(new)
        assert verify.verify(folder, "first secret").first_wrong is None
        opened = vault.unlock(folder, "first secret")
        volumes = [row["volume_ul"] for row in opened.db.rows("SELECT volume_ul FROM site ORDER BY rowid")]
        opened.close()
        assert [(at, volumes[at - 1]) for at, _ in shown] == shown
    print(f"{total} sites shown as saved")


def killed(folder: Path, *, seconds: float, early: bool) -> list[tuple[int, int]]:
    """Number and volume of each site that the window showed as saved before it was killed: `seconds` after the first
    one, or after the start when `early`."""
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.e2e.at_work", "place", str(folder)],
        cwd=ROOT, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"}, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    with child:
        assert child.stdout is not None
        lines = [] if early else [child.stdout.readline(), child.stdout.readline()]
        timer = threading.Timer(seconds, child.kill)
        timer.start()
        lines += child.stdout.readlines()
        timer.join()
    assert child.returncode < 0, "it ended by itself"
    pairs = [line.split() for line in lines if line.endswith("\n") and line != "ready\n"]
    return [(int(number), int(ul)) for number, ul in pairs]
