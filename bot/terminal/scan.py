"""`checkpost scan`: a file of drafts in, a line of JSON out for each, as the batch contract says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bot.desk import intake
from bot.desk.desk import Desk, desk_of
from bot.drafts import Draft, Kind, Report
from bot.errors import CheckpostError
from bot.terminal import asjson, batch, entries
from bot.terminal.engine import Done, Work
from bot.terminal.lines import Line, Source

HEADING = 40  # characters


@dataclass(frozen=True, slots=True)
class Scan:
    """What a worker must know. Calling it loads packs and profiles, and returns what checks a line."""

    practice: Path | None
    practices: Path | None
    kind: Kind | None
    platform: str | None
    text_column: str
    suggest: bool
    record: bool
    name: str = ""  # of the run, for the trail

    def __call__(self) -> Work:
        """Load what the work needs. Raises what Desk raises."""
        desk = desk_of(self.practice)
        defaults = entries.Defaults(
            practice=desk.practice,
            profiles=batch.profiles(self.practices),
            kind=self.kind,
            platform=desk.platform(self.platform) if self.platform else None,
            text_column=self.text_column,
            platforms=tuple(desk.packs.platforms),
        )
        return Checker(self, desk, defaults).work


@dataclass(frozen=True, slots=True)
class Checker:
    """Checks lines, in one process."""

    task: Scan
    desk: Desk
    defaults: entries.Defaults

    def work(self, line: Line) -> Done:
        """Check one line. Never raises: what cannot be checked is an error of its line."""
        name: str | int | None = None
        try:
            values, name = entries.identity(line)
            return self._checked(line, name, values)
        except entries.LineBroken as error:
            reason = str(error)
        except CheckpostError as error:
            reason = f"cannot be checked: {error.what}"
        except Exception as error:
            reason = f"was NOT checked: Checkpost failed inside ({type(error).__name__})"
        return batch.broken(line, name, reason)

    def _checked(self, line: Line, name: str | int | None, values: dict[str, Any]) -> Done:
        if name is None:
            if isinstance(line.raw, bytes) or values.get("id"):
                raise entries.LineBroken("has no 'id', or one that is no short text")
            name = str(line.number)  # a table made by hand needs no ids
        text = entries.text_of(values, self.defaults.text_column, "draft")
        review = entries.text_of(values, "review", "review") if values.get("review") is not None else None
        kind = entries.kind_of(values, self.defaults)
        draft = Draft(text, kind, entries.platform_of(values, self.defaults), review)
        practice = entries.practice_of(values, self.defaults)
        checkpost = self.desk.checkpost
        report = (checkpost.check_and_suggest if self.task.suggest else checkpost.check)(draft, practice)
        out = asjson.line(_out(name, practice.id, report, suggest=self.task.suggest))
        if not self.task.record:
            return Done(line.number, out, verdict=str(report.verdict))
        from bot.audit import Checked

        scrubbed = checkpost.scrub_review(review, practice) if review is not None else None
        checked = Checked(report, practice.id, scrubbed, f"scan:{self.task.name}:{line.number}")
        return Done(line.number, out, verdict=str(report.verdict), checked=(checked,))


def prepared(scan: Scan, file: Path) -> Scan:
    """Return the task for this file: a table may leave out what a post on Facebook has anyway, and its text column must be there."""
    with closing(Source(file)) as source:
        columns = [name.strip().lower() for name in source.columns()]
    if not columns:
        return scan
    text = scan.text_column.strip().lower()
    if text not in columns:
        raise CheckpostError(
            f"{file.name} has no column {scan.text_column!r}.",
            "Nothing was checked.",
            _which(columns),
        )
    return replace(scan, text_column=text, kind=scan.kind or Kind.POST, platform=scan.platform or "facebook")


def _which(columns: Sequence[str]) -> str:
    """Name the columns; where one is longer than a heading, the first row is most likely a draft, and is not repeated."""
    if any(len(name) > HEADING for name in columns):
        return "Its first row must name the columns, such as: id,text,platform."
    return f"Say with --text-column which one holds the drafts: {', '.join(filter(None, columns))}."


def run(scan: Scan, options: batch.Options) -> int:
    """Check the whole file; return the exit status: 0, or 3 if a line could not be checked."""
    task = prepared(scan, options.file)
    more = {name: getattr(task, name) for name in ("suggest", "kind", "platform", "text_column")}
    return batch.run(task, lambda name: replace(task, name=name), options, desk_of(task.practice), task.practices, more)


def _out(name: str | int, practice: str, report: Report, *, suggest: bool) -> Mapping[str, Any]:
    line: dict[str, Any] = {
        "id": name,
        "verdict": str(report.verdict),
        "spans": [{"start": f.start, "end": f.end, "type": f.type} for f in report.findings],
        "rules": sorted({v.rule for v in report.violations}),
        "scrubbed": report.scrubbed.text,
        "notes": sorted({n.rule for n in report.notes}),
        "practice": practice,
    }
    if intake.shows_otherwise(report.draft.text):
        line["hidden_marks"] = True
    if report.faults:
        line["faults"] = list(report.faults)
    if suggest:
        line["suggestions"] = [{"text": s.text, "writer": s.writer} for s in report.suggestions]
    return line
