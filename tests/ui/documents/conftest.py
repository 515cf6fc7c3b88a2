"""A clinic with one treated patient, open in a window."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from sclerochart.domain import atlas
from sclerochart.store import keys, patients, photos, preparations, sessions, sites, vault
from sclerochart.store.vault import Vault
from sclerochart.ui import theme
from sclerochart.ui.workspace import Workspace
from tests.documents import sample_records as samples


@dataclass
class Practice:
    """An open vault with a session of twelve sites and two photographs, and a window to stand on."""

    vault: Vault
    workspace: Workspace
    window: QWidget
    session_id: str
    problems: list[str]


@pytest.fixture
def practice(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Practice]:
    theme.apply(qapp)
    opened, _ = vault.create(
        tmp_path / "vault",
        clinic=replace(samples.CLINIC, phone="", out_of_hours="", protocol_id=""),
        practitioner=samples.PRACTITIONER,
        passphrase="a plain test secret",
        cost=keys.Cost(time=1, memory_kib=8),
    )
    session_id = sessions.start(opened.db, patients.add(opened.db, samples.PATIENT))
    preparation = preparations.add(opened.db, session_id, samples.PREPARATIONS[0])
    for site in samples.sites(12):
        spot = atlas.shipped().spots(site.place.side, site.place.point)[0].spot
        sites.add(
            opened.db, session_id, spot,
            volume_ul=site.volume_ul, vein_type=site.vein_type, preparation_id=preparation,
        )  # fmt: skip
    for number in range(2):
        picture = tmp_path / f"{number}.jpg"
        picture.write_bytes(samples.jpeg(number, orientation=6 if number else 1))
        prepared = photos.prepare(picture, photo_key=opened.photo_key, folder=opened.folder)
        photos.add(opened.db, session_id, [prepared], phase="before", leg="right", view="lateral")
        picture.unlink()
    workspace = Workspace(opened)
    problems: list[str] = []
    workspace.problem.connect(problems.append)
    window = QWidget()
    window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen, False)
    window.resize(1366, 768)
    qtbot.addWidget(window)
    window.show()
    yield Practice(opened, workspace, window, session_id, problems)
    window.close()
    opened.close()
