"""response_url: five uses in thirty minutes (docs.slack.dev/interactivity/handling-user-interaction, "Message responses")."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tests.slack_workspace.acks import MESSAGE_KEYS
from tests.slack_workspace.model import ResponseUrl
from tests.slack_workspace.posting import Refused, content, post, remove, replace

if TYPE_CHECKING:
    from tests.slack_workspace.workspace import SlackWorkspace

MOST_USES = 5
LIFE = 30 * 60.0  # seconds
PATIENCE = 0.5  # seconds that an answer waits for the acknowledgement it follows, so that they come in order


def answer(slack: SlackWorkspace, path: str, body: bytes) -> tuple[int, dict[str, Any]]:
    """Return status and JSON for a post to a response_url."""
    found = slack.response_urls.get(path)
    if found is None:
        return 404, {"ok": False, "error": "no_such_url"}
    with slack.changed:
        slack.changed.wait_for(lambda: found.pending is None, PATIENCE)
        try:
            args = json.loads(body)
            if not isinstance(args, dict):
                raise ValueError
            _spend(slack, found)
            _act(slack, found, args)
        except ValueError:
            return 400, {"ok": False, "error": "invalid_payload"}
        except Refused as refused:
            status = 404 if refused.code in {"used_url", "expired_url"} else 400
            return status, {"ok": False, "error": refused.code, **refused.more}
    return 200, {"ok": True}


def _spend(slack: SlackWorkspace, found: ResponseUrl) -> None:
    if found.expired or slack.clock.now() - found.made > LIFE:
        raise Refused("expired_url")
    if found.uses >= MOST_USES:
        raise Refused("used_url")
    found.uses += 1


def _act(slack: SlackWorkspace, found: ResponseUrl, args: dict[str, Any]) -> None:
    args = {name: value for name, value in args.items() if value is not None}
    if set(args) - MESSAGE_KEYS:
        slack.fault(f"response_url: unknown fields {sorted(set(args) - MESSAGE_KEYS)}")
    original = found.original if found.original is not None and not found.original.deleted else None
    if args.get("delete_original"):
        if set(args) - {"delete_original", "replace_original", "response_type", "text"} or args.get("text"):
            slack.fault("response_url: delete_original must come alone")
        if original is not None:
            remove(slack, original)
        return
    text, blocks = content(slack, "response_url", args)
    if any(block["type"] == "markdown" for block in blocks):
        slack.fault("response_url: a markdown block, which is not known to work here")
    if args.get("replace_original") and original is not None:
        replace(slack, original, text, blocks)
        return
    public = args.get("response_type", "ephemeral") == "in_channel"
    thread = args.get("thread_ts") if public else found.thread_ts
    to = None if public else found.user
    more = {"by_bot": True, "ephemeral_to": to, "thread_ts": thread}
    message = post(slack, found.channel, slack.bot_user_id, text, blocks, **more)
    if found.original is None:
        found.original = message
