"""What users put into inputs: the state of a view, and what Slack's client checks before it submits.

Shapes follow docs.slack.dev/reference/interaction-payloads/view-interactions-payload, `view.state.values`.
"""

from __future__ import annotations

import json
import re
from typing import Any

from tests.slack_workspace import screen
from tests.slack_workspace.composer import rich_text_of
from tests.slack_workspace.model import Blocks, View

# element type -> (name in the state, name of the initial value)
STATE = {
    "plain_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "rich_text_input": ("rich_text_value", "initial_value"),
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "multi_static_select": ("selected_options", "initial_options"),
    "multi_external_select": ("selected_options", "initial_options"),
    "checkboxes": ("selected_options", "initial_options"),
    "users_select": ("selected_user", "initial_user"),
    "multi_users_select": ("selected_users", "initial_users"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "channels_select": ("selected_channel", "initial_channel"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "file_input": ("files", "files"),
}
MANY = {"selected_options", "selected_users", "selected_conversations", "selected_channels", "files"}
LONGEST_INPUT = 3000
MISSING = "Please complete this required field."


def _first_state(element: dict[str, Any]) -> dict[str, Any]:
    name, initial = STATE[element["type"]]
    return {"type": element["type"], name: element.get(initial, [] if name in MANY else None)}


def states(blocks: Blocks, before: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return the values of all inputs: as they were before where ids and type are the same, else as they begin."""
    values: dict[str, dict[str, Any]] = {}
    for block, element in screen.controls(blocks):
        if element["type"] not in STATE:
            continue
        old = before.get(block["block_id"], {}).get(element["action_id"])
        kept = old if old and old["type"] == element["type"] else _first_state(element)
        values.setdefault(block["block_id"], {})[element["action_id"]] = kept
    return values


def options_of(element: dict[str, Any]) -> list[dict[str, Any]]:
    groups = element.get("option_groups") or [{"options": element.get("options", [])}]
    return [option for group in groups for option in group["options"]]


def option(element: dict[str, Any], wanted: Any) -> dict[str, Any]:
    """Return the option with this value or label. An `external_select` takes the option itself."""
    if isinstance(wanted, dict):
        return wanted
    offered = options_of(element)
    for candidate in offered:
        if wanted in {candidate["value"], candidate["text"]["text"]}:
            return candidate
    raise AssertionError(f"no option {wanted!r}; offered: {[c['text']['text'] for c in offered]}")


def _id(thing: Any) -> Any:
    return getattr(thing, "id", thing)


def entered(element: dict[str, Any], given: Any) -> dict[str, Any]:
    """Return the state of `element` once a user has put `given` there; None empties it."""
    name, _ = STATE[element["type"]]
    value: Any = given
    if name in MANY:
        items = given if isinstance(given, list) else [] if given is None else [given]
        value = [option(element, item) if name == "selected_options" else _id(item) for item in items]
    elif given is None:
        value = None
    elif name == "selected_option":
        value = option(element, given)
    elif name == "rich_text_value" and isinstance(given, str):
        value = rich_text_of(given)
    elif name == "value":
        value = str(given) or None
    else:
        value = _id(given)
    return {"type": element["type"], name: json.loads(json.dumps(value, default=lambda file: {"id": file.id}))}


def find_input(blocks: Blocks, wanted: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return (block, element) of the input with this block_id, action_id or label."""
    for block in blocks:
        element = block.get("element") if block["type"] == "input" else None
        if element and wanted in {block["block_id"], element["action_id"], block["label"]["text"]}:
            return block, element
    labels = [block["label"]["text"] for block in blocks if block["type"] == "input"]
    raise AssertionError(f"no input {wanted!r} is shown; there are {labels}")


def complaints(view: View) -> dict[str, str]:
    """Return what Slack's client would say under the fields, by block_id, instead of submitting."""
    found = {}
    for block in view.blocks:
        if block["type"] == "input":
            element = block["element"]
            state = view.values[block["block_id"]][element["action_id"]]
            value = state[STATE[element["type"]][0]]
            message = _complaint(element, value, optional=block.get("optional", False))
            if message:
                found[block["block_id"]] = message
    return found


def _complaint(element: dict[str, Any], value: Any, *, optional: bool) -> str | None:
    if value in (None, "", []):
        return None if optional else MISSING
    kind = element["type"]
    if kind == "plain_text_input":
        most = element.get("max_length", LONGEST_INPUT)
        if len(value) > most:
            return f"Your response is over the limit of {most} characters."
        if len(value) < element.get("min_length", 0):
            return f"Please enter at least {element['min_length']} characters."
    elif kind == "email_text_input" and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", value):
        return "Please enter a valid email address."
    elif kind == "url_text_input" and not re.match(r"https?://\S+", value):
        return "Please enter a valid URL."
    elif kind == "number_input" and not re.fullmatch(
        r"-?\d+(\.\d+)?" if element["is_decimal_allowed"] else r"-?\d+", value
    ):
        return "Please enter a valid number."
    return None
