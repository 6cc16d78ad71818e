"""Where cards stand, and how they change: sent once, found again, and after a decision alike in every place.

A message is posted once: the SDK's retry of a broken connection could post twice (slack.md 4.8), so only rate limits are retried.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook import WebhookClient

from bot import logs
from bot.audit import CheckId, Decision, Place
from bot.slack import approvals, cards, views
from bot.slack.card import Card
from bot.slack.memory import Recent
from bot.slack.people import Person
from bot.slack.pool import Pool
from bot.slack.service import Service
from bot.slack.session import Sessions

GONE = frozenset({"message_not_found", "channel_not_found", "cant_update_message", "edit_window_closed", "is_archived"})
WAIT = 10  # seconds for one call


@dataclass(frozen=True, slots=True)
class Board:
    """Shows cards. `addresses`: response_urls of ephemeral cards by check; secret, and in memory only."""

    client: WebClient
    service: Service
    pool: Pool
    addresses: Recent[str]
    sessions: Sessions

    def post(  # noqa: PLR0913 - what a message is made of
        self, checks: Sequence[CheckId], message: Mapping[str, Any], channel: str, *, thread: str = "", source: str = "",
        what: str = "card", delivery: str = "",
    ) -> bool:  # fmt: skip
        """Post a message about checks and remember where; say whether it arrived. A delivery is posted once."""
        if delivery and self.service.trail.seen(f"shown:{delivery}") is not None:
            return True
        answer = self.call(
            "chat.postMessage",
            channel=channel,
            thread_ts=thread or None,
            unfurl_links=False,
            unfurl_media=False,
            **message,
        )
        if answer is None:
            return False
        place = Place(str(answer["channel"]), str(answer["ts"]), thread, source, what)
        for number, check in enumerate(checks):
            key = f"shown:{delivery}" + (f":{number}" if number else "") if delivery else None
            self.service.trail.record_shown(check, place, "Checkpost", delivery=key)
        for check in checks:
            # The author may have been faster than this: a card that came too late must say so too.
            if what == "card" and check and self.service.trail.state(check).decision is not None:
                self.refresh(check)
        return True

    def tell(self, channel: str, words: str, *, thread: str = "", blocks: Sequence[Mapping[str, Any]] = ()) -> bool:
        """Post a message that is about no check."""
        shown: dict[str, Any] = {"text": words, **({"blocks": list(blocks)} if blocks else {})}
        sent = self.call(
            "chat.postMessage",
            channel=channel,
            thread_ts=thread or None,
            unfurl_links=False,
            unfurl_media=False,
            **shown,
        )
        return sent is not None

    def whisper(self, url: str, message: Mapping[str, Any], *, replace: bool) -> bool:
        """Send an ephemeral message to a response_url; say whether Slack took it."""
        try:
            sent = WebhookClient(url, timeout=WAIT).send(
                **message, response_type="ephemeral", replace_original=replace, unfurl_links=False, unfurl_media=False
            )
        except OSError as error:
            logs.get("slack").warning("whisper.failed", error=error)
            return False
        if sent.status_code != 200:  # used five times, or half an hour is over
            logs.get("slack").info("whisper.refused", status=sent.status_code)
        return bool(sent.status_code == 200)

    def refresh(self, check: CheckId, body: Mapping[str, Any] | None = None) -> None:
        """Make every card of a check say how it stands. `body`: of the click that changed it."""
        author = Person(*_name(self.service.trail.show(check)["actor"]))
        places = self.service.trail.places(check)
        container = (body or {}).get("container") or {}
        if container.get("type") == "view" and (body or {}).get("view", {}).get("type") == "modal":
            self.call(
                "views.update", view_id=container["view_id"], view=views.result(self._card(check, author, masked=False))
            )
        elif container.get("type") != "view" and not any(p.message == container.get("message_ts") for p in places):
            url = (body or {}).get("response_url") or self.addresses.get(check)
            if url:
                self.whisper(url, cards.message(self._card(check, author, masked=False)), replace=True)
        for place in places:
            if place.what == "card":
                shown = cards.message(self._card(check, author, masked=True))
            elif place.what == "request":
                shown = approvals.request(self.service.recall(check))
            else:
                continue
            self.call("chat.update", channel=place.channel, ts=place.message, **shown)

    def decided(self, check: CheckId, decision: Decision, body: Mapping[str, Any] | None = None) -> None:
        """After a decision: refresh, and tell the author what an approver did."""
        self.refresh(check, body)
        if decision in approvals.HEARD:
            card = self.service.recall(check)
            places = [p for p in self.service.trail.places(check) if p.what == "card" and p.thread]
            channel, thread = (places[-1].channel, places[-1].thread) if places else (card.author.split(" ")[0], "")
            self.post(
                [check], approvals.heard(card), channel, thread=thread, what="news", delivery=f"{check}:{decision}"
            )

    def call(self, method: str, **arguments: Any) -> Mapping[str, Any] | None:
        """Call Slack; None where it did not work out, which is logged by its code and never told in a traceback."""
        given = {name: value for name, value in arguments.items() if value is not None}
        try:
            answer = self.client.api_call(method, json=given)
        except SlackApiError as error:
            code = str(error.response["error"])
            log = logs.get("slack").info if code in GONE else logs.get("slack").error
            log("slack.refused", method=method, outcome=code)
            return None
        except OSError as error:
            logs.get("slack").error("slack.unreached", method=method, error=error)
            return None
        data = answer.data
        return data if isinstance(data, dict) else {}

    def _card(self, check: CheckId, author: Person, *, masked: bool) -> Card:
        return self.service.known(check, author, masked=masked)


def _name(label: str) -> tuple[str, str]:
    user, _, name = label.partition(" ")
    return user, name
