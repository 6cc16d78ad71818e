"""Every bad input gets a sentence that says what to do and a status other than 0, and nothing counts as checked."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from tests.command import CLEAN, SHOWS_A_PATIENT, Command, Ended


def refused(ended: Ended, status: int, *words: str) -> None:
    assert ended.status == status, ended
    assert ended.err.startswith("✖ ")
    assert "Traceback" not in ended.err
    assert "PASS" not in ended.out
    assert all(word in ended.err for word in words), ended.err


TEXTS = {
    "empty": (b"", "empty"),
    "blanks only": (b" \n\t \n", "empty"),
    "invisible marks only": ("\u200b\u200f\u2060".encode(), "empty"),
    "100,000 characters": (b"word " * 20_000, "100,000 characters"),
    "a million characters": (b"word " * 200_000, "100,000 characters"),
    "binary": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "binary"),
    "a text with a zero byte": (b"Hello\x00there", "binary"),
    "broken UTF-8": (b"Flu shots are here.\nCaf\xe9 is open.\n", "UTF-8"),
    "10,000 emoji": ("😁".encode() * 10_000, "10,000 characters"),
    "one long word": (b"a" * 50_000, "50,000 characters"),
    "reordered letters": ("Flu shots \u202eere\u202c here.".encode(), "hidden marks"),
    "right-to-left marks": ("Flu \u200fshots are here.".encode(), "hidden marks"),
}


@pytest.mark.parametrize(("text", "words"), TEXTS.values(), ids=TEXTS.keys())
def test_what_is_no_draft(command: Command, text: bytes, words: str) -> None:
    ended = command("check", stdin=text)
    refused(ended, 64 if "100,000" in words else 66, words)
    assert len(ended.err.splitlines()) >= 3  # what, what it means, what to do
    assert ended.out == ""


def test_hidden_marks_do_not_hide_a_patient(command: Command) -> None:
    assert command("check", SHOWS_A_PATIENT.replace("Maria", "Ma\u200fria")).status == 2


def test_what_reads_otherwise_than_it_was_checked_is_not_on_record_as_passed(command: Command) -> None:
    hidden = "Flu shots \u202eere\u202c here."
    assert command("check", hidden).status == 66
    assert "Nothing was checked yet" in command("audit", "list").out


def test_a_draft_longer_than_the_name_of_a_file_may_be(command: Command) -> None:
    assert command("check", "請記得每天刷牙兩次" * 15).status == 0


def test_whoever_stops_reading_does_not_turn_a_block_into_another_verdict(command: Command) -> None:
    import subprocess
    import sys

    ran = [sys.executable, "-m", "bot", "check", SHOWS_A_PATIENT]
    with subprocess.Popen(
        ran, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=command.home, env=command.environment()
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()  # as `| head -0` does
        told = running.stderr.read()
    assert (running.returncode, told) == (141, b"")


def test_a_process_without_streams_still_checks(command: Command) -> None:
    import shlex
    import subprocess
    import sys

    run = f"{shlex.quote(sys.executable)} -m bot check {shlex.quote(SHOWS_A_PATIENT)}"
    for closed in (">&-", "2>&-", "<&-", "<&- >&- 2>&-"):
        ended = subprocess.run(
            ["sh", "-c", f"{run} {closed}"],
            capture_output=True,
            cwd=command.home,
            env=command.environment(),
            check=False,
        )
        assert ended.returncode == 2, closed


def test_an_argument_that_is_no_utf8(command: Command) -> None:
    refused(command("check", b"Caf\xe9 is open"), 66, "UTF-8")


USAGE = {
    "no such file": (("check", "--file", "nowhere.txt"), 66, "nowhere.txt"),
    "a folder": (("check", "--file", "."), 66, "cannot be read"),
    "two texts": (("check", CLEAN, "--file", "draft.txt"), 64, "two texts"),
    "unknown kind": (("check", CLEAN, "--kind", "poem"), 64, "'--kind': 'poem' is not one of"),
    "unknown platform": (("check", CLEAN, "--platform", "facebok"), 64, "did you mean 'facebook'"),
    "unknown option": (("check", CLEAN, "--speed"), 64, "--speed"),
    "unknown command": (("chek", CLEAN), 64, "chek"),
    "no such profile": (("check", CLEAN, "--practice", "nowhere.yaml"), 78, "nowhere.yaml"),
    "an empty review": (("check", CLEAN, "--review", " "), 66, "review"),
    "stars": (("reply", "Nice.", "--stars", "7"), 64, "5"),
    "no such day": (("audit", "list", "--since", "soon"), 64, "2026-03-01"),
    "no text to match": (("audit", "show", "--matches", ""), 66, "empty"),
    "a pack in no folder": (("policy", "new", "nowhere/ours.yaml"), 64, "cannot be written"),
    "no such check": (("audit", "show", "zzzzzzzzzz"), 66, "zzzzzzzzzz"),
    "no such rule": (("policy", "show", "mocking"), 64, "mocking-reply"),
    "scan of nothing": (("scan", "nowhere.jsonl", "--out", "out.jsonl"), 66, "nowhere.jsonl"),
    "reply to a batch without out": (("reply", "--batch", "reviews.jsonl"), 64, "--out"),
}


@pytest.mark.parametrize(("arguments", "status", "words"), USAGE.values(), ids=USAGE.keys())
def test_wrong_usage(command: Command, arguments: tuple[str, ...], status: int, words: str) -> None:
    refused(command(*arguments), status, words)
    assert not list(command.home.glob("out*"))


def test_no_command_shows_what_there_is(command: Command) -> None:
    ended = command()
    assert ended.status == 64
    assert all(
        name in ended.out + ended.err
        for name in ("check", "reply", "scan", "policy", "audit", "doctor", "init", "demo")
    )


def test_errors_come_as_json_where_json_was_asked_for(command: Command) -> None:
    ended = command("check", "", "--format", "json")
    assert set(ended.json["error"]) == {"what", "means", "todo"}


BROKEN_PROFILES = {
    "no YAML": "name: [",
    "unknown field": "nmae: X",
    "no phone": "name: X\nphone: none of your business",
}


@pytest.mark.parametrize("profile", BROKEN_PROFILES.values(), ids=BROKEN_PROFILES.keys())
def test_a_broken_profile(command: Command, profile: str) -> None:
    (command.home / "practice.yaml").write_text(profile)
    refused(command("check", CLEAN), 78, "practice.yaml:")


def test_a_broken_pack(command: Command) -> None:
    (command.home / "own.yaml").write_text("pack: own\nversion: 1\n")
    refused(command("check", CLEAN, env={"CHECKPOST_PACK": "own.yaml"}), 78, "own.yaml:")


def test_a_trail_that_cannot_be_written_means_not_checked(command: Command) -> None:
    blocked = command.home / "file"
    blocked.write_text("")
    refused(command("check", CLEAN, env={"CHECKPOST_DATABASE": str(blocked / "trail.db")}), 74, "Nothing was recorded")
    command("check", CLEAN)
    command.database.write_bytes(b"no database at all, but long enough to be taken for one" * 100)
    refused(command("check", CLEAN), 74, "no audit trail")


def test_a_locked_trail_means_not_checked(command: Command) -> None:
    command("check", CLEAN)
    other = sqlite3.connect(command.database, isolation_level=None)
    try:
        other.execute("begin immediate")
        refused(command("check", CLEAN), 74, "in use")
    finally:
        other.close()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
@pytest.mark.parametrize("form", ["text", "json"])
def test_a_full_disk_under_the_output(command: Command, form: str) -> None:
    import subprocess
    import sys

    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(
            [sys.executable, "-m", "bot", "check", CLEAN, "--format", form],
            stdout=full, stderr=subprocess.PIPE, cwd=command.home, env=command.environment(), text=True, check=False,
        )  # fmt: skip
    assert ended.returncode == 74
    assert "disk is full" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("name", ["check", "reply"])
def test_a_fault_inside_says_that_nothing_was_checked_and_not_a_word_of_the_draft(command: Command, name: str) -> None:
    (command.home / "sitecustomize.py").write_text(
        "import sys\n"
        "sys.path.insert(0, sys.path.pop())\n"
        "import bot.desk.desk as desk\n"
        "def broken(self): raise ValueError('Maria Lopez')\n"
        "desk.Desk.packs = property(broken)\n"
    )
    path = command.environment()["PYTHONPATH"]
    ended = command(name, SHOWS_A_PATIENT, env={"PYTHONPATH": f"{command.home}:{path}"})
    refused(ended, 70, "ValueError", "NOT checked")
    assert "Maria" not in ended.out + ended.err
