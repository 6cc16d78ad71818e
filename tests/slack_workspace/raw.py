"""Sends the bot what Slack would not: malformed bodies, wrong or old signatures, broken frames.

How a good request looks is in docs.slack.dev/authentication/verifying-requests-from-slack.
"""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

from tests.slack_workspace.delivery import FORM, JSON, Answer, body_of, post, signature

if TYPE_CHECKING:
    from tests.slack_workspace.workspace import SlackWorkspace


def send_raw(
    slack: SlackWorkspace,
    what: bytes | str | dict[str, Any],
    *,
    kind: str = "events_api",
    headers: dict[str, str | None] | None = None,
    secret: str | None = None,
    timestamp: str | int | None = None,
    path: str | None = None,
    wait: float = 3.0,
) -> Answer | list[dict[str, Any] | None] | None:
    """Send `what` to the bot, whatever it is.

    HTTP: bytes are the body, a dictionary becomes one of that `kind`; it is signed with `secret` (default: the right
    one) at `timestamp` (default: now), then `headers` replace or, with None, remove headers. Returns the `Answer`;
    raises as http.client does where there is none.
    Socket: a frame of these bytes, or of this text or dictionary. Returns the acknowledgements that came in `wait`
    seconds for its `envelope_id`, None without one.
    """
    if slack.sockets is not None:
        return _by_socket(slack, what, wait)
    if isinstance(what, dict):
        body, content_type = body_of(kind, what)
    else:
        body = what.encode() if isinstance(what, str) else what
        content_type = JSON if kind == "events_api" else FORM
    at = str(int(time.time()) if timestamp is None else timestamp)
    sent: dict[str, str | None] = {
        "Content-Type": content_type,
        "X-Slack-Request-Timestamp": at,
        "X-Slack-Signature": signature(secret or slack.signing_secret, at, body),
        **(headers or {}),
    }
    return post(slack, body, {name: value for name, value in sent.items() if value is not None}, wait=wait, path=path)


def _by_socket(
    slack: SlackWorkspace, what: bytes | str | dict[str, Any], wait: float
) -> list[dict[str, Any] | None] | None:
    assert slack.sockets is not None
    assert slack.sockets.send(what), "no socket is open"
    try:
        frame = what if isinstance(what, dict) else json.loads(what)
        envelope = frame["envelope_id"]
    except (ValueError, LookupError, TypeError):
        time.sleep(min(wait, 0.2))
        return None
    with slack.changed:
        slack.changed.wait_for(lambda: envelope in slack.acks, wait)
        return slack.acks.get(envelope, [])
