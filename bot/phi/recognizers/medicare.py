"""Medicare Beneficiary Identifier (MBI): eleven characters, dashes optional, as in 1EG4-TE5-MK73.

Source: CMS, "Understanding the Medicare Beneficiary Identifier (MBI) Format".
The first digit is never 0; S, L, O, I, B and Z are left out because they are misread as digits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.drafts import Finding
from bot.phi.recognizers._gate import HAS_DIGIT, Recognizer
from bot.reading import Reading

LETTER = "[AC-HJKMNP-RT-Y]"
EITHER = "[0-9AC-HJKMNP-RT-Y]"
# Fixed length, so matching is linear whatever the draft holds.
MBI = re.compile(
    rf"(?<![\w-])[1-9]{LETTER}{EITHER}\d([- ]?){LETTER}{EITHER}\d\1{LETTER}{{2}}\d\d(?![\w-])", re.IGNORECASE | re.ASCII
)


def find(reading: Reading) -> Iterator[Finding]:
    """Yield each MBI. No check digit exists, so the dashes carry the certainty."""
    for match in MBI.finditer(reading.norm):
        yield Finding("HEALTH_PLAN_NUMBER", *match.span(), score=0.95 if match[1] else 0.8, recognizer="medicare")


RECOGNIZER = Recognizer("medicare", find, frozenset([HAS_DIGIT]))
