"""Days as people say them: weekdays, relative days, holidays; English and Spanish.

Source: 45 CFR 164.514(b)(2)(i)(C). Holidays: 5 USC 6103, and those that the people of the United States name besides.
Spans keep to GUIDELINES 8: `on [[Tuesday]]`, `[[last Tuesday]]`, `[[day after Labor Day]]`, `[[Christmas Eve]]`. A recurring day
(`Tuesdays`, `Taco Tuesday`) scores low. Not here: durations, clock times, deadlines, and "two years ago", a year's grain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.drafts import Finding
from bot.phi.recognizers._calendar import (
    COUNT,
    DIA,
    DIAS,
    SHORT_DAY,
    SHORT_DAYS,
    WEEKDAY,
    WEEKDAYS,
    WORDLIKE_DAY,
    WORDLIKE_DAYS,
)
from bot.phi.recognizers._gate import Recognizer, mark, word_set, words_of
from bot.phi.recognizers._scan import Pattern
from bot.reading import Reading

WHICH = r"(?:(?:last|this|next|this\s+past|this\s+coming|this\s+last|past|previous|following|coming|early|late)\s+)"
PART = (
    r"(?:\s+(?:late\s+|early\s+)?(?:morning|afternoon|evening|night|nite|midday|noon|lunchtime|a\.m\.|p\.m\.)(?:\b|$))"
)
DAYS = Pattern(
    rf"(?i)\b(?:(every|each|most|alternate|taco|giving|throwback|transformation|motivation|meatless|wellness|wisdom|feel-good|fun)\s+)?"
    rf"({WHICH}?(?:{COUNT}\s+)?(?:(?:{WEEKDAY}|{SHORT_DAY})(s?)\b{PART}?|{SHORT_DAY}\.)(?:\s+(?:before\s+last|after\s+next|of\s+(?:last|this|next)\s+week|last|week|past)\b)?(?:\s+ago\b)?)"
)
SHORT = Pattern(
    rf"\b(?:(?i:((?:last|this|next|past)\s+)|(on|since|until|till|by|before|after|from|or|and|every)\s+))(?i:({WORDLIKE_DAY})\b(\.?{PART}?))|\b((?:Mon|Tue|Wed|Fri|Sat|Sun|MON|TUE|WED|FRI|SAT|SUN)\b\.?)(?i:({PART})|[ ,]{{1,2}}(?:at\s)?\d)|\b((?i:{WORDLIKE_DAY}){PART})|\b(mon|tue|wed|fri)\s(?:at|@)\s?\d"
)
RELATIVE = Pattern(
    rf"(?i)\b(?:day\s+before\s+yesterday|day\s+after\s+tomorrow|(?:just\s+|early\s+|late\s+)?yesterday{PART}?|earlier\s+(?:today|this\s+(?:week|month|morning|afternoon|evening))"
    rf"|later\s+(?:today|this\s+week|this\s+afternoon)|(?:first\s+thing\s+|early\s+|late\s+|just\s+)?this\s+(?:past\s+)?(?:morning|afternoon|evening|weekend)|this\s+a\.?m\.?\b|tonight|tonite"
    rf"|tomorrow{PART}?|(?:early\s+|late\s+)?(?:last|past)\s+(?:night|evening|weekend|week|month|nite)|next\s+(?:week|weekend|month)|this\s+(?:very\s+)?(?:week|month)|this\s+past\s+(?:week|month|weekend)"
    rf"|(?:the\s+)?week\s+before\s+last|{COUNT}\s*(?:days?|nights?|weeks?|wks?|months?|mos?|weekends?|mornings?)\s+(?:ago|back)|{COUNT}\s+(?:hours?|hrs?|minutes?|mins?)\s+ago|a\s+fortnight\s+ago"
    r"|a\s+week\s+from\s+today|yday|yest(?:erday)?|ystrday|tmrw|2day|2nite|2morrow|lastnight|last\s+nite)\b"
)
TODAY = Pattern(r"(?i)\btoday\b")
VAGUE = Pattern(
    r"(?i)\b(?:the\s+)?(other\s+(?:day|night|week|morning|evening|afternoon|month))\b|\b(?:over|during|for|of|through)\s+the\s+(weekend|holidays?(?:\s+weekend)?)\b"
    r"|\b((?:last|this|this\s+past|next|past)\s+(?:spring|summer|fall|autumn|winter|semester))\b|\b((?:spring|summer|fall|autumn|winter)\s+(?:of\s+)?(?:(?:19|20)\d\d|last\s+year))\b"
    r"|\b(?:on|since|over|during)\s+(spring\s+break|winter\s+break|summer\s+break|graduation\s+day|prom\s+night|election\s+day|tax\s+day)\b"
)
HOLIDAY = (
    r"(?:christmas(?:\s+(?:eve|day|morning|night|week|break))?|xmas(?:\s+(?:eve|day))?|boxing\s+day|new\s+year'?s'?(?:\s+(?:eve|day))?|nye|thanksgiving(?:\s+(?:day|eve|week(?:end)?))?"
    r"|black\s+friday|cyber\s+monday|giving\s+tuesday|halloween(?:\s+night)?|labou?r\s+day(?:\s+weekend)?|memorial\s+day(?:\s+weekend)?|veterans'?s?\s+day|presidents?'?s?'?\s+day|mlk(?:\s+jr\.?)?\s+day"
    r"|martin\s+luther\s+king(?:\s+jr\.?)?\s+day|columbus\s+day|indigenous\s+peoples?'?s?'?\s+day|juneteenth|independence\s+day|(?:the\s+)?fourth\s+of\s+july|(?:the\s+)?4th\s+of\s+july|july\s+(?:4th|fourth)|mothers?'?s?'?\s+day"
    r"|fathers?'?s?'?\s+day|grandparents'?\s+day|valentine'?s?'?(?:\s+day)?|st\.?\s+pat(?:rick|ty)'?s?(?:\s+day)?|saint\s+patrick'?s?(?:\s+day)?|st\.?\s+paddy'?s(?:\s+day)?|cinco\s+de\s+mayo|good\s+friday|palm\s+sunday|ash\s+wednesday"
    r"|maundy\s+thursday|mardi\s+gras|fat\s+tuesday|easter(?:\s+(?:sunday|monday|saturday|weekend|morning|eve))?|passover|rosh\s+hashanah?|yom\s+kippur|(?:c?hanukk?ah)|sukkot|purim|kwanzaa|diwali|holi|eid(?:\s+(?:al|ul)[- ](?:fitr|adha))?"
    r"|ramadan|lunar\s+new\s+year|chinese\s+new\s+year|tet|groundhog\s+day|april\s+fools?'?s?'?(?:\s+day)?|super\s+bowl(?:\s+sunday)?|canada\s+day|victoria\s+day|flag\s+day|earth\s+day|patriots'?\s+day|arbor\s+day|epiphany|three\s+kings'?\s+day"
    r"|all\s+saints'?\s+day|all\s+souls'?\s+day|d[ií]a\s+de\s+(?:los\s+)?(?:muertos|reyes|las\s+madres|acci[oó]n\s+de\s+gracias)|nochebuena|navidad|nochevieja|semana\s+santa|a[nñ]o\s+nuevo|mischief\s+night|lent|leap\s+day|pi\s+day|orthodox\s+(?:easter|christmas)|nowruz|vesak|bastille\s+day|oktoberfest)"
)
HOLIDAYS = Pattern(
    rf"(?i)\b(?:(on|since|over|after|before|by|until|around|last|this|past|during|at|for|next)\s+)?"
    rf"((?:(?:day|night|morning|week|weekend|eve|{WEEKDAY}|week-?end|evening|afternoon)\s+(?:after|before|of|following)\s+(?:the\s+)?)?{HOLIDAY})(?:\b|$)"
)
RELATIVO = Pattern(
    rf"(?i)\b(?:anteayer|antier|ayer|anoche|hoy|esta\s+(?:ma[nñ]ana|tarde|noche|semana)|este\s+(?:mes|fin\s+de\s+semana|{DIA})|(?:semana|noche)\s+pasada|(?:mes|{DIA}|fin\s+de\s+semana)\s+pasado|pasado\s+ma[nñ]ana"
    rf"|pr[oó]xim[oa]\s+(?:semana|mes|{DIA})|hace\s+(?:\d{{1,2}}|un[oa]?s?|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|pocos|pocas)\s+(?:d[ií]as?|semanas?|mes(?:es)?|noches?))\b"
)
DIA_SOLO = Pattern(
    rf"(?i)\b(el|los|del|al|cada|desde|hasta|para)\s+({DIA})(s?)\b(?:\s+(?:por\s+la\s+(?:ma[nñ]ana|tarde|noche)|en\s+la\s+(?:ma[nñ]ana|tarde|noche)))?|\b({DIA})\b"
)

RELATIVE_CUES = word_set(
    "yesterday today tonight tonite tomorrow this last next past ago back yday yest ystrday tmrw 2day 2nite 2morrow lastnight week weekend"
)
VAGUE_CUES = word_set(
    "other weekend holiday holidays spring summer fall autumn winter semester break prom graduation election tax"
)
HOLIDAY_CUES = word_set(
    "christmas xmas boxing year years nye thanksgiving black cyber giving halloween labor labour memorial veterans veteran presidents president "
    "mlk martin columbus indigenous juneteenth independence fourth 4th july mothers mother fathers father grandparents valentine valentines "
    "patrick patricks patty pattys paddy paddys cinco good palm ash maundy mardi fat easter passover rosh yom hanukkah chanukah hanukah sukkot purim "
    "kwanzaa diwali holi eid ramadan lunar chinese tet groundhog april super canada victoria flag earth patriots arbor epiphany kings "
    "saints souls día dia nochebuena navidad nochevieja semana año mischief lent leap pi orthodox nowruz vesak bastille oktoberfest"
)
SPANISH_CUES = DIAS | word_set(
    "ayer anteayer antier anoche hoy esta este pasada pasado próxima próximo proxima proximo hace sábados domingos"
)
NAMES_TOO = word_set("lent tet holi easter eid")


def find(reading: Reading) -> Iterator[Finding]:
    """Yield each day said. Overlapping ones are left to the caller."""
    text = reading.norm
    words = words_of(reading)
    if not _WEEKDAY_CUES.isdisjoint(words):
        yield from _weekdays(text)
    if not WORDLIKE_DAYS.isdisjoint(words):
        yield from _short(text)
    if not RELATIVE_CUES.isdisjoint(words):
        for match in RELATIVE.finditer(text):
            yield _day(
                match.start() + 4 * match[0].lower().startswith("the "),
                match.end(),
                _score(match[0].lower()),
                "relative",
            )
        for match in TODAY.finditer(text):
            yield _day(match.start(), match.end(), 0.6, "relative")
    if not VAGUE_CUES.isdisjoint(words):
        for match in VAGUE.finditer(text):
            group = next(k for k in (1, 2, 3, 4, 5) if match[k] is not None)
            yield _day(match.start(group), match.end(group), 0.4 if group in (1, 3, 4) else 0.5, "vague")
    if not HOLIDAY_CUES.isdisjoint(words):
        yield from _holidays(text)
    if not SPANISH_CUES.isdisjoint(words):
        yield from _spanish(text)


def _day(start: int, end: int, score: float, how: str) -> Finding:
    return Finding("DATE", start, end, score, how)


def _score(low: str) -> float:
    if low.startswith(("next", "tomorrow", "later", "a week from")):
        return 0.5
    if low.endswith(
        ("hours ago", "hour ago", "minutes ago", "minute ago", "mins ago", "hrs ago", "min ago", "hr ago", "back")
    ):
        return 0.5
    if low in ("this week", "this month", "this weekend"):
        return 0.6
    return 0.85


def _weekdays(text: str) -> Iterator[Finding]:
    for match in DAYS.finditer(text):
        start, end = match.span(2)
        words = match[2].lower().split()
        while words[0] in ("a", "an", "some", "few", "several") or (words[0][0].isdigit() and "ago" not in words):
            start += len(words.pop(0)) + 1
        if text[start - 1 : start] == "#" or "'" in text[start:end]:
            yield _day(start, end, 0.3, "recurring")
        elif match[1] is not None or match[3]:
            yield _day(start, end, 0.85 if "ago" in words else 0.3, "recurring" if "ago" not in words else "weekday")
        else:
            yield _day(start, end, 0.9 if match[2][0:4].lower() in ("last", "this", "past") else 0.8, "weekday")


def _short(text: str) -> Iterator[Finding]:
    for match in SHORT.finditer(text):
        if match[7] is not None or match[8] is not None:
            yield mark("DATE", match, 0.6, "weekday", 7 if match[7] is not None else 8)
            continue
        if match[5] is not None:
            start, end = match.start(5), match.end(6) if match[6] is not None else match.end(5)
            yield _day(start, end, 0.75, "weekday")
            continue
        lower = match[3].islower()
        if (
            lower
            and match[3] in ("sat", "sun", "wed")
            and (match[2] or "").lower() not in ("on", "since", "until", "by")
            and not match[1]
        ):
            continue
        if re.match(
            r"\s(?:is|shines|safety|exposure|damage|protection|block|screen|down)\b",
            text[match.end() : match.end() + 12],
        ):
            continue
        start = match.start(1) if match[1] else match.start(3)
        yield _day(start, match.end(4), 0.6 if lower else 0.75, "weekday")


def _holidays(text: str) -> Iterator[Finding]:
    for match in HOLIDAYS.finditer(text):
        low = match[2].lower()
        if low in NAMES_TOO and (not match[2][0].isupper() or match[1] is None):
            continue
        start = match.start(2) + 4 * low.startswith("the ")
        if match[1] is not None and match[1].lower() in ("last", "this", "past", "next"):
            start = match.start(1)
        yield _day(
            start,
            match.end(2),
            0.8 if match[1] is not None or " after " in low or " before " in low else 0.5,
            "holiday",
        )


def _spanish(text: str) -> Iterator[Finding]:
    for match in RELATIVO.finditer(text):
        yield mark("DATE", match, 0.6 if match[0].lower() == "hoy" else 0.85, "relative")
    for match in DIA_SOLO.finditer(text):
        group = 2 if match[2] is not None else 4
        plural = group == 2 and (match[1].lower() in ("los", "cada") or bool(match[3]))
        end = match.end() if group == 2 else match.end(4)
        yield _day(match.start(group), end, 0.3 if plural else 0.75, "recurring" if plural else "weekday")


_WEEKDAY_CUES = WEEKDAYS | SHORT_DAYS | frozenset(day + "s" for day in WEEKDAYS)

RECOGNIZER = Recognizer(
    "day", find, _WEEKDAY_CUES | WORDLIKE_DAYS | RELATIVE_CUES | VAGUE_CUES | HOLIDAY_CUES | SPANISH_CUES
)
