"""Anatomical accent lines and toenails, authored once on the skin and projected into a view where they can be seen."""

import curves as cv
import encode
import numpy as np
from scipy.ndimage import binary_opening, gaussian_filter1d
from scipy.spatial import cKDTree
from sculpt import unwrapped

SOFT, FIRM = "accent-soft", "accent"


def _catalogue(joints, groin):
    """(role, width mm, how squarely the skin must face the eye, places); the calf's margins are left to the tone."""
    zk, za = joints["l-knee"][2], joints["l-ankle"][2]
    zp = zk + 16
    return [
        (FIRM, 0.9, 0.25, [(zp + 32, 14), (zp + 20, 31), (zp - 2, 34), (zp - 22, 20)]),  # patella, medial
        (FIRM, 0.9, 0.25, [(zp + 30, -16), (zp + 18, -32), (zp - 4, -35), (zp - 24, -20)]),  # patella, lateral
        (SOFT, 0.7, 0.25, [(zp - 30, 15), (zp - 34, 0), (zp - 30, -15)]),  # patella, below
        (SOFT, 0.6, 0.45, [(zk + 104, 30), (zk + 66, 30), (zk + 46, 46), (zk + 44, 60)]),  # vastus medialis
        (SOFT, 0.6, 0.40, [(zk - 40, 16), (zk - 56, 15), (zk - 66, 6)]),  # tibial tuberosity
        (SOFT, 0.7, 0.40, [(zk - 84, 13), (zk - 160, 15), (zk - 240, 15), (zk - 300, 18)]),  # tibial crest
        (FIRM, 0.9, 0.35, [(zk + 8, 148), (zk + 3, 165), (zk + 2, 180), (zk + 5, -164), (zk + 10, -150)]),  # popliteal
        (SOFT, 0.6, 0.35, [(zk - 9, 160), (zk - 11, 176), (zk - 9, -168)]),
        (SOFT, 0.7, 0.45, [(zk + 96, 160), (zk + 58, 155), (zk + 22, 146)]),  # hamstring tendons
        (SOFT, 0.7, 0.45, [(zk + 96, -162), (zk + 58, -158), (zk + 24, -149)]),
        (SOFT, 0.6, 0.45, [(zk - 62, 180), (zk - 110, 178), (zk - 158, 178)]),  # between the heads of gastrocnemius
        (FIRM, 0.8, 0.40, [(za + 112, 158), (za + 64, 154), (za + 22, 146), (za - 8, 138)]),  # Achilles tendon
        (FIRM, 0.8, 0.40, [(za + 112, -160), (za + 64, -156), (za + 22, -148), (za - 10, -140)]),
        (FIRM, 0.9, 0.35, [(za + 2, 106), (za - 8, 94), (za - 10, 76), (za - 2, 62)]),  # medial malleolus
        (SOFT, 0.6, 0.40, [(za + 30, 62), (za + 16, 56), (za + 5, 58)]),
        (FIRM, 0.9, 0.35, [(za - 6, -120), (za - 18, -108), (za - 20, -94), (za - 12, -82)]),  # lateral malleolus
        (SOFT, 0.6, 0.40, [(za + 26, -78), (za + 8, -76), (za - 4, -78)]),
        (FIRM, 1.1, 0.40, [(groin + 2, 136), (groin - 8, 152), (groin - 8, 172), (groin, -166), (groin + 9, -152)]),
        (SOFT, 0.6, 0.40, [(zk + 190, -97), (zk + 110, -99), (zk + 40, -99)]),  # iliotibial band
        (SOFT, 0.6, 0.45, [(zk + 230, 42), (zk + 150, 66), (zk + 84, 88)]),  # sartorius
    ]


def _runs(flags):
    """Start and end of each run of True."""
    change = np.diff(np.r_[0, flags.astype(int), 0])
    return list(zip(np.flatnonzero(change == 1), np.flatnonzero(change == -1), strict=True))


def accents(limb, raster, mask):
    """Role -> encoded paths of the accent lines seen in a view, as filled tapered strokes (grid 0.05 mm)."""
    out = {SOFT: [], FIRM: []}
    for role, width, facing, places in _catalogue(limb.joints, limb.groin):
        smooth = cv.catmull_rom(unwrapped(places), 40)
        i = limb.surface.nearest(smooth[:, 0], smooth[:, 1], 3)[1]
        points = gaussian_filter1d(limb.vertices[i].mean(1), 6, axis=0, mode="nearest")
        normal = limb.normals[i].mean(1)
        x, y, depth = points @ raster.right, points @ raster.up, points @ raster.toward
        column, row = raster.to_pixel(x, y)
        seen = mask[row, column] & (normal @ raster.toward > facing) & (np.abs(raster.depth[row, column] - depth) < 6)
        for a, b in _runs(binary_opening(seen, iterations=6)):
            line = np.stack([x[a:b], y[a:b]], 1)
            if cv.length(line) >= 9:
                out[role].append(cv.tapered(line, width))
    return {role: encode.paths(many, 20) for role, many in out.items()}


def nails(limb, raster, mask):
    """Toenails as encoded paths (grid 0.05 mm): a rounded oblong on the skin above each distal phalanx."""
    joints = limb.joints
    top = np.flatnonzero(
        (limb.normals[:, 2] > 0.1) & (limb.vertices[:, 2] < 45) & (limb.vertices[:, 1] > joints["l-toe-5-1"][1])
    )
    skin = cKDTree(limb.vertices[top][:, :2])
    out = []
    t = np.linspace(0, 2 * np.pi, 90, endpoint=False)
    for toe, (length, width) in enumerate(((12.5, 13.5), (7, 7.6), (6.6, 7.2), (6.2, 6.8), (5.4, 6.2)), 1):
        last = 3 if toe == 1 else 4
        a, b = joints[f"l-toe-{toe}-{last - 1}"][:2], joints[f"l-toe-{toe}-{last}"][:2]
        ahead = (b - a) / np.linalg.norm(b - a)
        aside = np.array([ahead[1], -ahead[0]])
        u = np.sign(np.cos(t)) * np.abs(np.cos(t)) ** 0.62 * width / 2
        v = np.sign(np.sin(t)) * np.abs(np.sin(t)) ** 0.62 * length / 2
        centre = b - ahead * (length * (0.42 if toe == 1 else 0.30))
        away, i = skin.query(centre + u[:, None] * aside + v[:, None] * ahead, k=16)
        w = 1 / (away + 0.6)
        w = (w / w.sum(1, keepdims=True))[..., None]
        points = gaussian_filter1d((limb.vertices[top[i]] * w).sum(1), 4, axis=0, mode="wrap")
        normal = (limb.normals[top[i]] * w).sum(1)
        x, y, depth = points @ raster.right, points @ raster.up, points @ raster.toward
        column, row = raster.to_pixel(x, y)
        seen = mask[row, column] & (np.abs(raster.depth[row, column] - depth) < 2.5) & (normal @ raster.toward > -0.35)
        if seen.mean() > 0.96:
            out.append(cv.fit_closed(cv.smooth_closed(np.stack([x, y], 1), 0.3 if raster.ppm > 4 else 0.6), 0.06))
    return encode.paths(out, 20)
