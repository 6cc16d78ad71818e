"""The Reading: what the detectors see of a draft."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

MAX_LENGTH = 100_000  # code points; a longer draft is refused, so that a check stays bounded


class Token(NamedTuple):
    """A word, a number or a single mark, at `start` to `end` of the normalised text."""

    start: int
    end: int
    text: str  # as normalised, case kept
    low: str  # lower case
    sentence: int  # index of its sentence
    clause: int  # index of its clause, counted through the draft


class Mention(NamedTuple):
    """A phrase of the lexicon: tokens `first` to `last` (exclusive), at `start` to `end` of the normalised text."""

    first: int
    last: int
    start: int
    end: int
    sentence: int
    clause: int


@dataclass(frozen=True, slots=True)
class Reading:
    """A draft, read once.

    `norm` is the text with compatibility forms, look-alikes, invisible marks and escapes resolved, case kept, quotes
    straight; `low` is `norm` in lower case, of the same length. Tokens, mentions, sentences and clauses are places in
    `norm`; `origin` maps a place back to the author's code points.
    """

    text: str
    norm: str
    low: str
    tokens: tuple[Token, ...]
    sentences: tuple[tuple[int, int], ...]  # start, end in norm
    clauses: tuple[tuple[int, int], ...]  # start, end in norm
    concepts: Mapping[str, tuple[Mention, ...]]  # concept -> where it stands
    starts: tuple[int, ...] | None = None  # norm offset -> offset in text; None: the same
    ends: tuple[int, ...] | None = None
    tags: tuple[str, ...] | None = None  # the learned reader's, one a token
    scores: Mapping[str, float] | None = None  # the learned reader's, one a rule

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """Map `start` to `end` of `norm` to code points of `text`."""
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]


def read(text: str) -> Reading:
    """Read `text`, at most MAX_LENGTH code points. Raises DraftTooLong."""
    raise NotImplementedError
