"""The question when a site falls on the leg that was not planned: asked once a session, and never in the way."""

from collections.abc import Iterable

from sclerochart.domain.leg import Side
from sclerochart.domain.session import Session, Site, numbered


def on_other_side(session: Session, sites: Iterable[Site]) -> tuple[int, ...]:
    """The numbers of the sites on the leg that was not planned; none without a plan."""
    if session.plan not in ("right", "left"):
        return ()
    return tuple(number for number, site in numbered(list(sites)) if site.place.side != session.plan)


def question(session: Session, sites: Iterable[Site]) -> str:
    """The one question, or "" when the sites are where the plan says, nothing is planned, or anything was answered."""
    numbers = on_other_side(session, sites)
    if not numbers or session.other_side or session.signed:
        return ""
    other: Side = "left" if session.plan == "right" else "right"
    if len(numbers) == 1:
        what = f"site {numbers[0]} is"
    else:
        what = f"sites {', '.join(map(str, numbers[:-1]))} and {numbers[-1]} are"
        if len(numbers) > 4:
            what = f"{len(numbers)} sites are"
    return f"The plan says {session.plan} leg; {what} on the {other} leg. Is the {other} leg treated as well?"
