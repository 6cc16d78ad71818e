"""A card as Block Kit: the verdict in the first line, what to change and why, words to copy, what can be done.

The first block never holds a word of the draft: desktop notifications are made from it (slack.md: changelog 2026/07/13).
The author's words stand in rich_text and plain_text only, where Slack parses nothing. https://docs.slack.dev/reference/block-kit
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from bot.audit import Decision, State
from bot.drafts import Kind, Verdict
from bot.policy import Packs
from bot.policy.rules import Rule
from bot.slack import text
from bot.slack.card import AUTHOR, DRAFT, Card, Point, Wording

Block = dict[str, Any]

LOOKS: Mapping[Verdict, tuple[str, str, str]] = {
    Verdict.PASS: ("✅", "Pass", "Nothing in it breaks a rule."),
    Verdict.REVISE: ("⚠️", "Revise", "Change it before you publish it."),
    Verdict.BLOCK: ("⛔", "Block", "Do not publish this."),
}
DONE: Mapping[Decision, str] = {
    Decision.USED: "✔️ Used by {who}, {when}.",
    Decision.EDITED: "✏️ Edited by {who}, {when}. The new wording has a card of its own.",
    Decision.ASKED: "⏳ Waiting for approval. Asked by {who}, {when}.",
    Decision.APPROVED: "👍 Approved by {who}, {when}.",
    Decision.SENT_BACK: "↩️ Sent back by {who}, {when}.",
    Decision.OVERRODE: "❗ Published anyway by {who}, {when}.",
    Decision.WITHDRAWN: "🗑️ Withdrawn by {who}, {when}.",
    Decision.EXPIRED: "⌛ The approval was not used and has expired, {when}. Ask again if it is still wanted.",
}
ENDED = frozenset({Decision.USED, Decision.EDITED, Decision.OVERRODE, Decision.WITHDRAWN, Decision.EXPIRED})
MOST_POINTS, MOST_EXCERPTS, MOST_NOTES = 3, 2, 2
REASON = 25  # words
EXCERPT = 320  # characters
ROOM = 5000  # characters of wordings on one card; Slack takes some 13,200 in all (bolt-js 2509)
SHORT = 700  # together: then all wordings stand on the card, else the first, and the others behind a button


def message(card: Card) -> dict[str, Any]:
    """Return `text` and `blocks` of a message. `text` is what phones and screen readers say first: never the draft."""
    return {"text": summary(card), "blocks": blocks(card)}


def summary(card: Card) -> str:
    """One neutral line."""
    if card.replies:
        return "Your replies are ready."
    icon, word, sentence = LOOKS[card.verdict]
    return f"{icon} {word}: your check is ready. {sentence}"


def title(card: Card) -> str:
    """Name the thread: what it is about, without a word of it."""
    kind = "reply" if card.kind is Kind.REVIEW_REPLY else "post"
    return f"{'Replies' if card.replies else LOOKS[card.verdict][1]}: {kind} on {card.platform}"


def blocks(card: Card) -> list[Block]:
    """Return the blocks of a card, for a message or a modal."""
    found = [_section(_head(card), f"head:{card.check}:{_step(card)}")]
    if card.state.decision is not None:
        found.append(_context([decision(card.state)]))
        if card.state.reason:
            found.append(_context_plain(f"“{_cut(card.state.reason, 300)}”"))
    if card.state.decision in ENDED:
        return [*found, *_last_wording(card), *_foot(card)]
    found += _reasons(card)
    found += _wordings(card)
    found += _acts(card)
    return [*found, *_foot(card)]


def details(card: Card, examples: Mapping[str, tuple[Sequence[str], Sequence[str]]]) -> list[Block]:
    """Return the blocks of "Why?": every rule with its source, what to do, and examples that break and keep it."""
    found = [block for point in (*card.points, *card.notes) for block in _explained(point, examples)]
    return found[:-1] or [_section("No rule has anything to say about this draft.")]


def _explained(point: Point, examples: Mapping[str, tuple[Sequence[str], Sequence[str]]]) -> Iterator[Block]:
    figure = f": {text.escape(point.figure)}" if point.figure else ""
    yield _section(f"*{text.escape(point.title)}*{figure}\n{text.escape(point.why)}")
    yield _context([f"Source: {text.escape(point.source)}" if point.source else f"Rule: {point.rule}"])
    if point.fix:
        yield _section(f"*Do:* {text.escape(point.fix)}")
    breaks, keeps = examples.get(point.rule, ((), ()))
    if breaks and keeps:
        yield _examples(breaks[:2], keeps[:2])
    yield {"type": "divider"}


def others(card: Card) -> list[Block]:
    """Return the blocks of the modal with the wordings that had no room on the card."""
    return [block for wording in card.wordings for block in _wording(card, wording, first=False)] or [
        _section("There is no other wording.")
    ]


def feedback(card: Card) -> Block:
    """Return the row that asks whether the answer helped. Messages only. https://docs.slack.dev/reference/block-kit/block-elements/feedback-buttons-element"""
    return {
        "type": "context_actions",
        "elements": [
            {
                "type": "feedback_buttons",
                "action_id": "feedback",
                "positive_button": {
                    "text": text.plain("Helped"),
                    "value": f"{card.check}:1",
                    "accessibility_label": "This helped",
                },
                "negative_button": {
                    "text": text.plain("Did not help"),
                    "value": f"{card.check}:0",
                    "accessibility_label": "This did not help",
                },
            }
        ],
    }


def guess(card: Card) -> list[Block]:
    """Return the row that corrects a guess about what a message was."""
    value = str(card.check)
    return [
        _context(["I took this for a draft. If it is something else:"]),
        {
            "type": "actions",
            "block_id": f"guess:{card.check}",
            "elements": [
                _button("as_review", "It is a review to answer", value),
                _button("as_reply", "It is a reply of ours", value),
                _button("as_talk", "Not a draft", value),
            ],
        },
    ]


def rules(found: Sequence[Rule]) -> list[Block]:
    """Return rules as an answer to a question: what they say, why, and examples."""
    points = [Point(r.id, r.title, r.verdict, r.why, r.source, r.fix) for r in found]
    return [block for point in points for block in _explained(point, _shown_examples(found))]


def examples(packs: Packs) -> dict[str, tuple[list[str], list[str]]]:
    """Return the examples of every rule, by its id: what breaks it, and what keeps it."""
    return _shown_examples(packs.rules)


def _shown_examples(rules: Sequence[Rule]) -> dict[str, tuple[list[str], list[str]]]:
    return {r.id: ([e.text for e in r.breaks], [e.text for e in r.keeps]) for r in rules}


def _head(card: Card) -> str:
    if card.replies:
        count = len(card.wordings)
        return "💬 *Replies.* " + (
            f"{count} to choose from; none says whether the reviewer is a patient." if count else "None to offer."
        )
    icon, word, sentence = LOOKS[card.verdict]
    return f"{icon} *{word}.* {sentence}"


def _step(card: Card) -> str:
    return str(card.state.decision or "open").replace(" ", "-")


def decision(state: State) -> str:
    """Say what was decided, by whom and when."""
    if state.decision is None:
        return "Nothing is decided yet."
    return DONE[state.decision].format(who=who(state.actor), when=text.date(state.at) if state.at else "")


def who(actor: str) -> str:
    """Name somebody by the label that the trail has, as a mention that rings no bell in a context line."""
    user = actor.split(" ", maxsplit=1)[0]
    return f"<@{user}>" if user[:1] in ("U", "W") and user.isalnum() else text.escape(actor) or "Checkpost"


def _reasons(card: Card) -> Iterator[Block]:
    for excerpt in card.excerpts[:MOST_EXCERPTS]:
        if block := _quote(excerpt):
            yield block
    for fault in card.faults:
        yield _section(f"*{text.escape(fault)}* A part of the check failed, so the draft counts as not safe.")
    for point in card.points[:MOST_POINTS]:
        yield _point(point, card.verdict)
    more = len(card.points) - MOST_POINTS
    if more > 0:
        yield _context([f"and {more} more {'rule' if more == 1 else 'rules'}: see *Why?*"])
    for note in card.notes[:MOST_NOTES]:
        figure = f": {text.escape(note.figure)}" if note.figure else ""
        yield _context([f"ℹ️ {text.escape(note.title)}{figure}"])
    for advice in card.advice:
        yield _context([f"❗ {text.escape(advice)}"])


def _point(point: Point, verdict: Verdict) -> Block:
    softer = "" if point.verdict is verdict else f" ({point.verdict})"
    reason = " ".join(point.why.split()[:REASON])
    if len(point.why.split()) > REASON:
        sentence = point.why.split(". ")[0]
        reason = sentence + "." if len(sentence.split()) <= REASON else reason + " …"
    source = f" _({text.escape(point.source)})_" if point.source else ""
    return _section(f"*{text.escape(point.title)}*{softer}\n{text.escape(reason)}{source}")


def _wordings(card: Card) -> Iterator[Block]:
    shown = _shown(card)
    if not card.wordings and card.verdict is not Verdict.PASS and not card.replies:
        yield _context(["No wording of ours passes the check. Change the words in bold and check again."])
    for at, wording in enumerate(shown):
        yield from _wording(card, wording, first=at == 0)


def _shown(card: Card) -> Sequence[Wording]:
    if card.state.decision is Decision.APPROVED or card.state.decision is Decision.ASKED:
        return card.wordings[:0]
    if sum(len(w.text) for w in card.wordings) <= (ROOM if card.replies else SHORT):
        return card.wordings
    return card.wordings[:1] if len(card.wordings[0].text) <= ROOM else ()


def _wording(card: Card, wording: Wording, *, first: bool) -> Iterator[Block]:
    if wording.number == DRAFT and not card.replies:
        # In a message the author's own words stand right above, and a name that was missed must not be repeated.
        if not card.masked and len(wording.text) <= ROOM:
            yield text.wording(wording.text)
    else:
        voice = f" · {text.escape(wording.voice)}" if wording.voice else ""
        name = "Reply" if card.replies else f"Wording {wording.number + 1}"
        changes = f" — {text.escape(_cut(' '.join(wording.changes), 200))}" if wording.changes else ""
        yield _context([f"*{name}*{voice}{changes}"])
        yield text.wording(wording.text)
    value = f"{wording.check}:{wording.number}"
    yield {
        "type": "actions",
        "block_id": f"wording:{value}:{_step(card)}",
        "elements": [
            _button(
                "use", "Use this", value, primary=first, label=f"Use this {wording.voice} wording".replace("  ", " ")
            ),
            _button("edit", "Edit", value, label="Edit this wording"),
        ],
    }


def _last_wording(card: Card) -> Iterator[Block]:
    state = card.state
    own = state.writer == AUTHOR and card.masked
    if state.wording and state.decision is Decision.USED and len(state.wording) <= ROOM and not own:
        yield text.wording(card.state.wording)


def _acts(card: Card) -> Iterator[Block]:
    decision = card.state.decision
    value, buttons = str(card.check), list[Block]()
    if decision is Decision.APPROVED and card.state.wording:
        if not (card.state.writer == AUTHOR and card.masked):
            yield text.wording(card.state.wording)
        buttons.append(_button("use_approved", "Use this", value, primary=True))
    if decision in (Decision.APPROVED, Decision.ASKED):
        buttons.append(_button("withdraw", "Withdraw", value))
    else:
        if len(_shown(card)) < len(card.wordings):
            buttons.append(_button("others", "Other wordings", value))
        if card.wordings:
            buttons.append(_button("ask", "Ask for approval", value))
        if card.points:
            buttons.append(_button("dispute", "Not a problem", value))
        if card.verdict is Verdict.REVISE and not card.faults:
            buttons.append(_button("override", "Publish anyway", value, danger=True))
    if card.points or card.notes:
        buttons.append(_button("why", "Why?", value, label="Why? The rules with their sources"))
    if buttons:
        yield {"type": "actions", "block_id": f"acts:{card.check}:{_step(card)}", "elements": buttons}


def _foot(card: Card) -> Iterator[Block]:
    if card.masked and card.identifiers and card.state.decision not in ENDED:
        yield _context(
            ["🔒 Slack keeps your message, and it holds an identifier. Please delete it once you are done here."]
        )
    kind = "reply" if card.kind is Kind.REVIEW_REPLY else "post"
    spelled = f"{card.check[:5]}-{card.check[5:]}"
    yield _context([f"{kind.capitalize()} · {text.escape(card.platform)} · recorded as {spelled}"])


def _quote(excerpt: Iterable[tuple[str, bool]]) -> Block | None:
    elements, room = [], EXCERPT
    for words, marked in excerpt:
        piece = _cut(words, room)
        if piece and room > 0:
            elements.append({"type": "text", "text": piece, **({"style": {"bold": True}} if marked else {})})
        room -= len(words)
    if not elements:
        return None
    return {"type": "rich_text", "elements": [{"type": "rich_text_quote", "elements": elements}]}


def _examples(breaks: Sequence[str], keeps: Sequence[str]) -> Block:
    rows = [("✗ ", example) for example in breaks] + [("✓ ", example) for example in keeps]
    items = [
        {"type": "rich_text_section", "elements": [{"type": "text", "text": mark + _cut(example, 300)}]}
        for mark, example in rows
    ]
    return {"type": "rich_text", "elements": [{"type": "rich_text_list", "style": "bullet", "elements": items}]}


def _button(  # noqa: PLR0913 - what a button has
    action: str, words: str, value: str, *, primary: bool = False, danger: bool = False, label: str = ""
) -> Block:
    style = {"style": "primary"} if primary else {"style": "danger"} if danger else {}
    spoken = {"accessibility_label": label} if label else {}
    return {"type": "button", "action_id": action, "text": text.plain(words), "value": value, **style, **spoken}


def _section(words: str, block_id: str = "") -> Block:
    named = {"block_id": block_id} if block_id else {}
    return {"type": "section", "text": {"type": "mrkdwn", "text": _cut(words, 3000), "verbatim": True}, **named}


def _context(lines: Sequence[str]) -> Block:
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": _cut(s, 2000), "verbatim": True} for s in lines]}


def _context_plain(words: str) -> Block:
    return {"type": "context", "elements": [text.plain(words)]}


def _cut(words: str, most: int) -> str:
    return words if len(words) <= most else words[: max(0, most - 1)].rstrip() + "…"
