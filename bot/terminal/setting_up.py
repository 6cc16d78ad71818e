"""`checkpost init` and `checkpost doctor`: a profile from a few questions, and what is set up and what is not."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from bot import setup
from bot.errors import CheckpostError
from bot.terminal.out import aside, say

LOOKS = {
    setup.State.OK: ("✔", "green"),
    setup.State.NOTE: ("•", "dim"),
    setup.State.WARN: ("▲", "yellow"),
    setup.State.FAIL: ("✖", "red"),
}
FAILED = 1


def doctor(*, model: bool = False) -> int:
    """Print how everything stands, with `model` after a call to it; 1 if something fails."""
    from bot.terminal.render import Page

    page = Page()
    checks = [*setup.examine(), *_elsewhere(call=model)]
    for check in checks:
        icon, style = LOOKS[check.state]
        page.hanging(f"{icon} {check.state:<5}{check.name:<10}", check.says, label_style=style)
        if check.todo:
            page.hanging(" " * 17, check.todo, "bold")
    return FAILED if any(check.state is setup.State.FAIL for check in checks) else 0


def _elsewhere(*, call: bool) -> Iterable[setup.Check]:
    """What Slack and the model say. Where the settings cannot be read, which is told already, they are not asked."""
    from bot.settings import load
    from bot.setup import model
    from bot.slack import doctor as slack

    try:
        settings = load()
    except CheckpostError:
        return ()
    return (*slack.examine(settings), *model.examine(settings, call=call))


def init(given: Mapping[str, str | None], file: Path, *, force: bool) -> None:
    """Make a profile from options and, on a terminal, from questions; write it."""
    if file.exists() and not force:
        setup.save(setup.make({"name": "-"}), file)  # refuses, before anything is asked
    answers: dict[str, str | None] = dict(given)
    if force and file.exists():
        answers = {**setup.known(file), **{field: text for field, text in given.items() if text is not None}}
    open_questions = setup.missing(answers)
    if open_questions and sys.stdin.isatty():
        aside("An empty answer leaves a line out. Everything can be changed later in the file.\n")
        while questions := setup.missing(answers):
            answers[questions[0].field] = _asked(questions[0])
    practice = setup.make(answers)
    setup.save(practice, file, force=force)
    say(f"The profile is written: {file}")
    if not practice.has_private_way():
        say("It names no phone or email yet, so replies to reviews cannot say how to go on in private.")
    if file.name != "practice.yaml" or file.resolve().parent != Path.cwd():
        say(f"Checkpost finds practice.yaml in the current folder by itself; for this one: CHECKPOST_PRACTICE={file}")
    say('Now try: checkpost check "..."')


def _asked(question: setup.Question) -> str:
    aside(f"{question.ask}  {question.why}")
    while True:
        typed = _line(f"  such as {question.example}: ")
        wrong = setup.accept(question, typed)
        if not wrong:
            aside("")
            return typed
        aside(f"  That {wrong}.")


def _line(prompt: str) -> str:
    sys.stderr.write(prompt)
    sys.stderr.flush()
    typed = sys.stdin.readline()
    if not typed:
        aside("")
        raise CheckpostError(
            "The questions were left before the end.", "No profile was written.", "Run checkpost init again."
        )
    return typed.strip()
