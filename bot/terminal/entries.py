"""What one line of a batch must hold: from JSON or CSV to a draft and its practice, or the reason why not."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.desk.intake import checked
from bot.drafts import Kind
from bot.errors import CheckpostError
from bot.practice import Practice
from bot.terminal.lines import NO_TEXT, Line

LONGEST_ID = 200
KEY = re.compile(r"[\w.:@-]{1,40}")


class LineBroken(Exception):
    """A line cannot be read. The message completes "line 7 ...", and holds no words of a draft."""


@dataclass(frozen=True, slots=True)
class Defaults:
    """What counts where a line does not say. `profiles` are those of --practices; without them `practice` is whose all are."""

    practice: Practice
    profiles: Mapping[str, Practice] | None = None
    kind: Kind | None = None
    platform: str | None = None
    text_column: str = "text"
    platforms: Collection[str] = field(default=())


def identity(line: Line) -> tuple[dict[str, Any], str | int | None]:
    """Return the entries of a line and its id. Raises LineBroken where it is no object; an id may be missing."""
    if line.fault:
        raise LineBroken(line.fault)
    entries = _of_json(line.raw) if isinstance(line.raw, bytes) else _of_row(line.raw)
    name = entries.get("id")
    fits = isinstance(name, str | int) and not isinstance(name, bool) and 0 < len(str(name)) <= LONGEST_ID
    return entries, name if fits and not _half(str(name)) else None


def text_of(entries: Mapping[str, Any], key: str, what: str) -> str:
    """Return a text that must be there and be fit to be read."""
    text = entries.get(key)
    if text is None:
        raise LineBroken(f"has no {key!r}")
    if not isinstance(text, str):
        raise LineBroken(f"has no text under {key!r}")
    try:
        return checked(text, what)
    except CheckpostError as error:
        raise LineBroken(f"cannot be checked: {error.what}") from None


def kind_of(entries: Mapping[str, Any], defaults: Defaults) -> Kind:
    """Return what the draft will be."""
    given = entries.get("kind")
    if _blank(given) and defaults.kind:
        return defaults.kind
    if _blank(given):
        raise LineBroken(f"has no 'kind', which must be one of {', '.join(Kind)}")
    try:
        return Kind(str(given).strip().lower().replace(" ", "_"))
    except ValueError:
        raise LineBroken(f"has the kind {_named(given)}; it must be one of {', '.join(Kind)}") from None


def platform_of(entries: Mapping[str, Any], defaults: Defaults) -> str:
    """Return where it will be published."""
    given = entries.get("platform")
    if _blank(given) and defaults.platform:
        return defaults.platform
    if _blank(given):
        raise LineBroken("has no 'platform'")
    key = str(given).strip().lower()
    if key not in defaults.platforms:
        raise LineBroken(f"has the platform {_named(given)}; it must be one of {', '.join(defaults.platforms)}")
    return key


def practice_of(entries: Mapping[str, Any], defaults: Defaults) -> Practice:
    """Return whose draft it is."""
    given = entries.get("practice")
    if given in (None, ""):
        if defaults.profiles is not None:
            raise LineBroken("has no 'practice'")
        return defaults.practice
    if defaults.profiles is None:
        if given == defaults.practice.id:
            return defaults.practice
        raise LineBroken(f"has the practice {_named(given)}, whose profile is not known: give it with --practices")
    if not isinstance(given, str) or given not in defaults.profiles:
        raise LineBroken(f"has the practice {_named(given)}, which is not in the file of practices")
    return defaults.profiles[given]


def _of_json(raw: bytes) -> dict[str, Any]:
    try:
        entries = json.loads(raw.decode("utf-8"))
    except UnicodeDecodeError:
        raise LineBroken(NO_TEXT) from None
    except json.JSONDecodeError as error:
        raise LineBroken(f"is no JSON ({error.msg}, column {error.colno})") from None
    except (RecursionError, ValueError):
        raise LineBroken("is no JSON that can be read") from None
    if not isinstance(entries, dict):
        raise LineBroken("is no JSON object")
    return entries


def _of_row(cells: Mapping[str, str]) -> dict[str, Any]:
    entries = {name.strip().lower(): cell for name, cell in cells.items()}
    return {**entries, **{name: None for name in ("review", "stars") if not entries.get(name, "").strip()}}


def _blank(given: object) -> bool:
    return given is None or (isinstance(given, str) and not given.strip())


def _half(text: str) -> bool:
    return any("\ud800" <= c <= "\udfff" for c in text)


def _named(value: object) -> str:
    """Quote a value that can be a key; what has blanks may be a draft, or a patient's name, in the wrong place."""
    return repr(value) if isinstance(value, str) and KEY.fullmatch(value) else "(not shown: it looks like no key)"
