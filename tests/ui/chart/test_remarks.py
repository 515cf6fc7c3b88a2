"""What stands out among the sites is said before a signature, however quickly it follows."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from sclerochart.domain.leg import Spot
from sclerochart.domain.session import Preparation
from sclerochart.store import preparations, sessions
from sclerochart.ui.chart.page import ChartPage
from tests.ui.chart.acts import press_key, type_keys
from tests.ui.chart.hands import THIGH, click

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def heard(chart: ChartPage) -> list[str]:
    """The sentences of the message bar."""
    said: list[str] = []
    chart.workspace.problem.connect(said.append)
    return said


@pytest.fixture
def outlier(chart: ChartPage) -> None:
    """Five sites, the last with ten times the volume of the others."""
    for n in range(4):
        click(chart.leg_view, Spot(THIGH.side, THIGH.view, THIGH.x, THIGH.y - 9 * n))
    QTest.keyClick(chart.leg_view, Qt.Key.Key_6)
    click(chart.leg_view, Spot(THIGH.side, THIGH.view, THIGH.x, THIGH.y - 45))


def is_signed(chart: ChartPage) -> bool:
    return sessions.get(chart.workspace.db, chart.session_id).signed


def complete(chart: ChartPage) -> None:
    made = Preparation("", "", 0, "fibrovein-0.2", "Fibrovein 0.2%", "", 2000, "liquid", "B7", date(2030, 1, 31))
    made_id = chart.workspace.do(preparations.add, chart.session_id, made)
    assert made_id is not None
    chart.workspace.do(preparations.name_unnamed, chart.session_id, made_id)


@pytest.mark.usefixtures("outlier")
def test_a_signature_at_once_after_the_last_site_is_held_once_and_says_why(chart: ChartPage, heard: list[str]) -> None:
    complete(chart)
    QTest.keyClick(chart.leg_view, Qt.Key.Key_S, CTRL_SHIFT)
    assert not is_signed(chart)
    assert "Site 5" in chart.sign.remarks.text()
    assert chart.sign.remarks.isVisible()
    assert len(heard) == 1
    assert heard[0].startswith("Site 5: 1.0 ml")
    assert heard[0].endswith("press again to sign.")
    QTest.keyClick(chart.leg_view, Qt.Key.Key_S, CTRL_SHIFT)
    assert is_signed(chart)


@pytest.mark.usefixtures("outlier")
def test_with_a_reason_asked_for_the_remark_stands_beside_it(chart: ChartPage, heard: list[str]) -> None:
    QTest.keyClick(chart.leg_view, Qt.Key.Key_S, CTRL_SHIFT)
    assert not is_signed(chart)
    assert "Site 5" in chart.sign.remarks.text()
    type_keys("practice")
    press_key(Qt.Key.Key_Return)
    assert is_signed(chart)
    assert heard == []


@pytest.mark.usefixtures("outlier")
def test_a_remark_that_had_its_time_holds_nothing_up(chart: ChartPage, heard: list[str], qtbot: QtBot) -> None:
    complete(chart)
    qtbot.waitUntil(lambda: "Site 5" in chart.sign.remarks.text(), timeout=3000)
    qtbot.waitUntil(lambda: chart.remarks.settled, timeout=4000)
    QTest.mouseClick(chart.sign.sign, Qt.MouseButton.LeftButton)
    assert is_signed(chart)
    assert heard == []


def test_sites_alike_are_signed_at_the_first_press(chart: ChartPage, heard: list[str]) -> None:
    for n in range(5):
        click(chart.leg_view, Spot(THIGH.side, THIGH.view, THIGH.x, THIGH.y - 9 * n))
    complete(chart)
    QTest.keyClick(chart.leg_view, Qt.Key.Key_S, CTRL_SHIFT)
    assert is_signed(chart)
    assert heard == []
