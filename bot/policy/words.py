"""Word lists: those of a pack and the concepts of the lexicon, and where a draft holds them.

Plain phrases are met token by token, as the lexicon's are; a list with marks or emoji in it needs a pattern.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from bot.reading import Token, lexicon

WORDS = re.compile(r"[a-z0-9_]+")  # as RE2 sees words; an accented letter parts two
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


# By first token: the lists it is a phrase of, and what may follow it, by second token.
ByFirst = Mapping[str, tuple[Sequence[str], Mapping[str, Sequence[tuple[tuple[str, ...], str]]]]]


def by_first(lists: Mapping[str, Sequence[str]]) -> ByFirst:
    """File the phrases of many lists under their first tokens."""
    found: dict[str, tuple[list[str], dict[str, list[tuple[tuple[str, ...], str]]]]] = {}
    for name, phrases in lists.items():
        for first, *rest in sorted({lexicon.tokens_of(phrase) for phrase in phrases}):
            single, longer = found.setdefault(first, ([], {}))
            if rest:
                longer.setdefault(rest[0], []).append((tuple(rest[1:]), name))
            else:
                single.append(name)
    return found


class Index:
    """Meets the phrases of many lists in one pass over the tokens of a draft."""

    def __init__(self, by_first: ByFirst) -> None:
        self._by_first = by_first

    def find(self, tokens: Sequence[Token]) -> dict[str, list[Words]]:
        """Return, by list, where its phrases stand; of two that begin together the longer."""
        found: dict[str, list[Words]] = {}
        lows = [token.low for token in tokens]
        lows.append("")  # so that every token has a next
        by_first = self._by_first
        for at, token in enumerate(tokens):
            entry = by_first.get(token.low)
            if entry is None:
                continue
            longer = entry[1].get(lows[at + 1], ())
            if not (longer or entry[0]):
                continue
            ends = dict.fromkeys(entry[0], at)
            for rest, name in longer:
                end = at + 1 + len(rest)
                if end > ends.get(name, at) and (not rest or tuple(lows[at + 2 : end + 1]) == rest):
                    ends[name] = end
            for name, end in ends.items():
                words = Words(token.start, tokens[end].end, token.sentence, token.clause)
                found.setdefault(name, []).append(words)
        return found
