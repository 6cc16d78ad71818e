"""The key of the trail, and the fingerprints made with it.

A fingerprint proves later which text was checked without keeping it. It is keyed, because short texts can be guessed: whoever
has the database alone learns nothing from it. So the key lies in a file of its own, and a backup needs both files.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from pathlib import Path

from bot.errors import TrailUnwritable

KEY_BYTES = 32
FILE_NAME = "checkpost.key"


def load_or_create(path: Path) -> bytes:
    """Return the key in `path`, making one (mode 0600) on first use. Processes that start together get the same key.

    Raises TrailUnwritable if the file cannot be read or made, or holds no key.
    """
    try:
        if not path.exists():
            _create(path)
        text = path.read_text("ascii").strip()
        key = bytes.fromhex(text)
    except OSError as error:
        raise TrailUnwritable(
            f"The key of the audit trail, {path}, cannot be read or made: {error.strerror}.",
            "Nothing was recorded, so nothing counts as checked.",
            "Give this user access to that file and its folder, or point CHECKPOST_DATABASE elsewhere.",
        ) from None
    except ValueError:
        key = b""
    if len(key) < KEY_BYTES:
        raise TrailUnwritable(
            f"{path} holds no key: it must be one line of {2 * KEY_BYTES} hexadecimal digits.",
            "Nothing was recorded, so nothing counts as checked.",
            "Restore that file from your backup. If no check was ever recorded, delete it and a new one is made.",
        )
    return key


def beside(database: Path) -> Path:
    """Where the key of `database` lies."""
    return database.with_name(FILE_NAME)


def key_id(key: bytes) -> str:
    """Name a key without telling it: recorded with each fingerprint, so that a changed key is noticed."""
    return hmac.digest(key, b"checkpost: which key", "sha256").hex()[:8]


def fingerprint(key: bytes, text: str) -> str:
    """Return the HMAC-SHA-256 of `text` in hexadecimal.

    Line ends count as one character and white space around the text does not count, because both change when a
    text is pasted; every other difference changes the fingerprint.
    """
    plain = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    own = hmac.digest(key, b"checkpost: fingerprint", hashlib.sha256)  # the key itself is left for other uses
    return hmac.digest(own, plain.encode("utf-8", "surrogatepass"), "sha256").hex()


def _create(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    file = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(file, "w", encoding="ascii") as out:
            out.write(secrets.token_hex(KEY_BYTES) + "\n")
            out.flush()
            os.fsync(out.fileno())
        # A link fails where the file exists by now, so the first process wins and nobody's key is overwritten.
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink(missing_ok=True)
