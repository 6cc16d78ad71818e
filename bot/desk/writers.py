"""Who words suggestions in this installation. Wordings are loaded when a draft needs one: most drafts pass."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from bot.drafts import Edit, Kind, Report, Suggestion, Verdict

if TYPE_CHECKING:
    from bot.checkpost import Writer
    from bot.practice import Practice
    from bot.reading import Reading
    from bot.rewrite.posts import OfflineWriter
    from bot.rewrite.replies import OfflineReplies

NAME = "offline"
ANEW = "Written anew, from what the review says and not from the draft."


def writers(prompts: Path) -> tuple[Writer, ...]:
    """The writers, the best first: what keeps the author's own words comes before what is written anew."""
    return Edited(prompts), Anew(prompts)


def general_posts(prompts: Path, practice: Practice) -> Iterator[str]:
    """Every general post as this practice would publish it: what is offered again and again."""
    from bot.rewrite.edits import general
    from bot.rewrite.edits.wordings import load

    wordings = load(prompts)
    texts = [post.text for topic in wordings.topics for post in topic.posts]
    texts += [topic.milestone for topic in wordings.topics if topic.milestone]
    texts += [post.text for post in wordings.general]
    yield from filter(None, (general.filled(text, practice) for text in texts))


class Edited:
    """Edits the author's words."""

    def __init__(self, prompts: Path) -> None:
        self._prompts = prompts

    @cached_property
    def _writer(self) -> OfflineWriter:
        from bot.rewrite.posts import OfflineWriter

        return OfflineWriter(self._prompts)

    def write(self, reading: Reading, report: Report, practice: Practice) -> Sequence[Suggestion]:
        """Return edits of a draft that needs one."""
        if report.verdict is Verdict.PASS and not report.notes:
            return ()
        return self._writer.write(reading, report, practice)


class Anew:
    """Words a reply from the review, where a draft of a reply does not pass."""

    def __init__(self, prompts: Path) -> None:
        self._prompts = prompts

    @cached_property
    def replies(self) -> OfflineReplies:
        """The writer of replies. Raises WordingsBroken."""
        from bot.rewrite.replies import OfflineReplies
        from bot.rewrite.wordings import load

        return OfflineReplies(load(self._prompts / "replies.yaml"))

    def write(self, _reading: Reading, report: Report, practice: Practice) -> Sequence[Suggestion]:
        """Return a reply in each voice; none where no review is known, or none should be answered."""
        draft = report.draft
        if report.verdict is Verdict.PASS or draft.kind is not Kind.REVIEW_REPLY or not draft.review:
            return ()
        from bot.reading import read

        worded = self.replies.write(read(draft.review), None, practice, draft.platform)
        edit = Edit(report.violations[0].rule if report.violations else "", ANEW)
        return [Suggestion(text, NAME, voice, (edit,)) for voice, text in worded.replies]
