"""A draft as pieces: its sentences in the author's own letters, each with the findings and rules that it breaks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.drafts import Finding, Report
from bot.reading import Reading, Token, read
from bot.rewrite.edits.wordings import Wordings

QUOTE = re.compile(r"[\"“”]")
GREETING = re.compile(
    r"^(?:hi|hello|hey|hiya|dear|good (?:morning|afternoon|evening))\b[^.!?]{0,40}[,!.]*$", re.IGNORECASE
)
SIGNED = re.compile(
    r"^\s*(?:[\u2014\u2013~-]{1,2}\s*\S|(?:(?:love|warmly|sincerely|best|best regards|regards|cheers|xoxo|with love)\s*,|xoxo))",
    re.IGNORECASE,
)
CALL = re.compile(
    r"^(?:so |and |just |please |then )*(?:call|ring|book|ask|link in|dm|message|text|come|stop by|swing by|visit|schedule|reach|give (?:us|\w+) a|ready (?:for|to)|contact|email|find us|tap|click|follow|"
    r"happy to share|comment)\b",
    re.IGNORECASE,
)
JOINERS = frozenset("\ufe0f\u200d\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff")  # what an emoji goes on with
TAGS = re.compile(r"^(?:\s*[#@]\w+)+\s*$")


@dataclass(frozen=True, slots=True)
class Piece:
    """One sentence. `gap` is the blank before it; `rules` are those with words in it, at `spots`; `start` is in the author's text."""

    number: int
    start: int
    end: int
    text: str
    gap: str
    tokens: tuple[Token, ...]
    mentions: tuple[tuple[str, int], ...]  # concepts, and where they stand in the normalised text
    findings: tuple[Finding, ...]
    rules: frozenset[str]
    quoted: bool
    spots: tuple[tuple[int, int], ...] = ()

    @property
    def concepts(self) -> frozenset[str]:
        """What kinds of words it holds."""
        return frozenset(concept for concept, _ in self.mentions)

    def anew(self, text: str) -> Piece:
        """The piece with `text` for its own: what is left of it once all that broke a rule is gone."""
        reading = read(text)
        return replace(
            self,
            text=text,
            end=self.start + len(text),
            tokens=reading.tokens,
            mentions=tuple((concept, m.start) for concept, found in reading.concepts.items() for m in found),
            findings=(),
            rules=frozenset(),
            quoted=bool(QUOTE.search(text)),
            spots=(),
        )

    def clean(self, start: int, end: int) -> bool:
        """Whether nothing between these places of its text was found or breaks a rule."""
        return not any(
            a < end and b > start
            for a, b in (*self.spots, *((f.start - self.start, f.end - self.start) for f in self.findings))
        )

    @property
    def words(self) -> int:
        """How many words it has."""
        return sum(t.text[0].isalpha() for t in self.tokens)

    @property
    def kind(self) -> str:
        """What it is for: tags, signed, greeting, call (an invitation), short or core."""
        if TAGS.match(self.text):
            return "tags"
        if SIGNED.match(self.text):
            return "signed"
        if GREETING.match(self.text):
            return "greeting"
        calls = CALL.match(self.text.lstrip("…. "))
        if self.words < 4:
            return "call" if calls and re.search(r"\d{3}", self.text) else "short"
        return "call" if calls else "core"


def pieces(reading: Reading, report: Report, wordings: Wordings) -> list[Piece]:
    """Cut the draft of `report` into pieces."""
    text = reading.text
    places = [_trimmed(text, *reading.origin(start, end)) for start, end in reading.sentences]
    tokens = _by_sentence(reading, len(places))
    mentions: list[list[tuple[str, int]]] = [[] for _ in places]
    for concept, found in reading.concepts.items():
        for mention in found:
            mentions[mention.sentence].append((concept, mention.start))
    concepts = [{concept for concept, _ in inside} for inside in mentions]
    broken = _broken(places, text, concepts, report, wordings)
    quoted = _quoted(places, text)
    cut = []
    last = 0
    for number, (start, end) in enumerate(places):
        inside = tuple(f for f in report.findings if f.start < end and f.end > start)
        gap = text[last:start]
        last = end
        cut.append(
            Piece(
                number, start, end, text[start:end], "\n\n" if gap.count("\n") > 1 else "\n" if "\n" in gap else " ",
                tuple(tokens[number]), tuple(mentions[number]), inside, frozenset(broken[number]), quoted[number], _spots(report, wordings, text, start, end),
            )
        )  # fmt: skip
    return cut


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while start < end < len(text) and text[end] in JOINERS:
        end += 1
    return start, end


def _by_sentence(reading: Reading, count: int) -> list[list[Token]]:
    tokens: list[list[Token]] = [[] for _ in range(count)]
    for token in reading.tokens:
        tokens[token.sentence].append(token)
    return tokens


def _broken(
    places: Sequence[tuple[int, int]], text: str, concepts: Sequence[set[str]], report: Report, wordings: Wordings
) -> list[set[str]]:
    """Which rules each sentence breaks. A rule that names no words is looked for by its cues, else it is everywhere."""
    broken: list[set[str]] = [set() for _ in places]
    for violation in report.violations:
        spans = [(s.start, s.end) for s in violation.spans]
        hit = [n for n, (start, end) in enumerate(places) if any(a < end and b > start for a, b in spans)]
        cue = wordings.rules.get(violation.rule)
        if cue and violation.rule != "no-offline-path":
            hit += [
                n
                for n, (start, end) in enumerate(places)
                if (not spans and concepts[n] & set(cue.concepts))
                or any(find.search(text, start, end) for find in cue.finds)
            ]
        for number in hit:
            broken[number].add(violation.rule)
    return broken


def _spots(report: Report, wordings: Wordings, text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Where in the sentence that starts at `start` the words stand that break rules."""
    spans = {
        (max(s.start, start), min(s.end, end))
        for v in report.violations
        for s in v.spans
        if s.start < end and s.end > start
    }
    for violation in report.violations:
        cue = wordings.rules.get(violation.rule)
        for find in cue.finds if cue else ():
            spans |= {match.span() for match in find.finditer(text, start, end)}
    return tuple(sorted((a - start, b - start) for a, b in spans if b > a))


def _quoted(places: Sequence[tuple[int, int]], text: str) -> list[bool]:
    """Whether the sentence holds a part of a quotation longer than a word or two in quotes."""
    marks = [match.start() for match in QUOTE.finditer(text)]
    spans = [(a, b) for a, b in zip(marks[::2], [*marks[1::2], len(text)], strict=False) if text.count(" ", a, b) > 1]
    quoted, at = [], 0
    for start, end in places:
        while at < len(spans) and spans[at][1] < start:
            at += 1
        quoted.append(at < len(spans) and spans[at][0] < end)
    return quoted
