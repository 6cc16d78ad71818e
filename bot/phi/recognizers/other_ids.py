"""Any other number of a person: room, bed, bib, ticket, case, study, badge, booking; and codes that look like nothing else.

Source: 45 CFR 164.514(b)(2)(i)(R), "any other unique identifying number, characteristic, or code".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.drafts import Finding
from bot.phi.recognizers import _spoken
from bot.phi.recognizers._codes import CODE, GAP, UNITS, announced, codes
from bot.phi.recognizers._gate import HAS_DIGIT, Recognizer, has_digit, mark, word_set, words_of
from bot.phi.recognizers._scan import Pattern
from bot.reading import Reading

# Short numbers that say where or which one a person was.
PLACE = r"rooms?|rm|beds?|bays?|ops?|operatory|bibs?|lockers?|cubicle|ward|stall|seat|table|gurney|jersey|habitaci[oó]n|cuarto"
PLACED = Pattern(
    rf"(?i)\b(?:{PLACE})(?:\.?\s*(?:\#|no\.?|number|:)?\s*|\s+(?:is|was)\s+)((?-i:[A-Z])?-?\d{{1,5}}(?:-?[A-Z])?\b(?:-\d{{1,4}}\b)?(?:\s?(?-i:[A-Z])\b)?|(?-i:[A-Z]-?\d{{1,4}}))"
)
SAID = Pattern(
    rf"(?i)\b(?:{PLACE})\s+(?:number\s+)?((?:twenty|thirty|forty|fifty)[- ](?:one|two|three|four|five|six|seven|eight|nine)|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty)\b"
)
KIND = announced(
    r"cases?|stud(?:y|ies)|trial|participants?|subjects?|badges?|tickets?|raffle(?:\s+tickets?)?|tracking|dockets?|orders?|bookings?|reservations?|employee|student|inmate|booking|tokens?|vouchers?|coupon\s+code|gift\s+cards?"
    r"|locker|locks?|gates?|pins?|passcodes?|access\s+code|incident|reports?|permit|flight|rooms?|winner|entr(?:y|ies)|donor|bag|item|queue|caller|contestant|runner|caso|folio|turno|household",
    strong=r"(?:case|study|participant|subject|badge|ticket|raffle|tracking|docket|order|booking|reservation|employee|student|inmate|incident|report|donor|bib|locker|reference|ref|queue|entry|contestant|runner)\s*(?:id|number|no\.|code|\#)|subject\s+id|citation",
    least=3,
)
SHORT = announced(
    r"(?:bib|ticket|raffle(?:\s+ticket)?|badge|locker|case|participant|subject|queue|entry|donor|contestant|runner)\s*(?:\#|no\.|number)",
    least=1,
)
# Letters and digits mixed, announced by a mark.
MARKED = Pattern(
    rf"(?i)(?:\#|\b(?:no\.|numbers?|ids?|codes?|ref|reference|ending\s+in|it's|labell?ed|tagged|marked)){GAP}?\b({CODE})"
)
# A code by its looks: two capitals or more, a dash, four digits or more.
LOOKS = re.compile(r"(?<![\w@#./-])[A-Z]{1,5}-\d{4,12}(?:-[A-Z0-9]{1,6})?(?![\w-])", re.ASCII)
COUPON = re.compile(
    r"\b(?:use|promo|coupon|discount|voucher|offer|enter|mention|checkout|with)\s+(?:the\s+|our\s+|promo\s+|coupon\s+)?(?:code|promo)|% off|\$\d+ off|\boff\b",
    re.IGNORECASE,
)
SAVINGS = re.compile(r"(?i:code:? )[A-Z]{4,12}\d{1,4}")  # Code GRIN500
PRODUCT = re.compile(
    r"covid|h\dn\d|sars|icd|cdt|cpt|iso|ansi|kn-?95|n-?95|osha|hb-?\d|sb-?\d|spf|wd-?40|[bdk]-?\d{1,2}$|mp[34]|3d|4k|5g|\d+(?:mg|ml|ga|k|mm|cm|kg|lbs?|oz|st|nd|rd|th|am|pm|s|x|d|mcg|hr|hrs|yo|in|ft|v|w|g|min|px)$|(?:19|20)\d\d|q[1-4]|iphone|ipad|galaxy|windows|f-?\d{2,3}$|[0-9a-f]{6}$|top\d|best\d",
    re.IGNORECASE,
)


def find(reading: Reading) -> Iterator[Finding]:
    """Yield each number that a cue announces, and each code that a mark announces."""
    text = reading.norm
    words = words_of(reading)
    digits = has_digit(text)
    if not PLACE_CUES.isdisjoint(words):
        yield from _placed(reading, digits, words)
    if not digits:
        return
    if not KIND_CUES.isdisjoint(words):
        for code in codes(KIND, reading):
            yield Finding("OTHER_ID", code.start, code.end, 0.75 if code.size > 3 else 0.6, "other_id")
        if "#" in text or "no" in words or "number" in words:
            for code in codes(SHORT, reading):
                if code.size < 3:
                    yield Finding("OTHER_ID", code.start, code.end, 0.65, "other_id")
    if "#" in text or not MARK_CUES.isdisjoint(words):
        yield from _marked(text)
    if "-" in text:
        for match in LOOKS.finditer(text):
            if not PRODUCT.match(match[0]) and not re.search(r"-(?:19|20)\d\d$", match[0]):
                yield mark("OTHER_ID", match, 0.4, "code")


def _placed(reading: Reading, digits: bool, words: set[str]) -> Iterator[Finding]:
    text = reading.norm
    if digits:
        for match in PLACED.finditer(text):
            following = re.match(r"[\s-]?([A-Za-z%]+)", text[match.end(1) : match.end(1) + 16])
            if (
                not (following and following[1].lower() in UNITS)
                and text[match.end(1) : match.end(1) + 2][1:].isdigit() is False
            ):
                yield mark("OTHER_ID", match, 0.65, "place_number", 1)
    if not _spoken.NUMBER_WORDS.isdisjoint(words):
        for match in SAID.finditer(text):
            following = re.match(r"\s([A-Za-z]+)", text[match.end(1) : match.end(1) + 16])
            if not (following and following[1].lower() in UNITS):
                yield mark("OTHER_ID", match, 0.5, "place_number", 1)


def _marked(text: str) -> Iterator[Finding]:
    for match in MARKED.finditer(text):
        written = match[1]
        if COUPON.search(text, max(0, match.start() - 24), match.end() + 24) or SAVINGS.fullmatch(match[0]):
            continue
        letters, digits = sum(map(str.isalpha, written)), sum(map(str.isdigit, written))
        hash_mark, numbered = match[0][0] == "#", match[0][:3].lower() == "no."
        plain_number = (
            not letters
            and digits >= (4 if hash_mark else 6)
            and (hash_mark or numbered)
            and not re.fullmatch(r"(?:19|20)\d\d", written)
        )
        if (letters and digits >= 2 and letters + digits >= 6 and not PRODUCT.match(written)) or plain_number:
            hashtag = match[0][0] == "#" and match[0][1:] == written and not plain_number and not written.isupper()
            if not hashtag and not re.fullmatch(r"\d+(?:[-./]\d+)+", written):
                yield mark("OTHER_ID", match, 0.5, "code", 1)


PLACE_CUES = word_set(
    "room rooms rm bed beds bay bays op ops operatory bib bibs locker lockers cubicle ward stall seat table gurney jersey habitación habitacion cuarto"
)
KIND_CUES = word_set(
    "case cases study studies trial participant participants subject subjects badge badges ticket tickets raffle tracking docket dockets order orders booking "
    "bookings reservation reservations employee student inmate token tokens voucher vouchers coupon gift locker lock locks gate gates pin "
    "pins passcode passcodes access incident report reports permit flight room rooms winner entry entries donor bag item queue caller contestant runner caso folio "
    "turno household reference ref citation bib"
)
MARK_CUES = word_set("no number numbers id ids code codes ref reference ending it's labeled labelled tagged marked")
RECOGNIZER = Recognizer("other_id", find, PLACE_CUES | {HAS_DIGIT})
