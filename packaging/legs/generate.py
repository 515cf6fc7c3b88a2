"""Makes `assets/legs/` from the pinned wheel's CC0 data: drawings, regions, look-up rasters and `atlas.json`.

python packaging/legs/generate.py --wheel PATH --out assets/legs [--check]
"""

import argparse
import json
import pathlib
import sys

import curves as cv
import encode
import lines
import numpy as np
import regions as rg
import tone
import verify
from limb import SHAPE, Limb
from mesh import BASE_OBJ_SHA256, Source
from raster import Raster
from scipy import ndimage as ndi
from views import VIEWS, charted

VERSIONS = {"space": "limb-1", "regions": "regions-1", "drawing": "drawing-1"}
# dark to light; dense near the light end, or the middle of the limb would look flat
LEVELS = (
    *(0.580, 0.525, 0.475, 0.430, 0.385, 0.345, 0.310, 0.275, 0.245, 0.215),
    *(0.190, 0.165, 0.140, 0.120, 0.100, 0.080, 0.060, 0.040, 0.020),
)
FADE = 30  # mm over which the outline thins out towards the cut
CORNER = 13  # mm, radius of the corners that the cut makes with the outline


def _one_piece(mask):
    pieces, n = ndi.label(mask)
    if n > 1:
        mask = pieces == 1 + np.argmax(ndi.sum(mask, pieces, range(1, n + 1)))
    return ndi.binary_fill_holes(mask)


class Page:
    """One view on its way to paper: raster, charted mask, rest points (h, w, 3) mm and mm from the cut (h, w)."""

    def __init__(self, limb, view):
        self.limb, self.view = limb, view
        wanted = limb.in_limb & limb.in_foot if view.name == "sole" else limb.in_limb
        raster = Raster(limb.vertices, limb.triangles, view.right, view.up, view.toward, view.ppm, wanted)
        points = raster.attribute(limb.vertices)
        inside = charted(view, points, limb.groin)
        mask = self._rounded(_one_piece(raster.mask & (inside > 0)), points, inside)
        for _ in range(3):  # no single-pixel pinches or spurs
            mask = ndi.binary_fill_holes(ndi.gaussian_filter(mask.astype(float), 0.35 * view.ppm) > 0.5)
        mask = _one_piece(mask)
        hit = raster.mask & mask
        self.points, self.inside = tone.extended(points, hit), tone.extended(inside, hit)
        for name in ("depth", "tri", "b1", "b2"):
            setattr(raster, name, tone.extended(getattr(raster, name), hit))
        raster.mask = self.mask = mask
        self.raster = raster

    def _rounded(self, mask, points, inside):
        """The mask with the corners at its cut rounded off; the midline between the buttocks is no corner."""
        reach = CORNER * self.view.ppm * (0.5 if self.view.inset else 1)
        core = ndi.distance_transform_edt(np.pad(mask, 1))[1:-1, 1:-1] > reach
        opened = ndi.distance_transform_edt(~core) <= reach
        corner = (inside < 4 * CORNER) & ~((self.view.name == "posterior") & (points[..., 0] < 2 * CORNER))
        return mask & (opened | ~corner) if self.view.name != "sole" else mask

    def tiling(self, marks):
        """The regions of the view, slivers removed."""
        inset = self.view.inset
        numbers = np.where(self.mask, rg.classify(self.points, self.limb.axis, marks), 0)
        numbers = rg.without_slivers(numbers, self.mask, self.view.ppm, 40 if inset else 90)
        return rg.Tiling(numbers, self.raster, 1.0 if inset else 3.0, 0.10 if inset else 0.14)

    def drawing(self, tiling, marks):
        """The drawing file: a line a layer, `role`, grid per mm, paths; painted in order."""
        view, raster, mask, ppm = self.view, self.raster, self.mask, self.view.ppm
        calm = np.clip((self.points[..., 2] - 95) / 20, 0, 1)
        if view.name in ("medial", "lateral"):  # toes behind toes: only where one hides another
            calm = np.ones_like(calm)
        dark, ink = tone.fields(raster, self.limb.normals, mask, view.light, 0.35 if view.inset else 0.55, calm)
        fade = np.clip(self.inside / 34, 0, 1)
        dark *= 0.25 + 0.75 * fade * fade * (3 - 2 * fade)
        ink *= np.clip((self.inside - 2) / 10, 0, 1)
        heads = np.array(marks["heads"])
        past = self.points[..., 1] - np.interp(self.points[..., 0], heads[:, 0], heads[:, 1])
        if view.name in ("medial", "lateral"):
            ink *= np.clip((past - 2) / 10, 0, 1)
        elif view.name == "dorsum":  # the nails are drawn, not inked
            ink *= np.clip((21 - past) / 5, 0, 1)
        dark = ndi.gaussian_filter(tone.extended(dark, mask), (0.5 if view.inset else 0.9) * ppm)
        cover = ndi.gaussian_filter(mask.astype(float), 0.8) - 0.5
        layers = [("silhouette", 10, tiling.silhouette())]
        smooth, tolerance, area = (0.6, 0.15, 5) if view.inset else (1.2, 0.3, 18)
        for i, level in enumerate(LEVELS, 1):
            lighter = np.minimum(level - dark, cover * 0.5)
            layers.append((f"tone-{i:02d}", 10, tone.contours(lighter, raster, smooth, tolerance, area)))
        smallest = 0.5 if view.inset else 0.8
        layers.append(("ink", 20, tone.contours(ink - 0.42, raster, 0.25, 0.12, smallest, per_mm=20)))
        layers += [(role, 20, text) for role, text in lines.accents(self.limb, raster, mask).items()]
        if view.name in ("anterior", "dorsum"):
            layers.append(("nails", 20, lines.nails(self.limb, raster, mask)))
        layers += self._outline(tiling.outline)
        return "".join(f"{role}\t{grid}\t{text}\n" for role, grid, text in layers if text)

    def _outline(self, loop):
        """The contour without the cut, its pointed ends, and the cut."""
        column, row = self.raster.to_pixel(loop[:, 0], loop[:, 1])
        cut = tone.extended(np.where(self.mask, self.inside, 0), self.mask)[row, column] < 2.5
        if self.view.name == "posterior":  # the natal cleft is a real contour
            cut &= np.abs(tone.extended(self.points[..., 0], self.mask)[row, column]) >= 2
        stroke = "outline-fine" if self.view.inset else "outline"
        if self.view.name == "sole" or not cut.any():
            return [(stroke, 10, encode.path(cv.fit_closed(loop, 0.15), 10))]
        n = len(loop)
        cut = ndi.binary_closing(np.tile(cut, 3), iterations=24)[n : 2 * n]
        start = int(np.flatnonzero(cut & ~np.roll(cut, 1))[0])
        loop, cut = np.roll(loop, -start, 0), np.roll(cut, -start)
        change = np.flatnonzero(np.diff(cut.astype(int))) + 1
        main, ends, edge = [], [], []
        for a, b in zip(np.r_[0, change], np.r_[change, n], strict=True):
            if cut[a]:
                edge.append(cv.fit(loop[a:b], 0.15))
                continue
            piece = cv.smooth_open(loop[np.arange(a - 1, b + 1) % n], 0.8)
            k = min(int(FADE / 0.25), len(piece) // 3)
            main.append(cv.fit(piece[k:-k], 0.12, k=12))
            width = 0.7 if self.view.inset else 1.1
            ends.append(cv.tapered(piece[: k + 16], width, end=False))  # 4 mm under the stroke
            ends.append(cv.tapered(piece[-k - 16 :], width, start=False))
        return [
            ("cut", 10, encode.paths(edge, 10, closed=False)),
            (stroke, 10, encode.paths(main, 10, closed=False)),
            ("outline-end", 20, encode.paths(ends, 20)),
        ]

    def look_up(self):
        """The depth raster (bytes) and where it lies."""
        k = round(self.view.look_up_step * self.view.ppm)
        depth, seen = self.raster.depth[::k, ::k][::-1], self.mask[::k, ::k][::-1]
        step = self.view.look_up_step
        return encode.depths(depth, seen), {
            "x": int(self.raster.left),
            "y": self.raster.top - step * (len(depth) - 1),
            "step": step,
            "rows": depth.shape[0],
        }


def made(limb):
    """File name -> bytes of everything in `assets/legs/` that is generated."""
    marks = rg.landmarks(limb)
    words = json.loads((pathlib.Path(__file__).parent / "words.json").read_text(encoding="utf-8"))
    files, views = {}, {}
    for view in VIEWS:
        page = Page(limb, view)
        tiling = page.tiling(marks)
        files[f"{view.name}.drawing.txt"] = page.drawing(tiling, marks).encode()
        files[f"{view.name}.regions.txt"] = tiling.text().encode()
        files[f"{view.name}.depth.bin"], depth = page.look_up()
        low, high = tiling.outline.min(0), tiling.outline.max(0)
        views[view.name] = {
            "right": view.right,
            "up": view.up,
            "toward": view.toward,
            "bounds": [float(v) for v in np.round(np.r_[low, high] + [-1, -1, 1, 1], 1)],
            "depth": depth,
        }
        print(view.name, {n.split(".", 1)[1]: len(b) for n, b in files.items() if n.startswith(view.name)}, file=sys.stderr)
    source = {"from": "MakeHuman / MPFB2 base mesh, CC0 1.0 Universal; see CREDITS.md", "base.obj": BASE_OBJ_SHA256}
    atlas = VERSIONS | {"source": source | {"shape": SHAPE}, "landmarks": marks, "views": views} | words
    files["atlas.json"] = (_compact(atlas) + "\n").encode()
    return files


def _compact(value, indent=0):
    """JSON with a line for each entry, and one line for whatever fits in one."""
    flat = json.dumps(value, ensure_ascii=False)
    if len(flat) + indent <= 118 or not isinstance(value, dict | list) or not value:
        return flat
    pad = " " * (indent + 1)
    if isinstance(value, dict):
        inner = [f"{pad}{json.dumps(k, ensure_ascii=False)}: {_compact(v, indent + 1)}" for k, v in value.items()]
        return "{\n" + ",\n".join(inner) + "\n" + " " * indent + "}"
    return "[\n" + ",\n".join(pad + _compact(v, indent + 1) for v in value) + "\n" + " " * indent + "]"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wheel", type=pathlib.Path, required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when the files there differ")
    options = parser.parse_args()
    limb = Limb(Source(options.wheel))
    files = made(limb)
    wrong = verify.faults(files, limb, rg.landmarks(limb))
    if options.check:
        there = {entry.name: entry.read_bytes() for entry in options.out.iterdir()}
        wrong += [f"{name} differs" for name in sorted(files.keys() | there) if files.get(name) != there.get(name)]
        print("\n".join(wrong) or "the committed files are what the generator makes")
        return 1 if wrong else 0
    if wrong:
        print("\n".join(wrong))
        return 1
    options.out.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (options.out / name).write_bytes(data)
    return 0


if __name__ == "__main__":
    sys.exit(main())
