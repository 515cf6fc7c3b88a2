"""The keyboard's cursor on the leg: where it stands, where each key takes it, and what is read out there."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from sclerochart.domain import leg_steps
from sclerochart.domain.atlas import Atlas
from sclerochart.domain.layout import Sheet
from sclerochart.domain.leg import Spot

STEP_MM, STRIDE_MM = 1.0, 10.0

DIRECTIONS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}
FIRST = Spot("right", "anterior", -89.0, 600.0)
"""Where it stands when nothing else says where: the front of the right thigh."""


class LegCursor:
    """A spot of a leg, or nothing while the mode is off."""

    def __init__(self, atlas: Atlas) -> None:
        self._atlas = atlas
        self.spot: Spot | None = None
        self._last = FIRST
        self._said = ""

    def put(self, spot: Spot | None) -> None:
        """Stand at a spot; None ends the mode, and the next begins where it ended."""
        if self.spot is not None:
            self._last = self.spot
        self.spot = spot
        self._said = ""

    @property
    def last(self) -> Spot:
        """Where it stood last."""
        return self.spot or self._last

    def turned(self, event: QKeyEvent, sheet: Sheet) -> Spot | None:
        """Where a key takes it: arrows by 1 mm, with Ctrl by 10 mm, with Shift by regions; X to the other leg. None for
        any other key."""
        spot, key, modifiers = self.spot, Qt.Key(event.key()), event.modifiers()
        if spot is None:
            return None
        if key == Qt.Key.Key_X and not modifiers:
            return leg_steps.other_leg(self._atlas, sheet, spot)
        if key not in DIRECTIONS or modifiers & Qt.KeyboardModifier.AltModifier:
            return None
        dx, dy = DIRECTIONS[key]
        if modifiers & Qt.KeyboardModifier.ShiftModifier:
            return leg_steps.next_region(self._atlas, sheet, spot, dx, dy)
        by = STRIDE_MM if modifiers & Qt.KeyboardModifier.ControlModifier else STEP_MM
        return leg_steps.stepped(self._atlas, sheet, spot, dx * by, dy * by)

    def in_next_view(self, sheet: Sheet, by: int) -> Spot:
        """The same place in the view so many places on."""
        return leg_steps.next_view(self._atlas, sheet, self.last, by)

    def words(self) -> str:
        """The region and the view it stands in: "Right medial calf, upper third · medial view"."""
        place = self._atlas.place(self.spot) if self.spot is not None else None
        if self.spot is None or place is None:
            return ""
        return f"{self._atlas.regions[place.region].name_of(place.side)} · {self.spot.view} view"

    def announce(self, widget: QWidget) -> None:
        """Have it read out, and described to who asks, when the region or the view is another one."""
        words = self.words()
        if words and words != self._said:
            self._said = words
            widget.setAccessibleDescription(words)
            self.speak(widget, words)

    def speak(self, widget: QWidget, words: str) -> None:
        """Have something read out."""
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, words))
