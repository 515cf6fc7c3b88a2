"""What is typed over the diagram: `.2` and Enter for the site under the pointer, `12x0.1` and a click for an area."""

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Signal
from PySide6.QtGui import QKeyEvent

from sclerochart.domain import text
from sclerochart.domain.errors import UserError
from sclerochart.domain.leg import Spot
from sclerochart.domain.typed import AREA_TAKES, read_times
from sclerochart.ui.chart.keys import key_name
from sclerochart.ui.chart.leg_view import LegView
from sclerochart.ui.chart.loaded import Loaded
from sclerochart.ui.chart.next_site import NextSite
from sclerochart.ui.chart.settling import HalfTyped
from sclerochart.ui.chart.site_acts import SiteActs
from sclerochart.ui.chart.viewport import Look

_PAUSE_MS = 1500
"""Digits farther apart than this are keys of their own, not a number in the making."""


class TypedOver(QObject):
    """A number in the making. A digit alone is a key like any other; with what follows, it was the beginning of a
    number, and what the digit chose is taken back."""

    changed = Signal()
    """Another number is in the making."""
    refused = Signal(str)
    """A click placed nothing: why, in a sentence."""

    def __init__(self, view: LegView, loaded: Loaded, next_site: NextSite, acts: SiteActs) -> None:
        super().__init__(view)
        self._view, self._loaded, self._next, self._acts = view, loaded, next_site, acts
        self._digits: list[tuple[str, int]] = []
        self._pause = QElapsedTimer()
        self._look: Look | None = None
        self._site_id: str | None = None
        self._typed: str | None = None
        self._area = False
        view.tool_changed.connect(self._tool_changed)
        view.installEventFilter(self)

    # Keys -----------------------------------------------------------------------------------------------------------

    def take(self, event: QKeyEvent) -> bool:
        """Take a key that belongs to a number; False leaves it to mean something else."""
        if self._loaded.read_only or not self._view.hasFocus():
            return False
        name = key_name(event)
        if not name:
            return False
        if self._typed is not None:
            return self._go_on(name)
        if self._digits and self._pause.elapsed() > _PAUSE_MS:
            self._forget_digits()
        if self._starts(name):
            return True
        if len(name) == 1 and name.isdecimal():
            return self._take_digit(name)
        self._forget_digits()
        return False

    def _take_digit(self, digit: str) -> bool:
        """A digit may begin a number, and acts at once; a 0 that goes on with one, or stands over a site, does not, or
        it would show all views in the midst of `10x0.1` or `0.2`."""
        goes_on = bool(self._digits) and self._digits[-1][0] != "0"
        taken = digit == "0" and (goes_on or self._loaded.site(self._view.pointed) is not None)
        if digit == "0" and not taken and self._look is None:
            self._look = self._view.viewport.look
        self._digits.append((digit, self._next.volume_ul))
        self._pause.start()
        return taken

    def _starts(self, name: str) -> bool:
        site = self._loaded.site(self._view.pointed)
        digits = "".join(digit for digit, _ in self._digits)
        if name in (".", ",") and site is not None:
            self._begin(digits + ".", site_id=site.id)
        elif name in (".", ",") and digits == "0" and self._look is not None:
            self._view.look_again(self._look)
            self._forget_digits()
        elif name in ("x", "X", "*", "×") and digits:
            self._begin(digits + "x", area=True)
        else:
            return False
        return True

    def _begin(self, typed: str, *, site_id: str | None = None, area: bool = False) -> None:
        if self._digits:
            self._next.choose_volume(self._digits[0][1])
        if self._look is not None:
            self._view.look_again(self._look)
        self._forget_digits()
        self._typed, self._site_id, self._area = typed, site_id, area
        self._show()

    def begin_area(self) -> None:
        """The next number is for an area: the tool was chosen without one."""
        self._view.set_tool("area")
        self._begin("", area=True)

    def type_count(self, count: int) -> None:
        """As if the number of injections of an area had been typed."""
        self._begin(str(count), area=True)

    def _go_on(self, name: str) -> bool:
        assert self._typed is not None
        if name.isdecimal() or name in (".", ","):
            self._typed += name.replace(",", ".")
        elif name in ("x", "X", "*", "×") and self._area and "x" not in self._typed and self._typed:
            self._typed += "x"
        elif name == "Backspace":
            self._typed = self._typed[:-1]
        elif name == "Esc":
            self.forget()
            return True
        elif name == "Enter" and self._site_id is not None:
            self._set_volume()
        elif self._area:
            return False  # keys of the cursor, of the vein types: the number waits for its click
        elif name.startswith("Ctrl+"):
            return False  # an act on the whole session, which asks whether something is half-typed
        else:
            self.forget()
            return False
        if self._typed is not None:
            self._show()
        return True

    def half_typed(self) -> HalfTyped | None:
        """A volume over a site that waits for Enter, while there is one."""
        words = self._site_words()
        return HalfTyped(words, "kept", "Enter keeps it, Esc leaves it") if words else None

    def _set_volume(self) -> None:
        site_id, typed = self._site_id, self._typed or ""
        self.forget()
        if site_id is not None:
            self._acts.set_volume(site_id, typed)

    def forget(self) -> None:
        """Leave the number; nothing was changed."""
        tool = self._area
        self._typed, self._site_id, self._area = None, None, False
        self._forget_digits()
        self._view.show_live("")
        if tool and self._view.tool == "area":
            self._view.set_tool("place")

    def _tool_changed(self, tool: str) -> None:
        if self._area and (tool in ("run", "mark") or (tool != "area" and self._typed == "")):
            self.forget()

    def _forget_digits(self) -> None:
        self._digits, self._look = [], None

    # Shown and used -------------------------------------------------------------------------------------------------

    def _show(self) -> None:
        if self._area:
            entry = self.area()
            words = "Area: such as 12x0.1, then click"
            if entry is not None:
                words = f"{entry[0]} × {text.ml(entry[1])}: click the area"
            elif self._typed:
                words = f"Area: {self._typed}"
        else:
            words = self._site_words()
        self._view.show_live(words)
        self.changed.emit()

    def _site_words(self) -> str:
        sites = [each.id for each in self._loaded.sites]
        return f"Site {sites.index(self._site_id) + 1}: {self._typed} ml" if self._site_id in sites else ""

    def area(self) -> tuple[int, int] | None:
        """The number of injections and the volume (µl) of each that were typed; None when they make no area."""
        typed = self._typed if self._area else None
        try:
            count, ul = read_times(typed if "x" in typed else f"{typed}x") if typed else (None, None)
        except UserError:
            return None
        return (count, self._next.volume_ul if ul is None else ul) if count else None

    def place(self, spot: Spot, otherwise: Callable[[Spot], None]) -> None:
        """A click on the leg: the area that was typed, once; nothing where that can be none; else what a click usually
        does."""
        entry = self.area()
        if self._area and entry is None:
            read = f"“{self._typed}” is none. " if self._typed else ""
            self.refused.emit(f"{AREA_TAKES} {read}Nothing was placed.")
            return
        if self._typed is not None:
            self.forget()
        if entry is None:
            otherwise(spot)
        else:
            self._acts.place_area(spot, *entry)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """A digit and what follows belong together only while the hand stays on the keys."""
        if event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.FocusOut):
            self._forget_digits()
            if event.type() == QEvent.Type.FocusOut and self._site_id is not None:
                self.forget()
        return False
