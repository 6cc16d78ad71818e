"""The model as second writer, where one is configured: what it is asked, and where that is written down before it leaves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.audit import Answered, CheckId, Sent
from bot.desk import answers
from bot.drafts import Draft, Kind, Report, Scrubbed, Verdict
from bot.reading import read
from bot.rewrite.model.calls import Allowance, Circuit
from bot.rewrite.model.endpoint import Client, Endpoint
from bot.rewrite.model.writer import Asked, Ledger, ModelWriter, Worded
from bot.rewrite.prompts import load

if TYPE_CHECKING:
    from bot.audit import Trail
    from bot.desk.desk import Desk
    from bot.practice import Practice
    from bot.settings import Settings

OVER_LENGTH = "over-length"


class Model:
    """The endpoint of one installation, with what is known of it. Raises PromptBroken if the prompts cannot be used."""

    def __init__(self, desk: Desk) -> None:
        settings = desk.settings
        self._desk = desk
        self.client = Client(endpoint(settings))
        self._prompts = load(settings.prompts)
        self._circuit, self._allowance = Circuit(), Allowance(settings.model_calls, settings.model_tokens)

    def word(self, report: Report, check: CheckId, trail: Trail) -> Worded:
        """Ask for wordings of a checked draft. Where the check failed, or the review should have no public reply, nothing is sent."""
        draft, practice = report.draft, self._desk.practice
        if report.faults:
            return Worded(says="The check failed in part, so nothing was sent to the model.")
        if draft.review and answers.writer(self._desk).write(read(draft.review), None, practice, draft.platform).alert:
            return Worded(says="This review should have no public reply, so nothing was sent to the model.")
        review = self._desk.checkpost.scrub_review(draft.review, practice) if draft.review else None
        ledger = _Ledger(trail, check, self._desk.settings.actor)
        writer = ModelWriter(self.client, self._prompts, self._faults(draft), ledger, self._circuit, self._allowance)
        return writer.word(asked(report, review, self._desk))

    def _faults(self, draft: Draft) -> Callable[[str], Sequence[str]]:
        """Say what the check has against a wording, by the names of the rules."""

        def faults(text: str) -> list[str]:
            report = self._desk.checkpost.check(replace(draft, text=text), self._desk.practice)
            wrong = [f"it breaks a rule: {v.title}. {v.fix}" for v in report.violations]
            wrong += [f"it is too long: {n.figure}" for n in report.notes if n.rule == OVER_LENGTH]
            return wrong or (["it could not be checked"] if report.verdict is not Verdict.PASS else [])

        return faults


def asked(report: Report, review: Scrubbed | None, desk: Desk) -> Asked:
    """What a model is asked for a report: scrubbed text, and what the practice itself made public."""
    draft = report.draft
    platform = desk.packs.platforms[draft.platform]
    limit = platform.reply if draft.kind is Kind.REVIEW_REPLY else platform.post
    return Asked(
        draft=report.scrubbed,
        public=public(desk.practice),
        platform=platform.name,
        room=f"at most {limit.most:,} {limit.unit}" if limit else "any length",
        broken=[f"{v.title}. {v.fix}" for v in report.violations],
        review=review,
        kept=harmless(report),
    )


@dataclass(frozen=True, slots=True)
class _Ledger(Ledger):
    """Writes calls into the trail, each under the check that it is for."""

    trail: Trail
    check: CheckId
    actor: str

    def sent(self, host: str, model: str, prompt: str, text: Scrubbed) -> str:
        return str(self.trail.record_sent(self.check, Sent(host, model, prompt, text), self.actor))

    def answered(self, call: str, outcome: str, milliseconds: int, tokens: tuple[int, int]) -> None:
        self.trail.record_answered(self.check, int(call), Answered(outcome, milliseconds, *tokens), self.actor)

    def spent(self) -> tuple[int, int]:
        return self.trail.spent_today()


def endpoint(settings: Settings) -> Endpoint:
    """Where the settings say that the model is."""
    return Endpoint(
        settings.model_url, settings.model, settings.model_key, float(settings.model_timeout), settings.model_temperature,
        settings.model_proxy, settings.model_headers, settings.model_api_version,
    )  # fmt: skip


def public(practice: Practice) -> str:
    """The profile in lines: what the practice itself made public."""
    fields = {
        "Name": practice.name, "Specialty": practice.specialty, "Staff": "; ".join(practice.staff), "Phone": practice.phone,
        "Email": practice.email, "Website": practice.website, "Address": practice.address, "Handles": " ".join(practice.handles),
        "Ask for": practice.contact_person, "Hours": practice.hours,
    }  # fmt: skip
    return "\n".join(f"{name}: {value}" for name, value in fields.items() if value)


def harmless(report: Report) -> str:
    """The sentences of a draft in which nothing was found: what they say may be published, and is to be kept."""
    if report.draft.kind is Kind.REVIEW_REPLY:
        return ""
    reading = read(report.draft.text)
    wrong = [(f.start, f.end) for f in report.findings] + [(s.start, s.end) for v in report.violations for s in v.spans]
    kept = []
    for start, end in reading.sentences:
        if start < end:
            first, last = reading.origin(start, end)
            if not any(a < last and first < b for a, b in wrong):
                kept.append(report.draft.text[first:last])
    return " ".join(kept)
