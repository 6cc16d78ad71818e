"""What `checkpost doctor` looks at: each check says how it stands in a sentence, and what to do where it does not."""

from __future__ import annotations

import os
import platform
import shutil
import sqlite3
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from bot.audit import keys
from bot.drafts import Draft, Kind
from bot.errors import CheckpostError
from bot.practice import Practice, read
from bot.settings import Settings, load
from bot.setup import envfile

if TYPE_CHECKING:
    from bot.policy import Packs

WARN_BELOW, FAIL_BELOW = 500_000_000, 50_000_000  # bytes free; a check takes about 1,000
SECRETS = ("CHECKPOST_KEY", "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET")


class State(StrEnum):
    """How one check came out. A note says what cannot be found out from here, or need not be."""

    OK = "ok"
    NOTE = "note"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the doctor's. `todo` is empty where there is nothing to do."""

    name: str
    state: State
    says: str
    todo: str = ""


def examine(environ: Mapping[str, str] | None = None, folder: Path | None = None) -> tuple[Check, ...]:
    """Look at everything and return the findings in the order of a first start. Makes and changes nothing."""
    checks = [_python()]
    try:
        settings = load(environ, folder)
    except CheckpostError as error:
        return (*checks, _failed("settings", error))
    checks.append(Check("settings", State.OK, "Every setting can be used."))
    checks += _secrets(Path.cwd() if folder is None else folder)
    checks += [_reader(settings), _packs(settings), _prompts(settings), *_practice(settings), *_trail(settings)]
    return tuple(checks)


def _python() -> Check:
    says = f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}."
    return Check("python", State.OK, says)


def _secrets(folder: Path) -> list[Check]:
    path = folder / ".env"
    if os.name == "nt" or not path.is_file() or not path.stat().st_mode & 0o007:
        return []
    text = envfile.read(path)
    named = [name for name in SECRETS if envfile.value(text, name)]
    says = f"Everybody on this machine can open {path}, which holds {', '.join(named)}."
    return [Check("env", State.FAIL, says, f"chmod 600 '{path}'")] if named else []


def _reader(settings: Settings) -> Check:
    from bot.reading import reader

    if not settings.reader:
        says = "The learned reader is off: rules of form work alone, and find less."
        return Check(
            "reader", State.WARN, says, "Take CHECKPOST_READER=off out, unless this machine is too small for it."
        )
    try:
        return Check("reader", State.OK, f"The learned reader can be used (model {reader().digest[:12]}).")
    except CheckpostError as error:
        return _failed("reader", error)


def _packs(settings: Settings) -> Check:
    from bot import policy

    try:
        packs = policy.load(settings.policies, [settings.pack] if settings.pack else [])
    except CheckpostError as error:
        return _failed("packs", error)
    if faults := _faults(packs):
        todo = "Drafts are blocked until that is put right: undo the last change of packs or prompts, or install again."
        return Check("packs", State.FAIL, " ".join(faults), todo)
    examples = sum(len(rule.breaks) + len(rule.keeps) for rule in packs.rules)
    says = (
        f"{len(packs.packs)} packs with {len(packs.rules)} rules and {examples:,} examples, from {settings.policies}."
    )
    return Check("packs", State.OK, says)


def _faults(packs: Packs) -> list[str]:
    """Check a made-up post and a made-up reply, and return what failed inside."""
    from bot.checkpost import Checkpost

    text = "Thank you, Maria Lopez, for choosing us for your root canal on March 3rd!"
    drafts = Draft(text), Draft(text, Kind.REVIEW_REPLY, "google", "I waited for an hour.")
    faults = chain.from_iterable(Checkpost(packs).check(draft, Practice()).faults for draft in drafts)
    return list(dict.fromkeys(faults))


def _prompts(settings: Settings) -> Check:
    from bot.rewrite import wordings
    from bot.rewrite.edits import wordings as edits

    try:
        wordings.load(settings.prompts / "replies.yaml")
        edits.load(settings.prompts)
    except CheckpostError as error:
        return _failed("prompts", error)
    except Exception as error:  # of the file system, of YAML, or an entry that is not there
        says = f"The wordings in {settings.prompts} cannot be used ({type(error).__name__})."
        todo = "Put them right, or leave CHECKPOST_PROMPTS out to have those that come with Checkpost."
        return Check("prompts", State.FAIL, says, todo)
    return Check("prompts", State.OK, f"The wordings of posts and replies can be used, from {settings.prompts}.")


def _practice(settings: Settings) -> Iterator[Check]:
    if settings.practice is None:
        yield Check(
            "practice", State.WARN,
            "There is no profile, so the practice's own names and numbers count as identifiers.",
            "Run `checkpost init`: it asks a dozen questions and writes practice.yaml.",
        )  # fmt: skip
        return
    try:
        practice = read(settings.practice)
    except CheckpostError as error:
        yield _failed("practice", error)
        return
    gaps = {
        "a phone or email, so replies to reviews cannot offer a private way to go on": not practice.has_private_way(),
        "the state, so no state's own rules apply": not practice.state,
        "the staff, so their names count as patients'": not practice.staff,
        "the name of the practice": not practice.name,
    }
    lacking = [gap for gap, open_ in gaps.items() if open_]
    if lacking:
        says = f"The profile {settings.practice} lacks {'; '.join(lacking)}."
        yield Check("practice", State.WARN, says, f"Add it to {settings.practice}; the file explains each line.")
    else:
        yield Check(
            "practice",
            State.OK,
            f"{practice.name}, {practice.state}: {len(practice.staff)} names of staff, a private way to go on.",
        )


def _trail(settings: Settings) -> Iterator[Check]:
    yield _disk(settings.database)
    yield _key(settings)
    yield _database(settings)


def _disk(database: Path) -> Check:
    free = shutil.disk_usage(_nearest(database)).free
    says = f"{free / 1e9:,.1f} GB are free where the audit trail lies."
    if free < WARN_BELOW:
        return Check(
            "disk",
            State.FAIL if free < FAIL_BELOW else State.WARN,
            says,
            "Free space: without it nothing can be checked.",
        )
    return Check("disk", State.OK, says)


def _key(settings: Settings) -> Check:
    path = keys.beside(settings.database)
    if settings.key is not None:
        return Check("key", State.OK, "The key of the audit trail comes from CHECKPOST_KEY.")
    if not path.exists():
        if settings.database.exists():
            return Check(
                "key", State.WARN,
                f"The audit trail is there, but its key {path} is not: a new one cannot prove what was checked before.",
                "Put the key from your backup in its place before the next check.",
            )  # fmt: skip
        return Check("key", State.OK, f"The key will be made with the first check: {path}.")
    try:
        keys.load_or_create(path)
    except CheckpostError as error:
        return _failed("key", error)
    return _private("key", path) or Check(
        "key", State.OK, f"The key is there and private: {path}. Back it up, apart from the trail."
    )


def _database(settings: Settings) -> Check:
    path = settings.database
    if path.exists():
        return _existing(path, settings.key)
    folder = _nearest(path)
    if folder.is_dir() and os.access(folder, os.W_OK | os.X_OK):
        return Check("trail", State.OK, f"The audit trail will be made with the first check: {path}.")
    says = f"The audit trail cannot be made in {path.parent}."
    return Check("trail", State.FAIL, says, "Give this user access to that folder, or set CHECKPOST_DATABASE.")


def _existing(path: Path, given: bytes | None) -> Check:
    from bot.audit.health import health

    key_file = keys.beside(path)
    try:
        key = given or (keys.load_or_create(key_file) if key_file.exists() else b"")
        found = health(path, key)
    except CheckpostError as error:
        return _failed("trail", error)
    if not found.sound:
        says = f"The audit trail {path} is damaged."
        return Check("trail", State.FAIL, says, "Keep it, and put the last backup in its place.")
    if not found.wal:
        says = f"The audit trail {path} cannot be read while it is written."
        return Check("trail", State.WARN, says, "Keep it on a local disk, not on a network folder.")
    if found.other_keys and key:
        says = f"{found.other_keys:,} checks were recorded under another key: what they were about cannot be proved."
        return Check("trail", State.WARN, says, "If that key is in a backup, put it in place of the one in use.")
    fine = Check("trail", State.OK, f"{found.events:,} events, and more can be recorded: {path}.")
    return _private("trail", path) or fine


def _private(name: str, path: Path) -> Check | None:
    mode = stat.S_IMODE(path.stat().st_mode)
    if os.name == "nt" or not mode & 0o077:
        return None
    return Check(name, State.FAIL, f"Others on this machine can open {path} (mode {mode:04o}).", f"chmod 600 '{path}'")


def _nearest(path: Path) -> Path:
    """Return the innermost part of the path that exists."""
    return next(part for part in (path, *path.parents) if part.exists())


def _failed(name: str, error: CheckpostError) -> Check:
    return Check(name, State.FAIL, error.what, error.todo)
