"""The table of sites as a gloved hand and a hurried eye meet it."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QStyle, QStyleOptionViewItem

from sclerochart.domain import atlas as legs
from sclerochart.domain.leg import Spot
from sclerochart.store import journal, sites
from sclerochart.store.sites import NewSite
from sclerochart.ui import theme
from sclerochart.ui.chart.page import ChartPage
from sclerochart.ui.chart.site_model import HEADS, NOTE, NUMBER, REGION, VOLUME
from sclerochart.ui.chart.site_table import FONT_SIZE, SiteTable
from tests.ui.chart.hands import LEFT, THIGH, click

_PADDING = 14
"""Of a cell, both sides."""


def row(chart: ChartPage, number: int) -> QRect:
    table = chart.table
    first, last = (table.visualRect(table.sites.index(number, column)) for column in (NUMBER, NOTE))
    return first.united(last)


def place(chart: ChartPage, count: int) -> None:
    for n in range(count):
        click(chart.leg_view, Spot(THIGH.side, THIGH.view, THIGH.x, THIGH.y - 3.0 * n))
        QApplication.processEvents()


@pytest.mark.parametrize("size", [(1366, 650), (1366, 712), (1920, 1024)])
def test_rows_are_as_high_as_a_gloved_finger_at_any_size(chart: ChartPage, size: tuple[int, int]) -> None:
    chart.resize(*size)
    place(chart, 3)
    assert row(chart, 0).height() >= 44
    editable = [column for column in range(len(HEADS)) if column != NUMBER]
    assert all(chart.table.columnWidth(column) >= 44 for column in editable)
    assert chart.table.viewport().height() >= 2 * 44


def test_the_newest_row_is_in_sight_whole_after_every_click(chart: ChartPage) -> None:
    for n in range(9):
        click(chart.leg_view, Spot(THIGH.side, THIGH.view, THIGH.x, THIGH.y - 3.0 * n))
        assert chart.table.viewport().rect().contains(row(chart, n))
        QApplication.processEvents()
        assert chart.table.viewport().rect().contains(row(chart, n))


def test_the_newest_row_stays_in_sight_when_the_ledger_takes_more_room(chart: ChartPage) -> None:
    chart.resize(1366, 900)
    place(chart, 9)
    chart.resize(1366, 700)
    QApplication.processEvents()
    assert chart.table.viewport().rect().contains(row(chart, 8))


def test_a_table_that_a_hand_scrolled_stays_where_it_is(chart: ChartPage) -> None:
    place(chart, 9)
    bar = chart.table.verticalScrollBar()
    bar.triggerAction(bar.SliderAction.SliderToMinimum)
    chart.resize(1366, 690)
    QApplication.processEvents()
    assert chart.table.viewport().rect().contains(row(chart, 0))


@pytest.mark.parametrize("area", [False, True])
def test_every_name_of_a_region_is_read_whole_at_the_least_width(chart: ChartPage, area: bool) -> None:
    place(chart, 9)
    if area:
        chart.next_site.choose_volume(150)
        chart.entering.typed.type_count(12)
        click(chart.leg_view, THIGH)
        assert chart.table.sites.index(9, VOLUME).data() == "12×0.15"
    metrics = QFontMetrics(theme.font(FONT_SIZE))
    room = chart.table.columnWidth(REGION) - _PADDING
    delegate = chart.table.itemDelegate()
    for region in legs.shipped().regions.values():
        for side in ("left", "right"):
            shown = delegate.displayText(region.name_of(side).replace(" third", " ⅓"), chart.locale())
            taken = metrics.boundingRect(QRect(0, 0, room, 500), Qt.TextFlag.TextWordWrap, shown)
            assert taken.width() <= room, shown
            assert taken.height() <= 44, shown
    assert not cut_off(chart.table)


def cut_off(table: SiteTable) -> list[str]:
    """The numbers and volumes that do not fit their cells as the style draws them."""
    found = []
    for row in range(table.sites.rowCount()):
        for column in (NUMBER, VOLUME):
            index = table.sites.index(row, column)
            option = QStyleOptionViewItem()
            table.initViewItemOption(option)
            table.itemDelegate().initStyleOption(option, index)
            option.rect = table.visualRect(index)
            cell = table.style().subElementRect(QStyle.SubElement.SE_ItemViewItemText, option, table)
            margin = table.style().pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin, None, table) + 1
            if option.fontMetrics.horizontalAdvance(index.data()) > cell.width() - 2 * margin:
                found.append(index.data())
    return found


def treat(chart: ChartPage, count: int, *, volume_ul: int = 125, injections: int = 1) -> list[str]:
    """So many sites of a volume; their ids."""
    spots = (Spot(THIGH.side, THIGH.view, THIGH.x, THIGH.y - 3.0 * n) for n in range(count))
    new = [NewSite(spot, volume_ul, "tel", injections=injections) for spot in spots]
    return list(chart.workspace.do(sites.add_many, chart.session_id, new))


@pytest.mark.parametrize("side", [384, 520])
@pytest.mark.parametrize("size", [11, 14, 19, 26])
def test_no_number_and_no_volume_is_ever_cut_off(chart: ChartPage, size: int, side: int) -> None:
    chart.resize(round(side / 0.26), 700)
    chart.table.setStyleSheet(chart.table.styleSheet().replace(f"{FONT_SIZE}px", f"{size}px"))
    first, *_ = treat(chart, 5, volume_ul=59)
    assert [chart.table.sites.index(row, VOLUME).data() for row in range(5)] == ["0.059"] * 5
    assert not cut_off(chart.table)
    chart.workspace.do(sites.edit, first, volume_ul=19_125)
    assert not cut_off(chart.table)
    treat(chart, 1, injections=99)
    assert chart.table.sites.index(5, VOLUME).data() == "99×0.125"
    assert not cut_off(chart.table)
    treat(chart, 99)
    assert chart.table.sites.index(104, NUMBER).data() == "105"
    assert not cut_off(chart.table)
    widths = sum(chart.table.columnWidth(column) for column in range(len(HEADS)))
    assert size > 14 or widths == chart.table.viewport().width()


def test_the_column_of_volumes_is_narrow_again_when_the_long_one_went(chart: ChartPage) -> None:
    place(chart, 1)
    before = chart.table.columnWidth(VOLUME)
    area, *_ = treat(chart, 1, injections=12)
    assert chart.table.columnWidth(VOLUME) > before
    chart.workspace.do(sites.remove, area)
    assert chart.table.columnWidth(VOLUME) == before


def write(chart: ChartPage, number: int, words: str) -> str:
    """Type a volume in a row, by mouse and keys; what the cell held."""
    at = chart.table.visualRect(chart.table.sites.index(number, VOLUME)).center()
    QTest.mouseClick(chart.table.viewport(), LEFT, pos=at)
    QTest.mouseDClick(chart.table.viewport(), LEFT, pos=at)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    held = editor.text()
    QTest.keyClicks(editor, words)
    wide = editor.fontMetrics().horizontalAdvance("12x0.15") + _PADDING
    assert editor.width() >= wide
    assert chart.table.viewport().rect().contains(editor.geometry())
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QApplication.processEvents()  # the editor closes
    return held


def test_number_and_volume_of_an_area_are_corrected_in_its_cell_in_one_step(chart: ChartPage) -> None:
    db, scope = chart.workspace.db, chart.scope()
    sites.add_many(db, chart.session_id, [NewSite(THIGH, 100, "tel", injections=12)])
    chart.refresh()
    for typed, count, ul, label in (
        ("15x0.1", 15, 100, "Set 15 × 0.1 ml"),
        ("8 x .05", 8, 50, "Set 8 × 0.05 ml"),
        ("9X0,2 ml", 9, 200, "Set 9 × 0.2 ml"),
        ("0.15", 9, 150, "Set 0.15 ml"),
        ("10x", 10, 150, "Set 10 injections"),
        ("0.3 x 5", 5, 300, "Set 5 × 0.3 ml"),
        (".2x3", 3, 200, "Set 3 × 0.2 ml"),
        ("1 ml x 4", 4, 1000, "Set 4 × 1.0 ml"),
        ("1x0.3", 1, 300, "Set 1 × 0.3 ml"),
        ("12x0.1", 12, 100, "Set 12 × 0.1 ml"),
    ):
        write(chart, 0, typed)
        (site,) = sites.of_session(db, chart.session_id)
        assert (site.injections, site.volume_ul, journal.names(db, scope).undo) == (count, ul, label)
    assert write(chart, 0, "") == "12x0.1"
    assert chart.ledger.total.text() == "1.2 ml"
    chart.workspace.undo(scope)
    assert chart.ledger.total.text() == "0.3 ml"


@pytest.mark.parametrize(
    "typed", ["100x0.1", "0x0.1", "12x0", "12x30", "12x0.0005", "12x1x", "x3", "0.3x0.5", "30ml x 5", "five x 3"]
)
def test_an_area_that_cannot_be_is_refused_in_its_cell_with_a_sentence(chart: ChartPage, typed: str) -> None:
    said: list[str] = []
    chart.workspace.problem.connect(said.append)
    sites.add_many(chart.workspace.db, chart.session_id, [NewSite(THIGH, 100, "tel", injections=12)])
    chart.refresh()
    write(chart, 0, typed)
    assert said == ["An area takes 1 to 99 injections of 0.001 to 20.0 ml, such as 12x0.1. Nothing was changed."]
    (site,) = sites.of_session(chart.workspace.db, chart.session_id)
    assert (site.injections, site.volume_ul) == (12, 100)
