"""Hands a payload to the bot, over its socket or as a signed request, and waits for the acknowledgement.

Three seconds count, as in docs.slack.dev/interactivity/handling-user-interaction; signatures follow
docs.slack.dev/authentication/verifying-requests-from-slack. Nothing is sent again by itself: a test asks for it.
"""

from __future__ import annotations

import hashlib
import hmac
import http.client
import json
import time
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

from tests.slack_workspace.model import Outcome

if TYPE_CHECKING:
    from tests.slack_workspace.workspace import SlackWorkspace

DEADLINE = 3.0  # seconds
TIMEOUT, FAILED = "operation_timeout", "dispatch_failed"
ANSWERED = {"slash_commands", "interactive"}  # whose acknowledgement may carry something
FORM, JSON = "application/x-www-form-urlencoded", "application/json"


@dataclass
class Answer:
    """What the bot's HTTP server said."""

    status: int
    headers: dict[str, str]
    body: bytes


def signature(secret: str, timestamp: str, body: bytes) -> str:
    return "v0=" + hmac.new(secret.encode(), f"v0:{timestamp}:".encode() + body, hashlib.sha256).hexdigest()


def post(
    slack: SlackWorkspace, body: bytes, headers: dict[str, str], *, wait: float, path: str | None = None
) -> Answer:
    """Send one request to the bot. Raises OSError or HTTPException where there is no answer, TimeoutError if late."""
    target = urlsplit(slack.bot_url)
    ends = time.monotonic() + wait
    connection = http.client.HTTPConnection(str(target.hostname), target.port or 80, timeout=wait)
    try:
        connection.request("POST", path or target.path, body, headers)
        if connection.sock:
            connection.sock.settimeout(max(0.001, ends - time.monotonic()))
        response = connection.getresponse()
        answer = Answer(response.status, {k.lower(): v for k, v in response.getheaders()}, response.read())
    finally:
        connection.close()
    slack.received.append(("answer", answer.body))
    return answer


def signed_headers(slack: SlackWorkspace, body: bytes, kind: str) -> dict[str, str]:
    timestamp = str(int(time.time()))
    return {
        "Content-Type": kind,
        "X-Slack-Request-Timestamp": timestamp,
        "X-Slack-Signature": signature(slack.signing_secret, timestamp, body),
        "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
    }


def body_of(kind: str, payload: dict[str, Any]) -> tuple[bytes, str]:
    """Return the body of a request and its content type."""
    if kind == "events_api":
        return json.dumps(payload).encode(), JSON
    fields = payload if kind == "slash_commands" else {"payload": json.dumps(payload)}
    return urlencode(fields).encode(), FORM


def deliver(
    slack: SlackWorkspace,
    kind: str,
    payload: dict[str, Any],
    *,
    wait: float | None = None,
    retry: tuple[int, str] | None = None,
) -> Outcome:
    """Send `payload` and wait for its acknowledgement. `retry` is the number and the reason of a redelivery."""
    outcome = Outcome(kind, payload, envelope_id=str(uuid.uuid4()))
    with slack.changed:
        slack.outcomes.append(outcome)
    started = time.monotonic()
    by = _by_socket if slack.sockets is not None else _by_http
    by(slack, outcome, DEADLINE if wait is None else wait, retry)
    outcome.seconds = time.monotonic() - started
    if outcome.ack is not None and kind not in ANSWERED:
        slack.fault(f"{kind}: an acknowledgement with content: {sorted(outcome.ack)}")
    return outcome


def _by_socket(slack: SlackWorkspace, outcome: Outcome, wait: float, retry: tuple[int, str] | None) -> None:
    envelope = {
        "type": outcome.kind,
        "envelope_id": outcome.envelope_id,
        "accepts_response_payload": outcome.kind in ANSWERED,
        "payload": outcome.payload,
    }
    if outcome.kind == "events_api":
        envelope |= {"retry_attempt": 0, "retry_reason": ""}
    if retry:
        envelope |= {"retry_attempt": retry[0], "retry_reason": retry[1]}
    if slack.sockets is None or not slack.sockets.send(envelope):
        outcome.error = FAILED
        return
    with slack.changed:
        slack.changed.wait_for(lambda: outcome.envelope_id in slack.acks, wait)
        answers = slack.acks.get(outcome.envelope_id)
    if answers is None:
        outcome.error = TIMEOUT
        return
    outcome.acknowledged = True
    outcome.ack = answers[0] or None


def _by_http(slack: SlackWorkspace, outcome: Outcome, wait: float, retry: tuple[int, str] | None) -> None:
    body, kind = body_of(outcome.kind, outcome.payload)
    headers = signed_headers(slack, body, kind)
    if retry:
        headers |= {"X-Slack-Retry-Num": str(retry[0]), "X-Slack-Retry-Reason": retry[1]}
    try:
        answer = post(slack, body, headers, wait=wait)
    except TimeoutError:
        outcome.error = TIMEOUT
        return
    except (OSError, http.client.HTTPException):
        outcome.error = FAILED
        return
    outcome.status, outcome.headers = answer.status, answer.headers
    if answer.status != 200:
        outcome.error = FAILED
        return
    outcome.acknowledged = True
    if answer.body and outcome.kind in ANSWERED:
        outcome.ack = _parsed(slack, outcome, answer)


def _parsed(slack: SlackWorkspace, outcome: Outcome, answer: Answer) -> dict[str, Any] | None:
    if not answer.headers.get("content-type", "").startswith(JSON):
        return {"text": answer.body.decode(errors="replace")}
    try:
        found = json.loads(answer.body)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        slack.fault(f"{outcome.kind}: the acknowledgement is no JSON object")
        return None
    return found
