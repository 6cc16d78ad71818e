"""Structured logs on standard error that cannot hold a word of a draft.

An event is a name (`check.done`), what goes with it are figures, names under keys that are listed here, and scrubbed text.
Any other text comes out as its length. An exception is logged by type and place: its message may quote what it failed on.
structlog takes 0.2 s to import, so it is imported when the first line is logged.
"""

from __future__ import annotations

import os
import re
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any, TextIO

from bot.drafts import Scrubbed

LEVELS = {"debug": 10, "info": 20, "warning": 30, "error": 40}
NAME = re.compile(r"[\w.:/@+-]{1,80}")  # no blanks: a sentence is no name
# fmt: off
MAY_BE_TEXT = frozenset({
    "actor", "check", "delivery", "error", "event", "host", "kind", "level", "logger", "method", "outcome", "pack", "place",
    "platform", "practice", "prompt", "recognizer", "request", "room", "rule", "setting", "thread", "type", "verdict",
    "version", "writer",
})
# fmt: on
_request: ContextVar[str] = ContextVar("request", default="")
_PACKAGE = Path(__file__).resolve().parent


@dataclass(slots=True)
class _Setup:
    level: int = LEVELS["warning"]
    form: str = "console"
    stream: TextIO | None = None  # None is whatever standard error is at the moment


_setup = _Setup()


def configure(level: str = "warning", form: str = "console", stream: TextIO | None = None) -> None:
    """Set how much is logged and how. Also silences what libraries log of their own: their lines quote requests."""
    _setup.level, _setup.form, _setup.stream = LEVELS[level], form, stream
    _quiet_libraries()


@contextmanager
def request(given: str | None = None) -> Iterator[str]:
    """Give every line inside the block the same request id, and return it. Threads and tasks have their own."""
    token = _request.set(given or os.urandom(4).hex())
    try:
        yield _request.get()
    finally:
        _request.reset(token)


def place_of(error: BaseException) -> str:
    """Return where an exception arose, as `bot/phi/names.py:88`: the innermost place of ours, or the innermost of all."""
    frames = traceback.extract_tb(error.__traceback__)
    for frame in reversed(frames):
        path = Path(frame.filename)
        if path.is_relative_to(_PACKAGE):
            return f"{path.relative_to(_PACKAGE.parent).as_posix()}:{frame.lineno}"
    return f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "unknown"


class Logger:
    """Logs for one room. The methods take an event's name and what belongs to it; `error=` takes the exception."""

    def __init__(self, room: str) -> None:
        self._room = room

    def debug(self, event: str, **values: Any) -> None:
        """Log what helps whoever looks for a fault."""
        self._log("debug", event, values)

    def info(self, event: str, **values: Any) -> None:
        """Log what happened as it should."""
        self._log("info", event, values)

    def warning(self, event: str, **values: Any) -> None:
        """Log what went on in spite of a fault."""
        self._log("warning", event, values)

    def error(self, event: str, **values: Any) -> None:
        """Log what failed."""
        self._log("error", event, values)

    def _log(self, level: str, event: str, values: dict[str, Any]) -> None:
        if LEVELS[level] < _setup.level:
            return
        stream = _setup.stream or sys.stderr
        try:
            stream.write(_rendered(level, {"event": event, "room": self._room, **values}, stream.isatty()) + "\n")
            stream.flush()
        except (OSError, ValueError):
            pass  # nobody reads standard error any more, which must not stop a check


def get(room: str) -> Logger:
    """Return the logger of a room."""
    return Logger(room)


def safe(_logger: Any, _method: str, values: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """structlog processor: let figures, listed names and scrubbed text pass, and the length of every other text."""
    return {_key(key): _value(value, text_allowed=key in MAY_BE_TEXT) for key, value in values.items()}


def _rendered(level: str, values: dict[str, Any], colors: bool) -> str:
    if number := _request.get():
        values["request"] = number
    line: Any = {**_told(values), "level": level}
    for processor in _processors(_setup.form, colors):
        line = processor(None, level, line)
    return str(line)


@cache
def _processors(form: str, colors: bool) -> tuple[Callable[..., Any], ...]:
    from structlog import dev, processors

    last = processors.JSONRenderer(ensure_ascii=False) if form == "json" else dev.ConsoleRenderer(colors=colors)
    return safe, processors.TimeStamper("iso", utc=True), last


def _told(values: dict[str, Any]) -> dict[str, Any]:
    error = values.get("error")
    return (
        {**values, "error": type(error).__name__, "place": place_of(error)}
        if isinstance(error, BaseException)
        else values
    )


def _value(value: Any, *, text_allowed: bool) -> Any:
    match value:
        case Scrubbed() | Enum():
            return str(value)
        case None | bool() | int() | float():
            return value
        case str():
            return value if text_allowed and NAME.fullmatch(value) else f"<{len(value)} characters>"
        case Mapping():
            return {_key(key): _value(entry, text_allowed=False) for key, entry in value.items()}
        case list() | tuple() | set() | frozenset():
            return [_value(entry, text_allowed=text_allowed) for entry in value]
    return f"<{type(value).__name__}>"


def _key(key: Any) -> str:
    text = str(key)
    return text if NAME.fullmatch(text) else f"<{len(text)} characters>"


def _quiet_libraries() -> None:
    """Log of a library's line only who wrote it and where: Bolt logs whole requests, and the draft is in them."""
    import logging

    library = Logger("library")

    class Foreign(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            level = "error" if record.levelno >= logging.ERROR else "warning"
            library._log(level, "library.said", {"logger": record.name, "place": f"{record.module}:{record.lineno}"})

    root = logging.getLogger()
    root.handlers = [Foreign()]
    root.setLevel(logging.WARNING)
