"""Logs: structured, with a request id, and without a word of a draft."""

from __future__ import annotations

import io
import json
import logging
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot import logs
from bot.drafts import Kind, Scrubbed, Verdict

CANARY = "Zebulon Quackenbush had his crown"


@pytest.fixture
def lines():
    """Configures JSON logs and returns what was logged so far."""
    stream = io.StringIO()
    handlers, level = logging.getLogger().handlers, logging.getLogger().level
    logs.configure("debug", "json", stream)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    logs.configure()
    logging.getLogger().handlers, logging.getLogger().level = handlers, level


def test_a_line_has_name_time_level_room_and_request(lines):
    """One line of JSON an event, with the id that ties the lines of one request together."""
    with logs.request() as number:
        logs.get("phi").info("find.done", findings=3, seconds=0.002)
    logs.get("phi").info("find.done", findings=0)

    inside, outside = lines()
    assert inside["request"] == number
    assert (inside["event"], inside["level"], inside["room"], inside["findings"]) == ("find.done", "info", "phi", 3)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z", inside["timestamp"])
    assert "request" not in outside


def test_text_comes_out_as_its_length(lines):
    """Wherever a careless line puts a draft, only its length is logged: as a value, inside lists and tables, as a key, as the event."""
    log = logs.get("phi")
    log.error(
        "check.done", text=CANARY, platform=CANARY, rule=[CANARY, "patient-named"], table={"a": CANARY, CANARY: 1}
    )
    log.error(f"could not check {CANARY}")
    log.error("check.done", raw=CANARY.encode(), thing=object(), pattern=re.compile(CANARY))

    logged = lines()

    assert "Quackenbush" not in json.dumps(logged)
    assert logged[0]["text"] == f"<{len(CANARY)} characters>"
    assert logged[0]["rule"] == [f"<{len(CANARY)} characters>", "patient-named"]


def test_figures_names_and_scrubbed_text_pass(lines):
    """What is safe is readable: figures, verdicts, kinds, ids of rules, and text whose type says it was scrubbed."""
    logs.get("phi").info(
        "check.done",
        verdict=Verdict.BLOCK,
        kind=Kind.POST,
        rule=("patient-named",),
        types={"PERSON": 2},
        draft=Scrubbed("<PERSON_1> had his crown"),
        fresh=True,
        nothing=None,
    )

    (line,) = lines()
    assert (line["verdict"], line["kind"], line["rule"]) == ("block", "post", ["patient-named"])
    assert (line["types"], line["draft"]) == ({"PERSON": 2}, "<PERSON_1> had his crown")
    assert (line["fresh"], line["nothing"]) == (True, None)


def test_an_exception_is_its_type_and_place(lines):
    """The message of an exception may quote the draft, so it is not logged."""
    try:
        logs.configure(level=CANARY)
    except KeyError as error:
        logs.get("phi").error("recognizer.failed", error=error, recognizer="names")

    (line,) = lines()
    assert line["error"] == "KeyError"
    assert re.fullmatch(r"bot/logs\.py:\d+", line["place"])
    assert "Quackenbush" not in json.dumps(line)


def test_an_exception_without_a_place_is_logged_too(lines):
    """One that was never raised has a type and nothing more."""
    logs.get("phi").error("recognizer.failed", error=ValueError(CANARY))

    assert lines()[0]["place"] == "unknown"


def test_what_a_library_logs_is_named_but_not_quoted(lines):
    """Some log whole requests; of those only who wrote it and where is kept."""
    logging.getLogger("slack_bolt.App").warning("bad signature: %s", CANARY)
    try:
        raise ValueError(CANARY)
    except ValueError:
        logging.getLogger("urllib3").exception("failed")

    logged = lines()
    assert [line["logger"] for line in logged] == ["slack_bolt.App", "urllib3"]
    assert "Quackenbush" not in json.dumps(logged)


def test_below_the_level_nothing_is_logged_or_imported():
    """A check in the terminal, where nothing is logged, does not pay for structlog."""
    code = (
        "import sys\nfrom bot import logs\nlogs.configure('warning')\nlogs.get('phi').info('find.done')\n"
        "print('structlog' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert (done.stdout.strip(), done.stderr) == ("False", "")


def test_the_console_shows_the_same_facts():
    """For people a line is not JSON, and just as clean."""
    stream = io.StringIO()
    logs.configure("info", "console", stream)
    logs.get("audit").warning("trail.slow", seconds=1.5, text=CANARY)
    logs.configure()

    line = stream.getvalue()
    assert "trail.slow" in line
    assert "seconds=1.5" in line
    assert "Quackenbush" not in line


def test_requests_of_threads_do_not_mix(lines):
    """Eight requests at once: each line carries the id of its own."""

    def work(number):
        with logs.request(f"request-{number}"):
            for _ in range(20):
                logs.get("slack").info("command.done", number=number)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(8)))

    assert len(lines()) == 160
    assert all(line["request"] == f"request-{line['number']}" for line in lines())


def test_a_closed_standard_error_stops_nothing():
    """Whoever closed the terminal still gets the check done."""
    stream = io.StringIO()
    stream.close()
    logs.configure("info", "json", stream)
    logs.get("audit").warning("trail.slow")
    logs.configure()
