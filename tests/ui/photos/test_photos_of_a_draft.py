"""Photos reached from a chart are as open for changes as the chart."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from sclerochart.domain import moments
from sclerochart.domain.people import Patient
from sclerochart.store import patients, sessions
from sclerochart.store.vault import Vault
from sclerochart.ui.chart.page import ChartPage
from sclerochart.ui.main_window import MainWindow
from sclerochart.ui.photos.page import PhotosPage


def press(window: MainWindow, name: str) -> None:
    QTest.mouseClick(window.findChild(QPushButton, name), Qt.MouseButton.LeftButton)


def test_to_continue_a_draft_at_its_photos_continues_its_chart_too(vault: Vault, window: MainWindow) -> None:
    patient = patients.add(vault.db, Patient("", "Prim", "Placeholder"))
    first = sessions.start(vault.db, patient, at=moments.from_utc(moments.now().utc - 40 * 86_400))
    sessions.set_notes(vault.db, first, "Reviewed", fold="a")
    desk = window.desk
    assert desk is not None
    desk.open_patient(patient)
    desk.open_session(first)
    press(window, "open-photos")
    photos = window.findChild(PhotosPage)
    assert photos.is_read_only()
    assert not window.bar.undo.isEnabled()
    assert "Continue this draft" in window.bar.undo.toolTip()
    press(window, "continue-photos")
    assert not photos.is_read_only()
    assert window.bar.undo.isEnabled()
    desk.back()
    chart = window.findChild(ChartPage)
    assert not chart.is_read_only()
    press(window, "open-photos")
    assert not window.findChild(PhotosPage).is_read_only()
