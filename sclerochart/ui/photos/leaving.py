"""Closing the window while photos are still being brought in: one question, and nothing half-kept."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget

from sclerochart.domain import text
from sclerochart.ui import theme
from sclerochart.ui.photos.importing import PhotoImport, under_way
from sclerochart.ui.workspace import Workspace


def ask(window: QWidget, workspace: Workspace) -> bool:
    """Ask whether to wait for the photos; False when none are coming in. The window is closed again by the answer."""
    drop(window)
    coming = under_way(workspace)
    if coming:
        LeaveQuestion(window, coming).put()
    return bool(coming)


def drop(window: QWidget) -> None:
    """Take back a question that was put, answered or not: the vault is locked, or it is put anew."""
    asked = window.findChild(LeaveQuestion)
    if asked is not None:
        asked.forget()


def stopped_words(workspace: Workspace) -> str:
    """What becomes of photos that are coming in when the vault is locked, "" when none are."""
    coming = under_way(workspace)
    if not coming:
        return ""
    photos = text.count(sum(each.count for each in coming), "photo")
    return f"{photos} still being brought in when the vault was locked: not kept. Add them again after unlocking."


class LeaveQuestion(QMessageBox):
    """Wait and close, stop and close, or stay. A photo refused meanwhile keeps the window open with the reason."""

    def __init__(self, window: QWidget, coming: list[PhotoImport]) -> None:
        super().__init__(window)
        self.setObjectName("leave-question")
        self.setWindowTitle("Photos are still being brought in")
        self._window = window
        self._coming = coming
        self.setInformativeText("If you stop, none of these photos is kept; the files they come from stay as they are.")
        self._when_done = self._button("close-when-done", "Close when done", QMessageBox.ButtonRole.AcceptRole)
        theme.mark(self._when_done, kind="primary")
        self._stop = self._button("stop-and-close", "Stop and close", QMessageBox.ButtonRole.DestructiveRole)
        stay = self._button("stay-open", "Stay", QMessageBox.ButtonRole.RejectRole)
        self.setEscapeButton(stay)
        self.setDefaultButton(self._when_done)
        self.buttonClicked.connect(self._answer)
        for each in coming:
            each.refused.connect(self._refused)
            each.ended.connect(self._ended)

    def _button(self, name: str, words: str, role: QMessageBox.ButtonRole) -> QPushButton:
        made: QPushButton = self.addButton(words, role)
        made.setObjectName(name)
        made.setAccessibleName(words)
        return made

    def put(self) -> None:
        """Put the question, with the numbers of now."""
        done, total = sum(each.job.progress[0] for each in self._coming), sum(each.count for each in self._coming)
        left = max(1, total - done)
        self.setText(f"{left} of {text.count(total, 'photo')} {'is' if left == 1 else 'are'} still being brought in.")
        self.open()

    def _answer(self, button: object) -> None:
        if button is self._stop:
            for each in self._coming:
                each.job.cancel()
        elif button is not self._when_done:
            self.forget()

    def _refused(self, sentences: list[str]) -> None:
        if sentences:
            self.forget()

    def _ended(self) -> None:
        """The photos are in, or stopped."""
        if not self._coming:
            return
        self._coming = [each for each in self._coming if each.job.running]
        if not self._coming:
            self._close()

    def _close(self) -> None:
        self.forget()
        QTimer.singleShot(0, self._window, self._window.close)

    def forget(self) -> None:
        """The question is dealt with: whatever becomes of the photos closes nothing any more."""
        self._coming = []
        self.hide()
        self.setParent(None)
        self.deleteLater()
