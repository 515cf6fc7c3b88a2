"""The encrypted photo files: AES-256-GCM under a random id, whole or not there at all.

A file is 12 random bytes (the nonce) and the ciphertext with its tag; the photo's id is associated data, so that one
file put in place of another is noticed. `folder` is always the vault's own folder.
"""

import os
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from sclerochart.domain.errors import UserError
from sclerochart.store import files

NONCE = 12
OVERHEAD = NONCE + 16
"""How many bytes a file is longer than the picture in it."""


def photos_folder(folder: Path) -> Path:
    """Where a vault keeps its photo files."""
    return folder / "photos"


def path(folder: Path, photo_id: str) -> Path:
    """The file of one photo."""
    return photos_folder(folder) / photo_id


def write(folder: Path, photo_id: str, data: bytes, *, photo_key: bytes) -> None:
    """Encrypt and write a picture so that it lasts through a power cut; after a failure (OSError) nothing is left."""
    nonce = os.urandom(NONCE)
    sealed = nonce + AESGCM(photo_key).encrypt(nonce, data, photo_id.encode())
    target = path(folder, photo_id)
    target.parent.mkdir(exist_ok=True)
    try:
        files.write_whole(target, sealed)
    except BaseException:
        target.unlink(missing_ok=True)
        raise


def read(folder: Path, photo_id: str, *, photo_key: bytes) -> bytes:
    """A picture's bytes as they came; UserError when the file is missing, unreadable or not as it was written."""
    try:
        sealed = path(folder, photo_id).read_bytes()
    except FileNotFoundError as error:
        raise UserError(
            "The file of this photograph is no longer in the vault. The rest of the record is as it was; "
            "a backup of the vault may hold the photograph."
        ) from error
    except OSError as error:
        raise UserError(
            f"The file of this photograph cannot be read ({error.strerror or 'unknown reason'}). "
            "Check the disk, then try again."
        ) from error
    try:
        return AESGCM(photo_key).decrypt(sealed[:NONCE], sealed[NONCE:], photo_id.encode())
    except (InvalidTag, ValueError) as error:
        raise UserError(
            "The file of this photograph was damaged or changed outside sclerochart, so it is not shown. The rest of "
            "the record is as it was; a backup of the vault may hold the photograph."
        ) from error


def remove(folder: Path, photo_id: str) -> None:
    """Delete a photo's file; not being there is well too."""
    path(folder, photo_id).unlink(missing_ok=True)
