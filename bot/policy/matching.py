"""All patterns of all packs, asked at once: which of them can occur in this text at all, and then where.

google-re2 matches in linear time whatever the pattern, so a practice's own pack cannot stall the check.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import re2


def options() -> Any:
    """How every pattern is compiled: without regard to case, no groups kept, errors raised and not printed."""
    chosen = re2.Options()
    chosen.case_sensitive = False
    chosen.never_capture = True
    chosen.log_errors = False
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
    """Patterns by number, filtered by the letters that each needs before any of them runs."""

    def __init__(self) -> None:
        self.lists: Mapping[str, int] = {}  # word lists that only a pattern can meet
        self._filter = re2.Filter()
        self._numbers: dict[str, int] = {}
        self._compiled: list[Any] = []
        self._options = options()

    def add(self, pattern: str) -> int:
        """Register a pattern and return its number; the same pattern has the same number. Raises re2.error."""
        if pattern not in self._numbers:
            self._numbers[pattern] = self._filter.Add(pattern, self._options)
        return self._numbers[pattern]

    def is_empty(self, number: int) -> bool:
        """Whether a pattern matches the empty text."""
        return self._filter.re(number).search("") is not None

    def seal(self, lists: Mapping[str, int]) -> None:
        """Build the filter. After this nothing is added."""
        self.lists = dict(lists)
        if self._numbers:
            self._filter.Compile()
        self._compiled = [self._filter.re(number) for number in range(len(self._numbers))]

    def possible(self, low: str) -> Sequence[int]:
        """Return the numbers of the patterns that may match somewhere in lower-case text: all that do, and few more."""
        return (self._filter.Match(low, True) or ()) if self._numbers else ()

    def occurs(self, number: int, text: str) -> bool:
        """Whether a pattern matches somewhere in `text`."""
        return self._compiled[number].search(text) is not None

    def places(self, number: int, text: str) -> Iterator[tuple[int, int]]:
        """Where a pattern matches in `text`."""
        for match in self._compiled[number].finditer(text):
            yield match.start(), match.end()
