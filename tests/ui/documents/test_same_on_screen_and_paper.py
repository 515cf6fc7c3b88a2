"""One diagram, two painters: what the window shows and what the record prints are the same picture."""

import io

import pytest
from PIL import Image, ImageChops, ImageFilter
from pypdfium2 import PdfDocument
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QTransform
from PySide6.QtWidgets import QApplication
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from sclerochart.documents import painting as on_paper
from sclerochart.domain import atlas
from sclerochart.domain.diagram import Drawing, sheet_shapes
from sclerochart.domain.findings import MARK_KINDS
from sclerochart.domain.layout import eight_views
from sclerochart.domain.markers import Theme
from sclerochart.domain.overlays import finding_shapes, ghost_shapes, heat_shapes, run_shapes
from sclerochart.domain.shapes import Text, transformed
from sclerochart.ui import painting as on_screen
from sclerochart.ui import theme
from tests.documents import sample_records as samples

DOTS_PER_MM = 8.0


def screen(drawing: Drawing) -> Image.Image:
    image = QImage(round(drawing.width * DOTS_PER_MM), round(drawing.height * DOTS_PER_MM), QImage.Format.Format_RGB888)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.setFont(QFont(theme.FAMILY))
    transform = QTransform(DOTS_PER_MM, 0, 0, -DOTS_PER_MM, 0, drawing.height * DOTS_PER_MM)
    on_screen.paint(painter, drawing.shapes, transform)
    painter.end()
    return Image.frombuffer(
        "RGB", (image.width(), image.height()), bytes(image.constBits()), "raw", "RGB", image.bytesPerLine(), 1
    )


def paper(drawing: Drawing) -> Image.Image:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(drawing.width * mm, drawing.height * mm))
    on_paper.paint(canvas, drawing.shapes, x=0, y=0, scale=1)
    canvas.showPage()
    canvas.save()
    page = PdfDocument(out.getvalue())[0]
    return page.render(scale=DOTS_PER_MM * 25.4 / 72).to_pil().convert("RGB")


def difference(drawing: Drawing) -> float:
    """The share of points that differ by more than an edge's softness does, after a blur of a tenth of a millimetre."""
    seen, printed = screen(drawing), paper(drawing)
    printed = printed.resize(seen.size) if printed.size != seen.size else printed
    blur = ImageFilter.GaussianBlur(1.5)
    apart = ImageChops.difference(seen.filter(blur), printed.filter(blur)).convert("L")
    return sum(apart.histogram()[48:]) / (apart.width * apart.height)


@pytest.fixture
def diagram(qapp: QApplication) -> Drawing:
    theme.apply(qapp)
    record = samples.rich_record(photos=0)
    return sheet_shapes(atlas.shipped(), record.sites, width=260.0, runs=record.runs, marks=record.marks)


def test_screen_and_paper_show_the_same_diagram(diagram: Drawing) -> None:
    assert difference(diagram) < 0.001


def test_what_is_compared_holds_veins_marks_and_an_area(diagram: Drawing) -> None:
    said = {shape.text for shape in diagram.shapes if isinstance(shape, Text)}
    assert {"a · R 2 mm", "b · V 3.5 mm", "i 18 cm", "12 ×12", "Vein not treated", *MARK_KINDS.values()} <= said


@pytest.mark.parametrize("layer", ["ghosts", "heat", "runs", "marks"])
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_every_layer_is_the_same_on_screen_and_paper(layer: str, colours: Theme, qapp: QApplication) -> None:
    theme.apply(qapp)
    legs, record = atlas.shipped(), samples.rich_record(photos=0)
    sheet = eight_views(legs)
    scale = 260.0 / sheet.width
    unit = 0.2 / scale
    made = {
        "ghosts": lambda: ghost_shapes(legs, sheet, [record.sites[n::5] for n in range(5)], unit, colours),
        "heat": lambda: heat_shapes(
            legs, sheet, {(each.place.side, each.region): each.total_ul for each in record.sites}, unit, colours
        ),
        "runs": lambda: run_shapes(legs, sheet, record.runs, {"r1"}, unit, colours),
        "marks": lambda: finding_shapes(legs, sheet, record.marks, unit, colours),
    }[layer]()
    shapes = tuple(
        transformed(shape, scale, -scale * sheet.left, -scale * sheet.bottom)
        for each in made.values()
        for shape in each
    )
    assert len(shapes) > 4
    assert difference(Drawing(260.0, scale * sheet.height, shapes)) < 0.001


def test_the_comparison_would_notice_one_marker_that_is_missing_or_moved(diagram: Drawing) -> None:
    without = Drawing(diagram.width, diagram.height, diagram.shapes[:-12])
    seen, printed = screen(without), paper(diagram)
    apart = ImageChops.difference(seen, printed.resize(seen.size)).convert("L")
    assert max(index for index, count in enumerate(apart.histogram()) if count) > 100
