"""Names of places smaller than a state that no form gives away: towns of the list, and names after `from`, `off`, `lives in`.

Streets, schools and ZIP codes have a form, and recognizers of their own. Here a town is a list hit with a capital, and an
unlisted name counts as a place only where the words before it say so (`drove in from Barton Hills`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from bot.drafts import Finding
from bot.phi import lists
from bot.phi.name_words import CALENDAR
from bot.reading import Reading, Token

PREPOSED = re.compile(
    r"\b(?:in|from|near|at|to|of|around|outside|through|over in|up in|down in|out of|leaving|toward)\s$", re.IGNORECASE
)
DWELLS = re.compile(
    r"\b(?:from|off|lives? (?:in|on|over in|out in|near)|living (?:in|on)|works? (?:at|in|for|over at)|working (?:at|for)|teach(?:es|ing)? at|goes to|"
    r"moved (?:here |back |in |all the way )?(?:to|from)|drove (?:in |up |down |over |all the way )*from|down in|out in|over in|up in|over at|"
    r"resident of|neighbors? (?:in|on|at|from)|born in|native of|(?:mom|dad|mother|father|family|kids?|lady|guy|man|woman|couple|gentleman|girl|boy|"
    r"folks|mama|coach|teacher|principal|pastor|deputy|officer|student) (?:in|of|from|at|over in))\s(?:the\s)?$",
    re.IGNORECASE,
)
PLACED = re.compile(
    r"\b(?:at|from|to|near|off|in|outside|on|around|by|of|de|behind|across from)\s(?:the\s|la\s|el\s)?$", re.IGNORECASE
)
DIGIT = re.compile(r"\d")
ROAD = re.compile(
    r"\b(?:I-\d{1,3}|(?:Interstate|Highway|Hwy\.?|Route|Rte\.?|US|SR|State Road|County Road|FM|Exit|mile marker) ?-?\d{1,4}[A-Z]?)\b"
)


def find(reading: Reading) -> Iterator[Finding]:
    """Yield places, at places of `reading.norm`, whoever's they are."""
    yield from _towns(reading)
    yield from _unlisted(reading)
    if DIGIT.search(reading.norm):
        yield from (Finding("LOCATION", m.start(), m.end(), 0.6, "road") for m in ROAD.finditer(reading.norm))


def _towns(reading: Reading) -> Iterator[Finding]:
    starts, towns = lists.city_starts(), lists.cities()
    tokens = reading.tokens
    for at, token in enumerate(tokens):
        if token.low not in starts or not token.text[0].isupper():
            continue
        for last in range(min(at + 4, len(tokens)), at, -1):
            if tokens[last - 1].sentence != token.sentence:
                continue
            name = reading.low[token.start : tokens[last - 1].end].replace("st. ", "st ").replace("ft. ", "fort ")
            weight = towns.get(name) or towns.get(name.replace("st ", "saint ", 1)) or 0
            if weight:
                score = _town_score(reading, token, name, weight)
                if score >= 0.35:
                    faint = "" if score >= 0.5 else ", faint"
                    how = "long town" if " " in name else "town"
                    yield Finding("LOCATION", token.start, tokens[last - 1].end, score, how + faint)
                break


def _town_score(reading: Reading, token: Token, name: str, weight: int) -> float:
    before = reading.norm[max(0, token.start - 40) : token.start]
    preposed = bool(PREPOSED.search(before))
    if " " not in name and name in lists.dictionary() and not preposed:
        return 0.0
    score = 0.3 + 0.012 * weight + (0.3 if preposed else 0.0) + (0.15 if " " in name else 0.0)
    if DWELLS.search(before):
        score += 0.15
    if name in lists.given_names() and not preposed:
        score -= 0.25
    return min(score, 0.95)


@lru_cache(maxsize=1)
def _never() -> frozenset[str]:
    return lists.not_names() | CALENDAR


def _unlisted(reading: Reading) -> Iterator[Finding]:
    """A run of capitals after words that say where somebody lives, works or came from, or after any preposition of place."""
    tokens, never = reading.tokens, _never()
    at = 0
    while at < len(tokens):
        token = tokens[at]
        first = at
        at += 1
        if not token.text[0].isupper() or token.low in never or token.text in never or len(token.text) < 3:
            continue
        if first and not tokens[first - 1].low.isalpha():
            continue
        before = reading.norm[max(0, token.start - 40) : token.start]
        dwells = DWELLS.search(before)
        if not dwells and not PLACED.search(before):
            continue
        while (
            at < len(tokens)
            and at - first < 4
            and tokens[at].text[0].isupper()
            and reading.norm[tokens[at - 1].end : tokens[at].start] in (" ", "-")
        ):
            at += 1
        if token.low in lists.given_names() and at - first == 1 and lists.given_names()[token.low] > 14:
            continue
        word = not dwells and at - first == 1 and token.low in lists.dictionary()
        how = "place" if dwells else "a word as a place" if word else "some place"
        yield Finding("LOCATION", token.start, tokens[at - 1].end, 0.6 if dwells else 0.35 if word else 0.45, how)
