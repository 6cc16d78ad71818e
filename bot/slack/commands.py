"""`/checkpost`: the acknowledgement itself carries the answer, so nobody waits and nothing is owed.

https://docs.slack.dev/interactivity/implementing-slash-commands. Always ephemeral: `in_channel` would show the command, and so
the draft, to everybody.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from slack_bolt import Ack

from bot.audit import Decision
from bot.slack import cards, sentences, text, views
from bot.slack.listeners import Body, Office, told

Answer = dict[str, Any]


def listener(office: Office) -> Callable[[Ack, Body], None]:
    """Return the listener of the command."""

    def command(ack: Ack, body: Body) -> None:
        answered: list[Answer] = []
        told(lambda: _answer(office, body, answered), lambda words: answered.append(_words(words)))
        ack(response_type="ephemeral", **(answered[0])) if answered else ack()

    return command


def _answer(office: Office, body: Body, answered: list[Answer]) -> str | None:
    if office.guest(body):
        return sentences.GUEST
    words = text.from_command(str(body.get("text") or "")).strip()
    first, _, rest = words.partition(" ")
    named = NAMED.get(first.lower().rstrip(":"))
    if not words:
        opened = office.board.call("views.open", trigger_id=body.get("trigger_id"), view=views.compose())
        return None if opened is not None else sentences.FORM_CLOSED
    if first.lower() in ("reply", "reply:", "answer", "answer:") or words.lower().startswith(("reply\n", "answer\n")):
        answered.append(
            _reply(office, body, words[len(first.split("\n")[0]) :].strip() if "\n" in first else rest.strip())
        )
        return None
    if named and not rest.strip():
        answered.append(named(office, body))
        return None
    answered.append(_checked(office, body, words))
    return None


def _checked(office: Office, body: Body, words: str) -> Answer:
    author = office.person(body)
    made = office.service.check(office.service.draft(words), author, f"command:{body.get('trigger_id')}")
    office.board.addresses.put(made.check, str(body.get("response_url") or ""))
    return cards.message(office.service.card(made, author, masked=False))


def _reply(office: Office, body: Body, review: str) -> Answer:
    if not review:
        office.board.call(
            "views.open", trigger_id=body.get("trigger_id"), view=views.compose(kind="answer", platform="google")
        )
        return _words("Paste the review into the form.")
    author = office.person(body)
    card = office.service.answer(review, None, "", author, f"command:{body.get('trigger_id')}")
    if isinstance(card, str):
        return {"text": "Please do not answer this review in public.", "blocks": sentences.alert(card)}
    for wording in card.wordings:
        office.board.addresses.put(wording.check, str(body.get("response_url") or ""))
    return cards.message(card)


def _help(_office: Office, _body: Body) -> Answer:
    return {"text": "What Checkpost does", "blocks": sentences.lines([sentences.HELP])}


def _rules(office: Office, _body: Body) -> Answer:
    more = (
        "`checkpost policy show RULE` on the terminal, or *Why?* on a card, shows a rule with its source and examples."
    )
    return {
        "text": "The rules in brief",
        "blocks": sentences.lines([*sentences.rules(office.service.desk.packs), more]),
    }


def _status(office: Office, body: Body) -> Answer:
    user = office.person(body).id
    trail, packs = office.service.trail, office.service.desk.packs
    waiting = list(trail.standing(Decision.ASKED))
    mine = [c for c in waiting if office.service.author_of(c) == user]
    lines = [
        f"✅ Checkpost is running with {len(packs.rules)} rules in {len(packs.packs)} packs.",
        f"{_count(len(mine), 'request of yours waits', 'requests of yours wait')} for approval.",
    ]
    if office.people.approves(user):
        others = len(waiting) - len(mine)
        lines.append(f"{_count(others, 'request waits', 'requests wait')} for you to approve.")
    if office.service.desk.profile is None:
        lines.append(
            "⚠️ There is no practice profile yet, so your own staff counts as unknown: `checkpost init` makes one."
        )
    return {"text": "Checkpost is running.", "blocks": sentences.lines(["\n".join(lines)])}


def _count(number: int, one: str, more: str) -> str:
    return f"{number or 'No'} {one if number == 1 else more}"


def _words(words: str) -> Answer:
    return {"text": words, "blocks": sentences.lines([words])}


NAMED: dict[str, Callable[[Office, Body], Answer]] = {"help": _help, "rules": _rules, "status": _status, "?": _help}
