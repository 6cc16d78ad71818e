"""Days told by what happened then: `the Sunday after mass`, `the week of the fair`, `her fiftieth birthday`, `Opening Day`.

Source: 45 CFR 164.514(b)(2)(i)(C): every element of a date finer than a year, however it is told. Whoever was there knows the day.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.drafts import Finding
from bot.phi.recognizers._calendar import WEEKDAY
from bot.phi.recognizers._gate import Recognizer, mark, word_set
from bot.phi.recognizers._scan import Pattern
from bot.reading import Reading

UNIT = rf"(?:{WEEKDAY}|day|days|night|morning|afternoon|evening|week|weekend|month|summer|spring|fall|autumn|winter)"
COUNT = r"(?:the\s)?(?:(?:very\s)?(?:first|second|third|fourth|last|next|same|two|three|a\scouple(?:\sof)?|few)\s)?(?:nice\s|full\s)?"
# The occasion: a name, or a noun with what belongs to it. A pronoun and a verb tell it as well ("before you went under").
NAME = r"(?-i:(?:[A-Z][\w'.]*)(?:\s(?:of\s|and\s)?[A-Z][\w']*){0,3}(?:\s(?:game|parade|dance|concert|fair|show|match|festival|party|wedding|break|weekend|run|race))?)"
NOUN = (
    r"(?:(?:the|your|her|his|our|my|their|that|spring|summer|winter|ice|big|first|last|school|church|county|state|wine)\s){0,3}"
    r"(?:mass|church|fair|storm|parade|game|prom|homecoming|wedding|funeral|surgery|procedure|visit|appointment|birthday|anniversary|graduation|"
    r"party|dance|race|marathon|play|recital|concert|festival|carnival|rodeo|picnic|reunion|election|tournament|championship|playoffs?|"
    r"break|storm|flood|fire|hurricane|tornado|blizzard|eclipse|snow|accident|crash|spring|summer|fall|winter|school|trip|cruise|vacation|\d{1,2}(?:st|nd|rd|th))"
)
AFTER = Pattern(
    rf"(?i)\b({COUNT}{UNIT}(?:'s)?\s(?:right\s|just\s|shortly\s)?(?:after|before|of|following)\s(?:{NAME}|{NOUN}|the\s{NAME}))\b"
    rf"|\b((?:right|just|shortly|the\sday|the\sweek)\s(?:after|before)\s(?:{NAME}|{NOUN}))\b"
)
SAME = Pattern(r"(?i)\b(?:that\s(?:very|same)\s|the\svery\ssame\s)(day|night|morning|afternoon|evening|week|weekend)\b")
BIRTHDAY = Pattern(
    r"(?i)\bon\s(?:her|his|their|your)\s((?:\d{1,3}(?:st|nd|rd|th)\s|[a-z]+(?:st|nd|rd|th|eth|ieth)\s)?(?:birthday|anniversary|wedding\sday|due\sdate|graduation\sday))\b"
)
NAMED_DAY = Pattern(
    r"\b((?:[A-Z][a-z]+\s){1,2}(?:Day|Night|Sunday|Weekend|Eve)|[Hh]omecoming|[Pp]rom night|día\sde\s(?:la|los|las|el)\s[A-Z]\w+)\b"
)
OURS = word_set(
    "Open Customer Appreciation Field Spirit Snow Sick Pay Flu Game Picture Career Teacher Every Happy Good Another The Day Team Staff"
)


def find(reading: Reading) -> Iterator[Finding]:
    """Yield each day that an occasion tells."""
    text = reading.norm
    for match in AFTER.finditer(text):
        group = 1 if match[1] is not None else 2
        lead = len(match[group]) - len(match[group].removeprefix("the ").removeprefix("The "))
        yield Finding("DATE", match.start(group) + lead, match.end(group), 0.7, "occasion")
    for match in SAME.finditer(text):
        yield mark("DATE", match, 0.4, "vague", 1)
    for match in BIRTHDAY.finditer(text):
        yield mark("DATE", match, 0.6, "occasion", 1)
    for match in NAMED_DAY.finditer(text):
        if match[1].split()[0] not in OURS:
            yield mark("DATE", match, 0.45, "named day", 1)


CUES = word_set(
    "after before of following same very birthday anniversary wedding due graduation day night sunday weekend eve homecoming prom día"
)
RECOGNIZER = Recognizer("occasion", find, CUES)
