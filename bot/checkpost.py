"""The pipeline: a draft goes in; a report, and wordings that passed the same check, come out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from itertools import chain
from typing import Protocol

from bot import logs, phi, policy
from bot.drafts import Draft, Finding, Kind, Report, Scrubbed, Suggestion, Verdict
from bot.practice import Practice
from bot.reading import Reader, Reading, read
from bot.reading.normalise import normalise
from bot.reading.pieces import Seen

MOST_WORDINGS = 3
MOST_KNOWN = 5000  # wordings


class Writer(Protocol):
    """Makes wordings for a draft. What it returns is not yet checked."""

    def write(self, reading: Reading, report: Report, practice: Practice) -> Sequence[Suggestion]:
        """Return wordings, best first."""
        ...


@dataclass(frozen=True, slots=True)
class Checkpost:
    """Checks drafts of one installation: the packs in force, who words suggestions, and the learned reader (None: rules of form alone)."""

    packs: policy.Packs
    writers: tuple[Writer, ...] = ()
    reader: Reader | None = None
    _known: dict[bytes, bool] = field(
        default_factory=dict, repr=False, compare=False
    )  # by digest, whether a wording passes

    def check(self, draft: Draft, practice: Practice) -> Report:
        """Return the report: local, deterministic, no exception but DraftTooLong.

        Whatever fails inside is a fault of the report, and a report with a fault blocks: half a check proves nothing.
        """
        reading = read(draft.text)
        return self._judge(reading, draft, practice)

    def warm(self) -> None:
        """Load every list and compile every pattern now, for a process that lasts: else the first drafts wait for them."""
        self.packs.warm()
        phi.warm()
        self.check(
            Draft("Thank you, Maria!", Kind.REVIEW_REPLY, "google", "One star. I waited for an hour."), Practice()
        )

    def check_and_suggest(self, draft: Draft, practice: Practice) -> Report:
        """Return the report with up to three wordings, each of which passed `check`."""
        reading = read(draft.text)
        report = self._judge(reading, draft, practice)
        return replace(report, suggestions=self._suggest(reading, report, practice))

    def scrub_review(self, review: str, practice: Practice) -> Scrubbed:
        """Scrub the review that a reply answers: its own words are no waiver (policy-sources, fact 2)."""
        try:
            reading = self._learned(read(review), Draft(review), practice)
            return phi.scrub(review, phi.search(reading, practice).disputed)
        except Exception:  # whatever failed, the text is not known to be clean
            return phi.withhold()

    def suspect(self, text: str, practice: Practice) -> tuple[Finding, ...]:
        """Find whatever may be an identifier, whosever it is: for what is kept or shown with nobody's eye on it. Raises as `phi.find`."""
        return phi.suspect(self._learned(read(text), Draft(text), practice), practice)

    def passes(self, text: str, like: Draft, practice: Practice) -> bool:
        """Whether `text`, published as `like` would be, passes the check.

        Wordings come again: what was found of one is remembered under a digest, so no word of it is.
        """
        parts = (text, str(like.kind), like.platform, like.review, practice)
        key = sha256(repr(parts).encode("utf-8", "surrogatepass")).digest()
        known = self._known.get(key)
        if known is None:
            known = self.check(replace(like, text=text), practice).verdict is Verdict.PASS
            if len(self._known) >= MOST_KNOWN:
                self._known.clear()
            self._known[key] = known
        return known

    def _judge(self, reading: Reading, draft: Draft, practice: Practice) -> Report:
        faults: list[str] = []
        findings: tuple[Finding, ...] = ()
        disputed: tuple[Finding, ...] = ()
        hidden: tuple[Finding, ...] = ()
        scrubbed = phi.withhold()
        try:
            reading = self._learned(reading, draft, practice)
            findings, disputed, hidden = phi.search(reading, practice, draft.kind)
            scrubbed = phi.scrub(draft.text, disputed)
        except Exception as error:  # fail closed: any failure blocks, its type alone is told
            faults.append(f"The search for identifiers failed ({type(error).__name__}).")
            findings, scrubbed = (), phi.withhold()
        judgement = policy.judge(reading, findings, self.packs, draft, practice)
        faults += judgement.faults
        worst = max((v.verdict for v in judgement.violations), default=Verdict.PASS)
        if worst is Verdict.BLOCK and len(hidden) > len(disputed) and not faults:
            scrubbed = phi.scrub(draft.text, hidden)  # a draft that speaks of a patient may name one that was not found
        return Report(
            draft=draft,
            verdict=Verdict.BLOCK if faults else worst,
            findings=findings,
            violations=judgement.violations,
            notes=judgement.notes,
            scrubbed=scrubbed,
            faults=tuple(faults),
        )

    def _learned(self, reading: Reading, draft: Draft, practice: Practice) -> Reading:
        """The reading with what the learned reader says of it."""
        if self.reader is None:
            return reading
        seen = [Seen(f.start, f.end, f.type) for f in phi.candidates_of_form(reading)]
        review = normalise(draft.review).text if draft.review else None
        said = self.reader.read(reading.norm, phi.public(practice).words, seen, review)
        return replace(reading, learned=said)

    def _suggest(self, reading: Reading, report: Report, practice: Practice) -> tuple[Suggestion, ...]:
        """Keep of each writer's wordings, in order, those that are new and pass the check; three at most."""
        kept: list[Suggestion] = []
        for suggestion in chain.from_iterable(_wordings(w, reading, report, practice) for w in self.writers):
            seen = {s.text.strip() for s in kept} | {report.draft.text.strip()}
            fresh = suggestion.text.strip() not in seen and not _repeats(suggestion.text, report)
            if fresh and self.passes(suggestion.text, report.draft, practice):
                kept.append(suggestion)
            if len(kept) == MOST_WORDINGS:
                break
        return tuple(kept)


def _repeats(text: str, report: Report) -> bool:
    """Whether a wording holds an identifier that was found in the draft, in whatever case.

    Out of its context a found name may no longer be found; that it was found once is enough. A day in plain words
    (`tonight`) dates nobody once its story is gone.
    """
    found = ((f.type, report.draft.text[f.start : f.end].casefold()) for f in report.findings)
    words = {word for kind, word in found if len(word) > 2 and (kind != "DATE" or any(map(str.isdigit, word)))}
    held = text.casefold()
    return any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", held) for word in words)


def _wordings(writer: Writer, reading: Reading, report: Report, practice: Practice) -> Sequence[Suggestion]:
    """What a writer offers; nothing if it fails, for a verdict must not wait for wordings."""
    try:
        return tuple(writer.write(reading, report, practice))
    except Exception as error:  # a writer's fault costs its wordings alone, and is logged without its message
        logs.get("rewrite").warning("writer.failed", error=error)
        return ()
