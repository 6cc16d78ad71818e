"""Says what Slack would refuse in a set of blocks or in a view.

The limits follow docs.slack.dev/reference/block-kit/blocks and docs.slack.dev/reference/views, with the numbers of
`data/blocks/limits.json`; where sources disagree on a surface, the block counts as refused there. So that a misreading of
those pages is not tested against itself, `slackblocks`, written by others, also says which block may stand where.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from slackblocks._surfaces import validate_surface_blocks

from tests.slack_workspace.elements import (
    ACCESSORIES,
    IMAGE,
    IN_ACTIONS,
    IN_CONTEXT,
    IN_CONTEXT_ACTIONS,
    IN_INPUT,
    URL_SOURCE,
    text,
)
from tests.slack_workspace.rich_text import RICH_TEXT
from tests.slack_workspace.shapes import (
    Check,
    Report,
    anything,
    array,
    at_least_one,
    choice,
    exactly_one,
    flag,
    limit,
    record,
    say,
    string,
    typed,
    url,
    whole,
)

MOST_BLOCKS = {"message": 50, "modal": 100, "home": 100}
MOST_TEXT = 13_200  # characters of all blocks of a message: undocumented, measured in slackapi/bolt-js issue 2509
MOST_MARKDOWN = 12_000  # of all markdown blocks of a message
MOST_TABLE_TEXT = 10_000
LARGEST_VIEW = 250_000  # bytes; docs.slack.dev/reference/methods/views.open, view_too_large
TOO_LONG, TOO_LARGE = "msg_blocks_too_long", "view_too_large"

_ID: dict[str, Check] = {"block_id": string(limit("block_id"))}
_rich = typed({"rich_text": RICH_TEXT})


def _same_width(value: Any, at: str, report: Report) -> None:
    rows = value.get("rows") if isinstance(value.get("rows"), list) else []
    widths = {len(row) for row in rows if isinstance(row, list)}
    if len(widths) > 1:
        say(report, f"{at}/rows", "all rows must have the same number of cells")
    settings = value.get("column_settings")
    if isinstance(settings, list) and widths and len(settings) > max(widths):
        say(report, f"{at}/column_settings", "more settings than columns")
    if sum(map(len, strings(rows))) > MOST_TABLE_TEXT:
        say(report, at, f"must be less than {MOST_TABLE_TEXT + 1} characters in all cells")


_cell = typed(
    {
        "raw_text": record({"text": string(MOST_TABLE_TEXT)}),
        "raw_number": record({"value": anything}, {"text": string(255)}),
        "rich_text": RICH_TEXT,
    }
)
_column = record({}, {"align": choice("left", "center", "right"), "is_wrapped": flag})
_task = {
    "task_id": string(255),
    "title": string(3000),
    "status": choice("pending", "in_progress", "complete", "error"),
}
_task_more = {"details": _rich, "output": _rich, "sources": array(typed({"url": URL_SOURCE}), 1, 100)}
_button = typed({"button": IN_ACTIONS["button"]})
CARD = record(
    {},
    {
        **_ID,
        "hero_image": typed({"image": IMAGE}),
        "icon": typed({"image": IMAGE}),
        "slack_icon": anything,
        "title": text(limit("card.title")),
        "subtitle": text(limit("card.subtitle")),
        "body": text(limit("card.body")),
        "subtext": text(limit("card.subtext")),
        "actions": array(_button, 1, limit("card.actions", "max_items")),
    },
    at_least_one("hero_image", "title", "actions", "body"),
)
_section_fields = array(text(limit("section.fields", "item_max_length")), 1, limit("section.fields", "max_items"))
SIMPLE: dict[str, Check] = {
    "section": record(
        {},
        {
            **_ID,
            "text": text(limit("section.text")),
            "fields": _section_fields,
            "accessory": typed(ACCESSORIES),
            "expand": flag,
        },
        at_least_one("text", "fields"),
    ),
    "actions": record({"elements": array(typed(IN_ACTIONS), 1, limit("actions.elements", "max_items"))}, _ID),
    "context": record({"elements": array(typed(IN_CONTEXT), 1, limit("context.elements", "max_items"))}, _ID),
    "context_actions": record(
        {"elements": array(typed(IN_CONTEXT_ACTIONS), 1, limit("context_actions.elements", "max_items"))}, _ID
    ),
    "header": record({"text": text(limit("header.text"), plain=True)}, {**_ID, "level": whole(1, 6)}),
    "divider": record({}, _ID),
    "image": record(
        {"alt_text": string(limit("image.alt_text"))},
        {
            **_ID,
            "image_url": url(limit("image.image_url")),
            "slack_file": record({}, {"id": string(255), "url": url(3000)}),
            "title": text(2000, plain=True),
        },
        exactly_one("image_url", "slack_file"),
    ),
    "input": record(
        {"label": text(limit("input.label"), plain=True), "element": typed(IN_INPUT)},
        {**_ID, "hint": text(limit("input.hint"), plain=True), "optional": flag, "dispatch_action": flag},
    ),
    "rich_text": RICH_TEXT,
    "markdown": record({"text": string(limit("markdown.text"))}, _ID),
    "alert": record(
        {"text": text(limit("alert.text"))},
        {**_ID, "level": choice("default", "info", "warning", "error", "success")},
    ),
    "table": record(
        {"rows": array(array(_cell, 1, 20), 1, 100)}, {**_ID, "column_settings": array(_column, 1, 20)}, _same_width
    ),
    "card": CARD,
    "carousel": record({"elements": array(typed({"card": CARD}), 1, limit("carousel.elements", "max_items"))}, _ID),
    "task_card": record(_task, {**_ID, **_task_more}),
    "plan": record({"title": string(3000), "tasks": array(record(_task, {**_ID, **_task_more}), 1, 50)}, _ID),
    "data_table": record(
        {"caption": string(255), "rows": array(array(_cell, 1, 20), 2, 101)},
        {**_ID, "page_size": whole(1, 100), "row_header_column_index": whole(0, 19)},
        _same_width,
    ),
    "data_visualization": record({"chart": anything}, {**_ID, "title": string(limit("data_visualization.title"))}),
    "video": record(
        {
            "alt_text": string(limit("video.alt_text")),
            "title": text(limit("video.title"), plain=True),
            "video_url": url(3000),
            "thumbnail_url": url(3000),
        },
        {
            **_ID,
            "title_url": url(3000),
            "description": text(limit("video.description"), plain=True),
            "author_name": string(limit("video.author_name")),
            "provider_name": string(limit("video.provider_name")),
            "provider_icon_url": url(3000),
        },
    ),
}
BLOCKS: dict[str, Check] = {
    **SIMPLE,
    "container": record(
        {
            "title": text(limit("container.title"), plain=True),
            "child_blocks": array(typed(SIMPLE), 1, limit("container.child_blocks", "max_items")),
        },
        {
            **_ID,
            "subtitle": text(limit("container.subtitle")),
            "width": choice("narrow", "standard", "wide", "full"),
            "icon": anything,
            **dict.fromkeys(("is_collapsible", "default_collapsed", "has_header_divider"), flag),
        },
    ),
}
_everywhere = {"section", "actions", "context", "header", "divider", "image", "input", "rich_text", "video"}
ON_SURFACE = {
    "message": set(BLOCKS) - {"alert"},
    "modal": _everywhere | {"alert"},
    "home": _everywhere | {"card", "carousel"},
}
MOST_OF_A_KIND = {"table": 1, "plan": 1, "data_visualization": 2}


def strings(value: Any) -> Iterator[str]:
    """Yield the texts that a person reads in blocks: values of `text`, of labels and the like, not of ids."""
    if isinstance(value, list):
        for item in value:
            yield from strings(item)
    elif isinstance(value, dict):
        for name, item in value.items():
            if isinstance(item, str) and name in {"text", "title", "alt_text", "caption"}:
                yield item
            elif not isinstance(item, str):
                yield from strings(item)


def nested(value: Any) -> Iterator[dict[str, Any]]:
    """Yield every object in `value`, itself included."""
    if isinstance(value, dict):
        yield value
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from nested(item)


def _repeated(values: list[Any]) -> list[str]:
    return [str(value) for value, times in Counter(value for value in values if value).items() if times > 1]


def _check_ids(blocks: list[Any], report: Report) -> None:
    for again in _repeated([block.get("block_id") for block in blocks if isinstance(block, dict)]):
        say(report, "/blocks", f"`block_id` must be unique, is used twice: {again}")
    for place, block in enumerate(blocks):
        if isinstance(block, dict) and isinstance(block.get("elements"), list):
            ids = [element.get("action_id") for element in block["elements"] if isinstance(element, dict)]
            for again in _repeated(ids):
                say(report, f"/blocks/{place}", f"`action_id` already exists: {again}")


def _check_whole(blocks: list[Any], surface: str, report: Report) -> None:
    kinds = Counter(block.get("type") for block in blocks if isinstance(block, dict))
    for kind, most in MOST_OF_A_KIND.items():
        if kinds[kind] > most:
            say(report, "/blocks", f"no more than {most} {kind} block(s) allowed")
    if sum(bool(item.get("focus_on_load")) for item in nested(blocks)) > 1:
        say(report, "/blocks", "only one element can have focus_on_load")
    if surface != "modal" and any(item.get("type") == "file_input" for item in nested(blocks)):
        say(report, "/blocks", "file_input is for modals only")
    if surface == "message":
        markdown = sum(len(str(b.get("text"))) for b in blocks if isinstance(b, dict) and b.get("type") == "markdown")
        if markdown > MOST_MARKDOWN:
            say(report, "/blocks", f"all markdown blocks must be less than {MOST_MARKDOWN + 1} characters together")
        if (total := sum(map(len, strings(blocks)))) > MOST_TEXT:
            report.insert(0, f"{TOO_LONG}: {total} characters of text, {MOST_TEXT} fit")


def check_blocks(blocks: Any, surface: str) -> list[str]:
    """Say what is wrong with `blocks` on a `message`, in a `modal` or on the `home` tab; nothing for good ones."""
    report: Report = []
    if not isinstance(blocks, list):
        return ["[ERROR] must provide an array [json-pointer:/blocks]"]
    if len(blocks) > MOST_BLOCKS[surface]:
        say(report, "/blocks", f"no more than {MOST_BLOCKS[surface]} items allowed")
    for place, block in enumerate(blocks):
        kind = block.get("type") if isinstance(block, dict) else None
        if kind in BLOCKS and kind not in ON_SURFACE[surface]:
            say(report, f"/blocks/{place}", f"unsupported block: {kind} in a {surface}")
        typed(BLOCKS)(block, f"/blocks/{place}", report)
    _check_ids(blocks, report)
    _check_whole(blocks, surface, report)
    try:
        validate_surface_blocks(blocks, surface)  # type: ignore[arg-type]
    except Exception as error:
        say(report, "/blocks", f"slackblocks: {error}")
    return report


def _title(name: str) -> Check:
    return text(limit(f"view.{name}"), plain=True)


_VIEW: dict[str, Check] = {
    "blocks": anything,  # check_blocks looks at them
    "private_metadata": string(limit("view.private_metadata"), 0),
    "callback_id": string(limit("view.callback_id"), 0),
    "external_id": string(255, 0),
}
_MODAL = record(
    {"title": _title("title"), "blocks": anything},
    {
        **_VIEW,
        "submit": _title("submit"),
        "close": _title("close"),
        **dict.fromkeys(("clear_on_close", "notify_on_close", "submit_disabled"), flag),
    },
)
_HOME = record({"blocks": anything}, _VIEW)


def check_view(view: Any) -> list[str]:
    """Say what is wrong with a modal or a Home tab."""
    report: Report = []
    typed({"modal": _MODAL, "home": _HOME})(view, "", report)
    if not isinstance(view, dict) or view.get("type") not in {"modal", "home"}:
        return report
    blocks = view.get("blocks")
    report += check_blocks(blocks, view["type"])
    if isinstance(blocks, list):
        if not blocks:
            say(report, "/blocks", "no less than 1 items required")
        inputs = any(isinstance(block, dict) and block.get("type") == "input" for block in blocks)
        if inputs and view["type"] == "modal" and not view.get("submit"):
            say(report, "/submit", "required when an `input` block is within the blocks array")
    if len(json.dumps(view).encode()) > LARGEST_VIEW:
        report.insert(0, f"{TOO_LARGE}: more than {LARGEST_VIEW} bytes")
    return report
