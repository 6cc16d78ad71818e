"""RE2 asked directly: where a pattern matches, and which of many match at all.

google-re2's own Python wrapper encodes the text anew for each pattern and makes a generator, a match and a table of offsets for each
question, which takes ten times as long as the search itself. Here a text is encoded once, questions go to the automaton, and only
what is found is put into characters. The bytes of plain ASCII are its characters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, lru_cache
from typing import Any

import re2

Span = tuple[int, int]
NOWHERE: Span = (-1, -1)
FOREIGN = re.compile(
    r"[^\W\x00-\x7f]|[^\S\x00-\x7f]|[\x0b\x1c-\x1f]"
)  # letters, digits and blanks that RE2 does not know as such
APART = re.compile(r"(?<!\\)\$|\(\?[=!<]|\\[1-9]")  # what RE2 reads otherwise, or not at all
SOME = 16  # patterns of one set: their states multiply, and a few small automata are faster than one large one


class Text:
    """A text as RE2 reads it."""

    __slots__ = ("_places", "data", "plain", "string")

    def __init__(self, string: str) -> None:
        self.string = string
        self.data = string.encode("utf-8", "replace")
        # Whether RE2 and `re` agree on what is a word, and what a blank.
        self.plain = len(self.data) == len(string) or FOREIGN.search(string) is None
        self._places: list[int] | None = None

    def span(self, start: int, end: int) -> Span:
        """Put a span of bytes into characters."""
        if len(self.data) == len(self.string):
            return start, end
        if self._places is None:
            self._places = _places(self.string)
        return self._places[start], self._places[end]


@lru_cache(maxsize=16)
def text(string: str) -> Text:
    """The text that is searched now: patterns ask for it one after the other."""
    return Text(string)


class Automaton:
    """One pattern in RE2's syntax, compiled when it is first asked."""

    def __init__(self, pattern: str, options: Any = None) -> None:
        self.pattern = pattern
        self._options = options

    @cached_property
    def compiled(self) -> Any:
        """What google-re2 makes of the pattern."""
        return re2.compile(self.pattern, self._options)

    @cached_property
    def _match(self) -> Callable[[Any, bytes, int, int], list[Span]]:
        return _asked(self.compiled)

    def occurs(self, text: Text) -> bool:
        """Whether the pattern matches somewhere."""
        data = text.data
        return self._match(ANYWHERE, data, 0, len(data))[0] != NOWHERE

    def spans(self, text: Text) -> list[Span]:
        """Where the pattern matches, in characters."""
        data, match = text.data, self._match
        found: list[Span] = []
        at, size = 0, len(data)
        while True:
            span = match(ANYWHERE, data, at, size)[0]
            if span == NOWHERE:
                return found
            found.append(text.span(*span))
            if at == size:
                return found
            at = span[1] if span[1] != at else _next(data, at)

    def groups(self, text: Text, *, whole: bool = True) -> list[Span] | None:
        """The spans, in characters, of a match of the whole text (else of its beginning) and of its groups."""
        data = text.data
        spans = self._match(WHOLE if whole else FROM_START, data, 0, len(data))
        if spans[0] == NOWHERE:
            return None
        return [span if span == NOWHERE else text.span(*span) for span in spans]


class Gated:
    """A pattern of `re` that runs only where RE2, which is faster by far, says that it matches; compiled when it is needed.

    Where RE2 and `re` could differ (letters beyond ASCII, `$`, looking ahead or behind) `re` is asked alone.
    """

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self.pattern, self.flags = pattern, flags

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The pattern of `re` itself."""
        return re.compile(self.pattern, self.flags)

    @cached_property
    def _gate(self) -> Automaton | None:
        if APART.search(self.pattern) or self.flags & ~re.IGNORECASE:
            return None
        pattern = re.sub(r"\\u([0-9a-f]{4})", r"\\x{\1}", self.pattern)  # as RE2 writes it
        gate = Automaton(f"(?i){pattern}" if self.flags else pattern, _quiet())
        try:
            gate.occurs(Text(""))
        except re2.error:  # RE2 cannot read it
            return None
        return gate

    def search(self, string: str) -> re.Match[str] | None:
        """The first place where the pattern matches."""
        return self.compiled.search(string) if self._may_match(string) else None

    def finditer(self, string: str, start: int = 0) -> Iterator[re.Match[str]]:
        """Every place from `start` on where the pattern matches."""
        return self.compiled.finditer(string, start) if self._may_match(string) else iter(())

    def _may_match(self, string: str) -> bool:
        gate, seen = self._gate, text(string)
        return gate is None or not seen.plain or gate.occurs(seen)


class Flock:
    """Many patterns, asked at once which of them match at all. A pattern's number is its place."""

    def __init__(self, patterns: Sequence[str]) -> None:
        self._patterns = patterns

    @cached_property
    def _sets(self) -> list[Any]:
        sets = []
        for at in range(0, len(self._patterns), SOME):
            some = re2.Set.SearchSet(_quiet())
            for pattern in self._patterns[at : at + SOME]:
                some.Add(pattern)
            some.Compile()
            sets.append(some)
        return sets

    def present(self, text: Text) -> list[int]:
        """The numbers of the patterns that match somewhere, in order."""
        data = text.data
        return [SOME * k + number for k, some in enumerate(self._sets) for number in sorted(some.Match(data) or ())]


def _quiet() -> Any:
    options = re2.Options()
    options.never_capture = True
    options.log_errors = False
    options.max_mem = 16 << 20
    return options


def _places(string: str) -> list[int]:
    places = [k for k, c in enumerate(string) for _ in c.encode("utf-8", "replace")]
    places.append(len(string))
    return places


def _next(data: bytes, at: int) -> int:
    """The next character after an empty match: no byte inside one."""
    at += 1
    while at < len(data) and data[at] & 0xC0 == 0x80:
        at += 1
    return at


class _Anchor:
    """Where a match must stand, should google-re2 ever hide its own."""

    UNANCHORED, ANCHOR_START, ANCHOR_BOTH = range(3)


_ANCHOR: Any = getattr(re2, "_Anchor", _Anchor)
ANYWHERE, FROM_START, WHOLE = _ANCHOR.UNANCHORED, _ANCHOR.ANCHOR_START, _ANCHOR.ANCHOR_BOTH


def _asked(compiled: Any) -> Callable[[Any, bytes, int, int], list[Span]]:
    """How to ask a compiled pattern: the automaton inside the wrapper; the wrapper where that is not to be had."""
    inside = getattr(compiled, "_regexp", None)
    if inside is not None and _ANCHOR is not _Anchor:
        return inside.Match  # type: ignore[no-any-return]
    ways = {ANYWHERE: compiled.search, FROM_START: compiled.match, WHOLE: compiled.fullmatch}

    def ask(anchor: Any, data: bytes, at: int, end: int) -> list[Span]:
        found = ways[anchor](data, at, end)
        return [found.span(group) for group in range(compiled.groups + 1)] if found else [NOWHERE]

    return ask
