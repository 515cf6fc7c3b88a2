"""The photos as a grid and as a film strip: one model, two ways to draw it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from time import perf_counter
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from sclerochart.domain.photo import Photo
from sclerochart.store import photos as store
from sclerochart.ui import theme
from sclerochart.ui.photos import words
from sclerochart.ui.workspace import Workspace

Index = QModelIndex | QPersistentModelIndex
PHOTO = Qt.ItemDataRole.UserRole
BUDGET_S = 0.008
_NOWHERE = QModelIndex()


class PhotoModel(QAbstractListModel):
    """Photos in the order given, with their thumbnails, which are read when they are first drawn."""

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._photos: list[Photo] = []
        self._thumbnails: dict[str, QPixmap] = {}
        self._waiting: set[str] = set()
        self._spent = 0.0
        self._next = QTimer(self)
        self._next.setSingleShot(True)
        self._next.setInterval(0)
        self._next.timeout.connect(self._go_on)

    def show_photos(self, photos: Sequence[Photo]) -> None:
        """Show these instead, changing only the rows that differ, so that what is chosen stays chosen."""
        wanted = {photo.id for photo in photos}
        for row in reversed(range(len(self._photos))):
            if self._photos[row].id not in wanted:
                self.beginRemoveRows(_NOWHERE, row, row)
                self._thumbnails.pop(self._photos.pop(row).id, None)
                self.endRemoveRows()
        here = {photo.id for photo in self._photos}
        if [photo.id for photo in self._photos] != [photo.id for photo in photos if photo.id in here]:
            self.beginResetModel()
            self._photos = list(photos)
            self.endResetModel()
            return
        for row, photo in enumerate(photos):
            if photo.id not in here:
                self.beginInsertRows(_NOWHERE, row, row)
                self._photos.insert(row, photo)
                self.endInsertRows()
            elif photo != self._photos[row]:
                self._photos[row] = photo
                self.dataChanged.emit(self.index(row), self.index(row))

    def photos(self) -> list[Photo]:
        """The photos shown, in order."""
        return list(self._photos)

    def row_of(self, photo_id: str) -> int:
        """The row of a photo; -1 when it is not shown."""
        return next((row for row, photo in enumerate(self._photos) if photo.id == photo_id), -1)

    def thumbnail(self, photo_id: str) -> QPixmap | None:
        """A photo's thumbnail; a null picture when it has none, None when it comes a moment later.

        So many as fit in `BUDGET_S` are read at once; a wall of photos fills over a few frames and never stalls.
        """
        found = self._thumbnails.get(photo_id)
        if found is None and self._spent < BUDGET_S:
            began = perf_counter()
            found = QPixmap()
            with self._workspace.telling():
                found.loadFromData(store.thumbnail(self._workspace.db, photo_id))
            self._thumbnails[photo_id] = found
            self._spent += perf_counter() - began
            self._next.start()
        elif found is None:
            self._waiting.add(photo_id)
        return found

    def _go_on(self) -> None:
        self._spent = 0.0
        waiting, self._waiting = self._waiting, set()
        for row, photo in enumerate(self._photos):
            if photo.id in waiting:
                self.dataChanged.emit(self.index(row), self.index(row), [Qt.ItemDataRole.DecorationRole])

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._photos)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        photo = self._photos[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{words.PHASE_WORDS[photo.phase]} · {words.date(photo)}\n{words.where(photo.leg, photo.view)}"
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return words.spoken(photo) + (f". {photo.note}" if photo.note else "")
        return photo if role == PHOTO else None


class _Card(QStyledItemDelegate):
    """Draws one photo: the picture whole on a quiet ground, below it what it is."""

    def __init__(self, model: PhotoModel, *, picture: QSize, lines: int, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self._picture = picture
        self._lines = lines

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(
            self._picture.width() + 2 * theme.S,
            self._picture.height() + 2 * theme.S + (theme.S + self._lines * 21 if self._lines else 0),
        )

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        photo: Photo = index.data(PHOTO)
        state: QStyle.StateFlag = option.state
        rect: QRect = option.rect
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        edge = "focus" if focused and chosen else "accent" if chosen or focused else "line"
        painter.setPen(QPen(theme.colour(edge), 3 if chosen else 2 if focused else 1))
        painter.setBrush(theme.colour("accent_soft" if chosen else "surface"))
        painter.drawRoundedRect(QRectF(rect).adjusted(1.5, 1.5, -1.5, -1.5), theme.RADIUS, theme.RADIUS)
        ground = QRect(rect.topLeft(), self._picture).translated(theme.S, theme.S)
        self._draw_picture(painter, ground, photo)
        if self._lines:
            self._draw_words(painter, ground, photo)
        painter.restore()

    def _draw_picture(self, painter: QPainter, ground: QRect, photo: Photo) -> None:
        painter.fillRect(ground, theme.colour("sunken"))
        picture = self._model.thumbnail(photo.id)
        if picture is None:
            return
        if picture.isNull():
            painter.setPen(theme.colour("ink_soft"))
            painter.drawText(ground, Qt.AlignmentFlag.AlignCenter, "No picture")
            return
        size = picture.size().scaled(ground.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(ground.topLeft(), size)
        place.moveCenter(ground.center())
        painter.drawPixmap(place, picture)

    def _draw_words(self, painter: QPainter, ground: QRect, photo: Photo) -> None:
        line = QRect(ground.left(), ground.bottom() + theme.S, ground.width(), 21)
        painter.setFont(theme.font(theme.BODY if self._lines > 1 else theme.CAPTION, bold=True))
        painter.setPen(theme.colour("ink"))
        painter.drawText(
            line.adjusted(0, 0 if self._lines > 1 else 2, 0, 0),
            Qt.AlignmentFlag.AlignLeft,
            words.PHASE_WORDS[photo.phase],
        )
        painter.setFont(theme.font(theme.CAPTION))
        painter.setPen(QColor(theme.colour("ink_soft")))
        painter.drawText(line.adjusted(0, 2, 0, 0), Qt.AlignmentFlag.AlignRight, words.date(photo))
        if self._lines > 1:
            painter.setFont(theme.font(theme.BODY))
            painter.setPen(theme.colour("ink"))
            line.translate(0, 21)
            where = painter.fontMetrics().elidedText(
                words.where(photo.leg, photo.view), Qt.TextElideMode.ElideRight, line.width()
            )
            painter.drawText(line, Qt.AlignmentFlag.AlignLeft, where)


class _PhotoList(QListView):
    """What the grid and the strip have in common: nothing is dragged, and Enter opens."""

    opened = Signal(str)

    def __init__(self, model: PhotoModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.photo_model = model
        self.setModel(model)
        self.setMovement(QListView.Movement.Static)
        self.setDragDropMode(QAbstractItemView.DragDropMode.NoDragDrop)
        self.setAcceptDrops(False)
        self.setUniformItemSizes(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.doubleClicked.connect(self._open)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(index.data(PHOTO).id)


class PhotoGrid(_PhotoList):
    """All photos that are shown, several of which can be chosen. `opened(id)`: double-click or Enter."""

    chosen = Signal()

    def __init__(self, model: PhotoModel, parent: QWidget | None = None) -> None:
        super().__init__(model, parent)
        self.setObjectName("photo-grid")
        self.setAccessibleName("Photos")
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSpacing(theme.XS)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMovement(QListView.Movement.Static)  # IconMode has set it free
        self.setAcceptDrops(False)
        self.viewport().setAcceptDrops(False)
        self.setItemDelegate(_Card(model, picture=QSize(196, 158), lines=2, parent=self))
        self.selectionModel().selectionChanged.connect(lambda *_: self.chosen.emit())
        model.modelReset.connect(self.chosen)
        model.rowsRemoved.connect(lambda *_: self.chosen.emit())

    def chosen_photos(self) -> list[Photo]:
        """The photos that are chosen, in the order shown."""
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        return [self.photo_model.photos()[row] for row in rows]


class FilmStrip(_PhotoList):
    """All photos of the patient in one row, oldest first; the one that is current is shown above it."""

    picked = Signal(str)

    def __init__(self, model: PhotoModel, parent: QWidget | None = None) -> None:
        super().__init__(model, parent)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setMovement(QListView.Movement.Static)
        self.setAcceptDrops(False)
        self.viewport().setAcceptDrops(False)
        self.setSpacing(2)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        delegate = _Card(model, picture=QSize(140, 64), lines=1, parent=self)
        self.setItemDelegate(delegate)
        self.setFixedHeight(delegate.sizeHint(QStyleOptionViewItem(), QModelIndex()).height() + 26)
        self._quiet = False
        self.selectionModel().currentChanged.connect(self._pick)

    @contextmanager
    def quietly(self) -> Iterator[None]:
        """While rows come and go, another one becoming current is nobody's choice."""
        before, self._quiet = self._quiet, True
        try:
            yield
        finally:
            self._quiet = before

    def show_current(self, photo_id: str | None) -> None:
        """Make a photo the current one without telling anybody."""
        row = self.photo_model.row_of(photo_id) if photo_id else -1
        with self.quietly():
            if row >= 0:
                self.setCurrentIndex(self.photo_model.index(row))
                self.scrollTo(self.photo_model.index(row))
            else:
                self.selectionModel().clear()

    def _pick(self, current: QModelIndex) -> None:
        if current.isValid() and not self._quiet:
            self.picked.emit(current.data(PHOTO).id)
