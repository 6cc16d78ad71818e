"""US Social Security number: nine digits as in 219-09-9999; also its last four, when called so, and the ITIN.

Source: SSA, POMS RM 10201.035 (areas 000, 666 and 900-999, group 00 and serial 0000 are never assigned); 42 USC
405(c)(2)(C)(vi). IRS, Publication 1915: an ITIN has the form of an SSN and begins with 9, its fourth and fifth digits
50-65, 70-88, 90-92 or 94-99. There is no check digit. A number that cannot have been assigned scores lower and stays:
people mistype.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.drafts import Finding
from bot.phi.recognizers import _spoken
from bot.phi.recognizers._gate import HAS_DIGIT, Recognizer, digits_in, word_set, words_of
from bot.phi.recognizers._scan import Pattern
from bot.reading import Reading

CALLED = (
    r"(?:ssns?|ss#|ss\s?(?:no\.?|number|num)|s\.s\.n\.?|social\s+security(?:\s+(?:numbers?|no\.?|card|#))?"
    r"|socials?(?:\s+(?:number|no\.?|#))?|soc\.?\s+sec\.?|itins?|tax(?:payer)?\s+id)"
)
LAST = r"(?:last\s+(?:four|4)(?:\s+digits)?|ends?\s+(?:in|with)|ending(?:\s+(?:in|with))?|final\s+(?:four|4)|last4)"
BETWEEN = (
    r"(?:[\s:#=\"'(*,.-]+|(?:is|was|number|no|of|the|her|his|their|your|my|on|file|are|for|as|ends?|ending|in|with)\b)*"
)
FORM = r"\d{3}(?:[-./_ ]{1,3})\d{2}(?:[-./_ ]{1,3})\d{4}"

WHOLE = Pattern(rf"\b{FORM}\b")
CUED = Pattern(rf"(?i)\b{CALLED}{BETWEEN}(\d{{9}}|{FORM}|\d{{3}}[-. ]?\d{{3}}[-. ]?\d{{3}})\b")
CUED_AFTER = Pattern(
    rf"(?i)\b(\d{{9}}|{FORM})\b[\s,\"')(-]{{1,3}}(?:(?:is|was|as|being|the|her|his|their|your|my|patient's)\s+){{0,3}}{CALLED}"
)
MASKED = Pattern(r"(?i)(?:[x*#•.]{3}[- ]?[x*#•.]{2}[- ]?)(\d{4})\b")
LAST_FOUR = Pattern(
    rf"(?i)\b{CALLED}{BETWEEN}{LAST}{BETWEEN}(\d{{4}})\b|\b{LAST}{BETWEEN}{CALLED}{BETWEEN}(\d{{4}})\b"
    rf"|\b{CALLED}{BETWEEN}(\d{{4}})\b"
)
LAST_FOUR_AFTER = Pattern(
    rf"(?i)\b(\d{{4}})\b[\s,\"')(-]{{1,3}}(?:(?:is|was|as|are|being|the|her|his|their|your|my)\s+){{0,3}}{LAST}{BETWEEN}{CALLED}"
)
# "LAST FOUR: SEVEN OH ONE THREE", called across a waiting room, is asked for nothing else; a card's are figures.
LAST_ALONE = re.compile(r"\blast\s(?:four|4)(?:\sdigits?)?(?:\s(?:is|are|of))?[\s:,-]{1,3}$", re.IGNORECASE)
# "the last four, 9930": of a card or a phone where one is spoken of, else of the SSN.
LAST_BARE = Pattern(
    r"(?i)\b(?:last\s(?:four|4)|[uú]ltimos\scuatro)(?:\sdigits?|\sd[ií]gitos)?(?:\s(?:is|are|of|were|on|file))*[\s:,-]{1,3}(\d{4})\b"
)
OTHER_OWNER = re.compile(
    r"\b(?:card|visa|mastercard|amex|discover|debit|credit|checking|account|acct|phone|cell|number ending|chart|claim)\b",
    re.IGNORECASE,
)
SAID_CUE = Pattern(
    rf"(?i)\b{CALLED}(?:[^.!?\n]{{0,30}}{LAST})?[^.!?\n]{{0,20}}$|\b{LAST}[^.!?\n]{{0,20}}{CALLED}[^.!?\n]{{0,12}}$"
)


def find(reading: Reading) -> Iterator[Finding]:
    """Yield each number: whole by its form or a cue, its last four by a cue that calls them so."""
    text = reading.norm
    for match in WHOLE.finditer(text) if digits_in(reading) >= 9 else ():
        if _alone(text, match.start(), match.end()):
            yield _finding(text, match.start(), match.end(), 0.85 if match[0].count("-") == 2 else 0.6)
    if any(mark in reading.low for mark in ("xx", "**", "##", "••")):
        for match in MASKED.finditer(text):
            yield Finding("US_SSN", match.start(1), match.end(1), 0.85, "ssn_last_four")
    if not CUES.isdisjoint(words_of(reading)):
        yield from _cued(reading)


def _cued(reading: Reading) -> Iterator[Finding]:
    text, digits = reading.norm, digits_in(reading)
    for pattern in (CUED, CUED_AFTER) if digits >= 9 else ():
        for match in pattern.finditer(text):
            yield _finding(text, match.start(1), match.end(1), 0.97)
    for match in LAST_FOUR.finditer(text) if digits >= 4 else ():
        group = next(k for k in (1, 2, 3) if match[k] is not None)
        yield Finding("US_SSN", match.start(group), match.end(group), 0.9 if group < 3 else 0.7, "ssn_last_four")
    for match in LAST_FOUR_AFTER.finditer(text) if digits >= 4 else ():
        yield Finding("US_SSN", match.start(1), match.end(1), 0.85, "ssn_last_four")
    for match in LAST_BARE.finditer(text) if digits >= 4 else ():
        if not OTHER_OWNER.search(text, max(0, match.start() - 40), match.start()):
            yield Finding("US_SSN", match.start(1), match.end(1), 0.6, "ssn_last_four")
    yield from _said(reading)


def _said(reading: Reading) -> Iterator[Finding]:
    for run in _spoken.runs(reading):
        if (
            len(run.digits) == 5
            and re.match(r"four\s", reading.low[run.start :])
            and reading.low[: run.start].endswith("last ")
        ):
            # "LAST FOUR SEVEN OH ONE THREE": the four counts the rest.
            yield Finding("US_SSN", reading.low.index(" ", run.start) + 1, run.end, 0.6, "ssn_said")
        elif len(run.digits) == 4 and LAST_ALONE.search(reading.norm[max(0, run.start - 24) : run.start]):
            yield Finding("US_SSN", run.start, run.end, 0.6, "ssn_said")
        elif len(run.digits) in (4, 9) and SAID_CUE.search(reading.norm[max(0, run.start - 60) : run.start]):
            yield Finding("US_SSN", run.start, run.end, 0.85, "ssn_said")


def _alone(text: str, start: int, end: int) -> bool:
    """Not a part of a longer number, such as a card or a date with its time."""
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    return not (before[-1:] in ("-", "/", "+", "$") or (after[:1] in ("-", "/") and after[1:].isdigit()))


def _finding(text: str, start: int, end: int, score: float) -> Finding:
    digits = "".join(c for c in text[start:end] if c.isdigit())
    if digits[0] == "9" and _itin_group(int(digits[3:5])):
        return Finding("US_SSN", start, end, score, "itin")
    return Finding("US_SSN", start, end, score if _assigned(digits) else score - 0.25, "ssn")


def _assigned(digits: str) -> bool:
    return digits[:3] not in ("000", "666") and digits[0] != "9" and digits[3:5] != "00" and digits[5:] != "0000"


def _itin_group(group: int) -> bool:
    return 50 <= group <= 65 or 70 <= group <= 88 or 90 <= group <= 92 or 94 <= group <= 99


CUES = word_set("last four cuatro ssn ssns social socials soc security ss s itin itins tax taxpayer")
RECOGNIZER = Recognizer("ssn", find, CUES | {HAS_DIGIT})
