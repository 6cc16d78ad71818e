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


@dataclass(frozen=True, slots=True)
class Editor:
    """Edits the pieces of one draft."""

    cut: Sequence[Piece]
    report: Report
    practice: Practice
    wordings: Wordings
    broken: tuple[str, ...] = field(init=False)
    blocks: frozenset[str] = field(init=False)
    names: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "broken", tuple(v.rule for v in self.report.violations))
        blocks = frozenset(v.rule for v in self.report.violations if v.verdict is Verdict.BLOCK)
        object.__setattr__(self, "blocks", blocks)
        said = " ".join((self.practice.name, *self.practice.staff, self.practice.contact_person, self.practice.address))
        object.__setattr__(self, "names", frozenset(w.lower() for w in re.findall(r"[^\W\d_]{2,}", said)) | PLACES)

    @property
    def story(self) -> bool:
        """Whether the draft tells of somebody, so that what stays must be about nobody."""
        return bool(self.wordings.story & set(self.broken))

    def what(self, rule: str) -> Edit:
        """How the edit that `rule` asked for is explained."""
        cue = self.wordings.rules.get(rule)
        violation = next((v for v in self.report.violations if v.rule == rule), None)
        return Edit(rule, cue.what if cue else violation.fix if violation else "")

    def edited(self) -> Iterator[Edited]:
        """The author's sentences: repaired; then what broke nothing, our words in place of the rest; then that alone."""
        for change, put in ((True, True), (False, True), (False, False)):
            edits: list[Edit] = []
            kept = self.kept(edits, change=change, put=put)
            if self._is_message(kept):
                yield self._as_edited(kept, edits)

    def bridged(self, thoughts: Sequence[str]) -> Edited | None:
        """What is left of the author's words, with the first fitting general thought where the story stood."""
        edits: list[Edit] = []
        kept = [k for k in self.kept(edits, change=False, put=False) if k.piece.kind != "short" or k.piece.number == 0]
        own = [k for k in kept if k.piece.kind in {"core", "call", "signed", "greeting"}]
        if not thoughts or sum(k.piece.words for k in own) < OWN_WORDS:
            return None
        calls = any(k.piece.kind == "call" for k in kept)
        thought = general.filled(thoughts[0], self.practice, without={"phone", "contact_person"} if calls else ())
        if not thought:
            return None
        here = {k.piece.number for k in kept}
        place = next((p.number for p in self.cut if p.number not in here), 0)
        before = [(k.piece.gap, k.text) for k in kept if k.piece.number < place]
        after = [(k.piece.gap if k.piece.kind != "call" else " ", k.text) for k in kept if k.piece.number > place]
        gap = "\n\n" if any(p.gap == "\n\n" for p in self.cut) and before else " "
        edits.append(Edit(self.broken[0], self.wordings.notes["bridge"]))
        return Edited((*before, (gap, thought), *after), tuple(edits), sum(k.piece.words for k in own))

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
        while kept and kept[-1].piece.kind == "greeting":
            kept.pop()
        return kept

    def _keep(self, piece: Piece, edits: list[Edit], used: set[str], *, change: bool, put: bool) -> Kept | None:
        rules = [rule for rule in self.broken if rule in piece.rules]
        hard = [r for r in rules if r in self.blocks and r not in LIGHT]
        if hard or (self.story and not stands.about_nobody(piece, piece.text, self.wordings)):
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
        if text is None:
            return self._instead(piece, rules, used, edits) if put else None
        if "unprofessional-tone" in self.broken and turns.shouts(text):
            calm = turns.calmed(text, self.names)
            if calm != text:
                edits.append(Edit("unprofessional-tone", self.wordings.notes["calm"]))
                text = calm
        return Kept(piece, text, intact=text == piece.text)

    def _turned(self, rule: str, text: str) -> str | None:
        if rule == "unprofessional-tone" and turns.shouts(text):
            calm = turns.calmed(text, self.names)
            return turns.turned(calm, self.wordings.turns[rule]) or calm
        if rule == "undisclosed-endorsement":
            return text if text.startswith("#ad") else f"#ad {text}"
        return turns.turned(text, self.wordings.turns.get(rule, ()))

    def _instead(self, piece: Piece, rules: Sequence[str], used: set[str], edits: list[Edit]) -> Kept | None:
        """A sentence of ours in the place of one that cannot stay; once for each rule."""
        for rule in rules:
            if rule in self.wordings.instead and rule not in used and rule != "undisclosed-endorsement":
                used.add(rule)
                text = general.filled(general.pick(self.wordings.instead[rule], self.report.draft.text), self.practice)
                if text:
                    return Kept(piece, text, intact=False, ours=True)
        return None

    def _leans(self, option: Kept, kept: Sequence[Kept], *, touched: bool) -> bool:
        piece = option.piece
        last = kept[-1] if kept else None
        previous = last is not None and last.piece.number == piece.number - 1 and not last.ours
        if not LETTER.search(option.text):
            return not previous
        if not touched:
            return False
        if piece.kind == "short" and not previous:
            return True
        staff = self.names if not self.story else frozenset[str]()
        if any(self.names & set(re.findall(r"[^\W\d_]+", k.text.lower())) for k in kept[-2:]) and not self.story:
            staff = staff | ONE
        return stands.leans(piece, option.text, staff, previous=previous and bool(last and last.intact))

    def _is_message(self, kept: Sequence[Kept]) -> bool:
        """Whether what is left says something of its own, in the author's words."""
        core = sum(len(re.findall(r"[^\W\d_]+", k.text)) for k in kept if k.piece.kind == "core" and not k.ours)
        ours = any(k.ours for k in kept)
        call = sum(k.piece.words for k in kept if k.piece.kind == "call" and not k.ours)
        return core >= MEANING or (core >= OWN_WORDS and (ours or call > OWN_WORDS)) or (ours and call > OWN_WORDS)

    def _as_edited(self, kept: Sequence[Kept], edits: list[Edit]) -> Edited:
        own = sum(k.piece.words for k in kept if not k.ours)
        return Edited(tuple((k.piece.gap, k.text) for k in kept), tuple(edits), own)


def said(parts: Sequence[tuple[str, str]]) -> str:
    """The text of sentences."""
    return tidy.join(list(parts))
