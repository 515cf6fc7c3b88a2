"""From the chart's two buttons to a file on disk or a printer."""

import errno
import io
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QPageSize
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel, QLineEdit, QMessageBox, QRadioButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from sclerochart.domain import atlas, text
from sclerochart.domain.aftercare import open_questions
from sclerochart.domain.errors import UserError
from sclerochart.domain.protocol import shipped_protocols
from sclerochart.store import clinic, files, findings, patients, photo_files, sessions, sites
from sclerochart.ui.documents import leaflet_dialog
from sclerochart.ui.documents.export import export_leaflet, export_record
from sclerochart.ui.documents.leaflet_dialog import LeafletDialog
from sclerochart.ui.documents.making import NO_LEAFLET
from sclerochart.ui.documents.preview import PreviewDialog
from sclerochart.ui.documents.writing import write_document, write_leaflet, write_record
from tests.documents import reading
from tests.documents import sample_records as samples
from tests.domain import sample_findings
from tests.e2e.nurse import Nurse
from tests.ui.documents.conftest import Practice
from tests.ui.finding import button, line


def preview_of(practice: Practice, qtbot: QtBot) -> PreviewDialog:
    """The preview, once its document is there."""

    def ready() -> bool:
        found = practice.window.findChildren(PreviewDialog)
        return bool(found) and found[-1].pdf is not None

    qtbot.waitUntil(ready, timeout=30_000)
    return practice.window.findChildren(PreviewDialog)[-1]


def settle(practice: Practice) -> None:
    """Choose rules and answer their questions as the dialog would."""
    db = practice.workspace.db
    clinic.edit(db, replace(clinic.get(db), phone="01632 960 144", protocol_id="two-week-medium"))
    kept = {"hosiery.0.when": "day", "approval": "Dr Imogen Testwell, 2 November 2026"}
    clinic.set_answers(db, "two-week-medium", kept)


def test_the_record_is_made_shown_and_saved_whole(practice: Practice, qtbot: QtBot, tmp_path: Path) -> None:
    export_record(practice.window, practice.workspace, practice.session_id)
    preview = preview_of(practice, qtbot)
    count = preview.findChild(QLabel, "document-count")
    assert count is not None
    pdf = preview.pdf
    assert pdf is not None
    assert count.text() == text.count(len(PdfReader(io.BytesIO(pdf)).pages), "page")
    button(preview, "document-save").click()
    dialog = preview.findChild(QFileDialog, "document-save-where")
    assert dialog is not None
    assert Path(dialog.selectedFiles()[0]).name == f"treatment-record-{today(practice)}-1042.pdf"
    dialog.fileSelected.emit(str(tmp_path / "record.pdf"))
    dialog.reject()
    assert (tmp_path / "record.pdf").read_bytes() == pdf
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["record.pdf"]
    record = sessions.record(practice.workspace.db, practice.session_id)
    words = reading.whole(pdf)
    assert record.head_digest in words
    assert text.ml(sum(site.volume_ul for site in record.sites)) in words
    preview.reject()


def test_all_that_is_kept_with_a_session_is_in_its_record(practice: Practice, tmp_path: Path) -> None:
    db, session_id = practice.workspace.db, practice.session_id
    drawn = sample_findings.two_runs()[0]
    run_id = findings.draw_run(db, replace(drawn, session_id=session_id))
    for mark in sample_findings.every_mark():
        findings.add_mark(db, replace(mark, session_id=session_id))
    findings.fill_syringe(db, session_id, 2500)
    spot = atlas.shipped().spots(drawn.side, drawn.points[3])[0].spot
    sites.add(db, session_id, spot, volume_ul=100, vein_type="ret", injections=12, run_id=run_id)
    filled = findings.syringes_of_session(db, session_id)[0]
    findings.read_syringe(db, replace(filled, left_ul=1200))
    findings.start_timing(db, session_id, "walk")
    findings.end_timing(db, session_id, "walk")
    sessions.sign(db, session_id)
    write_record(practice.vault, session_id, tmp_path / "record.pdf")
    words = reading.whole((tmp_path / "record.pdf").read_bytes())
    for said in (
        "a · R 2 mm", "site 13", "on vein a", "13 ×12", "1.2 12 × 0.1", "2.5 ml 1.2 ml 13 Charted 1.2 ml, used 1.3 ml",
        "0.1 ml more used than charted", "18 cm", "Tender here", "Walk", "(0 min)", "First injection",
        "This record holds 24 sites, 1 vein, 8 marks and 2 photographs.", "Signed by Dr Imogen Testwell",
    ):  # fmt: skip
        assert said in words, said


def test_a_leaflet_after_the_signature_has_the_telephone_of_today(practice: Practice, tmp_path: Path) -> None:
    db = practice.workspace.db
    sessions.sign(db, practice.session_id)
    settle(practice)
    write_leaflet(practice.vault, practice.session_id, tmp_path / "leaflet.pdf")
    assert "01632 960 144" in reading.whole((tmp_path / "leaflet.pdf").read_bytes())
    write_record(practice.vault, practice.session_id, tmp_path / "record.pdf")
    assert "01632 960 144" not in reading.whole((tmp_path / "record.pdf").read_bytes())


def without_sites(practice: Practice) -> None:
    db = practice.workspace.db
    for site in sites.of_session(db, practice.session_id):
        sites.remove(db, site.id)


def test_a_leaflet_of_a_draft_without_injections_is_asked_about_first(
    practice: Practice, qtbot: QtBot, tmp_path: Path
) -> None:
    settle(practice)
    without_sites(practice)
    nurse = Nurse()
    export_leaflet(practice.window, practice.workspace, practice.session_id)
    asked = nurse.find("no-injections-question", QMessageBox)
    assert asked.text() == "No injections are recorded in this session yet."
    nurse.press("leaflet-not-now")
    assert not nurse.sees("no-injections-question")
    assert practice.window.findChildren(PreviewDialog) == []
    export_leaflet(practice.window, practice.workspace, practice.session_id)
    nurse.press("leaflet-all-the-same")
    preview = preview_of(practice, qtbot)
    message = preview.findChild(QLabel, "document-message")
    assert message is not None
    assert message.text().startswith("No injections are recorded in this session yet")
    preview.reject()
    assert write_leaflet(practice.vault, practice.session_id, tmp_path / "leaflet.pdf") == (message.text(),)


def test_a_signed_visit_without_injections_has_a_sentence_and_no_leaflet(practice: Practice, tmp_path: Path) -> None:
    settle(practice)
    without_sites(practice)
    sessions.sign(practice.workspace.db, practice.session_id)
    export_leaflet(practice.window, practice.workspace, practice.session_id)
    assert practice.problems == [NO_LEAFLET]
    assert practice.window.findChildren(QDialog) == []
    with pytest.raises(UserError, match="No injections are recorded in this signed visit"):
        write_leaflet(practice.vault, practice.session_id, tmp_path / "leaflet.pdf")
    assert not (tmp_path / "leaflet.pdf").exists()


def today(practice: Practice) -> str:
    return sessions.get(practice.workspace.db, practice.session_id).treated_at.local_date().isoformat()


def test_no_metadata_of_the_photographs_leaves_the_vault(practice: Practice, qtbot: QtBot) -> None:
    export_record(practice.window, practice.workspace, practice.session_id)
    preview = preview_of(practice, qtbot)
    pdf = preview.pdf
    assert pdf is not None
    found = reading.images(pdf)
    assert len(found) == 2
    for trace in (b"Exif", b"GPSLatitude", b"Cameramaker", b"Model Nine", b"home sweet home"):
        assert trace not in pdf
    preview.reject()


def test_a_photograph_that_is_damaged_is_named_and_the_record_is_made_all_the_same(
    practice: Practice, qtbot: QtBot
) -> None:
    record = sessions.record(practice.workspace.db, practice.session_id)
    file = photo_files.path(practice.vault.folder, record.photos[0].id)
    file.write_bytes(file.read_bytes()[:-20])
    export_record(practice.window, practice.workspace, practice.session_id)
    preview = preview_of(practice, qtbot)
    message = preview.findChild(QLabel, "document-message")
    assert message is not None
    assert message.text() == "1 photograph could not be read; the record says so in its place."
    pdf = preview.pdf
    assert pdf is not None
    assert "could not be read when this was printed" in reading.whole(pdf)
    preview.reject()


def test_letters_that_cannot_be_printed_are_said_above_the_pages(practice: Practice, qtbot: QtBot) -> None:
    db = practice.workspace.db
    patient = patients.get(db, sessions.get(db, practice.session_id).patient_id)
    patients.edit(db, replace(patient, given_name="محمد"))
    export_record(practice.window, practice.workspace, practice.session_id)
    preview = preview_of(practice, qtbot)
    message = preview.findChild(QLabel, "document-message")
    assert message is not None
    assert message.text().startswith("Arabic letters cannot be printed yet")
    preview.reject()


def test_the_first_leaflet_asks_what_is_not_settled_and_keeps_the_answers(practice: Practice, qtbot: QtBot) -> None:
    db = practice.workspace.db
    export_leaflet(practice.window, practice.workspace, practice.session_id)
    asked = practice.window.findChild(LeafletDialog)
    assert asked is not None
    missing = asked.findChild(QLabel, "leaflet-missing")
    assert missing is not None
    asked.keep()
    assert missing.text() == "Still to settle: the telephone, which rules."
    line(asked, "leaflet-phone").setText("01632 960 144")
    rules = asked.findChild(QRadioButton, "protocol-extended-eight-weeks")
    assert rules is not None
    rules.click()
    approver, day = line(asked, "answer-approval"), line(asked, "answer-approval-date")
    assert approver.text() == clinic.practitioner(db, db.author).name
    assert day.text() == text.day_month(db.clock().local_date())
    day.clear()
    asked.keep()
    assert missing.text() == "Still to settle: 3 questions."
    button(asked, "answer-hosiery.1.days-7").click()
    line(asked, "answer-aftercare.SUN.days").setText("28")
    for name, typed in (
        ("Dr Imogen Testwell", ""),
        ("x", "2/11/2026"),
        ("", "2/11/2026"),
        ("Dr Imogen Testwell", "zz"),
    ):
        approver.setText(name)
        day.setText(typed)
        asked.keep()
        assert missing.text() == "Still to settle: 1 question.", (name, typed)
    approver.setText("Dr Imogen Testwell")
    day.setText("2/11/2026")
    asked.keep()
    assert not leaflet_dialog.needed(practice.workspace)
    assert clinic.get(db).phone == "01632 960 144"
    assert clinic.answers(db, "extended-eight-weeks") == {
        "hosiery.1.days": "7",
        "aftercare.SUN.days": "28",
        "approval": "Dr Imogen Testwell, 2 November 2026",
    }
    preview = preview_of(practice, qtbot)
    pdf = preview.pdf
    assert pdf is not None
    assert len(reading.pages(pdf)) == 2
    assert "01632 960 144" in reading.whole(pdf)
    preview.reject()
    assert practice.problems == []


def test_a_settled_clinic_is_asked_nothing_and_the_leaflet_does_not_wait_for_the_signature(
    practice: Practice, qtbot: QtBot
) -> None:
    settle(practice)
    export_leaflet(practice.window, practice.workspace, practice.session_id)
    assert practice.window.findChild(LeafletDialog) is None
    preview = preview_of(practice, qtbot)
    assert preview.pdf is not None
    assert "DRAFT" not in reading.whole(preview.pdf)
    preview.reject()


def test_leaving_the_questions_for_later_changes_nothing(practice: Practice) -> None:
    before = clinic.get(practice.workspace.db)
    export_leaflet(practice.window, practice.workspace, practice.session_id)
    asked = practice.window.findChild(LeafletDialog)
    assert asked is not None
    line(asked, "leaflet-phone").setText("01632 960 144")
    button(asked, "leaflet-later").click()
    assert clinic.get(practice.workspace.db) == before
    assert practice.window.findChild(PreviewDialog) is None


@pytest.mark.parametrize("typed", ["0", "800", "-3", "two weeks", "3.5", "٣"])
def test_days_that_are_no_whole_number_are_not_taken(practice: Practice, typed: str) -> None:
    settle(practice)
    db = practice.workspace.db
    clinic.edit(db, replace(clinic.get(db), protocol_id="several-days-bandage"))
    asked = LeafletDialog(practice.workspace, practice.window)
    line(asked, "answer-hosiery.0.days").setText(typed)
    button(asked, "answer-hosiery.0.when-day").click()
    asked.keep()
    assert clinic.answers(db, "several-days-bandage") == {}
    assert open_questions(shipped_protocols()["several-days-bandage"], {})
    asked.reject()


def test_an_approval_on_a_day_to_come_is_not_taken(practice: Practice) -> None:
    settle(practice)
    db = practice.workspace.db
    clinic.set_answers(db, "two-week-medium", {"approval": ""})
    asked = LeafletDialog(practice.workspace, practice.window)
    day = line(asked, "answer-approval-date")
    day.clear()
    QTest.keyClicks(day, f"{db.clock().local_date() + timedelta(days=1):%d/%m/%Y}")
    said = [each.text() for each in asked.findChildren(QLabel) if "still to come" in each.text()]
    assert len(said) == 1
    asked.keep()
    day.clear()
    QTest.keyClicks(day, f"{db.clock().local_date() + timedelta(days=1):%d/%m/%y}")
    assert any("is long ago" in each.text() for each in asked.findChildren(QLabel))
    asked.keep()
    assert "approval" not in clinic.answers(db, "two-week-medium")
    asked.reject()


def test_an_approval_that_is_only_proposed_counts_once_it_was_in_sight(practice: Practice, qtbot: QtBot) -> None:
    settle(practice)
    db = practice.workspace.db
    clinic.edit(db, replace(clinic.get(db), protocol_id="extended-eight-weeks"))
    asked = LeafletDialog(practice.workspace, practice.window)
    asked.open()
    asked.resize(asked.width(), 330)
    for name in ("answer-hosiery.1.days-5", "answer-aftercare.SUN.days-14"):
        button(asked, name).click()
    approver = line(asked, "answer-approval")
    assert approver.visibleRegion().isEmpty()
    button(asked, "leaflet-keep").click()
    assert clinic.answers(db, "extended-eight-weeks") == {}
    assert any("then press again" in each.text() for each in asked.findChildren(QLabel))
    qtbot.waitUntil(lambda: approver.visibleRegion().boundingRect().height() == approver.height())
    button(asked, "leaflet-keep").click()
    today = text.day_month(db.clock().local_date())
    name = clinic.practitioner(db, db.author).name
    assert clinic.answers(db, "extended-eight-weeks")["approval"] == f"{name}, {today}"


def test_an_approval_kept_earlier_without_a_day_is_asked_again_with_its_words(practice: Practice) -> None:
    settle(practice)
    db = practice.workspace.db
    clinic.set_answers(db, "two-week-medium", {"approval": "Sister Testwell"})
    assert leaflet_dialog.needed(practice.workspace)
    asked = LeafletDialog(practice.workspace, practice.window)
    assert line(asked, "answer-approval").text() == "Sister Testwell"
    asked.reject()


def test_a_session_that_is_no_longer_there_is_said_in_words(practice: Practice) -> None:
    settle(practice)
    export_record(practice.window, practice.workspace, "gone")
    export_leaflet(practice.window, practice.workspace, "gone")
    assert len(practice.problems) == 2
    assert all("no longer there" in problem for problem in practice.problems)


def test_printing_sends_every_page_upright_or_wide(practice: Practice, qtbot: QtBot, tmp_path: Path) -> None:
    export_record(practice.window, practice.workspace, practice.session_id)
    preview = preview_of(practice, qtbot)
    assert preview.pdf is not None
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    preview.print_on(printer)
    sent, made = PdfReader(tmp_path / "printed.pdf").pages, PdfReader(io.BytesIO(preview.pdf)).pages
    assert [page.mediabox.width > page.mediabox.height for page in sent] == [
        page.mediabox.width > page.mediabox.height for page in made
    ]
    assert any(page.mediabox.width > page.mediabox.height for page in sent)
    preview.reject()


def test_open_saves_first_and_then_opens_the_saved_file(practice: Practice, qtbot: QtBot, tmp_path: Path) -> None:
    settle(practice)
    opened: list[QUrl] = []

    class Viewer(QObject):
        @Slot(QUrl)
        def open_url(self, url: QUrl) -> None:
            opened.append(url)

    viewer = Viewer()
    QDesktopServices.setUrlHandler("file", viewer, "open_url")  # type: ignore[call-overload]
    try:
        export_leaflet(practice.window, practice.workspace, practice.session_id)
        preview = preview_of(practice, qtbot)
        button(preview, "document-open").click()
        dialog = preview.findChild(QFileDialog, "document-save-where")
        assert dialog is not None
        dialog.fileSelected.emit(str(tmp_path / "leaflet.pdf"))
        dialog.reject()
        assert (tmp_path / "leaflet.pdf").read_bytes() == preview.pdf
        button(preview, "document-open").click()
        assert [Path(url.toLocalFile()) for url in opened] == [tmp_path / "leaflet.pdf"] * 2
        preview.reject()
    finally:
        QDesktopServices.unsetUrlHandler("file")


def test_a_file_that_cannot_be_written_is_said_in_words_and_nothing_is_left(tmp_path: Path) -> None:
    (tmp_path / "taken.pdf").mkdir()
    with pytest.raises(UserError, match="is a folder") as taken:
        write_document(tmp_path / "taken.pdf", b"%PDF")
    assert str(tmp_path) in str(taken.value)
    with pytest.raises(UserError, match="there is no folder") as missing:
        write_document(tmp_path / "nowhere" / "a.pdf", b"%PDF")
    assert str(tmp_path / "nowhere") in str(missing.value)
    with pytest.raises(UserError, match="shorter, plainer name"):
        write_document(tmp_path / f"{'a' * 300}.pdf", b"%PDF")
    assert [path.name for path in tmp_path.iterdir()] == ["taken.pdf"]


@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.ENOSPC, "is full. Free some space"), (errno.EROFS, "may not be written to"),
     (errno.EACCES, "may not be written to"), (errno.EIO, "did not take it")],
)  # fmt: skip
def test_a_folder_that_takes_nothing_is_named_with_what_to_do(tmp_path: Path, number: int, words: str) -> None:
    sentence = files.not_saved(OSError(number, "as the system says it"), tmp_path / "a.pdf")
    assert f"“{tmp_path}”" in sentence
    assert words in sentence


def test_a_document_of_the_preview_says_which_folder_is_missing(
    practice: Practice, qtbot: QtBot, tmp_path: Path
) -> None:
    export_record(practice.window, practice.workspace, practice.session_id)
    preview = preview_of(practice, qtbot)
    assert not preview.save_as(tmp_path / "gone" / "record.pdf")
    message = preview.findChild(QLabel, "document-message")
    assert message is not None
    assert f"there is no folder “{tmp_path / 'gone'}”" in message.text()
    preview.reject()


@pytest.mark.parametrize("height", [460, 680])
def test_the_first_question_that_waits_is_wholly_in_sight_with_its_sentence(
    practice: Practice, qtbot: QtBot, height: int
) -> None:
    dialog = LeafletDialog(practice.workspace, practice.window)
    dialog.open()
    dialog.resize(dialog.width(), height)
    area = dialog.findChild(QScrollArea)
    assert area is not None

    def wholly_seen(widget: QWidget) -> bool:
        top = widget.mapTo(area.viewport(), widget.rect().topLeft()).y()
        return 0 <= top <= area.viewport().height() - widget.height()

    radio = dialog.findChild(QRadioButton, "protocol-extended-eight-weeks")
    assert radio is not None
    radio.click()
    button(dialog, "leaflet-keep").click()
    phone = dialog.findChild(QLineEdit, "leaflet-phone")
    assert phone is not None
    qtbot.waitUntil(lambda: wholly_seen(phone) and phone.hasFocus())
    phone.setText("01632 960 144")
    for name in ("answer-hosiery.1.days-5", "answer-aftercare.SUN.days-14"):
        button(dialog, name).click()
    line(dialog, "answer-approval").clear()
    button(dialog, "leaflet-keep").click()
    approval = dialog.findChild(QWidget, "question-approval")
    assert approval is not None
    (said,) = (label for label in approval.findChildren(QLabel) if label.text() == "Still to answer.")
    qtbot.waitUntil(lambda: wholly_seen(approval) and wholly_seen(said))
    assert said.height() >= said.fontMetrics().height()
    assert approval.height() >= said.geometry().bottom()
    dialog.reject()


def test_closing_the_preview_while_it_works_ends_the_work(practice: Practice) -> None:
    export_record(practice.window, practice.workspace, practice.session_id)
    preview = practice.window.findChildren(PreviewDialog)[-1]
    preview.reject()
    assert preview.pdf is None


def test_the_suggested_file_name_names_no_person(practice: Practice) -> None:
    from sclerochart.ui.documents.export import file_name

    record = sessions.record(practice.workspace.db, practice.session_id)
    assert file_name(record, "aftercare") == f"aftercare-{today(practice)}-1042.pdf"
    nameless = replace(record, patient=replace(samples.PATIENT, record_number=" ../7 a"))
    assert file_name(nameless, "aftercare") == f"aftercare-{today(practice)}-7-a.pdf"


def test_documents_can_be_written_without_a_window(practice: Practice, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    assert write_record(practice.vault, practice.session_id, out / "record.pdf") == ()
    db = practice.workspace.db
    with pytest.raises(UserError, match="needs the clinic's telephone"):
        write_leaflet(practice.vault, practice.session_id, out / "leaflet.pdf")
    clinic.edit(db, replace(clinic.get(db), phone="01632 960 144"))
    with pytest.raises(UserError, match="not chosen its aftercare rules"):
        write_leaflet(practice.vault, practice.session_id, out / "leaflet.pdf")
    clinic.edit(db, replace(clinic.get(db), protocol_id="two-week-medium"))
    with pytest.raises(UserError, match="Answer once"):
        write_leaflet(practice.vault, practice.session_id, out / "leaflet.pdf")
    settle(practice)
    assert write_leaflet(practice.vault, practice.session_id, out / "leaflet.pdf") == ()
    assert sorted(path.name for path in out.iterdir()) == ["leaflet.pdf", "record.pdf"]
    assert "Amelia Samplewood" in reading.whole((out / "leaflet.pdf").read_bytes())
