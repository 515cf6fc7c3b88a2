"""The theme is readable: contrast by the formula of WCAG 2.2, in light and in dark."""

import re
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QComboBox, QMenu, QPushButton, QStyledItemDelegate
from pytestqt.qtbot import QtBot

from sclerochart import assets
from sclerochart.ui import icons, theme

TEXT_ON = [(ink, ground) for ground in ("paper", "surface", "sunken", "accent_soft") for ink in ("ink", "ink_soft")] + [
    ("on_accent", "accent"),
    ("on_accent", "accent_strong"),
    ("notice_ink", "notice"),
    ("accent", "paper"),
    ("accent", "surface"),
]
SHAPE_ON = [(shape, ground) for shape in ("edge", "accent", "focus") for ground in ("paper", "surface", "sunken")] + [
    ("notice_edge", "notice"),
    ("notice_edge", "paper"),
]


def _luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_contrast_formula_knows_black_on_white() -> None:
    assert _contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXT_ON)
def test_text_is_readable_on_its_ground(name: str, ink: str, ground: str) -> None:
    colours = theme.THEMES[name]
    assert _contrast(getattr(colours, ink), getattr(colours, ground)) >= 4.5


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize(("shape", "ground"), SHAPE_ON)
def test_outlines_and_focus_rings_stand_out_from_their_ground(name: str, shape: str, ground: str) -> None:
    colours = theme.THEMES[name]
    assert _contrast(getattr(colours, shape), getattr(colours, ground)) >= 3.0


def test_no_colour_of_the_theme_is_red() -> None:
    for colours in theme.THEMES.values():
        for role in colours._fields:
            hue = theme.QColor(getattr(colours, role)).hsvHue()
            strong = theme.QColor(getattr(colours, role)).hsvSaturation() > 60
            assert not (strong and (hue < 20 or hue > 330)), role


@pytest.mark.parametrize("name", ["light", "dark"])
def test_every_token_of_the_style_sheet_has_a_value(name: str) -> None:
    from sclerochart.ui.style_sheet import style_sheet

    sheet = style_sheet(theme.tokens(name))  # type: ignore[arg-type]
    assert "$" not in sheet
    for picture in re.findall(r"url\(([^)]+)\)", sheet):
        assert Path(picture).is_file()


def test_a_button_is_high_enough_for_a_glove_and_large_enough_to_read(qapp: QApplication, qtbot) -> None:  # type: ignore[no-untyped-def]
    theme.apply(qapp)
    button = QPushButton("Start session")
    qtbot.addWidget(button)
    button.show()
    assert button.height() >= theme.TOUCH
    assert button.font().pixelSize() >= 14


def test_lines_of_menus_and_lists_are_as_high_as_a_gloved_finger(qapp: QApplication, qtbot: QtBot) -> None:
    theme.apply(qapp, "light")
    menu = QMenu()
    qtbot.addWidget(menu)
    act = menu.addAction("Settings")
    menu.ensurePolished()
    assert menu.actionGeometry(act).height() >= theme.TOUCH
    box = QComboBox()
    qtbot.addWidget(box)
    box.addItems(["one", "two"])
    box.setItemDelegate(QStyledItemDelegate(box))
    box.view().ensurePolished()
    assert box.view().sizeHintForRow(0) >= theme.TOUCH


def test_icons_follow_the_theme(qapp: QApplication, qtbot) -> None:  # type: ignore[no-untyped-def]
    theme.apply(qapp, "light")
    button = QPushButton("Undo")
    qtbot.addWidget(button)
    icons.dress(button, "undo-2")
    light = button.icon().pixmap(22).toImage()
    theme.apply(qapp, "dark")
    try:
        assert button.icon().pixmap(22).toImage() != light
    finally:
        theme.apply(qapp, "light")


def test_every_shipped_icon_draws_something(qapp: QApplication) -> None:
    for name in assets.names("icons", ".svg"):
        picture = icons.pixmap(name.rsplit("/", 1)[1].removesuffix(".svg")).toImage()
        assert any(picture.pixelColor(x, y).alpha() for x in range(22) for y in range(22)), name


def test_the_shipped_fonts_hold_latin_cyrillic_and_greek(qapp: QApplication) -> None:
    theme.apply(qapp)
    metrics = theme.QFontDatabase
    assert theme.FAMILY in metrics.families()
    from PySide6.QtGui import QRawFont

    for face in ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf"):
        raw = QRawFont(str(assets.path(f"fonts/{face}")), 15)
        assert all(raw.supportsCharacter(ord(letter)) for letter in "AzéŁłşČİЖщΩπ€£–…µ×½%")


def test_every_icon_that_ships_is_used_and_has_its_licence_beside_it() -> None:
    source = "".join(
        path.read_text(encoding="utf-8") for path in (assets.folder().parent / "sclerochart").rglob("*.py")
    )
    shipped = [name.rsplit("/", 1)[1].removesuffix(".svg") for name in assets.names("icons", ".svg")]
    assert [name for name in shipped if f'"{name}"' not in source] == []
    assert "ISC License" in assets.read_text("icons/LICENSE")
    assert "SIL OPEN FONT LICENSE" in assets.read_text("fonts/OFL.txt")
