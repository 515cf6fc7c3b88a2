"""A real vault with one patient and one session, and its chart in a window of a small laptop."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from sclerochart.domain.atlas import shipped
from sclerochart.domain.people import Clinic, Patient, Practitioner
from sclerochart.store import patients, sessions
from sclerochart.store import vault as vaults
from sclerochart.store.keys import Cost
from sclerochart.store.vault import Vault
from sclerochart.ui import theme
from sclerochart.ui.chart.leg_view import LegView
from sclerochart.ui.chart.page import ChartPage
from sclerochart.ui.workspace import Workspace

SMALL = 1366, 700
QUICK = Cost(time=1, memory_kib=64)


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Vault]:
    made, _ = vaults.create(
        tmp_path / "vault",
        clinic=Clinic(name="Example Clinic"),
        practitioner=Practitioner("", "Ada Example", "Nurse", "N1"),
        passphrase="a plain invented phrase",
        cost=QUICK,
    )
    yield made
    made.close()


@pytest.fixture
def vault(opened: Vault) -> Vault:
    """The same: what `window` has open."""
    return opened


@pytest.fixture
def workspace(opened: Vault, qapp: QApplication) -> Workspace:
    theme.apply(qapp, "light")
    return Workspace(opened)


@pytest.fixture
def session_id(opened: Vault) -> str:
    patient = Patient("", "Prim", "Placeholder", birth_date=date(1970, 5, 2))
    return sessions.start(opened.db, patients.add(opened.db, patient))


@pytest.fixture
def chart(qtbot: QtBot, workspace: Workspace, session_id: str) -> Iterator[ChartPage]:
    page = ChartPage(workspace, session_id)
    qtbot.addWidget(page)
    page.resize(*SMALL)
    with qtbot.waitExposed(page):
        page.show()
    yield page
    page.close()


@pytest.fixture
def view(qtbot: QtBot, qapp: QApplication) -> Iterator[LegView]:
    """The diagram by itself."""
    theme.apply(qapp, "light")
    made = LegView(shipped())
    qtbot.addWidget(made)
    made.resize(950, 520)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.close()
