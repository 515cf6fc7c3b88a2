"""House rules that a machine can see."""

import ast
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"

# Addresses of package registries and paths of one person's machine; written so that this file does not match itself.
NOT_HERE = re.compile(
    r"--(?:extra-)?index-" r"url|--find-" r"links|registry = \"" r"http|(?:pypi|pythonhosted|npmjs)\.(?:org|com)"
    r"|(?<![.\w])/(?:root|home/\w+|Users/\w+|work)/|[A-Z]:\\Users"
)  # fmt: skip

NETWORK = {
    "aiohttp", "asyncio", "ftplib", "http", "httpx", "imaplib", "poplib", "requests", "smtplib", "socket",
    "socketserver", "ssl", "urllib", "urllib3", "websockets", "xmlrpc",
    "PySide6.QtNetwork", "PySide6.QtWebEngineCore", "PySide6.QtWebEngineWidgets", "PySide6.QtWebSockets",
}  # fmt: skip


def tracked() -> list[str]:
    """Every file of the project, as git has it."""
    try:
        listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this is not a git checkout")
    return [name for name in listing.decode().split("\0") if name and (ROOT / name).is_file()]


def test_no_file_holds_a_registry_address_or_a_path_of_somebodys_machine() -> None:
    found = []
    for name in tracked():
        data = (ROOT / name).read_bytes()
        if b"\0" in data[:8000]:
            continue
        for number, line in enumerate(data.decode("utf-8", "replace").splitlines(), 1):
            if NOT_HERE.search(line):
                found.append(f"{name}:{number}: {line.strip()[:100]}")
    assert found == []


def test_what_is_made_on_the_spot_is_not_kept() -> None:
    anywhere, at_the_top = {"uv.lock", "__pycache__"}, {"demo", ".venv", "dist", "build"}
    kept = [name for name in tracked() if anywhere & set(Path(name).parts) or Path(name).parts[0] in at_the_top]
    assert kept == []


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_every_locked_package_has_hashes_and_no_address(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "http" not in text
    assert "file:" not in text
    entries = re.split(r"(?m)^(?=[a-z0-9])", text)
    packages = [entry for entry in entries if "==" in entry.partition("\n")[0]]
    assert len(packages) > 15
    assert [entry.split()[0] for entry in packages if "--hash=sha256:" not in entry] == []


def test_both_locks_name_the_same_versions() -> None:
    def pins(name: str) -> set[str]:
        return set(re.findall(r"(?m)^([a-z0-9][\w.-]*==[^\s;]+)", (ROOT / name).read_text(encoding="utf-8")))

    assert pins("requirements.lock") - pins("requirements-dev.lock") == set()


def test_the_wheel_asks_for_what_the_lock_installs() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = (ROOT / "requirements.in").read_text(encoding="utf-8").splitlines()

    def names(requirements: list[str]) -> set[str]:
        return {re.split(r"[=<>~!\s;]", line)[0] for line in requirements if line and not line.startswith("#")}

    assert names(project["dependencies"]) == names(lines)


def test_nothing_in_the_program_can_reach_a_network() -> None:
    found = []
    for path in sorted((ROOT / "sclerochart").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module:
                names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
            else:
                continue
            found += [f"{path.name}: {name}" for name in names if name in NETWORK or name.split(".")[0] in NETWORK]
    assert found == []


def test_packaging_and_tests_are_no_python_packages() -> None:
    # With the checkout importable, packaging/__init__.py would hide the library `packaging` that pytest needs.
    assert [name for name in tracked() if re.fullmatch(r"(packaging|tests)(/.*)?/__init__\.py", name)] == []


def test_every_set_up_command_in_the_readme_exists() -> None:
    usage = subprocess.run(
        [sys.executable, str(ROOT / "packaging" / "bootstrap.py"), "--help"], capture_output=True, text=True, check=True
    ).stdout
    said = set(re.findall(r"packaging[/\\]bootstrap\.py (\w+)", README.read_text(encoding="utf-8")))
    assert said >= {"run", "test", "bench", "lock"}
    assert said == set(re.findall(r"packaging/bootstrap\.py (\w+)", usage))


@pytest.mark.skipif(not (ROOT / "sclerochart" / "cli.py").exists(), reason="the commands are not in this checkout")
def test_every_command_in_the_readme_exists() -> None:
    environ = {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    said = set(re.findall(r"(?m)^sclerochart (\w+)", README.read_text(encoding="utf-8")))
    assert said >= {"demo", "verify", "record", "leaflet"}
    for name in sorted(said):
        done = subprocess.run(
            [sys.executable, "-m", "sclerochart", name, "--help"], env=environ, capture_output=True, text=True
        )
        assert done.returncode == 0, (name, done.stderr)
