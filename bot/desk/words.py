"""The author's words as they may be shown: as typed, or with placeholders for whatever identifies somebody."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.drafts import Finding, Report, Span, Suggestion

JOINERS = "\u200d\ufe0f"  # they hold an emoji together
AROUND = 60  # characters of context on each side
SEPARATOR = "\x00"  # no draft holds it: the door refuses it
SHORT = 3  # as in bot.phi.scrub: what is no longer than this is replaced where it was found only


def printable(text: str) -> str:
    """Return `text` without what a terminal would obey: an escape in a draft must not move the cursor."""
    return "".join(c if c.isprintable() or c in JOINERS or c == "\n" else " " if c == "\t" else "�" for c in text)


Hiding = Callable[[Report], dict[Finding, str]]  # what is shown in place of each finding


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A piece of the draft: text and whether it is marked, alternating; `before`, `after`: something was left out."""

    parts: tuple[tuple[str, bool], ...]
    before: bool
    after: bool


class Words:
    """The words of one report's draft. `hide` says what stands for each identifier, everywhere; None: the author may see them."""

    def __init__(self, report: Report, *, hide: Hiding | None) -> None:
        self._text = report.draft.text
        self._findings = report.findings if hide else ()
        self._withheld = bool(hide and report.faults)  # a part of the search failed, so nothing is known to be clean
        self._holders = hide(report) if hide else {}

    def between(self, start: int, end: int) -> str:
        """Return what stands from `start` to `end`."""
        if self._withheld:
            return "<WITHHELD>"
        pieces, at = [], start
        for finding in self._findings:
            if finding.end > start and finding.start < end:
                pieces += [self.without(self._text[at : max(at, finding.start)]), self._holders[finding]]
                at = finding.end
        return printable("".join(pieces) + self.without(self._text[at:end]) if at < end else "".join(pieces))

    def without(self, text: str) -> str:
        """Return `text`, which may quote the draft, with the words of findings replaced."""
        if self._withheld:
            return "<WITHHELD>"
        for finding, holder in self._holders.items():
            words = self._text[finding.start : finding.end]
            if len(words) > SHORT and words in text:
                text = re.sub(rf"(?<![\w<]){re.escape(words)}(?!\w)", holder, text)
        return text

    def suggestion(self, suggestion: Suggestion) -> Suggestion:
        """Return a suggestion whose explanations are fit to be shown."""
        return replace(
            suggestion, edits=tuple(replace(e, what=printable(self.without(e.what))) for e in suggestion.edits)
        )

    def excerpts(self, spans: list[Span]) -> list[Excerpt]:
        """Return the places of `spans` in their context, marked. Where they lie close, in one excerpt."""
        marks = merged(innermost(spans))
        excerpts: list[Excerpt] = []
        at = 0
        while at < len(marks):
            start, last = self._back(marks[at].start), at
            while last + 1 < len(marks) and marks[last + 1].start - marks[last].end <= 2 * AROUND:
                last += 1
            end = self._on(marks[last].end)
            parts, edge = [], start
            for mark in marks[at : last + 1]:
                parts += [(self.between(edge, mark.start), False), (self.between(mark.start, mark.end), True)]
                edge = mark.end
            parts.append((self.between(edge, end), False))
            excerpts.append(Excerpt(tuple(p for p in parts if p[0]), start > 0, end < len(self._text)))
            at = last + 1
        return excerpts

    def _back(self, place: int) -> int:
        """Where the context before `place` begins: at a word, and not inside what must be hidden as a whole."""
        start = max(0, place - AROUND)
        if start:
            blank = self._text.find(" ", start, place)
            start = blank + 1 if blank >= 0 else start
        return next((f.start for f in self._findings if f.start < start < f.end), start)

    def _on(self, place: int) -> int:
        end = min(len(self._text), place + AROUND)
        if end < len(self._text):
            blank = self._text.rfind(" ", place, end)
            end = blank if blank >= 0 else end
        return next((f.end for f in self._findings if f.start < end < f.end), end)


def innermost(spans: list[Span]) -> list[Span]:
    """Return the spans that hold no smaller one: a mark around a whole sentence says less than one around a name."""
    sizes = sorted(set(spans), key=lambda s: (s.end - s.start, s.start))[:500]  # a page of marks is enough
    kept: list[Span] = []
    for span in sizes:
        if not any(span.start <= other.start and other.end <= span.end for other in kept):
            kept.append(span)
    return sorted(kept, key=lambda s: s.start)


def merged(spans: list[Span]) -> list[Span]:
    """Return `spans`, sorted by start, with overlapping ones joined."""
    joined: list[Span] = []
    for span in spans:
        if joined and span.start < joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(span.end, joined[-1].end))
        else:
            joined.append(span)
    return joined


def placeholders(report: Report) -> dict[Finding, str]:
    """Name each finding as the scrubbed draft does: the same person has the same number."""
    text, findings = report.draft.text, report.findings
    if not findings:
        return {}
    from bot import phi

    listed, moved, at = [], [], 0
    for finding in findings:
        words = text[finding.start : finding.end]
        listed.append(words)
        moved.append(replace(finding, start=at, end=at + len(words)))
        at += len(words) + 1
    return dict(zip(findings, phi.scrub(SEPARATOR.join(listed), moved).text.split(SEPARATOR), strict=True))
