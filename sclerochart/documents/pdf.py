"""The page frame that every document shares: margins, head and foot on each page, DRAFT, and one way to build it."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reportlab import rl_config
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

from sclerochart.documents import fonts
from sclerochart.domain import text
from sclerochart.domain.moments import Moment

rl_config.useA85 = 0

INK, QUIET, RULE, TINT, ACCENT = "#1c2833", "#5a6875", "#c3ccd4", "#f1f5f7", "#2b5a73"
SIDE, HEAD, FOOT = 18 * mm, 25 * mm, 19 * mm
PORTRAIT, LANDSCAPE = "portrait", "landscape"
WIDTH = A4[0] - 2 * SIDE
_BETWEEN = "  ·  "
WIDE_WIDTH, WIDE_HEIGHT = A4[1] - 2 * SIDE, A4[0] - HEAD - FOOT


@dataclass(frozen=True, slots=True)
class PageFrame:
    """What stands on every page: `title` names the file too, so it says nothing about the patient."""

    title: str
    clinic: str
    patient: str
    note: str
    printed_at: Moment
    draft: bool = False
    side: float = SIDE
    head: float = HEAD
    foot: float = FOOT


@dataclass(frozen=True, slots=True)
class Built:
    """A finished PDF and how many pages it has."""

    pdf: bytes
    pages: int


def build(story: Sequence[Any], frame: PageFrame) -> Built:
    """The finished PDF; the same story and frame give the same bytes."""
    fonts.register()
    out = io.BytesIO()
    document = BaseDocTemplate(
        out,
        pagesize=A4,
        title=frame.title,
        author="",
        subject="",
        creator="sclerochart",
        lang="en-GB",
        displayDocTitle=True,
        invariant=1,
        pageCompression=1,
        initialFontName=fonts.REGULAR,
        pageTemplates=[_template(PORTRAIT, A4, frame), _template(LANDSCAPE, landscape(A4), frame)],
    )

    def canvas(*args: Any, **options: Any) -> _Pages:
        return _Pages(*args, page_frame=frame, **options)

    document.build(list(story), canvasmaker=canvas)
    return Built(out.getvalue(), document.page)


def _template(name: str, size: tuple[float, float], frame: PageFrame) -> Any:
    width, height = size[0] - 2 * frame.side, size[1] - frame.head - frame.foot
    inner = Frame(frame.side, frame.foot, width, height, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)
    return PageTemplate(id=name, frames=[inner], pagesize=size)


class _Pages(Canvas):  # type: ignore[misc]  # ReportLab has no types
    """A canvas that holds its pages back until it knows how many there are."""

    def __init__(self, *args: Any, page_frame: PageFrame, **options: Any) -> None:
        super().__init__(*args, **options)
        stamp = page_frame.printed_at.local().strftime("%Y%m%d%H%M%S")
        sign = "-" if page_frame.printed_at.offset_min < 0 else "+"
        hours, minutes = divmod(abs(page_frame.printed_at.offset_min), 60)
        self.setDateFormatter(lambda *_: f"D:{stamp}{sign}{hours:02d}'{minutes:02d}'")
        self._page_frame = page_frame
        self._held: list[dict[str, Any]] = []

    def showPage(self) -> None:
        self._held.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        held = self._held
        for number, state in enumerate(held, start=1):
            self.__dict__.update(state)
            _draw_frame(self, self._page_frame, number, len(held))
            super().showPage()
        super().save()


def _draw_frame(canvas: Any, frame: PageFrame, number: int, pages: int) -> None:
    width, height = canvas._pagesize
    left, right = frame.side, width - frame.side
    canvas.saveState()
    if frame.draft:
        _draw_draft(canvas, width, height)
    top = height - 12 * mm
    _line(canvas, frame.clinic, left, top, size=8.5, bold=True, room=(right - left) * 0.7)
    _line(canvas, frame.title, right, top, size=8.5, colour=QUIET, align="right")
    _line(canvas, frame.patient, left, top - 12, size=8.5, room=right - left)
    canvas.setStrokeColor(HexColor(RULE))
    canvas.setLineWidth(0.6)
    canvas.line(left, top - 17.5, right, top - 17.5)
    canvas.line(left, 14.2 * mm, right, 14.2 * mm)
    page = f"Page {number} of {pages}"
    printed = f"Printed {text.when(frame.printed_at.local())}"
    _line(
        canvas,
        f"{printed}  ·  {page}" if not frame.draft else f"Draft  ·  {printed}  ·  {page}",
        right,
        11.2 * mm,
        size=7.5,
        align="right",
    )
    for row, words in enumerate(_wrapped(frame.note, right - left - 190, right - left, 6.2)):
        _line(canvas, words, left, 11.2 * mm - row * 7.6, size=6.2, colour=QUIET)
    canvas.restoreState()


def _draw_draft(canvas: Any, width: float, height: float) -> None:
    """The word across the page, so pale that every word beneath can be read."""
    canvas.saveState()
    canvas.translate(width / 2, height / 2)
    canvas.rotate(50 if height > width else 32)
    canvas.setFillColor(HexColor("#4a5a68"))
    canvas.setFillAlpha(0.10)
    canvas.setFont(fonts.BOLD, 170)
    canvas.drawCentredString(0, -60, "DRAFT")
    canvas.restoreState()


def _line(
    canvas: Any,
    words: str,
    x: float,
    y: float,
    *,
    size: float,
    bold: bool = False,
    colour: str = INK,
    align: str = "left",
    room: float | None = None,
) -> None:
    words = fonts.printable(words)
    while room is not None and size > 6.5 and fonts.width(words, size, bold=bold) > room:
        size -= 0.25
    if room is not None:
        words = _cut(words, size, room, bold=bold)
    canvas.setFont(fonts.BOLD if bold else fonts.REGULAR, size)
    canvas.setFillColor(HexColor(colour))
    (canvas.drawRightString if align == "right" else canvas.drawString)(x, y, words)


def _cut(words: str, size: float, room: float, *, bold: bool) -> str:
    """As much as a line holds: what is longest of it is cut short first, so that a name leaves the date of birth."""
    parts = words.split(_BETWEEN)
    while fonts.width(_BETWEEN.join(parts), size, bold=bold) > room:
        longest = max(range(len(parts)), key=lambda at: len(parts[at]))
        if len(parts[longest]) < 2:
            break
        parts[longest] = f"{parts[longest].removesuffix('…')[:-1].rstrip()}…"
    return _BETWEEN.join(parts)


def _wrapped(words: str, first: float, room: float, size: float) -> list[str]:
    """Words in lines of so much room, of which the first has less."""
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if fonts.width(longer, size) > (first if len(lines) == 1 else room) and lines[-1]:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines
