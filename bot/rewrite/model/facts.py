"""The facts of a text, as far as form tells: numbers, days, links, names. A wording may keep them and may add none.

A model that writes well adds what sounds likely: an hour, a price, a "free". So whatever a wording holds must stand in the draft, in the
wish or in the profile, and what stands in the harmless sentences of the draft must come out again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import astuple, dataclass

PLACEHOLDER = re.compile(
    r"<[A-Z][A-Z_]*_\d+>|<WITHHELD[^>]*>|\[(?:name|date|place|phone|person|practice)[^\]]*\]", re.IGNORECASE
)
LINK = re.compile(
    r"(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+\.[\w.]+|(?<![\w@])(?:[\w-]+\.)+(?:com|org|net|edu|gov|io|health|care|dental|clinic|example|us)\b(?:/\S*)?",
    re.IGNORECASE,
)
HANDLE = re.compile(r"(?<!\w)[@#]\w+")
PHONE = 7  # digits from which a number may be written with or without its beginning
NUMBER = re.compile(r"\+?\d?[\s.-]?\(?\d{3}\)?[\s.-]?\d{3}[\s.-]?\d{4}(?!\d)|\d+(?:[.,:/]\d+)*")
DAYS = (
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november "
    "december today tomorrow tonight lunes martes miércoles jueves viernes sábado domingo enero febrero marzo abril mayo junio julio agosto "
    "septiembre octubre noviembre diciembre hoy mañana"
).split()
NAMELESS_DAYS = frozenset({"may", "march", "mañana"})  # words of their own in lower case
OFFERS = (
    "free gratis complimentary discount discounts descuento off sale deal special offer oferta gift regalo prize win raffle rifa coupon promo "
    "guarantee guaranteed garantizado garantía painless award award-winning certified accredited state-of-the-art cutting-edge leading renowned "
    "world-class same-day walk-ins insurance seguro medicare medicaid financing"
).split()
WORD = re.compile(r"[^\W\d_]+(?:[-'\u2019][^\W\d_]+)*")
SENTENCE = re.compile(r"(?<=[.!?\u2026])\s+|\n+")
SPANISH = frozenset(
    "el la los las un una para por con que de en y nos nuestra nuestro nuestros es está gracias su sus del al se les le muy".split()
)
ENGLISH = frozenset(
    "the a an and of to for in with we our you your is are that this on at it be have from all thank".split()
)
LEAST_WORDS = 6  # fewer tell no language
COMMON = frozenset("I I'm I'd I'll I've".split())


@dataclass(frozen=True, slots=True)
class Facts:
    """What a text holds: digits of each number, days, links and handles in lower case, words of offers, names, all words."""

    numbers: frozenset[str]
    days: frozenset[str]
    links: frozenset[str]
    offers: frozenset[str]
    names: frozenset[str]
    words: frozenset[str]


def facts(text: str) -> Facts:
    """Find them."""
    links = [found[0].lower().rstrip(".,!?)") for found in LINK.finditer(text)]
    handles = [found[0].lower() for found in HANDLE.finditer(text)]
    plain = HANDLE.sub(" ", LINK.sub(" ", PLACEHOLDER.sub(" ", text)))
    words = frozenset(word.lower().replace("\u2019", "'") for word in WORD.findall(plain))
    days = {day for day in DAYS if day in words and (day not in NAMELESS_DAYS or day.title() in plain)}
    return Facts(
        numbers=frozenset(filter(None, (re.sub(r"\D", "", found[0]) for found in NUMBER.finditer(plain)))),
        days=frozenset(days),
        links=frozenset((*links, *handles)),
        offers=frozenset(word for word in OFFERS if word in words),
        names=frozenset(_names(plain)),
        words=words,
    )


def _names(text: str) -> Iterable[str]:
    """Words with a capital where no sentence begins."""
    for sentence in SENTENCE.split(text):
        found = list(WORD.finditer(sentence))
        shouted = sum(word[0].isupper() for word in found) > len(found) / 2
        for word in found[1:]:
            before = sentence[: word.start()].rstrip()
            opens = before.endswith((":", '"', "\u201c", "(", "-", "\u2014", "\u2022", "\u00a1", "\u00bf"))
            if word[0][0].isupper() and not shouted and not opens and word[0] not in COMMON:
                yield word[0].lower().replace("\u2019", "'").removesuffix("'s")


META = re.compile(
    r"\b(?:system|assistant|user|human)\s*:|\bas an? (?:ai|language model|assistant)\b|\blanguage model\b|\b(?:ignore|disregard|forget) (?:the|all|any|your|previous|these|those)\b"
    r"|\b(?:instructions?|prompts?|jailbreak|json|placeholders?|redacted|system message)\b|\b(?:rules?|text|message|draft|wording) (?:above|below)\b"
    r"|\bi (?:cannot|can't|can not|am unable to|won't) (?:help|assist|comply|write|provide)\b|^(?:warm|formal|brief)\s*:|[{}<>]|https?://\S*[?&=]",
    re.IGNORECASE | re.MULTILINE,
)


def speaks_of_itself(text: str) -> bool:
    """Whether a wording speaks of its own making, as an answer to an order hidden in a draft does, and a post never."""
    return META.search(text) is not None


def shared(one: Facts, other: Facts) -> Facts:
    """The facts that both hold."""
    return Facts(*(mine & theirs for mine, theirs in zip(astuple(one), astuple(other), strict=True)))


def added(wording: Facts, allowed: Facts) -> list[str]:
    """Say what a wording holds that it has from nowhere. No word of it is repeated but its kind: it may be anybody's."""
    wrong = []
    if any(not _stands(number, allowed.numbers) for number in wording.numbers):
        wrong.append("it adds a number, an hour or a price")
    if wording.days - allowed.days - allowed.words:
        wrong.append("it adds a day or a month")
    if any(not any(link in known or known in link for known in allowed.links) for link in wording.links):
        wrong.append("it adds a link, an address or a tag")
    if wording.offers - allowed.words:
        wrong.append("it adds an offer or a claim")
    if {name for name in wording.names if name not in allowed.words and name not in DAYS}:
        wrong.append("it adds a name")
    return wrong


def lost(wording: Facts, needed: Facts) -> list[str]:
    """Say what a wording leaves out that it should keep."""
    wrong = []
    if any(not _stands(number, wording.numbers) for number in needed.numbers):
        wrong.append("it leaves out a number, an hour or a phone number")
    if needed.days - wording.days:
        wrong.append("it leaves out a day")
    if any(
        not link.startswith("#") and not any(link in has or has in link for has in wording.links)
        for link in needed.links
    ):
        wrong.append("it leaves out a link or an address")
    return wrong


def _stands(number: str, among: frozenset[str]) -> bool:
    """Whether a number is among others, a phone number with or without its country or area."""
    return number in among or any(
        min(len(number), len(other)) >= PHONE and (number.endswith(other) or other.endswith(number)) for other in among
    )


def language(text: str) -> str:
    """`es`, `en`, or nothing where too little is said."""
    words = [word.lower() for word in WORD.findall(text)]
    spanish, english = sum(w in SPANISH for w in words), sum(w in ENGLISH for w in words)
    if len(words) < LEAST_WORDS or spanish == english:
        return ""
    return "es" if spanish > english else "en"
