"""Which recognizers are worth running: most drafts hold few digits and few cues, and the rest need not be searched.

A gate may only say "surely nothing here". The tests run every specimen with and without it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from bot.drafts import Finding
from bot.phi.recognizers._scan import Match
from bot.reading import Reading

DIGIT = re.compile(r"[0-9]")
INNER_DOT = re.compile(r"[^\W_]\.[^\W_]")
LETTERS = re.compile(r"[^\W\d_]+")

# Hints beside the words themselves.
HAS_DIGIT, HAS_AT, HAS_DOT, HAS_COLONS, HAS_UNDERSCORE = "0", "@", ".", "::", "_"


def word_set(words: str) -> frozenset[str]:
    """The words of a list written as prose."""
    return frozenset(words.split())


def mark(kind: str, match: Match, score: float, recognizer: str, group: int = 0) -> Finding:
    """The finding at a group of a match, of `re` or of `re2`, which has no types."""
    return Finding(kind, match.start(group), match.end(group), score, recognizer)


class Recognizer(NamedTuple):
    """`find` is run on a text that holds one of `cues` (any text if None) and, where `digits`, a digit."""

    name: str
    find: Callable[[Reading], Iterator[Finding]]
    cues: frozenset[str] | None
    digits: bool = False


def has_digit(text: str) -> bool:
    """Whether an ASCII digit is in the text."""
    return DIGIT.search(text) is not None


def digits_in(reading: Reading) -> int:
    """How many ASCII digits the text holds: a card needs thirteen, and most texts have fewer."""
    count: int | None = reading.memo.get("digits")
    if count is None:
        count = reading.memo["digits"] = sum(map(reading.norm.count, "0123456789"))
    return count


def words_of(reading: Reading) -> set[str]:
    """The words of the text in lower case, words inside codes too (`mrn` of `MRN0048213`). Not to be changed."""
    words: set[str] | None = reading.memo.get("words")
    if words is None:
        words = {token.low for token in reading.tokens}
        for word in [w for w in words if not w.isalpha() and not w.isdigit()]:
            words.update(LETTERS.findall(word))
        reading.memo["words"] = words
    return words


def hints(reading: Reading) -> set[str]:
    """The words of the text, and its marks."""
    words = set(words_of(reading))
    norm = reading.norm
    words.discard(HAS_DIGIT)
    if digits_in(reading):
        words.add(HAS_DIGIT)
    if "@" in norm:
        words.add(HAS_AT)
    if "." in norm and INNER_DOT.search(norm):
        words.add(HAS_DOT)
    if norm.count(":") > 1:
        words.add(HAS_COLONS)
    if "_" in norm:
        words.add(HAS_UNDERSCORE)
    return words
