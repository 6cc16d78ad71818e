"""IP addresses, version 4 and 6. Source: RFC 791, RFC 4291 2.2; `ipaddress` is the judge. A version number is none."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator

from bot.drafts import Finding
from bot.phi.recognizers._gate import HAS_COLONS, HAS_DIGIT, Recognizer, mark
from bot.phi.recognizers._scan import Pattern, alone
from bot.reading import Reading

V4 = Pattern(r"\b\d{1,3}(?:\.\d{1,3}){3,8}\b")
# Bounded, so that matching is linear.
V6 = re.compile(r"(?<![\w:.])[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,7}(?![\w:])")
VERSION = re.compile(r"(?:\bv(?:er)?\.?|version|release|build|firmware|software)\s{0,2}$", re.IGNORECASE)
CUE = re.compile(r"\bip\b[^.!?\n]{0,40}$", re.IGNORECASE)


def find(reading: Reading) -> Iterator[Finding]:
    """Yield each address; one that cannot exist only where `IP` stands before it."""
    text = reading.norm
    if text.count(".") > 2:
        for match in V4.finditer(text):
            before = text[max(0, match.start() - 50) : match.start()]
            if VERSION.search(before[-12:]) or before[-1:] == "." or not alone(text, *match.span()):
                continue
            if _is_address(match[0]):
                yield mark("IP_ADDRESS", match, 0.95, "ip_address")
            elif match[0].count(".") == 3 and CUE.search(before):
                yield mark("IP_ADDRESS", match, 0.6, "ip_address")
    if text.count(":") > 1:
        for match in V6.finditer(text):
            if sum(map(str.isalnum, match[0])) > 3 and _is_address(match[0]):
                yield mark("IP_ADDRESS", match, 0.95, "ip_address")


def _is_address(written: str) -> bool:
    try:
        # Leading zeros (192.168.001.004) are how logs and people write them; ipaddress refuses those.
        ipaddress.ip_address(re.sub(r"\b0+(?=\d)", "", written) if "." in written else written)
    except ValueError:
        return False
    return True


RECOGNIZER = Recognizer("ip_address", find, frozenset([HAS_DIGIT, HAS_COLONS]))
