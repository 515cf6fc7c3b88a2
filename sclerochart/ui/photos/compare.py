"""Two photographs of the patient side by side: the older always left, both dated, the weeks between them shown."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from sclerochart.domain.photo import Photo, in_order
from sclerochart.store import photos as store
from sclerochart.store.pictures import PREVIEW_PX, Part, Pixels
from sclerochart.ui import icons, theme
from sclerochart.ui.jobs import Job
from sclerochart.ui.photos import words
from sclerochart.ui.photos.grid import FilmStrip, PhotoModel
from sclerochart.ui.photos.pane import WHEEL_STEP, PhotoPane
from sclerochart.ui.workspace import Workspace

SHARP = 1.05
"""More pixels of the screen per pixel of the preview than this, and the original is asked for more."""


class Side(QWidget):
    """One photograph with what it is above it and the film strip below it."""

    picked = Signal(str)

    def __init__(self, workspace: Workspace, model: PhotoModel, name: str, title: str) -> None:
        super().__init__()
        self._workspace = workspace
        self.photo: Photo | None = None
        self._job: Job | None = None
        self.caption = QLabel()
        self.caption.setObjectName(f"{name}-caption")
        self.caption.setProperty("role", "section")
        self.caption.setTextFormat(Qt.TextFormat.PlainText)
        self.pane = PhotoPane()
        self.pane.setObjectName(f"{name}-photo")
        self._title = title
        self.strip = FilmStrip(model)
        self.strip.setObjectName(f"{name}-strip")
        self.strip.setAccessibleName(f"Choose the {title.lower()}")
        self.strip.picked.connect(self.picked)
        self.pane.settled.connect(self._sharpen)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.S)
        column.addWidget(self.caption)
        column.addWidget(self.pane, 1)
        column.addWidget(self.strip)

    def show_photo(self, photo: Photo | None, *, otherwise: str = "") -> None:
        """Load and show a photo, or say `otherwise`."""
        again = photo is not None and self.photo is not None and photo.id == self.photo.id
        self.photo = photo
        self.strip.show_current(photo.id if photo else None)
        caption = words.spoken(photo) if photo else ""
        self.caption.setText(_caption(photo) if photo else " ")
        self.pane.setAccessibleName(f"{self._title}: {caption}" if photo else otherwise)
        if again:
            return
        self._drop_job()
        if photo is None:
            self.pane.show_words(otherwise)
            return
        self.pane.show_words("Opening …")
        self._load(self.pane.show_picture, store.load_preview, PREVIEW_PX)

    def _sharpen(self) -> None:
        part, photo = self.pane.visible_part(), self.photo
        scale = self.pane.scale() * self.pane.devicePixelRatioF()
        loaded = self.pane.picture_size
        if part is None or photo is None or scale <= SHARP or self._job is not None:
            return
        if max(photo.width, photo.height) <= max(loaded.width(), loaded.height()):
            return
        room = round(max(self.pane.width(), self.pane.height()) * self.pane.devicePixelRatioF())
        self._load(lambda pixels: self._show_detail(pixels, part), store.load_detail, part, min(room, 2600))

    def _show_detail(self, pixels: Pixels, part: Part) -> None:
        self.pane.show_detail(pixels, part)
        if self.pane.visible_part() != part:
            self.pane.rest_again()

    def _load(self, show: Callable[[Pixels], None], function: Callable[..., Pixels], *rest: object) -> None:
        vault = self._workspace.vault
        job = Job(self)
        self._job = job
        job.finished.connect(lambda pixels: show(pixels) if self._forget(job) else None)
        job.refused.connect(lambda sentence: self.pane.show_words(sentence) if self._forget(job) else None)
        job.ended.connect(job.deleteLater)
        job.start(function, self.photo, vault.photo_key, vault.folder, *rest)

    def _forget(self, job: Job) -> bool:
        """True when this job's result is still wanted."""
        wanted = self._job is job
        if wanted:
            self._job = None
        return wanted

    def _drop_job(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None


class CompareView(QWidget):
    """The whole comparison. `closed()`: back to all photos."""

    closed = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("compare-view")
        self._model = PhotoModel(workspace, self)
        self.older = Side(workspace, self._model, "older", "Older photo")
        self.newer = Side(workspace, self._model, "newer", "Newer photo")
        self._between = QLabel()
        self._between.setObjectName("weeks-between")
        self._between.setProperty("role", "title")
        self._together = _tool("compare-together", "Move together", "", self._set_together)
        self._together.setCheckable(True)
        self._together.setChecked(True)
        self._together.setProperty("kind", "choice")
        self._together.setToolTip("When off, each side is zoomed and moved by itself, to bring both into line")
        bold = QFontMetrics(theme.font(bold=True)).horizontalAdvance(self._together.text())
        self._together.setMinimumWidth(bold + 2 * theme.L + theme.XS)
        left, tools = QHBoxLayout(), QHBoxLayout()
        left.addWidget(_tool("close-compare", "All photos", "arrow-left", self.closed.emit))
        left.addStretch(1)
        tools.setSpacing(theme.S)
        tools.addStretch(1)
        tools.addWidget(self._together)
        head = QHBoxLayout()
        head.addLayout(left, 1)
        head.addWidget(self._between)
        head.addLayout(tools, 1)
        tools.addWidget(
            _tool("compare-zoom-out", "", "zoom-out", lambda: self._zoom_both(1 / WHEEL_STEP), "Zoom out (−)")
        )
        tools.addWidget(_tool("compare-zoom-in", "", "zoom-in", lambda: self._zoom_both(WHEEL_STEP), "Zoom in (+)"))
        tools.addWidget(_tool("compare-fit", "", "maximize", self._fit_both, "Show all (0)"))
        grid = QGridLayout(self)
        grid.setContentsMargins(theme.M, theme.S, theme.M, theme.S)
        grid.setHorizontalSpacing(theme.M)
        grid.setVerticalSpacing(theme.S)
        grid.addLayout(head, 0, 0, 1, 2)
        for column, side in enumerate((self.older, self.newer)):
            grid.addWidget(side, 1, column)
            grid.setColumnStretch(column, 1)
            side.pane.zoomed.connect(lambda factor, at, side=side: self._zoom(side, factor, at))
            side.pane.moved.connect(lambda by, side=side: self._move(side, by))
            side.pane.fitted.connect(self._fit_both)
            side.picked.connect(lambda photo_id, side=side: self._pick(side, photo_id))
        grid.setRowStretch(1, 1)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.closed)

    def show_photos(self, photos: Sequence[Photo]) -> None:
        """All photos of the patient; those shown follow what was changed about them."""
        with self.older.strip.quietly(), self.newer.strip.quietly():
            self._model.show_photos(in_order(photos))
        self.older.strip.show_current(self.older.photo.id if self.older.photo else None)
        self.newer.strip.show_current(self.newer.photo.id if self.newer.photo else None)
        by_id = {photo.id: photo for photo in photos}
        shown = [by_id.get(side.photo.id) for side in (self.older, self.newer) if side.photo]
        if any(photo is None for photo in shown):
            self.closed.emit()
        elif shown:
            self._show([photo for photo in shown if photo])

    def compare(self, one: Photo | None, other: Photo | None) -> None:
        """Put two photos side by side; with one, the other side says how to choose."""
        self._fit_both()
        self._show([photo for photo in (one, other) if photo])

    def leave(self) -> None:
        """Let go of the pictures."""
        for side in (self.older, self.newer):
            side.show_photo(None)

    def _show(self, photos: Sequence[Photo]) -> None:
        if len(photos) == 2:
            older, newer = in_order(sorted(photos, key=lambda photo: self._model.row_of(photo.id)))
            self.older.show_photo(older)
            self.newer.show_photo(newer)
            self._between.setText(words.between(older, newer))
        elif photos:
            only = photos[0]
            self.older.show_photo(only)
            self.newer.show_photo(
                None,
                otherwise=f"There is no other photo of this yet ({words.where(only.leg, only.view).lower()}). "
                "Choose any other photo in the row below.",
            )
            self._between.setText("")

    def _pick(self, side: Side, photo_id: str) -> None:
        chosen = next(photo for photo in self._model.photos() if photo.id == photo_id)
        other = self.newer.photo if side is self.older else self.older.photo
        if other is None or other.id != chosen.id:
            self._show([photo for photo in (chosen, other) if photo])
        else:  # the same photo twice compares nothing
            side.strip.show_current(side.photo.id if side.photo else None)

    def _sides(self, side: Side) -> tuple[Side, ...]:
        return (self.older, self.newer) if self._together.isChecked() else (side,)

    def _zoom(self, side: Side, factor: float, at: QPointF) -> None:
        for each in self._sides(side):
            each.pane.zoom_by(factor, at)

    def _move(self, side: Side, by: QPointF) -> None:
        for each in self._sides(side):
            each.pane.move_by(by)

    def _zoom_both(self, factor: float) -> None:
        for side in (self.older, self.newer):
            side.pane.zoom_by(factor, QPointF())

    def _fit_both(self) -> None:
        for side in (self.older, self.newer):
            side.pane.fit()

    def _set_together(self) -> None:
        if self._together.isChecked():
            self._fit_both()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Zoom keys work wherever the focus is."""
        if event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self._zoom_both(WHEEL_STEP)
        elif event.key() == Qt.Key.Key_Minus:
            self._zoom_both(1 / WHEEL_STEP)
        elif event.key() == Qt.Key.Key_0:
            self._fit_both()
        else:
            super().keyPressEvent(event)


def _caption(photo: Photo) -> str:
    return f"{words.date(photo)} · {words.PHASE_WORDS[photo.phase]} · {words.where(photo.leg, photo.view)}"


def _tool(name: str, shown: str, icon: str, pressed: Callable[[], object], spoken: str = "") -> QPushButton:
    button = QPushButton(shown)
    button.setObjectName(name)
    if spoken:
        button.setAccessibleName(spoken.split(" (")[0])
        button.setToolTip(spoken)
    if icon:
        icons.dress(button, icon)
    button.clicked.connect(lambda: pressed())
    return button
