"""RE2 patterns that are compiled when first needed, and fast although they have groups.

RE2 finds where a match stands with an automaton alone, but runs a slower machine over the whole text once groups are asked
for. So a place is found by the pattern without its groups, and the groups are read from that place only.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any, Protocol, cast

import re2

REACH = 40  # what a pattern may have to see behind its match


class Match(Protocol):
    """What `re` and `re2` have in common."""

    def start(self, group: int = 0, /) -> int: ...

    def end(self, group: int = 0, /) -> int: ...

    def span(self, group: int = 0, /) -> tuple[int, int]: ...

    def __getitem__(self, group: int, /) -> str | Any: ...  # None where the group took no part


class _Moved:
    """A match in a piece of the text, with its places in the whole."""

    __slots__ = ("_match", "_offset")

    def __init__(self, match: Match, offset: int) -> None:
        self._match, self._offset = match, offset

    def start(self, group: int = 0, /) -> int:
        return self._offset + self._match.start(group)

    def end(self, group: int = 0, /) -> int:
        return self._offset + self._match.end(group)

    def span(self, group: int = 0, /) -> tuple[int, int]:
        return self.start(group), self.end(group)

    def __getitem__(self, group: int, /) -> str | Any:
        return self._match[group]


class Pattern:
    """A pattern in RE2's syntax: linear in the text, whatever the draft holds."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern

    @cached_property
    def _places(self) -> Any:
        return re2.compile(without_groups(self.pattern))

    @cached_property
    def _groups(self) -> Any:
        return re2.compile(self.pattern)

    @cached_property
    def _has_groups(self) -> bool:
        return without_groups(self.pattern) != self.pattern

    def finditer(self, text: str) -> Iterator[Match]:
        """Yield each match, its groups included."""
        if not self._has_groups:
            yield from self._places.finditer(text)
            return
        for place in self._places.finditer(text):
            start, end = place.span()
            # On the piece alone: re2 encodes the text anew for each call, which would make many matches quadratic.
            found = self._groups.fullmatch(text[start:end]) or self._groups.match(text[start : end + REACH])
            if found is not None:
                yield _Moved(found, start)

    def search(self, text: str) -> Match | None:
        """The first place, without groups."""
        return cast("Match | None", self._places.search(text))

    def fullmatch(self, text: str) -> Match | None:
        """The whole text, without groups."""
        return cast("Match | None", self._places.fullmatch(text))


def alone(text: str, start: int, end: int) -> bool:
    """Whether no letter, digit or dash touches the place: it is no part of a longer code."""
    around = text[start - 1 : start] + text[end : end + 1]
    return not any(c.isalnum() or c in "-_" for c in around)


def without_groups(pattern: str) -> str:
    """The pattern with each capturing group made a plain one."""
    out, in_class, k = [], False, 0
    while k < len(pattern):
        c = pattern[k]
        if c == "\\":
            out.append(pattern[k : k + 2])
            k += 2
            continue
        if c == "[":
            in_class = True
        elif c == "]":
            in_class = False
        out.append("(?:" if c == "(" and not in_class and pattern[k + 1 : k + 2] != "?" else c)
        k += 1
    return "".join(out)
