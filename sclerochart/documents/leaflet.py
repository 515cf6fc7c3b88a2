"""The aftercare leaflet: one sheet of two sides in large type, from the clinic's own rules, with real dates."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.platypus import KeepTogether, PageBreak, Paragraph, Table

from sclerochart.documents import fonts, pdf, treated_areas
from sclerochart.documents.parts import Picture, markup, plain_table, style, words
from sclerochart.documents.record import patient_line
from sclerochart.domain import atlas, text
from sclerochart.domain.aftercare import Leaflet, Section, key_dates
from sclerochart.domain.moments import Moment
from sclerochart.domain.purpose import ON_A_LEAFLET
from sclerochart.domain.record import SessionRecord

TITLE = "Aftercare leaflet"
SIZES = (13.5, 13.0, 12.5, 12.0)
"""Type sizes in points, the largest that fits on two sides is taken."""
SMALLER = (11.5, 11.0, 10.5, 10.0, 9.5, 9.0)
"""For what fits in none of them, such as a name of three lines with every region: one sheet is better than two."""

_SIDE = 16 * mm
_ATTEMPTS = (
    *((size, "roomy") for size in SIZES[:2]),
    *((size, "dated") for size in SIZES),
    *((size, "turned") for size in SIZES),
    *((size, "plain") for size in SIZES),
    (SIZES[-1], "short"),
    *((size, layout) for size in SMALLER for layout in ("turned", "short")),
)
_EXPECTATIONS = ("normal", "less-common")
_FIRST_SIDE = ("straight-after", "hosiery", "avoid", "helps")
_TURNED = ("helps",)
_CALLS = {"call-now": "#1c2833", "call-today": "#6b5220", "call-open": "#2b5a73"}
_DATE = re.compile(
    r"((?:[A-Z][a-z]+day )?\d{1,2}\s(?:January|February|March|April|May|June|July|August|September|October|November|"
    r"December)(?: \d{4})?(?:, \d\d:\d\d)?)"
)


def leaflet_pdf(
    record: SessionRecord,
    leaflet: Leaflet,
    *,
    printed_at: Moment,
    report: Callable[[int, int], None] | None = None,
) -> bytes:
    """The leaflet as a PDF of two sides where its words allow it."""
    tell = report or (lambda done, total: None)
    frame = pdf.PageFrame(
        title=TITLE,
        clinic=record.clinic.name or "Clinic: ______________________",
        patient=patient_line(record.patient),
        note=f"Instructions of this clinic. Approved: {leaflet.approved}. "
        f"Version {leaflet.digest[:16]}. {ON_A_LEAFLET}",
        printed_at=printed_at,
        side=_SIDE,
        foot=17 * mm,
    )
    for number, (size, layout) in enumerate(_ATTEMPTS):
        tell(number, len(_ATTEMPTS))
        made = pdf.build(list(_story(record, leaflet, size, layout)), frame)
        if made.pages <= 2:
            break
    tell(len(_ATTEMPTS), len(_ATTEMPTS))
    return made.pdf


def _story(record: SessionRecord, leaflet: Leaflet, size: float, layout: str) -> Iterator[Any]:
    """The two sides: what to do, then what to expect and whom to call. "roomy" has the expectations on the first side,
    "turned" has what helps on the second, "plain" leaves out the list of dates, "short" does both."""
    width = A4[0] - 2 * _SIDE
    first = _FIRST_SIDE + (_EXPECTATIONS if layout == "roomy" else ())
    first = tuple(code for code in first if layout not in ("turned", "short") or code not in _TURNED)
    calls = [section for section in leaflet.sections if section.code in _CALLS]
    yield from _opening(record, leaflet, size, width)
    if layout not in ("plain", "short"):
        yield from _dates(leaflet, size, width)
    for section in leaflet.sections:
        if section.code in first:
            yield from _section(section, size)
    yield PageBreak()
    for section in leaflet.sections:
        if calls and section == calls[0]:
            yield KeepTogether(list(_calls(record, calls, size, width)))
        elif section.code not in (*first, *_CALLS):
            yield from _section(section, size)


def _opening(record: SessionRecord, leaflet: Leaflet, size: float, width: float) -> Iterator[Any]:
    treated = leaflet.treated_at.local()
    left = [
        words("After your leg vein treatment", size=22, bold=True, leading=1.15, after=4),
        words(f"For {record.patient.name}", size=size, bold=True),
        words(f"Treated on {text.long_date(treated.date())} at {text.clock(treated)}", size=size, after=5),
    ]
    lacking = fonts.unprintable([record.patient.name, record.clinic.name])
    if lacking:
        left.append(
            words(f"A name here is written in {' and '.join(lacking)}, which cannot be printed yet.", size=size)
        )
    if not record.sites:
        yield from left
        yield from _phones(record, size, width)
        return
    legs = atlas.shipped()
    shown = treated_areas.picture(legs, record.sites, height=52)
    small = min(size, max(size - 1, SIZES[-1]))
    left += [words(line, size=small, after=2) for line in treated_areas.in_words(legs, record.sites)]
    room = (shown.width + 6) * mm
    yield plain_table([[left, Picture(shown.shapes, shown.width, shown.height)]], [width - room, room])
    yield from _phones(record, size, width)


def _phones(record: SessionRecord, size: float, width: float) -> Iterator[Any]:
    clinic = record.clinic
    number = markup(clinic.phone) if clinic.phone else "______________________"
    said = f"Questions? Call {markup(clinic.name) or 'us'}: <b>{number}</b>"
    if clinic.out_of_hours:
        said += f"<br/>When we are closed: <b>{markup(clinic.out_of_hours)}</b>"
    yield _band([Paragraph(said, style(size))], width, "#eaf1f4", pdf.ACCENT)


def _band(blocks: Sequence[Any], width: float, ground: str, edge: str) -> Any:
    """Blocks on a tinted ground with a coloured edge at the left."""
    return Table(
        [[list(blocks)]],
        colWidths=[width],
        spaceBefore=5,
        spaceAfter=3,
        style=[
            ("FONTNAME", (0, 0), (-1, -1), fonts.REGULAR),
            ("BACKGROUND", (0, 0), (-1, -1), HexColor(ground)),
            ("LINEBEFORE", (0, 0), (0, -1), 3, HexColor(edge)),
            ("LEFTPADDING", (0, 0), (-1, -1), 9),
            ("RIGHTPADDING", (0, 0), (-1, -1), 8),
            ("TOPPADDING", (0, 0), (-1, -1), 4),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 6),
        ],
    )


def _dates(leaflet: Leaflet, size: float, width: float) -> Iterator[Any]:
    marks = key_dates(leaflet)
    if not marks:
        return
    yield _title("Your dates", size)
    room = size * 6.6
    rows = [
        [
            words(
                f"{text.long_date(mark.day)[:3]} {text.short_date(mark.day)[:-5]}", size=size, bold=True, leading=1.3
            ),
            words(mark.words.replace(" · ", "\u00a0· "), size=size, leading=1.3),
        ]
        for mark in marks
    ]
    yield plain_table(rows, [room, width - room], below=1.0)


def _title(words_: str, size: float, *, colour: str = pdf.ACCENT) -> Any:
    return words(words_, size=size + 2, bold=True, colour=colour, before=7, after=1.5, keep=True, leading=1.25)


def _section(section: Section, size: float) -> Iterator[Any]:
    yield _title(section.title, size)
    yield from _bullets((line.text for line in section.lines), size)


def _bullets(lines: Iterable[str], size: float) -> Iterator[Any]:
    for line in lines:
        yield Paragraph(_DATE.sub(r"<b>\1</b>", markup(line)), _bullet_style(size), bulletText="•")


def _bullet_style(size: float) -> Any:
    made = style(size, leading=1.3, after=1.5).clone(f"bullet-{size}")
    made.leftIndent, made.bulletIndent = size * 1.15, 2
    made.bulletFontName, made.bulletFontSize = fonts.REGULAR, size
    return made


def _calls(record: SessionRecord, sections: Sequence[Section], size: float, width: float) -> Iterator[Any]:
    """The three kinds of call, the most urgent first, each on a ground of its own with the number beside it."""
    clinic = record.clinic
    numbers = {
        "call-now": clinic.emergency_number,
        "call-today": "; ".join(
            part
            for part in (clinic.phone, f"when we are closed: {clinic.out_of_hours}" if clinic.out_of_hours else "")
            if part
        ),
        "call-open": clinic.phone,
    }
    for section in sections:
        colour = _CALLS[section.code]
        heading = [words(section.title, size=size + 2, bold=True, colour=colour, leading=1.25, after=1)]
        if section.code != "call-now":
            heading.append(words(numbers[section.code] or "Telephone: ______________________", size=size, bold=True))
        yield _band([*heading, *_bullets((line.text for line in section.lines), size)], width, "#f6f3ee", colour)
