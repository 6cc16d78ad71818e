"""Socket Mode: tickets, hello, envelopes, acknowledgements, disconnects (docs.slack.dev/apis/events-api/using-socket-mode).

Several sockets may be open; each payload goes to one of them in turn. A socket can be cut, refreshed or go silent: then
it stays open, but nothing comes over it any more, not even the answer to a ping.
"""

from __future__ import annotations

import contextlib
import json
import logging
import secrets
import socket
import threading
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response
from websockets.sync.server import Server, ServerConnection, serve

if TYPE_CHECKING:
    from tests.slack_workspace.workspace import SlackWorkspace

MOST_SOCKETS = 10
QUIET = logging.getLogger("tests.slack_workspace.sockets")
QUIET.setLevel(logging.CRITICAL)  # cut connections are what some tests want


class Sockets:
    """The WebSocket side of the workspace. `answers` maps an envelope to what waits for its acknowledgement."""

    def __init__(self, slack: SlackWorkspace) -> None:
        self.slack = slack
        self.enabled = True
        self.connected = 0  # how many sockets were opened in all
        self._tickets: set[str] = set()
        self._open: list[ServerConnection] = []
        self._leaving: set[ServerConnection] = set()
        self._silent: set[ServerConnection] = set()
        self._turn = 0
        self._server: Server = serve(
            self._serve, "127.0.0.1", 0, process_request=self._let_in, logger=QUIET, compression=None, max_size=None
        )
        self._thread = threading.Thread(target=self._server.serve_forever, name="slack-sockets", daemon=True)
        self._thread.start()

    def ticket(self) -> str:
        """Return an address that opens one socket, once."""
        ticket = secrets.token_hex(16)
        self._tickets.add(ticket)
        port = self._server.socket.getsockname()[1]
        return f"ws://127.0.0.1:{port}/link/?ticket={ticket}&app_id={self.slack.app_id}"

    def _let_in(self, connection: ServerConnection, request: Request) -> Response | None:
        ticket = parse_qs(urlsplit(request.path).query).get("ticket", [""])[0]
        if ticket not in self._tickets:
            return connection.respond(HTTPStatus.UNAUTHORIZED, "this ticket was used or never given\n")
        self._tickets.discard(ticket)
        return None

    def _serve(self, connection: ServerConnection) -> None:
        if len(self._open) >= MOST_SOCKETS:
            self._write(connection, {"type": "disconnect", "reason": "too_many_websockets", "debug_info": {}})
            return
        with self.slack.changed:
            self._open.append(connection)
            self.connected += 1
            hello = {
                "type": "hello",
                "num_connections": len(self._open),
                "connection_info": {"app_id": self.slack.app_id},
            }
            self._write(connection, hello | {"debug_info": {"host": "loopback", "approximate_connection_time": 18060}})
            self.slack.changed.notify_all()
        with contextlib.suppress(ConnectionClosed, OSError):
            for frame in connection:
                self._take(frame)
        with self.slack.changed:
            self._open.remove(connection)
            self._leaving.discard(connection)
            self._silent.discard(connection)
            self.slack.changed.notify_all()

    def _take(self, frame: str | bytes) -> None:
        raw = frame.encode() if isinstance(frame, str) else frame
        self.slack.received.append(("socket", raw))
        try:
            ack = json.loads(raw)
        except ValueError:
            self.slack.fault(f"socket: no JSON: {raw[:80]!r}")
            return
        if not isinstance(ack, dict) or "envelope_id" not in ack or set(ack) - {"envelope_id", "payload"}:
            self.slack.fault(f"socket: not an acknowledgement: {sorted(ack) if isinstance(ack, dict) else ack!r}")
            return
        with self.slack.changed:
            self.slack.acks.setdefault(ack["envelope_id"], []).append(ack.get("payload"))
            self.slack.changed.notify_all()

    def _write(self, connection: ServerConnection, frame: dict[str, Any] | str | bytes) -> None:
        if connection not in self._silent:  # else it vanishes
            connection.send(frame if isinstance(frame, (str, bytes)) else json.dumps(frame))

    @property
    def live(self) -> list[ServerConnection]:
        return [connection for connection in self._open if connection not in self._leaving]

    def send(self, frame: dict[str, Any] | str | bytes) -> bool:
        """Send to one of the sockets; False if there is none."""
        with self.slack.changed:
            candidates = self.live or list(self._open)
            if not candidates:
                return False
            self._turn += 1
            chosen = candidates[self._turn % len(candidates)]
        try:
            self._write(chosen, frame)
        except (ConnectionClosed, OSError):
            return False
        return True

    def disconnect(self, reason: str) -> None:
        """Tell every socket to go. The app is to open a new one; only `link_disabled` forbids that and cuts."""
        frame = {"type": "disconnect", "reason": reason, "debug_info": {"host": "loopback"}}
        self.enabled = self.enabled and reason != "link_disabled"
        for connection in list(self._open):
            if reason != "warning":
                self._leaving.add(connection)
            with contextlib.suppress(ConnectionClosed, OSError):
                self._write(connection, frame)
        if reason == "link_disabled":
            self.cut()

    def cut(self) -> None:
        """Break all connections in the middle, without a closing handshake."""
        self.speak()
        for connection in list(self._open):
            with contextlib.suppress(OSError):
                connection.socket.shutdown(socket.SHUT_RDWR)

    def go_silent(self) -> None:
        """Leave the sockets open and answer nothing. Whoever holds a connection's mutex keeps its pongs back."""
        for connection in list(self._open):
            if connection not in self._silent:
                connection.protocol_mutex.acquire()
                self._silent.add(connection)
                self._leaving.add(connection)

    def speak(self) -> None:
        for connection in list(self._silent):
            self._silent.discard(connection)
            connection.protocol_mutex.release()

    def close(self) -> None:
        self.cut()
        self._server.shutdown()
        self._thread.join(5)
