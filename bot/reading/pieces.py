"""A draft, and the review it answers, as the learned reader takes them: word pieces, and what is known of each.

The encoder's vocabulary knows no case, no profile and no list; marks on each piece say what it lost and what the rules of form
have seen: how the word is written, whether it stands in the practice's profile, which kind of identifier it looks like.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set
from enum import IntFlag
from typing import NamedTuple, Protocol

LONGEST = 384  # pieces of a draft that are read at once; the next window begins SEAM pieces before the end of the last
SEAM = 64
MOST_REVIEW = 96  # pieces of a review: its beginning, and its end where it is longer
ENDING = 32  # how many of them are the end's
WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")


class Mark(IntFlag):
    """What is known of a piece beside its letters."""

    CAPITAL = 1  # the word begins with one
    CAPITALS = 2  # it has no other
    MIXED = 4  # neither: letters with digits, or capitals inside
    KNOWN = 8  # the profile holds the word
    REVIEW = 16  # of the review, not of the draft
    PERSON = 32  # rules of form take it for a name
    LOCATION = 64
    DATE = 128
    AGE = 256
    FORM = 512  # any other identifier that its form gives away


BITS = len(Mark)
SEEN = {"PERSON": Mark.PERSON, "LOCATION": Mark.LOCATION, "DATE": Mark.DATE, "AGE": Mark.AGE}


class Encoding(Protocol):
    """What a tokenizer returns."""

    ids: list[int]
    offsets: list[tuple[int, int]]


class Tokenizer(Protocol):
    """Cuts a text into word pieces (`tokenizers.Tokenizer`)."""

    def encode(self, sequence: str, *, add_special_tokens: bool) -> Encoding:
        """Return the pieces and where they stand."""
        ...


class Seen(NamedTuple):
    """What rules of form take for an identifier: `start` to `end` of the normalised text."""

    start: int
    end: int
    type: str


class Window(NamedTuple):
    """What the encoder reads at once. Piece `k` of the draft stands at `spans[k]`, and is item `k + 1` of `ids` and `marks`."""

    ids: list[int]
    marks: list[int]
    spans: list[tuple[int, int]]


CLS, SEP = 101, 102  # of BERT's uncased vocabulary


def windows(tokenizer: Tokenizer, norm: str, known: Set[str], seen: Iterable[Seen], review: str | None) -> list[Window]:
    """Cut a draft into windows; each begins with CLS, and ends with what a review says, if there is one."""
    encoding = tokenizer.encode(norm, add_special_tokens=False)
    ids, spans = encoding.ids, encoding.offsets
    marks = _marks(norm, spans, known, seen)
    tail_ids, tail_marks = _tail(tokenizer, known, review)
    found = []
    at = 0
    while True:
        end = min(len(ids), at + LONGEST)
        found.append(Window([CLS, *ids[at:end], SEP, *tail_ids], [0, *marks[at:end], 0, *tail_marks], spans[at:end]))
        if end == len(ids):
            return found
        at = end - SEAM


def _tail(tokenizer: Tokenizer, known: Set[str], review: str | None) -> tuple[list[int], list[int]]:
    if not review:
        return [], []
    encoding = tokenizer.encode(review, add_special_tokens=False)
    ids = encoding.ids
    marks = [mark | Mark.REVIEW for mark in _marks(review, encoding.offsets, known, ())]
    if len(ids) > MOST_REVIEW:
        head = MOST_REVIEW - ENDING
        ids, marks = ids[:head] + ids[-ENDING:], marks[:head] + marks[-ENDING:]
    return [*ids, SEP], [*marks, int(Mark.REVIEW)]


def _marks(norm: str, spans: Sequence[tuple[int, int]], known: Set[str], seen: Iterable[Seen]) -> list[int]:
    """The marks of each piece, in one pass over words and pieces."""
    by_letter = _words(norm, known)
    for found in seen:
        bit = int(SEEN.get(found.type, Mark.FORM))
        for at in range(found.start, found.end):
            by_letter[at] |= bit
    return [by_letter[start] if start < end else 0 for start, end in spans]


def _words(norm: str, known: Set[str]) -> list[int]:
    by_letter = [0] * len(norm)
    for word in WORD.finditer(norm):
        written = word[0]
        bits = _case(written)
        low = written.lower()
        if low in known or (low.endswith("'s") and low[:-2] in known):
            bits |= Mark.KNOWN
        if bits:
            by_letter[word.start() : word.end()] = [int(bits)] * len(written)
    return by_letter


def _case(word: str) -> int:
    if word.islower() or word.isdigit():
        return 0
    if word.isupper():
        return int(Mark.CAPITALS) if len(word) > 1 else int(Mark.CAPITAL)
    letters = word.partition("'")[0]
    if letters[:1].isupper() and letters[1:].islower():
        return int(Mark.CAPITAL)
    return int(Mark.MIXED)
