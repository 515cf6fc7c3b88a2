"""Light and ink of a view as rasters, and their conversion to smooth closed paths."""

import curves as cv
import encode
import numpy as np
from scipy import ndimage as ndi
from skimage import measure


def extended(values, mask):
    """Values (h, w, ...) with everything outside the mask replaced by the nearest inside."""
    i = ndi.distance_transform_edt(~mask, return_distances=False, return_indices=True)
    return values[tuple(i)]


def _blurred(values, mask, sigma):
    """Gaussian blur that does not see what is outside the mask; sigma in pixels."""
    weight = ndi.gaussian_filter(mask.astype(float), sigma)
    return np.where(mask, ndi.gaussian_filter(np.where(mask, values, 0.0), sigma) / np.maximum(weight, 1e-6), 0)


def _curvature(nx, ny, mask, sigma):
    """Signed mean curvature seen in the view, 1/pixel, positive where convex."""
    a, b = (extended(_blurred(n, mask, sigma), mask) for n in (nx, ny))
    return np.gradient(a, axis=1) - np.gradient(b, axis=0)


def fields(raster, normals, mask, light, ink_mm, calm):
    """Darkness (h, w), 0 light, and ink (h, w), drawn above about 0.4.

    `light` is its direction (right, up, toward); `ink_mm` the width of a fine line; `calm` (h, w) in 0..1 quietens the
    ink: 1 leaves only deep steps between one part and another, drawn thin.
    """
    ppm = raster.ppm
    n = raster.attribute(normals)
    nx, ny, nz = n @ raster.right, n @ raster.up, n @ raster.toward
    toward_light = np.array(light) / np.linalg.norm(light)
    sx, sy, sz = (_blurred(a, mask, 0.8 * ppm) for a in (nx, ny, nz))
    lit = sx * toward_light[0] + sy * toward_light[1] + sz * toward_light[2]
    fine, middle, broad = (_curvature(nx, ny, mask, mm * ppm) * ppm for mm in (2.0, 5.0, 12.0))  # 1/mm
    dark = 0.62 * (1 - np.clip(lit, -1, 1)) + 0.34 * np.clip(1 - sz, 0, 1) ** 2.6
    dark -= 4.2 * np.clip(middle - broad, -0.03, 0.03) + 3.0 * np.clip(fine - middle, -0.03, 0.03)
    dark -= 1.2 * np.clip(broad - 1 / 60.0, -0.03, 0.02)
    dark -= np.percentile(dark[mask], 6) - 0.03
    # steps in depth beyond what the slope explains
    depth = np.where(mask, raster.depth, np.nan)
    slope = np.clip(np.hypot(nx, ny) / np.maximum(nz, 0.15), 0, 6) / ppm
    step = np.zeros(mask.shape)
    for axis, shift in ((0, 1), (0, -1), (1, 1), (1, -1)):
        rise = np.nan_to_num(np.roll(depth, shift, axis) - depth)
        step = np.maximum(step, np.clip((rise - 1.5 * slope - 0.25 - 1.5 * calm) / 1.2, 0, 1))
    inside = ndi.distance_transform_edt(mask) / ppm
    step *= 1 - calm * (1 - np.clip((inside - 0.8) / 1.2, 0, 1))  # and not beside the outline
    step = ndi.gaussian_filter(step, 0.6 * ink_mm * ppm)
    # sharp valleys, well inside
    valley = np.clip((-_curvature(nx, ny, mask, ink_mm * ppm) * ppm * ink_mm / 0.55 - 0.10) / 0.22, 0, 1)
    valley *= np.clip((inside - 0.8 - 5 * calm) / 1.2, 0, 1) * (1 - calm)
    return dark, np.maximum(step * 2.6, ndi.gaussian_filter(valley, 0.55 * ink_mm * ppm) * 1.3)


def contours(values, raster, smooth, tolerance, min_area, per_mm=10, min_length=0.0):
    """The outlines of values > 0 as encoded paths: smoothed by `smooth` mm, small ones (mm², mm) left out."""
    padded = np.clip(np.pad(values, 1, constant_values=-1.0), -1, 1)
    out = []
    for contour in measure.find_contours(padded, 0):
        if len(contour) < 8:
            continue
        points = np.stack(raster.to_mm(contour[:, 1] - 1, contour[:, 0] - 1), 1)
        area = 0.5 * abs(np.sum(points[:-1, 0] * points[1:, 1] - points[1:, 0] * points[:-1, 1]))
        around = cv.length(points)
        if area < min_area or around < min_length:
            continue
        points = cv.smooth_closed(points[:-1], min(smooth, around / 40), step=max(0.2, min(0.5, smooth / 2)))
        out.append(cv.fit_closed(points, tolerance))
    return encode.paths(out, per_mm)
