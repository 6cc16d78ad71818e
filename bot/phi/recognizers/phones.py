"""Phone and fax numbers, as written, broken up, in words, with letters, and abroad.

Source: NANPA, "North American Numbering Plan": NXX-NXX-XXXX, N from 2 to 9; toll-free area codes 800, 833, 844, 855,
866, 877, 888; N11 codes and 988 are services. Elsewhere ITU-T E.164: a plus, at most fifteen digits. What
`phonenumbers` calls possible is enough, for 555-0100 to -0199 are nobody's and yet must be scrubbed; valid scores higher.
Toll-free numbers and hotlines score 0.3 as `toll_free`: hardly anybody's own, and whose is not decided here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.drafts import Finding
from bot.phi.recognizers import _spoken
from bot.phi.recognizers._gate import HAS_DIGIT, Recognizer, has_digit, words_of
from bot.phi.recognizers._scan import Pattern
from bot.reading import Reading

SEP = r"[-. ()/\\*_·•|~]{0,4}"
RUN = Pattern(rf"\+?\(?\d(?:{SEP}\d){{6,}}")
# The usual ten digits, within a run that may hold a date or a house number as well.
TEN = re.compile(r"(?<!\d)(?:\+?1[-. /]{0,2})?\(?[2-9]\d\d(?:\)[-. /]{0,2}|[-. /]{1,3})\d{3}[-. /]{1,3}\d{4}(?!\d)")
LOCAL = re.compile(r"(?<![\d-])[2-9]\d\d[-. ]\d{4}(?![\d-])")
DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4}(?!\d)|(?<!\d)\d{1,2}/\d{1,2}(?!\d)")
EXTENSION = re.compile(r"\s{0,2},?\s?(?:x|ext\.?|extension|#)\s?\d{1,6}(?!\w)", re.IGNORECASE)
CUE = Pattern(
    r"(?i)(?:\b(?:call(?:ed|ing|s)?|texts?|texted|phoned?|phones|cell(?:phone|ular)?|mobile|tel|telephone|fax(?:ed)?|numbers?"
    r"|ring|rang|dial(?:ed)?|whats\s?app|reach(?:ed)?|contact|home|work|landline|voicemail|line|ph|ctc|sms|signal|llame|llamar|tel[eé]fono)\b"
    r"|#|[\x{1F4DE}\x{1F4F1}\x{1F4F2}\x{1F4E0}\x{260E}\x{2706}])[^\d!?\n]{0,36}$"
)
CUE_AFTER = Pattern(
    r"(?i)^[\"')\s,]{0,3}(?:is|was|as|=)\s+(?:[a-z']+\s+){0,2}(?:cell|phone|mobile|fax|home|work|number|landline|line)\b"
)
FREE = r"8(?:00|33|44|55|66|77|88)"
VANITY = Pattern(
    rf"\b(?i:1[-.]{FREE}[-.][A-Z0-9]{{2,5}}[-.][A-Z0-9]{{2,5}})\b|\b(?:1[-. ]?)?\(?{FREE}\)?[-. ]?[A-Z0-9]{{2,7}}(?:[-. ][A-Z0-9]{{2,7}}){{0,2}}\b|\b(?:1[-.])?[2-9]\d\d[-.][A-Z0-9]{{2,5}}[-.][A-Z0-9]{{2,5}}\b"
)
SERVICE = Pattern(r"(?i)\b(?:call|dial|text|texting|calling|ring|phone|called|to|or)\s+(9-?1-?1|988|[2-8]11|741741)\b")


def find(reading: Reading) -> Iterator[Finding]:
    """Yield each number with its extension."""
    text = reading.norm
    if has_digit(text):
        for match in RUN.finditer(text):
            yield from _in_run(text, match.start(), match.end())
        if "8" in text or re.search(r"\d[-.][A-Z]", text):
            yield from _vanity(text)
        if "11" in text or "1-1" in text or "988" in text:
            for match in SERVICE.finditer(text):
                yield Finding("PHONE_NUMBER", match.start(1), match.end(1), 0.3, "toll_free")
    if (
        not _spoken.NUMBER_WORDS.isdisjoint(words_of(reading))
        and sum(token.low in _spoken.NUMBER_WORDS for token in reading.tokens) > 2
    ):
        yield from _said(reading)


def _in_run(text: str, start: int, end: int) -> Iterator[Finding]:
    """Judge a run of digits and marks: the usual form first, then whatever its count of digits allows."""
    if _glued(text, start, end):
        return
    piece = text[start:end]
    usual = list(TEN.finditer(piece))
    for match in usual:
        yield _finding(text, start + match.start(), start + match.end(), 0.9)
    if usual:
        return
    digits = "".join(c for c in piece if c.isdigit())
    cued = (
        CUE.search(text[max(0, start - 44) : start]) is not None or CUE_AFTER.search(text[end : end + 40]) is not None
    )
    if piece[0] == "+" or digits.startswith("011"):
        if 8 <= len(digits) <= 18:
            yield _finding(text, start, end, 0.85 if _possible(piece) else 0.6)
    elif len(digits) == 7:
        yield from _local(text, start, end, cued)
    elif _national(digits) and not DATE.search(piece):
        yield from _loose(text, start, end, cued)
    elif cued:
        for match in LOCAL.finditer(piece):
            yield _finding(text, start + match.start(), start + match.end(), 0.6)


def _glued(text: str, start: int, end: int) -> bool:
    """A part of a code, a price or a card rather than a number of its own."""
    before = text[start - 1 : start]
    return before.isalnum() or before in ("$", "€", "£") or text[end : end + 1] == "%" or text[end : end + 1].isdigit()


def _national(digits: str) -> bool:
    return len(digits) == 10 or (len(digits) == 11 and digits[0] == "1")


def _local(text: str, start: int, end: int, cued: bool) -> Iterator[Finding]:
    written = LOCAL.fullmatch(text, start, end) is not None
    if text[start - 1 : start] == "-" or text[end : end + 1] == "-" or "/" in text[start:end]:
        return
    if cued:
        yield _finding(text, start, end, 0.85 if written else 0.6)
    elif written and text[start + 3] != " ":
        yield _finding(text, start, end, 0.6)


def _loose(text: str, start: int, end: int, cued: bool) -> Iterator[Finding]:
    groups = re.findall(r"\d+", text[start:end])
    national = "".join(groups)[-10:]
    if cued:
        yield _finding(text, start, end, 0.8 if national[0] > "1" else 0.6)
    elif len(groups) == 1:
        yield _finding(text, start, end, 0.6 if national[0] > "1" and _valid(national) else 0.35)
    elif _breaks(groups, 3) and _breaks(groups, 6) and len(groups) > 2:
        yield _finding(text, start, end, 0.7 if national[0] > "1" else 0.5)


def _breaks(groups: list[str], where: int) -> bool:
    """Whether a group of the ten digits ends after `where` of them, as area code and exchange do."""
    total = -1 if sum(map(len, groups)) == 11 else 0
    for group in groups:
        total += len(group)
        if total >= where:
            return total == where
    return False


def _vanity(text: str) -> Iterator[Finding]:
    for match in VANITY.finditer(text):
        written = match[0].upper()
        letters = sum(c.isalpha() for c in written)
        size = sum(c.isalnum() for c in written) - (written[0] == "1")
        if 10 <= size <= 12 and letters >= 2 and not text[match.start() - 1 : match.start()].isalnum():
            yield _finding(text, match.start(), match.end(), 0.6)


def _said(reading: Reading) -> Iterator[Finding]:
    for run in _spoken.runs(reading):
        digits = run.digits
        if _national(digits) and digits[-10] > "1":
            yield _finding(reading.norm, run.start, run.end, 0.85, digits[-10:])
        elif len(digits) == 7 and CUE.search(reading.norm[max(0, run.start - 44) : run.start]):
            yield _finding(reading.norm, run.start, run.end, 0.7, digits)


def _finding(text: str, start: int, end: int, score: float, digits: str = "") -> Finding:
    while text[end - 1] in "(.-/ ":
        end -= 1
    if text[start] == "(" and ")" not in text[start:end]:
        start += 1
    if extension := EXTENSION.match(text, end):
        end = extension.end()
    national = (digits or "".join(c for c in text[start:end] if c.isdigit())).removeprefix("1")
    if national[:3] in ("800", "833", "844", "855", "866", "877", "888") and text[start] != "+":
        return Finding("PHONE_NUMBER", start, end, 0.3, "toll_free")
    return Finding("PHONE_NUMBER", start, end, score, "phone")


def _valid(national: str) -> bool:
    import phonenumbers

    number = phonenumbers.PhoneNumber(country_code=1, national_number=int(national))
    return bool(phonenumbers.is_valid_number(number))


def _possible(written: str) -> bool:
    import phonenumbers

    try:
        return bool(phonenumbers.is_possible_number(phonenumbers.parse(written, "US")))
    except phonenumbers.NumberParseException:
        return False


RECOGNIZER = Recognizer(
    "phone", find, frozenset([HAS_DIGIT, "oh", "zero", *(w for w in _spoken.NUMBER_WORDS if w not in ("one", "two"))])
)
