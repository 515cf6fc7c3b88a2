"""The window for a second screen."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from sclerochart.domain.ledger import AdoptedLine
from sclerochart.domain.session import Preparation
from sclerochart.store import clinic, journal, preparations
from sclerochart.ui.chart.large_totals import LargeTotals
from sclerochart.ui.workspace import Workspace
from tests.ui.chart.panels import LEFT, place, press, says


@pytest.fixture
def page(qtbot: QtBot) -> Iterator[QWidget]:
    """A page with a field that has the focus."""
    made = QWidget()
    field = QLineEdit(made)
    field.setObjectName("field")
    QVBoxLayout(made).addWidget(field)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    field.setFocus()
    yield made
    made.close()


@pytest.fixture
def totals(qtbot: QtBot, page: QWidget, workspace: Workspace, session_id: str) -> LargeTotals:
    made = LargeTotals(workspace, session_id, page)
    made.toggle()
    qtbot.waitExposed(made)
    return made


def test_it_says_the_totals_and_the_distance_to_the_line(
    totals: LargeTotals, workspace: Workspace, session_id: str
) -> None:
    made = Preparation("", "", 0, "fibrovein-0.2", "Fibrovein 0.2%", "sts", 2000)
    prep = preparations.add(workspace.db, session_id, made)
    workspace.do(clinic.adopt_line, AdoptedLine("", "fibrovein-0.2", "liquid", 4000, "label, UK 2022"))
    place(workspace, session_id, 8)
    place(workspace, session_id, spot=LEFT, injections=18)
    workspace.do(preparations.name_unnamed, session_id, prep)
    place(workspace, session_id)
    assert [says(totals, f"large-{name}") for name in ("total", "right", "left", "count")] == [
        "2.7 ml", "Right 0.9 ml", "Left 1.8 ml", "27 sites",
    ]  # fmt: skip
    assert says(totals, "large-row-1") == "2.6 ml  Fibrovein 0.2%"
    assert says(totals, "large-line-1") == "1.4 ml below the line"
    assert says(totals, "large-row-2") == "0.1 ml  Preparation not named"
    assert says(totals, "large-line-2") == ""


def test_it_follows_every_act_and_undo(totals: LargeTotals, workspace: Workspace, session_id: str) -> None:
    place(workspace, session_id, 3)
    assert says(totals, "large-total") == "0.3 ml"
    workspace.undo(journal.session_scope(session_id))
    assert says(totals, "large-total") == "0.2 ml"
    assert says(totals, "large-row-1") == "0.2 ml  Preparation not named"


def test_its_type_is_large_enough_for_a_metre_and_a_half(
    totals: LargeTotals, workspace: Workspace, session_id: str
) -> None:
    place(workspace, session_id)
    totals.resize(1920, 1080)
    sizes = {
        label.objectName(): label.fontInfo().pixelSize() for label in totals.findChildren(QLabel) if label.isVisible()
    }
    assert sizes["large-total"] >= 200
    assert min(sizes["large-right"], sizes["large-left"], sizes["large-count"]) >= 96
    assert min(sizes.values()) >= 44


def test_nobody_is_named_until_the_name_is_asked_for(totals: LargeTotals) -> None:
    assert says(totals, "large-patient") == ""
    press(totals, "large-name")
    assert says(totals, "large-patient") == "Prim Placeholder"
    press(totals, "large-name")
    assert says(totals, "large-patient") == ""


def test_it_never_takes_the_keys(totals: LargeTotals) -> None:
    # the offscreen platform activates every window, so what is asked of a real one is looked at
    assert totals.windowFlags() & Qt.WindowType.WindowDoesNotAcceptFocus
    assert totals.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    assert all(each.focusPolicy() == Qt.FocusPolicy.NoFocus for each in totals.findChildren(QWidget))


def test_it_closes_with_its_page_and_by_a_second_toggle(qtbot: QtBot, page: QWidget, totals: LargeTotals) -> None:
    with qtbot.waitSignal(totals.closed):
        totals.toggle()
    totals.toggle()
    assert totals.isVisible()
    with qtbot.waitSignal(totals.closed):
        page.hide()
    assert not totals.isVisible()


def test_what_changed_while_it_was_closed_is_there_when_it_opens(
    totals: LargeTotals, workspace: Workspace, session_id: str
) -> None:
    totals.toggle()
    place(workspace, session_id, 5)
    totals.toggle()
    assert says(totals, "large-total") == "0.5 ml"
