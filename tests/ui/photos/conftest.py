"""A patient with two sessions, and the page of the later one's photos."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from sclerochart.domain import moments
from sclerochart.domain.people import Patient
from sclerochart.store import patients, photos, sessions
from sclerochart.store.vault import Vault
from sclerochart.ui import theme
from sclerochart.ui.photos.page import PhotosPage
from sclerochart.ui.workspace import Workspace
from tests.store.sample_pictures import picture
from tests.store.small_vaults import made


@dataclass
class Clinic:
    """An open vault with a patient, and a card with picture files."""

    vault: Vault
    workspace: Workspace
    patient: str
    earlier: str
    later: str
    card: Path
    problems: list[str]

    def file(self, name: str, data: bytes | None = None, **picture_options: object) -> Path:
        path = self.card / name
        path.write_bytes(picture(**picture_options) if data is None else data)  # type: ignore[arg-type]
        return path

    def photo(self, session_id: str, *, taken: str, seed: int, leg: str = "right", view: str = "medial") -> str:
        """A photo that is already in the vault; its id."""
        path = self.file(f"{seed}.jpg", taken=taken, seed=seed, offset="")
        one = photos.prepare(path, photo_key=self.vault.photo_key, folder=self.vault.folder)
        return photos.add(self.vault.db, session_id, [one], phase="before", leg=leg, view=view)[0]


@pytest.fixture
def clinic(tmp_path: Path, qtbot: QtBot) -> Iterator[Clinic]:
    vault, _ = made(tmp_path / "vault")
    patient = patients.add(vault.db, Patient("", "Prim", "Placeholder"))
    earlier = sessions.start(vault.db, patient, at=moments.from_local(datetime(2026, 6, 1, 10)))
    later = sessions.start(vault.db, patient)
    card = tmp_path / "card"
    card.mkdir()
    workspace = Workspace(vault)
    problems: list[str] = []
    workspace.problem.connect(problems.append)
    yield Clinic(vault, workspace, patient, earlier, later, card, problems)
    vault.close()


@pytest.fixture
def page(clinic: Clinic, qtbot: QtBot, qapp: QApplication) -> PhotosPage:
    theme.apply(qapp)
    page = PhotosPage(clinic.workspace, clinic.later)
    qtbot.addWidget(page)
    page.resize(1366, 700)
    with qtbot.waitExposed(page):
        page.show()
    return page
