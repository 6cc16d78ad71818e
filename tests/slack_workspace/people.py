"""A person in the workspace: what they type and what they see.

Typed text becomes what Slack's composer makes of it (docs.slack.dev/messaging/formatting-message-text); edits and deletions
are told to the app as docs.slack.dev/reference/events/message describes. What people press is in `acting`.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.slack_workspace import acks, composer, events, payloads
from tests.slack_workspace.acting import Acting
from tests.slack_workspace.model import AgentThread, Channel, File, Message, Outcome, View
from tests.slack_workspace.posting import post, remove, replace, with_ids

if TYPE_CHECKING:
    from tests.slack_workspace.workspace import SlackWorkspace

Wanted = str | Callable[[Message], bool]
INVALID_COMMAND = "invalid_command"


@dataclass(eq=False)
class User(Acting):
    slack: SlackWorkspace = field(repr=False)
    id: str
    name: str
    real_name: str
    team_id: str
    is_admin: bool = False
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    is_stranger: bool = False
    is_bot: bool = False
    deleted: bool = False
    tz: str = "America/New_York"
    tz_offset: int = -18000

    # Typing

    @property
    def dm_channel(self) -> Channel:
        return self.slack.dm_of(self)

    def command(self, name: str, text: str = "", channel: Channel | None = None) -> Outcome:
        """Run a slash command, by default in the conversation with the bot."""
        slack, channel = self.slack, channel or self.dm_channel
        answer = slack.new_response_url(channel, self)
        trigger = slack.new_trigger(self)
        payload = payloads.command(slack, self, channel, name, text, trigger_id=trigger, response_url=answer.url)
        if slack.commands is not None and name not in slack.commands:
            return Outcome("slash_commands", payload, error=INVALID_COMMAND)
        answer.pending = Outcome("slash_commands", payload)
        outcome = slack.deliver("slash_commands", payload)
        outcome.user = self
        self.show_answer(outcome)
        with slack.changed:
            answer.pending = None
            slack.changed.notify_all()
        return outcome

    def show_answer(self, outcome: Outcome) -> None:
        """Show what a command's acknowledgement carries."""
        answer = next(a for a in self.slack.response_urls.values() if a.url == outcome.payload["response_url"])
        acks.of_command(self.slack, outcome, self, answer.channel, answer)

    def dm(
        self,
        typed: str,
        *,
        thread: Message | str | None = None,
        blocks: list[dict[str, Any]] | None = None,
        files: list[File | tuple[str, bytes] | tuple[str, bytes, str]] | None = None,
        wait: float | None = None,
    ) -> Message:
        """Write to the bot, in a thread if one is given. `blocks` replace what the composer makes of the text."""
        self.dm_channel.closed = False
        message = self._write(self.dm_channel, typed, thread, blocks, files)
        message.outcome = events.send(self.slack, events.of_message(message), wait=wait)
        return message

    def say(
        self, channel: Channel, typed: str, *, mention_bot: bool = False, thread: Message | str | None = None
    ) -> Message:
        """Write in a channel, with the bot mentioned in front if wanted."""
        slack = self.slack
        message = self._write(channel, f"<@{slack.bot_user_id}> {typed}" if mention_bot else typed, thread)
        message.outcome = events.send(slack, events.of_message(message))
        if f"<@{slack.bot_user_id}>" in message.text and slack.bot_user_id in channel.members:
            mention = {**events.of_message(message), "type": "app_mention"}
            mention.pop("channel_type")
            message.outcome = events.send(slack, mention)
        return message

    def _write(
        self,
        channel: Channel,
        typed: str,
        thread: Message | str | None = None,
        blocks: list[dict[str, Any]] | None = None,
        files: list[Any] | None = None,
    ) -> Message:
        made = blocks if blocks is not None else [composer.rich_text_of(typed)] if typed else []
        shared = [f if isinstance(f, File) else self.slack.add_file(self, *f) for f in files or []]
        root = thread.thread_ts or thread.ts if isinstance(thread, Message) else thread
        more: dict[str, Any] = {"client_msg_id": str(uuid.uuid4()), "files": shared, "thread_ts": root}
        return post(self.slack, channel, self.id, composer.text_of(typed), with_ids(made), **more)

    def edit(self, message: Message, typed: str) -> Outcome:
        assert message.user == self.id, "people edit their own messages"
        before = payloads.message_json(message)
        replace(self.slack, message, composer.text_of(typed), with_ids([composer.rich_text_of(typed)]))
        message.edited = True
        return events.send(self.slack, events.of_change(message, before))

    def delete(self, message: Message, *, leaves_tombstone: bool | None = None) -> Outcome:
        """Delete an own message. One with replies leaves a tombstone: Slack then sends message_changed, not _deleted."""
        assert message.user == self.id, "people delete their own messages"
        before, replies = payloads.message_json(message), self.slack.replies_to(message)
        remove(self.slack, message)
        if leaves_tombstone if leaves_tombstone is not None else bool(replies):
            return events.send(self.slack, events.of_change(message, before, events.tombstone(message)))
        return events.send(self.slack, events.of_deletion(message, before))

    # Seeing

    def can_see(self, message: Message) -> bool:
        return not message.deleted and self.id in message.channel.members and message.ephemeral_to in {None, self.id}

    def sees(self, channel: Channel | None = None) -> list[Message]:
        """Return all messages that this person sees, newest last; those of one channel if one is given."""
        with self.slack.changed:
            found = [m for m in self.slack.messages if self.can_see(m) and channel in {None, m.channel}]
        return sorted(found, key=lambda message: message.ts)

    def wait_for(self, wanted: Wanted, timeout: float = 5, *, channel: Channel | None = None) -> Message:
        """Wait for a message of the bot with these words, or for which `wanted` is true, and return the newest."""

        def fits(message: Message) -> bool:
            if not message.by_bot:
                return False
            return wanted in message.shown if isinstance(wanted, str) else bool(wanted(message))

        def newest() -> Message | None:
            return next((message for message in reversed(self.sees(channel)) if fits(message)), None)

        with self.slack.changed:
            found = self.slack.changed.wait_for(newest, timeout)
        seen = "\n---\n".join(message.shown for message in self.sees(channel)[-5:])
        assert found, f"{self.name} saw no {wanted!r} in {timeout} s, but last:\n{seen}\n(faults: {self.slack.faults})"
        return found

    def wait_until(self, true: Callable[[], Any], timeout: float = 5) -> Any:
        """Wait until something holds that a message, view, status or call changes, and return it."""
        ends, found = time.monotonic() + timeout, None
        with self.slack.changed:
            while not (found := true()) and (left := ends - time.monotonic()) > 0:
                self.slack.changed.wait(min(left, 0.1))
        assert found, f"still not true after {timeout} s (faults: {self.slack.faults})"
        return found

    @property
    def modal(self) -> View | None:
        """The modal on top, None if none is open."""
        stack = self.slack.modals.get(self.id)
        return stack[-1] if stack else None

    def wait_for_modal(self, words: str = "", timeout: float = 5) -> View:
        """Wait until a modal that shows `words` is on top."""
        with self.slack.changed:
            found = self.slack.changed.wait_for(
                lambda: self.modal and words in self.modal.shown and self.modal, timeout
            )
        shown = self.modal.shown if self.modal else "none"
        assert found, f"no modal with {words!r} for {self.name}, but: {shown} (faults: {self.slack.faults})"
        return found

    @property
    def home(self) -> View | None:
        return self.slack.homes.get(self.id)

    def agent_thread(self, message: Message | None = None) -> AgentThread:
        """What the agent surface shows beside the thread of a message, or of the whole conversation: status, prompts."""
        ts = (message.thread_ts or message.ts) if message else ""
        return self.slack.threads.get((self.dm_channel.id, ts), AgentThread())

    def close_dm(self, *, for_good: bool = False) -> None:
        """Close the conversation. The bot's next message opens it again; `for_good` answers channel_not_found to it."""
        self.dm_channel.closed = for_good
