"""Import of a JPEG of 24 MP, against reading, hashing, a draft thumbnail, sealing and writing it by hand."""

import hashlib
import io
import os
import secrets
from pathlib import Path
from time import perf_counter

import cameras
import clinics
import windows
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from harness import Row, Turns, report, say, scratch
from PIL import Image
from PySide6.QtCore import QCoreApplication

from sclerochart.store import photos
from sclerochart.store.vault import Vault
from sclerochart.ui.photos.page import PhotosPage


def measure() -> Row:
    with scratch() as folder, clinics.open_vault(folder / "vault") as vault:
        say("making a photograph of 24 MP")
        file = folder / "camera.jpg"
        file.write_bytes(cameras.jpeg(6000, 4000))
        aside = folder / "floor"
        aside.mkdir()
        windows.quiet()
        row = (
            Turns(lambda: _ours(file, vault), lambda: _by_hand(file, vault, aside))
            .run(15, warm=2)
            .row("import of a 24 MP JPEG", bound=1.3)
        )
        row.notes.append(f"longest stall of the window while importing {_stall(folder, vault, file):.0f} ms, of 50 ms")
        return row


def _ours(file: Path, vault: Vault) -> float:
    begun = perf_counter()
    photos.prepare(file, photo_key=vault.photo_key, folder=vault.folder)
    return perf_counter() - begun


def _by_hand(file: Path, vault: Vault, aside: Path) -> float:
    begun = perf_counter()
    data = file.read_bytes()
    hashlib.sha256(data).hexdigest()
    with Image.open(io.BytesIO(data)) as picture:
        picture.draft("RGB", (320, 320))
        picture.thumbnail((320, 320), Image.Resampling.LANCZOS)
        small = io.BytesIO()
        picture.transpose(Image.Transpose.ROTATE_270).save(small, "JPEG", quality=80)
    nonce, name = secrets.token_bytes(12), secrets.token_hex(12)
    sealed = nonce + AESGCM(vault.photo_key).encrypt(nonce, data, name.encode())
    with (aside / f"{name}.part").open("wb") as out:
        out.write(sealed)
        out.flush()
        os.fsync(out.fileno())
    (aside / f"{name}.part").rename(aside / name)
    held = os.open(aside, os.O_RDONLY)
    os.fsync(held)
    os.close(held)
    return perf_counter() - begun


def _stall(folder: Path, vault: Vault, file: Path) -> float:
    """The longest time (ms) between two turns of the window's own work while three copies are imported."""
    filled = clinics.fill(vault.db, count=1, visits=1, sites_each=0, drafts=1)
    copies = []
    for number in range(3):
        copies.append(folder / f"copy-{number}.jpg")
        copies[-1].write_bytes(file.read_bytes() + bytes([number]))
    with windows.shown_window(folder) as window:
        window.open_vault(vault)
        assert window.desk is not None
        window.desk.open_patient(filled.patients[0])
        window.desk.open_session(filled.last_sessions[0])
        window.desk.open_photos(filled.last_sessions[0])
        windows.settle()
        page = window.desk.currentWidget()
        assert isinstance(page, PhotosPage)
        windows.quiet()
        page.import_files(copies)
        longest, before = 0.0, perf_counter()
        end = before + 20
        while len(photos.of_session(vault.db, filled.last_sessions[0])) < 3 and before < end:
            QCoreApplication.processEvents()
            now = perf_counter()
            longest, before = max(longest, now - before), now
        return 1000 * longest


if __name__ == "__main__":
    report(measure)
