"""`checkpost reply`: three voices, each checked; or whom to tell where no reply should be written."""

from __future__ import annotations

import json
import re

from tests.command import REVIEW, Command, lines_of, write_lines

PROFILE = {
    "name": "Riverside Dental",
    "phone": "(512) 555-0142",
    "contact_person": "our office manager, Marisol",
    "state": "TX",
}
THREAT = "I am going to kill myself and it is your fault."


def test_replies_differ_in_voice_and_pass_the_check(command: Command) -> None:
    command("init", "--name", PROFILE["name"], "--phone", PROFILE["phone"])
    ended = command("reply", REVIEW, "--stars", 1, "--format=json")
    assert ended.status == 0
    replies = ended.json["replies"]
    assert 1 <= len(replies) <= 3
    assert len({reply["voice"] for reply in replies}) == len(replies)
    for reply in replies:
        assert command("check", reply["text"], "--review", REVIEW).status == 0
        recorded = command("audit", "show", reply["id"], "--format=json").json
        assert (recorded["kind"], recorded["text"], recorded["review"]) == ("review_reply", reply["text"], REVIEW)


def test_the_same_review_gets_the_same_replies_from_wherever_it_comes(command: Command) -> None:
    (command.home / "review.txt").write_text(REVIEW)
    ways = [
        command("reply", REVIEW, "--no-record"),
        command("reply", "--file", "review.txt", "--no-record"),
        command("reply", "--no-record", stdin=REVIEW),
    ]
    assert {way.out for way in ways} == {ways[0].out}
    assert "Reply 1" in ways[0].out


def test_a_threat_gets_no_public_reply(command: Command) -> None:
    told = command("reply", THREAT)
    assert told.status == 2
    assert "Do not answer this in public" in told.out
    assert "988" in told.out
    data = command("reply", THREAT, "--format=json").json
    assert data["replies"] == []
    assert "988" in data["alert"]


def test_a_batch(command: Command) -> None:
    (command.home / "practices.json").write_text(json.dumps({"riverside": PROFILE}))
    reviews = [
        {"id": "a", "platform": "google", "practice": "riverside", "review": REVIEW, "stars": 1},
        {"id": "b", "platform": "google", "practice": "riverside", "review": REVIEW, "stars": 1},
        {"id": "c", "platform": "yelp", "practice": "riverside", "review": THREAT},
        {"id": "d", "platform": "yelp", "practice": "riverside"},
        {"id": "e", "platform": "yelp", "practice": "riverside", "review": REVIEW, "stars": 9},
    ]
    source = write_lines(command.home / "in.jsonl", reviews)
    ended = command("reply", "--batch", source, "--practices", "practices.json", "--out", "out.jsonl")
    assert ended.status == 3
    a, b, c, d, e = lines_of(command.home / "out.jsonl")
    assert {reply["text"] for reply in a["replies"]}.isdisjoint(reply["text"] for reply in b["replies"])
    assert all(set(reply) == {"voice", "text"} for reply in a["replies"])
    assert (c["replies"], "988" in c["alert"]) == ([], True)
    assert ("review" in d["error"], "stars" in e["error"]) == (True, True)
    listed = command("audit", "list", "--format=json").out.splitlines()
    assert len(listed) == len(a["replies"]) + len(b["replies"])


def test_a_wording_that_does_not_pass_is_followed_by_another(command: Command) -> None:
    """A rule of the practice's own may object to what we would say first; the voice is kept all the same."""
    command("init", "--name", PROFILE["name"], "--phone", PROFILE["phone"])
    first = command("reply", REVIEW, "--stars", 1, "--format=json").json["replies"]
    command("policy", "new", "ours.yaml")
    pack = command.home / "ours.yaml"
    words = " ".join(re.findall(r"[a-z]+", first[0]["text"].split(". ")[0].lower())[:4])
    pack.write_text(pack.read_text().replace("old mill dentistry]", f"old mill dentistry, {words}]"))
    again = command("reply", REVIEW, "--stars", 1, "--format=json", env={"CHECKPOST_PACK": "ours.yaml"}).json
    assert [reply["voice"] for reply in again["replies"]] == ["warm", "formal", "brief"]
    assert again["dropped"] == 0
    assert again["replies"][0]["text"] != first[0]["text"]
