"""Asking somebody else: what an approver sees, and what the author hears. Approvers see clean wordings only."""

from __future__ import annotations

from typing import Any

from bot.audit import Decision
from bot.drafts import Kind, Verdict
from bot.slack import cards, text
from bot.slack.card import Card

HEARD = frozenset({Decision.APPROVED, Decision.SENT_BACK, Decision.EXPIRED})  # what the author is told of
NEWS = {
    Decision.APPROVED: "👍 Approved: you can use it now.",
    Decision.SENT_BACK: "↩️ Sent back: see what should change.",
    Decision.EXPIRED: "⌛ An approval that was not used has expired.",
}


def request(card: Card) -> dict[str, Any]:
    """Return the message to approvers about a card whose author asked."""
    kind = "reply to a review" if card.kind is Kind.REVIEW_REPLY else "post"
    waiting = card.state.decision is Decision.ASKED
    head = f"🔎 *Approval wanted.* {cards.who(card.author)} asks before publishing a {kind} on {text.escape(cards.platform(card.platform))}."
    blocks: list[dict[str, Any]] = [
        cards.section(
            head
            if waiting
            else f"🔎 A {kind} on {text.escape(cards.platform(card.platform))}, by {cards.who(card.author)}."
        )
    ]
    if card.state.wording:
        blocks.append(text.wording(card.state.wording))
    if card.state.reason:
        blocks.append({"type": "context", "elements": [text.plain(f"“{card.state.reason[:1500]}”")]})
    blocks.append(cards.context([_about(card)]))
    if waiting:
        blocks.append({
            "type": "actions",
            "block_id": f"request:{card.check}",
            "elements": [
                cards.button("approve", "Approve", card.check, label="Approve this wording", style="primary"),
                cards.button("send_back", "Send back", card.check, label="Send this wording back with a comment"),
                cards.button("why", "Why?", card.check, label="Why? The rules with their sources"),
            ],
        })  # fmt: skip
    elif card.state.decision is not None:
        blocks.append(cards.context([cards.decision(card.state)]))
    return {
        "text": "A wording waits for approval." if waiting else "A request for approval was decided.",
        "blocks": blocks,
    }


def _about(card: Card) -> str:
    """Say that this wording passed, and what was wrong with the draft before it."""
    if not card.points:
        return "✅ This wording passed the check."
    count = len(card.points)
    became = "was blocked" if card.verdict is Verdict.BLOCK else "needed another wording"
    concerned = "; ".join(text.escape(point.title.rstrip(".")) for point in card.points[:2])
    more = f" and {count - 2} more" if count > 2 else ""
    return f"✅ This wording passed the check. The draft before it {became}: {concerned}{more}."


def reminder() -> str:
    """What is said of a request that waits for longer than a day."""
    return "⏰ This has been waiting for more than a day. Approve it or send it back, so that its author can go on."


def heard(card: Card) -> dict[str, Any]:
    """Return the message to the author after an approver decided."""
    decision = card.state.decision
    news = NEWS.get(decision, "Your request was decided.") if decision else "Your request was decided."
    return {"text": news, "blocks": cards.blocks(card)}
