"""What comes out of the demo clinic: a record, a leaflet and a picture of the program at work."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from sclerochart.domain.aftercare import questions
from sclerochart.domain.protocol import protocol_named
from sclerochart.store import clinic, sessions
from sclerochart.store.vault import Vault
from sclerochart.ui import theme
from sclerochart.ui.documents.writing import write_leaflet, write_record
from sclerochart.ui.main_window import MainWindow
from sclerochart.ui.remembered import Remembered


def settle_protocol(vault: Vault, protocol_id: str, *, approved: str) -> None:
    """Answer what the protocol leaves open, as a clinic would: the first number proposed, and an approval."""
    answers = {}
    for question in questions(protocol_named(protocol_id)):
        if question.kind == "approval":
            answers[question.key] = approved
        else:
            answers[question.key] = str(question.choices[0].value)
    clinic.set_answers(vault.db, protocol_id, answers)


def documents(vault: Vault, session_id: str, folder: Path) -> Iterator[Path]:
    """Write the documents of a session into the folder; yields each file."""
    for name, write in (("treatment-record.pdf", write_record), ("aftercare-leaflet.pdf", write_leaflet)):
        write(vault, session_id, folder / name)
        yield folder / name


def screenshot(vault: Vault, session_id: str, out: Path, *, size: tuple[int, int] = (1366, 768)) -> Path:
    """Open a session in the real window, picture it and close the window and with it the vault."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme.apply(app, "light")
    before = qInstallMessageHandler(lambda *_: None)  # what a platform without a screen cannot do is no news here
    with TemporaryDirectory() as scratch:
        window = MainWindow(Remembered(Path(scratch) / "window.json"))
        window.resize(*size)
        window.open_vault(vault)
        assert window.desk is not None
        window.desk.open_patient(sessions.get(vault.db, session_id).patient_id)
        window.desk.open_session(session_id)
        window.show()
        app.processEvents()
        window.grab().save(str(out))
        window.close_vault()
        window.close()
    qInstallMessageHandler(before)
    return out
