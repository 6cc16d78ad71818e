"""`checkpost reply`: answers to one review, each of which passed the check, or whom to tell where none should be written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot import logs
from bot.desk import answers
from bot.desk.answers import Kept
from bot.desk.desk import Desk
from bot.terminal import asjson, inputs
from bot.terminal.out import say

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


def run(wanted: Wanted, desk: Desk) -> int:
    """Word, check, record, show; return the exit status: 0 replies, 1 none passed, 2 no public reply."""
    review = inputs.text_from(wanted.review, wanted.file, "review")
    platform = desk.platform(wanted.platform or "google")
    replies = answers.worded(review, wanted.stars, platform, desk)
    ids = _recorded(replies, review, desk) if wanted.record else ()
    logs.get("terminal").info(
        "reply.done", offered=len(replies.passed), dropped=replies.dropped, alert=bool(replies.alert)
    )
    if wanted.json:
        say(asjson.shown(data(replies, ids)))
    else:
        show(replies, ids, desk)
    return NO_PUBLIC_REPLY if replies.alert else OFFERED if replies.passed else NONE_PASSED


def _recorded(replies: Kept, review: str, desk: Desk) -> Sequence[str]:
    """Raises TrailUnwritable: then nothing may be shown."""
    if not replies.passed:
        return ()
    with desk.trail() as trail:
        checks = answers.checks(replies, review, desk)
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
