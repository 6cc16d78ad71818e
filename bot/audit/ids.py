"""Ids of checks: ten characters that sort by time and survive being read out over the phone, as in `35bqz-654g7`.

The alphabet is Crockford's base32 (crockford.com/base32.html): no i, l, o or u, so that a spoken or handwritten id has one reading.
Forty-one bits count milliseconds since 2020, which lasts until 2089; nine by chance keep apart what two offices record at once.
"""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta
from typing import NewType

CheckId = NewType("CheckId", str)

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH = 10
EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
CHANCE = 9  # bits
MISREAD = str.maketrans({"i": "1", "l": "1", "o": "0", "-": None, " ": None})


def next_id(at: datetime, last: str | None) -> CheckId:
    """Return an id for `at` that sorts after `last`, also when the clock went back or several checks share a millisecond."""
    number = (at - EPOCH) // timedelta(milliseconds=1) << CHANCE | secrets.randbits(CHANCE)
    return CheckId(_spell(max(number, 0 if last is None else _count(last) + 1)))


def read_id(typed: str) -> CheckId | None:
    """Return the id that somebody typed, whatever its case, dashes and look-alikes; None if it cannot be one."""
    plain = typed.strip().lower().translate(MISREAD)
    return CheckId(plain) if len(plain) == LENGTH and set(plain) <= set(ALPHABET) else None


def _spell(number: int) -> str:
    return "".join(ALPHABET[number >> shift & 31] for shift in range(5 * (LENGTH - 1), -1, -5))


def _count(spelled: str) -> int:
    number = 0
    for letter in spelled:
        number = number << 5 | ALPHABET.index(letter)
    return number
