"""chat.* without streams, and reactions.add (docs.slack.dev/reference/methods/chat.postMessage and its neighbours)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tests.slack_workspace import events, screen
from tests.slack_workspace.api import is_true, method
from tests.slack_workspace.model import Channel, Message
from tests.slack_workspace.payloads import message_json
from tests.slack_workspace.posting import LONGEST_UPDATE, Refused, content, post, remove, replace

if TYPE_CHECKING:
    from tests.slack_workspace.workspace import SlackWorkspace

TS = re.compile(r"\d{10}\.\d{6}")


def channel_for_posting(slack: SlackWorkspace, name: str, *, opens_dm: bool = False) -> Channel:
    """Return the channel called so, or refuse as Slack does where the bot may not write."""
    if opens_dm and name in slack.users and not slack.users[name].deleted and name != slack.bot_user_id:
        channel = slack.dm_of(slack.users[name])
        channel.closed = False
    else:
        found = [c for c in slack.channels.values() if name in {c.id, c.name, f"#{c.name}"}]
        if not found or found[0].closed or (found[0].private and slack.bot_user_id not in found[0].members):
            raise Refused("channel_not_found")
        channel = found[0]
    if slack.bot_user_id not in channel.members and "chat:write.public" not in slack.scopes:
        raise Refused("not_in_channel")
    if channel.archived:
        raise Refused("is_archived")
    if channel.dm_of and not slack.messages_tab:
        raise Refused("messages_tab_disabled")
    return channel


def own_message(slack: SlackWorkspace, args: dict[str, Any], forbidden: str) -> Message:
    channel = channel_for_posting(slack, args["channel"])
    message = slack.find(channel, args["ts"])
    if message is None or message.ephemeral:
        raise Refused("message_not_found")
    if not message.by_bot:
        raise Refused(forbidden)
    return message


def check_thread(slack: SlackWorkspace, where: str, channel: Channel, thread_ts: Any) -> None:
    if not thread_ts:
        return
    if not TS.fullmatch(str(thread_ts)):
        slack.fault(f"{where}: thread_ts is no timestamp: {thread_ts!r}")
        raise Refused("invalid_thread_ts")
    root = slack.find(channel, str(thread_ts))
    if root is not None and root.ephemeral:
        raise Refused("cannot_reply_to_message")
    if root is not None and root.thread_ts not in (None, root.ts):
        slack.fault(f"{where}: thread_ts is that of a reply, not of the thread's first message")


@method("chat.postMessage")
def post_message(slack: SlackWorkspace, args: dict[str, Any]) -> dict[str, Any]:
    channel = channel_for_posting(slack, args["channel"], opens_dm=True)
    check_thread(slack, "chat.postMessage", channel, args.get("thread_ts"))
    text, blocks = content(slack, "chat.postMessage", args)
    unfurls = is_true(args.get("unfurl_links", False)) or is_true(args.get("unfurl_media", True))
    message = post(
        slack,
        channel,
        slack.bot_user_id,
        text,
        blocks,
        by_bot=True,
        thread_ts=args.get("thread_ts"),
        metadata=args.get("metadata"),
        unfurls=unfurls and bool(screen.links("" if blocks else text, blocks)),
    )
    events.echo(slack, message)
    return {"channel": channel.id, "ts": message.ts, "message": message_json(message)}


@method("chat.postEphemeral")
def post_ephemeral(slack: SlackWorkspace, args: dict[str, Any]) -> dict[str, Any]:
    channel = channel_for_posting(slack, args["channel"])
    if args["user"] not in channel.members:
        raise Refused("user_not_in_channel")
    check_thread(slack, "chat.postEphemeral", channel, args.get("thread_ts"))
    text, blocks = content(slack, "chat.postEphemeral", args)
    more = {"by_bot": True, "thread_ts": args.get("thread_ts"), "ephemeral_to": args["user"]}
    return {"message_ts": post(slack, channel, slack.bot_user_id, text, blocks, **more).ts}


@method("chat.update")
def update(slack: SlackWorkspace, args: dict[str, Any]) -> dict[str, Any]:
    message = own_message(slack, args, "cant_update_message")
    if message.stream and message.stream.open:
        raise Refused("streaming_state_conflict")
    if len(str(args.get("text") or "")) > LONGEST_UPDATE:
        raise Refused("msg_too_long")
    before = message_json(message)
    text, blocks = content(slack, "chat.update", args)
    replace(slack, message, text, blocks)
    message.edited = True
    if args.get("metadata") is not None:
        message.metadata = args["metadata"] or None
    events.echo_change(slack, message, before)
    return {"channel": message.channel.id, "ts": message.ts, "text": text, "message": message_json(message)}


@method("chat.delete")
def delete(slack: SlackWorkspace, args: dict[str, Any]) -> dict[str, Any]:
    message = own_message(slack, args, "cant_delete_message")
    remove(slack, message)
    return {"channel": message.channel.id, "ts": message.ts}


@method("chat.getPermalink")
def permalink(slack: SlackWorkspace, args: dict[str, Any]) -> dict[str, Any]:
    channel = slack.channels.get(args["channel"])
    if channel is None:
        raise Refused("channel_not_found")
    if slack.find(channel, args["message_ts"]) is None:
        raise Refused("message_not_found")
    address = f"https://{slack.domain}.slack.com/archives/{channel.id}/p{args['message_ts'].replace('.', '')}"
    return {"channel": channel.id, "permalink": address}


@method("reactions.add")
def react(slack: SlackWorkspace, args: dict[str, Any]) -> dict[str, Any]:
    channel = channel_for_posting(slack, args["channel"])
    if not TS.fullmatch(args["timestamp"]):
        raise Refused("bad_timestamp")
    message = slack.find(channel, args["timestamp"])
    if message is None or message.ephemeral:
        raise Refused("message_not_found")
    if not re.fullmatch(r"[a-z0-9_+'-]+(::skin-tone-[2-6])?", args["name"]):
        raise Refused("invalid_name")
    if args["name"] in message.reactions:
        raise Refused("already_reacted")
    message.reactions.append(args["name"])
    slack.changed.notify_all()
    return {}
