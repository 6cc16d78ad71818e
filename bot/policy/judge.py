"""A reading, findings and packs in; violations, notes and faults out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.drafts import Draft, Finding, Note, Verdict, Violation
from bot.policy import learned, weighing
from bot.policy.packs import Packs
from bot.policy.rules import ADVISES, Broken, Rule
from bot.policy.scene import Reader, Scene
from bot.practice import Practice
from bot.reading import Reading, read


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the rules say of a draft. `faults` names each rule that could not be asked: any fault must block."""

    violations: tuple[Violation, ...] = ()
    notes: tuple[Note, ...] = ()
    faults: tuple[str, ...] = ()

    @property
    def rules(self) -> tuple[str, ...]:
        """The ids of all rules that have something to say."""
        return (*(violation.rule for violation in self.violations), *(note.rule for note in self.notes))

    @property
    def verdict(self) -> Verdict:
        """The worst of the violations; a fault blocks."""
        if self.faults:
            return Verdict.BLOCK
        return max((violation.verdict for violation in self.violations), default=Verdict.PASS)


def judge(  # noqa: PLR0913 - a judgement needs all it judges by
    reading: Reading,
    findings: Sequence[Finding],
    packs: Packs,
    draft: Draft,
    practice: Practice,
    *,
    reader: Reader = read,
) -> Judgement:
    """Ask every rule that applies. Never raises for a rule: what fails is a fault that names the rule, not the text.

    `findings` are places in the draft as its author typed it; so are the spans of what is returned. `reader` reads the
    review, and only where a rule asks how it reads.
    """
    scene = Scene(reading, findings, draft, practice, reader)
    scene.platforms = packs.platforms
    try:
        broken, faults = phrases(scene, packs)
    except Exception as error:  # fail closed: nothing was asked, so nothing is known
        return Judgement(faults=(f"The rules could not be asked ({type(error).__name__}).",))
    return _judgement(broken, packs, scene, faults)


def phrases(scene: Scene, packs: Packs) -> tuple[dict[str, Broken], list[str]]:
    """The rules that words of the draft break by themselves, and the faults, before anything is weighed or brought along."""
    faults: list[str] = []
    broken: dict[str, Broken] = {}
    for rule, clauses in packs.candidates(scene):
        try:
            breach = rule.judge(scene, packs.patterns, clauses)
        except Exception as error:
            faults.append(f"Rule {rule.id} failed ({type(error).__name__}).")
        else:
            if breach:
                broken[rule.id] = breach
    return broken, faults


def _doubted(rule: Rule, scene: Scene) -> bool:
    """Whether a rule says more precisely what others forbid, of which the draft as a whole does not speak."""
    wider = [name for name in (rule.also or (rule.id,)) if name in weighing.LEAST]
    return bool(wider) and all(weighing.doubted(name, scene) for name in wider)


def _judgement(broken: dict[str, Broken], packs: Packs, scene: Scene, faults: list[str]) -> Judgement:
    if not broken and scene.reading.learned is None:
        return Judgement(faults=tuple(faults))
    rules = packs.active(scene.draft, scene.practice).values()
    active = {rule.id: rule for rule in rules}
    if scene.reading.learned:
        learned.join(broken, active, scene)
    else:
        broken = {name: breach for name, breach in broken.items() if not _doubted(active[name], scene)}
    if any(rule.also for rule in rules if rule.id in broken):
        _bring_along(broken, active)
    violations, notes = [], []
    for rule in rules:
        if breach := broken.get(rule.id):
            spans = scene.spans(breach.words)
            if rule.verdict is ADVISES:
                notes.append(Note(rule.id, rule.title, rule.why, rule.source, rule.fix, breach.figure, spans))
            else:
                violations.append(Violation(rule.id, rule.title, rule.verdict, rule.why, rule.source, rule.fix, spans))
    violations.sort(key=lambda violation: -violation.verdict)
    return Judgement(tuple(violations), tuple(notes), tuple(faults))


def _bring_along(broken: dict[str, Broken], rules: Mapping[str, Rule]) -> None:
    """Add the rules that broken ones bring with them, with the same words."""
    waiting = list(broken)
    while waiting:
        name = waiting.pop()
        for other in rules[name].also:
            words = broken[name].words
            if other in rules and not (other in broken and set(words) <= set(broken[other].words)):
                before = broken.get(other, Broken())
                kept = () if before.broad else before.words
                broken[other] = Broken(kept + words, before.figure)
                waiting.append(other)
