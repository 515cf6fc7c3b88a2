"""Files that are there whole or not at all, and the operating system's refusals in words."""

import contextlib
import errno
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from sclerochart.domain.errors import UserError

_FULL = {errno.ENOSPC, errno.EDQUOT} if hasattr(errno, "EDQUOT") else {errno.ENOSPC}
_REFUSED = {errno.EACCES, errno.EPERM, errno.EROFS}


def write_whole(path: Path, data: bytes) -> None:
    """Write `data` to `path` so that after any crash the old file or the new one is there, never a part of one.

    What is no ordinary file, such as a device, is never replaced. After a failure (OSError) no part is left."""
    if path.exists() and not path.is_file():
        raise FileExistsError(errno.EEXIST, "not an ordinary file", str(path))
    part = path.with_name(path.name + ".part")
    try:
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            part.unlink()
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make a rename in `folder` last through a power cut; Windows does so by itself."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextlib.contextmanager
def in_words(folder: Path) -> Iterator[None]:
    """Turn what the operating system refuses about a vault's folder into a sentence that says what to do."""
    try:
        yield
    except OSError as error:
        raise UserError(sentence(error, folder)) from error


def sentence(error: OSError, folder: Path) -> str:
    """What happened to the vault in `folder`, and what to do about it."""
    if error.errno in _FULL:
        return "The disk is full. Nothing was changed. Free some space on it, then try again."
    if error.errno in _REFUSED:
        return (
            f"“{folder}” cannot be written to. Nothing was changed. Ask whoever looks after this computer for "
            "permission to change that folder, or copy the whole folder to a disk that can be written to and open that."
        )
    if isinstance(error, FileNotFoundError):
        return (
            f"“{folder}” is not there. Nothing was changed. If it is on a removable disk or a network drive, connect it"
            " and try again."
        )
    return (
        f"“{folder}” could not be read or written ({error.strerror or type(error).__name__}). Nothing was changed. "
        "Check the disk, then try again."
    )


def saved(path: Path) -> str:
    """That a document was written to `path`."""
    return f"Saved as “{path.name}”. That copy is outside the vault and not encrypted; keep it where it is safe."


def not_saved(error: OSError, path: Path) -> str:
    """Why a document could not be written to `path`, in which folder, and what to do."""
    folder = path.parent
    if error.errno in (errno.ENAMETOOLONG, errno.EINVAL):
        why = f"its name cannot be used in “{folder}”. Give the document a shorter, plainer name."
    elif not folder.is_dir():
        why = (
            f"there is no folder “{folder}”. Choose another folder, or make this one first. If it is on a removable "
            "disk or a network drive, connect it and try again."
        )
    elif error.errno in _FULL | {errno.EFBIG}:
        why = f"the disk with the folder “{folder}” is full. Free some space on it, or choose a folder on another disk."
    elif path.is_dir():
        why = f"“{path}” is a folder. Give the document a name of its own in it, such as document.pdf."
    elif path.exists() and not path.is_file():
        why = f"what has that name in “{folder}” is no ordinary file. Give the document another name."
    elif error.errno in _REFUSED and path.exists() and os.access(folder, os.W_OK):
        why = (
            f"a file of that name in “{folder}” is protected or open in another program. Close it there, or give the "
            "document another name."
        )
    elif error.errno in _REFUSED:
        why = (
            f"the folder “{folder}” may not be written to. Choose another folder, such as your own Documents, or ask "
            "whoever looks after this computer for permission."
        )
    else:
        why = (
            f"the folder “{folder}” did not take it ({error.strerror or type(error).__name__}). Choose another folder."
        )
    return f"“{path.name or path}” was not saved: {why}"


def copy_whole(source: Path, target: Path) -> None:
    """Copy a file so that `target` is there whole or not at all."""
    part = target.with_name(target.name + ".part")
    with source.open("rb") as original, part.open("wb") as file:
        shutil.copyfileobj(original, file, 1024 * 1024)
        file.flush()
        os.fsync(file.fileno())
    part.replace(target)
    sync_folder(target.parent)
