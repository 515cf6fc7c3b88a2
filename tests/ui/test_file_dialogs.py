"""No folder that was visited stays behind in Qt's own settings file."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, QStandardPaths, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import Shiboken

from sclerochart.ui.file_dialogs import keep_no_folders, no_folders_kept
from tests.ui.documents.conftest import Practice, practice  # noqa: F401

NAME = "Placeholder Amber"


@pytest.fixture
def qt_file(tmp_path: Path) -> Iterator[Path]:
    """Qt's settings in a place of this test."""
    place = tmp_path / "config"
    place.mkdir()
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(place))
    yield place / "QtProject.conf"
    usual = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericConfigLocation)
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, usual)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / NAME
    made.mkdir()
    return made


def written(qt_file: Path) -> str:
    return qt_file.read_text(encoding="utf-8").replace("%20", " ") if qt_file.exists() else ""


def visit(folder: Path, parent: QWidget, qtbot: QtBot, *, kept: bool) -> None:
    """Open a dialog in a folder, accept a file there, and let the dialog go."""
    dialog = QFileDialog(parent, "Save", str(folder / "a.pdf"))
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    if not kept:
        keep_no_folders(dialog)
    dialog.open()
    dialog.accept()
    dialog.deleteLater()
    qtbot.waitUntil(lambda: not Shiboken.isValid(dialog))


def test_qt_by_itself_writes_the_folder(qt_file: Path, folder: Path, qtbot: QtBot, qapp: QApplication) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    visit(folder, parent, qtbot, kept=True)
    assert NAME in written(qt_file)


def test_a_folder_that_was_visited_does_not_stay_and_what_was_there_does(
    qt_file: Path, folder: Path, qtbot: QtBot, qapp: QApplication
) -> None:
    settings = QSettings(QSettings.Scope.UserScope, "QtProject")
    settings.setValue("FileDialog/lastVisited", "file:///somewhere/else")
    settings.sync()
    parent = QWidget()
    qtbot.addWidget(parent)
    visit(folder, parent, qtbot, kept=False)
    assert NAME not in written(qt_file)
    assert "somewhere/else" in written(qt_file)


def test_the_same_for_a_dialog_that_is_waited_for(
    qt_file: Path, folder: Path, qtbot: QtBot, qapp: QApplication
) -> None:
    def choose() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QFileDialog)
        line = dialog.findChild(QLineEdit, "fileNameEdit")
        assert line is not None
        line.setText(str(folder))
        dialog.accept()

    QTimer.singleShot(100, choose)
    with no_folders_kept():
        chosen = QFileDialog.getExistingDirectory(
            None, "Folder", str(folder.parent), QFileDialog.Option.DontUseNativeDialog
        )
    assert Path(chosen) == folder
    assert NAME not in written(qt_file)


def test_saving_a_document_leaves_no_folder(
    qt_file: Path,
    folder: Path,
    practice: Practice,  # noqa: F811
    qtbot: QtBot,
) -> None:
    from sclerochart.ui.documents.export import export_record
    from sclerochart.ui.documents.preview import PreviewDialog

    export_record(practice.window, practice.workspace, practice.session_id)
    preview = practice.window.findChildren(PreviewDialog)[-1]
    qtbot.waitUntil(lambda: preview.pdf is not None, timeout=30_000)
    preview.ask_where()
    dialog = preview.findChild(QFileDialog, "document-save-where")
    assert dialog is not None
    dialog.setDirectory(str(folder))
    dialog.accept()
    qtbot.waitUntil(lambda: not Shiboken.isValid(dialog))
    assert (folder / preview._file_name).exists()
    assert NAME not in written(qt_file)
    preview.reject()
