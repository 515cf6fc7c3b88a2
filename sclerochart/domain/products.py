"""The sclerosants a preparation can name, and the reference lines their labels offer.

A line is only offered: the clinic adopts it, and until then there is no line. A line per kilogram is a sentence of the
label and is never worked out for a patient.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal

from sclerochart import assets
from sclerochart.domain.text import decimal
from sclerochart.domain.toml_tables import Table, read_tables

SCHEMA = "sclerochart.products/1"
CONFIDENCES = {
    "label-read": "read on this label",
    "label-translated": "read on the label of another country",
    "unverified": "not checked against a label",
}
VEIN_TYPES = ("tel", "tel-matted", "tel-central", "ret", "var-small", "corona")

Form = Literal["liquid", "foam"]
Kind = Literal["session-volume", "daily-mg-per-kg"]


@dataclass(frozen=True, slots=True)
class ReferenceLine:
    """A number that a named label states, offered to the clinic: `ul` microlitres a session, or `ug_per_kg` a day."""

    product_id: str
    form: Form
    kind: Kind
    ul: int | None
    ug_per_kg: int | None
    label: str
    source: str
    confidence: str

    @property
    def key(self) -> str:
        """Names this line among all products, for what the clinic adopts."""
        return f"{self.product_id}/{self.form}/{self.kind}"

    def sentence(self) -> str:
        """What the label says, for reading: “10 ml of liquid a session”, “2 mg per kg of body weight a day”."""
        if self.ul is not None:
            return f"{decimal(self.ul, 3)} ml of {self.form} a session"
        return f"{decimal(self.ug_per_kg or 0, 3)} mg per kg of body weight a day"


@dataclass(frozen=True, slots=True)
class Figure:
    """One statement about a product with where it was read and how surely."""

    what: str
    words: str
    source: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Product:
    """A sclerosant as bought. Strength in µg/ml (0: the clinic enters it), volumes in µl; None where no label says."""

    id: str
    brand: str
    substance: str
    atc: str
    ug_per_ml: int
    container: str
    container_ul: int | None
    vein_types: tuple[str, ...]
    vein_words: str
    foam: bool | None
    per_site_ul_min: int | None
    per_site_ul_max: int | None
    foam_per_site_ul_min: int | None
    foam_per_site_ul_max: int | None
    lines: tuple[ReferenceLine, ...]
    excipients: tuple[str, ...]
    basis: str
    figures: tuple[Figure, ...]
    sources: tuple[str, ...]


@cache
def shipped_products() -> Mapping[str, Product]:
    """The products that come with the program, by id, in the order of the file."""
    name = "products/products.toml"
    return MappingProxyType(parse_products(assets.read_text(name), file=name))


def parse_products(text: str, *, file: str = "products.toml") -> dict[str, Product]:
    """Products by id from the text of a products file; UserError names file, line and key."""
    top = read_tables(text, file)
    top.one_of("schema", (SCHEMA,))
    named = top.table("sources")
    sources = {key: named.table(key).text("text") for key in named.values}
    products: dict[str, Product] = {}
    for row in top.tables("product"):
        product = _product(row, sources)
        if product.id in products:
            raise row.wrong("id", f"There are two products “{product.id}”.")
        products[product.id] = product
    return products


def _product(row: Table, sources: Mapping[str, str]) -> Product:
    strength, pack, veins, foam = (row.table(key) for key in ("strength", "pack", "veins", "foam"))
    liquid_sites, foam_sites = _per_site(row, "liquid"), _per_site(row, "foam")
    figures = tuple(_figures(row, sources))
    for code in veins.texts("codes"):
        if code not in VEIN_TYPES:
            raise veins.wrong("codes", f"“{code}” is not a vein type; use {', '.join(VEIN_TYPES)}.")
    return Product(
        id=row.text("id"),
        brand=row.text("brand"),
        substance=row.text("substance", ""),
        atc=row.text("atc", ""),
        ug_per_ml=strength.thousandths("mg_per_ml") or 0,
        container=row.text("container", ""),
        container_ul=pack.thousandths("ml"),
        vein_types=veins.texts("codes"),
        vein_words=veins.text("words", ""),
        foam=foam.flag("licensed"),
        per_site_ul_min=liquid_sites[0],
        per_site_ul_max=liquid_sites[1],
        foam_per_site_ul_min=foam_sites[0],
        foam_per_site_ul_max=foam_sites[1],
        lines=tuple(_line(line, row.text("id"), sources=sources) for line in row.tables("lines")),
        excipients=row.table("excipients").texts("list"),
        basis=row.text("basis"),
        figures=figures,
        sources=tuple(dict.fromkeys(figure.source for figure in figures)),
    )


def _line(row: Table, product_id: str, *, sources: Mapping[str, str]) -> ReferenceLine:
    form: Form = "foam" if row.one_of("form", ("liquid", "foam")) == "foam" else "liquid"
    by_volume = row.one_of("kind", ("session-volume", "daily-mg-per-kg")) == "session-volume"
    unit = "ml" if by_volume else "mg_per_kg"
    value = row.thousandths(unit)
    if value is None:
        raise row.wrong(unit, "This is needed and is missing.")
    return ReferenceLine(
        product_id=product_id,
        form=form,
        kind="session-volume" if by_volume else "daily-mg-per-kg",
        ul=value if by_volume else None,
        ug_per_kg=None if by_volume else value,
        label=row.text("label"),
        source=_source(row, sources),
        confidence=row.one_of("confidence", CONFIDENCES),
    )


def _per_site(row: Table, form: str) -> tuple[int | None, int | None]:
    for site in row.tables("per_site"):
        if site.one_of("form", ("liquid", "foam")) == form:
            least, most = site.thousandths("ml_min"), site.thousandths("ml_max")
            if least is None or most is None or least > most:
                raise site.wrong("ml_min", "The least and the greatest volume are needed, in that order.")
            return least, most
    return None, None


def _figures(row: Table, sources: Mapping[str, str]) -> Iterator[Figure]:
    """Every number of one product in words, each with its own source."""

    def figure(part: Table, what: str, *, words: str) -> Figure:
        return Figure(what, words, _source(part, sources), part.one_of("confidence", CONFIDENCES))

    strength, pack, veins, foam = (row.table(key) for key in ("strength", "pack", "veins", "foam"))
    if strength.values:
        yield figure(strength, "Strength", words=f"{decimal(strength.thousandths('mg_per_ml') or 0, 3)} mg/ml")
    if pack.values:
        yield figure(pack, "Pack", words=f"{decimal(pack.thousandths('ml') or 0, 3)} ml {row.text('container')}")
    if veins.values:
        yield figure(veins, "Veins", words=veins.text("words"))
    if foam.values:
        yield figure(foam, "Foam", words="on the label" if foam.flag("licensed") else "not on the label")
    for site in row.tables("per_site"):
        least, most = _per_site(row, site.text("form"))
        words = f"{decimal(least or 0, 3)}–{decimal(most or 0, 3)} ml of {site.text('form')}"
        yield figure(site, "Each site", words=words)
    for line in row.tables("lines"):
        yield figure(line, "Reference line", words=_line(line, row.text("id"), sources=sources).sentence())
    excipients = row.table("excipients")
    if excipients.values:
        yield figure(excipients, "Excipients", words=", ".join(excipients.texts("list")))
    for other in row.tables("figures"):
        yield figure(other, other.text("what"), words=other.text("words"))


def _source(row: Table, sources: Mapping[str, str]) -> str:
    """The source in words; every number must name one that the file lists."""
    key = row.text("source")
    if key not in sources:
        raise row.wrong("source", f"“{key}” is not among the sources of this file.")
    return sources[key]
