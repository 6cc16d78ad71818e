"""What a practice may change about rules that are not its own: switch them off or make them stricter, with a reason.

A rule of the pack `hipaa` is the law's: it can be neither switched off nor lowered. No rule can be lowered: who finds a
rule too strict switches it off, and the trail shows that.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.policy.faults import Fault
from bot.policy.forms import Change
from bot.policy.rules import WORD, Off, Rule, word
from bot.policy.sources import Source

LAW = "hipaa"


def changed(rules: Sequence[Rule], sources: Sequence[Source], faults: list[Fault]) -> tuple[list[Rule], list[Off]]:
    """Apply the practice's changes; add a fault for each that is not allowed."""
    known = frozenset(name for source in sources for name in source.ids)
    by_id = {rule.id: rule for rule in rules}
    off: list[Off] = []
    seen: set[str] = set()
    for source in sources:
        for at, change in source.changes.items():
            rule = by_id.get(change.rule)
            if reason := _refusal(change, rule, known, seen):
                faults.append(Fault(source.file, ("changes", at), change.rule, reason))
            elif rule and change.off:
                off.append(Off(rule.id, rule.title, change.because))
            elif rule and change.verdict:
                by_id[rule.id] = rule.raised(WORD[change.verdict], change.because)
            seen.add(change.rule)
    gone = {item.rule for item in off}
    return [by_id[rule.id] for rule in rules if rule.id not in gone], off


def _refusal(change: Change, rule: Rule | None, known: frozenset[str], seen: set[str]) -> str:
    """Why a change is not allowed, or empty."""
    if change.rule not in known:
        return "`changes` names a rule that no pack has"
    if change.rule in seen:
        return "`changes` names this rule twice; once is enough"
    if change.off == (change.verdict is not None):
        return "a change says either `off: true` or a `verdict`"
    return _lowers(change, rule) if rule else ""  # a rule with faults of its own is listed already


def _lowers(change: Change, rule: Rule) -> str:
    if change.verdict is None:
        return "a rule of the pack hipaa cannot be switched off" if rule.pack == LAW else ""
    wanted = WORD[change.verdict]
    if wanted < rule.verdict:
        whose = "a rule of the pack hipaa" if rule.pack == LAW else "a verdict"
        return f"{whose} cannot be lowered; it is {word(rule)}, and only a stricter one is allowed"
    return f"the verdict is {word(rule)} already; leave the change out" if wanted == rule.verdict else ""
