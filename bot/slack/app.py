"""The Bolt app: which listener hears what. Bolt runs each to its end before it answers (`process_before_response`).

So an event is acknowledged when its check is on disk, nobody waits for Bolt's runner, which looks for the acknowledgement every
10 ms, and Bolt's own pool of five cannot starve a command: calls to Slack run in a pool of ours (slack.md 4.2).
"""

from __future__ import annotations

import gc
import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App, BoltResponse
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry import RetryHandler
from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler

from bot import logs
from bot.audit import Trail
from bot.desk.desk import Desk
from bot.desk.writers import general_posts
from bot.drafts import Draft
from bot.errors import CheckpostError
from bot.settings import Settings
from bot.slack import actions, commands, forms, home, messages, shortcuts
from bot.slack.board import WAIT, Board
from bot.slack.listeners import Body, Office
from bot.slack.memory import Recent
from bot.slack.people import People
from bot.slack.pool import Pool
from bot.slack.service import HOUR, POST, REMEMBERED, Service
from bot.slack.session import Sessions

QUICK = 2  # seconds: for calls that an acknowledgement waits for


@dataclass(frozen=True, slots=True)
class Running:
    """A bot that is ready to serve."""

    app: App
    office: Office
    trail: Trail

    def ready(self) -> bool:
        """Whether the trail can be read: without it nothing may be checked."""
        try:
            self.trail.seen("ready")
        except CheckpostError:
            return False
        return True

    def close(self, seconds: float) -> None:
        """Finish what is in flight, then close the trail."""
        if not self.office.board.pool.drain(seconds):
            logs.get("slack").warning("drain.cut")
        self.trail.close()


def client_of(settings: Settings, timeout: int = WAIT) -> WebClient:
    """Return a client that retries when Slack says it is too much, and never when a call may have gone through."""
    handlers: list[RetryHandler] = [RateLimitErrorRetryHandler(max_retry_count=2)]
    return WebClient(
        settings.slack_bot_token, base_url=settings.slack_api_url, timeout=timeout, retry_handlers=handlers
    )


def build(desk: Desk) -> Running:
    """Return the app of one workspace. Raises CheckpostError if Slack does not take the token, or the trail cannot be used."""
    settings = desk.settings
    client = client_of(settings)
    who = identity(client)
    trail = desk.trail()
    desk.checkpost.warm()
    for post in general_posts(settings.prompts, desk.practice):
        desk.checkpost.passes(post, Draft(post, platform=POST), desk.practice)
    gc.collect()
    gc.freeze()  # lists and patterns stay as long as the process: the collector need not look at them again
    people = People(client_of(settings, QUICK), settings, who["team_id"])
    service = Service(desk, trail, people, Recent(REMEMBERED, 12 * HOUR))
    sessions = Sessions(client_of(settings, QUICK), Recent(10, HOUR / 6), Recent(REMEMBERED, HOUR))
    board = Board(client, service, Pool(), Recent(REMEMBERED, HOUR / 2), sessions)
    office = Office(service, board, people, settings, who["user_id"], who["team_id"])
    app = App(
        name="checkpost",
        logger=_silent(),
        signing_secret=settings.slack_signing_secret or "unused",
        authorize=lambda: AuthorizeResult(  # given, so that SLACK_CLIENT_ID in the environment does not turn OAuth on
            enterprise_id=who.get("enterprise_id"),
            team_id=who["team_id"],
            bot_token=settings.slack_bot_token,
            bot_id=who.get("bot_id"),
            bot_user_id=who["user_id"],
        ),
        client=client,
        process_before_response=True,
        attaching_conversation_kwargs_enabled=False,
    )
    _listen(app, office)
    return Running(app, office, trail)


def identity(client: WebClient) -> dict[str, Any]:
    """Ask Slack whose token this is. Raises CheckpostError if it takes none, or cannot be reached."""
    try:
        data = client.auth_test().data
    except SlackApiError as error:
        raise CheckpostError(
            f"Slack does not take the bot token ({error.response['error']}).",
            "Checkpost did not start.",
            "Copy the Bot User OAuth Token from OAuth & Permissions into SLACK_BOT_TOKEN; install the app again if it was removed.",
        ) from None
    except OSError:
        raise CheckpostError(
            "Slack cannot be reached.",
            "Checkpost did not start.",
            "Check the connection (and HTTPS_PROXY), then start it again.",
        ) from None
    assert isinstance(data, dict)
    return data


def _listen(app: App, office: Office) -> None:
    app.command("/checkpost")(commands.listener(office))
    app.shortcut("check_message")(shortcuts.check_message(office))
    app.shortcut("reply_to_review")(shortcuts.reply_to_message(office))
    app.shortcut("check_draft")(shortcuts.check_draft(office))
    for action, act in actions.listeners(office).items():
        app.action(action)(act)
    app.action(re.compile(""))(actions.unknown(office))
    for callback, submit in forms.listeners(office).items():
        app.view(callback)(submit)
    app.event("message")(messages.listener(office))
    app.event("app_mention")(shortcuts.mentioned(office))
    app.event("app_home_opened")(home.opened(office))
    app.event("agent_session_stopped")(messages.stopped(office))
    for name in ("subteam_members_changed", "subteam_updated"):
        app.event(name)(_forget(office))
    for name in ("app_uninstalled", "tokens_revoked"):
        app.event(name)(_removed)
    app.error(_failed)


def _forget(office: Office) -> Callable[[], None]:
    def changed() -> None:
        office.people.forget()

    return changed


def _removed() -> None:
    logs.get("slack").error("app.removed")


def _failed(error: Exception, body: Body, ack: Ack | None = None) -> BoltResponse:
    """What no listener caught. Slack hears 200, since coming again would not help; the log has type and place."""
    logs.get("slack").error("request.unhandled", error=error, kind=str((body or {}).get("type", ""))[:40])
    return BoltResponse(status=200)


def _silent() -> logging.Logger:
    """Bolt logs whole requests, and the draft is in them."""
    logger = logging.getLogger("checkpost.bolt")
    logger.setLevel(logging.CRITICAL + 1)
    logger.propagate = False
    return logger
