"""`checkpost check`, as somebody at a terminal meets it."""

from __future__ import annotations

import re

import pytest

from tests.command import CLEAN, IDENTIFIERS, REVIEW, SHOWS_A_PATIENT, Command

OUR_RULES = ("policy", "new", "our-rules.yaml")
OLD_NAME = "Old Mill Dental is open on Saturday."


def test_the_verdict_comes_first_then_words_reasons_and_what_to_do(command: Command) -> None:
    ended = command("check", SHOWS_A_PATIENT)
    assert ended.status == 2
    first, *_ = ended.out.splitlines()
    assert first.startswith("✖ BLOCK  Do not publish this.")
    assert "[Maria Lopez]" in ended.out
    assert "“219-09-9999”" in ended.out
    assert "45 CFR 164.514(b)(2)(i)" in ended.out
    assert re.search(r"^  Why  \w", ended.out, re.M)
    assert re.search(r"^  Do   \w", ended.out, re.M)
    assert re.search(r"Recorded as [0-9a-z]{10}\.", ended.out)
    assert ended.err == ""


@pytest.mark.parametrize("form", ["text", "json"])
def test_redact_hides_identifiers_everywhere(command: Command, form: str) -> None:
    ended = command("check", SHOWS_A_PATIENT, "--redact", "--format", form)
    assert ended.status == 2
    assert "<PERSON_1>" in ended.out
    assert not [words for words in IDENTIFIERS if words in ended.out + ended.err]


def test_json_has_the_promised_keys_and_offsets_of_the_authors_text(command: Command) -> None:
    text = "🎉 We treated Maria Lopez (ssn 219-09-9999) \u2028 today."
    ended = command("check", text, "--format", "json")
    assert len(ended.out.splitlines()) == 1  # also for programs that break lines at U+2028
    report = ended.json
    assert set(report) == {
        "id",
        "verdict",
        "kind",
        "platform",
        "findings",
        "violations",
        "notes",
        "faults",
        "scrubbed",
        "suggestions",
    }
    assert set(report["violations"][0]) == {"rule", "title", "verdict", "why", "source", "fix", "spans"}
    assert {f["type"]: text[f["start"] : f["end"]] for f in report["findings"]}["US_SSN"] == "219-09-9999"
    assert all(text[f["start"] : f["end"]] == f["text"] for f in report["findings"])
    assert (report["verdict"], report["kind"], report["platform"], report["faults"]) == (
        "block",
        "post",
        "facebook",
        [],
    )


def test_the_status_says_pass_revise_or_block(command: Command) -> None:
    command(*OUR_RULES)
    own = {"CHECKPOST_PACK": "our-rules.yaml"}
    assert command("check", CLEAN, env=own).status == 0
    revise = command("check", OLD_NAME, env=own)
    assert revise.status == 1
    assert revise.out.startswith("▲ REVISE")
    assert "our-old-name" in revise.out


def test_argument_file_and_standard_input_are_the_same_draft(command: Command) -> None:
    (command.home / "draft.txt").write_bytes(b"\xef\xbb\xbf" + SHOWS_A_PATIENT.encode() + b"\r\n")
    (command.home / "windows.txt").write_bytes(SHOWS_A_PATIENT.encode("utf-16"))
    ways = [
        command("check", SHOWS_A_PATIENT, "--format=json"),
        command("check", "--file", "draft.txt", "--format=json"),
        command("check", "--file", "windows.txt", "--format=json"),
        command("check", "--format=json", stdin=SHOWS_A_PATIENT + "\n"),
        command("check", "-", "--format=json", stdin=SHOWS_A_PATIENT),
    ]
    reports = [{**way.json, "id": None} for way in ways]
    assert all(report == reports[0] for report in reports)


def test_a_text_that_names_a_file_is_words_and_says_so(command: Command) -> None:
    (command.home / "draft.txt").write_text(SHOWS_A_PATIENT)
    ended = command("check", "draft.txt")
    assert ended.status == 0
    assert "--file draft.txt" in ended.err
    (command.home / "Maria Lopez.txt").write_text(CLEAN)
    redacted = command("check", "Maria Lopez.txt", "--redact")
    assert "--file" in redacted.err
    assert "Maria" not in redacted.err + redacted.out


def test_a_review_makes_it_a_reply(command: Command) -> None:
    ended = command("check", "Thank you for choosing us for your root canal!", "--review", REVIEW, "--format=json")
    assert (ended.status, ended.json["kind"], ended.json["platform"]) == (2, "review_reply", "google")


def test_every_wording_passes_when_it_is_checked_again(command: Command) -> None:
    offered = command("check", SHOWS_A_PATIENT + " Flossing keeps gums healthy.", "--format=json").json["suggestions"]
    assert 1 <= len(offered) <= 3
    for wording in offered:
        assert command("check", wording["text"]).status == 0


def test_wordings_can_be_copied_as_plain_lines(command: Command) -> None:
    draft = SHOWS_A_PATIENT + " Flossing keeps gums healthy."
    offered = command("check", draft, "--format=json").json["suggestions"]
    shown = command("check", draft, env={"COLUMNS": "40"}).out
    assert all(line in shown.splitlines() for wording in offered for line in wording["text"].splitlines())


def test_the_page_is_as_wide_as_the_terminal(command: Command) -> None:
    ended = command("check", SHOWS_A_PATIENT * 3, "--no-record", env={"COLUMNS": "44"})
    reasons = ended.out.split("Wording 1")[0]
    assert max(map(len, reasons.splitlines())) <= 44


def test_nothing_in_a_draft_moves_the_cursor(command: Command) -> None:
    ended = command("check", f"\x1b[2J\x1b]0;title\x07 {SHOWS_A_PATIENT}", env={"FORCE_COLOR": "1", "NO_COLOR": "1"})
    assert ended.status == 2
    assert "\x1b[2J" not in ended.out
    assert "\x07" not in ended.out


def test_colour_repeats_what_words_say(command: Command) -> None:
    plain = command("check", CLEAN, "--no-record", env={"NO_COLOR": "1"})
    assert "\x1b" not in plain.out
    assert plain.out.startswith("✔ PASS")


def test_what_is_recorded_holds_no_identifier(command: Command) -> None:
    checked = command("check", SHOWS_A_PATIENT, "--format=json").json["id"]
    shown = command("audit", "show", checked, "--format=json").json
    assert (shown["verdict"], shown["practice"], shown["versions"]["checkpost"]) == ("block", "practice", "0.1.0")
    kept = b"".join(path.read_bytes() for path in command.database.parent.iterdir())
    assert not [words for words in IDENTIFIERS if words.encode() in kept]


def test_no_record_leaves_no_trail(command: Command) -> None:
    ended = command("check", CLEAN, "--no-record")
    assert (ended.status, command.database.exists()) == (0, False)
    assert "Not recorded" in ended.out


def test_the_practices_own_staff_is_no_finding(command: Command) -> None:
    draft = "Dr. Philippa Quennell answers questions at (512) 555-0142."
    practice = ("--name", "Quennell Dental", "--staff", "Dr. Philippa Quennell", "--phone", "(512) 555-0142")
    assert command("init", *practice).status == 0
    found = command("check", draft, "--format=json").json["findings"]
    assert found == []
    assert "No practice profile" not in command("check", draft).out
