"""RE2 patterns that are compiled when first needed, and fast although they have groups.

RE2 finds where a match stands with an automaton alone, but runs a slower machine over the whole text once groups are asked
for. So a place is found by the pattern without its groups, and the groups are read from that place only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Protocol

from bot.reading import automata
from bot.reading.automata import Automaton, Text

REACH = 40  # what a pattern may have to see behind its match


class Match(Protocol):
    """What `re` and `re2` have in common."""

    def start(self, group: int = 0, /) -> int: ...

    def end(self, group: int = 0, /) -> int: ...

    def span(self, group: int = 0, /) -> tuple[int, int]: ...

    def __getitem__(self, group: int, /) -> str | Any: ...  # None where the group took no part


class _Found:
    """A match as its spans: of the whole, then of the groups; (-1, -1) for a group that took no part."""

    __slots__ = ("_offset", "_spans", "_text")

    def __init__(self, text: str, spans: Sequence[tuple[int, int]], offset: int = 0) -> None:
        self._text, self._spans, self._offset = text, spans, offset

    def start(self, group: int = 0, /) -> int:
        return self._offset + self._spans[group][0]

    def end(self, group: int = 0, /) -> int:
        return self._offset + self._spans[group][1]

    def span(self, group: int = 0, /) -> tuple[int, int]:
        start, end = self._spans[group]
        return self._offset + start, self._offset + end

    def __getitem__(self, group: int, /) -> str | Any:
        start, end = self._spans[group]
        return None if start < 0 else self._text[self._offset + start : self._offset + end]


class Pattern:
    """A pattern in RE2's syntax: linear in the text, whatever the draft holds."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        bare = without_groups(pattern)
        self._places = Automaton(bare)
        self._groups = Automaton(pattern) if bare != pattern else None

    def finditer(self, text: str) -> Iterator[Match]:
        """Yield each match, its groups included."""
        groups = self._groups
        for start, end in self._places.spans(automata.text(text)):
            if groups is None:
                yield _Found(text, ((start, end),))
                continue
            # On the piece alone, so that many matches stay linear.
            spans = groups.groups(Text(text[start:end])) or groups.groups(Text(text[start : end + REACH]), whole=False)
            if spans is not None:
                yield _Found(text, spans, start)

    def occurs(self, text: str) -> bool:
        """Whether it matches somewhere."""
        return self._places.occurs(automata.text(text))

    def search(self, text: str) -> Match | None:
        """The first place, without groups."""
        place = next(iter(self._places.spans(automata.text(text))), None)
        return _Found(text, (place,)) if place else None

    def fullmatch(self, text: str) -> Match | None:
        """The whole text, without groups."""
        spans = self._places.groups(Text(text))
        return _Found(text, spans) if spans else None

    def warm(self) -> None:
        """Compile the pattern now."""
        for automaton in (self._places, self._groups):
            if automaton:
                automaton.occurs(Text(""))


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
