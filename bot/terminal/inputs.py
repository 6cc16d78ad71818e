"""A text from an argument, a file or standard input; what is no text is refused with a sentence that says what to do."""

from __future__ import annotations

import codecs
import sys
from pathlib import Path

from bot.desk.intake import LIMIT, NOT_CHECKED, binary, checked
from bot.errors import CheckpostError, InputUnreadable

BYTES = 4 * LIMIT + 4  # UTF-8 takes at most four bytes a code point, and a mark at the start


def text_from(argument: str | None, file: Path | None, what: str) -> str:
    """Return the text that the user means: TEXT, the file, or standard input. `what`: draft, review.

    Raises InputUnreadable if it is none, DraftTooLong if it is too long, CheckpostError if there is none at all.
    """
    if file is not None and argument is not None:
        raise CheckpostError(
            f"There are two texts: one as TEXT and one in {file}.", NOT_CHECKED, f"Give the {what} once."
        )
    if file is not None and str(file) != "-":
        return checked(decoded(_bytes_of(file), what), what)
    if argument is not None and argument != "-":
        return checked(_typed(argument, what), what)
    if argument is None and file is None and sys.stdin.isatty():
        command = "reply" if what == "review" else "check"
        raise CheckpostError(
            f"There is no {what} to read.",
            "",
            f'Give it as text, checkpost {command} "...", as a file with --file, or through a pipe.',
        )
    return checked(decoded(sys.stdin.buffer.read(BYTES), what), what)


def decoded(raw: bytes, what: str) -> str:
    """Return bytes as text: UTF-8, or UTF-16 where the file says so. The line end that files end with is taken off."""
    try:
        if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            text = raw.decode("utf-16")  # what Windows PowerShell writes
        else:
            text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if len(raw) >= BYTES:  # cut off in the middle of a character, and too long anyway
            return raw.decode("utf-8", "replace")
        if b"\x00" in raw[:1000]:
            raise binary(what) from None
        line = raw.count(b"\n", 0, error.start) + 1
        raise InputUnreadable(
            f"The {what} is not UTF-8 text: line {line} holds bytes that are no character.",
            NOT_CHECKED,
            "Save the file as UTF-8, or copy its text and paste it.",
        ) from None
    return text.rstrip("\r\n")


def _typed(argument: str, what: str) -> str:
    if any("\udc80" <= c <= "\udcff" for c in argument):  # how Python hands over bytes that are no UTF-8
        raise InputUnreadable(
            f"The {what} is not UTF-8 text.", NOT_CHECKED, "Set the terminal to UTF-8, or give the text with --file."
        )
    return argument


def _bytes_of(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(BYTES)
    except OSError as error:
        raise InputUnreadable(
            f"{file} cannot be read: {error.strerror or type(error).__name__}.",
            "Nothing was checked.",
            "Give the path of a text file that you may read.",
        ) from None
