"""`checkpost check` as most people type it, read without typer: importing that takes longer than the check itself.

Only what is plain is read here. Anything else (help, a slip of the pen, bytes that are no text) is left to `commands`, which reads
the same options and says what is wrong with them; the tests hold the two to the same answers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.drafts import Kind

if TYPE_CHECKING:
    from bot.terminal.check import Wanted

FORMATS = {"text": False, "json": True}
FLAGS: Mapping[str, tuple[str, bool]] = {
    "--redact": ("redact", True),
    "--record": ("record", True),
    "--no-record": ("record", False),
}
# ValueError or KeyError: the value is for `commands` to refuse.
VALUES: Mapping[str, tuple[str, Callable[[str], Any]]] = {
    "--file": ("file", Path),
    "--kind": ("kind", Kind),
    "--platform": ("platform", str),
    "--review": ("review", str),
    "--practice": ("practice", Path),
    "--format": ("json", FORMATS.__getitem__),
}


def check(arguments: Sequence[str]) -> tuple[Wanted, Path | None] | None:
    """Return what `checkpost check ...` asks for, with the file of the profile; None where that is not plain."""
    if not arguments or arguments[0] != "check":
        return None
    given: dict[str, Any] = {}
    rest = iter(arguments[1:])
    for argument in rest:
        name, value = _read(argument, rest)
        if not name or name in given:
            return None
        given[name] = value
    from bot.terminal.check import Wanted

    plain: dict[str, Any] = {"text": None, "file": None, "kind": None, "platform": None, "review": None}
    plain |= {"json": False, "redact": False, "record": True}
    practice = given.pop("practice", None)
    return Wanted(**{**plain, **given}), practice


def run(wanted: Wanted, practice: Path | None) -> int:
    """Run the check and return its exit status."""
    from bot.desk.desk import Desk
    from bot.terminal.check import run as check

    return check(wanted, Desk(practice))


def _read(argument: str, rest: Any) -> tuple[str, Any]:
    """The field that an argument fills and its value, the next argument's where it stands apart; no name: not plain."""
    if argument in FLAGS:
        return FLAGS[argument]
    name, joined, value = argument.partition("=")
    if name in VALUES:
        field, read = VALUES[name]
        text = value if joined else next(rest, "")
        try:
            return (field, read(text)) if _is_plain(text) else ("", None)
        except (KeyError, ValueError):
            return "", None
    return ("text", argument) if _is_plain(argument) else ("", None)


def _is_plain(text: str) -> bool:
    return text != "" and not text.startswith("-") and not any("\ud800" <= c <= "\udfff" for c in text)
