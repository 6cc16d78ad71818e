"""Words in and out of Slack: what somebody typed, letter by letter, and words that Slack shows without reading them.

In: `rich_text` holds the words unescaped, `text` is their escaped copy with links and mentions in `<...>`.
https://docs.slack.dev/reference/block-kit/blocks/rich-text-block, https://docs.slack.dev/messaging/formatting-message-text
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from bot.slack import parts
from bot.slack.parts import Fields

Block = dict[str, Any]

CHUNK = 3000  # characters of one text element; none is documented for rich_text, so the limit of a text object is kept


def typed(event: Fields) -> str:
    """Return what the author typed, with the words of a message they forwarded. Never raises: `""` where nothing is readable."""
    own = parts.joined(part.text for part in parts.own(event))
    shared = parts.forwarded(event)
    if not own and not shared:  # another app's message, whose words stand in its attachments
        shared = [parts.attached(a) for a in parts.dicts(event, "attachments")]
    return "\n\n".join(filter(None, [own, *shared]))


def quoted(event: Fields) -> str | None:
    """Return the words that the author quotes or forwards; None where there are none."""
    found = [parts.joined(p.text for p in parts.pieces(event) if p.quoted).strip("\n"), *parts.forwarded(event)]
    return "\n\n".join(words for words in found if words.strip()) or None


def typed_outside_quote(event: Fields) -> str:
    """Return the words of the author's own: `typed` without `quoted`."""
    if quoted(event) is None:
        return typed(event)
    return parts.joined(p.text for p in parts.pieces(event) if not p.quoted).strip("\n")


def from_command(text: str) -> str:
    """Return the words after a slash command. With `should_escape` off nothing is wrapped, so no `<...>` is touched."""
    return parts.unescaped(text)


def plain(text: str, limit: int | None = None) -> Block:
    """Return a plain_text object, cut to `limit` characters with `…` where a limit is given. Slack wants one character."""
    cut = text if limit is None or len(text) <= limit else text[: limit - 1].rstrip() + "…"
    return {"type": "plain_text", "text": cut or " ", "emoji": False}


def escape(text: str) -> str:
    """Return `text` for a mrkdwn object: what looks like a mention or a link stays words."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def rich(words: Sequence[tuple[str, bool]]) -> Block:
    """Return a rich_text block of (words, marked): marked ones are bold, and Slack reads nothing into any of them."""
    elements = [
        {"type": "text", "text": piece, **({"style": {"bold": True}} if marked else {})}
        for text, marked in words
        for piece in _chunks(text)
    ]
    return _rich("rich_text_section", elements)


def wording(text: str) -> Block:
    """Return a rich_text block from which `text` is copied by one click, as it is."""
    return _rich("rich_text_preformatted", [{"type": "text", "text": piece} for piece in _chunks(text)])


def date(ts: datetime) -> str:
    """Return a time for mrkdwn, shown in each reader's own zone; in UTC where a client can't. Without a zone it is UTC."""
    at = (ts if ts.tzinfo else ts.replace(tzinfo=UTC)).astimezone(UTC)
    return f"<!date^{int(at.timestamp())}^{{date_short_pretty}} at {{time}}|{at:%Y-%m-%d %H:%M} UTC>"


def _rich(kind: str, elements: list[Block]) -> Block:
    return {"type": "rich_text", "elements": [{"type": kind, "elements": elements or [{"type": "text", "text": " "}]}]}


def _chunks(text: str) -> Iterator[str]:
    """Cut `text` into pieces of at most CHUNK, after a blank where there is one: joined they are `text` again."""
    while len(text) > CHUNK:
        blank = max(text.rfind(" ", 0, CHUNK), text.rfind("\n", 0, CHUNK)) + 1
        yield text[: blank or CHUNK]
        text = text[blank or CHUNK :]
    if text:
        yield text
