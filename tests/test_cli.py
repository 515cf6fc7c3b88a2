"""The commands without a window: what they print, what they write, how they end. Never a traceback."""

import os
import random
import re
import select
import subprocess
import sys
from pathlib import Path

import pytest

from sclerochart import __version__, cli
from sclerochart.store import vault as vaults
from tests.demo_clinic import ROOT, DemoClinic, demo_of_this_run, run
from tests.documents import reading
from tests.store.small_vaults import made, place_site

Ran = tuple[int, str, str]


@pytest.fixture(scope="session")
def demo_clinic(tmp_path_factory: pytest.TempPathFactory) -> DemoClinic:
    """The demo clinic that the tests of this run share."""
    return demo_of_this_run(tmp_path_factory)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A closed small vault."""
    opened, _ = made(tmp_path / "a vault")
    place_site(opened)
    opened.close()
    return tmp_path / "a vault"


@pytest.fixture
def known(tmp_path: Path) -> Path:
    """A file whose first line is the passphrase of `folder`."""
    file = tmp_path / "passphrase.txt"
    file.write_text("first secret\n", encoding="utf-8")
    return file


@pytest.fixture
def demo_vault(demo_clinic: DemoClinic, tmp_path: Path) -> Path:
    """The demo's vault, to do with as one likes."""
    return demo_clinic.copy_of_vault(tmp_path / "demo vault")


@pytest.fixture
def demo_known(tmp_path: Path) -> Path:
    file = tmp_path / "demo passphrase.txt"
    file.write_text("demo", encoding="utf-8")
    return file


class Commands:
    """Runs commands in this process and gives back their exit code and what they printed."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *arguments: str | Path) -> Ran:
        self._capsys.readouterr()
        try:
            code = cli.main([str(each) for each in arguments])
        except SystemExit as end:  # argparse ends the program itself
            code = int(end.code or 0)
        out, errors = self._capsys.readouterr()
        return code, out, errors


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Commands:
    return Commands(capsys)


def refused(ran: Ran, *words: str) -> None:
    """Misused: nothing on standard output, one sentence or two on the other, exit code 2."""
    code, out, errors = ran
    assert (code, out) == (2, "")
    assert errors[0].isupper() or errors.startswith("“")
    assert errors.rstrip().endswith(".")
    assert "Traceback" not in errors
    assert len(errors.splitlines()) == 1
    for each in words:
        assert each in errors


# verify ---------------------------------------------------------------------------------------------------------------


def test_verify_says_that_all_is_well_with_counts_and_the_head_digest(
    command: Commands, demo_vault: Path, demo_known: Path
) -> None:
    code, out, errors = command("verify", demo_vault, "--passphrase-file", demo_known)
    assert (code, errors) == (0, "")
    assert out.splitlines()[-1] == "All is well."
    assert "10 patients" in out
    assert re.search(r"^digest of the journal's head: [0-9a-f]{64}$", out, re.MULTILINE)


def test_verify_names_the_file_in_which_one_byte_was_flipped(
    command: Commands, demo_vault: Path, demo_known: Path
) -> None:
    photo = next((demo_vault / "photos").iterdir())
    for file, named in (
        (demo_vault / "keys.json", "keys.json"),
        (demo_vault / "chart.db", "chart.db"),
        (photo, photo.name),
        (demo_vault / "ballast", "ballast"),
    ):
        whole = file.read_bytes()
        at = random.randrange(len(whole))
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 0x10]) + whole[at + 1 :])
        code, out, errors = command("verify", demo_vault, "--passphrase-file", demo_known)
        assert code == 1, (file.name, at, out, errors)
        assert out.splitlines()[-1].startswith("WRONG: ")
        assert named in out
        assert errors == ""
        file.write_bytes(whole)
    assert command("verify", demo_vault, "--passphrase-file", demo_known)[0] == 0


def test_verify_finds_a_printed_digest_however_it_was_typed(
    command: Commands, demo_clinic: DemoClinic, demo_vault: Path, demo_known: Path
) -> None:  # fmt: skip
    pages = reading.pages((demo_clinic.folder / "treatment-record.pdf").read_bytes())
    fingerprint = next(page for page in pages if "Fingerprint of the journal" in page)
    printed = re.search(r"\b[0-9a-f]{64}\b", fingerprint)
    assert printed is not None
    digest = printed[0]
    grouped = " ".join(digest[at : at + 8] for at in range(0, 64, 8)).upper()
    for typed in (digest, grouped):
        code, out, _ = command("verify", demo_vault, "--digest", typed, "--passphrase-file", demo_known)
        assert (code, out.splitlines()[-1]) == (0, "All is well.")


def test_a_digest_of_something_else_is_found_wrong(command: Commands, folder: Path, known: Path) -> None:
    code, out, errors = command("verify", folder, "--digest", "ab" * 32, "--passphrase-file", known)
    assert (code, errors) == (1, "")
    assert out.splitlines()[-1] == f"WRONG: the digest {'ab' * 32} is not in this vault's journal."


def test_a_digest_that_is_none_is_refused(command: Commands, folder: Path, known: Path) -> None:
    refused(command("verify", folder, "--digest", "12345", "--passphrase-file", known), "64 characters")


@pytest.mark.skipif(os.name == "nt", reason="a pipe that nobody reads is another thing there")
def test_that_nobody_reads_the_answer_changes_nothing_about_it(folder: Path, known: Path, tmp_path: Path) -> None:
    ours, theirs = os.pipe()
    os.close(ours)
    done = run("verify", folder, "--passphrase-file", known, home=tmp_path, stdout=theirs)
    os.close(theirs)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="only Linux has a file that is always full")
def test_an_answer_that_cannot_be_written_is_no_finding(folder: Path, known: Path, tmp_path: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = run("verify", folder, "--passphrase-file", known, home=tmp_path, stdout=full.fileno())
    assert done.returncode == 2
    assert done.stderr.startswith("The answer could not be written")
    assert len(done.stderr.splitlines()) == 1


# record and leaflet ---------------------------------------------------------------------------------------------------


def test_record_and_leaflet_of_the_last_session_are_written_where_they_are_wanted(
    command: Commands, demo_vault: Path, demo_known: Path, tmp_path: Path
) -> None:
    for name, words in (("record", "Injection of leg veins on"), ("leaflet", "After your leg vein treatment")):
        out = tmp_path / f"{name} of the last session.pdf"
        assert command(name, demo_vault, "last", out, "--passphrase-file", demo_known) == (0, f"{out}\n", "")
        assert words in reading.whole(out.read_bytes())
        assert "Primrose Placeholder" in reading.whole(out.read_bytes())
    assert command("verify", demo_vault, "--passphrase-file", demo_known)[0] == 0


def test_a_session_is_named_by_its_id_too(command: Commands, folder: Path, known: Path, tmp_path: Path) -> None:
    opened = vaults.unlock(folder, "first secret")
    session_id = str(opened.db.value("SELECT id FROM session"))
    opened.close()
    out = tmp_path / "record.pdf"
    assert command("record", folder, session_id, out, "--passphrase-file", known)[0] == 0
    assert "Prim Placeholder" in reading.whole(out.read_bytes())


def test_a_session_that_is_not_there_is_said(command: Commands, folder: Path, known: Path, tmp_path: Path) -> None:
    out = tmp_path / "record.pdf"
    refused(command("record", folder, "nonsense", out, "--passphrase-file", known), "“nonsense”", "“last”")
    assert not out.exists()


def test_a_leaflet_whose_rules_are_not_settled_is_refused_in_words(
    command: Commands, folder: Path, known: Path, tmp_path: Path
) -> None:
    refused(
        command("leaflet", folder, "last", tmp_path / "x.pdf", "--passphrase-file", known),
        "aftercare rules",
        "settings",
    )
    assert not (tmp_path / "x.pdf").exists()


def test_a_document_cannot_be_put_where_there_is_no_folder(
    command: Commands, folder: Path, known: Path, tmp_path: Path
) -> None:
    nowhere = tmp_path / "nowhere"
    refused(command("record", folder, "last", nowhere / "x.pdf", "--passphrase-file", known), "x.pdf", "folder")
    refused(command("record", folder, "last", tmp_path, "--passphrase-file", known))
    assert [path.name for path in tmp_path.glob("*.part")] == []


@pytest.mark.parametrize("out", [".", "", "..", "/", "a folder"])
def test_a_folder_is_no_name_for_a_document(
    command: Commands, folder: Path, known: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, out: str
) -> None:
    (tmp_path / "here" / "a folder").mkdir(parents=True)
    (tmp_path / "here" / "a folder.part").write_text("mine", encoding="utf-8")
    monkeypatch.chdir(tmp_path / "here")
    refused(command("record", folder, "last", out, "--passphrase-file", known), "was not saved", "folder")
    assert (tmp_path / "here" / "a folder.part").read_text(encoding="utf-8") == "mine"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no such files")
def test_what_is_no_ordinary_file_is_not_replaced_by_a_document(
    command: Commands, folder: Path, known: Path, tmp_path: Path
) -> None:
    os.mkfifo(tmp_path / "queue")  # stands for a device, which must not be tried out
    refused(command("record", folder, "last", tmp_path / "queue", "--passphrase-file", known), "no ordinary file")
    assert (tmp_path / "queue").is_fifo()


def test_a_name_that_the_terminal_has_no_letters_for_is_told_all_the_same(
    folder: Path, known: Path, tmp_path: Path
) -> None:
    out = tmp_path / "Примерова.pdf"
    words = ("record", folder, "last", out, "--passphrase-file", known)
    done = run(*words, home=tmp_path, PYTHONIOENCODING="cp1252", PYTHONUTF8="0")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.strip().endswith("\\u0440\\u043e\\u0432\\u0430.pdf")
    assert out.exists()


@pytest.mark.parametrize("name", ["chart.db", "keys.json", "record.pdf", "photos/record.pdf"])
def test_a_document_is_not_put_into_a_vault_over_its_files_or_in_clear_beside_them(
    command: Commands, folder: Path, known: Path, name: str
) -> None:
    before = sorted(path for path in folder.rglob("*") if path.name != "vault.lock")
    refused(command("record", folder, "last", folder / name, "--passphrase-file", known), name.split("/")[-1], "vault")
    assert sorted(path for path in folder.rglob("*") if path.name != "vault.lock") == before
    assert command("verify", folder, "--passphrase-file", known)[0] == 0


# Passphrases, vaults, misuse ------------------------------------------------------------------------------------------

OPENERS = (("verify",), ("record", "last", "out.pdf"), ("leaflet", "last", "out.pdf"))


@pytest.mark.parametrize("words", OPENERS, ids=lambda words: words[0])
def test_a_wrong_passphrase_is_refused(command: Commands, folder: Path, tmp_path: Path, words: tuple[str, ...]) -> None:
    wrong = tmp_path / "wrong.txt"
    wrong.write_text("another secret", encoding="utf-8")
    refused(command(words[0], folder, *words[1:], "--passphrase-file", wrong), "passphrase")


@pytest.mark.parametrize("words", OPENERS, ids=lambda words: words[0])
def test_a_vault_that_is_not_there_is_refused(
    command: Commands, known: Path, tmp_path: Path, words: tuple[str, ...]
) -> None:
    refused(command(words[0], tmp_path / "nothing here", *words[1:], "--passphrase-file", known), "nothing here")
    (tmp_path / "empty").mkdir()
    refused(command(words[0], tmp_path / "empty", *words[1:], "--passphrase-file", known), "empty")
    refused(command(words[0], known, *words[1:], "--passphrase-file", known))


@pytest.mark.parametrize("words", OPENERS, ids=lambda words: words[0])
def test_a_vault_that_is_open_in_another_program_is_refused(
    command: Commands, folder: Path, known: Path, words: tuple[str, ...]
) -> None:
    program = "import sys; from sclerochart.store.vault import unlock; from pathlib import Path\n"
    program += "opened = unlock(Path(sys.argv[1]), 'first secret'); print('open', flush=True); input(); opened.close()"
    with subprocess.Popen(
        [sys.executable, "-c", program, str(folder)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "open\n"
        refused(command(words[0], folder, *words[1:], "--passphrase-file", known), "open")
        other.communicate("\n")
    assert command("verify", folder, "--passphrase-file", known)[0] == 0


@pytest.mark.parametrize("words", OPENERS, ids=lambda words: words[0])
def test_without_a_file_and_without_anybody_to_ask_the_way_to_give_a_passphrase_is_told(
    command: Commands, folder: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    with Path(os.devnull).open(encoding="utf-8") as nobody:
        monkeypatch.setattr(sys, "stdin", nobody)
        refused(command(words[0], folder, *words[1:]), "--passphrase-file")


def test_a_passphrase_file_that_is_missing_empty_or_no_text_is_refused(
    command: Commands, folder: Path, tmp_path: Path
) -> None:
    empty, binary = tmp_path / "empty.txt", tmp_path / "binary"
    empty.write_text("\nsecond line\n", encoding="utf-8")
    binary.write_bytes(b"\xff\xfe\x00\x01")
    for file, words in ((tmp_path / "missing.txt", "could not be read"), (empty, "is empty"), (binary, "as text")):
        refused(command("verify", folder, "--passphrase-file", file), words)


def test_a_passphrase_file_is_read_as_windows_editors_save_it_or_it_is_said_how_to_save_it(
    command: Commands, folder: Path, tmp_path: Path
) -> None:
    file = tmp_path / "passphrase.txt"
    file.write_bytes("first secret\r\n".encode("utf-8-sig"))
    assert command("verify", folder, "--passphrase-file", file)[0] == 0
    for encoding in ("utf-16", "utf-16-le", "utf-16-be"):
        file.write_bytes("first secret\r\n".encode(encoding))
        refused(command("verify", folder, "--passphrase-file", file), "Save it as UTF-8")


def test_a_passphrase_on_the_command_line_is_not_taken(command: Commands, folder: Path) -> None:
    for words in (("--passphrase", "first secret"), ("first secret",)):
        code, out, errors = command("verify", folder, *words)
        assert (code, out) == (2, "")
        assert "usage:" in errors


@pytest.mark.skipif(os.name == "nt", reason="a terminal to type into is made in another way there")
def test_a_passphrase_is_asked_for_at_a_terminal_and_not_shown(folder: Path, tmp_path: Path) -> None:
    import pty

    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "sclerochart", "verify", str(folder)],
        cwd=ROOT, stdin=theirs, stdout=subprocess.PIPE, stderr=theirs, start_new_session=True, text=True,
    ) as program:  # fmt: skip
        seen = b""
        while b"Passphrase: " not in seen:
            assert select.select([ours], [], [], 30)[0], seen
            seen += os.read(ours, 1000)
        os.write(ours, b"first secret\n")
        out, _ = program.communicate(timeout=60)
        while select.select([ours], [], [], 0)[0]:
            seen += os.read(ours, 1000)
    os.close(theirs)
    os.close(ours)
    assert program.returncode == 0
    assert out.splitlines()[-1] == "All is well."
    assert b"first secret" not in seen


def test_a_command_that_is_none_and_one_that_lacks_something_are_misuse(command: Commands, tmp_path: Path) -> None:
    for words in (("frobnicate",), ("verify",), ("record", "vault"), ("demo",)):
        code, out, errors = command(*words)
        assert (code, out) == (2, "")
        assert "usage:" in errors


def test_the_version_is_told(command: Commands) -> None:
    assert command("--version") == (0, f"sclerochart {__version__}\n", "")


def test_exit_codes_are_those_of_the_process_too(folder: Path, known: Path, tmp_path: Path) -> None:
    well = run("verify", folder, "--passphrase-file", known, home=tmp_path)
    assert (well.returncode, well.stdout.splitlines()[-1], well.stderr) == (0, "All is well.", "")
    assert run("verify", folder, home=tmp_path).returncode == 2
    (folder / "stray.txt").write_text("x", encoding="utf-8")
    wrong = run("verify", folder, "--passphrase-file", known, home=tmp_path)
    assert (wrong.returncode, wrong.stderr) == (1, "")
    assert "“stray.txt”" in wrong.stdout


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is always a display")
def test_where_there_is_no_display_no_window_is_tried(folder: Path, tmp_path: Path) -> None:
    for words in ((), ("--vault", folder)):
        done = run(*words, home=tmp_path)
        refused((done.returncode, done.stdout, done.stderr), "no display")
