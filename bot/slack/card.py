"""A card as data: what is told of one check, from the report while its words are known, from the trail afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.audit import UNDECIDED, CheckId, State
from bot.desk.words import Words
from bot.drafts import Finding, Kind, Report, Span, Suggestion, Verdict
from bot.policy import Packs

AUTHOR = "author"  # who wrote a draft that passed as it was
DRAFT = -1  # the place among wordings of the draft itself, which passed as it is


@dataclass(frozen=True, slots=True)
class Point:
    """One rule with something to say. `words`: the author's, as they may be shown here; empty where they are not known."""

    rule: str
    title: str
    verdict: Verdict
    why: str
    source: str
    fix: str
    words: tuple[str, ...] = ()
    figure: str = ""


@dataclass(frozen=True, slots=True)
class Wording:
    """A text ready to copy: of which check, which of its wordings, and what was changed."""

    check: CheckId
    number: int
    text: str
    voice: str = ""
    changes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """All that a card tells. `masked`: identifiers are hidden."""

    check: CheckId
    author: str
    kind: Kind
    platform: str
    verdict: Verdict
    points: tuple[Point, ...]
    notes: tuple[Point, ...]
    faults: tuple[str, ...]
    wordings: tuple[Wording, ...]
    identifiers: int
    state: State = UNDECIDED
    masked: bool = False
    advice: tuple[str, ...] = ()
    replies: bool = False  # the wordings are replies to a review, made without a draft

    def at(self, state: State) -> Card:
        """The same card after a decision."""
        return replace(self, state=state)


def of_report(
    report: Report, check: CheckId, author: str, *, masked: Sequence[Finding] | None = None, state: State = UNDECIDED
) -> Card:
    """Return the card of a report. `masked`: what to hide where Slack keeps what is shown; None: the author sees all."""
    words = Words(report, hide=None) if masked is None else Words(replace(report, findings=tuple(masked)), hide=masks)
    wordings = [
        Wording(check, number, s.text, s.voice, tuple(dict.fromkeys(e.what for e in words.suggestion(s).edits)))
        for number, s in enumerate(report.suggestions)
    ]
    if report.verdict is Verdict.PASS:
        wordings = [Wording(check, DRAFT, report.draft.text)]
    return Card(
        check=check,
        author=author,
        kind=report.draft.kind,
        platform=report.draft.platform,
        verdict=report.verdict,
        points=tuple(
            Point(v.rule, v.title, v.verdict, v.why, v.source, v.fix, _quoted(words, v.spans))
            for v in report.violations
        ),
        notes=tuple(Point(n.rule, n.title, Verdict.PASS, n.why, n.source, n.fix, (), n.figure) for n in report.notes),
        faults=report.faults,
        wordings=tuple(wordings),
        identifiers=len(report.findings),
        state=state,
        masked=masked is not None,
    )


def of_trail(record: Mapping[str, Any], packs: Packs, state: State) -> Card:
    """Return the card of a check as the trail has it: without the author's words, which are not kept."""
    check, verdict = CheckId(record["id"]), Verdict[record["verdict"].upper()]
    wordings = [Wording(check, n, s["text"], s["voice"]) for n, s in enumerate(record["suggestions"])]
    if verdict is Verdict.PASS:
        wordings = [Wording(check, DRAFT, record["text"])]  # nothing was found in it, so nothing was replaced
    return Card(
        check=check,
        author=record["actor"],
        kind=Kind(record["kind"]),
        platform=record["platform"],
        verdict=verdict,
        points=tuple(_points(((v["rule"], "") for v in record["violations"]), packs)),
        notes=tuple(_points(((n["rule"], n["figure"]) for n in record["notes"]), packs)),
        faults=tuple(record["faults"]),
        wordings=tuple(wordings),
        identifiers=len(record["findings"]),
        state=state,
        masked=True,
    )


def suggestion(record: Mapping[str, Any], number: int) -> Suggestion | None:
    """Return a wording of a check as the trail has it; the draft itself under DRAFT, if it passed."""
    if number == DRAFT:
        return Suggestion(record["text"], AUTHOR) if record["verdict"] == "pass" else None
    offered = record["suggestions"]
    if not 0 <= number < len(offered):
        return None
    return Suggestion(offered[number]["text"], offered[number]["writer"], offered[number]["voice"])


def masks(report: Report) -> dict[Any, str]:
    """Hide what was found behind its first letter: enough for the author to know it, and for nobody else."""
    return {f: _mask(report.draft.text[f.start : f.end]) for f in report.findings}


def _mask(words: str) -> str:
    first = next((c for c in words if c.isalpha()), "")  # of a number not even that
    return f"{first}····"


def _points(rules: Iterable[tuple[str, str]], packs: Packs) -> Iterable[Point]:
    for name, figure in rules:
        rule = packs.rule(name)
        if rule is None:  # switched off since
            yield Point(name, name, Verdict.REVISE, "", "", "", (), figure)
        else:
            yield Point(name, rule.title, rule.verdict, rule.why, rule.source, rule.fix, (), figure)


def _quoted(words: Words, spans: Iterable[Span]) -> tuple[str, ...]:
    pieces = (" ".join(words.between(s.start, s.end).split()).strip(" ,;:") for s in spans)
    return tuple({piece.casefold(): piece for piece in pieces if piece}.values())
