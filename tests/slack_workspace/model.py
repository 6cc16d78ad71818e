"""The things of a workspace: channels, messages, views, files, and what a user's act came to.

Field names follow docs.slack.dev/reference/objects.
"""

from __future__ import annotations

import copy
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.slack_workspace import screen

if TYPE_CHECKING:
    from tests.slack_workspace.people import User
    from tests.slack_workspace.workspace import SlackWorkspace

Blocks = list[dict[str, Any]]


class Clock:
    """The time by which triggers and response_urls run out. Signatures and timestamps keep to the real one."""

    def __init__(self) -> None:
        self._ahead = 0.0

    def now(self) -> float:
        return time.time() + self._ahead

    def advance(self, seconds: float) -> None:
        self._ahead += seconds


@dataclass(eq=False)
class Channel:
    """A channel or, with `dm_of`, the conversation of one user with the bot."""

    id: str
    name: str
    members: set[str]
    private: bool = False
    archived: bool = False
    dm_of: str | None = None
    closed: bool = False  # a DM that takes no message until it is opened again

    @property
    def kind(self) -> str:
        return "im" if self.dm_of else "group" if self.private else "channel"

    @property
    def command_name(self) -> str:
        return {"im": "directmessage", "group": "privategroup", "channel": self.name}[self.kind]


@dataclass(eq=False)
class Usergroup:
    id: str
    handle: str
    users: list[str]
    disabled: bool = False


@dataclass(eq=False)
class File:
    """A file that a user shared; `content` is served at its private address."""

    id: str
    name: str
    mimetype: str
    content: bytes
    owner: str
    mode: str = "hosted"
    deleted: bool = False


@dataclass
class Stream:
    """A message that is written bit by bit."""

    text: str = ""
    tasks: dict[str, dict[str, Any]] = field(default_factory=dict)
    blocks: Blocks = field(default_factory=list)
    open: bool = True
    stopped_by_user: bool = False

    def as_blocks(self) -> Blocks:
        words: Blocks = [{"type": "markdown", "text": self.text}] if self.text else []
        return [*words, *({"type": "task_card", **task} for task in self.tasks.values()), *self.blocks]


@dataclass
class AgentThread:
    """What the agent surface shows beside a thread. Both status methods write to the one `status`."""

    status: str = ""
    loading_messages: list[str] = field(default_factory=list)
    title: str = ""
    prompts: list[dict[str, str]] = field(default_factory=list)
    session: bool = False


@dataclass(eq=False)
class Message:
    """A message as it stands now: edits and replacements change it in place. `snapshot()` keeps an old state."""

    slack: SlackWorkspace = field(repr=False)
    channel: Channel
    user: str
    ts: str
    text: str = ""
    blocks: Blocks = field(default_factory=list)
    thread_ts: str | None = None
    ephemeral_to: str | None = None
    by_bot: bool = False
    client_msg_id: str | None = None
    files: list[File] = field(default_factory=list)
    edited: bool = False
    deleted: bool = False
    stream: Stream | None = None  # what came by chat.startStream and after
    unfurls: bool = False
    metadata: dict[str, Any] | None = None
    reactions: list[str] = field(default_factory=list)
    values: dict[str, dict[str, Any]] = field(default_factory=dict)  # what users chose in it
    outcome: Outcome | None = field(default=None, repr=False)  # what became of the event that told the bot of it

    @property
    def ephemeral(self) -> bool:
        return self.ephemeral_to is not None

    @property
    def shown(self) -> str:
        """All that a reader sees of it."""
        if self.blocks:
            return screen.shown(self.blocks, self.slack.name_of)
        return screen.read_mrkdwn(self.text, self.slack.name_of)

    @property
    def banner(self) -> str:
        """What a desktop notification shows: made from blocks first, from `text` without any."""
        return self.shown.split("\n")[0]

    @property
    def mobile_banner(self) -> str:
        """What a telephone shows: `text` only."""
        return screen.read_mrkdwn(self.text, self.slack.name_of)

    @property
    def buttons(self) -> list[str]:
        return screen.buttons(self.blocks)

    @property
    def mentions(self) -> list[str]:
        return screen.mentions(self.text if not self.blocks else "", self.blocks)

    @property
    def links(self) -> list[str]:
        return screen.links(self.text if not self.blocks else "", self.blocks)

    def snapshot(self) -> Message:
        """Return it as it stands now, as an app left open on another device might still show it."""
        old = copy.copy(self)
        old.blocks = copy.deepcopy(self.blocks)
        return old


@dataclass(eq=False)
class View:
    """A modal or Home tab as its user sees it now; `values` holds what they typed so far."""

    slack: SlackWorkspace = field(repr=False)
    id: str
    user: str
    body: dict[str, Any]
    hash: str
    root_id: str
    previous_id: str | None = None
    values: dict[str, dict[str, Any]] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)  # under which field, by block_id
    trouble: str | None = None  # the red line that Slack shows when the app did not answer

    @property
    def blocks(self) -> Blocks:
        return list(self.body["blocks"])

    @property
    def title(self) -> str:
        return str(self.body.get("title", {}).get("text", ""))

    @property
    def private_metadata(self) -> str:
        return str(self.body.get("private_metadata", ""))

    @property
    def callback_id(self) -> str:
        return str(self.body.get("callback_id", ""))

    @property
    def shown(self) -> str:
        frame = [self.title, screen.shown(self.blocks, self.slack.name_of)]
        frame += [seen_in(state) for states in self.values.values() for state in states.values()]
        frame += [self.body[name]["text"] for name in ("submit", "close") if self.body.get(name)]
        return "\n".join([*filter(None, frame), *self.errors.values()])

    @property
    def buttons(self) -> list[str]:
        return screen.buttons(self.blocks)

    @property
    def inputs(self) -> dict[str, Any]:
        """What stands in each input now, by its label."""
        found = {}
        for block in self.blocks:
            if block["type"] == "input":
                state = self.values.get(block["block_id"], {}).get(block["element"]["action_id"], {})
                found[block["label"]["text"]] = content_of(state)
        return found


def content_of(state: dict[str, Any]) -> Any:
    """Return what a user put into an element, out of its state."""
    for name, value in state.items():
        match name:
            case "selected_option":
                return value and value["value"]
            case "selected_options":
                return [option["value"] for option in value]
            case "rich_text_value":
                return value and screen.read_rich_text(value)
            case "type":
                continue
            case _:
                return value
    return None


def seen_in(state: dict[str, Any]) -> str:
    """Return what an input shows of what was put into it."""
    chosen = state.get("selected_options") or [state.get("selected_option")]
    if any(chosen):
        return "\n".join(option["text"]["text"] for option in chosen if option)
    found = content_of(state)
    return found if isinstance(found, str) else ""


@dataclass
class Outcome:
    """What came of telling the bot something. `error` is what Slack would show its user, None if all is well."""

    kind: str  # events_api, slash_commands or interactive, as on the socket
    payload: dict[str, Any] = field(repr=False)
    acknowledged: bool = False
    ack: dict[str, Any] | None = None
    seconds: float = 0.0
    error: str | None = None
    status: int | None = None  # of the HTTP answer, in HTTP mode
    message: Message | None = field(default=None, repr=False)  # the one that the acknowledgement made
    envelope_id: str = ""
    user: User | None = field(default=None, repr=False)
    headers: dict[str, str] = field(default_factory=dict, repr=False)  # of the HTTP answer


@dataclass
class Trigger:
    id: str
    user: str
    made: float
    in_view: bool = False
    used: bool = False


@dataclass
class ResponseUrl:
    url: str
    channel: Channel
    user: str
    made: float
    original: Message | None = None
    thread_ts: str | None = None
    uses: int = 0
    expired: bool = False
    pending: Outcome | None = None  # the command that it belongs to, until that is answered


@dataclass
class Request:
    """A request that the bot made."""

    method: str
    args: dict[str, Any]
    headers: dict[str, str] = field(repr=False)
    body: bytes = field(repr=False)
    path: str = ""
    status: int = 0
    answer: dict[str, Any] = field(default_factory=dict)
    at: float = field(default_factory=time.time)


@dataclass
class Trouble:
    """A fault on demand: what to answer instead of the truth, and how often."""

    method: str
    error: str | None = None
    status: int = 200
    retry_after: int | None = None
    times: int = 1
    drop_connection: bool = False
    delay: float = 0.0
