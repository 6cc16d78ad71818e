"""Replies to one review, each of which passed the check: worded, checked, recorded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from bot.desk.desk import Desk
from bot.desk.writers import NAME, Anew
from bot.drafts import Draft, Kind, Report, Suggestion, Verdict
from bot.reading import read

if TYPE_CHECKING:
    from bot.audit import Checked
    from bot.practice import Practice
    from bot.rewrite.replies import OfflineReplies, Replies

TURNS = 4  # how many wordings of a voice are tried before it is left out


@dataclass(frozen=True, slots=True)
class Kept:
    """The replies that passed, with their reports; how many did not; and what the writer had to say besides."""

    passed: tuple[tuple[Suggestion, Report], ...]
    dropped: int
    alert: str | None
    advice: tuple[str, ...]


def writer(desk: Desk) -> OfflineReplies:
    """Return who words replies. Raises WordingsBroken."""
    return Anew(desk.settings.prompts).replies


def kept(word: Callable[[int], Replies], review: str, platform: str, practice: Practice, desk: Desk) -> Kept:
    """Check each reply as it would be published, and keep what passes.

    `word` words the replies; with 1, 2 ... it gives other wordings, for a voice whose first one does not pass.
    """
    turn_of = cache(word)
    first = turn_of(0)
    passed = []
    for voice, _ in first.replies:
        for turn in range(TURNS):
            text = dict(turn_of(turn).replies)[voice]
            report = desk.checkpost.check(Draft(text, Kind.REVIEW_REPLY, platform, review), practice)
            if report.verdict is Verdict.PASS:
                passed.append((Suggestion(text, NAME, voice), report))
                break
    return Kept(tuple(passed), len(first.replies) - len(passed), first.alert, first.advice)


def worded(review: str, stars: int | None, platform: str, desk: Desk) -> Kept:
    """Word replies to `review` for this practice, and keep what passes. Raises WordingsBroken."""
    reading, words = read(review), writer(desk)
    return kept(
        lambda turn: words.write(reading, stars, desk.practice, platform, turn=turn),
        review, platform, desk.practice, desk,
    )  # fmt: skip


def checks(replies: Kept, review: str, desk: Desk) -> list[Checked]:
    """Each reply offered, as a check of its own to be recorded."""
    from bot.audit import Checked

    scrubbed = desk.checkpost.scrub_review(review, desk.practice)
    return [Checked(report, desk.practice.id, scrubbed) for _, report in replies.passed]
