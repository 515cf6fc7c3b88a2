"""The text and integer formats of `assets/legs/`, as `sclerochart/domain/atlas.py` reads them.

A path is `x y` of its start, then six numbers a cubic (both handles and the end, relative to where the cubic starts),
all integers on the layer's grid, with `z` at the end of a closed one; paths are separated by `;`. A minus sign needs no
space before it. The running position is kept on the grid, so nothing drifts.
"""

import numpy as np


def grid(curves, per_mm):
    """Fitted curves -> (start (2,), cubics (n, 3, 2)) as integers, absolute, on a grid of 1/per_mm mm."""
    points = np.round(np.array([c[1:] for c in curves]) * per_mm).astype(int)
    return np.round(curves[0][0] * per_mm).astype(int), points


def numbers(start, cubics):
    """(start, absolute cubics) -> the numbers of a path, relative."""
    out = [int(start[0]), int(start[1])]
    here = np.asarray(start)
    for cubic in cubics:
        out += [int(v) for v in (cubic - here).ravel()]
        here = cubic[2]
    return out


def text(values):
    """Integers -> text without needless spaces."""
    return " ".join(str(v) for v in values).replace(" -", "-")


def path(curves, per_mm, closed=True):
    """Fitted curves -> one path as text, or "" for none."""
    return text(numbers(*grid(curves, per_mm))) + ("z" if closed else "") if curves else ""


def paths(many, per_mm, closed=True):
    """Several paths as text."""
    return ";".join(p for p in (path(curves, per_mm, closed) for curves in many) if p)


HOLE = -32768


def depths(depth, seen):
    """Rows of depth (mm, first row lowest) -> little-endian int16: (first, count) of every row, then values in 0.1 mm."""
    head, body = [], []
    for row, ok in zip(np.round(depth * 10), seen, strict=True):
        columns = np.flatnonzero(ok)
        if len(columns):
            first, last = columns[0], columns[-1] + 1
            head += [first, last - first]
            body += [np.where(ok[first:last], row[first:last], HOLE)]
        else:
            head += [0, 0]
    return np.concatenate([np.array(head), *body]).astype("<i2").tobytes()
