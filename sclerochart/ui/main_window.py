"""The window: unlocking, then pages under one bar. Nothing here imports the store before a vault is open."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSize, QTimer, Signal
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from sclerochart.ui import theme
from sclerochart.ui.remembered import Remembered
from sclerochart.ui.unlock.pages import UnlockPages

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QResizeEvent

    from sclerochart.store.vault import Vault
    from sclerochart.ui.desk import Desk
    from sclerochart.ui.messages import MessageBar
    from sclerochart.ui.top_bar import TopBar

SIZE = QSize(1366, 768)
_SOON_MS = 150


class MainWindow(QMainWindow):
    """Before unlocking it holds the unlock pages, afterwards a `Desk` with the pages of the open vault."""

    demo_wanted = Signal(object)
    """The folder in which a demo clinic is to be made."""
    vault_opened = Signal()

    def __init__(self, remembered: Remembered) -> None:
        super().__init__()
        self.setObjectName("main-window")
        self.setWindowTitle("sclerochart")
        self._remembered = remembered
        self.desk: Desk | None = None
        self._closing = False
        self._ground = QWidget()
        theme.mark(self._ground, role="page")
        self.setCentralWidget(self._ground)
        self._left = QWidget()  # a desk that was left is no longer in the window while it waits to be deleted
        self._prepared: Desk | None = None
        self._bar: TopBar | None = None
        self._message_bar: MessageBar | None = None
        self._stack = QStackedWidget()
        self._column = QVBoxLayout(self._ground)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._stack, 1)
        self.unlock_pages = UnlockPages()
        self.unlock_pages.unlocked.connect(self.open_vault)
        self.unlock_pages.demo_wanted.connect(self.demo_wanted)
        self.unlock_pages.remarked.connect(self.say)
        self.unlock_pages.settled.connect(self._settle)
        self._stack.addWidget(self.unlock_pages)
        self._take_place()
        # Not needed to type a passphrase, so they come once the field takes keys.
        QTimer.singleShot(_SOON_MS, self, lambda: self.bar)
        QTimer.singleShot(_SOON_MS, self, lambda: self.message_bar)

    @property
    def bar(self) -> TopBar:
        """The bar over the pages of an open vault."""
        if self._bar is None:
            from sclerochart.ui.top_bar import TopBar

            self._bar = TopBar(self._ground)
            self._bar.theme_pressed.connect(self._turn_light)
            self._bar.lock_pressed.connect(self.lock)
            self._bar.hide()
            self._column.insertWidget(0, self._bar)
            self._show_light()
        return self._bar

    @property
    def message_bar(self) -> MessageBar:
        """Where problems are said in words."""
        if self._message_bar is None:
            from sclerochart.ui.messages import MessageBar

            self._message_bar = MessageBar(self._ground)
        return self._message_bar

    def offer(self, vault: Path | None) -> None:
        """Ask for the passphrase of `vault`, else of the vault opened last, else say what can be done."""
        folder = vault or self._remembered.last_vault()
        if folder is None:
            self.unlock_pages.show_welcome()
        else:
            self.unlock_pages.show_vault(folder.absolute())

    def prepare(self) -> None:
        """Make what comes after unlocking, while the passphrase is still being typed."""
        from sclerochart.ui.desk import Desk

        if self._prepared is None and self.desk is None:
            self._prepared = Desk(self.bar, self.message_bar)
            self._stack.addWidget(self._prepared)
            for each in self._prepared.findChildren(QWidget):
                each.ensurePolished()

    def open_vault(self, vault: Vault) -> None:
        """Show the patients of a vault that was unlocked."""
        self.close_vault()
        self.prepare()
        self.desk, self._prepared = self._prepared, None
        assert self.desk is not None
        self.bar.show()
        self.desk.begin(vault)
        self._stack.setCurrentWidget(self.desk)
        self._remembered.keep("vault", str(vault.folder.absolute()))
        if vault.notices:
            self.say(" ".join(vault.notices))
        self.vault_opened.emit()

    def say(self, sentence: str) -> None:
        """Show a sentence in the message bar."""
        self.message_bar.show_message(sentence)
        self._place_message()

    def lock(self) -> None:
        """Close the vault and ask for its passphrase."""
        if self.desk is None:
            return
        from sclerochart.ui.photos import leaving

        folder, stopped = self.desk.workspace.vault.folder, leaving.stopped_words(self.desk.workspace)
        self.unlock_pages.show_vault(folder, " ".join((*self.close_vault(), stopped)).strip())
        QTimer.singleShot(_SOON_MS, self, self.prepare)

    def close_vault(self) -> list[str]:
        """Close the vault, if one is open; every page of it goes. What a page could not keep, in words."""
        if self._message_bar is not None:
            self._message_bar.hide()
        if self.desk is None:
            return []
        from sclerochart.ui.photos import leaving

        leaving.drop(self)
        desk, self.desk = self.desk, None
        said = desk.end()
        self._stack.setCurrentWidget(self.unlock_pages)
        self.bar.hide()
        self._stack.removeWidget(desk)
        desk.setParent(self._left)
        desk.deleteLater()
        return said

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_message()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.unlock_pages.busy:  # the key is there in a moment; then the vault can be let go of properly
            event.ignore()
            self._closing = True
            self.say("The window closes as soon as the key is made.")
            return
        if self.desk is not None and self._photos_coming_in():
            event.ignore()
            return
        self.unlock_pages.close_created()
        folder = self.desk.workspace.vault.folder if self.desk is not None else None
        said = self.close_vault()
        if said and folder is not None:  # to be read first; closing again leaves
            self.unlock_pages.show_vault(folder, " ".join(said))
            event.ignore()
            return
        self._remembered.keep("geometry", bytes(self.saveGeometry().toHex().data()).decode())
        super().closeEvent(event)

    def _settle(self) -> None:
        """The key that a close was waiting for is there."""
        if self._closing:
            self._closing = False
            self.close()

    def _photos_coming_in(self) -> bool:
        """Whether photos are still being brought in; then it is asked what is to happen to them."""
        from sclerochart.ui.photos import leaving

        assert self.desk is not None
        return leaving.ask(self, self.desk.workspace)

    def _place_message(self) -> None:
        if self._message_bar is None or self._message_bar.isHidden():
            return
        left, width = self.bar.message_room() if self.bar.isVisible() else (theme.XL, self.width() - 2 * theme.XL)
        self._message_bar.setGeometry(left, 0, width, self._message_bar.height_for(width))

    def _take_place(self) -> None:
        kept = self._remembered.text("geometry")
        if kept and self.restoreGeometry(QByteArray.fromHex(kept.encode())):
            return
        self.resize(SIZE.boundedTo(self.screen().availableSize()))

    def _turn_light(self) -> None:
        chosen: theme.ThemeName = "light" if theme.name() == "dark" else "dark"
        self._remembered.keep("theme", chosen)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        theme.apply(app, chosen)
        self._show_light()
        if self.desk is not None:
            self.desk.workspace.changed.emit()

    def _show_light(self) -> None:
        from sclerochart.ui import icons

        icons.dress(self.bar.light, "sun" if theme.name() == "dark" else "moon")
