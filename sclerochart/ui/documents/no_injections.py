"""A leaflet for a session without a site: made all the same for a draft that is charted later, if that is meant."""

from collections.abc import Callable

from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget

from sclerochart.domain import text
from sclerochart.domain.moments import Moment
from sclerochart.ui import theme


class NoInjectionsQuestion(QMessageBox):
    """Asks once, and then does what is wanted or nothing."""

    def __init__(self, parent: QWidget, treated_at: Moment, then: Callable[[], None]) -> None:
        super().__init__(parent)
        self.setObjectName("no-injections-question")
        self.setWindowTitle("No injections are recorded")
        self.setText("No injections are recorded in this session yet.")
        self.setInformativeText(
            f"The leaflet says “treated” all the same, and counts its days from {text.when(treated_at.local())}."
        )
        self._make = self._button("leaflet-all-the-same", "Make it all the same", QMessageBox.ButtonRole.AcceptRole)
        later = self._button("leaflet-not-now", "Not now", QMessageBox.ButtonRole.RejectRole)
        theme.mark(later, kind="primary")
        self.setDefaultButton(later)
        self.setEscapeButton(later)
        self._then = then
        self.buttonClicked.connect(self._answer)
        self.finished.connect(self.deleteLater)

    def _button(self, name: str, words: str, role: QMessageBox.ButtonRole) -> QPushButton:
        made: QPushButton = self.addButton(words, role)
        made.setObjectName(name)
        made.setAccessibleName(words)
        return made

    def _answer(self, button: object) -> None:
        if button is self._make:
            self._then()
