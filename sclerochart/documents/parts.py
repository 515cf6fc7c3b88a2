"""The building blocks of a page: headings, facts with blank lines, tables, drawings, a QR code."""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import zip_longest
from typing import Any
from xml.sax.saxutils import escape

from reportlab.graphics.barcode import qrencoder
from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Paragraph, Table

from sclerochart.documents import fonts, painting
from sclerochart.documents.pdf import ACCENT, INK, QUIET, RULE, TINT, WIDTH
from sclerochart.domain.shapes import Shape

NOT_RECORDED = "not recorded"
_SHORT_ROW = 600
_DAY = re.compile(r"\b(\d{1,2}) (?=(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec))")


@cache
def style(
    size: float = 9.5,
    *,
    bold: bool = False,
    colour: str = INK,
    before: float = 0,
    after: float = 0,
    align: str = "left",
    keep: bool = False,
    leading: float = 1.36,
) -> Any:
    """A paragraph style of this house; sizes in points."""
    fonts.register()
    return ParagraphStyle(
        f"style-{size}-{bold}-{colour}",
        fontName=fonts.BOLD if bold else fonts.REGULAR,
        bulletFontName=fonts.REGULAR,
        fontSize=size,
        leading=size * leading,
        textColor=HexColor(colour),
        spaceBefore=before,
        spaceAfter=after,
        alignment={"left": 0, "right": TA_RIGHT, "middle": TA_CENTER}[align],
        keepWithNext=keep,
        splitLongWords=1,
        allowWidows=0,
        allowOrphans=0,
    )


def markup(text: str) -> str:
    """Text as ReportLab's paragraphs want it: printable, escaped, line ends kept, a day with its month."""
    return _DAY.sub("\\1\u00a0", escape(fonts.printable(text))).replace("\n", "<br/>")


def broken(text: str, pattern: str, room: float, *, size: float) -> str:
    """The text with line ends put in only where `pattern` allows one, so that a number stays with its unit."""
    lines = [""]
    for piece in re.split(pattern, text):
        longer = f"{lines[-1]} {piece}".strip()
        if lines[-1] and fonts.width(longer, size) > room:
            lines.append(piece)
        else:
            lines[-1] = longer
    return "\n".join(lines)


def words(text: str, **options: Any) -> Any:
    """A paragraph in `style(**options)`."""
    return Paragraph(markup(text), style(**options))


def heading(text: str, *, keep: bool = True) -> Any:
    """A heading that stands with the whole of what follows where a page can hold that; not `keep` for what may be
    divided, after a `CondPageBreak`."""
    return words(text, size=11.5, bold=True, colour=ACCENT, before=13, after=4, keep=keep)


class Blank(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """A line to write on by hand, for what was not recorded; it says so in small letters at its end."""

    def __init__(self, *, note: str = NOT_RECORDED, height: float = 13.0) -> None:
        super().__init__()
        self._note = note
        self._line_height = height

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self._room = width
        return width, self._line_height

    def draw(self) -> None:
        canvas = self.canv
        size = 6.0
        room = fonts.width(self._note, size) + 3 if self._note else 0.0
        canvas.setStrokeColor(HexColor("#8593a0"))
        canvas.setLineWidth(0.5)
        canvas.line(0, 3, max(self._room - room, 6), 3)
        if self._note and room < self._room - 6:
            canvas.setFillColor(HexColor(QUIET))
            canvas.setFont(fonts.REGULAR, size)
            canvas.drawRightString(self._room, 3, self._note)


def value(text: str, *, size: float = 9.5, bold: bool = False) -> Any:
    """What was recorded, or a blank line."""
    return words(text, size=size, bold=bold) if text.strip() else Blank()


def facts(*columns: Sequence[tuple[str, Any]], label: float = 26 * mm, gap: float = 7 * mm) -> Any:
    """Labels with their values (text or a block) in one or more columns; an empty text is a blank line."""
    cells = []
    for line in zip_longest(*columns):
        row: list[Any] = []
        for pair in line:
            name, said = pair or ("", "")
            block = value(said) if pair and isinstance(said, str) else said
            row += [words(name, size=8, colour=QUIET, leading=1.62) if name else "", block, ""]
        cells.append(row[:-1])
    room = (WIDTH - gap * (len(columns) - 1)) / len(columns) - label
    widths = ([label, room, gap] * len(columns))[:-1]
    return plain_table(cells, widths, below=1.2, right=4)


def plain_table(cells: Sequence[Sequence[Any]], widths: Sequence[float], *, below: float = 0, right: float = 0) -> Any:
    """Blocks in rows and columns without any lines; `below` and `right` are points of room in each cell."""
    style = [
        ("FONTNAME", (0, 0), (-1, -1), fonts.REGULAR),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), right),
        ("TOPPADDING", (0, 0), (-1, -1), min(below, 1.2)),
        ("BOTTOMPADDING", (0, 0), (-1, -1), below),
    ]
    return Table([list(row) for row in cells], colWidths=list(widths), style=style, splitInRow=1)


def grid(
    head: Sequence[str],
    rows: Sequence[Sequence[Any]],
    widths: Sequence[float],
    *,
    right: Iterable[int] = (),
    groups: Iterable[int] = (),
    size: float = 8.5,
    extra: Sequence[Any] = (),
) -> Any:
    """A table whose head repeats on every page. Text cells are set as they are, "" stays empty; `right` columns are
    set flush right, `groups` are the rows (from 0) that are headings of what follows and span the table."""
    numbers, titles = set(right), set(groups)
    top = [
        words(name, size=7.5, bold=True, colour=QUIET, align="right" if column in numbers else "left")
        for column, name in enumerate(head)
    ]
    body = []
    for index, row in enumerate(rows):
        bold = index in titles
        body.append(
            [
                words(cell, size=size, bold=bold, align="right" if column in numbers and not bold else "left")
                if isinstance(cell, str) and cell
                else cell
                for column, cell in enumerate(row)
            ]
        )
    rules = [
        ("FONTNAME", (0, 0), (-1, -1), fonts.REGULAR),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 3),
        ("RIGHTPADDING", (0, 0), (-1, -1), 3),
        ("TOPPADDING", (0, 0), (-1, -1), 2.2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2.8),
        ("LINEBELOW", (0, 0), (-1, 0), 0.8, HexColor(ACCENT)),
        ("LINEBELOW", (0, 1), (-1, -1), 0.35, HexColor(RULE)),
    ]
    for index in titles:
        rules += [
            ("SPAN", (0, index + 1), (-1, index + 1)),
            ("BACKGROUND", (0, index + 1), (-1, index + 1), HexColor(TINT)),
        ]
        following = rows[index + 1] if index + 1 < len(rows) else ()
        if sum(len(cell) for cell in following if isinstance(cell, str)) < _SHORT_ROW:
            rules.append(("NOSPLIT", (0, index + 1), (-1, index + 2)))
    return Table([top, *body], colWidths=list(widths), repeatRows=1, style=[*rules, *extra], splitInRow=1)


class Picture(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """Plain shapes on the page, `scale` mm of paper for each of theirs, centred in the column."""

    def __init__(self, shapes: Sequence[Shape], width_mm: float, height_mm: float, *, scale: float = 1.0) -> None:
        super().__init__()
        self._shapes = tuple(shapes)
        self._scale = scale
        self._size = width_mm * scale * mm, height_mm * scale * mm
        self._room = self._size[0]

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self._room = width
        return width, self._size[1]

    def draw(self) -> None:
        painting.paint(self.canv, self._shapes, x=(self._room - self._size[0]) / 2, y=0, scale=self._scale)


class QrCode(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """A QR code of some text, `side` points wide without its quiet zone."""

    def __init__(self, content: str, *, side: float) -> None:
        super().__init__()
        self._side = side
        code = qrencoder.QRCode(None, qrencoder.QRErrorCorrectLevel.M)
        code.addData(qrencoder.QR8bitByte(content))
        code.make()
        self._modules: list[list[bool]] = code.modules

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        return self._side, self._side

    def draw(self) -> None:
        step = self._side / len(self._modules)
        path = self.canv.beginPath()
        for row, line in enumerate(self._modules):
            y = self._side - (row + 1) * step
            column = 0
            while column < len(line):
                end = column
                while end < len(line) and line[end]:
                    end += 1
                if end > column:
                    path.rect(column * step, y, (end - column) * step, step * 1.01)
                column = end + 1
        self.canv.setFillColor(HexColor("#000000"))
        self.canv.drawPath(path, stroke=0, fill=1)
