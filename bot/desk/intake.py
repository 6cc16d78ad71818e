"""What is no text of people is refused at every door, with a sentence that says what to do."""

from __future__ import annotations

from bot.errors import DraftTooLong, InputUnreadable

LIMIT = 100_000  # code points; the roomiest platform, Facebook, takes 63,206
LONGEST_WORD = 5_000  # code points without a blank; a link is at most some 2,000 long
NOT_CHECKED = "It was not checked."

# What changes the order in which letters are shown. https://www.unicode.org/reports/tr9/ (2.1 to 2.6)
REORDERING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
MARKS = frozenset("\u200e\u200f\u061c")


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
        raise binary(what)
    longest = max(map(len, text.split()), default=0)
    if longest > LONGEST_WORD:
        raise InputUnreadable(
            f"The {what} has a run of {longest:,} characters without a blank.",
            "That is no text that somebody wrote, so it was not checked.",
            f"Give the words of the {what}.",
        )
    return text


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


def binary(what: str) -> InputUnreadable:
    """The error for what holds bytes and not words."""
    return InputUnreadable(
        f"The {what} is no text but binary data, such as a picture, a PDF or a Word document.",
        NOT_CHECKED,
        "Open it in its own program, copy the words, and paste those.",
    )
