"""`checkpost check`: one draft, checked, recorded, then shown."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from bot import logs
from bot.audit import CheckId
from bot.desk import intake
from bot.desk.desk import Desk
from bot.drafts import Draft, Kind, Report, Verdict
from bot.terminal import asjson, inputs
from bot.terminal.out import aside, say

if TYPE_CHECKING:
    from bot.rewrite.model.writer import Worded


@dataclass(frozen=True, slots=True)
class Wanted:
    """The options of the command."""

    text: str | None
    file: Path | None
    kind: Kind | None
    platform: str | None
    review: str | None
    json: bool
    redact: bool
    record: bool


def run(wanted: Wanted, desk: Desk) -> int:
    """Check, record, show; return the exit status: 0 pass, 1 revise, 2 block."""
    draft = draft_of(wanted, desk)
    report = desk.checkpost.check_and_suggest(draft, desk.practice)
    if report.verdict is Verdict.PASS and intake.shows_otherwise(draft.text):
        raise intake.other_order("draft")  # before it is recorded: nobody may show later that it passed
    check = record(report, desk) if wanted.record else None
    logs.get("terminal").info(
        "check.done",
        check=check,
        verdict=report.verdict,
        kind=draft.kind,
        platform=draft.platform,
        faults=len(report.faults),
    )
    if wanted.json:
        worded = _by_model(report, check, desk)
        whole = replace(report, suggestions=report.suggestions + worded.suggestions) if worded else report
        say(asjson.shown(asjson.of_report(whole, check, redact=wanted.redact)))
    else:
        show(report, check, desk, redact=wanted.redact)  # nobody waits for a model to hear the verdict
        _show_model(report, _by_model(report, check, desk), redact=wanted.redact)
    return int(report.verdict)


def _by_model(report: Report, check: str | None, desk: Desk) -> Worded | None:
    """Ask the model for wordings of a draft that needs some. What is not recorded is not sent."""
    if check is None or report.verdict is Verdict.PASS or desk.model is None:
        return None
    with desk.trail() as trail:
        worded = desk.model.word(report, CheckId(check), trail)
        if worded.suggestions:
            trail.record_suggested(CheckId(check), worded.suggestions, f"{desk.settings.model} {worded.prompt}")
    return worded


def _show_model(report: Report, worded: Worded | None, *, redact: bool) -> None:
    """Print what the model offers, after the verdict and the offline wordings."""
    if worded is None:
        return
    from bot.desk.words import Words, placeholders
    from bot.terminal import render

    page, words = render.Page(), Words(report, hide=placeholders if redact else None)
    if worded.suggestions:
        page.line("By the model:", "bold")
        render.wordings(page, [words.suggestion(s) for s in worded.suggestions])
    else:
        page.line(f"{worded.says} What is above stands.", "dim")


def draft_of(wanted: Wanted, desk: Desk) -> Draft:
    """Return the draft that the options describe."""
    text = inputs.text_from(wanted.text, wanted.file, "draft")
    if wanted.text and wanted.text == text and _names_a_file(text):
        from bot.desk.words import printable

        named = "" if wanted.redact else f" {printable(text)}"
        aside(f"The words{named} themselves are checked. For what the file of that name holds: --file{named}")
    review = intake.checked(wanted.review, "review") if wanted.review is not None else None
    kind = wanted.kind or (Kind.REVIEW_REPLY if review is not None else Kind.POST)
    platform = wanted.platform or ("google" if kind is Kind.REVIEW_REPLY else "facebook")
    return Draft(text, kind, desk.platform(platform), review)


def _names_a_file(text: str) -> bool:
    try:
        return "\n" not in text and len(text) < 200 and Path(text).is_file()
    except OSError:  # too long for a name of a file: 200 letters of Chinese have 600 bytes
        return False


def record(report: Report, desk: Desk) -> str:
    """Record the check and return its id. Raises TrailUnwritable: then nothing may be shown as checked."""
    draft, practice = report.draft, desk.practice
    review = desk.checkpost.scrub_review(draft.review, practice) if draft.review is not None else None
    with desk.trail() as trail:
        return str(trail.record_checked(report, desk.settings.actor, practice.id, desk.versions, review))


def show(report: Report, check: str | None, desk: Desk, *, redact: bool) -> None:
    """Print the report for a person."""
    from bot.desk.words import Words, placeholders
    from bot.terminal import render

    page, words = render.Page(), Words(report, hide=placeholders if redact else None)
    render.verdict(page, report, words)
    render.wordings(page, [words.suggestion(s) for s in report.suggestions])
    if report.verdict is not Verdict.PASS and not report.suggestions:
        page.line()
        page.line("There is no wording to offer that passes the check. Change the words in brackets and check again.")
    page.line()
    recorded = f"Recorded as {check}." if check else "Not recorded (--no-record)."
    hint = (
        "" if desk.profile else " No practice profile yet: `checkpost init` makes one, so that your own staff is known."
    )
    page.line(recorded + hint, "dim")
