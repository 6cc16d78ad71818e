"""Handles and screen names: `@molly.bee`, `u/mollybee`, `IG: molly_bee`, `goes by mollybee88 on Yelp`.

Source: the platforms' own rules for names, whose union is letters, digits, `_`, `.` and `-` (Instagram, TikTok and Threads:
up to 30; X: 15, no dot; Reddit: 20, with a dash; Bluesky: a domain). A hashtag is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.drafts import Finding
from bot.phi.recognizers._codes import WORD_CHARACTERS as W
from bot.phi.recognizers._gate import HAS_AT, HAS_DIGIT, HAS_UNDERSCORE, Recognizer, has_digit, mark, word_set, words_of
from bot.phi.recognizers._scan import Pattern
from bot.reading import Reading

NAME = rf"[{W}](?:[{W}.-]*[{W}])?"
SHAPED = rf"[{W}-]*(?:[A-Za-z]\d|\d[A-Za-z]|[{W}]_|_[{W}]|[{W}]\.[{W}]|[a-z][A-Z]|[a-z]-\d)[{W}.-]*"
AT = Pattern(rf"(?:^|[^{W}.@/%+-])(@{NAME})")
REDDIT = Pattern(rf"(?:^|[^{W}/])(/?[uU]/{NAME})")
NETWORK = r"(?:ig|insta(?:gram)?|fb|facebook|twitter|tik\s?tok|tt|snap(?:chat)?|threads|youtube|yt|reddit|venmo|cash\s?app|zelle|linkedin|discord|twitch|bluesky|bsky|telegram|pinterest|yelp|nextdoor|google|xbox|psn)"
# Where a name follows a colon; the others are followed by anything (`Yelp: five stars`).
OWN_NAME = r"(?:ig|insta(?:gram)?|twitter|tik\s?tok|tt|snap(?:chat)?|threads|reddit|venmo|cash\s?app|discord|twitch|bluesky|bsky|telegram|xbox|psn)"
KIND = r"(?:user\s?names?|user\s?ids?|users?|log-?ins?(?:\s+(?:name|id))?|sign-?\s?ins?|screen\s?names?|handles?|profile\s+names?|gamer\s?tags?|display\s+names?|usuario|account\s+names?|alias|aka|a\.k\.a\.)"
SAYS = r"(?:\s*(?:[:=]|->)\s*|\s+(?:(?:is|was|as|of|under|named?|called|with|by|the|handle|user\s?name|account|page|profile|screen\s?name|from|on|at|me|us|him|her)\s+){0,4})[\"'(]?"
# With a colon or quotes any word is a name; otherwise it must look like one.
TOLD = Pattern(
    rf"(?i)\b(?:{OWN_NAME}|{KIND})\s*(?:name|handle|user|account)?\s*(?:(?:is|was)?\s*[:=]\s*@?|(?:is|was|as|of)?\s*\")({NAME})"
)
# `Portal login for the Garcia family: garcia.family2`
FURTHER = Pattern(rf"(?i)\b(?:{NETWORK}|{KIND})\b[^.!?:\n]{{0,30}}:\s*((?-i:{SHAPED}))")
SHOWN = Pattern(rf"(?i)\b(?:{NETWORK}|{KIND}){SAYS}((?-i:{SHAPED}))")
GOES_BY = Pattern(
    rf"(?i)\b(?:goes\s+by|go\s+by|going\s+by|posts?\s+(?:as|under)|posted\s+(?:as|under)|posting\s+as|known\s+as|signed\s+(?:in\s+)?as|logs?\s+in\s+as|logged\s+in\s+as|under\s+the\s+name|reviewed?\s+as|tweets?\s+as|writes?\s+as|find\s+(?:her|him|them)\s+(?:as|at|under))"
    rf"\s+(?:the\s+)?[\"']?({NAME})[\"']?\s+(?:on|over\s+on|at|in)\s+{NETWORK}\b"
)
PLAIN = Pattern(
    rf"(?i)\b(?:user\s?name|user\s+id|usuario|screen\s?name|gamer\s?tag)\s+(?:is\s+|was\s+|name\s+|id\s+)?[\"']?({NAME})"
)
# Looks like a screen name on its own: a word with an underscore, or a word with its number, spoken to or of.
LOOSE = Pattern(r"\b[A-Za-z][A-Za-z0-9]*_\w*")
# A name in quotes that mixes letters and digits: "SunnyDays99", as reviewers are called.
QUOTED = Pattern(r"[\"']([A-Za-z][A-Za-z_.]{2,20}\d{1,4}[A-Za-z]{0,6})[\"']")
PASSWORD = re.compile(r"(?:pass\w*|pw|pwd|code|wi-?fi|pin|key|promo)\W{0,4}(?:is|was|:)?\W{0,4}$", re.IGNORECASE)
VOCATIVE = Pattern(
    r"(?i)\b(?:hi|hey|hello|dear|thanks?|thank\s+you|user|reviewer|from|by|reply\s+to|replying\s+to|cc|sorry|shout\s?out\s+to|congrats|to|much)[,:]?\s+((?-i:[a-z]{3,}[a-z.-]*\d{1,4}[a-z]{0,3}|[A-Z]{5,}\d{1,4}|[A-Z][A-Za-z]{3,20}\d{2,4}))\b"
)
NOT_NAMES = word_set(
    "name names is was and or the a an for to with on in at by of page handle account accounts id password login us our your my her his their "
    "reviews review reviewer post posts profile message dm link team ads app story stories reel reels live now here today only not us"
)
UNIT = re.compile(
    r"(?:covid|h\dn|mp|web|vitamin|version|top|step|phase|level|grade|room|suite|omega|iphone|formula)-?\d",
    re.IGNORECASE,
)
MENTION = re.compile(r"@(?:channel|here|everyone|all)\b", re.IGNORECASE)


def find(reading: Reading) -> Iterator[Finding]:
    """Yield each handle with its `@`, and each name that a cue calls one."""
    text = reading.norm
    words = words_of(reading)
    yield from _handles(text)
    if not CUES.isdisjoint(words):
        for pattern, score in ((TOLD, 0.75), (GOES_BY, 0.85), (PLAIN, 0.6), (FURTHER, 0.6), (SHOWN, 0.7)):
            for match in pattern.finditer(text):
                if _is_name(match[1]):
                    yield mark("USERNAME", match, score, "username", 1)
    if "_" in text:
        for match in LOOSE.finditer(text):
            if text[match.start() - 1 : match.start()] not in ("@", "#", "/", ".", "-", "_"):
                yield mark("USERNAME", match, 0.6, "username")
    yield from _quoted(text)
    if not VOCATIVE_CUES.isdisjoint(words) and has_digit(text):
        for match in VOCATIVE.finditer(text):
            if not UNIT.match(match[1]):
                yield mark("USERNAME", match, 0.45, "username", 1)


def _quoted(text: str) -> Iterator[Finding]:
    """A name in quotes that mixes letters and digits, and is no password."""
    if not has_digit(text) or not ('"' in text or "'" in text):
        return
    for match in QUOTED.finditer(text):
        if not UNIT.match(match[1]) and not PASSWORD.search(text, max(0, match.start() - 24), match.start()):
            yield mark("USERNAME", match, 0.55, "username", 1)


def _handles(text: str) -> Iterator[Finding]:
    if "@" in text:
        for match in AT.finditer(text):
            if not MENTION.match(match[1]) and not match[1][1:].isdigit():
                yield mark("USERNAME", match, 0.9, "handle", 1)
    if "u/" in text or "U/" in text:
        for match in REDDIT.finditer(text):
            yield mark("USERNAME", match, 0.9, "handle", 1)


def _is_name(word: str) -> bool:
    return len(word) > 2 and word.lower() not in NOT_NAMES and not word.isdigit() and not UNIT.match(word)


CUES = word_set(
    "ig insta instagram fb facebook twitter tiktok tik snap snapchat threads youtube reddit venmo yelp nextdoor google linkedin discord "
    "twitch bluesky bsky telegram handle handles username usernames user users login logins signin sign screen profile gamertag "
    "gamer display usuario alias aka goes go going posts posted posting portal known signed logs logged log tweets writes under find xbox psn tt yt cash zelle pinterest"
)
VOCATIVE_CUES = word_set(
    "much hi hey hello dear thanks thank user reviewer from by reply replying cc sorry shoutout out congrats to"
)
RECOGNIZER = Recognizer("username", find, CUES | VOCATIVE_CUES | {HAS_AT, HAS_UNDERSCORE, HAS_DIGIT, "u"})
