"""packaging/bootstrap.py really run, in a checkout whose lock files are empty; the slow test fetches everything."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
HEADLESS = {"DISPLAY": "", "WAYLAND_DISPLAY": "", "QT_QPA_PLATFORM": "", "PYTHONPATH": ""}


def bootstrap_in(folder: Path, *words: str, **environ: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, str(folder / "packaging" / "bootstrap.py"), *words]
    return subprocess.run(
        command, cwd=folder, env={**os.environ, **HEADLESS, **environ}, capture_output=True, text=True, timeout=600
    )


linux_only = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is always a display")


@linux_only
def test_run_makes_the_environment_then_the_demo_and_later_neither(checkout: Path) -> None:
    first = bootstrap_in(checkout, "run")
    assert first.returncode == 0, first.stderr
    assert "Installing what requirements.lock names" in first.stdout
    assert "There is no display here" in first.stdout
    assert "platform offscreen" in first.stdout
    assert "called with demo demo" in first.stdout

    again = bootstrap_in(checkout, "run")
    assert "called" not in again.stdout
    assert again.stdout.splitlines()[-2:] == [str(Path("demo", name)) for name in ("record.pdf", "vault")]

    with_display = bootstrap_in(checkout, "run", DISPLAY=":0")
    assert "Installing" not in with_display.stdout
    assert "Its passphrase is: demo" in with_display.stdout
    assert "called with --vault " + str(Path("demo", "vault")) in with_display.stdout
    assert "called with demo demo" not in with_display.stdout
    assert "platform none" in with_display.stdout

    shutil.rmtree(checkout / "demo")
    made_again = bootstrap_in(checkout, "run", WAYLAND_DISPLAY="wayland-0")
    called = [line for line in made_again.stdout.splitlines() if line.startswith("called")]
    assert called == ["called with demo demo", "called with --vault " + str(Path("demo", "vault"))]

    # A demo clinic whose making failed or was cut off is made anew.
    shutil.rmtree(checkout / "demo")
    assert bootstrap_in(checkout, "run", STAND_IN_EXIT="1").returncode == 1
    remade = bootstrap_in(checkout, "run")
    assert "left half-made: trying once more" in remade.stdout
    assert "called with demo demo" in remade.stdout
    assert "called" not in bootstrap_in(checkout, "run").stdout

    # The second run calls no pip: it works with the pip of the environment gone, and passes words and exit code on.
    for pip in (checkout / ".venv").rglob("pip"):
        if pip.is_dir():
            shutil.rmtree(pip)
    passed_on = bootstrap_in(checkout, "run", "verify", "a vault", STAND_IN_EXIT="1")
    assert passed_on.stdout.splitlines()[-1] == "called with verify a vault"
    assert passed_on.returncode == 1

    no_window = bootstrap_in(checkout, "run", "--vault", "a vault")
    assert no_window.returncode == 1
    assert no_window.stderr.startswith("There is no display here, so no window can open")

    # A set-up that was cut off heals itself.
    (checkout / ".venv" / "sclerochart-half-made").touch()
    healed = bootstrap_in(checkout, "run", "--version")
    assert "making it anew" in healed.stdout
    assert healed.returncode == 0
    assert not (checkout / ".venv" / "sclerochart-half-made").exists()


def test_a_checkout_without_measurements_says_so(checkout: Path) -> None:
    done = bootstrap_in(checkout, "bench")
    assert done.returncode == 1
    assert done.stderr == "This checkout has no measurements: tests/bench is not in it.\n"


@pytest.mark.slow
def test_the_real_lock_installs_and_a_second_run_adds_under_a_second(checkout: Path) -> None:
    shutil.copy(ROOT / "requirements.lock", checkout)
    first = bootstrap_in(checkout, "run", "--version")
    assert first.returncode == 0, first.stdout + first.stderr
    python = checkout / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    bare = fastest([str(python), "-m", "sclerochart", "--version"], checkout)
    whole = fastest([sys.executable, "packaging/bootstrap.py", "run", "--version"], checkout)
    print(f"a second run adds {1000 * (whole - bare):.0f} ms")
    assert whole - bare < 1.0
    modules = (
        "import PySide6.QtWidgets, sqlcipher3, sqlite_utils, cryptography, argon2, PIL, pi_heif, reportlab, pypdfium2"
    )
    subprocess.run([str(python), "-c", modules], check=True)


def fastest(command: list[str], folder: Path) -> float:
    times = []
    for _ in range(5):
        start = time.perf_counter()
        subprocess.run(command, cwd=folder, check=True, capture_output=True, env={**os.environ, **HEADLESS})
        times.append(time.perf_counter() - start)
    return min(times)
