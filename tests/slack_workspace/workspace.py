"""A Slack workspace on loopback: its people and channels, the app installed in it, and what may go wrong.

    with SlackWorkspace(mode="socket") as slack:
        ann = slack.add_user("ann")
        start_the_bot(SLACK_API_URL=slack.api_url, ...)
        slack.wait_connected()
        assert "Got it" in ann.command("/checkpost", "a draft").message.shown

Scopes and events are those of the app's manifest (docs.slack.dev/reference/app-manifest); without one, the least that
Checkpost asks for.
"""

from __future__ import annotations

import itertools
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Literal, Self

from tests.slack_workspace import api_agents, api_chat, api_directory, api_streams, api_views, events
from tests.slack_workspace.delivery import Answer, deliver
from tests.slack_workspace.manifest import check_manifest
from tests.slack_workspace.mishaps import Mishaps
from tests.slack_workspace.model import (
    AgentThread,
    Channel,
    Clock,
    File,
    Message,
    Outcome,
    Request,
    ResponseUrl,
    Trigger,
    Trouble,
    Usergroup,
    View,
)
from tests.slack_workspace.people import User
from tests.slack_workspace.raw import send_raw
from tests.slack_workspace.records import Records
from tests.slack_workspace.sockets import Sockets
from tests.slack_workspace.web import Server

METHOD_MODULES = (api_agents, api_chat, api_directory, api_streams, api_views)  # importing them fills api.METHODS
SCOPES = "commands chat:write im:history im:write assistant:write app_mentions:read usergroups:read users:read files:read reactions:write"
EVENTS = (
    "app_home_opened message.im app_mention app_context_changed agent_session_stopped "
    "subteam_members_changed subteam_updated app_uninstalled tokens_revoked"
)


class SlackWorkspace(Records, Mishaps):
    """See the module. All waiting is on `changed`, which is notified whenever anything here changes."""

    def __init__(
        self,
        mode: Literal["socket", "http"] = "socket",
        *,
        scopes: set[str] | None = None,
        subscriptions: set[str] | None = None,
        manifest: dict[str, Any] | None = None,
        agent_view: bool | Literal["absent"] = True,
        plan: str = "enterprise",
        echoes: bool = True,
        escapes_commands: bool = False,
    ) -> None:
        self.mode, self.plan, self.agent_view = mode, plan, agent_view
        self.echoes, self.escapes_commands = echoes, escapes_commands
        self.home_tab = self.messages_tab = True
        self.changed = threading.Condition(threading.RLock())
        self.clock = Clock()
        self.team_id, self.team_name, self.domain = "T0PRACTICE", "Practice", "practice"
        self.app_id, self.bot_id, self.bot_user_id = "A0CHECKPOST", "B0CHECKPOST", "U0CHECKPOST"
        self.bot_token = f"xoxb-{secrets.token_hex(12)}"
        self.app_token = f"xapp-1-{self.app_id}-{secrets.token_hex(12)}"
        self.signing_secret, self.verification_token = secrets.token_hex(16), secrets.token_hex(12)
        self.dead_tokens: dict[str, str] = {}
        self.oauth_codes: set[str] = set()
        self.scopes = set(SCOPES.split()) if scopes is None else set(scopes)
        self.events = set(EVENTS.split()) if subscriptions is None else set(subscriptions)
        self.commands: set[str] | None = None  # None: every command is the app's
        self.shortcuts: set[str] | None = None
        self.users: dict[str, User] = {}
        self.channels: dict[str, Channel] = {}
        self.usergroups: dict[str, Usergroup] = {}
        self.files: dict[str, File] = {}
        self.messages: list[Message] = []
        self.threads: dict[tuple[str, str], AgentThread] = {}
        self.modals: dict[str, list[View]] = {}
        self.homes: dict[str, View] = {}
        self.triggers: dict[str, Trigger] = {}
        self.response_urls: dict[str, ResponseUrl] = {}
        self.requests: list[Request] = []
        self.outcomes: list[Outcome] = []
        self.acks: dict[str, list[dict[str, Any] | None]] = {}  # by envelope, as often as they came
        self.received: list[tuple[str, bytes]] = []
        self.faults: list[str] = []
        self._troubles: list[Trouble] = []
        self._numbers = itertools.count(1)
        self.last_ts = f"{time.time():.6f}"
        self.bot_url = ""
        self.sockets: Sockets | None = None
        if manifest is not None:
            self._install(manifest)
        self.users[self.bot_user_id] = User(self, self.bot_user_id, "checkpost", "Checkpost", self.team_id, is_bot=True)

    def _install(self, manifest: dict[str, Any]) -> None:
        """Take scopes, events, commands and shortcuts from a manifest, which must be good."""
        wrong = check_manifest(manifest)
        assert not wrong, wrong
        features = manifest.get("features", {})
        self.scopes = set(manifest["oauth_config"]["scopes"]["bot"])
        self.events = set(manifest.get("settings", {}).get("event_subscriptions", {}).get("bot_events", ()))
        self.commands = {command["command"] for command in features.get("slash_commands", ())}
        self.shortcuts = {shortcut["callback_id"] for shortcut in features.get("shortcuts", ())}
        self.home_tab = features.get("app_home", {}).get("home_tab_enabled", False)
        self.messages_tab = features.get("app_home", {}).get("messages_tab_enabled", False)
        self.agent_view = self.agent_view and "agent_view" in features

    # Life

    def __enter__(self) -> Self:
        self._web = Server(self)
        self._pool = ThreadPoolExecutor(4, "slack-later")
        self.sockets = Sockets(self) if self.mode == "socket" else None
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)
        if self.sockets is not None:
            self.sockets.close()
        self._web.close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._web.server_address[1]}/"

    @property
    def api_url(self) -> str:
        return f"{self.url}api/"

    @property
    def provided(self) -> str:
        return ",".join(sorted(self.scopes))

    # Who and what there is

    def add_user(self, name: str, real_name: str | None = None, *, stranger: bool = False, **more: Any) -> User:
        """Add a person. `is_guest` makes a guest of several channels, `stranger` one of another organisation."""
        if more.pop("is_guest", False):
            more["is_restricted"] = True
        team = "T0ELSEWHERE" if stranger else self.team_id
        user = User(self, self.new_id("U"), name, real_name or name.title(), team, is_stranger=stranger, **more)
        self.users[user.id] = user
        return user

    def add_channel(
        self,
        name: str,
        members: list[User] | tuple[User, ...] = (),
        *,
        private: bool = False,
        bot_is_member: bool = True,
    ) -> Channel:
        ids = {user.id for user in members} | ({self.bot_user_id} if bot_is_member else set())
        channel = Channel(self.new_id("G" if private else "C"), name, ids, private)
        self.channels[channel.id] = channel
        return channel

    def add_usergroup(self, handle: str, users: list[User]) -> Usergroup:
        group = Usergroup(self.new_id("S"), handle, [user.id for user in users])
        self.usergroups[group.id] = group
        return group

    def change_usergroup(self, group: Usergroup, users: list[User]) -> Outcome:
        """Set who is in a group, and tell the app."""
        before, now = group.users, [user.id for user in users]
        group.users = now
        added, removed = [u for u in now if u not in before], [u for u in before if u not in now]
        return self.send_event(
            {
                "type": "subteam_members_changed",
                "subteam_id": group.id,
                "team_id": self.team_id,
                "added_users": added,
                "added_users_count": str(len(added)),
                "removed_users": removed,
                "removed_users_count": str(len(removed)),
                "event_ts": self.next_ts(),
            }
        )

    def add_file(
        self, owner: User, name: str, content: bytes, mimetype: str = "text/plain", mode: str = "hosted"
    ) -> File:
        file = File(self.new_id("F"), name, mimetype, content, owner.id, mode)
        self.files[file.id] = file
        return file

    def dm_of(self, user: User) -> Channel:
        """Return the conversation of `user` with the bot."""
        with self.changed:
            for channel in self.channels.values():
                if channel.dm_of == user.id:
                    return channel
            channel = Channel(self.new_id("D"), "", {user.id, self.bot_user_id}, dm_of=user.id)
            self.channels[channel.id] = channel
            return channel

    def find(self, channel: Channel, ts: str) -> Message | None:
        """Return the message there, unless it was deleted."""
        return next((m for m in self.messages if m.channel is channel and m.ts == ts and not m.deleted), None)

    def replies_to(self, root: Message) -> list[Message]:
        same = (m for m in self.messages if m.channel is root.channel and m.thread_ts == root.ts and m is not root)
        return [message for message in same if not message.ephemeral and not message.deleted]

    def all_views(self) -> Iterator[View]:
        for stack in self.modals.values():
            yield from stack
        yield from self.homes.values()

    def name_of(self, target: str) -> str:
        """Return what a reader sees for `@U1`, `#C1` or `!subteam^S1`."""
        if target.startswith("!subteam^"):
            group = self.usergroups.get(target.removeprefix("!subteam^"))
            return f"@{group.handle if group else 'unknown-group'}"
        known: dict[str, Any] = self.channels if target.startswith("#") else self.users
        thing = known.get(target[1:])
        return f"{target[0]}{getattr(thing, 'real_name', None) or getattr(thing, 'name', 'unknown')}"

    # Numbers

    def new_id(self, prefix: str) -> str:
        with self.changed:
            return f"{prefix}0{next(self._numbers):07X}"

    def new_hash(self) -> str:
        return f"{int(time.time())}.{secrets.token_hex(4)}"

    def next_ts(self) -> str:
        """Return a timestamp that no message has yet."""
        with self.changed:
            seconds, micros = self.last_ts.split(".")
            now = f"{time.time():.6f}"
            after = f"{int(seconds) + (int(micros) + 1) // 10**6}.{(int(micros) + 1) % 10**6:06}"
            self.last_ts = max(now, after)
            return self.last_ts

    def new_trigger(self, user: User, *, in_view: bool = False) -> str:
        number = next(self._numbers)
        trigger = Trigger(f"{number}.{int(time.time())}.{secrets.token_hex(8)}", user.id, self.clock.now(), in_view)
        self.triggers[trigger.id] = trigger
        return trigger.id

    def new_response_url(
        self, channel: Channel, user: User, original: Message | None = None, **more: Any
    ) -> ResponseUrl:
        path = f"/response/{self.team_id}/{secrets.token_hex(12)}"
        found = ResponseUrl(self.url.rstrip("/") + path, channel, user.id, self.clock.now(), original, **more)
        self.response_urls[path] = found
        return found

    # What goes to the bot

    def deliver(self, kind: str, payload: dict[str, Any], **how: Any) -> Outcome:
        return deliver(self, kind, payload, **how)

    def send_event(self, event: dict[str, Any], *, wait: float | None = None) -> Outcome:
        """Send any event that the app subscribed to."""
        return events.send(self, event, wait=wait)

    def later(self, act: Callable[[], Any]) -> None:
        """Do something besides, such as telling the bot of its own message."""
        self._pool.submit(act)

    def redeliver(
        self, what: Outcome | Message | None = None, *, retry_num: int | None = 1, reason: str = "http_timeout"
    ) -> Outcome:
        """Send the same payload again, by default the last event. `retry_num=None`: without a sign that it is a retry."""
        outcome = what.outcome if isinstance(what, Message) else what
        if outcome is None:
            outcome = next(o for o in reversed(self.outcomes) if o.kind == "events_api")
        again = self.deliver(outcome.kind, outcome.payload, retry=None if retry_num is None else (retry_num, reason))
        if outcome.kind == "slash_commands" and outcome.user:
            outcome.user.show_answer(again)
        return again

    def send_raw(self, *args: Any, **how: Any) -> Answer | list[dict[str, Any] | None] | None:
        """Send anything at all, see `raw.send_raw`."""
        return send_raw(self, *args, **how)

    def wait_connected(self, timeout: float = 20, *, count: int = 1, sockets: int = 1) -> None:
        """Wait until `count` sockets were opened in all, and `sockets` are open now."""
        assert self.sockets is not None, "there are no sockets in HTTP mode"
        lines = self.sockets
        with self.changed:
            good = self.changed.wait_for(lambda: lines.connected >= count and len(lines.live) >= sockets, timeout)
        assert good, f"the bot opened {lines.connected} sockets in {timeout} s, {len(lines.live)} are open"
