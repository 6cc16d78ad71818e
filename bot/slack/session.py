"""The agent surface: a thread's title, its status while Checkpost works, and Stop. A workspace without it loses nothing but that.

`assistant.threads.setStatus` and `agents.sessions.setStatus` write to one slot, the last wins (slack.md 2.6), so only the latter is
used: it alone shows Stop. https://docs.slack.dev/ai/agent-sessions
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot import logs
from bot.slack.memory import Recent

ABSENT = frozenset(
    "unknown_method missing_scope feature_disabled not_agent_app channel_type_not_supported messages_tab_disabled".split()
)  # what a workspace, or a plan, without the surface answers


@dataclass(frozen=True, slots=True)
class Sessions:
    """`absent`: parts that this workspace was found not to have, left alone for a while. `stops`: by thread, when Stop was pressed."""

    client: WebClient
    absent: Recent[bool]
    stops: Recent[float]

    @contextmanager
    def working(self, channel: str, thread: str) -> Iterator[None]:
        """Show that Checkpost works on a thread, with Stop beside it, until the work is done."""
        self._status(channel, thread, "processing")
        try:
            yield
        finally:
            self._status(channel, thread, "active")

    def title(self, channel: str, thread: str, words: str) -> None:
        """Name a thread."""
        self._call("assistant.threads.setTitle", channel_id=channel, thread_ts=thread, title=words)

    def stop(self, channel: str, thread: str, at: str) -> None:
        """Remember that Stop was pressed, so that nothing more is said to what was asked before, and end the status."""
        self.stops.put(f"{channel}:{thread}", _seconds(at))
        self._status(channel, thread, "active")

    def stopped(self, channel: str, thread: str, asked: str) -> bool:
        """Whether Stop was pressed after the message of time stamp `asked`."""
        at = self.stops.get(f"{channel}:{thread}")
        return at is not None and at >= _seconds(asked)

    def _status(self, channel: str, thread: str, status: str) -> None:
        self._call("agents.sessions.setStatus", channel_id=channel, thread_ts=thread, status=status)

    def _call(self, method: str, **arguments: Any) -> None:
        """Ask for polish: never in the way of an answer, and not again for a while where the workspace has none."""
        if self.absent.get(method):
            return
        try:
            self.client.api_call(method, json=arguments)
        except SlackApiError as error:
            code = str(error.response["error"])
            if code in ABSENT:
                self.absent.put(method, value=True)
            logs.get("slack").info("session.refused", method=method, outcome=code)
        except OSError as error:
            logs.get("slack").info("session.unreached", method=method, error=error)


def _seconds(ts: str) -> float:
    try:
        return float(ts)
    except ValueError:
        return 0.0
