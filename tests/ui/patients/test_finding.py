"""Finding a patient as one types, adding one, and coming back."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QListView, QPushButton
from pytestqt.qtbot import QtBot

from sclerochart.domain import search_words
from sclerochart.domain.people import Patient
from sclerochart.store import patients, sessions
from sclerochart.store.vault import Vault
from sclerochart.ui.main_window import MainWindow
from sclerochart.ui.patients.patient_page import PatientPage


def people(vault: Vault) -> list[str]:
    """Four invented patients."""
    return [
        patients.add(vault.db, one)
        for one in (
            Patient("", "Ayşe", "Öztürk-Example", date(1971, 4, 3), record_number="A17", phone="01632 960123"),
            Patient("", "Amber", "Placeholder", date(1980, 12, 24)),
            Patient("", "Birch", "Placeholder", date(1955, 1, 2)),
            Patient("", "Clover", "Specimen"),
        )
    ]


@pytest.fixture
def search(vault: Vault, window: MainWindow) -> QLineEdit:
    people(vault)
    window.desk.workspace.changed.emit()  # type: ignore[union-attr]
    field = window.findChild(QLineEdit, "patient-search")
    assert isinstance(field, QLineEdit)
    return field


def rows(window: MainWindow) -> list[str]:
    model = window.findChild(QListView, "patient-list").model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def type_letter(field: QLineEdit, letter: str) -> None:
    """A key that QTest cannot type: it aborts on anything but ASCII."""
    for kind in (QKeyEvent.Type.KeyPress, QKeyEvent.Type.KeyRelease):
        QApplication.sendEvent(field, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))


@pytest.mark.parametrize("typed", ["ozt", "ayse ozt", "ozturk ay", "3/4/71", "03.04.1971", "3 Apr 1971", "01632 960123",
                                   "a17", "ayse 3/4/71"])  # fmt: skip
def test_a_patient_is_found_by_name_in_any_order_birth_phone_and_record_number(
    window: MainWindow, search: QLineEdit, typed: str
) -> None:
    QTest.keyClicks(search, typed)
    assert len(rows(window)) == 1
    assert rows(window)[0].startswith("Öztürk-Example, Ayşe")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("496 0001", "Alpha"),
        ("4960001", "Alpha"),
        ("alpha 496 0001", "Alpha"),
        ("(0131) 496 0001", "Alpha"),
        ("2024-0007", "Alpha"),
        ("2024 0007", "Alpha"),
        ("20240007", "Alpha"),
        ("7700900321", "Beta"),
        ("7700 900 321", "Beta"),
        ("07700 900321", "Beta"),
        ("+44 7700 900321", "Beta"),
        ("900321", "Beta"),
        ("12 b", "Gamma"),
        ("12b", "Gamma"),
        ("345 6789", "Gamma"),
    ],
)
def test_a_patient_is_found_by_the_last_groups_of_a_number_with_or_without_spaces(
    vault: Vault, window: MainWindow, search: QLineEdit, typed: str, found: str
) -> None:
    patients.add(vault.db, Patient("", "Jo", "Alpha", record_number="S/2024-0007", phone="(0131) 496 0001"))
    patients.add(vault.db, Patient("", "Jo", "Beta", phone="+44 7700 900321"))
    patients.add(vault.db, Patient("", "Jo", "Gamma", record_number="A 12 B", nhs_number="012 345 6789"))
    QTest.keyClicks(search, typed)
    assert [row.split(",")[0] for row in rows(window)] == [found]


def test_words_without_end_among_the_numbers_are_found_by_and_do_no_harm(vault: Vault) -> None:
    long = "0131 496 0001 " + "ask for Jo " * 2_000 + "0999"
    made = patients.add(vault.db, alpha := Patient("", "Jo", "Alpha", phone=long))
    assert len(search_words.index_text(patients.to_row(alpha))) < 10 * len(long)
    for typed in ("4960001", "0999"):
        assert [row.patient.id for row in patients.search(vault.db, typed)] == [made]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("April 1971", ["Öztürk-Example"]),
        ("apr 1971", ["Öztürk-Example"]),
        ("4/1971", ["Öztürk-Example"]),
        ("1971-04", ["Öztürk-Example"]),
        ("1971", ["Öztürk-Example"]),
        ("ayse april 1971", ["Öztürk-Example"]),
        ("3rd of April 1971", ["Öztürk-Example"]),
        ("May 1971", []),
        ("12/1980", ["Placeholder"]),
    ],
)
def test_a_patient_is_found_by_the_month_or_year_of_birth(
    window: MainWindow, search: QLineEdit, typed: str, found: list[str]
) -> None:
    QTest.keyClicks(search, typed)
    assert [row.split(",")[0] for row in rows(window)] == found


@pytest.mark.parametrize("typed", ["b", "bo", "bor", "born"])
def test_letters_find_only_who_is_called_so_and_not_everybody_with_a_birthday(
    vault: Vault, window: MainWindow, search: QLineEdit, typed: str
) -> None:
    called = ["Placeholder, Birch"] if "birch".startswith(typed) else []
    QTest.keyClicks(search, typed)
    assert [row.split(", born")[0] for row in rows(window)] == called
    patients.add(vault.db, Patient("", "Prim", "Borneman", birth_date=date(1980, 12, 24)))
    search.clear()
    QTest.keyClicks(search, typed)
    assert {row.split(", born")[0] for row in rows(window)} == {*called, "Borneman, Prim"}


def test_somebody_called_after_a_month_is_found_by_name_and_year(
    vault: Vault, window: MainWindow, search: QLineEdit
) -> None:
    patients.add(vault.db, Patient("", "April", "Sample", date(1978, 11, 2)))
    patients.add(vault.db, Patient("", "Birch", "Sample", date(1978, 4, 2)))
    QTest.keyClicks(search, "april 1978")
    assert {row.split(", ")[1] for row in rows(window)} == {"April", "Birch"}


@pytest.mark.parametrize("typed", ["mockexemplar", "mockex", "marg mockexemplar", "mock exemplar", "mock-exemplar",
                                   "delafictive", "dela fic", "o trial", "otrial", "o'trial"])  # fmt: skip
def test_a_name_is_found_without_its_space_or_hyphen_and_with_one_too_many(
    vault: Vault, window: MainWindow, search: QLineEdit, typed: str
) -> None:
    patients.add(vault.db, Patient("", "Marguerite", "Mock-Exemplar"))
    patients.add(vault.db, Patient("", "Oona", "O’Trial"))
    patients.add(vault.db, Patient("", "Zita", "de la Fictive"))
    QTest.keyClicks(search, typed)
    assert len(rows(window)) == 1


def test_a_name_that_matches_as_it_is_typed_brings_nobody_else(
    vault: Vault, window: MainWindow, search: QLineEdit
) -> None:
    patients.add(vault.db, Patient("", "Rose", "Mary-Sample"))
    patients.add(vault.db, Patient("", "Rosemary", "Trial"))
    QTest.keyClicks(search, "rosemary")
    assert [row.split(",")[0] for row in rows(window)] == ["Trial"]


def test_a_double_name_with_and_without_its_hyphen_is_a_probable_duplicate(vault: Vault) -> None:
    patients.add(vault.db, Patient("", "Marguerite", "Mock-Exemplar", date(1958, 6, 30)))
    assert patients.probable_duplicates(vault.db, Patient("", "M", "Mock Exemplar", date(1958, 6, 30)))


def test_accents_may_be_typed_too(window: MainWindow, search: QLineEdit) -> None:
    type_letter(search, "Ö")
    QTest.keyClicks(search, "z")
    assert len(rows(window)) == 1


def test_the_foot_says_how_many_of_the_patients_match(
    vault: Vault, window: MainWindow, search: QLineEdit, qtbot: QtBot
) -> None:
    foot = window.findChild(QLabel, "patient-count")
    qtbot.waitUntil(lambda: foot.text() == "4 patients")
    for typed, words in (("pla", "2 of 4 patients"), ("ozt", "1 of 4 patients"), ("xyz", "None of 4 patients")):
        search.clear()
        QTest.keyClicks(search, typed)
        qtbot.waitUntil(lambda words=words: foot.text() == words)
    search.clear()
    qtbot.waitUntil(lambda: foot.text() == "4 patients")
    for number in range(30):
        patients.add(vault.db, Patient("", f"Number {number}", "Sample"))
    window.desk.workspace.changed.emit()  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: foot.text() == "34 patients")
    QTest.keyClicks(search, "sample")
    shown = window.findChild(QListView, "patient-list")
    assert shown.model().rowCount() < 30
    qtbot.waitUntil(lambda: foot.text() == f"{shown.model().rowCount()} or more of 34 patients")  # as far as was read
    while shown.model().canFetchMore(shown.rootIndex()):
        shown.model().fetchMore(shown.rootIndex())
    assert foot.text() == "30 of 34 patients"


def test_the_search_has_the_focus_when_the_vault_opens(window: MainWindow) -> None:
    assert window.focusWidget().objectName() == "patient-search"


def test_enter_opens_the_top_match(window: MainWindow, search: QLineEdit) -> None:
    QTest.keyClicks(search, "birch")
    QTest.keyClick(search, Qt.Key.Key_Return)
    page = window.findChild(PatientPage)
    assert page is not None
    assert page.findChild(QLabel, "patient-banner-name").text() == "Placeholder, Birch"


def test_arrow_down_and_enter_open_a_row_without_the_mouse(window: MainWindow, search: QLineEdit) -> None:
    QTest.keyClicks(search, "placeholder")
    second = rows(window)[1]
    QTest.keyClick(search, Qt.Key.Key_Down)
    listed = window.findChild(QListView, "patient-list")
    assert window.focusWidget() is listed
    QTest.keyClick(listed, Qt.Key.Key_Down)
    QTest.keyClick(listed, Qt.Key.Key_Return)
    assert second.startswith(window.findChild(QLabel, "patient-banner-name").text())


def test_one_press_on_a_row_opens_it(window: MainWindow, search: QLineEdit) -> None:
    listed = window.findChild(QListView, "patient-list")
    place = listed.visualRect(listed.model().index(0, 0)).center()
    QTest.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert window.findChild(PatientPage) is not None


def test_rows_say_when_somebody_was_last_seen(vault: Vault, window: MainWindow, search: QLineEdit) -> None:
    QTest.keyClicks(search, "clover")
    assert rows(window) == ["Specimen, Clover, no visit yet"]
    sessions.start(vault.db, patients.search(vault.db, "clover")[0].patient.id)
    window.desk.workspace.changed.emit()  # type: ignore[union-attr]
    assert "last visit" in rows(window)[0]


def test_a_long_list_reads_what_fits_and_the_rest_as_one_scrolls(vault: Vault, window: MainWindow) -> None:
    with vault.db.writing():
        for number in range(200):
            patients.add(vault.db, Patient("", f"Given{number:03d}", "Sample"))
    window.desk.workspace.changed.emit()  # type: ignore[union-attr]
    listed = window.findChild(QListView, "patient-list")
    search = window.findChild(QLineEdit, "patient-search")
    QTest.keyClicks(search, "sample")
    assert len(rows(window)) < 30
    for _ in range(20):
        listed.scrollToBottom()
    assert len(rows(window)) == 200
    assert len(set(rows(window))) == 200


def test_nobody_matching_says_what_to_do_and_enter_begins_a_patient_of_that_name(
    window: MainWindow, search: QLineEdit
) -> None:
    QTest.keyClicks(search, "fern invented")
    listed = window.findChild(QListView, "patient-list")
    assert "New patient" in listed.empty_words
    QTest.keyClick(search, Qt.Key.Key_Return)
    assert window.findChild(QLineEdit, "family-name").text() == "Invented"
    assert window.findChild(QLineEdit, "given-name").text() == "Fern"


def test_escape_empties_the_search(window: MainWindow, search: QLineEdit) -> None:
    QTest.keyClicks(search, "clover")
    QTest.keyClick(search, Qt.Key.Key_Escape)
    assert search.text() == ""
    assert len(rows(window)) == 4


def test_coming_back_shows_the_search_as_it_was(window: MainWindow, search: QLineEdit) -> None:
    QTest.keyClicks(search, "placeholder")
    QTest.keyClick(search, Qt.Key.Key_Return)
    window.findChild(QLineEdit, "patient-search")
    window.bar.back.click()
    assert search.text() == "placeholder"
    assert search.selectedText() == "placeholder"
    assert len(rows(window)) == 2


def test_drafts_of_earlier_days_are_listed_and_one_press_opens_them(
    vault: Vault, window: MainWindow, search: QLineEdit, qtbot: QtBot
) -> None:
    from sclerochart.domain import moments

    earlier = moments.from_utc(moments.now().utc - 3 * 86_400)
    patient_id = patients.search(vault.db, "birch")[0].patient.id
    draft = sessions.start(vault.db, patient_id, at=earlier)
    window.desk.workspace.changed.emit()  # type: ignore[union-attr]
    listed = window.findChild(QListView, "draft-list")
    qtbot.waitUntil(lambda: listed.isVisible() and listed.model().rowCount() == 1)
    place = listed.visualRect(listed.model().index(0, 0)).center()
    QTest.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=place)
    from sclerochart.ui.chart.page import ChartPage

    assert window.findChild(ChartPage).session_id == draft
    assert not window.findChild(ChartPage).is_read_only()  # pressing it there is continuing it
    window.bar.back.click()
    assert window.findChild(QPushButton, "start-session").text() == "Start session"  # today has none yet
