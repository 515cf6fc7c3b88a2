"""The ledger in a narrow column: no line ends between a number and its unit, nor within a unit."""

import re
from datetime import date
from itertools import pairwise

import pytest
from PySide6.QtGui import QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel

from sclerochart.domain import moments
from sclerochart.domain.ledger import AdoptedLine
from sclerochart.domain.leg import Spot
from sclerochart.domain.session import Preparation
from sclerochart.store import clinic, preparations, sessions, sites
from sclerochart.store.sites import NewSite
from sclerochart.ui.chart.page import ChartPage

UNIT = re.compile("ml|mg|%")


@pytest.fixture
def panel_labels(chart: ChartPage) -> list[QLabel]:
    """The wrapped lines of a ledger with two products, their lines, and another session of the same day."""
    db, do = chart.workspace.db, chart.workspace.do
    products = (("fibrovein-0.2", "liquid", 2000), ("fibrovein-0.5", "liquid", 5000))
    for product, form, _ in products:
        do(clinic.adopt_line, AdoptedLine("", product, form, 10_000, "label, Italy", "a source"))
    session = sessions.get(db, chart.session_id)
    other = sessions.start(db, session.patient_id, at=moments.from_utc(session.treated_at.utc - 60 * 86_400))
    sessions.set_treated_at(db, other, session.treated_at)
    for session_id in (chart.session_id, other):
        for n, (product, form, strength) in enumerate(products):
            made = Preparation("", "", 0, product, product, "", strength, form, "DEMO-17A", date(2030, 1, 31))
            made_id = do(preparations.add, session_id, made)
            spots = [Spot("right", "lateral", 30 + 20 * n, 680 - 9 * each) for each in range(12)]
            do(sites.add_many, session_id, [NewSite(s, 150 + 100 * n, "tel", made_id) for s in spots])
    chart.loaded.forget()
    chart.refresh()
    return [label for label in chart.ledger.findChildren(QLabel) if label.wordWrap() and label.isVisible()]


def lines(label: QLabel, width: int) -> list[str]:
    """The lines in which a label of that width shows its words."""
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    layout = QTextLayout(label.text(), label.font())
    layout.setTextOption(option)
    found = []
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        found.append(label.text()[line.textStart() : line.textStart() + line.textLength()])
    layout.endLayout()
    return found


def test_no_line_ends_before_a_unit_or_within_one_at_any_width(chart: ChartPage, panel_labels: list[QLabel]) -> None:
    shown = "\n".join(label.accessibleName() for label in panel_labels)
    assert "12 × 0.15 ml × 2 mg/ml = 3.6 mg" in shown
    assert "All sessions of this day" in shown
    for label in panel_labels:
        for width in range(90, 420):
            for one, other in pairwise(lines(label, width)):
                assert not one.endswith("/"), (one, other)
                assert not (one.rstrip()[-1].isdigit() and UNIT.match(other)), (one, other)


def test_the_ledger_is_read_out_and_copied_as_it_is(chart: ChartPage, panel_labels: list[QLabel]) -> None:
    spoken = chart.ledger.accessibleDescription()
    assert spoken.isprintable()
    for label in panel_labels:
        assert label.accessibleName().isprintable()
        assert label.accessibleName() in spoken
        assert label.text().replace("\u2060", "").replace("\u00a0", " ") == label.accessibleName()
