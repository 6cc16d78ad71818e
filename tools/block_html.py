"""Block Kit as HTML that looks close to Slack's clients: messages, forms, App Home. Every text is escaped.

A block or element that is not drawn here raises NotDrawn, so that no picture leaves something out.
https://docs.slack.dev/reference/block-kit, https://docs.slack.dev/messaging/formatting-message-text
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from html import escape
from pathlib import Path
from typing import Any

Fields = Mapping[str, Any]

CSS = Path(__file__).with_name("blocks.css")
WIDTHS = {"phone": 390, "desktop": 760}
THEMES = ("light", "dark")
MARKUP = re.compile(
    r"```(?P<block>.+?)```|`(?P<code>[^`\n]+)`|<(?P<angle>[^<>]+)>"
    r"|(?<![\w*])\*(?P<bold>[^*\n]+)\*(?![\w*])|(?<![\w_])_(?P<italic>[^_\n]+)_(?![\w_])|(?<![\w~])~(?P<struck>[^~\n]+)~(?![\w~])",
    re.DOTALL,
)
TAGS = {"bold": "b", "italic": "i", "strike": "s", "struck": "s", "code": "code"}
EYE = "👁"


class NotDrawn(Exception):
    """A block or element that these pictures do not know."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Whoever looks at it: the names of members by id, and what time it is."""

    names: Mapping[str, str] = field(default_factory=dict)
    now: datetime = datetime(2026, 11, 12, 9, 41, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Message:
    """A message as it is posted. `before`: what its reader wrote just above it, as (name, words). `private`: ephemeral."""

    payload: Fields
    bot: str = "Checkpost"
    private: bool = False
    before: tuple[str, str] | None = None


def page(shown: Message | Fields, reader: Reader, *, width: str = "phone", theme: str = "light") -> str:
    """Return a page with a message, or with a view (a modal or App Home) as it is given to Slack."""
    body = _message(shown, reader) if isinstance(shown, Message) else _view(shown, reader)
    return (
        f'<!doctype html><html lang="en" class="{theme} {width}"><meta charset="utf-8"><title>Blocks</title>'
        f'<meta name="viewport" content="width=device-width"><style>{CSS.read_text("utf-8")}</style>'
        f'<body style="width:{WIDTHS[width]}px">{body}</body></html>'
    )


def _message(message: Message, reader: Reader) -> str:
    said = ""
    if message.before:
        name, words = message.before
        said = _post(name, "person", name[0], reader.now - timedelta(minutes=1), f'<p class="said">{_lines(words)}</p>')
    note = f'<p class="private">{EYE} Only visible to you</p>' if message.private else ""
    drawn = blocks(message.payload["blocks"], reader)
    return f'{said}<div id="shown">{note}{_post(message.bot, "app", "✓", reader.now, drawn)}</div>'


def _post(name: str, kind: str, face: str, at: datetime, body: str) -> str:
    badge = '<span class="badge">APP</span>' if kind == "app" else ""
    head = f'<p class="name"><b>{escape(name)}</b>{badge}<time>{_clock(at)}</time></p>'
    return f'<article><span class="face {kind}">{escape(face)}</span><div class="post">{head}{body}</div></article>'


def _view(view: Fields, reader: Reader) -> str:
    drawn = blocks(view["blocks"], reader)
    if view["type"] == "home":
        return f'<main class="home" id="shown">{drawn}</main>'
    title, close = (
        _plain(view["title"]),
        f'<span class="close">{_plain(view["close"])}</span>' if "close" in view else "",
    )
    submit = f'<span class="submit">{_plain(view["submit"])}</span>' if "submit" in view else ""
    return f'<main class="modal" id="shown"><header>{close}<h1>{title}</h1>{submit}</header>{drawn}<footer>{close}{submit}</footer></main>'


def blocks(given: Iterable[Fields], reader: Reader) -> str:
    """Return blocks as HTML. Raises NotDrawn."""
    return "".join(f'<div class="block {block["type"]}">{_drawn(BLOCKS, block, reader)}</div>' for block in given)


def _drawn(table: Mapping[str, Callable[[Fields, Reader], str]], part: Fields, reader: Reader) -> str:
    try:
        draw = table[part["type"]]
    except KeyError:
        raise NotDrawn(f"{part.get('type')!r} is not drawn; known are {', '.join(table)}.") from None
    return draw(part, reader)


def _section(block: Fields, reader: Reader) -> str:
    fields = "".join(f"<p>{_text(text, reader)}</p>" for text in block.get("fields", ()))
    words = f"<p>{_text(block['text'], reader)}</p>" if "text" in block else ""
    side = f'<span class="side">{_element(block["accessory"], reader)}</span>' if "accessory" in block else ""
    return f'<div class="words">{words}{fields}</div>{side}'


def _context(block: Fields, reader: Reader) -> str:
    return "".join(f"<p>{_text(text, reader)}</p>" for text in block["elements"])


def _row(block: Fields, reader: Reader) -> str:
    return "".join(_element(element, reader) for element in block["elements"])


def _header(block: Fields, _reader: Reader) -> str:
    return f"<h2>{_plain(block['text'])}</h2>"


def _divider(_block: Fields, _reader: Reader) -> str:
    return "<hr>"


def _input(block: Fields, reader: Reader) -> str:
    optional = ' <span class="optional">(optional)</span>' if block.get("optional") else ""
    hint = f'<p class="hint">{_plain(block["hint"])}</p>' if "hint" in block else ""
    return f'<p class="label">{_plain(block["label"])}{optional}</p>{_element(block["element"], reader)}{hint}'


def _rich(block: Fields, reader: Reader) -> str:
    return "".join(_drawn(RICH, element, reader) for element in block["elements"])


def _run(element: Fields, reader: Reader) -> str:
    return "".join(_drawn(RUNS, piece, reader) for piece in element["elements"])


def _list(element: Fields, reader: Reader) -> str:
    tag = "ol" if element["style"] == "ordered" else "ul"
    return f"<{tag}>" + "".join(f"<li>{_run(item, reader)}</li>" for item in element["elements"]) + f"</{tag}>"


def _styled(piece: Fields, _reader: Reader) -> str:
    drawn = _lines(piece["text"])
    for style, on in piece.get("style", {}).items():
        drawn = f"<{TAGS[style]}>{drawn}</{TAGS[style]}>" if on else drawn
    return drawn


def _element(element: Fields, reader: Reader) -> str:
    return _drawn(ELEMENTS, element, reader)


def _button(element: Fields, _reader: Reader) -> str:
    return f'<span class="button {escape(element.get("style", ""))}">{_plain(element["text"])}</span>'


def _area(element: Fields, _reader: Reader) -> str:
    tall = " tall" if element.get("multiline") else ""
    if words := element.get("initial_value"):
        return f'<div class="area{tall}">{_lines(words)}</div>'
    words = _plain(element["placeholder"]) if "placeholder" in element else ""
    return f'<div class="area{tall} empty">{words}</div>'


def _radio(element: Fields, _reader: Reader) -> str:
    chosen = element.get("initial_option", {}).get("value")
    rows = (
        f'<p class="radio{" on" if option["value"] == chosen else ""}">{_plain(option["text"])}</p>'
        for option in element["options"]
    )
    return "".join(rows)


def _select(element: Fields, _reader: Reader) -> str:
    chosen = element.get("initial_option") or {"text": element.get("placeholder", {"text": "Choose an option"})}
    return f'<div class="select">{_plain(chosen["text"])}</div>'


def _thumbs(_element: Fields, _reader: Reader) -> str:
    return '<span class="thumb">👍</span><span class="thumb">👎</span>'


def _plain(text: Fields) -> str:
    return _lines(text["text"])


def _lines(words: str) -> str:
    return escape(words).replace("\n", "<br>")


def _text(text: Fields, reader: Reader) -> str:
    return mrkdwn(text["text"], reader) if text["type"] == "mrkdwn" else _plain(text)


def mrkdwn(words: str, reader: Reader) -> str:
    """Return Slack's markup as HTML. `&amp;`, `&lt;` and `&gt;` are the only entities it knows."""
    drawn, at = "", 0
    for match in MARKUP.finditer(words):
        drawn += _unescaped(words[at : match.start()]) + _marked(match, reader)
        at = match.end()
    return drawn + _unescaped(words[at:])


def _marked(match: re.Match[str], reader: Reader) -> str:
    kind, inner = str(match.lastgroup), match[str(match.lastgroup)]
    if kind == "angle":
        return _angle(inner, reader)
    if kind == "block":
        return f"<pre>{_unescaped(inner)}</pre>"
    return f"<{TAGS[kind]}>{_unescaped(inner) if kind == 'code' else mrkdwn(inner, reader)}</{TAGS[kind]}>"


def _angle(inner: str, reader: Reader) -> str:
    """Draw what stands between `<` and `>`: a member, a time, a link."""
    target, _, label = inner.partition("|")
    if target.startswith("@"):
        return _mention(target[1:], reader)
    if target.startswith("!date^"):
        _, seconds, pattern = target.split("^")[:3]
        return escape(_date(datetime.fromtimestamp(int(seconds), UTC), pattern, reader.now))
    if target.startswith("!"):
        return f'<span class="mention">@{escape(target[1:])}</span>'
    return f"<a>{_unescaped(label or target)}</a>"


def _mention(user: str, reader: Reader) -> str:
    return f'<span class="mention">@{escape(reader.names.get(user, user))}</span>'


def _date(at: datetime, pattern: str, now: datetime) -> str:
    near = {0: "today", 1: "yesterday", -1: "tomorrow"}.get((now.date() - at.date()).days)
    short = f"{at:%b} {at.day}, {at.year}"
    values = {"{date_short_pretty}": near or short, "{date_short}": short, "{time}": _clock(at)}
    return re.sub(r"\{\w+\}", lambda found: values.get(found[0], found[0]), pattern)


def _clock(at: datetime) -> str:
    return f"{at:%I:%M %p}".lstrip("0")


def _unescaped(words: str) -> str:
    return _lines(words.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))


Drawing = Callable[[Fields, Reader], str]
BLOCKS: Mapping[str, Drawing] = {
    "section": _section, "context": _context, "actions": _row, "context_actions": _row, "header": _header,
    "divider": _divider, "input": _input, "rich_text": _rich,
}  # fmt: skip
ELEMENTS: Mapping[str, Drawing] = {
    "button": _button, "plain_text_input": _area, "radio_buttons": _radio, "static_select": _select,
    "feedback_buttons": _thumbs,
}  # fmt: skip
RICH: Mapping[str, Drawing] = {
    "rich_text_section": lambda part, reader: f"<p>{_run(part, reader)}</p>",
    "rich_text_quote": lambda part, reader: f"<blockquote>{_run(part, reader)}</blockquote>",
    "rich_text_preformatted": lambda part, reader: f"<pre>{_run(part, reader)}</pre>",
    "rich_text_list": _list,
}
RUNS: Mapping[str, Drawing] = {
    "text": _styled,
    "link": lambda piece, _: f"<a>{escape(piece.get('text') or piece['url'])}</a>",
    "user": lambda piece, reader: _mention(piece["user_id"], reader),
    "emoji": lambda piece, _: escape(f":{piece['name']}:"),
}
