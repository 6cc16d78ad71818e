"""The bot as a process of its own, in a workspace on loopback."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from bot.slack.manifest import manifest
from tests.slack_workspace import SlackWorkspace, User

ROOT = Path(__file__).resolve().parents[2]
PROFILE = """name: Riverbend Dental
specialty: dentistry
staff: [Dr. Nora Feld, Jonas]
phone: (512) 555-0163
email: hello@riverbend.example
contact_person: our office manager, Jonas
"""


@dataclass
class Bot:
    """A running bot and its workspace. `home` holds the trail and the log."""

    slack: SlackWorkspace
    home: Path
    env: dict[str, str]
    process: subprocess.Popen[bytes] | None = None
    people: dict[str, User] = field(default_factory=dict)

    @property
    def ann(self) -> User:
        return self.people["ann"]

    @property
    def bea(self) -> User:
        """An approver."""
        return self.people["bea"]

    @property
    def log(self) -> str:
        log = self.home / "log.txt"
        return log.read_text("utf-8", "replace") if log.exists() else ""

    def start(self) -> None:
        with (self.home / "log.txt").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "bot", "serve"], cwd=self.home, env=self.env, stdout=log, stderr=log
            )
        if self.slack.mode == "socket":
            opened = sum(1 for r in self.slack.requests if r.method == "apps.connections.open")
            self.slack.wait_connected(count=opened + 1, timeout=30)
        else:
            self._wait_ready()

    def stop(self, how: int = signal.SIGTERM) -> int:
        assert self.process
        self.process.send_signal(how)
        return self.process.wait(30)

    def restart(self, how: int = signal.SIGTERM) -> None:
        self.stop(how)
        self.start()

    def _wait_ready(self) -> None:
        url = self.slack.bot_url.replace("/slack/events", "/readyz")
        ends = time.monotonic() + 30
        while time.monotonic() < ends:
            with suppress(OSError), urllib.request.urlopen(url, timeout=1) as answer:
                if answer.status == 200:
                    return
            assert self.process and self.process.poll() is None, self.log
            time.sleep(0.05)
        raise AssertionError(f"the bot was not ready in 30 s:\n{self.log}")


Started = Callable[..., Bot]


@pytest.fixture
def started(tmp_path: Path) -> Iterator[Started]:
    """Start bots: `started(mode="socket", **settings)`. Each is ended, and must have sent Slack nothing that is wrong."""
    bots: list[tuple[Bot, Any]] = []

    def start(mode: str = "socket", *, faults: bool = False, up: bool = True, **settings: str) -> Bot:
        context = running(mode, tmp_path / f"bot{len(bots)}", settings)
        bot = context.__enter__()
        bots.append((bot, (context, faults)))
        if up:
            bot.start()
        return bot

    yield start
    for bot, (context, faults) in bots:
        try:
            if bot.process and bot.process.poll() is None:
                bot.stop()
            assert faults or not bot.slack.faults, bot.slack.faults
            assert "Traceback" not in bot.log
        finally:
            context.__exit__(None, None, None)


@pytest.fixture(scope="session")
def lasting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    """A bot over Socket Mode that tests share, as a workspace does."""
    with running("socket", tmp_path_factory.mktemp("slack") / "bot", {}) as bot:
        bot.start()
        yield bot
        assert bot.stop() == 0
        assert "Traceback" not in bot.log


@pytest.fixture
def bot(lasting: Bot) -> Iterator[Bot]:
    """The shared bot with an author of the test's own, who has nothing to look back on."""
    number = len(lasting.slack.users)
    people = {**lasting.people, "ann": lasting.slack.add_user(f"ann{number}", real_name="Ann Lee")}
    before = len(lasting.slack.faults)
    yield Bot(lasting.slack, lasting.home, lasting.env, lasting.process, people)
    assert lasting.slack.faults[before:] == []


@contextmanager
def running(mode: str, home: Path, settings: dict[str, str]) -> Iterator[Bot]:
    home.mkdir()
    (home / "practice.yaml").write_text(PROFILE, "utf-8")
    port = _free_port()
    url = f"http://127.0.0.1:{port}" if mode == "http" else ""
    # The manifest asks for https; the server that plays Slack takes what it is given.
    with SlackWorkspace(mode=mode, manifest=manifest(f"https://127.0.0.1:{port}" if url else "")) as slack:  # type: ignore[arg-type]
        slack.bot_url = f"{url}/slack/events" if url else ""
        people = {name: slack.add_user(name, real_name=f"{name.capitalize()} Lee") for name in ("ann", "bea", "cyd")}
        token = (
            {"SLACK_APP_TOKEN": slack.app_token} if mode == "socket" else {"SLACK_SIGNING_SECRET": slack.signing_secret}
        )
        kept = {
            k: v for k, v in os.environ.items() if not k.startswith(("CHECKPOST_", "SLACK_", "XDG_", "HTTP", "http"))
        }
        env = kept | token | {
            "HOME": str(home), "PYTHONPATH": str(ROOT), "SLACK_BOT_TOKEN": slack.bot_token, "SLACK_API_URL": slack.api_url,
            "CHECKPOST_DATABASE": str(home / "trail.db"), "CHECKPOST_APPROVERS": people["bea"].id, "CHECKPOST_PORT": str(port),
            "CHECKPOST_LOG_LEVEL": "info", "CHECKPOST_LOG_FORMAT": "json", "XDG_CACHE_HOME": os.environ.get("XDG_CACHE_HOME", ""),
        } | settings  # fmt: skip
        bot = Bot(slack, home, env, people=people)
        try:
            yield bot
        finally:
            if bot.process and bot.process.poll() is None:
                bot.process.kill()
                bot.process.wait(10)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
