import io
import random

import pytest
from PIL import Image, ImageCms

from sclerochart.domain.errors import UserError
from sclerochart.store import pictures
from tests.store.sample_pictures import BLUE, CAMERA, GREEN, RED, bomb, camera_notes, drawing, picture

KINDS = {"JPEG": "jpeg", "PNG": "png", "TIFF": "tiff", "WEBP": "webp", "HEIF": "heic"}


def near(pixel: object, colour: tuple[int, int, int], *, by: int = 30) -> bool:
    assert isinstance(pixel, tuple)
    return all(abs(a - b) <= by for a, b in zip(pixel, colour, strict=True))


def upright(image: Image.Image) -> bool:
    right, bottom = image.width - 5, image.height - 5
    return (
        near(image.getpixel((4, 4)), RED)
        and near(image.getpixel((right, 4)), GREEN)
        and near(image.getpixel((4, bottom)), BLUE)
    )


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_picture_is_read_with_its_time(kind: str) -> None:
    facts, thumbnail = pictures.inspect(picture(kind))
    assert facts.kind == KINDS[kind]
    assert facts.taken is not None
    assert facts.taken.local().isoformat() == "2026-10-12T09:30:00"
    assert facts.taken.offset_min == 60
    with Image.open(io.BytesIO(thumbnail)) as small:
        assert small.format == "JPEG"
        assert max(small.size) == 320


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_thumbnail_copy_and_preview_are_upright_however_the_camera_was_held(kind: str, orientation: int) -> None:
    data = picture(kind, orientation=orientation)
    facts, thumbnail = pictures.inspect(data)
    with Image.open(io.BytesIO(thumbnail)) as small:
        assert small.size == (320, 200)
        assert upright(small)
    copy, *size = pictures.printable(data, orientation=facts.orientation)
    with Image.open(io.BytesIO(copy)) as large:
        assert large.size == tuple(size) == (640, 400)
        assert upright(large)
    shown = pictures.preview(data, orientation=facts.orientation, max_px=400)
    assert upright(Image.frombytes("RGB", (shown.width, shown.height), shown.rgb))


@pytest.mark.parametrize("kind", ["JPEG", "TIFF", "WEBP"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_detail_is_the_same_part_however_the_camera_was_held(kind: str, orientation: int) -> None:
    data = picture(kind, orientation=orientation)
    facts, _ = pictures.inspect(data)
    shown = pictures.detail(data, orientation=facts.orientation, part=(0.5, 0.0, 1.0, 0.5), max_px=1000)
    cut = Image.frombytes("RGB", (shown.width, shown.height), shown.rgb)
    assert cut.size == (320, 200)
    assert near(cut.getpixel((315, 4)), GREEN)
    assert not near(cut.getpixel((4, 4)), RED)
    shown = pictures.detail(data, orientation=facts.orientation, part=(0.0, 0.5, 0.5, 1.0), max_px=1000)
    cut = Image.frombytes("RGB", (shown.width, shown.height), shown.rgb)
    assert near(cut.getpixel((4, 195)), BLUE)


@pytest.mark.parametrize("kind", KINDS)
def test_a_copy_that_leaves_carries_no_metadata(kind: str) -> None:
    data = picture(kind, orientation=6)
    if kind != "HEIF":
        assert CAMERA.encode() in data
    facts, thumbnail = pictures.inspect(data)
    for copy in (pictures.printable(data, orientation=facts.orientation, box=(300, 300))[0], thumbnail):
        with Image.open(io.BytesIO(copy)) as image:
            assert not image.getexif()
            assert not image.getexif().get_ifd(0x8825)
            assert not {"icc_profile", "xmp", "comment", "exif", "photoshop"} & set(image.info)
        for word in (b"Exif", b"GPS", b"xmp", b"ICC_PROFILE", b"Invented", CAMERA.encode()):
            assert word not in copy


def test_a_picture_in_other_colours_becomes_srgb() -> None:
    """A profile with the red and the blue primary exchanged shows best whether it was used."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    profile = profile.replace(b"rXYZ", b"????").replace(b"bXYZ", b"rXYZ").replace(b"????", b"bXYZ")
    out = io.BytesIO()
    drawing().save(out, "PNG", icc_profile=profile)
    copy, *_ = pictures.printable(out.getvalue(), orientation=1)
    with Image.open(io.BytesIO(copy)) as image:
        assert near(image.getpixel((4, 4)), (30, 30, 200))
    assert b"ICC_PROFILE" not in copy


def test_a_profile_that_does_not_fit_is_left_out_and_the_picture_stays() -> None:
    for profile in (ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes(), b"nonsense"):
        out = io.BytesIO()
        drawing().save(out, "JPEG", icc_profile=profile)
        with Image.open(io.BytesIO(pictures.printable(out.getvalue(), orientation=1)[0])) as image:
            assert upright(image)


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGBA", "I;16"])
def test_unusual_pictures_are_shown_on_white(mode: str) -> None:
    out = io.BytesIO()
    if mode == "I;16":
        Image.new("I;16", (400, 300), 0xFFFF).save(out, "PNG")
    elif mode == "RGBA":
        Image.new("RGBA", (400, 300), (0, 0, 0, 0)).save(out, "PNG")
    elif mode == "LA":
        Image.new("LA", (400, 300), (0, 0)).save(out, "PNG")
    else:
        Image.new("L", (400, 300), 255).convert(mode).save(out, "PNG")
    shown = pictures.preview(out.getvalue(), orientation=1)
    assert shown.rgb[:3] == b"\xff\xff\xff"


@pytest.mark.parametrize("mode", ["CMYK", "RGBA", "I;16"])
def test_a_tiff_of_any_kind_becomes_a_plain_jpeg(mode: str) -> None:
    out = io.BytesIO()
    Image.new(mode, (640, 480)).save(out, "TIFF")
    with Image.open(io.BytesIO(pictures.printable(out.getvalue(), orientation=1)[0])) as image:
        assert (image.format, image.mode) == ("JPEG", "RGB")


@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
@pytest.mark.parametrize("size", [(1600, 1000), (1000, 1600), (200, 100)])
def test_a_copy_for_paper_fits_its_box_upright_and_is_never_enlarged(size: tuple[int, int], orientation: int) -> None:
    data = picture(width=size[0], height=size[1], orientation=orientation)
    copy, width, height = pictures.printable(data, orientation=orientation, box=(300, 330), quality=85)
    with Image.open(io.BytesIO(copy)) as image:
        assert image.size == (width, height)
        assert upright(image)
    share = min(300 / size[0], 330 / size[1], 1.0)
    assert max(abs(width - size[0] * share), abs(height - size[1] * share)) < 1


def test_sixteen_bits_of_grey_keep_their_middle() -> None:
    out = io.BytesIO()
    Image.new("I;16", (40, 30), 0x8000).save(out, "PNG")
    assert abs(pictures.preview(out.getvalue(), orientation=1).rgb[0] - 128) <= 1


@pytest.mark.parametrize("taken", ["0000:00:00 00:00:00", "", "1970:01:01 00:00:00", "2199:01:01 10:00:00", "soon"])
def test_a_camera_clock_that_was_not_set_says_nothing(taken: str) -> None:
    facts, _ = pictures.inspect(picture(taken=taken))
    assert facts.taken is None


def test_without_an_offset_the_wall_clock_is_this_computers() -> None:
    facts, _ = pictures.inspect(picture(offset=""))
    assert facts.taken is not None
    assert facts.taken.local().isoformat() == "2026-10-12T09:30:00"


def test_what_is_no_picture_says_so() -> None:
    for data, words in (
        (b"", "is empty"),
        (b"Dear clinic, thank you for your letter.", "is not a JPEG"),
        (b"%PDF-1.7\n" + bytes(500), "is not a JPEG"),
        (bomb(), "60000 × 60000"),
    ):
        with pytest.raises(pictures.NotAPicture, match=words):
            pictures.inspect(data)


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_that_was_cut_short_says_so(kind: str) -> None:
    data = picture(kind)
    for share in (0.97, 0.5, 0.2):
        with pytest.raises(pictures.NotAPicture, match=r"is damaged or was cut short$"):
            pictures.inspect(data[: int(len(data) * share)])


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.filterwarnings("ignore")  # the libraries warn of damage in many words of their own
def test_random_damage_is_refused_or_survived_but_never_a_crash(kind: str) -> None:
    chance = random.Random(7)
    data = picture(kind, width=160, height=100)
    for _ in range(60):
        damaged = bytearray(data)
        for _ in range(chance.randint(1, 8)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        try:
            facts, _ = pictures.inspect(bytes(damaged))
        except pictures.NotAPicture:
            continue
        assert facts.width > 0


def test_a_damaged_original_is_a_sentence_when_it_is_to_be_shown() -> None:
    with pytest.raises(UserError, match="could not be shown"):
        pictures.printable(picture()[:500], orientation=1)


def test_the_notes_of_the_samples_do_hold_a_place() -> None:
    assert camera_notes().get_ifd(0x8825)[1] == "N"
    with Image.open(io.BytesIO(picture())) as image:
        assert image.getexif().get_ifd(0x8825)[2] == (51.0, 30.0, 26.0)
