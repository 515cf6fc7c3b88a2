"""The one table of what can be done on the chart by a key: what it is called, its keys, and where it applies.

The keys that act, the `?` sheet and the README's table are all made from it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from sclerochart.domain import text
from sclerochart.domain.session import VOLUME_PALETTE_UL
from sclerochart.domain.vein_types import VEIN_TYPES

Where = Literal["", "site", "cursor", "proposals"]
"""When an action applies: always, on a site under the pointer, with the keyboard's cursor, with proposals shown. The
same key may stand in several of them."""

NEXT, SITE, TOOLS, CURSOR, AGAIN, SEEING, SESSION = (
    "What the next site gets",
    "The site under the pointer",
    "Ways of entering",
    "Without a mouse",
    "As last time",
    "What is seen",
    "The session",
)
GROUPS = (NEXT, SITE, AGAIN, TOOLS, CURSOR, SEEING, SESSION)


@dataclass(frozen=True, slots=True)
class Action:
    """One line of the table; keys are written as in "Ctrl+P", "Shift+Enter", "?", "1"."""

    id: str
    words: str
    keys: tuple[str, ...]
    group: str
    where: Where = ""
    fixed: bool = False
    """True for what is done by hand, or what the whole window's bar does: it is listed, and not remapped."""


def _volumes() -> Iterator[Action]:
    for number, ul in enumerate(VOLUME_PALETTE_UL, start=1):
        yield Action(f"volume-{ul}", text.ml(ul), (str(number),), NEXT)


def _veins() -> Iterator[Action]:
    for vein in VEIN_TYPES.values():
        yield Action(f"vein-{vein.code}", vein.name, (vein.letter,), NEXT)


ACTIONS: tuple[Action, ...] = (
    *_volumes(),
    *_veins(),
    Action("preparation", "Choose the preparation", ("P",), NEXT),
    Action("pick-up", "Take volume, vein type and preparation from a site", ("Alt+click",), NEXT, fixed=True),
    Action("type-volume", "Type its volume: such as .2", (".2 Enter",), SITE, fixed=True),
    Action("change-site", "Change its volume or vein type", ("Alt+1 … 6", "Alt+letter"), SITE, fixed=True),
    Action("nudge", "Move it by 1 mm; with Shift by 5 mm", ("Arrows",), SITE, fixed=True),
    Action("remove-site", "Remove it", ("Delete", "Backspace"), SITE, "site"),
    Action("quick-line", "Write what is called out, such as R medial calf upper .2 x3 ret", ("Q", "/"), TOOLS),
    Action("burst", "Hold and drag: a row of sites", ("B",), TOOLS),
    Action("area", "Several injections in an area: type 12x0.1, click", ("A",), TOOLS),
    Action("run", "Draw a vein; over a vein, open it", ("D",), TOOLS),
    Action("mark", "Mark without injecting; over a mark, open it", ("K",), TOOLS),
    Action("note", "Pin a note", ("N",), TOOLS),
    Action("list", "Veins and marks in a list, to open, change or remove", ("E",), TOOLS),
    Action("syringe", "Syringe: drawn up, and what is left", ("S",), TOOLS),
    Action("place-tool", "Back to placing sites one by one", ("Esc",), TOOLS),
    Action("cursor", "Cursor on the leg, on or off", ("I",), CURSOR),
    Action(
        "cursor-move",
        "Move it by 1 mm; with Ctrl by 10 mm; with Shift by regions",
        ("Arrows",),
        CURSOR,
        fixed=True,
    ),
    Action("cursor-place", "Place a site at the cursor", ("Enter", "Space"), CURSOR, "cursor"),
    Action("cursor-line", "Begin the line of a mark; Enter ends it", ("Shift+Enter",), CURSOR, "cursor"),
    Action("next-view", "Next view", ("Tab",), CURSOR, "cursor"),
    Action("previous-view", "Previous view", ("Shift+Tab",), CURSOR, "cursor"),
    Action("other-leg", "The other leg", ("X",), CURSOR, "cursor"),
    Action("repeat", "Propose the last session’s sites", ("Ctrl+P",), AGAIN),
    Action("take-next", "Take the next one", ("Enter",), AGAIN, "proposals"),
    Action("take-all", "Take all that are left", ("Shift+Enter",), AGAIN, "proposals"),
    Action("drop-next", "Drop one: under the pointer, else the next", ("Delete",), AGAIN, "proposals"),
    Action("earlier", "Earlier sessions", ("G",), SEEING),
    Action("earlier-back", "Back through the course", ("[",), SEEING),
    Action("earlier-on", "On through the course", ("]",), SEEING),
    Action("heat", "Volume by region over the course", ("H",), SEEING),
    Action("regions", "Borders and names of the regions", ("L",), SEEING),
    Action("findings", "Veins drawn and marks", ("J",), SEEING),
    Action("by-region", "Ledger by region, or by preparation", ("Y",), SEEING),
    Action("fill", "One view large, or all views", ("F",), SEEING),
    Action("zoom-in", "Nearer", ("+", "="), SEEING),
    Action("zoom-out", "Farther", ("-",), SEEING),
    Action("fit", "Show all views", ("0", "Home"), SEEING),
    Action("pan", "Hold and drag: move what is shown", ("Space",), SEEING, fixed=True),
    Action("posture", "Next posture", ("U",), SEEING),
    Action("totals", "Large totals in a window of their own", ("Ctrl+T",), SEEING),
    Action("plan", "Leg to be treated: both, right, left", ("Ctrl+B",), SESSION),
    Action("walk", "Start or end the walk", ("W",), SESSION),
    Action("observation", "Start or end the observation", ("Ctrl+O",), SESSION),
    Action("sign", "Sign the session", ("Ctrl+Shift+S",), SESSION),
    Action("record", "Treatment record", ("Ctrl+E",), SESSION),
    Action("leaflet", "Aftercare leaflet", ("Ctrl+Shift+E",), SESSION),
    Action("photos", "Photos", ("Ctrl+I",), SESSION),
    Action("undo", "Undo", ("Ctrl+Z",), SESSION, fixed=True),
    Action("redo", "Redo", ("Ctrl+Y",), SESSION, fixed=True),
    Action("keys", "This sheet", ("?", "F1"), SESSION),
)

BY_ID: Mapping[str, Action] = {action.id: action for action in ACTIONS}

_ARROWS = tuple(f"{held}{arrow}" for arrow in ("Up", "Down", "Left", "Right") for held in ("", "Shift+", "Ctrl+"))
RESERVED: Mapping[str, str] = {
    **dict.fromkeys(_ARROWS, "Move a site or the cursor"),
    **dict.fromkeys((".", ","), BY_ID["type-volume"].words),
    **dict.fromkeys(("Ctrl+Y", "Ctrl+Shift+Z"), BY_ID["redo"].words),
    **dict.fromkeys(("Tab", "Shift+Tab"), "Go to the next part of the page"),
    "Ctrl+Z": BY_ID["undo"].words,
    "Ctrl+L": "Lock the vault",
    "Alt+Left": "Back",
    "Space": BY_ID["pan"].words,
}
"""Keys that are not given to another action, with what they do."""


def refused(action_id: str, key: str) -> str:
    """Why an action cannot have a key, in a sentence; "" where it can."""
    if key in BY_ID[action_id].keys:
        return ""
    does = RESERVED.get(key, "")
    if len(key) == len("Alt+1") and key.startswith("Alt+"):
        does = BY_ID["change-site"].words
    return f"{key} stays the key for “{does}”. Nothing was changed." if does else ""


class Bindings:
    """Which keys each action has: those of the table, apart from what a clinic changed."""

    def __init__(self, changed: Mapping[str, Iterable[str]] | None = None) -> None:
        self.changed: dict[str, tuple[str, ...]] = {
            name: tuple(key for key in keys if not refused(name, key))
            for name, keys in (changed or {}).items()
            if name in BY_ID and not BY_ID[name].fixed
        }

    def keys(self, action_id: str) -> tuple[str, ...]:
        """The keys of an action."""
        return self.changed.get(action_id, BY_ID[action_id].keys)

    def actions(self, key: str) -> tuple[str, ...]:
        """The actions that a key may mean; those that apply only at times come first."""
        found = [one for one in ACTIONS if not one.fixed and key in self.keys(one.id)]
        return tuple(one.id for one in sorted(found, key=lambda one: _NEAR[one.where]))

    def taken(self, action_id: str, key: str) -> Action | None:
        """The other action that has a key where this one applies."""
        action = BY_ID[action_id]
        for other in ACTIONS:
            if other.id != action_id and other.where == action.where and not other.fixed and key in self.keys(other.id):
                return other
        return None

    def sharing(self, action_id: str, key: str) -> Action | None:
        """Another action that has a key at other times than this one, and keeps it."""
        action = BY_ID[action_id]
        others = (BY_ID[each] for each in self.actions(key))
        return next((other for other in others if other.id != action_id and other.where != action.where), None)

    def without(self, action_id: str, key: str) -> "Bindings":
        """The bindings with one key less for an action."""
        left = tuple(each for each in self.keys(action_id) if each != key)
        return Bindings({**self.changed, action_id: left})

    def bound(self, action_id: str, key: str) -> "Bindings":
        """The bindings with one key added to an action, and taken from the other one that had it."""
        changed = dict(self.changed)
        other = self.taken(action_id, key)
        if other is not None:
            changed[other.id] = tuple(each for each in self.keys(other.id) if each != key)
        changed[action_id] = (*(each for each in self.keys(action_id) if each != key), key)
        return Bindings(changed)

    def usual(self, action_id: str) -> "Bindings":
        """The bindings with an action's own keys again; others keep theirs, so a key that moved away comes back."""
        made = Bindings({name: keys for name, keys in self.changed.items() if name != action_id})
        for key in BY_ID[action_id].keys:
            other = made.taken(action_id, key)
            if other is not None:
                made.changed[other.id] = tuple(each for each in made.keys(other.id) if each != key)
        return made


WHEN: Mapping[Where, str] = {
    "proposals": "while sites are proposed",
    "cursor": "with the cursor",
    "site": "over a site",
    "": "at other times",
}
_NEAR: Mapping[Where, int] = {"proposals": 0, "cursor": 1, "site": 2, "": 3}


def readme_table() -> str:
    """The table of keys as it stands in the README."""
    lines = ["| what | key |", "| --- | --- |"]
    for group in GROUPS:
        lines.append(f"| **{group}** | |")
        for action in ACTIONS:
            if action.group == group:
                lines.append(f"| {action.words} | {', '.join(f'`{key}`' for key in action.keys)} |")
    return "\n".join(lines)
