"""New drafts from old ones by program: other names, days and places, other ways to write them, slips of the finger."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import accumulate

from bot.drafts import Kind
from bot.phi import lists
from training.examples import Example

SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
WORD = re.compile(r"[^\W\d_]{2,}")
TITLES = frozenset("mr mrs ms miss mx dr sr sra señor señora don doña srta the and of la las los el de del y".split())
DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
MONTHS = "january february march april may june july august september october november december".split()
DIAS = "lunes martes miércoles jueves viernes sábado domingo".split()
MESES = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split()
CYCLES = (DAYS, MONTHS, DIAS, MESES)
Part = tuple[str, str | None]  # words, and the type of identifier they are, if any


def swapped(example: Example, chance: random.Random) -> Example:
    """Return the example with other names for patients and for staff, other days, numbers and places."""
    names: dict[str, str] = {}
    staff = frozenset(_renamed(word, names, chance) for word in example.names)

    def other(words: str, kind: str | None) -> str:
        if kind in ("PERSON", "USERNAME"):
            return WORD.sub(lambda m: _like(_renamed(m[0].lower(), names, chance), m[0]), words)
        if kind == "DATE":
            return _other_day(words, chance)
        if kind == "LOCATION" and words.lower() in lists.cities():
            return _like(_pick(_cities(), chance), words)
        if kind is None:
            return WORD.sub(lambda m: _staff(m[0], example.names, names), words)
        return words

    parts = [(other(words, kind), kind) for words, kind in _parts(example)]
    review = example.review and WORD.sub(lambda m: _staff(m[0], names.keys(), names), example.review)
    return _joined(replace(example, review=review, names=staff, known=(example.known - example.names) | staff), parts)


def shortened(example: Example, chance: random.Random) -> Example:
    """Return, one time in three, a sentence or two of a post that breaks nothing: short is not suspicious."""
    sentences = SENTENCE.split(example.text.strip())
    clean = example.kind is Kind.POST and example.tagged and not example.rules and not example.spans
    if not clean or len(sentences) < 2 or chance.random() > 1 / 3:
        return example
    first = chance.randrange(len(sentences))
    return replace(example, text=" ".join(sentences[first : first + chance.choice((1, 1, 2))]))


def noisy(example: Example, chance: random.Random) -> Example:
    """Return the example as somebody in a hurry would type it, one time in three."""
    ways: dict[Callable[[str], str] | None, float] = {
        str.lower: 0.12, str.upper: 0.05, str.title: 0.04, _without_marks: 0.05, lambda words: _slips(words, chance): 0.10, None: 0.64,
    }  # fmt: skip
    (change,) = chance.choices(tuple(ways), tuple(ways.values()))
    if change is None:
        return example
    return _joined(example, [(change(words) or words, kind) for words, kind in _parts(example)])


def _parts(example: Example) -> list[Part]:
    found: list[Part] = []
    at = 0
    for start, end, kind in sorted(example.spans):
        found += [(example.text[at:start], None), (example.text[start:end], kind)]
        at = end
    return [*found, (example.text[at:], None)]


def _joined(example: Example, parts: Sequence[Part]) -> Example:
    text, spans = "", []
    for words, kind in parts:
        if kind:
            spans.append((len(text), len(text) + len(words), kind))
        text += words
    return replace(example, text=text, spans=tuple(spans))


def _renamed(word: str, names: dict[str, str], chance: random.Random) -> str:
    if word not in names:
        if word in TITLES:
            names[word] = word
        elif word in lists.given_names() or word in lists.nicknames():
            names[word] = _pick(_given(), chance)
        else:
            names[word] = _pick(_surnames(), chance)
    return names[word]


def _staff(word: str, known: object, names: Mapping[str, str]) -> str:
    low = word.lower()
    if low in names and low in known and word != low:  # type: ignore[operator]
        return _like(names[low], word)
    return word


def _like(new: str, old: str) -> str:
    if old.islower():
        return new
    if old.isupper() and len(old) > 1:
        return new.upper()
    return new.title()


def _other_day(words: str, chance: random.Random) -> str:
    def day(match: re.Match[str]) -> str:
        low = match[0].lower()
        cycle = next((c for c in CYCLES if low in c), None)
        return _like(chance.choice(cycle), match[0]) if cycle else match[0]

    def digit(match: re.Match[str]) -> str:
        value = int(match[0])
        return str(chance.randint(1, 9) if value < 10 else chance.randint(10, 28) if value < 29 else value)

    return re.sub(r"(?<![\d.])\d{1,2}(?!\d)", digit, WORD.sub(day, words))


def _without_marks(words: str) -> str:
    return re.sub(r"[.,!?;:'\"]", "", words)


def _slips(words: str, chance: random.Random) -> str:
    letters = list(words)
    for at in range(len(letters) - 1):
        if letters[at].isalpha() and letters[at + 1].isalpha() and chance.random() < 0.012:
            how = chance.randrange(3)
            if how == 0:
                letters[at], letters[at + 1] = letters[at + 1], letters[at]
            elif how == 1:
                letters[at] = ""
            else:
                letters[at] += letters[at]
    return "".join(letters)


Choice = tuple[tuple[str, ...], tuple[float, ...]]


def _pick(choice: Choice, chance: random.Random) -> str:
    return chance.choices(choice[0], cum_weights=choice[1])[0]


def _choice(weights: Mapping[str, int]) -> Choice:
    """Names with the probability of the square root of their number, so that rare ones are seen."""
    return tuple(weights), tuple(accumulate(2 ** (weight / 2) for weight in weights.values()))


@lru_cache(maxsize=1)
def _given() -> Choice:
    return _choice(lists.given_names())


@lru_cache(maxsize=1)
def _surnames() -> Choice:
    return _choice(lists.surnames())


@lru_cache(maxsize=1)
def _cities() -> Choice:
    return _choice(lists.cities())
