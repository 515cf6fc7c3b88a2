"""Polylines (n, 2) in mm: resampling, smoothing, and least-squares cubic Bézier fitting (Schneider's method).

A fitted curve is a list of (4, 2) arrays: start, two handles, end.
"""

import numpy as np
from scipy.ndimage import gaussian_filter1d


def length(points):
    """The length of a polyline, mm."""
    return float(np.hypot(*np.diff(points, axis=0).T).sum())


def resample(points, step, closed=False):
    """The same polyline with points about `step` mm apart; a closed one is returned without its repeated end."""
    points = np.asarray(points, float)
    if closed and not np.allclose(points[0], points[-1]):
        points = np.vstack([points, points[:1]])
    along = np.concatenate([[0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))])
    if along[-1] < 1e-9:
        return points[:1]
    n = max(int(round(along[-1] / step)), 6 if closed else 3)
    at = np.linspace(0, along[-1], n + 1)
    out = np.stack([np.interp(at, along, points[:, k]) for k in (0, 1)], 1)
    return out[:-1] if closed else out


def smooth_closed(points, sigma, step=0.25):
    """Gaussian smoothing of a closed polyline; `sigma` in mm."""
    return gaussian_filter1d(resample(points, step, closed=True), sigma / step, axis=0, mode="wrap")


def smooth_open(points, sigma, step=0.25):
    """Gaussian smoothing of an open polyline with fixed ends (odd reflection); `sigma` in mm."""
    inner = resample(points, step)
    n = len(inner)
    reach = int(min(n - 1, 4 * sigma / step + 1))
    before = 2 * inner[0] - inner[reach:0:-1]
    after = 2 * inner[-1] - inner[-2 : -reach - 2 : -1]
    out = gaussian_filter1d(np.vstack([before, inner, after]), sigma / step, axis=0)[len(before) : len(before) + n]
    out[0], out[-1] = inner[0], inner[-1]
    return out


def _bezier(curve, t):
    t = t[:, None]
    u = 1 - t
    return curve[0] * u**3 + 3 * curve[1] * t * u**2 + 3 * curve[2] * t * t * u + curve[3] * t**3


def _unit(vector):
    n = np.hypot(*vector)
    return vector / n if n > 1e-12 else vector


def _fit_one(points, t, d0, d1):
    a, b = (3 * t * (1 - t) ** 2)[:, None] * d0, (3 * t * t * (1 - t))[:, None] * d1
    base = points[0] * ((1 - t) ** 3 + 3 * t * (1 - t) ** 2)[:, None]
    base = base + points[-1] * (t**3 + 3 * t * t * (1 - t))[:, None]
    rest = points - base
    c00, c01, c11 = (a * a).sum(), (a * b).sum(), (b * b).sum()
    x0, x1 = (a * rest).sum(), (b * rest).sum()
    det = c00 * c11 - c01 * c01
    chord = np.hypot(*(points[-1] - points[0]))
    alpha = beta = chord / 3
    if abs(det) > 1e-12:
        alpha, beta = (x0 * c11 - x1 * c01) / det, (c00 * x1 - c01 * x0) / det
    if min(alpha, beta) < 1e-3 * chord or max(alpha, beta) > 4 * chord + 1:
        alpha = beta = chord / 3
    return np.array([points[0], points[0] + alpha * d0, points[-1] + beta * d1, points[-1]])


def _reparametrise(curve, points, t):
    at = _bezier(curve, t)
    d1 = 3 * np.diff(curve, axis=0)
    d2 = 2 * np.diff(d1, axis=0)
    s = t[:, None]
    v1 = d1[0] * (1 - s) ** 2 + 2 * d1[1] * s * (1 - s) + d1[2] * s * s
    v2 = d2[0] * (1 - s) + d2[1] * s
    top = ((at - points) * v1).sum(1)
    bottom = (v1 * v1).sum(1) + ((at - points) * v2).sum(1)
    safe = np.abs(bottom) > 1e-12
    return np.clip(t - np.where(safe, top / np.where(safe, bottom, 1), 0), 0, 1)


def fit(points, tolerance, d0=None, d1=None, k=3):
    """Fits an open polyline within `tolerance` mm, smooth (G1) where it splits; `k` points give a tangent."""
    points = np.asarray(points, float)
    points = points[np.r_[True, np.hypot(*np.diff(points, axis=0).T) > 1e-9]]
    if len(points) < 2:
        return []
    if d0 is None:
        d0 = _unit(points[min(k, len(points) - 1)] - points[0])
    if d1 is None:
        d1 = _unit(points[-1 - min(k, len(points) - 1)] - points[-1])
    if len(points) == 2:
        third = np.hypot(*(points[1] - points[0])) / 3
        return [np.array([points[0], points[0] + third * d0, points[1] + third * d1, points[1]])]
    t = np.concatenate([[0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))])
    t /= t[-1]
    worst = 0
    for _ in range(6):
        curve = _fit_one(points, t, d0, d1)
        error = ((_bezier(curve, t) - points) ** 2).sum(1)
        worst = int(error.argmax())
        if error[worst] < tolerance * tolerance:
            return [curve]
        if error[worst] > (tolerance * 6) ** 2:
            break
        t = _reparametrise(curve, points, t)
    split = min(max(worst, 1), len(points) - 2)
    tangent = _unit(points[max(split - k, 0)] - points[min(split + k, len(points) - 1)])
    left = fit(points[: split + 1], tolerance, d0, tangent, k)
    return left + fit(points[split:], tolerance, -tangent, d1, k)


def fit_closed(points, tolerance, k=3):
    """Fits a closed polyline, starting at its sharpest turn so that splits land in sensible places."""
    points = np.asarray(points, float)
    before, after = np.roll(points, k, 0), np.roll(points, -k, 0)
    start = int(((points - before) * (after - points)).sum(1).argmin())
    points = np.roll(points, -start, 0)
    tangent = _unit(points[k % len(points)] - points[-k])
    return fit(np.vstack([points, points[:1]]), tolerance, tangent, -tangent, k)


def catmull_rom(points, n=24):
    """A smooth polyline through the given points (any dimension), `n` steps from one to the next."""
    points = np.asarray(points, float)
    points = np.concatenate([[2 * points[0] - points[1]], points, [2 * points[-1] - points[-2]]])
    t = np.linspace(0, 1, n, endpoint=False)[:, None]
    out = []
    for i in range(1, len(points) - 2):
        a, b, c, d = points[i - 1 : i + 3]
        cubic = (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3
        out.append(0.5 * (2 * b + (c - a) * t + cubic))
    return np.concatenate([*out, points[-2][None]])


def tapered(centre, width, start=True, end=True):
    """A filled stroke around a polyline, `width` mm in the middle and pointed at the chosen ends: one closed curve."""
    centre = smooth_open(centre, 1.8, step=0.6)
    s = np.linspace(0 if start else 0.5, 1 if end else 0.5, len(centre))
    half = 0.5 * width * np.sin(np.pi * s) ** 0.7
    along = np.gradient(centre, axis=0)
    normal = np.stack([-along[:, 1], along[:, 0]], 1)
    normal /= np.maximum(np.linalg.norm(normal, axis=1, keepdims=True), 1e-9)
    left, right = centre + normal * half[:, None], (centre - normal * half[:, None])[::-1]
    blunt = [np.linspace(left[-1], right[0], 4)] if not end else []
    return fit(left, 0.06) + blunt + fit(right, 0.06) + ([np.linspace(right[-1], left[0], 4)] if not start else [])
