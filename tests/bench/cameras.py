"""Photographs of any size, as a camera makes them: noise over a slow change of light, plainly synthetic."""

import io
import os

from PIL import Image


def jpeg(width: int, height: int, *, quality: int = 90) -> bytes:
    """A JPEG that compresses like a real one, lying on its side as a phone stores it (orientation 6)."""
    grain = Image.frombytes("L", (width // 8, height // 8), os.urandom((width // 8) * (height // 8)))
    light = Image.linear_gradient("L").resize((width, height))
    mixed = Image.blend(light, grain.resize((width, height), Image.Resampling.BICUBIC), 0.25)
    picture = Image.merge("RGB", (mixed, mixed.point(lambda v: v * 0.8), mixed.point(lambda v: v * 0.7)))
    exif = Image.Exif()
    exif[0x0112] = 6
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality, exif=exif.tobytes())
    return out.getvalue()
