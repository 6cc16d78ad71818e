"""The Reading: what the detectors see of a draft."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from bot.errors import DraftTooLong
from bot.reading import tokens as cut
from bot.reading.learned import Learned
from bot.reading.lexicon import entries
from bot.reading.normalise import normalise

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
    learned: Learned | None = None  # what the learned reader says, where it is asked
    memo: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)  # what was found out on the way

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """Map `start` to `end` of `norm` to code points of `text`."""
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]


def read(text: str) -> Reading:
    """Read `text`, at most MAX_LENGTH code points, in time linear in its length. Raises DraftTooLong."""
    if len(text) > MAX_LENGTH:
        raise DraftTooLong(
            f"The draft is {len(text):,} characters long; Checkpost reads up to {MAX_LENGTH:,}.",
            "It was not checked.",
            "Check it in parts, or send the part that will be published.",
        )
    norm, starts, ends = normalise(text)
    sentences = cut.sentences(norm)
    low = lower(norm)
    clauses = cut.clauses(low, sentences)
    tokens = _tokens(norm, low, sentences, clauses)
    return Reading(
        text=text,
        norm=norm,
        low=low,
        tokens=tokens,
        sentences=tuple(sentences),
        clauses=tuple(clauses),
        concepts=_concepts(tokens),
        starts=None if starts is None else tuple(starts),
        ends=None if ends is None else tuple(ends),
    )


def lower(text: str) -> str:
    """Lower case letter by letter, so that places stay the same (`İ` would become two)."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _tokens(norm: str, low: str, sentences: list[tuple[int, int]], clauses: list[tuple[int, int]]) -> tuple[Token, ...]:
    found = []
    new = tuple.__new__  # a NamedTuple's own constructor takes twice as long
    sentence = clause = 0
    last_sentence, last_clause = len(sentences) - 1, len(clauses) - 1
    for start, end in cut.words(norm):
        while sentence < last_sentence and start >= sentences[sentence][1]:
            sentence += 1
        while clause < last_clause and start >= clauses[clause][1]:
            clause += 1
        found.append(new(Token, (start, end, norm[start:end], low[start:end], sentence, clause)))
    return tuple(found)


def _concepts(tokens: tuple[Token, ...]) -> dict[str, tuple[Mention, ...]]:
    by_first = entries()
    found: dict[str, list[Mention]] = {}
    lows = [token.low for token in tokens]
    lows.append("")
    for first, low in enumerate(lows):
        options = by_first.get(low)
        if options is None:
            continue
        alone, longer = options
        seen: dict[str, int] = {}  # concept -> one past its last token, the longest phrase of each
        for rest, concept in longer.get(lows[first + 1], ()):
            if concept not in seen and (not rest or tuple(lows[first + 2 : first + 2 + len(rest)]) == rest):
                seen[concept] = first + 2 + len(rest)
        for concept in alone:
            seen.setdefault(concept, first + 1)
        token = tokens[first]
        for concept, last in seen.items():
            mention = Mention(first, last, token.start, tokens[last - 1].end, token.sentence, token.clause)
            found.setdefault(concept, []).append(mention)
    return {concept: tuple(mentions) for concept, mentions in found.items()}
