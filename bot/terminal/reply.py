"""`checkpost reply`: answers to one review, each of which passed the check, or whom to tell where none should be written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from bot import logs
from bot.drafts import Draft, Kind, Report, Suggestion, Verdict
from bot.reading import read
from bot.terminal import asjson, inputs
from bot.terminal.desk import Desk
from bot.terminal.out import say

if TYPE_CHECKING:
    from bot.practice import Practice
    from bot.rewrite.replies import OfflineReplies, Replies

WRITER = "offline"
TURNS = 4  # how many wordings of a voice are tried before it is left out
OFFERED, NONE_PASSED, NO_PUBLIC_REPLY = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Wanted:
    """The options of the command."""

    review: str | None
    file: Path | None
    stars: int | None
    platform: str | None
    json: bool
    record: bool


@dataclass(frozen=True, slots=True)
class Kept:
    """The replies that passed, with their reports; how many did not; and what the writer had to say besides."""

    passed: tuple[tuple[Suggestion, Report], ...]
    dropped: int
    alert: str | None
    advice: tuple[str, ...]


def writer(desk: Desk) -> OfflineReplies:
    """Return who words replies. Raises WordingsBroken."""
    from bot.terminal.writers import Anew

    return Anew(desk.settings.prompts).replies


def kept(word: Callable[[int], Replies], review: str, platform: str, practice: Practice, desk: Desk) -> Kept:
    """Check each reply as it would be published, and keep what passes.

    `word` words the replies; with 1, 2 ... it gives other wordings, for a voice whose first one does not pass.
    """
    worded = cache(word)
    first = worded(0)
    passed = []
    for voice, _ in first.replies:
        for turn in range(TURNS):
            text = dict(worded(turn).replies)[voice]
            report = desk.checkpost.check(Draft(text, Kind.REVIEW_REPLY, platform, review), practice)
            if report.verdict is Verdict.PASS:
                passed.append((Suggestion(text, WRITER, voice), report))
                break
    return Kept(tuple(passed), len(first.replies) - len(passed), first.alert, first.advice)


def run(wanted: Wanted, desk: Desk) -> int:
    """Word, check, record, show; return the exit status: 0 replies, 1 none passed, 2 no public reply."""
    review = inputs.text_from(wanted.review, wanted.file, "review")
    platform = desk.platform(wanted.platform or "google")
    reading, words = read(review), writer(desk)
    replies = kept(
        lambda turn: words.write(reading, wanted.stars, desk.practice, platform, turn=turn),
        review, platform, desk.practice, desk,
    )  # fmt: skip
    ids = record(replies, review, desk) if wanted.record else ()
    logs.get("terminal").info(
        "reply.done", offered=len(replies.passed), dropped=replies.dropped, alert=bool(replies.alert)
    )
    if wanted.json:
        say(asjson.shown(data(replies, ids)))
    else:
        show(replies, ids, desk)
    return NO_PUBLIC_REPLY if replies.alert else OFFERED if replies.passed else NONE_PASSED


def record(replies: Kept, review: str, desk: Desk) -> Sequence[str]:
    """Record each reply offered as a check of its own. Raises TrailUnwritable: then nothing may be shown."""
    if not replies.passed:
        return ()
    from bot.audit import Checked

    scrubbed = desk.checkpost.scrub_review(review, desk.practice)
    checks = [Checked(report, desk.practice.id, scrubbed) for _, report in replies.passed]
    with desk.trail() as trail:
        return [str(check) for check in trail.record_many(checks, desk.settings.actor, desk.versions)]


def data(replies: Kept, ids: Sequence[str]) -> dict[str, object]:
    """Return replies as data."""
    checks: Sequence[str | None] = ids or [None] * len(replies.passed)
    return {
        "replies": [
            {"voice": suggestion.voice, "text": suggestion.text, "id": check}
            for (suggestion, _), check in zip(replies.passed, checks, strict=True)
        ],
        **({"alert": replies.alert} if replies.alert else {}),
        "advice": list(replies.advice),
        "dropped": replies.dropped,
    }


def show(replies: Kept, ids: Sequence[str], desk: Desk) -> None:
    """Print replies for a person."""
    from bot.terminal import render

    page = render.Page()
    if replies.alert:
        page.hanging("✖ ", "Do not answer this in public.", "bold red", "bold red")
        page.hanging("  ", replies.alert)
        return
    for advice in replies.advice:
        page.hanging("! ", advice, "", "bold yellow")
    if not replies.passed:
        page.line(
            "No reply to this review passes the check. Write one by hand and check it: checkpost check --review ..."
        )
        return
    render.wordings(page, [suggestion for suggestion, _ in replies.passed], "Reply")
    if replies.dropped:
        page.line(f"{replies.dropped} more did not pass the check and are not shown.", "dim")
    if not desk.practice.has_private_way():
        page.line(
            "The profile names no phone or email, so the replies cannot say how to go on in private: checkpost init",
            "dim",
        )
    page.line(f"Recorded as {', '.join(ids)}." if ids else "Not recorded (--no-record).", "dim")
