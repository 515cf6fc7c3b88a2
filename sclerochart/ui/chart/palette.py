"""The palette: what the next site gets, as large buttons that keys press too."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget

from sclerochart.domain import markers, text
from sclerochart.domain.layout import Fit
from sclerochart.domain.session import VOLUME_PALETTE_UL
from sclerochart.domain.vein_types import VEIN_TYPES
from sclerochart.ui import theme
from sclerochart.ui.chart.actions import Bindings
from sclerochart.ui.painting import paint, transform_of

_ICON = 20
_FRAME = 6
"""Border and padding of a button, both sides."""
_OTHER = 0
"""The number of the button for a volume that has none of its own."""


class Palette(QWidget):
    """Volumes and vein types; exactly one of each is pressed. A volume without a button of its own stands beside the
    others for as long as it is current, in a place that is kept for it."""

    volume_chosen = Signal(int)
    vein_type_chosen = Signal(str)
    pressed = Signal()
    """A button was pressed; the next key belongs to the diagram again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.XS)
        self.setMinimumWidth(1)  # its names are whole from 1280 px of a window on, and never make one wider
        self._volumes = QButtonGroup(self)
        for ul in VOLUME_PALETTE_UL:
            row.addWidget(self._volume(ul, text.ml_number(ul), f"volume-{ul}", f"Volume {text.ml(ul)}"), 15)
        longest = QFontMetrics(theme.font(theme.SECTION, bold=True)).horizontalAdvance("10.005")
        self._other = self._volume(_OTHER, "", "volume-other", "Volume", least=longest)
        kept = self._other.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self._other.setSizePolicy(kept)
        self._other.hide()
        row.addWidget(self._other, 15)
        row.addSpacing(theme.XS)
        self._veins = QButtonGroup(self)
        self._codes = list(VEIN_TYPES)
        bolder = QFontMetrics(theme.font(theme.CAPTION, bold=True))  # as the pressed one is
        for number, vein in enumerate(VEIN_TYPES.values()):
            name = f"vein-{vein.letter.lower()}"
            button = _choice(
                vein.short,
                name,
                f"Vein type {vein.name}",
            )
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setIconSize(QSize(_ICON, _ICON))
            least = _ICON + 4 + bolder.horizontalAdvance(vein.short) + 2
            button.setStyleSheet(f"font-size: {theme.CAPTION}px; padding: 0 2px; min-width: {least}px;")
            self._veins.addButton(button, number)
            row.addWidget(button, 10 + 2 * len(vein.short))
        self._volumes.idClicked.connect(lambda ul: self.volume_chosen.emit(ul) if ul != _OTHER else None)
        self._veins.idClicked.connect(lambda number: self.vein_type_chosen.emit(self._codes[number]))
        for group in (self._volumes, self._veins):
            group.idClicked.connect(lambda _: self.pressed.emit())
        self._icons_of = ""
        self._draw_icons()

    def _volume(
        self, number: int, label: str, name: str, spoken: str, least: int = theme.TOUCH - _FRAME
    ) -> QToolButton:
        button = _choice(label, name, spoken)
        button.setFont(theme.font(theme.SECTION, bold=True))
        button.setStyleSheet(f"font-weight: bold; padding: 0 2px; min-width: {least}px;")
        self._volumes.addButton(button, number)
        return button

    def show_current(self, volume_ul: int, vein_type: str) -> None:
        """Press the buttons of what the next site gets."""
        other = volume_ul not in VOLUME_PALETTE_UL
        if other:
            self._other.setText(text.ml_number(volume_ul))
            self._other.setAccessibleName(f"Volume {text.ml(volume_ul)}")
            self._other.setToolTip(f"{text.ml(volume_ul)} for the next site, until another volume is chosen.")
        self._other.setVisible(other)
        _check(self._volumes, _OTHER if other else volume_ul)
        _check(self._veins, self._codes.index(vein_type) if vein_type in self._codes else -1)

    def show_keys(self, bindings: Bindings) -> None:
        """Name each button's key in its tip."""
        for ul in VOLUME_PALETTE_UL:
            self._volumes.button(ul).setToolTip(_tip(text.ml(ul), bindings.keys(f"volume-{ul}")))
        for number, vein in enumerate(VEIN_TYPES.values()):
            self._veins.button(number).setToolTip(_tip(vein.name, bindings.keys(f"vein-{vein.code}")))

    def _draw_icons(self) -> None:
        self._icons_of = theme.name()
        for number, vein in enumerate(VEIN_TYPES.values()):
            self._veins.button(number).setIcon(vein_icon(vein.letter, self.devicePixelRatioF()))

    def paintEvent(self, event: object) -> None:
        if self._icons_of != theme.name():
            self._draw_icons()


def vein_icon(letter: str, scale: float) -> QIcon:
    """The marker of a vein type as an icon."""
    picture = QPixmap(round(_ICON * scale), round(_ICON * scale))
    picture.fill(Qt.GlobalColor.transparent)
    picture.setDevicePixelRatio(scale)
    painter = QPainter(picture)
    painter.setFont(theme.font())
    shapes = markers.symbol(letter, 0, 0, 1.0, theme.name())
    paint(painter, shapes, transform_of(Fit(1.15, _ICON / 2, _ICON / 2)))
    painter.end()
    return QIcon(picture)


def _tip(words: str, keys: tuple[str, ...]) -> str:
    if not keys:
        return f"{words} for the next site."
    return f"{words} for the next site: key {keys[0]}.\nAlt+{keys[0]} changes the site under the pointer."


def _choice(label: str, name: str, spoken: str) -> QToolButton:
    button = QToolButton()
    button.setText(label)
    button.setCheckable(True)
    button.setObjectName(name)
    button.setAccessibleName(spoken)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setMinimumHeight(theme.TOUCH)
    policy = button.sizePolicy()
    policy.setHorizontalPolicy(policy.Policy.Expanding)
    button.setSizePolicy(policy)
    theme.mark(button, kind="choice")
    return button


def _check(group: QButtonGroup, wanted: int) -> None:
    if group.checkedId() != wanted:
        group.setExclusive(False)
        for button in group.buttons():
            button.setChecked(group.id(button) == wanted)
        group.setExclusive(True)
