"""The recovery code: 140 random bits for a sheet of paper, written so that a slip of the pen is found and named.

Seven groups of five characters of Crockford's alphabet (no I, L, O, U). The fifth character of a group checks the
other four and the group's place: over GF(32), with a different weight for every position, it catches every single
wrong character, every two neighbours swapped and every two groups swapped.
"""

import re
import secrets
import unicodedata

from sclerochart.domain.errors import UserError

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUPS, GROUP = 7, 5
_LOOK_ALIKES = str.maketrans("OIL", "011")
_SEPARATORS = re.compile(r"[\s\-‐‑‒–—−.,]+")


def new_code() -> str:
    """A fresh recovery code as printed: "7KQ2M-…" in seven groups."""
    return "-".join(_with_check(number, _random_characters(GROUP - 1)) for number in range(GROUPS))


def _random_characters(count: int) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(count))


def _with_check(number: int, four: str) -> str:
    return four + ALPHABET[_check(number, four)]


def _check(number: int, four: str) -> int:
    """The check value of group `number` (from 0): its place plus the sum of character × weight over GF(32)."""
    total = number + 1
    for weight, character in zip((2, 4, 8, 16), four, strict=True):
        total ^= _times(ALPHABET.index(character), weight)
    return total


def _times(left: int, right: int) -> int:
    """Product in GF(32), reduced by x⁵ + x² + 1."""
    product = 0
    for bit in range(5):
        if right >> bit & 1:
            product ^= left << bit
    for bit in range(8, 4, -1):
        if product >> bit & 1:
            product ^= 0b100101 << (bit - 5)
    return product


def tidy(typed: str) -> str:
    """What a person typed as a recovery code, in its printed form; UserError names the group with the mistake.

    Small letters, spaces, any dashes, O for 0 and I or L for 1 are all understood."""
    plain = unicodedata.normalize("NFKC", typed).upper().translate(_LOOK_ALIKES)
    parts = [part for part in _SEPARATORS.split(plain) if part]
    if len(parts) == GROUPS:
        for number, part in enumerate(parts, start=1):
            if len(part) != GROUP:
                raise UserError(f"Group {number} of the recovery code has {len(part)} characters instead of {GROUP}.")
    whole = "".join(parts)
    strange = next((character for character in whole if character not in ALPHABET), None)
    if strange is not None:
        raise UserError(f"“{strange}” is never part of a recovery code. Compare it with the printed sheet.")
    if len(whole) != GROUPS * GROUP:
        raise UserError(
            f"A recovery code has {GROUPS * GROUP} characters in {GROUPS} groups; this one has {len(whole)}."
        )
    groups = [whole[at : at + GROUP] for at in range(0, len(whole), GROUP)]
    for number, group in enumerate(groups):
        if group != _with_check(number, group[:-1]):
            raise UserError(f"There is a typing mistake in group {number + 1} of the recovery code ({group}).")
    return "-".join(groups)
