"""Reading the trail: filters, one check, exports, ids as people type them."""

from __future__ import annotations

import csv
import io
import json
import time
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.audit import NoSuchCheck, Trail
from bot.audit.ids import EPOCH, next_id, read_id
from bot.drafts import Scrubbed, Suggestion, Verdict, Violation


@pytest.fixture
def clock():
    """A clock that the test sets."""

    class Clock:
        now = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)

        def __call__(self):
            return self.now

    return Clock()


def local(*parts):
    """A moment of 2026 by the clock on the wall."""
    return datetime(2026, *parts).astimezone()


@pytest.fixture
def march(path, key, report, clock):
    """Four checks: one in February, two in March (at the first and the last second), one in April."""
    other = Violation("price-bait", "t", Verdict.REVISE, "", "", "")
    times = [
        (local(2, 28, 23, 59, 59), "ann", report()),
        (local(3, 1, 0, 0, 0), "ben", report(verdict=Verdict.PASS, violations=())),
        (local(3, 31, 23, 59, 59), "ann", report(verdict=Verdict.REVISE, violations=(other,))),
        (local(4, 1, 0, 0, 0), "ann", report()),
    ]
    with Trail.open(path, key, clock=clock) as trail:
        for clock.now, actor, made in times:
            trail.record_checked(made, actor, "riverside", {})
        yield trail


@pytest.fixture(params=["UTC", "America/Los_Angeles", "Asia/Kolkata"], autouse=True)
def zone(request, monkeypatch):
    """Where the practice is must not matter."""
    if not hasattr(time, "tzset"):
        pytest.skip("zones of POSIX")
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def days(trail, **wanted):
    """The local days of the checks found."""
    return [datetime.fromisoformat(found["at"]).astimezone().strftime("%m-%d") for found in trail.list(**wanted)]


def test_everything_of_march(march):
    """Days are those of the office's clock, and the last one is included."""
    assert days(march, since=date(2026, 3, 1), until=date(2026, 3, 31)) == ["03-31", "03-01"]


def test_a_moment_may_be_given_too(march):
    """A time with its zone is taken as it is."""
    since = local(3, 31, 23, 59, 59)

    assert days(march, since=since, until=since) == ["03-31"]


def test_who_let_it_through(march):
    """Filters by actor, verdict and rule, alone and together; newest first; no more than asked for."""
    assert days(march, actor="ben") == ["03-01"]
    assert days(march, verdict="block") == ["04-01", "02-28"]
    assert days(march, rule="price-bait") == ["03-31"]
    assert days(march, rule="price-bait", verdict="block") == []
    assert days(march, limit=2) == ["04-01", "03-31"]
    assert days(march, limit=0) == []


def test_a_name_with_quotes_is_only_a_name(march):
    """Whoever filters by something strange gets nothing, and the trail stays."""
    assert days(march, actor="'; drop table events; --") == []
    assert len(days(march)) == 4


def test_an_unknown_id_is_told(march):
    """The message repeats what was typed and says where ids are found."""
    for typed in ("0000000000", "short", "", "x" * 500, "ümläut-000"):
        with pytest.raises(NoSuchCheck) as caught:
            march.show(typed)
        assert "audit list" in caught.value.todo


def test_an_id_may_be_typed_as_heard(march):
    """Capitals, dashes, and letters that look like figures."""
    (newest, *_) = march.list()
    spoken = f"{newest['id'][:5]}-{newest['id'][5:]}".upper().replace("0", "O").replace("1", "I")

    assert march.show(spoken)["id"] == newest["id"]


def test_csv_opens_in_a_spreadsheet(march, report):
    """One line a check, oldest first, and no cell that a spreadsheet would run as a formula."""
    evil = report(scrubbed='=HYPERLINK("http://x")', verdict=Verdict.PASS)
    march.record_checked(evil, "@ann", "riverside", {}, Scrubbed("two\nlines, and a comma"))

    rows = list(csv.DictReader(io.StringIO("".join(march.export("csv")), newline="")))

    assert [row["verdict"] for row in rows] == ["block", "pass", "revise", "block", "pass"]
    assert rows[0]["rules"] == "patient-named"
    assert rows[-1]["text"].startswith("'=")
    assert rows[-1]["actor"] == "'@ann"
    assert rows[-1]["review"] == "two\nlines, and a comma"


def test_jsonl_holds_every_event(march):
    """Each line is an event as recorded, of whatever kind, oldest first; the days can be chosen."""
    (newest, *_) = march.list(limit=1)
    march.record_suggested(newest["id"], [Suggestion("One.", "offline")], "ann")

    events = [json.loads(line) for line in march.export("jsonl")]

    assert [event["n"] for event in events] == [1, 2, 3, 4, 5]
    assert [event["event"] for event in events][-1] == "suggested"
    assert len(list(march.export("jsonl", since=date(2026, 3, 1), until=date(2026, 3, 31)))) == 2


def test_a_list_is_read_while_checks_go_on(march, report):
    """A long listing is the trail of one moment, and does not stop the office from working."""
    listing = march.list()
    next(listing)

    march.record_checked(report(), "ben", "riverside", {})

    assert len(list(listing)) == 3


def test_ids_sort_by_time_even_when_the_clock_goes_back(clock):
    """Each id sorts after the one before: later, in the same millisecond, and after the clock was set back."""
    ids = [next_id(clock.now, None)]
    for step in (timedelta(seconds=1), timedelta(0), timedelta(days=-40), timedelta(days=3000)):
        ids.append(next_id(clock.now + step, ids[-1]))

    assert ids == sorted(set(ids))
    assert all(read_id(name) == name for name in ids)


def test_an_id_before_the_first_is_still_an_id():
    """A machine whose clock has never been set records all the same."""
    assert len(next_id(EPOCH - timedelta(days=9000), None)) == 10
