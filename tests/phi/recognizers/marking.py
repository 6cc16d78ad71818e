"""Specimens: a sentence with its identifiers marked `[[TYPE|...]]`, as in the corpus; a sentence without marks is clean."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from bot.drafts import Finding
from bot.reading import Reading, read

MARK = re.compile(r"\[\[([A-Z_]+)\|(.+?)\]\]")
Place = tuple[int, int, str]
DOUBTFUL = 0.3  # what scores lower is offered only for more evidence to confirm


def unmark(marked: str) -> tuple[str, list[Place]]:
    """The plain sentence, and where its marks stood."""
    text, places, at = "", [], 0
    for match in MARK.finditer(marked):
        text += marked[at : match.start()]
        places.append((len(text), len(text) + len(match[2]), match[1]))
        text += match[2]
        at = match.end()
    return text + marked[at:], places


def longest(findings: Iterable[Finding]) -> list[Finding]:
    """Of overlapping findings the longest."""
    kept: list[Finding] = []
    for finding in sorted(findings, key=lambda f: (f.start - f.end, -f.score)):
        if all(finding.end <= other.start or other.end <= finding.start for other in kept):
            kept.append(finding)
    return sorted(kept, key=lambda f: f.start)


def found(find: Callable[[Reading], Iterator[Finding]], text: str) -> list[Place]:
    """What `find` sees in the author's `text` and does not doubt."""
    reading = read(text)
    sure = [f for f in find(reading) if f.score >= DOUBTFUL]
    return [(*reading.origin(f.start, f.end), f.type) for f in longest(sure)]


def shown(text: str, places: Iterable[Place]) -> list[str]:
    """The places in words, for failures that can be read."""
    return [f"{kind}|{text[start:end]}" for start, end, kind in places]
