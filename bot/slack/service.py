"""What the listeners ask for: a draft checked and recorded, replies to a review, a card recalled, a decision made.

Nothing here knows how a card is drawn or sent. Whatever is checked is on disk before this returns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from threading import Lock

from bot import phi
from bot.audit import CheckId, Decided, Decision, Outcome, Trail
from bot.desk import answers, intake
from bot.desk.desk import Desk
from bot.drafts import Draft, Finding, Kind, Report, Scrubbed, Suggestion, Verdict
from bot.slack import card as cards
from bot.slack.card import DRAFT, Card, Wording
from bot.slack.memory import Recent
from bot.slack.people import People, Person

REMEMBERED = 2000  # drafts whose words are still known
HOUR = 3600.0
POST, REPLY = "facebook", "google"  # where a draft goes that does not say it


@dataclass(frozen=True, slots=True)
class Made:
    """A check that was made: its card's data is in `report`."""

    check: CheckId
    report: Report


@dataclass(frozen=True, slots=True)
class Service:
    """One workspace's Checkpost."""

    desk: Desk
    trail: Trail
    people: People
    recent: Recent[Draft]
    # One check at a time: side by side they only take turns at the interpreter's lock, at twice the cost.
    turn: Lock = field(default_factory=Lock)

    def draft(self, words: str, kind: Kind = Kind.POST, platform: str = "", review: str = "") -> Draft:
        """Return a draft that can be checked. Raises InputUnreadable, DraftTooLong or CheckpostError."""
        chosen = self.desk.platform(platform or (REPLY if kind is Kind.REVIEW_REPLY else POST))
        answered = intake.checked(review, "review") if review else None
        return Draft(intake.checked(words, "draft"), kind, chosen, answered)

    def check(self, draft: Draft, author: Person, delivery: str) -> Made:
        """Check, word and record a draft. Raises TrailUnwritable: then nothing may be shown as checked.

        Raises InputUnreadable for a draft that would pass but may be shown in another order of letters.
        """
        checkpost, practice = self.desk.checkpost, self.desk.practice
        with self.turn:
            report = checkpost.check_and_suggest(draft, practice)
        if report.verdict is Verdict.PASS and intake.shows_otherwise(draft.text):
            raise intake.other_order("draft")
        review = checkpost.scrub_review(draft.review, practice) if draft.review is not None else None
        check = self.trail.record_checked(
            report, author.label, practice.id, self.desk.versions, review, delivery=delivery
        )
        self.recent.put(check, draft)
        return Made(check, report)

    def card(self, made: Made, author: Person, *, masked: bool) -> Card:
        """Return the card of a check just made, as it stands."""
        return self._shown(made.report, made.check, author, masked)

    def answer(self, review: str, stars: int | None, platform: str, author: Person, delivery: str) -> Card | str:
        """Return a card with replies, each recorded as a check of its own; or whom to tell, where none should be written.

        Raises InputUnreadable, DraftTooLong, CheckpostError, TrailUnwritable.
        """
        chosen = self.desk.platform(platform or REPLY)
        words = intake.checked(review, "review")
        replies = answers.worded(words, stars, chosen, self.desk)
        if replies.alert:
            return replies.alert
        recorded = [
            replace(c, delivery=f"{delivery}:{n}") for n, c in enumerate(answers.checks(replies, words, self.desk))
        ]
        ids = self.trail.record_many(recorded, author.label, self.desk.versions)
        for check, (suggestion, _) in zip(ids, replies.passed, strict=True):
            self.recent.put(check, Draft(suggestion.text, Kind.REVIEW_REPLY, chosen, words))
        return _reply_card(ids, [s for s, _ in replies.passed], chosen, author, replies.advice)

    def recall(self, check: str) -> Card:
        """Return the card of a recorded check, without the words of its draft. Raises NoSuchCheck."""
        record = self.trail.show(check)
        return cards.of_trail(record, self.desk.packs, self.trail.state(CheckId(record["id"])))

    def known(self, check: CheckId, author: Person, *, masked: bool) -> Card:
        """Return the card with the author's words where they are still remembered, else as the trail has it."""
        draft = self.recent.get(check)
        if draft is None:
            return self.recall(check)
        report = self.desk.checkpost.check_and_suggest(draft, self.desk.practice)
        return self._shown(report, check, author, masked)

    def _shown(self, report: Report, check: CheckId, author: Person, masked: bool) -> Card:
        """The card of a report. Where Slack keeps it, whatever may be an identifier is hidden, whosever it is."""
        hidden: Sequence[Finding] | None = None
        if masked:
            suspected = self.desk.checkpost.suspect(report.draft.text, self.desk.practice)
            hidden = phi.without_overlaps((*report.findings, *suspected))
        return cards.of_report(report, check, author.label, masked=hidden, state=self.trail.state(check))

    def wording(self, check: CheckId, number: int) -> Suggestion | None:
        """Return a wording that was offered, from the trail."""
        return cards.suggestion(self.trail.show(check), number)

    def decide(  # noqa: PLR0913 - what a decision is made of
        self, check: CheckId, decision: Decision, by: Person, *, delivery: str, wording: Suggestion | None = None,
        reason: str = "", rule: str = "",
    ) -> Outcome:  # fmt: skip
        """Record a decision. Its reason is scrubbed first. Raises NoSuchCheck, TrailUnwritable."""
        told = self.scrub(reason, check) if reason else None
        return self.trail.decide(check, Decided(decision, wording, told, rule), by.label, delivery=delivery)

    def may_override(self, check: CheckId) -> bool:
        """Whether a check may be overruled by its author: never one that blocks."""
        return self.trail.show(check)["verdict"] == str(Verdict.REVISE) and not self.trail.show(check)["faults"]

    def author_of(self, check: CheckId) -> str:
        """The member who had a draft checked."""
        return str(self.trail.show(check)["actor"]).split(" ")[0]

    def scrub(self, words: str, check: CheckId) -> Scrubbed:
        """Scrub what somebody typed into a form about a check: reasons name patients too, also in lower case."""
        try:
            found = self.desk.checkpost.suspect(words, self.desk.practice)
            return phi.scrub(words, phi.without_overlaps((*found, *self._named_in(check, words))))
        except Exception:  # fail closed: what could not be read is not kept
            return phi.withhold()

    def _named_in(self, check: CheckId, words: str) -> Iterator[Finding]:
        """Yield where `words` repeat an identifier of the draft, in whatever case, while the draft is remembered."""
        draft = self.recent.get(check)
        if draft is None:
            return
        for finding in self.desk.checkpost.check(draft, self.desk.practice).findings:
            whole = draft.text[finding.start : finding.end]
            for part in {whole, *(re.findall(r"[^\W\d_]{3,}", whole) if finding.type == "PERSON" else ())}:
                for match in re.finditer(rf"(?<!\w){re.escape(part)}(?!\w)", words, re.IGNORECASE):
                    yield Finding(finding.type, *match.span(), finding.score, finding.recognizer)


def _reply_card(
    ids: Sequence[CheckId], replies: Sequence[Suggestion], platform: str, author: Person, advice: Sequence[str]
) -> Card:
    wordings = tuple(Wording(check, DRAFT, s.text, s.voice) for check, s in zip(ids, replies, strict=True))
    return Card(
        check=ids[0] if ids else CheckId(""),
        author=author.label,
        kind=Kind.REVIEW_REPLY,
        platform=platform,
        verdict=Verdict.PASS,
        points=(),
        notes=(),
        faults=(),
        wordings=wordings,
        identifiers=0,
        advice=tuple(advice),
        replies=True,
    )
