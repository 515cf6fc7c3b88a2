"""Without a vault yet: make one, open one, or look around in the demo clinic."""

from PySide6.QtCore import Signal

from sclerochart.ui.unlock.card import Card, Note, button, label


class WelcomePage(Card):
    """Three ways on."""

    create_wanted = Signal()
    open_wanted = Signal()
    demo_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("sclerochart", width=520)
        theme_words = (
            "The record of leg thread vein treatment. Everything stays on this computer, in one encrypted folder: "
            "your vault."
        )
        self.note = Note("welcome-message")
        self.add(label(theme_words, "soft"), self.note)
        rows = (
            ("create-vault", "Create a vault for your clinic", "primary", "plus", self.create_wanted),
            ("open-vault", "Open a vault that is already there …", "", "folder-open", self.open_wanted),
            ("open-demo", "Look around in the demo clinic", "", "eye", self.demo_wanted),
        )
        for name, words, kind, icon, signal in rows:
            one = button(name, words, kind=kind, icon=icon)
            one.clicked.connect(signal)
            self.add(one)
        self._demo = one
        self.add(label("Everybody in the demo clinic is invented. Nothing you do there can do harm.", "caption"))

    def show_demo_coming(self, coming: bool) -> None:
        """Say that the demo clinic is being made, and let it be asked for once only; or no longer."""
        self._demo.setEnabled(not coming)
        self.note.say("Making the demo clinic. This takes a few seconds." if coming else "")
