"""The acts on preparations: choosing, making and correcting what is in the syringe."""

from collections.abc import Container

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from sclerochart.domain.products import shipped_products
from sclerochart.domain.session import Form, Preparation
from sclerochart.store import clinic, preparations, sessions
from sclerochart.ui.chart.adopt_line import AdoptLineDialog
from sclerochart.ui.chart.loaded import Loaded
from sclerochart.ui.chart.next_site import NextSite
from sclerochart.ui.chart.preparation_panel import PreparationPanel
from sclerochart.ui.workspace import Workspace


class PreparationActs(QObject):
    """Keeps the panel in step with what the next site gets, and writes what is asked for there."""

    def __init__(self, workspace: Workspace, loaded: Loaded, next_site: NextSite, panel: PreparationPanel) -> None:
        super().__init__(panel)
        self._workspace, self._loaded, self._next, self._panel = workspace, loaded, next_site, panel
        self._instead: dict[str, str | None] = {}
        """Of each preparation that was current and taken away: which took over. Known until another is chosen."""
        self._known = next_site.preparation_id
        panel.chosen.connect(self._choose)
        panel.made.connect(self.make)
        panel.edited.connect(self._edit)
        panel.replaced.connect(self._remove)
        panel.removed.connect(lambda: self._remove())
        panel.unnamed_named.connect(self._name_unnamed)
        next_site.changed.connect(self._look_what_is_chosen)

    def _choose(self, preparation_id: str | None) -> None:
        self._instead.clear()
        self._next.choose_preparation(preparation_id)

    def _look_what_is_chosen(self) -> None:
        if self._next.preparation_id != self._known:  # by whatever hand
            self._instead.clear()
        self.show()

    def show(self) -> None:
        """Show what can be picked and what is current."""
        own = {one.id: one for one in self._loaded.preparations}
        self._follow_what_is_taken_away(own)
        wanted = self._next.preparation_id
        current = own.get(wanted or "")
        if current is None and wanted is not None and not self._loaded.read_only:  # else it was never used here
            db = self._workspace.db
            current = preparations.get(db, wanted)
            if current is None:  # taking it over was undone
                wanted = sessions.current(db, self._loaded.session_id).preparation_id
                current = preparations.get(db, wanted) if wanted else None
                self._next.preparation_id = wanted
        self._known = wanted
        self._panel.show_preparations(
            self._loaded.preparations,
            self._loaded.around.recent,
            current,
            sites=sum(current is not None and site.preparation_id == current.id for site in self._loaded.sites),
            unnamed=sum(site.preparation_id is None for site in self._loaded.sites),
            treated_at=self._loaded.session.treated_at,
            read_only=self._loaded.read_only,
        )

    def _follow_what_is_taken_away(self, own: Container[str]) -> None:
        """Taking a preparation away was undone, or done again: the next site gets what it got then."""
        for went, took_over in reversed(self._instead.items()):
            if went in own and self._next.preparation_id == took_over:
                self._next.preparation_id = went
        for went, took_over in self._instead.items():
            if went not in own and self._next.preparation_id == went:
                self._next.preparation_id = took_over

    def make(self, preparation: Preparation) -> None:
        """Add a preparation to the session and make it current."""
        made = self._workspace.do(preparations.add, self._loaded.session_id, preparation)
        if made is not None:
            self._next.choose_preparation(made)

    def _edit(self, preparation: Preparation, fold: str) -> None:
        if preparation.session_id == self._loaded.session_id:
            self._workspace.do(preparations.edit, preparation, fold=fold)
        else:  # taken over from another session: that one stays as it is
            self.make(preparation)

    def _remove(self, instead: str | None = None) -> None:
        """The current preparation was picked by mistake: another of the session takes over all that it had, or none."""
        current = preparations.get(self._workspace.db, self._next.preparation_id or "")
        if current is None:
            return
        self._instead.pop(current.id, None)
        if instead is not None:
            self._instead[current.id] = instead
        self._workspace.do(preparations.remove, current, instead=instead)
        self._instead[current.id] = self._next.preparation_id

    def _name_unnamed(self) -> None:
        wanted = self._next.preparation_id
        if wanted is None:
            return
        if all(one.id != wanted for one in self._loaded.preparations):
            found = preparations.get(self._workspace.db, wanted)
            if found is None:
                return
            self.make(found)
        wanted = self._next.preparation_id
        if wanted is not None:
            self._workspace.do(preparations.name_unnamed, self._loaded.session_id, wanted)

    def offer_lines(self, product_id: str, form: Form, window: QWidget) -> None:
        """Offer the reference lines that a product's label has."""
        product = shipped_products().get(product_id)
        if product is not None:
            dialog = AdoptLineDialog(product, form, window)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.adopted.connect(lambda line: self._workspace.do(clinic.adopt_line, line))
            dialog.open()
