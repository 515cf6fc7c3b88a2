"""One megabyte kept back, so that a vault on a full disk can still be written to once.

With write-ahead logging a full disk refuses everything, also removing things; giving this file up makes room again.
"""

import contextlib
import hashlib
import shutil
from pathlib import Path

from sclerochart.store import files

NAME = "ballast"
SIZE = 1024 * 1024
_ROOM = 32 * SIZE
_LEAST = SIZE // 2

FULL = "The disk is full. Nothing was changed. Free some space on it, then try again."
GIVEN_UP = (
    "The disk is full. sclerochart had kept a little room back and has now given it up, so that you can go on for a "
    "while. Free some space on the disk soon."
)
"""To a person who has just opened a vault."""


def content() -> bytes:
    """The file's exact bytes: always the same, and nothing that a file system could compress away."""
    return hashlib.shake_256(b"sclerochart ballast").digest(SIZE)


def full(folder: Path) -> bool:
    """True when the disk has not even the room that an open database needs beside itself."""
    return shutil.disk_usage(folder).free < _LEAST


def keep(folder: Path) -> None:
    """Put the ballast in place when it is not there whole and the disk has room for it many times over."""
    path = folder / NAME
    with contextlib.suppress(OSError):  # without it a full disk is only less comfortable
        there = path.is_file() and path.stat().st_size == SIZE
        if not there and shutil.disk_usage(folder).free > _ROOM:
            files.write_whole(path, content())


def give_up(folder: Path) -> bool:
    """Delete the ballast to make room; False when there was none."""
    try:
        (folder / NAME).unlink()
    except OSError:
        return False
    return True
