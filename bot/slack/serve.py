"""`checkpost serve`: Socket Mode where there is an app token, else HTTP. Ends on SIGTERM when what is in flight is done."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from types import FrameType
from typing import Any

from bot import logs
from bot.desk.desk import Desk
from bot.errors import CheckpostError, SettingsBroken
from bot.settings import Settings
from bot.slack.app import Running, build, client_of, identity
from bot.slack.clockwork import Clockwork

DRAIN = 20.0  # seconds after SIGTERM; most hosts kill after 30
GONE = 6.0  # seconds without a connection
SILENT = 1800.0  # seconds without a word from Slack; a quiet practice costs a reconnection every half hour
PING = 3  # seconds; the SDK gives a socket up after four without an answer, and keeps a core busy until then
LOOK = 2.0
THREADS = 32


def run(desk: Desk, say: Callable[[str], None]) -> int:
    """Serve until told to stop; return the exit status. Raises CheckpostError for what stops the start."""
    settings = desk.settings
    _complete(settings)
    if settings.slack_app_token:
        _socket(desk, say)
    else:
        _http(desk, say)
    return 0


def _complete(settings: Settings) -> None:
    missing = []
    if not settings.slack_bot_token:
        missing.append("SLACK_BOT_TOKEN is not set.")
    if not (settings.slack_app_token or settings.slack_signing_secret):
        missing.append("Neither SLACK_APP_TOKEN (Socket Mode) nor SLACK_SIGNING_SECRET (HTTP) is set.")
    if missing:
        raise SettingsBroken(
            "\n".join(missing),
            "Checkpost did not start: it cannot speak with Slack.",
            "Run `checkpost setup`; it shows in three steps where to find them.",
        )


@contextmanager
def _at_work(desk: Desk) -> Iterator[Running]:
    running = build(desk)
    clockwork = Clockwork(running.office)
    clockwork.start()
    try:
        yield running
    finally:
        clockwork.stop()
        running.close(DRAIN)


def _socket(desk: Desk, say: Callable[[str], None]) -> None:
    from slack_bolt.adapter.socket_mode import SocketModeHandler
    from slack_sdk import WebClient

    settings, stopping = desk.settings, _stopping()
    with _at_work(desk) as running:
        handler = SocketModeHandler(
            running.app, settings.slack_app_token, concurrency=THREADS, ping_interval=PING,
            web_client=WebClient(settings.slack_app_token, base_url=settings.slack_api_url),
        )  # fmt: skip
        try:
            handler.connect()  # type: ignore[no-untyped-call]
        except Exception as error:  # the SDK tells a wrong token, a missing scope and no network in different ways
            raise CheckpostError(
                f"The socket to Slack cannot be opened ({type(error).__name__}).",
                "Checkpost did not start.",
                "Check SLACK_APP_TOKEN (it needs connections:write), that Socket Mode is on, and the connection.",
            ) from None
        say("Checkpost is serving Slack over Socket Mode. Ctrl-C ends it.")
        watch = Watch(handler.client.is_connected)
        handler.client.message_listeners.append(watch.heard)
        while not stopping.wait(LOOK):
            if watch.lost():
                logs.get("slack").warning("socket.reconnects")
                _reconnect(handler)
        _quietly(handler.close)


class Watch:
    """Notices a socket that is gone, or open and silent: it may look alive after a reconnect and be dead (python-slack-sdk 1701).

    The SDK reconnects by itself when Slack says goodbye; where the socket is cut without a word it may not.
    """

    def __init__(self, connected: Callable[[], bool], clock: Callable[[], float] = time.monotonic) -> None:
        self._connected, self._clock = connected, clock
        self._spoke = self._up = clock()

    def heard(self, *_anything: Any) -> None:
        """Take note of a sign of life."""
        self._spoke = self._clock()

    def lost(self) -> bool:
        """Whether the socket should be opened anew; then it counts as new."""
        at = self._clock()
        if self._connected():
            self._up = at
        if at - self._up < GONE and at - self._spoke < SILENT:
            return False
        self._up = self._spoke = at
        return True


def _reconnect(handler: Any) -> None:
    try:
        handler.client.connect_to_new_endpoint(force=True)
    except Exception as error:  # tried again later
        logs.get("slack").error("socket.lost", error=error)


def _quietly(work: Callable[[], object]) -> None:
    try:
        work()
    except Exception as error:  # the SDK's close fails where the server was faster
        logs.get("slack").info("socket.closed", error=error)


def _http(desk: Desk, say: Callable[[str], None]) -> None:
    from gunicorn.app.base import BaseApplication

    from bot.slack.http import Door

    settings, opened = desk.settings, ExitStack()
    identity(client_of(settings))  # a wrong token stops the start here, and not a worker again and again

    class Server(BaseApplication):  # type: ignore[misc]
        def load_config(self) -> None:
            options = {
                "bind": f"{settings.host}:{settings.port}", "workers": 1, "threads": THREADS, "worker_class": "gthread",
                "graceful_timeout": int(DRAIN), "timeout": 60, "keepalive": 30, "loglevel": "error", "proc_name": "checkpost",
                "worker_exit": lambda _server, _worker: opened.close(),
            }  # fmt: skip
            for name, value in options.items():
                self.cfg.set(name, value)

        def load(self) -> Door:
            """Build in the worker: neither threads nor an open trail may be carried over a fork."""
            running = opened.enter_context(_at_work(desk))
            return Door(running.app, settings.slack_signing_secret, running.ready)

    say(f"Checkpost is serving Slack on http://{settings.host}:{settings.port}/slack/events. Ctrl-C ends it.")
    Server().run()


def _stopping() -> threading.Event:
    stopping = threading.Event()

    def stop(_signal: int, _frame: FrameType | None) -> None:
        stopping.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    return stopping
