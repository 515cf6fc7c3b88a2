"""The limb's axis, cylindrical places on its skin, and the small bumps and furrows that the smooth mesh lacks.

A place on the skin is (z mm, theta degrees) about the axis of the left limb: theta 0 anterior, +90 medial,
-90 lateral, 180 posterior.
"""

import numpy as np
from curves import catmull_rom
from mesh import normals
from scipy.ndimage import gaussian_filter1d
from scipy.spatial import cKDTree


def _slice_centroid(vertices, tris, z):
    """The area centroid (x, y) of a horizontal section."""
    above = vertices[:, 2] - z
    up = above[tris] > 0
    cut = tris[up.any(1) & ~up.all(1)]
    ends = []
    for tri in cut:
        pair = {}
        for a, b in ((0, 1), (1, 2), (2, 0)):
            da, db = above[tri[a]], above[tri[b]]
            if (da > 0) != (db > 0):
                pair[da > 0] = (vertices[tri[a]] + da / (da - db) * (vertices[tri[b]] - vertices[tri[a]]))[:2]
        ends.append((pair[True], pair[False]))
    (x0, y0), (x1, y1) = np.array(ends).transpose(1, 2, 0)
    c = x0 * y1 - x1 * y0
    return np.array([((x0 + x1) * c).sum(), ((y0 + y1) * c).sum()]) / (3 * c.sum())


class Axis:
    """A smooth axis through the sections of the limb: `z` (k,) ascending and `xy` (k, 2), mm, rounded to 0.01 mm.

    It bends to the hip joint above and runs straight down below the malleoli. Rounded, because the atlas ships it and
    a click must be classified by the very same numbers.
    """

    def __init__(self, vertices, tris, joints, top):
        zs = np.arange(95.0, top - 12, 6.0)
        xy = np.array([_slice_centroid(vertices, tris, z) for z in zs])
        xy = gaussian_filter1d(xy, 3, axis=0, mode="nearest")
        hip, ankle = joints["l-upper-leg"], joints["l-ankle"]
        low = xy[0] + (ankle[:2] - xy[0]) * 0.5
        high = xy[-1] + (hip[:2] - xy[-1]) * 0.5
        self.z = np.round(np.concatenate([[-20.0, ankle[2]], zs, [hip[2] + 20, 1200.0]]), 2)
        self.xy = np.round(np.concatenate([[low, low], xy, [high, high]]), 2)

    def at(self, z):
        """The axis (..., 2) at heights (...), mm."""
        return np.stack([np.interp(z, self.z, self.xy[:, k]) for k in (0, 1)], -1)

    def theta(self, points):
        """The angle (...) of points (..., 3) about the axis, degrees."""
        away = points[..., :2] - self.at(points[..., 2])
        return np.degrees(np.arctan2(-away[..., 0], away[..., 1]))


class Surface:
    """Finds skin by (z, theta)."""

    def __init__(self, vertices, axis):
        self.vertices = vertices
        self.tree = cKDTree(self._key(vertices[:, 2], axis.theta(vertices)))

    @staticmethod
    def _key(z, theta):
        z, theta = np.broadcast_arrays(np.asarray(z, float), np.radians(theta))
        return np.stack([z, 60 * np.cos(theta), 60 * np.sin(theta)], -1)

    def nearest(self, z, theta, k):
        """The k nearest vertices of each place: distances and indices (..., k)."""
        return self.tree.query(self._key(z, theta), k=k)

    def at(self, z, theta):
        """Points on the skin (..., 3)."""
        away, i = self.nearest(z, theta, 4)
        w = 1 / (away + 1e-3)
        return (self.vertices[i] * (w / w.sum(-1, keepdims=True))[..., None]).sum(-2)


def unwrapped(places):
    """(z, theta) along a line with theta continuous across 180, or interpolation would run round the leg."""
    out = np.asarray(places, float).copy()
    out[:, 1] = np.degrees(np.unwrap(np.radians(out[:, 1])))
    return out


def sculpt(vertices, tris, axis, joints, groin):
    """Displacement of each vertex along its normal (mm, 1 to 6), and the surface that places are found on."""
    normal = normals(vertices, tris)
    surface = Surface(vertices, axis)
    raised = np.zeros(len(vertices))

    def bump(z, theta, height, rz, rt, power=1.0):
        """An oval rise (or hollow) of half-axes rz up and rt around, mm."""
        centre = surface.at(z, theta)
        away = vertices - centre
        n = normal[np.argmin((away**2).sum(1))]
        up = np.array([0, 0, 1.0]) - n * n[2]
        up /= np.linalg.norm(up)
        q = (away @ up / rz) ** 2 + (away @ np.cross(n, up) / rt) ** 2 + (away @ n / max(rz, rt)) ** 2
        raised[:] += np.where(away @ n > -2.5 * max(rz, rt), height * np.exp(-(q**power)), 0)

    def along(line, height, width, ends_a, ends_b):
        """A ridge along points in space, fading over the given shares of its length."""
        line = gaussian_filter1d(line, 3, axis=0, mode="nearest")
        s = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1))])
        s /= s[-1]
        fade = np.clip(s / ends_a, 0, 1) * np.clip((1 - s) / ends_b, 0, 1)
        fade = fade * fade * (3 - 2 * fade)
        away, i = cKDTree(line).query(vertices)
        raised[:] += height * np.exp(-((away / width) ** 2)) * fade[i]

    def ridge(places, height, width, ends=0.25):
        """A ridge (or groove) through places on the skin."""
        smooth = catmull_rom(unwrapped(places))
        along(surface.at(smooth[:, 0], smooth[:, 1]), height, width, ends, ends)

    zk, za = joints["l-knee"][2], joints["l-ankle"][2]
    zp = zk + 16
    # knee: patella, hollows beside it, fat pads, tendon, tuberosity
    bump(zp, 0, 3.0, 25, 21, 1.6)
    bump(zp + 2, 44, -3.4, 28, 12)
    bump(zp + 2, -44, -3.0, 28, 12)
    bump(zk - 20, 22, 1.6, 13, 10)
    bump(zk - 20, -22, 1.6, 13, 10)
    ridge([(zk - 6, 0), (zk - 24, 0), (zk - 44, 0)], 1.8, 8)
    bump(zk - 48, 1, 2.6, 14, 13)
    # vastus medialis and lateralis just above the knee
    bump(zk + 78, 42, 4.0, 42, 24)
    bump(zk + 115, -40, 2.8, 58, 24)
    # iliotibial groove, biceps tendon
    ridge([(zk + 270, -92), (zk + 150, -97), (zk + 50, -98), (zk - 10, -84)], -2.4, 17)
    ridge([(zk + 80, -122), (zk + 20, -122), (zk - 25, -108)], 2.2, 10)
    # furrow between sartorius and the adductors
    ridge([(zk + 290, 24), (zk + 190, 54), (zk + 100, 80)], -2.0, 19)
    # popliteal fossa and hamstring tendons
    bump(zk + 6, 180, -4.2, 46, 24)
    ridge([(zk + 110, 150), (zk + 45, 146), (zk - 20, 128)], 2.8, 11)
    ridge([(zk + 110, -154), (zk + 45, -150), (zk - 5, -136)], 2.2, 11)
    # heads of gastrocnemius, groove between them, lower margins
    bump(zk - 108, 148, 4.2, 66, 28)
    bump(zk - 98, -154, 3.4, 58, 26)
    ridge([(zk - 30, 180), (zk - 90, 178), (zk - 160, 176)], -2.6, 11)
    ridge([(zk - 150, 106), (zk - 182, 136), (zk - 190, 158), (zk - 172, 176)], -2.4, 12)
    ridge([(zk - 130, -116), (zk - 160, -140), (zk - 170, -160), (zk - 160, -178)], -2.2, 12)
    # tibial crest, medial face of the tibia, anterior compartment
    ridge([(zk - 60, 2), (zk - 140, 5), (zk - 230, 6), (zk - 310, 10), (zk - 355, 20)], 2.4, 9, 0.2)
    ridge([(zk - 70, 62), (zk - 160, 70), (zk - 260, 74), (zk - 345, 70)], -2.0, 12)
    ridge([(zk - 90, -60), (zk - 190, -64), (zk - 290, -58)], -1.6, 11)
    # malleoli, the grooves behind them, Achilles tendon
    bump(za + 10, 82, 6.0, 17, 14, 1.2)
    bump(za - 2, -98, 6.0, 16, 13, 1.2)
    ridge([(za + 110, 146), (za + 50, 140), (za + 8, 128), (za - 20, 112)], -4.2, 13)
    ridge([(za + 110, -150), (za + 50, -144), (za + 4, -134), (za - 24, -118)], -4.2, 13)
    ridge([(za + 150, 180), (za + 90, 180), (za + 30, 180), (za - 5, 180)], 1.8, 10)
    # gluteal fold
    fold = [(groin + 2, 128), (groin - 9, 150), (groin - 8, 175), (groin + 4, -160), (groin + 14, -142)]
    ridge(fold, -3.4, 9, 0.4)
    # extensor tendons: each sample is lifted to the nearest skin that faces up
    top = np.flatnonzero((normal[:, 2] > 0.2) & (vertices[:, 2] < za + 40) & (vertices[:, 1] > joints["l-ankle"][1]))
    skin = cKDTree(vertices[top][:, :2])
    for toe, height in ((1, 1.5), (2, 0.9), (3, 0.9), (4, 0.8)):
        line = np.linspace(joints["l-ankle"] + [0, 32, 10], joints[f"l-toe-{toe}-1"] + [0, 0, 8], 40)
        along(vertices[top][skin.query(line[:, :2])[1]], height, 4.2, 0.35, 0.2)
    # blurred over the mesh, so that nothing reads as carved
    edges = np.concatenate([tris[:, [0, 1]], tris[:, [1, 2]], tris[:, [2, 0]]])
    degree = np.maximum(np.bincount(edges.ravel(), minlength=len(vertices)), 1)
    for _ in range(10):
        near = np.bincount(edges[:, 0], raised[edges[:, 1]], len(vertices))
        near += np.bincount(edges[:, 1], raised[edges[:, 0]], len(vertices))
        raised = 0.4 * raised + 0.6 * near / degree
    return raised, surface
