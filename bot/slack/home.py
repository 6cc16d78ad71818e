"""App Home: what waits for me, my last checks, how to use Checkpost, the rules; for approvers the queue and the week.

https://docs.slack.dev/surfaces/app-home. It is kept by Slack, so it shows scrubbed text only.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.audit import Decision
from bot.drafts import Kind, Verdict
from bot.slack import cards, sentences, text
from bot.slack.card import Card
from bot.slack.listeners import Body, Office

Block = dict[str, Any]
MINE, QUEUE, DISPUTES = 5, 10, 5
PLACEHOLDER = re.compile(r"<([A-Z_]+?)_\d+>")
NAMES = {
    "PERSON": "name",
    "DATE": "date",
    "LOCATION": "place",
    "PHONE_NUMBER": "phone",
    "USERNAME": "account",
    "URL": "link",
}
FIRST_WORDS = 90  # characters of a scrubbed text


def opened(office: Office) -> Callable[[Body], None]:
    """Return the listener of `app_home_opened`."""

    def open_home(body: Body) -> None:
        event = body.get("event") or {}
        user = str(event.get("user", ""))
        if event.get("tab") == "messages":
            office.board.pool.run("prompts", lambda: prompts(office, str(event.get("channel", ""))))
        elif user:
            office.board.pool.run("home", lambda: publish(office, user))

    return open_home


def prompts(office: Office, channel: str) -> None:
    """Offer first messages, where the workspace has the agent surface; one without it answers with an error, which is fine."""
    office.board.call(
        "assistant.threads.setSuggestedPrompts", channel_id=channel, title="What can I check for you?", prompts=PROMPTS
    )


def publish(office: Office, user: str) -> None:
    """Publish the Home tab of one member."""
    blocks = [cards.section(sentences.GUEST)] if office.people.person(user).guest else list(_blocks(office, user))
    office.board.call("views.publish", user_id=user, view={"type": "home", "blocks": blocks[:100]})


def _blocks(office: Office, user: str) -> Iterator[Block]:
    yield {"type": "header", "text": text.plain("Checkpost")}
    yield cards.section("Send me a draft before you publish it, or a review before you answer it.")
    yield {
        "type": "actions",
        "block_id": "home:start",
        "elements": [
            cards.button("compose", "Check a draft", "home", style="primary"),
            cards.button("rules", "The rules in brief", "home"),
            cards.button("help", "How to use me", "home"),
        ],
    }
    approver = office.people.approves(user)
    if approver:
        yield from _queue(office, user)
    yield from _waiting(office, user)
    yield from _mine(office, user)
    if approver:
        yield from _week(office)
    if office.people.administers(user):
        yield from _disputes(office)


def _waiting(office: Office, user: str) -> Iterator[Block]:
    trail = office.service.trail
    mine = [c for d in (Decision.ASKED, Decision.APPROVED, Decision.SENT_BACK) for c in trail.standing(d)]
    shown = [office.service.recall(c) for c in mine if office.service.author_of(c) == user][:MINE]
    if shown:
        yield {"type": "divider"}
        yield cards.section("*Waiting*")
    for card in shown:
        yield _line(card, f"{text.escape(_first(card.state.wording))}\n{cards.decision(card.state)}")


def _mine(office: Office, user: str) -> Iterator[Block]:
    checks = office.service.trail.of_actor(user, MINE)
    yield {"type": "divider"}
    yield cards.section("*My last checks*")
    if not checks:
        yield cards.section("None yet. Type `/checkpost` and a draft in any channel: only you see the answer.")
    for check in checks:
        record = office.service.trail.show(check)
        card = office.service.recall(check)
        words = PLACEHOLDER.sub(
            lambda found: f"[{NAMES.get(found[1], 'identifier')}]", " ".join(record["text"].split())
        )
        yield _line(card, text.escape(_first(words)))


def _queue(office: Office, user: str) -> Iterator[Block]:
    waiting = [c for c in office.service.trail.standing(Decision.ASKED) if office.service.author_of(c) != user]
    yield {"type": "divider"}
    yield cards.section(f"*Waiting for your approval: {len(waiting)}*")
    for check in waiting[:QUEUE]:
        card = office.service.recall(check)
        yield cards.section(f"{cards.who(card.author)} · {_about(card)}")
        if card.state.wording:
            yield text.wording(card.state.wording[:2500])
        yield {
            "type": "actions",
            "block_id": f"queue:{check}",
            "elements": [
                cards.button("approve", "Approve", check, style="primary"),
                cards.button("send_back", "Send back", check),
            ],
        }


def _week(office: Office) -> Iterator[Block]:
    since = datetime.now(UTC) - timedelta(days=7)
    verdicts: Counter[str] = Counter()
    rules: Counter[str] = Counter()
    for check in office.service.trail.list(since=since):
        verdicts[check["verdict"]] += 1
        rules.update(check["rules"])
    told_of = (
        ", ".join(f"{cards.LOOKS[Verdict[word.upper()]][1]}: {n}" for word, n in verdicts.most_common()) or "no checks"
    )
    yield {"type": "divider"}
    yield cards.section(f"*The last seven days*\n{told_of}")
    packs = office.service.desk.packs
    often = [
        f"{text.escape(rule.title.rstrip('.'))} ({n})" for name, n in rules.most_common(3) if (rule := packs.rule(name))
    ]
    if often:
        yield cards.context(["Most often: " + "; ".join(often)])


def _disputes(office: Office) -> Iterator[Block]:
    """What authors held to be wrong, for whoever keeps the rules."""
    packs, disputes = office.service.desk.packs, office.service.trail.disputed(DISPUTES)
    yield {"type": "divider"}
    yield cards.section("*Not a problem, say authors*" if disputes else "*No author has disputed a rule*")
    for dispute in disputes:
        rule = packs.rule(dispute["rule"])
        title = text.escape(rule.title if rule else dispute["rule"])
        reason = text.escape(_first(PLACEHOLDER.sub("[name]", dispute["reason"])))
        yield cards.section(f"{title}\n{cards.who(dispute['actor'])}: {reason}")


def _line(card: Card, words: str) -> Block:
    """`words` are mrkdwn already."""
    icon, word, _ = cards.LOOKS[card.verdict]
    return {
        "type": "section",
        "text": {"type": "mrkdwn", "text": f"{icon} *{word}* · {_about(card)}\n{words}"[:3000], "verbatim": True},
        "accessory": cards.button("why", "Why?", card.check),
    }  # fmt: skip


def _about(card: Card) -> str:
    kind = "Reply" if card.kind is Kind.REVIEW_REPLY else "Post"
    return f"{kind} on {text.escape(cards.platform(card.platform))}"


def _first(words: str) -> str:
    return words if len(words) <= FIRST_WORDS else words[: FIRST_WORDS - 1].rstrip() + "…"


PROMPTS = [
    {"title": "Check a draft", "message": "Check this draft: "},
    {"title": "Answer a review", "message": "Can you help me answer this review? "},
    {"title": "May we post this?", "message": "May we post a photo of the waiting room?"},
    {"title": "What can you do?", "message": "help"},
]
