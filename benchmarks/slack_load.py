"""How fast a command in Slack is acknowledged over HTTP under load, beside a bare Bolt handler in the same run, and what memory it takes.

usage: python -m benchmarks.slack_load [--rates N ...] [--seconds N] [--most N] [--commands N]

`checkpost serve` and a Bolt app that does nothing but `ack("ok")`, on Bolt's own runner and under the same gunicorn settings, run as
processes on two cores, which this driver shares (Linux). Drafts are those of benchmarks/speed.py with 280 characters, each checked
once before the clock starts. An open loop: commands are sent at even distances, each when it is due, whatever the answers; its time
counts from then until the last byte of the acknowledgement. At each rate the two take turns. Then both are sent commands flat out, a
few at a time, and their memory (the resident sets of gunicorn's master and worker) is read after a tenth, a half and all of them: this
takes longest, ten minutes for 50,000 at 80 a second. At last the rate climbs in steps of 50 until the 99th percentile is 500 ms or
more, or a command fails; with short steps the answer is too good, because a queue needs time to grow. The trail lies on a disk (TMPDIR
says which), and at the end it must hold one check for each command that was acknowledged. `late` is how long after its time a command
was sent, 99th percentile: the driver's own fault, or that all its connections waited for answers. `others` is what other programs took
of the two cores meanwhile. Prints a table and one JSON line.
"""

from __future__ import annotations

import argparse
import asyncio
import hmac
import http.client
import json
import math
import os
import platform
import selectors
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import parse_qs, quote_plus, urlencode

from benchmarks.scan_load import memory
from benchmarks.speed import ROOT, processor, texts

LENGTH = 280
LIMIT = 500.0  # ms: the 99th percentile that a rate may have
STEP = 50
TURNS = 3
AT_ONCE = 16  # commands in flight where they are sent flat out
CONNECTIONS = 500  # select() takes 1,024; whoever finds none free waits, and the time counts
PATIENCE = 10.0  # seconds for one answer; Slack waits for 3
AUTHORS = 20
SECRET, TOKEN = "0123456789abcdef0123456789abcdef", "xoxb-1-benchmark"
WHO = {"ok": True, "url": "https://example.slack.com/", "team": "Riverbend", "user": "checkpost", "team_id": "T0BENCH",
       "user_id": "U0BOT", "bot_id": "B0BOT"}  # fmt: skip
PROFILE = """name: Riverbend Dental
specialty: dentistry
staff: [Dr. Nora Feld, Jonas]
phone: (512) 555-0163
email: hello@riverbend.example
contact_person: our office manager, Jonas
"""
BARE = """
import os
from gunicorn.app.base import BaseApplication
from slack_bolt import App
from slack_bolt.adapter.wsgi import SlackRequestHandler
from slack_sdk import WebClient

class Server(BaseApplication):
    def load_config(self):  # as bot/slack/serve.py has it
        options = {"bind": "127.0.0.1:" + os.environ["PORT"], "workers": 1, "threads": 32, "worker_class": "gthread",
                   "graceful_timeout": 20, "timeout": 60, "keepalive": 30, "loglevel": "error"}
        for name, value in options.items():
            self.cfg.set(name, value)

    def load(self):
        client = WebClient(os.environ["SLACK_BOT_TOKEN"], base_url=os.environ["SLACK_API_URL"])
        app = App(client=client, signing_secret=os.environ["SLACK_SIGNING_SECRET"])
        app.command("/checkpost")(lambda ack: ack("ok"))
        return SlackRequestHandler(app)

Server().run()
"""


class Slack(BaseHTTPRequestHandler):
    """What the bot asks Slack for when it starts and when it meets somebody: always answered, never looked at."""

    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        """Answer one method of the Web API."""
        sent = parse_qs(self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode())
        method = self.path.rpartition("/")[2]
        user = {"id": sent.get("user", [""])[0], "team_id": WHO["team_id"], "real_name": "Ann Lee", "name": "ann"}
        answer = {
            "auth.test": WHO,
            "users.info": {"ok": True, "user": user},
            "usergroups.users.list": {"ok": True, "users": []},
        }
        body = json.dumps(answer.get(method, {"ok": True, "channel": "D0BENCH", "ts": f"{time.time():.6f}"})).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_anything: Any) -> None:
        """Say nothing."""


class Answer(NamedTuple):
    """How one command went. Milliseconds since it was due: until it was sent, and until it was answered."""

    late: float
    took: float
    failed: bool


@dataclass
class Server:
    """A server under test, and the connections to it that are free."""

    name: str
    port: int
    process: subprocess.Popen[bytes]
    log: Path
    drafts: Sequence[str]
    sent: int = 0
    answered: int = 0
    free: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = field(default_factory=list)
    room: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(CONNECTIONS))

    async def command(self, due: float) -> Answer:
        """Send the next command, which was due at `due`, and read its answer."""
        self.sent += 1
        body, sent, failed = self._body(self.sent), due, True
        with suppress(OSError, EOFError, TimeoutError):
            async with self.room, asyncio.timeout(PATIENCE):
                reader, writer = await self._connection()
                kept = False
                try:
                    sent = time.perf_counter()
                    writer.write(self._signed(body))
                    first, kept = await _read(reader)
                    failed = first.split(" ")[1] != "200"
                finally:
                    if kept:
                        self.free.append((reader, writer))
                    else:
                        writer.close()
        self.answered += not failed
        return Answer(1000 * (sent - due), 1000 * (time.perf_counter() - due), failed)

    async def _connection(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        while self.free:
            reader, writer = self.free.pop()
            if not reader.at_eof():  # gunicorn lets go of what was idle for long
                return reader, writer
            writer.close()
        return await asyncio.open_connection("127.0.0.1", self.port)

    def _body(self, number: int) -> bytes:
        user = f"U{number % AUTHORS:08}"
        rest = {
            "token": "unused", "team_id": WHO["team_id"], "team_domain": "riverbend", "channel_id": "C0BENCH", "channel_name": "general",
            "user_id": user, "user_name": "ann", "command": "/checkpost", "api_app_id": "A0BENCH", "is_enterprise_install": "false",
            "response_url": f"http://127.0.0.1:9/commands/T0BENCH/{number}/secret", "trigger_id": f"{number}.0.bench",
        }  # fmt: skip
        return f"{urlencode(rest)}&text={self.drafts[number % len(self.drafts)]}".encode()

    def _signed(self, body: bytes) -> bytes:
        stamp = str(int(time.time()))
        signature = hmac.new(SECRET.encode(), b"v0:" + stamp.encode() + b":" + body, sha256).hexdigest()
        head = (
            "POST /slack/events HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: Slackbot 1.0 (+https://api.slack.com/robots)\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
            f"X-Slack-Request-Timestamp: {stamp}\r\nX-Slack-Signature: v0={signature}\r\n\r\n"
        )
        return head.encode() + body


async def _read(reader: asyncio.StreamReader) -> tuple[str, bool]:
    """Read one message; return its first line, and whether the connection stays."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    fields = dict(line.partition(":")[::2] for line in head.split("\r\n")[1:])
    await reader.readexactly(int(fields.get("content-length", 0)))
    return head.partition("\r\n")[0], "close" not in fields.get("connection", "")


async def at_rate(server: Server, rate: float, seconds: float) -> list[Answer]:
    """Send commands `rate` times a second, and wait for all answers."""
    began, running = time.perf_counter(), []
    for number in range(max(2, math.ceil(rate * seconds))):
        due = began + number / rate
        await asyncio.sleep(due - time.perf_counter())
        running.append(asyncio.create_task(server.command(due)))
    return await asyncio.gather(*running)


async def flat_out(server: Server, until: int) -> float:
    """Send commands, a few at a time, until `until` were sent; return how many a second there were."""

    async def one_after_another() -> None:
        while server.sent < until:
            await server.command(time.perf_counter())

    began, before = time.perf_counter(), server.sent
    await asyncio.gather(*(one_after_another() for _ in range(AT_ONCE)))
    return (server.sent - before) / (time.perf_counter() - began)


def figures(answers: Sequence[Answer]) -> dict[str, Any]:
    """Median, 99th percentile, failures, and how late the driver was."""
    took, late = [a.took for a in answers], [a.late for a in answers]
    return {
        "commands": len(answers), "median_ms": round(statistics.median(took), 2), "p99_ms": round(_last(took), 2),
        "most_ms": round(max(took), 2), "failed": sum(a.failed for a in answers), "late_p99_ms": round(_last(late), 2),
    }  # fmt: skip


def _last(times: Sequence[float]) -> float:
    return statistics.quantiles(times, n=100, method="inclusive")[98]


def shown(name: str, rate: int, row: dict[str, Any]) -> None:
    """Print one line of the table."""
    print(
        f"{name:12} {rate:>8,} {row['commands']:>9,} {row['median_ms']:>10.2f} {row['p99_ms']:>9.2f} {row['most_ms']:>9.2f}"
        f" {row['failed']:>7} {row['late_p99_ms']:>8.2f}",
        flush=True,
    )


async def rates(servers: Sequence[Server], asked: argparse.Namespace) -> list[dict[str, Any]]:
    """Measure each rate, the servers taking turns."""
    rows = []
    for rate in asked.rates:
        found: dict[str, list[Answer]] = {server.name: [] for server in servers}
        for _ in range(TURNS):
            for server in servers:
                found[server.name] += await at_rate(server, rate, asked.seconds / TURNS)
        for name, answers in found.items():
            rows.append({"server": name, "rate": rate, **figures(answers)})
            shown(name, rate, rows[-1])
    return rows


async def filled(server: Server, commands: int) -> dict[str, Any]:
    """Send commands until there were as many as asked for; return the memory after a tenth, a half and all of them."""
    if not commands:
        return {}
    found, began, before = [], time.perf_counter(), server.sent
    for until in (commands // 10, commands // 2, commands):
        await flat_out(server, until)
        found.append((server.sent, memory(server.process.pid) / 1e6))
    a_second = (server.sent - before) / (time.perf_counter() - began)
    told = ", ".join(f"{mb:.1f} MB after {sent:,}" for sent, mb in found)
    print(f"{server.name:12} {told} commands; {a_second:,.0f} a second flat out", flush=True)
    return {"server": server.name, "memory_mb": {sent: round(mb, 1) for sent, mb in found}, "flat_out_a_second": round(a_second)}  # fmt: skip


async def highest(server: Server, asked: argparse.Namespace) -> dict[str, Any]:
    """Climb until the 99th percentile is too high; return the last rate where it was not."""
    rows, kept = [], 0
    for rate in range(STEP, asked.most + 1, STEP):
        row = figures(await at_rate(server, rate, asked.seconds / 2))
        rows.append({"rate": rate, **row})
        shown(server.name, rate, row)
        if row["p99_ms"] >= LIMIT or row["failed"]:
            break
        kept = rate
    return {"server": server.name, "highest_rate": kept, "reached_the_end": kept == rate, "steps": rows} if rows else {}


async def nothing(like: Server) -> float:
    """How many commands a second the driver sends to a server that only counts bytes: what it could do at most."""

    async def answered(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(EOFError, OSError), closing(writer):
            while True:
                await _read(reader)
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 4000\r\n\r\n" + bytes(4000))

    async with await asyncio.start_server(answered, "127.0.0.1", 0) as listening:
        port = listening.sockets[0].getsockname()[1]
        server = Server("nothing", port, like.process, like.log, like.drafts)
        rate = await flat_out(server, 2000)
        assert server.answered == server.sent
        for _, writer in server.free:
            writer.close()
    return rate


async def measured(servers: Sequence[Server], asked: argparse.Namespace) -> dict[str, Any]:
    """Everything, in the order of the table."""
    for server in servers:
        await flat_out(server, len(server.drafts))
    alone = await nothing(servers[0])
    print(
        f"{'server':12} {'a second':>8} {'commands':>9} {'median ms':>10} {'p99 ms':>9} {'most ms':>9} {'failed':>7} {'late ms':>8}"
    )
    began, before = time.process_time(), sum(s.sent for s in servers)
    found: dict[str, Any] = {"rates": await rates(servers, asked)}
    own = (time.process_time() - began) / max(1, sum(s.sent for s in servers) - before)
    print()
    found["memory"] = [row for server in servers if (row := await filled(server, asked.commands))]
    print()
    found["highest"] = [row for server in servers if (row := await highest(server, asked))]
    return {**found, "driver_ms_a_command": round(1000 * own, 3), "driver_a_second": round(alone)}


@contextmanager
def slack() -> Iterator[str]:
    """Play Slack; the Web API's address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Slack)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/api/"
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def served(name: str, command: Sequence[str], home: Path, api: str) -> Iterator[Server]:
    """Run a server in a home of its own until it is no longer needed."""
    home.mkdir()
    (home / "practice.yaml").write_text(PROFILE, "utf-8")
    port, kept = _free_port(), ("CHECKPOST_", "SLACK_", "XDG_", "PYTHONDONTWRITE", "HTTP", "http")
    env = {k: v for k, v in os.environ.items() if not k.startswith(kept)} | {
        "HOME": str(home), "PYTHONPATH": os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH")))),
        "SLACK_BOT_TOKEN": TOKEN, "SLACK_SIGNING_SECRET": SECRET, "SLACK_API_URL": api, "PORT": str(port),
        "CHECKPOST_DATABASE": str(home / "trail.db"),
    }  # fmt: skip
    drafts = [quote_plus(text) for text in texts(LENGTH) if not text.lower().startswith(("reply", "answer"))]
    with (home / "log.txt").open("wb") as log:
        process = subprocess.Popen([sys.executable, *command], cwd=home, env=env, stdout=log, stderr=log)
    try:
        _wait(port, process, home / "log.txt")
        yield Server(name, port, process, home / "log.txt", drafts)
    finally:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    ends = time.monotonic() + 60
    while time.monotonic() < ends and process.poll() is None:
        with suppress(OSError, http.client.HTTPException):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            with closing(connection):
                connection.request("GET", "/readyz")  # the bare app answers too, that it knows no such place
                if connection.getresponse().status in (200, 404):
                    return
        time.sleep(0.05)
    sys.exit(f"a server did not start:\n{log.read_text('utf-8', 'replace')}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def recorded(trail: Path) -> int:
    """How many checks the trail holds."""
    with closing(sqlite3.connect(f"{trail.as_uri()}?mode=ro", uri=True)) as connection:
        return int(connection.execute("select count(*) from events where kind = 'checked'").fetchone()[0])


def busy(cores: Sequence[int]) -> float:
    """Seconds that these cores have worked, for whomever; Linux only."""
    wanted, ticks = {f"cpu{core}" for core in cores}, 0
    for line in Path("/proc/stat").read_text().splitlines():
        name, *numbers = line.split()
        if name in wanted:
            ticks += sum(map(int, numbers[:8])) - sum(map(int, numbers[3:5]))  # all but idle and waiting for a disk
    return ticks / os.sysconf("SC_CLK_TCK")


def disk(folder: Path) -> float:
    """Milliseconds that this disk takes to keep 4 KiB for good, median."""
    times = []
    with (folder / "disk").open("wb") as file:
        for _ in range(50):
            began = time.perf_counter()
            file.write(bytes(4096))
            file.flush()
            os.fsync(file.fileno())
            times.append(1000 * (time.perf_counter() - began))
    return statistics.median(times)


def main(arguments: Sequence[str]) -> None:
    """Measure, print the table, then the JSON line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rates", type=int, nargs="*", default=[10, 50, 100], help="commands a second")
    parser.add_argument(
        "--seconds", type=float, default=10, help="for each rate; half of it for each step of the climb"
    )
    parser.add_argument("--most", type=int, default=1000, help="the rate at which the climb ends; 0 for none")
    parser.add_argument("--commands", type=int, default=50_000, help="until memory is read; 0 for never")
    asked = parser.parse_args(arguments)
    cores = sorted(os.sched_getaffinity(0))[:2]
    os.sched_setaffinity(0, cores)
    before, began, worked = os.getloadavg()[0], time.perf_counter(), busy(cores) - sum(os.times()[:4])
    with tempfile.TemporaryDirectory() as name, slack() as api:
        folder = Path(name)
        sync = disk(folder)
        print(
            f"{processor()}, Python {platform.python_version()}, two cores, load {before:.2f}, the disk keeps 4 KiB in {sync:.2f} ms\n"
        )
        with (
            served("checkpost", ["-m", "bot", "serve"], folder / "checkpost", api) as ours,
            served("bare bolt", ["-c", BARE], folder / "bare", api) as bare,
            # select() wakes up to the microsecond, epoll to the millisecond
            asyncio.Runner(loop_factory=lambda: asyncio.SelectorEventLoop(selectors.SelectSelector())) as runner,
        ):
            found = runner.run(measured([ours, bare], asked))
        others = (busy(cores) - sum(os.times()[:4]) - worked) / (time.perf_counter() - began) / len(cores)
        held = recorded(folder / "checkpost" / "trail.db")
        if not ours.answered <= held <= ours.sent:
            sys.exit(f"{ours.answered:,} commands were acknowledged, and the trail holds {held:,} checks")
        for server in (ours, bare):
            if server.answered < server.sent:
                print(f"\n{server.name} said:\n{server.log.read_text('utf-8', 'replace')[-1000:]}")
    print()
    for row in found["highest"]:
        more = " or more" if row.pop("reached_the_end") else ""
        print(f"{row['server']:12} {row['highest_rate']:,} a second{more} with a 99th percentile under {LIMIT:.0f} ms")
    print(f"{'trail':12} {held:,} checks for {ours.answered:,} acknowledged commands")
    print(
        f"{'driver':12} {found['driver_ms_a_command']:.2f} ms of processor time for a command; {found['driver_a_second']:,} a second where nothing is done for them"
    )
    print(f"{'others':12} {others:.0%} of the cores, all the time; the figures are good where this is next to nothing")
    print(json.dumps({"benchmark": "slack_load", "processor": processor(), "python": platform.python_version(),
                      "cores": len(cores), "load": round(before, 2), "others": round(others, 3), "sync_ms": round(sync, 3), **found}))  # fmt: skip


if __name__ == "__main__":
    main(sys.argv[1:])
