"""Holds the finished atlas against its source and its bounds; `generate.py --check` runs it.

What the program computes from the files (regions, visibility, tiles) is compared with the mesh and with exact geometry.
"""

import itertools
import sys
from pathlib import Path

import numpy as np
import regions as rg
from shapely.geometry import Polygon
from shapely.ops import unary_union

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from sclerochart.domain.atlas import Atlas, Command
from sclerochart.domain.leg import VIEWS

LIMITS = {"drawing.txt": 60_000, "regions.txt": 12_000, "depth.bin": 120_000}
TOTAL = 800_000
TILING = 0.01  # mm²


def area_of(commands: tuple[Command, ...], n: int = 8):
    """The even-odd area of closed paths as a polygon, curves flattened to `n` lines each."""
    t = np.linspace(0, 1, n + 1)[1:, None]
    loops, here = [], None
    for op, values in commands:
        if op == "M":
            here = np.array(values)
            loops.append([here[None]])
        elif op == "C":
            a, b, c = np.array(values).reshape(3, 2)
            loops[-1].append(here * (1 - t) ** 3 + 3 * a * t * (1 - t) ** 2 + 3 * b * t * t * (1 - t) + c * t**3)
            here = c
    shapes = sorted((Polygon(np.concatenate(loop)).buffer(0) for loop in loops), key=lambda shape: -shape.area)
    whole = shapes[0]
    for shape in shapes[1:]:
        whole = whole.symmetric_difference(shape)
    return whole


def faults(files, limb, marks):
    """Sentences about what is wrong with the files (name -> bytes); prints the figures."""
    out = []
    atlas = Atlas.parse(files["atlas.json"], files)
    for (name, data), (suffix, limit) in itertools.product(files.items(), LIMITS.items()):
        if name.endswith(suffix) and len(data) > limit:
            out.append(f"{name} is {len(data)} bytes")
    total = sum(map(len, files.values()))
    if total > TOTAL:
        out.append(f"all files are {total} bytes")
    print(f"all files: {total} bytes")
    for view in VIEWS:
        silhouette = area_of(atlas.drawing(view)[0].commands)
        tiles = [area_of(atlas.region_outline(view, code)) for code in atlas.regions_in(view)]
        union = unary_union(tiles)
        gap, overlap = silhouette.difference(union).area, sum(t.area for t in tiles) - union.area
        beyond = union.difference(silhouette).area
        print(f"{view}: {len(tiles)} regions, gap {gap:.4f}, overlap {overlap:.4f}, beyond {beyond:.4f} mm²")
        if max(gap, overlap, beyond) > TILING:
            out.append(f"the regions of the {view} view do not tile it")
    # the rule for a click and the rule for rasters
    points = np.round(limb.vertices[limb.vertices[:, 0] > 0][::17] * 10).astype(int)
    numbers = rg.classify(points / 10, limb.axis, marks)
    wrong = sum(atlas.region_at(tuple(p)) != rg.CODES[k] for p, k in zip(points.tolist(), numbers, strict=True))
    print(f"region of {len(points)} vertices: {wrong} differ between a click and the raster")
    if wrong:
        out.append(f"{wrong} vertices have another region by a click than by the raster")
    return out
