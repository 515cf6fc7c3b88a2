"""The forty regions in space, and their exact tiling of a view by arcs that neighbours share.

`classify` and `sclerochart.domain.leg.Landmarks.region` are the same rule, one for rasters and one for a click; the
generator compares them.
"""

import curves as cv
import encode
import numpy as np
from scipy import ndimage as ndi

CODES = (
    "",
    "BUT", "HIP",
    "TH-A-P", "TH-A-M", "TH-A-D", "TH-M-P", "TH-M-M", "TH-M-D", "TH-P-P", "TH-P-M", "TH-P-D", "TH-L-P", "TH-L-M", "TH-L-D",
    "KN-A", "KN-M", "KN-POP", "KN-L",
    "SH-A-P", "SH-A-M", "SH-A-D", "SH-M-P", "SH-M-M", "SH-M-D", "CA-P-P", "CA-P-M", "CA-P-D", "CA-L-P", "CA-L-M", "CA-L-D",
    "AN-A", "AN-M", "AN-P", "AN-L",
    "FT-D", "FT-M", "FT-L", "FT-H", "FT-T", "FT-S",
)  # fmt: skip
NUMBER = {code: i for i, code in enumerate(CODES)}
THIGH, KNEE, LEG, ANKLE = (NUMBER[code] for code in ("TH-A-P", "KN-A", "SH-A-P", "AN-A"))


def landmarks(limb):
    """What the rule needs, in mm rounded to 0.01: heights, the ankle's centre, metatarsal heads, the axis."""
    joints = limb.joints
    zk, (xa, ya, za) = joints["l-knee"][2], joints["l-ankle"]
    heads = [joints[f"l-toe-{k}-1"] for k in range(1, 6)]
    rounded = {"groin": limb.groin, "knee_top": zk + 72, "knee_bottom": zk - 52, "ankle_top": za + 46}
    return {name: round(float(v), 2) for name, v in rounded.items()} | {
        "ankle": [round(float(v), 2) for v in (xa, ya, za)],
        "heads": [[round(float(v), 2) for v in head] for head in heads],
        "axis": [[round(float(v), 2) for v in (z, *xy)] for z, xy in zip(limb.axis.z, limb.axis.xy, strict=True)],
    }


def classify(points, axis, marks):
    """Rest points (..., 3) mm -> region numbers (...)."""
    x, y, z = points[..., 0], points[..., 1], points[..., 2]
    theta = axis.theta(points)
    sector = np.select([np.abs(theta) <= 45, (theta > 45) & (theta <= 135), (theta < -45) & (theta >= -135)], [0, 1, 3], 2)

    def third(top, bottom):
        return np.clip(np.floor(3 * (top - z) / (top - bottom)), 0, 2).astype(int)

    groin, knee_top, knee_bottom, ankle_top = (marks[k] for k in ("groin", "knee_top", "knee_bottom", "ankle_top"))
    out = THIGH + 3 * sector + third(groin, knee_top)
    out = np.where((sector == 2) & (z > groin + 2 + 12 * np.clip((np.abs(x) - 60) / 80, -1, 1)), NUMBER["BUT"], out)
    out = np.where((sector == 3) & (z > groin + 22), NUMBER["HIP"], out)
    out = np.where(z < knee_top, KNEE + sector, out)
    out = np.where(z < knee_bottom, LEG + 3 * sector + third(knee_bottom, ankle_top), out)
    out = np.where(z < ankle_top, ANKLE + sector, out)
    # the foot: an elliptical angle about the line from the heel to between the 2nd and 3rd metatarsal heads
    xa, ya, za = marks["ankle"]
    heads = np.array(marks["heads"])
    ahead = y - ya
    foot = (z < za - 24 + 0.40 * ahead + 0.002 * np.maximum(ahead, 0) ** 2) | ((ahead > 62) & (z < za + 60))
    start, end = (xa, ya - 45, 24.0), ((heads[1, 0] + heads[2, 0]) / 2, heads[1, 1], 14.0)
    t = np.clip((y - start[1]) / (end[1] - start[1]), -0.4, 1.6)
    across = (x - start[0] - t * (end[0] - start[0])) / (27 + 17 * np.clip(t, 0, 1))
    phi = np.degrees(np.arctan2(-across, (z - start[2] - t * (end[2] - start[2])) / 20.0))
    part = np.where(phi > 0, NUMBER["FT-M"], NUMBER["FT-L"])
    part = np.where((np.abs(phi) <= 58) | ((phi < 0) & (across < 0.7)), NUMBER["FT-D"], part)  # clefts between toes, too
    part = np.where(ahead < -14, NUMBER["FT-H"], part)
    part = np.where((np.abs(phi) > 124) & (z < 30), NUMBER["FT-S"], part)
    part = np.where(y > np.interp(x, heads[:, 0], heads[:, 1]) + 14, NUMBER["FT-T"], part)
    return np.where(foot, part, out)


def without_slivers(labels, mask, ppm, min_area, radius=1.8):
    """Region numbers (h, w) with parts thinner than 2 × `radius` mm or smaller than `min_area` mm² given to neighbours."""
    reach = radius * ppm
    keep = np.zeros(labels.shape, int)
    inside = np.where(mask, labels, 0)
    for label, box in enumerate(ndi.find_objects(inside), 1):
        if box is None:
            continue
        own = np.pad(inside[box] == label, 1)
        core = ndi.distance_transform_edt(own) > reach
        if not core.any():
            continue
        opened = (own & (ndi.distance_transform_edt(~core) <= reach))[1:-1, 1:-1]
        pieces, n = ndi.label(opened)
        area = ndi.sum(opened, pieces, range(1, n + 1))
        good = np.isin(pieces, 1 + np.flatnonzero(area >= min_area * ppm * ppm))
        keep[box][good] = label
    i = ndi.distance_transform_edt(keep == 0, return_distances=False, return_indices=True)
    full = np.where(mask, keep[tuple(i)], 0)
    for label, box in enumerate(ndi.find_objects(full), 1):  # crumbs that the refill cut off
        if box is None:
            continue
        pieces, n = ndi.label(full == label)
        area = ndi.sum(np.ones_like(pieces), pieces, range(1, n + 1))
        for piece in 1 + np.flatnonzero(area < min_area * ppm * ppm):
            crumb = pieces == piece
            near = full[ndi.binary_dilation(crumb, iterations=3) & ~crumb]
            near = near[(near > 0) & (near != label)]
            if len(near):
                full[crumb] = np.bincount(near).argmax()
    return full


def _unpinched(labels):
    """Resolves pixels of one label that touch only at a corner: chaining arcs there would be ambiguous."""
    out = labels.copy()
    for _ in range(6):
        a, b, c, d = out[:-1, :-1], out[:-1, 1:], out[1:, :-1], out[1:, 1:]
        falling = (a == d) & (b != a) & (c != a) & (a > 0) & (b > 0) & (c > 0)
        rising = (b == c) & (a != b) & (d != b) & (b > 0) & (a > 0) & (d > 0)
        if not (falling.any() or rising.any()):
            break
        y, x = np.where(falling)
        out[y + 1, x] = out[y, x]
        y, x = np.where(rising)
        out[y + 1, x + 1] = out[y, x + 1]
    return out


def _crack_arcs(labels):
    """The cracks between pixels of different labels, chained from junction to junction.

    -> [(corners (k, 2) as (row, column) of the padded raster, label on one hand, label on the other)], junctions. A
    corner is the top left of its pixel.
    """
    padded = np.pad(labels, 1)
    after = {}

    def add(p, q, one, other):
        after.setdefault(p, []).append((q, one, other))
        after.setdefault(q, []).append((p, other, one))

    ys, xs = np.where(padded[:, 1:] != padded[:, :-1])
    for y, x in zip(ys.tolist(), xs.tolist(), strict=True):
        add((y, x + 1), (y + 1, x + 1), int(padded[y, x + 1]), int(padded[y, x]))
    ys, xs = np.where(padded[1:] != padded[:-1])
    for y, x in zip(ys.tolist(), xs.tolist(), strict=True):
        add((y + 1, x), (y + 1, x + 1), int(padded[y, x]), int(padded[y + 1, x]))
    junctions = {p for p, e in after.items() if len(e) != 2}
    used, arcs = set(), []
    starts = [p for p in after if p in junctions] + list(after)
    for p in starts:
        for q, one, other in after[p]:
            if (p, q) in used:
                continue
            chain, here = [p, q], q
            used |= {(p, q), (q, p)}
            while here not in junctions and here != p:
                step = next((s for s, _, _ in after[here] if (here, s) not in used), None)
                if step is None:
                    break
                used |= {(here, step), (step, here)}
                chain.append(step)
                here = step
            arcs.append((np.array(chain), one, other))
    return arcs, junctions


class Tiling:
    """`arcs`: [(one label, other label, fitted curves)]; label 0 is outside. `outline`: the outer loop, smoothed (n, 2) mm.

    The outer loop is smoothed as one, or corners would kink where regions meet it; every inner arc is smoothed with
    fixed ends and fitted once, so that neighbours share it to the last digit.
    """

    def __init__(self, labels, raster, smooth_inside, tolerance, smooth_outside=0.9):
        ppm = raster.ppm
        chains, junctions = _crack_arcs(_unpinched(labels))

        def mm(corners):
            return np.stack(raster.to_mm(corners[:, 1] - 1.5, corners[:, 0] - 1.5), 1)

        rim = {}
        for k, (corners, one, other) in enumerate(chains):
            if other == 0:
                rim[tuple(corners[0])] = (k, corners)
            elif one == 0:
                rim[tuple(corners[-1])] = (k, corners[::-1])
        start = here = min(rim)
        loop = []
        while not loop or here != start:
            k, corners = rim[here]
            loop.append((k, corners))
            here = tuple(corners[-1])
        if len(loop) != len(rim):
            raise ValueError("the silhouette is not one loop")
        points = mm(np.concatenate([corners[:-1] for _, corners in loop]))
        self.outline = ndi.gaussian_filter1d(points, smooth_outside * ppm * 1.25, axis=0, mode="wrap")
        tangent = np.roll(self.outline, -6, 0) - np.roll(self.outline, 6, 0)
        tangent /= np.linalg.norm(tangent, axis=1, keepdims=True)
        fitted, place, i = {}, {}, 0
        for k, corners in loop:
            at = np.arange(i, i + len(corners)) % len(points)
            place[tuple(corners[0])], place[tuple(corners[-1])] = self.outline[at[0]], self.outline[at[-1]]
            curve = cv.fit(self.outline[at], tolerance, tangent[at[0]], -tangent[at[-1]], k=6)
            fitted[k] = curve if chains[k][2] == 0 else [c[::-1] for c in curve[::-1]]
            i += len(corners) - 1
        for k, (corners, _, _) in enumerate(chains):
            if k in fitted:
                continue
            points = mm(corners)
            first, last = tuple(corners[0]), tuple(corners[-1])
            if first == last and first not in junctions:
                points = ndi.gaussian_filter1d(points[:-1], smooth_inside * ppm, axis=0, mode="wrap")
                fitted[k] = cv.fit_closed(points[::2], tolerance)
                continue
            a, b = place.get(first, points[0]), place.get(last, points[-1])
            near = np.exp(-np.arange(len(points)) / (4 * ppm))[:, None]
            points = points + (a - points[0]) * near + (b - points[-1]) * near[::-1]
            points[0], points[-1] = a, b
            points = cv.smooth_open(points, min(smooth_inside, len(points) / ppm / 5), step=0.4)
            fitted[k] = cv.fit(points, tolerance, k=5)
        self.arcs = [(one, other, fitted[k]) for k, (_, one, other) in enumerate(chains)]
        self._ends = [(tuple(corners[0]), tuple(corners[-1])) for corners, _, _ in chains]

    def loops(self, label):
        """The closed loops of a region (0: the outside, so the silhouette): lists of (arc number, forwards)."""
        rest = []
        for k, (one, other, _) in enumerate(self.arcs):
            a, b = self._ends[k]
            if one == label:
                rest.append((a, b, k, True))
            elif other == label:
                rest.append((b, a, k, False))
        out = []
        while rest:
            start, here, k, forwards = rest.pop(0)
            loop = [(k, forwards)]
            while here != start:
                i = next(i for i, edge in enumerate(rest) if edge[0] == here)
                _, here, k, forwards = rest.pop(i)
                loop.append((k, forwards))
            out.append(loop)
        return out

    def text(self):
        """The region file: `arc one other numbers` lines, then `region code loops` lines (arcs from 1, minus backwards)."""
        lines = []
        for one, other, curve in self.arcs:
            lines.append(f"arc\t{CODES[one] or '-'}\t{CODES[other] or '-'}\t{encode.path(curve, 10, closed=False)}")
        for label in sorted({label for arc in self.arcs for label in arc[:2]}):
            loops = ";".join(" ".join(str(k + 1 if ahead else -k - 1) for k, ahead in loop) for loop in self.loops(label))
            lines.append(f"region\t{CODES[label] or '-'}\t{loops}")
        return "\n".join(lines) + "\n"

    def silhouette(self):
        """The outer loop, joined from the very arcs that the regions share, as one encoded path."""
        (loop,) = self.loops(0)
        out, first = [], None
        for k, ahead in loop:
            start, cubics = encode.grid(self.arcs[k][2], 10)
            if not ahead:
                flat = np.concatenate([start[None], cubics.reshape(-1, 2)])[::-1]
                start, cubics = flat[0], flat[1:].reshape(-1, 3, 2)
            first = start if first is None else first
            out.append(cubics)
        return encode.text(encode.numbers(first, np.concatenate(out))) + "z"
