"""Icons: line drawings from assets/icons, in the colours of the theme. One set (Lucide, ISC), only the ones in use."""

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication

from sclerochart import assets
from sclerochart.ui import theme
from sclerochart.ui.collecting import uncollected

SIZE = 22
_GAP = 4
_SCALES = (1.0, 1.5, 2.0)


def icon(name: str, role: str = "ink", *, gap: int = 0) -> QIcon:
    """The icon `name` (file name without .svg) in the colour of `role`, softer when disabled, sharp up to 200 %; `gap`
    is room on its right, which Qt leaves too little of before a text."""
    colours = theme.colours()
    return _icon(name, getattr(colours, role), colours.edge, gap)


def pixmap(name: str, role: str = "ink", *, size: int = SIZE, scale: float = 1.0) -> QPixmap:
    """One picture of an icon, `size` logical pixels square for a screen of that scale."""
    return _draw(name, getattr(theme.colours(), role), size, scale)


def dress(button: QAbstractButton, name: str, role: str = "ink", *, size: int = SIZE) -> None:
    """Gives a button its icon, and again in the new colours whenever the theme changes."""
    button.setProperty("icon-name", name)
    button.setProperty("icon-role", role)
    gap = _GAP if button.text() else 0
    button.setProperty("icon-gap", gap)
    button.setIcon(icon(name, role, gap=gap))
    button.setIconSize(QSize(size + gap, size))


def redress(app: QApplication) -> None:
    """Colours the icons of every dressed button anew; `theme.apply` calls it."""
    with uncollected():
        for widget in app.allWidgets():
            if isinstance(widget, QAbstractButton) and (name := widget.property("icon-name")):
                widget.setIcon(icon(name, widget.property("icon-role"), gap=widget.property("icon-gap")))


@cache
def _icon(name: str, colour: str, soft: str, gap: int) -> QIcon:
    made = QIcon()
    for scale in _SCALES:
        made.addPixmap(_draw(name, colour, SIZE, scale, gap), QIcon.Mode.Normal)
        made.addPixmap(_draw(name, soft, SIZE, scale, gap), QIcon.Mode.Disabled)
    return made


def _draw(name: str, colour: str, size: int, scale: float, gap: int = 0) -> QPixmap:
    source = assets.read_text(f"icons/{name}.svg").replace("currentColor", colour)
    picture = QPixmap(round((size + gap) * scale), round(size * scale))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(QByteArray(source.encode())).render(painter, QRectF(0, 0, picture.height(), picture.height()))
    painter.end()
    picture.setDevicePixelRatio(scale)
    return picture
