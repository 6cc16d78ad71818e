"""assistant.threads.* and agents.sessions.*, the agent surface (docs.slack.dev/ai/agent-sessions)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.slack_workspace.api import method
from tests.slack_workspace.model import AgentThread, Channel
from tests.slack_workspace.posting import Refused
from tests.slack_workspace.shapes import Report, array, record, string

if TYPE_CHECKING:
    from tests.slack_workspace.workspace import SlackWorkspace

LONGEST_TITLE = 200
PROMPTS = array(record({"title": string(3000), "message": string(40_000)}), 1, 4)
LOADING = array(string(3000), 0, 10)


def _channel(slack: SlackWorkspace, args: dict[str, Any]) -> Channel:
    channel = slack.channels.get(str(args["channel_id"]))
    if channel is None or slack.bot_user_id not in channel.members:
        raise Refused("channel_not_found")
    return channel


def _thread(slack: SlackWorkspace, args: dict[str, Any], missing: str) -> AgentThread:
    channel, ts = _channel(slack, args), args.get("thread_ts")
    if ts and slack.find(channel, ts) is None:
        raise Refused(missing)
    return slack.threads.setdefault((channel.id, ts or ""), AgentThread())


def _check(slack: SlackWorkspace, where: str, wrong: Report) -> None:
    if wrong:
        slack.fault(f"{where}: {'; '.join(wrong)}")
        raise Refused("invalid_arguments", wrong)


def _needs_agent(slack: SlackWorkspace, code: str) -> None:
    if slack.agent_view is not True:
        raise Refused(code)


@method("assistant.threads.setStatus")
def set_status(slack: SlackWorkspace, args: dict[str, Any]) -> dict[str, Any]:
    _needs_agent(slack, "not_agent_app")
    wrong: Report = []
    LOADING(args.get("loading_messages", []), "/loading_messages", wrong)
    _check(slack, "assistant.threads.setStatus", wrong)
    thread = _thread(slack, args, "invalid_thread_ts")
    thread.status, thread.loading_messages = args["status"], args.get("loading_messages", [])
    slack.changed.notify_all()
    return {}


@method("assistant.threads.setTitle")
def set_title(slack: SlackWorkspace, args: dict[str, Any]) -> dict[str, Any]:
    _needs_agent(slack, "not_agent_app")
    _thread(slack, args, "invalid_thread_ts").title = args["title"]
    slack.changed.notify_all()
    return {}


@method("assistant.threads.setSuggestedPrompts")
def set_prompts(slack: SlackWorkspace, args: dict[str, Any]) -> dict[str, Any]:
    _needs_agent(slack, "not_agent_app")
    wrong: Report = []
    PROMPTS(args["prompts"], "/prompts", wrong)
    _check(slack, "assistant.threads.setSuggestedPrompts", wrong)
    _thread(slack, args, "invalid_thread_ts").prompts = args["prompts"]
    slack.changed.notify_all()
    return {}


@method("agents.sessions.setStatus")
def session_status(slack: SlackWorkspace, args: dict[str, Any]) -> dict[str, Any]:
    _needs_agent(slack, "feature_disabled")
    if not args.get("thread_ts"):
        raise Refused("thread_ts_required")
    if args.get("initiator_user_id") and args["initiator_user_id"] not in slack.users:
        raise Refused("user_not_found")
    thread = _thread(slack, args, "channel_not_found")
    if not thread.session:
        thread.title = str(args.get("title") or thread.title)[:LONGEST_TITLE]
    thread.status, thread.session = args["status"], True
    slack.changed.notify_all()
    stoppable = "agent_session_stopped" in slack.events
    return {} if stoppable else {"warning": "not_subscribed_to_agent_session_stopped"}


@method("agents.sessions.rename")
def session_rename(slack: SlackWorkspace, args: dict[str, Any]) -> dict[str, Any]:
    _needs_agent(slack, "feature_disabled")
    if not args.get("thread_ts"):
        raise Refused("thread_ts_required")
    thread = slack.threads.get((_channel(slack, args).id, args["thread_ts"]))
    if thread is None or not thread.session:
        raise Refused("session_not_found")
    if len(args["title"]) > LONGEST_TITLE:
        raise Refused("invalid_name")
    thread.title = args["title"]
    slack.changed.notify_all()
    return {}
