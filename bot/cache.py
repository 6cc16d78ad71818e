"""What was worked out once and need not be again: compiled packs and the lexicon, in the user's cache folder.

Nothing rests on it. An entry is named after the digest of all that it was made from, among it Checkpost's own code and Python's
version, so whatever changes is worked out anew. An entry that is damaged, that somebody else could have written, or that cannot be
read or written is passed over in silence: the next best thing is to do the work.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import stat
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

DIGEST = hashlib.sha256().digest_size
KEPT = 8  # entries of one kind; the oldest go
ROOM = Path(__file__).resolve().parent


def key(parts: Iterable[bytes]) -> str:
    """Return the digest of what an entry is made from, each part apart, with the Python that reads it."""
    digest = hashlib.sha256(f"{sys.implementation.cache_tag} {marshal.version}".encode())
    for part in parts:
        digest.update(hashlib.sha256(part).digest())
    return digest.hexdigest()


def code(*rooms: str) -> bytes:
    """Tell one state of our own code from another: size and age of each module of these rooms."""
    known = []
    for room in rooms:
        with os.scandir(ROOM / room) as entries:
            for entry in entries:
                if entry.name.endswith(".py"):
                    about = entry.stat()
                    known.append(f"{room}/{entry.name} {about.st_size} {about.st_mtime_ns}")
    return "\n".join(sorted(known)).encode()


def load(kind: str, key: str) -> Any:
    """Return the entry, or None. It is what marshal keeps: plain values, tuples, dicts and sets."""
    try:
        with _place(kind, key).open("rb") as file:
            if not _is_ours(os.fstat(file.fileno())):
                return None
            held = file.read()
        digest, packed = held[:DIGEST], held[DIGEST:]
        # Its own digest first: marshal trusts what it reads.
        return marshal.loads(packed) if hashlib.sha256(packed).digest() == digest else None  # noqa: S302
    except (OSError, RuntimeError, ValueError, EOFError, TypeError):
        return None


def store(kind: str, key: str, value: Any) -> None:
    """Keep an entry, whole or not at all."""
    try:
        packed = marshal.dumps(value)
        place = _place(kind, key)
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not _is_ours(place.parent.stat()):
            return
        draft = place.with_name(f".{place.name}.{os.urandom(4).hex()}")
        try:
            with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(hashlib.sha256(packed).digest() + packed)
            draft.replace(place)
        finally:
            draft.unlink(missing_ok=True)
        _thin_out(place.parent, kind)
    except (OSError, RuntimeError, ValueError):
        return


def _folder() -> Path:
    """This user's cache folder of Checkpost. Raises RuntimeError for a user without a home.

    Source: XDG Base Directory Specification 0.8, which lets relative values be ignored.
    """
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "checkpost" / "cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "checkpost"
    chosen = Path(os.environ.get("XDG_CACHE_HOME", ""))
    return (chosen if chosen.is_absolute() else Path.home() / ".cache") / "checkpost"


def _place(kind: str, key: str) -> Path:
    return _folder() / f"{kind}-{key}"


def _is_ours(about: os.stat_result) -> bool:
    """Whether nobody but this user could have written it."""
    if not hasattr(os, "geteuid"):  # Windows: the folder is the user's own
        return True
    return about.st_uid == os.geteuid() and not about.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _thin_out(folder: Path, kind: str) -> None:
    entries = sorted(folder.glob(f"{kind}-*"), key=lambda entry: entry.stat().st_mtime, reverse=True)
    for entry in entries[KEPT:]:
        entry.unlink(missing_ok=True)
