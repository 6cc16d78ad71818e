"""What the bot sent: requests by method, and all of its bytes, to look for words that must not be there.

Faults are what Slack would refuse or mangle; a test's fixture asserts at its end that there were none.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl

from tests.slack_workspace.model import Request


class Records:
    """A part of `SlackWorkspace`."""

    changed: threading.Condition
    requests: list[Request]
    received: list[tuple[str, bytes]]
    faults: list[str]

    def calls(self, method: str) -> list[dict[str, Any]]:
        """Return the arguments of each call of a method, failed ones too."""
        return [request.args for request in self.requests if request.method == method]

    def wait_for_call(self, method: str, *, count: int = 1, timeout: float = 5) -> dict[str, Any]:
        """Wait until the bot called a method `count` times in all and was answered; return the last one's arguments."""
        with self.changed:
            good = self.changed.wait_for(lambda: len(self._answered(method)) >= count, timeout)
        made = self._answered(method)
        assert good, f"{len(made)} calls of {method}, not {count}; the bot called {[r.method for r in self.requests]}"
        return made[count - 1].args

    def _answered(self, method: str) -> list[Request]:
        return [request for request in self.requests if request.method == method and request.status]

    def received_bytes(self) -> bytes:
        """Return all that the bot sent, as it came and once more with forms and JSON undone, to look for words in."""
        found = []
        for _, raw in list(self.received):
            found += [raw, *_undone(raw)]
        return b"\n".join(found)

    def fault(self, message: str) -> None:
        """Note that the bot did what Slack would refuse or mangle."""
        self.faults.append(message)


ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")


def _undone(raw: bytes) -> Iterator[bytes]:
    """Yield the words in a body without the escapes of URLs and JSON."""
    text = raw.decode(errors="replace")
    values = [value for line in text.split("\n") for _, value in parse_qsl(line.rpartition("?")[2])]
    for candidate in (text, text.partition("\n")[2], *values):
        try:
            words = json.dumps(json.loads(candidate), ensure_ascii=False)
        except ValueError:
            words = candidate
        # JSON may hold JSON once more: `private_metadata` does.
        words = words.replace("\\\\", "\\").replace("\\n", "\n").replace('\\"', '"')
        yield ESCAPE.sub(lambda found: chr(int(found[1], 16)), words).encode(errors="replace")
