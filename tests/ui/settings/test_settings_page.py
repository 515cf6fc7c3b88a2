"""The settings: everything is kept as it is entered, and can be undone."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QStyle,
    QStyleOptionButton,
)
from pytestqt.qtbot import QtBot

from sclerochart import assets
from sclerochart.domain.products import shipped_products
from sclerochart.domain.purpose import PURPOSE
from sclerochart.store import clinic, keys, vault
from sclerochart.ui import theme
from sclerochart.ui.settings.page import SettingsPage
from sclerochart.ui.workspace import Workspace
from tests.documents import sample_records as samples
from tests.ui.finding import button, line


@pytest.fixture
def page(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[SettingsPage]:
    theme.apply(qapp)
    opened, _ = vault.create(
        tmp_path / "vault",
        clinic=replace(samples.CLINIC, protocol_id=""),
        practitioner=samples.PRACTITIONER,
        passphrase="a plain test secret",
        cost=keys.Cost(time=1, memory_kib=8),
    )
    made = SettingsPage(Workspace(opened))
    made.resize(1366, 768)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close()
    opened.close()


def words(page: SettingsPage, name: str) -> str:
    found = page.findChild(QLabel, name)
    assert found is not None, name
    return found.text()


def retype(field: QLineEdit, typed: str) -> None:
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, typed)


def choose(page: SettingsPage, protocol_id: str) -> None:
    combo = page.findChild(QComboBox, "protocol-choice")
    assert combo is not None
    combo.setCurrentIndex(combo.findData(protocol_id))
    combo.activated.emit(combo.currentIndex())


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("clinic-name", "name"),
        ("clinic-address", "address"),
        ("clinic-phone", "phone"),
        ("clinic-out-of-hours", "out_of_hours"),
        ("clinic-emergency-number", "emergency_number"),
        ("clinic-urgent-number", "urgent_number"),
    ],
)
def test_what_is_typed_about_the_clinic_is_kept_at_once_and_is_one_undo(
    page: SettingsPage, name: str, field: str
) -> None:
    workspace = page._workspace
    before = getattr(clinic.get(workspace.db), field)
    retype(line(page, name), "Something new")
    assert getattr(clinic.get(workspace.db), field) == "Something new"
    workspace.undo(page.scope())
    assert getattr(clinic.get(workspace.db), field) == before
    assert line(page, name).text() == before


def test_the_practitioner_is_whoever_opened_the_vault(page: SettingsPage) -> None:
    assert line(page, "practitioner-name").text() == "Dr Imogen Testwell"
    retype(line(page, "practitioner-registration"), "GMC 1111111")
    db = page._workspace.db
    assert clinic.practitioner(db, db.author) == replace(samples.PRACTITIONER, registration="GMC 1111111")


def test_a_reference_line_is_adopted_with_its_source_and_dropped_again(page: SettingsPage) -> None:
    db = page._workspace.db
    offered = next(each for each in shipped_products()["fibrovein-0.2"].lines if each.ul)
    adopt = button(page, f"line-{offered.key}")
    assert clinic.adopted_lines(db) == []
    assert adopt.text() == "Adopt"
    adopt.click()
    (kept,) = clinic.adopted_lines(db)
    assert (kept.product_id, kept.form, kept.ul, kept.label, kept.source) == (
        "fibrovein-0.2", offered.form, offered.ul, offered.label, offered.source,
    )  # fmt: skip
    assert adopt.text() == "Drop"
    adopt.click()
    assert clinic.adopted_lines(db) == []
    page._workspace.undo(page.scope())
    assert adopt.text() == "Drop"


def test_a_line_by_body_weight_is_shown_and_cannot_be_adopted(page: SettingsPage) -> None:
    by_weight = [each for product in shipped_products().values() for each in product.lines if each.ul is None]
    assert by_weight
    for each in by_weight:
        assert page.findChild(QPushButton, f"line-{each.key}") is None
    shown = {label.text() for label in page.findChildren(QLabel)}
    assert any("2 mg per kg of body weight a day" in each for each in shown)


def test_no_rules_are_chosen_and_nothing_is_answered_beforehand(page: SettingsPage) -> None:
    combo = page.findChild(QComboBox, "protocol-choice")
    assert combo is not None
    assert combo.currentIndex() == -1
    assert "None chosen yet" in words(page, "protocol-state")
    choose(page, "scan-first-two-weeks")
    assert words(page, "protocol-state").startswith("4 questions still open")
    assert not any(each.isChecked() for each in page.findChildren(QPushButton))
    assert clinic.get(page._workspace.db).protocol_id == "scan-first-two-weeks"


def test_answers_are_kept_one_by_one_until_leaflets_can_be_printed(page: SettingsPage) -> None:
    db = page._workspace.db
    choose(page, "scan-first-two-weeks")
    button(page, "answer-hosiery.0.when-day").click()
    assert clinic.answers(db, "scan-first-two-weeks") == {"hosiery.0.when": "day"}
    button(page, "answer-hosiery.0.days-14").click()
    for name, typed in (("answer-aftercare.EXERCISE_HIGH.days", "10"), ("answer-approval", "Dr Testwell")):
        retype(line(page, name), typed)
        QTest.keyClick(line(page, name), Qt.Key.Key_Return)
    assert words(page, "protocol-state").startswith("1 question still open")
    assert line(page, "answer-approval").text() == "Dr Testwell"
    retype(line(page, "answer-approval-date"), "2 Nov 2026")
    QTest.keyClick(line(page, "answer-approval-date"), Qt.Key.Key_Return)
    assert clinic.answers(db, "scan-first-two-weeks")["approval"] == "Dr Testwell, 2 November 2026"
    assert clinic.answers(db, "scan-first-two-weeks")["aftercare.EXERCISE_HIGH.days"] == "10"
    assert words(page, "protocol-state") == "Everything is settled; leaflets can be printed."
    page._workspace.undo(page.scope())
    assert words(page, "protocol-state").startswith("1 question still open")


def test_another_set_of_rules_has_its_own_answers(page: SettingsPage) -> None:
    choose(page, "two-week-medium")
    button(page, "answer-hosiery.0.when-day").click()
    choose(page, "several-days-bandage")
    assert not button(page, "answer-hosiery.0.when-day").isChecked()
    choose(page, "two-week-medium")
    assert button(page, "answer-hosiery.0.when-day").isChecked()


def test_days_that_are_no_number_stay_on_the_page_and_out_of_the_store(page: SettingsPage) -> None:
    choose(page, "several-days-bandage")
    retype(line(page, "answer-hosiery.0.days"), "a few")
    QTest.keyClick(line(page, "answer-hosiery.0.days"), Qt.Key.Key_Return)
    assert clinic.answers(page._workspace.db, "several-days-bandage") == {}


def test_every_name_on_the_page_is_there_once(page: SettingsPage) -> None:
    choose(page, "extended-eight-weeks")
    names = [each.objectName() for kind in (QLineEdit, QPushButton, QComboBox) for each in page.findChildren(kind)]
    own = [name for name in names if name and not name.startswith("qt_")]
    assert len(own) == len(set(own))


def test_the_page_says_what_the_program_is_for_and_shows_the_licences(page: SettingsPage) -> None:
    said = " ".join(label.text() for label in page.findChildren(QLabel))
    assert PURPOSE in said
    button = page.findChild(QPushButton, "licences")
    assert button is not None
    button.click()
    text = page.findChild(QPlainTextEdit, "licences-text")
    close = page.findChild(QPushButton, "licences-close")
    assert text is not None
    assert close is not None
    for name in ("ZETETIC LLC", "OpenSSL", "GNU Lesser General Public License", "SIL Open Font License", "ISC", "CC0"):
        assert name in text.toPlainText()
    close.click()


def test_every_package_that_ships_is_named_with_its_licence() -> None:
    root = Path(__file__).parents[3]
    shipped = re.findall(r"^([a-z0-9-]+)==", (root / "requirements.lock").read_text(encoding="utf-8"), re.MULTILINE)
    assert len(shipped) > 15
    for notices in (root / "CREDITS.md", root / "assets" / "licences" / "NOTICES.txt"):
        said = notices.read_text(encoding="utf-8").casefold()
        named = {"pyside6-essentials": "pyside6", "shiboken6": "shiboken"}
        assert [name for name in shipped if named.get(name, name) not in said] == []
        for other in ("noto sans", "lucide", "feather", "openssl", "sqlcipher", "makehuman", "libheif", "pdfium"):
            assert other in said


def test_the_licences_flow_with_their_window() -> None:
    lines = assets.read_text("licences/NOTICES.txt").splitlines()
    broken = [one for one, next_one in pairwise(lines) if one and next_one[:1].islower()]
    assert broken == []


def test_the_purpose_is_worded_alike_in_the_readme() -> None:
    readme = " ".join((Path(__file__).parents[3] / "README.md").read_text(encoding="utf-8").split())
    assert PURPOSE in readme


@pytest.mark.parametrize("rules", ["extended-eight-weeks", "two-week-medium", "scan-first-two-weeks"])
def test_an_answer_has_room_for_its_bolder_letters_once_it_is_chosen(page: SettingsPage, rules: str) -> None:
    choose(page, rules)
    QApplication.processEvents()
    answers = [each for each in page.findChildren(QPushButton) if each.objectName().startswith("answer-")]
    assert answers
    for each in answers:
        option = QStyleOptionButton()
        each.initStyleOption(option)
        room = each.style().subElementRect(QStyle.SubElement.SE_PushButtonContents, option, each).width()
        assert QFontMetrics(theme.font(bold=True)).horizontalAdvance(each.text()) <= room, each.text()
