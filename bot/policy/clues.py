"""Which rules are worth asking: each is filed under what it cannot do without, so that most are never asked."""

from __future__ import annotations

from collections.abc import Sequence

from bot.policy import marks
from bot.policy.rules import Clause, Rule
from bot.policy.scene import Scene


class Clues:
    """Rules, by their places in the list of rules, filed under patterns, words and findings."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._always: set[int] = set()
        self._by_pattern: dict[int, set[int]] = {}
        self._by_word: dict[str, list[tuple[Clause, int]]] = {}
        self._by_finding: dict[str, set[int]] = {}
        self._by_score: dict[str, tuple[float, int]] = {}
        for at, rule in enumerate(rules):
            if rule.detector:
                self._always.add(at)
            if rule.learned is not None:
                self._by_score[rule.id] = rule.learned, at
            for number in rule.patterns:
                self._by_pattern.setdefault(number, set()).add(at)
            for name in rule.findings:
                self._by_finding.setdefault(name, set()).add(at)
            for clause in rule.together:
                self._file(clause, at)

    def _file(self, clause: Clause, at: int) -> None:
        """File a clause under its first word list; under a finding, or under nothing, where it has none."""
        lists = [name for name in clause.all if name not in marks.MARKS and not name.startswith(marks.FINDING)]
        types = [name.removeprefix(marks.FINDING) for name in clause.all if name.startswith(marks.FINDING)]
        if lists:
            self._by_word.setdefault(lists[0], []).append((clause, at))
        elif types:
            self._by_finding.setdefault(types[0], set()).add(at)
        else:
            self._always.add(at)

    def wanted(self, scene: Scene) -> set[int]:
        """Places of the rules that the draft might break."""
        wanted = set(self._always)
        for number in scene.possible:
            wanted |= self._by_pattern.get(number, set())
        present = {*scene.lists, *scene.reading.concepts}
        for name in present & self._by_word.keys():
            for clause, at in self._by_word[name]:
                if at not in wanted and all(
                    other in present or other in marks.MARKS or other.startswith(marks.FINDING) for other in clause.all
                ):
                    wanted.add(at)
        for finding in scene.findings:
            wanted |= self._by_finding.get(finding.type, set()) | self._by_finding.get("any", set())
        if scene.reading.scores:
            for rule, (least, at) in self._by_score.items():
                if scene.reading.scores.get(rule, 0.0) >= least:
                    wanted.add(at)
        return wanted
