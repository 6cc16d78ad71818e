"""Vehicles: VIN and licence plate.

Sources: 45 CFR 164.514(b)(2)(i)(L). VIN, 49 CFR 565.15: seventeen characters without I, O and Q; the ninth is the check digit,
weights 8 7 6 5 4 3 2 10 0 9 8 7 6 5 4 3 2 modulo 11, ten written X (1M8GDM9AXKP042788 is valid). Plates have a form for each
state, and people choose their own: a cue only (`plate`, `tag`, a car beside it).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.drafts import Finding
from bot.phi.recognizers._codes import announced, codes
from bot.phi.recognizers._gate import Recognizer, digits_in, mark, word_set, words_of
from bot.phi.recognizers._scan import Pattern, alone
from bot.reading import Reading

VIN = Pattern(r"(?i)\b[A-HJ-NPR-Z0-9]{17}\b")
WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
VALUES = dict(zip("0123456789ABCDEFGHJKLMNPRSTUVWXYZ", map(int, "012345678912345678123457923456789"), strict=True))
BY_VIN = announced(
    r"vins?|vehicle\s+id(?:entification)?", strong=r"vins?|vehicle\s+identification(?:\s+number)?", least=5
)

STATES = (
    r"(?:texas|california|florida|georgia|ohio|oregon|arizona|nevada|utah|idaho|michigan|illinois|new\s+york|colorado|kansas|iowa|maine|out-?\s?of-?\s?state|temporary|temp|vanity|custom|personalized"
    r"|handicap(?:ped)?|disabled|dealer|tx|ca|fl|ga|oh|or|az|nv|ny|nj|pa|il|mi|wa|co|tennessee|alabama|virginia|washington|carolina|oklahoma|louisiana)"
)
PLATE_WORD = rf"(?:(?:licen[sc]e|lic\.?|vanity|custom|number|{STATES}|car|truck)\s+)?(?:plates?|tags?)"
SAYS = rf"(?:\s*[:#=(,-]\s*|\s+(?:(?:number|no\.?|is|was|reads?|reading|says?|saying|said|that|which|with|on|it|the|a|{STATES}|#|of|her|his|their)[\s:]+){{0,5}}|\s+)"
# Capitals and digits, with one blank or dash: 7KXR221, KLM 4471, SMILE 4U.
SHAPE = r"(?-i:[A-Z0-9]{1,8}(?:[- ·][A-Z0-9]{1,5}){0,2})"
PLATE = Pattern(rf"(?i)\b{PLATE_WORD}{SAYS}(?:\"|')?({SHAPE})(?:\"|'|\b)")
LOWER_PLATE = Pattern(
    rf"(?i)\b{PLATE_WORD}{SAYS}(?:\"|')?([A-Z0-9]{{0,4}}\d[A-Z0-9]{{1,5}}(?:[- ]\d{{2,4}}[A-Z]?)?|[A-Z]{{2,4}}[- ]?\d{{2,5}}[A-Z]?|\d{{1,3}}[- ]?[A-Z]{{2,4}}(?:[- ]?\d{{1,3}})?)\b"
)
# `plate says smile 4u`: a verb of saying, so that any short word will do.
PLATE_SAYS = Pattern(
    r"(?i)\b(?:plates?|tags?)\s+(?:that\s+|which\s+)?(?:reads?|says?|said|spells?|spelled|reading|saying)[\s:]+[\"']?([A-Z]?\d[A-Z0-9]{1,7}|[A-Z0-9]{2,7}(?: (?:[A-Z]?\d[A-Z0-9]{0,4}))?)\b"
)
PLATE_AFTER = Pattern(
    rf"(?i)\b({SHAPE})\b[\"')]?(?:\s+(?:is|was|on|as)\s+(?:the|her|his|their|a|your)?\s*|\s+)(?:licen[sc]e\s+)?plates?\b"
)
CAR = (
    r"(?:cars?|trucks?|suv|van|minivan|sedan|pickup|jeep|honda|toyota|ford|chevy|chevrolet|nissan|mazda|subaru|kia|hyundai|tesla|dodge|buick|lexus|audi|vw|volkswagen|volvo"
    r"|camry|corolla|civic|accord|altima|prius|tacoma|tundra|silverado|explorer|escape|mustang|camaro|corvette|wrangler|outback|forester|odyssey|sienna|motorcycle|harley|vehicle|parked|lambo|porsche)"
)
BY_CAR = Pattern(
    rf"(?i)\b{CAR}\b[^.!?\n]{{0,24}}?[\s(:,#]((?-i:[A-Z]{{2,3}}[- ·]?\d{{3,4}}|\d[A-Z]{{3}}\d{{3}}|[A-Z]{{3}}\d[A-Z]\d{{2}}|\d{{3}}[- ][A-Z]{{3}}|\d[A-Z]{{2}}[- ]?[A-Z0-9]\d{{3}}|[A-Z]{{3}}[- ]\d[A-Z]\d{{2}}))\b"
)
MAKES = re.compile(r"(?:BMW|GMC|RAM|VW|AMG|SUV|MPG|USA|ATM|RPM|HP|GT|MY|LX|EX|SE)[- ]?\d", re.IGNORECASE)
COMMON = word_set(
    "I A THE AND ON OF IN IS IT TO US WE OUR YOUR PLEASE CALL NOT OR MY SO BUT FOR WAS AT TX CA FL NY USA OK HOLDER FRAME"
)


STATE_PLATE = Pattern(
    r"\b((?:AL|AK|AZ|AR|CA|CO|CT|DE|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO|MT|NE|NV|NH|NJ|NM|NY|NC|ND|OH|OK|OR|PA|RI|SC|SD|TN|TX|UT|VT|VA|WA|WV|WI|WY)"
    r"\s(?:[A-Z0-9]{2,4}(?:[ -][A-Z0-9]{2,4})?|[A-Z0-9]{5,7}))\b"
)


def find(reading: Reading) -> Iterator[Finding]:
    """Yield VINs by check digit or cue, plates by cue."""
    text = reading.norm
    words = words_of(reading)
    for match in VIN.finditer(text) if digits_in(reading) else ():
        mixed = any(c.isdigit() for c in match[0]) and any(c.isalpha() for c in match[0])
        if mixed and alone(text, *match.span()):
            yield mark("VEHICLE_ID", match, 0.95 if _vin(match[0].upper()) else 0.4, "vin")
    if not VIN_CUES.isdisjoint(words):
        for code in codes(BY_VIN, reading):
            yield Finding("VEHICLE_ID", code.start, code.end, 0.9, "vin")
    if not PLATE_CUES.isdisjoint(words):
        yield from _plates(text)
    if not CAR_CUES.isdisjoint(words) or not PLATE_CUES.isdisjoint(words):
        for match in STATE_PLATE.finditer(text):
            if any(c.isdigit() for c in match[1]) and not re.search(r"\d{5}", match[1]):
                yield mark("VEHICLE_ID", match, 0.6, "plate", 1)
    if not CAR_CUES.isdisjoint(words):
        for match in BY_CAR.finditer(text):
            if not MAKES.match(match[1]):
                yield mark("VEHICLE_ID", match, 0.5, "plate", 1)


def _plates(text: str) -> Iterator[Finding]:
    for pattern, score in ((PLATE, 0.85), (LOWER_PLATE, 0.7), (PLATE_SAYS, 0.5), (PLATE_AFTER, 0.6)):
        for match in pattern.finditer(text):
            start, end = match.span(1)
            written = text[start:end]
            if pattern in (PLATE, PLATE_AFTER):
                end = start + len(_plate(written))
                written = text[start:end]
            if not written or written.upper() in COMMON or (written.isdigit() and len(written) < 3):
                continue
            if written.isalpha() and (len(written) < 3 or _shouted(text)) and text[start - 1 : start] not in ('"', "'"):
                continue
            if "tag" in match[0].lower() and "plate" not in match[0].lower() and not any(c.isdigit() for c in written):
                continue
            yield Finding("VEHICLE_ID", start, end, score, "plate")


def _plate(written: str) -> str:
    """The plate without a word in capitals that follows it (`7KXR221 PLEASE`)."""
    parts = re.split(r"([- ·])", written)
    while len(parts) > 1 and (parts[-1] in COMMON or len("".join(parts)) > 9):
        parts = parts[:-2]
    return "".join(parts)


def _shouted(text: str) -> bool:
    """Whether the draft is in capitals anyhow, so that they tell nothing."""
    letters = [c for c in text if c.isalpha()]
    return sum(c.isupper() for c in letters) * 2 > len(letters)


def _vin(written: str) -> bool:
    total = sum(weight * VALUES[c] for weight, c in zip(WEIGHTS, written, strict=True))
    return written[8] == "0123456789X"[total % 11]


VIN_CUES = word_set("vin vins vehicle")
PLATE_CUES = word_set("plate plates tag tags")
CAR_CUES = word_set(
    "car cars truck trucks suv van minivan sedan pickup jeep honda toyota ford chevy chevrolet nissan mazda subaru kia hyundai tesla dodge buick lexus "
    "audi vw volkswagen volvo camry corolla civic accord altima prius tacoma tundra silverado explorer escape mustang camaro corvette wrangler "
    "outback forester odyssey sienna motorcycle harley vehicle parked lambo porsche"
)
# No digit is asked for: a plate may read BRACES.
RECOGNIZER = Recognizer("vehicle", find, None)
