"""The legend under the diagram: whatever is used on it, and nothing else."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import partial

from sclerochart.domain.findings import MARK_KINDS, Mark, Run
from sclerochart.domain.markers import INKS, Theme, colour, letter_of, symbol
from sclerochart.domain.overlays import line_sample, mark_symbol
from sclerochart.domain.session import Site
from sclerochart.domain.shapes import Shape, Text
from sclerochart.domain.vein_types import VEIN_TYPES

SIZE, ROW = 11.0, 20.0
_AFTER, _LETTER = 20.0, 0.535

Item = tuple[str, float, float, Callable[[float, float], list[Shape]]]
"""Its words, the units from its left edge to its sign's point and to the words, and what draws the sign at a point."""


def legend_shapes(
    sites: Sequence[Site],
    runs: Sequence[Run],
    marks: Sequence[Mark],
    treated: Collection[str],
    left: float,
    top: float,
    *,
    width: float,
    unit: float,
    theme: Theme,
) -> tuple[list[Shape], float]:
    """The legend in rows from `left`, under `top` and no wider than `width` mm: its shapes and its height in mm (0 when
    there is nothing to explain)."""
    shapes: list[Shape] = []
    x, y = left, top - ROW * unit
    used = False
    for words, middle, before, draw in _items(sites, runs, marks, treated, unit, theme):
        wide = (before + _LETTER * SIZE * len(words)) * unit
        if used and x + wide > left + width:
            x, y = left, y - ROW * unit
        shapes += draw(x + middle * unit, y)
        shapes.append(
            Text(x + before * unit, y - 0.36 * SIZE * unit, words, SIZE * unit, INKS[theme].text, anchor="start")
        )
        x += wide + _AFTER * unit
        used = True
    return shapes, top - y + 0.5 * ROW * unit if used else 0.0


def _items(
    sites: Sequence[Site],
    runs: Sequence[Run],
    marks: Iterable[Mark],
    treated: Collection[str],
    unit: float,
    theme: Theme,
) -> Iterator[Item]:
    letters = {letter_of(site.vein_type) for site in sites}
    drawn = {letter_of(run.vein_type) for run in runs}
    marker = partial(symbol, unit=unit, theme=theme)
    line = partial(line_sample, width=20.0, unit=unit, theme=theme)
    for vein in VEIN_TYPES.values():
        if vein.letter in letters:
            yield vein.name, 4, 14, partial(marker, vein.letter)
        elif vein.letter in drawn:
            yield f"{vein.letter}  {vein.name}", 0, 26, partial(line, tint=colour(vein.letter, theme))
    if any(site.injections > 1 for site in sites):
        yield "Area with several injections (×)", 8, 22, partial(symbol, "", unit=0.72 * unit, theme=theme, area=True)
    if any(site.preparation_id is None for site in sites):
        yield "Preparation not named", 8, 22, partial(marker, "", hollow=True, named=False)
    if any(run.id in treated for run in runs):
        yield "Vein treated", 0, 26, line
    if any(run.id not in treated for run in runs):
        yield "Vein not treated", 0, 26, partial(line, dashed=True)
    kinds = {mark.kind for mark in marks}
    for kind, name in MARK_KINDS.items():
        if kind in kinds:
            yield name, 5, 19 if kind == "perforator" else 16, partial(mark_symbol, kind, unit=unit, theme=theme)
