"""Calendar dates: in figures, with a month's name, a day of the month alone, a bare month; English and Spanish.

Source: 45 CFR 164.514(b)(2)(i)(C), "all elements of dates (except year)". Spans keep to GUIDELINES 8: prepositions and
articles stay outside, `early March`, `last June` and the year stay in. The score says how surely the form is a date;
whose date it is, is not decided here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.drafts import Finding
from bot.phi.recognizers._calendar import (
    ANY_DAY,
    DAY,
    DIA,
    DIAS,
    MES,
    MESES,
    MONTH,
    MONTHS,
    ORDINAL,
    ORDINALS,
    SHORT_YEAR,
    YEAR,
)
from bot.phi.recognizers._gate import HAS_DIGIT, Recognizer, has_digit, mark, word_set, words_of
from bot.phi.recognizers._scan import Match, Pattern
from bot.reading import Reading

PART_OF = r"(?:(?:early|mid|late)[- ]\s?|(?:the\s+)?(?:end|middle|beginning|start|first\s+week|last\s+week)\s+of\s+)"
RELATIVE_YEAR = r"(?:of\s+)?(?:last|this|next|that)\s+year|of\s+the\s+same\s+year"
THE_YEAR = rf"(?:,?\s*(?:of\s+)?(?:{YEAR}|{SHORT_YEAR})\b|,?\s+(?:{RELATIVE_YEAR})\b)?"

FIGURES = Pattern(
    r"\b(?:\d{1,4}-\d{1,2}-\d{1,4}|\d{1,4}\.\d{1,2}\.\d{2,4}|\d{1,4}\s?/\s?\d{1,2}\s?/\s?\d{2,4}|\d{1,2}\s?/\s?\d{1,4}|\d{1,2}-\d{1,2}|\d{1,2}\.\d{1,2})"
    r"(?:[Tt]\d{2}:?\d{2}(?::?\d{2}(?:\.\d+)?)?(?:[Zz]|[+-]\d{2}:?\d{2})?)?\b"
)
BORN = Pattern(
    r"(?i)\b(?:d\.?o\.?b\.?|date\s+of\s+birth|birth\s?date|born(?:\s+on)?|b-?day|birthday|d\.?o\.?s\.?|date\s+of\s+service|fecha\s+de\s+nacimiento)"
    r"[\s:#=(-]{0,4}(?:(?:is|was|of|on)\s+)?(\d{6}|\d{8})\b"
)
MONTH_DAY = Pattern(
    rf"(?i)\b(?:{ANY_DAY},?\s+(?:the\s+)?)?{MONTH}\s*(?:the\s+)?(?:{DAY}|{ORDINAL})(?:\s?(?:-|to|&|and|through)\s?{DAY})?\b{THE_YEAR}"
)
DAY_MONTH = Pattern(
    rf"(?i)\b(?:{ANY_DAY},?\s+(?:the\s+)?)?(?:{DAY}|{ORDINAL})(?:\s+day)?(?:\s+of\s+|\s?[-/]\s?|\s*){MONTH}\b(?:\s?[-/]\s?(?:{YEAR}|\d\d)\b|{THE_YEAR})"
)
MONTH_YEAR = Pattern(rf"(?i)\b{PART_OF}?{MONTH},?\s+(?:of\s+)?(?:{YEAR}|{SHORT_YEAR}|{RELATIVE_YEAR})\b")
BARE_MONTH = Pattern(
    rf"(?i)\b(in|since|come|last|this|this\s+past|past|next|until|till?|by|during|before|after|from|through|throughout|around|of|every|each)\s+({PART_OF}?)({MONTH})(?:$|[^\pL\d'-]|'s\b)"
    rf"|\b()({PART_OF})({MONTH})\b|\b(his|her|their|your|my|patient's|the|our|come)\s+()({MONTH})\s+(?:visits?|appointments?|appts?|cleaning|check-?ups?|exams?|surgery|procedure|extraction|sessions?|follow-?up|bill|statement|consult|labs?|results?|implants?|scan|x-?rays?|note|refill|invoice|payment|balance|recheck|and|she|he|they)"
)
# A weekday and a day of the month: `Tuesday the 14th`.
WEEKDAY_DAY = Pattern(rf"(?i)\b{ANY_DAY},?\s+(?:the\s+)?(?:(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)|{ORDINAL})\b")
NTH = Pattern(
    rf"(?i)\b(on|since|until|till|til|by|before|after|from|of|for|and|dated?|was|is|to|around|el)\s+(?:the\s+)?((?:3[01]|[12]\d|[1-9])(?:st|nd|rd|th)|{ORDINAL})\b"
    rf"|\b(the)\s+((?:3[01]|[12]\d|[1-9])(?:st|nd|rd|th)|{ORDINAL})\b"
)
FECHA = Pattern(rf"(?i)\b(?:{DIA},?\s+)?(?:(?:3[01]|[12]\d|0?[1-9])|primero)\s+de\s+{MES}(?:\s+(?:de|del)\s+{YEAR})?\b")
DIA_NUMERO = Pattern(rf"(?i)\b{DIA}\s+(?:3[01]|[12]\d|[1-9])\b")
MES_SOLO = Pattern(
    rf"(?i)\b(?:en|desde|hasta|de|este|pr[oó]ximo|durante)\s+({MES}(?:\s+(?:de\s+{YEAR}|pasado|pr[oó]ximo))?)\b|\b({MES}\s+(?:de\s+{YEAR}|pasado))\b"
)

EVIDENCE = Pattern(
    r"(?i)(?:\b(?:on|since|dob|d\.o\.b\.?|born|birthday|bday|birth|dates?|dated|dos|seen|visits?|visited|appt|appointment|scheduled|until|till|by|before|after"
    r"|from|through|service|admitted|discharged|came\s+in|surgery|exam|cleaning|el|d[ií]a|mon|tues?|wed|thurs?|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b|@)[\s:.,(#-]{0,3}(?:the\s+|is\s+|was\s+|of\s+|for\s+)?$"
)
NOT_A_DATE = Pattern(
    r"(?i)^\s?-?(?:cups?|stars?|inch(?:es)?|in\.|mm|cm|tsp|tbsp|teaspoons?|tablespoons?|miles?|hours?|hrs?|off|price|oz|ounces?|lbs?|pounds?|cups|of\s+(?:a|an|the|all|our|my|us|them|people|patients|adults|kids|children)|scale|rating|vision|mg|ml|%|x\b|teeth|full|pint|gallon|cc|ratio|shift|support|access|mils?|fl|ways|people|patients|adults|kids|pm\b|am\b|p\.m|a\.m|weeks?\b|days?\b|years?\b|minutes?\b|min\b)"
)
# What may follow `the 14th`; a noun would make it a count (`the 14th patient`).
AFTER_NTH = Pattern(
    r"(?i)^(?:$|[^\pL\d\s'-]|\s*\n|\s-|'s\b|\s+(?:at|and|for|to|we|she|he|they|it|i|you|with|was|is|were|after|before|when|where|because|so|but|from|in|by|who|that|as|then|until|about|around|if|since|without|near|or|had|has|came|will|of\s+(?:this|last|next|the)\s+month|this|last|next|[\[(]|[A-Z]\S*\s+(?:was|came|is))\b)"
)
OF_MONTH = re.compile(r"\s+of\s+(?:this|last|next|the)\s+month\b", re.IGNORECASE)
WEAK_ORDINALS = word_set("first second third 1st 2nd 3rd")
WORD_MONTHS = word_set("may march mar")
NAME_MONTHS = word_set("may march mar april june august jan")


def find(reading: Reading) -> Iterator[Finding]:
    """Yield each calendar date. Overlapping ones are left to the caller."""
    text = reading.norm
    words = words_of(reading)
    digits = has_digit(text)
    if digits:
        yield from _figures(text)
        if not BORN_CUES.isdisjoint(words):
            yield from _plain(BORN, text, 0.9, group=1)
        if not DIAS.isdisjoint(words):
            yield from _plain(DIA_NUMERO, text, 0.8)
    glued = [word for word in words if word[0].isdigit() and not word.isdigit()] if digits else []
    if not ORDINALS.isdisjoint(words) or any(word.endswith(("st", "nd", "rd", "th")) for word in glued):
        yield from _nth(text)
    if glued or not MONTHS.isdisjoint(words):
        yield from _with_month(text)
    if not MESES.isdisjoint(words):
        yield from _plain(FECHA, text, 0.9)
        yield from _mes(text)


def _plain(pattern: Pattern, text: str, score: float, group: int = 0) -> Iterator[Finding]:
    for match in pattern.finditer(text):
        yield Finding("DATE", match.start(group), match.end(group), score, "date")


def _figures(text: str) -> Iterator[Finding]:
    for match in FIGURES.finditer(text):
        start, end = match.span()
        before, after = text[max(0, start - 32) : start], text[end : end + 14]
        if before[-1:] in tuple("./-:$#+\\") and not before.endswith((" -", ":", "#")):
            continue
        if re.match(r"[-/.:]?\d|[/-]\w", after):
            continue
        if score := _score_of_figures(match[0], before, after):
            yield Finding("DATE", start, end, score, "date")


def _score_of_figures(written: str, before: str, after: str) -> float:
    parts = [int(part) for part in re.findall(r"\d+", written.upper().partition("T")[0])]
    width = [len(part) for part in re.findall(r"\d+", written.upper().partition("T")[0])]
    mark = "/" if "/" in written else "-" if "-" in written else "."
    evidence = EVIDENCE.search(before) is not None
    if len(parts) == 3:
        return _three(parts, width, mark, evidence, before)
    if width[1] == 4:  # 03/2025
        return 0.7 if mark == "/" and 1 <= parts[0] <= 12 and 1900 <= parts[1] < 2100 else 0.0
    if width[1] > 2 or not (1 <= parts[0] <= 12 and 1 <= parts[1] <= 31) or NOT_A_DATE.search(after):
        return 0.0
    if mark == "/":
        if evidence:
            return 0.8
        fraction = parts[0] >= parts[1] or parts[1] in (5, 10) or tuple(parts) in FRACTIONS
        return 0.0 if fraction and width[0] == 1 and (parts[1] <= 10) else 0.5
    strong = re.search(r"(?:dob|birth|born|date|dated|on)\W{0,3}$", before, re.IGNORECASE)
    return (
        0.5 if strong and not re.search(r"(?:\bscore|\blevel|\brate)", before, re.IGNORECASE) and mark == "-" else 0.0
    )


FRACTIONS = frozenset(
    [
        (1, 2),
        (1, 3),
        (2, 3),
        (1, 4),
        (3, 4),
        (1, 8),
        (3, 8),
        (5, 8),
        (7, 8),
        (9, 11),
        (7, 11),
        (1, 6),
        (1, 9),
        (2, 9),
        (1, 7),
    ]
)


def _three(parts: list[int], width: list[int], mark: str, evidence: bool, before: str) -> float:
    first, second, third = parts
    if width[0] == 4:
        valid = 1900 <= first < 2100 and 1 <= second <= 12 and 1 <= third <= 31
        return 0.95 if valid and width[2] <= 2 else 0.0
    if width[0] > 2 or width[2] not in (2, 4):
        return 0.0
    valid = (1 <= first <= 12 and 1 <= second <= 31) or (1 <= first <= 31 and 1 <= second <= 12)
    if width[2] == 4 and not 1900 <= third < 2100:
        valid = False
    if not valid:
        # Mistyped (13/32/2024), yet meant as a date.
        return 0.5 if evidence or (mark == "/" and width[2] == 4) else 0.0
    if mark == "." and width[2] == 2:
        return 0.0 if re.search(r"(?:\bv|version|release|section|chapter)\s?$", before, re.IGNORECASE) else 0.6
    return 0.95 if width[2] == 4 or mark == "/" else 0.8


def _with_month(text: str) -> Iterator[Finding]:
    for match in MONTH_DAY.finditer(text):
        if score := _score_of_month(match[0], text[match.end() : match.end() + 14]):
            yield _dated(text, match.start(), match.end(), score)
    for match in DAY_MONTH.finditer(text):
        if match[0][0].isdigit() and text[match.start() - 1 : match.start()] in tuple(":./$-"):
            continue
        # "1 may call" is no date, "1 May" and "1st of may" are.
        if not re.search(r"\d\s(?:may|mar)\b", match[0]):
            yield _dated(text, match.start(), match.end(), 0.5 if re.search(r"\d\smarch\b", match[0]) else 0.85)
    for match in MONTH_YEAR.finditer(text):
        yield _dated(text, match.start(), match.end(), 0.85)
    for match in BARE_MONTH.finditer(text):
        yield from _bare(text, match)


def _score_of_month(written: str, after: str) -> float:
    month = re.search(r"(?i)\b(may|march|mar)\b", written)
    if NOT_A_DATE.search(after) and (month is None or month[0].islower()):
        return 0.0 if month is not None else 0.5
    if month is not None and month[0].islower():
        return 0.5
    return 0.95


def _dated(text: str, start: int, end: int, score: float) -> Finding:
    if text[start : start + 4].lower() == "the ":
        start += 4
    return Finding("DATE", start, end, score, "date")


def _bare(text: str, match: Match) -> Iterator[Finding]:
    first = 1 if match[1] is not None else 4 if match[5] is not None else 7
    cue, part, month = match[first].lower(), match[first + 1], match[first + 2]
    low = month.rstrip(".").lower()
    if (
        low in WORD_MONTHS
        and month.islower()
        and (cue in ("this", "next", "of", "by", "from", "each", "every", "last", "past") or low == "mar")
    ):
        return
    end = match.end(first + 2) - (month.endswith(".") and text[match.end(first + 2) :].strip() == "")
    start = match.start(first + 2)
    if part:
        start = match.start(first + 1)
    elif cue in ("last", "this", "this past", "past", "next"):
        start = match.start(first)
    recurring = cue in ("every", "each")
    doubtful = low in NAME_MONTHS and cue in ("by", "from", "before", "after", "of", "around", "through")
    score = 0.35 if recurring else 0.5 if doubtful else 0.8
    yield _dated(text, start, end, score)


def _nth(text: str) -> Iterator[Finding]:
    yield from _plain(WEEKDAY_DAY, text, 0.9)
    for match in NTH.finditer(text):
        group = 2 if match[2] is not None else 4
        if not AFTER_NTH.search(text[match.end() : match.end() + 24]):
            continue
        if OF_MONTH.match(text, match.end()):
            yield mark("DATE", match, 0.85, "date", group)
            continue
        word, cue = match[group].lower(), (match[group - 1] or "").lower()
        if cue not in ("on", "since", "until", "till", "til", "by", "before", "after", "from", "dated", "date") and (
            word in WEAK_ORDINALS or not word[0].isdigit()
        ):
            if cue != "the" or word in WEAK_ORDINALS or word in ("fourth", "fifth"):
                continue
        elif word in ("first", "second", "third") and not text[match.start() : match.end()].lower().startswith(
            "on the"
        ):
            continue
        yield Finding("DATE", match.start(group), match.end(group), 0.5 if word in WEAK_ORDINALS else 0.75, "date")


def _mes(text: str) -> Iterator[Finding]:
    for match in MES_SOLO.finditer(text):
        group = 1 if match[1] is not None else 2
        yield Finding("DATE", match.start(group), match.end(group), 0.75, "date")


BORN_CUES = word_set("dob d dos born birth birthdate birthday bday b fecha date")
RECOGNIZER = Recognizer("date", find, MONTHS | MESES | ORDINALS | {HAS_DIGIT})
