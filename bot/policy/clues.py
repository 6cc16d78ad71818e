"""Which rules are worth asking: each is filed under what it cannot do without, so that most are never asked."""

from __future__ import annotations

from collections.abc import Sequence

from bot.policy import marks
from bot.policy.rules import Clause, Rule
from bot.policy.scene import Scene


class Clues:
    """Rules, by their places in the list of rules, filed under patterns, words and findings."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._always: list[int] = []
        self._by_pattern: dict[int, list[int]] = {}
        self._by_word: dict[str, list[tuple[frozenset[str], Clause, int]]] = {}
        self._by_finding: dict[str, list[int]] = {}
        self._bare: list[tuple[Clause, int]] = []  # clauses of marks only
        for at, rule in enumerate(rules):
            if rule.detector:
                self._always.append(at)
            for number in rule.patterns:
                self._by_pattern.setdefault(number, []).append(at)
            for name in rule.findings:
                self._by_finding.setdefault(name, []).append(at)
            for clause in rule.together:
                self._file(clause, at)

    def _file(self, clause: Clause, at: int) -> None:
        """File a clause under one of its word lists."""
        lists = frozenset(name for name in clause.all if not marks.is_mark(name))
        if lists:
            self._by_word.setdefault(min(lists), []).append((lists, clause, at))
        else:
            self._bare.append((clause, at))

    def wanted(self, scene: Scene) -> dict[int, list[Clause]]:
        """Places of the rules that the draft might break, each with the clauses worth trying."""
        wanted: dict[int, list[Clause]] = {at: [] for at in self._always}
        for number in scene.possible:
            for at in self._by_pattern.get(number, ()):
                wanted.setdefault(at, [])
        present = {*scene.lists, *scene.reading.concepts}
        for name in present & self._by_word.keys():
            for lists, clause, at in self._by_word[name]:
                if lists <= present:
                    wanted.setdefault(at, []).append(clause)
        for clause, at in self._bare:
            if all(scene.words(name) for name in clause.all):
                wanted.setdefault(at, []).append(clause)
        for finding in scene.findings:
            for at in (*self._by_finding.get(finding.type, ()), *self._by_finding.get("any", ())):
                wanted.setdefault(at, [])
        return wanted
