"""Word lists: those of a pack and the concepts of the lexicon, and where a draft holds them.

Plain phrases are met token by token, as the lexicon's are; a list with marks or emoji in it needs a pattern.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from bot.reading import Token, lexicon

PLAIN = re.compile(r"[\w\s'.,/-]*[^\W_][\w\s'.,/-]*")
NOT_A_PHRASE = re.compile(r"[\\{}\[\]|]|\(\?|\)[*+?]|\.[*+]|\w\?\w")
ENDINGS = re.compile(r"\([\w|' -]+\)")


class Words(NamedTuple):
    """Words that stand for something: at `start` to `end` of the normalised text."""

    start: int
    end: int
    sentence: int
    clause: int


def words_of(text: str) -> frozenset[str]:
    """The words of a text, for tables that read like one."""
    return frozenset(text.split())


def forms_of(entries: Iterable[str]) -> tuple[str, ...]:
    """Write out the forms that entries such as `crown(s)` stand for, in lower case."""
    return tuple(dict.fromkeys(form.strip() for entry in entries for form in lexicon.expand(entry.lower())))


def looks_like_pattern(entry: str) -> bool:
    """Whether `entry` was meant as a pattern: word lists hold phrases only."""
    return bool(NOT_A_PHRASE.search(ENDINGS.sub("", entry)))


def is_plain(phrase: str) -> bool:
    """Whether tokens are enough to meet this phrase."""
    return PLAIN.fullmatch(phrase) is not None


class Index:
    """Meets the phrases of many lists in one pass over the tokens of a draft."""

    def __init__(self, lists: Mapping[str, Sequence[str]]) -> None:
        by_first: dict[str, set[tuple[tuple[str, ...], str]]] = {}
        for name, phrases in lists.items():
            for phrase in phrases:
                first, *rest = lexicon.tokens_of(phrase)
                by_first.setdefault(first, set()).add((tuple(rest), name))
        self._by_first = {first: sorted(found, key=lambda e: (-len(e[0]), e)) for first, found in by_first.items()}

    def find(self, tokens: Sequence[Token]) -> dict[str, list[Words]]:
        """Return, by list, where its phrases stand; of two that begin together the longer."""
        found: dict[str, list[Words]] = {}
        by_first = self._by_first
        for at, token in enumerate(tokens):
            for rest, name in by_first.get(token.low, ()):
                end = at + len(rest)
                if end < len(tokens) and all(tokens[at + 1 + k].low == low for k, low in enumerate(rest)):
                    places = found.setdefault(name, [])
                    if not places or places[-1].start != token.start:
                        places.append(Words(token.start, tokens[end].end, token.sentence, token.clause))
        return found
