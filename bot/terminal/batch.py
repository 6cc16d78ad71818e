"""A batch from its first line to its last: lines in, work on all cores, output and trail, progress, what went wrong."""

from __future__ import annotations

import hashlib
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot import logs
from bot.desk.desk import Desk
from bot.errors import CheckpostError
from bot.terminal import asjson, engine
from bot.terminal.engine import Done, Start
from bot.terminal.journal import ERROR, Journal, digest, fingerprint, same
from bot.terminal.lines import Line, Source
from bot.terminal.out import aside, say

if TYPE_CHECKING:
    from bot.audit import Trail
    from bot.practice import Practice

SOME_BROKEN = 3
MANY_JOBS = 256
Told = Callable[[int], None]  # how many bytes were read


@dataclass(frozen=True, slots=True)
class Options:
    """How a batch runs; what it does with a line is the task."""

    file: Path
    out: Path
    report: str | None
    jobs: int | None
    resume: bool
    force: bool
    record: bool
    things: str = "drafts"
    resumable: bool = True


def profiles(path: Path | None) -> Mapping[str, Practice] | None:
    """Return the profiles of --practices. Raises ProfileBroken."""
    if path is None:
        return None
    from bot.practice import load_practices

    return load_practices(path)


def broken(line: Line, name: str | int | None, reason: str) -> Done:
    """The result for a line that cannot be read or checked."""
    return Done(
        line.number, asjson.line({"id": name, "line": line.number, "error": reason}), error=reason, verdict=ERROR
    )


def run(  # noqa: PLR0913, PLR0917 - a batch is made of these
    task: Start,
    named: Callable[[str], Start],
    options: Options,
    desk: Desk,
    practices: Path | None,
    more: Mapping[str, Any],
) -> int:
    """Do the work and return the exit status.

    `named` gives the task the name of the run, known once it is begun. `more` are the task's own options, which must be the
    same where a run goes on.
    """
    _possible(options)
    source = Source(options.file)
    task()  # a broken pack or profile is told here, before any file is touched
    began = time.monotonic()
    journal = Journal(
        options.out,
        {
            "input": fingerprint(source),
            "version of the rules": dict(desk.versions),
            "text of the rules": _rules(desk),
            "profile": digest(desk.profile),
            "file of practices": digest(practices),
            **more,
        },
        resumable=options.resumable,
    )
    with ExitStack() as stack:
        stack.callback(source.close)
        trail = stack.enter_context(desk.trail()) if options.record else None
        stack.callback(journal.close)
        journal.open(resume=options.resume, force=options.force)
        earlier = journal.done.total()
        counts = Counter(journal.done)
        told = stack.enter_context(_progress(source, options.things))
        lines = engine.skip(source, earlier)
        results = stack.enter_context(closing(engine.run(lines, named(journal.scan), _jobs(options, source))))
        try:
            for chunk in results:
                _write(chunk, trail, journal, desk)
                counts.update(done.verdict or "done" for done in chunk)
                told(source.at)
        except (KeyboardInterrupt, CheckpostError, OSError) as error:
            raise _stopped(error, counts.total(), journal) from None
        journal.finish()
    seconds = time.monotonic() - began
    logs.get("terminal").info("batch.done", lines=counts.total(), broken=counts[ERROR], seconds=round(seconds, 1))
    _summary(counts, counts.total() - earlier, seconds, options)
    return SOME_BROKEN if counts[ERROR] else 0


def _rules(desk: Desk) -> str:
    """Digest the packs in force: who edits one seldom raises its version at once."""
    packs = [*sorted(desk.settings.policies.glob("*.yaml")), *filter(None, [desk.settings.pack])]
    return hashlib.sha256("".join(map(digest, packs)).encode()).hexdigest()


def _possible(options: Options) -> None:
    """Refuse what would destroy something or cannot be meant."""
    if same(options.file, options.out):
        raise CheckpostError("--out is the input itself.", "Nothing was checked.", "Choose another file for --out.")
    if not options.out.parent.is_dir():
        raise CheckpostError(
            f"There is no folder {options.out.parent}.", "Nothing was checked.", "Make it, or choose another --out."
        )
    if options.out.is_dir():
        raise CheckpostError(f"{options.out} is a folder.", "Nothing was checked.", "Give --out the name of a file.")
    if options.report and options.out.exists() and not options.out.is_file():
        raise CheckpostError(
            f"--report is made from what --out holds, and {options.out} holds nothing.",
            "Nothing was checked.",
            "Give --out the name of a file.",
        )
    if options.report not in (None, "-"):
        _possible_report(Path(options.report), options)
    if options.jobs is not None and not 1 <= options.jobs <= MANY_JOBS:
        raise CheckpostError(f"--jobs is {options.jobs}; it must be from 1 to {MANY_JOBS}.", "Nothing was checked.")


def _possible_report(report: Path, options: Options) -> None:
    for other, name in ((options.file, "the input itself"), (options.out, "the same as --out")):
        if same(report, other) or report.resolve() == other.resolve():
            raise CheckpostError(
                f"--report is {name}.", "Nothing was checked.", "Choose another file for --report, or - to print it."
            )
    if report.is_dir() or not report.parent.is_dir():
        wrong = f"{report} is a folder" if report.is_dir() else f"There is no folder {report.parent}"
        raise CheckpostError(f"{wrong}.", "Nothing was checked.", "Give --report the name of a file, or - to print it.")


def _jobs(options: Options, source: Source) -> int:
    return options.jobs or (1 if source.size <= engine.SMALL else engine.cores())


def _write(chunk: list[Done], trail: Trail | None, journal: Journal, desk: Desk) -> None:
    """Record first, then write: a line in the output is a line in the trail. What a crash repeats is recorded once."""
    if trail is not None and (checks := [checked for done in chunk for checked in done.checked]):
        trail.record_many(checks, desk.settings.actor, desk.versions)
    journal.write(done.out for done in chunk)
    for done in chunk:
        if done.error:
            aside(f"line {done.number} {done.error}")


def _stopped(error: BaseException, finished: int, journal: Journal) -> BaseException:
    """Say how far the run came, and that it can go on."""
    import errno

    if isinstance(error, KeyboardInterrupt):
        aside(f"\nStopped after {finished:,} lines. {_again(journal)}.")
        return error
    if isinstance(error, OSError):
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        reason = "The disk is full" if full else error.strerror or type(error).__name__
        failed = CheckpostError(
            f"{journal.out} could not be written: {reason}.",
            f"{finished:,} lines were finished; the rest was not checked.",
            f"{'Free space' if full else 'Put that right'}. {_again(journal)}.",
        )
        failed.status = 74  # EX_IOERR
        return failed
    if isinstance(error, CheckpostError):
        error.todo += f"\n{_again(journal)}."
    return error


def _again(journal: Journal) -> str:
    if journal.resumable:
        return "The same command with --resume goes on where it stopped"
    return "The same command with --force begins again"


def _summary(counts: Counter[str], now: int, seconds: float, options: Options) -> None:
    if options.report:
        from bot.terminal.reporting import summarised

        text = summarised(options.out, options.file.name)
        if options.report == "-":
            say(text)
        else:
            Path(options.report).write_text(text + "\n", encoding="utf-8")
    parts = [f"{count:,} {word}" for word, count in counts.items() if word != ERROR]
    line = f"{counts.total() - counts[ERROR]:,} {options.things}: {', '.join(parts) or 'none'}."
    if counts[ERROR]:
        line += (
            f" {counts[ERROR]:,} lines could not be checked; each is in {options.out} with its number and the reason."
        )
    aside(f"{line} {now / max(seconds, 0.001):,.0f} a second.")


@contextmanager
def _progress(source: Source, things: str) -> Iterator[Told]:
    """Show a bar on a terminal; elsewhere nothing."""
    if not sys.stderr.isatty():
        yield lambda _at: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = (TextColumn(f"Checking {things}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        update = partial(bar.update, bar.add_task("", total=source.size))
        yield lambda at: update(completed=at)
