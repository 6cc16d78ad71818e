"""A report as a person reads it: the verdict first, then what to change and why, then words to paste."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.text import Text

from bot.desk.words import Words, printable
from bot.drafts import Finding, Note, Report, Span, Suggestion, Verdict, Violation

# A verdict is told by icon and word; the colour only repeats it.
LOOKS = {
    Verdict.PASS: ("✔ PASS", "bold green", "Nothing in it breaks a rule."),
    Verdict.REVISE: ("▲ REVISE", "bold yellow", "Change it before you publish it."),
    Verdict.BLOCK: ("✖ BLOCK", "bold red", "Do not publish this."),
}
TYPES = {"PERSON": "name", "LOCATION": "place", "US_SSN": "Social Security number", "PHONE_NUMBER": "phone number",
         "EMAIL_ADDRESS": "email address", "URL": "link", "USERNAME": "account", "DATE_TIME": "date"}  # fmt: skip
MOST_EXCERPTS, MOST_WORDS, LONGEST_WORDS = 8, 4, 48


class Terminal(Console):
    """rich's console, but for what it does where nobody reads on: it ends with 1, which would mean "revise"."""

    def on_broken_pipe(self) -> None:
        """Leave it to bot.terminal.doors."""
        raise BrokenPipeError


class Page:
    """Writes to the terminal, as wide as it is, in plain lines."""

    def __init__(self, console: Console | None = None) -> None:
        self.console = console or Terminal(highlight=False, markup=False, emoji=False)

    def line(self, text: str | Text = "", style: str = "") -> None:
        """Write a line, broken at the edge of the screen."""
        self.hanging("", text, style)

    def hanging(self, label: str, text: str | Text, style: str = "", label_style: str = "") -> None:
        """Write a label and beside it a text, every line of which begins where the first does."""
        body = text if isinstance(text, Text) else Text(text, style)
        room = max(20, self.console.width - len(label))
        for number, row in enumerate(body.wrap(self.console, room) or [Text()]):
            row.rstrip()
            self._out(Text.assemble((label if number == 0 else " " * len(label), label_style), row))

    def paste(self, text: str) -> None:
        """Write a text that will be copied: as it is, unbroken and uncoloured."""
        self._out(Text(printable(text)))

    def _out(self, text: Text) -> None:
        self.console.print(text, soft_wrap=True)


def verdict(page: Page, report: Report, words: Words) -> None:
    """Write the verdict and the reasons for it."""
    icon, style, sentence = LOOKS[report.verdict]
    about = f"({str(report.draft.kind).replace('_', ' ')}, {report.draft.platform})"
    page.line(Text.assemble((icon, style), "  ", sentence, "  ", (about, "dim")))
    marks = [Span(f.start, f.end) for f in report.findings] + [s for v in report.violations for s in v.spans]
    if marks:
        page.line()
        _excerpts(page, words, marks)
    for fault in report.faults:
        page.hanging("• ", Text(fault, "bold"))
        page.hanging("  ", "A part of the check failed, so the draft counts as not safe. Run `checkpost doctor`.")
    page.line()
    for violation in report.violations:
        _violation(page, violation, report, words)
    if others := _others(report):
        named = ", ".join(f"{_type(f)} “{_short(words.between(f.start, f.end))}”" for f in others)
        page.hanging("• ", Text.assemble(("Identifies somebody: ", "bold"), named))
    for note in report.notes:
        _note(page, note)


def wordings(page: Page, suggestions: Sequence[Suggestion], title: str = "Wording") -> None:
    """Write wordings, each ready to paste, with what was changed."""
    for number, suggestion in enumerate(suggestions, 1):
        page.line()
        voice = f", {suggestion.voice}" if suggestion.voice else ""
        page.line(Text(f"{title} {number}{voice}:", "bold"))
        page.line()
        page.paste(suggestion.text)
        if suggestion.edits:
            page.line()
        for what in dict.fromkeys(e.what for e in suggestion.edits):
            page.hanging("  ~ ", what, "dim", "dim")


def _excerpts(page: Page, words: Words, marks: list[Span]) -> None:
    excerpts = words.excerpts(marks)
    for excerpt in excerpts[:MOST_EXCERPTS]:
        text = Text("… " if excerpt.before else "")
        for part, marked in excerpt.parts:
            text += Text(f"[{part}]" if marked else part, "bold" if marked else "")
        page.hanging("  ", text + Text(" …" if excerpt.after else ""))
    if len(excerpts) > MOST_EXCERPTS:
        page.hanging("  ", f"… and {len(excerpts) - MOST_EXCERPTS} more places.", "dim")


def _violation(page: Page, violation: Violation, report: Report, words: Words) -> None:
    mark = "•" if violation.verdict == report.verdict else "◦"
    softer = f" ({violation.verdict})" if violation.verdict != report.verdict else ""
    quoted = _quoted(words.between(s.start, s.end) for s in violation.spans)
    head = Text.assemble(
        (violation.title, "bold"), softer, f": {quoted}" if quoted else "", (f"  {violation.rule}", "dim")
    )
    page.hanging(f"{mark} ", head)
    _reason(page, violation.why, violation.source, violation.fix)


def _note(page: Page, note: Note) -> None:
    page.hanging(
        "i ", Text.assemble((note.title, "bold"), f": {note.figure}" if note.figure else "", (f"  {note.rule}", "dim"))
    )
    _reason(page, note.why, note.source, note.fix)


def _reason(page: Page, why: str, source: str, fix: str) -> None:
    page.hanging("  Why  ", Text.assemble(why, (f" ({source})", "dim")), label_style="dim")
    page.hanging("  Do   ", fix, label_style="dim")


def _others(report: Report) -> list[Finding]:
    """The findings of which no violation speaks."""
    told = [s for v in report.violations for s in v.spans]
    return [f for f in report.findings if not any(s.start < f.end and f.start < s.end for s in told)]


def _quoted(pieces: Iterable[str]) -> str:
    unique = list({piece.casefold(): _short(piece) for piece in pieces}.values())
    more = f" and {len(unique) - MOST_WORDS} more" if len(unique) > MOST_WORDS else ""
    return ", ".join(f"“{piece}”" for piece in unique[:MOST_WORDS]) + more


def _short(words: str) -> str:
    plain = " ".join(words.split()).strip(" ,;:")
    half = LONGEST_WORDS // 2
    return plain if len(plain) <= LONGEST_WORDS else f"{plain[:half].rstrip()} … {plain[-half:].lstrip()}"


def _type(finding: Finding) -> str:
    return TYPES.get(finding.type) or finding.type.lower().replace("_", " ").replace("us ", "")
