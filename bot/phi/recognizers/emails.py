"""E-mail addresses, plain and disguised: `dana.k@mail.example`, `dana at gmail dot com`, `dana [at] gmail.com`.

Source: RFC 5322 3.4.1 for the form; the domain need not exist nor end in a known top-level domain (phi.md 1.2, 7).
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.drafts import Finding
from bot.phi.recognizers._codes import WORD_CHARACTERS as W
from bot.phi.recognizers._gate import HAS_AT, Recognizer, mark, word_set
from bot.phi.recognizers._scan import Pattern
from bot.reading import Reading

LOCAL = rf"[{W}](?:[{W}.%+'&=~-]*[{W}+-])?"
LABEL = rf"[{W}](?:[{W}-]*[{W}])?"
PLAIN = Pattern(rf"{LOCAL}@{LABEL}(?:\.{LABEL})+")
AT = r"(?:\s?[(\[{<]\s?(?:at|@)\s?[)\]}>]\s?|\s+at\s+|\s?@\s?)"
DOT = r"(?:\s?[(\[{<]\s?(?:dot|\.|point|punto)\s?[)\]}>]\s?|\s+dot\s+|\s\.\s?|\.)"
TOP = r"(?:com|org|net|edu|gov|io|co|us|me|info|biz|example|test|[a-z]{2,3})"
DISGUISED = Pattern(
    rf"(?i){LOCAL}(?:(?:\s+(?:dot|underscore|dash|plus)\s+){LOCAL}){{0,3}}{AT}{LABEL}(?:{DOT}{LABEL}){{0,2}}{DOT}{TOP}\b"
)
NOT_MAILBOXES = word_set(
    "it us me them more online page site blog shop her him you is was are look find found visit website"
)
# A mail house named without its ending is an address all the same.
BARE_HOUSE = Pattern(rf"(?i){LOCAL}@(?:g-?mail|yahoo|hotmail|outlook|icloud|aol|proton(?:mail)?|live|msn|comcast)\b")


def find(reading: Reading) -> Iterator[Finding]:
    """Yield each address."""
    text = reading.norm
    if "@" in text:
        for match in PLAIN.finditer(text):
            yield mark("EMAIL_ADDRESS", match, 0.98, "email")
        for match in BARE_HOUSE.finditer(text):
            if text[match.end() : match.end() + 1] != ".":
                yield mark("EMAIL_ADDRESS", match, 0.7, "email")
    if "dot" in reading.low or "@" in text or "[at]" in reading.low or "(at)" in reading.low:
        for match in DISGUISED.finditer(text):
            if _disguised(match[0].lower()):
                yield mark("EMAIL_ADDRESS", match, 0.85, "email_disguised")


def _disguised(low: str) -> bool:
    """Beside the blanks there must be a sign of disguise: `meet us at the lake. me too` has none."""
    if low.split(maxsplit=1)[0] in NOT_MAILBOXES:
        return False
    if "@" in low:
        return " " in low or "[" in low or "(" in low
    bracketed = any(mark in low for mark in "[({<")
    return bracketed or (" dot " in low and " at " in low)


RECOGNIZER = Recognizer("email", find, frozenset([HAS_AT, "dot", "punto", "at"]))
