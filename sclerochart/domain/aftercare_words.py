"""The leaflet's own sentences: headings, hosiery, and when to call whom."""

from collections.abc import Sequence
from typing import Literal

Care = Literal["", "earliest", "settled"]
CARES: dict[Care, str] = {
    "": "Allowed again",
    "earliest": "Allowed again at the earliest",
    "settled": "Allowed again once settled",
}

STRAIGHT_AFTER = "Straight after"
HOSIERY = "Hosiery"
AVOID = "What to avoid, and until when"
HELPS = "What helps"
NORMAL = "What is normal"
LESS_COMMON = "Less common or rare"
SIGNS_BELOW = "The signs that need help, and whom to call, are listed next."
AHEAD = "Looking ahead"

CALL_NOW = (
    "Trouble breathing, a swollen face, lips or tongue, or collapse.",
    "Sudden chest pain.",
    "Weakness of the face or an arm, or trouble speaking.",
    "Loss of sight that does not pass.",
)
CALL_TODAY = (
    "One leg swells, or the calf hurts.",
    "The skin is hot, hard and red, and the redness spreads.",
    "You have a blister, a black patch or an open sore at an injection point.",
    "You have a fever.",
)
CALL_WHEN_OPEN = (
    "Itching that will not settle.",
    "A tender cord under the skin.",
    "Brown marks that worry you.",
)
RECORD_TO_HAND = (
    "If you were given a treatment record, have it to hand when you call: it names the products and batch numbers."
)


def call_now_title(emergency_number: str) -> str:
    """The heading of the emergencies, with the number the clinic gave or without one."""
    return f"Call {emergency_number} at once for" if emergency_number else "Call an ambulance at once for"


def call_today_title(advice_line: str) -> str:
    """The heading of what cannot wait until tomorrow."""
    return f"Call us or {advice_line} the same day if" if advice_line else "Call us the same day if"


CALL_WHEN_OPEN_TITLE = "Call us when we are open about"


def duration(days: int) -> str:
    """A number of days as a patient counts it: "10 days", "4 weeks", "18 months"."""
    if days % 7 == 0 and 14 <= days <= 12 * 7:
        return f"{days // 7} weeks"
    if days > 12 * 7:
        return f"{round(days * 12 / 365)} months"
    return f"{days} days" if days != 1 else "1 day"


def duration_range(least: int, most: int) -> str:
    """Two numbers of days with one unit where it is the same: "8 to 12 weeks"."""
    first, unit = duration(least).split(" ")
    second = duration(most)
    return f"{first} to {second}" if second.endswith(unit) else f"{duration(least)} to {second}"


def lasting(settles: str) -> str:
    """How long something takes to settle, after "usually": "for 2–4 weeks", "short-lived"."""
    return settles if settles == "short-lived" else f"for {settles}"


def listed(names: Sequence[str]) -> str:
    """Names as a sentence lists them: "swelling, bruising and redness"."""
    return " and ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)


def capital(words: str) -> str:
    """The same words with a capital first letter."""
    return words[:1].upper() + words[1:]


def uncapital(words: str) -> str:
    """The same words with a small first letter, for the middle of a sentence."""
    return words[:1].lower() + words[1:]
