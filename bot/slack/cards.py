"""A card as Block Kit: the verdict in the first line, what to change and why, words to copy, what can be done.

The first block never holds a word of the draft: desktop notifications are made from it (slack.md: changelog 2026/07/13).
The author's words stand in rich_text and plain_text only, where Slack parses nothing. https://docs.slack.dev/reference/block-kit
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.audit import Decision, State
from bot.drafts import Kind, Verdict
from bot.policy import Packs
from bot.policy.rules import Rule
from bot.slack import text
from bot.slack.card import AUTHOR, DRAFT, Card, Point, Wording

Block = dict[str, Any]
PLATFORMS = {
    "facebook": "Facebook", "instagram": "Instagram", "x": "X", "linkedin": "LinkedIn", "tiktok": "TikTok",
    "nextdoor": "Nextdoor", "google": "Google", "yelp": "Yelp", "healthgrades": "Healthgrades", "zocdoc": "Zocdoc",
}  # fmt: skip

LOOKS: Mapping[Verdict, tuple[str, str, str]] = {
    Verdict.PASS: ("✅", "Pass", "nothing in it breaks a rule"),
    Verdict.REVISE: ("⚠️", "Revise", "change it first"),
    Verdict.BLOCK: ("⛔", "Block", "do not publish this"),
}
# What a decided card opens with, and then who decided it and when.
HEADS: Mapping[Decision, str] = {
    Decision.USED: "✔️ Used",
    Decision.EDITED: "✏️ Edited: the new wording has its own card",
    Decision.ASKED: "⏳ Waiting for approval",
    Decision.APPROVED: "👍 Approved: you can use it",
    Decision.SENT_BACK: "↩️ Sent back",
    Decision.OVERRODE: "❗ Published anyway",
    Decision.WITHDRAWN: "🗑️ Withdrawn",
    Decision.EXPIRED: "⌛ The approval has expired",
}
DONE: Mapping[Decision, str] = {
    Decision.USED: "Used by {who}, {when}.",
    Decision.EDITED: "Edited by {who}, {when}.",
    Decision.ASKED: "Waiting for approval. Asked by {who}, {when}.",
    Decision.APPROVED: "Approved by {who}, {when}.",
    Decision.SENT_BACK: "Sent back by {who}, {when}.",
    Decision.OVERRODE: "Published anyway by {who}, {when}.",
    Decision.WITHDRAWN: "Withdrawn by {who}, {when}.",
    Decision.EXPIRED: "Nobody used it in time, {when}. Ask again if it is still wanted.",
}
# What became of the first draft, told where another wording was decided on.
BEFORE: Mapping[Verdict, str] = {
    Verdict.BLOCK: "The draft before it was blocked; this wording passed the check.",
    Verdict.REVISE: "The draft before it needed another wording; this one passed the check.",
}
ENDED = frozenset({Decision.USED, Decision.EDITED, Decision.OVERRODE, Decision.WITHDRAWN, Decision.EXPIRED})
MOST_POINTS, MOST_NOTES, MOST_WORDS = 3, 2, 3
REASON = 25  # words
QUOTED = 60  # characters of each piece of the author's words
ROOM = 5000  # characters of a wording on a card; Slack takes some 13,200 in all (bolt-js 2509)


def message(card: Card) -> dict[str, Any]:
    """Return `text` and `blocks` of a message. `text` is what phones and screen readers say first: never the draft."""
    return {"text": summary(card), "blocks": blocks(card)}


def summary(card: Card) -> str:
    """One neutral line."""
    if card.replies:
        return "Your replies are ready."
    icon, word, sentence = LOOKS[card.verdict]
    return f"{icon} {word}: {sentence}. Your check is ready."


def title(card: Card) -> str:
    """Name the thread: what it is about, without a word of it."""
    kind = "reply" if card.kind is Kind.REVIEW_REPLY else "post"
    return f"{'Replies' if card.replies else LOOKS[card.verdict][1]}: {kind} on {platform(card.platform)}"


def blocks(card: Card) -> list[Block]:
    """Return the blocks of a card, for a message or a modal."""
    decision = card.state.decision
    if decision is None:
        return [_header(_head(card), card), *_open(card), *_foot(card)]
    found = [_header(HEADS[decision], card), context([_told_of(card)])]
    if card.state.reason:
        found.append(_said(card.state.reason))
    found += _wording_of(card)
    return [*found, *_acts(card), *_foot(card)]


def details(card: Card, examples: Mapping[str, tuple[Sequence[str], Sequence[str]]]) -> list[Block]:
    """Return the blocks of "Why?": every rule with its source, what to do, and examples that break and keep it."""
    found = [block for point in (*card.points, *card.notes) for block in _explained(point, examples)]
    return found[:-1] or [section("No rule has anything to say about this draft.")]


def _explained(point: Point, examples: Mapping[str, tuple[Sequence[str], Sequence[str]]]) -> Iterator[Block]:
    figure = f": {text.escape(point.figure)}" if point.figure else ""
    yield section(f"*{text.escape(point.title)}*{figure}\n{text.escape(point.why)}")
    yield context([f"Source: {text.escape(point.source)}" if point.source else f"Rule: {point.rule}"])
    if point.fix:
        yield section(f"*Do:* {text.escape(point.fix)}")
    breaks, keeps = examples.get(point.rule, ((), ()))
    if breaks and keeps:
        yield from _examples(breaks[:1], keeps[:1])
    yield {"type": "divider"}


def others(card: Card) -> list[Block]:
    """Return the blocks of the page with the wordings that are not on the card."""
    rest = card.wordings[1:]
    return [block for wording in rest for block in _wording(card, wording, len(card.wordings))] or [
        section("There is no other wording.")
    ]


def feedback(card: Card) -> Block:
    """Return the row that asks whether the answer helped; messages only, docs.slack.dev/reference/block-kit/blocks/context-actions-block."""
    good, bad = f"{card.check}:1", f"{card.check}:0"
    return {
        "type": "context_actions",
        "elements": [
            {
                "type": "feedback_buttons",
                "action_id": "feedback",
                "positive_button": {"text": text.plain("Helped"), "value": good, "accessibility_label": "This helped"},
                "negative_button": {
                    "text": text.plain("Did not help"),
                    "value": bad,
                    "accessibility_label": "This did not help",
                },
            }
        ],
    }


def guess(card: Card) -> list[Block]:
    """Return the row that corrects a guess about what a message was."""
    value = str(card.check)
    return [
        context(["I took this for a draft. If it is something else, it is:"]),
        {
            "type": "actions",
            "block_id": f"guess:{card.check}",
            "elements": [
                button("as_review", "A review", value),
                button("as_reply", "Our reply", value),
                button("as_talk", "No draft", value),
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
        return f"💬 {count} {'reply' if count == 1 else 'replies'} to choose from" if count else "💬 No reply to offer"
    icon, word, sentence = LOOKS[card.verdict]
    return f"{icon} {word}: {sentence}"


def _step(card: Card) -> str:
    return str(card.state.decision or "open").replace(" ", "-")


def decision(state: State) -> str:
    """Say what was decided, by whom and when."""
    if state.decision is None:
        return "Nothing is decided yet."
    return DONE[state.decision].format(who=who(state.actor), when=text.date(state.at) if state.at else "")


def _told_of(card: Card) -> str:
    before = BEFORE.get(card.verdict, "") if card.state.wording else ""
    return " ".join(filter(None, (decision(card.state), before)))


def who(actor: str) -> str:
    """Name somebody by the label that the trail has, as a mention that rings no bell in a context line."""
    user = actor.split(" ", maxsplit=1)[0]
    return f"<@{user}>" if user[:1] in ("U", "W") and user.isalnum() else text.escape(actor) or "Checkpost"


def _open(card: Card) -> Iterator[Block]:
    """What is told while nothing is decided: what to change and why, words to use, what can be done."""
    if card.replies:
        yield context(["None of them says whether the reviewer is a patient."])
    if card.masked and card.identifiers:
        yield context(
            ["🔒 Slack keeps your message, and it holds an identifier. Please delete it once you are done here."]
        )
    yield from _reasons(card)
    for advice in card.advice:
        yield context([f"❗ {text.escape(advice)}"])
    if not card.wordings and card.verdict is not Verdict.PASS and not card.replies:
        yield context(["No wording of ours passes the check. Change the words named above and check again."])
    for wording in card.wordings[:1]:
        yield from _wording(card, wording, len(card.wordings))
    yield from _acts(card)


def _reasons(card: Card) -> Iterator[Block]:
    for fault in card.faults:
        yield section(f"*{text.escape(fault)}* A part of the check failed, so the draft counts as not safe.")
    if card.points:
        yield _list([_point(point) for point in card.points[:MOST_POINTS]])
        first = card.points[0]
        more = len(card.points) - MOST_POINTS
        also = f" And {more} more {'rule' if more == 1 else 'rules'}: see *Why?*" if more > 0 else ""
        source = f" _({text.escape(first.source)})_" if first.source else ""
        yield context([f"{text.escape(_reason(first))}{source}{also}"])
        if first.fix:
            yield section(f"*Do:* {text.escape(_cut(first.fix, 200))}")
    for note in card.notes[:MOST_NOTES]:
        figure = f": {text.escape(note.figure)}" if note.figure else ""
        yield context([f"ℹ️ {text.escape(note.title)}{figure}"])


def _point(point: Point) -> list[Block]:
    """One rule as a line of a list: its title, and the author's words that it means."""
    pieces = [f"“{_cut(words, QUOTED)}”" for words in point.words[:MOST_WORDS]]
    more = len(point.words) - MOST_WORDS
    quoted = ", ".join(pieces) + (f" and {more} more" if more > 0 else "")
    bold: Block = {"type": "text", "text": point.title.rstrip("."), "style": {"bold": True}}
    return [bold, {"type": "text", "text": f": {quoted}"}] if quoted else [bold]


def _reason(point: Point) -> str:
    if len(point.why.split()) <= REASON:
        return point.why
    sentence = point.why.split(". ")[0].rstrip(".") + "."
    return sentence if len(sentence.split()) <= REASON else " ".join(point.why.split()[:REASON]) + " …"


def _wording(card: Card, wording: Wording, count: int) -> Iterator[Block]:
    """One wording ready to copy, with what can be done with it."""
    own = wording.number == DRAFT and not card.replies
    if not own:
        name = (
            " · ".join(filter(None, ("Reply", text.escape(wording.voice))))
            if card.replies
            else f"Wording {wording.number + 1} of {count}"
        )
        change = f" · {text.escape(_cut(wording.changes[0], 80))}" if wording.changes else ""
        yield context([f"*{name}*{change}"])
    # In a message the author's own words stand right above, and a name that was missed must not be repeated.
    if len(wording.text) <= ROOM and not (own and card.masked):
        yield text.wording(wording.text)
    value = f"{wording.check}:{wording.number}"
    spoken = f"{wording.voice} wording".strip()
    yield {
        "type": "actions",
        "block_id": f"wording:{value}:{_step(card)}",
        "elements": [
            button("use", "Use this", value, style="primary", label=f"Use this {spoken}"),
            button("edit", "Edit", value, label=f"Edit this {spoken}"),
            button("ask", "Ask for approval", value, label=f"Ask for approval of this {spoken}"),
        ],
    }


def _wording_of(card: Card) -> Iterator[Block]:
    """The wording that was decided on. The author's own is not repeated where Slack keeps it."""
    state = card.state
    if state.wording and len(state.wording) <= ROOM and not (state.writer == AUTHOR and card.masked):
        yield text.wording(state.wording)


def _acts(card: Card) -> Iterator[Block]:
    buttons = list(_buttons(card, str(card.check)))
    if card.points or card.notes:
        buttons.append(button("why", "Why?", str(card.check), label="Why? The rules with their sources"))
    if buttons:
        yield {"type": "actions", "block_id": f"acts:{card.check}:{_step(card)}", "elements": buttons}


def _buttons(card: Card, value: str) -> Iterator[Block]:
    decision = card.state.decision
    if decision is Decision.APPROVED:
        yield button("use_approved", "Use this", value, style="primary")
    if decision in (Decision.APPROVED, Decision.ASKED):
        yield button("withdraw", "Withdraw", value)
    if decision is Decision.SENT_BACK:
        yield button("edit_asked", "Edit", value, style="primary", label="Edit the wording that was sent back")
    if decision is not None:
        return
    others = len(card.wordings) - 1
    if others > 0:
        what = "reply" if card.replies else "wording"
        several = "replies" if card.replies else "wordings"
        # Each reply is a check of its own, so the button names them.
        rest = ":" + ",".join(w.check for w in card.wordings[1:]) if card.replies else ""
        yield button("others", f"{others} more {what if others == 1 else several}", f"{value}{rest}")
    if card.points:
        yield button("dispute", "Not a problem", value)
    if card.verdict is Verdict.REVISE and not card.faults:
        yield button("override", "Publish anyway", value, confirm=SURE)


SURE = {
    "title": {"type": "plain_text", "text": "Publish it as it is?"},
    "text": {"type": "plain_text", "text": "You are asked for a reason, and both go on record."},
    "confirm": {"type": "plain_text", "text": "Go on"},
    "deny": {"type": "plain_text", "text": "Cancel"},
}


def platform(name: str) -> str:
    """How a platform is written."""
    return PLATFORMS.get(name, name)


def _foot(card: Card) -> Iterator[Block]:
    kind = "Reply" if card.kind is Kind.REVIEW_REPLY else "Post"
    spelled = f" · {card.check[:5]}-{card.check[5:]}" if card.check else ""
    yield context([f"{kind} on {text.escape(platform(card.platform))}{spelled}"])


def _said(words: str) -> Block:
    element = {"type": "text", "text": _cut(words, 600)}
    return {"type": "rich_text", "elements": [{"type": "rich_text_quote", "elements": [element]}]}


def _list(items: Sequence[Sequence[Block]]) -> Block:
    sections = [{"type": "rich_text_section", "elements": list(elements)} for elements in items]
    return {"type": "rich_text", "elements": [{"type": "rich_text_list", "style": "bullet", "elements": sections}]}


def _examples(breaks: Sequence[str], keeps: Sequence[str]) -> Iterator[Block]:
    """What breaks a rule and what keeps it, in made-up words."""
    lines = [f"✗ {_cut(example, 300)}" for example in breaks] + [f"✓ {_cut(example, 300)}" for example in keeps]
    yield context(["Made-up examples:"])
    yield text.rich([("\n".join(lines), False)])


def button(  # noqa: PLR0913 - what a button has
    action: str, words: str, value: str, *, style: str = "", label: str = "", confirm: Block | None = None
) -> Block:
    """Return a button. `value` holds ids only."""
    styled = {"style": style} if style else {}
    spoken = {"accessibility_label": label} if label else {}
    asked = {"confirm": confirm} if confirm else {}
    return {
        "type": "button", "action_id": action, "text": text.plain(words), "value": value, **styled, **spoken, **asked,
    }  # fmt: skip


def _header(words: str, card: Card) -> Block:
    return {"type": "header", "text": text.plain(words), "block_id": f"head:{card.check}:{_step(card)}"}


def section(words: str, block_id: str = "") -> Block:
    """Return a section of mrkdwn of ours."""
    named = {"block_id": block_id} if block_id else {}
    return {"type": "section", "text": {"type": "mrkdwn", "text": _cut(words, 3000), "verbatim": True}, **named}


def context(lines: Sequence[str]) -> Block:
    """Return a context block: small grey lines of mrkdwn of ours."""
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": _cut(s, 2000), "verbatim": True} for s in lines]}


def _cut(words: str, most: int) -> str:
    return words if len(words) <= most else words[: max(0, most - 1)].rstrip() + "…"
