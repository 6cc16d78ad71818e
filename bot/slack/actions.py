"""Buttons. Each says what to do, on which check: `value` holds ids only. Pressed twice, late or by somebody else it tells what holds.

https://docs.slack.dev/interactivity/handling-user-interaction
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from slack_bolt import Ack

from bot.audit import CheckId, Decision, NoSuchCheck, Outcome
from bot.drafts import Draft, Kind, Suggestion
from bot.slack import cards, home, sentences, views
from bot.slack.card import Card, Wording
from bot.slack.listeners import Body, Office, told

Handler = Callable[[Office, Body, CheckId, int], str | None]


def listeners(office: Office) -> dict[str, Callable[[Ack, Body], None]]:
    """Return the listeners of buttons, by action id."""

    def listener(handler: Handler) -> Callable[[Ack, Body], None]:
        def act(ack: Ack, body: Body) -> None:
            ack()
            told(lambda: _acted(office, body, handler), lambda words: tell(office, body, words))

        return act

    return {action: listener(handler) for action, handler in HANDLERS.items()}


def unknown(office: Office) -> Callable[[Ack, Body], None]:
    """Return the listener of every other button: those of older versions, and links."""

    def act(ack: Ack, body: Body) -> None:
        ack()
        action = (body.get("actions") or [{}])[0]
        if action.get("type") == "button" and not action.get("url"):
            tell(office, body, sentences.UNKNOWN_ACTION)

    return act


def tell(office: Office, body: Body, words: str) -> None:
    """Tell whoever pressed something: beside the message, or as a page over the form."""
    blocks = sentences.lines([words])
    container = body.get("container") or {}
    url = body.get("response_url")
    if container.get("type") == "view" or not url:
        office.board.call(_way(body), trigger_id=body.get("trigger_id"), view=views.told("Checkpost", blocks))
        return
    office.board.pool.run(
        "tell", lambda: office.board.whisper(str(url), {"text": words, "blocks": blocks}, replace=False)
    )


def _acted(office: Office, body: Body, handler: Handler) -> str | None:
    if office.guest(body):
        return sentences.GUEST
    check, _, number = str((body.get("actions") or [{}])[0].get("value") or "").partition(":")
    return handler(office, body, CheckId(check), int(number) if number.lstrip("-").isdigit() else 0)


def _authors_own(handler: Handler) -> Handler:
    """Let nobody but the author act on a card."""

    def checked(office: Office, body: Body, check: CheckId, number: int) -> str | None:
        if office.service.author_of(check) != office.person(body).id:
            return sentences.NOT_YOURS
        if url := body.get("response_url"):
            office.board.addresses.put(check, str(url))
        return handler(office, body, check, number)

    return checked


def _use(office: Office, body: Body, check: CheckId, number: int) -> str | None:
    wording = office.service.wording(check, number)
    if wording is None:
        return sentences.UNKNOWN_ACTION
    return decide(office, body, check, Decision.USED, wording)


def _use_approved(office: Office, body: Body, check: CheckId, _number: int) -> str | None:
    state = office.service.trail.state(check)
    return decide(office, body, check, Decision.USED, Suggestion(state.wording, state.writer))


def _withdraw(office: Office, body: Body, check: CheckId, _number: int) -> str | None:
    return decide(office, body, check, Decision.WITHDRAWN)


def decide(  # noqa: PLR0913, PLR0917 - what a decision is made of
    office: Office, body: Body, check: CheckId, decision: Decision, wording: Suggestion | None = None, reason: str = ""
) -> str | None:
    """Record a decision of whoever acts, show it everywhere, and say why where it was not possible."""
    by = office.person(body)
    delivery = f"act:{decision}:{check}:{body.get('trigger_id')}"
    outcome = office.service.decide(check, decision, by, delivery=delivery, wording=wording, reason=reason)

    def show() -> None:
        if outcome.fresh:
            office.board.decided(check, decision, body)
        else:
            office.board.refresh(check, body)
        if (body.get("view") or {}).get("type") == "home":
            home.publish(office, by.id)

    office.board.pool.run("decided", show)
    return refused(outcome)


def refused(outcome: Outcome) -> str | None:
    """Say why a decision was not possible: it was the asker's own, or somebody was faster."""
    if outcome.allowed:
        return None
    if outcome.own:
        return sentences.OWN
    state = outcome.state
    if state.decision is None:
        return sentences.UNKNOWN_ACTION
    return cards.decision(state)


def _form(make: Callable[[Card], views.View]) -> Handler:
    def show(office: Office, body: Body, check: CheckId, _number: int) -> str | None:
        card = office.service.recall(check)
        state = card.state.decision
        if state in cards.ENDED or state in (Decision.ASKED, Decision.APPROVED):
            office.board.pool.run("refresh", lambda: office.board.refresh(check, body))
            return cards.decision(card.state)
        return _open(office, body, make(card))

    return show


def _edit(office: Office, body: Body, check: CheckId, number: int) -> str | None:
    wording = office.service.wording(check, number)
    if wording is None:
        return sentences.UNKNOWN_ACTION
    if len(wording.text) > views.MOST:
        return sentences.TOO_LONG_FOR_FORM
    return _form(lambda _card: views.edit(Wording(check, number, wording.text)))(office, body, check, number)


def _edit_asked(office: Office, body: Body, check: CheckId, number: int) -> str | None:
    words = office.service.trail.state(check).wording
    if len(words) > views.MOST:
        return sentences.TOO_LONG_FOR_FORM
    return _form(lambda _card: views.edit(Wording(check, number, words)))(office, body, check, number)


def _ask(office: Office, body: Body, check: CheckId, number: int) -> str | None:
    wording = office.service.wording(check, number)
    if wording is None:
        return sentences.UNKNOWN_ACTION
    if not office.people.approvers() - {office.person(body).id} and not office.settings.approval_channel:
        return sentences.NO_APPROVER
    return _form(lambda _card: views.ask(Wording(check, number, wording.text)))(office, body, check, number)


def _override(office: Office, body: Body, check: CheckId, number: int) -> str | None:
    if not office.service.may_override(check):
        return sentences.UNKNOWN_ACTION
    return _form(views.override)(office, body, check, number)


def _why(office: Office, body: Body, check: CheckId, _number: int) -> str | None:
    card = office.service.recall(check)
    return _open(office, body, views.why(card, cards.examples(office.service.desk.packs)))


def _others(office: Office, body: Body, check: CheckId, _number: int) -> str | None:
    card = office.service.recall(check)
    replies = str(body["actions"][0]["value"]).partition(":")[2]
    if replies:
        rest = [w for other in replies.split(",") for w in office.service.recall(other).wordings]
        card = replace(card, wordings=(*card.wordings[:1], *rest), replies=True)
    return _open(office, body, views.told("Other wordings", cards.others(card), {"check": check}))


def _approve(office: Office, body: Body, check: CheckId, _number: int) -> str | None:
    if not office.people.approves(office.person(body).id):
        return sentences.NOT_AN_APPROVER
    state = office.service.trail.state(check)
    return decide(office, body, check, Decision.APPROVED, Suggestion(state.wording, state.writer))


def _send_back(office: Office, body: Body, check: CheckId, _number: int) -> str | None:
    if not office.people.approves(office.person(body).id):
        return sentences.NOT_AN_APPROVER
    state = office.service.trail.state(check)
    if state.decision is not Decision.ASKED:
        office.board.pool.run("refresh", lambda: office.board.refresh(check, body))
        return cards.decision(state) if state.decision else sentences.UNKNOWN_ACTION
    if state.actor.split(" ")[0] == office.person(body).id:
        return sentences.OWN
    return _open(office, body, views.send_back(check))


def _as_review(office: Office, body: Body, check: CheckId, _number: int) -> str | None:
    draft = office.service.recent.get(check)
    if draft is None:
        return sentences.LOST
    author = office.person(body)
    card = office.service.answer(draft.text, None, "", author, f"as_review:{check}")
    decide(office, body, check, Decision.WITHDRAWN)
    _follow(office, body, card, check)
    return None


def _as_reply(office: Office, body: Body, check: CheckId, _number: int) -> str | None:
    draft = office.service.recent.get(check)
    if draft is None:
        return sentences.LOST
    author = office.person(body)
    made = office.service.check(Draft(draft.text, Kind.REVIEW_REPLY, "google"), author, f"as_reply:{check}")
    decide(office, body, check, Decision.WITHDRAWN)
    _follow(office, body, office.service.card(made, author, masked=True), check)
    return None


def _as_talk(office: Office, body: Body, check: CheckId, _number: int) -> str | None:
    return decide(office, body, check, Decision.WITHDRAWN) or sentences.SMALL_TALK


def _follow(office: Office, body: Body, card: Card | str, before: CheckId) -> None:
    """Post what a corrected guess came to, where the first card stands."""
    place = next((p for p in reversed(office.service.trail.places(before)) if p.what == "card"), None)
    channel = place.channel if place else str((body.get("channel") or {}).get("id", ""))
    thread = place.thread if place else ""
    if isinstance(card, str):
        blocks = sentences.alert(card)
        office.board.pool.run(
            "alert",
            lambda: office.board.tell(
                channel, "Please do not answer this review in public.", thread=thread, blocks=blocks
            ),
        )
        return
    checks = list(dict.fromkeys(w.check for w in card.wordings)) if card.replies else [card.check]
    source = place.source if place else ""
    office.board.pool.run(
        "card",
        lambda: office.board.post(
            checks, cards.message(card), channel, thread=thread, source=source, delivery=f"follow:{before}"
        ),
    )


def _open(office: Office, body: Body, view: dict[str, Any]) -> str | None:
    opened = office.board.call(_way(body), trigger_id=body.get("trigger_id"), view=view)
    return None if opened is not None else sentences.FORM_CLOSED


def _way(body: Body) -> str:
    """A form over a form is pushed; over a message or the Home tab it is opened."""
    return "views.push" if (body.get("view") or {}).get("type") == "modal" else "views.open"


def _rules(office: Office, body: Body, _check: CheckId, _number: int) -> str | None:
    lines = sentences.rules(office.service.desk.packs)
    return _open(office, body, views.told("The rules in brief", sentences.lines(lines)))


def _help(office: Office, body: Body, _check: CheckId, _number: int) -> str | None:
    return _open(office, body, views.told("How to use me", sentences.lines([sentences.HELP])))


def _kind(office: Office, body: Body, _check: CheckId, _number: int) -> str | None:
    """Another kind of draft was chosen in the form: show the fields that it needs."""
    view = body.get("view") or {}
    given = views.values(view)
    changed = views.compose(given.get("kind") or "post", given.get("platform", ""))
    office.board.call("views.update", view_id=view.get("id"), hash=view.get("hash"), view=changed)
    return None


def _feedback(office: Office, body: Body, check: CheckId, number: int) -> str | None:
    decision = Decision.HELPED if number else Decision.DID_NOT_HELP
    office.service.decide(check, decision, office.person(body), delivery=f"feedback:{check}:{number}")
    return sentences.THANKS if number else sentences.SORRY


def _compose(office: Office, body: Body, _check: CheckId, _number: int) -> str | None:
    return _open(office, body, views.compose())


def _known(handler: Handler) -> Handler:
    """A card of a check that the trail does not have is from another installation, or forged."""

    def looked_up(office: Office, body: Body, check: CheckId, number: int) -> str | None:
        try:
            return handler(office, body, check, number)
        except NoSuchCheck:
            return sentences.UNKNOWN_ACTION

    return looked_up


HANDLERS: dict[str, Handler] = {
    **{
        name: _known(_authors_own(handler))
        for name, handler in {
            "use": _use, "use_approved": _use_approved, "withdraw": _withdraw, "edit": _edit, "edit_asked": _edit_asked, "ask": _ask,
            "override": _override, "dispute": _form(views.dispute), "others": _others,
            "as_review": _as_review, "as_reply": _as_reply, "as_talk": _as_talk,
        }.items()
    },
    **{name: _known(handler) for name, handler in {
        "why": _why, "approve": _approve, "send_back": _send_back, "compose": _compose, "feedback": _feedback, "kind": _kind, "rules": _rules, "help": _help,
    }.items()},
}  # fmt: skip
