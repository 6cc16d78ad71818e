"""Puts messages into channels, and says what Slack would refuse in one (docs.slack.dev/reference/methods/chat.postMessage)."""

from __future__ import annotations

import json
import secrets
from typing import TYPE_CHECKING, Any

from tests.slack_workspace.blocks import TOO_LONG, check_blocks
from tests.slack_workspace.model import Blocks, Channel, Message

if TYPE_CHECKING:
    from tests.slack_workspace.workspace import SlackWorkspace

LONGEST_TEXT = 40_000  # what is over it is cut off
LONGEST_UPDATE = 4_000  # chat.update answers msg_too_long above it
LONGEST_MARKDOWN = 12_000
INTERACTIVE = {  # block type -> where its interactive elements are
    "actions": ("elements",),
    "context_actions": ("elements",),
    "section": ("accessory",),
    "input": ("element",),
    "card": ("actions",),
}
CHILDREN = {"container": "child_blocks", "carousel": "elements"}
STRUCTURED = ("blocks", "attachments", "metadata", "view", "prompts", "chunks", "loading_messages")


class Refused(Exception):
    """Slack's answer is `ok: false`, `error: code`, with `more` beside it."""

    def __init__(self, code: str, messages: list[str] | None = None, **more: Any) -> None:
        super().__init__(code)
        self.code = code
        self.more = {**more, "response_metadata": {"messages": messages}} if messages else more


def structured(name: str, value: Any) -> Any:
    """Return an argument that may come as JSON in a string."""
    if name not in STRUCTURED or not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        raise Refused("invalid_blocks_format" if name == "blocks" else "invalid_arguments") from None


def with_ids(blocks: Blocks) -> Blocks:
    """Return a copy in which every block and interactive element has an id, as Slack hands them out."""
    copy: Blocks = json.loads(json.dumps(blocks))
    _give_ids(copy)
    return copy


def _give_ids(blocks: Blocks) -> None:
    for block in blocks:
        block.setdefault("block_id", secrets.token_hex(3))
        for element in INTERACTIVE.get(block["type"], ()):
            for one in _parts(block, element):
                if one["type"] != "image":
                    one.setdefault("action_id", secrets.token_hex(3))
        if block["type"] in CHILDREN:
            _give_ids(block[CHILDREN[block["type"]]])


def _parts(block: dict[str, Any], name: str) -> list[Any]:
    value = block.get(name) or []
    return value if isinstance(value, list) else [value]


def refuse_bad_blocks(slack: SlackWorkspace, where: str, blocks: Any, surface: str = "message") -> None:
    """Raise what the Web API answers to bad blocks, and note them in `slack.faults`."""
    wrong = check_blocks(blocks, surface)
    if wrong:
        slack.fault(f"{where}: {'; '.join(wrong)}")
        raise Refused(TOO_LONG if wrong[0].startswith(TOO_LONG) else "invalid_blocks", wrong)


def content(slack: SlackWorkspace, where: str, args: dict[str, Any]) -> tuple[str, Blocks]:
    """Return text and blocks of a message that the bot wants to send, or raise `Refused`."""
    blocks, attachments = args.get("blocks") or [], args.get("attachments") or []
    text, markdown = str(args.get("text") or ""), args.get("markdown_text")
    if markdown is not None:
        if args.get("text") or blocks:
            raise Refused("markdown_text_conflict")
        if len(markdown) > LONGEST_MARKDOWN:
            raise Refused("msg_too_long")
        blocks = [{"type": "markdown", "text": markdown}] if markdown else []
    if not (text or blocks or attachments):
        raise Refused("no_text")
    refuse_bad_blocks(slack, where, blocks)
    for attachment in attachments:
        inner = attachment.get("blocks") or []
        refuse_bad_blocks(slack, where, inner)
        words = attachment.get("text") or attachment.get("fallback")
        blocks = [*blocks, *inner, *([{"type": "section", "text": {"type": "mrkdwn", "text": words}}] if words else [])]
    if blocks and not text and markdown is None:
        slack.fault(f"{where}: blocks without `text`, so that mobile notifications and screen readers have nothing")
    metadata = args.get("metadata")
    if metadata and not ({"event_type", "event_payload"} <= set(metadata)):
        raise Refused("invalid_metadata_format")
    return text[:LONGEST_TEXT], with_ids(blocks)


def post(slack: SlackWorkspace, channel: Channel, user: str, text: str, blocks: Blocks, **more: Any) -> Message:
    """Add a message and tell whoever waits for one."""
    message = Message(slack, channel, user, slack.next_ts(), text, blocks, **more)
    with slack.changed:
        slack.messages.append(message)
        if message.by_bot and message.thread_ts and (thread := slack.threads.get((channel.id, message.thread_ts))):
            thread.status = "" if not thread.session else thread.status
        slack.changed.notify_all()
    return message


def replace(slack: SlackWorkspace, message: Message, text: str, blocks: Blocks) -> None:
    with slack.changed:
        message.text, message.blocks, message.values = text, blocks, {}
        slack.changed.notify_all()


def remove(slack: SlackWorkspace, message: Message) -> None:
    with slack.changed:
        message.deleted = True
        slack.changed.notify_all()
