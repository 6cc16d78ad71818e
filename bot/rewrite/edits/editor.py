"""Edits one draft, sentence by sentence: what stays, what is changed, what goes, and why."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bot.drafts import Edit, Report, Verdict
from bot.practice import Practice
from bot.rewrite.edits import general, stands, tidy, trims, turns
from bot.rewrite.edits.grammar import ONE, PLACES
from bot.rewrite.edits.pieces import Piece
from bot.rewrite.edits.wordings import Wordings

LIGHT = frozenset({"phi-identifier", "patient-acknowledged"})  # what may go with the name alone
# A tale's rules may name words of the sentences beside it; whether those may stay is for the check to say.
DRAWN_IN = frozenset(
    {"patient-acknowledged", "health-detail", "context-clue", "testimonial-without-authorization", "minor-patient"}
)
TALE = frozenset({"kin", "child", "rare-event", "photo", "testimonial"})
ABOUT_CARE = frozenset({"treatment", "condition", "medication", "device", "test-result"})
CARE = frozenset(
    {
        "treatment",
        "condition",
        "medication",
        "device",
        "test-result",
        "insurance-money",
        "visit-verb",
        "no-show",
        "rare-event",
        "child",
    }
)
OWN_WORDS = 3  # words of the author's that make a wording theirs
MEANING = 6  # words that make a message
ENOUGH = 0.35  # of the words, where the opening is gone: a closing line alone no longer says what it closes
MEANING_OF_A_STORY = 9  # what is left of a story needs more to be a thought of its own
INVITES = re.compile(
    r"\b(?:call|book|schedule|link in bio|give (?:us|\w+) a (?:call|ring)|reach (?:us|out)|visit us|stop by|ask us|come see us|contact us|message us|text us|let's (?:get|talk))\b",
    re.IGNORECASE,
)
NAME = re.compile(r"[^\W\d_]{3,}")
READER = re.compile(r"\b(?:you|your|you're|you've|y'all|folks|friends|everyone|everybody)\b", re.IGNORECASE)
OWN = re.compile(r"^(?:we|we're|we've|i|i'm|i've|it|this|that|my|she|he|they|there)\b", re.IGNORECASE)
HAIL = re.compile(
    r"^(?:ok|okay|hey|hi|hello|good morning|happy \w+|attention|friends|neighbors|folks)?,?\s*(?:y'all|everyone|everybody|friends|folks|neighbors|team|\w+day)?\s*[.!:]+$",
    re.IGNORECASE,
)
HAILS = re.compile(r"^(?:new|hey|hi|hello|dear|calling all|to all|happy|good)\b", re.IGNORECASE)
LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Edited:
    """A wording as sentences, each with the blank before it, and how it came about. `own`: words of the author's."""

    parts: tuple[tuple[str, str], ...]
    edits: tuple[Edit, ...]
    own: int


@dataclass(slots=True)
class Kept:
    """What is left of one sentence. `intact`: as its author wrote it."""

    piece: Piece
    text: str
    intact: bool = True
    ours: bool = False  # a wording of ours stands in its place
    anchors: bool = True  # what the next sentence points back to is still there


@dataclass(frozen=True, slots=True)
class Editor:
    """Edits the pieces of one draft."""

    cut: Sequence[Piece]
    report: Report
    practice: Practice
    wordings: Wordings
    notice: bool = False  # about a thing lost, found or parked
    broken: tuple[str, ...] = field(init=False)
    blocks: frozenset[str] = field(init=False)
    names: frozenset[str] = field(init=False)  # words of the profile that keep their capital
    staff: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "broken", tuple(v.rule for v in self.report.violations))
        blocks = frozenset(v.rule for v in self.report.violations if v.verdict is Verdict.BLOCK)
        object.__setattr__(self, "blocks", blocks)
        said = " ".join((self.practice.name, *self.practice.staff, self.practice.contact_person, self.practice.address))
        names = {w for w in re.findall(r"[^\W\d_]{3,}", said) if w[0].isupper()}
        object.__setattr__(self, "names", frozenset(names))
        object.__setattr__(self, "staff", frozenset(w for p in self.practice.staff for w in NAME.findall(p)) & names)

    @property
    def story(self) -> bool:
        """Whether the draft tells of somebody, so that what stays must be about nobody.

        A check that finds the name may miss the tale, so a name beside a pronoun or a word of care is enough.
        """
        somebody = any(f.type not in {"DATE", "LOCATION"} for f in self.report.findings)
        words = TALE | ABOUT_CARE if somebody else TALE
        tale = any(piece.concepts & words or any(t.low in ONE for t in piece.tokens) for piece in self.cut)
        return bool(self.wordings.story & set(self.broken)) or (tale and bool(LIGHT & set(self.broken)))

    @property
    def capitals(self) -> frozenset[str]:
        """Words that keep a capital, in lower case."""
        return frozenset(name.lower() for name in self.names) | PLACES

    def what(self, rule: str) -> Edit:
        """How the edit that `rule` asked for is explained."""
        cue = self.wordings.rules.get(rule)
        violation = next((v for v in self.report.violations if v.rule == rule), None)
        return Edit(rule, cue.what if cue else violation.fix if violation else "")

    def edited(self) -> Iterator[Edited]:
        """The author's sentences: repaired; then what broke nothing, our words in place of the rest; then that alone."""
        endorses = "undisclosed-endorsement" in self.broken
        if endorses and len(self.broken) > 1:
            return
        # Praise without its code would be no less paid for: it is marked as an ad as a whole, or not offered.
        for change, put in ((True, True),) if endorses else ((True, True), (False, True), (False, False)):
            edits: list[Edit] = []
            kept = self.kept(edits, change=change, put=put)
            if self._is_message(kept):
                if change and any("undisclosed-endorsement" in k.piece.rules for k in kept):
                    kept[0].text = f"#ad {kept[0].text}"
                yield self._as_edited(kept, edits)

    def bridged(self, thoughts: Sequence[str]) -> Edited | None:
        """What is left of the author's words, with the first fitting general thought where the story stood."""
        edits: list[Edit] = []
        left = [k for k in self.kept(edits, change=True, put=False) if k.intact]
        closing = self._closing(left)
        calls = [k for k in left if k in closing or (k.piece.kind == "call" and INVITES.search(k.text))]
        kept = [k for k in left if k in calls or k.piece.kind in {"tags", "signed"}]
        own = sum(k.piece.words for k in calls)
        hail = self.cut[0].text if self.cut and HAIL.match(self.cut[0].text) and not self.cut[0].findings else ""
        if not thoughts or "undisclosed-endorsement" in self.broken or not (own >= OWN_WORDS or hail or kept):
            return None
        thought = general.filled(thoughts[0], self.practice, without={"phone", "contact_person"})
        if not thought:
            return None
        after = [
            (" " if k.piece.kind == "call" else k.piece.gap, k.text)
            for k in kept
            if k in calls or k.piece.kind != "call"
        ]
        edits.append(Edit(self.broken[0], self.wordings.notes["bridge" if own >= OWN_WORDS else "general"]))
        before = ((" ", turns.calmed(hail, self.capitals)),) if hail else ()
        return Edited((*before, (" ", thought), *after), tuple(edits), own)

    def _closing(self, left: Sequence[Kept]) -> list[Kept]:
        """The author's last lines, where they stand for themselves: what readers remember of a post."""
        ends = [p.number for p in self.cut if p.kind not in {"tags", "signed"}]
        closing: list[Kept] = []
        for k in reversed(left):
            if ends and k.piece.number == ends[-1] and k.piece.kind in {"core", "call"} and LETTER.search(k.text):
                closing.insert(0, k)
                ends.pop()
            elif k.piece.kind not in {"tags", "signed"}:
                break
        return [
            k
            for k in closing
            if (k.piece.kind == "core" and k.piece.words > 4 and not OWN.match(k.text) and READER.search(k.text))
            or INVITES.search(k.text)
        ]

    def kept(self, edits: list[Edit], *, change: bool, put: bool) -> list[Kept]:
        """What stays of the draft; `edits` are told why the rest went. `change`: sentences may be repaired."""
        kept: list[Kept] = []
        used: set[str] = set()
        touched = False
        for piece in self.cut:
            option = self._keep(piece, edits, used, change=change, put=put)
            if option and not option.ours and self._leans(option, kept, touched=touched):
                edits.append(Edit(self.broken[0], self.wordings.notes["depends"]))
                option = None
            touched = touched or option is None or not option.intact
            if option:
                kept.append(option)
        while kept and (
            kept[-1].piece.kind == "greeting" or (kept[-1].piece.kind == "short" and kept[-1].text.endswith("?"))
        ):
            kept.pop()
        return kept

    def _keep(self, piece: Piece, edits: list[Edit], used: set[str], *, change: bool, put: bool) -> Kept | None:
        rules = [rule for rule in self.broken if rule in piece.rules]
        if (
            change
            and self.story
            and not piece.findings
            and set(rules) <= DRAWN_IN
            and stands.is_advice(piece, piece.text, self.wordings)
        ):
            return Kept(piece, piece.text)
        hard = [r for r in rules if r in self.blocks and r not in LIGHT]
        if self.notice and (hard or self.story or piece.findings):
            edits += [self.what(rule) for rule in rules[:2]]
            return self._notice(piece) if change else None
        if hard or (self.story and not stands.about_nobody(piece, piece.text, self.wordings)):
            if change and self.story and (head := self._head(piece)):
                edits += [self.what(rule) for rule in (hard or rules)[:2]]
                return head
            instead = self._instead(piece, hard, used, edits) if put else None
            edits += [self.what(rule) for rule in (hard or rules)[:2]]
            return instead
        text: str | None = piece.text
        if piece.findings or set(rules) & LIGHT:
            text = trims.trimmed(piece) if change and piece.findings and not piece.concepts & CARE else None
            edits += [self.what(rule) for rule in rules if rule in LIGHT]
        for rule in (r for r in rules if r not in LIGHT):
            edits.append(self.what(rule))
            text = self._turned(rule, text) if text and change else None
        if text is None and change and not piece.findings and not set(rules) & LIGHT:
            text = trims.shortened(piece)
        if text is None:
            return self._instead(piece, rules, used, edits) if put else None
        if "unprofessional-tone" in self.broken and turns.shouts(text):
            calm = turns.calmed(text, self.capitals)
            if calm != text:
                edits.append(Edit("unprofessional-tone", self.wordings.notes["calm"]))
                text = calm
        return Kept(piece, text, intact=text == piece.text, anchors=not piece.findings)

    def _head(self, piece: Piece) -> Kept | None:
        """The sentence up to where it turns to somebody, where that much is about nobody."""
        for length in trims.heads(piece.text):
            head = piece.head(length)
            if (
                not head.rules
                and not head.spots
                and head.kind == "core"
                and stands.about_nobody(head, head.text, self.wordings)
            ):
                return Kept(head, tidy.sentence(head.text, like=piece.text), intact=False, anchors=False)
        return None

    def _notice(self, piece: Piece) -> Kept | None:
        """What is left of a line about a thing lost, found or parked, once its owner is out of it."""
        text = (
            trims.trimmed(piece, stands.MEASURE) if piece.findings or stands.MEASURE.search(piece.text) else piece.text
        )
        for again in (False, True):
            text = trims.before_care(text) if again and text else text
            if text and stands.is_notice(text):
                return Kept(piece, text, intact=text == piece.text)
        return None

    def _turned(self, rule: str, text: str) -> str | None:
        if rule == "unprofessional-tone" and turns.shouts(text):
            calm = turns.calmed(text, self.capitals)
            return turns.turned(calm, self.wordings.turns[rule]) or calm
        if rule == "undisclosed-endorsement":
            return text  # marked as an ad as a whole, see `edited`
        new = turns.turned(text, self.wordings.turns.get(rule, ()))
        cue = self.wordings.rules.get(rule)
        return None if new and cue and any(find.search(new) for find in cue.finds[:1]) else new

    def _instead(self, piece: Piece, rules: Sequence[str], used: set[str], edits: list[Edit]) -> Kept | None:
        """A sentence of ours in the place of one that cannot stay; one in a wording."""
        calls = any(stands.PHONE.search(p.text) for p in self.cut)
        for rule in rules if not used else ():
            if rule in self.wordings.instead and rule != "undisclosed-endorsement":
                used.add(rule)
                text = general.filled(
                    general.pick(self.wordings.instead[rule], self.report.draft.text),
                    self.practice,
                    without={"phone"} if calls and rule != "individual-medical-advice" else (),
                )
                if text:
                    return Kept(piece, text, intact=False, ours=True)
        return None

    def _leans(self, option: Kept, kept: Sequence[Kept], *, touched: bool) -> bool:
        piece = option.piece
        last = kept[-1] if kept else None
        previous = last is not None and last.piece.number == piece.number - 1 and not last.ours
        if not LETTER.search(option.text):
            return not previous
        if not touched or (self.notice and kept):
            return False
        if piece.kind == "short" and not previous:
            return True
        near = " ".join(k.text for k in kept[-2:]) + option.text
        known = not self.story and bool(self.staff & set(NAME.findall(near)))
        return stands.leans(option.text, known=known, previous=previous and bool(last and last.anchors))

    def _is_message(self, kept: Sequence[Kept]) -> bool:
        """Whether what is left says something of its own, in the author's words."""
        core = sum(len(re.findall(r"[^\W\d_]+", k.text)) for k in kept if k.piece.kind == "core" and not k.ours)
        ours = any(k.ours for k in kept)
        call = sum(k.piece.words for k in kept if k.piece.kind == "call" and not k.ours)
        if self.notice:
            return core >= OWN_WORDS
        if "individual-medical-advice" in self.broken and any(k.ours for k in kept):
            return True
        if self.story:
            return core >= MEANING_OF_A_STORY
        first = bool(kept) and kept[0].piece.number == 0
        if not first and not ours and core < ENOUGH * sum(p.words for p in self.cut):
            return False
        hails = any(HAILS.match(k.text) for k in kept if not k.ours)
        return (
            core >= MEANING
            or (core >= OWN_WORDS and (ours or call > OWN_WORDS))
            or (ours and (hails or call > OWN_WORDS))
        )

    def _as_edited(self, kept: Sequence[Kept], edits: list[Edit]) -> Edited:
        own = sum(k.piece.words for k in kept if not k.ours)
        return Edited(tuple((k.piece.gap, k.text) for k in kept), tuple(edits), own)


def said(parts: Sequence[tuple[str, str]]) -> str:
    """The text of sentences."""
    return tidy.join(list(parts))
