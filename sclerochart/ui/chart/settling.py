"""What is still being typed is kept before an act that reads, leaves or ends the whole session."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, SignalInstance
from PySide6.QtWidgets import QWidget

from sclerochart.ui.being_typed import go_on_typing, let_go
from sclerochart.ui.workspace import Workspace


class Settling(QObject):
    """Asked first by every such act, whether a key or a button began it. Those buttons do not take the keys when they
    are pressed, so that a field is left, and what it holds kept or refused, within the act and not before it."""

    def __init__(
        self,
        workspace: Workspace,
        refusals: Sequence[SignalInstance],
        half_typed: Sequence[Callable[[], str]],
        page: QWidget,
    ) -> None:
        """`refusals` are signals with a sentence for what could not be kept, and `half_typed` tell in words what only
        a person can finish."""
        super().__init__(page)
        self._workspace, self._page = workspace, page
        self._refusals, self._half_typed = refusals, half_typed

    def settled(self, not_done: str) -> bool:
        """Whether all that was typed is kept. Where it is not, the act is not to be done in this press: it is said
        why, ending with `not_done`."""
        why = self._let_go() or next((words for half in self._half_typed if (words := half())), "")
        if why:
            self._workspace.problem.emit(f"{why} {not_done}")
        return not why

    def _let_go(self) -> str:
        """Take the keys from the field in which somebody types, and give them back unless it had to refuse."""
        said: list[str] = []
        for refusal in self._refusals:
            refusal.connect(said.append)
        field = let_go(self._page)
        for refusal in self._refusals:
            refusal.disconnect(said.append)
        if said:
            return said[-1]
        go_on_typing(field)
        return ""
