"""`checkpost scan`: the batch contract, broken lines, interruptions, and the summary."""

from __future__ import annotations

import json
import sqlite3
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.command import CLEAN, IDENTIFIERS, REVIEW, SHOWS_A_PATIENT, Command, lines_of, write_lines

PRACTICES = {
    "riverside": {"name": "Riverside Dental", "staff": ["Dr. Anita Rao"], "phone": "(512) 555-0142", "state": "TX"}
}


def draft(name: str, text: str = CLEAN, **more: Any) -> dict[str, Any]:
    return {"id": name, "kind": "post", "platform": "facebook", "practice": "riverside", "text": text, **more}


@pytest.fixture
def practices(command: Command) -> Path:
    path = command.home / "practices.json"
    path.write_text(json.dumps(PRACTICES))
    return path


def test_the_contract(command: Command, practices: Path) -> None:
    emoji = "🎉\u2028" + SHOWS_A_PATIENT
    drafts = [
        draft("a", emoji),
        draft("b"),
        draft(
            "c", "Thank you for choosing us for your root canal!", kind="review_reply", platform="google", review=REVIEW
        ),
        draft("d", "Dr. Anita Rao is in on Monday.", review=None),
        draft("e", ""),
    ]
    ended = command(
        "scan", write_lines(command.home / "in.jsonl", drafts[:4]), "--practices", practices, "--out", "out.jsonl"
    )
    out = lines_of(command.home / "out.jsonl")
    assert (ended.status, ended.out) == (0, "")
    assert "4 drafts" in ended.err
    assert [(line["id"], line["verdict"]) for line in out] == [
        ("a", "block"),
        ("b", "pass"),
        ("c", "block"),
        ("d", "pass"),
    ]
    assert {emoji[s["start"] : s["end"]] for s in out[0]["spans"]} >= {"Maria Lopez", "219-09-9999"}
    assert not [words for words in IDENTIFIERS if words in out[0]["scrubbed"]]
    assert out[0]["rules"] == sorted(set(out[0]["rules"]))
    assert out[1]["spans"] == out[1]["rules"] == []
    assert len((command.home / "out.jsonl").read_text().splitlines()) == 4  # also where a text holds U+2028
    assert not (command.home / "out.jsonl.progress").exists()


def test_suggestions_where_they_are_wanted(command: Command) -> None:
    drafts = [draft("a", SHOWS_A_PATIENT + " Flossing keeps gums healthy.", practice=None)]
    command("scan", write_lines(command.home / "in.jsonl", drafts), "--suggest", "--out", "out.jsonl")
    offered = lines_of(command.home / "out.jsonl")[0]["suggestions"]
    assert offered
    assert all(set(wording) == {"text", "writer"} for wording in offered)


BROKEN = {
    "no JSON": ('{"id": "x", "text": ', "is no JSON"),
    "a list": ("[1, 2]", "no JSON object"),
    "no text": ({"id": "x", "kind": "post", "platform": "x", "practice": "riverside"}, "no 'text'"),
    "no kind": ({"id": "x", "platform": "x", "practice": "riverside", "text": CLEAN}, "no 'kind'"),
    "no platform": ({"id": "x", "kind": "post", "practice": "riverside", "text": CLEAN}, "no 'platform'"),
    "no practice": ({"id": "x", "kind": "post", "platform": "x", "text": CLEAN}, "practice"),
    "no id": ({"kind": "post", "platform": "x", "practice": "riverside", "text": CLEAN}, "no 'id'"),
    "unknown practice": (draft("x", practice="lakeside"), "'lakeside'"),
    "unknown platform": (draft("x", platform="myspace"), "'myspace'"),
    "unknown kind": (draft("x", kind="poem"), "'poem'"),
    "a number for a text": (draft("x", 7), "no text"),  # type: ignore[arg-type]
    "empty text": (draft("x", " "), "empty"),
    "too long": (draft("x", "word " * 20_000), "100,000"),
    "half a character": (draft("x", "\ud83d"), "half a character"),
    "deep": ("[" * 100_000, "no JSON"),
    "not UTF-8": (b'{"id": "x", "text": "Caf\xe9"}', "UTF-8"),
    "a zero byte": (b'{"id": "x", "text": "a\x00b"}', "is no JSON"),
    "blank kind": (draft("x", kind=" "), "no 'kind'"),
    "endless": (b'{"id": "x", "text": "' + b"word " * 1_000_000 + b'"}', "longer than"),
}


def test_broken_lines_are_told_with_their_number_and_the_rest_goes_on(command: Command, practices: Path) -> None:
    raws = [json.dumps(draft("first")).encode(), b""]
    for line, _ in BROKEN.values():
        raws.append(line if isinstance(line, bytes) else (line if isinstance(line, str) else json.dumps(line)).encode())
    raws.append(json.dumps(draft("last")).encode())
    (command.home / "in.jsonl").write_bytes(b"\xef\xbb\xbf" + b"\r\n".join(raws))
    ended = command("scan", "in.jsonl", "--practices", practices, "--out", "out.jsonl", "--report", "-")
    first, *broken, last = lines_of(command.home / "out.jsonl")
    assert ended.status == 3
    assert "Traceback" not in ended.err
    assert (first["id"], last["id"]) == ("first", "last")
    assert [line["line"] for line in broken] == list(range(3, 3 + len(BROKEN)))
    for line, (_, words) in zip(broken, BROKEN.values(), strict=True):
        assert set(line) == {"id", "line", "error"}
        assert words in line["error"]
        assert f"line {line['line']} {line['error']}" in ended.err
    assert f"{len(BROKEN)} lines that could not be checked" in ended.out


def test_tables(command: Command) -> None:
    table = (
        "\ufeffDate,Caption,Platform\r\n"
        f'2026-01-05,"{SHOWS_A_PATIENT}\nSecond line, with a ""quote"".",Instagram\r\n'
        f"2026-01-06,{CLEAN},facebook\r\n"
        ",,\r\n"
        "2026-01-07,A comma, unquoted, here,facebook\r\n"
        "2026-01-08,Caf\udce9,facebook\r\n"
        f"2026-01-09,{CLEAN},myspace\r\n"
    )
    (command.home / "posts.csv").write_bytes(table.encode("utf-8", "surrogateescape"))
    wrong = command("scan", "posts.csv", "--out", "out.jsonl")
    assert (wrong.status, (command.home / "out.jsonl").exists()) == (64, False)
    assert "date, caption, platform" in wrong.err
    ended = command("scan", "posts.csv", "--text-column", "caption", "--out", "out.jsonl")
    assert ended.status == 3
    out = lines_of(command.home / "out.jsonl")
    assert [line.get("verdict") for line in out] == ["block", "pass", None, None, None]
    assert [line.get("line") for line in out] == [None, None, 6, 7, 8]
    assert "Second line" in out[0]["scrubbed"]


def test_a_broken_line_repeats_no_words(command: Command) -> None:
    lines = [{**draft("a", practice=None), key: SHOWS_A_PATIENT[:30]} for key in ("platform", "kind", "practice")]
    ended = command("scan", write_lines(command.home / "in.jsonl", lines), "--out", "out.jsonl", "--report", "-")
    assert ended.status == 3
    assert "Maria" not in ended.out + ended.err + (command.home / "out.jsonl").read_text()


def test_a_table_without_a_heading_repeats_no_words(command: Command) -> None:
    (command.home / "posts.csv").write_text(f'"{SHOWS_A_PATIENT}",facebook\n"{CLEAN}",facebook\n')
    ended = command("scan", "posts.csv", "--out", "out.jsonl")
    assert ended.status == 64
    assert "name the columns" in ended.err
    assert not [words for words in IDENTIFIERS if words.lower() in ended.err.lower()]


def test_empty_cells_mean_a_post_on_facebook(command: Command) -> None:
    (command.home / "posts.csv").write_text(f"text,kind,platform\n{CLEAN},,\n{CLEAN}\n")
    assert command("scan", "posts.csv", "--out", "out.jsonl").status == 0


def test_a_quote_that_is_never_closed_does_not_make_one_draft_of_the_rest(command: Command) -> None:
    (command.home / "posts.csv").write_text(f'text\n{CLEAN}\n"{CLEAN}\n{CLEAN}\n')
    ended = command("scan", "posts.csv", "--out", "out.jsonl")
    assert ended.status == 3
    assert "line 3 is no row of CSV (a quote is opened and never closed)" in ended.err
    assert [line.get("verdict") for line in lines_of(command.home / "out.jsonl")] == ["pass", None]


def test_what_is_no_table(command: Command) -> None:
    (command.home / "posts.csv").write_bytes(b"text\rhello\rthere\r")
    ended = command("scan", "posts.csv", "--out", "out.jsonl")
    assert (ended.status, "old Mac" in ended.err) == (66, True)


@pytest.mark.parametrize("report", ["in.jsonl", "./in.jsonl", "out.jsonl", "nowhere/report.md", "."])
def test_a_summary_that_would_destroy_something_or_cannot_be_written(command: Command, report: str) -> None:
    source = write_lines(command.home / "in.jsonl", [draft("a", practice=None)])
    before = source.read_bytes()
    ended = command("scan", "in.jsonl", "--out", "out.jsonl", "--report", report)
    assert (ended.status, "Nothing was checked" in ended.err) == (64, True)
    assert source.read_bytes() == before
    assert not (command.home / "out.jsonl").exists()


def test_no_summary_of_an_output_that_keeps_nothing(command: Command) -> None:
    write_lines(command.home / "in.jsonl", [draft("a", practice=None)])
    ended = command("scan", "in.jsonl", "--out", "/dev/null", "--report", "-")
    assert (ended.status, ended.out) == (64, "")


def test_an_output_is_not_overwritten_unasked(command: Command) -> None:
    source = write_lines(command.home / "in.jsonl", [draft("a", practice=None)])
    (command.home / "out.jsonl").write_text("precious\n")
    kept = command("scan", source, "--out", "out.jsonl")
    assert (kept.status, (command.home / "out.jsonl").read_text()) == (64, "precious\n")
    assert command("scan", source, "--out", "out.jsonl", "--resume").status == 64  # it is no output of a scan
    assert command("scan", source, "--out", source).status == 64
    assert (command.home / "out.jsonl").read_text() == "precious\n"
    assert command("scan", source, "--out", "out.jsonl", "--force").status == 0
    assert lines_of(command.home / "out.jsonl")[0]["id"] == "a"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_a_full_disk(command: Command) -> None:
    source = write_lines(command.home / "in.jsonl", [draft("a", practice=None)])
    ended = command("scan", source, "--out", "/dev/full")
    assert ended.status == 74
    assert "The disk is full" in ended.err
    assert "Traceback" not in ended.err


def test_the_summary_counts_and_hides(command: Command, practices: Path) -> None:
    drafts = [draft(f"bad-{n}", SHOWS_A_PATIENT) for n in range(12)] + [draft("good | one")]
    source = write_lines(command.home / "in.jsonl", drafts)
    assert command("scan", source, "--practices", practices, "--out", "out.jsonl", "--report", "report.md").status == 0
    page = (command.home / "report.md").read_text()
    assert "| block | 12 | 92.3% |" in page
    assert "| phi-identifier | 12 |" in page
    assert page.count("### bad") == 10
    assert "<PERSON_1>" in page
    assert not [words for words in IDENTIFIERS if words in page]


def many(count: int) -> list[dict[str, Any]]:
    """Drafts of all sorts, with a broken line now and then."""
    names = ("Maria Lopez", "Kevin Brandt", "Jasmine Ortega", "Tom Nguyen")
    texts = (
        "{} came in for a crown on March {}.",
        CLEAN,
        "Our office closes at {1} pm today.",
        "We told {0} about case {1}.",
    )
    drafts = [draft(f"d-{n}", texts[n % 4].format(names[n % 3], n % 27 + 1)) for n in range(count)]
    return [{"id": d["id"]} if n % 97 == 5 else d for n, d in enumerate(drafts)]


def test_more_cores_give_the_same_output(command: Command, practices: Path) -> None:
    source = write_lines(command.home / "in.jsonl", many(250))
    for jobs in (1, 2):
        ended = command("scan", source, "--practices", practices, "--out", f"out-{jobs}.jsonl", "--jobs", jobs)
        assert ended.status == 3
    assert (command.home / "out-1.jsonl").read_bytes() == (command.home / "out-2.jsonl").read_bytes()


def test_a_killed_scan_goes_on_and_ends_as_if_nothing_had_happened(command: Command, practices: Path) -> None:
    source = write_lines(command.home / "in.jsonl", many(1500))
    whole = command("scan", source, "--practices", practices, "--out", "whole.jsonl", "--no-record")
    out = command.home / "out.jsonl"
    arguments = ("scan", source, "--practices", practices, "--out", out, "--jobs", 2)
    killed = 0
    for at in (1, 500):  # lines in the output when the process is killed
        running = command.start(*arguments, *(["--resume"] if killed else []))
        while running.poll() is None and (not out.exists() or out.read_bytes().count(b"\n") < at):
            time.sleep(0.02)
        running.kill()
        killed += running.wait() == -9
    assert killed == 2
    with out.open("ab") as torn:
        torn.write(b'{"id": "d-')
    other = command(*arguments, "--resume", "--suggest")
    assert other.status == 64
    assert "suggest" in other.err
    resumed = command(*arguments, "--resume")
    assert (resumed.status, whole.status) == (3, 3)
    assert out.read_bytes() == (command.home / "whole.jsonl").read_bytes()
    with closing(sqlite3.connect(command.database)) as trail:
        recorded = trail.execute(
            "select count(*), count(distinct delivery) from events where kind = 'checked'"
        ).fetchone()
    checked = sum("verdict" in line for line in lines_of(out))
    assert recorded == (checked, checked)
    assert command(*arguments, "--resume").status == 64  # it is finished


def test_another_input_is_not_gone_on_with(command: Command, practices: Path) -> None:
    source = write_lines(command.home / "in.jsonl", many(1500))
    out = command.home / "out.jsonl"
    arguments = ("scan", source, "--practices", practices, "--out", out, "--no-record")
    running = command.start(*arguments)
    while running.poll() is None and not out.exists():
        time.sleep(0.02)
    running.kill()
    running.wait()
    write_lines(source, many(1501))
    ended = command(*arguments, "--resume")
    assert ended.status == 64
    assert "another input" in ended.err


def test_other_rules_are_not_gone_on_with(command: Command, practices: Path) -> None:
    """Also where somebody edited a pack and left its version as it was."""
    command("policy", "new", "ours.yaml")
    command.env["CHECKPOST_PACK"] = "ours.yaml"
    source = write_lines(command.home / "in.jsonl", many(1500))
    out = command.home / "out.jsonl"
    arguments = ("scan", source, "--practices", practices, "--out", out, "--no-record")
    running = command.start(*arguments)
    while running.poll() is None and not out.exists():
        time.sleep(0.02)
    running.kill()
    running.wait()
    pack = command.home / "ours.yaml"
    pack.write_text(pack.read_text().replace("verdict: revise ", "verdict: block "))
    ended = command(*arguments, "--resume")
    assert ended.status == 64
    assert "another text of the rules" in ended.err


@pytest.mark.skipif(sys.platform == "win32", reason="locks of POSIX")
@pytest.mark.parametrize("how", ["--force", "--resume"])
def test_a_second_run_leaves_the_first_ones_output_alone(command: Command, practices: Path, how: str) -> None:
    source = write_lines(command.home / "in.jsonl", many(1500))
    assert command("scan", source, "--practices", practices, "--out", "whole.jsonl", "--no-record").status == 3
    out = command.home / "out.jsonl"
    arguments = ("scan", source, "--practices", practices, "--out", out, "--no-record")
    running = command.start(*arguments)
    while running.poll() is None and (not out.exists() or not out.stat().st_size):
        time.sleep(0.02)
    second = command(*arguments, how)
    assert running.wait() == 3
    assert (second.status, "Another run is writing" in second.err) == (64, True)
    assert out.read_bytes() == (command.home / "whole.jsonl").read_bytes()
    assert not (command.home / "out.jsonl.progress").exists()


def test_workers_end_with_a_killed_scan(command: Command, practices: Path) -> None:
    source = write_lines(command.home / "in.jsonl", many(3000))
    out = command.home / "out.jsonl"
    running = command.start("scan", source, "--practices", practices, "--out", out, "--jobs", 2, "--no-record")
    while running.poll() is None and (not out.exists() or not out.stat().st_size):
        time.sleep(0.02)
    workers = _children(running.pid)
    assert len(workers) >= 2
    running.kill()
    running.wait()
    until = time.monotonic() + 10
    while any(map(_alive, workers)) and time.monotonic() < until:
        time.sleep(0.05)
    assert not [worker for worker in workers if _alive(worker)]


def _children(parent: int) -> list[int]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if int(fields[1]) == parent:
            found.append(int(stat.parent.name))
    return found


def _alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False
