"""A draft as the rules see it: the reading, with what several rules ask about found once and only when asked."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from functools import cached_property

from bot.drafts import Draft, Finding, Span
from bot.policy import marks
from bot.policy.matching import Patterns, held_in
from bot.policy.platforms import Platform
from bot.policy.review_tone import tone
from bot.policy.words import Words
from bot.practice import Practice
from bot.reading import Mention, Reading
from bot.reading.automata import Text, text


def _joined(low: str, at: int) -> bool:
    """Whether an accented letter makes one word of what stands left and right of `at`: RE2 sees an edge there."""
    left, right = low[at - 1 : at], low[at : at + 1]
    return left.isalpha() and right.isalpha() and left.isascii() != right.isascii()


Reader = Callable[[str], Reading]


def unit(words: Words, within: str) -> int:
    """The clause or sentence of words; 0 for the draft as a whole."""
    return words.clause if within == "clause" else words.sentence if within == "sentence" else 0


class Scene:
    """One draft, for the length of one judgement."""

    def __init__(
        self, reading: Reading, findings: Sequence[Finding], draft: Draft, practice: Practice, read: Reader
    ) -> None:
        self.reading = reading
        self.findings = findings
        self.draft = draft
        self.practice = practice
        self.possible: Set[int] = frozenset()  # numbers of the patterns that may match
        self.platforms: Mapping[str, Platform] = {}
        self.lists: dict[str, Sequence[Words]] = {}  # places of the packs' own word lists
        self.sure: dict[str, float] = {}  # by rule of meaning, how surely the draft breaks it
        self._read = read
        self._standing: dict[tuple[int, int], bool] = {}  # pattern, sentence
        self._matches: dict[int, list[Words]] = {}
        self._held: dict[int, set[str]] = {}  # by sentence: its words and lists
        self._units: dict[tuple[str, str], frozenset[int]] = {}
        self._exact: dict[tuple[int, int], tuple[int, int]] = {}  # findings keep the places they came with

    @cached_property
    def review(self) -> Reading | None:
        """The review that is answered, read when a rule first asks for it."""
        return self._read(self.draft.review) if self.draft.review else None

    @cached_property
    def tone(self) -> str:
        """How the review reads: negative, mixed, positive, elsewhere; empty where there is none."""
        return tone(self.review) if self.review else ""

    @cached_property
    def signs(self) -> list[frozenset[str]]:
        """The signs of each sentence, gathered when a detector first asks for them."""
        from bot.policy.evidence import signs_of

        return signs_of(self)

    @cached_property
    def evidence(self) -> frozenset[str]:
        """The signs of the draft that `weighing` adds up, each under its name."""
        from bot.policy.evidence import evidence

        return frozenset(evidence(self))

    @cached_property
    def words_weigh(self) -> Mapping[str, float]:
        """What the words of the draft weigh for each rule of meaning."""
        from bot.policy.grams import scores

        return scores(self)

    @cached_property
    def text(self) -> Text:
        """The draft in lower case, as patterns read it."""
        return text(self.reading.low)

    @cached_property
    def _texts(self) -> list[Text]:
        return [Text(sentence) for sentence in self._sentences]

    @cached_property
    def _sentences(self) -> list[str]:
        """The sentences in lower case, without the blanks before them: `^` in a pattern is where the words begin."""
        return [self.reading.low[start:end].lstrip() for start, end in self.reading.sentences]

    @cached_property
    def _named(self) -> list[set[str]]:
        """The lists and concepts of each sentence."""
        named: list[set[str]] = [set() for _ in self.reading.sentences]
        found: Iterable[tuple[str, Sequence[Words | Mention]]] = (*self.lists.items(), *self.reading.concepts.items())
        for name, mentions in found:
            for words in mentions:
                named[words.sentence].add(name)
        return named

    def _holds(self, sentence: int, number: int, patterns: Patterns) -> bool:
        """Whether a sentence holds the words and lists that a pattern needs."""
        held = self._held.get(sentence)
        if held is None:
            held = self._held[sentence] = held_in(self._sentences[sentence], self._named[sentence])
        return patterns.held_by(number, held)

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [start for start, _ in self.reading.sentences]

    @cached_property
    def _clause_starts(self) -> list[int]:
        return [start for start, _ in self.reading.clauses]

    @cached_property
    def placed(self) -> tuple[tuple[Words, Finding], ...]:
        """The findings with their places in the normalised text."""
        found = tuple((self.at(*self._to_norm(f.start, f.end)), f) for f in self.findings)
        self._exact.update({(words.start, words.end): (f.start, f.end) for words, f in found})
        return found

    def sentence_of(self, at: int) -> int:
        """The index of the sentence that holds a place of the normalised text."""
        return max(0, bisect_right(self._sentence_starts, at) - 1)

    def at(self, start: int, end: int) -> Words:
        """The words at `start` to `end` of the normalised text, with their sentence and clause."""
        return Words(start, end, self.sentence_of(start), max(0, bisect_right(self._clause_starts, start) - 1))

    def words(self, name: str) -> Sequence[Words]:
        """Where the words of a list, a concept or a mark stand."""
        found = self.lists.get(name)
        if found is None:
            found = self.lists[name] = tuple(self._words(name))
        return found

    def units(self, name: str, within: str) -> frozenset[int]:
        """Which clauses or sentences hold words of a list, a concept or a mark; {0} for the draft as a whole."""
        key = name, within
        found = self._units.get(key)
        if found is None:
            found = self._units[key] = frozenset(unit(words, within) for words in self.words(name))
        return found

    def _words(self, name: str) -> Iterable[Words]:
        if marks.is_mark(name):
            return self._mark(name)
        return [Words(m.start, m.end, m.sentence, m.clause) for m in self.reading.concepts.get(name, ())]

    def _mark(self, name: str) -> Iterable[Words]:
        if name.startswith(marks.FINDING):
            wanted = name.removeprefix(marks.FINDING)
            return [words for words, finding in self.placed if wanted in {"any", finding.type}]
        find = marks.you if name == "you" else marks.third_person
        return [self.at(start, end) for start, end in find(self.reading.low)]

    def matches(self, number: int, patterns: Patterns) -> list[Words]:
        """Where a pattern matches, sentence by sentence. An accented letter beside a match is part of the word too."""
        if number not in self._matches:
            self._matches[number] = [
                self.at(start, end)
                for start, end in self._places(number, patterns)
                if not (_joined(self.reading.low, start) or _joined(self.reading.low, end))
            ]
        return self._matches[number]

    def _places(self, number: int, patterns: Patterns) -> Iterator[tuple[int, int]]:
        if patterns.ruled_out(number, self.text):
            return
        for at, sentence in enumerate(self._sentences):
            if self._holds(at, number, patterns):
                start = self.reading.sentences[at][1] - len(sentence)
                for first, last in patterns.places(number, self._texts[at]):
                    yield start + first, start + last

    def excused(self, numbers: Iterable[int], sentence: int, patterns: Patterns) -> bool:
        """Whether one of these patterns stands in a sentence."""
        return any(self._stands(number, sentence, patterns) for number in numbers)

    def _stands(self, number: int, sentence: int, patterns: Patterns) -> bool:
        key = number, sentence
        if key not in self._standing:
            held = self._holds(sentence, number, patterns)
            self._standing[key] = held and patterns.occurs(number, self._texts[sentence])
        return self._standing[key]

    def _to_norm(self, start: int, end: int) -> tuple[int, int]:
        starts, ends = self.reading.starts, self.reading.ends
        if starts is None or ends is None:
            return start, end
        first = min(bisect_left(starts, start), len(starts) - 1)
        return first, max(first + 1, min(bisect_left(ends, end) + 1, len(ends)))

    def _origin(self, start: int, end: int) -> tuple[int, int]:
        return self._exact.get((start, end)) or self.reading.origin(start, end)

    def spans(self, words: Iterable[Words]) -> tuple[Span, ...]:
        """Places of the normalised text as code points of the draft, in order, those that overlap made one."""
        spans: list[Span] = []
        for start, end in sorted({self._origin(w.start, w.end) for w in words if w.end > w.start}):
            if spans and start < spans[-1].end:
                spans[-1] = Span(spans[-1].start, max(end, spans[-1].end))
            else:
                spans.append(Span(start, end))
        return tuple(spans)
