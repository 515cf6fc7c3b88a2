"""A session is signed in the window, then what stands around it is edited there: its record stays, and says so."""

from sclerochart.domain.leg import Spot
from sclerochart.domain.people import Patient
from sclerochart.store import clinic, patients
from sclerochart.store.vault import Vault
from sclerochart.ui.documents.preview import PreviewDialog
from sclerochart.ui.main_window import MainWindow
from tests.documents import reading
from tests.e2e.nurse import Nurse


def record_of(nurse: Nurse) -> str:
    """The record of the session that is open, made and read, and closed again."""
    nurse.press("export-record")
    preview = nurse.find("document-preview", PreviewDialog)
    nurse.wait_until(lambda: preview.pdf is not None)
    pdf = preview.pdf
    nurse.press("document-close")
    nurse.wait_until(lambda: not nurse.sees("document-preview"))
    assert pdf is not None
    return reading.whole(pdf)


def test_details_edited_after_the_signature_leave_the_record_and_the_names_under_it(
    window: MainWindow, vault: Vault
) -> None:
    nurse = Nurse()
    amber = patients.add(vault.db, Patient("", "Amber", "Placeholder", allergies="Penicillin"))
    signer = clinic.practitioner(vault.db, vault.db.author).name
    assert window.desk is not None
    window.desk.open_patient(amber)
    nurse.press("start-session")
    nurse.inject(Spot("right", "lateral", 10.0, 640.0))
    nurse.press("sign-session")
    nurse.type("sign-reason", "Paper notes hold the lot")
    nurse.press("sign-session")
    before = record_of(nurse)
    assert "Allergies Penicillin" in before
    assert "Changed since" not in before
    nurse.press("back")
    nurse.press("edit-patient")
    nurse.type("allergies", "Latex")
    nurse.type("family-name", "Married")
    nurse.press("back")
    nurse.press("settings")
    nurse.type("practitioner-name", "Somebody Else")
    nurse.press("back")
    assert clinic.practitioner(vault.db, vault.db.author).name == "Somebody Else"
    window.desk.open_patient(amber)
    nurse.press_row("session-list", 0)
    after = record_of(nurse)
    assert "Allergies Penicillin" in after
    assert "Amber Placeholder" in after
    assert f"Signed by {signer}" in after
    assert "Changed since it was signed: Family name, Allergies." in after
    assert "Latex" not in after
    assert "Somebody Else" not in after
    assert nurse.reads("signed-by").startswith("Signed ")
    assert f"by {signer}" in nurse.reads("signed-by")
    assert "Latex" in nurse.reads("chart-patient-banner-warnings")  # for safety: as of today
