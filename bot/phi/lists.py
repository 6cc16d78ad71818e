"""Lists of names, places and words: evidence, never a verdict. Sources and licences: NOTICE.

Weights are log2 of the number of people who bear the name (US Census 2020, SSA) or live in the place (GeoNames).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files


def _lines(name: str) -> list[list[str]]:
    text = files("bot.phi").joinpath("data", name).read_text("utf-8")
    return [line.split("\t") for line in text.splitlines()]


def _weights(name: str, separator: str | None = None) -> dict[str, int]:
    found: dict[str, int] = {}
    for weight, names in _lines(name):
        found.update(dict.fromkeys(names.split(separator), int(weight)))
    return found


@lru_cache(maxsize=1)
def given_names() -> Mapping[str, int]:
    """First names, lower case."""
    return _weights("given.txt")


@lru_cache(maxsize=1)
def surnames() -> Mapping[str, int]:
    """Surnames, lower case."""
    return _weights("surnames.txt")


@lru_cache(maxsize=1)
def cities() -> Mapping[str, int]:
    """US places of 1,000 people or more, lower case, without `the`."""
    return _weights("cities.txt", "|")


@lru_cache(maxsize=1)
def city_starts() -> frozenset[str]:
    """The first word of each city."""
    return frozenset(name.partition(" ")[0] for name in cities())


@lru_cache(maxsize=1)
def common_words() -> frozenset[str]:
    """Words that people often write in lower case."""
    return frozenset(_lines("words.txt")[0][1].split())


@lru_cache(maxsize=1)
def words_that_are_no_names() -> frozenset[str]:
    """Common words that, in lower case, hardly stand for a person: most words of most drafts."""
    given = given_names()
    return frozenset(word for word in common_words() if given.get(word, 0) < 15) | {"'s"}


@lru_cache(maxsize=1)
def dictionary() -> frozenset[str]:
    """All English words written in lower case, the common ones among them."""
    return common_words() | frozenset(_lines("words.txt")[1][1].split())


@lru_cache(maxsize=1)
def nicknames() -> Mapping[str, frozenset[str]]:
    """A given name, and the short forms it goes by."""
    return {name: frozenset(short.split()) for name, short in _lines("nicknames.txt")}


@lru_cache(maxsize=1)
def not_names() -> frozenset[str]:
    """Words with a capital that are no person: brands, insurers, eponyms, feasts, peoples. In capitals: abbreviations."""
    text = files("bot.phi").joinpath("data", "not_names.txt").read_text("utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())
