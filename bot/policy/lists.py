"""The word lists that one pack may name: its own, and the concepts of the lexicon."""

from __future__ import annotations

from collections.abc import Sequence

from bot.policy.matching import Needs, Table
from bot.policy.patterns import alternation, expression, phrase_edges
from bot.policy.sources import Source
from bot.policy.syntax import Edges, Part
from bot.policy.words import ByFirst, by_first, forms_of, is_plain
from bot.reading import lexicon


class Registry:
    """The word lists and patterns of all packs: lists by the names that scenes know (`pack/list`), patterns by number."""

    def __init__(self) -> None:
        self._plain: dict[str, Sequence[str]] = {}  # phrases that tokens are enough to meet
        self._marked: dict[str, tuple[int, ...]] = {}  # phrases with marks or emoji: numbers of their patterns
        self._numbers: dict[str, int] = {}
        self._needs: list[Needs] = []
        self._sought: list[int] = []  # patterns that break a rule
        self._expressions: list[str] = []
        self._slots: dict[str, int] = {}
        self._words: list[str] = []

    def add(self, name: str, phrases: Sequence[str]) -> None:
        """Register a list, once."""
        if name not in self._plain:
            self._plain[name] = [phrase for phrase in phrases if is_plain(phrase)]
            if marked := [phrase for phrase in phrases if not is_plain(phrase)]:
                self._marked[name] = tuple(self._whole(phrase) for phrase in marked)

    def slot(self, name: str, phrases: Sequence[str]) -> str:
        """What stands for a list in an expression."""
        if name not in self._slots:
            self._slots[name] = len(self._words)
            self._words.append(alternation(phrases))
        return f"\0{self._slots[name]}\0"

    def pattern(self, name: str, needs: Needs | None, expression: str) -> int:
        """Register a pattern and return its number; one of the same name is the same pattern.

        Args:
            name: unique, such as the pattern as written.
            needs: what a draft must hold; None where the pattern only excuses, and so is asked for after a match.
            expression: the pattern as RE2 reads it, with slots for word lists.
        """
        if name not in self._numbers:
            self._numbers[name] = len(self._needs)
            self._needs.append(needs or ())
            if needs is not None:
                self._sought.append(self._numbers[name])
            self._expressions.append(expression)
        return self._numbers[name]

    def table(self) -> Table:
        """All patterns, filed under what they need."""
        by_word: dict[str, list[tuple[int, Needs]]] = {}
        for pattern in self._sought:
            if needs := self._needs[pattern]:
                for word in needs[0]:
                    by_word.setdefault(word, []).append((pattern, needs[1:]))
        filtered = tuple(pattern for pattern in self._sought if not self._needs[pattern])
        return Table(
            tuple(self._needs), by_word, filtered, tuple(self._expressions), tuple(self._words), dict(self._marked)
        )

    def phrases(self) -> ByFirst:
        """All phrases of plain lists, by their first word."""
        return by_first(self._plain)

    def _whole(self, phrase: str) -> int:
        whole = expression([Part("list", "{it}")], lambda _: phrase_edges([phrase]), lambda _: alternation([phrase]))
        return self.pattern(whole, (), whole)


class Lists:
    """The lists as one pack names them; its own hide the lexicon's."""

    def __init__(self, source: Source, registry: Registry) -> None:
        self._source = source
        self._registry = registry
        self._phrases: dict[str, tuple[str, ...] | None] = {}
        self._edges: dict[str, Edges] = {}

    def phrases(self, name: str) -> tuple[str, ...] | None:
        """The phrases of a list, forms written out; None where there is no such list."""
        if name not in self._phrases:
            own = self._source.form.words.get(name)
            self._phrases[name] = forms_of(own) if own is not None else lexicon.phrases().get(name)
        return self._phrases[name]

    def edges(self, name: str) -> Edges:
        """Whether all phrases of a list begin and end with letters."""
        if name not in self._edges:
            self._edges[name] = phrase_edges(self.phrases(name) or ())
        return self._edges[name]

    def slot(self, name: str) -> str:
        """What stands for a list in an expression."""
        return self._registry.slot(self._key(name), self.phrases(name) or ())

    def known(self, name: str) -> str:
        """The name under which a scene knows a list; one of the pack's own is registered."""
        key = self._key(name)
        if key != name:
            self._registry.add(key, self.phrases(name) or ())
        return key

    def _key(self, name: str) -> str:
        return f"{self._source.form.pack}/{name}" if name in self._source.form.words else name

    def met(self, name: str) -> str:
        """As `known`, for a list that tokens are enough to meet in every draft that holds it; else empty."""
        return self.known(name) if all(is_plain(phrase) for phrase in self.phrases(name) or ()) else ""
