"""The clinic's phrases in the settings."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from sclerochart.store import chart_settings, findings, keys, vault
from sclerochart.ui import theme
from sclerochart.ui.settings.page import SettingsPage
from sclerochart.ui.workspace import Workspace
from tests.documents import sample_records as samples


@pytest.fixture
def workspace(qapp: QApplication, tmp_path: Path) -> Iterator[Workspace]:
    theme.apply(qapp)
    opened, _ = vault.create(
        tmp_path / "vault",
        clinic=samples.CLINIC,
        practitioner=samples.PRACTITIONER,
        passphrase="a plain test secret",
        cost=keys.Cost(time=1, memory_kib=8),
    )
    yield Workspace(opened)
    opened.close()


@pytest.fixture
def page(qtbot: QtBot, workspace: Workspace) -> Iterator[SettingsPage]:
    made = SettingsPage(workspace)
    made.resize(1366, 768)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close()


def enter(page: SettingsPage, number: int, typed: str) -> None:
    field = page.findChild(QLineEdit, f"phrase-{number}-text")
    assert field is not None
    assert field.height() >= theme.TOUCH
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, typed) if typed else QTest.keyClick(field, Qt.Key.Key_Delete)
    QTest.keyClick(field, Qt.Key.Key_Return)


def kept(workspace: Workspace) -> list[str]:
    return [each.text for each in findings.phrases(workspace.db)]


def test_phrases_are_kept_as_they_are_entered_and_undone_one_by_one(page: SettingsPage, workspace: Workspace) -> None:
    enter(page, 1, "Treated elsewhere")
    enter(page, 2, "Patient points here")
    assert kept(workspace) == ["Treated elsewhere", "Patient points here"]
    workspace.undo(page.scope())
    assert kept(workspace) == ["Treated elsewhere"]


def test_an_emptied_line_takes_its_phrase_away_and_the_rest_move_up(page: SettingsPage, workspace: Workspace) -> None:
    for number, typed in enumerate(("One", "Two", "Three"), start=1):
        enter(page, number, typed)
    enter(page, 2, "")
    assert kept(workspace) == ["One", "Three"]
    second = page.findChild(QLineEdit, "phrase-2-text")
    assert second is not None
    assert second.text() == "Three"


def test_leaving_a_line_as_it_was_writes_nothing(page: SettingsPage, workspace: Workspace) -> None:
    enter(page, 1, "One")
    before = workspace.db.value("SELECT count(*) FROM step")
    enter(page, 1, "One")
    enter(page, 1, " One ")
    assert workspace.db.value("SELECT count(*) FROM step") == before


def test_the_distance_between_sites_of_a_drag_is_kept_or_refused_in_words(
    qtbot: QtBot, page: SettingsPage, workspace: Workspace
) -> None:
    field = page.findChild(QLineEdit, "burst-spacing")
    assert field is not None
    assert field.text() == "8"
    for typed, kept_mm, refused in (("12.5", 12.5, False), ("80", 12.5, True), ("near", 12.5, True), ("", 12.5, False)):
        heard: list[str] = []
        workspace.problem.connect(heard.append)
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, typed) if typed else QTest.keyClick(field, Qt.Key.Key_Delete)
        QTest.keyClick(field, Qt.Key.Key_Return)
        workspace.problem.disconnect(heard.append)
        assert bool(heard) is refused, typed
        assert chart_settings.spacing_mm(workspace.db) == kept_mm
        assert field.text() == "12.5"
