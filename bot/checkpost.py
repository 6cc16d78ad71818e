"""The pipeline: a draft goes in; a report, and wordings that passed the same check, come out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from bot import phi, policy
from bot.drafts import Draft, Finding, Report, Scrubbed, Suggestion, Verdict
from bot.practice import Practice
from bot.reading import Reading, read


class Writer(Protocol):
    """Makes wordings for a draft. What it returns is not yet checked."""

    def write(self, reading: Reading, report: Report, practice: Practice) -> Sequence[Suggestion]:
        """Return wordings, best first."""
        ...


@dataclass(frozen=True, slots=True)
class Checkpost:
    """Checks drafts of one installation: the packs in force, and who words suggestions."""

    packs: policy.Packs
    writers: tuple[Writer, ...] = ()

    def check(self, draft: Draft, practice: Practice) -> Report:
        """Return the report: local, deterministic, no exception but DraftTooLong.

        Whatever fails inside is a fault of the report, and a report with a fault blocks: half a check proves nothing.
        """
        reading = read(draft.text)
        return self._judge(reading, draft, practice)

    def check_and_suggest(self, draft: Draft, practice: Practice) -> Report:
        """Return the report with up to three wordings, each of which passed `check`."""
        reading = read(draft.text)
        report = self._judge(reading, draft, practice)
        return replace(report, suggestions=self._suggest(reading, report, practice))

    def scrub_review(self, review: str, practice: Practice) -> Scrubbed:
        """Scrub the review that a reply answers: its own words are no waiver (policy-sources, fact 2)."""
        try:
            return phi.scrub(review, phi.find(read(review), practice))
        except Exception:  # whatever failed, the text is not known to be clean
            return phi.withhold()

    def passes(self, text: str, like: Draft, practice: Practice) -> bool:
        """Whether `text`, published as `like` would be, passes the check."""
        return self.check(replace(like, text=text), practice).verdict is Verdict.PASS

    def _judge(self, reading: Reading, draft: Draft, practice: Practice) -> Report:
        faults: list[str] = []
        findings: tuple[Finding, ...] = ()
        scrubbed = phi.withhold()
        try:
            findings = phi.find(reading, practice, draft.kind)
            scrubbed = phi.scrub(draft.text, findings)
        except Exception as error:  # fail closed: any failure blocks, its type alone is told
            faults.append(f"The search for identifiers failed ({type(error).__name__}).")
            findings, scrubbed = (), phi.withhold()
        judgement = policy.judge(reading, findings, self.packs, draft, practice)
        faults += judgement.faults
        worst = max((v.verdict for v in judgement.violations), default=Verdict.PASS)
        return Report(
            draft=draft,
            verdict=Verdict.BLOCK if faults else worst,
            findings=findings,
            violations=judgement.violations,
            notes=judgement.notes,
            scrubbed=scrubbed,
            faults=tuple(faults),
        )

    def _suggest(self, reading: Reading, report: Report, practice: Practice) -> tuple[Suggestion, ...]:
        """Ask each writer, keep what passes; a writer that fails offers nothing."""
        kept: list[Suggestion] = []
        for writer in self.writers:
            for suggestion in writer.write(reading, report, practice):
                fresh = suggestion.text.strip() != report.draft.text.strip()
                if (
                    fresh
                    and all(s.text != suggestion.text for s in kept)
                    and self.passes(suggestion.text, report.draft, practice)
                ):
                    kept.append(suggestion)
        return tuple(kept[:3])


Check = Callable[[str], bool]
