"""The demo clinic as its command makes it, once for all tests of a run, also when several processes share them."""

import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class DemoClinic:
    """Where it is, and what its command printed."""

    folder: Path
    out: str
    errors: str

    def copy_of_vault(self, to: Path) -> Path:
        """A vault of one's own to open or to harm."""
        shutil.copytree(self.folder / "vault", to)
        return to


def run(
    *arguments: str | Path, home: Path, typed: str | None = None, stdout: int = subprocess.PIPE, **environment: str
) -> "subprocess.CompletedProcess[str]":
    """`sclerochart ARGUMENTS` as a process with a home of its own, and nobody at its keyboard."""
    environ = {name: value for name, value in os.environ.items() if not name.endswith("DISPLAY")}
    environ |= {"HOME": str(home), "XDG_CONFIG_HOME": str(home / ".config"), "PYTHONPATH": str(ROOT)}
    environ |= environment
    environ.pop("QT_QPA_PLATFORM", None)
    return subprocess.run(
        [sys.executable, "-m", "sclerochart", *map(str, arguments)],
        cwd=home, env=environ, input=typed, stdin=subprocess.DEVNULL if typed is None else None,
        stdout=stdout, stderr=subprocess.PIPE, text=True, timeout=120,
    )  # fmt: skip


def demo_of_this_run(tmp_path_factory: pytest.TempPathFactory) -> DemoClinic:
    """`sclerochart demo DIR`, run by whichever process needs it first."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    place = shared / "demo-clinic"
    try:
        place.mkdir()
    except FileExistsError:
        until = time.monotonic() + 120
        while not (place / "done").exists():
            assert time.monotonic() < until, "the demo clinic was not made"
            time.sleep(0.05)
    else:
        out, errors, code = "", "it could not be called", -1
        try:
            done = run("demo", place / "demo", home=place)
            out, errors, code = done.stdout, done.stderr, done.returncode
        finally:  # also then nobody waits in vain
            (place / "out").write_text(out, encoding="utf-8")
            (place / "errors").write_text(errors, encoding="utf-8")
            (place / "done").write_text(str(code), encoding="utf-8")
    assert (place / "done").read_text(encoding="utf-8") == "0", (place / "errors").read_text(encoding="utf-8")
    read = {name: (place / name).read_text(encoding="utf-8") for name in ("out", "errors")}
    return DemoClinic(place / "demo", read["out"], read["errors"])
