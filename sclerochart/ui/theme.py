"""How the program looks: colours for light and dark, spacing, type, and the one style sheet made from them.

What a page may ask for, besides plain widgets:
  QPushButton  property kind = "primary" (one a page), "quiet" (no frame), "choice" (checkable, for palettes)
  QLabel       property role = "display" "title" "section" "soft" "caption" "number"
  QFrame       property role = "card" "bar" "notice" "message" "line"
Sizes are in logical pixels. Nothing that a hand presses is lower than `TOUCH`.
"""

import os
from typing import Literal, NamedTuple, cast

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from sclerochart import assets
from sclerochart.ui.style_sheet import style_sheet

ThemeName = Literal["light", "dark"]

XS, S, M, L, XL = 4, 8, 12, 16, 24
RADIUS = 6
TOUCH = 44
FAMILY = "Noto Sans"
STYLE, FUSION = "QT_STYLE_OVERRIDE", "fusion"
"""Set in the environment before QApplication, this is 5 ms cheaper than choosing the style afterwards."""
CAPTION, BODY, SECTION, TITLE, DISPLAY, NUMBER = 13, 15, 16, 20, 28, 30


class Colours(NamedTuple):
    """The roles that a colour can have, each `#rrggbb`."""

    paper: str  # the window
    surface: str  # cards, lists, fields
    sunken: str  # bars and heads of tables
    line: str  # hairlines that only divide
    edge: str  # the outline of a control, 3:1 on paper and surface
    ink: str
    ink_soft: str
    accent: str
    accent_strong: str  # accent under the pointer or pressed
    on_accent: str
    accent_soft: str  # what is chosen or current
    focus: str  # the ring of keyboard focus on a filled control
    notice: str  # the ground of what must be read: allergies, alerts, problems
    notice_edge: str
    notice_ink: str


LIGHT = Colours(
    paper="#f7f5f0",
    surface="#fffefb",
    sunken="#efece5",
    line="#ddd8ce",
    edge="#8b867b",
    ink="#23292b",
    ink_soft="#585f61",
    accent="#1d6a76",
    accent_strong="#14505a",
    on_accent="#ffffff",
    accent_soft="#ddecee",
    focus="#0d2f36",
    notice="#fbefd3",
    notice_edge="#a87722",
    notice_ink="#553c05",
)

DARK = Colours(
    paper="#15191a",
    surface="#1d2224",
    sunken="#111415",
    line="#343b3e",
    edge="#7d888b",
    ink="#ebe9e4",
    ink_soft="#aeb5b6",
    accent="#74c4cd",
    accent_strong="#9bdae1",
    on_accent="#0a2024",
    accent_soft="#1d3d42",
    focus="#f2fbfc",
    notice="#372b12",
    notice_edge="#c39a4b",
    notice_ink="#f5e0ae",
)

THEMES: dict[str, Colours] = {"light": LIGHT, "dark": DARK}


def apply(app: QApplication, theme: ThemeName = "light") -> None:
    """Dresses the whole program, also while it runs; icons set by `icons.dress` follow."""
    first = app.property("theme") is None
    if first:
        for face in ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf"):
            QFontDatabase.addApplicationFont(str(assets.path(f"fonts/{face}")))
        if os.environ.get(STYLE) != FUSION:
            app.setStyle(FUSION)
    app.setProperty("theme", theme)
    app.setFont(font())
    app.setPalette(_palette(THEMES[theme]))
    app.setStyleSheet(style_sheet(tokens(theme)))
    if not first:
        from sclerochart.ui import icons

        icons.redress(app)


def name() -> ThemeName:
    """The theme in force: "light" until another was applied."""
    app = QApplication.instance()
    return cast(ThemeName, (app.property("theme") if app else None) or "light")


def colours() -> Colours:
    """The colours of the theme in force; ask at the time of painting, not before."""
    return THEMES[name()]


def colour(role: str) -> QColor:
    """One colour of the theme in force by its role."""
    return QColor(getattr(colours(), role))


def font(size: int = BODY, *, bold: bool = False) -> QFont:
    """The program's typeface at a size in logical pixels."""
    face = QFont(FAMILY)
    face.setPixelSize(size)
    face.setBold(bold)
    return face


def mark(widget: QWidget, **properties: str) -> None:
    """Sets style properties (`kind`, `role`) and lets the style sheet see them, also after the widget was shown."""
    for key, value in properties.items():
        widget.setProperty(key, value)
    if widget.window().isVisible():  # before that, the style sheet has not looked yet
        style = widget.style()
        style.unpolish(widget)
        style.polish(widget)


def tokens(theme: ThemeName) -> dict[str, str]:
    """Every token that the style sheet may name, as text."""
    values: dict[str, str] = THEMES[theme]._asdict()
    sizes = {"caption": CAPTION, "body": BODY, "section": SECTION, "title": TITLE, "display": DISPLAY, "number": NUMBER}
    values.update({f"{key}_size": f"{size}px" for key, size in sizes.items()})
    values.update(xs=f"{XS}px", s=f"{S}px", m=f"{M}px", l=f"{L}px", xl=f"{XL}px", radius=f"{RADIUS}px")
    values.update(icons=assets.path("icons/mid").as_posix())
    return values


def _palette(c: Colours) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    chosen = {
        role.Window: c.paper,
        role.Base: c.surface,
        role.AlternateBase: c.paper,
        role.Button: c.surface,
        role.Text: c.ink,
        role.WindowText: c.ink,
        role.ButtonText: c.ink,
        role.ToolTipBase: c.surface,
        role.ToolTipText: c.ink,
        role.PlaceholderText: c.ink_soft,
        role.Highlight: c.accent,
        role.HighlightedText: c.on_accent,
        role.Accent: c.accent,
        role.Link: c.accent,
        role.LinkVisited: c.accent,
        role.Light: c.surface,
        role.Midlight: c.line,
        role.Mid: c.edge,
        role.Dark: c.edge,
        role.Shadow: c.edge,
    }
    for key, value in chosen.items():
        palette.setColor(key, QColor(value))
    for key in (role.Text, role.WindowText, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, key, QColor(c.ink_soft))
    return palette
