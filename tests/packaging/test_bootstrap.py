"""Each small decision of packaging/bootstrap.py."""

import ast
import errno
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

BOOTSTRAP = Path(__file__).parent.parent.parent / "packaging" / "bootstrap.py"


def test_pythons_from_3_11_to_3_14_are_welcome_and_others_are_told_why_not(bootstrap: ModuleType) -> None:
    for minor in (11, 12, 13, 14):
        assert bootstrap.wrong_python((3, minor)) == ""
    for version in ((3, 6), (3, 10), (3, 15), (4, 0)):
        sentence = bootstrap.wrong_python(version)
        assert "needs Python 3.11 to 3.14" in sentence
        assert f"{version[0]}.{version[1]}" in sentence


def test_an_old_python_gets_the_sentence_and_no_traceback() -> None:
    ast.parse(BOOTSTRAP.read_text(encoding="utf-8"), feature_version=(3, 6))
    pretend = (
        f"import runpy, sys; sys.version_info = (3, 10, 1); runpy.run_path({str(BOOTSTRAP)!r}, run_name='__main__')"
    )
    done = subprocess.run([sys.executable, "-c", pretend], capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr.startswith("sclerochart needs Python 3.11 to 3.14, and this is Python 3.10")
    assert len(done.stderr.splitlines()) == 1


def test_misuse_prints_the_usage_and_ends_with_2(bootstrap: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert bootstrap.main([]) == 2
    assert bootstrap.main(["dance"]) == 2
    assert "bootstrap.py run" in capsys.readouterr().err
    assert bootstrap.main(["--help"]) == 0


def test_missing_libraries_are_those_that_do_not_load(bootstrap: ModuleType) -> None:
    assert bootstrap.missing_libraries(lambda name: True) == []
    assert len(bootstrap.missing_libraries(lambda name: False)) == 11
    absent = {"libxcb-cursor.so.0", "libEGL.so.1"}
    missing = bootstrap.missing_libraries(lambda name: name not in absent)
    assert [bootstrap.LIBRARIES[name] for name in missing] == ["libegl1", "libxcb-cursor0"]


@pytest.fixture
def bare_linux(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A Linux on which no library is found."""
    monkeypatch.setattr(bootstrap.sys, "platform", "linux")
    monkeypatch.setattr(bootstrap, "loads", lambda name: False)
    return bootstrap


def test_without_the_right_to_install_the_one_command_is_said(
    bare_linux: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bare_linux, "apt_prefix", lambda: None)
    monkeypatch.setattr(bare_linux.shutil, "which", lambda name: "/usr/bin/" + name)
    with pytest.raises(bare_linux.SetUpError, match=r"sudo apt-get install -y .*libgl1 .*libxcb-shape0"):
        bare_linux.install_system_packages(needs_venv=False)


def test_without_apt_the_libraries_are_named(bare_linux: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bare_linux.shutil, "which", lambda name: None)
    with pytest.raises(bare_linux.SetUpError, match=r"package manager.*libGL\.so\.1.*libxcb-shape\.so\.0"):
        bare_linux.install_system_packages(needs_venv=False)


def test_a_debian_without_venv_gets_its_package_too(bare_linux: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bare_linux, "loads", lambda name: True)
    monkeypatch.setattr(bare_linux.importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(bare_linux.shutil, "which", lambda name: "/usr/bin/" + name)
    monkeypatch.setattr(bare_linux, "apt_prefix", lambda: [])
    commands: list[list[str]] = []

    def apt(prefix: list[str], command: list[str]) -> bool:
        commands.append(command)
        return len(commands) > 2  # the first try fails, as on a machine whose package lists were never fetched

    monkeypatch.setattr(bare_linux, "apt", apt)
    bare_linux.install_system_packages(needs_venv=True)
    assert [command[1] for command in commands] == ["install", "update", "install"]
    assert commands[0][-1].endswith("-venv")


@pytest.mark.parametrize(
    ("environ", "platform", "shown"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ""}, "linux", False),
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, "linux", False),
        ({}, "win32", True),
        ({}, "darwin", True),
    ],
)
def test_where_a_window_can_be_shown(
    bootstrap: ModuleType, environ: dict[str, str], platform: str, shown: bool
) -> None:
    assert bootstrap.has_display(environ, platform) is shown


@pytest.mark.parametrize(
    ("args", "added"),
    [
        ([], ["-n", "2"]),
        (["-m", "slow", "--no-header", "-k", "ledger"], ["-n", "2"]),
        (["-n", "0"], []),
        (["-n4"], []),
        (["--numprocesses=1"], []),
        (["--pdb"], []),
        (["-s"], []),
    ],
)
def test_tests_use_two_processes_unless_told_otherwise(
    bootstrap: ModuleType, args: list[str], added: list[str]
) -> None:
    assert bootstrap.in_parallel(args) == added


@pytest.mark.parametrize(
    ("output", "said"),
    [
        ("WARNING: Retrying (Retry(total=1)) after connection broken by 'NewConnectionError'\n"
         "ERROR: No matching distribution found for click==8", "no network connection"),
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", "disk is full"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "not the one recorded"),
        ("ERROR: No matching distribution found for pyside6-essentials==6.11.3", "no ready-made package"),
        ("ERROR: [WinError 32] The process cannot access the file", "close every running sclerochart"),
        ("some line\nERROR: something new\n", "ERROR: something new"),
        ("", "without a word"),
    ],
)  # fmt: skip
def test_what_pip_says_becomes_one_sentence(bootstrap: ModuleType, output: str, said: str) -> None:
    sentence = bootstrap.why_pip_failed(output)
    assert said in sentence
    assert "\n" not in sentence


def test_too_full_a_disk_is_noticed_before_anything_is_made(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap, "ROOM_MB", {"requirements.lock": 10**9})
    with pytest.raises(bootstrap.SetUpError, match=r"disk is too full: \.venv needs about 1000000000 MB"):
        bootstrap.check_room("requirements.lock")


def test_what_the_system_refuses_is_said_in_words(bootstrap: ModuleType) -> None:
    assert "disk is full" in bootstrap.words_for(OSError(errno.ENOSPC, "No space left on device"))
    assert bootstrap.words_for(PermissionError(errno.EACCES, "Permission denied", ".venv")) == (
        "The set-up could not go on: Permission denied (.venv)."
    )


def test_nothing_of_ones_own_in_the_demo_folder_is_ever_deleted(
    bootstrap: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bootstrap, "venv_python", lambda: Path(sys.executable))
    demo = tmp_path / "demo"
    demo.mkdir()
    (demo / "notes.txt").write_text("precious")
    for left in ("nothing else", "making.txt"):  # as when the vault alone was deleted; as after a cut
        if left == "making.txt":
            (demo / left).touch()
        for _ in range(2):
            assert bootstrap.make_demo(demo, say_again=True) == 2
            assert "is not empty" in capfd.readouterr().err
            assert (demo / "notes.txt").read_text() == "precious"


def test_the_lock_of_the_tests_covers_that_of_the_program(
    bootstrap: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready_for = stamped(bootstrap, tmp_path, monkeypatch)
    assert ready_for("requirements-dev.lock", needing="requirements.lock")
    assert not ready_for("requirements.lock", needing="requirements-dev.lock")


def test_a_changed_lock_file_or_another_python_is_noticed(
    bootstrap: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready_for = stamped(bootstrap, tmp_path, monkeypatch)
    assert ready_for("requirements.lock", needing="requirements.lock")
    (tmp_path / "requirements.lock").write_text("another")
    assert not bootstrap.is_ready("requirements.lock")
    assert ready_for("requirements.lock", needing="requirements.lock")
    monkeypatch.setattr(bootstrap, "this_python", lambda: "3.99")
    assert not bootstrap.is_ready("requirements.lock")
    bootstrap.STAMP.write_text("{ torn")
    assert not bootstrap.is_ready("requirements.lock")


def stamped(bootstrap: ModuleType, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., bool]:
    """Whether an environment stamped for one lock file serves another; it is only made to look finished."""
    monkeypatch.setattr(bootstrap, "ROOT", folder)
    monkeypatch.setattr(bootstrap, "VENV", folder / ".venv")
    monkeypatch.setattr(bootstrap, "STAMP", folder / ".venv" / "stamp.json")
    monkeypatch.setattr(bootstrap, "HALF_MADE", folder / ".venv" / "half-made")
    for name in ("requirements.lock", "requirements-dev.lock"):
        (folder / name).write_text(name)
    bootstrap.venv_python().parent.mkdir(parents=True)
    bootstrap.venv_python().touch()

    def ready_for(stamped_for: str, *, needing: str) -> bool:
        bootstrap.STAMP.write_text(bootstrap.json.dumps(bootstrap.wanted(stamped_for)))
        return bool(bootstrap.is_ready(needing))

    return ready_for
