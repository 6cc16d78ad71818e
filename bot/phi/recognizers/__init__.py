"""Recognizers: one kind of identifier, one module."""

from __future__ import annotations

from bot.drafts import Finding
from bot.phi.recognizers import dates, days, emails, ip_addresses, medicare, phones, ssn, urls, usernames
from bot.phi.recognizers._gate import hints
from bot.reading import Reading

_ALL = (
    ssn.RECOGNIZER,
    medicare.RECOGNIZER,
    phones.RECOGNIZER,
    emails.RECOGNIZER,
    urls.RECOGNIZER,
    ip_addresses.RECOGNIZER,
    usernames.RECOGNIZER,
    dates.RECOGNIZER,
    days.RECOGNIZER,
)
RECOGNIZERS = tuple((recognizer.name, recognizer.find) for recognizer in _ALL)


def candidates(reading: Reading) -> list[Finding]:
    return sorted((f for r in _ALL for f in r.find(reading)), key=lambda f: (f.start, -f.end))
