"""Medicare Beneficiary Identifier (MBI): eleven characters, dashes optional, as in 1EG4-TE5-MK73.

Source: CMS, "Understanding the Medicare Beneficiary Identifier (MBI) Format".
The first digit is never 0; S, L, O, I, B and Z are left out because they are misread as digits.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.drafts import Finding
from bot.phi.recognizers._gate import HAS_DIGIT, Recognizer, digits_in, mark
from bot.phi.recognizers._scan import Pattern, alone
from bot.reading import Reading

LETTER = "[AC-HJKMNP-RT-Y]"
EITHER = "[0-9AC-HJKMNP-RT-Y]"
MBI = Pattern(rf"(?i)\b[1-9]{LETTER}{EITHER}\d[- ]?{LETTER}{EITHER}\d[- ]?{LETTER}{{2}}\d\d\b")


def find(reading: Reading) -> Iterator[Finding]:
    """Yield each MBI. No check digit exists, so the dashes carry the certainty."""
    text = reading.norm
    for match in MBI.finditer(text) if digits_in(reading) >= 5 else ():
        if alone(text, *match.span()):
            yield mark("HEALTH_PLAN_NUMBER", match, 0.95 if "-" in match[0] else 0.8, "medicare")


RECOGNIZER = Recognizer("medicare", find, frozenset([HAS_DIGIT]))
