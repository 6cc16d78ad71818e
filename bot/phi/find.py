"""All recognizers over one reading, then whose each candidate is, then one finding a place."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from typing import NamedTuple

from bot.drafts import Finding, Kind
from bot.phi import learned, names, places
from bot.phi.ownership import Owner
from bot.phi.public import public
from bot.phi.recognizers import candidates
from bot.practice import Practice
from bot.reading import Reading

CANDIDATES = "candidates"
FAINT = 0.02  # below this the words around all but rule a patient out
DOUBTFUL = 0.12  # from here on a candidate is hidden in what is kept of a draft that must not go out
# What is sure by its form wins over what is guessed from words.
CERTAINTY = {"PERSON": 1, "LOCATION": 1, "DATE": 1, "OTHER_ID": 2, "USERNAME": 3}


def find(reading: Reading, practice: Practice, kind: Kind = Kind.POST) -> tuple[Finding, ...]:
    """Find what identifies a patient, a reviewer, or a relative, household member or employer of theirs.

    Returns findings by start, none overlapping another, at code points of the author's text. Raises whatever a
    recognizer raises: half a search proves nothing, so the caller blocks.

    Source: 45 CFR 164.514(b)(2)(i), the eighteen identifiers.
    """
    return search(reading, practice, kind).findings


class Found(NamedTuple):
    """`findings` are told to the author. For what is kept, `disputed` are they and what forms or reader alone take for a patient's: where
    the two disagree, the safer wins. `hidden` are these and whatever else might be one's, for a draft that must not go out."""

    findings: tuple[Finding, ...]
    disputed: tuple[Finding, ...]
    hidden: tuple[Finding, ...]


def search(reading: Reading, practice: Practice, kind: Kind = Kind.POST, doubt: float = DOUBTFUL) -> Found:
    """Find what identifies somebody, and beside it what may: every candidate that is a patient's with a probability of `doubt`.

    A word too many hidden in what is kept costs little, and a name too many costs a breach. What the profile has made public is
    never hidden. Raises as `find` does.
    """
    owner = Owner(reading, public(practice), kind)
    weighed = [
        (Finding(f.type, *reading.origin(f.start, f.end), f.score, f.recognizer), tie, f)
        for f, tie in owner.weigh(candidates_of(reading))
    ]
    kept = without_overlaps(f for f, tie, own in weighed if owner.keeps(own, tie))
    disputed = without_overlaps(
        (*kept, *(f for f, tie, own in weighed if not owner.keeps(own, tie) and owner.disputes(own)))
    )
    doubtful = (f for f, tie, own in weighed if not owner.keeps(own, tie) and (tie >= doubt or owner.disputes(own)))
    return Found(kept, disputed, without_overlaps((*kept, *doubtful)))


def suspect(reading: Reading, practice: Practice) -> tuple[Finding, ...]:
    """Find whatever may be an identifier, whosever it is: for text that nobody reads before it is kept, such as a reason."""
    return search(reading, practice, Kind.POST, FAINT).hidden


def candidates_of(reading: Reading) -> tuple[Finding, ...]:
    """Whatever looks like an identifier, whoever's: by start, at places of `reading.norm`; none overlaps one of its type.

    Where the learned reader has read the draft, what it alone takes for one as well.
    """
    of_form = candidates_of_form(reading)
    return (*of_form, *learned.alone(reading, of_form)) if reading.learned else of_form


def candidates_of_form(reading: Reading) -> tuple[Finding, ...]:
    """The candidates that lists and forms give, found once a reading."""
    if CANDIDATES not in reading.memo:
        reading.memo[CANDIDATES] = _of_form(reading)
    found: tuple[Finding, ...] = reading.memo[CANDIDATES]
    return found


def _of_form(reading: Reading) -> tuple[Finding, ...]:
    by_type: dict[str, list[Finding]] = {}
    for finding in (*candidates(reading), *_not_towns(names.find(reading), places.find(reading))):
        by_type.setdefault(finding.type, []).append(finding)
    return tuple(f for found in by_type.values() for f in without_overlaps(found))


def _not_towns(persons: Iterable[Finding], towns: Iterable[Finding]) -> list[Finding]:
    """Persons and places; where a town of two words (San Antonio) reads like a name as well, it is the town."""
    found = list(towns)
    long = [f for f in found if f.recognizer == "long town"]
    return found + [p for p in persons if not any(f.start <= p.start and p.end <= f.end for f in long)]


def without_overlaps(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Keep, where findings overlap, no mere guess, then the longer, which hides more, then the surer kind; by start."""
    ranked = sorted(
        findings, key=lambda f: (f.score < 0.4, f.start - f.end, -CERTAINTY.get(f.type, 4), -f.score, f.start)
    )
    kept: list[Finding] = []
    starts: list[int] = []
    for finding in ranked:
        at = bisect_left(starts, finding.start)
        before_ends = at == 0 or kept[at - 1].end <= finding.start
        if before_ends and (at == len(kept) or finding.end <= kept[at].start):
            starts.insert(at, finding.start)
            kept.insert(at, finding)
    return tuple(kept)
