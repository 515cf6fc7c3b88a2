"""Tries an installed sclerochart as its first user would: run by the Python it was installed for, in an empty folder.

    QT_QPA_PLATFORM=offscreen <environment>/bin/python -I packaging/smoke.py

It leaves a folder `clinic` behind. Exit code 0 when every check passed, else 1; the last line counts them.
"""

import json
import subprocess
import sys
import sysconfig
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

CLINIC = Path("clinic")
PATIENCE = 30  # seconds for a page to appear, on a busy machine


def the_package_is_the_installed_one() -> None:
    """Nothing below would count if a checkout were imported instead."""
    import sclerochart

    assert sclerochart.__file__ is not None
    assert Path(sclerochart.__file__).resolve().is_relative_to(Path(sys.prefix).resolve()), sclerochart.__file__


def shipped_files_are_whole() -> None:
    """Every folder of shipped data came along, and none of its files is empty."""
    from sclerochart import assets

    for name in ("fonts", "icons", "legs", "products", "protocols"):
        files = [file for file in assets.path(name).rglob("*") if file.is_file()]
        assert files, f"nothing in {name}"
        empty = [file.name for file in files if not file.stat().st_size]
        assert not empty, f"empty in {name}: {empty}"


def fonts_load() -> None:
    """The fonts of the documents hold Latin, Cyrillic and Greek."""
    from reportlab.pdfbase.ttfonts import TTFont

    from sclerochart import assets

    names = assets.names("fonts", ".ttf")
    assert names
    for name in names:
        glyphs = TTFont(Path(name).stem, str(assets.path(name))).face.charToGlyph
        missing = [letter for letter in "Añłő Жщі Ωά½µ" if ord(letter) not in glyphs]
        assert not missing, f"{name} lacks {missing}"


def legs_load() -> None:
    """The atlas names its three versions."""
    from sclerochart import assets

    atlas = json.loads(assets.read_text("legs/atlas.json"))
    assert {"space", "regions", "drawing"} <= set(atlas), sorted(atlas)


def demo_makes_its_files() -> None:
    """The command prints each file it made, and they are what their names say."""
    printed = command("demo", str(CLINIC)).stdout.splitlines()
    made = [path for path in (Path(line.strip()) for line in printed) if path.is_file()]
    for suffix, start, at_least in ((".pdf", b"%PDF-", 2), (".png", b"\x89PNG", 1)):
        files = [path for path in made if path.suffix == suffix]
        assert len(files) >= at_least, f"{suffix}: {printed}"
        assert all(path.read_bytes().startswith(start) for path in files), files
    assert (CLINIC / "vault" / "chart.db").is_file()


def verify_finds_the_vault_sound() -> None:
    """The demo vault passes the program's own examination."""
    secret = Path("passphrase.txt")
    secret.write_text("demo\n", encoding="utf-8")
    command("verify", str(CLINIC / "vault"), "--passphrase-file", str(secret))


def window_opens_the_vault() -> None:
    """The window appears, takes the passphrase and shows the patients.

    The program's own entry is called; only waiting for the person's clicks is replaced by making them.
    """
    from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget

    from sclerochart import cli

    def wait_for(name: str) -> Any:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            QApplication.processEvents()
            for top in QApplication.topLevelWidgets():
                for widget in [top, *top.findChildren(QWidget)]:
                    if widget.objectName() == name and widget.isVisible():
                        return widget
            time.sleep(0.02)
        raise AssertionError(f"{name} did not appear within {PATIENCE} s")

    seen: list[str] = []

    def one_visit(*_ignored: object) -> int:
        window = wait_for("main-window")
        field = wait_for("unlock-passphrase")
        assert isinstance(field, QLineEdit)
        field.setText("demo")
        button = wait_for("unlock-button")
        assert isinstance(button, QPushButton)
        button.click()
        wait_for("patient-list")
        seen.append("patient-list")
        window.close()
        QApplication.processEvents()
        return 0

    QApplication.exec = one_visit  # type: ignore[method-assign]
    sys.argv = ["sclerochart", "--vault", str(CLINIC / "vault")]
    try:
        code: object = cli.main()
    except SystemExit as end:
        code = end.code
    assert seen == ["patient-list"]
    assert not code, f"exit code {code}"


def command(*words: str) -> "subprocess.CompletedProcess[str]":
    """Runs the installed `sclerochart` command; it must end well."""
    script = Path(sysconfig.get_path("scripts")) / ("sclerochart.exe" if sys.platform == "win32" else "sclerochart")
    done = subprocess.run([str(script), *words], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, f"exit code {done.returncode}\n{done.stdout}{done.stderr}"
    return done


CHECKS: tuple[Callable[[], None], ...] = (
    the_package_is_the_installed_one,
    shipped_files_are_whole,
    fonts_load,
    legs_load,
    demo_makes_its_files,
    verify_finds_the_vault_sound,
    window_opens_the_vault,
)


def main() -> int:
    """Runs every check, also after one failed."""
    failed = 0
    for check in CHECKS:
        name = check.__name__.replace("_", " ")
        try:
            check()
        except Exception:
            failed += 1
            print(f"failed: {name}\n{traceback.format_exc()}", flush=True)
        else:
            print(f"passed: {name}", flush=True)
    print(f"{len(CHECKS) - failed} passed, {failed} failed", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
