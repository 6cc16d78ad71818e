"""What the trail records, what it never records, and what it refuses."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime

import pytest

from bot.audit import Checked, Match, NoSuchCheck, Trail
from bot.drafts import Draft, Edit, Scrubbed, Suggestion, Verdict

CANARY = "Zebulon Quackenbush"
VERSIONS = {"checkpost": "0.1.0", "detector": "7", "pack:hipaa": "3"}
REPLY = Draft(f"Thanks {CANARY}!", kind="review_reply", platform="google", review=f"I am {CANARY}, great crown")


def test_a_check_is_recorded_with_who_what_and_why(trail, report):
    """A privacy officer finds who checked what, when, the rules with their places, and the versions that judged."""
    check = trail.record_checked(report(), "ann", "riverside", VERSIONS)

    shown = trail.show(check)

    assert shown["actor"] == "ann"
    assert datetime.fromisoformat(shown["at"]).tzinfo == UTC
    assert (shown["kind"], shown["platform"], shown["practice"], shown["verdict"]) == (
        "post", "facebook", "riverside", "block",
    )  # fmt: skip
    assert shown["text"] == "<PERSON_1> had his crown done!"
    assert shown["findings"] == [{"type": "PERSON", "start": 0, "end": 19, "score": 0.98, "recognizer": "names"}]
    assert shown["violations"] == [{"rule": "patient-named", "verdict": "block", "spans": [[0, 19]]}]
    assert shown["notes"] == [{"rule": "over-length", "figure": "281 of 280", "spans": []}]
    assert shown["versions"] == VERSIONS
    assert [event["event"] for event in shown["events"]] == ["checked"]


def test_a_name_never_reaches_the_disk(trail, report, kept):
    """No byte of database, write-ahead log or key file holds what identifies a patient, not even in an edit's words."""
    offered = Suggestion("A new crown, done well.", "offline", edits=(Edit("patient-named", f"left out {CANARY}"),))
    check = trail.record_checked(report(suggestions=(offered,)), "ann", "riverside", VERSIONS)
    trail.record_checked(report(draft=REPLY), "ann", "riverside", VERSIONS, Scrubbed("I am <PERSON_1>, great crown"))
    trail.record_suggested(check, [offered], "ann")

    kept = kept()

    assert b"great crown" in kept
    assert CANARY.encode() not in kept
    assert CANARY.split()[1].encode() not in kept


@pytest.mark.parametrize("raw", ["a raw text", None, b"bytes"])
def test_raw_text_is_refused(trail, report, raw):
    """A caller that forgot to scrub gets a TypeError, and nothing is recorded."""
    with pytest.raises(TypeError):
        trail.record_checked(_with_raw(report, raw), "ann", "r", VERSIONS)

    assert list(trail.list()) == []


def _with_raw(report, raw):
    broken = report()
    object.__setattr__(broken, "scrubbed", raw)
    return broken


def test_a_raw_review_is_refused(trail, report):
    """The review that a reply answers must be scrubbed as well."""
    with pytest.raises(TypeError):
        trail.record_checked(report(), "ann", "r", VERSIONS, "I am Maria")  # type: ignore[arg-type]

    assert list(trail.list()) == []


def test_the_original_can_be_proved_without_being_kept(trail, report):
    """Whoever holds the text can show that it is the one checked; line ends and outer blanks do not matter."""
    check = trail.record_checked(report(text="First line\nsecond line"), "ann", "riverside", VERSIONS)

    assert trail.matches(check, "First line\r\nsecond line\n") == Match.DRAFT
    assert trail.matches(check, "First line second line") == Match.NO
    assert [found["id"] for found in trail.matching("First line\nsecond line")] == [check]
    assert list(trail.matching("something else")) == []


def test_the_review_can_be_proved_too(trail, report):
    """A review that was answered is recognised, and told from the draft."""
    check = trail.record_checked(report(draft=REPLY), "ann", "riverside", VERSIONS, Scrubbed("I am <PERSON_1>"))

    assert trail.matches(check, REPLY.review) == Match.REVIEW


def test_another_key_proves_nothing(trail, report, path):
    """With a replaced key the answer is neither yes nor no."""
    check = trail.record_checked(report(text="hello"), "ann", "riverside", VERSIONS)

    with Trail.open(path, b"another key, thirty-two bytes long") as other:
        assert other.matches(check, "hello") == Match.UNKNOWN_KEY


def test_suggestions_offered_with_the_check_or_later_are_shown_with_it(trail, report):
    """Wording, writer and voice of every suggestion are on record."""
    early, late = Suggestion("One.", "offline"), Suggestion("Two.", "model", "warm")
    check = trail.record_checked(report(suggestions=(early,)), "ann", "riverside", VERSIONS)
    trail.record_suggested(check, [late], "ann")

    assert [(s["text"], s["writer"], s["voice"]) for s in trail.show(check)["suggestions"]] == [
        ("One.", "offline", ""),
        ("Two.", "model", "warm"),
    ]


def test_a_suggestion_for_an_unknown_check_is_refused(trail):
    """Nothing can be hung on a check that was never recorded."""
    with pytest.raises(NoSuchCheck):
        trail.record_suggested("0000000000", [Suggestion("One.", "offline")], "ann")


def test_a_plain_string_is_no_suggestion(trail, report):
    """A wording that nobody checked has the wrong type, and is refused."""
    check = trail.record_checked(report(), "ann", "riverside", VERSIONS)

    with pytest.raises(TypeError):
        trail.record_suggested(check, ["raw words"], "ann")  # type: ignore[list-item]


def test_a_delivery_that_comes_again_is_recorded_once(trail, report):
    """The second call returns the first one's id."""
    first = trail.record_checked(report(), "ann", "riverside", VERSIONS, delivery="scan-1:7")
    again = trail.record_checked(report(verdict=Verdict.PASS), "ann", "riverside", VERSIONS, delivery="scan-1:7")

    assert again == first
    assert len(list(trail.list())) == 1


def test_a_batch_is_recorded_whole_or_not_at_all(trail, report):
    """One check that cannot be recorded leaves none of its batch behind."""
    good, bad = Checked(report(), "riverside"), Checked(_with_raw(report, "raw"), "riverside")

    with pytest.raises(TypeError):
        trail.record_many([good, good, bad], "ann", VERSIONS)
    assert list(trail.list()) == []

    ids = trail.record_many([good, good, good], "ann", VERSIONS)
    assert list(ids) == sorted(set(ids))


@pytest.mark.parametrize(
    "statement",
    [
        "update events set actor = 'somebody else'",
        "delete from events",
        "insert or replace into events select * from events where n = 1",
        "insert or replace into events (n, at, kind, report, actor, delivery, body) values (3, '', '', '', '', 'd', '')",
        "insert into events (n, at, kind, report, actor, body) values (99, '', '', '', '', '')",
    ],
)
def test_an_event_cannot_be_changed_or_removed(trail, report, path, statement):
    """The database itself refuses, whatever program asks."""
    trail.record_checked(report(), "ann", "riverside", VERSIONS, delivery="d")
    trail.record_checked(report(), "ann", "riverside", VERSIONS)
    connection = sqlite3.connect(path)
    before = connection.execute("select * from events").fetchall()

    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        connection.execute(statement)

    assert connection.execute("select * from events").fetchall() == before
    connection.close()


def test_half_a_character_does_not_break_the_trail(trail, report):
    """A lone surrogate, as broken JSON lines hold, is recorded in its escaped form."""
    check = trail.record_checked(report(text="\ud83d", scrubbed="\ud83d"), "ann", "riverside", VERSIONS)

    assert trail.show(check)["text"] == "\ud83d"
    assert trail.matches(check, "\ud83d") == Match.DRAFT


def test_views_are_readable_without_checkpost(trail, report, path):
    """Whoever opens the file in a database browser finds checks, findings, violations and suggestions as tables."""
    trail.record_checked(report(suggestions=(Suggestion("One.", "offline"),)), "ann", "riverside", VERSIONS)
    connection = sqlite3.connect(path)

    assert connection.execute("select actor, verdict, rules, findings from checks").fetchall() == [
        ("ann", "block", "patient-named", 1)
    ]
    assert connection.execute("select type, start, end from findings").fetchall() == [("PERSON", 0, 19)]
    assert connection.execute("select rule, spans from violations").fetchall() == [("patient-named", "[[0,19]]")]
    assert connection.execute("select writer, text from suggestions").fetchall() == [("offline", "One.")]
    connection.close()
