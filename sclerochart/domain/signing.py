"""What a session still lacks before it is signed: facts that were not recorded, never a judgement on them."""

from collections.abc import Iterable, Iterator, Sequence

from sclerochart.domain import text
from sclerochart.domain.ledger import preparation_name, product_name
from sclerochart.domain.people import Practitioner
from sclerochart.domain.products import shipped_products
from sclerochart.domain.session import Preparation, Site


def missing(sites: Sequence[Site], preparations: Iterable[Preparation], practitioner: Practitioner) -> tuple[str, ...]:
    """Everything that a complete record would hold and this one does not, each in a few words."""
    return tuple(_missing(sites, preparations, practitioner))


def _missing(sites: Sequence[Site], preparations: Iterable[Preparation], practitioner: Practitioner) -> Iterator[str]:
    unnamed = sum(site.preparation_id is None for site in sites)
    if unnamed:
        yield f"preparation of {text.count(unnamed, 'site')}"
    used = {site.preparation_id for site in sites}
    for preparation in preparations:
        if preparation.id in used:
            lacks = [
                word
                for word, known in (
                    ("product", _product_named(preparation)),
                    ("strength", preparation.ug_per_ml),
                    ("lot", preparation.lot.strip()),
                    ("expiry", preparation.expiry),
                )
                if not known
            ]
            if lacks:
                named = product_name(preparation)
                of = preparation_name(preparation) if named else f"preparation {preparation.position}"
                yield f"{listed(lacks)} of {of}"
    lacks = [
        word
        for word, known in (("name", practitioner.name.strip()), ("registration", practitioner.registration.strip()))
        if not known
    ]
    if lacks:
        yield f"practitioner’s {listed(lacks)}"


def _product_named(preparation: Preparation) -> bool:
    """Whether there is a name, and not only the one under which anything else is picked from the list."""
    shipped = shipped_products().get(preparation.product_id)
    placeholder = shipped.brand if shipped is not None and not shipped.ug_per_ml else ""
    return product_name(preparation) not in ("", placeholder)


def listed(words: Sequence[str]) -> str:
    """Words as a list in a sentence: "lot", "lot and expiry", "strength, lot and expiry"."""
    return " and ".join(part for part in (", ".join(words[:-1]), words[-1]) if part)


def missing_text(items: Sequence[str]) -> str:
    """The sentence beside the button; empty when nothing is missing."""
    return f"Not recorded yet: {'; '.join(items)}." if items else ""
