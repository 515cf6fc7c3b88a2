"""Qt's memory of visited folders, kept out of the clear.

Folders may be called after patients, and Qt writes those it visited into a settings file of its own when a file dialog
goes. Here they are taken out again at once, on every platform; what other programs kept there stays.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QFileDialog

_KEYS = ("FileDialog/history", "FileDialog/lastVisited")


def keep_no_folders(dialog: QFileDialog) -> None:
    """Let nothing of the folders visited in this dialog stay behind once it is gone."""
    before = _kept()
    dialog.destroyed.connect(lambda: _put_back(before))


@contextmanager
def no_folders_kept() -> Iterator[None]:
    """The same for a dialog that is made, shown and gone within."""
    before = _kept()
    try:
        yield
    finally:
        _put_back(before)


def _settings() -> QSettings:
    return QSettings(QSettings.Scope.UserScope, "QtProject")


def _kept() -> dict[str, object]:
    settings = _settings()
    return {key: settings.value(key) for key in _KEYS if settings.contains(key)}


def _put_back(before: dict[str, object]) -> None:
    settings = _settings()
    for key in _KEYS:
        if key in before:
            settings.setValue(key, before[key])
        else:
            settings.remove(key)
    settings.sync()
