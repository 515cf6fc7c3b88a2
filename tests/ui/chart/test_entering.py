"""Ways of entering: the quick line, what is typed over the diagram, rows, areas, the eyedropper, the last session."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QToolButton

from sclerochart.domain import moments
from sclerochart.domain.findings import Run
from sclerochart.domain.leg import Spot
from sclerochart.domain.moments import Moment
from sclerochart.domain.session import Preparation, Site
from sclerochart.store import findings, preparations, sessions, sites
from sclerochart.store.sites import NewSite
from sclerochart.ui.chart.page import ChartPage
from sclerochart.ui.workspace import Workspace
from tests.ui.chart.hands import CALF, SHIN, THIGH, click, drag, point

Key, Modifier = Qt.Key, Qt.KeyboardModifier


def of(page: ChartPage) -> list[Site]:
    return sites.of_session(page.workspace.db, page.session_id)


def key(page: ChartPage, which: Qt.Key, modifiers: Modifier = Modifier.NoModifier) -> None:
    QTest.keyClick(page.leg_view, which, modifiers)


def typed(page: ChartPage, words: str) -> None:
    for sign in words:
        QTest.keyClick(page.leg_view, sign)


def steps(page: ChartPage) -> int:
    return int(page.workspace.db.value("SELECT count(*) FROM step WHERE scope = ?", (page.scope(),)))


def said(page: ChartPage, name: str) -> str:
    found = page.findChild(QLabel, name)
    assert found is not None
    return found.toolTip() or found.text()


def earlier_session(page: ChartPage, count: int, *, days: int = 60) -> str:
    """A session of the same patient before this one, with sites along the thigh."""
    db, now = page.workspace.db, moments.now()
    patient_id = page.loaded.session.patient_id
    earlier = sessions.start(db, patient_id, at=Moment(now.utc - days * 86_400, now.offset_min))
    spots = [Spot(THIGH.side, THIGH.view, THIGH.x, THIGH.y - 7 * n) for n in range(count)]
    sites.add_many(db, earlier, [NewSite(spot, 200 if n == 0 else 100, "ret") for n, spot in enumerate(spots)])
    page.refresh()
    return earlier


# The quick-entry line -------------------------------------------------------------------------------------------------


def test_a_dictated_line_is_understood_shown_and_placed_in_one_step(chart: ChartPage) -> None:
    key(chart, Key.Key_Q)
    quick = chart.entering.quick
    assert quick.line.hasFocus()
    QTest.keyClicks(quick.line, "R medial calf upper .2 x3 ret")
    assert "Right" in said(chart, "quick-words")
    assert "3 × 0.2 ml = 0.6 ml" in said(chart, "quick-words")
    assert chart.leg_view.layers.shown("preview")
    before = steps(chart)
    QTest.keyClick(quick.line, Key.Key_Return)
    placed = of(chart)
    assert [(site.place.side, site.volume_ul, site.vein_type) for site in placed] == [("right", 200, "ret")] * 3
    assert len({site.region for site in placed}) == 1
    assert steps(chart) == before + 1
    assert not chart.leg_view.layers.shown("preview")
    assert quick.line.text() == ""
    assert quick.line.hasFocus()
    assert "Placed 3 sites, 0.6 ml" in said(chart, "quick-words")


def test_the_next_line_goes_on_at_the_same_place_and_says_so(chart: ChartPage) -> None:
    key(chart, Key.Key_Q)
    quick = chart.entering.quick
    QTest.keyClicks(quick.line, ".1 x3")
    assert "there is no line before" in said(chart, "quick-words")
    QTest.keyClick(quick.line, Key.Key_Return)
    assert of(chart) == []
    quick.line.clear()
    QTest.keyClicks(quick.line, "R medial calf upper .2 ret")
    QTest.keyClick(quick.line, Key.Key_Return)
    QTest.keyClicks(quick.line, ".1 x3")
    assert "Right medial calf, upper third · 3 × 0.1 ml = 0.3 ml" in said(chart, "quick-words")
    assert "same place as the line before" in said(chart, "quick-words")
    QTest.keyClick(quick.line, Key.Key_Return)
    placed = of(chart)
    assert {(site.place.side, site.region) for site in placed} == {("right", "SH-M-P")}
    assert [site.volume_ul for site in placed] == [200, 100, 100, 100]
    assert len({site.place.point for site in placed}) == 4


def test_a_line_that_was_undone_is_no_line_before(chart: ChartPage) -> None:
    key(chart, Key.Key_Q)
    quick = chart.entering.quick
    for line in ("R medial calf upper .2", "L knee med .2"):
        QTest.keyClicks(quick.line, line)
        QTest.keyClick(quick.line, Key.Key_Return)
    chart.workspace.undo(chart.scope())
    QTest.keyClicks(quick.line, "x2")
    assert "Right medial calf, upper third" in said(chart, "quick-words")
    quick.line.clear()
    chart.workspace.undo(chart.scope())
    QTest.keyClicks(quick.line, "x2")
    assert "there is no line before" in said(chart, "quick-words")


def test_several_statements_in_one_line_are_one_step(chart: ChartPage) -> None:
    key(chart, Key.Key_Slash)
    quick = chart.entering.quick
    QTest.keyClicks(quick.line, "R medial calf upper .2 x3 ret; L popliteal .1 x2 tel; L lat thigh mid area .1 x12")
    assert "17 sites, 2.0 ml" in said(chart, "quick-words")
    before = steps(chart)
    QTest.keyClick(quick.line, Key.Key_Return)
    assert [site.injections for site in of(chart)] == [1, 1, 1, 1, 1, 12]
    assert steps(chart) == before + 1
    chart.workspace.undo(chart.scope())
    assert of(chart) == []


def test_what_the_line_cannot_read_is_said_in_a_sentence_and_nothing_is_placed(chart: ChartPage) -> None:
    key(chart, Key.Key_Q)
    quick = chart.entering.quick
    QTest.keyClicks(quick.line, "R medail calf xyzzy .2 ")
    QTest.keyClick(quick.line, Key.Key_Return)
    assert of(chart) == []
    assert "did you mean" in said(chart, "quick-words") or "is not a" in said(chart, "quick-words")
    assert not quick.place.isEnabled()


def test_what_is_still_wanted_is_said_while_the_line_is_typed(chart: ChartPage) -> None:
    key(chart, Key.Key_Q)
    QTest.keyClicks(chart.entering.quick.line, "R thigh .2")
    assert "Still wanted: which side of the thigh" in said(chart, "quick-words")


def test_tab_completes_a_word_and_escape_leaves_the_line(chart: ChartPage) -> None:
    key(chart, Key.Key_Q)
    quick = chart.entering.quick
    QTest.keyClicks(quick.line, "R med cal")
    QTest.keyClick(quick.line, Key.Key_Tab)
    assert quick.line.text() == "R med calf "
    QTest.keyClick(quick.line, Key.Key_Escape)
    assert quick.isHidden()
    assert chart.leg_view.hasFocus()
    assert of(chart) == []


def test_a_preparation_is_named_by_its_number(chart: ChartPage, workspace: Workspace, session_id: str) -> None:
    first = preparations.add(workspace.db, session_id, Preparation("", "", 0, "pol", "Brand", "polidocanol", 5000))
    second = preparations.add(workspace.db, session_id, Preparation("", "", 0, "pol", "Brand", "polidocanol", 10000))
    chart.refresh()
    key(chart, Key.Key_Q)
    QTest.keyClicks(chart.entering.quick.line, "R medial calf upper .2 #2; lower #1")
    QTest.keyClick(chart.entering.quick.line, Key.Key_Return)
    assert [site.preparation_id for site in of(chart)] == [second, first]


# Typed over the diagram -----------------------------------------------------------------------------------------------


def test_a_number_typed_over_a_site_is_its_volume(chart: ChartPage) -> None:
    click(chart.leg_view, SHIN)
    point(chart.leg_view, SHIN)
    typed(chart, ".25")
    assert [site.volume_ul for site in of(chart)] == [100]
    key(chart, Key.Key_Return)
    assert [site.volume_ul for site in of(chart)] == [250]
    assert chart.next_site.volume_ul == 100


def test_a_whole_number_before_the_point_is_part_of_the_volume_and_chooses_nothing(chart: ChartPage) -> None:
    click(chart.leg_view, SHIN)
    point(chart.leg_view, SHIN)
    typed(chart, "1.5")
    key(chart, Key.Key_Enter)
    assert [site.volume_ul for site in of(chart)] == [1500]
    assert chart.next_site.volume_ul == 100


def test_escape_forgets_what_was_typed_over_a_site(chart: ChartPage) -> None:
    click(chart.leg_view, SHIN)
    point(chart.leg_view, SHIN)
    typed(chart, ".3")
    key(chart, Key.Key_Escape)
    key(chart, Key.Key_Return)
    assert [site.volume_ul for site in of(chart)] == [100]


def test_a_volume_that_cannot_be_is_said_and_changes_nothing(chart: ChartPage, workspace: Workspace) -> None:
    heard: list[str] = []
    workspace.problem.connect(heard.append)
    click(chart.leg_view, SHIN)
    point(chart.leg_view, SHIN)
    typed(chart, "..")
    key(chart, Key.Key_Return)
    assert len(heard) == 1
    assert [site.volume_ul for site in of(chart)] == [100]


def test_a_typed_area_is_one_marker_with_its_count_placed_by_one_click(chart: ChartPage) -> None:
    chart.next_site.choose_volume(200)
    before = steps(chart)
    typed(chart, "12x0.1")
    click(chart.leg_view, THIGH)
    assert [(site.injections, site.volume_ul) for site in of(chart)] == [(12, 100)]
    assert chart.next_site.volume_ul == 200
    assert steps(chart) == before + 1
    assert "1.2 ml" in chart.ledger.total.text()
    click(chart.leg_view, CALF)
    assert [site.injections for site in of(chart)] == [12, 1]


def test_the_area_tool_asks_for_its_number_and_takes_the_current_volume(chart: ChartPage) -> None:
    key(chart, Key.Key_A)
    assert chart.leg_view.tool == "area"
    typed(chart, "8")
    click(chart.leg_view, THIGH)
    assert [(site.injections, site.volume_ul) for site in of(chart)] == [(8, 100)]
    assert chart.leg_view.tool == "place"


def test_escape_leaves_the_area_that_was_typed(chart: ChartPage) -> None:
    typed(chart, "12x")
    key(chart, Key.Key_Escape)
    click(chart.leg_view, THIGH)
    assert [site.injections for site in of(chart)] == [1]


# Rows, veins, the eyedropper ------------------------------------------------------------------------------------------


def hold(page: ChartPage, which: Qt.Key, text: str, *, down: bool) -> None:
    kind = QEvent.Type.KeyPress if down else QEvent.Type.KeyRelease
    QApplication.sendEvent(page.leg_view, QKeyEvent(kind, which, Modifier.NoModifier, text))


def test_a_drag_with_a_held_key_is_a_row_of_sites_in_one_step(chart: ChartPage) -> None:
    view = chart.leg_view
    end = Spot(THIGH.side, THIGH.view, THIGH.x, THIGH.y - 60)
    before = steps(chart)
    hold(chart, Key.Key_B, "b", down=True)
    drag(view, view.spot_to_pixel(THIGH), view.spot_to_pixel(end), steps=12)
    hold(chart, Key.Key_B, "b", down=False)
    assert 7 <= len(of(chart)) <= 9
    assert steps(chart) == before + 1
    assert view.tool == "place"
    chart.workspace.undo(chart.scope())
    assert of(chart) == []


def test_another_key_can_be_held_for_a_row(chart: ChartPage) -> None:
    chart.keys.keep(chart.keys.bindings.bound("burst", "F13"))
    view = chart.leg_view
    end = Spot(THIGH.side, THIGH.view, THIGH.x, THIGH.y - 60)
    hold(chart, Key.Key_F13, "", down=True)
    assert view.tool == "burst"
    drag(view, view.spot_to_pixel(THIGH), view.spot_to_pixel(end), steps=12)
    hold(chart, Key.Key_F13, "", down=False)
    assert view.tool == "place"
    assert len(of(chart)) > 5


def test_a_drawn_vein_is_kept_and_sites_near_it_lie_on_it(chart: ChartPage, workspace: Workspace) -> None:
    view = chart.leg_view
    end = Spot(THIGH.side, THIGH.view, THIGH.x, THIGH.y - 80)
    key(chart, Key.Key_D)
    drag(view, view.spot_to_pixel(THIGH), view.spot_to_pixel(end), steps=12)
    runs: list[Run] = findings.runs_of_session(workspace.db, chart.session_id)
    assert len(runs) == 1
    key(chart, Key.Key_Escape)
    click(view, Spot(THIGH.side, THIGH.view, THIGH.x + 2, THIGH.y - 40))
    click(view, Spot(THIGH.side, THIGH.view, THIGH.x + 25, THIGH.y - 40))
    assert [site.run_id for site in of(chart)] == [runs[0].id, None]


def test_alt_click_on_a_site_takes_its_volume_and_vein_type_and_places_nothing(chart: ChartPage) -> None:
    key(chart, Key.Key_5)
    key(chart, Key.Key_V)
    click(chart.leg_view, SHIN)
    key(chart, Key.Key_1)
    key(chart, Key.Key_T)
    at = chart.leg_view.spot_to_pixel(SHIN)
    QTest.mouseClick(chart.leg_view, Qt.MouseButton.LeftButton, Modifier.AltModifier, at)
    assert (chart.next_site.volume_ul, chart.next_site.vein_type) == (500, "var-small")
    assert len(of(chart)) == 1


# The last session again -----------------------------------------------------------------------------------------------


def test_the_last_sessions_sites_are_taken_one_by_one_dropped_and_taken_all_at_once(chart: ChartPage) -> None:
    earlier_session(chart, 30)
    key(chart, Key.Key_P, Modifier.ControlModifier)
    assert chart.leg_view.layers.shown("proposals")
    assert "30 proposed" in said(chart, "proposals-words")
    key(chart, Key.Key_Return)
    assert [(site.volume_ul, site.vein_type) for site in of(chart)] == [(200, "ret")]
    for _ in range(3):
        key(chart, Key.Key_Delete)
    before = steps(chart)
    key(chart, Key.Key_Return, Modifier.ShiftModifier)
    assert len(of(chart)) == 27
    assert steps(chart) == before + 1
    assert chart.entering.proposals.isHidden()
    assert not chart.leg_view.layers.shown("proposals")


def test_an_undone_proposal_is_proposed_again(chart: ChartPage) -> None:
    earlier_session(chart, 3)
    key(chart, Key.Key_P, Modifier.ControlModifier)
    key(chart, Key.Key_Return)
    assert "2 proposed" in said(chart, "proposals-words")
    chart.workspace.undo(chart.scope())
    assert "3 proposed" in said(chart, "proposals-words")


def test_the_proposal_under_the_pointer_is_the_one_that_is_dropped(chart: ChartPage) -> None:
    earlier_session(chart, 3)
    key(chart, Key.Key_P, Modifier.ControlModifier)
    point(chart.leg_view, THIGH)
    key(chart, Key.Key_Delete)
    key(chart, Key.Key_Return, Modifier.ShiftModifier)
    assert [site.volume_ul for site in of(chart)] == [100, 100]


def test_a_click_on_a_proposal_takes_it_and_elsewhere_places_as_always(chart: ChartPage) -> None:
    earlier_session(chart, 3)
    key(chart, Key.Key_P, Modifier.ControlModifier)
    click(chart.leg_view, THIGH)
    click(chart.leg_view, CALF)
    assert [(site.volume_ul, site.vein_type) for site in of(chart)] == [(200, "ret"), (100, "tel")]


def test_without_an_earlier_session_that_is_said(chart: ChartPage, workspace: Workspace) -> None:
    heard: list[str] = []
    workspace.problem.connect(heard.append)
    key(chart, Key.Key_P, Modifier.ControlModifier)
    assert heard == ["There is no earlier session with sites to repeat. Nothing was changed."]


# The row of tools, and what is seen -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "strip"),
    [("tool-quick", "quick-line-strip"), ("tool-syringe", "syringe-panel"), ("tool-clocks", "clock-strip")],
)
def test_a_button_of_the_row_opens_its_strip_and_closes_it(chart: ChartPage, name: str, strip: str) -> None:
    button, found = chart.findChild(QToolButton, name), chart.findChild(type(chart.strips).__mro__[1], strip)
    assert button is not None
    assert found is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert found.isVisible()
    assert button.isChecked()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not found.isVisible()
    assert not button.isChecked()


def test_earlier_sessions_and_volume_by_region_are_shown_and_hidden_by_a_key(chart: ChartPage) -> None:
    earlier_session(chart, 5)
    for which, layer in ((Key.Key_G, "ghosts"), (Key.Key_H, "heat")):
        key(chart, which)
        assert chart.leg_view.layers.shown(layer)
        assert chart.history.isVisible()
        key(chart, which)
        assert not chart.leg_view.layers.shown(layer)
    assert not chart.history.isVisible()


def test_in_a_signed_session_nothing_can_be_entered_and_everything_be_seen(chart: ChartPage) -> None:
    earlier_session(chart, 5)
    click(chart.leg_view, SHIN)
    sessions.sign(chart.workspace.db, chart.session_id, reason="a reason")
    chart.refresh()
    before = len(of(chart))
    for which in (Key.Key_Q, Key.Key_A, Key.Key_D, Key.Key_S, Key.Key_I):
        key(chart, which)
    typed(chart, "12x")
    click(chart.leg_view, THIGH)
    assert len(of(chart)) == before
    assert chart.entering.quick.isHidden()
    key(chart, Key.Key_G)
    assert chart.leg_view.layers.shown("ghosts")
    buttons = {each.objectName(): each.isEnabled() for each in chart.tool_row.findChildren(QToolButton)}
    assert not buttons["tool-quick"]
    assert buttons["tool-course"]


def test_keys_turn_postures_fill_a_view_and_name_the_regions(chart: ChartPage) -> None:
    view = chart.leg_view
    button = chart.findChild(QToolButton, "tool-posture")
    assert button is not None
    before = [(panel.side, panel.view) for panel in view.sheet.panels]
    key(chart, Key.Key_U)
    assert button.text() == "On back"
    assert [(panel.side, panel.view) for panel in view.sheet.panels] != before
    for _ in range(3):
        key(chart, Key.Key_U)
    assert button.text() == "Standing"
    assert [(panel.side, panel.view) for panel in view.sheet.panels] == before
    key(chart, Key.Key_F)
    assert view.zoomed
    key(chart, Key.Key_F)
    assert not view.zoomed
    key(chart, Key.Key_L)
    assert view.layers.shown("regions")
    key(chart, Key.Key_L)
    assert not view.layers.shown("regions")


def test_brackets_go_back_and_on_through_the_course(chart: ChartPage) -> None:
    for days in (90, 60):
        earlier_session(chart, 3, days=days)
    key(chart, Key.Key_BracketLeft)
    assert chart.history.slider.value() == 1
    assert chart.history.isVisible()
    key(chart, Key.Key_BracketLeft)
    key(chart, Key.Key_BracketRight)
    assert chart.history.slider.value() == 1


def test_a_region_that_was_set_by_hand_is_proposed_with_its_site(chart: ChartPage) -> None:
    earlier = earlier_session(chart, 1)
    (site,) = sites.of_session(chart.workspace.db, earlier)
    sites.edit(chart.workspace.db, site.id, corrected_region="KN-L")
    key(chart, Key.Key_P, Modifier.ControlModifier)
    key(chart, Key.Key_Return)
    assert [each.region for each in of(chart)] == ["KN-L"]


def test_an_area_is_placed_without_a_key_by_three_presses(chart: ChartPage) -> None:
    for name in ("volume-200", "tool-area"):
        button = chart.findChild(QToolButton, name)
        assert button is not None
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    count = chart.findChild(QPushButton, "area-8")
    assert count is not None
    assert count.isVisible()
    QTest.mouseClick(count, Qt.MouseButton.LeftButton)
    assert said(chart, "area-words") == "8 × 0.2 ml: click the area"
    click(chart.leg_view, THIGH)
    assert [(site.injections, site.volume_ul) for site in of(chart)] == [(8, 200)]
    assert chart.entering.area.isHidden()
    assert chart.leg_view.tool == "place"
