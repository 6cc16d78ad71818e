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
from bot.rewrite.edits import parts, stands, trims, turns
from bot.rewrite.edits.editor import Edited, Editor
from bot.rewrite.edits.general import filled, pick
from bot.rewrite.edits.grammar import MANY, ONE
from bot.rewrite.edits.pieces import Piece
from bot.rewrite.edits.repairs import ABOUT_CARE, CARE, LIGHT, NAME, Kept
from bot.rewrite.reviews import Tone, understand

COURTESY = re.compile(
    r"^(?:oh,? )?(?:hi|hello|hey|thank(?:s| you)|many thanks|gracias|"
    r"(?:we(?:'re| are)|i(?:'m| am)) (?:so |very |truly |really )*sorry (?:to (?:read|hear) (?:this|that|it)|about (?:this|that|the)|for (?:the|any))|(?:so |very )?sorry,? (?:to (?:read|hear) (?:this|that)|about (?:that|the|our)|for the|our|that)|"
    r"we (?:appreciate|hear you|take|read every|value|welcome|thank)|what an? (?:\w+ )?(?:kind|lovely|nice|generous|sweet|wonderful|thoughtful|beautiful) (?!visit)|you(?:'re| are) (?:absolutely |quite )?right\b|that(?:'s| is) (?:so )?kind|(?:so )?happy you're happy|this (?:made|makes) our|we(?:'re| are) (?:so )?(?:glad|happy|grateful) (?:to (?:read|hear)|for the)|"
    r"[A-Z]\w+ says (?:hi|hello|thank))",
    re.IGNORECASE,
)
CLOSE = re.compile(
    r"^(?:so |and )?have an? (?:very )?(?:great|wonderful|lovely|good|beautiful|blessed|nice) |^we wish you (?:well|all the best)\b",
    re.IGNORECASE,
)
STING = re.compile(
    r"\b(?:explain|actual|actually|ever|instead|what an?|how this|goes away|log|truth|lol|adjectives|opinion|believe|funny|sure|correspondence|gorgeous|honey|babe|surprising|something to say|grown|dare|kindly|facts)\b",
    re.IGNORECASE,
)
WORDS_OF_OFFER = r"call|ring|reach|phone|ask for|sit down|email|talk|listen|hear|contact|give|get in touch|stop by the desk|reach out|speak"
OFFER = re.compile(
    rf"^(?:please |so |to discuss,? |you (?:may|can) |let (?:dr\. )?\w+ |if [^.!?]{{1,60}}, )*(?:\w+ )?(?:{WORDS_OF_OFFER})\b|\b(?:will|would|can|'d|'ll|is|are|am) (?:gladly|love|be (?:glad|happy|grateful)|sit down|happy|glad|always|like|find time|here|at)\b[^.!?]*\b(?:{WORDS_OF_OFFER}|\d{{3}})\b|^(?:happy|glad) to (?:talk|listen|help)",
    re.IGNORECASE,
)
ASKED = re.compile(r"\b(?:call|ask for|phone|ring|reach|let|with)\s+$", re.IGNORECASE)
CALLED = re.compile(r"(?:Dr\. )?\b([A-Z][^\W\d_]{2,})")
PHONE = re.compile(r"\d{3}[-. )]+\d{3}[-. ]?\d{4}")
SPECIFIC = re.compile(
    r"\b(?:prints?|signature|ssn|birth|handy|record|chart|results?|refund|file|account|plan|visit|appointment|next time|already|dare|crime|reason|resend|show you|retest|rebook\w*|reschedul\w*|what (?:we|you) (?:can|could))\b",
    re.IGNORECASE,
)
BACK = re.compile(
    r"\bit\b(?! right| better| through| over| out)|^(?:and|but|or|or,)\b|\b(?:either|indeed|none|why)[.!]?$|^there (?:are|is) none|\bthat's\b|\bif that\b|^please do\b|^anything else|\bwill (?:phone|call|ring)[.!]?$",
    re.IGNORECASE,
)
YOURS = re.compile(
    r"\byour\s+(?!feedback|comments?|review|words|kind|note|message|thoughts|concerns?|time\b|questions?|patience|input|perspective|frustration|honest|impression|remarks?|report|candor|opinion|suggestions?|attention|post|rating|team's)"
    r"|\byou(?:'ve| have|'d| had| were|r)?\s+(?:were|had|did|came|left|missed|brought|asked|called|declined|waited|got|gave|said|told|let|owe|paid|signed|agreed|[a-z]+ed)\b"
    r"|\bsee (?:you|y'all|u)\b|\bwelcome back\b|\bcome (?:back|in|see)\b|\bwhen you (?:were|visited|come)\b|\byou (?:stopped|visit)",
    re.IGNORECASE,
)
OURS = re.compile(
    r"\b(?:we|our|ours|us|staff|schedules?|policy|in general|as a rule|everyone|everybody|parking)\b", re.IGNORECASE
)
ADMITS = re.compile(
    r"\b(?:unacceptable|not good enough|no excuse|not (?:the|our) standard|should(?:n't| not|n't have| not have| never) happen(?:ed)?|is not okay|the least)\b",
    re.IGNORECASE,
)
DENIES = re.compile(
    r"^(?:it|that|this|there|no|not|nobody|we)\b[^.!?]*\b(?:not|never|nobody|none|isn't|doesn't|wasn't|didn't|aren't|don't)\b|^(?:false|wrong|nope)\b|\b(?:everyone|everybody) in \w+ why\b|\bwe know (?:which|who|where)\b|\bfootage\b|\bthis (?:individual|person|patient)\b|\bterminated\b",
    re.IGNORECASE,
)
WE = re.compile(r"^(?:we|our)\b", re.IGNORECASE)
BARE = re.compile(
    r"^(?!Call|Please|Ring|Text|Phone|Reach)((?:Dr\. )?[A-Z][^\W\d_]+)[,:]? (\(?\d{3}[-. )]+\d{3}[-. ]?\d{4})\.?$"
)
DAY = re.compile(
    r" (?:on |last |this )*(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|today|tonight|the other day)(?:'s)?(?: (?:night|morning|afternoon|evening))?(?=[.,!?]|$)",
    re.IGNORECASE,
)
WALK = re.compile(r"\b(?:walk|take|talk) you through (?:it|this|that|everything|how [^.,!?]*)\b", re.IGNORECASE)
ADDRESSED = frozenset({"you", "your", "you're", "yours", "u", "mama", "lady", "sir", "hun", "pal", "babe", "y'all"})
HOT = frozenset({"argues-with-reviewer", "unprofessional-tone", "legal-threat", "patient-gossip", "disparages-others", "mocking-reply", "absolute-denial", "advice-in-reply", "individual-medical-advice"})  # fmt: skip
PATIENT = frozenset({"patient-acknowledged", "health-detail", "context-clue", "patient-gossip", "argues-with-reviewer"})
NAME_ALONE = frozenset({"phi-identifier", "no-offline-path", "over-length"})
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
    if set(editor.broken) <= {"no-offline-path", "over-length"}:
        opens = str(review.tone)
    frames = [Frame(tone, opens, opens == "question" or (tone != "positive" and not calm), seed)]
    frames += [Frame(tone, opens, path=True, seed=seed)] if calm else []
    for strict in (False, True):
        edits: list[Edit] = []
        kept = _kept(editor, edits, strict=strict)
        if any(k.piece.words >= 3 or k.piece.kind == "signed" or PHONE.search(k.text) for k in kept):
            for frame in frames:
                yield _composed(editor, kept, edits, frame)
    why = [Edit(editor.broken[0], editor.wordings.notes["reply_anew"]), *(editor.what(r) for r in editor.broken[:2])]
    for frame in frames:
        yield _composed(editor, [], why, frame)


def _tone(tone: Tone, editor: Editor) -> str:
    return "negative" if {"no-offline-path", "argues-with-reviewer"} & set(editor.broken) else str(tone)


def _kept(editor: Editor, edits: list[Edit], *, strict: bool) -> list[Kept]:
    """The sentences that may stay. `strict`: courtesies and offers alone."""
    kept: list[Kept] = []
    touched = False
    for piece in editor.cut if not editor.foreign else ():
        last = kept[-1] if kept and kept[-1].piece.number == piece.number - 1 else None
        intact = bool(last and last.intact)
        text = next(
            (
                t
                for t in _safe(editor, piece, edits, strict=strict)
                if not _leans(editor, t, touched or t != piece.text, intact)
            ),
            None,
        )
        touched = touched or text != piece.text
        if text is not None and (last or re.search(r"[^\W\d_]", text)):
            kept.append(Kept(piece, text, intact=text == piece.text))
    while kept and kept[-1].piece.kind == "greeting":
        kept.pop()
    return [k for k in kept if not (k.text.endswith("?") and k.piece.number + 1 < len(editor.cut))]


def _leans(editor: Editor, text: str, touched: bool, intact: bool) -> bool:
    """Whether a sentence misses what was cut before it. What points to the review itself misses nothing."""
    if not touched or COURTESY.match(text) or ADMITS.search(text):
        return False
    if not intact and BACK.search(text):
        return True
    if OFFER.search(text):
        return False  # what an offer points to is the review
    return stands.leans(text, known=bool(editor.staff & set(NAME.findall(text))), previous=intact)


def _safe(editor: Editor, piece: Piece, edits: list[Edit], *, strict: bool) -> Iterator[str]:
    """The sentence as it may stay: whole, without what was found in it, or a part of it."""
    rules = [rule for rule in editor.broken if rule in piece.rules and rule != "no-offline-path"]
    edits += [editor.what(rule) for rule in rules]
    if piece.kind == "signed" and not piece.findings:
        yield piece.text
        return
    if re.search(editor.wordings.reply["thanks_for_visit"], piece.text, re.IGNORECASE):
        edits.append(Edit("patient-acknowledged", editor.wordings.notes["opener"]))
        return
    whole: str | None = piece.text
    if piece.findings:
        whole = trims.trimmed(piece) if not piece.concepts & CARE else None
    elif set(rules) & LIGHT:
        whole = None
    for rule in (r for r in rules if r not in LIGHT):
        whole = (
            turns.turned(whole, editor.wordings.turns.get(rule, ())) if whole and rule not in editor.blocks else None
        )
    cut = bool(piece.findings)
    for part in (piece if whole == piece.text else piece.anew(whole) if whole else None, *parts.parts(piece)):
        if part is None:
            continue
        plain = COURTESY.match(part.text) or OFFER.search(part.text) or set(editor.broken) <= NAME_ALONE
        if cut and part.text == whole and not plain:
            continue  # without its name or day it still tells what happened
        text = _turned_to_this(part.text)
        if PATIENT & set(editor.broken) and COURTESY.match(text):
            text = DAY.sub("", text)  # sorry for the noise, not for that night's
        if _harmless(editor, part, text, strict=strict):
            calm = "unprofessional-tone" in editor.broken and turns.shouts(text)
            yield turns.calmed(text, editor.capitals) if calm else text


def _turned_to_this(text: str) -> str:
    """An offer to talk about `it`, where what it was may be gone: about `this`, which is the review."""
    if not (OFFER.search(text) or PHONE.search(text)):
        return text
    if bare := BARE.match(text):
        return f"Please call {bare[1]}: {bare[2]}."
    text = WALK.sub("talk this through with you", text)
    text = re.sub(r"\bif it's\b", "if this is", text)
    return re.sub(r"\b(discuss|explain|settle|resolve|sort out|look into|talk about|fix) it\b", r"\1 this", text)


def _harmless(editor: Editor, piece: Piece, text: str, *, strict: bool) -> bool:
    """Whether the sentence is known to be no more than a courtesy, an offer or what holds for everybody."""
    broken = set(editor.broken) - {"no-offline-path", "over-length"}
    if not re.search(r"[^\W\d_]", text):
        return not PHONE.search(text)  # an emoji, which goes with what it follows; a number alone is no offer
    if not broken:
        return not strict and not DENIES.search(text)
    if YOURS.search(text) or piece.concepts & FIRM or SPECIFIC.search(text):
        return False
    low = [t.low for t in piece.tokens]
    courtesy = bool(COURTESY.match(text)) and not piece.concepts & CARE
    ours = not editor.staff.isdisjoint(NAME.findall(text)) and not any(w in ADDRESSED for w in low)
    offer = bool(OFFER.search(text)) or (bool(PHONE.search(text)) and (piece.words < 4 or ours))
    if (
        CLOSE.match(text)
        or (courtesy and not (broken & HOT and STING.search(text)))
        or (
            offer
            and not STING.search(text)
            and not piece.concepts & ABOUT_CARE
            and not set(low) & {"him", "his", "himself", "herself"}
        )
    ):
        return True
    addressed = any(word in ADDRESSED for word in low)
    if strict or addressed or STING.search(text) or DENIES.search(text):
        return False
    if broken <= {"phi-identifier"}:
        calm = not piece.concepts & (CARE | {"kin"}) and not any(word in ONE for word in low)
        known = ours or bool(OURS.search(text)) or bool(re.match(r"the doctor", text, re.IGNORECASE))
        return calm and known and piece.words > 3 and not stands.MEASURE.search(text)
    if broken & (HOT - {"argues-with-reviewer", "disparages-others"}) or piece.concepts & CARE or set(low) & MANY:
        return False
    if "testimonial-without-authorization" in broken:
        return False
    if ADMITS.search(text):
        return not any(word in ONE for word in low)
    general = broken <= LIGHT | {"reviewer-acknowledged"} and piece.words > 3
    return (general or bool(OURS.search(text))) and stands.about_nobody(piece, text, editor.wordings)


def _composed(editor: Editor, kept: Sequence[Kept], edits: Sequence[Edit], frame: Frame) -> Edited:
    """An opening where there is none, the author's sentences, what privacy asks for, the way to go on, the signature."""
    reply, practice, seed = editor.wordings.reply, editor.practice, frame.seed
    made = list(edits)
    ends = [k for k in kept if k.piece.kind == "signed" or CLOSE.match(k.text)]
    offers = [k for k in kept if k not in ends and (OFFER.search(k.text) or PHONE.search(k.text))]
    rest = [k for k in kept if k not in ends and k not in offers]
    said_parts: list[tuple[str, str]] = []
    whole = not set(editor.broken) - {"no-offline-path", "over-length"} and frame.opens != "negative"
    if not rest or not (COURTESY.match(rest[0].text) or whole) or (rest[0].piece.words < 3 and not whole):
        rest = [k for k in rest if k.piece.words >= 3 or k.piece.kind == "core"]
        said_parts.append((" ", filled(pick(reply["open"][frame.opens], seed), practice)))
    said_parts += [(k.piece.gap, k.text) for k in rest]
    said = " ".join(text for _, text in said_parts).lower()
    if "individual-medical-advice" in editor.broken:
        said_parts.append((" ", pick(reply["middle"]["question"], seed)))
    elif (
        frame.tone == "negative"
        and "privacy" not in said
        and "anyone's care" not in said
        and PATIENT & set(editor.broken)
    ):
        said_parts.append((" ", pick(reply["middle"]["negative"], seed)))
    if any(PHONE.search(k.text) for k in offers):
        said_parts += [(k.piece.gap, k.text) for k in offers]
    elif frame.path:
        said_parts += [(" ", text) for text in _way(editor, seed)]
        made.append(editor.what("no-offline-path"))
    elif sum(k.piece.words for k in rest) < 5:
        said_parts.append((" ", pick(reply["close_positive"], seed)))
    said_parts += [(k.piece.gap, k.text) for k in ends]
    return Edited(tuple(said_parts), tuple(made), sum(k.piece.words for k in (*rest, *offers)))


def _way(editor: Editor, seed: str) -> list[str]:
    """The private way to go on: the person and number that the author named, or those of the profile."""
    reply = editor.wordings.reply
    short = editor.report.draft.platform == "tiktok"
    if not short and (named := _named(editor)):
        return [pick(reply["path_named"], seed).format(name=named[0], phone=named[1])]
    for options in (reply["path_short"],) if short else (reply["path"], reply["path_phone"], reply["path_email"]):
        if text := filled(pick(options, seed), editor.practice):
            return [text]
    return []


def _named(editor: Editor) -> tuple[str, str] | None:
    """Whom of the practice the author named beside its number."""
    known = re.sub(r"\D", "", editor.practice.phone)
    for piece in editor.cut:
        number = PHONE.search(piece.text)
        if number and known and re.sub(r"\D", "", number[0]) in known:
            review = (editor.report.draft.review or "").lower()  # one who was complained of is not whom to call
            there = [m for m in CALLED.finditer(piece.text) if m[1] in editor.staff and m[1].lower() not in review]
            asked = [m for m in there if ASKED.search(piece.text[: m.start()])]
            if there:
                return (asked or there[::-1])[0][0], f"({known[:3]}) {known[3:6]}-{known[6:10]}" if len(
                    known
                ) == 10 else number[0]
    return None
