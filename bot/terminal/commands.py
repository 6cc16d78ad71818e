"""What can be typed after `checkpost`, and nothing else: the work is imported when a command is run."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.drafts import Kind
from bot.errors import CheckpostError
from bot.terminal import doors
from bot.terminal.apps import Format, Output, audit, policy, prompt
from bot.terminal.out import say

app = typer.Typer(
    help="Check what a practice is about to publish: the verdict, the reasons, and words that are safe.",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


app.add_typer(policy, name="policy")
app.add_typer(audit, name="audit")
app.add_typer(prompt, name="prompt")

Practice = Annotated[
    Path | None, typer.Option("--practice", metavar="FILE", help="The practice's profile (practice.yaml).")
]
Platform = Annotated[
    str | None, typer.Option("--platform", help="Where it will be published: facebook, google, yelp, ...")
]
Answer = Annotated[str | None, typer.Option(help="An answer; asked for on a terminal where it is left out.")]
Practices = Annotated[Path | None, typer.Option("--practices", help="Profiles of many practices: JSON, {id: profile}.")]
Resume = Annotated[bool, typer.Option("--resume", help="Go on where an interrupted run stopped.")]
Force = Annotated[bool, typer.Option("--force", help="Overwrite what is there.")]
Jobs = Annotated[int | None, typer.Option("--jobs", help="How many cores to use; all where it is not said.")]
Record = Annotated[bool, typer.Option("--record/--no-record", help="Write the check to the audit trail.")]


@app.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Say which version this is, with its rules.")] = False,
) -> None:
    """Check what a practice is about to publish: the verdict, the reasons, and words that are safe."""
    if version:
        from bot.terminal.about import versions

        say(versions())
        raise typer.Exit(0)
    if context.invoked_subcommand is None:
        say(context.get_help())
        raise typer.Exit(doors.USAGE)


@app.command()
def check(  # noqa: PLR0913, PLR0917 - one argument an option
    text: Annotated[
        str | None,
        typer.Argument(
            help="The draft itself, or - for standard input. A file's name is taken as words; use --file for a file."
        ),
    ] = None,
    file: Annotated[Path | None, typer.Option("--file", help="Read the draft from this file.")] = None,
    kind: Annotated[Kind | None, typer.Option(help="What it will be. With --review: review_reply.")] = None,
    platform: Platform = None,
    review: Annotated[str | None, typer.Option(help="The review that the draft answers.")] = None,
    practice: Practice = None,
    output: Output = Format.TEXT,
    redact: Annotated[
        bool, typer.Option("--redact", help="Show placeholders for whatever identifies somebody.")
    ] = False,
    record: Record = True,
) -> None:
    """Check a draft. Ends with 0 if it passes, 1 if it needs another wording, 2 if it must not be published."""
    from bot.desk.desk import Desk
    from bot.terminal.check import Wanted, run

    wanted = Wanted(text, file, kind, platform, review, output is Format.JSON, redact, record)
    raise typer.Exit(run(wanted, Desk(practice)))


@app.command()
def scan(  # noqa: PLR0913, PLR0917 - one argument an option
    file: Annotated[Path, typer.Argument(help="Drafts: JSON lines, or CSV (.csv, .tsv) with a heading.")],
    out: Annotated[Path, typer.Option("--out", help="Where the results go, a line of JSON for each line of FILE.")],
    practices: Practices = None,
    practice: Practice = None,
    text_column: Annotated[str, typer.Option(help="The column, or key, that holds the draft.")] = "text",
    kind: Annotated[Kind | None, typer.Option(help="What drafts are that do not say it. CSV: post.")] = None,
    platform: Annotated[str | None, typer.Option(help="Where drafts go that do not say it. CSV: facebook.")] = None,
    suggest: Annotated[bool, typer.Option("--suggest", help="Offer wordings too.")] = False,
    resume: Resume = False,
    force: Force = False,
    report: Annotated[
        str | None, typer.Option(metavar="FILE", help="Write a summary in Markdown; - is standard output.")
    ] = None,
    jobs: Jobs = None,
    record: Record = True,
) -> None:
    """Check a file of drafts on all cores. Ends with 3 if a line could not be checked."""
    from bot.terminal.batch import Options
    from bot.terminal.scan import Scan, run

    task = Scan(practice, practices, kind, platform, text_column, suggest, record)
    raise typer.Exit(run(task, Options(file, out, report, jobs, resume, force, record)))


@app.command()
def reply(  # noqa: PLR0913, PLR0917 - one argument an option
    review: Annotated[
        str | None, typer.Argument(help="The review itself, or - for standard input. For a file use --file.")
    ] = None,
    file: Annotated[Path | None, typer.Option("--file", help="Read the review from this file.")] = None,
    stars: Annotated[int | None, typer.Option(min=1, max=5, help="How many stars it gives.")] = None,
    platform: Platform = None,
    practice: Practice = None,
    output: Output = Format.TEXT,
    batch: Annotated[
        Path | None, typer.Option("--batch", help="Answer a file of reviews (JSON lines) instead.")
    ] = None,
    practices: Practices = None,
    out: Annotated[
        Path | None, typer.Option("--out", help="With --batch: where the replies go, a line for each review.")
    ] = None,
    force: Force = False,
    record: Record = True,
) -> None:
    """Word replies to a review. Ends with 0; 1 if none passes the check; 2 if none should be published."""
    if batch is not None:
        if out is None or review is not None or file is not None:
            raise CheckpostError(
                "--batch needs --out, and takes no review besides the file.", "", "checkpost reply --help"
            )
        from bot.terminal import reply_batch
        from bot.terminal.batch import Options

        options = Options(batch, out, None, 1, False, force, record, "reviews", resumable=False)
        raise typer.Exit(reply_batch.run(reply_batch.Answers(practice, practices, platform, record), options))
    from bot.desk.desk import Desk
    from bot.terminal.reply import Wanted, run

    raise typer.Exit(run(Wanted(review, file, stars, platform, output is Format.JSON, record), Desk(practice)))


@app.command()
def demo() -> None:
    """Check four sample drafts, and then one of your own."""
    from bot.desk.desk import Desk
    from bot.terminal import demo as demonstration

    demonstration.run(Desk())


@app.command()
def serve(practice: Practice = None) -> None:
    """Serve Slack: Socket Mode if SLACK_APP_TOKEN is set, else HTTP."""
    from bot.desk.desk import Desk
    from bot.slack.serve import run

    raise typer.Exit(run(Desk(practice), say))


@app.command()
def manifest(
    http: Annotated[str, typer.Option(metavar="URL", help="For HTTP: where Slack reaches Checkpost, https://...")] = "",
) -> None:
    """Print the app manifest to paste into Slack: Socket Mode, or HTTP with --http."""
    from bot.slack.manifest import text

    if http and not http.startswith("https://"):
        raise CheckpostError(
            f"{http[:60]!r} is no address that Slack would call.", "", "Give one that begins with https://."
        )
    say(text(http).rstrip())


@app.command()
def setup(  # noqa: PLR0913, PLR0917 - one argument an option
    bot_token: Annotated[
        str | None,
        typer.Option("--bot-token", help="xoxb-...; others on this machine may see it in the list of processes."),
    ] = None,
    app_token: Annotated[str | None, typer.Option("--app-token", help="xapp-..., for Socket Mode.")] = None,
    signing_secret: Annotated[str | None, typer.Option("--signing-secret", help="For HTTP, with --http.")] = None,
    http: Annotated[
        str,
        typer.Option(metavar="URL", help="HTTP in place of Socket Mode: where Slack reaches Checkpost, https://..."),
    ] = "",
    no_ask: Annotated[
        bool, typer.Option("--no-ask", help="Ask nothing, for scripts; what is missing is named.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace tokens that are in .env already.")] = False,
) -> None:
    """Set up Slack: three steps, asks for two tokens unseen, tries them and writes them into .env."""
    from bot.terminal import slack_setup

    options = slack_setup.wanted(
        bot_token=bot_token, app_token=app_token, signing_secret=signing_secret, http=http, ask=not no_ask, force=force
    )
    slack_setup.run(options)


@app.command()
def doctor(
    model: Annotated[bool, typer.Option("--model", help="Ask the model a made-up question as well.")] = False,
) -> None:
    """Say what is set up, what is not, and what to do. Ends with 1 if something fails."""
    from bot.terminal.setting_up import doctor as examine

    raise typer.Exit(examine(model=model))


@app.command()
def init(  # noqa: PLR0913, PLR0917 - one argument an option
    name: Answer = None,
    specialty: Answer = None,
    address: Answer = None,
    state: Answer = None,
    phone: Answer = None,
    email: Answer = None,
    website: Answer = None,
    staff: Annotated[str | None, typer.Option(help="Names, separated by semicolons.")] = None,
    handles: Annotated[str | None, typer.Option(help="Own accounts, separated by semicolons.")] = None,
    contact_person: Answer = None,
    hours: Answer = None,
    review_page: Answer = None,
    part2: Annotated[str | None, typer.Option("--part2", help="yes for a programme under 42 CFR Part 2.")] = None,
    file: Annotated[Path, typer.Option("--file", help="The profile to write.")] = Path("practice.yaml"),
    force: Force = False,
) -> None:
    """Make the practice's profile: asks on a terminal, or takes the answers as options."""
    from bot.terminal.setting_up import init as make

    given = {
        "name": name, "specialty": specialty, "address": address, "state": state, "phone": phone, "email": email,
        "website": website, "staff": staff, "handles": handles, "contact_person": contact_person, "hours": hours,
        "review_page": review_page, "part2": part2,
    }  # fmt: skip
    make(given, file, force=force)
