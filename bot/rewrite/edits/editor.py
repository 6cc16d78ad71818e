"""Edits one draft, sentence by sentence: what stays, what is changed, what goes, and why."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.drafts import Edit
from bot.rewrite.edits import cheer, general, parts, stands, turns
from bot.rewrite.edits.repairs import NAME, Kept, Repairs

OWN_WORDS = 3  # words of the author's that make a wording theirs
MEANING = 6  # words that make a message
ENOUGH = 0.35  # of the words, where the opening is gone: a closing line alone no longer says what it closes
SCOLDS = frozenset({"unprofessional-tone", "patient-gossip", "legal-threat"})
HALF = 0.5  # of a draft that scolds: less is a line without its point
ENOUGH_OF_A_STORY = 0.12
MEANING_OF_A_STORY = 9  # what is left of a story needs more to be a thought of its own, unless it invites as well
INVITES = re.compile(
    r"\b(?:call|ring|book|schedule|link in bio|give (?:us|\w+) a (?:call|ring)|reach (?:us|out)|visit us|stop by|ask us|come (?:see us|talk|tour|by|say)|talk to \w+|ask \w+ (?:about|for)|pick up|contact us|message us|text us|let's (?:get|talk))\b",
    re.IGNORECASE,
)
HAIL = re.compile(
    r"^(?:ok|okay|hey|hi|hello|good morning|happy \w+|attention|friends|neighbors|folks)?,?\s*(?:y'all|everyone|everybody|friends|folks|neighbors|team|\w+day)?\s*[.!:]+$",
    re.IGNORECASE,
)
HAILS = re.compile(r"^(?:new|hey|hi|hello|dear|calling all|to all|happy|good)\b", re.IGNORECASE)
# What may stand beside a general thought: news of the practice, a wish, an invitation.
OF_ALL = re.compile(
    r"^(?:we (?:love|do|offer|take|keep|believe|open|close|accept|are (?:grateful|open|proud|here|glad))\b|here\b|happy (?:new|national|mother|father|\w+ (?:month|week|day))|psa\b|tag\b|fraud alert|heads up)"
    r"|^(?:let|bear with) us\b|\bin our (?:business|work|line)\b|\b(?:welcome|open|available|resumes?|starts?|deserves?|everyone|everybody|all welcome|matters?|is free|are in|works)\b",
    re.IGNORECASE,
)
FOR_ALL = re.compile(
    r"\b(?:everyone|everybody|folks|friends|neighbors|if you|parents|employers|link in bio|all welcome|open)\b",
    re.IGNORECASE,
)
GROUP = re.compile(r"\b(?:link|group|dm|join|invite|message|telegram|whatsapp|list)\b", re.IGNORECASE)
LEAST_THOUGHT = 8  # words of a thought, for it to be one
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
            if self._is_message(kept) and not (self.story and self.to_one and not self.notice):
                if change and any("undisclosed-endorsement" in k.piece.rules for k in kept):
                    kept[0].text = f"#ad {kept[0].text}"
                said = self._said(kept)
                if self.notice and self._unclaimed(kept):
                    said[-1] = (said[-1][0], f"{said[-1][1]}." if said[-1][1][-1:].isalpha() else said[-1][1])
                    said.append((" ", general.filled(self.wordings.notice, self.practice)))
                tags = self._tags(said)
                yield Edited((*said, *tags), tuple(edits), sum(k.piece.words for k in kept if not k.ours))

    def _unclaimed(self, kept: Sequence[Kept]) -> bool:
        """Whether a thing was found and the notice no longer says whom to ask for it."""
        return any(stands.FOUND.search(k.text) for k in kept) and not any(
            INVITES.search(k.text) or stands.ASKS.search(k.text) for k in kept
        )

    def woven(self, thoughts: Sequence[general.Thought], room: int) -> Edited | None:
        """What is left of the author's words around a general thought, which stands where the story stood."""
        if not thoughts or "undisclosed-endorsement" in self.broken:
            return None
        edits: list[Edit] = []
        left = self.kept(edits, change=True, put=False)
        glad = self._glad(left, thoughts)
        best = next((t for t in thoughts if t.milestone), thoughts[0]) if glad else thoughts[0]
        kept = [k for k in left if k.piece.kind == "signed" or self._beside(k, clear=best.clear or best.milestone)]
        own = sum(k.piece.words for k in kept if k.piece.kind != "signed")
        hail = self._hail()
        tags = self._tags([(" ", k.text) for k in left]) if best.clear or best.milestone else []
        if not (own >= OWN_WORDS or hail or glad or tags):
            return None
        called = any(stands.PHONE.search(k.text) for k in kept)
        spare = room - sum(len(t) + 2 for _, t in (*tags, *((" ", k.text) for k in kept))) - len(hail) - 1
        sign = cheer.sign(self.report.draft.text) if best.milestone or glad else ""
        thought = next(
            (
                s
                for t in (best, *(t for t in thoughts if t.clear))
                if (s := self._thought(t, spare, glad, called=called))
            ),
            "",
        )
        if not thought:
            return None
        thought = cheer.signed(thought, sign)
        gone = next((p.number for p in self.cut if all(k.piece.number != p.number for k in left)), len(self.cut))
        before = [k for k in kept if k.piece.number < gone and k.piece.kind != "signed"]
        after = [k for k in kept if k not in before]
        note = "bridge" if own >= OWN_WORDS else "voice" if glad or tags or hail else "general"
        said = [(" ", turns.calmed(hail, self.capitals))] if hail and not before else []
        said += [*self._said(before), (" ", thought)]
        said += [*((k.piece.gap if k.piece.kind == "signed" else " ", k.text) for k in after), *tags]
        told = edits[:1] if note == "bridge" else []
        return Edited(tuple(said), (*told, Edit(self.broken[0], self.wordings.notes[note])), own)

    def _glad(self, left: Sequence[Kept], thoughts: Sequence[general.Thought]) -> str:
        """What the author rejoiced with, said to everybody; nothing where it stands in what is kept or does not fit."""
        first = next((t for t in thoughts if t.milestone), None)
        if not first or not self.story or self.grave or any(k.piece.number == 0 for k in left):
            return ""
        return cheer.cheered(self.report.draft.text, self.wordings.cheers, thanks=first.topic == "thanks")

    def _thought(self, thought: general.Thought, room: int, glad: str, *, called: bool) -> str:
        """A general thought, as much of it as there is room for; nothing where too little of it is left."""
        said = general.filled(thought.text, self.practice, without={"phone", "contact_person"} if called else ())
        said = f"{glad} {said}" if glad and said else said
        fitting = general.fitted([(" ", s) for s in general.SENTENCE.split(said)], room, self.report.draft.platform)
        text = " ".join(s for _, s in fitting)
        return text if len(text.split()) >= LEAST_THOUGHT and not text.endswith("?") else ""

    @property
    def grave(self) -> bool:
        """Whether the draft mourns, worries or scolds, so that nothing is celebrated."""
        heavy = {"deceased-patient", "substance-use", "unprofessional-tone", "patient-gossip", "legal-threat", "disparages-others", "security-exposure"}  # fmt: skip
        return bool(heavy & set(self.broken)) or any("grave-condition" in piece.concepts for piece in self.cut)

    def _hail(self) -> str:
        first = self.cut[0] if self.cut else None
        fits = first and LETTER.search(first.text) and HAIL.match(first.text) and not first.findings
        return first.text if first and fits else ""

    def _beside(self, k: Kept, *, clear: bool) -> bool:
        """Whether a sentence makes sense beside a thought of ours: it speaks to the reader, invites, or gives news."""
        if k.piece.kind in {"tags", "greeting"} or not LETTER.search(k.text) or k.ours:
            return False
        if stands.leans(k.text, known=False, previous=False) or stands.COY.search(k.text):
            return False
        if "private-group-share" in self.broken and GROUP.search(k.text):
            return False
        if self.to_one and not (FOR_ALL.search(k.text) or stands.PHONE.search(k.text)):
            return False
        invites = bool(INVITES.search(k.text))
        if k.piece.kind == "short" or not clear:
            return invites and k.piece.words > 1
        return bool(
            invites
            or OF_ALL.search(k.text)
            or stands.thanks(k.text)
            or "opening" in k.piece.concepts
            or (stands.is_sentence(k.piece) and stands.is_advice(k.piece, k.text, self.wordings))
        )

    def _said(self, kept: Sequence[Kept]) -> list[tuple[str, str]]:
        return [(k.piece.gap, k.text) for k in kept if k.piece.kind != "tags"]

    def _tags(self, said: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
        """The author's hashtags that name nobody, less those that stand in the wording already."""
        if self.only_advice or "private-group-share" in self.broken:
            return []
        there = " ".join(text for _, text in said)
        tags = [t for t in cheer.tags(self.cut, self.wordings, self.practice) if t not in there]
        return [("\n\n" if "\n" in self.report.draft.text else " ", " ".join(tags))] if tags else []

    def kept(self, edits: list[Edit], *, change: bool, put: bool) -> list[Kept]:
        """What stays of the draft; `edits` are told why the rest went. `change`: sentences may be repaired."""
        kept: list[Kept] = []
        used: set[str] = set()
        gone: list[str] = []
        touched = False
        for piece in self.cut:
            option = None if self.foreign else self.keep(piece, edits, used, change=change, put=put)
            if option and not option.ours and self._leans(option, kept, gone, touched=touched):
                loose = parts.loosened(option.text) if change else None
                rest = Kept(piece.anew(loose), loose, intact=False) if loose else None
                option = rest if rest and not self._leans(rest, kept, gone, touched=True) else None
                if not option and LETTER.search(piece.text):
                    edits.append(Edit(self.broken[0], self.wordings.notes["depends"]))
            touched = touched or option is None or not option.intact
            if option is None or not option.intact:
                gone.append(piece.text)
            if option:
                kept.append(option)
        while kept and (
            kept[-1].piece.kind == "greeting" or (kept[-1].piece.kind == "short" and kept[-1].text.endswith("?"))
        ):
            kept.pop()
        there = {k.piece.number for k in kept} | {len(self.cut)}
        return [k for k in kept if k.ours or not k.text.endswith("?") or k.piece.number + 1 in there]

    def _leans(self, option: Kept, kept: Sequence[Kept], gone: Sequence[str], *, touched: bool) -> bool:
        piece = option.piece
        last = kept[-1] if kept else None
        previous = last is not None and last.piece.number == piece.number - 1 and not last.ours
        if not LETTER.search(option.text):
            return not previous
        if not touched:
            return False
        if gone and stands.lost(option.text, " ".join(k.text for k in kept), " ".join(gone)):
            return True
        if self.notice and kept:
            return False
        if not previous and (piece.kind == "short" or (piece.kind == "core" and not stands.is_sentence(piece))):
            return not (piece.words > 2 and (INVITES.search(option.text) or stands.PHONE.search(option.text)))
        near = " ".join(k.text for k in kept[-2:]) + option.text
        known = bool(self.staff & set(NAME.findall(near if not self.story else option.text)))
        return stands.leans(option.text, known=known, previous=previous and bool(last and last.anchors))

    def _is_message(self, kept: Sequence[Kept]) -> bool:
        """Whether what is left says something of its own, in the author's words."""
        core = sum(len(re.findall(r"[^\W\d_]+", k.text)) for k in kept if k.piece.kind == "core" and not k.ours)
        ours = any(k.ours for k in kept)
        call = sum(k.piece.words for k in kept if k.piece.kind == "call" and not k.ours)
        if self.notice:
            return core > OWN_WORDS and any(stands.THING.search(k.text) for k in kept)
        if "individual-medical-advice" in self.broken and any(k.ours for k in kept):
            return True
        whole = sum(p.words for p in self.cut)
        if SCOLDS & set(self.broken) and core + call < HALF * whole and not ours:
            return False
        if self.story:
            left = core + call >= ENOUGH_OF_A_STORY * whole
            news = core > OWN_WORDS and any("opening" in k.piece.concepts for k in kept)
            return left and (news or core >= MEANING_OF_A_STORY or (core >= MEANING and call > OWN_WORDS))
        first = bool(kept) and kept[0].piece.number == 0
        if not first and not ours and core < ENOUGH * sum(p.words for p in self.cut):
            return False
        hails = any(HAILS.match(k.text) for k in kept if not k.ours)
        return (
            core >= MEANING
            or (core >= OWN_WORDS and (ours or call > OWN_WORDS))
            or (ours and (hails or call > OWN_WORDS))
        )
