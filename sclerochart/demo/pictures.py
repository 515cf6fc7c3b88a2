"""Photographs for the demo: a leg painted from the atlas, with thread veins that fade from visit to visit.

They are drawings, and say so; no picture of a person ships with the program.
"""

import io
import random
from datetime import datetime

from PIL import Image, ImageDraw, ImageFilter, ImageFont

from sclerochart import assets
from sclerochart.domain import atlas
from sclerochart.domain.leg import Side, Spot, View
from sclerochart.domain.shapes import Command

_SIZE = (1500, 2000)
_PALETTE = ((214, 176, 152), (201, 160, 136), (226, 190, 168))


def _flatten(commands: tuple[Command, ...], steps: int = 8) -> list[list[tuple[float, float]]]:
    """Closed outlines of a path in mm, curves as `steps` straight pieces."""
    loops: list[list[tuple[float, float]]] = []
    for name, numbers in commands:
        if name == "M":
            loops.append([(numbers[0], numbers[1])])
        elif name == "L":
            loops[-1].append((numbers[0], numbers[1]))
        elif name == "C":
            (x0, y0), (x1, y1, x2, y2, x3, y3) = loops[-1][-1], numbers
            for step in range(1, steps + 1):
                t, u = step / steps, 1 - step / steps
                loops[-1].append((
                    u**3 * x0 + 3 * u * u * t * x1 + 3 * u * t * t * x2 + t**3 * x3,
                    u**3 * y0 + 3 * u * u * t * y1 + 3 * u * t * t * y2 + t**3 * y3,
                ))  # fmt: skip
    return loops


def leg_picture(side: Side, view: View, *, veins: float, seed: int, at: datetime) -> bytes:
    """A JPEG of one leg on a grey backdrop; `veins` from 1 (all) to 0 (none); taken `at` (naive local time)."""
    shapes = random.Random(f"{side}-{view}")
    light = random.Random(seed)
    x0, y0, x1, y1 = atlas.shipped().bounds(view)
    scale = _SIZE[1] * 1.9 / (y1 - y0)
    backdrop = tuple(150 + light.randint(-6, 6) for _ in range(3))
    image = Image.new("RGB", _SIZE, backdrop)
    draw = ImageDraw.Draw(image)
    middle, top = (x0 + x1) / 2 + light.uniform(-6, 6), y1 - 120 + light.uniform(-8, 8)

    def pixel(x: float, y: float) -> tuple[float, float]:
        turned = x if side == "left" else x0 + x1 - x
        return _SIZE[0] / 2 + (turned - middle) * scale, (top - y) * scale

    base = _PALETTE[light.randrange(len(_PALETTE))]
    layers = [layer for layer in atlas.shipped().drawing(view) if layer.role == "silhouette" or "tone" in layer.role]
    for number, layer in enumerate(layers):
        tone = tuple(min(255, channel - 34 + number * 4) for channel in base)
        for loop in _flatten(layer.commands):
            if len(loop) > 2:
                draw.polygon([pixel(x, y) for x, y in loop], fill=tone)
    image = image.filter(ImageFilter.GaussianBlur(7))
    overlay = Image.new("RGBA", _SIZE, (0, 0, 0, 0))
    ink = ImageDraw.Draw(overlay)
    for _ in range(34):
        x, y = middle + shapes.gauss(0, 20), top - shapes.uniform(90, 330)
        heading = shapes.uniform(-1, 1)
        points = [pixel(x, y)]
        for _ in range(shapes.randint(6, 16)):
            heading = max(-1.2, min(1.2, heading + shapes.uniform(-0.7, 0.7)))
            x, y = x + heading * 2.4, y - shapes.uniform(1.0, 4.0)
            if atlas.shipped().place(Spot("left", view, x, y)) is None:
                break
            points.append(pixel(x, y))
        keep = shapes.random()
        if keep < veins and len(points) > 3:
            colour = shapes.choice([(142, 44, 66), (122, 52, 104), (86, 78, 128)])
            ink.line(points, fill=(*colour, int(60 + 110 * veins)), width=shapes.choice([3, 4, 6]), joint="curve")
    image.paste(overlay.filter(ImageFilter.GaussianBlur(1.6)), mask=overlay.filter(ImageFilter.GaussianBlur(1.6)))
    words = ImageFont.truetype(assets.path("fonts/NotoSans-Regular.ttf"), 34)
    ImageDraw.Draw(image).text((40, _SIZE[1] - 70), "DEMO DRAWING, NOT A PERSON", fill=(70, 70, 70), font=words)
    exif = Image.Exif()
    exif[0x9003] = exif[0x0132] = at.strftime("%Y:%m:%d %H:%M:%S")
    out = io.BytesIO()
    image.save(out, "JPEG", quality=88, exif=exif.tobytes())
    return out.getvalue()
