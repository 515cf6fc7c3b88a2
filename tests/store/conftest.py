"""A vault in a temporary folder, closed or open."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sclerochart.store.vault import Vault
from tests.store.small_vaults import made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "a vault"


@pytest.fixture
def code(folder: Path) -> str:
    """A closed vault in `folder`; its recovery code."""
    opened, code = made(folder)
    opened.close()
    return code


@pytest.fixture
def opened(folder: Path) -> Iterator[Vault]:
    opened, _ = made(folder)
    yield opened
    opened.close()
