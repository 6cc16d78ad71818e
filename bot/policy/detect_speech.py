"""Detectors of speech: a patient's own words, held up to the public."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import re2

from bot.policy.detectors import Sighting, detector
from bot.policy.scene import Scene

QUOTE = re2.compile(r"\"([^\"]{20}[^\"]*)\"|(?:^|[:\s])'([^'\"][^\"]{24,300}?)'(?:$|[\s.,!?)])")
# Who speaks of themselves, or of those who cared for them.
SELF = re2.compile(
    r"\b(?:i|i'm|i've|i'd|me|my|we'd|we've|we|us|our|you|your|yo|mi|me|mis|ustedes|dr|doctor|they)\b|^\W*(?:came|walked|left|went|best|highly|never|finally)\b"
)
# What happened, or what it was like.
LIVED = re2.compile(
    r"\b(?:\w{3,}ed|was|were|had|came|went|got|told|took|gave|left|saw|did|made|felt|found|kept|slept|held|wore|ran|sang|heard|knew|drove|sat|lost|met|could|couldn't|hadn't|never|again|finally|"
    r"best|love|magic|calm\w*|kind\w*|gentle|amazing|recommend|thank|would|volv[ií]|oper\w+|gracias|nadie|years|life)\b"
)
HANDED = ("hipaa/testimony", "testimonial", "hipaa/heard", "review-word")
HANDS_OVER = re2.compile(
    r"★|⭐|💌|\b(?:5|five|cinco)[- ]?(?:stars?|estrellas)\b|\b(?:words?|message|messages|note|notes|card|cards|letter|text|email|inbox|screenshot|"
    r"repost\w*|review|reviews|testimoni\w*|mensaje|rese[ñn]a|quote|line|overheard|framed)\b|\b(?:patients?|clients?|moms?|dads?|she|he) (?:wrote|writes|said|says|told us|tells us|shared|sent)\b"
)
INVITES = re2.compile(
    r"\b(?:call|book|ring|dm|text|message|schedule|come (?:see|talk|and|in)|reserve|link in bio|who's next|your (?:own|turn)|ready (?:for|to)|"
    r"we(?:'ve)? (?:got|have) (?:a|the|your) (?:chair|seat|spot|opening)|llame|agende|reserve|brochure|homepage|billboard|website|wall)\b|"
    r"\b(?:slots?|openings?|consults?|appointments?|visits?) (?:\w+ ){0,3}(?:open|available|this|for|left)\b"
)
# A list of sayings, a joke, a saying that is set right, or somebody of the house: no testimonial.
MOCKS = re2.compile(
    "🙄|🤡|💀|😂|🤣|\\b(?:bingo|ranked|rating|tier|excuses?|when they say|also patient|things (?:we |people |patients )?(?:heard|hear|say))\\b"
)
ANSWERED = re2.compile(
    r"\?\"|\b(?:myths?|sound familiar|people say|people think|we hear|common question|ask us|once said|proverb|caption)\b"
)
HOUSE = re2.compile(
    r"\"?,? (?:said|says|writes|wrote|-|—|–) ?(?:our|the|dr\.?|doctor|nurse)\b|\b(?:from|by) (?:our|the|my) (?:own )?(?:team|staff|founder|hygienists?|nurses?|"
    r"doctors?|interns?|students?|crew|partners?)\b|\b(?:founder|staff|author|poet|principal|mayor|president) (?:\w+ )?(?:said|says|wrote|writes)\b"
)
MOST_SAYINGS = 2


@detector("quoted-patient")
def quoted_patient(scene: Scene) -> Sighting | None:
    """A quotation of somebody who was cared for, with a sign that it wins others: where it came from, or an invitation."""
    low = scene.reading.low
    if '"' not in low and "'" not in low:
        return None
    quotes = list(QUOTE.finditer(low))
    if (
        not quotes
        or low.count('"') > 2 * MOST_SAYINGS + 1
        or MOCKS.search(low)
        or ANSWERED.search(low)
        or HOUSE.search(low)
    ):
        return None
    rest = "".join(low[a:b] for a, b in _between(quotes, len(low)))
    handed = HANDS_OVER.search(rest) or any(_outside(quotes, w.start) for name in HANDED for w in scene.words(name))
    if not (handed or INVITES.search(rest) or scene.words("hipaa/invite")):
        return None
    told = [m.span() for m in quotes if SELF.search(m[1] or m[2]) and LIVED.search(m[1] or m[2])]
    return Sighting(tuple(told)) if told else None


def _between(quotes: Sequence[Any], end: int) -> Iterator[tuple[int, int]]:
    at = 0
    for match in quotes:
        yield at, match.start()
        at = match.end()
    yield at, end


def _outside(quotes: Sequence[Any], at: int) -> bool:
    return not any(match.start() <= at < match.end() for match in quotes)
