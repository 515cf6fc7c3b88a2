"""The pages of a treatment record that carry pictures and the long table: diagram, sites, photographs, fingerprint."""

import io
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Image, KeepTogether, Spacer

from sclerochart.documents.parts import NOT_RECORDED, Picture, QrCode, grid, heading, plain_table, words
from sclerochart.documents.pdf import QUIET, WIDE_HEIGHT, WIDE_WIDTH, WIDTH
from sclerochart.documents.pictures import BOX_MM, DPI, PrintedPhoto
from sclerochart.documents.record_findings import region_name
from sclerochart.domain import text
from sclerochart.domain.atlas import Atlas
from sclerochart.domain.diagram import Drawing, sheet_shapes
from sclerochart.domain.layout import BESIDE, LEG_WORDS
from sclerochart.domain.ledger import Ledger, product_name
from sclerochart.domain.photo import Photo, in_order, when
from sclerochart.domain.record import SessionRecord
from sclerochart.domain.session import Site, numbered
from sclerochart.domain.vein_types import VEIN_TYPES

_LONG_NOTE = 90
_CAPTION = (
    "Each site stands in every view in which it can be seen, with the same number as in the table; hollow where the "
    "skin turns away.{named} The legs are a standard drawing, not the patient's."
)
_NAMED = " Small letters name the veins and marks that are listed after the sites."


def diagram(atlas: Atlas, record: SessionRecord) -> Iterator[Any]:
    """The eight views and the feet with numbered sites, veins and marks, as large as the page allows."""
    yield heading("Where it was given" if record.sites else "What was seen")
    made = fitted(atlas, record, WIDE_WIDTH / mm, WIDE_HEIGHT / mm - 18)
    yield Picture(made.shapes, made.width, made.height)
    named = _NAMED if record.runs or record.marks else ""
    yield words(_CAPTION.format(named=named), size=7.5, colour=QUIET, before=3)


def fitted(atlas: Atlas, record: SessionRecord, width: float, height: float) -> Drawing:
    """The sheet in at most this room (mm); markers keep their size on paper."""
    made = sheet_shapes(atlas, record.sites, width=width, runs=record.runs, marks=record.marks)
    if made.height > height:
        narrow = width * height / made.height
        made = sheet_shapes(atlas, record.sites, width=narrow, runs=record.runs, marks=record.marks)
    return made


def sites(atlas: Atlas, record: SessionRecord, sums: Ledger, names: Mapping[str, str]) -> Iterator[Any]:
    """Every site by leg and region, with the number it has on the diagram and the name of the vein it lies on."""
    yield heading("Sites by leg and region")
    order = {code: index for index, code in enumerate(atlas.regions)}
    products = {
        each.id: f"{each.position} · {product_name(each) or 'product not recorded'}" for each in record.preparations
    }
    rows: list[list[Any]] = []
    groups = []
    for side in ("right", "left"):
        own = [(number, site) for number, site in numbered(list(record.sites)) if site.place.side == side]
        if not own:
            continue
        groups.append(len(rows))
        volume = sums.right_ul if side == "right" else sums.left_ul
        count = text.count(sum(site.injections for _, site in own), "site")
        rows.append([f"{LEG_WORDS[side]}  ·  {count}  ·  {text.ml(volume)}", *[""] * 6])
        own.sort(key=lambda pair: (order.get(pair[1].region, len(order)), pair[1].region, pair[0]))
        for region, members in groupby(own, key=lambda pair: pair[1].region):
            rows += [_site_row(atlas, region, number, site, products, names) for number, site in members]
    yield grid(
        ["No.", "Region", "View", "Vein type", "Preparation", "ml", "Note"],
        rows,
        [9 * mm, 50 * mm, 17 * mm, 37 * mm, 27 * mm, 13 * mm, 21 * mm],
        size=8,
        right=(5,),
        groups=groups,
        extra=[("LEFTPADDING", (6, 0), (6, -1), 7)],
    )
    long = [(number, site.note) for number, site in numbered(list(record.sites)) if len(site.note) > _LONG_NOTE]
    if long:
        yield heading("Notes on sites")
        for number, note in long:
            yield words(f"Site {number}: {note}", size=8.5, after=3)


def _site_row(
    atlas: Atlas, region: str, number: int, site: Site, products: Mapping[str, str], names: Mapping[str, str]
) -> list[Any]:
    vein = VEIN_TYPES.get(site.vein_type)
    notes = [site.note if len(site.note) <= _LONG_NOTE else "see below"] if site.note else []
    if site.run_id is not None and site.run_id in names:
        notes.insert(0, f"on vein {names[site.run_id]}")
    if site.corrected_region:
        marked = region_name(atlas, site.place.region, site.place.side)
        notes.insert(0, f"region set by hand; marked on: {marked}")
    return [
        str(number),
        region_name(atlas, region, site.place.side),
        BESIDE.get(site.place.view, site.place.view),
        f"{vein.letter} · {vein.name}" if vein else site.vein_type,
        products.get(site.preparation_id or "", "not named"),
        _volume(site),
        "\n".join(notes),
    ]


def _volume(site: Site) -> str:
    """The volume in ml; of an area the sum, and what it is made of."""
    if site.injections == 1:
        return text.ml_number(site.volume_ul)
    return f"{text.ml_number(site.total_ul)}\n{site.injections} × {text.ml_number(site.volume_ul)}"


def photographs(record: SessionRecord, pictures: Sequence[PrintedPhoto]) -> Iterator[Any]:
    """The photographs two by two in order of time, each with phase, leg, view, date and its file's fingerprint."""
    if not record.photos:
        yield heading("Photographs")
        yield words("No photographs were kept with this session.")
        return
    yield CondPageBreak(88 * mm)
    yield heading("Photographs")
    made = {each.photo.id: each for each in pictures}
    ordered = in_order(record.photos)
    gap = WIDTH - 2 * BOX_MM[0] * mm
    for index in range(0, len(ordered), 2):
        pair = ordered[index : index + 2]
        cells = [[_photograph(photo, made.get(photo.id)), _caption(photo)] for photo in pair]
        line: list[Any] = [cells[0], "", cells[1] if len(cells) > 1 else ""]
        yield plain_table([line], [BOX_MM[0] * mm, gap, BOX_MM[0] * mm], below=9)


def _photograph(photo: Photo, made: PrintedPhoto | None) -> Any:
    if made is None:
        return words("[ The picture of this photograph could not be read when this was printed. ]", size=9, after=20)
    scale = min(72 / DPI, BOX_MM[0] * mm / made.width, BOX_MM[1] * mm / made.height)
    picture = Image(io.BytesIO(made.jpeg), width=made.width * scale, height=made.height * scale)
    picture.hAlign = "LEFT"
    return picture


def _caption(photo: Photo) -> Any:
    leg = {"both": "both legs", "right": "right leg", "left": "left leg"}.get(photo.leg, photo.leg)
    where = ", ".join(part for part in (leg, photo.view) if part) or f"leg and view {NOT_RECORDED}"
    lines = [
        words(f"{photo.phase.capitalize()}  ·  {where}  ·  {when(photo)}", size=8.5, bold=True, before=3),
    ]
    if photo.note:
        lines.append(words(photo.note, size=8.5))
    lines.append(words(f"File as it came, SHA-256: {photo.sha256}", size=5.6, colour=QUIET))
    return lines if len(lines) > 1 else lines[0]


def fingerprint(digest: str) -> Iterator[Any]:
    """The journal's head as text and as a QR code, so that the vault can be checked against this paper."""
    said = [
        words(
            "The vault's journal stood at this fingerprint when this was printed. Kept on paper, it shows later "
            "whether anything recorded before was changed. To check: sclerochart verify, then the vault's folder, "
            "then --digest and the line below.",
            size=8,
            colour=QUIET,
            after=4,
        ),
        words(digest, size=8.5) if digest else words("No fingerprint was given.", size=8.5),
    ]
    side = 20 * mm
    code: Any = QrCode(digest, side=side) if digest else ""
    yield KeepTogether(
        [
            heading("Fingerprint of the journal"),
            Spacer(0, 2),
            plain_table([[code, said]], [side + 6 * mm, WIDTH - side - 6 * mm]),
        ]
    )
