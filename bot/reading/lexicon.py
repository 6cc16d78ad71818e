"""The concepts of `lexicon/*.txt`: what kinds of words a draft holds.

A file is a concept, a line a phrase in lower case; `#` starts a comment; `crown(s)` stands for crown and crowns,
`extract(ed|ing)` for extract, extracted, extracting. Phrases match as whole tokens, so a hyphen and a blank are one.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from bot import cache
from bot.reading.tokens import words

FOLDER = Path(__file__).resolve().parent / "lexicon"
ENDINGS = re.compile(r"\(([^()]*)\)")
Longer = tuple[tuple[str, ...], str]  # the tokens after the second, the concept
# What may begin with a token: concepts of the token alone, and longer phrases by their second token, longest first.
Entries = tuple[tuple[str, ...], Mapping[str, tuple[Longer, ...]]]


def expand(phrase: str) -> list[str]:
    """Return the forms that `phrase` stands for: `sit(s|ting) down` gives sit, sits and sitting down."""
    if "(" not in phrase:
        return [phrase]
    parts = ENDINGS.split(phrase)
    choices = [["", *part.split("|")] if k % 2 else [part] for k, part in enumerate(parts)]
    return ["".join(choice) for choice in itertools.product(*choices)]


def tokens_of(phrase: str) -> tuple[str, ...]:
    """Cut a phrase as drafts are cut."""
    return tuple(phrase[start:end] for start, end in words(phrase))


@lru_cache(maxsize=1)
def phrases() -> Mapping[str, tuple[str, ...]]:
    """Return every concept with its phrases, forms written out."""
    found: dict[str, tuple[str, ...]] = {}
    for name, text in _texts().items():
        lines = (line.partition("#")[0].strip() for line in text.decode("utf-8").splitlines())
        found[name] = tuple(form for line in lines if line for form in expand(line.lower()))
    return found


@lru_cache(maxsize=1)
def digest() -> str:
    """Tell one state of the lexicon, and of the code that reads it, from another."""
    texts = (part for name, text in _texts().items() for part in (name.encode(), text))
    return cache.key((cache.code("reading"), *texts))


@lru_cache(maxsize=1)
def entries() -> Mapping[str, Entries]:
    """Return, by first token, what may begin with it."""
    found: Mapping[str, Entries] | None = cache.load("lexicon", digest())
    if found is None:
        found = _entries()
        cache.store("lexicon", digest(), found)
    return found


@lru_cache(maxsize=1)
def _texts() -> Mapping[str, bytes]:
    return {file.stem: file.read_bytes() for file in sorted(FOLDER.glob("*.txt"), key=lambda file: file.name)}


def _entries() -> dict[str, Entries]:
    alone: dict[str, set[str]] = {}
    longer: dict[str, dict[str, set[Longer]]] = {}
    for concept, forms in phrases().items():
        for form in forms:
            first, *rest = (form,) if form.isalpha() else tokens_of(form) or ("",)
            if rest:
                longer.setdefault(first, {}).setdefault(rest[0], set()).add((tuple(rest[1:]), concept))
            else:
                alone.setdefault(first, set()).add(concept)
    return {
        first: (
            tuple(sorted(alone.get(first, ()))),
            {
                second: tuple(sorted(found, key=lambda e: (-len(e[0]), e)))
                for second, found in longer.get(first, {}).items()
            },
        )
        for first in sorted(alone.keys() | longer.keys())
    }
