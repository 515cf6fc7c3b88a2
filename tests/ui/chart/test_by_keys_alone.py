"""A whole session by keys alone, from the passphrase to the signed record on paper."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from sclerochart.domain.people import Clinic, Patient, Practitioner
from sclerochart.store import patients, preparations, sessions, sites, vault
from sclerochart.store.keys import Cost
from sclerochart.ui.chart.page import ChartPage
from sclerochart.ui.documents.preview import PreviewDialog
from sclerochart.ui.main_window import MainWindow
from sclerochart.ui.patients.new_page import NewPatientPage
from sclerochart.ui.remembered import Remembered
from tests.ui.chart.acts import counted, focused, press_key, type_keys

pytestmark = pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)  # offscreen pop-ups
Key, Modifier = Qt.Key, Qt.KeyboardModifier
PASSPHRASE = "a plain invented phrase"


@pytest.fixture
def locked(tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[MainWindow]:
    """The window as it asks for the passphrase of a clinic with one patient."""
    made, _ = vault.create(
        tmp_path / "clinic",
        clinic=Clinic(name="Example Clinic", phone="01632 960001", out_of_hours="01632 960002"),
        practitioner=Practitioner("", "Ada Example", "Nurse", "N1"),
        passphrase=PASSPHRASE,
        cost=Cost(time=1, memory_kib=64),
    )
    patients.add(made.db, Patient("", "Prim", "Placeholder", birth_date=date(1970, 5, 2)))
    made.close()
    window = MainWindow(Remembered(tmp_path / "window.txt"))
    window.resize(1366, 768)
    window.offer(made.folder)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    yield window
    qtbot.waitUntil(lambda: not window.unlock_pages.busy)
    window.close()
    window.deleteLater()


def page_of(window: MainWindow) -> ChartPage:
    assert window.desk is not None
    page = window.desk.currentWidget()
    assert isinstance(page, ChartPage)
    return page


def shown_dialog(kind: type[QFileDialog] | type[PreviewDialog]) -> QFileDialog | PreviewDialog | None:
    return next((each for each in QApplication.topLevelWidgets() if isinstance(each, kind) and each.isVisible()), None)


def test_a_session_is_opened_charted_signed_and_its_record_saved_without_a_mouse(
    locked: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    def soon(true: Callable[[], object]) -> None:
        qtbot.waitUntil(lambda: bool(true()), timeout=20_000)

    with counted() as acts:
        soon(lambda: QApplication.focusWidget() is not None)
        type_keys(PASSPHRASE)
        press_key(Key.Key_Return)
        soon(lambda: locked.desk is not None)
        soon(lambda: focused().objectName() == "patient-search")
        type_keys("placeh")
        press_key(Key.Key_Return, Modifier.ControlModifier)
        page = page_of(locked)
        soon(page.leg_view.hasFocus)

        # What is in the syringe: the third line of the list that opens, its lot, expiry and needle.
        press_key(Key.Key_P)
        soon(lambda: page.preparation.picker.view().isVisible())
        press_key(Key.Key_Down)
        press_key(Key.Key_Down)
        press_key(Key.Key_Return)
        soon(page.preparation.lot.hasFocus)
        type_keys("B1234")
        press_key(Key.Key_Return)
        type_keys("03/2031")
        press_key(Key.Key_Return)
        type_keys("30 G")
        press_key(Key.Key_Return)
        assert page.leg_view.hasFocus()

        # Sites at the cursor: in the first view, a region farther down, in another view, on the other leg.
        press_key(Key.Key_I)
        press_key(Key.Key_Return)
        press_key(Key.Key_3)
        press_key(Key.Key_R)
        press_key(Key.Key_Down, Modifier.ShiftModifier)
        press_key(Key.Key_Space)
        press_key(Key.Key_Down)
        press_key(Key.Key_Down, Modifier.ControlModifier)
        press_key(Key.Key_Return)
        press_key(Key.Key_Tab)
        press_key(Key.Key_Tab)
        press_key(Key.Key_Return)
        press_key(Key.Key_X)
        press_key(Key.Key_Return)
        press_key(Key.Key_Z, Modifier.ControlModifier)
        press_key(Key.Key_Y, Modifier.ControlModifier)
        press_key(Key.Key_Escape)

        # A dictated line, an undo of it, the walk.
        press_key(Key.Key_Q)
        type_keys("L popliteal .1 x3 tel")
        press_key(Key.Key_Return)
        press_key(Key.Key_Escape)
        press_key(Key.Key_W)

        press_key(Key.Key_S, Modifier.ControlModifier | Modifier.ShiftModifier)
        if focused().objectName() == "sign-reason":
            type_keys("No photographs today")
            press_key(Key.Key_Return)
        db = page.workspace.db
        assert sessions.get(db, page.session_id).signed

        press_key(Key.Key_E, Modifier.ControlModifier)
        soon(lambda: shown_dialog(PreviewDialog) is not None)
        preview = shown_dialog(PreviewDialog)
        assert isinstance(preview, PreviewDialog)
        soon(lambda: preview.pdf is not None)
        soon(lambda: focused().objectName() == "document-print")
        press_key(Key.Key_S, Modifier.ControlModifier)
        soon(lambda: shown_dialog(QFileDialog) is not None)
        line = shown_dialog(QFileDialog)
        assert line is not None
        soon(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
        QTest.keyClick(focused(), Key.Key_A, Modifier.ControlModifier)
        type_keys(str(tmp_path / "record.pdf"))
        press_key(Key.Key_Return)
        soon(lambda: (tmp_path / "record.pdf").exists())
        preview.activateWindow()  # as a window manager does when the one before it goes
        soon(lambda: QApplication.focusWidget() is not None)
        press_key(Key.Key_Escape)
        soon(lambda: shown_dialog(PreviewDialog) is None)

    assert acts.kinds["click"] == 0
    assert acts.kinds["wheel"] == 0
    found = sites.of_session(db, page.session_id)
    assert [site.volume_ul for site in found] == [100, 200, 200, 200, 200, 100, 100, 100]
    assert {site.place.side for site in found} == {"left", "right"}
    assert len({site.place.view for site in found[:5]}) > 1
    (preparation,) = preparations.of_session(db, page.session_id)
    assert (preparation.lot, preparation.needle) == ("B1234", "30 G")
    assert all(site.preparation_id == preparation.id for site in found)
    assert (tmp_path / "record.pdf").read_bytes().startswith(b"%PDF")


def test_a_patient_nobody_knows_is_added_from_the_search_by_keys(locked: MainWindow, qtbot: QtBot) -> None:
    type_keys(PASSPHRASE)
    press_key(Key.Key_Return)
    qtbot.waitUntil(lambda: locked.desk is not None, timeout=20_000)
    qtbot.waitUntil(lambda: focused().objectName() == "patient-search", timeout=20_000)
    type_keys("Nobody Yet")
    press_key(Key.Key_Return, Modifier.ControlModifier)
    assert locked.desk is not None
    assert isinstance(locked.desk.currentWidget(), NewPatientPage)
