"""A rule as it is applied: what breaks it in one draft, and where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from bot.drafts import Draft, Kind, Verdict
from bot.policy.detectors import Sighting, run
from bot.policy.matching import Patterns
from bot.policy.scene import Scene, unit
from bot.policy.words import Words
from bot.practice import Practice

ADVISES = Verdict.PASS  # the verdict of a rule whose word is `note`
WORD = {"block": Verdict.BLOCK, "revise": Verdict.REVISE, "note": ADVISES}


def word(rule: Rule) -> str:
    """The verdict of a rule as packs write it."""
    return next(word for word, verdict in WORD.items() if verdict is rule.verdict)


class When(NamedTuple):
    """What must hold for a rule to apply at all; empty holds always."""

    states: tuple[str, ...] = ()
    specialties: tuple[str, ...] = ()
    profile: tuple[str, ...] = ()
    platforms: tuple[str, ...] = ()
    review: tuple[str, ...] = ()


class Example(NamedTuple):
    """A draft that breaks or keeps a rule. What is left out (None) follows from the rule; `practice` has fields and values."""

    text: str
    review: str | None = None
    kind: Kind | None = None
    platform: str | None = None
    practice: tuple[tuple[str, Any], ...] = ()


class Off(NamedTuple):
    """A rule that the practice switched off, and why."""

    rule: str
    title: str
    because: str


@dataclass(frozen=True, slots=True)
class Clause:
    """Words of several lists near each other: all of `all`, none of `none`, within a clause, sentence or the draft."""

    all: tuple[str, ...]
    none: tuple[str, ...]
    within: str

    def find(self, scene: Scene) -> list[list[Words]]:
        """Return the words of each clause, sentence or draft that holds them all."""
        units: frozenset[int] | None = None
        for name in self.all:
            more = scene.units(name, self.within)
            units = more if units is None else units & more
            if not units:
                return []
        for name in self.none:
            units = (units or frozenset()) - scene.units(name, self.within)
        return [
            [words for name in self.all for words in scene.words(name) if unit(words, self.within) == one]
            for one in sorted(units or ())
        ]


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule is broken: by these words (none: something is missing), by this much. `broad`: narrower words go before."""

    words: tuple[Words, ...] = ()
    figure: str = ""
    broad: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that a draft must not do. `verdict` PASS: it only advises. Numbers are those of `patterns`."""

    id: str
    pack: str
    title: str
    verdict: Verdict
    applies_to: frozenset[Kind]
    source: str
    why: str
    fix: str
    when: When
    findings: frozenset[str]
    patterns: frozenset[int]
    together: tuple[Clause, ...]
    detector: str
    unless: tuple[int, ...]
    unless_draft: tuple[int, ...]
    also: tuple[str, ...]
    breaks: tuple[Example, ...]
    keeps: tuple[Example, ...]
    changed: str = ""  # why the practice changed its verdict

    def raised(self, verdict: Verdict, because: str) -> Rule:
        """The same rule with the practice's stricter verdict."""
        return replace(self, verdict=verdict, changed=because)

    def applies(self, draft: Draft, practice: Practice) -> bool:
        """Whether the rule speaks of drafts of this kind, on this platform, by this practice."""
        when, specialty = self.when, practice.specialty.lower()
        return (
            draft.kind in self.applies_to
            and (not when.platforms or draft.platform in when.platforms)
            and (not when.states or practice.state.upper() in when.states)
            and (not when.specialties or any(part.lower() in specialty for part in when.specialties))
            and all(getattr(practice, name) for name in when.profile)
        )

    def judge(self, scene: Scene, patterns: Patterns, clauses: Sequence[Clause]) -> Broken | None:
        """Say whether the draft breaks the rule. The caller has made sure that it applies, and chosen its clauses."""
        if self.when.review and scene.tone not in self.when.review:
            return None
        sighting = run(self.detector, scene) if self.detector else None
        if sighting and sighting.doubt:
            return None
        broad = bool(sighting and sighting.broad)
        words = [w for group in self._found(scene, patterns, clauses, None if broad else sighting) for w in group]
        broad = broad and not words
        if broad:
            words = [w for group in self._found(scene, patterns, (), sighting) for w in group]
        if not words and not (sighting and not sighting.places):
            return None
        if any(patterns.occurs(number, scene.text) for number in self.unless_draft):
            return None
        return Broken(tuple(words), sighting.figure if sighting else "", broad)

    def _found(
        self, scene: Scene, patterns: Patterns, clauses: Sequence[Clause], sighting: Sighting | None
    ) -> Iterator[list[Words]]:
        """Yield the words of each breach that nothing in their sentences excuses."""
        for group in self._groups(scene, patterns, clauses, sighting):
            if not self.unless or not any(scene.excused(self.unless, w.sentence, patterns) for w in group):
                yield group

    def _groups(
        self, scene: Scene, patterns: Patterns, clauses: Sequence[Clause], sighting: Sighting | None
    ) -> Iterable[list[Words]]:
        if self.findings:
            for words, finding in scene.placed:
                if "any" in self.findings or finding.type in self.findings:
                    yield [words]
        for number in self.patterns & scene.possible:
            for words in scene.matches(number, patterns):
                yield [words]
        for clause in clauses:
            yield from clause.find(scene)
        if sighting:
            for start, end in sighting.places:
                yield [scene.at(start, end)]
