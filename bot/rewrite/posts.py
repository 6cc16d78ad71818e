"""The offline writer: wordings for a draft that broke a rule, from the most faithful to the most general.

It edits the author's own sentences, puts a general thought where a story was, and, where nothing safe is left, offers a
general post on the topic and says so. Nothing here decides what is safe: every wording goes back through the check.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bot.drafts import Draft, Edit, Kind, Report, Suggestion, Verdict
from bot.practice import Practice
from bot.reading import Reading
from bot.rewrite.edits import general, stands, tidy
from bot.rewrite.edits.editor import Edited, Editor
from bot.rewrite.edits.general import filled
from bot.rewrite.edits.pieces import pieces
from bot.rewrite.edits.replies import reply_wordings
from bot.rewrite.edits.wordings import Wordings, load

NAME = "offline"
LONGEST = 10_000  # a longer draft is no post; its sentences are not weighed one by one
MOST = 6
TOLD = 3  # lines of explanation; more are not read
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
NEVER_AGAIN = frozenset({"PERSON", "USERNAME", "LOCATION"})


@dataclass(frozen=True, slots=True)
class OfflineWriter:
    """Words suggestions from the author's sentences and our own wordings: no network, no model, no chance."""

    folder: Path | None = None
    wordings: Wordings = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "wordings", load(self.folder))

    def write(self, reading: Reading, report: Report, practice: Practice) -> Sequence[Suggestion]:
        """Return wordings, best first, none of them checked; nothing for a draft that passes and fits.

        One of them at most is a general post, unless there is nothing else.
        """
        kept: dict[str, Suggestion] = {}
        for text, edits in self._options(reading, report, practice):
            if text and text != report.draft.text.strip() and not _repeats(text, reading, report, practice):
                kept.setdefault(text, Suggestion(text, NAME, edits=_told(edits)))
        options = list(kept.values())
        if report.draft.kind is Kind.POST and report.verdict is not Verdict.PASS:
            general = self._general(reading, report, practice, alone=not options)
            said = [
                Suggestion(text, NAME, edits=tuple(edits))
                for text, edits in general
                if text and text not in kept and not _repeats(text, reading, report, practice)
            ]
            options = options[: MOST - 1] + (said[:1] if options else said)
        return options[:MOST]

    def _options(self, reading: Reading, report: Report, practice: Practice) -> Iterator[tuple[str, list[Edit]]]:
        draft = report.draft
        if report.verdict is Verdict.PASS:
            if any(note.rule == "over-length" for note in report.notes):
                yield from self._shortened(reading, report)
            return
        if len(reading.text) > LONGEST or report.faults:
            return
        cut = pieces(reading, report, self.wordings)
        broken = [v.rule for v in report.violations]
        topic = general.occasion(reading, broken, practice, self.wordings) if draft.kind is Kind.POST else None
        notice = (topic is not None and topic.use == "notice") or bool(cut and stands.NOTICE.match(cut[0].text))
        editor = Editor(cut, report, practice, self.wordings, notice=notice)
        if draft.kind is Kind.REVIEW_REPLY:
            yield from self._fit(reply_wordings(editor, reading, draft), draft)
        else:
            yield from self._fit(self._edited_posts(editor, reading, draft), draft)

    def _edited_posts(self, editor: Editor, reading: Reading, draft: Draft) -> Iterator[Edited]:
        """The author's sentences: repaired, then only the untouched ones, then with a general thought for the story."""
        yield from editor.edited()
        thoughts = general.posts(reading, editor.broken, editor.practice, draft.platform, self.wordings)
        if woven := editor.woven(thoughts, self._room(draft)):
            yield woven

    def _general(
        self, reading: Reading, report: Report, practice: Practice, *, alone: bool
    ) -> Iterator[tuple[str, list[Edit]]]:
        broken = [v.rule for v in report.violations]
        room = self._room(report.draft)
        for text, _, milestone, _ in general.posts(reading, broken, practice, report.draft.platform, self.wordings):
            parts = [(" ", part) for part in general.SENTENCE.split(filled(text, practice))]
            said = tidy.join(general.fitted(parts, room, report.draft.platform))
            note = self.wordings.notes["milestone" if milestone else "general" if alone else "anew"]
            yield said, [Edit(broken[0] if broken else "", note)]

    def _fit(self, wordings: Iterable[Edited], draft: Draft) -> Iterator[tuple[str, list[Edit]]]:
        """Cut to the platform's room at whole sentences."""
        room = self._room(draft)
        for edited in wordings:
            parts = general.fitted(edited.parts, room, draft.platform)
            edits = list(edited.edits)
            if len(parts) < len(edited.parts):
                edits.append(Edit("over-length", self.wordings.rules["over-length"].what))
            if parts:
                yield tidy.join(parts), edits

    def _shortened(self, reading: Reading, report: Report) -> Iterator[tuple[str, list[Edit]]]:
        parts = [(p.gap, p.text) for p in pieces(reading, report, self.wordings)]
        fitting = general.fitted(parts, self._room(report.draft), report.draft.platform)
        if fitting and len(fitting) < len(parts):
            yield tidy.join(fitting), [Edit("over-length", self.wordings.rules["over-length"].what)]

    def _room(self, draft: Draft) -> int:
        kind = "reply" if draft.kind is Kind.REVIEW_REPLY else "post"
        return self.wordings.room[kind].get(draft.platform, 4000)


def _told(edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """The changes as the author is told them: each once, the first few."""
    first: dict[str, Edit] = {}
    for edit in edits:
        first.setdefault(edit.what, edit)
    return tuple(first.values())[:TOLD]


def _repeats(text: str, reading: Reading, report: Report, practice: Practice) -> bool:
    """Whether a name, handle or place that was found stands in the wording: a second lock, should the check miss it."""
    own = {
        w.lower()
        for part in (practice.name, practice.address, practice.contact_person, *practice.staff)
        for w in WORD.findall(part)
    }
    found = {
        word
        for f in report.findings
        if f.type in NEVER_AGAIN
        for word in WORD.findall(reading.text[f.start : f.end].lower())
        if len(word) > 2 and word not in own
    }
    names = {w for f in report.findings if f.type == "PERSON" for w in WORD.findall(reading.text[f.start : f.end])}
    said = WORD.findall(text)
    capital = {word.lower() for word in said if word[0].isupper()}
    return bool(found & capital) or bool({n for n in names if n.islower() and len(n) > 3} & set(said) - own)
