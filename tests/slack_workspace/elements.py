"""Objects and elements of Block Kit with their limits (docs.slack.dev/reference/block-kit/block-elements).

Numbers come from `data/blocks/limits.json` where it has them; the others from the page of the element.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.slack_workspace.rich_text import RICH_TEXT
from tests.slack_workspace.shapes import (
    Check,
    Report,
    anything,
    array,
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


def text(most: int = limit("text"), *, plain: bool = False) -> Check:
    """A text object. `plain`: Slack takes no mrkdwn here, and `emoji`/`verbatim` belong to one kind each."""

    def check(value: Any, at: str, report: Report) -> None:
        kinds = {"plain_text": record({"text": string(most)}, {"emoji": flag})}
        if not plain:
            kinds["mrkdwn"] = record({"text": string(most)}, {"verbatim": flag})
        typed(kinds)(value, at, report)

    return check


def _plain(path: str) -> Check:
    return text(limit(path), plain=True)


ACTION_ID = string(limit("action_id"))
PLACEHOLDER = _plain("select.placeholder")
CONFIRM = record(
    {
        "title": _plain("confirmation.title"),
        "text": text(limit("confirmation.text")),
        "confirm": _plain("confirmation.confirm"),
        "deny": _plain("confirmation.deny"),
    },
    {"style": choice("primary", "danger")},
)
SLACK_FILE = record({}, {"id": string(255), "url": url(3000)}, exactly_one("id", "url"))
DISPATCH = record({"trigger_actions_on": array(choice("on_enter_pressed", "on_character_entered"), 1, 2)})
FILTER = record(
    {},
    {
        "include": array(choice("im", "mpim", "private", "public"), 1, 4),
        "exclude_external_shared_channels": flag,
        "exclude_bot_users": flag,
    },
)


def option(*, plain: bool, links: bool = False) -> Check:
    more: dict[str, Check] = {"description": text(limit("option.description"), plain=plain)}
    if links:
        more["url"] = url(limit("option.url"))
    words = text(limit("option.text"), plain=plain)
    return record({"text": words, "value": string(limit("option.value"))}, more)


_OPTION = option(plain=True)
_GROUP = record(
    {"label": _plain("option_group.label"), "options": array(_OPTION, 1, limit("option_group.options", "max_items"))}
)
_CHOICES: dict[str, Check] = {
    "options": array(_OPTION, 1, limit("select.options", "max_items")),
    "option_groups": array(_GROUP, 1, limit("select.option_groups", "max_items")),
}
_ids = array(string(255), 1, 100)


def element(
    more: Mapping[str, Check] | None = None, required: Mapping[str, Check] | None = None, also: Check | None = None
) -> Check:
    """An interactive element: what all of them take, and what this one takes besides."""
    common = {"action_id": ACTION_ID, "confirm": CONFIRM, "focus_on_load": flag}
    return record(required or {}, {**common, **(more or {})}, also)


def _select(more: Mapping[str, Check], many: Mapping[str, Check], also: Check | None = None) -> tuple[Check, Check]:
    one = element({"placeholder": PLACEHOLDER, **more}, also=also)
    several = element({"placeholder": PLACEHOLDER, "max_selected_items": whole(1, 100), **many}, also=also)
    return one, several


_static = _select(
    {**_CHOICES, "initial_option": _OPTION},
    {**_CHOICES, "initial_options": array(_OPTION, 1, 100)},
    exactly_one("options", "option_groups"),
)
_external = _select(
    {"initial_option": _OPTION, "min_query_length": whole(0, 1000)},
    {"initial_options": array(_OPTION, 1, 100), "min_query_length": whole(0, 1000)},
)
_users = _select({"initial_user": string(255)}, {"initial_users": _ids})
_conversations = _select(
    {
        "initial_conversation": string(255),
        "default_to_current_conversation": flag,
        "response_url_enabled": flag,
        "filter": FILTER,
    },
    {"initial_conversations": _ids, "default_to_current_conversation": flag, "filter": FILTER},
)
_channels = _select({"initial_channel": string(255), "response_url_enabled": flag}, {"initial_channels": _ids})
SELECTS: dict[str, Check] = {}
for _name, (_one, _several) in {
    "static_select": _static,
    "external_select": _external,
    "users_select": _users,
    "conversations_select": _conversations,
    "channels_select": _channels,
}.items():
    SELECTS |= {_name: _one, f"multi_{_name}": _several}

_button = {"text": _plain("button.text"), "value": string(limit("button.value"))}
_label = string(limit("button.accessibility_label"))
_feedback = record(
    {"text": _plain("feedback_button.text"), "value": string(limit("feedback_button.value"))},
    {"accessibility_label": string(limit("feedback_button.accessibility_label"))},
)
BUTTONS: dict[str, Check] = {
    "button": element(
        {
            "value": _button["value"],
            "url": url(limit("button.url")),
            "style": choice("primary", "danger"),
            "accessibility_label": _label,
            "agent_prompt": string(4000),
            "agent_prompt_display": anything,
            "visible_to_user_ids": array(string(255), 1, 10),
        },
        {"text": _button["text"]},
    ),
    "workflow_button": element(
        {"style": choice("primary", "danger"), "accessibility_label": _label},
        {"text": _button["text"], "workflow": anything},
    ),
    "feedback_buttons": element({}, {"positive_button": _feedback, "negative_button": _feedback}),
    "icon_button": element(
        {
            "value": _button["value"],
            "accessibility_label": _label,
            "visible_to_user_ids": array(string(255), 1, limit("icon_button.visible_to_user_ids", "max_items")),
        },
        {"icon": choice("trash"), "text": _button["text"]},
    ),
    "overflow": element(
        {}, {"options": array(option(plain=True, links=True), 1, limit("overflow.options", "max_items"))}
    ),
}
_tick = option(plain=False)
TICKS: dict[str, Check] = {
    "checkboxes": element(
        {"initial_options": array(_tick, 1, 10)},
        {"options": array(_tick, 1, limit("checkboxes.options", "max_items"))},
    ),
    "radio_buttons": element(
        {"initial_option": _tick}, {"options": array(_tick, 1, limit("radio_buttons.options", "max_items"))}
    ),
}
DATES: dict[str, Check] = {
    "datepicker": element({"initial_date": string(10), "placeholder": PLACEHOLDER}),
    "timepicker": element({"initial_time": string(5), "placeholder": PLACEHOLDER, "timezone": string(255)}),
    "datetimepicker": element({"initial_date_time": whole(10**9, 10**10 - 1)}),
}


def _order(low: str, high: str) -> Check:
    def check(value: Any, at: str, report: Report) -> None:
        try:
            if float(value[low]) > float(value[high]):
                say(report, at, f"{low} must not exceed {high}")
        except (KeyError, TypeError, ValueError):
            return

    return check


_typing = {"placeholder": PLACEHOLDER, "dispatch_action_config": DISPATCH}
_longest = limit("plain_text_input.max_length", "max")


def _starts_within(value: Any, at: str, report: Report) -> None:
    _order("min_length", "max_length")(value, at, report)
    start, most = value.get("initial_value"), value.get("max_length", _longest)
    if isinstance(start, str) and isinstance(most, int) and len(start) > most:
        say(report, f"{at}/initial_value", f"must be less than {most + 1} characters")


INPUTS: dict[str, Check] = {
    "plain_text_input": element(
        {
            **_typing,
            "initial_value": string(_longest, 0),
            "multiline": flag,
            "min_length": whole(0, _longest),
            "max_length": whole(1, _longest),
        },
        also=_starts_within,
    ),
    "rich_text_input": element(
        {
            **_typing,
            "initial_value": typed({"rich_text": RICH_TEXT}),
            "min_lines": whole(1, 100),
            "max_lines": whole(1, 100),
        }
    ),
    "number_input": element(
        {**_typing, **dict.fromkeys(("initial_value", "min_value", "max_value"), string(255))},
        {"is_decimal_allowed": flag},
        also=_order("min_value", "max_value"),
    ),
    "email_text_input": element({**_typing, "initial_value": string(3000)}),
    "url_text_input": element({**_typing, "initial_value": string(3000)}),
    "file_input": element(
        {"filetypes": array(string(20), 1, 50), "max_files": whole(1, limit("file_input.max_files", "max"))}
    ),
}
_picture: dict[str, Check] = {"image_url": url(limit("image.image_url")), "slack_file": SLACK_FILE}
IMAGE = record({"alt_text": string(limit("image.alt_text"))}, _picture, exactly_one("image_url", "slack_file"))
URL_SOURCE = record({"url": url(limit("url_source.url")), "text": string(255)}, {})

ACCESSORIES = {
    **SELECTS,
    **TICKS,
    **{name: BUTTONS[name] for name in ("button", "workflow_button", "overflow")},
    **{name: DATES[name] for name in ("datepicker", "timepicker")},
    "image": IMAGE,
}
IN_ACTIONS = {
    **SELECTS,
    **TICKS,
    **DATES,
    **{name: BUTTONS[name] for name in ("button", "workflow_button", "overflow")},
    "rich_text_input": INPUTS["rich_text_input"],
}
IN_INPUT = {**SELECTS, **TICKS, **DATES, **INPUTS}
IN_CONTEXT = {"image": IMAGE, "plain_text": text(), "mrkdwn": text()}
IN_CONTEXT_ACTIONS = {name: BUTTONS[name] for name in ("feedback_buttons", "icon_button")}
