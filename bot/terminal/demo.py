"""`checkpost demo`: four drafts of a practice that does not exist, from harmless to forbidden, then the user's own."""

from __future__ import annotations

import sys
from dataclasses import dataclass

from bot.desk import intake
from bot.desk.desk import Desk
from bot.desk.words import Words
from bot.drafts import Draft, Kind
from bot.errors import CheckpostError
from bot.practice import Practice
from bot.terminal import render
from bot.terminal.doors import told

PRACTICE = Practice(
    id="riverside-dental",
    name="Riverside Family Dental",
    specialty="dentistry",
    state="TX",
    staff=("Dr. Anita Rao", "Marisol Vega"),
    phone="(512) 555-0142",
    email="hello@riverside.example",
    website="riverside.example",
    address="2200 Riverside Drive, Suite 110, Austin, TX 78741",
    handles=("@riversidefamdental",),
    contact_person="our office manager, Marisol",
    hours="Mon-Thu 8-5, Fri 8-1",
)


@dataclass(frozen=True, slots=True)
class Sample:
    """One draft of the demonstration, and what it shows."""

    shows: str
    draft: Draft


SAMPLES = (
    Sample(
        "A post that may go out",
        Draft(
            "Dr. Anita Rao's tip of the week: hold the brush at an angle to the gums and take two minutes. "
            "Questions? Call us at (512) 555-0142."
        ),
    ),
    Sample(
        "A post that promises too much",
        Draft(
            "New year, new smile! Whitening here is completely painless, results guaranteed. "
            "Call us at (512) 555-0142 and ask which kind suits you."
        ),
    ),
    Sample(
        "A post that gives a patient away",
        Draft(
            "Congratulations to Jasmine Ortega, who got her braces off last Tuesday! "
            "Flossing every night keeps teeth and gums healthy. Book your check-up at (512) 555-0142.",
            platform="instagram",
        ),
    ),
    Sample(
        "A reply to a bad review",
        Draft(
            "We are sorry about your root canal, Kevin. You were 40 minutes late, and your insurance refused to pay.",
            Kind.REVIEW_REPLY,
            "google",
            "One star. I waited for over an hour, the front desk was rude, and then they overcharged me.",
        ),
    ),
)
INVITATION = 'checkpost check "What you want to publish"'


def run(desk: Desk) -> None:
    """Show the samples, then invite. Nothing of it is recorded: the trail is for what people mean to publish."""
    page = render.Page()
    for number, sample in enumerate(SAMPLES, 1):
        page.line(f"{number} of {len(SAMPLES)}  {sample.shows}", "bold reverse")
        if sample.draft.review:
            page.hanging("Review: ", sample.draft.review, label_style="dim")
        page.hanging("Draft:  ", sample.draft.text, label_style="dim")
        page.line()
        show(page, sample.draft, desk)
        page.line()
    page.line("Your turn. A draft of your own, checked on this machine and nowhere else:", "bold")
    page.line()
    page.paste(INVITATION)
    page.line()
    page.line("checkpost init makes a profile first, so that your own staff and phone are known.", "dim")
    if sys.stdin.isatty() and sys.stdout.isatty():
        _own(page, desk)


def show(page: render.Page, draft: Draft, desk: Desk) -> None:
    """Check one draft and print the report."""
    report = desk.checkpost.check_and_suggest(draft, PRACTICE)
    words = Words(report, hide=None)
    render.verdict(page, report, words)
    render.wordings(page, [words.suggestion(s) for s in report.suggestions])


def _own(page: render.Page, desk: Desk) -> None:
    """Let the user type drafts right here, until an empty line."""
    while True:
        page.line("Or type one here (Enter alone ends this):", "bold")
        sys.stdout.write("> ")
        sys.stdout.flush()
        typed = sys.stdin.readline().strip()
        if not typed:
            return
        page.line()
        try:
            show(page, Draft(intake.checked(typed, "draft")), desk)
        except CheckpostError as error:  # such as one long word: the next draft may be one
            told(error)
        page.line()
