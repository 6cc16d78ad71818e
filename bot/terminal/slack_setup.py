"""`checkpost setup`: from nothing to the first checked draft in Slack. Asks for the tokens, tries them, writes them into `.env`.

Everything is known to work before the one write, so that Ctrl-C or a wrong token leaves the file as it was.
"""

from __future__ import annotations

import getpass
import json
import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from bot.errors import CheckpostError
from bot.settings import SETTINGS, Home, Settings, load
from bot.setup import envfile
from bot.slack import doctor
from bot.slack.manifest import manifest
from bot.terminal.out import aside, say

BOT, APP, SECRET = "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"
NAMES = {
    BOT: ("--bot-token", "Bot User OAuth Token (xoxb-...)"),
    APP: ("--app-token", "App-level token (xapp-...)"),
    SECRET: ("--signing-secret", "Signing Secret"),
}
# Any token of the right form: while they are set up, those that are there must not stop the settings from being read.
FORMS = {BOT: "xoxb-0000000000", APP: "xapp-0000000000", SECRET: "0" * 32}
EXISTS = 73  # EX_CANTCREAT
# https://docs.slack.dev/app-manifests/configuring-apps-with-app-manifests, "Sharing manifests"
LINK = "https://api.slack.com/apps?new_app=1&manifest_json="
NEW_APP = "https://api.slack.com/apps?new_app=1"
NOTHING = "Nothing was written."
DRAFT = "Thank you, Maria, for trusting us with your root canal last Tuesday!"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was typed. `given`: values by setting; `http`: where Slack reaches Checkpost, empty for Socket Mode."""

    given: dict[str, str]
    http: str
    ask: bool
    force: bool

    @property
    def names(self) -> tuple[str, str]:
        """The two settings that this way needs."""
        return (BOT, SECRET) if self.http else (BOT, APP)


def wanted(  # noqa: PLR0913 - one argument an option
    *, bot_token: str | None, app_token: str | None, signing_secret: str | None, http: str, ask: bool, force: bool
) -> Wanted:
    """Return what the options ask for. Raises CheckpostError for those that do not go together."""
    if http and not re.fullmatch(r"https://[^\s/?#@]+(?:/[^\s?#]*)?", http):
        raise _stopped(f"{http[:60]!r} is no address that Slack would call.", "Give one that begins with https://.")
    if signing_secret and not http:
        raise _stopped("--signing-secret is for HTTP.", "Say with --http where Slack reaches Checkpost.")
    if app_token and http:
        raise _stopped("--app-token is for Socket Mode, --http for HTTP.", "Choose one of the two.")
    typed = {BOT: bot_token, APP: app_token, SECRET: signing_secret}
    given = {name: text.strip() for name, text in typed.items() if text is not None}
    address = http.rstrip("/").removesuffix("/slack/events")
    return Wanted(given, address, ask and sys.stdin is not None and sys.stdin.isatty(), force)


def run(options: Wanted) -> None:
    """Set Slack up. Raises CheckpostError; then `.env` is as it was."""
    try:
        _run(options)
    except KeyboardInterrupt:
        aside(f"\n{NOTHING}")
        raise


def _run(options: Wanted) -> None:
    path = Path.cwd() / ".env"
    text = envfile.read(path)
    settings = load({**os.environ, **FORMS})
    _one_way(options, text)
    before = {name: os.environ.get(name, "").strip() or envfile.value(text, name) for name in options.names}
    missing = [name for name in options.names if name not in options.given and not before[name]]
    if missing:
        _steps(options.http)
        if not options.ask:
            raise _stopped(
                "\n".join(f"{NAMES[name][0]} is needed: the {NAMES[name][1]}." for name in missing),
                "Give it as an option, or run this on a terminal to be asked.",
            )
    values = {name: _value(name, options, before[name], settings, path) for name in options.names}
    to_write = {name: new for name, new in values.items() if not os.environ.get(name, "").strip()}
    if to_write:
        envfile.write(path, envfile.changed(text, to_write))
        say(f"✔ {' and '.join(to_write)} are in {path}, which only you can open." if len(to_write) > 1
            else f"✔ {next(iter(to_write))} is in {path}, which only you can open.")  # fmt: skip
    _next(options.http, settings)


def _one_way(options: Wanted, text: str) -> None:
    """An app token anywhere would make `serve` use Socket Mode."""
    if options.http and (os.environ.get(APP, "").strip() or envfile.value(text, APP)):
        raise _stopped(
            f"{APP} is set, and with it `checkpost serve` uses Socket Mode.",
            "For HTTP take it out of .env and the environment, then run this again.",
        )


# ---- the values ----


def _value(name: str, options: Wanted, before: str, settings: Settings, path: Path) -> str:
    """Return a value that Slack takes: the one given, the one that is there, or one typed now."""
    given = options.given.get(name)
    if os.environ.get(name, "").strip():
        if given is not None and given != before:
            raise _stopped(
                f"{name} is set in the environment too, to something else, and the environment goes before .env.",
                f"Take {name} out of the environment, then run this again.",
            )
        aside(f"{name} comes from the environment, and stays there.")
        return _tried(name, before, settings)
    if given is not None:
        new = _tried(name, given, settings)
        if before not in ("", new) and not _may_replace(name, options, path):
            raise _kept(name, path)
        return new
    if before and not (options.ask and _may_replace(name, options, path)):
        return _tried(name, before, settings)
    return _typed(name, settings)


def _may_replace(name: str, options: Wanted, path: Path) -> bool:
    if options.force:
        return True
    if not options.ask:
        return False
    sys.stderr.write(f"{name} is set in {path} already. Replace it? [y/N] ")
    sys.stderr.flush()
    answer = sys.stdin.readline()
    if not answer:
        raise _left()
    return answer.strip().lower() in ("y", "yes")


def _typed(name: str, settings: Settings) -> str:
    """Ask until a value is typed that Slack takes. What is typed is not shown."""
    while True:
        try:
            new = getpass.getpass(f"{NAMES[name][1]}, not shown as you paste it: ").strip().strip("'\"")
        except EOFError:
            raise _left() from None
        try:
            return _tried(name, new, settings)
        except doctor.Unreached:
            raise
        except CheckpostError as error:
            aside(" ".join(part for part in ("✖", error.what, error.todo) if part))


def _tried(name: str, new: str, settings: Settings) -> str:
    """Return the value if its form is right and Slack takes it. Raises CheckpostError, which never holds it."""
    try:
        SETTINGS[name].read(new, Home(Path.cwd(), os.environ))
    except ValueError as error:
        rule = str(error).partition("; ")[2] or "it cannot be used"
        raise _stopped(f"That is not the {NAMES[name][1]}: {rule}.") from None
    try:
        if name == BOT:
            found = doctor.workspace(new, settings.slack_api_url)
            aside(f"✔ The bot token is of the workspace {found.name}.")
            if found.missing:
                aside(f"▲ The app may not do all that it should ({', '.join(found.missing)}): see `checkpost doctor`.")
        elif name == APP:
            doctor.socket(new, settings.slack_api_url)
            aside("✔ Slack opens Socket Mode for the app token.")
    except (doctor.Refused, doctor.Unreached) as error:
        error.means = NOTHING
        raise
    return new


# ---- what is said ----


def _steps(http: str) -> None:
    link = LINK + quote(json.dumps(manifest(http), separators=(",", ":"), ensure_ascii=False), safe="")
    command = f"checkpost manifest --http {http}" if http else "checkpost manifest"
    second = (
        "   Basic Information > App Credentials: copy the Signing Secret."
        if http
        else "   Basic Information > App-Level Tokens > Generate Token and Scopes: add connections:write,\n"
        "   generate it, and copy the token (xapp-...)."
    )
    third = (
        f"   behind the proxy that answers {http}. Then Event Subscriptions has to show the\n   address as verified."
        if http
        else "   in this folder. Slack needs no way in from outside: Socket Mode calls out."
    )
    say(f"""Checkpost in Slack, in three steps.

1  Create the app. This link holds its whole description; choose your workspace, then Create:

{link}

   Or open {NEW_APP}, choose "From a manifest", and paste
   what `{command}` prints (JSON).

2  Install it and copy two secrets, which `checkpost setup` asks for.
   Install App > Install to Workspace > Allow: copy the Bot User OAuth Token (xoxb-...).
{second}

3  Start `checkpost serve`
{third}
""")
    if not http:
        aside("No Socket Mode, but a server that Slack can reach? checkpost setup --http https://your.address\n")


def _next(http: str, settings: Settings) -> None:
    proxy = f"\n  (Slack must reach it as {http}/slack/events)" if http else ""
    say(f"""
Now start it, in this folder:

  checkpost serve{proxy}

Then type in Slack, in any channel; nobody else sees the command or the answer:

  /checkpost {DRAFT}

Maria is made up. Use made-up people in Slack unless Slack has signed a BAA with you: it does so for Enterprise Grid only.""")
    if settings.practice is None:
        say("There is no practice profile yet: `checkpost init` makes one, so that your own staff is known.")
    if not (settings.approvers or settings.administrators):
        say("Who may approve is named in CHECKPOST_APPROVERS.")
    say("`checkpost doctor` says how everything stands.")


def _stopped(what: str, todo: str = "") -> CheckpostError:
    return CheckpostError(what, NOTHING, todo)


def _kept(name: str, path: Path) -> CheckpostError:
    error = _stopped(f"{name} is set in {path} already, to something else.", "Run this with --force to replace it.")
    error.status = EXISTS
    return error


def _left() -> CheckpostError:
    return _stopped("The questions were left before the end.", "Run checkpost setup again.")
