"""The marks that a pack may name beside its word lists: `you`, `third-person`, and findings by type."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.reading.automata import Gated

MARKS = frozenset({"you", "third-person"})
FINDING = "finding:"  # finding:PERSON, finding:any

# The reader is addressed. Not in thanks ("thank you"), not in talk ("you know", "you name it", "bless you").
YOU = Gated(r"\b(?:you(?:'(?:re|ve|d|ll))?|your|yours|yourself|yourselves|youre|ur|u|ya|y'all|yall|usted(?:es)?)\b")
NOT_BEFORE = re.compile(r"(?:\b(?:thank|thanks|bless|love|miss|see|mind|if|believe)|[.&@/])\s?$")
NOT_AFTER = re.compile(
    r"\s(?:know\b(?!\s(?:who|what|that|when|where|you))|name it\b|guessed it\b|ask me\b|of\b)|[.&]\w"
)
ALWAYS = frozenset({"your", "yours", "yourself", "yourselves", "y'all", "yall"})
# "see you" and "if you" are talk only in fixed turns; with anything after them they address.
BARE_ONLY = re.compile(r"\b(?:love|miss|see|mind|if|believe)\s?$")

SHE = Gated(r"\b(?:s?he(?:'(?:s|d|ll))?|her|hers|him|his|herself|himself)\b")
THEY = Gated(r"\b(?:they(?:'(?:re|ve|d|ll))?|them|their|theirs|themselves|themself)\b")
ONE_PERSON = Gated(
    r"\b(?:(?:a|an|one|this|that|our|my|another|the|some) (?:\w+ ){0,2}?"
    r"(?:patient|person|client|reviewer|guy|lady|woman|man|girl|boy|kid|child|teen|teenager|mom|dad|student|someone|dude)"
    r"|somebody|someone|whoever|one of (?:our|my) \w+)\b"
)


def is_mark(name: str) -> bool:
    """Whether a name in `together` is a mark, and no list of words."""
    return name in MARKS or name.startswith(FINDING)


def cost(name: str) -> int:
    """How dear it is to look for a name: lists and concepts are found already, marks are looked for."""
    return 2 if name in MARKS else int(is_mark(name))


def you(low: str) -> Iterator[tuple[int, int]]:
    """Where lower-case text addresses its reader."""
    for match in YOU.finditer(low):
        word, (start, end) = match[0], match.span()
        if word in ALWAYS or not (_is_talk(low, start, end) or (word == "u" and low[start - 1 : start] == ".")):
            yield start, end


def _is_talk(low: str, start: int, end: int) -> bool:
    before, after = low[max(0, start - 12) : start], low[end : end + 16]
    if NOT_AFTER.match(after):
        return True
    if not NOT_BEFORE.search(before):
        return False
    return not (BARE_ONLY.search(before) and re.match(r"\s\w", after))


def third_person(low: str) -> Iterator[tuple[int, int]]:
    """Where lower-case text speaks of one person: she, he, or they after somebody who is one."""
    yield from (match.span() for match in SHE.finditer(low))
    one = ONE_PERSON.search(low)
    if one:
        yield from (match.span() for match in THEY.finditer(low, one.end()))
