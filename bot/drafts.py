"""The values that flow from a draft to its report. Frozen, and they import nothing of ours but the errors.

Offsets are code points of the draft's text as its author typed it, end exclusive.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum, StrEnum


class Kind(StrEnum):
    """What the text is about to become."""

    POST = "post"
    REVIEW_REPLY = "review_reply"


class Verdict(IntEnum):
    """What follows from the violations. The worst wins, so the order is the meaning."""

    PASS = 0
    REVISE = 1
    BLOCK = 2

    def __str__(self) -> str:
        """The word shown and stored: `pass`, `revise`, `block`."""
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Span:
    """A place in the draft: `start` to `end`, code points, end exclusive."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Draft:
    """What the author wants to publish. `platform` is a key of `policies/platforms.yaml`."""

    text: str
    kind: Kind = Kind.POST
    platform: str = "facebook"
    review: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """An identifier that must be scrubbed.

    `type` is one of GUIDELINES' types, Presidio's name where it has one; `score` runs from 0 to 1;
    `recognizer` says what found it.
    """

    type: str
    start: int
    end: int
    score: float
    recognizer: str


@dataclass(frozen=True, slots=True)
class Scrubbed:
    """A draft whose findings were replaced by typed placeholders (`<PERSON_1>`).

    Only `bot.phi.scrub` makes one. It is the only text that a model, the database or a log accepts. Scrubbed is not
    de-identified: the circumstances are still there, so it is handled as PHI (45 CFR 164.514(b)(2)(ii)).
    """

    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Violation:
    """A rule broken, and the words that broke it (`spans` may be empty: something is missing, not present)."""

    rule: str
    title: str
    verdict: Verdict
    why: str
    source: str
    fix: str
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """What a rule that only advises has to say. Changes no verdict. `figure` is measured on this draft, or empty."""

    rule: str
    title: str
    why: str
    source: str
    fix: str
    figure: str = ""
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Edit:
    """One change an offline wording made: which rule asked for it and what was done, in words for the author."""

    rule: str
    what: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A wording that passed `check`. `writer` is who made it (`offline`, `model`); `voice` for replies."""

    text: str
    writer: str
    voice: str = ""
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """All there is to say of one draft. `faults` names each part of the check that failed: any fault blocks."""

    draft: Draft
    verdict: Verdict
    findings: tuple[Finding, ...]
    violations: tuple[Violation, ...]
    notes: tuple[Note, ...]
    scrubbed: Scrubbed
    faults: tuple[str, ...] = ()
    suggestions: tuple[Suggestion, ...] = field(default=())
