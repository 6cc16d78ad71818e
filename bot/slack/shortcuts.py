"""Shortcuts and mentions: any message checked or answered. What comes back is seen by whoever asked and nobody else.

https://docs.slack.dev/interactivity/implementing-shortcuts, https://docs.slack.dev/reference/events/app_mention
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from slack_bolt import Ack

from bot.slack import cards, sentences, text, views
from bot.slack.intent import Ask, understand
from bot.slack.listeners import Body, Office, told

Shown = dict[str, Any]


def check_message(office: Office) -> Callable[[Ack, Body], None]:
    """Return the listener of "Check this post"."""
    return _on_message(office, lambda words, body: _checked(office, words, body, f"shortcut:{body.get('trigger_id')}"))


def reply_to_message(office: Office) -> Callable[[Ack, Body], None]:
    """Return the listener of "Draft a reply to this review"."""
    return _on_message(office, lambda words, body: _answered(office, words, body, f"shortcut:{body.get('trigger_id')}"))


def check_draft(office: Office) -> Callable[[Ack, Body], None]:
    """Return the listener of the global shortcut, which opens the form."""

    def opened(ack: Ack, body: Body) -> None:
        ack()
        view = views.told("Checkpost", sentences.lines([sentences.GUEST])) if office.guest(body) else views.compose()
        office.board.call("views.open", trigger_id=body.get("trigger_id"), view=view)

    return opened


def mentioned(office: Office) -> Callable[[Body], None]:
    """Return the listener of mentions in channels. Only the one who asked sees the answer: a name must not be repeated."""

    def mention(body: Body) -> None:
        event = body.get("event") or {}
        if event.get("bot_id") or not event.get("user") or event.get("edited"):
            return
        shown: list[Shown] = []

        def work() -> str | None:
            if office.guest(body):
                return sentences.GUEST
            typed = text.typed(event).replace(f"@{office.bot_user}", "").strip()
            wanted = understand(typed, quoted=text.quoted(event))
            key = f"message:{event.get('channel')}:{event.get('ts')}"
            if wanted.ask is Ask.REVIEW:
                shown.append(_answered(office, wanted.review, body, key))
            elif wanted.ask in (Ask.DRAFT, Ask.REPLY_DRAFT):
                shown.append(_checked(office, wanted.draft, body, key))
            else:
                return sentences.HELP
            return None

        told(work, lambda words: shown.append({"text": words, "blocks": sentences.lines([words])}))
        for one in shown:
            office.board.pool.run("mention", partial(_whispered, office, event, one))

    return mention


def _whispered(office: Office, event: Mapping[str, Any], shown: Shown) -> None:
    arguments = {"channel": event["channel"], "user": event["user"], "thread_ts": event.get("thread_ts"), **shown}
    if office.board.call("chat.postEphemeral", **arguments) is None:  # the bot or the asker has left the channel
        office.board.tell(str(event["user"]), "I could not answer you in that channel. Please send me the draft here.")


def _on_message(office: Office, show: Callable[[str, Body], Shown]) -> Callable[[Ack, Body], None]:
    def shortcut(ack: Ack, body: Body) -> None:
        ack()
        shown: list[Shown] = []

        def work() -> str | None:
            if office.guest(body):
                return sentences.GUEST
            message = body.get("message") or {}
            words = "\n\n".join(filter(None, (text.quoted(message), text.typed_outside_quote(message)))).strip()
            if not words:
                return sentences.NOTHING_TO_CHECK
            shown.append(show(words, body))
            return None

        told(work, lambda words: shown.append({"text": words, "blocks": sentences.lines([words])}))
        url = str(body.get("response_url") or "")
        office.board.pool.run("shortcut", lambda: _sent(office, body, url, shown))

    return shortcut


def _sent(office: Office, body: Body, url: str, shown: Sequence[Shown]) -> None:
    for one in shown:
        if not (url and office.board.whisper(url, one, replace=False)):
            user = str((body.get("user") or {}).get("id", ""))
            office.board.tell(
                user, "I checked that message, but could not show you the card there. Please send me its text here."
            )


def _checked(office: Office, words: str, body: Body, delivery: str) -> Shown:
    author = office.person(body)
    made = office.service.check(office.service.draft(words), author, delivery)
    if url := body.get("response_url"):
        office.board.addresses.put(made.check, str(url))
    return cards.message(office.service.card(made, author, masked=False))


def _answered(office: Office, review: str, body: Body, delivery: str) -> Shown:
    card = office.service.answer(review, None, "", office.person(body), delivery)
    if isinstance(card, str):
        return {"text": "Please do not answer this review in public.", "blocks": sentences.alert(card)}
    return cards.message(card)
