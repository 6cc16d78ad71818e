"""The word lists that one pack may name: its own, and the concepts of the lexicon."""

from __future__ import annotations

from collections.abc import Sequence

from bot.policy.matching import Patterns
from bot.policy.patterns import alternation, expression, phrase_edges
from bot.policy.sources import Source
from bot.policy.syntax import Edges, Part
from bot.policy.words import Index, forms_of, is_plain
from bot.reading import lexicon


class Registry:
    """The lists of all packs, by the names that scenes know: `pack/list`."""

    def __init__(self, patterns: Patterns) -> None:
        self.patterns = patterns
        self.plain: dict[str, Sequence[str]] = {}  # phrases that tokens are enough to meet
        self.marked: dict[str, tuple[int, ...]] = {}  # phrases with marks or emoji: numbers of their patterns

    def add(self, name: str, phrases: Sequence[str]) -> None:
        """Register a list, once."""
        if name not in self.plain:
            self.plain[name] = [phrase for phrase in phrases if is_plain(phrase)]
            if marked := [phrase for phrase in phrases if not is_plain(phrase)]:
                self.marked[name] = tuple(self._pattern(phrase) for phrase in marked)

    def seal(self) -> Index:
        """Hand the lists over: nothing is added after this."""
        self.patterns.seal(self.marked)
        return Index(self.plain)

    def _pattern(self, phrase: str) -> int:
        whole = expression([Part("list", "{it}")], lambda _: phrase_edges([phrase]), lambda _: alternation([phrase]))
        return self.patterns.add(whole, (), lambda *, brief=False: whole)


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

    def expression(self, name: str) -> str:
        """A list as RE2 reads it."""
        return alternation(self.phrases(name) or ())

    def known(self, name: str) -> str:
        """The name under which a scene knows a list; one of the pack's own is registered."""
        if name not in self._source.form.words:
            return name
        key = f"{self._source.form.pack}/{name}"
        self._registry.add(key, self.phrases(name) or ())
        return key

    def met(self, name: str) -> str:
        """As `known`, for a list that tokens are enough to meet in every draft that holds it; else empty."""
        return self.known(name) if all(is_plain(phrase) for phrase in self.phrases(name) or ()) else ""
