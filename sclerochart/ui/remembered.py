"""What the program remembers between starts, without personal data: vault opened last, theme, window geometry."""

import contextlib
from pathlib import Path

from PySide6.QtCore import QStandardPaths


def config_folder() -> Path:
    """This person's folder for the program's settings on this computer."""
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericConfigLocation)
    return Path(place or Path.home()) / "sclerochart"


class Remembered:
    """A small file of lines "key = value", read before the window shows; a missing or unreadable one is the same as an
    empty one, and a failed write is let be."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._values: dict[str, str] = {}
        with contextlib.suppress(OSError, UnicodeDecodeError):
            for line in file.read_text(encoding="utf-8").splitlines():
                key, _, value = line.partition(" = ")
                self._values[key] = value

    def text(self, key: str) -> str:
        """A remembered text, "" when there is none."""
        return self._values.get(key, "")

    def keep(self, key: str, value: str) -> None:
        """Remember a text of one line from now on."""
        if self.text(key) == value or len(value.splitlines()) > 1:
            return
        self._values[key] = value
        with contextlib.suppress(OSError, UnicodeEncodeError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            part = self._file.with_name(self._file.name + ".part")
            part.write_text("".join(f"{key} = {text}\n" for key, text in self._values.items()), encoding="utf-8")
            part.replace(self._file)

    def last_vault(self) -> Path | None:
        """The vault opened last, when its folder can still be seen."""
        path = self.text("vault")
        return Path(path) if path and Path(path).is_dir() else None
