"""The HTTP server on loopback: `/api/<method>`, response_urls, private files; and faults on demand.

A file asked for with a wrong token or without `files:read` is answered by a page of HTML at status 200, as Slack's sign-in
page is (docs.slack.dev/reference/objects/file-object).
"""

from __future__ import annotations

import contextlib
import json
import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from tests.slack_workspace import api, response_urls
from tests.slack_workspace.model import Request, Trouble

if TYPE_CHECKING:
    from tests.slack_workspace.workspace import SlackWorkspace

SIGN_IN = (
    b"<!DOCTYPE html><html><head><title>Sign in | Slack</title></head><body>Sign in to your workspace</body></html>"
)
JSON = "application/json; charset=utf-8"
RESPONSE_URL, DOWNLOAD = "response_url", "files.download"  # what `fail` calls these two


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, slack: SlackWorkspace) -> None:
        self.slack = slack
        super().__init__(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self.serve_forever, args=(0.05,), name="slack-web", daemon=True)
        self._thread.start()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A connection that the bot dropped is no news."""

    def close(self) -> None:
        self.shutdown()
        self.server_close()
        self._thread.join(5)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: Server

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        self._handle()

    def do_POST(self) -> None:
        self._handle()

    def _handle(self) -> None:
        slack, target = self.server.slack, urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        first, _, rest = target.path.strip("/").partition("/")
        method = {"api": rest, "response": RESPONSE_URL, "files-pri": DOWNLOAD}.get(first, target.path)
        request = Request(method, {}, dict(self.headers.items()), body, self.path)
        with slack.changed:
            slack.requests.append(request)
            slack.received.append(("request", self.path.encode() + b"\n" + body))
        trouble = slack.next_trouble(method)
        if trouble and trouble.delay:
            time.sleep(trouble.delay)
        if trouble and not trouble.drop_connection and (trouble.error or trouble.status != 200):
            self._fail(slack, request, trouble)
            return
        status, headers, content = self._answer(slack, request, first, rest, target.query)
        self._note(request, status)
        if trouble and trouble.drop_connection:
            with contextlib.suppress(OSError):
                self.connection.shutdown(socket.SHUT_RDWR)
            self.close_connection = True
            return
        self._write(status, headers, content)

    def _answer(
        self, slack: SlackWorkspace, request: Request, first: str, rest: str, query: str
    ) -> tuple[int, dict[str, str], bytes]:
        if first == "files-pri":
            return self._file(slack, rest.split("/", maxsplit=1)[0])
        if first == "response":
            with contextlib.suppress(ValueError):
                found = json.loads(request.body)
                request.args = found if isinstance(found, dict) else {}
            status, request.answer = response_urls.answer(slack, self.path, request.body)
            return status, {"Content-Type": JSON}, json.dumps(request.answer).encode()
        if first != "api":
            return 404, {"Content-Type": "text/plain"}, b"no such page"
        request.answer, request.args = api.answer(slack, rest, self.headers, query, request.body)
        scopes = {"X-OAuth-Scopes": slack.provided} if slack.bot_token in self.headers.get("Authorization", "") else {}
        return 200, {"Content-Type": JSON, **scopes}, json.dumps(request.answer).encode()

    def _file(self, slack: SlackWorkspace, file_id: str) -> tuple[int, dict[str, str], bytes]:
        token = self.headers.get("Authorization", "").removeprefix("Bearer ")
        allowed = token == slack.bot_token and token not in slack.dead_tokens and "files:read" in slack.scopes
        file = slack.files.get(file_id)
        if not allowed:
            return 200, {"Content-Type": "text/html; charset=utf-8"}, SIGN_IN
        if file is None or file.deleted:
            return (
                404,
                {"Content-Type": "text/html; charset=utf-8"},
                b"<html>The requested file could not be found</html>",
            )
        return 200, {"Content-Type": file.mimetype}, file.content

    def _fail(self, slack: SlackWorkspace, request: Request, trouble: Trouble) -> None:
        headers = {"Content-Type": JSON}
        if trouble.retry_after is not None:
            headers["Retry-After"] = str(trouble.retry_after)
        # The arguments are read all the same, so that a test sees what the bot tried to send.
        with contextlib.suppress(Exception):
            sent = api.arguments(self.headers, urlsplit(self.path).query, request.body, takes_json=True)
            request.args = {name: value for name, value in sent.items() if name != "token"}
        request.answer = {"ok": False, "error": trouble.error or "internal_error"}
        self._note(request, trouble.status)
        self._write(trouble.status, headers, json.dumps(request.answer).encode())

    def _note(self, request: Request, status: int) -> None:
        with self.server.slack.changed:
            request.status = status
            self.server.slack.changed.notify_all()

    def _write(self, status: int, headers: dict[str, str], content: bytes) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(content))}.items():
            self.send_header(name, value)
        with contextlib.suppress(OSError):
            self.end_headers()
            self.wfile.write(content)
