"""The set-up program, loaded from its file, and copies of the checkout to try it in."""

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def bootstrap() -> ModuleType:
    """packaging/bootstrap.py as a fresh module, so that a test may point it elsewhere."""
    spec = importlib.util.spec_from_file_location("bootstrap_under_test", ROOT / "packaging" / "bootstrap.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder with the set-up program, empty lock files, and a sclerochart that only says how it was called."""
    folder = tmp_path / "a checkout"  # with a space, as on many desktops
    (folder / "packaging").mkdir(parents=True)
    program = (ROOT / "packaging" / "bootstrap.py").read_text(encoding="utf-8")
    program, changed = re.subn(r"^ROOM_MB = .*$", "ROOM_MB = {RUNTIME: 50, DEV: 50}", program, flags=re.MULTILINE)
    assert changed == 1  # nothing is installed, so little room is enough
    (folder / "packaging" / "bootstrap.py").write_text(program, encoding="utf-8")
    for name in ("requirements.lock", "requirements-dev.lock"):
        (folder / name).write_text("")
    (folder / "sclerochart").mkdir()
    (folder / "sclerochart" / "__init__.py").touch()
    (folder / "sclerochart" / "__main__.py").write_text(STAND_IN)
    return folder


STAND_IN = """\
import os, pathlib, sys
print("platform", os.environ.get("QT_QPA_PLATFORM") or "none")
print("called with", *sys.argv[1:])
if sys.argv[1:2] == ["demo"]:
    folder = pathlib.Path(sys.argv[2])
    (folder / "vault").mkdir(parents=True, exist_ok=True)
    (folder / "making.txt").touch()
    if "STAND_IN_EXIT" not in os.environ:
        (folder / "making.txt").unlink()
        (folder / "record.pdf").touch()
sys.exit(int(os.environ.get("STAND_IN_EXIT", "0")))
"""
