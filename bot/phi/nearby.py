"""The words around a candidate: beside it, in its sentence, in the draft. Other candidates and staff stand behind a common name.

What they weigh is fitted by `tools/fit_ownership.py`, beside the named evidence of `bot.phi.evidence`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property

from bot.drafts import Finding
from bot.reading import Reading
from bot.reading.bag import Bag, Table, bag, scores, table

START, END = "<s>", "</s>"
REACH = 4  # words on each side


def file_of(kind: str) -> str:
    """The name of the table of a type of identifier."""
    return f"nearby-{kind.lower()}.tsv"


class Nearby:
    """The words of one draft, as they stand around its candidates."""

    def __init__(self, reading: Reading, candidates: Sequence[Finding], staff: frozenset[str]) -> None:
        self._reading, self._candidates, self._staff = reading, candidates, staff
        self._bags: dict[tuple[str, int], Bag] = {}  # by type and sentence; -1 is the draft

    def weigh(self, finding: Finding) -> float:
        """What the words around a candidate weigh, in log-odds without bias."""
        known = table("bot.phi", file_of(finding.type))
        first, last = self._span(finding)
        sentence = self._sentence(first)
        beside = bag(self._beside(finding, first, last), known)
        bags = (beside, self._kept(finding.type, sentence, known), self._kept(finding.type, -1, known))
        return scores(bags)[0]

    def terms(self, finding: Finding) -> Iterator[str]:
        """Yield all terms of a candidate: what `weigh` weighs."""
        first, last = self._span(finding)
        yield from self._beside(finding, first, last)
        yield from self._around(self._sentence(first))
        yield from self._around(-1)

    def _kept(self, kind: str, sentence: int, known: Table) -> Bag:
        """The bag of a sentence, or of the draft: made once, however many candidates are in it."""
        found = self._bags.get((kind, sentence))
        if found is None:
            found = self._bags[kind, sentence] = bag(self._around(sentence), known)
        return found

    def _around(self, sentence: int) -> Iterator[str]:
        if sentence < 0:
            return (f"d {word}" for word in dict.fromkeys(self._words))
        return (f"s {word}" for word in self._by_sentence.get(sentence, ()))

    def _beside(self, finding: Finding, first: int, last: int) -> Iterator[str]:
        before = [self._word(first - n) for n in range(1, REACH + 1)]
        after = [self._word(last + n) for n in range(REACH)]
        yield f"b1 {before[0]}"
        yield f"b2 {before[1]}"
        yield f"a1 {after[0]}"
        yield f"a2 {after[1]}"
        yield f"b12 {before[1]} {before[0]}"
        yield f"a12 {after[0]} {after[1]}"
        yield f"b123 {before[2]} {before[1]} {before[0]}"
        yield from (f"near {word}" for word in (*before, *after))
        if finding.type != "PERSON":  # a name says nothing; a day or a place does
            yield from (f"self {token.low}" for token in self._reading.tokens[first:last])

    def _word(self, at: int) -> str:
        return START if at < 0 else self._words[at] if at < len(self._words) else END

    def _span(self, finding: Finding) -> tuple[int, int]:
        return bisect_left(self._starts, finding.start), bisect_left(self._starts, finding.end)

    def _sentence(self, first: int) -> int:
        tokens = self._reading.tokens
        return tokens[min(first, len(tokens) - 1)].sentence if tokens else 0

    @cached_property
    def _starts(self) -> list[int]:
        return [token.start for token in self._reading.tokens]

    @cached_property
    def _words(self) -> list[str]:
        words = ["<staff>" if token.low in self._staff else token.low for token in self._reading.tokens]
        for finding in self._candidates:
            first, last = self._span(finding)
            for at in range(first, last):
                if words[at] != "<staff>":
                    words[at] = f"<{finding.type.lower()}>"
        return words

    @cached_property
    def _by_sentence(self) -> dict[int, list[str]]:
        found: dict[int, list[str]] = {}
        for token, word in zip(self._reading.tokens, self._words, strict=True):
            found.setdefault(token.sentence, []).append(word)
        return found
