"""The JSON that Slack sends: objects, commands, interactions, events (docs.slack.dev/reference/interaction-payloads)."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

from tests.slack_workspace.model import Channel, File, Message, View
from tests.slack_workspace.screen import escape

if TYPE_CHECKING:
    from tests.slack_workspace.people import User
    from tests.slack_workspace.workspace import SlackWorkspace


def user_json(user: User) -> dict[str, Any]:
    return {
        "id": user.id,
        "team_id": user.team_id,
        "name": user.name,
        "deleted": user.deleted,
        "real_name": user.real_name,
        "tz": user.tz,
        "tz_offset": user.tz_offset,
        "profile": {"real_name": user.real_name, "display_name": user.name, "team": user.team_id},
        "is_admin": user.is_admin,
        "is_owner": False,
        "is_restricted": user.is_restricted,
        "is_ultra_restricted": user.is_ultra_restricted,
        "is_bot": user.is_bot,
        "is_stranger": user.is_stranger,
        "is_app_user": False,
    }


def channel_json(channel: Channel) -> dict[str, Any]:
    if channel.dm_of:
        return {"id": channel.id, "is_im": True, "user": channel.dm_of, "is_open": not channel.closed}
    return {
        "id": channel.id,
        "name": channel.name,
        "is_channel": not channel.private,
        "is_group": channel.private,
        "is_im": False,
        "is_private": channel.private,
        "is_archived": channel.archived,
        "is_member": True,
    }


def file_json(slack: SlackWorkspace, file: File) -> dict[str, Any]:
    address = f"{slack.url}files-pri/{file.id}/{file.name}"
    preview = {"preview": file.content[:1000].decode(errors="replace")} if file.mode == "snippet" else {}
    return {
        "id": file.id,
        "name": file.name,
        "title": file.name,
        "mimetype": file.mimetype,
        "filetype": file.name.rpartition(".")[2],
        "pretty_type": file.mimetype,
        "user": file.owner,
        "mode": file.mode,
        "size": len(file.content),
        "is_external": False,
        "file_access": "visible",
        "url_private": address,
        "url_private_download": f"{slack.url}files-pri/{file.id}/download/{file.name}",
        **preview,
    }


def message_json(message: Message) -> dict[str, Any]:
    """A message object as it appears in answers, events and payloads."""
    slack = message.slack
    found: dict[str, Any] = {"type": "message", "user": message.user, "ts": message.ts, "text": message.text}
    found["team"] = slack.users[message.user].team_id
    found |= {"blocks": json.loads(json.dumps(message.blocks))} if message.blocks else {}
    if message.by_bot:
        found |= {"bot_id": slack.bot_id, "app_id": slack.app_id}
    if message.client_msg_id:
        found["client_msg_id"] = message.client_msg_id
    if message.files:
        found["files"] = [file_json(slack, file) for file in message.files]
    replies = slack.replies_to(message)
    if message.thread_ts or replies:
        found["thread_ts"] = message.thread_ts or message.ts
    if replies:
        found["reply_count"] = len(replies)
    if message.edited:
        found["edited"] = {"user": message.user, "ts": slack.last_ts}
    if message.metadata:
        found["metadata"] = message.metadata
    return found


def view_json(view: View) -> dict[str, Any]:
    """A view object as it appears in answers and payloads, with what was typed so far."""
    slack, body = view.slack, view.body
    return {
        "private_metadata": "",
        "callback_id": "",
        "external_id": "",
        "clear_on_close": False,
        "notify_on_close": False,
        "submit": None,
        "close": None,
        "title": {"type": "plain_text", "text": "View Title", "emoji": True},
        **json.loads(json.dumps(body)),
        "id": view.id,
        "team_id": slack.team_id,
        "app_installed_team_id": slack.team_id,
        "app_id": slack.app_id,
        "bot_id": slack.bot_id,
        "hash": view.hash,
        "root_view_id": view.root_id,
        "previous_view_id": view.previous_id,
        "state": {"values": json.loads(json.dumps(view.values))},
    }


def who(user: User) -> dict[str, Any]:
    return {"id": user.id, "username": user.name, "name": user.name, "team_id": user.team_id}


def _common(slack: SlackWorkspace, user: User, kind: str) -> dict[str, Any]:
    return {
        "type": kind,
        "user": who(user),
        "team": {"id": slack.team_id, "domain": slack.domain},
        "api_app_id": slack.app_id,
        "token": slack.verification_token,
        "enterprise": None,
        "is_enterprise_install": False,
    }


def command(
    slack: SlackWorkspace, user: User, channel: Channel, name: str, text: str, *, trigger_id: str, response_url: str
) -> dict[str, Any]:
    """A slash command's fields (docs.slack.dev/interactivity/implementing-slash-commands)."""
    return {
        "token": slack.verification_token,
        "team_id": user.team_id,
        "team_domain": slack.domain,
        "channel_id": channel.id,
        "channel_name": channel.command_name,
        "user_id": user.id,
        "user_name": user.name,
        "command": name,
        "text": escape(text.strip()) if slack.escapes_commands else text.strip(),
        "api_app_id": slack.app_id,
        "is_enterprise_install": "false",
        "response_url": response_url,
        "trigger_id": trigger_id,
    }


def _escaped(value: Any) -> Any:
    """Escape plain_text inside a message, as the payload of a click carries it (slackapi/bolt-python issue 513)."""
    if isinstance(value, list):
        return [_escaped(item) for item in value]
    if not isinstance(value, dict):
        return value
    if value.get("type") == "plain_text":
        return {**value, "text": escape(value["text"])}
    return {name: _escaped(item) for name, item in value.items()}


def click_on_message(
    slack: SlackWorkspace, user: User, message: Message, action: dict[str, Any], *, trigger_id: str, response_url: str
) -> dict[str, Any]:
    channel = message.channel
    container = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": channel.id,
        "is_ephemeral": message.ephemeral,
        **({"thread_ts": message.thread_ts} if message.thread_ts else {}),
    }
    return {
        **_common(slack, user, "block_actions"),
        "container": container,
        "trigger_id": trigger_id,
        "channel": {"id": channel.id, "name": channel.command_name},
        "response_url": response_url,
        **({} if message.ephemeral else {"message": _escaped(message_json(message))}),
        "state": {"values": message.values},
        "actions": [{**action, "action_ts": f"{time.time():.6f}"}],
    }


def click_in_view(
    slack: SlackWorkspace, view: View, user: User, action: dict[str, Any], trigger: str
) -> dict[str, Any]:
    return {
        **_common(slack, user, "block_actions"),
        "container": {"type": "view", "view_id": view.id},
        "trigger_id": trigger,
        "view": view_json(view),
        "actions": [{**action, "action_ts": f"{time.time():.6f}"}],
    }


def submission(
    slack: SlackWorkspace, view: View, user: User, trigger: str, response_urls: list[dict[str, str]]
) -> dict[str, Any]:
    return {
        **_common(slack, user, "view_submission"),
        "trigger_id": trigger,
        "view": view_json(view),
        "response_urls": response_urls,
    }


def closed(slack: SlackWorkspace, view: View, user: User, *, cleared: bool) -> dict[str, Any]:
    return {**_common(slack, user, "view_closed"), "view": view_json(view), "is_cleared": cleared}


def message_shortcut(
    slack: SlackWorkspace, user: User, message: Message, callback_id: str, *, trigger_id: str, response_url: str
) -> dict[str, Any]:
    return {
        **_common(slack, user, "message_action"),
        "callback_id": callback_id,
        "trigger_id": trigger_id,
        "action_ts": f"{time.time():.6f}",
        "message_ts": message.ts,
        "response_url": response_url,
        "channel": {"id": message.channel.id, "name": message.channel.command_name},
        "message": message_json(message),
    }


def global_shortcut(slack: SlackWorkspace, user: User, callback_id: str, trigger: str) -> dict[str, Any]:
    common = _common(slack, user, "shortcut")
    return {**common, "callback_id": callback_id, "trigger_id": trigger, "action_ts": f"{time.time():.6f}"}


def suggestion(
    slack: SlackWorkspace, user: User, shown_in: View | Message, *, block_id: str, action_id: str, typed: str
) -> dict[str, Any]:
    place = {"view": view_json(shown_in)} if isinstance(shown_in, View) else {"message": message_json(shown_in)}
    common = _common(slack, user, "block_suggestion")
    return {**common, "block_id": block_id, "action_id": action_id, "value": typed, **place}


def event_callback(slack: SlackWorkspace, event: dict[str, Any], *, external: bool = False) -> dict[str, Any]:
    """The outer form of an event (docs.slack.dev/apis/events-api)."""
    return {
        "token": slack.verification_token,
        "team_id": slack.team_id,
        "api_app_id": slack.app_id,
        "type": "event_callback",
        "event_id": slack.new_id("Ev"),
        "event_time": int(time.time()),
        "event_context": slack.new_id("4-"),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": slack.team_id,
                "user_id": slack.bot_user_id,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": external,
        "event": event,
    }
