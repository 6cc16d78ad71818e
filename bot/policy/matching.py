"""All patterns of all packs, asked at once: which of them can occur in this text at all, and then where.

google-re2 matches in linear time whatever the pattern, so a practice's own pack cannot stall the check. Three steps, each
cheaper than the next: the letters that a pattern needs (all patterns in one pass), the words and lists that it needs, and
only then the pattern itself. One automaton for all patterns (RE2::Set) was measured and is a hundred times slower here:
its states multiply with every gap between two word lists.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

import re2

from bot.policy.needs import WORDS, Needs

MEMORY = 4 << 20  # bytes that the automaton of one pattern may take; RE2 starts it afresh when they are spent


def options() -> Any:
    """How every pattern is compiled: without regard to case, no groups kept, errors raised and not printed."""
    chosen = re2.Options()
    chosen.case_sensitive = False
    chosen.never_capture = True
    chosen.log_errors = False
    chosen.max_mem = MEMORY
    return chosen


def refusal(pattern: str) -> str:
    """Why RE2 refuses `pattern`, or empty."""
    try:
        re2.compile(pattern, options())
    except re2.error as error:
        reason = error.args[0] if error.args else "unreadable"
        return reason.decode("utf-8", "replace") if isinstance(reason, bytes) else str(reason)
    return ""


class Patterns:
    """Patterns by number."""

    def __init__(self) -> None:
        self.lists: Mapping[str, tuple[int, ...]] = {}  # word lists that only a pattern can meet
        self._filter = re2.Filter()
        self._numbers: dict[tuple[str, Needs], int] = {}
        self._needs: list[Needs] = []
        self._full: list[Callable[[], str]] = []
        self._compiled: dict[int, Any] = {}
        self._options = options()

    def add(self, brief: str, needs: Needs, full: Callable[[], str]) -> int:
        """Register a pattern and return its number. Raises re2.error.

        Args:
            brief: the pattern with `.+` for each word list: quick to compile, and enough to know its letters.
            needs: what a draft must hold; its lists by the names that `possible` is given.
            full: makes the whole pattern, when a draft first needs it.
        """
        key = brief, needs
        if key not in self._numbers or ".+" in brief:  # two packs may call different lists by one name
            self._numbers[key] = self._filter.Add(brief, self._options)
            self._needs.append(needs)
            self._full.append(full)
        return self._numbers[key]

    def is_empty(self, number: int) -> bool:
        """Whether a pattern matches the empty text."""
        return self._filter.re(number).search("") is not None

    def seal(self, lists: Mapping[str, tuple[int, ...]]) -> None:
        """Build the filter. After this nothing is added."""
        self.lists = dict(lists)
        if self._needs:
            self._filter.Compile()

    def possible(self, low: str, lists: Collection[str]) -> frozenset[int]:
        """Return the numbers of the patterns that may match somewhere in lower-case text: all that do, and few more.

        `lists` are the names of the word lists of which the text holds a phrase.
        """
        numbers = (self._filter.Match(low, True) or ()) if self._needs else ()
        if not numbers:
            return frozenset()
        words, needs = set(WORDS.findall(low)), self._needs
        return frozenset(
            number
            for number in numbers
            if all(name in lists for name in needs[number].lists)
            and not any(words.isdisjoint(ways) for ways in needs[number].words)
        )

    def occurs(self, number: int, text: str) -> bool:
        """Whether a pattern matches somewhere in `text`."""
        return self._pattern(number).search(text) is not None

    def places(self, number: int, text: str) -> Iterator[tuple[int, int]]:
        """Where a pattern matches in `text`."""
        for match in self._pattern(number).finditer(text):
            yield match.start(), match.end()

    def _pattern(self, number: int) -> Any:
        if number not in self._compiled:
            self._compiled[number] = re2.compile(self._full[number](), self._options)
        return self._compiled[number]
