"""A draft as pieces: its sentences in the author's own letters, each with the findings and rules that it breaks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.drafts import Finding, Report
from bot.reading import Reading, Token
from bot.rewrite.edits.wordings import Wordings

QUOTE = re.compile(r"[\"“”]")
GREETING = re.compile(
    r"^(?:hi|hello|hey|hiya|dear|good (?:morning|afternoon|evening))\b[^.!?]{0,40}[,!.]*$", re.IGNORECASE
)
SIGNED = re.compile(
    r"^\s*(?:[\u2014\u2013~-]{1,2}\s*\S|(?:love|warmly|sincerely|best|best regards|regards|cheers|xoxo|with love),?\s)",
    re.IGNORECASE,
)
CALL = re.compile(
    r"^(?:so |and |just |please |then )*(?:call|book|ask|link in|dm|message|text|come|stop by|swing by|visit|schedule|reach|give (?:us|\w+) a|ready (?:for|to)|contact|email|find us|tap|click|follow|"
    r"happy to share|comment)\b",
    re.IGNORECASE,
)
TAGS = re.compile(r"^(?:\s*[#@]\w+)+\s*$")


@dataclass(frozen=True, slots=True)
class Piece:
    """One sentence. `gap` is the blank before it; `rules` are those with words in it; `start` is in the author's text."""

    number: int
    start: int
    end: int
    text: str
    gap: str
    tokens: tuple[Token, ...]
    concepts: frozenset[str]
    findings: tuple[Finding, ...]
    rules: frozenset[str]
    quoted: bool

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
        if self.words < 4:
            return "short"
        return "call" if CALL.match(self.text.lstrip("…. ")) else "core"


def pieces(reading: Reading, report: Report, wordings: Wordings) -> list[Piece]:
    """Cut the draft of `report` into pieces."""
    text = reading.text
    places = [_trimmed(text, *reading.origin(start, end)) for start, end in reading.sentences]
    tokens = _by_sentence(reading, len(places))
    concepts: list[set[str]] = [set() for _ in places]
    for concept, mentions in reading.concepts.items():
        for mention in mentions:
            concepts[mention.sentence].add(concept)
    broken = _broken(places, text, concepts, report, wordings)
    quoted = _quoted(places, text)
    cut = []
    last = 0
    for number, (start, end) in enumerate(places):
        found = tuple(f for f in report.findings if f.start < end and f.end > start)
        gap = text[last:start]
        last = end
        cut.append(
            Piece(
                number, start, end, text[start:end], "\n\n" if gap.count("\n") > 1 else "\n" if "\n" in gap else " ",
                tuple(tokens[number]), frozenset(concepts[number]), found, frozenset(broken[number]), quoted[number],
            )
        )  # fmt: skip
    return cut


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
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
        if cue and violation.rule != "no-offline-path" and (not hit or violation.rule in wordings.story):
            hit += [
                n
                for n, (start, end) in enumerate(places)
                if (not hit and concepts[n] & set(cue.concepts)) or (cue.find and cue.find.search(text, start, end))
            ]
        for number in hit:
            broken[number].add(violation.rule)
    return broken


def _quoted(places: Sequence[tuple[int, int]], text: str) -> list[bool]:
    """Whether a quotation is open anywhere in the sentence."""
    inside = False
    quoted = []
    for start, end in places:
        marks = QUOTE.findall(text, start, end)
        quoted.append(inside or bool(marks))
        inside ^= len(marks) % 2 == 1
    return quoted
