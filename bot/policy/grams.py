"""Words, pairs and triples of words that a draft is written in, and what they weigh for each rule of meaning.

Identifiers and the practice's own people stand behind a common name (`<person>`, `<staff>`), so that no name weighs anything.
`tools/fit_rules.py` fits the tables.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from bot.policy.scene import Scene
from bot.policy.staff import staff_words
from bot.reading.bag import bag, table
from bot.reading.bag import scores as summed

MARKS = "!?#@"


def file_of(kind: str) -> str:
    """The name of the table of a kind of draft."""
    return f"grams-{kind}.tsv"


def scores(scene: Scene) -> dict[str, float]:
    """What the words of a draft weigh for each rule, in log-odds without bias."""
    known = table("bot.policy", file_of(str(scene.draft.kind)))
    return dict(zip(known.columns, summed([bag(grams(scene), known)]), strict=True))


def grams(scene: Scene) -> Iterator[str]:
    """Yield the words of a draft, their pairs and triples, and its marks."""
    words = _words(scene)
    for at, word in enumerate(words):
        yield word
        if at >= 1:
            yield f"{words[at - 1]} {word}"
        if at >= 2:
            yield f"{words[at - 2]} {words[at - 1]} {word}"
    low = scene.reading.low
    for mark in MARKS:
        for _ in range(low.count(mark)):
            yield mark


def _words(scene: Scene) -> list[str]:
    placed = sorted((words.start, words.end, finding.type) for words, finding in scene.placed)
    starts = [start for start, _, _ in placed]
    staff = staff_words(scene.practice.staff)
    found: list[str] = []
    last = -1
    for token in scene.reading.tokens:
        at = bisect_right(starts, token.start) - 1
        if at >= 0 and token.start < placed[at][1]:
            if at != last:
                found.append(f"<{placed[at][2].lower()}>")
                last = at
        elif token.low in staff:
            if not found or found[-1] != "<staff>":
                found.append("<staff>")
        else:
            found.append(token.low)
    return found
