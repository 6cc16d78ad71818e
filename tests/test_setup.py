"""Getting started: the questions that make a profile, and the doctor that says what is missing."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections import namedtuple
from pathlib import Path

import pytest

from bot import setup
from bot.audit import Trail
from bot.drafts import Draft, Report, Scrubbed, Verdict
from bot.errors import CheckpostError, ProfileBroken
from bot.practice import Practice, read
from bot.practice.fields import FIELDS
from bot.setup import QUESTIONS, State

ANSWERS = {
    "name": "Riverside Family Dental",
    "address": "2200 Riverside Drive, Austin, TX 78741",
    "phone": "(512) 555-0142",
    "staff": "Dr. Anita Rao, Priya Nair, NP, Marcy Yazzie, PA-C, Marisol",
    "part2": "no",
}
PACK = """
pack: small
version: 1
title: Small
rules:
  - id: says-hello
    title: Says hello
    verdict: revise
    applies_to: [post]
    source: a test
    why: It is a test.
    fix: Say nothing.
    detects: {patterns: [hello]}
    examples:
      breaks: [hello, hello you, oh hello, well hello]
      keeps: [bye, bye you, oh bye, well bye]
"""


def question(field):
    """The question about a field."""
    return next(q for q in QUESTIONS if q.field == field)


def test_about_a_dozen_questions_make_a_profile():
    """Each asks for one field, has an option, a reason and an example."""
    assert 10 <= len(QUESTIONS) <= 14
    assert len({q.field for q in QUESTIONS}) == len(QUESTIONS)
    assert all(q.field in FIELDS and q.why and q.example for q in QUESTIONS)
    assert question("contact_person").option == "--contact-person"


def test_only_what_is_missing_is_asked():
    """What was given as an option is not asked again, and the state follows from the address."""
    assert [q.field for q in setup.missing({})] == [q.field for q in QUESTIONS]

    open_ = {q.field for q in setup.missing({**ANSWERS, "email": ""})}

    assert open_ == {"specialty", "website", "handles", "contact_person", "hours", "review_page"}


def test_answers_become_the_profile():
    """A list may be typed with commas; what stands after a name, as in "Priya Nair, NP", stays with it."""
    practice = setup.make(ANSWERS)

    assert practice.staff == ("Dr. Anita Rao", "Priya Nair, NP", "Marcy Yazzie, PA-C", "Marisol")
    assert (practice.state, practice.id) == ("TX", "riverside-family-dental")
    assert setup.make({"name": "X", "staff": "Ann Lee, DDS, MS; Bo"}).staff == ("Ann Lee, DDS, MS", "Bo")


@pytest.mark.parametrize(
    ("field", "typed", "wrong"),
    [
        ("phone", "12", "must be a phone number"),
        ("state", "Narnia", "must be a state"),
        ("email", "at home", "must be an address"),
        ("part2", "perhaps", "must be yes or no"),
        ("name", "  ", "is needed"),
        ("handles", "@fine; not fine", "without blanks"),
    ],
)
def test_an_answer_is_checked_when_it_is_typed(field, typed, wrong):
    """The terminal can ask again at once, with the reason."""
    assert wrong in setup.accept(question(field), typed)


@pytest.mark.parametrize(
    ("field", "typed"), [("phone", ""), ("state", "texas"), ("staff", "Ann; Bo"), ("part2", "Yes")]
)
def test_a_good_answer_has_nothing_wrong(field, typed):
    """Optional answers may stay empty."""
    assert setup.accept(question(field), typed) == ""


def test_all_wrong_options_are_told_at_once():
    """Whoever calls it from a script corrects the call in one go."""
    with pytest.raises(ProfileBroken) as caught:
        setup.make({"phone": "12", "state": "Narnia"})

    assert "--name: name is needed." in caught.value.what
    assert "--phone: phone is '12'; it must be a phone number with its area code." in caught.value.what
    assert "--state: state is 'Narnia'" in caught.value.what


def test_a_profile_in_the_way_is_kept(tmp_path):
    """Without --force what somebody wrote stays; with it nothing that was known is lost."""
    path = tmp_path / "practice.yaml"
    setup.save(setup.make(ANSWERS), path)
    before = path.read_bytes()

    with pytest.raises(CheckpostError) as caught:
        setup.save(Practice(name="Other"), path)
    assert (caught.value.status, path.read_bytes()) == (73, before)

    setup.save(setup.make({**setup.known(path), "hours": "Mon-Fri 8-5"}), path, force=True)
    assert read(path).hours == "Mon-Fri 8-5"
    assert read(path).staff == setup.make(ANSWERS).staff


def test_a_place_that_cannot_be_written_is_told(tmp_path):
    """A file stands where a folder should be: a sentence, and no traceback."""
    (tmp_path / "file").touch()

    with pytest.raises(CheckpostError, match="cannot be written"):
        setup.save(Practice(), tmp_path / "file" / "practice.yaml")


@pytest.fixture
def office(tmp_path):
    """A folder with packs, prompts and a full profile; `look` has the doctor look at it."""
    packaged = Path(__file__).resolve().parent.parent
    shutil.copytree(packaged / "prompts", tmp_path / "prompts")
    (tmp_path / "policies").mkdir()
    (tmp_path / "policies" / "small.yaml").write_text(PACK)
    shutil.copy(packaged / "policies" / "platforms.yaml", tmp_path / "policies")
    setup.save(setup.make({**ANSWERS, "email": "hello@riverside.example"}), tmp_path / "practice.yaml")
    return tmp_path


def look(office, **environ):
    """What the doctor finds, by name."""
    given = {
        "HOME": str(office),
        "CHECKPOST_POLICIES": "policies",
        "CHECKPOST_PROMPTS": "prompts",
        "CHECKPOST_DATABASE": "trail/checkpost.db",
        **environ,
    }
    return {check.name: check for check in setup.examine(given, office)}


def recorded(office, key=None):
    """Record one check in the office's trail."""
    with Trail.open(office / "trail" / "checkpost.db", key) as trail:
        report = Report(Draft("x"), Verdict.PASS, (), (), (), Scrubbed("x"))
        trail.record_checked(report, "ann", "r", {})
    return office / "trail"


def test_a_fresh_office_is_well(office):
    """Everything is in order, each check says so in a sentence, and looking made no file."""
    found = look(office)

    assert [(c.name, c.state) for c in found.values()] == [
        (name, State.OK)
        for name in ("python", "settings", "reader", "packs", "prompts", "practice", "disk", "key", "trail")
    ]
    assert "1 packs with 1 rules and 8 examples" in found["packs"].says
    assert all(check.says.endswith(".") and not check.todo for check in found.values())
    assert not (office / "trail").exists()


def test_an_office_that_works_is_well(office):
    """After the first checks the doctor counts them."""
    recorded(office)

    found = look(office)

    assert {check.state for check in found.values()} == {State.OK}
    assert "1 events" in found["trail"].says


def test_an_office_without_the_learned_reader_is_told_what_that_means(office):
    """Less is found then, so it is no state to forget."""
    found = look(office, CHECKPOST_READER="off")["reader"]

    assert found.state is State.WARN
    assert "find less" in found.says and found.todo


def test_settings_that_cannot_be_used_end_the_look(office):
    """Without settings nothing else can be said."""
    found = look(office, CHECKPOST_DATABSE="x")

    assert list(found) == ["python", "settings"]
    assert found["settings"].state is State.FAIL
    assert "CHECKPOST_DATABASE" in found["settings"].says


def test_a_broken_pack_fails(office):
    """The line that is wrong is named."""
    (office / "policies" / "small.yaml").write_text(PACK.replace("revise", "blok"))

    found = look(office)["packs"]

    assert found.state is State.FAIL
    assert "blok" in found.says
    assert found.todo


def test_a_rule_that_fails_inside_is_seen(office, monkeypatch):
    """A pack may be read and fail all the same; then every draft is blocked, and the report says: run the doctor."""

    def broken(*_):
        raise ZeroDivisionError

    monkeypatch.setattr("bot.phi.search", broken)

    found = look(office)["packs"]

    assert found.state is State.FAIL
    assert "ZeroDivisionError" in found.says
    assert found.todo


@pytest.mark.parametrize("file", ["replies.yaml", "posts.yaml", "edits.yaml"])
@pytest.mark.parametrize("text", [None, "", "open: ["])
def test_wordings_that_are_missing_or_broken_fail(office, file, text):
    """An installation without its prompts is not whole, and says so before somebody waits for a reply."""
    path = office / "prompts" / file
    path.unlink() if text is None else path.write_text(text)

    found = look(office)["prompts"]

    assert found.state is State.FAIL
    assert found.todo


def test_without_a_profile_the_doctor_says_what_that_means(office):
    """It is a warning, with the command that makes one."""
    (office / "practice.yaml").unlink()

    found = look(office)["practice"]

    assert found.state is State.WARN
    assert "checkpost init" in found.todo


def test_gaps_of_the_profile_are_told_with_what_follows(office):
    """No private way to go on, no state, no staff: each with its consequence."""
    setup.save(Practice(name="X"), office / "practice.yaml", force=True)

    found = look(office)["practice"]

    assert found.state is State.WARN
    assert all(word in found.says for word in ("private way", "state", "staff"))


def test_a_broken_profile_fails(office):
    """With file and line."""
    (office / "practice.yaml").write_text("state: Narnia\n")

    assert "practice.yaml:1" in look(office)["practice"].says


@pytest.mark.parametrize(
    ("free", "state"), [(10_000_000_000, State.OK), (100_000_000, State.WARN), (1_000, State.FAIL)]
)
def test_a_full_disk_is_seen_before_it_stops_work(office, monkeypatch, free, state):
    """Warned of early; a failure when hardly anything is left."""
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr("shutil.disk_usage", lambda path: usage(0, 0, free))

    assert look(office)["disk"].state is state


@pytest.mark.skipif(os.name == "nt", reason="modes of POSIX")
@pytest.mark.parametrize(("file", "name"), [("checkpost.key", "key"), ("checkpost.db", "trail")])
def test_files_open_to_others_fail(office, file, name):
    """With the command that closes them."""
    (recorded(office) / file).chmod(0o644)

    found = look(office)[name]

    assert found.state is State.FAIL
    assert found.todo.startswith("chmod 600")


def test_a_lost_key_is_seen_before_a_new_one_is_made(office):
    """The trail is there and its key is not: time to fetch the backup."""
    (recorded(office) / "checkpost.key").unlink()

    found = look(office)

    assert found["key"].state is State.WARN
    assert "backup" in found["key"].todo
    assert not (office / "trail" / "checkpost.key").exists()


def test_a_changed_key_is_seen(office):
    """Checks recorded under another key can no longer be proved."""
    recorded(office, b"another key, thirty-two bytes long")
    recorded(office)

    found = look(office)["trail"]

    assert found.state is State.WARN
    assert found.says.startswith("1 checks were recorded under another key")


def test_a_key_of_the_environment_is_fine(office):
    """No file is needed then."""
    key = "ab" * 32
    recorded(office, bytes.fromhex(key))

    found = look(office, CHECKPOST_KEY=key)

    assert (found["key"].state, found["trail"].state) == (State.OK, State.OK)


def test_a_locked_trail_fails(office):
    """What would stop the next check is seen now."""
    other = sqlite3.connect(recorded(office) / "checkpost.db", isolation_level=None)
    other.execute("begin immediate")

    found = look(office)["trail"]
    other.close()

    assert found.state is State.FAIL
    assert "in use by another program" in found.says


def test_a_trail_that_can_only_be_read_fails(office, monkeypatch):
    """A lock can be had on a read-only disk too, and the next check would be lost."""
    from bot.audit import health

    def read_only(path, wait):
        return sqlite3.connect(f"file:{path}?mode=ro", uri=True, isolation_level=None)

    recorded(office)
    monkeypatch.setattr(health, "connect", read_only)

    found = look(office)["trail"]

    assert found.state is State.FAIL
    assert "may be read but not written" in found.says


def test_a_trail_that_is_something_else_fails(office):
    """And is left as it is."""
    (office / "trail").mkdir()
    (office / "trail" / "checkpost.db").write_text("Dear diary, " * 500)

    assert look(office)["trail"].state is State.FAIL
    assert (office / "trail" / "checkpost.db").read_text().startswith("Dear diary")


def test_a_place_where_no_trail_can_be_made_fails(office):
    """A file stands where its folder would be."""
    (office / "trail").write_text("a file")

    found = look(office)["trail"]

    assert found.state is State.FAIL
    assert found.todo
