"""Numbers said aloud: `five one two, 555 oh one 9 2` gives 5125550192."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from bot.reading import Reading

ONES = dict(
    zip(
        ["zero", "oh", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"],
        "00123456789",
        strict=True,
    )
)
TEENS = dict(
    zip(
        ["ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"],
        map(str, range(10, 20)),
        strict=True,
    )
)
TENS = dict(
    zip(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], "23456789", strict=True)
)
REPEATS = {"double": 2, "triple": 3}
NUMBER_WORDS = frozenset([*ONES, *TEENS, *TENS])
SAID = NUMBER_WORDS | REPEATS.keys() | {"hundred", "o"}
BETWEEN = frozenset(" ,.-/()\t")


class Said(NamedTuple):
    """`digits` said at `start` to `end`, at least one of them in words."""

    start: int
    end: int
    digits: str


def runs(reading: Reading) -> Iterator[Said]:
    """Yield each run of digits and number words in which at least one is a word."""
    found: list[Said] | None = reading.memo.get("said")
    if found is None:
        found = reading.memo["said"] = list(_runs(reading))
    yield from found


def _runs(reading: Reading) -> Iterator[Said]:
    run: list[int] = []
    for k in [k for k, token in enumerate(reading.tokens) if token.low in SAID or token.low.isdigit()]:
        if run and not (run[-1] + 1 == k and _touch(reading, run[-1], k)):
            yield from _said(reading, run)
            run = []
        run.append(k)
    yield from _said(reading, run)


def _touch(reading: Reading, left: int, right: int) -> bool:
    start, end = reading.tokens[left].end, reading.tokens[right].start
    return end - start <= 3 and BETWEEN.issuperset(reading.norm[start:end])


def _said(reading: Reading, run: list[int]) -> Iterator[Said]:
    words = [reading.tokens[k].low for k in run]
    while words and words[0] in ("o", "hundred"):
        run, words = run[1:], words[1:]
    while words and words[-1] in REPEATS:
        run, words = run[:-1], words[:-1]
    if len(words) > 1 and not all(word.isdigit() for word in words):
        yield Said(reading.tokens[run[0]].start, reading.tokens[run[-1]].end, _digits(words))


def _digits(words: list[str]) -> str:
    digits = ""
    times, after_ten = 1, False
    for word in words:
        if word in REPEATS:
            times = REPEATS[word]
            continue
        if word == "hundred":
            piece = "00"
        elif word in TENS:
            piece = TENS[word] + "0"
        elif after_ten and word in ONES and ONES[word] != "0":
            digits, piece = digits[:-1], ONES[word]
        else:
            piece = "0" if word == "o" else ONES.get(word) or TEENS.get(word) or word
        digits += piece * times
        times, after_ten = 1, word in TENS
    return digits
