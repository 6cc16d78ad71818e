"""What a message of Slack holds, taken apart: each piece of words, and whether the author quotes it.

`rich_text` holds the words unescaped; `text` is their escaped copy with links and mentions in `<...>`. What the reference
does not know is never passed over in silence: then `text` is read in its place.
https://docs.slack.dev/reference/block-kit/blocks/rich-text-block, https://docs.slack.dev/messaging/formatting-message-text
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Fields = Mapping[str, Any]

TOKEN = re.compile(r"<([^<>|]+)(?:\|([^<>]*))?>")
SCHEME = re.compile(r"(?:mailto:|tel:|https?://)", re.IGNORECASE)
# A line that Slack shows as a quote. `>90% of adults` is none: Slack asks for a blank, people forget it before a word.
QUOTED_LINE = re.compile(r">(?!>>)(?:[ \t]|(?=[^\s\d=>])|$)")
LINE = re.compile(r"[^\n]*\n|[^\n]+")
REST = re.compile(r">>>[ \t]?")  # quotes all that follows
LOCAL_NUMBER = 7  # digits; a label with fewer is no phone number


class Unreadable(Exception):
    """A block holds something that is not in Slack's reference; no word of it may be passed over."""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a message. `quoted`: Slack shows it as somebody else's words; `code`: its line beginnings mean nothing."""

    text: str
    quoted: bool = False
    code: bool = False


def own(message: Fields) -> list[Part]:
    """The parts of a message: from its blocks if each can be read, else from `text`, which holds the same words."""
    try:
        parts = [part for block in _list(message, "blocks") for part in _block(block)]
    except Unreadable:
        parts = []
    return parts if any(part.text for part in parts) else [Part(unwrapped(string(message, "text")))]


def pieces(message: Fields) -> Iterator[Part]:
    """The parts of a message, those with lines that begin with `>` taken apart."""
    for part in own(message):
        yield from [part] if part.quoted or part.code else _lines(part.text)


def _lines(text: str) -> Iterator[Part]:
    lines = LINE.findall(text)
    for number, line in enumerate(lines):
        if rest := REST.match(line):
            yield Part("".join([line[rest.end() :], *lines[number + 1 :]]), quoted=True)
            return
        mark = QUOTED_LINE.match(line)
        yield Part(line[mark.end() :] if mark else line, quoted=bool(mark))


def joined(texts: Iterable[str]) -> str:
    """Join parts, each beginning on a line of its own."""
    whole = ""
    for number, text in enumerate(texts):
        whole += text if number == 0 or whole.endswith("\n") else f"\n{text}"
    return whole


def forwarded(message: Fields) -> list[str]:
    """The words of shared messages: https://docs.slack.dev/reference/messaging/attachments does not tell, Slack sends them so."""
    return [
        words
        for attachment in dicts(message, "attachments")
        if (attachment.get("is_share") or attachment.get("is_msg_unfurl")) and (words := attached(attachment))
    ]


def attached(attachment: Fields) -> str:
    """The words of one attachment: of the message inside, else its own."""
    inner = [m for block in dicts(attachment, "message_blocks") if isinstance(m := block.get("message"), Mapping)]
    words = "\n".join(filter(None, (joined(part.text for part in own(message)) for message in inner)))
    outer = (unwrapped(string(attachment, key)) for key in ("pretext", "title", "text"))
    return words or "\n".join(filter(None, outer)) or unwrapped(string(attachment, "fallback"))


def _block(block: object) -> Iterator[Part]:
    """The words of a block. Buttons, pictures and lines hold none of the author's."""
    if not isinstance(block, Mapping):
        raise Unreadable
    match block.get("type"):
        case "rich_text":
            for element in _list(block, "elements"):
                yield _rich_part(element)
        case "section" | "header" | "markdown":
            texts = [block.get("text"), *(_list(block, "fields") if block.get("fields") else ())]
            yield from (Part(_object(text)) for text in texts if text)
        case "context":
            yield from (Part(_object(e)) for e in _list(block, "elements") if string(e, "type") != "image")


def _object(text: object) -> str:
    """The words of a text object. A `markdown` block has a bare string."""
    if isinstance(text, str):
        return text
    if not isinstance(text, Mapping):
        raise Unreadable
    words = _needed(text, "text")
    return unwrapped(words) if text.get("type") == "mrkdwn" else words


def _rich_part(element: object) -> Part:
    kind = string(element, "type")
    bordered = isinstance(element, Mapping) and element.get("border") == 1  # a list or code inside a quote
    match kind:
        case "rich_text_section":
            return Part(_inline(element))
        case "rich_text_quote":
            return Part(_inline(element), quoted=True)
        case "rich_text_preformatted":
            return Part(_inline(element), quoted=bordered, code=True)
        case "rich_text_list":
            return Part(_items(element), quoted=bordered, code=True)
    raise Unreadable


def _items(element: object) -> str:
    ordered, indent = string(element, "style") == "ordered", _whole(element, "indent")
    first = _whole(element, "offset") + 1
    lines = (
        f"{'  ' * indent}{f'{number}.' if ordered else '•'} {_inline(item)}"
        for number, item in enumerate(_list(element, "elements"), first)
    )
    return "\n".join(lines)


def _inline(element: object) -> str:
    return "".join(map(_words, _list(element, "elements")))


def _words(element: object) -> str:
    """The words of one inline element. Raises Unreadable for one that the reference does not know."""
    match string(element, "type"):
        case "text":
            return _needed(element, "text")
        case "link":
            return _link(_needed(element, "url"), string(element, "text"))
        case "emoji":
            return _emoji(_needed(element, "name"), string(element, "unicode"))
        case "user":
            return f"@{_needed(element, 'user_id')}"
        case "usergroup":
            return f"@{_needed(element, 'usergroup_id')}"
        case "team":
            return f"@{_needed(element, 'team_id')}"
        case "channel":
            return f"#{_needed(element, 'channel_id')}"
        case "broadcast":
            return f"@{_needed(element, 'range')}"
        case "color":
            return _needed(element, "value")
        case "date":
            return _needed(element, "fallback")
    raise Unreadable


def _link(url: str, label: str) -> str:
    """What was typed for a link; where its words hide another address, both, so that both are checked."""
    target = SCHEME.sub("", url, count=1)
    if not label:
        return target if url.lower().startswith(("mailto:", "tel:")) else url
    same = label.strip().rstrip("/").casefold() in (target.rstrip("/").casefold(), url.rstrip("/").casefold())
    if same or (url.lower().startswith("tel:") and _dials(label, target)):
        return label
    return f"{label} ({target if '@' in target else url})"


def _dials(label: str, target: str) -> bool:
    """Whether a label is its number and nothing else, as it is spoken: `555-123-4567` for `+15551234567`."""
    digits = re.sub(r"\D", "", label)
    letters = re.search(r"[^\W\d_]", label)
    return len(digits) >= LOCAL_NUMBER and letters is None and re.sub(r"\D", "", target).endswith(digits)


def _emoji(name: str, code_points: str) -> str:
    """The character, from hexadecimal code points such as `2764-fe0f`; a workspace's own emoji has none and stays `:name:`."""
    try:
        character = "".join(chr(int(point, 16)) for point in code_points.split("-")) if code_points else ""
    except (ValueError, OverflowError):
        character = ""
    return character if character.isprintable() and character else f":{name}:"


def unwrapped(text: str) -> str:
    """Return what was typed for an escaped text: `<...>` first, then the three entities, `&amp;` last."""
    return unescaped(TOKEN.sub(lambda token: _token(token[1], token[2] or ""), text))


def unescaped(text: str) -> str:
    """Turn Slack's three entities back, `&amp;` last: a typed `&amp;` survives."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _token(target: str, label: str) -> str:
    if target[0] in "@#":
        return target[0] + (label.lstrip(target[0]) or target[1:])
    if target[0] == "!":
        kind, _, rest = target[1:].partition("^")
        return label if kind == "date" and label else "@" + (label.lstrip("@") or rest or kind)
    return _link(target, label)


def string(fields: object, key: str) -> str:
    """A string, or `""` for what is none."""
    value = fields.get(key) if isinstance(fields, Mapping) else None
    return value if isinstance(value, str) else ""


def _needed(fields: object, key: str) -> str:
    """A string that must be there."""
    value = fields.get(key) if isinstance(fields, Mapping) else None
    if not isinstance(value, str):
        raise Unreadable
    return value


def _whole(fields: object, key: str) -> int:
    value = fields.get(key) if isinstance(fields, Mapping) else None
    return value if isinstance(value, int) and 0 <= value <= 10_000 else 0


def _list(fields: object, key: str) -> list[Any]:
    value = fields.get(key) if isinstance(fields, Mapping) else None
    if not isinstance(value, list):
        raise Unreadable
    return value


def dicts(fields: object, key: str) -> list[Fields]:
    """The objects of a list; what is none is left out."""
    value = fields.get(key) if isinstance(fields, Mapping) else None
    return [entry for entry in value if isinstance(entry, Mapping)] if isinstance(value, list) else []
