"""Ages over 89, in figures and in words, and birth years that tell one.

Source: 45 CFR 164.514(b)(2)(i)(C): "all ages over 89 and all elements of dates (including year) indicative of such age". The
span is the number alone (GUIDELINES 8). Not: prices, percents, degrees, house numbers, minutes, SPF.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime

from bot.drafts import Finding
from bot.phi.recognizers._gate import HAS_DIGIT, Recognizer, mark, word_set, words_of
from bot.phi.recognizers._scan import Pattern
from bot.reading import Reading

OLD = r"(?:9\d|1[01]\d|12[0-2])"
# A building of a hundred years is nobody.
AGED_THING = re.compile(
    r"\s(?:\w+\s)?(?:building|practice|house|home|tree|tradition|clinic|recipe|company|office|church|oak|business|family\s+(?:practice|business)|anniversary|history|technique|chair|bottle|wine|school)\b",
    re.IGNORECASE,
)
OLD_NUMBER = Pattern(r"(?i)\b(?:9\d|1[012]\d)(?:st|nd|rd|th|yo|y|year)?\b")
SMALL = r"(?:one|two|three|four|five|six|seven|eight|nine)"
WORDS = (
    rf"(?:ninety(?:[- ]?{SMALL})?|(?:an?|one)[- ]hundred(?:\s+(?:and\s+)?(?:{SMALL}|ten|eleven|twelve|thirteen|fourteen|fifteen))?"
    r"|noventa(?:\s+y\s+(?:uno?|dos|tres|cuatro|cinco|seis|siete|ocho|nueve))?|cien(?:to\s+(?:uno?|dos|tres|cuatro|cinco|seis))?)"
)
AGE = rf"({OLD}|{WORDS})"
YEARS = r"(?:[- ]?(?:years?|yrs?)[- ]?(?:old|young|of\s+age)|[- ]?(?:y\.?/?o\.?|yo)\b|\s+a[nñ]os?(?:\s+de\s+edad)?\b)"
STATED = Pattern(rf"(?i)\b{AGE}\s?{YEARS}|\b{AGE}-year\b")
ANNOUNCED = Pattern(
    rf"(?i)\b(?:aged?|ages|turn(?:s|ed|ing)?|age\s+of|hit|reached|celebrat(?:es?|ed|ing)|edad(?:\s+de)?|cumpl(?:e|i[oó]|ir)|tiene|ten[ií]a)\s*(?:the\s+age\s+of\s+|is\s+|was\s+|of\s+|her\s+|his\s+|:\s*|a\s+los\s+|los\s+|the\s+big\s+|a\s+young\s+)?{AGE}(?:$|[^\w$%])"
)
BEING = Pattern(
    rf"(?i)\b(?:she|he|they|grandma|grandpa|granny|nana|mom|mother|dad|father|patient|who|gran|abuela|abuelo|i|woman|man|lady|gentleman)(?:'s|'re|'m|\s+(?:is|was|are|were|just\s+turned|am|being))\s+(?:now\s+|only\s+|almost\s+|nearly\s+|over\s+|about\s+|still\s+)?{AGE}(?:$|[^\w$%])"
)
AT = Pattern(
    rf"(?i)\b(?:at|even\s+at|still\s+\w+\s+at|until|since|past|and\s+still|to\s+be)\s+(?:the\s+ripe\s+age\s+of\s+|age\s+)?{AGE}(?:$|[^\w$%:])"
)
BIRTHDAY = Pattern(
    r"(?i)\b((?:9\d|1[01]\d)(?:st|nd|rd|th)|nineti(?:eth)|ninety[- ](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|hundredth|(?:one\s+)?hundred(?:th|[- ](?:and[- ])?(?:first|second|third|fourth|fifth)))\s+(?:b-?day|birthday|cumplea[nñ]os|heavenly\s+birthday|year\s+of\s+life|trip\s+around\s+the\s+sun)"
)
BRACKETED = Pattern(rf"\b\pL+,?\s?[,(]\s?(?:age\s+)?({OLD})!*[),]")
# `Papaw is 92 today`, `pushing 95`: whoever it is said of.
PREDICATE = Pattern(
    rf"(?i)\b(?:is|was|pushing|nearly|almost|past|just)\s{AGE}(?:$|[,.!?;)]|\s(?:and|but|today|now|yet|on|this|next|tomorrow|with|when|going|still|or|so)\b)"
)
# A number in words needs no verb: `Ninety-one is too young for that.`
ALONE = Pattern(rf"(?i)\b(ninety[- ]{SMALL}|noventa\s+y\s+\w{{2,6}}|a[- ]hundred[- ]and[- ]{SMALL})\b")
NAMED = Pattern(
    r"(?i)\b(nonagenarians?|centenarians?|super-?centenarians?|nonagenari[oa]|centenari[oa])\b|\bin\s+(?:her|his|their|my)\s+(?:early\s+|mid\s?-?|late\s+)?((?:19)?90'?s|nineties)\b"
)
BORN = Pattern(
    r"(?i)\b(?:born|b\.|birth\s+year|year\s+of\s+birth|d\.?o\.?b\.?|nacid[oa]|naci[oó]|class\s+of)\s*(?:back\s+)?(?:in|on|en|:|is|was)?\s*(?:the\s+year\s+)?(?:\w+\s+\d{1,2},?\s+)?('\d\d|(?:18|19)\d\d)\b"
)
NOT_AN_AGE = re.compile(
    r"\s?(?:%|others?\b|more\b|percent|degrees?|°|minutes?|mins?\b|hours?|hrs?\b|days?|weeks?|months?|miles?|dollars?|bucks|cents|patients|people|families|kids|smiles|reviews|visits|stars|points|seconds|calories|mph|pounds|lbs?\b|mg|ml|times|of\b|years?\s+(?:of|in|together|ago|later|and)|[ap]\.?m\b|st\b|street|ave|main|[A-Z][a-z]+ (?:st|street|ave|road|rd|lane|dr)\b)|[,.:/]\d|-\d",
    re.IGNORECASE,
)


def find(reading: Reading) -> Iterator[Finding]:
    """Yield each age over 89, and each birth year that implies one."""
    text = reading.norm
    words = words_of(reading)
    if OLD_NUMBER.search(text) or not WORD_CUES.isdisjoint(words):
        yield from _ages(text)
    if not NAMED_CUES.isdisjoint(words):
        for match in NAMED.finditer(text):
            group = 1 if match[1] is not None else 2
            yield mark("AGE", match, 0.8, "age", group)
    if not BORN_CUES.isdisjoint(words):
        yield from _birth_years(text)


def _ages(text: str) -> Iterator[Finding]:
    for pattern, score in (
        (STATED, 0.95),
        (ANNOUNCED, 0.85),
        (BEING, 0.85),
        (BIRTHDAY, 0.85),
        (AT, 0.55),
        (BRACKETED, 0.6),
        (PREDICATE, 0.55),
        (ALONE, 0.45),
    ):
        for match in pattern.finditer(text):
            group = 1 if match[1] is not None else 2
            start, end = match.span(group)
            if pattern is STATED and AGED_THING.match(text, match.end()):
                continue
            if text[start - 1 : start] in ("$", "€", "£", ".", "/", "-", "#"):
                continue
            if pattern in (ANNOUNCED, BEING, AT, PREDICATE, ALONE) and NOT_AN_AGE.match(text, end):
                continue
            yield Finding("AGE", start, end, score, "age")


def _birth_years(text: str) -> Iterator[Finding]:
    now = datetime.now(tz=UTC).year
    for match in BORN.finditer(text):
        written = match[1]
        year = int(written.lstrip("'"))
        if len(written) == 3:
            # '31 is 1931 until 2031 comes, then the younger reading wins.
            year += 2000 if 2000 + year <= now else 1900
        if 90 <= now - year <= 125:
            yield mark("AGE", match, 0.85, "birth_year", 1)


WORD_CUES = word_set("ninety noventa cien ciento hundred ninetieth hundredth") | frozenset(
    f"ninety{one}" for one in ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
)
NAMED_CUES = word_set(
    "nonagenarian nonagenarians centenarian centenarians supercentenarian supercentenarians nonagenario nonagenaria centenario centenaria nineties 90s 90's"
)
BORN_CUES = word_set("born b birth dob d nacido nacida nació nacio class")
RECOGNIZER = Recognizer("age", find, WORD_CUES | NAMED_CUES | BORN_CUES | {HAS_DIGIT})
