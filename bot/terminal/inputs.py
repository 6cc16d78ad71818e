"""A text from an argument, a file or standard input; what is no text is refused with a sentence that says what to do."""

from __future__ import annotations

import codecs
import sys
from pathlib import Path

from bot.errors import CheckpostError, DraftTooLong, InputUnreadable

LIMIT = 100_000  # code points; the roomiest platform, Facebook, takes 63,206
LONGEST_WORD = 5_000  # code points without a blank; a link is at most some 2,000 long
BYTES = 4 * LIMIT + 4  # UTF-8 takes at most four bytes a code point, and a mark at the start
NOT_CHECKED = "It was not checked."

# What changes the order in which letters are shown. https://www.unicode.org/reports/tr9/ (2.1 to 2.6)
REORDERING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
MARKS = frozenset("\u200e\u200f\u061c")


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


def checked(text: str, what: str) -> str:
    """Return `text` if it can be read as a text of people. Raises InputUnreadable or DraftTooLong."""
    if any("\ud800" <= c <= "\udfff" for c in text):
        raise InputUnreadable(
            f"The {what} holds half a character.", NOT_CHECKED, "Copy the text again from its source."
        )
    if not any(c.isprintable() and not c.isspace() for c in text):
        raise InputUnreadable(f"The {what} is empty.", "There is nothing to check.", f"Give the words of the {what}.")
    if len(text) >= LIMIT:
        raise DraftTooLong(
            f"The {what} is {'at least ' * (len(text) > LIMIT)}{LIMIT:,} characters long; Checkpost reads fewer.",
            NOT_CHECKED,
            "No platform takes that much. Give the part that will be published, or check it in parts.",
        )
    if "\x00" in text:
        raise _binary(what)
    longest = max(map(len, text.split()), default=0)
    if longest > LONGEST_WORD:
        raise InputUnreadable(
            f"The {what} has a run of {longest:,} characters without a blank.",
            "That is no text that somebody wrote, so it was not checked.",
            f"Give the words of the {what}.",
        )
    return text


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
            raise _binary(what) from None
        line = raw.count(b"\n", 0, error.start) + 1
        raise InputUnreadable(
            f"The {what} is not UTF-8 text: line {line} holds bytes that are no character.",
            NOT_CHECKED,
            "Save the file as UTF-8, or copy its text and paste it.",
        ) from None
    return text.rstrip("\r\n")


def shows_otherwise(text: str) -> bool:
    """Whether hidden marks may show a reader another order of letters than the one that was checked."""
    if not text.isascii() and (REORDERING.intersection(text) or MARKS.intersection(text)):
        return bool(REORDERING.intersection(text)) or not any(_right_to_left(c) for c in text if c not in MARKS)
    return False


def other_order(what: str) -> InputUnreadable:
    """The error for a text that would pass, but may read otherwise than it was checked."""
    return InputUnreadable(
        f"The {what} holds hidden marks that change the direction of writing.",
        "Readers may see other words than those that were checked, so nothing can be said for it.",
        "Type it again, or paste it without formatting (Ctrl+Shift+V), then check that.",
    )


def _right_to_left(character: str) -> bool:
    import unicodedata

    return unicodedata.bidirectional(character) in ("R", "AL")


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


def _binary(what: str) -> InputUnreadable:
    return InputUnreadable(
        f"The {what} is no text but binary data, such as a picture, a PDF or a Word document.",
        NOT_CHECKED,
        "Open it in its own program, copy the words, and paste those.",
    )
