"""What is mixed before it is injected: dilution, foam, vials, and a line by body weight. Exact, in whole units.

Volumes in µl, strengths in µg/ml, masses in ng, weight in g. A mixture that has no whole strength in µg/ml is refused
rather than rounded.
"""

from fractions import Fraction

from sclerochart.domain.errors import UserError


def diluted_strength(ug_per_ml: int, *, stock_ul: int, diluent_ul: int) -> int:
    """The strength of `stock_ul` of a stock topped up with `diluent_ul`: 1 % 300 + 700 is 3000 µg/ml."""
    made = Fraction(ug_per_ml * stock_ul, stock_ul + diluent_ul)
    if made.denominator != 1:
        raise UserError("This mixture has no exact strength in µg/ml. Choose other volumes. Nothing was changed.")
    return made.numerator


def stock_volume(injected_ul: int, stock_ug_per_ml: int, diluted_ug_per_ml: int) -> Fraction:
    """How much of the stock an injected volume of the dilution holds."""
    return Fraction(injected_ul * diluted_ug_per_ml, stock_ug_per_ml)


def foam_liquid(foam_ul: int, *, liquid_parts: int, gas_parts: int) -> int:
    """The liquid in a volume of foam (solution and gas together), to the µl below."""
    return foam_ul * liquid_parts // (liquid_parts + gas_parts)


def containers(used_ul: int, container_ul: int) -> tuple[int, int]:
    """How many vials or ampoules a volume opens, and what is left in them."""
    opened = -(-used_ul // container_ul)
    return opened, opened * container_ul - used_ul


def weight_line_ng(ug_per_kg: int, *, weight_g: int | None) -> int | None:
    """A label's mass per kilogram for this weight; None without a recorded weight, which is never assumed."""
    return None if weight_g is None else ug_per_kg * weight_g
