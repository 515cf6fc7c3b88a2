"""One program at a time in a vault: a lock that the operating system takes back when its holder dies."""

import errno
import os
import sys
from pathlib import Path

from sclerochart.domain.errors import UserError
from sclerochart.store import files

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

NAME = "vault.lock"
_HELD = {errno.EAGAIN, errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK, 36}  # 36: EDEADLOCK of Windows


class Lock:
    """The lock on a vault's folder, held until `release`. The file stays empty: there is nothing in it to be wrong."""

    def __init__(self, folder: Path) -> None:
        """Take the lock; UserError when another program has it or the folder cannot be written to."""
        with files.in_words(folder):
            self._handle: int | None = os.open(folder / NAME, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _take(self._handle)
        except OSError as error:
            self.release()
            if error.errno not in _HELD:
                raise UserError(
                    f"The disk that holds “{folder}” cannot keep other programs out while a vault is open, as "
                    "some network drives cannot. Nothing was changed. Copy the vault to a disk of this computer."
                ) from error
            raise UserError(
                f"“{folder}” is already open in another sclerochart. Nothing was changed. Close it there first, "
                "also on other computers that share the folder, then try again."
            ) from error

    def release(self) -> None:
        """Give the lock back; a second time does nothing."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


def _take(handle: int) -> None:
    """Lock without waiting; OSError when somebody else holds it. Closing the handle, or death, unlocks."""
    if sys.platform == "win32":
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
