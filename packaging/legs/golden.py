"""Makes `tests/data/golden_clicks.json`: 300 clicks and the place each is on, from the committed atlas.

They change only with the atlas's `space` or `regions`; run this only when one of those versions was changed.

python packaging/legs/golden.py
"""

import json
import random
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
from sclerochart.domain.atlas import shipped
from sclerochart.domain.leg import INSET_VIEWS, LARGE_VIEWS, SIDES, Spot

OUT = ROOT / "tests" / "data" / "golden_clicks.json"


def main():
    atlas, chance = shipped(), random.Random(20_261_121)
    clicks = []
    for side in SIDES:
        for view in LARGE_VIEWS + INSET_VIEWS:
            x0, y0, x1, y1 = atlas.bounds(view)
            wanted = 30 if view in LARGE_VIEWS else 15
            while wanted:
                x, y = round(chance.uniform(x0, x1), 1), round(chance.uniform(y0, y1), 1)
                spot = Spot(side, view, x if side == "left" else -x, y)
                place = atlas.place(spot)
                if place and not any(seen.grazing for seen in atlas.spots(side, place.point) if seen.spot.view == view):
                    clicks.append([side, view, spot.x, spot.y, *place.point, place.region])
                    wanted -= 1
    head = {"space": atlas.space, "regions": atlas.regions_version, "columns": "side view x y (mm) point (0.1 mm) region"}
    lines = ",\n".join("  " + json.dumps(click) for click in clicks)
    OUT.write_text(json.dumps(head)[:-1] + ', "clicks": [\n' + lines + "\n]}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
