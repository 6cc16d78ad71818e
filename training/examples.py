"""Labelled drafts as the trainer takes them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot import policy
from bot.drafts import Kind
from bot.phi import candidates_of_form
from bot.phi.public import Public, public
from bot.practice import load_practices
from bot.reading import Reading, read
from bot.reading.pieces import Mark, Seen, Tokenizer, Window, windows
from tools import gold
from tools import own as ours

ROOT = Path(__file__).parent.parent

TAGS = (
    "O",
    "PERSON",
    "DATE",
    "LOCATION",
    "AGE",
    "USERNAME",
    "ID",  # every other identifier: its form says which
    "PERSON_PUBLIC",
    "DATE_PUBLIC",
    "PLACE_PUBLIC",
)
PUBLIC = {Mark.PERSON: "PERSON_PUBLIC", Mark.DATE: "DATE_PUBLIC", Mark.LOCATION: "PLACE_PUBLIC"}
RULES = gold.RULES


@dataclass(frozen=True, slots=True)
class Example:
    """A draft as its author typed it, with its labels. `known` are the words of the profile, lower case."""

    id: str
    file: str
    kind: Kind
    text: str
    review: str | None
    spans: tuple[tuple[int, int, str], ...]
    rules: frozenset[str]
    names: frozenset[str]  # words of staff
    known: frozenset[str]
    of: frozenset[str] = frozenset(RULES)  # the rules that the labels speak of
    tagged: bool = True  # whether its identifiers are marked


@dataclass(frozen=True, slots=True)
class Labelled:
    """One window with a tag a piece (-1: not asked) and a mark a rule (-1: not asked)."""

    window: Window
    tags: list[int]
    rules: list[float]


def load(files: Iterable[Path], *, kept_aside: bool | None = False) -> Iterator[Example]:
    """Yield the drafts of files that lie beside their practices: those to learn from, or those kept aside; None: all."""
    for file in files:
        profiles = load_practices(file.with_name(f"practices-{file.stem}.json"))
        for row in gold.rows(file, kept_aside=kept_aside):
            yield example(row, file.stem, public(profiles[row["practice"]]))


def own(files: list[gold.Pair]) -> Iterator[Example]:
    """Yield the examples of the rules themselves, and our own wordings."""
    for number, one in enumerate((*ours.examples(policy.load(ROOT / "policies")), *ours.wordings(files))):
        known = public(one.practice)
        clean = one.of == ours.EVERY
        yield Example(
            id=f"own-{number}", file="own", kind=one.draft.kind, text=one.draft.text, review=one.draft.review, spans=(),
            rules=one.rules, names=known.names, known=known.words, of=one.of | ({"phi-identifier"} if clean else set()),
            tagged=clean,
        )  # fmt: skip


def example(row: dict[str, Any], file: str, known: Public) -> Example:
    """Turn a line of a file into an example."""
    spans = tuple((s["start"], s["end"], s["type"]) for s in row["spans"])
    return Example(
        id=row["id"],
        file=file,
        kind=Kind(row["kind"]),
        text=row["text"],
        review=row.get("review"),
        spans=spans,
        rules=frozenset(row["rules"]),
        names=known.names,
        known=known.words,
    )


def labelled(tokenizer: Tokenizer, example: Example, *, blind: bool = False) -> list[Labelled]:
    """Cut an example into windows. `blind` hides what rules of form have seen, so that the reader learns to do without."""
    reading = read(example.text)
    seen = [Seen(f.start, f.end, f.type) for f in candidates_of_form(reading)]
    review = read(example.review).norm if example.review else None
    cut = windows(tokenizer, reading.norm, example.known, seen, review)
    by_letter = _by_letter(reading, example)
    rules = [float(rule in example.rules) if rule in example.of else -1.0 for rule in RULES]
    found = []
    for window in cut:
        tags = [_tag(by_letter, span, mark) for span, mark in zip(window.spans, window.marks[1:], strict=False)]
        if not example.tagged:
            tags = [-1] * len(tags)
        shown = window
        if blind:
            kept = int(Mark.PERSON) - 1
            shown = window._replace(marks=[mark & kept for mark in window.marks])
        padding = len(window.ids) - len(tags) - 1
        found.append(Labelled(shown, [-1, *tags, *[-1] * padding], rules))
    return found


def _by_letter(reading: Reading, example: Example) -> list[str]:
    original = ["O"] * (len(example.text) + 1)
    for start, end, kind in example.spans:
        original[start:end] = [kind if kind in TAGS else "ID"] * (end - start)
    if reading.starts is None:
        return original
    return [original[start] for start in reading.starts]


def _tag(by_letter: Sequence[str], span: tuple[int, int], mark: int) -> int:
    tag = next((by_letter[at] for at in range(*span) if by_letter[at] != "O"), "O")
    if tag == "O":
        tag = next((name for bit, name in PUBLIC.items() if mark & bit), "O")
    return TAGS.index(tag)
