"""The ledger by region beside the diagram."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from sclerochart.domain import atlas as legs
from sclerochart.domain.ledger import AdoptedLine
from sclerochart.domain.session import Preparation
from sclerochart.store import clinic, preparations, sites
from sclerochart.ui.chart.region_ledger import RegionLedger
from sclerochart.ui.workspace import Workspace
from tests.ui.chart.panels import LEFT, one, place, press, says, shown

THIGH, CALF = "region-right-th-l-m", "region-left-ca-p-p"


def show(ledger: RegionLedger, workspace: Workspace, session_id: str) -> None:
    db = workspace.db
    ledger.show_sites(
        sites.of_session(db, session_id), preparations.of_session(db, session_id), clinic.adopted_lines(db)
    )


def filled(qtbot: QtBot, workspace: Workspace, session_id: str) -> RegionLedger:
    ledger = shown(qtbot, RegionLedger(legs.shipped()), 384)
    ledger.resize(384, 260)
    prep = preparations.add(
        workspace.db, session_id, Preparation("", "", 0, "fibrovein-0.2", "Fibrovein 0.2%", "sts", 2000)
    )
    workspace.do(clinic.adopt_line, AdoptedLine("", "fibrovein-0.2", "liquid", 4000, "label, UK 2022"))
    place(workspace, session_id, 8)
    place(workspace, session_id, 1, spot=LEFT, injections=18)
    workspace.do(preparations.name_unnamed, session_id, prep)
    show(ledger, workspace, session_id)
    return ledger


def test_regions_have_their_sums_and_products_their_distance(
    qtbot: QtBot, workspace: Workspace, session_id: str
) -> None:
    ledger = filled(qtbot, workspace, session_id)
    assert says(ledger, "line-distances") == "Fibrovein 0.2%: 1.4 ml below the line (label, UK 2022)"
    spoken = [one(ledger, QAbstractButton, name).accessibleName() for name in (THIGH, CALF)]
    assert spoken == [
        "Right lateral thigh, middle third: 0.8 ml, 8 injections",
        "Left posterior calf, upper third: 1.8 ml, 18 injections",
    ]


def test_a_click_on_a_region_filters_and_a_second_click_ends_that(
    qtbot: QtBot, workspace: Workspace, session_id: str
) -> None:
    ledger = filled(qtbot, workspace, session_id)
    heard: list[tuple[str, str]] = []
    ledger.region_chosen.connect(lambda code, side: heard.append((code, side)))
    press(ledger, THIGH)
    press(ledger, CALF)
    assert not one(ledger, QAbstractButton, THIGH).isChecked()
    press(ledger, CALF)
    assert heard == [("TH-L-M", "right"), ("CA-P-P", "left"), ("", "")]


def test_the_choice_stays_with_its_region_and_ends_when_the_region_empties(
    qtbot: QtBot, workspace: Workspace, session_id: str
) -> None:
    ledger = filled(qtbot, workspace, session_id)
    QTest.keyClick(one(ledger, QAbstractButton, CALF), Qt.Key.Key_Space)
    for site in sites.of_session(workspace.db, session_id)[:8]:
        workspace.do(sites.remove, site.id)
    show(ledger, workspace, session_id)
    assert ledger.chosen() == ("CA-P-P", "left")
    assert one(ledger, QAbstractButton, CALF).isChecked()
    with qtbot.waitSignal(ledger.region_chosen, check_params_cb=lambda code, side: not code):
        workspace.do(sites.remove, sites.of_session(workspace.db, session_id)[0].id)
        show(ledger, workspace, session_id)
    assert says(ledger, "region-ledger-empty") == "No sites yet."


def test_the_same_sums_are_not_written_again(qtbot: QtBot, workspace: Workspace, session_id: str) -> None:
    ledger = filled(qtbot, workspace, session_id)
    row = one(ledger, QAbstractButton, THIGH)
    show(ledger, workspace, session_id)
    assert one(ledger, QAbstractButton, THIGH) is row
