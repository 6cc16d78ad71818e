"""`checkpost policy ...`, `checkpost audit ...` and `checkpost prompt ...`: what can be typed."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bot.errors import CheckpostError

policy = typer.Typer(help="The rules: read them, test them, add your own.", rich_markup_mode=None)
audit = typer.Typer(help="What was checked and decided.", rich_markup_mode=None)
prompt = typer.Typer(help="What a model is asked: read it before you trust it.", rich_markup_mode=None)


class Form(StrEnum):
    """What the trail is exported as."""

    CSV = "csv"
    JSONL = "jsonl"


class Word(StrEnum):
    """A verdict."""

    PASS = "pass"  # noqa: S105 - a word, no password
    REVISE = "revise"
    BLOCK = "block"


class Format(StrEnum):
    """How a command prints what it found."""

    TEXT = "text"
    JSON = "json"


Output = Annotated[Format, typer.Option("--format", help="text for people, json for scripts.")]
Since = Annotated[str | None, typer.Option(metavar="DAY", help="From this day on: 2026-03-01.")]
Until = Annotated[str | None, typer.Option(metavar="DAY", help="Up to and including this day.")]


@policy.command("list")
def policy_list() -> None:
    """Print every pack with its rules."""
    from bot.desk.desk import Desk
    from bot.terminal import rules

    rules.listed(Desk())


@policy.command("show")
def policy_show(rule: Annotated[str, typer.Argument(help="The rule's id, such as patient-acknowledged.")]) -> None:
    """Print one rule: why it is there, what to do, and examples that break and keep it."""
    from bot.desk.desk import Desk
    from bot.terminal import rules

    rules.shown(rule, Desk())


@policy.command("test")
def policy_test(
    files: Annotated[list[Path] | None, typer.Argument(help="Packs to test; all where none is named.")] = None,
) -> None:
    """Run the examples of the rules as tests. Ends with 1 if one does not do what it says."""
    from bot.desk.desk import Desk
    from bot.terminal import rules

    raise typer.Exit(rules.tested(files or [], Desk()))


@policy.command("new")
def policy_new(file: Annotated[Path, typer.Argument(help="The file to write.")] = Path("our-rules.yaml")) -> None:
    """Write a first pack of your own, with one rule to change."""
    from bot.terminal import rules

    rules.begun(file)


@audit.command("list")
def audit_list(  # noqa: PLR0913, PLR0917 - one argument an option
    since: Since = None,
    until: Until = None,
    verdict: Annotated[Word | None, typer.Option(help="Only checks with this verdict.")] = None,
    rule: Annotated[str | None, typer.Option(help="Only checks that broke this rule.")] = None,
    actor: Annotated[str | None, typer.Option(help="Only what this person checked.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="How many at most.")] = 50,
    output: Output = Format.TEXT,
) -> None:
    """Print what was checked, the newest first."""
    from bot.desk.desk import Desk
    from bot.terminal import history

    filters = {
        "since": history.moment(since),
        "until": history.moment(until),
        "verdict": str(verdict) if verdict else None,
        "rule": rule,
        "actor": actor,
    }
    history.listed(Desk(), filters, limit, json=output is Format.JSON)


@audit.command("show")
def audit_show(
    check: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="The id of a check, with or without dashes.")
    ] = None,
    matches: Annotated[
        str | None,
        typer.Option(
            metavar="TEXT",
            help="Is this what was checked? Without ID: which check was it? - reads the text from standard input.",
        ),
    ] = None,
    output: Output = Format.TEXT,
) -> None:
    """Print one check with all that followed. With --matches it ends with 1 if TEXT was not checked."""
    from bot.desk.desk import Desk
    from bot.terminal import history

    if check is not None:
        raise typer.Exit(history.shown(Desk(), check, matches, json=output is Format.JSON))
    if matches is None:
        raise CheckpostError(
            "Neither a check nor a text is named.", "", "Give the ID of a check, or a text with --matches."
        )
    raise typer.Exit(history.matching(Desk(), matches, json=output is Format.JSON))


@audit.command("egress")
def audit_egress(
    limit: Annotated[int, typer.Option(min=1, help="How many at most.")] = 50, output: Output = Format.TEXT
) -> None:
    """Print what was sent to a model, the newest first: when, where to, the whole text, what came of it."""
    from bot.desk.desk import Desk
    from bot.terminal import history

    history.sent(Desk(), limit, json=output is Format.JSON)


@prompt.command("list")
def prompt_list() -> None:
    """Print the prompts that a model is asked with."""
    from bot.desk.desk import Desk
    from bot.terminal import prompts

    prompts.listed(Desk())


@prompt.command("show")
def prompt_show(name: Annotated[str, typer.Argument(help="The prompt's id, such as rewrite_post.")]) -> None:
    """Print one prompt as its file has it."""
    from bot.desk.desk import Desk
    from bot.terminal import prompts

    prompts.shown(name, Desk())


@prompt.command("render")
def prompt_render(
    text: Annotated[str, typer.Argument(help="A draft.")],
    review: Annotated[str | None, typer.Option(help="The review that the draft answers.")] = None,
    platform: Annotated[str | None, typer.Option(help="Where it will be published.")] = None,
) -> None:
    """Print exactly what a model would be sent for a draft. Nothing is sent, and nothing recorded."""
    from bot.desk.desk import Desk
    from bot.terminal import prompts

    prompts.rendered(text, review, platform, Desk())


@audit.command("export")
def audit_export(
    form: Annotated[
        Form, typer.Option("--format", help="csv: checks, for a spreadsheet. jsonl: every event.")
    ] = Form.CSV,
    since: Since = None,
    until: Until = None,
) -> None:
    """Write the trail to standard output, the oldest first."""
    from bot.desk.desk import Desk
    from bot.terminal import history

    history.exported(Desk(), str(form), history.moment(since), history.moment(until))
