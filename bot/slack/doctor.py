"""What Slack says of the tokens: whether it takes them, what the app may do, who may approve, and which plan this is.

It asks and changes nothing: no message is posted. Tokens are never told, in no error either.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.errors import CheckpostError
from bot.settings import Settings
from bot.setup import Check, State
from bot.slack.manifest import OPTIONAL, SCOPES

WAIT = 5  # seconds for one call
SLACK = "https://slack.com/api/"
NEEDED = ("commands", "chat:write")  # without these nothing works at all
MOST_ASKED = 20  # members and groups that are looked up
OUTSIDE = ("deleted", "is_restricted", "is_ultra_restricted", "is_stranger", "is_bot")
COPY = "Copy the Bot User OAuth Token again (OAuth & Permissions), then run `checkpost setup`."
INSTALL = "Install the app to the workspace again (Install App), then run `checkpost setup` with its new token."
APP_LEVEL = (
    "It must be an app-level token with connections:write (Basic Information, App-Level Tokens), and Socket Mode must be on "
    "in the app's settings. Then run `checkpost setup`."
)
# https://docs.slack.dev/reference/methods/auth.test and the errors that any call may give
REFUSALS = {
    "invalid_auth": ("Slack does not know the bot token.", COPY),
    "not_authed": ("Slack does not know the bot token.", COPY),
    "account_inactive": ("The app was removed from the workspace, or the workspace is gone.", INSTALL),
    "token_revoked": ("The bot token was revoked.", INSTALL),
    "token_expired": ("The bot token has expired: the app's tokens rotate, which Checkpost does not follow.", (
        "Create the app again from what `checkpost manifest` prints, then run `checkpost setup`.")),
}  # fmt: skip


class Refused(CheckpostError):
    """Slack was asked and said no. `code` is its word for it."""

    def __init__(self, code: str, what: str = "", todo: str = "") -> None:
        self.code = code
        super().__init__(what or f"Slack refuses ({code}).", "", todo)


class Unreached(CheckpostError):
    """Slack could not be asked, so that nothing is known."""

    status = 69  # EX_UNAVAILABLE


@dataclass(frozen=True, slots=True)
class Workspace:
    """Where the app is installed. `scopes`: what it may do there; None where Slack did not say."""

    name: str
    bot: str
    enterprise: bool
    scopes: frozenset[str] | None

    @property
    def missing(self) -> tuple[str, ...]:
        """The scopes of the manifest that the app lacks."""
        return () if self.scopes is None else tuple(scope for scope in SCOPES if scope not in self.scopes)


def workspace(token: str, api_url: str) -> Workspace:
    """Ask whose bot token this is. Raises Refused or Unreached."""
    try:
        answer = _ask(token, api_url, "auth.test")
    except Refused as refused:
        what, todo = REFUSALS.get(refused.code, (f"Slack does not take the bot token ({refused.code}).", COPY))
        raise Refused(refused.code, what, todo) from None
    headers = {name.lower(): words for name, words in answer.headers.items()}
    granted = headers.get("x-oauth-scopes")
    scopes = None if granted is None else frozenset(part.strip() for part in granted.split(",") if part.strip())
    return Workspace(
        str(answer.get("team", "")), str(answer.get("user", "")), bool(answer.get("enterprise_id")), scopes
    )


def socket(token: str, api_url: str) -> None:
    """Ask for a connection of Socket Mode, which is not opened. Raises Refused or Unreached."""
    try:
        _ask(token, api_url, "apps.connections.open")
    except Refused as refused:
        raise Refused(
            refused.code, f"Slack does not open Socket Mode with the app token ({refused.code}).", APP_LEVEL
        ) from None


def examine(settings: Settings) -> Iterator[Check]:
    """Yield how Slack is set up, in the order of a first start."""
    if not (settings.slack_bot_token or settings.slack_app_token or settings.slack_signing_secret):
        says = "Slack is not set up, and nothing else needs it. `checkpost setup` shows how, in three steps."
        yield Check("slack", State.NOTE, says)
        return
    yield from _way(settings)
    if not settings.slack_bot_token:
        todo = "Run `checkpost setup`: it shows where the bot token is found."
        yield Check("slack", State.FAIL, "SLACK_BOT_TOKEN is not set, so nothing can be answered.", todo)
        return
    try:
        found = workspace(settings.slack_bot_token, settings.slack_api_url)
    except CheckpostError as error:
        yield _failed("slack", error)
        return
    where = (
        "" if settings.slack_api_url == SLACK else f" SLACK_API_URL points to {settings.slack_api_url}, not to Slack."
    )
    yield Check("slack", State.OK, f"The app is installed in the workspace {found.name} as @{found.bot}.{where}")
    yield from _scopes(found)
    yield from _approval(settings)
    yield Check("phi", State.NOTE, plan(enterprise=found.enterprise))


def plan(*, enterprise: bool) -> str:
    """Say whether patients' information may be typed into a workspace, as far as that can be known from here.

    https://docs.slack.dev/reference/methods/auth.test: `enterprise_id` is there on Enterprise Grid.
    """
    if enterprise:
        return (
            "The workspace belongs to an Enterprise organization. Slack signs a BAA for Enterprise Grid only, and whether you "
            "have one cannot be seen from here: until you do, nothing about a patient may be typed into Slack."
        )
    return (
        "Slack signs a BAA for Enterprise Grid only, and this workspace is not part of an Enterprise organization: nothing "
        "about a patient may be typed into Slack, drafts for Checkpost included. `checkpost check` on this machine takes those."
    )


def _way(settings: Settings) -> Iterator[Check]:
    if settings.slack_app_token:
        try:
            socket(settings.slack_app_token, settings.slack_api_url)
        except CheckpostError as error:
            yield _failed("socket", error)
            return
        instead = " It goes before HTTP: SLACK_SIGNING_SECRET is not used." if settings.slack_signing_secret else ""
        yield Check("socket", State.OK, f"Slack opens Socket Mode for this app.{instead}")
    elif settings.slack_signing_secret:
        says = f"HTTP: `checkpost serve` listens on {settings.host}:{settings.port}. Whether Slack reaches it is not seen from here."
        todo = "In the app's settings, Event Subscriptions has to show the address as verified while it runs."
        yield Check("http", State.NOTE, says, todo)
    else:
        says = "Neither SLACK_APP_TOKEN (Socket Mode) nor SLACK_SIGNING_SECRET (HTTP) is set, so Slack has no way in."
        yield Check("socket", State.FAIL, says, "Run `checkpost setup`: it shows where they are found.")


def _scopes(found: Workspace) -> Iterator[Check]:
    if found.scopes is None:
        yield Check("scopes", State.NOTE, "Slack did not say what the app may do.")
        return
    missing = [scope for scope in found.missing if scope not in OPTIONAL]
    for scope in found.missing:
        if scope in OPTIONAL:
            yield Check("scopes", State.NOTE, f"{scope} is not given. What it is for is left out: {SCOPES[scope]}.")
            continue
        todo = "Paste `checkpost manifest` into the app's settings (App Manifest), save, and install the app again."
        yield Check(
            "scopes",
            State.FAIL if scope in NEEDED else State.WARN,
            f"{scope} is missing. What does not work: {SCOPES[scope]}.",
            todo if scope == missing[-1] else "",
        )
    if more := sorted(found.scopes - set(SCOPES)):
        says = f"The app may do more than it needs: {', '.join(more)}."
        yield Check("scopes", State.WARN, says, "Take that out in the app's settings (OAuth & Permissions).")
    elif not missing:
        yield Check("scopes", State.OK, f"The app may do the {len(found.scopes)} things it needs, and no more.")


def _approval(settings: Settings) -> Iterator[Check]:
    named = tuple(dict.fromkeys((*settings.approvers, *settings.administrators)))
    if not named:
        says = "Nobody may approve, so nobody can be asked for approval."
        todo = "Set CHECKPOST_APPROVERS to ids of members (in a profile: Copy member ID) or, on a paid plan, of user groups."
        yield Check("approvers", State.WARN, says, todo)
        return
    approvers: set[str] = set()
    faults: list[Check] = []
    for one in named[:MOST_ASKED]:
        try:
            approvers |= _group(one, settings) if one.startswith("S") else {_member(one, settings)}
        except Refused as refused:
            faults.append(Check("approvers", State.WARN, refused.what, refused.todo))
        except CheckpostError as error:
            faults.append(_failed("approvers", error))
            break
    yield from faults
    if len(named) > MOST_ASKED:
        yield Check("approvers", State.NOTE, f"{len(named) - MOST_ASKED} more ids were not looked up.")
    if approvers:
        alone = " Nobody approves their own drafts, so theirs need a second one." if len(approvers) == 1 else ""
        count = f"{len(approvers)} {'member' if len(approvers) == 1 else 'members'}"
        yield Check("approvers", State.OK, f"{count} may approve.{alone}")
    elif not any(fault.state is State.FAIL for fault in faults):
        says = "None of the approvers named can approve."
        yield Check(
            "approvers", State.FAIL, says, "Correct CHECKPOST_APPROVERS; `checkpost serve` reads it at its start."
        )
    if settings.approval_channel:
        says = (
            f"Requests go to the channel {settings.approval_channel}. Whether the app may write there is not tried, since that "
            "would write there."
        )
        yield Check("channel", State.NOTE, says, "Type `/invite @Checkpost` in that channel once.")


def _group(group: str, settings: Settings) -> set[str]:
    """Return the members of a user group. https://docs.slack.dev/reference/methods/usergroups.users.list"""
    try:
        answer = _ask(settings.slack_bot_token, settings.slack_api_url, "usergroups.users.list", usergroup=group)
    except Refused as refused:
        what, todo = {
            "plan_upgrade_required": (
                f"This workspace's plan has no user groups, so {group} approves nothing.",
                "List the ids of members (U...) in CHECKPOST_APPROVERS instead.",
            ),
            "no_such_subteam": (f"There is no user group {group}.", "Correct it, or take it out of the settings."),
            "missing_scope": (
                f"The user group {group} cannot be read: usergroups:read is missing.",
                "Give the app that scope, or list the ids of members instead.",
            ),
        }.get(
            refused.code,
            (f"The user group {group} cannot be read ({refused.code}).", "List the ids of members instead."),
        )
        raise Refused(refused.code, what, todo) from None
    members = set(answer.get("users") or ())
    if not members:
        raise Refused("empty", f"The user group {group} has no members.", "Add the approvers to it in Slack.")
    return members


def _member(user: str, settings: Settings) -> str:
    """Return the id of a member who may approve. https://docs.slack.dev/reference/methods/users.info"""
    try:
        found: Mapping[str, Any] = _ask(
            settings.slack_bot_token, settings.slack_api_url, "users.info", user=user
        ).get("user") or {}  # fmt: skip
    except Refused as refused:
        if refused.code == "missing_scope":  # told already; the bot takes the id as it is
            return user
        raise Refused(
            refused.code, f"{user} is no member of this workspace ({refused.code}).", "Correct or remove that id."
        ) from None
    if any(found.get(mark) for mark in OUTSIDE):
        what = f"{user} is a guest, a bot, from outside or deactivated, and cannot approve."
        raise Refused("outside", what, "Name a full member.")
    return user


def _ask(token: str, api_url: str, method: str, **arguments: str) -> Any:
    """Call Slack once. Raises Refused with Slack's code, or Unreached."""
    from slack_sdk import WebClient
    from slack_sdk.errors import SlackApiError

    client = WebClient(token, base_url=api_url, timeout=WAIT, retry_handlers=[], logger=_silent())
    try:
        return client.api_call(method, data=arguments)
    except SlackApiError as error:
        code = str(error.response["error"])
        if not re.fullmatch(r"[a-z_]{1,60}", code):  # a page of a proxy, say
            raise _unreached("what answered does not speak as Slack does") from None
        if error.response.status_code >= 500 or code == "ratelimited":
            raise _unreached(f"Slack cannot answer now: {code}") from None
        raise Refused(code) from None
    except Exception as error:  # urllib and http.client tell in many ways that there is no connection
        reason = getattr(error, "reason", None) or error
        raise _unreached(type(reason).__name__) from None


def _unreached(why: str) -> Unreached:
    return Unreached(f"Slack cannot be reached ({why}).", "", "Check the connection (and HTTPS_PROXY), then try again.")


def _failed(name: str, error: CheckpostError) -> Check:
    return Check(name, State.FAIL, error.what, error.todo)


def _silent() -> logging.Logger:
    """The SDK logs answers that it cannot read."""
    logger = logging.getLogger("checkpost.doctor")
    logger.setLevel(logging.CRITICAL + 1)
    logger.propagate = False
    return logger
