"""Codes that a cue announces: `chart # LV-20771`, `20771 is her chart number`.

Hardly any of these numbers has a form of its own (phi.md 3: "a cue only"), so the cue carries the certainty and the
form of the code only says where it ends. People mistype: nothing that a strong cue announces is dropped for its form,
but for what is plainly something else (a price, a time, a date, a dose).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from bot.phi.recognizers._gate import word_set
from bot.phi.recognizers._scan import Pattern
from bot.reading import Reading

# Up to five letters, a digit, and groups joined by a mark; a blank joins only capitals and groups of two digits or more.
HEAD = r"(?:[A-Z]{1,6}[-/.]|(?-i:[A-Z]{1,4}) )?"
CORE = r"[A-Z]{0,6}\d[A-Z0-9]*"
TAIL = (
    r"(?:[-/_]{1,2}(?:[A-Z]{0,4}\d[A-Z0-9]*|(?-i:[A-Z]{1,6})\b|[A-Z]\b)|\.\d[A-Z0-9]*| - \d[A-Z0-9]*"
    r"| (?-i:[A-Z]{0,3})\d{2,}(?-i:[A-Z0-9]*)\b)*"
)
CODE = HEAD + CORE + TAIL
# Five letters and digits or more, four of them digits in a row: may stand further away from its cue.
STRONG = r"(?:[A-Z]{1,6}[-/.]?)?\d{3,}[-A-Z0-9]*\d[A-Z0-9]*"

NUMBER = r"(?:numbers?|nos?\.|no|num\.?|nbr\.?|nr\.?|#s?|ids?|i\.d\.|codes?)"
_WORDS = (
    r"numbers?|nos?|num|nbr|nr|ids?|codes?|is|was|are|were|ending|ends|ended|starting|starts|in|with|of|for|reads?|says?|shows?|showing"
    r"|as|on|file|the|her|his|their|your|my|our|this|that|it|it's|being|called|listed|last|first|final|digits?|four|six|4|6|which|still|now"
)
# What may stand between a cue and its code.
GAP = rf"(?:[\s:#=\"'(*>\[.,&-]+|(?:{_WORDS})\b|(?:sn|s/n|serial|lot|ref|dl|mrn|npi|dea|vin|rx|udi|acct)[\s:#.]+)+"
# Twenty-odd letters of anything else, within the sentence.
LOOSE = r"[^\d.!?;\n]{1,40}?[\s:#(]"

# One of these stands between a code and the cue after it.
LINKS = (" is", " was", " being", " as", "(", " - ", "=")
SMALL_WORDS = word_set("AND OR THE FOR IS NO ON AT IN TO OF BY MY HER HIS OUR YOUR WAS AS A IT ITS WITH FROM CODE FILE")
UNITS = word_set(
    "am pm a.m p.m oclock o'clock day days week weeks month months year years yr yrs hour hours hr hrs minute minutes min mins second "
    "seconds sec times time percent pct degrees mg mcg ml mm cm kg lb lbs oz g gram grams miles mile people patients patient kids "
    "children families members smiles teeth implants crowns chairs visits appointments stars star reviews cases rooms steps ways "
    "reasons tips things dollars bucks cents units doses shots pills tablets followers likes of or more to % th st nd rd"
)
NOT_A_CODE = re.compile(
    r"\d{1,2}/\d{1,2}(?:/\d{2,4})?|\d{4}-\d{2}-\d{2}|\d{1,2}-\d{1,2}-\d{2,4}|\d+(?:st|nd|rd|th)"
    r"|\d+(?:\.\d+)?(?:am|pm|mg|mcg|ml|mm|cm|kg|lbs?|oz|hrs?|mins?|yo|yrs?|k|x|s|ish|d)",
    re.IGNORECASE,
)
# `a study of 1200 adults`, `open for 24`, but `ends in 4417`.
COUNTED = re.compile(r"(?<!ds)(?<!ed)(?<!ing)\s(?:of|for|with|in|on|over|about|only|just)\s$", re.IGNORECASE)
YEAR = re.compile(r"(?:19|20)\d\d")
NEXT_WORD = re.compile(r"[\s-]{0,2}([a-z'.%]{1,12})")
MORE = re.compile(r"\s?(?:,|;|/|and|&|or)\s?(?:and |or )?#?([A-Za-z0-9][A-Za-z0-9-]{2,20})(?![\w-])", re.IGNORECASE)


# Letters and digits of any script, for a class in RE2: the exact `\pL\pN` makes its machines a hundred times larger.
WORD_CHARACTERS = r"\w\x{AA}-\x{1FFF}\x{2C00}-\x{D7FF}\x{F900}-\x{FDFF}"


class Code(NamedTuple):
    """A code found at `start` to `end`; `size` counts its letters and digits."""

    start: int
    end: int
    text: str
    size: int


class Announced(NamedTuple):
    """The patterns of one kind: a cue and then a code, or a code and then a cue that says `number`."""

    before: Pattern
    after: Pattern
    least: int
    years: bool


def announced(cues: str, *, strong: str = "", least: int = 4, years: bool = False) -> Announced:
    """Patterns for codes after `cues`, or anywhere near `strong` cues, which name nothing but the number.

    `least` letters and digits at the least; `years`: a bare 1900 to 2099 counts.
    """
    both = rf"{cues}|{strong}" if strong else cues
    numbered = rf"(?:{strong})(?:\s*{NUMBER})?|(?:{cues})\s*{NUMBER}" if strong else rf"(?:{cues})\s*{NUMBER}"
    before = rf"(?i)\b(?:{both})(?:{GAP}({CODE})|(\d[A-Z0-9]*{TAIL}))|\b(?:{numbered}){LOOSE}({STRONG})"
    after = rf"(?i)\b({CODE})[\"')\]]?(?:\s+(?:is|was|being|as|=)\s|\s?\(|\s-\s|\s?=\s?)\s?(?:[A-Z']+\s+){{0,3}}?(?:{numbered})(?:$|[^\w])"
    return Announced(Pattern(before), Pattern(after), least, years)


def codes(kind: Announced, reading: Reading) -> Iterator[Code]:
    """Yield the codes of `kind`, and those listed after one of the same shape (`charts 48213, 48214 and 48215`)."""
    text = reading.norm
    for match in kind.before.finditer(text):
        group = 1 if match[1] is not None else 2 if match[2] is not None else 3
        code = _trimmed(text, match.start(group), match.end(group))
        if code and _is_code(code, text, kind):
            yield code
            yield from _listed(text, code)
    if not any(link in reading.low for link in LINKS):
        return
    for match in kind.after.finditer(text):
        code = _trimmed(text, match.start(1), match.end(1))
        if code and code.end == match.end(1) and code.size >= max(4, kind.least) and _is_code(code, text, kind):
            yield code


def sized(text: str, start: int, end: int) -> Code:
    """The code at `start` to `end` with its size."""
    piece = text[start:end]
    return Code(start, end, piece, sum(map(str.isalnum, piece)))


def _trimmed(text: str, start: int, end: int) -> Code | None:
    """Leave out a last group that counts something (`MRN 0048213 14 days ago`), and a first that is a word."""
    first, blank, _ = text[start:end].partition(" ")
    if blank and first in SMALL_WORDS:
        start += len(first) + 1
    while (cut := text.rfind(" ", start, end)) > start and _counts(text, end):
        end = cut
    return sized(text, start, end)


def _counts(text: str, end: int) -> bool:
    following = NEXT_WORD.match(text, end)
    return following is not None and following[1].strip(".").lower() in UNITS


def _is_code(code: Code, text: str, kind: Announced) -> bool:
    if code.size < kind.least or NOT_A_CODE.fullmatch(code.text):
        return False
    if text[max(0, code.start - 1) : code.start] in ("$", "€", "£") or text[code.end : code.end + 1] == "%":
        return False
    if text[code.end : code.end + 1] == ":" and text[code.end + 1 : code.end + 2].isdigit():
        return False
    if code.text.isdigit() and code.size < 5:
        year = not kind.years and YEAR.fullmatch(code.text)
        return not (year or _counts(text, code.end) or COUNTED.search(text, max(0, code.start - 14), code.start))
    return True


def _listed(text: str, code: Code) -> Iterator[Code]:
    shape, at = _shape(code.text), code.end
    while (match := MORE.match(text, at)) and _shape(match[1]) == shape:
        yield sized(text, match.start(1), match.end(1))
        at = match.end(1)


def _shape(code: str) -> str:
    return "".join("9" if c.isdigit() else "a" if c.isalpha() else c for c in code)
