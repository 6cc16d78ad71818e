"""What an acknowledgement makes the client show (docs.slack.dev/interactivity/handling-user-interaction, "Acknowledging").

A slash command's may be a message, a submission's may hold a `response_action`, all others must be empty. What Slack would
ignore or refuse is noted in `slack.faults`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.slack_workspace.api_views import MOST_VIEWS, checked, new_view, rewrite
from tests.slack_workspace.model import Channel, Outcome, ResponseUrl, View
from tests.slack_workspace.posting import Refused, content, post

if TYPE_CHECKING:
    from tests.slack_workspace.people import User
    from tests.slack_workspace.workspace import SlackWorkspace

MESSAGE_KEYS = {
    *(
        "text",
        "blocks",
        "attachments",
        "response_type",
        "mrkdwn",
        "link_names",
        "parse",
        "unfurl_links",
        "unfurl_media",
    ),
    *("replace_original", "delete_original", "thread_ts", "metadata"),
}
VIEW_KEYS = {"errors": {"errors"}, "update": {"view"}, "push": {"view"}, "clear": set[str]()}
TROUBLE = "We had some trouble connecting. Try again?"


def of_command(slack: SlackWorkspace, outcome: Outcome, user: User, channel: Channel, answer: ResponseUrl) -> None:
    """Show the message that a command's acknowledgement carries, or the error that Slack shows without one."""
    ack = outcome.ack
    if not ack:
        return
    if set(ack) - MESSAGE_KEYS:
        slack.fault(f"command: acknowledged with unknown fields {sorted(set(ack) - MESSAGE_KEYS)}")
    public = ack.get("response_type", "ephemeral") == "in_channel"
    if ack.get("response_type", "ephemeral") not in {"ephemeral", "in_channel"}:
        slack.fault(f"command: no such response_type: {ack['response_type']!r}")
    if public:
        slack.fault("command: acknowledged in_channel, which shows everybody the command with its text")
        post(slack, channel, user.id, f"{outcome.payload['command']} {outcome.payload['text']}", [])
    try:
        text, blocks = content(slack, "command acknowledgement", ack)
    except Refused as refused:
        outcome.error = refused.code
        return
    to = None if public else user.id
    with slack.changed:
        outcome.message = post(slack, channel, slack.bot_user_id, text, blocks, by_bot=True, ephemeral_to=to)
        answer.original = outcome.message


def of_submission(slack: SlackWorkspace, outcome: Outcome, view: View) -> None:
    """Close, change, push or clear views, or put errors under fields, as the acknowledgement says."""
    with slack.changed:
        if not outcome.acknowledged:
            view.trouble = TROUBLE
        else:
            try:
                _act(slack, outcome.ack or {}, view)
            except Refused as refused:
                view.trouble, outcome.error = TROUBLE, refused.code
        slack.changed.notify_all()


def _act(slack: SlackWorkspace, ack: dict[str, Any], view: View) -> None:
    stack, action = slack.modals.get(view.user, []), ack.get("response_action")
    if not ack:
        if view in stack:
            stack.remove(view)
        return
    if action not in VIEW_KEYS or set(ack) - VIEW_KEYS[action] - {"response_action"}:
        slack.fault(f"view_submission: acknowledged with {sorted(ack)}, response_action {action!r}")
        raise Refused("invalid_arguments")
    match action:
        case "clear":
            stack.clear()
        case "errors":
            _show_errors(slack, ack.get("errors"), view)
        case "update":
            body = checked(slack, "response_action update", ack.get("view"), "modal", instead_of=view)
            rewrite(slack, view, body)
        case "push":
            body = checked(slack, "response_action push", ack.get("view"), "modal")
            if len(stack) >= MOST_VIEWS:
                slack.fault("response_action push: more than three views")
                raise Refused("push_limit_reached")
            stack.append(new_view(slack, view.user, body, view))


def _show_errors(slack: SlackWorkspace, errors: Any, view: View) -> None:
    inputs = {block["block_id"] for block in view.blocks if block["type"] == "input"}
    good = isinstance(errors, dict) and errors and all(isinstance(text, str) and text for text in errors.values())
    if not good or set(errors) - inputs:
        unknown = sorted(set(errors) - inputs) if good else errors
        slack.fault(f"response_action errors: not for an input of the view: {unknown}")
        raise Refused("invalid_arguments")
    view.errors = dict(errors)


def of_interaction(slack: SlackWorkspace, outcome: Outcome) -> None:
    """Note content where the acknowledgement of a click, a shortcut or a closed view must be empty."""
    if outcome.ack:
        slack.fault(f"{outcome.payload['type']}: an acknowledgement with content: {sorted(outcome.ack)}")
