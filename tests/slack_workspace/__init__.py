"""A server on loopback that plays Slack, for tests in which the bot is a process and tests act as people.

It answers the Web API, sends commands, interactions and events over Socket Mode or signed HTTP, checks what the bot sends
against Slack's limits (`slack.faults` must stay empty) and shows what each person sees. Start at `SlackWorkspace` and
`User`. It follows docs.slack.dev; each module names its pages. Data by others is in `data/`, see `data/LICENSES.md`.
"""

from tests.slack_workspace.blocks import check_blocks, check_view
from tests.slack_workspace.delivery import Answer
from tests.slack_workspace.manifest import check_manifest
from tests.slack_workspace.model import Channel, File, Message, Outcome, Request, Usergroup, View
from tests.slack_workspace.people import User
from tests.slack_workspace.workspace import SlackWorkspace

__all__ = [
    "Answer",
    "Channel",
    "File",
    "Message",
    "Outcome",
    "Request",
    "SlackWorkspace",
    "User",
    "Usergroup",
    "View",
    "check_blocks",
    "check_manifest",
    "check_view",
]
