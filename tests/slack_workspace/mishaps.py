"""What may go wrong with Slack, on demand: errors, rate limits, dead tokens, ends of sockets.

Codes are those of docs.slack.dev/apis/web-api/rate-limits, docs.slack.dev/reference/events/tokens_revoked and
docs.slack.dev/apis/events-api/using-socket-mode ("Disconnecting").
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.slack_workspace import events
from tests.slack_workspace.model import Channel, Message, Outcome, Trouble
from tests.slack_workspace.payloads import message_json

if TYPE_CHECKING:
    from tests.slack_workspace.workspace import SlackWorkspace


class Mishaps:
    """A part of `SlackWorkspace`."""

    _troubles: list[Trouble]

    @property
    def _slack(self) -> SlackWorkspace:
        return self  # type: ignore[return-value]

    def fail(self, method: str, error: str | None = None, **how: Any) -> None:
        """Answer the next `times` calls of a method ("*": of any) otherwise.

        error: Slack's error code; `ratelimited` comes with status 429 and Retry-After. status: 500 and the like.
        drop_connection: do what was asked, then cut the connection in place of an answer. delay: seconds before it.
        Besides methods there are "response_url" and "files.download".
        """
        if error == "ratelimited":
            how = {"status": 429, "retry_after": 1, **how}
        self._troubles.append(Trouble(method, error, **how))

    def next_trouble(self, method: str) -> Trouble | None:
        with self._slack.changed:
            for trouble in self._troubles:
                if trouble.method in {method, "*"}:
                    trouble.times -= 1
                    if trouble.times <= 0:
                        self._troubles.remove(trouble)
                    return trouble
            return None

    def revoke_token(self, error: str = "token_revoked", *, tell: bool = False) -> None:
        """Make the bot token worthless; `tell` sends the event `tokens_revoked` first."""
        if tell:
            self._slack.send_event(
                {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [self._slack.bot_user_id]}}
            )
        self._slack.dead_tokens[self._slack.bot_token] = error

    def uninstall(self) -> None:
        """Remove the app: events first, then its tokens are dead."""
        self.revoke_token("account_inactive", tell=True)
        self._slack.send_event({"type": "app_uninstalled"})
        self._slack.dead_tokens[self._slack.app_token] = "account_inactive"

    def remove_bot(self, channel: Channel) -> None:
        channel.members.discard(self._slack.bot_user_id)

    def expire_response_urls(self) -> None:
        for found in self._slack.response_urls.values():
            found.expired = True

    def unfurl(self, message: Message) -> Outcome:
        """Add a preview to a message: Slack sends message_changed with the same text."""
        shape = message_json(message)
        return self._slack.send_event(
            events.of_change(message, shape, {**shape, "attachments": [{"from_url": "https://x.io"}]})
        )

    def disconnect(self, reason: str = "refresh_requested") -> None:
        """Tell the bot that its sockets are about to end: `refresh_requested`, `warning` or `link_disabled`."""
        assert self._slack.sockets is not None
        self._slack.sockets.disconnect(reason)

    def cut_sockets(self) -> None:
        assert self._slack.sockets is not None
        self._slack.sockets.cut()

    def go_silent(self) -> None:
        assert self._slack.sockets is not None
        self._slack.sockets.go_silent()
