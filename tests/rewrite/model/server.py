"""A real HTTP server on loopback that plays a model endpoint, well or badly."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

GOOD = json.dumps({"warm": "We are glad you asked.", "formal": "Thank you for asking.", "brief": "Thanks!"})


@dataclass
class Reply:
    """How the server answers one request. `drip`: seconds between the bytes of the body; `until`: what is waited for, ten seconds at most."""

    status: int = 200
    body: str | bytes = ""
    headers: dict[str, str] = field(default_factory=dict)
    wait: float = 0.0
    drip: float = 0.0
    cut: bool = False
    until: threading.Event | None = None


def said(content: Any = GOOD, **choice: Any) -> Reply:
    """An answer in the form of chat completions."""
    message = {"role": "assistant", "content": content, **choice.pop("message", {})}
    body = {
        "choices": [{"index": 0, "message": message, "finish_reason": "stop", **choice}],
        "usage": {"prompt_tokens": 321, "completion_tokens": 45},
    }
    return Reply(body=json.dumps(body))


def refused(text: str, status: int = 400) -> Reply:
    """A refusal in OpenAI's form."""
    return Reply(status, json.dumps({"error": {"message": text, "type": "invalid_request_error"}}))


@dataclass
class Server:
    """What it is to answer, in turn (the last again and again), and what it was asked."""

    url: str = ""
    replies: list[Reply] = field(default_factory=lambda: [said()])
    asked: list[dict[str, Any]] = field(default_factory=list)
    heads: list[dict[str, str]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    tired: bool = False  # of waiting for what never came


@contextmanager
def serving() -> Iterator[Server]:
    """Serve on a free port until the end of the block."""
    server = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            server.asked.append(json.loads(raw))
            server.heads.append({k.lower(): v for k, v in self.headers.items()})
            server.paths.append(self.path)
            reply = server.replies.pop(0) if len(server.replies) > 1 else server.replies[0]
            time.sleep(reply.wait)
            if reply.until and not reply.until.wait(10):
                server.tired = True
            body = reply.body.encode() if isinstance(reply.body, str) else reply.body
            self.send_response(reply.status)
            for name, value in {"Content-Type": "application/json", **reply.headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            try:
                if reply.cut:
                    self.wfile.write(body[: len(body) // 2])
                    return
                for at in range(0, len(body), 1 if reply.drip else len(body) or 1):
                    self.wfile.write(body[at : at + (1 if reply.drip else len(body))])
                    self.wfile.flush()
                    time.sleep(reply.drip)
            except OSError:
                return

        def log_message(self, *_: Any) -> None:
            return

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    http.daemon_threads = True
    threading.Thread(target=http.serve_forever, daemon=True).start()
    server.url = f"http://127.0.0.1:{http.server_port}/v1"
    try:
        yield server
    finally:
        http.shutdown()
        http.server_close()
