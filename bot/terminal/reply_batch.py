"""`checkpost reply --batch`: a line of replies for each review, no two alike by accident.

That no two are alike follows from the order, so one process words them all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from bot.desk import answers
from bot.desk.desk import Desk, desk_of
from bot.errors import CheckpostError
from bot.reading import read
from bot.rewrite.replies import Asked, Replies
from bot.terminal import asjson, batch, entries
from bot.terminal.engine import Done, Work
from bot.terminal.lines import Line


@dataclass(frozen=True, slots=True)
class Answers:
    """The task: what is known before the first line is read."""

    practice: Path | None
    practices: Path | None
    platform: str | None
    record: bool
    name: str = ""

    def __call__(self) -> Work:
        """Load what the work needs. Raises what Desk raises."""
        desk = desk_of(self.practice)
        defaults = entries.Defaults(
            practice=desk.practice,
            profiles=batch.profiles(self.practices),
            platform=desk.platform(self.platform) if self.platform else None,
            platforms=tuple(desk.packs.platforms),
        )
        return Answerer(self, desk, defaults, Wording(desk)).work


class Wording:
    """Hands the writer's batch one review at a time: it remembers which wordings it gave out."""

    def __init__(self, desk: Desk) -> None:
        self._next: list[Asked] = []
        self._replies = answers.writer(desk).write_batch(self._asked())

    def of(self, asked: Asked) -> Replies:
        """Return the replies to one review."""
        self._next.append(asked)
        return next(self._replies)

    def _asked(self) -> Iterator[Asked]:
        while True:
            yield self._next.pop()


@dataclass(frozen=True, slots=True)
class Answerer:
    """Answers lines, in order."""

    task: Answers
    desk: Desk
    defaults: entries.Defaults
    wording: Wording = field(repr=False)

    def work(self, line: Line) -> Done:
        """Answer one review. Never raises: what cannot be answered is an error of its line."""
        name: str | int | None = None
        try:
            values, name = entries.identity(line)
            return self._answered(line, name, values)
        except entries.LineBroken as error:
            reason = str(error)
        except CheckpostError as error:
            reason = f"cannot be answered: {error.what}"
        except Exception as error:
            reason = f"was not answered: Checkpost failed inside ({type(error).__name__})"
        return batch.broken(line, name, reason)

    def _answered(self, line: Line, name: str | int | None, values: dict[str, Any]) -> Done:
        if name is None:
            raise entries.LineBroken("has no 'id', or one that is no short text")
        review = entries.text_of(values, "review", "review")
        platform = entries.platform_of(values, self.defaults)
        practice = entries.practice_of(values, self.defaults)
        asked = Asked(read(review), _stars(values), practice, platform)
        replies = answers.kept(
            lambda turn: self.wording.of(replace(asked, turn=turn)), review, platform, practice, self.desk
        )
        out: dict[str, Any] = {"id": name, "replies": [{"voice": s.voice, "text": s.text} for s, _ in replies.passed]}
        out |= {"alert": replies.alert} if replies.alert else {}
        out |= {"advice": list(replies.advice), "dropped": replies.dropped}
        return Done(
            line.number,
            asjson.line(out),
            verdict=_outcome(replies),
            checked=self._checks(line, replies, review, practice),
        )

    def _checks(self, line: Line, replies: answers.Kept, review: str, practice: Any) -> tuple[Any, ...]:
        if not self.task.record or not replies.passed:
            return ()
        from bot.audit import Checked

        scrubbed = self.desk.checkpost.scrub_review(review, practice)
        return tuple(
            Checked(report, practice.id, scrubbed, f"reply:{self.task.name}:{line.number}:{suggestion.voice}")
            for suggestion, report in replies.passed
        )


def run(task: Answers, options: batch.Options) -> int:
    """Answer the whole file; return the exit status: 0, or 3 if a line could not be answered."""
    return batch.run(task, lambda name: replace(task, name=name), options, desk_of(task.practice), task.practices, {})


def _outcome(replies: answers.Kept) -> str:
    return "alert" if replies.alert else "answered" if replies.passed else "without a reply"


def _stars(values: dict[str, Any]) -> int | None:
    given = values.get("stars")
    if isinstance(given, str) and given.strip().isdigit():
        given = int(given)
    if given is None or (isinstance(given, int) and not isinstance(given, bool) and 1 <= given <= 5):
        return given
    raise entries.LineBroken("has stars that are not from 1 to 5")
