"""Street addresses, PO boxes, intersections, highways, ZIP codes and `City, ST`.

Sources: 45 CFR 164.514(b)(2)(i)(B): everything smaller than a state. USPS Publication 28, appendices B and C1: abbreviations of
states and street suffixes. The Safe Harbor lets the first three digits of most ZIP codes stand; we report the whole code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.drafts import Finding
from bot.phi.recognizers._gate import HAS_DIGIT, Recognizer, has_digit, mark, word_set, words_of
from bot.phi.recognizers._scan import Match, Pattern
from bot.reading import Reading

SUFFIX = (
    r"(?:street|str|st|avenue|ave|av|road|rd|drive|dr|boulevard|blvd|lane|ln|court|ct|circle|cir|way|parkway|pkwy|highway|hwy|place|pl|terrace|ter|trail|trl|square|sq"
    r"|loop|alley|aly|plaza|plz|pike|turnpike|tpke|crossing|xing|cove|cv|ridge|row|run|path|bend|hollow|expressway|freeway|calle|avenida|camino|creek|heights|hill|point|pt|broadway)"
)
COMPASS = r"(?:[NSEW]\.?|[NS][EW]\.?|north|south|east|west|northeast|northwest|southeast|southwest)"
WORD = r"(?-i:[A-Z][\w'.&-]*|\d{1,3}(?:st|nd|rd|th)|Mc[A-Z]\w+)"
UNIT = r"(?:,?\s+(?:apt|apartment|suite|ste|unit|#|lot|bldg|building|floor|fl|no|trlr|space|spc)\.?\s?#?\s?[\w-]{1,6}|,?\s?#\s?[\w-]{1,6})?"
STREET = Pattern(
    rf"(?i)\b(\d{{1,6}}[A-Za-z]?(?:-\d{{1,4}})?(?:\s1/2)?)\s+(?:{COMPASS}\s+)?(?:{WORD}\s+){{1,4}}?{SUFFIX}\b\.?(?:\s+{COMPASS}\b)?{UNIT}"
)
LOWER_STREET = Pattern(
    rf"(?i)\b(\d{{1,6}})\s+(?:{COMPASS}\s+)?((?:[a-z]+|\d{{1,3}}(?:st|nd|rd|th))(?:\s+[a-z]+)?)\s+(street|st|avenue|ave|road|rd|drive|dr|boulevard|blvd|lane|ln|court|ct|circle|cir|way|parkway|pkwy|highway|hwy|terrace|trail|place|pl)\b\.?{UNIT}"
)
NUMBERED = Pattern(
    r"(?i)\b(\d{1,6})\s+(?:[NSEW]\.?\s+)?(?:county\s+road|cr|fm|rr|highway|hwy|route|rt|rte|state\s+road|interstate|i-|us-?)\s?-?\d{1,4}\b"
)
NAMED_STREET = Pattern(
    rf"\b((?:{COMPASS}\s+)?(?:(?:[A-Z][a-z'.]+|[A-Z]{{2,}}|\d{{1,3}}(?i:st|nd|rd|th))\s+){{1,3}}(?:STREET|AVENUE|ROAD|DRIVE|BOULEVARD|LANE|COURT|PARKWAY|AVE|RD|BLVD|LN|Street|St|Avenue|Ave|Road|Rd|Drive|Dr|Boulevard|Blvd|Lane|Ln|Court|Ct|Circle|Cir|Parkway|Pkwy|Highway|Hwy|Terrace|Trail|Way|Place|Alley|Loop|Pike|Turnpike|street|avenue|road|drive|boulevard|lane|parkway|st|ave|rd|blvd|ln)\b)"
)
HIGHWAY = Pattern(
    r"\b((?i:highway|hwy|county road|state road|farm road|interstate)[ -]\d{1,4}|(?:Route|Rt|Rte|FM|CR|SR|US)[ -]\d{1,4}|I-\d{1,3}|US-\d{1,3})\b"
)
# `2200 S Lamar`, `calle Ocho`: streets without a suffix behind the name.
BARE_STREET = Pattern(
    r"\b\d{2,6}\s+(?:[NSEW]\.?|[NS][EW]|North|South|East|West)\s+(?:[A-Z][\w'-]+|\d{1,3}(?:st|nd|rd|th))(?:\s[A-Z][a-z]+)?"
    r"|\b(?:[Cc]alle|[Aa]venida|[Aa]v\.|[Cc]amino|[Cc]arrera|[Bb]ulevar)\s+(?:de\s+|del\s+|la\s+|las\s+|los\s+|el\s+)*(?:[A-Z][\w'-]+(?:\s[A-Z][\w'-]+)?|\d{1,3})(?:\s?\#?\s?\d{1,5})?"
)
BOX = Pattern(r"(?i)\b(?:p\.?\s?o\.?\s?|post\s+office\s+)box\s*#?\s?\d[\w-]*|\bapartado\s+(?:postal\s+)?\d+")
APARTMENT = Pattern(
    r"(?i)\b(?:apartment|apt\.?|unit|lot|trailer|space|bldg\.?|building|dorm)\s*#?\s?((?-i:[A-Z])?-?\d{1,5}(?:-?[A-Za-z])?|(?-i:[A-Z]))\b"
)
CORNER = Pattern(
    rf"(?i)\b(?:(?:the\s+)?corner\s+of|intersection\s+of|at|off|by|near|on)\s+((?:{WORD}(?:\s+(?:{SUFFIX}))?\s+(?:and|&)\s+{WORD}(?:\s+(?-i:[A-Z][a-z]+))?(?:\s+{SUFFIX}\b)?))"
)
# The words say that it is a corner, whatever the case.
SAID_CORNER = Pattern(
    rf"(?i)\b(?:corner|intersection)\s+of\s+([\w'.]+(?:\s+{SUFFIX})?\s+(?:and|&)\s+[\w'.]+(?:\s+{SUFFIX}\b)?)"
)
CROSSING = Pattern(
    r"\b(\d{1,3}(?i:st|nd|rd|th) (?i:and|&) [A-Z][A-Za-z]+|[A-Z][A-Za-z]+ (?i:and|&) \d{1,3}(?i:st|nd|rd|th))\b"
)
STATE_ABBREVIATION = r"(?:AL|AK|AZ|AR|CA|CO|CT|DE|DC|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO|MT|NE|NV|NH|NJ|NM|NY|NC|ND|OH|OK|OR|PA|PR|RI|SC|SD|TN|TX|UT|VT|VA|WA|WV|WI|WY)"
STATE = (
    r"(?:Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|Idaho|Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine"
    r"|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|New Hampshire|New Jersey|New Mexico|New York|North Carolina|North Dakota|Ohio"
    r"|Oklahoma|Oregon|Pennsylvania|Rhode Island|South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont|Virginia|Washington|West Virginia|Wisconsin|Wyoming)"
)
CITY = Pattern(
    rf"\b((?:(?:[A-Z][a-z'.]+|St\.|Mc[A-Z][a-z]+|[A-Z]{{3,}})[ -]){{0,3}}(?:[A-Z][a-z']+|[A-Z]{{3,}})),? ?(?:,\s?|\s)({STATE_ABBREVIATION}|Tex\.|Calif\.|Fla\.)\b|\b((?:[A-Z][a-z'.]+ ){{0,2}}[A-Z][a-z']+),\s{STATE}\b"
)
# In lower case only states whose abbreviation is no word.
SURE_STATE = r"(?:tx|fl|ga|nc|sc|tn|ky|va|wv|nj|ny|nm|az|nv|ut|wy|mt|nd|sd|ne|ks|ar|mn|wi|mi|il|ia|mo|wa|nh|vt|ri|ca)"
LOWER_CITY = Pattern(
    rf"\b(?:in|from|near|of|to|outside|at|street|st|ave|road|rd|lane|ln|dr|drive|blvd|\w+,)\s+([a-z]+(?: [a-z]+)?), ?(?:{SURE_STATE}|{STATE.lower()})\b"
)
STREET_BEFORE = re.compile(
    r"\b(?:St|Street|Ave|Avenue|Rd|Road|Dr|Drive|Ln|Lane|Blvd|Way|Ct|Court|Pl|Place|Cir|Circle|Pkwy|Hwy|Trail|Terrace|(?:Apt|Unit|Ste|Suite|#)\.? ?\w{1,5})\.?,?\s$"
)
ZIP = re.compile(r"(?<![\w$#.,/-])\d{5}(?:-\d{4})?(?![\w%/]|[-.,]\d)", re.ASCII)
ZIP_BEFORE = Pattern(
    rf"(?i)(?:\b(?:zip(?:\s?codes?)?|postal(?:\s?codes?)?|c[oó]digo\s+postal)\b[^\d.!?\n]{{0,16}}|(?:\b{SURE_STATE}\b|(?-i:\b{STATE_ABBREVIATION}\b)|\b{STATE})\.?,?\s{{1,2}})$"
)
PLACE_BEFORE = Pattern(r"(?:(?:[A-Z][a-z]{2,}|\b(?:in|near|from|area|around|of)(?:\s+the)?),?\s)$")
AREA_AFTER = Pattern(r"(?i)^\s+(?:area|zip|neighborhood|zip\s?code)\b")

# Between a number and one of these, a lower-case word is no street: `a 20 minute drive`, `5 star way`.
NOT_STREETS = word_set(
    "minute minutes min mins hour hours hr mile miles day days week weeks month months year years star stars step easy simple great quick short long new best "
    "good big small little patients people kids different more percent and or of in the a an to for at from is was your our my her his their this that hand full "
    "food blood toy clothing coat book school donation fund fundraising canned holiday vaccine membership supply free way each per ways on by with am pm wonderful happy"
)
NOT_NAMES = word_set(
    "the a an our your my his her their this that on in at to by from near of and or we i he she they it one every each all any some new best no only two three "
    "call visit see meet what where when who how if for with main is was are come turn take go across off down up along dear hi hey thanks thank please after before "
    "closed open opening tooth teeth dental food toy blood long great good happy first by"
)


def find(reading: Reading) -> Iterator[Finding]:
    """Yield each address, in whole and in the parts that stand alone."""
    text = reading.norm
    words = words_of(reading)
    digits = has_digit(text)
    if not STREET_CUES.isdisjoint(words):
        yield from _streets(text, digits)
    if digits:
        if not BOX_CUES.isdisjoint(words):
            yield from _all(BOX, text, 0.9)
        if not APARTMENT_CUES.isdisjoint(words):
            yield from _apartments(text)
        yield from _zips(text)
        if not HIGHWAY_CUES.isdisjoint(words):
            yield from _all(NUMBERED, text, 0.85)
            yield from _all(HIGHWAY, text, 0.5, 1)
    if "and" in words or "&" in text:
        yield from _corners(text, words)
    if not STATE_CUES.isdisjoint(words):
        yield from _cities(text)


def _all(pattern: Pattern, text: str, score: float, group: int = 0) -> Iterator[Finding]:
    for match in pattern.finditer(text):
        yield Finding("LOCATION", match.start(group), match.end(group), score, "address")


def _streets(text: str, digits: bool) -> Iterator[Finding]:
    if digits:
        for match in STREET.finditer(text):
            inner = [word.lower() for word in match[0].split()[1:-1]]
            if NOT_STREETS.isdisjoint(inner) or not match[0].isupper():
                yield mark("LOCATION", match, 0.9, "address")
        for match in LOWER_STREET.finditer(text):
            between = match[2].lower().split()
            short = match[3].lower() in ("way", "drive", "court", "place", "trail", "circle")
            if NOT_STREETS.isdisjoint(between) and not (short and match[2].islower() and len(match[1]) < 3):
                yield mark("LOCATION", match, 0.7, "address")
    yield from _all(BARE_STREET, text, 0.6)
    for match in NAMED_STREET.finditer(text):
        start = _after_stop_words(text, match.start(1), match.end(1))
        name = text[start : match.end(1)].split()
        if (len(name) > 1 and name[0].rstrip(".").lower() not in ("dr", "mr", "mrs", "ms") and name[-1] != "Dr") or len(
            name
        ) > 2:
            yield Finding("LOCATION", start, match.end(1), 0.6, "street")


def _after_stop_words(text: str, start: int, end: int) -> int:
    """Leave out what only begins the sentence: `On Maple Street`, `Our Oak Lane office`."""
    at = start
    for match in re.finditer(r"[\w'.]+", text[start:end]):
        if match[0].lower().rstrip(".") in NOT_NAMES:
            at = start + match.end() + 1
    return min(at, end)


def _apartments(text: str) -> Iterator[Finding]:
    for match in APARTMENT.finditer(text):
        sure = match[0].lower().startswith("ap")
        mixed = any(c.isdigit() for c in match[1])
        before = text[max(0, match.start() - 8) : match.start()].lower()
        if (sure or mixed) and not before.endswith((" a ", "parking ")):
            yield mark("LOCATION", match, 0.75 if sure else 0.45, "apartment")


def _zips(text: str) -> Iterator[Finding]:
    for match in ZIP.finditer(text):
        before, after = text[max(0, match.start() - 40) : match.start()], text[match.end() : match.end() + 16]
        if ZIP_BEFORE.search(before) or AREA_AFTER.search(after) or STREET_BEFORE.search(before):
            yield mark("LOCATION", match, 0.9, "zip")
        elif len(match[0]) == 10:
            yield mark("LOCATION", match, 0.7, "zip")
        elif PLACE_BEFORE.search(before):
            yield mark("LOCATION", match, 0.45, "zip")


def _corners(text: str, words: set[str]) -> Iterator[Finding]:
    if "corner" in words or "intersection" in words:
        for match in CORNER.finditer(text):
            if re.search(r"(?i)corner of|intersection of", match[0]):
                yield mark("LOCATION", match, 0.85, "intersection", 1)
        for match in SAID_CORNER.finditer(text):
            yield mark("LOCATION", match, 0.8, "intersection", 1)
    for match in CROSSING.finditer(text):
        yield mark("LOCATION", match, 0.7, "intersection", 1)


def _cities(text: str) -> Iterator[Finding]:
    for match in LOWER_CITY.finditer(text):
        if not any(word in NOT_NAMES for word in match[1].split()):
            yield mark("LOCATION", match, 0.5, "city_state", 1)
    for match in CITY.finditer(text):
        group = 1 if match[1] is not None else 3
        start = _after_stop_words(text, match.start(group), match.end(group))
        if start >= match.end(group):
            continue
        comma = "," in text[match.end(group) : match.end()]
        if text[start : match.end(group)].isupper() and (match[2] or "") in WORDLIKE_STATES:
            continue
        if match[2] is not None and not _is_state(text, match, start, comma):
            continue
        yield Finding("LOCATION", start, match.end(group), 0.75 if comma else 0.5, "city_state")


def _is_state(text: str, match: Match, start: int, comma: bool) -> bool:
    """Not a degree (`Dana Keller, MD`) nor a word in capitals (`CALL US OR COME IN`)."""
    short = match[2]
    if short in DEGREES:
        settled = (
            SETTLED.search(text, max(0, start - 12), start) or text[match.end() : match.end() + 2].strip().isdigit()
        )
        return bool(settled)
    return comma or not (short in WORDLIKE_STATES or text[start : match.end(1)].isupper())


DEGREES = frozenset(["MD", "PA", "MS", "MA", "DC"])
WORDLIKE_STATES = frozenset(["IN", "OR", "ME", "OK", "HI", "LA", "CO", "DE", "AL", "ID", "CT"])
SETTLED = re.compile(r"\b(?:in|from|of|near|at|to|outside)\s(?:the\s)?$", re.IGNORECASE)
STREET_CUES = word_set(
    "street str st avenue ave av road rd drive dr boulevard blvd lane ln court ct circle cir way parkway pkwy highway hwy place pl terrace ter trail trl square sq "
    "loop alley aly plaza plz pike turnpike tpke crossing xing cove cv ridge row run path bend hollow expressway freeway calle avenida camino carrera bulevar s n e w north south east west creek heights hill "
    "point pt broadway"
)
BOX_CUES = word_set("box apartado")
APARTMENT_CUES = word_set("apartment apt unit lot trailer space bldg building dorm")
HIGHWAY_CUES = word_set("county cr fm rr highway hwy route rt rte road sr state interstate i us")
STATE_CUES = word_set(
    "al ak az ar ca co ct de dc fl ga hi id il in ia ks ky la me md ma mi mn ms mo mt ne nv nh nj nm ny nc nd oh ok or pa pr ri sc sd tn tx ut vt va wa wv wi wy tex calif fla "
    "alabama alaska arizona arkansas california colorado connecticut delaware florida georgia hawaii idaho illinois indiana iowa kansas kentucky louisiana maine maryland "
    "massachusetts michigan minnesota mississippi missouri montana nebraska nevada hampshire jersey mexico york carolina dakota ohio oklahoma oregon pennsylvania island "
    "tennessee texas utah vermont virginia washington wisconsin wyoming"
)
RECOGNIZER = Recognizer("address", find, STREET_CUES | STATE_CUES | {HAS_DIGIT, "and"})
