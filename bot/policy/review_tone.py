"""How a review reads: negative, mixed, positive, or meant for another business (elsewhere)."""

from __future__ import annotations

from bot.reading import Reading


def tone(review: Reading) -> str:
    """Return negative, mixed, positive or elsewhere."""
    bad, good = len(review.concepts.get("negative", ())), len(review.concepts.get("positive", ()))
    return "negative" if bad > good else "positive" if good > bad else "mixed"
