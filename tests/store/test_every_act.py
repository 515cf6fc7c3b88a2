"""Every kind of act: done, the program killed outright, opened again, undone, done again."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sclerochart.store import journal, schema, vault, verify
from sclerochart.store.database import Database
from tests.store.every_act import ACTS, PASSPHRASE, prepare
from tests.store.small_vaults import made

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("template") / "vault"
    opened, _ = made(folder)
    prepare(opened.db)
    opened.close()
    return folder


def everything(db: Database) -> dict[str, list[dict[str, object]]]:
    return {table: db.rows(f"SELECT * FROM {table} ORDER BY id") for table in schema.JOURNALLED}


@pytest.mark.parametrize("name", ACTS)
def test_an_act_is_undone_and_done_again_after_the_program_was_killed(
    name: str, template: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "vault"
    shutil.copytree(template, folder)
    opened = vault.unlock(folder, PASSPHRASE)
    before = everything(opened.db)
    opened.close()
    killed = subprocess.run(
        [sys.executable, "-m", "tests.store.every_act", name, str(folder)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert killed.returncode != 0, "it ended by itself"
    head = killed.stdout.strip()
    assert len(head) == 64, killed.stderr
    opened = vault.unlock(folder, PASSPHRASE)
    assert journal.head(opened.db) == head
    after = everything(opened.db)
    assert after != before
    scope = str(opened.db.value("SELECT scope FROM step ORDER BY n DESC"))
    journal.undo(opened.db, scope)
    assert everything(opened.db) == before
    journal.redo(opened.db, scope)
    assert everything(opened.db) == after
    opened.close()
    assert verify.verify(folder, PASSPHRASE, digest=head).first_wrong is None
