"""What Checkpost shows in Slack, made by its own code from drafts of people who do not exist. Nothing is sent.

Cards need no connection. App Home needs a trail, which is made in a folder that is thrown away, and people, who are made up.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

from bot.audit import CheckId, Decided, Decision, State, Trail
from bot.desk import answers
from bot.desk.desk import Desk
from bot.drafts import Draft, Kind, Suggestion
from bot.slack import approvals, cards, home, sentences, views
from bot.slack.board import Board
from bot.slack.card import AUTHOR, DRAFT, Card, Wording, of_report
from bot.slack.listeners import Office
from bot.slack.memory import Recent
from bot.slack.people import People, Person
from bot.slack.service import Service
from tools.block_html import Fields, Message, Reader

PROFILE = """name: Riverbend Dental
specialty: dentistry
staff: [Dr. Nora Feld, Jonas]
phone: (512) 555-0163
email: hello@riverbend.example
contact_person: our office manager, Jonas
"""
ANN, BEA = Person("U0ANN", "Ann Lee"), Person("U0BEA", "Bea Ortiz")
CHECK = CheckId("35bqz654g7")
NOW = datetime.now(UTC).replace(
    hour=9, minute=41, second=0, microsecond=0
)  # today, for App Home tells of the last week
READER = Reader({p.id: p.name for p in (ANN, BEA)}, NOW)

STORY = (
    "Priya Raman was so brave at her root canal last Tuesday! "
    "Rinse with plain water after coffee, and your teeth will thank you."
)
SHORT = "Congrats to Dylan M. on getting his braces off today!! 🎉"
CLAIM = "We guarantee a painless root canal, and we are the best dentists in Austin. Book today!"
CLEAN = "Flu season is here. Wash your hands, stay home when you are sick, and call us if you need a new time."
ANSWER = "Hi Karen, we are sorry about your crown on March 3rd. You did miss two appointments before that, though."
REVIEW = (
    "One star. Waited 50 minutes past my appointment, the front desk was rude about it, and then I got a bill for $240 "
    "that nobody could explain. Never again. Karen W."
)


def samples() -> dict[str, Message | Fields]:
    """Return messages and views by the name of their picture."""
    with tempfile.TemporaryDirectory() as folder:
        desk = _desk(Path(folder))
        made: dict[str, Message | Fields] = {**_verdicts(desk), **_replies(desk), **_decided(desk), **_forms(desk)}
        return {**made, **_words(desk), **_homes(desk, Path(folder))}


def _desk(folder: Path) -> Desk:
    profile = folder / "practice.yaml"
    profile.write_text(PROFILE, "utf-8")
    return Desk(profile)


def _card(desk: Desk, words: str, *, masked: bool = False, review: str = "", platform: str = "facebook") -> Card:
    kind = Kind.REVIEW_REPLY if review else Kind.POST
    draft = Draft(words, kind, "google" if review else platform, review or None)
    report = desk.checkpost.check_and_suggest(draft, desk.practice)
    return of_report(report, CHECK, ANN.label, masked=report.findings if masked else None)


def _private(card: Card) -> Message:
    """A card as `/checkpost` shows it."""
    return Message(cards.message(card), private=True)


def _direct(card: Card, words: str, *, sure: bool = True) -> Message:
    """A card as a direct message has it, under the words that it is about."""
    shown = cards.message(card)
    blocks = [*shown["blocks"], *([] if sure else cards.guess(card)), cards.feedback(card)]
    return Message({**shown, "blocks": blocks}, before=(ANN.name, words))


def _verdicts(desk: Desk) -> dict[str, Message]:
    return {
        "block": _private(_card(desk, STORY)),
        "block-direct": _direct(_card(desk, STORY, masked=True), STORY),
        "block-short": _private(_card(desk, SHORT, platform="instagram")),
        "block-guessed": _direct(_card(desk, SHORT, masked=True), SHORT, sure=False),
        "block-reply": _private(_card(desk, ANSWER, review=REVIEW)),
        "revise": _private(_card(desk, CLAIM)),
        "pass": _private(_card(desk, CLEAN)),
        "pass-direct": _direct(_card(desk, CLEAN, masked=True), CLEAN),
    }


def _reply_card(desk: Desk) -> Card:
    kept = answers.worded(REVIEW, 1, "google", desk)
    wordings = tuple(Wording(CHECK, DRAFT, s.text, s.voice) for s, _ in kept.passed)
    card = _card(desk, wordings[0].text, review=REVIEW)
    return Card(
        CHECK, ANN.label, Kind.REVIEW_REPLY, "google", card.verdict, (), (), (), wordings, 0,
        advice=kept.advice, replies=True,
    )  # fmt: skip


def _replies(desk: Desk) -> dict[str, Message]:
    card = _reply_card(desk)
    alert = answers.worded("I want to kill myself after what you did to me", 1, "google", desk).alert
    return {
        "replies": _private(card),
        "replies-direct": _direct(card, REVIEW),
        **({"alert": Message({"blocks": sentences.alert(alert)}, private=True)} if alert else {}),
    }


def _decided(desk: Desk) -> dict[str, Message]:
    card, clean = _card(desk, STORY), _card(desk, CLEAN, masked=True)
    wording = card.wordings[0]

    def state(decision: Decision, by: Person, reason: str = "") -> State:
        return State(decision, by.label, NOW - timedelta(minutes=20), wording.text, "offline", reason)

    comment = "Please add our opening hours."
    asked = card.at(state(Decision.ASKED, ANN, "For tomorrow's post, if you like it."))
    used = clean.at(State(Decision.USED, ANN.label, NOW - timedelta(minutes=20), CLEAN, AUTHOR))
    return {
        "approval": Message(approvals.request(asked)),
        "approval-decided": Message(approvals.request(card.at(state(Decision.APPROVED, BEA)))),
        "waiting": Message(approvals.heard(asked)),
        "approved": Message(approvals.heard(card.at(state(Decision.APPROVED, BEA)))),
        "sent-back": Message(approvals.heard(card.at(state(Decision.SENT_BACK, BEA, comment)))),
        "used": _private(card.at(state(Decision.USED, ANN))),
        "used-direct": _direct(used, CLEAN),
    }


def _forms(desk: Desk) -> dict[str, Fields]:
    card, told = _card(desk, STORY), cards.examples(desk.packs)
    return {
        "compose": views.compose(),
        "edit": views.edit(card.wordings[0]),
        "why": views.why(card, told),
        "ask": views.ask(card.wordings[0]),
        "dispute": views.dispute(card),
        "override": views.override(_card(desk, CLAIM)),
        "send-back": views.send_back(CHECK),
        "others": views.told("Other wordings", cards.others(card)),
        "result": views.result(_card(desk, CLAIM)),
    }


def _words(desk: Desk) -> dict[str, Message]:
    return {
        "help": Message({"blocks": sentences.lines([sentences.HELP])}, private=True),
        "rules": Message({"blocks": sentences.lines(sentences.rules(desk.packs))}, private=True),
    }


@dataclass
class _Members:
    """Two members, of whom Bea approves."""

    def person(self, user: str) -> Person:
        return next((p for p in (ANN, BEA) if p.id == user), Person(user))

    def administers(self, user: str) -> bool:
        """Nobody keeps the rules in the pictures."""
        return False

    def approves(self, user: str) -> bool:
        return user == BEA.id


@dataclass
class _Wall:
    """Takes what would be sent to Slack."""

    sent: list[Mapping[str, Any]] = field(default_factory=list)

    def call(self, _method: str, **arguments: Any) -> Mapping[str, Any]:
        self.sent.append(arguments)
        return {}


def _homes(desk: Desk, folder: Path) -> dict[str, Fields]:
    """Return App Home of an author and of an approver, after a morning's work."""
    members, wall = cast(People, _Members()), _Wall()
    with Trail.open(folder / "trail.db", bytes(32), clock=lambda: NOW - timedelta(minutes=20)) as trail:
        service = Service(desk, trail, members, Recent(10, 60))
        empty = Office(service, cast(Board, wall), members, desk.settings, "U0BOT", "T0")
        home.publish(empty, ANN.id)
        _morning(service)
        home.publish(empty, ANN.id)
        home.publish(empty, BEA.id)
    return dict(zip(("home-new", "home", "home-approver"), (sent["view"] for sent in wall.sent), strict=True))


def _morning(service: Service) -> None:
    for number, words in enumerate((CLEAN, CLAIM, STORY)):
        made = service.check(service.draft(words), ANN, f"sample:{number}")
    offered: Suggestion = made.report.suggestions[0]
    service.trail.decide(made.check, Decided(Decision.ASKED, offered), ANN.label, delivery="sample:ask")
