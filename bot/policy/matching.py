"""All patterns of all packs, asked at once: which of them can occur in this text at all, and then where.

google-re2 matches in linear time whatever the pattern, so a practice's own pack cannot stall the check. A pattern runs
only where the words that it needs are there (see `needs`); the few that need no word are asked for their letters first.
One automaton for all patterns (RE2::Set) was measured and is a hundred times slower: its states multiply with every gap
between two word lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from typing import Any, Protocol

import re2

from bot.policy.needs import WORDS, Needs

SENTENCE_EDGE = re.compile(r"(?<![\\\[])[$^]|\\[Az]")
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


class Written(Protocol):
    """Writes a pattern as RE2 reads it; `brief`: with any text for each word list."""

    def __call__(self, *, brief: bool = False) -> str:
        """Return the pattern."""
        ...


class Trial:
    """Reads patterns without compiling them: enough to know whether RE2 takes them."""

    def __init__(self) -> None:
        self._set = re2.Set.SearchSet(options())

    def refuses(self, pattern: str) -> bool:
        """Whether RE2 cannot read `pattern`."""
        try:
            self._set.Add(pattern)
        except re2.error:
            return True
        return False


class Patterns:
    """Patterns by number."""

    def __init__(self) -> None:
        self.lists: Mapping[str, tuple[int, ...]] = {}  # word lists that only a pattern can meet
        self._numbers: dict[str, int] = {}
        self._needs: list[Needs] = []
        self._sought: list[int] = []  # patterns that break a rule
        self._by_word: dict[str, list[tuple[int, Needs]]] = {}  # a pattern and what else it needs
        self._expressions: list[Written] = []
        self._compiled: dict[int, Any] = {}
        self._edged: set[int] = set()  # patterns that ask for the edge of a sentence
        self._filter = re2.Filter()  # of the patterns without needs
        self._filtered: list[int] = []
        self._options = options()

    def add(self, name: str, needs: Needs | None, expression: Written) -> int:
        """Register a pattern and return its number; one of the same name is the same pattern.

        Args:
            name: unique, such as the pattern as written.
            needs: what a draft must hold; None where the pattern only excuses, and so is asked for after a match.
            expression: writes the pattern when a draft first needs it; most are never needed, and compiling takes time.
        """
        if name not in self._numbers:
            self._numbers[name] = len(self._needs)
            self._needs.append(needs or ())
            if needs is not None:
                self._sought.append(self._numbers[name])
            self._expressions.append(expression)
        return self._numbers[name]

    def seal(self, lists: Mapping[str, tuple[int, ...]]) -> None:
        """File the patterns under what they need. After this nothing is added."""
        self.lists = dict(lists)
        for number in self._sought:
            if needs := self._needs[number]:
                for word in needs[0]:
                    self._by_word.setdefault(word, []).append((number, needs[1:]))
            else:
                self._filter.Add(self._expressions[number](brief=True), self._options)
                self._filtered.append(number)
        if self._filtered:
            self._filter.Compile()

    def warm(self) -> None:
        """Compile all patterns now, so that no draft waits for one."""
        for number in range(len(self._needs)):
            self._pattern(number)

    def possible(self, low: str, lists: Iterable[str]) -> frozenset[int]:
        """Return the numbers of the patterns that may match somewhere in lower-case text: all that do, and few more.

        `lists` are the names of the word lists of which the text holds a phrase.
        """
        held = {*WORDS.findall(low), *(f"{{{name}}}" for name in lists)}
        found = {self._filtered[k] for k in (self._filter.Match(low, True) or ())} if self._filtered else set()
        by_word = self._by_word
        for word in held & by_word.keys():
            for number, others in by_word[word]:
                for need in others:
                    if held.isdisjoint(need):
                        break
                else:
                    found.add(number)
        return frozenset(found)

    def held_by(self, number: int, held: Set[str]) -> bool:
        """Whether words and lists are all that a pattern needs."""
        return not any(held.isdisjoint(need) for need in self._needs[number])

    def occurs(self, number: int, text: str) -> bool:
        """Whether a pattern matches somewhere in `text`."""
        return self._pattern(number).search(text) is not None

    def ruled_out(self, number: int, draft: bytes) -> bool:
        """Whether the whole draft shows that no sentence of it matches: not where a pattern asks for their edges."""
        pattern = self._pattern(number)
        return number not in self._edged and pattern.search(draft) is None

    def places(self, number: int, text: str) -> Iterator[tuple[int, int]]:
        """Where a pattern matches in `text`."""
        for match in self._pattern(number).finditer(text):
            yield match.start(), match.end()

    def _pattern(self, number: int) -> Any:
        if number not in self._compiled:
            expression = self._expressions[number]()
            self._compiled[number] = re2.compile(expression, self._options)
            if SENTENCE_EDGE.search(expression):
                self._edged.add(number)
        return self._compiled[number]
