"""The events that a workspace sends, by what the app subscribed to (docs.slack.dev/apis/events-api)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.slack_workspace import payloads
from tests.slack_workspace.model import Message, Outcome
from tests.slack_workspace.payloads import message_json

if TYPE_CHECKING:
    from tests.slack_workspace.workspace import SlackWorkspace

NOT_SENT = "not_sent"  # the app did not subscribe, or is not in that channel
MESSAGE_EVENTS = {"im": "message.im", "channel": "message.channels", "group": "message.groups"}


SCOPES = {
    "app_mention": "app_mentions:read",
    "subteam_members_changed": "usergroups:read",
    "subteam_updated": "usergroups:read",
}


def wanted(slack: SlackWorkspace, event: dict[str, Any]) -> bool:
    """Say whether the app subscribed to this event and may see it."""
    kind = event["type"]
    if kind == "message":
        channel = slack.channels[event["channel"]]
        kind = MESSAGE_EVENTS[channel.kind]
        scope = {"im": "im:history", "channel": "channels:history", "group": "groups:history"}[channel.kind]
        if scope not in slack.scopes or slack.bot_user_id not in channel.members:
            return False
    return kind in slack.events and SCOPES.get(kind, "commands") in {*slack.scopes, "commands"}


def send(slack: SlackWorkspace, event: dict[str, Any], *, wait: float | None = None) -> Outcome:
    """Send an event and wait for its acknowledgement."""
    channel = slack.channels.get(str(event.get("channel")))
    external = channel is not None and any(slack.users[name].is_stranger for name in channel.members)
    payload = payloads.event_callback(slack, event, external=external)
    if not wanted(slack, event):
        return Outcome("events_api", payload, error=NOT_SENT)
    return slack.deliver("events_api", payload, wait=wait)


def of_message(message: Message, **more: Any) -> dict[str, Any]:
    """The event that tells of a new message."""
    found = message_json(message)
    if message.files:
        found["subtype"] = "file_share"
    found |= {"channel": message.channel.id, "channel_type": message.channel.kind, "event_ts": message.ts}
    author = message.slack.users[message.user]
    if author.is_stranger:
        found |= {"user_team": author.team_id, "source_team": author.team_id}
    return {**found, **more}


def of_change(message: Message, before: dict[str, Any], after: dict[str, Any] | None = None) -> dict[str, Any]:
    """The event that tells of an edit, of an unfurled link, or of the tombstone that a deleted thread root leaves."""
    ts = message.slack.next_ts()
    return {
        "type": "message",
        "subtype": "message_changed",
        "hidden": True,
        "channel": message.channel.id,
        "channel_type": message.channel.kind,
        "ts": ts,
        "event_ts": ts,
        "message": after or message_json(message),
        "previous_message": before,
    }


def of_deletion(message: Message, before: dict[str, Any]) -> dict[str, Any]:
    ts = message.slack.next_ts()
    return {
        "type": "message",
        "subtype": "message_deleted",
        "hidden": True,
        "channel": message.channel.id,
        "channel_type": message.channel.kind,
        "ts": ts,
        "event_ts": ts,
        "deleted_ts": message.ts,
        "previous_message": before,
    }


def tombstone(message: Message) -> dict[str, Any]:
    """What stays of a deleted message that has replies (slack-edge/slack-edge pull request 10 shows a real one)."""
    return {
        "type": "message",
        "subtype": "tombstone",
        "user": "USLACKBOT",
        "text": "This message was deleted.",
        "hidden": True,
        "ts": message.ts,
        "thread_ts": message.ts,
        "parent_user_id": "USLACKBOT",
        "reply_count": len(message.slack.replies_to(message)),
    }


def echo(slack: SlackWorkspace, message: Message) -> None:
    """Tell the app of its own message, as Slack does in every conversation that it listens to."""
    if slack.echoes:
        event = of_message(message)
        slack.later(lambda: send(slack, event))


def echo_change(slack: SlackWorkspace, message: Message, before: dict[str, Any]) -> None:
    if slack.echoes:
        event = of_change(message, before)
        slack.later(lambda: send(slack, event))
