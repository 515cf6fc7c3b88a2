"""What the program remembers between starts, without personal data: vault opened last, theme, window geometry."""

import contextlib
import json
from pathlib import Path
from typing import Any

from PySide6.QtCore import QStandardPaths


def config_folder() -> Path:
    """This person's folder for the program's settings on this computer."""
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericConfigLocation)
    return Path(place or Path.home()) / "sclerochart"


class Remembered:
    """A small JSON file; a missing or unreadable one is the same as an empty one, and a failed write is let be."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._values: dict[str, Any] = {}
        with contextlib.suppress(OSError, ValueError):
            read = json.loads(file.read_text(encoding="utf-8"))
            self._values = read if isinstance(read, dict) else {}

    def text(self, key: str) -> str:
        """A remembered text, "" when there is none."""
        value = self._values.get(key, "")
        return value if isinstance(value, str) else ""

    def keep(self, key: str, value: str) -> None:
        """Remember a text from now on."""
        if self._values.get(key) == value:
            return
        self._values[key] = value
        with contextlib.suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            part = self._file.with_name(self._file.name + ".part")
            part.write_text(json.dumps(self._values, indent=1), encoding="utf-8")
            part.replace(self._file)

    def last_vault(self) -> Path | None:
        """The vault opened last, when its folder can still be seen."""
        path = self.text("vault")
        return Path(path) if path and Path(path).is_dir() else None
