"""The Web API's front door: token, scopes and arguments, before a method runs (docs.slack.dev/apis/web-api).

Which arguments and scopes a method has is read from `data/methods`, a scrape of Slack's own pages. What it lacks or has
wrong stands in `ALSO_TAKES` and `REQUIRED`.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from email.message import Message
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from tests.slack_workspace.posting import Refused, structured
from tests.slack_workspace.shapes import DATA

if TYPE_CHECKING:
    from tests.slack_workspace.workspace import SlackWorkspace

Method = Callable[["SlackWorkspace", dict[str, Any]], dict[str, Any]]
METHODS: dict[str, Method] = {}
PAGES: dict[str, dict[str, Any]] = {
    path.name.removesuffix(".json"): json.loads(path.read_text()) for path in sorted((DATA / "methods").glob("*.json"))
}
ANY_TAKES = {"team_id"}  # slack_sdk sends it along with every call of a client that Bolt made
ALSO_TAKES = {"chat.stopStream": {"session_status"}}
REQUIRED = {"chat.appendStream": ["channel", "ts"]}
EITHER_SCOPE = {"assistant.threads.setStatus": {"chat:write", "assistant:write"}}
BY_CHANNEL = {"conversations.info": "read", "conversations.replies": "history"}
NO_TOKEN = {"oauth.v2.access"}
PREFIX = {"im": "im", "group": "groups", "channel": "channels"}


def method(name: str) -> Callable[[Method], Method]:
    def register(function: Method) -> Method:
        METHODS[name] = function
        return function

    return register


def arguments(headers: Message, query: str, body: bytes, *, takes_json: bool) -> dict[str, Any]:
    """Return the arguments of a request as form, query or JSON carry them; `token` among them if it was sent so."""
    args: dict[str, Any] = dict(parse_qsl(query, keep_blank_values=True))
    kind = headers.get("Content-Type", "").split(";")[0].strip()
    if kind == "application/json" and body:
        if not takes_json:
            return args  # Slack does not look into it
        try:
            sent = json.loads(body)
        except ValueError:
            raise Refused("invalid_json") from None
        if not isinstance(sent, dict):
            raise Refused("json_not_object")
        sent.pop("token", None)  # a token in JSON does not count
        args |= {name: value for name, value in sent.items() if value is not None}
    elif kind == "application/x-www-form-urlencoded":
        args |= dict(parse_qsl(body.decode(errors="replace"), keep_blank_values=True))
    return args


def authorise(slack: SlackWorkspace, name: str, headers: Message, args: dict[str, Any]) -> None:
    """Check which token came and whether it may call this method (docs.slack.dev/authentication/tokens)."""
    sent = args.pop("token", None)
    scheme, _, bearer = headers.get("Authorization", "").partition(" ")
    token = bearer.strip() if scheme == "Bearer" else sent
    if name in NO_TOKEN:
        return
    if not token:
        raise Refused("not_authed")
    if token in slack.dead_tokens:
        raise Refused(slack.dead_tokens[token])
    if token not in {slack.bot_token, slack.app_token}:
        raise Refused("invalid_auth")
    if (token == slack.app_token) != name.startswith("apps.connections."):
        raise Refused("not_allowed_token_type")
    needed = _needed(slack, name, args)
    if needed and token == slack.bot_token and not needed & slack.scopes:
        raise Refused("missing_scope", needed=",".join(sorted(needed)), provided=slack.provided)


def _needed(slack: SlackWorkspace, name: str, args: dict[str, Any]) -> set[str]:
    """Return the scopes of which one is needed."""
    if name in BY_CHANNEL:
        channel = slack.channels.get(str(args.get("channel")))
        return {f"{PREFIX[channel.kind]}:{BY_CHANNEL[name]}"} if channel else set()
    if name == "conversations.open":
        return {"mpim:write" if "," in str(args.get("users", "")) else "im:write"}
    return EITHER_SCOPE.get(name) or set((PAGES[name].get("scope") or {}).get("bot", ()))


def check_arguments(slack: SlackWorkspace, name: str, args: dict[str, Any]) -> None:
    page = PAGES[name]["args"]
    required = REQUIRED.get(name, [key for key in page.get("required") or () if key != "token"])
    wrong = [f"[ERROR] missing required field: {key}" for key in required if args.get(key) in (None, "")]
    if name == "assistant.threads.setStatus" and args.get("status") == "":
        wrong = [line for line in wrong if not line.endswith(": status")]  # an empty one takes the status away
    known = {*page.get("properties", {}), *ALSO_TAKES.get(name, ()), *ANY_TAKES}
    for key in sorted(set(args) - known):
        slack.fault(f"{name}: no argument is called {key!r}")
    for key, shape in page.get("properties", {}).items():
        if shape.get("enum") and args.get(key) not in (None, *shape["enum"]):
            if (name, key) == ("agents.sessions.setStatus", "status"):
                raise Refused("invalid_status")
            wrong.append(f"[ERROR] must be one of {', '.join(shape['enum'])} [json-pointer:/{key}]")
    if wrong:
        slack.fault(f"{name}: {'; '.join(wrong)}")
        raise Refused("invalid_arguments", wrong)


def answer(
    slack: SlackWorkspace, name: str, headers: Message, query: str, body: bytes
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the method's answer and the arguments it was called with, the token not among them."""
    args: dict[str, Any] = {}
    try:
        if name not in METHODS or (slack.agent_view == "absent" and name.startswith(("assistant.", "agents."))):
            raise Refused("unknown_method", req_method=name)
        args = arguments(headers, query, body, takes_json=PAGES[name].get("json_input_supported") is True)
        authorise(slack, name, headers, args)
        args |= {key: structured(key, value) for key, value in args.items()}
        check_arguments(slack, name, args)
        with slack.changed:
            return {"ok": True, **METHODS[name](slack, args)}, args
    except Refused as refused:
        return {"ok": False, "error": refused.code, **refused.more}, args


def is_true(value: Any) -> bool:
    return value in (True, 1, "1", "true", "True")
