"""The words that reviews are made of, from reviews.yaml, compiled once.

Patterns are RE2: one set says in a single pass which lists a review touches, and only those are searched for places.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import re2
from ruamel.yaml import YAML

FACES = ("complaint", "praise", "mention", "faint")
# Accents are dropped letter for letter, so that places stay the same and `cita médica` is found without them.
ACCENTS = str.maketrans("áàâäãéèêëíìîïóòôöõúùûüñç", "aaaaaeeeeiiiiooooouuuunc")
SET_MEMORY = 64 << 20  # bytes for the set's automaton; RE2's default of 8 MB is too tight for some seventy long lists


@dataclass(frozen=True, slots=True)
class Subject:
    """What a review can be about. `care`: it is health care, so a reply says less. Heavier ones are answered first."""

    id: str
    weight: int
    care: bool
    yields_to: frozenset[str]  # no complaint of its own where one of these overlaps it
    gives_way_to: frozenset[str]  # nor where one of these stands in the same sentence


@dataclass(frozen=True, slots=True)
class Hit:
    """A list of the vocabulary found at `start` to `end`: `group` is a face, `crisis`, `signs` …; `name` its key."""

    group: str
    name: str
    start: int
    end: int


@dataclass(frozen=True)
class Vocabulary:
    """All lists. `words` are compared with whole tokens, patterns with the text."""

    subjects: Mapping[str, Subject]
    words: Mapping[str, frozenset[str]]
    keys: tuple[tuple[str, str], ...]
    patterns: tuple[Any, ...]
    at_once: Any

    def hits(self, low: str) -> Iterator[Hit]:
        """Yield where each list stands in `low`, lower case without accents. Linear in its length."""
        for number in self.at_once.Match(low) or ():  # None where nothing matches
            group, name = self.keys[number]
            for match in self.patterns[number].finditer(low):
                yield Hit(group, name, *match.span())


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """Load reviews.yaml, which ships beside this module."""
    data = YAML(typ="safe").load(Path(__file__).with_name("reviews.yaml"))
    lists = list(_lists(data))
    options = re2.Options()
    options.max_mem = SET_MEMORY
    at_once = re2.Set.SearchSet(options)
    for _, _, pattern in lists:
        at_once.Add(pattern)
    at_once.Compile()
    return Vocabulary(
        subjects={
            name: Subject(
                name,
                entry["weight"],
                entry.get("care", False),
                frozenset(entry.get("yields_to", ())),
                frozenset(entry.get("gives_way_to", ())),
            )
            for name, entry in data["subjects"].items()
        },
        words={
            name: frozenset(data[name].split())
            for name in ("positive", "negative", "negations", "english", "spanish", "other_languages", "kin")
        },
        keys=tuple((group, name) for group, name, _ in lists),
        patterns=tuple(re2.compile(pattern, options) for _, _, pattern in lists),
        at_once=at_once,
    )


def fold(low: str) -> str:
    """Drop the accents of a text in lower case; it keeps its length."""
    return low if low.isascii() else low.translate(ACCENTS)


def _lists(data: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    for name, entry in data["subjects"].items():
        for face in FACES:
            if face in entry:
                yield face, name, _pattern(entry[face])
    for group in ("crisis", "signs"):
        for name, forms in data[group].items():
            yield group, name, _pattern(forms)
    for group in ("idioms", "positive_phrases", "negative_phrases", "ratings", "other_trades", "health"):
        yield group, group, _pattern(data[group])


def _pattern(forms: list[str]) -> str:
    # No list captures anything: plain brackets read better in the YAML and would only cost time here.
    return r"\b(?:" + "|".join(forms).replace("(", "(?:").replace(" ?", r"\s?").replace(" ", r"\s+") + r")\b"
