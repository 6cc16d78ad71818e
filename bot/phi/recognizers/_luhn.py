"""The Luhn check of cards and NPIs. Source: ISO/IEC 7812-1, annex B."""

from __future__ import annotations

DOUBLED = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)


def luhn(digits: str) -> bool:
    """Whether the last of `digits` is the check digit of the others."""
    if not (digits.isascii() and digits.isdigit()):
        return False
    total = sum(DOUBLED[int(c)] if k % 2 else int(c) for k, c in enumerate(reversed(digits)))
    return total % 10 == 0
