"""What every page on the desk is: it follows the vault while it is seen, and catches up when it is shown again.

The one base class of ours. The desk asks the same six things of every page, and most pages answer most of them alike;
as a protocol that was the same lines in five files, and questions by `hasattr`.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from sclerochart.ui import theme
from sclerochart.ui.workspace import Workspace

Unwritten = tuple[str, Callable[[], None]]
"""Something that was done on a page and is no step of the journal: what it is called, and what takes it back."""


class Page(QWidget):
    """A page under the bar. Its constructor ends with `follow`; what cannot be read there, nobody gets to see."""

    session_id = ""
    """The session that it shows; "" for none."""

    def __init__(self, name: str, where: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._where = where
        theme.mark(self, role="page")
        self._stale = False
        self._telling: Callable[[], AbstractContextManager[None]] = nullcontext

    def follow(self, workspace: Workspace) -> None:
        """Show what the store holds, now and from now on."""
        self.keep_up(workspace)
        self.refresh()

    def keep_up(self, workspace: Workspace) -> None:
        """Show what the store holds from the next act on. What cannot be read is told, and the page stays as it was."""
        self._telling = workspace.telling
        workspace.changed.connect(self._changed)

    def where(self) -> str:
        """What the bar calls it."""
        return self._where

    def scope(self) -> str:
        """What undo and redo act on here; "" for nothing."""
        return ""

    def is_read_only(self) -> bool:
        """Whether its session can only be looked at."""
        return False

    def undo_first(self) -> Unwritten | None:
        """What was done here after the last step and is none itself: undo takes it back first."""
        return None

    def refresh(self) -> None:
        """Show what the store holds now."""
        raise NotImplementedError

    def refresh_own(self) -> None:
        """Show what acts on this page itself can change, while it is seen: for most pages all of it."""
        self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._show_anew(self.refresh)

    def _changed(self) -> None:
        if self.isVisible():
            self._show_anew(self.refresh_own)
        else:
            self._stale = True

    def _show_anew(self, refresh: Callable[[], None]) -> None:
        self._stale = True  # until all of it was read
        with self._telling():
            refresh()
            self._stale = False
