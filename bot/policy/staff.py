"""The words by which a practice's own people are called."""

from __future__ import annotations

from functools import cache


@cache
def staff_words(names: tuple[str, ...]) -> frozenset[str]:
    """The words of the names in a profile, in lower case; two letters are too few to name anybody."""
    return frozenset(word for name in names for word in name.lower().replace(".", " ").split() if len(word) > 2)
