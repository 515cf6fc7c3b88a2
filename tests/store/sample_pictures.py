"""Plainly synthetic pictures of every kind, with the notes that a camera leaves in them."""

import io
import zlib
from functools import cache
from pathlib import Path

from PIL import Image, ImageCms, ImageDraw
from PIL.PngImagePlugin import PngInfo

HEIC = Path(__file__).parents[1] / "data" / "synthetic.heic"


@cache
def colours() -> bytes:
    """A colour profile, made once: it holds the second at which it was made."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


"""A drawing of 320 × 200 pixels, a red corner top left, made with an encoder that the program does not ship."""

RED, GREEN, BLUE = (200, 30, 30), (30, 160, 60), (40, 60, 190)
CAMERA = "Plainly Invented Camera"


def drawing(width: int = 640, height: int = 400, *, seed: int = 1) -> Image.Image:
    """Skin-coloured, a line or two, and corners by which up and left are told: red top left, green top right."""
    image = Image.new("RGB", (width, height), (214, 170, 150))
    draw = ImageDraw.Draw(image)
    size = max(8, min(width, height) // 5)
    draw.rectangle((0, 0, size, size), fill=RED)
    draw.rectangle((width - size, 0, width, size), fill=GREEN)
    draw.rectangle((0, height - size, size, height), fill=BLUE)
    for line in range(6):
        draw.line(
            (width // 3, (line * 37 * seed) % height, width * 2 // 3, (line * 53 * seed) % height), (110, 50, 120), 3
        )
    return image


def camera_notes(*, taken: str = "2026:10:12 09:30:00", offset: str = "+01:00", orientation: int = 1) -> Image.Exif:
    """EXIF with camera, time and a place on earth."""
    exif = Image.Exif()
    exif[0x010F] = CAMERA
    exif[0x0112] = orientation
    exif.get_ifd(0x8769).update({36867: taken} | ({36881: offset} if offset else {}))
    exif.get_ifd(0x8825).update({1: "N", 2: (51.0, 30.0, 26.0), 3: "W", 4: (0.0, 7.0, 39.0)})
    return exif


def picture(
    kind: str = "JPEG", *, width: int = 640, height: int = 400, seed: int = 1, orientation: int = 1,
    taken: str = "2026:10:12 09:30:00", offset: str = "+01:00", notes: bool = True,
) -> bytes:  # fmt: skip
    """The bytes of a file of that kind; `orientation` says how the stored picture must be turned to be upright."""
    if kind == "HEIF":
        return HEIC.read_bytes()
    image = drawing(width, height, seed=seed)
    undo = {
        3: Image.Transpose.ROTATE_180, 6: Image.Transpose.ROTATE_90, 8: Image.Transpose.ROTATE_270,
        2: Image.Transpose.FLIP_LEFT_RIGHT, 4: Image.Transpose.FLIP_TOP_BOTTOM, 5: Image.Transpose.TRANSPOSE,
        7: Image.Transpose.TRANSVERSE,
    }  # fmt: skip
    if orientation in undo:
        image = image.transpose(undo[orientation])
    options: dict[str, object] = {}
    if notes:
        options["exif"] = camera_notes(taken=taken, offset=offset, orientation=orientation).tobytes()
        options["icc_profile"] = colours()
        if kind == "JPEG":
            options["comment"] = b"taken at the Plainly Invented Clinic"
            options["xmp"] = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>Plainly invented</x:xmpmeta>"
        if kind == "PNG":
            words = PngInfo()
            words.add_text("Comment", "taken at the Plainly Invented Clinic")
            options["pnginfo"] = words
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def bomb() -> bytes:
    """A PNG of a few hundred bytes that claims to be 60,000 × 60,000 pixels."""
    small = io.BytesIO()
    Image.new("1", (8, 8)).save(small, "PNG")
    data = bytearray(small.getvalue())
    data[16:24] = (60_000).to_bytes(4, "big") * 2
    data[29:33] = zlib.crc32(data[12:29]).to_bytes(4, "big")
    return bytes(data)
