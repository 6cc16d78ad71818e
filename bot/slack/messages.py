"""Direct messages: a draft, a review to answer, a question, or how to go on with what is in the thread.

An event is acknowledged when its check is on disk; the card follows. The same message under another event id is the same
(node-slack-sdk 2141), so the key is channel and time stamp. https://docs.slack.dev/reference/events/message.im
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.audit import CheckId, Decision
from bot.drafts import Draft, Kind
from bot.errors import CheckpostError
from bot.slack import cards, files, questions, revising, sentences, text
from bot.slack.card import Card
from bot.slack.intent import Ask, Request, understand
from bot.slack.listeners import Body, Office, told
from bot.slack.people import Person

READ = frozenset({None, "file_share", "thread_broadcast"})  # the subtypes that somebody wrote


@dataclass(frozen=True, slots=True)
class Message:
    """One message of an author. `key` names it for good; `thread` is where the answer goes."""

    channel: str
    ts: str
    thread: str
    key: str
    typed: str
    quoted: str | None
    begun: bool  # the thread has a card already


def listener(office: Office) -> Callable[[Body], None]:
    """Return the listener of `message` events in the Messages tab."""

    def message(body: Body) -> None:
        event = body.get("event") or {}
        if event.get("channel_type") not in (None, "im") or event.get("bot_id"):
            return
        subtype = event.get("subtype")
        if subtype == "message_changed" and (event.get("message") or {}).get("subtype") == "tombstone":
            _deleted(
                office, {**event, "deleted_ts": event["message"].get("ts")}
            )  # a message with replies leaves a stone
        elif subtype == "message_changed":
            _changed(office, body, event)
        elif subtype == "message_deleted":
            _deleted(office, event)
        elif subtype in READ and event.get("user"):
            _written(office, body, event)

    return message


def _written(office: Office, body: Body, event: Mapping[str, Any], version: str = "") -> None:
    channel, ts = str(event.get("channel", "")), str(event.get("ts", ""))
    thread = str(event.get("thread_ts") or ts)

    def tell(words: str) -> None:
        office.board.pool.run(
            "tell", lambda: office.board.tell(channel, words, thread=thread, blocks=sentences.lines([words]))
        )

    def work() -> str | None:
        if office.guest(body):
            return sentences.GUEST
        known = office.service.trail.in_thread(channel, thread)
        if known is None and thread != ts:  # its card may be on the way still: the check is on disk before it
            known = office.service.trail.seen(f"message:{channel}:{thread}")
        typed, unread = files.with_texts(office.board.client, event, text.typed_outside_quote(event) or "")
        message = Message(
            channel, ts, thread, f"message:{channel}:{ts}{version}", typed, text.quoted(event), known is not None
        )
        answer = _answer(office, message, office.person(body), known)
        return "\n".join(filter(None, (answer, unread))) or None

    told(work, tell)


def _answer(office: Office, message: Message, author: Person, known: CheckId | None) -> str | None:
    wanted = understand(message.typed, quoted=message.quoted, in_thread=message.begun)
    match wanted.ask:
        case Ask.DRAFT:
            _check(office, message, author, office.service.draft(wanted.draft, Kind.POST, wanted.platform), wanted)
        case Ask.REPLY_DRAFT:
            draft = office.service.draft(wanted.draft, Kind.REVIEW_REPLY, wanted.platform, wanted.review)
            _check(office, message, author, draft, wanted)
        case Ask.REVIEW:
            _replies(office, message, author, wanted)
        case Ask.QUESTION:
            return _question(office, message)
        case Ask.WHY:
            return _why(office, message, known)
        case Ask.REVISE:
            return _revise(office, message, author, wanted, known)
        case Ask.SMALL_TALK:
            return sentences.SMALL_TALK
        case _:
            return sentences.HELP
    return None


def _check(office: Office, message: Message, author: Person, draft: Draft, wanted: Request) -> None:
    made = office.service.check(draft, author, message.key)
    _post(office, message, office.service.card(made, author, masked=True), sure=wanted.sure)


def _replies(office: Office, message: Message, author: Person, wanted: Request) -> None:
    card = office.service.answer(wanted.review, wanted.stars, wanted.platform, author, message.key)
    if isinstance(card, str):
        blocks = sentences.alert(card)
        office.board.pool.run(
            "alert",
            lambda: office.board.tell(
                message.channel, "Please do not answer this review in public.", thread=message.thread, blocks=blocks
            ),
        )
        return
    _post(office, message, card, sure=wanted.sure)


def _post(office: Office, message: Message, card: Card, *, sure: bool = True) -> None:
    checks = list(dict.fromkeys(w.check for w in card.wordings)) if card.replies else [card.check]
    shown = cards.message(card)
    if card.check:
        shown["blocks"] = [*shown["blocks"], *([] if sure else cards.guess(card)), cards.feedback(card)]

    def send() -> None:
        board, sessions = office.board, office.board.sessions
        with sessions.working(message.channel, message.thread):
            if sessions.stopped(message.channel, message.thread, message.ts):
                return
            if checks:
                board.post(
                    checks, shown, message.channel, thread=message.thread, source=message.ts, delivery=message.key
                )
                sessions.title(message.channel, message.thread, cards.title(card))
            else:
                board.tell(message.channel, cards.summary(card), thread=message.thread, blocks=shown["blocks"])

    office.board.pool.run("card", send)


def stopped(office: Office) -> Callable[[Body], None]:
    """Return the listener of `agent_session_stopped`: what the thread was asked before is not answered any more."""

    def stop(body: Body) -> None:
        event = body.get("event") or {}
        channel, thread = str(event.get("channel", "")), str(event.get("thread_ts", ""))
        office.board.sessions.stop(channel, thread, str(event.get("event_ts", "")))

    return stop


def _question(office: Office, message: Message) -> str | None:
    found = questions.rules_about(message.typed, office.service.desk.packs)
    if not found:
        return sentences.NO_RULE
    blocks = cards.rules([*found])
    office.board.pool.run(
        "rules",
        lambda: office.board.tell(
            message.channel,
            sentences.QUESTION,
            thread=message.thread,
            blocks=[*sentences.lines([sentences.QUESTION]), *blocks],
        ),
    )
    return None


def _why(office: Office, message: Message, known: CheckId | None) -> str | None:
    if known is None:
        return sentences.SMALL_TALK
    blocks = cards.details(office.service.recall(known), cards.examples(office.service.desk.packs))[:48]
    office.board.pool.run(
        "why", lambda: office.board.tell(message.channel, "The rules behind it", thread=message.thread, blocks=blocks)
    )
    return None


def _revise(office: Office, message: Message, author: Person, wanted: Request, known: CheckId | None) -> str | None:
    if known is None:
        return sentences.SMALL_TALK
    desk, draft = office.service.desk, office.service.recent.get(known)
    if draft is None:
        return sentences.LOST
    if draft.kind is Kind.REVIEW_REPLY and draft.review and wanted.wish in revising.VOICES:
        turn = sum(p.what == "card" for p in office.service.trail.places(known))
        made = revising.reply(draft, wanted.wish, turn, desk)
    else:
        last = office.service.recall(known).wordings
        made = revising.wording(last[0].text, draft, wanted.wish, desk) if last else None
    if made is None:
        return revising.CANNOT
    revised = office.service.draft(made.text, draft.kind, draft.platform, draft.review or "")
    check = office.service.check(revised, author, message.key)
    card = office.service.card(check, author, masked=False)  # our own wording: nothing of the author's is in it
    _post(office, message, card)
    return None


def _changed(office: Office, body: Body, event: Mapping[str, Any]) -> None:
    """An edited message is checked again. Slack sends the same event when it unfurls a link: then the words are the same."""
    new, old = event.get("message") or {}, event.get("previous_message") or {}
    same = new.get("text") == old.get("text") and new.get("blocks") == old.get("blocks")
    if new.get("bot_id") or not new.get("user") or same:
        return
    channel, ts = str(event.get("channel", "")), str(new.get("ts", ""))
    before = _check_of(office, channel, ts)
    if before is not None:
        author = office.person(body)
        _settle(office, before, Decision.EDITED, author, f"edit:{channel}:{event.get('ts')}")
    version = f":{(new.get('edited') or {}).get('ts') or event.get('ts')}"
    _written(office, body, {**new, "channel": channel, "channel_type": "im"}, version)


def _deleted(office: Office, event: Mapping[str, Any]) -> None:
    """A deleted message is a draft withdrawn."""
    channel, ts = str(event.get("channel", "")), str(event.get("deleted_ts", ""))
    before = _check_of(office, channel, ts)
    if before is not None:
        author = Person(str((event.get("previous_message") or {}).get("user") or "unknown"))
        _settle(office, before, Decision.WITHDRAWN, author, f"delete:{channel}:{ts}")


def _check_of(office: Office, channel: str, ts: str) -> CheckId | None:
    """The newest check of a message, also where its card is still on the way."""
    return office.service.trail.of_message(channel, ts) or office.service.trail.seen(f"message:{channel}:{ts}")


def _settle(office: Office, check: CheckId, decision: Decision, author: Person, delivery: str) -> None:
    try:
        outcome = office.service.decide(check, decision, author, delivery=delivery)
    except CheckpostError:
        return
    if outcome.fresh:
        office.board.pool.run("refresh", lambda: office.board.refresh(check))
