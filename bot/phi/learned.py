"""What the learned reader adds to rules of form: candidates that it alone sees, and its word on whose each candidate is."""

from __future__ import annotations

from collections.abc import Sequence

from bot.drafts import Finding
from bot.reading import Reading
from bot.reading.joining import ALONE, UNJOINED, Run, Share, joined, runs, shares, sureness

RECOGNIZER = "learned reader"
LEAST_SCORE = 0.5  # a run that is kept is no mere guess, and hides the whole of what forms saw in part
TYPES = {"ID": "OTHER_ID"}  # the reader's name for it, and a finding's


def alone(reading: Reading, of_form: Sequence[Finding]) -> tuple[Finding, ...]:
    """Candidates that no form gives away, or of which it gives only a part."""
    if reading.learned is None:
        return ()
    return tuple(
        Finding(
            TYPES.get(run.type, run.type), run.start, run.end, LEAST_SCORE + (1 - LEAST_SCORE) * run.sure, RECOGNIZER
        )
        for run in runs(reading.learned, reading.norm)
        if not any(_known(run, f) for f in of_form)
    )


def _known(run: Run, finding: Finding) -> bool:
    """Whether rules of form have a run already: as a whole, or a number of it, of which they say more precisely what it is."""
    if run.type in TYPES:
        return finding.start < run.end and run.start < finding.end and finding.type not in shares()["identifiers"]
    return finding.start <= run.start and run.end <= finding.end


def tie(reading: Reading, finding: Finding, of_form: float) -> float:
    """How surely a candidate at places of `reading.norm` is a patient's; `of_form` is what rules of form say, and all where nobody else reads."""
    if reading.learned is None:
        return of_form
    return joined(share_of(finding), of_form, sureness(reading.learned, finding.start, finding.end))


def share_of(finding: Finding) -> Share | None:
    """How the two are weighed for a candidate; None where its form says enough."""
    known = shares()["identifiers"]
    if finding.recognizer == RECOGNIZER:
        return known[ALONE]
    return known.get(finding.type)


def least(finding: Finding) -> float:
    """The probability from which a candidate is kept when forms and reader are joined."""
    share = share_of(finding)
    return UNJOINED if share is None else share.least
