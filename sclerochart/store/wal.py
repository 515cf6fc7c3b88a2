"""The write-ahead log, read before SQLite takes it in: SQLite stops at the first frame that fails, and says nothing.

The format is chapter 4 of “Database File Format”, https://www.sqlite.org/fileformat2.html#walformat. SQLCipher encrypts
the page in a frame; headers, salts and checksums stay as they are, and the checksums are of the encrypted page.
"""

import struct
from pathlib import Path

from sclerochart.store import housekeeping

NAME = f"{housekeeping.DATABASE}-wal"
PAGE = 4096
_HEADER, _FRAME = struct.Struct(">8I"), struct.Struct(">6I")
_MAGIC = {0x377F0682: "<", 0x377F0683: ">"}
"""How a log begins, and with which order of bytes its checksums are made."""


def is_damaged(folder: Path) -> bool:
    """Whether a whole commit stands in a vault's log behind an earlier one that fails: SQLite would drop both.

    A commit is on the disk before the next begins, so a power cut tears the last one only, though in any order; frames
    from before the log was begun anew have other salts."""
    try:
        data = (folder / NAME).read_bytes()
    except FileNotFoundError:
        return False
    if len(data) < _HEADER.size:
        return False
    magic, _version, _page, _round, *salts, first, second = _HEADER.unpack_from(data)
    order = _MAGIC.get(magic, "")
    if order and _checksum(data[:24], (0, 0), order) == (first, second):
        return _commit_behind_damage(data, order, [(first, second)], salts)
    return any(
        _commit_behind_damage(data, order, [(first, second), _checksum(data[:24], (0, 0), order)], None)
        for order in _MAGIC.values()
    )


def _commit_behind_damage(data: bytes, order: str, before: list[tuple[int, int]], salts: list[int] | None) -> bool:
    """Walk the frames; `salts` are None when the header fails already.

    A frame's checksum goes on from the one before it: as that is written, or where that is what was damaged, as it
    should be."""
    in_this, in_earlier = False, salts is None  # what failed
    for at in range(_HEADER.size, len(data) - _FRAME.size - PAGE + 1, _FRAME.size + PAGE):
        _number, committed, *own, first, second = _FRAME.unpack_from(data, at)
        said = data[at : at + 8] + data[at + _FRAME.size : at + _FRAME.size + PAGE]
        sums = [_checksum(said, each, order) for each in before]
        fits = salts in (None, own) and (first, second) in sums
        if in_earlier and fits and committed:
            return True
        in_this = in_this or not fits
        if committed:
            in_this, in_earlier = False, in_earlier or in_this
        before = [(first, second)] if fits else [(first, second), sums[0]]
    return False


def _checksum(data: bytes, before: tuple[int, int], order: str) -> tuple[int, int]:
    """The running checksum of chapter 4.2 over 32-bit words."""
    first, second = before
    words = struct.unpack(f"{order}{len(data) // 4}I", data)
    for even, odd in zip(words[::2], words[1::2], strict=True):
        first = (first + even + second) & 0xFFFFFFFF
        second = (second + odd + first) & 0xFFFFFFFF
    return first, second
