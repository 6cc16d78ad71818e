"""chat.startStream, appendStream and stopStream (docs.slack.dev/reference/methods/chat.startStream)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.slack_workspace.api import method
from tests.slack_workspace.api_chat import channel_for_posting, check_thread
from tests.slack_workspace.blocks import MOST_BLOCKS
from tests.slack_workspace.model import AgentThread, Message, Stream
from tests.slack_workspace.posting import LONGEST_MARKDOWN, Refused, post, refuse_bad_blocks, with_ids

if TYPE_CHECKING:
    from tests.slack_workspace.workspace import SlackWorkspace

CHUNKS = {
    "markdown_text": {"text"},
    "task_update": {"id", "title", "status", "details", "output", "sources"},
    "plan_update": {"title"},
    "blocks": {"blocks"},
}
LONGEST_TASK_TEXT = 256


def _take(slack: SlackWorkspace, where: str, stream: Stream, args: dict[str, Any]) -> None:
    text, chunks = args.get("markdown_text"), args.get("chunks") or []
    if text and len(text) > LONGEST_MARKDOWN:
        raise Refused("msg_too_long")
    for chunk in [*([{"type": "markdown_text", "text": text}] if text else []), *chunks]:
        fields = CHUNKS.get(str(chunk.get("type"))) if isinstance(chunk, dict) else None
        if fields is None or set(chunk) - fields - {"type"}:
            slack.fault(f"{where}: no chunk of a stream: {sorted(chunk) if isinstance(chunk, dict) else chunk}")
            raise Refused("invalid_chunks")
        match chunk["type"]:
            case "markdown_text":
                stream.text += chunk["text"]
            case "task_update":
                _take_task(slack, where, stream, chunk)
            case "blocks":
                refuse_bad_blocks(slack, where, chunk["blocks"])
                if len(stream.blocks) + len(chunk["blocks"]) > MOST_BLOCKS["message"]:
                    raise Refused("msg_blocks_too_many")
                stream.blocks += with_ids(chunk["blocks"])


def _take_task(slack: SlackWorkspace, where: str, stream: Stream, chunk: dict[str, Any]) -> None:
    """Title and status replace, details are added to, the output stays as it was set first."""
    if any(isinstance(value, str) and len(value) > LONGEST_TASK_TEXT for value in chunk.values()):
        slack.fault(f"{where}: a string of a task is over {LONGEST_TASK_TEXT} characters")
        raise Refused("invalid_chunks")
    task = stream.tasks.setdefault(chunk["id"], {"task_id": chunk["id"], "title": "", "status": "in_progress"})
    task |= {name: chunk[name] for name in ("title", "status") if chunk.get(name)}


def _show(slack: SlackWorkspace, message: Message) -> None:
    if message.stream:
        message.text, message.blocks = message.stream.text, with_ids(message.stream.as_blocks())
    slack.changed.notify_all()


def _open_stream(slack: SlackWorkspace, args: dict[str, Any]) -> tuple[Message, Stream]:
    message = slack.find(channel_for_posting(slack, args["channel"]), args["ts"])
    if message is None:
        raise Refused("message_not_found")
    if not message.by_bot:
        raise Refused("message_not_owned_by_app")
    if message.stream and message.stream.stopped_by_user:
        raise Refused("stopped_by_user")
    if message.stream is None or not message.stream.open:
        raise Refused("message_not_in_streaming_state")
    return message, message.stream


@method("chat.startStream")
def start(slack: SlackWorkspace, args: dict[str, Any]) -> dict[str, Any]:
    channel = channel_for_posting(slack, args["channel"])
    if channel.kind != "im":
        for name in ("recipient_user_id", "recipient_team_id"):
            if not args.get(name):
                raise Refused(f"missing_{name}")
    if not args.get("thread_ts"):
        slack.fault("chat.startStream: no thread_ts; a stream answers a message")
    check_thread(slack, "chat.startStream", channel, args.get("thread_ts"))
    stream = Stream()
    _take(slack, "chat.startStream", stream, args)
    more = {"by_bot": True, "thread_ts": args.get("thread_ts"), "stream": stream}
    message = post(slack, channel, slack.bot_user_id, "", [], **more)
    if slack.agent_view is True and args.get("thread_ts"):
        thread = slack.threads.setdefault((channel.id, args["thread_ts"]), AgentThread())
        thread.status, thread.session = "processing", True
    _show(slack, message)
    return {"channel": channel.id, "ts": message.ts}


@method("chat.appendStream")
def append(slack: SlackWorkspace, args: dict[str, Any]) -> dict[str, Any]:
    message, stream = _open_stream(slack, args)
    if not args.get("markdown_text") and not args.get("chunks"):
        raise Refused("no_text")
    _take(slack, "chat.appendStream", stream, args)
    _show(slack, message)
    return {"channel": message.channel.id, "ts": message.ts}


@method("chat.stopStream")
def stop(slack: SlackWorkspace, args: dict[str, Any]) -> dict[str, Any]:
    message, stream = _open_stream(slack, args)
    _take(slack, "chat.stopStream", stream, args)
    final = args.get("blocks") or []
    refuse_bad_blocks(slack, "chat.stopStream", final)
    stream.blocks += with_ids(final)
    stream.open = False
    if thread := slack.threads.get((message.channel.id, message.thread_ts or message.ts)):
        thread.status = args.get("session_status") or "active"
    _show(slack, message)
    return {"channel": message.channel.id, "ts": message.ts, "message": {"text": message.text, "ts": message.ts}}
