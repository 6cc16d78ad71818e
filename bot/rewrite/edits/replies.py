"""Edits of a reply to a review: the author's safe sentences, an opening that thanks for the words, a private way to go on.

A reply that broke a rule seldom broke it in one sentence alone, so what stays must be known to be harmless: courtesies,
offers to talk, and, where nobody was argued with, what holds for the practice and everybody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.drafts import Draft, Edit
from bot.reading import Reading, read
from bot.rewrite.edits import stands, trims, turns
from bot.rewrite.edits.editor import Edited, Editor
from bot.rewrite.edits.general import filled, pick
from bot.rewrite.edits.grammar import MANY
from bot.rewrite.edits.pieces import Piece
from bot.rewrite.edits.repairs import CARE, LIGHT, NAME, Kept
from bot.rewrite.reviews import Tone, understand

COURTESY = re.compile(
    r"^(?:oh,? )?(?:hi|hello|hey|thank(?:s| you)|many thanks|gracias|"
    r"(?:we(?:'re| are)|i(?:'m| am)) (?:so |very |truly |really )*sorry (?:to (?:read|hear) (?:this|that|it)|about (?:this|that|the)|for (?:the|any))|(?:so |very )?sorry,? (?:to (?:read|hear) (?:this|that)|about (?:that|the|our)|for the|our|that)|"
    r"we (?:appreciate|hear you|take|read every|value|welcome)|what a (?:kind|lovely|nice)|that(?:'s| is) (?:so )?kind|(?:so )?happy you're happy|this (?:made|makes) our|we(?:'re| are) (?:so )?(?:glad|happy|grateful) (?:to (?:read|hear)|for the)|"
    r"[A-Z]\w+ says (?:hi|hello|thank))",
    re.IGNORECASE,
)
CLOSE = re.compile(
    r"^(?:so |and )?have an? (?:very )?(?:great|wonderful|lovely|good|beautiful|blessed|nice) ", re.IGNORECASE
)
STING = re.compile(
    r"\b(?:explain|actual|actually|ever|instead|what an?|how this|goes away|log|truth|lol|adjectives|opinion|believe|funny|sure)\b",
    re.IGNORECASE,
)
WORDS_OF_OFFER = (
    r"call|ring|reach|phone|ask for|email|talk|listen|hear|contact|give|get in touch|stop by the desk|reach out|speak"
)
OFFER = re.compile(
    rf"^(?:please |so |if [^.!?]{{1,60}}, )*(?:\w+ )?(?:{WORDS_OF_OFFER})\b|\b(?:will|would|can|'d|'ll|is|are|am) (?:gladly|love|be (?:glad|happy)|happy|glad|always|like|find time|here|at)\b[^.!?]*\b(?:{WORDS_OF_OFFER}|\d{{3}})\b|^(?:happy|glad) to (?:talk|listen|help)",
    re.IGNORECASE,
)
PHONE = re.compile(r"\d{3}[-. )]+\d{3}[-. ]?\d{4}")
SPECIFIC = re.compile(
    r"\b(?:prints?|signature|ssn|birth|handy|record|chart|results?|refund|file|account|plan|visit|appointment|next time|already|dare|crime|reason)\b",
    re.IGNORECASE,
)
BACK = re.compile(
    r"\bit\b(?! right| better)|^(?:and|but|or|or,)\b|\b(?:either|indeed|none|why)[.!]?$|^there (?:are|is) none",
    re.IGNORECASE,
)
YOURS = re.compile(
    r"\byour\s+(?!feedback|comments?|review|words|kind|note|message|thoughts|concerns?|time\b|questions?|patience|input|perspective|frustration|honest|impression)"
    r"|\byou(?:'ve| have|'d| had| were|r)?\s+(?:were|had|did|came|left|missed|brought|asked|called|declined|waited|got|gave|said|told|let|owe|paid|signed|agreed|[a-z]+ed)\b"
    r"|\bsee (?:you|y'all|u)\b|\bwelcome back\b|\bcome (?:back|in|see)\b|\bwhen you (?:were|visited|come)\b|\byou (?:stopped|visit)",
    re.IGNORECASE,
)
OURS = re.compile(
    r"\b(?:we|our|ours|us|staff|schedules?|policy|in general|as a rule|everyone|everybody|parking)\b", re.IGNORECASE
)
WE = re.compile(r"^(?:we|our)\b", re.IGNORECASE)
HOT = frozenset({"argues-with-reviewer", "unprofessional-tone", "legal-threat", "patient-gossip", "disparages-others", "mocking-reply", "absolute-denial", "advice-in-reply", "individual-medical-advice"})  # fmt: skip
PATIENT = frozenset({"patient-acknowledged", "health-detail", "context-clue", "patient-gossip", "argues-with-reviewer"})
FIRM = frozenset(
    {
        "visit-verb",
        "no-show",
        "dispute",
        "accused",
        "sarcasm",
        "insult",
        "legal",
        "condescension",
        "profanity",
        "rundown",
    }
)


@dataclass(frozen=True, slots=True)
class Frame:
    """What surrounds the author's sentences in this reply."""

    tone: str
    opens: str
    path: bool
    seed: str


def reply_wordings(editor: Editor, reading: Reading, draft: Draft) -> Iterator[Edited]:
    """Wordings of the reply, best first; none where the review calls for people and not for words."""
    review = understand(read(draft.review or ""), staff=editor.practice.staff)
    if review.crisis:
        return
    seed = draft.text + (draft.review or "")
    tone = _tone(review.tone, editor)
    calm = tone == "mixed" and not review.complaints  # nothing to make good
    asked = (draft.review or "").rstrip().endswith("?") or "individual-medical-advice" in editor.broken
    opens = "question" if calm and asked and "?" in (draft.review or "") else "mixed" if calm else tone
    frames = [Frame(tone, opens, tone != "positive" and not calm, seed)]
    frames += [Frame(tone, opens, path=True, seed=seed)] if calm else []
    for strict in (False, True):
        edits: list[Edit] = []
        kept = _kept(editor, edits, strict=strict)
        if any(k.piece.words >= 3 or k.piece.kind == "signed" for k in kept):
            for frame in frames:
                yield _composed(editor, kept, edits, frame)
    why = [*(editor.what(rule) for rule in editor.broken[:3])]
    for frame in frames:
        yield _composed(editor, [], why, frame)


def _tone(tone: Tone, editor: Editor) -> str:
    return "negative" if {"no-offline-path", "argues-with-reviewer"} & set(editor.broken) else str(tone)


def _kept(editor: Editor, edits: list[Edit], *, strict: bool) -> list[Kept]:
    """The sentences that may stay. `strict`: courtesies and offers alone."""
    kept: list[Kept] = []
    touched = False
    for piece in editor.cut:
        text = _safe(editor, piece, edits, strict=strict)
        last = kept[-1] if kept and kept[-1].piece.number == piece.number - 1 else None
        if text is not None and (touched or not kept) and _leans(editor, text, kept, intact=bool(last and last.intact)):
            edits.append(Edit(editor.broken[0], editor.wordings.notes["depends"]))
            text = None
        touched = touched or text != piece.text
        if text is not None and (last or re.search(r"[^\W\d_]", text)):
            kept.append(Kept(piece, text, intact=text == piece.text))
    while kept and kept[-1].piece.kind == "greeting":
        kept.pop()
    return kept


def _leans(editor: Editor, text: str, kept: Sequence[Kept], *, intact: bool) -> bool:
    near = " ".join(k.text for k in kept[-2:]) + text
    if not intact and BACK.search(text):
        return True
    return stands.leans(text, known=bool(editor.staff & set(NAME.findall(near))), previous=intact)


def _safe(editor: Editor, piece: Piece, edits: list[Edit], *, strict: bool) -> str | None:
    """The sentence as it may stay, or None."""
    rules = [rule for rule in editor.broken if rule in piece.rules and rule != "no-offline-path"]
    edits += [editor.what(rule) for rule in rules]
    if piece.kind == "signed" and not piece.findings:
        return piece.text
    if re.search(editor.wordings.reply["thanks_for_visit"], piece.text, re.IGNORECASE):
        edits.append(Edit("patient-acknowledged", editor.wordings.notes["opener"]))
        return None
    text: str | None = piece.text
    if piece.findings:
        text = trims.trimmed(piece) if not piece.concepts & CARE else None
    elif set(rules) & LIGHT:
        return None
    for rule in (r for r in rules if r not in LIGHT):
        text = turns.turned(text, editor.wordings.turns.get(rule, ())) if text and rule not in editor.blocks else None
    if text is None or not _harmless(editor, piece, text, strict=strict):
        return None
    if "unprofessional-tone" in editor.broken and turns.shouts(text):
        text = turns.calmed(text, editor.capitals)
    return text


def _harmless(editor: Editor, piece: Piece, text: str, *, strict: bool) -> bool:
    """Whether the sentence is known to be no more than a courtesy, an offer or what holds for everybody."""
    broken = set(editor.broken) - {"no-offline-path", "over-length"}
    if not re.search(r"[^\W\d_]", text):
        return True  # an emoji, which goes with what it follows
    if YOURS.search(text) or piece.concepts & FIRM or (broken and SPECIFIC.search(text)):
        return False
    courtesy = bool(COURTESY.match(text)) and not piece.concepts & CARE
    offer = bool(OFFER.search(text)) or (bool(PHONE.search(text)) and piece.words < 4)
    if (
        CLOSE.match(text)
        or (courtesy and not (broken & HOT and STING.search(text)))
        or (offer and not STING.search(text))
    ):
        return True
    if not broken:
        return (
            not strict
            and piece.words > 3
            and (bool(WE.match(text)) or stands.about_nobody(piece, text, editor.wordings))
        )
    low = [t.low for t in piece.tokens]
    addressed = bool({"you", "your", "you're", "yours", "u", "mama", "lady"} & set(low))
    if strict or broken & HOT or addressed or piece.concepts & CARE or set(low) & MANY:
        return bool(
            not strict
            and broken <= {"disparages-others", "phi-identifier"}
            and OURS.search(text)
            and not addressed
            and not set(low) & MANY
        )
    return bool(OURS.search(text)) and stands.about_nobody(piece, text, editor.wordings)


def _composed(editor: Editor, kept: Sequence[Kept], edits: Sequence[Edit], frame: Frame) -> Edited:
    """An opening where there is none, the author's sentences, what privacy asks for, the way to go on, the signature."""
    reply, practice, seed = editor.wordings.reply, editor.practice, frame.seed
    made = list(edits)
    ends = [k for k in kept if k.piece.kind == "signed" or CLOSE.match(k.text)]
    offers = [k for k in kept if k not in ends and (OFFER.search(k.text) or PHONE.search(k.text))]
    rest = [k for k in kept if k not in ends and k not in offers]
    parts: list[tuple[str, str]] = []
    if not rest or not COURTESY.match(rest[0].text) or rest[0].piece.words < 3:
        rest = [k for k in rest if k.piece.words >= 3 or k.piece.kind == "core"]
        parts.append((" ", filled(pick(reply["open"][frame.opens], seed), practice)))
    parts += [(k.piece.gap, k.text) for k in rest]
    said = " ".join(text for _, text in parts).lower()
    if "individual-medical-advice" in editor.broken:
        parts.append((" ", pick(reply["middle"]["question"], seed)))
    elif (
        frame.tone == "negative"
        and "privacy" not in said
        and "anyone's care" not in said
        and PATIENT & set(editor.broken)
    ):
        parts.append((" ", pick(reply["middle"]["negative"], seed)))
    if any(PHONE.search(k.text) for k in offers):
        parts += [(k.piece.gap, k.text) for k in offers]
    elif frame.path:
        parts += [(" ", text) for text in _way(editor, seed)]
        made.append(editor.what("no-offline-path"))
    elif sum(k.piece.words for k in rest) < 5:
        parts.append((" ", pick(reply["close_positive"], seed)))
    parts += [(k.piece.gap, k.text) for k in ends]
    return Edited(tuple(parts), tuple(made), sum(k.piece.words for k in (*rest, *offers)))


def _way(editor: Editor, seed: str) -> list[str]:
    """The private way to go on that the profile offers."""
    reply = editor.wordings.reply
    short = editor.report.draft.platform == "tiktok"
    for options in (reply["path_short"],) if short else (reply["path"], reply["path_phone"], reply["path_email"]):
        if text := filled(pick(options, seed), editor.practice):
            return [text]
    return []
