"""Whether a sentence still makes sense, and is still about nobody, once what stood around it is gone."""

from __future__ import annotations

import re

from bot.rewrite.edits.grammar import (
    ADJECTIVES,
    BEFORE_PARTICIPLE,
    GOES_ON,
    GROUPS,
    LINKS,
    MANY,
    ONE,
    PAST,
    POINTING,
    PRESENT,
    YOU,
)
from bot.rewrite.edits.pieces import Piece
from bot.rewrite.edits.wordings import Wordings

ARTICLES = frozenset({"a", "an", "the"})
DETERMINERS = frozenset({"a", "an", "the", "your", "our", "each", "every", "any", "if", "when"})
PERFECT = frozenset({"have", "has", "get", "gets", "we've", "i've", "'ve"})
PHONE = re.compile(r"\(?\d{3}[-. )]+\d{3}[-. ]?\d{4}|\b(?:988|911)\b")
MEASURE = re.compile(
    r"\b(?:\d+(?:[.,]\d+)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|hundred)\s*(?:weeks?|months?|years?|days?|lbs?|pounds|oz|degrees|mg|visits|sessions|miles|inches|st|nd|rd|th|yo|year-old)\b|\d[.,]\d|[+-]\d|\b\d+/\d+",
    re.IGNORECASE,
)
SINGULAR = re.compile(
    r"\b(?:this|that|one|a|an|our|my|the|another|certain|some)\s+(?:certain\s+|young\s+|old\s+|little\s+|sweet\s+|favorite\s+|\w+-year-old\s+)?"
    r"(?:patient|client|kid|kiddo|child|guy|gal|lady|gentleman|man|woman|girl|boy|baby|mom|dad|mama|fella|dude|teen|toddler|grandma|grandpa|family|reviewer|author|person|case|one)\b",
    re.IGNORECASE,
)


PAID = re.compile(
    r"\b(?:paid|owes?|patient|client|appointment|composite|filling|treat\w*|exam|visit|in with|dilat\w*|wear\w*|inside|came|loaner is|name|label|says|reads|initials|engraved|belongs|mom|dad|son|daughter)\b",
    re.IGNORECASE,
)
ADVICE = re.compile(
    r"^\W*(?:fun fact|did you know|quick tip|tip)\b|^(?:\W*(?:so|and|please|remember|reminder|tip|pro tip|psa|friends|folks|parents)[,:]?\s+)*(?:if |when |call|book|ask|wear|keep|brush|floss|drink|rinse|use|avoid|don't|do not|never|always|bring|check|"
    r"see|schedule|stretch|start|stop|talk|tell|come|try|take care|make sure|stay|move|walk|wash|protect|get your|give us|visit|questions|link in)\b|\b(?:you can|you should|your)\b|\b(?:should|can help|helps?)\b",
    re.IGNORECASE,
)
COY = re.compile(
    r"\b(?:(?:won't|not|can't|cannot|aren't|couldn't) (?:say|saying|name|naming|tell|telling)|(?:know|knows|guess|recognize) (?:who|which|exactly)|which one|may have (?:noticed|heard)|rumou?rs?|recognize|a certain|that patient|we hear|kidding|not sorry|same person)\b",
    re.IGNORECASE,
)
NEWS = re.compile(
    r"^(?:\W*(?:reminder|psa|heads up|join us|walk-ins|we(?:'re| are| offer| have| do| open| close| accept|'ll be)|our (?:office|clinic|doors|phones|hours|next)|free)\b)",
    re.IGNORECASE,
)
DEFINITE = re.compile(r"\b(?:the|that|this|those|these|both|same)\s+([^\W\d_]{4,})(?:\s+([^\W\d_]{4,}))?")
ALWAYS_THERE = frozenset(
    "office desk clinic front phone team community practice door whole schedule dentist doctor doctors week weekend year "
    "time times best next first last same more most days world town city county state right left back wall house "
    "teeth tooth gums skin eyes heart spine neck knee knees ears nose mouth body mind baby night morning evening holiday holidays "
    "holds door doors other others between truth part start end people staff with from your they what when this that have will".split()
)
BARE = re.compile(
    r"^\W*(?:found|left|lost) (?:in|on|at|outside|near) (?:the|our) [\w' ]{1,30}\W*$", re.IGNORECASE
)  # what?
FOUND = re.compile(r"\b(?:found|left (?:in|at|on|behind)|lost (?:&|and) found)\b", re.IGNORECASE)
THING = re.compile(r"\b(?:found|left|lost|missing|whoever|owner|parked|headlights|borrowed|due back)\b", re.IGNORECASE)
ASKS = re.compile(
    r"\b(?:has it|have it|at the desk|front desk|come (?:see|get|find|by|grab|to)|stop by|ask (?:for|at)|find \w+ for|missing|return|bring)\b",
    re.IGNORECASE,
)
NOTICE = re.compile(
    r"^\W*(?:found|lost|missing|left behind|whoever (?:drives|owns|left|parked|lost)|to the owner of|to whoever)\b",
    re.IGNORECASE,
)
THANKS = re.compile(
    r"^(?:so many |many |a big |big |huge )?thank(?:s|[ -]you)(?: so much| again| kindly)? (?:(?:to|and) (?:everyone|everybody|all|each of you|all of you|every one)\b|"
    r"for the (?:\w+ ){0,2}?(?:cookies|flowers|cards?|cake|cupcakes|donuts|doughnuts|bagels|pastries|treats|fruit|berries|huckleberries|tomatoes|eggs|honey|jam|pie|pies|bread|coffee|candy|chocolates?|basket|lunch|tamales|drawings?|kind words|smiles|laughs)\b)",
    re.IGNORECASE,
)
IF_YOU = re.compile(r"^(?:if|when|whenever|whether) (?:you|your|you've|you're|y'all)\b", re.IGNORECASE)
# In a story `you` may be the one it was about.
TO_ONE = re.compile(
    r"\b(?:sir|ma'am|hon|honey|sweetheart|sweetie|babe|baby|buddy|dude|friend|darling|without you|miss you|your (?:mom|dad|daddy|mama|family|names?))\b",
    re.IGNORECASE,
)


def leans(text: str, *, known: bool, previous: bool) -> bool:
    """Whether the sentence needs the one before it (`previous`: it is there, unchanged) or speaks of a person cut
    (`known`: somebody of the practice, who may be he or she, is named)."""
    words = re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)*", text.lower().replace("’", "'"))
    if not words:
        return False
    if any(word in ONE for word in words) and not known:
        return True
    if previous:
        return False
    if words[0] in GOES_ON or (
        words[0] == "so"
        and words[1:2]
        and words[1] not in {"glad", "happy", "sorry", "proud", "excited", "many", "much", "grateful", "thankful"}
    ):
        return True
    for at, word in enumerate(words):
        if word in POINTING and _points_back(words, at):
            return True
        if word in MANY and not _has_plural(words[:at]):
            return True
    return bool(
        re.search(
            r"\b(?:the rest|that one|this one|the other|said no one|same here|the first one|the lesson|the moral|the fuss|waiting for|(?<!reviews )(?<!feedback )(?<!words )(?<!notes )like (?:that|this)|that means|that's why|that is why|this is why)\b",
            text,
            re.IGNORECASE,
        )
    )


def _points_back(words: list[str], at: int) -> bool:
    """Whether `it`, `this` or `that` stands for something said before."""
    word = words[at]
    if word in {"it", "its", "it's", "it'll", "it'd"}:
        # After a noun of its own sentence `it` has something to stand for; `it is easy to ...` needs nothing.
        if at == len(words) - 1 or (at > 0 and not DETERMINERS & set(words[:at])):
            return True
        empty = word in {"it's", "it'll"} or words[at + 1 : at + 2] in (["is"], ["takes"], ["isn't"], ["can"])
        return at < 3 and not (empty and {"to", "that", "when", "if", "ok", "okay"} & set(words[at:]))
    following = words[at + 1] if at + 1 < len(words) else "."
    if word == "that" and at > 0:
        return following in {".", "was"}
    return following in LINKS if at == 0 or word != "that" else False


def _has_plural(words: list[str]) -> bool:
    return any((w.endswith("s") and len(w) > 3 and not w.endswith("ss")) or w in GROUPS for w in words)


def about_nobody(piece: Piece, text: str, wordings: Wordings) -> bool:
    """Whether a sentence of a story is true of everybody: in the present, to the reader, without a person or a figure."""
    if piece.findings or piece.quoted or piece.concepts & set(wordings.story_words):
        return False
    low = [t.low for t in piece.tokens]
    if THANKS.match(text) and not any(word in ONE for word in low):
        return True
    if (
        any(word in ONE for word in low)
        or (MEASURE.search(PHONE.sub("", text)) and not IF_YOU.match(text))
        or (SINGULAR.search(text) and not IF_YOU.match(text))
        or TO_ONE.search(text)
        or COY.search(text)
    ):
        return False
    if _tells(low):
        return False
    if piece.kind in {"signed", "greeting", "tags", "short", "call"}:
        return True
    return any(word in PRESENT or word in YOU for word in low)


def is_sentence(piece: Piece) -> bool:
    """Whether it has a verb or speaks to the reader; a fragment makes sense only beside what it belonged to."""
    return any(t.low in PRESENT or t.low in PAST or t.low in YOU for t in piece.tokens)


def is_advice(piece: Piece, text: str, wordings: Wordings) -> bool:
    """Whether a sentence beside a story tells the reader what to do or know, and so is no part of it."""
    return about_nobody(piece, text, wordings) and bool(ADVICE.search(text))


def is_news(piece: Piece, wordings: Wordings) -> bool:
    """Whether it says when the practice is open or what it offers, in the present, and has no identifier but a date."""
    low = [t.low for t in piece.tokens]
    dated = bool(piece.findings) and all(f.type == "DATE" for f in piece.findings)
    return (
        dated
        and not piece.quoted
        and not piece.concepts & set(wordings.story_words)
        and ("opening" in piece.concepts or bool(NEWS.search(piece.text)))
        and not any(word in ONE for word in low)
        and not SINGULAR.search(piece.text)
        and not TO_ONE.search(piece.text)
        and not _tells(low)
    )


def thanks(text: str) -> bool:
    """Whether it thanks everybody, or for a thing brought along, and so tells nothing of anybody."""
    return bool(THANKS.match(text)) and not any(word in ONE for word in text.lower().split())


def lost(text: str, kept: str, gone: str) -> bool:
    """Whether the sentence speaks of `the` thing that only what was cut had named."""
    there = set(re.findall(r"[^\W\d_]{4,}", kept.lower()))
    cut = set(re.findall(r"[^\W\d_]{4,}", gone.lower())) - there - ALWAYS_THERE
    for match in DEFINITE.finditer(text.lower()):
        before = set(re.findall(r"[^\W\d_]{4,}", text.lower()[: match.start()]))
        if {word for word in match.groups() if word} & (cut - before):
            return True
    return False


def is_notice(text: str) -> bool:
    """Whether what is left of a notice (lost, found, parked) names the thing and nobody."""
    low = text.lower().split()
    return not (
        any(w in ONE for w in low)
        or MEASURE.search(PHONE.sub("", text))
        or TO_ONE.search(text)
        or PAID.search(text)
        or BARE.match(text)
        or re.search(r"\band your\b", text, re.IGNORECASE)
    )


def _tells(low: list[str]) -> bool:
    """Whether something that happened is told."""
    for at, word in enumerate(low):
        regular = word.endswith("ed") and len(word) > 4 and word not in ADJECTIVES
        if word in PAST or regular:
            before = low[max(0, at - 2) : at]
            near = any(
                (b in BEFORE_PARTICIPLE and (regular or b not in ARTICLES)) or b.endswith(("'ve", "'re"))
                for b in before
            )
            if not near and not PERFECT & set(low[max(0, at - 7) : at]):
                return True
    return False
