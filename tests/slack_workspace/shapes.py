"""Small checkers from which the shapes of Block Kit are put together.

A checker takes a value, the JSON pointer where it stands and a list that collects what is wrong, worded the way Slack
words `response_metadata.messages` (docs.slack.dev/reference/methods/views.open, "invalid_arguments").
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

DATA = Path(__file__).with_name("data")
LIMITS: dict[str, Any] = json.loads((DATA / "blocks" / "limits.json").read_text())

Report = list[str]
Check = Callable[[Any, str, Report], None]


def limit(path: str, end: str = "max_length") -> int:
    """Return a number of the limits file: `limit("button.text")` is 75."""
    here: Any = LIMITS
    for step in path.split("."):
        here = here[step]
    return int(here[end])


def say(report: Report, at: str, message: str) -> None:
    report.append(f"[ERROR] {message} [json-pointer:{at or '/'}]")


def anything(_value: Any, _at: str, _report: Report) -> None:
    """Accept: a field that Slack does not look into, or that this fake does not."""


def string(most: int, least: int = 1) -> Check:
    """A string of `least` to `most` code points."""

    def check(value: Any, at: str, report: Report) -> None:
        if not isinstance(value, str):
            say(report, at, "must provide a string")
        elif len(value) < least:
            say(report, at, f"must be more than {least - 1} characters")
        elif len(value) > most:
            say(report, at, f"must be less than {most + 1} characters")

    return check


def whole(low: int, high: int) -> Check:
    def check(value: Any, at: str, report: Report) -> None:
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            say(report, at, f"must be a whole number from {low} to {high}")

    return check


def flag(value: Any, at: str, report: Report) -> None:
    if not isinstance(value, bool):
        say(report, at, "must provide a boolean")


def choice(*allowed: str) -> Check:
    def check(value: Any, at: str, report: Report) -> None:
        if value not in allowed:
            say(report, at, f"must be one of: {', '.join(allowed)}")

    return check


def url(most: int) -> Check:
    def check(value: Any, at: str, report: Report) -> None:
        string(most)(value, at, report)
        if isinstance(value, str) and value and not value.startswith(("http://", "https://", "mailto:", "slack://")):
            say(report, at, "must be a valid URL")

    return check


def array(item: Check, least: int, most: int) -> Check:
    def check(value: Any, at: str, report: Report) -> None:
        if not isinstance(value, list):
            say(report, at, "must provide an array")
            return
        if len(value) < least:
            say(report, at, f"no less than {least} items required")
        if len(value) > most:
            say(report, at, f"no more than {most} items allowed")
        for place, element in enumerate(value):
            item(element, f"{at}/{place}", report)

    return check


def record(
    required: Mapping[str, Check], optional: Mapping[str, Check] | None = None, also: Check | None = None
) -> Check:
    """An object with these fields and no others; `also` checks how they go together."""
    fields = {**(optional or {}), **required}

    def check(value: Any, at: str, report: Report) -> None:
        if not isinstance(value, dict):
            say(report, at, "must provide an object")
            return
        for name in required:
            if value.get(name) is None:
                say(report, at, f"missing required field: {name}")
        for name, inner in value.items():
            if name not in fields:
                if name != "type":
                    say(report, f"{at}/{name}", "unexpected field")
            elif inner is not None:
                fields[name](inner, f"{at}/{name}", report)
        if also is not None:
            also(value, at, report)

    return check


def typed(kinds: Mapping[str, Check]) -> Check:
    """An object whose `type` says which of the checkers applies."""

    def check(value: Any, at: str, report: Report) -> None:
        if not isinstance(value, dict):
            say(report, at, "must provide an object")
        elif value.get("type") not in kinds:
            say(report, f"{at}/type", f"unsupported type: {value.get('type')}")
        else:
            kinds[value["type"]](value, at, report)

    return check


def exactly_one(*names: str) -> Check:
    def check(value: Any, at: str, report: Report) -> None:
        given = [name for name in names if value.get(name) is not None]
        if len(given) != 1:
            say(report, at, f"exactly one of {', '.join(names)} is required, got {', '.join(given) or 'none'}")

    return check


def at_least_one(*names: str) -> Check:
    def check(value: Any, at: str, report: Report) -> None:
        if not any(value.get(name) for name in names):
            say(report, at, f"one of {', '.join(names)} is required")

    return check
