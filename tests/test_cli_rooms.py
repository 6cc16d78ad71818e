"""The commands around the check: rules, trail, profile, health, demonstration, version."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys

import pytest

from tests.command import CLEAN, IDENTIFIERS, SHOWS_A_PATIENT, Command


def test_the_demonstration_shows_each_verdict_with_wordings_and_invites(command: Command) -> None:
    ended = command("demo")
    assert ended.status == 0
    assert all(verdict in ended.out for verdict in ("✔ PASS", "▲ REVISE", "✖ BLOCK"))
    assert ended.out.count("Wording 1") >= 3
    assert 'checkpost check "What you want to publish"' in ended.out
    assert not command.database.exists()  # nobody means to publish the samples


@pytest.mark.skipif(sys.platform == "win32", reason="terminals of POSIX")
def test_the_demonstration_takes_drafts_until_an_empty_line(command: Command) -> None:
    """Also after one that is no draft."""
    import pty

    ours, theirs = pty.openpty()
    os.write(ours, b"Caf\xe9\n" + CLEAN.encode() + b"\n\n")
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "demo"],
        stdin=theirs, stdout=theirs, stderr=theirs, cwd=command.home, env=command.environment(),
    ) as running:  # fmt: skip
        os.close(theirs)
        shown = b""
        try:
            while piece := os.read(ours, 65536):
                shown += piece
        except OSError:  # how Linux tells that nobody has the terminal open any more
            pass
        os.close(ours)
    assert running.returncode == 0
    own = shown.decode(errors="replace").rsplit("half a character", 1)[1]
    assert "PASS" in own


def test_rules_are_listed_and_one_is_shown_with_its_examples(command: Command) -> None:
    listed = command("policy", "list", env={"COLUMNS": "200"}).out
    assert "block   patient-acknowledged" in listed
    shown = command("policy", "show", "patient-acknowledged").out
    assert "45 CFR" in shown
    assert shown.index("Breaks it") < shown.index("Keeps it")


def test_a_pack_of_ones_own_is_begun_tested_and_in_force(command: Command) -> None:
    assert command("policy", "new", "ours.yaml").status == 0
    assert command("policy", "new", "ours.yaml").status == 64  # it is not overwritten
    tested = command("policy", "test", "ours.yaml")
    assert (tested.status, tested.out) == (0, "1 rule, 8 examples: all do what they say.\n")
    pack = command.home / "ours.yaml"
    pack.write_text(pack.read_text().replace("The old mill down the road", "Old Mill Dental down the road"))
    failed = command("policy", "test", "ours.yaml")
    assert failed.status == 1
    assert "Old Mill Dental down the road" in failed.err


def test_the_trail_is_listed_shown_and_exported(command: Command) -> None:
    assert "Nothing was checked yet" in command("audit", "list").out
    blocked = command("check", SHOWS_A_PATIENT, "--format=json", env={"CHECKPOST_ACTOR": "front-desk"}).json["id"]
    passed = command("check", CLEAN, "--format=json").json["id"]
    assert [json.loads(line)["id"] for line in command("audit", "list", "--format=json").out.splitlines()] == [
        passed,
        blocked,
    ]
    assert blocked not in command("audit", "list", "--verdict", "pass").out
    assert (
        blocked
        in command("audit", "list", "--actor", "front-desk", "--rule", "phi-identifier", "--since", "2020-01-01").out
    )
    shown = command("audit", "show", f"{blocked[:5].upper()}-{blocked[5:]}", "--matches", SHOWS_A_PATIENT)
    assert (shown.status, "That text is what was checked" in shown.out) == (0, True)
    assert command("audit", "show", blocked, "--matches", CLEAN).status == 1
    assert passed in command("audit", "show", "--matches", CLEAN).out
    assert command("audit", "show", "--matches", "-", "--format=json", stdin=CLEAN + "\n").json["id"] == passed
    assert command("audit", "show", "--matches", CLEAN + "!").status == 1
    rows = list(csv.DictReader(io.StringIO(command("audit", "export").out)))
    assert [row["verdict"] for row in rows] == ["block", "pass"]
    events = [json.loads(line) for line in command("audit", "export", "--format=jsonl").out.splitlines()]
    assert {event["event"] for event in events} == {"checked", "suggested"}
    assert not [words for words in IDENTIFIERS if words in json.dumps(events)]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (("--since", "0001-01-01"), True),
        (("--since", "0001-01-01T00:00"), True),
        (("--since", "9999-12-31"), False),
        (("--until", "9999-12-31"), True),
        (("--until", "9999-12-31T23:59"), True),
        (("--until", "0001-01-01"), False),
        (("--limit", "99999999999999999999"), True),
        (("--actor", b"\xff"), False),
    ],
)
def test_filters_at_the_ends_of_the_calendar_and_beyond(
    command: Command, filters: tuple[str | bytes, ...], *, found: bool
) -> None:
    command("check", CLEAN)
    ended = command("audit", "list", *filters)
    assert (ended.status, "on facebook" in ended.out) == (0, found)


def test_a_first_pack_shows_how_other_rules_are_changed(command: Command) -> None:
    command("policy", "new", "ours.yaml")
    pack = command.home / "ours.yaml"
    begun = pack.read_text()
    pack.write_text(begun.replace("changes: []", "changes:").replace("#  - rule", "  - rule").replace("#    ", "    "))
    own = {"CHECKPOST_PACK": "ours.yaml"}
    assert "off     superlative-claim" in command("policy", "list", env=own).out
    pack.write_text(begun.replace("changes: []", "changes: [{rule: phi-identifier, off: true, because: no}]"))
    refused = command("check", CLEAN, env=own)
    assert refused.status == 78
    assert re.search(r"ours\.yaml:\d+: rule phi-identifier: .*hipaa", refused.err)


def test_doctor_says_what_is_missing_and_what_to_do(command: Command) -> None:
    before = command("doctor")
    assert "checkpost init" in before.out
    command("init", "--name", "Riverside Dental", "--phone", "(512) 555-0142")
    assert "There is no profile" not in command("doctor").out
    broken = command("doctor", env={"CHECKPOST_LOG_LEVEL": "loud"})
    assert (broken.status, "CHECKPOST_LOG_LEVEL" in broken.out) == (1, True)


def test_a_profile_is_made_from_options_and_never_overwritten_unasked(command: Command) -> None:
    options = ("--name", "Riverside Dental", "--staff", "Dr. Anita Rao; Marisol Vega", "--phone", "(512) 555-0142")
    assert command("init", *options).status == 0
    written = (command.home / "practice.yaml").read_text()
    assert "Marisol Vega" in written
    assert command("init", "--name", "Another").status == 73
    assert (command.home / "practice.yaml").read_text() == written
    assert command("init", "--email", "hello@riverside.example", "--force").status == 0
    kept = (command.home / "practice.yaml").read_text()
    assert ("Marisol Vega" in kept, "hello@riverside.example" in kept) == (True, True)


def test_a_profile_needs_a_name(command: Command) -> None:
    ended = command("init")
    assert ended.status == 78
    assert "--name" in ended.err
    assert not (command.home / "practice.yaml").exists()


def test_the_version_names_the_rules_too(command: Command) -> None:
    ended = command("--version")
    assert ended.status == 0
    assert ended.out.startswith("checkpost 0.1.0\n")
    assert "hipaa" in ended.out
