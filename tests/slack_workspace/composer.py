"""Turns what somebody types into what Slack stores, as its message composer does.

`text` gets `&`, `<` and `>` escaped and addresses wrapped in `<...>`; the `rich_text` block holds the words as typed
(docs.slack.dev/messaging/formatting-message-text, docs.slack.dev/reference/block-kit/blocks/rich-text-block).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from tests.slack_workspace.screen import escape

PIECE = re.compile(
    r"(?P<user><@(?P<user_id>[UW][A-Z0-9]+)>)"
    r"|(?P<url>https?://[^\s<>]*[^\s<>.,;:!?)\]'\"])"
    r"|(?P<mail>[\w.+-]+@[\w-]+\.[\w.-]*\w)"
    r"|(?P<site>\b(?:[a-z0-9-]+\.)+(?:com|org|net|io|co|dev)\b(?:/[^\s<>]*[^\s<>.,;:!?)])?)"
    r"|:(?P<emoji>[a-z0-9_+-]+):",
    re.IGNORECASE,
)
KNOWN_EMOJI = {"smile": "1f604", "thumbsup": "1f44d", "tooth": "1f9b7", "heart": "2764-fe0f", "star": "2b50"}


def pieces(typed: str) -> Iterator[tuple[str, str]]:
    """Yield (kind, words) for the plain text, addresses, mentions and emoji in `typed`."""
    last = 0
    for found in PIECE.finditer(typed):
        kind = str(found.lastgroup if found.lastgroup != "user_id" else "user")
        if kind == "emoji" and found["emoji"] not in KNOWN_EMOJI:
            continue
        if found.start() > last:
            yield "text", typed[last : found.start()]
        yield kind, found["user_id"] if kind == "user" else found["emoji"] if kind == "emoji" else found[0]
        last = found.end()
    if last < len(typed):
        yield "text", typed[last:]


def _as_text(kind: str, words: str) -> str:
    safe = escape(words)
    return {
        "text": safe,
        "user": f"<@{words}>",
        "url": f"<{safe}>",
        "mail": f"<mailto:{safe}|{safe}>",
        "site": f"<http://{safe}|{safe}>",
        "emoji": f":{words}:",
    }[kind]


def _as_element(kind: str, words: str) -> dict[str, Any]:
    return {
        "text": {"type": "text", "text": words},
        "user": {"type": "user", "user_id": words},
        "url": {"type": "link", "url": words},
        "mail": {"type": "link", "url": f"mailto:{words}", "text": words},
        "site": {"type": "link", "url": f"http://{words}", "text": words},
        "emoji": {"type": "emoji", "name": words, "unicode": KNOWN_EMOJI.get(words, "")},
    }[kind]


def text_of(typed: str) -> str:
    return "".join(_as_text(*piece) for piece in pieces(typed))


def rich_text_of(typed: str) -> dict[str, Any]:
    section = {"type": "rich_text_section", "elements": [_as_element(*piece) for piece in pieces(typed)]}
    return {"type": "rich_text", "elements": [section]}
