"""Small real vaults for the tests of the store: cheap keys, invented people."""

import hashlib
from pathlib import Path

from sclerochart.domain.leg import Spot
from sclerochart.domain.people import Clinic, Patient, Practitioner
from sclerochart.store import journal, keys, patients, photo_files, sessions, sites, vault, verify
from sclerochart.store.vault import Vault

CHEAP = keys.Cost(time=1, memory_kib=8)
CLINIC = Clinic(name="Placeholder Clinic", phone="0100 000000", out_of_hours="0100 000001")
ADA = Practitioner("", "Ada Example", "Nurse prescriber", "00X0000X")
BEN = Practitioner("", "Ben Sample", "Doctor", "0000000")
THIGH = Spot("right", "lateral", 40.0, 660.0)


def made(folder: Path) -> tuple[Vault, str]:
    return vault.create(folder, clinic=CLINIC, practitioner=ADA, passphrase="first secret", cost=CHEAP)


def place_site(opened: Vault) -> str:
    patient = patients.add(opened.db, Patient("", "Prim", "Placeholder"))
    return sites.add(opened.db, sessions.start(opened.db, patient), THIGH, volume_ul=100, vein_type="tel")


def add_photo(opened: Vault, data: bytes = b"not much of a picture") -> str:
    photo_id = journal.new_id()
    photo_files.write(opened.folder, photo_id, data, photo_key=opened.photo_key)
    patient = patients.add(opened.db, Patient("", "Prim", "Placeholder"))
    session = sessions.start(opened.db, patient)
    with journal.step(opened.db, "Add photo", journal.session_scope(session)) as step:
        step.insert("photo", {
            "id": photo_id, "session_id": session, "at_utc": 1, "at_offset_min": 0, "phase": "before", "leg": "left",
            "view": "anterior", "kind": "jpeg", "sha256": hashlib.sha256(data).hexdigest(), "byte_count": len(data),
            "width": 1, "height": 1, "orientation": 1, "note": "",
        })  # fmt: skip
    return photo_id


def all_is_well(folder: Path, passphrase: str = "first secret") -> bool:
    return verify.verify(folder, passphrase).first_wrong is None
