"""What the learned reader says of a draft's rules, joined with what their phrases found."""

from __future__ import annotations

from collections.abc import Mapping

from bot.policy.rules import Broken, Rule
from bot.policy.scene import Scene
from bot.reading.joining import shares
from bot.reading.learned import Learned

LEAST_SHARE = 0.5  # of the most that a clause counts for a rule: another that counts as much is shown as well


def join(broken: dict[str, Broken], active: Mapping[str, Rule], scene: Scene) -> None:
    """Change `broken`: add rules that the reader sees, and drop those that it makes nothing of.

    A rule that says more precisely what others forbid (`also`) goes if all of those do. Rules that the reader never learned stay.
    """
    said = scene.reading.learned
    assert said is not None
    found = forbidden(broken, active)
    known = {rule: share for rule, share in shares()["rules"].items() if rule in active}
    sure = {rule: share.joined(float(rule in found), said.scores[rule]) for rule, share in known.items()}
    least = {rule: share.least for rule, share in known.items()}
    for rule in [name for name in broken if _gone(active[name], sure, least)]:
        del broken[rule]
    found = forbidden(broken, active)
    for rule, probability in sure.items():
        if probability >= least[rule] and rule not in found:
            broken[rule] = Broken(tuple(scene.at(*place) for place in _places(said, rule, scene)), broad=True)


def forbidden(broken: Mapping[str, Broken], active: Mapping[str, Rule]) -> set[str]:
    """All rules broken, with those that they bring along."""
    found: set[str] = set()
    waiting = list(broken)
    while waiting:
        name = waiting.pop()
        if name not in found and name in active:
            found.add(name)
            waiting += active[name].also
    return found


def _gone(rule: Rule, sure: Mapping[str, float], least: Mapping[str, float]) -> bool:
    wider = [name for name in (rule.also or (rule.id,)) if name in sure]
    return bool(wider) and all(sure[name] < least[name] for name in wider)


def _places(said: Learned, rule: str, scene: Scene) -> list[tuple[int, int]]:
    """The clauses that count most for a rule: what its pointer points at, whole, so that they can be read."""
    reading = scene.reading
    column = list(said.scores).index(rule)
    counts = [sum(said.points[k][column] for k in said.within(*clause)) for clause in reading.clauses]
    most = max(counts, default=0.0)
    if most <= 0:
        return []
    return [_trimmed(reading.norm, *c) for c, n in zip(reading.clauses, counts, strict=True) if n >= LEAST_SHARE * most]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
