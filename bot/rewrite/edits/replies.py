"""Edits of a reply to a review: the author's safe sentences, an opening that thanks for the words, a private way to go on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.drafts import Draft, Edit
from bot.reading import Reading, read
from bot.rewrite.edits import general, stands, trims, turns
from bot.rewrite.edits.editor import CARE, LIGHT, Edited, Editor, Kept
from bot.rewrite.edits.general import filled, pick
from bot.rewrite.edits.pieces import Piece
from bot.rewrite.reviews import Tone, understand

OPENS = re.compile(
    r"^(?:thank|thanks|hi\b|hello|hey|we(?:'re| are) (?:so |very |truly )?sorry|(?:so |very )?sorry|we apologize|apologies|we appreciate|we hear you|"
    r"we(?:'re| are) (?:so |always )?(?:glad|happy|grateful)|what a (?:kind|lovely|nice)|that(?:'s| is) (?:so )?kind|saw this|gracias|lo sentimos)",
    re.IGNORECASE,
)
YOURS = re.compile(
    r"\byour\s+(?!feedback|comments?|review|words|kind|note|message|thoughts|concerns?|time|questions?|patience|input|trust in writing|perspective|frustration|honest)"
    r"|\byou(?:'ve| have|'d| had| were|r)?\s+(?:were|had|did|came|left|missed|brought|asked|called|declined|waited|got|gave|said|told|let|owe|paid|signed|agreed|\w+ed)\b|\bsee (?:you|y'all|u)\b|\bwelcome back\b|\bcome back\b|\bwhen you\b",
    re.IGNORECASE,
)
PATH = re.compile(
    r"\d{3}[-. )]+\d{3}[-. ]?\d{4}|\b(?:call|phone|ring|reach|email|ask for|contact) (?:us|our|me|at|[A-Z])",
    re.IGNORECASE,
)


def reply_wordings(editor: Editor, reading: Reading, draft: Draft) -> Iterator[Edited]:
    """Wordings of the reply, best first; none where the review calls for people and not for words."""
    review = understand(read(draft.review or ""), staff=editor.practice.staff)
    if review.crisis:
        return
    tone = _tone(review.tone, editor)
    seed = draft.text + (draft.review or "")
    for change, strict in ((True, False), (True, True), (False, True)):
        edits: list[Edit] = []
        kept = _kept(editor, edits, change=change, strict=strict)
        own = sum(k.piece.words for k in kept)
        if own >= 3 and any(k.piece.kind in {"core", "call"} or k.piece.words >= 3 for k in kept):
            yield from _composed(editor, kept, edits, tone, seed, own)
    nothing = editor.wordings.notes["opener"] if tone == "positive" else editor.what("no-offline-path").what
    edits = [editor.what(rule) for rule in editor.broken[:3]]
    yield from _composed(editor, [], [*edits, Edit(editor.broken[0] if editor.broken else "", nothing)], tone, seed, 0)


def _tone(tone: Tone, editor: Editor) -> str:
    return "negative" if "no-offline-path" in editor.broken or "argues-with-reviewer" in editor.broken else str(tone)


def _kept(editor: Editor, edits: list[Edit], *, change: bool, strict: bool) -> list[Kept]:
    """The sentences that may stay: they broke nothing, or can be repaired, and speak of the practice."""
    kept: list[Kept] = []
    touched = False
    for piece in editor.cut:
        text = _safe(editor, piece, edits, change=change, strict=strict)
        last = kept[-1] if kept and kept[-1].piece.number == piece.number - 1 else None
        if text is not None and touched:
            short = piece.kind == "short" and not OPENS.match(text) and not last
            if short or stands.leans(piece, text, editor.names, previous=bool(last and last.intact)):
                edits.append(Edit(editor.broken[0], editor.wordings.notes["depends"]))
                text = None
        touched = touched or text != piece.text
        if text is not None and (last or re.search(r"[^\W\d_]", text)):
            kept.append(Kept(piece, text, intact=text == piece.text))
    while kept and kept[-1].piece.kind == "greeting":
        kept.pop()
    return kept


def _safe(editor: Editor, piece: Piece, edits: list[Edit], *, change: bool, strict: bool) -> str | None:
    """The sentence as it may stay, or None."""
    rules = [rule for rule in editor.broken if rule in piece.rules and rule != "no-offline-path"]
    edits += [editor.what(rule) for rule in rules]
    personal = (
        set(rules)
        & (editor.blocks | {"argues-with-reviewer", "legal-threat", "individual-medical-advice", "disparages-others"})
        - LIGHT
    )
    text: str | None = piece.text
    if personal or ("patient-acknowledged" in rules and not piece.findings):
        return None
    if re.search(editor.wordings.reply["thanks_for_visit"], piece.text, re.IGNORECASE):
        edits.append(Edit("patient-acknowledged", editor.wordings.notes["opener"]))
        return None
    if piece.findings:
        text = trims.trimmed(piece) if change and not piece.concepts & CARE else None
    for rule in (r for r in rules if r not in LIGHT):
        text = _turned(editor, rule, text) if text and change else None
    if text is None:
        return None
    risky = bool(editor.blocks) or "argues-with-reviewer" in editor.broken
    if (risky or strict) and (
        YOURS.search(text)
        or piece.concepts & {"visit-verb", "no-show", "dispute", "accused", "sarcasm", "insult", "legal"}
    ):
        return None
    if strict and (piece.concepts & CARE or piece.quoted or stands.MEASURE.search(text)):
        return None
    if "unprofessional-tone" in editor.broken and turns.shouts(text):
        text = turns.calmed(text, editor.names)
    return text


def _turned(editor: Editor, rule: str, text: str) -> str | None:
    if rule == "unprofessional-tone" and turns.shouts(text):
        return turns.calmed(text, editor.names)
    return turns.turned(text, editor.wordings.turns.get(rule, ()))


def _composed(
    editor: Editor, kept: Sequence[Kept], edits: Sequence[Edit], tone: str, seed: str, own: int
) -> Iterator[Edited]:
    """An opening where there is none, the author's sentences, what privacy asks for, the way to go on."""
    reply, practice = editor.wordings.reply, editor.practice
    question = "individual-medical-advice" in editor.broken
    made = list(edits)
    parts: list[tuple[str, str]] = []
    if not kept or not OPENS.match(kept[0].text):
        parts.append((" ", filled(pick(reply["open"][tone], seed), practice)))
    parts += [(k.piece.gap, k.text) for k in kept]
    said = " ".join(text for _, text in parts)
    way = bool(PATH.search(said))
    if question:
        parts.append((" ", pick(reply["middle"]["question"], seed)))
    elif tone == "negative" and (own < 12 or editor.blocks) and "privacy" not in said.lower():
        parts.append((" ", pick(reply["middle"]["negative"], seed)))
    if not way and (tone != "positive" or question):
        parts += [(" ", text) for text in _way(editor, seed)]
        made.append(editor.what("no-offline-path"))
    elif tone == "positive" and own < 5 and not kept:
        parts.append((" ", pick(reply["close_positive"], seed)))
    yield Edited(tuple(parts), tuple(made), own)


def _way(editor: Editor, seed: str) -> list[str]:
    """The private way to go on that the profile offers."""
    reply, practice = editor.wordings.reply, editor.practice
    short = general.length(editor.report.draft.text, "") and editor.report.draft.platform == "tiktok"
    for options in (reply["path_short"],) if short else (reply["path"], reply["path_phone"]):
        if text := filled(pick(options, seed), practice):
            return [text]
    return []
