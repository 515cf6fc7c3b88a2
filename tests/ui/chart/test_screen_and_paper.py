"""What the window drew and what the printer draws from the same shapes are the same picture."""

import io
import random
from collections.abc import Iterator

import pypdfium2
import pytest
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from sclerochart.documents import painting as paper
from sclerochart.domain import atlas as legs
from sclerochart.domain.diagram import marks_of
from sclerochart.domain.layout import Fit
from sclerochart.domain.leg import Spot
from sclerochart.domain.session import Site
from sclerochart.domain.shapes import Text
from sclerochart.ui import theme
from sclerochart.ui.chart.leg_view import LegView
from sclerochart.ui.painting import paint, transform_of

ATLAS = legs.shipped()
SCALE = 0.5
"""Pixels and tenths of points to a millimetre of leg."""


def some_sites() -> list[Site]:
    rng = random.Random(5)
    placed = []
    for number, vein in enumerate(["tel", "tel-central", "tel-matted", "ret", "var-small", "corona"] * 4, start=1):
        spot = Spot("left", "medial", rng.uniform(30, 70), rng.uniform(430, 700))
        place = ATLAS.place(spot)
        assert place is not None
        placed.append(Site(str(number), "s", number, place, 100, vein, "p" if number % 3 else None))
    return placed


@pytest.fixture
def view(qtbot: QtBot, qapp: QApplication) -> Iterator[LegView]:
    theme.apply(qapp, "light")
    made = LegView(ATLAS)
    qtbot.addWidget(made)
    made.resize(980, 530)
    made.show_sites(some_sites())
    yield made
    made.close()


def on_screen(view: LegView, width: int, height: int) -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill("#ffffff")
    painter = QPainter(image)
    painter.setFont(theme.font())
    paint(painter, view.shapes(), transform_of(Fit(SCALE, -SCALE * view.sheet.left, SCALE * view.sheet.top)))
    painter.end()
    return image


def on_paper(view: LegView, width: int, height: int) -> QImage:
    """The same shapes through ReportLab, rendered by another library; one point is one pixel."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(width, height))
    scale = SCALE / mm
    paper.paint(canvas, view.shapes(), x=-SCALE * view.sheet.left, y=height - SCALE * view.sheet.top, scale=scale)
    canvas.save()
    picture = pypdfium2.PdfDocument(out.getvalue())[0].render(scale=1).to_pil().convert("RGB")
    data = picture.tobytes()
    return QImage(data, picture.width, picture.height, 3 * picture.width, QImage.Format.Format_RGB888).copy()


def test_screen_and_paper_show_the_same_picture(view: LegView) -> None:
    width, height = round(view.sheet.width * SCALE), round(view.sheet.height * SCALE)
    screen, page = on_screen(view, width, height), on_paper(view, width, height)
    assert (page.width(), page.height()) == (width, height)
    count = different = 0
    for x in range(0, width, 2):
        for y in range(0, height, 2):
            one, other = screen.pixelColor(x, y), page.pixelColor(x, y)
            away = max(abs(one.red() - other.red()), abs(one.green() - other.green()), abs(one.blue() - other.blue()))
            count += 1
            different += away > 60
    assert different / count < 0.01


def test_the_window_draws_the_marks_that_paper_draws(view: LegView) -> None:
    marks = [mark for found in marks_of(ATLAS, view.sheet, some_sites()).values() for mark in found]
    drawn = [shape.text for shape in view.shapes() if isinstance(shape, Text)]
    for mark in marks:
        assert str(mark.number) in drawn
    numbers = [text for text in drawn if text.isdecimal()]
    assert len(numbers) == len(marks)
