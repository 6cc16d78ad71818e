"""The door over HTTP: signatures are looked at before Bolt sees anything, and what Slack did not sign is refused and counted.

Bolt 1.30 logs the whole body of a request with a bad signature, and answers 500 to a timestamp that is no number.
https://docs.slack.dev/authentication/verifying-requests-from-slack
"""

from __future__ import annotations

import hmac
import time
from collections.abc import Callable, Iterable
from hashlib import sha256
from itertools import count
from typing import Any

from slack_bolt import App, BoltRequest

from bot import logs

Start = Callable[[str, list[tuple[str, str]]], object]
MOST = 1024 * 1024  # bytes; Slack's own limit for a view is 250 kB
OLD = 300  # seconds
STATUS = {200: "200 OK", 400: "400 Bad Request", 401: "401 Unauthorized", 404: "404 Not Found", 405: "405 Method Not Allowed",
          413: "413 Payload Too Large", 500: "500 Internal Server Error", 503: "503 Service Unavailable"}  # fmt: skip


class Door:
    """A WSGI application. `ready` says whether the bot can do its work."""

    def __init__(
        self, app: App, secret: str, ready: Callable[[], bool], clock: Callable[[], float] = time.time
    ) -> None:
        self._app, self._secret, self._ready, self._clock = app, secret.encode(), ready, clock
        self._refused = count(1)

    def __call__(self, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        """Answer one request."""
        status, headers, body = self._answer(environ)
        start(STATUS.get(status, f"{status} "), [*headers, ("Content-Length", str(len(body)))])
        return [body]

    def _answer(self, environ: dict[str, Any]) -> tuple[int, list[tuple[str, str]], bytes]:
        path, method = environ.get("PATH_INFO", ""), environ.get("REQUEST_METHOD", "")
        if path == "/healthz":
            return _text(200, "ok")
        if path == "/readyz":
            return _text(200, "ready") if self._ready() else _text(503, "not ready")
        if path != "/slack/events":
            return _text(404, "not found")
        if method != "POST":
            return _text(405, "method not allowed")
        raw = _body(environ)
        if raw is None:
            return _text(413, "too large")
        if not self._signed(environ, raw):
            logs.get("slack").warning("signature.refused", count=next(self._refused))
            return _text(401, "not signed by Slack")
        return self._handed_on(environ, raw)

    def _signed(self, environ: dict[str, Any], raw: bytes) -> bool:
        stamp, given = environ.get("HTTP_X_SLACK_REQUEST_TIMESTAMP", ""), environ.get("HTTP_X_SLACK_SIGNATURE", "")
        if not (stamp.isascii() and stamp.isdigit() and len(stamp) < 15) or abs(self._clock() - int(stamp)) > OLD:
            return False
        wanted = "v0=" + hmac.new(self._secret, b"v0:" + stamp.encode() + b":" + raw, sha256).hexdigest()
        return hmac.compare_digest(wanted.encode(), given.encode("utf-8", "replace"))

    def _handed_on(self, environ: dict[str, Any], raw: bytes) -> tuple[int, list[tuple[str, str]], bytes]:
        try:
            body = raw.decode("utf-8")
            headers = {
                name[5:].replace("_", "-").lower(): value for name, value in environ.items() if name.startswith("HTTP_")
            }
            headers["content-type"] = environ.get("CONTENT_TYPE", "")
            request = BoltRequest(body=body, headers=headers)
            if not isinstance(request.body, dict):
                return _text(400, "malformed")
        except Exception as error:
            logs.get("slack").warning("request.malformed", error=error)
            return _text(400, "malformed")
        try:
            response = self._app.dispatch(request)
        except Exception as error:
            logs.get("slack").error("request.failed", error=error)
            return _text(500, "failed")
        sent = [(name, value) for name, values in response.headers.items() for value in values]
        return response.status, sent, (response.body or "").encode("utf-8")


def _body(environ: dict[str, Any]) -> bytes | None:
    """The request's bytes; None if there are too many."""
    length = environ.get("CONTENT_LENGTH") or "0"
    if not length.isdigit() or int(length) > MOST:
        return None
    return bytes(environ["wsgi.input"].read(int(length)))


def _text(status: int, words: str) -> tuple[int, list[tuple[str, str]], bytes]:
    return status, [("Content-Type", "text/plain; charset=utf-8")], words.encode()
