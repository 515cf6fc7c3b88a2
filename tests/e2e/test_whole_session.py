"""One working day at the real window: a clinic, a patient, a session of forty sites, photos, signature, documents."""

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from sclerochart.domain import text
from sclerochart.domain.layout import BESIDE
from sclerochart.domain.leg import Side, Spot, View
from sclerochart.domain.vein_types import BY_LETTER
from sclerochart.store import verify
from sclerochart.ui import crash, theme
from sclerochart.ui.main_window import MainWindow
from sclerochart.ui.remembered import Remembered, config_folder
from tests.documents import reading
from tests.e2e.nurse import Nurse
from tests.store.sample_pictures import CAMERA, picture

pytestmark = pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)  # offscreen pop-ups

LAPTOP = 1366, 768
PASSPHRASE = "four invented plain words"
GIVEN, FAMILY = "Zephyrine", "Quackenbrandt"
PERSONAL = (GIVEN, FAMILY, "07700 900987", "Numbskull Alley", "Sticking plaster allergy")
WEAK, STRONG = "Fibrovein 0.2%", "Fibrovein 0.5%"


@dataclass(frozen=True)
class Cluster:
    """Ten sites down a leg: where, how much, which vein; what is pressed for it, and what is in the syringe."""

    side: Side
    view: View
    x: float
    y: float
    ul: int
    letter: str
    press: str
    lot: str
    where: str

    def spots(self) -> list[Spot]:
        return [Spot(self.side, self.view, self.x + 3 * (n % 3), self.y - 6 * n) for n in range(10)]


CLUSTERS = (
    Cluster("right", "lateral", 20, 640, 100, "T", "volume-100", "ZX-41", "Right lateral thigh"),
    Cluster("left", "posterior", -100, 640, 50, "R", "1", "ZX-41", "Left posterior thigh"),
    Cluster("left", "posterior", -120, 330, 300, "R", "volume-300", "QQ-9B", "Left posterior calf"),
    Cluster("right", "lateral", 0, 330, 500, "V", "5", "QQ-9B", "Right lateral calf"),
)
TOTAL_UL = 10 * (100 + 50 + 300 + 500)


@pytest.fixture
def log(home: Path) -> Iterator[Path]:
    """The program's own log, as app.main begins it."""
    file = config_folder() / "sclerochart.log"
    logger = logging.getLogger("sclerochart")
    before, level, propagate = list(logger.handlers), logger.level, logger.propagate
    crash.start_log(file)
    yield file
    for handler in set(logger.handlers) - set(before):
        logger.removeHandler(handler)
        handler.close()
    logger.setLevel(level)
    logger.propagate = propagate


@pytest.fixture
def nurse() -> Nurse:
    return Nurse()


def window_of(qapp: QApplication, qtbot: QtBot) -> MainWindow:
    """The window as app.main makes it, on the vault opened last."""
    theme.apply(qapp, "light")
    window = MainWindow(Remembered(config_folder() / "window.json"))
    window.resize(*LAPTOP)
    qtbot.addWidget(window)
    window.offer(None)
    with qtbot.waitExposed(window):
        window.show()
    return window


def test_a_session_from_an_empty_disk_to_both_documents_and_back(
    qapp: QApplication, qtbot: QtBot, home: Path, log: Path, nurse: Nurse
) -> None:
    window = window_of(qapp, qtbot)
    vault = create_a_clinic(nurse, home)
    add_the_patient(nurse)
    assert found_in(home, vault) == []
    began = datetime.now().replace(microsecond=0)
    nurse.press("start-session")
    nurse.find("leg-view")
    place_forty_sites(nurse)
    undo_and_redo(nurse)
    treated = set_the_time(nurse)
    photos = import_photos(nurse, home / "camera" / FAMILY)
    something_of_ours_goes_wrong(qapp, window)
    nurse.wait_until(lambda: nurse.sees("crash-dialog"))
    next(each for each in qapp.topLevelWidgets() if each.objectName() == "crash-dialog").close()
    draft = save(nurse, "export-record", home / "Desktop" / "draft.pdf")
    sign(nurse)
    record = save(nurse, "export-record", home / "Desktop" / "record.pdf")
    settle_the_leaflet(nurse)
    leaflet = save(nurse, "", home / "Desktop" / "leaflet.pdf")
    sites, seen, ledger = nurse.table("site-table"), nurse.reads("total-volume"), nurse.reads("ledger")

    assert found_in(home, vault) == []
    assert window.size().toTuple() == LAPTOP
    window.close()
    assert found_in(home, vault) == []
    assert log.stat().st_size, "the log was never written to"

    again = window_of(qapp, qtbot)
    nurse.type("unlock-passphrase", PASSPHRASE)
    nurse.press("unlock-button")
    everything_is_there(nurse, sites=sites, total=seen, ledger=ledger, photos=photos)
    again.close()

    report = verify.verify(vault, PASSPHRASE)
    assert report.first_wrong is None
    assert (report.counts["site"], report.counts["photo"], report.counts["preparation"]) == (40, 4, 2)
    the_record_says_it_all(record, treated, sites)
    assert "DRAFT" in reading.whole(draft)
    assert len(set(reading.images(record))) == 4
    for trace in (b"Exif", b"GPSLatitude", CAMERA.encode()):
        assert trace not in record
    the_leaflet_has_the_right_dates(leaflet, treated)
    assert began.date() - timedelta(days=2) < treated.date() < began.date() + timedelta(days=1)


# What the nurse does --------------------------------------------------------------------------------------------------


def create_a_clinic(nurse: Nurse, home: Path) -> Path:
    nurse.press("create-vault")
    for field, words in (
        ("clinic-name", "Thistledown Clinic"),
        ("clinic-phone", "01632 960077"),
        ("clinic-out-of-hours", "01632 960078"),
        ("practitioner-name", "Nora Notreal"),
        ("practitioner-profession", "Registered Nurse"),
        ("practitioner-registration", "00X0000X"),
        ("new-passphrase", PASSPHRASE),
        ("new-passphrase-again", PASSPHRASE),
    ):
        nurse.type(field, words)
    nurse.press("create-button")
    assert re.fullmatch(r"[0-9A-Z-]{20,}", nurse.reads("recovery-code"))
    nurse.find("recovery-code-kept").click()  # type: ignore[attr-defined]
    nurse.press("recovery-code-on")
    nurse.find("patient-list")
    vault = home / "Documents" / "Thistledown Clinic vault"
    assert (vault / "keys.json").is_file()
    return vault


def add_the_patient(nurse: Nurse) -> None:
    QTest.keyClicks(nurse.find("patient-search"), f"{GIVEN} {FAMILY}".lower())
    assert nurse.rows("patient-list") == []
    nurse.press("new-patient")
    assert (nurse.reads("given-name"), nurse.reads("family-name")) == (GIVEN, FAMILY)
    for field, words in (
        ("birth-date", "5/11/1969"),
        ("record-number", "T-0815"),
        ("phone", PERSONAL[2]),
        ("address", f"3 {PERSONAL[3]}, Nowhere"),
        ("allergies", PERSONAL[4]),
    ):
        nurse.type(field, words)
    assert nurse.reads("birth-date-words").startswith("Wednesday 5 November 1969")
    nurse.press("add-patient")
    assert nurse.reads("patient-banner-name") == f"{FAMILY}, {GIVEN}"
    assert PERSONAL[4] in nurse.reads("patient-banner-warnings")


def prepare(nurse: Nurse, product: str, lot: str, expiry: str) -> None:
    nurse.pick("preparation-picker", f"{product} ·")
    nurse.type("lot-field", lot)
    if expiry:
        nurse.type("expiry-field", expiry, then=Qt.Key.Key_Return)


def place_forty_sites(nurse: Nurse) -> None:
    prepare(nurse, WEAK, "ZX-41", "03/2029")
    placed, legs = 0, nurse.find("leg-view")
    room = legs.geometry()
    for cluster in CLUSTERS:
        if cluster.lot == "QQ-9B" and nurse.reads("lot-field") != "QQ-9B":
            prepare(nurse, STRONG, "QQ-9B", "")
        nurse.find("leg-view").setFocus()
        nurse.key(cluster.letter)
        if cluster.press.startswith("volume"):
            nurse.press(cluster.press)
        else:
            nurse.key(cluster.press)
        for spot in cluster.spots():
            nurse.inject(spot)
            placed += 1
            assert len(nurse.table("site-table")) == placed
            assert nurse.reads("saved-at").startswith("Saved ")
            assert legs.geometry() == room, "the legs moved under the hand"
    assert nurse.reads("total-volume") == text.ml(TOTAL_UL) == "9.5 ml"


def undo_and_redo(nurse: Nurse) -> None:
    for left in (9.0, 8.5, 8.0):
        assert nurse.reads("undo").startswith("Undo: Add 0.5 ml")
        nurse.press("undo")
        assert nurse.reads("total-volume") == f"{left} ml"
    for back in (8.5, 9.0, 9.5):
        nurse.press("redo")
        assert nurse.reads("total-volume") == f"{back} ml"
    assert not nurse.find("redo").isEnabled()
    QTest.keyClick(nurse.find("leg-view"), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert nurse.reads("total-volume") == "9.0 ml"
    QTest.keyClick(nurse.find("leg-view"), Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert len(nurse.table("site-table")) == 40


def set_the_time(nurse: Nurse) -> datetime:
    """Treatment was yesterday at 15:40."""
    field = nurse.find("treated-at", QLineEdit)
    yesterday = date.today() - timedelta(days=1)
    nurse.press("treated-at")
    field.selectAll()
    QTest.keyClicks(field, f"{text.long_date(yesterday)[:3]} {text.day_month(yesterday)}, 15:40")
    nurse.key(Qt.Key.Key_Return)
    assert nurse.reads("session-state") == f"Draft of {text.long_date(yesterday)}"
    assert nurse.message() == ""
    return datetime(yesterday.year, yesterday.month, yesterday.day, 15, 40)


def import_photos(nurse: Nurse, camera: Path) -> list[str]:
    """Three dropped, one more through the dialog; their files are called by the patient's name, as cameras' are not."""
    camera.mkdir(parents=True)
    files = [camera / f"{FAMILY} {number}.jpg" for number in range(4)]
    for number, file in enumerate(files):
        file.write_bytes(picture(seed=number + 1, width=900 + number) + f"{GIVEN} {FAMILY}".encode())
    nurse.press("open-photos")
    assert PERSONAL[4] in nurse.reads("photos-patient-banner-warnings")
    nurse.pick("batch-phase", "Before")
    nurse.pick("batch-leg", "Right")
    nurse.pick("batch-view", "Lateral")
    nurse.drop("photos-page", files[:3])
    nurse.wait_until(lambda: nurse.reads("photos-of-session") == "This session (3)")
    nurse.pick("batch-phase", "After")
    nurse.press("import-photos")
    nurse.answer_file_dialog("import-dialog", str(files[3]))
    nurse.wait_until(lambda: nurse.reads("photos-of-session") == "This session (4)")
    shown = nurse.rows("photo-grid")
    assert len(shown) == 4
    nurse.press("back")
    return shown


def something_of_ours_goes_wrong(qapp: QApplication, window: MainWindow) -> None:
    """A bug whose words hold a name must not bring it into the log."""
    hook = crash.CrashHook(qapp, window=lambda: window)
    try:
        raise LookupError(f"{GIVEN} {FAMILY}")
    except LookupError as error:
        hook.take(type(error), error, error.__traceback__)


def sign(nurse: Nurse) -> None:
    assert nurse.reads("sign-missing") == f"Not recorded yet: expiry of {STRONG} · lot QQ-9B."
    nurse.press("sign-session")
    assert nurse.reads("session-state").startswith("Draft")
    nurse.type("sign-reason", "the ampoule was thrown away")
    nurse.press("sign-session")
    assert nurse.reads("session-state") == f"Signed {text.short_date(date.today())}"
    assert not nurse.find("undo").isEnabled()
    nurse.inject(CLUSTERS[0].spots()[0])
    assert len(nurse.table("site-table")) == 40


def settle_the_leaflet(nurse: Nurse) -> None:
    nurse.press("export-leaflet")
    nurse.press("protocol-extended-eight-weeks")
    nurse.press("answer-hosiery.1.days-7")
    nurse.press("answer-aftercare.SUN.days-14")
    nurse.press("leaflet-keep")
    assert nurse.reads("leaflet-missing") == "Still to settle: 1 question."
    assert nurse.reads("answer-approval") == "Nora Notreal"
    nurse.type("answer-approval-date", "2 November 2026")
    nurse.press("leaflet-keep")


def save(nurse: Nurse, button: str, path: Path) -> bytes:
    """Export a document through the preview's own Save; its bytes."""
    path.parent.mkdir(exist_ok=True)
    if button:
        nurse.press(button)
    nurse.find("document-preview")
    nurse.press("document-save")
    nurse.answer_file_dialog("document-save-where", str(path))
    nurse.wait_until(path.is_file)
    assert nurse.reads("document-message").startswith(f"Saved as “{path.name}”.")
    nurse.press("document-close")
    nurse.wait_until(lambda: not nurse.sees("document-preview"))
    return path.read_bytes()


# What must be so ------------------------------------------------------------------------------------------------------


def everything_is_there(nurse: Nurse, *, sites: list[list[str]], total: str, ledger: str, photos: list[str]) -> None:
    QTest.keyClicks(nurse.find("patient-search"), "quack zeph")
    nurse.wait_until(lambda: len(nurse.rows("patient-list")) == 1)
    assert f"{FAMILY}, {GIVEN}" in nurse.rows("patient-list")[0]
    nurse.press_row("patient-list", 0)
    (session,) = nurse.rows("session-list")
    assert "40 sites, 9.5 ml, Signed" in session
    nurse.press_row("session-list", 0)
    assert nurse.table("site-table") == sites
    assert nurse.reads("total-volume") == total
    assert nurse.reads("ledger") == ledger
    assert "the ampoule was thrown away" in nurse.reads("signed-by")
    nurse.press("open-photos")
    assert nurse.rows("photo-grid") == photos
    nurse.press("back")


def the_record_says_it_all(record: bytes, treated: datetime, shown: list[list[str]]) -> None:
    pages, said = reading.pages(record), reading.whole(record)
    for page in pages:
        assert f"{GIVEN} {FAMILY} · born 5 November 1969 · record T-0815" in page
    assert f"Injection of leg veins on {text.long_date(treated.date())}, 15:40 · signed" in said
    assert f"{WEAK} · lot ZX-41 (10 × 0.05 ml + 10 × 0.1 ml) × 2 mg/ml = 3 mg 1.5 ml 3 mg" in said
    assert f"{STRONG} · lot QQ-9B (10 × 0.3 ml + 10 × 0.5 ml) × 5 mg/ml = 40 mg 8.0 ml 40 mg" in said
    assert "Right leg 20 sites, 6.0 ml; left leg 20 sites, 3.5 ml 9.5 ml 43 mg" in said
    assert "0.2 % (2 mg/ml), liquid ZX-41 31 Mar 2029" in said
    assert "the ampoule was thrown away" in said
    assert "DRAFT" not in said
    for number, row in enumerate(shown, start=1):
        cluster = CLUSTERS[(number - 1) // 10]
        assert row[:3] == [str(number), cluster.letter, text.ml_number(cluster.ul)]
        region, vein = row[4].replace("⅓", "third"), BY_LETTER[cluster.letter]
        assert region.startswith(cluster.where)
        preparation = f"1 · {WEAK}" if cluster.lot == "ZX-41" else f"2 · {STRONG}"
        line = f"{number} {region} {BESIDE[cluster.view]} {vein.letter} · {vein.name} {preparation} {row[2]}"
        assert line in said, line
    assert sum(CLUSTERS[n // 10].ul for n in range(len(shown))) == TOTAL_UL
    diagram = next(page for page in pages if "Where it was given" in page)
    assert {str(number) for number in range(1, 41)} <= set(re.findall(r"\d+", diagram))


def the_leaflet_has_the_right_dates(leaflet: bytes, treated: datetime) -> None:
    pages, said = reading.pages(leaflet), reading.whole(leaflet)
    day = treated.date()
    assert len(pages) == 2
    for page in pages:
        assert f"{GIVEN} {FAMILY}" in page
    assert f"Treated on {text.long_date(day)} at 15:40" in said
    for words, after, form in (
        ("Wear day and night until {}, 15:40", 3, text.long_date),
        ("in the daytime only, from {}", 3, text.long_date),
        ("until the end of {}. Take it off for bed.", 9, text.long_date),
        ("First day without hosiery: {}", 10, text.long_date),
        ("No very hot baths, saunas or sunbeds before {}", 14, text.day_month),
        ("No sun on the treated skin before {}", 14, text.day_month),
        ("No leg waxing before {}", 28, text.day_month),
        ("No long-haul flight before {}", 28, text.day_month),
    ):
        sentence = words.format(form(day + timedelta(days=after)))
        assert sentence in said, sentence
    assert "Thistledown Clinic: 01632 960077" in said
    assert "Approved: Nora Notreal, 2 November 2026" in said


def found_in(home: Path, vault: Path) -> list[str]:
    """Where something personal stands in clear: in a file or in a file's name. What the person saved or photographed
    lies in Desktop and camera and is theirs."""
    needles = [
        encoded.lower()
        for words in PERSONAL
        for encoded in (words.encode(), words.encode("utf-16-le"), words.encode("utf-32-le"))
    ]
    files = [path for path in home.rglob("*") if path.relative_to(home).parts[0] not in ("Desktop", "camera")]
    assert any(path.is_relative_to(vault) for path in files)
    found = []
    for path in files:
        data = str(path.relative_to(home)).encode() + (path.read_bytes() if path.is_file() else b"")
        if any(needle in data.lower() for needle in needles):
            found.append(str(path.relative_to(home)))
    return found
