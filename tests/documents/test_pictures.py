"""Photographs made ready for paper."""

import io

import pytest
from PIL import Image, ImageCms

from sclerochart.documents.pictures import BOX_MM, DPI, printed_photo
from sclerochart.domain.errors import UserError
from tests.documents import sample_records as samples

BOX = tuple(round(side * DPI / 25.4) for side in BOX_MM)


def cornered(orientation: int) -> bytes:
    """A picture that is dark in the corner that is at the top left once it is turned upright."""
    upright = Image.new("RGB", (1200, 900), "white")
    upright.paste((20, 20, 20), (0, 0, 300, 300))
    undo = {2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
            5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE,
            8: Image.Transpose.ROTATE_270}  # fmt: skip
    stored = upright.transpose(undo[orientation]) if orientation in undo else upright
    out = io.BytesIO()
    stored.save(out, "JPEG")
    return out.getvalue()


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photograph_is_turned_upright_by_what_was_read_at_import(orientation: int) -> None:
    made = printed_photo(samples.photo(0, orientation=orientation), cornered(orientation))
    with Image.open(io.BytesIO(made.jpeg)) as picture:
        assert (made.width, made.height) == picture.size
        assert abs(picture.width / picture.height - 4 / 3) < 0.02
        assert picture.convert("L").getpixel((20, 20)) < 80
        assert picture.convert("L").getpixel((picture.width - 20, picture.height - 20)) > 200


@pytest.mark.parametrize("size", [(4000, 3000), (3000, 4000), (300, 200)])
def test_it_is_no_larger_than_the_page_can_show_and_never_enlarged(size: tuple[int, int]) -> None:
    made = printed_photo(samples.photo(0), samples.jpeg(0, width=size[0], height=size[1]))
    assert made.width <= min(BOX[0], size[0])
    assert made.height <= min(BOX[1], size[1])
    assert made.width in (BOX[0], 300) or made.height == BOX[1]


@pytest.mark.parametrize(
    ("mode", "kind"),
    [
        *((mode, "PNG") for mode in ("L", "RGBA", "P", "I;16", "1")),
        ("CMYK", "TIFF"),
        ("RGBA", "TIFF"),
        ("I;16", "TIFF"),
    ],
)
def test_every_kind_of_picture_becomes_a_plain_one(mode: str, kind: str) -> None:
    out = io.BytesIO()
    Image.new(mode, (640, 480)).save(out, kind)
    with Image.open(io.BytesIO(printed_photo(samples.photo(0), out.getvalue()).jpeg)) as picture:
        assert picture.mode == "RGB"


def test_colours_of_another_profile_are_turned_into_those_of_the_printer() -> None:
    out = io.BytesIO()
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    Image.new("RGB", (640, 480), (180, 120, 90)).save(out, "JPEG", icc_profile=profile)
    with Image.open(io.BytesIO(printed_photo(samples.photo(0), out.getvalue()).jpeg)) as picture:
        assert "icc_profile" not in picture.info
        seen = picture.getpixel((10, 10))
        assert isinstance(seen, tuple)
        assert all(abs(a - b) <= 3 for a, b in zip(seen, (180, 120, 90), strict=True))


@pytest.mark.parametrize("data", [b"", b"not a picture", samples.jpeg(0)[:4000]])
def test_what_is_no_picture_is_said_in_words(data: bytes) -> None:
    with pytest.raises(UserError, match="could not be read for printing"):
        printed_photo(samples.photo(0), data)
