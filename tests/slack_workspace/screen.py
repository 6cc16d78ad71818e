"""What a person reads and can press in blocks (docs.slack.dev/messaging/formatting-message-text).

Text comes out as Slack's client shows it: mrkdwn marks are gone, `<url|label>` is its label, `&lt;` is `<`, a date token its
fallback. `mentions` and `links` say which tokens in it are live, so that a test can tell `<!channel>` shown as typed
from one that wakes everybody up.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

TOKEN = re.compile(r"<([^<>|]+)(?:\|([^<>]*))?>")
MARKS = re.compile(r"(?<![\w*_~`])([*_~`])(?=\S)([^\n]+?)(?<=\S)\1(?![\w*_~`])")
BARE_URL = re.compile(r"https?://[^\s<>|]+")
BROADCASTS = {"!here": "@here", "!channel": "@channel", "!everyone": "@everyone"}
Names = Callable[[str], str]


def unescape(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _token(target: str, label: str | None, names: Names) -> str:
    if target in BROADCASTS:
        return BROADCASTS[target]
    if target.startswith("!date^"):
        return label or target
    if target.startswith(("@", "#", "!")):
        return label or names(target)
    return label or target.removeprefix("mailto:").removeprefix("tel:")


def read_mrkdwn(text: str, names: Names = str) -> str:
    """Return mrkdwn as it looks, without its markup."""
    pieces, last = [], 0
    for found in TOKEN.finditer(text):
        pieces += [_unmark(text[last : found.start()]), unescape(_token(found[1], found[2], names))]
        last = found.end()
    return "".join([*pieces, _unmark(text[last:])])


def _unmark(text: str) -> str:
    for _ in range(3):  # *_both_*
        text = MARKS.sub(r"\2", text)
    return unescape(text)


def _inline(element: dict[str, Any], names: Names) -> str:
    match element["type"]:
        case "text":
            return str(element["text"])
        case "link":
            return str(element.get("text") or element["url"])
        case "emoji":
            return f":{element['name']}:"
        case "broadcast":
            return f"@{element['range']}"
        case "user" | "usergroup" | "channel":
            sign = {"user": "@", "usergroup": "!subteam^", "channel": "#"}[element["type"]]
            return names(sign + element[f"{element['type']}_id"])
        case "date":
            return str(element.get("fallback") or element["format"])
    return ""


def read_rich_text(block: dict[str, Any], names: Names = str) -> str:
    """Return a rich_text block as its lines."""
    lines = []
    for part in block["elements"]:
        if part["type"] == "rich_text_list":
            rows = ["".join(_inline(piece, names) for piece in row["elements"]) for row in part["elements"]]
            numbers = part.get("style") == "ordered"
            lines += [f"{f'{n}.' if numbers else '•'} {row}" for n, row in enumerate(rows, 1 + part.get("offset", 0))]
        else:
            lines.append("".join(_inline(piece, names) for piece in part["elements"]).removesuffix("\n"))
    return "\n".join(lines)


def lines(value: Any, names: Names = str) -> Iterator[str]:
    """Yield, top to bottom, each text that blocks show, button labels, options and placeholders among them."""
    if isinstance(value, list):
        for item in value:
            yield from lines(item, names)
        return
    if not isinstance(value, dict):
        return
    match value.get("type"):
        case "mrkdwn":
            yield read_mrkdwn(value["text"], names)
        case "plain_text" | "raw_text":
            yield value["text"]
        case "markdown":
            yield read_mrkdwn(value["text"], names)
        case "rich_text":
            yield read_rich_text(value, names)
        case "image":
            yield from lines(value.get("title"), names)
            yield value["alt_text"]
        case _:
            yield from _fields(value, names)


def _fields(value: dict[str, Any], names: Names) -> Iterator[str]:
    kind = value.get("type")
    if kind in {"plan", "task_card"} and isinstance(value.get("title"), str):
        yield value["title"]
    # Ticks show all their options; menus the one that is chosen, or their placeholder.
    ticks = kind in {"checkboxes", "radio_buttons"}
    hidden = {"confirm", "initial_value"} | (
        {"initial_option", "initial_options"} if ticks else {"options", "option_groups"}
    )
    for name, inner in value.items():
        if name not in hidden:
            yield from lines(inner, names)


def shown(blocks: list[dict[str, Any]], names: Names = str) -> str:
    return "\n".join(lines(blocks, names))


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _objects(item)


def mentions(text: str, blocks: list[dict[str, Any]]) -> list[str]:
    """Return the tokens that would notify somebody: `!channel`, `@U1`, `!subteam^S1`."""
    found = [match[1] for match in TOKEN.finditer(text) if match[1].startswith(("@", "!")) and "date^" not in match[1]]
    for item in _objects(blocks):
        match item.get("type"):
            case "mrkdwn" | "markdown":
                found += mentions(item["text"], [])
            case "user":
                found.append("@" + item["user_id"])
            case "usergroup":
                found.append("!subteam^" + item["usergroup_id"])
            case "broadcast":
                found.append("!" + item["range"])
    return found


def links(text: str, blocks: list[dict[str, Any]]) -> list[str]:
    """Return the URLs that are links a reader can press, those that mrkdwn makes by itself included."""
    found = [match[1] for match in TOKEN.finditer(text) if not match[1].startswith(("@", "!", "#"))]
    found += BARE_URL.findall(TOKEN.sub(" ", text))
    for item in _objects(blocks):
        match item.get("type"):
            case "mrkdwn" | "markdown":
                tokens = [match[1] for match in TOKEN.finditer(item["text"]) if match[1][0] not in "@!#"]
                found += tokens + ([] if item.get("verbatim") else BARE_URL.findall(TOKEN.sub(" ", item["text"])))
            case "link":
                found.append(item["url"])
            case "button" if item.get("url"):
                found.append(item["url"])
    return found


def controls(blocks: list[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Yield (block, element) for all that can be pressed or chosen, in order; feedback buttons come one by one."""
    for block in blocks:
        candidates = [
            *block.get("elements", []),
            block.get("accessory"),
            block.get("element"),
            *block.get("actions", []),
        ]
        for element in candidates:
            if not isinstance(element, dict):
                continue
            if element.get("type") == "feedback_buttons":
                for name in ("positive_button", "negative_button"):
                    yield block, {**element[name], "type": "feedback_buttons", "action_id": element["action_id"]}
            elif "action_id" in element:
                yield block, element
        if block.get("type") in {"container", "carousel"}:
            yield from controls(block.get("child_blocks") or block.get("elements") or [])


def label(element: dict[str, Any]) -> str:
    return str((element.get("text") or element.get("placeholder") or {}).get("text", ""))


def buttons(blocks: list[dict[str, Any]]) -> list[str]:
    """Return the labels of the buttons shown."""
    kinds = {"button", "feedback_buttons", "icon_button", "workflow_button"}
    return [label(element) for _, element in controls(blocks) if element["type"] in kinds]
