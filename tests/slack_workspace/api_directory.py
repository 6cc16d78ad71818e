"""Who and what there is: auth, team, users, user groups, conversations, files (docs.slack.dev/reference/methods)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.slack_workspace.api import is_true, method
from tests.slack_workspace.model import Channel, Usergroup
from tests.slack_workspace.payloads import channel_json, file_json, message_json, user_json
from tests.slack_workspace.posting import Refused

if TYPE_CHECKING:
    from tests.slack_workspace.workspace import SlackWorkspace


@method("auth.test")
def auth_test(slack: SlackWorkspace, _args: dict[str, Any]) -> dict[str, Any]:
    return {
        "url": f"https://{slack.domain}.slack.com/",
        "team": slack.team_name,
        "user": "checkpost",
        "team_id": slack.team_id,
        "user_id": slack.bot_user_id,
        "bot_id": slack.bot_id,
        "is_enterprise_install": False,
    }


@method("team.info")
def team_info(slack: SlackWorkspace, args: dict[str, Any]) -> dict[str, Any]:
    if args.get("team", slack.team_id) != slack.team_id:
        raise Refused("team_not_found")
    return {"team": {"id": slack.team_id, "name": slack.team_name, "domain": slack.domain, "plan": slack.plan}}


@method("apps.connections.open")
def connections_open(slack: SlackWorkspace, _args: dict[str, Any]) -> dict[str, Any]:
    if slack.sockets is None or not slack.sockets.enabled:
        raise Refused("forbidden_team")
    return {"url": slack.sockets.ticket()}


@method("oauth.v2.access")
def oauth_access(slack: SlackWorkspace, args: dict[str, Any]) -> dict[str, Any]:
    if args.get("code") not in slack.oauth_codes:
        raise Refused("invalid_code")
    slack.oauth_codes.discard(args["code"])
    return {
        "access_token": slack.bot_token,
        "token_type": "bot",
        "scope": slack.provided,
        "bot_user_id": slack.bot_user_id,
        "app_id": slack.app_id,
        "team": {"id": slack.team_id, "name": slack.team_name},
        "authed_user": {"id": next(iter(slack.users), "")},
        "is_enterprise_install": False,
    }


@method("users.info")
def users_info(slack: SlackWorkspace, args: dict[str, Any]) -> dict[str, Any]:
    user = slack.users.get(args["user"])
    if user is None:
        raise Refused("user_not_found")
    return {"user": user_json(user)}


def _needs_a_plan(slack: SlackWorkspace) -> None:
    if slack.plan == "free":
        raise Refused("plan_upgrade_required")


def _group_json(slack: SlackWorkspace, group: Usergroup, *, with_users: bool) -> dict[str, Any]:
    users = {"users": list(group.users)} if with_users else {}
    return {
        "id": group.id,
        "team_id": slack.team_id,
        "is_usergroup": True,
        "name": group.handle.title(),
        "handle": group.handle,
        "date_delete": int(group.disabled),
        "user_count": str(len(group.users)),
        **users,
    }


@method("usergroups.list")
def usergroups_list(slack: SlackWorkspace, args: dict[str, Any]) -> dict[str, Any]:
    _needs_a_plan(slack)
    with_users, disabled = is_true(args.get("include_users")), is_true(args.get("include_disabled"))
    groups = [group for group in slack.usergroups.values() if disabled or not group.disabled]
    return {"usergroups": [_group_json(slack, group, with_users=with_users) for group in groups]}


@method("usergroups.users.list")
def usergroups_users(slack: SlackWorkspace, args: dict[str, Any]) -> dict[str, Any]:
    _needs_a_plan(slack)
    group = slack.usergroups.get(args["usergroup"])
    if group is None or (group.disabled and not is_true(args.get("include_disabled"))):
        raise Refused("no_such_subteam")
    return {"users": list(group.users)}


@method("conversations.open")
def conversations_open(slack: SlackWorkspace, args: dict[str, Any]) -> dict[str, Any]:
    if args.get("channel"):
        channel = _visible(slack, args["channel"])
    else:
        ids = [name.strip() for name in str(args.get("users") or "").split(",") if name.strip()]
        if not ids:
            raise Refused("users_list_not_supplied")
        if len(ids) > 1:
            raise Refused("too_many_users" if len(ids) > 8 else "invalid_user_combination")
        user = slack.users.get(ids[0])
        if user is None or ids[0] == slack.bot_user_id:
            raise Refused("user_not_found")
        if user.deleted:
            raise Refused("user_disabled")
        channel = slack.dm_of(user)
    channel.closed = False
    return {"channel": channel_json(channel) if is_true(args.get("return_im")) else {"id": channel.id}}


def _visible(slack: SlackWorkspace, name: str) -> Channel:
    channel = slack.channels.get(name)
    if channel is None or (channel.private and slack.bot_user_id not in channel.members):
        raise Refused("channel_not_found")
    return channel


@method("conversations.info")
def conversations_info(slack: SlackWorkspace, args: dict[str, Any]) -> dict[str, Any]:
    channel = _visible(slack, args["channel"])
    members = {"num_members": len(channel.members)} if is_true(args.get("include_num_members")) else {}
    return {"channel": {**channel_json(channel), **members}}


@method("conversations.replies")
def conversations_replies(slack: SlackWorkspace, args: dict[str, Any]) -> dict[str, Any]:
    channel = _visible(slack, args["channel"])
    root = slack.find(channel, args["ts"])
    if root is None:
        raise Refused("thread_not_found")
    replies = [m for m in slack.messages if m.channel is channel and m.thread_ts == root.ts and not m.deleted]
    thread = [root, *(m for m in replies if not m.ephemeral and m is not root)]
    return {"messages": [message_json(m) for m in thread[: int(args.get("limit", 1000))]], "has_more": False}


@method("files.info")
def files_info(slack: SlackWorkspace, args: dict[str, Any]) -> dict[str, Any]:
    found = slack.files.get(args["file"])
    if found is None:
        raise Refused("file_not_found")
    if found.deleted:
        raise Refused("file_deleted")
    return {"file": file_json(slack, found)}
