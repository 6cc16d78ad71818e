"""What every command goes through: errors become sentences and statuses, streams never surprise."""

from __future__ import annotations

import errno
import io
import json
import os
import sys
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

from bot.errors import CheckpostError
from bot.logs import place_of, request
from bot.terminal.out import aside, say

USAGE, SOFTWARE, DISK, STOPPED, PIPE = 64, 70, 74, 130, 141  # sysexits.h, and 128 + the signal
VOUCHES = ("check", "reply")  # whoever runs these may take silence for consent


def run(command: Callable[[Sequence[str]], object], arguments: Sequence[str]) -> int:
    """Run the command line and return its exit status. Whatever goes wrong is told in sentences on stderr."""
    _open_streams()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        with request():
            status = command(arguments)
        sys.stdout.flush()
    except CheckpostError as error:
        return _ended(error, arguments)
    except BrokenPipeError:  # `checkpost audit list | head`
        _silence()
        return PIPE
    except OSError as error:
        return _ended(_of_system(error), arguments)
    except KeyboardInterrupt:
        aside("\nStopped.")
        return STOPPED
    except Exception as error:
        return _unexpected(error, arguments)
    return status if isinstance(status, int) else 0


def _open_streams() -> None:
    """Give a process that was started without a stream, such as by `>&-`, one that holds nothing."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - as long as the process


def told(error: CheckpostError) -> None:
    """Say on stderr what happened, what it means and what to do."""
    first, *rest = [line for part in (error.what, error.means, error.todo) for line in part.splitlines()] or ["Failed."]
    aside("\n".join([f"✖ {first}", *(f"  {line}" for line in rest)]))


def _ended(error: CheckpostError, arguments: Sequence[str]) -> int:
    try:
        if _wants_json(arguments):
            fields = {"what": error.what, "means": error.means, "todo": error.todo}
            say(json.dumps({"error": fields}, ensure_ascii=False))
            sys.stdout.flush()
    except OSError:
        _silence()
    told(error)
    return error.status


def _unexpected(error: Exception, arguments: Sequence[str]) -> int:
    if hasattr(error, "format_message"):  # typer's usage errors
        context = getattr(error, "ctx", None)
        command = context.command_path if context else "checkpost"
        what = error.format_message().replace("Value error, ", "")  # pydantic's word, which tells nobody anything
        told(CheckpostError(what, "", f"How it is used: {command} --help"))
        return USAGE
    if type(error).__name__ == "Abort":  # Ctrl-C or Ctrl-D at a question
        aside("\nStopped.")
        return STOPPED
    draft = "The draft was NOT checked: do not publish it on the strength of this run." if _vouches(arguments) else ""
    failed = CheckpostError(
        f"Checkpost failed inside ({type(error).__name__} at {place_of(error)}).",
        draft or "What it was doing is not finished.",
        "Run `checkpost doctor`. If it finds nothing, report what stands in brackets; it holds nothing of the draft.",
    )
    failed.status = SOFTWARE
    return _ended(failed, arguments)


def _of_system(error: OSError) -> CheckpostError:
    full = error.errno in (errno.ENOSPC, errno.EDQUOT)
    place = f" ({error.filename})" if error.filename else ""
    told = CheckpostError(
        f"{'The disk is full' if full else error.strerror or type(error).__name__}{place}.",
        "Not all of the output could be written.",
        "Free space and run it again." if full else "Check the path and its permissions, then run it again.",
    )
    told.status = DISK
    _silence()
    return told


def _vouches(arguments: Sequence[str]) -> bool:
    return next((a for a in arguments if not a.startswith("-")), "") in VOUCHES


def _wants_json(arguments: Sequence[str]) -> bool:
    return _vouches(arguments) and ("--format=json" in arguments or ("--format", "json") in pairwise(arguments))


def _silence() -> None:
    """Send what stdout still holds to nowhere, so that the interpreter does not fail over it at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
