"""Devices: UDI, serial, lot and model numbers of implants, and the addresses of hardware.

Sources: 45 CFR 164.514(b)(2)(i)(M). UDI, 21 CFR 801 subpart B, written by GS1 as (01) and a 14-digit GTIN, then (11), (17), (10)
or (21) with dates, lot and serial. MAC: IEEE 802. Anything else needs a cue.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.drafts import Finding
from bot.phi.recognizers._codes import announced, codes
from bot.phi.recognizers._gate import Recognizer, mark, word_set
from bot.phi.recognizers._scan import Pattern
from bot.reading import Reading

UDI = Pattern(r"\(01\)\s?\d{14}(?:\s?\((?:10|11|17|21|240)\)\s?[A-Za-z0-9_-]+)*|\(21\)\s?[A-Za-z0-9-]{4,20}")
MAC = Pattern(r"(?i)\b[0-9A-F]{2}(?:[:-][0-9A-F]{2}){5}\b")
KIND = announced(
    r"serials?|s/n|sn|s\.n\.|lots?|batch|ref|cat(?:alog)?|implants?|abutments?|pacemakers?|devices?|stents?|pumps?|hearing\s+aids?|udi|imei|meid|udid|mac"
    r"|model|lens|iol|prosthes[ie]s|dentures?|aligners?|cpap",
    strong=r"serial(?:\s*(?:number|no\.|\#))?|s/n|(?:device|implant|lot|model|batch|ref|pacemaker|stent|catalog|unit|pump|cpap)\s*(?:id|number|no\.|\#)|udi|imei|mac\s+address",
    least=4,
)


def find(reading: Reading) -> Iterator[Finding]:
    """Yield UDIs and hardware addresses by form, and each number that a cue announces."""
    text = reading.norm
    if "(" in text:
        for match in UDI.finditer(text):
            yield mark("DEVICE_ID", match, 0.95, "udi")
    for match in MAC.finditer(text):
        yield mark("DEVICE_ID", match, 0.85, "mac")
    for code in codes(KIND, reading):
        before = reading.low[max(0, code.start - 24) : code.start]
        if re.search(r"\b(?:a|parking|whole)\s+lots?\b", before):
            continue
        yield Finding("DEVICE_ID", code.start, code.end, 0.85 if code.size > 5 else 0.6, "device")


CUES = word_set(
    "serial serials s n sn lot lots batch ref cat catalog implant implants abutment abutments pacemaker pacemakers device devices stent stents pump pumps "
    "hearing udi imei meid udid mac model lens iol prosthesis prostheses denture dentures aligner aligners cpap unit"
)
RECOGNIZER = Recognizer("device", find, CUES, digits=True)
