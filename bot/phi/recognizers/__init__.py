"""Recognizers of form: one kind of identifier, one module, each with `find(reading)`.

They report every candidate of a form, with offsets into `reading.norm`, overlaps included. A score of 0.8 or more says that the
form or its cue is certain, one under 0.5 that it needs more evidence. Whose it is, the patient's or the practice's own, is
decided in `bot.phi.ownership`; names are found in `bot.phi.names`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bot.drafts import Finding
from bot.phi.recognizers import (
    _codes,
    accounts,
    addresses,
    ages,
    dates,
    days,
    devices,
    emails,
    health_plans,
    ip_addresses,
    licences,
    medicare,
    occasions,
    other_ids,
    phones,
    places,
    records,
    ssn,
    urls,
    usernames,
    vehicles,
)
from bot.phi.recognizers._gate import HAS_DIGIT, Recognizer, hints
from bot.phi.recognizers._scan import Pattern
from bot.reading import Reading

__all__ = ["RECOGNIZERS", "RecognizerFailed", "candidates"]

_MODULES = (
    ssn, medicare, health_plans, records, accounts, licences, vehicles, devices, other_ids, phones, emails, urls, ip_addresses, usernames,
    ages, dates, days, occasions, addresses, places,
)  # fmt: skip
_ALL: tuple[Recognizer, ...] = tuple(module.RECOGNIZER for module in _MODULES)
RECOGNIZERS: tuple[tuple[str, Callable[[Reading], Iterator[Finding]]], ...] = tuple((r.name, r.find) for r in _ALL)


class RecognizerFailed(Exception):
    """A recognizer failed, by its name alone. The caller must block: half a search proves nothing."""


def warm() -> None:
    """Compile every pattern now, for a process that lasts: else the first draft that needs one waits for it."""
    for module in (*_MODULES, _codes):
        for value in vars(module).values():
            for part in value if isinstance(value, tuple | list) else (value,):
                if isinstance(part, Pattern):
                    part.warm()


def candidates(reading: Reading) -> list[Finding]:
    """Return what every recognizer finds, by start, the longer first; those that surely find nothing are not run.

    Raises RecognizerFailed.
    """
    seen = hints(reading)
    found: list[Finding] = []
    for recognizer in _ALL:
        if recognizer.digits and HAS_DIGIT not in seen:
            continue
        if recognizer.cues is None or not recognizer.cues.isdisjoint(seen):
            found += _run(recognizer, reading)
    return sorted(set(found), key=lambda f: (f.start, -f.end, -f.score, f.type))


def _run(recognizer: Recognizer, reading: Reading) -> list[Finding]:
    try:
        return list(recognizer.find(reading))
    except Exception:
        # No cause: an exception may quote the draft, and exceptions are logged.
        raise RecognizerFailed(recognizer.name) from None
