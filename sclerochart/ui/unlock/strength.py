"""How long a passphrase would hold, said honestly: a person's choice is far easier to guess than random letters."""

import re

_KEYBOARD = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "abcdefghijklmnopqrstuvwxyz", "0123456789")
_COMMON = (
    "password passphrase letmein welcome monkey dragon football iloveyou admin clinic doctor nurse vein veins laser "
    "skin aesthetics beauty legs sclero sclerochart summer winter spring autumn london liverpool arsenal chelsea "
    "qwerty azerty secret princess sunshine charlie"
)


def guess_bits(passphrase: str) -> float:
    """A careful estimate of log2 of the guesses needed: words count as words, runs and repeats count for little."""
    bits = 0.0
    for token in re.findall(r"[^\W\d_]+|\d+|[\W_]+", passphrase):
        folded = token.casefold()
        if folded in _COMMON.split() or _is_run(folded):
            bits += 3
        elif token.isalpha():
            typed_oddly = token not in (folded, folded.capitalize())
            bits += min(11.0, 2.6 * len(token)) + max(0, len(token) - 12) * 1.5 + (2 if typed_oddly else 0)
        elif token.isdigit():
            bits += min(3.32 * len(set(token)), 2.5 * len(token))
        else:
            bits += 1.0 if token.isspace() or token == "-" else min(4.0 * len(set(token)), 12.0)
    return bits


def _is_run(token: str) -> bool:
    if len(token) < 3:
        return False
    return len(set(token)) == 1 or any(token in row or token[::-1] in row for row in _KEYBOARD)


def strength(passphrase: str) -> tuple[int, str]:
    """A step from 0 to 4 and a sentence. Guessing offline at 1,000 a second is what the vault's slow key allows."""
    if not passphrase:
        return 0, "Four or five unrelated words are strong and easy to type: never a saying, never a name."
    bits = guess_bits(passphrase)
    if bits < 22:
        return 1, "Weak: somebody with this computer would guess it within hours. Add words."
    if bits < 33:
        return 2, "Fair: it keeps out the curious, not somebody with weeks to try. Add a word or two."
    if bits < 44:
        return 3, "Good: guessing it would take years."
    return 4, "Strong: guessing it would take longer than anybody has."
