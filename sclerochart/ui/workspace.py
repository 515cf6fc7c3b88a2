"""The open vault and the one way to write to it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Concatenate, ParamSpec, TypeVar

from PySide6.QtCore import QObject, Signal

from sclerochart.domain.errors import UserError
from sclerochart.store import journal, unfinished
from sclerochart.store.database import Database
from sclerochart.store.vault import Vault

_P = ParamSpec("_P")
_T = TypeVar("_T")


class Workspace(QObject):
    """The open vault, `do`, `undo`, `redo`, `telling`, `changed`, `problem` and `reported`, and nothing else."""

    changed = Signal()
    """After every act, also a refused one, so that a refused drag snaps back."""
    problem = Signal(str)
    """A sentence for the message bar."""
    reported = Signal(str)
    """The same, of work beside the window that is done."""

    def __init__(self, vault: Vault, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.vault = vault

    @property
    def db(self) -> Database:
        """The vault's database, for reading."""
        return self.vault.db

    def do(self, function: Callable[Concatenate[Database, _P], _T], *args: _P.args, **kwargs: _P.kwargs) -> _T | None:
        """Call a store function with the database first. None when it was refused; the sentence goes to `problem`."""
        result: _T | None = None
        with self.telling():
            result = function(self.db, *args, **kwargs)
        self.changed.emit()
        return result

    @contextmanager
    def telling(self) -> Iterator[None]:
        """What the store refuses in here, to read or to write, goes to `problem`."""
        try:
            yield
        except UserError as error:
            self.problem.emit(str(error))

    def undo(self, scope: str) -> None:
        """Take back the last act of a scope."""
        self.do(unfinished.undo, scope)

    def redo(self, scope: str) -> None:
        """Do again what was taken back."""
        self.do(journal.redo, scope)
