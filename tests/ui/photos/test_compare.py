from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from sclerochart.store import photo_files, sessions
from sclerochart.ui.photos.page import PhotosPage
from sclerochart.ui.photos.pane import PhotoPane
from tests.ui.photos.conftest import Clinic
from tests.ui.photos.test_photos_page import button, choose, import_and_wait


def panes(page: PhotosPage) -> tuple[PhotoPane, PhotoPane]:
    return page.comparison.older.pane, page.comparison.newer.pane


def shown(page: PhotosPage) -> tuple[str, str, str]:
    """Caption of the left, what stands between, caption of the right."""
    words = (page.findChild(QLabel, name).text() for name in ("older-caption", "weeks-between", "newer-caption"))
    left, between, right = words
    return left, between, right


def wait_for_pictures(page: PhotosPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: all(not pane.picture_size.isEmpty() for pane in panes(page)), timeout=10_000)


def three_photos(clinic: Clinic) -> tuple[str, str, str]:
    """The first and the newest of the right leg, medial, and one of the left leg in between."""
    return (
        clinic.photo(clinic.earlier, taken="2026:06:01 10:00:00", seed=1),
        clinic.photo(clinic.later, taken="2026:07:01 10:00:00", seed=2, leg="left", view="lateral"),
        clinic.photo(clinic.later, taken="2026:07:30 10:00:00", seed=3),
    )


def test_one_press_opens_the_newest_beside_the_first_of_the_same_leg_and_view(
    page: PhotosPage, clinic: Clinic, qtbot: QtBot
) -> None:
    three_photos(clinic)
    page.refresh()
    button(page, "compare-photos").click()
    assert shown(page) == (
        "1 Jun 2026 · Before · Right leg, medial",
        "8 weeks 3 days later",
        "30 Jul 2026 · Before · Right leg, medial",
    )
    wait_for_pictures(page, qtbot)
    assert panes(page)[0].picture_size.width() == 640


def test_double_click_and_the_keys_open_it_too(page: PhotosPage, clinic: Clinic, qtbot: QtBot) -> None:
    three_photos(clinic)
    page.refresh()
    for open_it in (
        lambda: qtbot.mouseDClick(
            page.grid.viewport(), Qt.MouseButton.LeftButton,
            pos=page.grid.visualRect(page.grid.model().index(1, 0)).center(),
        ),
        lambda: qtbot.keyClick(page.grid, Qt.Key.Key_Return),
        lambda: qtbot.keyClick(page.grid, Qt.Key.Key_C),
    ):  # fmt: skip
        choose(page, qtbot, 1)
        open_it()
        assert shown(page)[1] == "8 weeks 3 days later"
        qtbot.keyClick(panes(page)[0], Qt.Key.Key_Escape)
        assert page.grid.isVisible()


def test_any_two_chosen_are_compared_and_the_older_is_always_left(
    page: PhotosPage, clinic: Clinic, qtbot: QtBot
) -> None:
    three_photos(clinic)
    page.refresh()
    choose(page, qtbot, 1)
    choose(page, qtbot, 0, also=True)
    button(page, "compare-chosen").click()
    left, between, right = shown(page)
    assert left.startswith("1 Jul 2026")
    assert right.startswith("30 Jul 2026")
    assert between == "4 weeks 1 day later"


def test_before_is_left_of_after_also_when_the_files_hold_no_time(
    page: PhotosPage, clinic: Clinic, qtbot: QtBot
) -> None:
    for phase in ("After", "Before"):  # also when they came the other way round
        page.findChild(QComboBox, "batch-phase").setCurrentText(phase)
        files = [clinic.file(f"{phase}{n}.png", kind="PNG", notes=False, seed=10 * len(phase) + n) for n in range(3)]
        import_and_wait(qtbot, page, *files)
    assert page.grid.model().rowCount() == 6
    for after in range(3):
        for before in range(3, 6):
            choose(page, qtbot, after)
            choose(page, qtbot, before, also=True)
            button(page, "compare-chosen").click()
            left, between, right = shown(page)
            assert (" · Before · " in left, between, " · After · " in right) == (True, "Same day", True)
            button(page, "close-compare").click()
    strip = page.comparison.older.strip
    assert [strip.model().index(row, 0).data().split()[0] for row in range(6)] == ["Before"] * 3 + ["After"] * 3


def test_a_time_of_the_camera_does_not_put_before_behind_an_after_without_one(
    page: PhotosPage, clinic: Clinic, qtbot: QtBot
) -> None:
    page.findChild(QComboBox, "batch-phase").setCurrentText("After")
    import_and_wait(qtbot, page, clinic.file("a.png", kind="PNG", notes=False))
    begun = sessions.get(clinic.vault.db, clinic.later).treated_at.local()
    taken = begun.replace(hour=23, minute=59)
    clinic.photo(clinic.later, taken=f"{taken:%Y:%m:%d %H:%M:%S}", seed=9)
    page.refresh()
    choose(page, qtbot, 0)
    choose(page, qtbot, 1, also=True)
    button(page, "compare-chosen").click()
    left, between, right = shown(page)
    assert (" · Before · " in left, between, " · After · " in right) == (True, "Same day", True)


def test_either_side_is_changed_by_its_film_strip_and_order_is_kept(
    page: PhotosPage, clinic: Clinic, qtbot: QtBot
) -> None:
    three_photos(clinic)
    clinic.photo(clinic.later, taken="2026:09:01 10:00:00", seed=4)
    page.refresh()
    button(page, "compare-photos").click()
    assert shown(page)[2].startswith("1 Sep 2026")
    strip = page.comparison.older.strip
    qtbot.mouseClick(
        strip.viewport(), Qt.MouseButton.LeftButton, pos=strip.visualRect(strip.model().index(1, 0)).center()
    )
    assert shown(page)[0].startswith("1 Jul 2026")
    strip = page.comparison.newer.strip
    strip.setFocus()
    qtbot.keyClick(strip, Qt.Key.Key_Home)  # the first of all, older than what is left
    left, between, right = shown(page)
    assert left.startswith("1 Jun 2026")
    assert right.startswith("1 Jul 2026")
    assert between == "4 weeks 2 days later"
    assert page.comparison.older.strip.currentIndex().row() == 0
    assert page.comparison.newer.strip.currentIndex().row() == 1


def test_a_single_photo_says_how_to_choose_another(page: PhotosPage, clinic: Clinic, qtbot: QtBot) -> None:
    three_photos(clinic)
    page.refresh()
    choose(page, qtbot, 0)
    button(page, "compare-chosen").click()
    left, between, _ = shown(page)
    assert left.startswith("1 Jul 2026")
    assert between == ""
    assert "no other photo of this yet (left leg, lateral)" in panes(page)[1].accessibleName()


def test_both_sides_zoom_and_move_together_until_told_otherwise(page: PhotosPage, clinic: Clinic, qtbot: QtBot) -> None:
    three_photos(clinic)
    page.refresh()
    button(page, "compare-photos").click()
    wait_for_pictures(page, qtbot)
    left, right = panes(page)
    at = QPointF(left.width() / 2 + 40, left.height() / 2 - 30)
    before = (at - left.place().topLeft()) / left.scale()
    wheel = QWheelEvent(
        at, QPointF(left.mapToGlobal(at.toPoint())), QPoint(), QPoint(0, 360), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(left, wheel)
    after = (at - left.place().topLeft()) / left.scale()
    assert left.zoom == right.zoom > 1.5
    assert abs(before.x() - after.x()) < 0.01
    assert abs(before.y() - after.y()) < 0.01
    qtbot.mousePress(left, Qt.MouseButton.LeftButton, pos=QPoint(200, 200))
    qtbot.mouseMove(left, QPoint(230, 190))
    qtbot.mouseRelease(left, Qt.MouseButton.LeftButton, pos=QPoint(230, 190))
    assert left.middle == right.middle
    button(page, "compare-together").click()
    qtbot.keyClick(left, Qt.Key.Key_Plus)
    assert left.zoom > right.zoom
    button(page, "compare-fit").click()
    assert left.zoom == right.zoom == 1
    qtbot.keyClick(right, Qt.Key.Key_Minus)
    assert right.zoom == 1


def test_the_picture_cannot_be_moved_out_of_sight(page: PhotosPage, clinic: Clinic, qtbot: QtBot) -> None:
    three_photos(clinic)
    page.refresh()
    button(page, "compare-photos").click()
    wait_for_pictures(page, qtbot)
    left, _ = panes(page)
    left.zoom_by(4, QPointF())
    left.move_by(QPointF(1e6, -1e6))
    place = left.place()
    assert abs(place.left()) < 0.5
    assert abs(place.bottom() - left.height()) < 0.5


def test_zoomed_in_the_original_is_asked_for_more(page: PhotosPage, clinic: Clinic, qtbot: QtBot) -> None:
    for seed, day in ((1, 1), (2, 20)):
        path = clinic.file(f"{seed}.jpg", width=3200, height=2400, seed=seed, taken=f"2026:07:{day:02} 10:00:00")
        page.import_files([path])
        qtbot.waitUntil(lambda: page._running is None, timeout=20_000)
    button(page, "compare-photos").click()
    wait_for_pictures(page, qtbot)
    left, right = panes(page)
    assert left.picture_size.width() == 1600
    assert left._detail is None
    button(page, "compare-zoom-in").click()
    for _ in range(9):
        button(page, "compare-zoom-in").click()
    qtbot.waitUntil(lambda: left._detail is not None and right._detail is not None, timeout=10_000)
    assert left._detail is not None
    image, part = left._detail
    sharpness = image.width() / ((part[2] - part[0]) * 1600)
    assert sharpness > 1.3


def test_a_photo_whose_file_is_damaged_is_told_in_its_place(page: PhotosPage, clinic: Clinic, qtbot: QtBot) -> None:
    first, _, _ = three_photos(clinic)
    photo_files.path(clinic.vault.folder, first).write_bytes(b"x" * 500)
    page.refresh()
    button(page, "compare-photos").click()
    left, right = panes(page)
    qtbot.waitUntil(lambda: "damaged or changed outside" in left._words, timeout=10_000)
    qtbot.waitUntil(lambda: not right.picture_size.isEmpty(), timeout=10_000)


def test_undoing_a_photo_that_is_compared_goes_back_to_all_photos(
    page: PhotosPage, clinic: Clinic, qtbot: QtBot
) -> None:
    three_photos(clinic)
    page.refresh()
    button(page, "compare-photos").click()
    assert not page.grid.isVisible()
    clinic.workspace.undo(page.scope())
    assert page.grid.isVisible()


def test_every_control_of_the_comparison_has_a_name_and_can_be_reached_by_key(page: PhotosPage, clinic: Clinic) -> None:
    three_photos(clinic)
    page.refresh()
    button(page, "compare-photos").click()
    for name in ("close-compare", "compare-together", "compare-zoom-in", "compare-zoom-out", "compare-fit"):
        control = page.findChild(QPushButton, name)
        assert control.accessibleName() or control.text()
        assert control.focusPolicy() & Qt.FocusPolicy.TabFocus
        assert control.height() >= 44
    for name in ("older-photo", "newer-photo", "older-strip", "newer-strip"):
        control = page.findChild(QWidget, name)
        assert control.accessibleName()
        assert control.focusPolicy() & Qt.FocusPolicy.TabFocus
