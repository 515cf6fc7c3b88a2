"""The shipped products: exact integers, each with its source."""

import pytest

from sclerochart import assets
from sclerochart.domain.errors import UserError
from sclerochart.domain.products import CONFIDENCES, VEIN_TYPES, parse_products, shipped_products

NAME = "products/products.toml"


@pytest.mark.parametrize(
    ("product_id", "ug_per_ml", "container_ul", "per_site_ul", "lines"),
    [
        ("fibrovein-0.2", 2_000, 5_000, (100, 1_000), {"liquid": 10_000}),
        ("fibrovein-0.5", 5_000, 2_000, (100, 1_000), {"liquid": 10_000}),
        ("fibrovein-1", 10_000, 2_000, (100, 1_000), {"liquid": 10_000, "foam": 16_000}),
        ("fibrovein-3", 30_000, 2_000, (500, 2_000), {"liquid": 4_000, "foam": 16_000}),
        ("aethoxysklerol-0.25", 2_500, 2_000, (100, 200), {}),
        ("aethoxysklerol-0.5", 5_000, 2_000, (100, 200), {}),
        ("aethoxysklerol-1", 10_000, 2_000, (100, 300), {"foam": 10_000}),
        ("asclera-0.5", 5_000, 2_000, (100, 300), {"liquid": 10_000}),
        ("asclera-1", 10_000, 2_000, (100, 300), {"liquid": 10_000}),
        ("sotradecol-1", 10_000, 2_000, (500, 2_000), {"liquid": 10_000}),
        ("other", 0, None, (None, None), {}),
    ],
)
def test_each_shipped_product_has_its_label_numbers_as_exact_integers(
    product_id: str,
    ug_per_ml: int,
    *,
    container_ul: int | None,
    per_site_ul: tuple[int | None, int | None],
    lines: dict[str, int],
) -> None:
    product = shipped_products()[product_id]
    assert product.ug_per_ml == ug_per_ml
    assert product.container_ul == container_ul
    assert (product.per_site_ul_min, product.per_site_ul_max) == per_site_ul
    assert {line.form: line.ul for line in product.lines if line.kind == "session-volume"} == lines


def test_eleven_products_ship_in_the_order_of_the_file() -> None:
    ids = list(shipped_products())
    assert (ids[0], ids[-1], len(ids)) == ("fibrovein-0.2", "other", 11)


def test_every_number_names_a_source_in_words_and_how_surely_it_was_read() -> None:
    for product in shipped_products().values():
        for figure in product.figures:
            assert len(figure.source) > 10
            assert figure.confidence in CONFIDENCES
        for line in product.lines:
            assert line.source in product.sources
            assert line.confidence in CONFIDENCES


def test_a_dose_read_on_a_sister_label_never_passes_for_the_label_itself() -> None:
    for product in shipped_products().values():
        for line in product.lines:
            abroad = product.id.startswith(("fibrovein", "aethoxysklerol"))
            assert (line.confidence == "label-translated") == abroad
            assert "UK" not in line.label


def test_a_line_per_kilogram_is_a_sentence_and_has_no_volume_to_measure_against() -> None:
    product = shipped_products()["aethoxysklerol-0.5"]
    (line,) = product.lines
    assert (line.kind, line.ul, line.ug_per_kg) == ("daily-mg-per-kg", None, 2_000)
    assert line.sentence() == "2 mg per kg of body weight a day"


def test_a_volume_line_reads_as_its_label_says() -> None:
    liquid, foam = shipped_products()["fibrovein-1"].lines
    assert liquid.sentence() == "10 ml of liquid a session"
    assert foam.sentence() == "16 ml of foam a session"
    assert foam.label == "label, Italy (solution and air)"


def test_every_offered_line_has_a_key_of_its_own() -> None:
    keys = [line.key for product in shipped_products().values() for line in product.lines]
    assert len(keys) == len(set(keys))
    assert "fibrovein-0.2/liquid/session-volume" in keys


def test_foam_is_said_only_where_a_label_says_yes_or_no() -> None:
    foam = {product.id: product.foam for product in shipped_products().values()}
    assert foam["fibrovein-0.2"] is False
    assert foam["fibrovein-1"] is True
    assert foam["aethoxysklerol-0.25"] is False
    assert foam["aethoxysklerol-1"] is True
    assert foam["asclera-1"] is None


def test_vein_types_are_codes_of_the_chart() -> None:
    for product in shipped_products().values():
        assert set(product.vein_types) <= set(VEIN_TYPES)


def test_a_number_without_a_listed_source_is_refused_with_its_line() -> None:
    text = assets.read_text(NAME).replace('source = "sotradecol-us"', 'source = "hearsay"', 1)
    line = text[: text.index('"hearsay"')].count("\n") + 1
    with pytest.raises(UserError, match=rf"^mine\.toml, line {line}, source: .*hearsay"):
        parse_products(text, file="mine.toml")


@pytest.mark.parametrize(
    ("was", "becomes", "key"),
    [
        ("mg_per_ml = 2.5", "mg_per_ml = 2.50001", "mg_per_ml"),
        ("ml_min = 0.1, ml_max = 1.0", "ml_min = 1.0, ml_max = 0.1", "ml_min"),
        ('codes = ["tel"]', 'codes = ["spider"]', "codes"),
        ('kind = "session-volume"', 'kind = "weekly"', "kind"),
        ('kind = "session-volume", ml = 10', 'kind = "session-volume"', "ml"),
        ('confidence = "label-read"', 'confidence = "sure"', "confidence"),
        ('id = "fibrovein-0.5"', 'id = "fibrovein-0.2"', "id"),
        ('schema = "sclerochart.products/1"', 'schema = "sclerochart.products/2"', "schema"),
    ],
)
def test_a_mistake_in_the_file_is_refused_with_file_line_and_key(was: str, becomes: str, *, key: str) -> None:
    text = assets.read_text(NAME)
    line = text[: text.index(was)].count("\n") + 1
    with pytest.raises(UserError, match=rf"^mine\.toml, line {line}, {key}: "):
        parse_products(text.replace(was, becomes, 1), file="mine.toml")
