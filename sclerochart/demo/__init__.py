"""The demo clinic: a real vault of plainly invented people, and what comes out of it."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from sclerochart.demo import output, pictures
from sclerochart.demo.people import CLINIC, FIRST_COURSE, OTHER_VISITS, PATIENTS, PRACTITIONER, Cluster, Visit
from sclerochart.domain import moments, text
from sclerochart.domain.errors import UserError
from sclerochart.domain.ledger import AdoptedLine
from sclerochart.domain.leg import Side, Spot, View
from sclerochart.domain.moments import Moment
from sclerochart.domain.products import Product, shipped_products
from sclerochart.domain.session import Preparation
from sclerochart.store import clinic, housekeeping, keys, patients, photos, preparations, sessions, sites
from sclerochart.store.lock import Lock
from sclerochart.store.vault import Vault, create, unlock
from sclerochart.ui.unlock.pages import MAKING

PASSPHRASE = "demo"
_MAKING_WORDS = (
    "sclerochart is making its demo clinic here. Where this file stays, that was cut off: make it once more.\n"
)
_HALF_MADE = {"vault", "passphrase.txt", MAKING}
"""All that there can be in a folder until its demo clinic is whole."""
PROTOCOL = "two-week-medium"
_PHOTOGRAPHED: tuple[tuple[Side, View], ...] = (("right", "lateral"), ("left", "medial"))
_WEAK, _STRONG = "fibrovein-0.2", "fibrovein-0.5"


def make(folder: Path) -> Iterator[Path]:
    """Make the demo clinic in an empty or new folder; yields the vault, the record, the leaflet and the screenshot."""
    if _is_half_made(folder):
        _clear_half_made(folder)
    if folder.exists() and not folder.is_dir():
        raise UserError(f"{folder} is a file. Name a new folder for the demo; nothing was changed.")
    if folder.exists() and any(folder.iterdir()):
        raise UserError(f"{folder} is not empty. Name a new folder for the demo; nothing was changed.")
    housekeeping.refuse_inside_a_vault(folder, "made")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / MAKING).write_text(_MAKING_WORDS, encoding="utf-8")
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise UserError(f"{folder} cannot be made or written to ({why}). Name another folder for the demo.") from error
    vault, _recovery_code = create(
        folder / "vault", clinic=replace(CLINIC, protocol_id=PROTOCOL), practitioner=PRACTITIONER, passphrase=PASSPHRASE
    )
    try:
        last = _fill(vault)
        output.settle_protocol(vault, PROTOCOL, approved=f"{PRACTITIONER.name}, {text.short_date(_today())}")
        (folder / "passphrase.txt").write_text(f"{PASSPHRASE}\n", encoding="utf-8")
        (folder / MAKING).unlink()
        yield folder / "vault"
        yield folder / "passphrase.txt"
        yield from output.documents(vault, last, folder)
    finally:
        vault.close()
    yield output.screenshot(unlock(folder / "vault", PASSPHRASE), last, folder / "screenshot.png")


def _is_half_made(folder: Path) -> bool:
    """True for what a making that was cut off left behind, and for nothing else: it is about to be taken away.

    UserError while another program is still at it."""
    try:
        said = (folder / MAKING).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return False
    if not _MAKING_WORDS.startswith(said) or {path.name for path in folder.iterdir()} - _HALF_MADE:
        return False
    vault = folder / "vault"
    if not vault.exists():
        return True
    if vault.is_symlink() or not vault.is_dir():
        return False
    Lock(vault).release()
    if not (vault / keys.NAME).exists():  # it is written last: nobody can have worked here
        return True
    try:
        opened = unlock(vault, PASSPHRASE)
    except UserError:
        return False
    named = clinic.get(opened.db).name
    opened.close()
    return named == CLINIC.name


def _clear_half_made(folder: Path) -> None:
    if (folder / "vault").exists():
        shutil.rmtree(folder / "vault")
    for name in _HALF_MADE - {"vault"}:
        (folder / name).unlink(missing_ok=True)


def _fill(vault: Vault) -> str:
    """Patients, visits, photographs; gives back the id of today's session of the first patient."""
    db, today = vault.db, _today()
    for product_id in (_WEAK, _STRONG):
        for line in shipped_products()[product_id].lines:
            if line.ul:
                adopted = AdoptedLine("", product_id, line.form, line.ul, line.label, line.source)
                clinic.adopt_line(db, adopted)
    people = [patients.add(db, patient) for patient in PATIENTS]
    for number, visits in {0: FIRST_COURSE, **OTHER_VISITS}.items():
        for count, visit in enumerate(visits):
            session_id = _visit(vault, people[number], visit, today)
            if number == 0:
                _photograph(vault, session_id, count, visit, today)
                last = session_id
            if visit.signed:
                _set_clock(vault, _at(visit, today, minutes=50))
                sessions.sign(db, session_id)
    db.clock = moments.now
    return last


def _today() -> date:
    return moments.now().local_date()


def _at(visit: Visit, today: date, *, minutes: int = 0) -> Moment:
    wall = datetime.combine(today - timedelta(days=visit.days_ago), time(visit.hour)) + timedelta(minutes=minutes)
    return min(moments.from_local(wall), moments.now())


def _visit(vault: Vault, patient_id: str, visit: Visit, today: date) -> str:
    db = vault.db
    started = _at(visit, today)
    _set_clock(vault, started)
    session_id = sessions.start(db, patient_id, at=started)
    made: dict[bool, str] = {}
    for cluster in visit.clusters:
        if cluster.strong not in made:
            product = shipped_products()[_STRONG if cluster.strong else _WEAK]
            made[cluster.strong] = preparations.add(db, session_id, _preparation(product, cluster.strong, today))
        for count in range(cluster.count):
            _place(vault, session_id, cluster, count, made[cluster.strong])
    if visit.notes:
        sessions.set_notes(db, session_id, visit.notes)
    return session_id


def _set_clock(vault: Vault, at: Moment) -> None:
    vault.db.clock = lambda: at


def _preparation(product: Product, strong: bool, today: date) -> Preparation:
    return Preparation(
        id="", session_id="", position=0, product_id=product.id, brand=product.brand, substance=product.substance,
        ug_per_ml=product.ug_per_ml, lot="DEMO-22B" if strong else "DEMO-17A",
        expiry=date(today.year + 1, 9 if strong else 4, 30), needle="30 G",
    )  # fmt: skip


def _place(vault: Vault, session_id: str, cluster: Cluster, count: int, preparation_id: str) -> None:
    wobble = 3 * (-1) ** count if count % 3 else 0
    x = cluster.x + cluster.dx * count + wobble
    y = cluster.y + cluster.dy * count
    spot = Spot(cluster.side, cluster.view, x if cluster.side == "left" else -x, y)
    sites.add(
        vault.db,
        session_id,
        spot,
        volume_ul=cluster.volume_ul,
        vein_type=cluster.vein_type,
        preparation_id=preparation_id,
    )


def _photograph(vault: Vault, session_id: str, count: int, visit: Visit, today: date) -> None:
    taken = _at(visit, today).local()
    with TemporaryDirectory() as scratch:
        for number, (side, view) in enumerate(_PHOTOGRAPHED):
            path = Path(scratch) / f"{number}.jpg"
            path.write_bytes(
                pictures.leg_picture(side, view, veins=1 - 0.36 * count, seed=10 * count + number, at=taken)
            )
            prepared = photos.prepare(path, photo_key=vault.photo_key, folder=vault.folder)
            photos.add(vault.db, session_id, [prepared], phase="before" if count < 2 else "after", leg=side, view=view)
