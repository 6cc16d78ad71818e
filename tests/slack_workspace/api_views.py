"""views.open, push, update and publish (docs.slack.dev/surfaces/modals, docs.slack.dev/surfaces/app-home)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.slack_workspace.api import method
from tests.slack_workspace.blocks import TOO_LARGE, check_view
from tests.slack_workspace.forms import states
from tests.slack_workspace.model import Trigger, View
from tests.slack_workspace.payloads import view_json
from tests.slack_workspace.posting import Refused, with_ids

if TYPE_CHECKING:
    from tests.slack_workspace.workspace import SlackWorkspace

TRIGGER_LIFE = 3.0  # seconds
MOST_VIEWS = 3


def checked(
    slack: SlackWorkspace, where: str, view: Any, kind: str, *, instead_of: View | None = None
) -> dict[str, Any]:
    """Return a view's body with all ids filled in, or refuse it."""
    wrong = check_view(view)
    if not wrong and view["type"] != kind:
        wrong = [f"[ERROR] unsupported view type: {view['type']} [json-pointer:/view/type]"]
    if wrong:
        slack.fault(f"{where}: {'; '.join(wrong)}")
        raise Refused(TOO_LARGE if wrong[0].startswith(TOO_LARGE) else "invalid_arguments", wrong)
    name = view.get("external_id")
    if name and any(v.body.get("external_id") == name and v is not instead_of for v in slack.all_views()):
        raise Refused("duplicate_external_id")
    return {**view, "blocks": with_ids(view["blocks"])}


def new_view(slack: SlackWorkspace, user: str, body: dict[str, Any], below: View | None = None) -> View:
    view_id = slack.new_id("V")
    root, previous = (below.root_id, below.id) if below else (view_id, None)
    return View(slack, view_id, user, body, slack.new_hash(), root, previous, states(body["blocks"], {}))


def rewrite(slack: SlackWorkspace, view: View, body: dict[str, Any]) -> None:
    """Put another body into an open view; what was typed stays where block_id and action_id stay."""
    view.body, view.hash, view.errors, view.trouble = body, slack.new_hash(), {}, None
    view.values = states(body["blocks"], view.values)


def spend(slack: SlackWorkspace, trigger_id: Any) -> Trigger:
    """Use up a trigger: three seconds, one use."""
    trigger = slack.triggers.get(str(trigger_id))
    if trigger is None:
        raise Refused("invalid_trigger_id")
    if trigger.used:
        raise Refused("exchanged_trigger_id")
    if slack.clock.now() - trigger.made > TRIGGER_LIFE:
        raise Refused("expired_trigger_id")
    trigger.used = True
    return trigger


def _answer(slack: SlackWorkspace, view: View) -> dict[str, Any]:
    slack.changed.notify_all()
    return {"view": view_json(view)}


@method("views.open")
def open_view(slack: SlackWorkspace, args: dict[str, Any]) -> dict[str, Any]:
    trigger = spend(slack, args.get("trigger_id"))
    view = new_view(slack, trigger.user, checked(slack, "views.open", args["view"], "modal"))
    slack.modals[trigger.user] = [view]
    return _answer(slack, view)


@method("views.push")
def push_view(slack: SlackWorkspace, args: dict[str, Any]) -> dict[str, Any]:
    trigger = spend(slack, args.get("trigger_id"))
    stack = slack.modals.get(trigger.user, [])
    if not stack or not trigger.in_view:
        raise Refused("not_found")
    if len(stack) >= MOST_VIEWS:
        raise Refused("push_limit_reached")
    view = new_view(slack, trigger.user, checked(slack, "views.push", args["view"], "modal"), stack[-1])
    stack.append(view)
    return _answer(slack, view)


@method("views.update")
def update_view(slack: SlackWorkspace, args: dict[str, Any]) -> dict[str, Any]:
    if not args.get("view_id") and not args.get("external_id"):
        raise Refused("invalid_arguments", ["[ERROR] one of view_id, external_id is required"])
    found = [
        view
        for view in slack.all_views()
        if view.id == args.get("view_id") or (view.body.get("external_id") or None) == args.get("external_id", "")
    ]
    if not found:
        raise Refused("not_found")
    view = found[0]
    if args.get("hash") and args["hash"] != view.hash:
        raise Refused("hash_conflict")
    rewrite(slack, view, checked(slack, "views.update", args["view"], view.body["type"], instead_of=view))
    return _answer(slack, view)


@method("views.publish")
def publish(slack: SlackWorkspace, args: dict[str, Any]) -> dict[str, Any]:
    if not slack.home_tab:
        raise Refused("not_enabled")
    if args["user_id"] not in slack.users:
        raise Refused("invalid_arguments", ["[ERROR] user not found [json-pointer:/user_id]"])
    before = slack.homes.get(args["user_id"])
    if args.get("hash") and (before is None or args["hash"] != before.hash):
        raise Refused("hash_conflict")
    body = checked(slack, "views.publish", args["view"], "home", instead_of=before)
    if before is None:
        slack.homes[args["user_id"]] = before = new_view(slack, args["user_id"], body)
    else:
        rewrite(slack, before, body)
    return _answer(slack, before)
