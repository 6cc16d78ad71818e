"""All patterns of all packs, asked at once: which of them can occur in this text at all, and then where.

google-re2 matches in linear time whatever the pattern, so a practice's own pack cannot stall the check. A pattern runs
only where the words that it needs are there (see `needs`); the few that need no word are asked for their letters first.
One automaton for all patterns (RE2::Set) was measured and is a hundred times slower: its states multiply with every gap
between two word lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import re2

from bot.policy.words import WORDS
from bot.reading.automata import Automaton, Text

Needs = Sequence[frozenset[str]]  # of each set the draft holds one; a word list stands as `{name}`
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


SLOT = re.compile("\0([0-9]+)\0")  # where a word list stands in a pattern: its number


class Table(NamedTuple):
    """All patterns of all packs, as plain values that can be kept."""

    needs: Sequence[Needs]  # by number; empty: needs no word, or only excuses
    by_word: Mapping[str, Sequence[tuple[int, Needs]]]  # a pattern under its first need, and what else it needs
    filtered: tuple[int, ...]  # patterns that break a rule and need no word
    expressions: tuple[str, ...]  # by number, with a SLOT for each word list
    words: tuple[str, ...]  # the expressions of the word lists, by the number of the slot
    lists: Mapping[str, tuple[int, ...]]  # word lists that only a pattern can meet


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
    """Patterns by number. Each is compiled when a draft first needs it; most are never needed, and compiling takes time."""

    def __init__(self, table: Table) -> None:
        self.lists = table.lists
        self.table = table
        self._needs = table.needs
        self._by_word = table.by_word
        self._compiled: dict[int, Automaton] = {}
        self._edged: set[int] = set()  # patterns that ask for the edge of a sentence
        self._options = options()
        self._filter = re2.Filter()  # of the patterns without needs, with any text for each word list
        self._filtered = table.filtered
        for number in table.filtered:
            self._filter.Add(SLOT.sub("(?:.+)", table.expressions[number]), self._options)
        if table.filtered:
            self._filter.Compile()

    def warm(self) -> None:
        """Compile all patterns now, so that no draft waits for one."""
        for number in range(len(self._needs)):
            self._pattern(number).occurs(Text(""))

    def possible(self, text: Text, held: set[str]) -> set[int]:
        """The numbers of the patterns that may match somewhere in lower-case text: all that do, and few more.

        `held` are the words of the text and, as `{name}`, the word lists of which it holds a phrase.
        """
        found: set[int] = set()
        by_word = self._by_word
        for word in held & by_word.keys():
            for number, others in by_word[word]:
                for need in others:
                    if held.isdisjoint(need):
                        break
                else:
                    found.add(number)
        if self._filtered:
            found.update(self._filtered[k] for k in self._filter.Match(text.data, True) or ())
        return found

    def held_by(self, number: int, held: set[str]) -> bool:
        """Whether words and lists are all that a pattern needs."""
        return not any(map(held.isdisjoint, self._needs[number]))

    def occurs(self, number: int, text: Text) -> bool:
        """Whether a pattern matches somewhere."""
        return self._pattern(number).occurs(text)

    def ruled_out(self, number: int, draft: Text) -> bool:
        """Whether the whole draft shows that no sentence of it matches: not where a pattern asks for their edges."""
        pattern = self._pattern(number)
        return number not in self._edged and not pattern.occurs(draft)

    def places(self, number: int, text: Text) -> list[tuple[int, int]]:
        """Where a pattern matches."""
        return self._pattern(number).spans(text)

    def _pattern(self, number: int) -> Automaton:
        pattern = self._compiled.get(number)
        if pattern is None:
            words = self.table.words
            expression = SLOT.sub(lambda slot: words[int(slot[1])], self.table.expressions[number])
            pattern = self._compiled[number] = Automaton(expression, self._options)
            if SENTENCE_EDGE.search(expression):
                self._edged.add(number)
        return pattern


def held_in(low: str, lists: Iterable[str]) -> set[str]:
    """The words of lower-case text, and the word lists of which it holds a phrase as `{name}`."""
    return {*WORDS.findall(low), *map("{{{}}}".format, lists)}
