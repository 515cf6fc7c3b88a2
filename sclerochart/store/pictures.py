"""Pictures as bytes: what a file holds, its thumbnail, and the copies that may leave the vault. No files, no database.

Every copy made here is drawn anew from the pixels, upright, and carries no metadata of any kind.
"""

import io
import math
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pi_heif
from PIL import ExifTags, Image, ImageCms

from sclerochart.domain import moments
from sclerochart.domain.errors import UserError
from sclerochart.domain.moments import Moment

KINDS = {"JPEG": "jpeg", "MPO": "jpeg", "PNG": "png", "TIFF": "tiff", "WEBP": "webp", "HEIF": "heic"}
"""Pillow's name of a format -> ours. An MPO is a JPEG of a phone with further pictures behind it."""

MOST_PIXELS = 120_000_000
THUMBNAIL_PX = 320
PREVIEW_PX = 1600

_FORMATS = ("JPEG", "PNG", "TIFF", "WEBP", "HEIF")
_TURNS = {
    2: (Image.Transpose.FLIP_LEFT_RIGHT,),
    3: (Image.Transpose.ROTATE_180,),
    4: (Image.Transpose.FLIP_TOP_BOTTOM,),
    5: (Image.Transpose.TRANSPOSE,),
    6: (Image.Transpose.ROTATE_270,),
    7: (Image.Transpose.TRANSVERSE,),
    8: (Image.Transpose.ROTATE_90,),
}
_EARLIEST = datetime(1990, 1, 1)

_ONE_LARGE = threading.Lock()
"""Two pictures decoded for the screen at the same time would take twice the memory."""

# The size is checked here, before any pixel is decoded: Pillow's own warning would be raised in the middle of a thread.
Image.MAX_IMAGE_PIXELS = None
pi_heif.register_heif_opener(thumbnails=False)


class NotAPicture(Exception):  # noqa: N818
    """Why the bytes are not a photograph that can be kept, as the end of a sentence about the file."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a picture says about itself. Sizes in pixels as stored; `orientation` is EXIF's 1 to 8."""

    kind: str
    width: int
    height: int
    orientation: int
    taken: Moment | None


Part = tuple[float, float, float, float]
"""Left, top, right, bottom of a part of an upright picture, in fractions of it."""


@dataclass(frozen=True, slots=True)
class Pixels:
    """An upright picture as rows of red, green, blue without padding."""

    width: int
    height: int
    rgb: bytes


def inspect(data: bytes) -> tuple[Facts, bytes]:
    """What the bytes hold and a thumbnail (JPEG, upright); NotAPicture when they cannot be kept.

    Making the thumbnail decodes the picture to its end, so a picture that was cut short is found here.
    """
    with _opened(data) as image:
        kind, orientation, taken = KINDS[image.format or ""], *_said(image)
        facts = Facts(kind, *image.size, orientation, taken)
        return facts, _jpeg(_upright(image, facts.orientation, (THUMBNAIL_PX, THUMBNAIL_PX)), quality=80)


def printable(
    original: bytes, *, orientation: int, box: tuple[int, int] | None = None, quality: int = 92
) -> tuple[bytes, int, int]:
    """A JPEG for paper or to give away with its width and height: upright, sRGB, never enlarged, no wider and no higher
    than `box` pixels, no metadata at all."""
    with _readable(original) as image:
        upright = _upright(image, orientation, box)
        return _jpeg(upright, quality=quality), *upright.size


def preview(original: bytes, *, orientation: int, max_px: int = PREVIEW_PX) -> Pixels:
    """The picture for the screen, upright, at most `max_px` wide and high."""
    with _ONE_LARGE, _readable(original) as image:
        upright = _upright(image, orientation, (max_px, max_px))
        return Pixels(*upright.size, upright.tobytes())


def detail(original: bytes, *, orientation: int, part: Part, max_px: int) -> Pixels:
    """One part of the picture, upright, at most `max_px` wide and high, with all that the original shows there."""
    left, top, right, bottom = part
    with _ONE_LARGE, _readable(original) as image:
        if image.format in ("JPEG", "MPO"):  # decoded no larger than it is looked at
            longest = math.ceil(max_px / max(right - left, bottom - top))
            image.draft(None, (longest, longest))
        corners = _stored(orientation, left, top), _stored(orientation, right, bottom)
        (x0, x1), (y0, y1) = (sorted(values) for values in zip(*corners, strict=True))
        profile = image.info.get("icc_profile")
        box = [round(value) for value in (x0 * image.width, y0 * image.height, x1 * image.width, y1 * image.height)]
        cut = image.crop((box[0], box[1], max(box[2], box[0] + 1), max(box[3], box[1] + 1)))
        cut.thumbnail((max_px, max_px), Image.Resampling.LANCZOS)
        upright = _turned(_srgb(cut, profile), orientation)
        return Pixels(*upright.size, upright.tobytes())


def _stored(orientation: int, x: float, y: float) -> tuple[float, float]:
    """A point of the upright picture, in fractions of it, as a point of the stored one."""
    if orientation >= 5:
        x, y = y, x
    return 1 - x if orientation in (2, 3, 7, 8) else x, 1 - y if orientation in (3, 4, 6, 7) else y


@contextmanager
def _readable(original: bytes) -> Iterator[Image.Image]:
    try:
        with _opened(original) as image:
            yield image
    except NotAPicture as error:
        raise UserError(
            f"This photograph could not be shown: it {error}. The original in the vault is as it was."
        ) from error


@contextmanager
def _opened(data: bytes) -> Iterator[Image.Image]:
    """The picture, opened and not yet decoded; whatever the libraries raise at damaged bytes becomes NotAPicture."""
    if not data:
        raise NotAPicture("is empty")
    try:
        image = Image.open(io.BytesIO(data), formats=_FORMATS)
    except Exception as error:
        raise NotAPicture(
            "is not a JPEG, PNG, TIFF, WebP or HEIC picture, or it is damaged or was cut short"
        ) from error
    with image:
        if image.width * image.height > MOST_PIXELS:
            raise NotAPicture(
                f"claims to be {image.width} × {image.height} pixels, more than the "
                f"{MOST_PIXELS // 1_000_000} megapixels that can be opened safely"
            )
        try:
            yield image
        except MemoryError as error:
            raise NotAPicture("needs more memory than this computer has free") from error
        except Exception as error:
            raise NotAPicture("is damaged or was cut short") from error


def _said(image: Image.Image) -> tuple[int, Moment | None]:
    """Orientation and capture time; damaged notes beside a sound picture are as good as none."""
    try:
        exif = image.getexif()
        # Pillow turns a TIFF and libheif a HEIC by themselves, so those are upright as they come.
        return 1 if image.format in ("TIFF", "HEIF") else _orientation(exif), _taken(exif)
    except Exception:
        return 1, None


def _orientation(exif: Image.Exif) -> int:
    found = exif.get(ExifTags.Base.Orientation)
    return found if isinstance(found, int) and 1 <= found <= 8 else 1


def _taken(exif: Image.Exif) -> Moment | None:
    """When the camera says it was; None when it does not say or its clock was plainly not set."""
    detail = exif.get_ifd(ExifTags.IFD.Exif)
    for time_tag, offset_tag in (
        (ExifTags.Base.DateTimeOriginal, ExifTags.Base.OffsetTimeOriginal),
        (ExifTags.Base.DateTimeDigitized, ExifTags.Base.OffsetTimeDigitized),
    ):
        try:
            wall = datetime.strptime(str(detail.get(time_tag, "")).strip("\0 "), "%Y:%m:%d %H:%M:%S")
        except ValueError:
            continue
        if not _EARLIEST < wall < datetime.now() + timedelta(days=1):
            continue
        offset = _offset(str(detail.get(offset_tag, "")).strip("\0 "))
        if offset is None:
            return moments.from_local(wall)
        return Moment(int(wall.replace(tzinfo=timezone(timedelta(minutes=offset))).astimezone(UTC).timestamp()), offset)
    return None


def _offset(words: str) -> int | None:
    """ "+01:00" in minutes."""
    if len(words) != 6 or words[0] not in "+-" or words[3] != ":" or not (words[1:3] + words[4:]).isdecimal():
        return None
    minutes = int(words[1:3]) * 60 + int(words[4:])
    return None if minutes > 14 * 60 else minutes if words[0] == "+" else -minutes


def _upright(image: Image.Image, orientation: int, box: tuple[int, int] | None) -> Image.Image:
    """Shrunk into the box first and turned after, in sRGB on white: turning first would decode every pixel of a large
    JPEG, of which an eighth, quarter or half of its size comes for free."""
    profile = image.info.get("icc_profile")
    if box is not None:
        stored = (box[1], box[0]) if orientation >= 5 else box
        image.thumbnail(stored, Image.Resampling.LANCZOS, reducing_gap=2.0)
    return _turned(_srgb(image, profile), orientation)


def _turned(plain: Image.Image, orientation: int) -> Image.Image:
    """Upright, with nothing but pixels."""
    for turn in _TURNS.get(orientation, ()):
        plain = plain.transpose(turn)
    plain.info.clear()
    return plain


def _srgb(image: Image.Image, profile: Any) -> Image.Image:
    """Red, green and blue as every screen and printer takes them."""
    if image.mode.startswith(("I", "F")):
        image = _eight_bit(image)
    if image.mode in ("P", "PA", "LA", "La", "RGBa") or "transparency" in image.info:
        image = image.convert("RGBA")
    if image.mode == "RGBA":
        ground = Image.new("RGB", image.size, "white")
        ground.paste(image, mask=image.getchannel("A"))
        image = ground
    if profile and image.mode in ("RGB", "L", "CMYK"):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            turned = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError):
            turned = None
        if turned is not None:
            return turned
    return image.convert("RGB") if image.mode != "RGB" else image.copy()


def _eight_bit(image: Image.Image) -> Image.Image:
    """Sixteen or more bits of grey, stretched to what is there, as eight."""
    grey = image.convert("F")
    low, high = grey.getextrema()
    assert isinstance(low, float)
    assert isinstance(high, float)
    top = 255.0 if high <= 255 and low >= 0 else 65535.0 if low >= 0 and high <= 65535 else max(high, 1.0)
    return grey.point(lambda value: value * (255.0 / top) + 0.0).convert("L")


def _jpeg(image: Image.Image, *, quality: int) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality, optimize=False, subsampling=0 if quality > 90 else 2)
    return out.getvalue()
