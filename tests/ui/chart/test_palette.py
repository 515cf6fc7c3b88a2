"""What the next site gets is always seen: one volume is pressed, whatever it is."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton, QWidget
from pytestqt.qtbot import QtBot

from sclerochart.domain.people import Patient
from sclerochart.domain.session import VOLUME_PALETTE_UL
from sclerochart.store import patients, sessions, sites
from sclerochart.store.vault import Vault
from sclerochart.ui import theme
from sclerochart.ui.chart.page import ChartPage
from sclerochart.ui.main_window import MainWindow
from sclerochart.ui.workspace import Workspace
from tests.ui.chart.acts import open_chart
from tests.ui.chart.hands import LEFT, THIGH, click, point
from tests.ui.finding import find


def pressed(page: ChartPage) -> list[str]:
    """The volumes that are seen as pressed."""
    names = [*(f"volume-{ul}" for ul in VOLUME_PALETTE_UL), "volume-other"]
    buttons = [find(page, QToolButton, name) for name in names]
    return [each.text() for each in buttons if each.isVisibleTo(page) and each.isChecked()]


def pick_up(page: ChartPage) -> None:
    """Take over the volume of the site at the thigh."""
    QTest.mouseClick(page.leg_view, LEFT, Qt.KeyboardModifier.AltModifier, page.leg_view.spot_to_pixel(THIGH))


@pytest.fixture
def unusual(chart: ChartPage) -> ChartPage:
    """One site of 0.123 ml, typed over it; the next one gets 0.1 ml."""
    click(chart.leg_view, THIGH)
    point(chart.leg_view, THIGH)
    for sign in ".123":
        QTest.keyClick(chart.leg_view, sign)
    QTest.keyClick(chart.leg_view, Qt.Key.Key_Return)
    return chart


def test_a_volume_without_a_button_is_pressed_beside_the_others_while_it_is_current(unusual: ChartPage) -> None:
    assert pressed(unusual) == ["0.1"]
    pick_up(unusual)
    assert pressed(unusual) == ["0.123"]
    other = find(unusual, QToolButton, "volume-other")
    assert (other.accessibleName(), "0.123 ml" in other.toolTip()) == ("Volume 0.123 ml", True)
    QTest.mouseClick(other, LEFT)
    assert (pressed(unusual), unusual.next_site.volume_ul) == (["0.123"], 123)
    QTest.keyClick(unusual.leg_view, "3")
    assert pressed(unusual) == ["0.2"]


def test_no_button_moves_when_another_volume_comes_or_goes_and_every_one_is_read_whole(unusual: ChartPage) -> None:
    names = [f"volume-{ul}" for ul in VOLUME_PALETTE_UL] + [f"vein-{letter}" for letter in "tcmrvo"]
    buttons = [find(unusual, QToolButton, name) for name in names]
    before = [each.geometry() for each in buttons]
    unusual.next_site.choose_volume(12_345)
    unusual.layout().activate()
    assert [each.geometry() for each in buttons] == before
    for each in (*buttons, find(unusual, QToolButton, "volume-other")):
        icon = 0 if each.icon().isNull() else each.iconSize().width()
        assert each.fontMetrics().horizontalAdvance(each.text()) + icon <= each.width()


@pytest.mark.parametrize("width", [1280, 1366])
def test_every_name_is_read_whole_pressed_or_not_on_a_small_laptop(
    vault: Vault, window: MainWindow, width: int
) -> None:
    window.resize(width, 768)
    session = sessions.start(vault.db, patients.add(vault.db, Patient("", "Prim", "Placeholder")))
    page = open_chart(window, session)
    page.next_site.choose_volume(12_345)
    window.grab()  # which lays out what changed
    assert window.width() == width
    for letter in "tcmrvo":
        button = find(page, QToolButton, f"vein-{letter}")
        QTest.mouseClick(button, LEFT)
        words = QFontMetrics(theme.font(theme.CAPTION, bold=True)).horizontalAdvance(button.text())
        frame_and_gap = 2 * 3 + 4
        assert button.width() >= button.iconSize().width() + words + frame_and_gap
        assert page.palette_bar.rect().contains(button.geometry())
    other = find(page, QToolButton, "volume-other")
    assert other.fontMetrics().horizontalAdvance("12.345") + 2 * 3 <= other.width()
    assert all(find(page, QToolButton, f"volume-{ul}").width() >= theme.TOUCH for ul in VOLUME_PALETTE_UL)


def test_a_session_opened_again_shows_the_volume_that_its_next_site_gets(
    unusual: ChartPage, workspace: Workspace, session_id: str, qtbot: QtBot
) -> None:
    again = ChartPage(workspace, session_id)
    qtbot.addWidget(again)
    again.resize(unusual.size())
    with qtbot.waitExposed(again):
        again.show()
    assert pressed(again) == ["0.123"]
    click(again.leg_view, THIGH)
    assert [each.volume_ul for each in sites.of_session(workspace.db, session_id)] == [123, 123]
    assert find(again, QWidget, "volume-other").isVisible()
    again.close()
