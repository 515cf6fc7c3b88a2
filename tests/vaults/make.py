"""Make the vault that the schema of this checkout keeps: `python tests/vaults/make.py`, once, before a release.

It writes tests/vaults/schema-N/ (a closed vault of invented people, made through the program's own doors) and
tests/vaults/schema-N.json (what a test must find in it). Neither is ever made again: the point is that they are old.
"""

import json
import os
import shutil
import sys
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent.parent))

from PIL import Image  # noqa: E402

from sclerochart.domain.findings import Mark, Run  # noqa: E402
from sclerochart.domain.ledger import AdoptedLine  # noqa: E402
from sclerochart.domain.leg import Spot  # noqa: E402
from sclerochart.domain.moments import Moment  # noqa: E402
from sclerochart.domain.people import Clinic, Patient, Practitioner  # noqa: E402
from sclerochart.domain.session import Preparation  # noqa: E402
from sclerochart.store import (  # noqa: E402
    clinic,
    findings,
    journal,
    patients,
    photos,
    preparations,
    schema,
    sessions,
    sites,
    vault,
)  # fmt: skip

PASSPHRASE, SECOND_PASSPHRASE = "placeholder", "placeholder two"
TREATED = Moment(1_795_172_400, 0)


def main() -> None:
    name = f"schema-{schema.SCHEMA}"
    if (HERE / name).exists():
        sys.exit(f"{name} is there already and stays as it is.")
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "vault"
        opened, code = vault.create(
            folder,
            clinic=Clinic(name="Placeholder Clinic", phone="0100 000000", out_of_hours="0100 000001"),
            practitioner=Practitioner("", "Ada Example", "Nurse prescriber", "00X0000X"),
            passphrase=PASSPHRASE,
        )
        fill(opened, Path(temporary))
        expected = {
            "schema": schema.SCHEMA, "passphrases": [PASSPHRASE, SECOND_PASSPHRASE], "recovery_code": code,
            "head": journal.head(opened.db),
            "tables": {table: opened.db.rows(f"SELECT * FROM {table} ORDER BY id") for table in schema.JOURNALLED},
        }  # fmt: skip
        opened.close()
        (folder / "ballast").unlink()  # a megabyte that says nothing; a vault does without
        shutil.copytree(folder, HERE / name)
    text = json.dumps(expected, indent=1, sort_keys=True, ensure_ascii=False)
    (HERE / f"{name}.json").write_text(text + "\n", encoding="utf-8", newline="\n")


def fill(opened: vault.Vault, temporary: Path) -> None:
    """A little of everything that a row can be, with acts undone and done again."""
    db = opened.db
    vault.add_practitioner(opened, Practitioner("", "Ben Sample", "Doctor", "0000000"), SECOND_PASSPHRASE)
    clinic.adopt_line(db, AdoptedLine("", "fibrovein-0.2", "liquid", 10_000, "label, UK 2022", "a placeholder source"))
    clinic.set_answers(db, "a-protocol", {"a-question": "an answer"})
    zoe = patients.add(db, Patient("", "Zoë", "Öztürk-Placeholder", date(1971, 4, 3), "D-17", allergies="latex"))
    patients.add(db, Patient("", "Анна", "Примерова", notes="invented"))
    session = sessions.start(db, zoe, at=TREATED)
    preparation = preparations.add(
        db, session,
        Preparation("", "", 0, "fibrovein-0.2", "Fibrovein 0.2%", "sodium tetradecyl sulfate", 2000, lot="A1",
                    expiry=date(2027, 5, 31), needle="30G"),
    )  # fmt: skip
    spot = Spot("right", "lateral", 40.0, 660.0)
    for volume in (100, 200, 50):
        last = sites.add(db, session, spot, volume_ul=volume, vein_type="tel", preparation_id=preparation)
    for x in (41.0, 42.0):
        sites.move(db, last, Spot("right", "lateral", x, 660.0), fold="a key held down")
    sites.add(db, session, spot, volume_ul=500, vein_type="ret")
    journal.undo(db, journal.session_scope(session))
    journal.undo(db, journal.session_scope(session))
    journal.redo(db, journal.session_scope(session))
    seen = sites.place_of(spot)
    line = (seen.point, sites.place_of(Spot("right", "lateral", 44.0, 640.0)).point)
    run = findings.draw_run(db, Run("", session, 0, "right", "lateral", line, seen.space, "ret", 2000))
    findings.fill_syringe(db, session, 2500, preparation_id=preparation)
    sites.add(db, session, spot, volume_ul=100, vein_type="ret", injections=12, run_id=run)
    findings.read_syringe(db, replace(findings.syringes_of_session(db, session)[0], left_ul=600))
    findings.add_mark(db, Mark("", session, 0, "perforator", seen, line, 180, "invented"))
    findings.start_timing(db, session, "walk")
    findings.set_phrases(db, ["Seen again", "No pain"])
    sessions.set_plan(db, session, "right")
    added = photos.add(
        db, session, [picture(opened, temporary, shade) for shade in (90, 180)],
        phase="before", leg="right", view="lateral",
    )  # fmt: skip
    photos.remove(db, added[1])
    sessions.sign(db, session, reason="made for a test")
    sessions.add_addendum(db, session, "An addendum.")
    sessions.start(db, zoe)


def picture(opened: vault.Vault, temporary: Path, shade: int) -> photos.PreparedPhoto:
    path = temporary / f"{shade}.jpg"
    Image.new("RGB", (64, 48), (shade, shade // 2, 60)).save(path)
    return photos.prepare(path, photo_key=opened.photo_key, folder=opened.folder)


if __name__ == "__main__":
    os.environ.setdefault("TZ", "UTC")
    main()
