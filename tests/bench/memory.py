"""The memory of the window with a session of 60 sites and 12 photographs: a process of its own that has made neither.

Run as `memory.py VAULT PATIENT SESSION`; prints MB."""

import subprocess
import sys
from pathlib import Path

import cameras
import clinics
import windows
from harness import scratch

from sclerochart.store import photos, sessions, vault

_SITES, _PHOTOS = 60, 12


def with_photographs() -> str:
    """What the window holds, in words."""
    with scratch() as folder:
        with clinics.open_vault(folder / "vault") as made:
            patient = clinics.fill(made.db, count=1, visits=1, sites_each=0).patients[0]
            session = sessions.start(made.db, patient)
            clinics.add_sites(made.db, session, clinics.spots(_SITES))
            for number in range(_PHOTOS):
                file = folder / f"{number}.jpg"
                file.write_bytes(cameras.jpeg(4000, 3000))
                prepared = photos.prepare(file, photo_key=made.photo_key, folder=made.folder)
                photos.add(made.db, session, [prepared], phase="before", leg="right", view="lateral")
        command = [sys.executable, __file__, str(folder / "vault"), patient, session]
        said = subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout.decode().split()
    return f"memory of the window with {_SITES} sites and {_PHOTOS} photographs {said[-1]} MB, of 250 MB"


def _look(folder: Path, patient: str, session: str) -> float:
    with windows.shown_window(folder.parent) as window:
        page = windows.open_today(window, vault.unlock(folder, clinics.PASSPHRASE), patient)
        windows.repaint(page)
        assert window.desk is not None
        window.desk.open_photos(session)
        windows.settle()
        return windows.resident_mb()


if __name__ == "__main__":
    print(f"{_look(Path(sys.argv[1]), *sys.argv[2:4]):.0f}")
