"""The treated areas for a patient: a small picture of the legs from the front and from behind, and plain words."""

from collections.abc import Sequence

from sclerochart.domain.atlas import Atlas, mirrored
from sclerochart.domain.diagram import Drawing
from sclerochart.domain.layout import eight_views
from sclerochart.domain.leg import SIDES, View
from sclerochart.domain.session import Site
from sclerochart.domain.shapes import Path, Shape, Text, transformed

_TINT, _WORDS = "#1f6f8b", "#1c2833"
_VIEWS: tuple[tuple[View, str], ...] = (("anterior", "Front"), ("posterior", "Back"))
_HEADING_MM, _GAP_MM = 8.0, 6.0

_PLAIN = (
    ("popliteal fossa", "back of the knee"),
    ("dorsum of foot", "top of the foot"),
    ("medial border of foot", "inner edge of the foot"),
    ("lateral border of foot", "outer edge of the foot"),
    ("sole of foot", "sole of the foot"),
    ("anterior shin", "shin"),
    ("posterior calf", "calf"),
    ("anterior ", "front of the "),
    ("posterior ", "back of the "),
    ("medial ", "inner "),
    ("lateral ", "outer "),
)


def picture(atlas: Atlas, sites: Sequence[Site], *, height: float) -> Drawing:
    """Both legs from the front and from behind with the treated regions tinted, `height` mm high."""
    sheet = eight_views(atlas)
    panels = [sheet.panel(side, view) for view, _ in _VIEWS for side in SIDES]
    k = (height - _HEADING_MM) / (max(panel.box[3] for panel in panels) - min(panel.box[1] for panel in panels))
    bottom = min(panel.box[1] for panel in panels)
    shapes: list[Shape] = []
    x = 0.0
    for view, name in _VIEWS:
        pair = [sheet.panel(side, view) for side in SIDES]
        left, right = min(panel.box[0] for panel in pair), max(panel.box[2] for panel in pair)
        for panel in pair:
            treated = {site.region for site in sites if site.place.side == panel.side}
            drawn = [transformed(path, 1.0, panel.x, panel.y) for path in atlas.shapes(panel.side, view, "light")]
            for code in sorted(treated & set(atlas.regions_in(view))):
                outline = atlas.region_outline(view, code)
                tint = Path(mirrored(outline) if panel.side == "right" else outline, fill=_TINT, fill_opacity=0.62)
                drawn.append(transformed(tint, 1.0, panel.x, panel.y))
            shapes += [transformed(shape, k, x - k * left, -k * bottom) for shape in drawn]
            middle = x + k * ((panel.box[0] + panel.box[2]) / 2 - left)
            shapes.append(Text(middle, height - 6.6, panel.side.capitalize(), 2.6, _WORDS))
        shapes.append(Text(x + k * (right - left) / 2, height - 2.6, name, 3.3, _WORDS, bold=True))
        x += k * (right - left) + _GAP_MM
    return Drawing(x - _GAP_MM, height, tuple(shapes))


def in_words(atlas: Atlas, sites: Sequence[Site]) -> list[str]:
    """One line for each leg that was treated: "Right leg: outer thigh, inner knee"."""
    lines = []
    for side in ("right", "left"):
        treated = {site.region for site in sites if site.place.side == side}
        names = [plain_name(region.name) for code, region in atlas.regions.items() if code in treated]
        if names:
            lines.append(f"{side.capitalize()} leg: {', '.join(dict.fromkeys(names))}.")
    return lines


def plain_name(name: str) -> str:
    """A region as a patient says it, without the thirds: "anterior thigh, lower third" is "front of the thigh"."""
    plain = name.split(",")[0]
    for clinical, everyday in _PLAIN:
        if clinical in plain:
            return plain.replace(clinical, everyday)
    return plain
