"""Edits one draft, sentence by sentence: what stays, what is changed, what goes, and why."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.drafts import Edit
from bot.rewrite.edits import general, stands, turns
from bot.rewrite.edits.repairs import NAME, Kept, Repairs

OWN_WORDS = 3  # words of the author's that make a wording theirs
MEANING = 6  # words that make a message
ENOUGH = 0.35  # of the words, where the opening is gone: a closing line alone no longer says what it closes
MEANING_OF_A_STORY = 9  # what is left of a story needs more to be a thought of its own
INVITES = re.compile(
    r"\b(?:call|book|schedule|link in bio|give (?:us|\w+) a (?:call|ring)|reach (?:us|out)|visit us|stop by|ask us|come see us|contact us|message us|text us|let's (?:get|talk))\b",
    re.IGNORECASE,
)
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


@dataclass(frozen=True, slots=True)
class Editor(Repairs):
    """Edits the pieces of one draft."""

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
        hail = (
            self.cut[0].text
            if self.cut
            and LETTER.search(self.cut[0].text)
            and HAIL.match(self.cut[0].text)
            and not self.cut[0].findings
            else ""
        )
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
            or (INVITES.search(k.text) and not stands.leans(k.text, known=False, previous=False))
        ]

    def kept(self, edits: list[Edit], *, change: bool, put: bool) -> list[Kept]:
        """What stays of the draft; `edits` are told why the rest went. `change`: sentences may be repaired."""
        kept: list[Kept] = []
        used: set[str] = set()
        touched = False
        for piece in self.cut:
            option = None if self.foreign else self.keep(piece, edits, used, change=change, put=put)
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

    def _leans(self, option: Kept, kept: Sequence[Kept], *, touched: bool) -> bool:
        piece = option.piece
        last = kept[-1] if kept else None
        previous = last is not None and last.piece.number == piece.number - 1 and not last.ours
        if not LETTER.search(option.text):
            return not previous
        if not touched or (self.notice and kept):
            return False
        if not previous and (piece.kind == "short" or (piece.kind == "core" and not stands.is_sentence(piece))):
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
