"""Orthographic depth buffer of the limb: which triangle each pixel shows, and attributes interpolated from it."""

import numba
import numpy as np


@numba.njit
def _fill(sx, sy, toward, tris, wanted, depth, tri, b1, b2):
    height, width = depth.shape
    for t in range(tris.shape[0]):
        if not wanted[t]:
            continue
        i, j, k = tris[t, 0], tris[t, 1], tris[t, 2]
        x0, y0, x1, y1, x2, y2 = sx[i], sy[i], sx[j], sy[j], sx[k], sy[k]
        area = (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0)
        if abs(area) < 1e-12:
            continue
        left, right = max(0, int(np.floor(min(x0, x1, x2)))), min(width - 1, int(np.ceil(max(x0, x1, x2))))
        top, bottom = max(0, int(np.floor(min(y0, y1, y2)))), min(height - 1, int(np.ceil(max(y0, y1, y2))))
        for y in range(top, bottom + 1):
            for x in range(left, right + 1):
                u = ((x - x0) * (y2 - y0) - (x2 - x0) * (y - y0)) / area
                v = ((x1 - x0) * (y - y0) - (x - x0) * (y1 - y0)) / area
                if u < -1e-9 or v < -1e-9 or u + v > 1 + 1e-9:
                    continue
                d = toward[i] * (1 - u - v) + toward[j] * u + toward[k] * v
                if d > depth[y, x]:
                    depth[y, x] = d
                    tri[y, x] = t
                    b1[y, x] = u
                    b2[y, x] = v


class Raster:
    """One view of a mesh, back faces left out. Row 0 is the top; a pixel's place is its centre.

    `right`, `up`, `toward` are the page's directions in space (toward the eye); `ppm` is pixels a mm. `depth` (h, w) is
    mm along `toward`, `mask` (h, w) where there is skin.
    """

    def __init__(self, vertices, tris, right, up, toward, ppm, wanted, pad=3):
        self.right, self.up, self.toward, self.ppm = np.array(right), np.array(up), np.array(toward), ppm
        x, y, d = vertices @ self.right, vertices @ self.up, vertices @ self.toward
        face = np.cross(vertices[tris[:, 1]] - vertices[tris[:, 0]], vertices[tris[:, 2]] - vertices[tris[:, 0]])
        wanted = wanted & (face @ self.toward > 0)
        used = np.unique(tris[wanted])
        # on a whole-mm grid, so that the look-up raster of every view starts on one
        self.left, self.top = np.floor(x[used].min() - pad), np.ceil(y[used].max() + pad)
        width = int(np.ceil(x[used].max() + pad - self.left)) * ppm
        height = int(np.ceil(self.top - y[used].min() + pad)) * ppm
        self.depth = np.full((height, width), -1e9)
        self.tri = np.full((height, width), -1, np.int64)
        self.b1, self.b2 = np.zeros((height, width)), np.zeros((height, width))
        _fill((x - self.left) * ppm, (self.top - y) * ppm, d, tris.astype(np.int64), wanted, self.depth, self.tri, self.b1, self.b2)
        self.tris = tris
        self.mask = self.tri >= 0

    def attribute(self, values):
        """Interpolates a vertex attribute (n,) or (n, k) -> (h, w) or (h, w, k); 0 where there is no skin."""
        tri = self.tris[np.where(self.mask, self.tri, 0)]
        u, v = (self.b1, self.b2) if values.ndim == 1 else (self.b1[..., None], self.b2[..., None])
        out = values[tri[..., 0]] * (1 - u - v) + values[tri[..., 1]] * u + values[tri[..., 2]] * v
        out[~self.mask] = 0
        return out

    def to_mm(self, column, row):
        """Pixel -> (x, y) mm on the page, y up."""
        return column / self.ppm + self.left, self.top - row / self.ppm

    def to_pixel(self, x, y):
        """(x, y) mm -> the nearest pixel inside the raster (column, row)."""
        height, width = self.mask.shape
        column = np.clip(np.round((x - self.left) * self.ppm).astype(int), 0, width - 1)
        return column, np.clip(np.round((self.top - y) * self.ppm).astype(int), 0, height - 1)
