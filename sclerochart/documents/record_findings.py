"""The parts of a treatment record beside its sites: veins, marks, volume by region, syringes, clocks."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import groupby, zip_longest
from typing import Any

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak

from sclerochart.documents.parts import facts, grid, heading, words
from sclerochart.documents.pdf import WIDTH
from sclerochart.domain import measures, text
from sclerochart.domain.atlas import Atlas
from sclerochart.domain.clocks import record_lines
from sclerochart.domain.findings import MARK_KINDS, Run
from sclerochart.domain.ledger import preparation_name
from sclerochart.domain.ledger_regions import RegionSum, region_sums
from sclerochart.domain.leg import Side
from sclerochart.domain.record import SessionRecord
from sclerochart.domain.session import numbered
from sclerochart.domain.syringe import compare, in_order, sites_of
from sclerochart.domain.vein_types import VEIN_TYPES


def clocks(record: SessionRecord) -> Iterator[Any]:
    """When the first injection, the walk and the observation were."""
    lines = record_lines(record.first_injection, record.timings)
    if lines:
        yield heading("Times")
        middle = (len(lines) + 1) // 2
        yield facts(lines[:middle], lines[middle:])


def syringes(record: SessionRecord) -> Iterator[Any]:
    """What each syringe held and what was charted from it."""
    if not record.syringes:
        return
    named = {each.id: each for each in record.preparations}
    rows = []
    alone = {site.id for site in record.sites}
    for number, syringe in enumerate(in_order(record.syringes), start=1):
        preparation = named.get(syringe.preparation_id or "")
        own = sites_of(syringe, record.syringes, record.sites, record.read_with)
        alone -= {site.id for site in own}
        difference = compare(syringe, own)
        rows.append(
            [
                str(number),
                f"{preparation.position} · {preparation_name(preparation)}" if preparation else "not named",
                text.ml(syringe.drawn_ul),
                text.ml(syringe.left_ul) if syringe.left_ul is not None else "not read",
                ranges(_numbers(record, {site.id for site in own})) or "none",
                difference.sentence() if difference else f"Charted {text.ml(sum(site.total_ul for site in own))}",
            ]
        )
    yield heading("Syringes")
    yield grid(
        ["No.", "Preparation", "Drawn up", "Left", "Sites", "Charted and used"],
        rows,
        [9 * mm, 45 * mm, 19 * mm, 17 * mm, 28 * mm, 56 * mm],
        right=(2, 3),
        extra=[("LEFTPADDING", (4, 0), (4, -1), 10)],
    )
    if alone:
        yield words(f"No syringe is noted for {_in_words(_numbers(record, alone))}.", size=8.5, before=3)


def veins(atlas: Atlas, record: SessionRecord, names: Mapping[str, str]) -> Iterator[Any]:
    """Every vein on the diagram by its name there, with the sites that lie on it."""
    if not record.runs:
        return
    yield heading("Veins on the diagram")
    yield grid(
        ["", "Vein type", "Diameter", "Where", "Treated in this session", "Note"],
        [_vein_row(atlas, record, run, names[run.id]) for run in record.runs],
        [7 * mm, 35 * mm, 17 * mm, 55 * mm, 34 * mm, 26 * mm],
        size=8,
    )


def _vein_row(atlas: Atlas, record: SessionRecord, run: Run, name: str) -> list[Any]:
    vein = VEIN_TYPES.get(run.vein_type)
    on = _numbers(record, {site.id for site in record.sites if site.run_id == run.id})
    notes = [run.note] if run.note else []
    if run.session_id != record.session.id:
        notes.insert(0, "drawn in an earlier session")
    return [
        name,
        f"{vein.letter} · {vein.name}" if vein else run.vein_type,
        f"{measures.mm_number(run.diameter_um)} mm" if run.diameter_um is not None else "–",
        _course(atlas, run),
        _in_words(on) if on else "not treated",
        "\n".join(notes),
    ]


def _course(atlas: Atlas, run: Run) -> str:
    """The regions at both ends of a vein, the one it was drawn from first."""
    ends = [atlas.region_at(run.points[0]), atlas.region_at(run.points[-1])]
    named = [region_name(atlas, code, run.side) for code in dict.fromkeys(ends)]
    return named[0] if len(named) == 1 else f"{named[0]} to {named[1][0].lower()}{named[1][1:]}"


def marks(atlas: Atlas, record: SessionRecord, names: Mapping[str, str]) -> Iterator[Any]:
    """What was seen or scanned and not injected, and the notes that belong to a place."""
    if not record.marks:
        return
    rows = [
        [
            names[mark.id],
            MARK_KINDS.get(mark.kind, mark.kind),
            region_name(atlas, mark.place.region, mark.place.side),
            f"{measures.cm_number(mark.distance_mm)} cm" if mark.distance_mm is not None else "",
            mark.note,
        ]
        for mark in record.marks
    ]
    yield heading("Marks and notes on the diagram")
    yield grid(["", "What", "Where", "Distance", "Note"], rows, [7 * mm, 42 * mm, 52 * mm, 17 * mm, 56 * mm], size=8)


def regions(atlas: Atlas, record: SessionRecord) -> Iterator[Any]:
    """What each region was given, the legs side by side."""
    sums = region_sums(record.sites, tuple(atlas.regions))
    if not sums:
        return
    own: dict[Side, list[RegionSum]] = {side: [one for one in sums if one.side == side] for side in ("right", "left")}
    rows = []
    for pair in zip_longest(own["right"], own["left"]):
        cells: list[Any] = []
        for one in pair:
            cells += (
                [region_name(atlas, one.region, one.side), str(one.injections), text.ml_number(one.volume_ul)]
                if one
                else [""] * 3
            )
        rows.append([*cells[:3], "", *cells[3:]])
    widths = [57 * mm, 12 * mm, 15 * mm]
    head = ["Region", "Sites", "ml"]
    yield CondPageBreak(min(len(rows), 4) * 6 * mm + 20 * mm)
    yield heading("Volume by region", keep=False)
    yield grid([*head, "", *head], rows, [*widths, WIDTH - 2 * sum(widths), *widths], size=8, right=(1, 2, 5, 6))


def region_name(atlas: Atlas, code: str, side: Side) -> str:
    """A region as it is called on this leg; an unknown code stands for itself."""
    region = atlas.regions.get(code)
    return region.name_of(side) if region else code


def _numbers(record: SessionRecord, ids: Collection[str]) -> list[int]:
    """The numbers of these sites, as they stand on the diagram."""
    return [number for number, site in numbered(list(record.sites)) if site.id in ids]


def _in_words(numbers: Sequence[int]) -> str:
    """ "site 3", "sites 1–4"."""
    return f"{'sites' if len(numbers) > 1 else 'site'} {ranges(numbers)}"


def ranges(numbers: Sequence[int]) -> str:
    """Numbers with runs of them drawn together: "1–9, 12, 14–16"."""
    parts = []
    for _, members in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        run = [number for _, number in members]
        parts.append(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}")
    return ", ".join(parts)
