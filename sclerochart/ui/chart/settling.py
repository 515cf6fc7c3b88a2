"""What is still being typed is kept before an act that reads, leaves or ends the whole session."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from sclerochart.ui.being_typed import go_on_typing, let_go
from sclerochart.ui.workspace import Workspace


class HalfTyped(NamedTuple):
    """What only a person can finish: a `thing` such as “The quick-entry line” that is not yet `done`, such as “placed”;
    how it is finished or left, and what was typed so far."""

    thing: str
    done: str
    finish: str
    words: str = ""


class Settling(QObject):
    """Asked first by every such act, whether a key or a button began it. Those buttons do not take the keys when they
    are pressed, so that a field is left, and what it holds kept or refused, within the act and not before it."""

    def __init__(
        self,
        workspace: Workspace,
        half_typed: Sequence[Callable[[], HalfTyped | None]],
        page: QWidget,
    ) -> None:
        super().__init__(page)
        self._workspace, self._page, self._half_typed = workspace, page, half_typed

    def settled(self, not_done: str) -> bool:
        """Whether all that was typed is kept. Where it is not, the act is not to be done in this press: it is said
        why, ending with `not_done`."""
        why = self._let_go() or next((f"{one.thing} is not {one.done} yet: {one.finish}." for one in self._now()), "")
        if why:
            self._workspace.problem.emit(f"{why} {not_done}")
        return not why

    def tell_left(self) -> None:
        """The page is left: say of what only a person could have finished that it was not."""
        for one in self._now():
            self._workspace.problem.emit(f"{one.thing} was not {one.done}{f': “{one.words}”' if one.words else ''}.")

    def _now(self) -> list[HalfTyped]:
        return [one for half in self._half_typed if (one := half()) is not None]

    def _let_go(self) -> str:
        """Take the keys from the field in which somebody types, and give them back unless it had to refuse."""
        said: list[str] = []
        self._workspace.problem.connect(said.append)
        field = let_go(self._page)
        self._workspace.problem.disconnect(said.append)
        if said:
            return said[-1]
        go_on_typing(field)
        return ""
