"""Photographs made ready for paper: turned upright, shrunk to 200 dpi as printed, nothing kept but the picture."""

import io
from dataclasses import dataclass
from typing import Any

from PIL import Image, ImageCms, UnidentifiedImageError

from sclerochart.domain.errors import UserError
from sclerochart.domain.photo import Photo

DPI = 200
BOX_MM = (84.0, 92.0)
"""The largest width and height of a photograph in the treatment record."""

_QUALITY = 85
_TURNS = {
    2: (Image.Transpose.FLIP_LEFT_RIGHT,),
    3: (Image.Transpose.ROTATE_180,),
    4: (Image.Transpose.FLIP_TOP_BOTTOM,),
    5: (Image.Transpose.TRANSPOSE,),
    6: (Image.Transpose.ROTATE_270,),
    7: (Image.Transpose.TRANSVERSE,),
    8: (Image.Transpose.ROTATE_90,),
}


@dataclass(frozen=True, slots=True)
class PrintedPhoto:
    """A photograph as it will be printed: a JPEG without metadata and its size in pixels, upright."""

    photo: Photo
    jpeg: bytes
    width: int
    height: int


def printed_photo(
    photo: Photo, original: bytes, *, box_mm: tuple[float, float] = BOX_MM, dpi: int = DPI
) -> PrintedPhoto:
    """Shrink the original bytes to what the page can show; UserError when they are no picture."""
    room = tuple(round(side * dpi / 25.4) for side in box_mm)
    sideways = photo.orientation in (5, 6, 7, 8)
    stored_room = (room[1], room[0]) if sideways else (room[0], room[1])
    _register_heif()
    try:
        with Image.open(io.BytesIO(original)) as picture:
            # A JPEG decodes at an eighth, quarter or half of its size for free; twice the aim keeps edges clean.
            picture.thumbnail(stored_room, Image.Resampling.LANCZOS, reducing_gap=2.0)
            upright = _plain(picture)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise UserError("This photograph could not be read for printing.") from error
    for turn in _TURNS.get(photo.orientation, ()):
        upright = upright.transpose(turn)
    out = io.BytesIO()
    upright.save(out, "JPEG", quality=_QUALITY, optimize=False)
    return PrintedPhoto(photo, out.getvalue(), *upright.size)


def _plain(picture: Any) -> Any:
    """The pixels alone, in sRGB and on white, with nothing of what came beside them."""
    profile = picture.info.get("icc_profile")
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        layered = picture.convert("RGBA")
        flat = Image.new("RGB", layered.size, "white")
        flat.paste(layered, mask=layered.getchannel("A"))
    elif picture.mode in ("I;16", "I;16B", "I;16L", "I"):
        flat = picture.convert("I").point(lambda level: level * (1 / 257)).convert("L").convert("RGB")
    else:
        flat = picture if picture.mode in ("RGB", "CMYK") else picture.convert("RGB")
    if profile and flat.mode in ("RGB", "CMYK"):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            flat = ImageCms.profileToProfile(flat, source, ImageCms.createProfile("sRGB"), outputMode="RGB") or flat
        except (ImageCms.PyCMSError, OSError):
            pass
    plain = flat.convert("RGB") if flat.mode != "RGB" else flat.copy()
    plain.info.clear()
    return plain


def _register_heif() -> None:
    import pi_heif

    pi_heif.register_heif_opener(thumbnails=False)
