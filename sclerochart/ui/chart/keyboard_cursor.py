"""The keyboard's cursor as the diagram shows it: on and off, from place to place, and what it places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from sclerochart.domain.atlas import Atlas
from sclerochart.domain.leg import Spot
from sclerochart.domain.leg_steps import in_panel
from sclerochart.ui.chart.cursor import LegCursor

if TYPE_CHECKING:
    from sclerochart.ui.chart.leg_view import LegView

_BROUGHT_BACK = "Out of sight till now: press again to place"


class KeyboardCursor:
    """Moves the cursor of one diagram; `state` says where it stands."""

    def __init__(self, view: LegView, atlas: Atlas) -> None:
        self._view, self._atlas = view, atlas
        self.state = LegCursor(atlas)
        self._words_before: str | None = None

    @property
    def spot(self) -> Spot | None:
        """Where it stands, None while it is off."""
        return self.state.spot

    def set_mode(self, on: bool) -> None:
        """Put it on the leg, where the pointer is or where it stood last; or take it away."""
        view = self._view
        if on == (self.spot is not None):
            return
        if on:
            at = view.hands.at
            here = view.pixel_to_spot(at) if at is not None and view.underMouse() else None
            filled, last = view.viewport.filled, self.state.last
            if filled is not None and (last.side, last.view) != (filled.side, filled.view):
                last = in_panel(self._atlas, filled, last)
            self.move(here or last)
            view.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.move(None)
        view.cursor_mode_changed.emit(on)

    def move(self, spot: Spot | None) -> None:
        """Let it stand at a spot, and keep it in sight; None takes it away."""
        view, state = self._view, self.state
        self._hush()
        self._update()
        started = state.spot is None
        if spot is None:
            view.hands.cancel()
            state.put(None)
            view.describe()
        else:
            if started:
                state.put(spot)
            state.spot = spot
            view.gestures.lead_line(spot)
            view.keep_in_sight(spot)
            state.announce(view)
        view.aim.look_at(spot if spot is not None else view.hands.at)
        view.spot_pointed.emit(view.aim.spot)
        self._update()

    def place(self, *, line: bool = False) -> None:
        """Place a site where it stands, but never out of sight: then it is shown, and the next press places. With
        a tool that draws, begin its line there, or end it: with the one for marks only when a `line` is wanted; on a
        vein or mark with its own tool, open that."""
        view, spot = self._view, self.spot
        if spot is None or view.gestures.read_only:
            return
        if not view.rect().contains(view.spot_to_pixel(spot)):
            self.move(spot)
            self._say(_BROUGHT_BACK)
            return
        self._hush()
        if view.tools.leads or (line and view.tools.draws) or view.gestures.stroke is not None:
            view.hands.clear_hints()
            view.gestures.toggle_line(spot)
        elif (found := view.gestures.finding_at(spot, "mouse")) is not None:
            view.finding_pressed.emit(found)
        else:
            view.cursor_placed.emit(spot)

    def step_view(self, by: int) -> None:
        """Take it to the same place in the next view, or back."""
        view = self._view
        if self.spot is not None:
            filled, there = view.viewport.filled is not None, self.state.in_next_view(view.sheet, by)
            self.move(there)
            if filled:
                view.fill_panel(there.side, there.view)

    def _say(self, words: str) -> None:
        """Say something at the cursor until it moves or places."""
        self._words_before = self._view.hints.words
        self._view.show_live(words)
        self.state.speak(self._view, words)

    def _hush(self) -> None:
        if self._words_before is not None and self._view.hints.words == _BROUGHT_BACK:
            self._view.show_live(self._words_before)
        self._words_before = None

    def _update(self) -> None:
        self._view.update(self._view.hints.cursor_rect(self.spot))
