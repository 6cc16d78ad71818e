"""Licences: driver's, professional, passport; NPI and DEA numbers of a prescriber.

Sources: 45 CFR 164.514(b)(2)(i)(K). NPI: CMS, 45 CFR 162.406: ten digits, the first 1 or 2, the last a Luhn check digit over
80840 and the rest (1234567893 is valid). DEA, 21 CFR 1301: two letters (the second may be 9) and seven digits, the last of
which is the last digit of (d1+d3+d5) + 2(d2+d4+d6). Driver's licences differ by state, passports have nine characters: a cue only.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.drafts import Finding
from bot.phi.recognizers._codes import Code, announced, codes
from bot.phi.recognizers._gate import HAS_DIGIT, Recognizer, mark, word_set, words_of
from bot.phi.recognizers._luhn import luhn
from bot.phi.recognizers._scan import Pattern, alone
from bot.reading import Reading

BY_DIGIT = Pattern(r"\b(?:[12]\d{9}|[A-Z][A-Z9][- ]?\d{7})\b")
KIND = announced(
    r"licen[sc]es?|lic\.?|id\s+cards?|permits?|registration|certificat(?:e|ion)|green\s+card|visa\s+number|drivers?"
    r"|(?:rn|lpn|dds|dmd|md|np|hygienist|nursing|medical|dental)\s+licen[sc]e",
    strong=r"driver'?s?'?\s+(?:licen[sc]e|lic\.?|id)|c?dl|d\.l\.|passports?|state\s+id|npis?|deas?|dea\s+registration|licen[sc]e\s*(?:number|no\.|\#)|alien\s+(?:number|registration)|a-number|military\s+id|dod\s+id",
    least=5,
)


def find(reading: Reading) -> Iterator[Finding]:
    """Yield NPI and DEA numbers by their check digit, and every number that a cue announces."""
    text = reading.norm
    for match in BY_DIGIT.finditer(text):
        if not alone(text, *match.span()):
            continue
        if match[0].isdigit():
            if luhn("80840" + match[0]):
                yield mark("LICENSE_NUMBER", match, 0.4, "npi")
        else:
            yield mark("LICENSE_NUMBER", match, 0.8 if _dea(match[0]) else 0.25, "dea")
    if not CUES.isdisjoint(words_of(reading)):
        for code in codes(KIND, reading):
            yield Finding("LICENSE_NUMBER", code.start, code.end, _score(code), "licence")


def _score(code: Code) -> float:
    digits = "".join(c for c in code.text if c.isdigit())
    if luhn("80840" + digits) or (len(digits) == 7 and _dea(code.text)):
        return 0.95
    return 0.85 if code.size > 6 else 0.7


def _dea(written: str) -> bool:
    d = [int(c) for c in written[-7:] if c.isdigit()]
    return len(d) == 7 and (d[0] + d[2] + d[4] + 2 * (d[1] + d[3] + d[5])) % 10 == d[6]


CUES = word_set(
    "license licenses licence licences lic id permit permits registration certificate certification card visa driver drivers dl cdl d passport "
    "passports npi npis dea deas alien military dod number"
)
RECOGNIZER = Recognizer("licence", find, frozenset([HAS_DIGIT]), digits=True)
