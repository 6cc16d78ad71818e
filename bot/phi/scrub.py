"""Replace findings by typed placeholders: the only place where a Scrubbed is made.

The same person gets the same number through the whole draft, by any of their names (`Maria`, `MARIA'S`, `Mary` and
her nickname), so that the scrubbed text still tells who did what.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from bot.drafts import Finding, Scrubbed
from bot.phi import lists

NOTHING = Scrubbed("")


def scrub(text: str, findings: Sequence[Finding]) -> Scrubbed:
    """Return `text` with each finding replaced (`<PERSON_1>`). `findings` are at code points of `text`, by start."""
    if not findings:
        return Scrubbed(text)
    # Imported when something was found: it takes as long as a whole check.
    from presidio_anonymizer.entities import OperatorConfig, RecognizerResult

    numbers = _Numbers()
    places = [(f.type, text[f.start : f.end]) for f in findings]
    placeholders = {place: numbers.placeholder(*place) for place in places}
    # The operator is handed the words alone, and presidio works from the end: an operator a type, keyed by the words.
    operators = {kind: OperatorConfig("custom", {"lambda": _operator(kind, placeholders)}) for kind, _ in places}
    results = [RecognizerResult(f.type, f.start, f.end, f.score) for f in findings]
    scrubbed = _engine().anonymize(text, results, operators).text
    return Scrubbed(_everywhere(scrubbed, placeholders))


def withhold() -> Scrubbed:
    """What stands for a draft whose search failed: nothing of it may leave."""
    return Scrubbed("<WITHHELD: the check failed>")


@lru_cache(maxsize=1)
def _engine() -> Any:
    from presidio_anonymizer import AnonymizerEngine

    return AnonymizerEngine()  # type: ignore[no-untyped-call]


def _operator(kind: str, placeholders: dict[tuple[str, str], str]):  # type: ignore[no-untyped-def]
    # presidio tries each operator on the word "PII" to see that it returns text.
    return lambda words: placeholders.get((kind, words), f"<{kind}>")


def _everywhere(text: str, placeholders: dict[tuple[str, str], str]) -> str:
    """Replace what is found once wherever it stands again as a word, found there or not."""
    again = {words: holder for (_, words), holder in placeholders.items() if len(words) > 3 and words in text}
    for words, holder in sorted(again.items(), key=lambda item: -len(item[0])):
        text = re.sub(rf"(?<![\w<]){re.escape(words)}(?!\w)", lambda _, h=holder: h, text)  # type: ignore[misc]
    return text


class _Numbers:
    """Gives each identity of a type its number, in the order of the draft."""

    def __init__(self) -> None:
        self.persons: list[set[str]] = []
        self.others: dict[tuple[str, str], int] = {}
        self.count: dict[str, int] = {}

    def placeholder(self, kind: str, words: str) -> str:
        """Return `<PERSON_2>` or the like."""
        return f"<{kind}_{self._person(words) if kind == 'PERSON' else self._other(kind, words)}>"

    def _other(self, kind: str, words: str) -> int:
        key = (kind, re.sub(r"[\W_]+", "", words.lower()))
        if key not in self.others:
            self.count[kind] = self.others[key] = self.count.get(kind, 0) + 1
        return self.others[key]

    def _person(self, words: str) -> int:
        parts = set(re.findall(r"[^\W\d_]+", words.lower()))
        for number, known in enumerate(self.persons, 1):
            if parts & known or any(_nickname(a, b) for a in parts for b in known):
                known.update(parts)
                return number
        self.persons.append(parts)
        return len(self.persons)


def _nickname(one: str, other: str) -> bool:
    short = lists.nicknames()
    return other in short.get(one, ()) or one in short.get(other, ())
