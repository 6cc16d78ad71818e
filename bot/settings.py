"""What is configured: environment and `.env` -> Settings, validated once, at the start.

The table below is all there is: reader, messages and `.env.example` follow it. pydantic-settings would read it too, but takes
0.33 s to import, more than half of what a whole `checkpost check` may take.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.errors import SettingsBroken
from bot.practice.fields import did_you_mean

PREFIX = "CHECKPOST_"
LOG_LEVELS = ("debug", "info", "warning", "error")
LOG_FORMATS = ("console", "json")
KEY_DIGITS = 64


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting with its final value. Paths are absolute; `practice` and `pack` are None where there is none."""

    database: Path
    practice: Path | None
    policies: Path
    prompts: Path
    pack: Path | None
    reader: bool
    model_url: str
    model: str
    model_key: str = field(repr=False)
    model_api_version: str
    model_temperature: float | None
    model_timeout: int
    model_proxy: str
    model_headers: Mapping[str, str] = field(repr=False)
    model_calls: int
    model_tokens: int
    log_level: str
    log_format: str
    actor: str
    key: bytes | None = field(repr=False)
    slack_bot_token: str = field(repr=False)
    slack_app_token: str = field(repr=False)
    slack_signing_secret: str = field(repr=False)
    slack_api_url: str
    approvers: tuple[str, ...]
    administrators: tuple[str, ...]
    approval_channel: str
    approval_days: int
    host: str
    port: int


@dataclass(frozen=True, slots=True)
class Home:
    """Where relative paths begin, and whose settings these are."""

    folder: Path
    environ: Mapping[str, str]

    def path(self, text: str) -> Path:
        """Return `text` as an absolute path; `~` is the user's home."""
        return self.folder / Path(text).expanduser()

    def own(self, kind: str) -> Path:
        """Return this user's folder of Checkpost for `kind`: `data` or `config`.

        Source: XDG Base Directory Specification 0.8, which lets relative values be ignored.
        """
        home = Path(self.environ.get("HOME") or Path.home())
        if sys.platform == "win32":
            return Path(self.environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "checkpost"
        if sys.platform == "darwin":
            return home / "Library" / "Application Support" / "checkpost"
        chosen = Path(self.environ.get(f"XDG_{kind.upper()}_HOME", ""))
        return (
            chosen if chosen.is_absolute() else home / {"data": ".local/share", "config": ".config"}[kind]
        ) / "checkpost"


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: what it is for, an example, how its text is read (ValueError: what it must be), and its default."""

    comment: str
    example: str
    read: Callable[[str, Home], Any]
    default: Callable[[Home], Any]


def load(environ: Mapping[str, str] | None = None, folder: Path | None = None) -> Settings:
    """Return the settings. The environment wins over the `.env` of `folder` (the current one).

    Raises SettingsBroken, which names every fault with its place and what is allowed.
    """
    home = Home(Path.cwd() if folder is None else folder, os.environ if environ is None else environ)
    faults: list[str] = []
    given = {**_from_file(home.folder / ".env", faults), **_from_environment(home.environ)}
    values: dict[str, Any] = {}
    for name, setting in SETTINGS.items():
        text, place = given.pop(name, ("", ""))
        try:
            values[_field(name)] = setting.read(text, home) if text else setting.default(home)
        except ValueError as error:
            faults.append(f"{name}{place} {error}.")
        except RuntimeError:  # pathlib: this user has no home
            faults.append(
                f"{name} is not set, and its usual place is in the home folder, which this user does not have."
            )
    faults += [
        f"{name}{place} is no setting of Checkpost{did_you_mean(name, SETTINGS)}." for name, (_, place) in given.items()
    ]
    if faults:
        raise SettingsBroken(
            "\n".join(faults),
            "Checkpost did not start: with a setting that it cannot use it might check by the wrong rules.",
            "Correct what is named above in the environment or in .env; .env.example shows every setting.",
        )
    return Settings(**values)


def example() -> str:
    """Return the text of `.env.example`: every setting with what it is for, commented out."""
    head = "# Copy this file to .env and take the # away from what you want to change. Everything works without it.\n"
    return head + "".join(f"\n# {s.comment}\n#{name}={s.example}\n" for name, s in SETTINGS.items())


def _field(name: str) -> str:
    return name.removeprefix(PREFIX).lower()


def _from_environment(environ: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    return {name: (text.strip(), "") for name, text in environ.items() if _is_ours(name) and text.strip()}


def _is_ours(name: str) -> bool:
    """Whether a variable is for Checkpost. Of Slack's names only those that the table has: others may have their own."""
    return name.startswith(PREFIX) or name in SETTINGS


def _from_file(path: Path, faults: list[str]) -> dict[str, tuple[str, str]]:
    if not path.is_file():
        return {}
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        faults.append(f"{path} cannot be read: it must be a file of UTF-8 text that this user may read.")
        return {}
    return {name: (text, f" (.env:{number})") for number, name, text in _assignments(lines) if text}


def _assignments(lines: list[str]) -> Iterator[tuple[int, str, str]]:
    """Yield line, name and value of what is ours. Quotes are taken off, and comments after a blank and a #."""
    for number, line in enumerate(lines, 1):
        name, _, value = line.strip().removeprefix("export ").partition("=")
        name, value = name.strip(), value.strip()
        if not _is_ours(name):
            continue
        if value[:1] in ("'", '"'):
            yield number, name, value[1:].partition(value[0])[0]
        else:
            yield number, name, "" if value.startswith("#") else value.partition(" #")[0].strip()


def _database(text: str, home: Home) -> Path:
    path = home.path(text)
    if path.is_dir():
        raise ValueError(f"is the folder {path}; it must be a file, such as {path / 'checkpost.db'}")
    return path


def _folder(text: str, home: Home) -> Path:
    path = home.path(text)
    if not path.is_dir():
        raise ValueError(f"is {text!r}; it must be a folder that exists, and {path} is none")
    return path


def _file(text: str, home: Home) -> Path:
    path = home.path(text)
    if not path.is_file():
        raise ValueError(f"is {text!r}; it must be a file that exists, and {path} is none")
    return path


def _one_of(allowed: tuple[str, ...]) -> Callable[[str, Home], str]:
    def read(text: str, _home: Home) -> str:
        if text.lower() not in allowed:
            raise ValueError(f"is {text[:40]!r}; it must be one of {', '.join(allowed)}")
        return text.lower()

    return read


def _on_or_off(text: str, home: Home) -> bool:
    return _one_of(("on", "off"))(text, home) == "on"


def _actor(text: str, _home: Home) -> str:
    if len(text) > 100 or not text.isprintable():
        raise ValueError("is too long for a name; it must have at most 100 printable characters")
    return text


def _key(text: str, _home: Home) -> bytes:
    try:
        key = bytes.fromhex(text)
    except ValueError:
        key = b""
    if len(key) < KEY_DIGITS // 2:
        raise ValueError(f"is not shown here; it must have at least {KEY_DIGITS} hexadecimal digits")
    return key


def _token(kind: str, where: str) -> Callable[[str, Home], str]:
    def read(text: str, _home: Home) -> str:
        if not re.fullmatch(rf"{kind}-[\w-]{{6,}}", text, re.ASCII):
            raise ValueError(f"is not shown here; it must be the token that begins with {kind}- ({where})")
        return text

    return read


def _secret(text: str, _home: Home) -> str:
    if not re.fullmatch(r"[\w-]{16,}", text, re.ASCII):
        raise ValueError("is not shown here; it must be the signing secret (Basic Information, App Credentials)")
    return text


def _url(text: str, _home: Home) -> str:
    if not re.fullmatch(r"https?://[^\s]+", text):
        raise ValueError(f"is {text[:60]!r}; it must be an address that begins with https://")
    return text.rstrip("/") + "/"


def _endpoint(text: str, _home: Home) -> str:
    found = re.fullmatch(r"(https?)://(\[[^\]]+\]|[^\s/:?#]+)[^\s]*", text)
    if not found or (found[1] == "http" and found[2].strip("[]") not in ("localhost", "127.0.0.1", "::1")):
        raise ValueError(f"is {text[:60]!r}; it must begin with https://, or with http:// and this machine")
    return text.rstrip("/")


def _proxy(text: str, _home: Home) -> str:
    if not re.fullmatch(r"(?:https?|socks5)://[^\s]+", text):
        raise ValueError("is not shown here; it must be an address that begins with http:// or https://")
    return text


def _plain(text: str, _home: Home) -> str:
    if not text.isprintable():
        raise ValueError("is not shown here; it must be printable, on one line")
    return text.strip()


def _temperature(text: str, _home: Home) -> float:
    if not re.fullmatch(r"[01](?:\.\d+)?|2(?:\.0+)?", text):
        raise ValueError(f"is {text[:20]!r}; it must be a number from 0 to 2")
    return float(text)


def _headers(text: str, _home: Home) -> Mapping[str, str]:
    pairs = [part.partition(":") for part in text.split(";") if part.strip()]
    if not all(
        re.fullmatch(r"[A-Za-z0-9-]+", name.strip()) and value.strip().isprintable() and value.strip()
        for name, _, value in pairs
    ):
        raise ValueError("is not shown here; it must be Name: value, several separated by semicolons")
    return {name.strip(): value.strip() for name, _, value in pairs}


def _people(text: str, _home: Home) -> tuple[str, ...]:
    ids = tuple(part for part in re.split(r"[\s,;]+", text) if part)
    wrong = [one for one in ids if not re.fullmatch(r"[UWS][A-Z0-9]{2,}", one)]
    if wrong:
        raise ValueError(
            f"holds {wrong[0][:30]!r}; it must be ids of members (U...) or user groups (S...), separated by commas"
        )
    return ids


def _channel(text: str, _home: Home) -> str:
    if not re.fullmatch(r"[CG][A-Z0-9]{2,}", text):
        raise ValueError(
            f"is {text[:30]!r}; it must be the id of a channel (C...), found at the end of the channel's details"
        )
    return text


def _number(least: int, most: int) -> Callable[[str, Home], int]:
    def read(text: str, _home: Home) -> int:
        if not text.isascii() or not text.isdigit() or not least <= int(text) <= most:
            raise ValueError(f"is {text[:20]!r}; it must be a number from {least} to {most:,}")
        return int(text)

    return read


def _port(home: Home) -> int:
    """What the place that runs the process asks for (Procfile), else Bolt's usual one."""
    text = home.environ.get("PORT", "")
    return int(text) if text.isascii() and text.isdigit() and 0 < int(text) < 65536 else 3000


def _practice_found(home: Home) -> Path | None:
    places = (home.folder / "practice.yaml", home.own("config") / "practice.yaml")
    return next((path for path in places if path.is_file()), None)


def _packaged(name: str) -> Callable[[Home], Path]:
    """In a wheel the folder lies inside the package, under an underscore; in a checkout beside it."""

    def find(_home: Home) -> Path:
        package = Path(__file__).resolve().parent
        inside = package / f"_{name}"
        return inside if inside.is_dir() else package.parent / name

    return find


def _user(home: Home) -> str:
    """Name who is logged in, by the account and not by a variable that anybody can set."""
    if sys.platform == "win32":
        return home.environ.get("USERNAME", "unknown")
    import pwd

    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:  # a container may run under a number without a name
        return f"uid-{os.getuid()}"


SETTINGS: dict[str, Setting] = {
    "CHECKPOST_DATABASE": Setting(
        "The audit trail. Its key lies beside it in checkpost.key: back up both, and keep the copies apart.",
        "~/.local/share/checkpost/checkpost.db", _database, lambda home: home.own("data") / "checkpost.db"),
    "CHECKPOST_PRACTICE": Setting(
        "The practice's profile. Without this: practice.yaml here, then ~/.config/checkpost/practice.yaml.",
        "practice.yaml", _file, _practice_found),
    "CHECKPOST_PACK": Setting(
        "The practice's own pack of rules.", "our-rules.yaml", _file, lambda home: None),
    "CHECKPOST_POLICIES": Setting(
        "The folder of packs, if not the one that comes with Checkpost.", "policies", _folder, _packaged("policies")),
    "CHECKPOST_PROMPTS": Setting(
        "The folder of prompts, if not the one that comes with Checkpost.", "prompts", _folder, _packaged("prompts")),
    "CHECKPOST_READER": Setting(
        "Whether the learned reader is asked: on, or off for the rules of form alone, which find less.", "on",
        _on_or_off, lambda home: True),
    "CHECKPOST_ACTOR": Setting(
        "Who the audit trail says it was, if not the account that is logged in.", "front-desk", _actor, _user),
    "CHECKPOST_KEY": Setting(
        "The key of the trail's fingerprints, if it is not to lie in a file: 64 hexadecimal digits or more.",
        "", _key, lambda home: None),
    "CHECKPOST_LOG_LEVEL": Setting(
        f"How much is logged: {', '.join(LOG_LEVELS)}.", "warning", _one_of(LOG_LEVELS), lambda home: "warning"),
    "CHECKPOST_LOG_FORMAT": Setting(
        "How it is logged: console for people, json for machines.", "console", _one_of(LOG_FORMATS), lambda home: "console"),
    "CHECKPOST_MODEL_URL": Setting(
        "A model as second writer: the base address of an OpenAI-compatible endpoint. Without it no model is asked.",
        "http://127.0.0.1:11434/v1", _endpoint, lambda home: ""),
    "CHECKPOST_MODEL": Setting("The model's name there.", "llama3.1", _plain, lambda home: ""),
    "CHECKPOST_MODEL_KEY": Setting("The endpoint's key.", "", _plain, lambda home: ""),
    "CHECKPOST_MODEL_API_VERSION": Setting(
        "Azure OpenAI: the api-version; the address then ends with the deployment.", "2024-10-21", _plain, lambda home: ""),
    "CHECKPOST_MODEL_TEMPERATURE": Setting("How freely the model words, 0 to 2.", "0.7", _temperature, lambda home: 0.7),
    "CHECKPOST_MODEL_TIMEOUT": Setting("Seconds to wait for one answer.", "20", _number(1, 120), lambda home: 20),
    "CHECKPOST_MODEL_PROXY": Setting("A proxy between here and the endpoint.", "http://proxy.example:3128", _proxy, lambda home: ""),
    "CHECKPOST_MODEL_HEADERS": Setting(
        "More headers for the endpoint, as Name: value, separated by semicolons.", "X-Team: front-desk", _headers, lambda home: {}),
    "CHECKPOST_MODEL_CALLS": Setting("The most calls a day.", "500", _number(1, 1_000_000), lambda home: 500),
    "CHECKPOST_MODEL_TOKENS": Setting("The most tokens a day.", "1000000", _number(1, 1_000_000_000), lambda home: 1_000_000),
    "SLACK_BOT_TOKEN": Setting(
        "Slack: the token of the installed app (OAuth & Permissions).", "xoxb-...",
        _token("xoxb", "OAuth & Permissions"), lambda home: ""),
    "SLACK_APP_TOKEN": Setting(
        "Slack, Socket Mode: a token with connections:write (Basic Information, App-Level Tokens).", "xapp-...",
        _token("xapp", "Basic Information, App-Level Tokens"), lambda home: ""),
    "SLACK_SIGNING_SECRET": Setting(
        "Slack, HTTP: the signing secret (Basic Information, App Credentials).", "...", _secret, lambda home: ""),
    "SLACK_API_URL": Setting(
        "Where Slack's Web API is, if not at Slack: for emulators.", "https://slack.com/api/", _url,
        lambda home: "https://slack.com/api/"),
    "CHECKPOST_APPROVERS": Setting(
        "Who may approve: ids of members (U...) or user groups (S...), separated by commas.", "U012ABCDEF, S034GHIJKL",
        _people, lambda home: ()),
    "CHECKPOST_ADMINISTRATORS": Setting(
        "Who keeps the rules and sees what authors dispute: ids as above. Administrators may approve too.", "U012ABCDEF",
        _people, lambda home: ()),
    "CHECKPOST_APPROVAL_CHANNEL": Setting(
        "The private channel that requests for approval go to; without it each approver gets a direct message.", "C056MNOPQR",
        _channel, lambda home: ""),
    "CHECKPOST_APPROVAL_DAYS": Setting(
        "After how many days an approval that nobody used expires.", "7", _number(1, 365), lambda home: 7),
    "CHECKPOST_HOST": Setting(
        "Slack, HTTP: the address to listen on; 127.0.0.1 is right behind a proxy on the same machine.", "127.0.0.1",
        lambda text, home: text, lambda home: "127.0.0.1"),
    "CHECKPOST_PORT": Setting(
        "Slack, HTTP: the port to listen on; PORT is taken too.", "3000", _number(1, 65535), _port),
}  # fmt: skip
