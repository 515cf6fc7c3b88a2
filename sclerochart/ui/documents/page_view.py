"""The pages of a PDF one below the other, drawn when they come into sight; and the same pages on a printer."""

from pypdfium2 import PdfDocument
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPageLayout, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from sclerochart.ui import theme

PRINT_DPI = 300
_LEAST, _MOST, _STEP = 0.4, 3.0, 1.25


def page_image(document: PdfDocument, number: int, scale: float) -> QImage:
    """Page `number` (from 0) at `scale` pixels a point."""
    bitmap = document[number].render(scale=scale, prefer_bgrx=True)
    image = QImage(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGB32)
    return image.copy()


def print_pages(document: PdfDocument, printer: QPrinter) -> None:
    """Every page on the printer, upright or wide as it is, as large as the paper lets it."""
    chosen = printer.pageRanges()
    painter = QPainter()
    for number in range(len(document)):
        if not chosen.isEmpty() and not chosen.contains(number + 1):
            continue
        width, height = document.get_page_size(number)
        wide = QPageLayout.Orientation.Landscape if width > height else QPageLayout.Orientation.Portrait
        printer.setPageOrientation(wide)
        if not painter.isActive():
            painter.begin(printer)
        else:
            printer.newPage()
        paper = printer.paperRect(QPrinter.Unit.DevicePixel)
        room = printer.pageRect(QPrinter.Unit.DevicePixel)
        fit = min(paper.width() / width, paper.height() / height)
        target = QRectF(0, 0, fit * width, fit * height)
        target.moveCenter(QRectF(-room.x(), -room.y(), paper.width(), paper.height()).center())
        painter.drawImage(target, page_image(document, number, PRINT_DPI / 72))
    painter.end()


class _Page(QWidget):
    """One page; its picture is made when it is first painted at a size, and let go when another size is asked."""

    def __init__(self, document: PdfDocument, number: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._document = document
        self._number = number
        self._picture: QImage | None = None
        self.setObjectName(f"page-{number + 1}")
        self.setAccessibleName(f"Page {number + 1} of {len(document)}")
        self.page_size = document.get_page_size(number)

    def set_scale(self, scale: float) -> None:
        self.setFixedSize(QSize(round(self.page_size[0] * scale), round(self.page_size[1] * scale)))
        self._picture = None

    def paintEvent(self, event: QPaintEvent) -> None:
        ratio = self.devicePixelRatioF()
        if self._picture is None:
            self._picture = page_image(self._document, self._number, self.width() * ratio / self.page_size[0])
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRectF(self.rect()), self._picture)
        painter.setPen(theme.colour("line"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()


class PageView(QScrollArea):
    """All pages, as wide as the window or at a zoom of the person's choice."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("document-pages")
        self.setAccessibleName("Pages of the document")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.setWidgetResizable(True)
        self._pages: list[_Page] = []
        self._zoom = 1.0

    def show_document(self, document: PdfDocument) -> None:
        """Show these pages from the first."""
        inner = QWidget()
        inner.setAutoFillBackground(True)
        inner.setBackgroundRole(QPalette.ColorRole.Window)
        column = QVBoxLayout(inner)
        column.setContentsMargins(theme.L, theme.L, theme.L, theme.L)
        column.setSpacing(theme.L)
        self._pages = [_Page(document, number, inner) for number in range(len(document))]
        for page in self._pages:
            column.addWidget(page, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self.setWidget(inner)
        self._fit()

    def forget(self) -> None:
        """Let go of the pages, before their document is closed."""
        self._pages = []
        self.setWidget(QWidget())

    def zoom(self, steps: int) -> None:
        """Larger (+1), smaller (−1), or as wide as the window (0)."""
        self._zoom = 1.0 if steps == 0 else min(max(self._zoom * _STEP**steps, _LEAST), _MOST)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if not self._pages:
            return
        room = max(self.viewport().width() - 2 * theme.L - 2, 200)
        widest = max(page.page_size[0] for page in self._pages)
        scale = min(room / widest, 1.75) * self._zoom
        for page in self._pages:
            page.set_scale(scale)
