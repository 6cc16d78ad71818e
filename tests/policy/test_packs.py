"""Packs that are broken, each refused for its own reason with file, line and rule; and what a practice may change."""

from __future__ import annotations

import pytest

from bot.drafts import Verdict
from bot.errors import CheckpostError, PackBroken
from bot.policy import load, new, run_examples
from tests.policy.small import judged, rule, written

SOUND = """\
pack: small
version: 1
title: Small
words:
  hue: [red, dark red]
rules:
  - id: red-word
    title: Says red
    verdict: block
    applies_to: [post]
    source: House style
    why: Red is not our colour.
    fix: Say blue.
    when: {states: [FL]}
    detects:
      patterns:
        - "{hue} door"
      together:
        - all: [you, hue]
    also: []
    examples:
      breaks: [your red door, your red, a red door, red door]
      keeps: [blue, "not: red", a blue, so blue]
"""

BROKEN = {
    "no YAML": ("title: Small", "title: [Small", 4, "", "this is no YAML"),
    "unknown key": ("    fix: Say", "    fixes: 1\n    fix: Say", 13, "red-word", "`fixes` is no key here; allowed: also, applies_to"),
    "unknown key below": ("    when: {states", "    when: {sates", 14, "red-word", "`when.sates` is no key here; allowed: platforms, profile"),
    "missing field": ("    source: House style\n", "", 7, "red-word", "`source` is missing"),
    "bad verdict": ("verdict: block", "verdict: blok", 9, "red-word", "`verdict` is 'blok'; it must be block, revise or note"),
    "bad kind": ("[post]", "[posts]", 10, "red-word", "it must be post or review_reply"),
    "id twice": ("    also: []\n", "    also: []\n  - id: red-word\n", 21, "red-word", "`title` is missing"),
    "unknown list": ("{hue} door", "{hues} door", 17, "red-word", "there is no word list {hues}"),
    "unknown concept": ("[you, hue]", "[you, hues]", 19, "red-word", "`together` names hues"),
    "unknown type": ("[you, hue]", "['finding:NAME', hue]", 19, "red-word", "`together` names finding:NAME"),
    "unknown detector": ("      together:", "      detector: shouts\n      together:", 18, "red-word", "`detector` is shouts; it must be one of"),
    "RE2 refuses": ("{hue} door", "(?<=a)b", 17, "red-word", "RE2 refuses it: invalid perl operator: (?<"),
    "unbalanced": ("{hue} door", "(red", 17, "red-word", "RE2 refuses it: missing )"),
    "back reference": ('"{hue} door"', "(a)\\1", 17, "red-word", "RE2 refuses it: invalid escape sequence"),
    "matches nothing at all": ("{hue} door", "(?:red )?", 17, "red-word", "it matches the empty text"),
    "sees capitals": ('"{hue} door"', "(?-i:RED)", 17, "red-word", "patterns do not see capitals"),
    "list too long": ("{hue} door", "{condition} door", 17, "red-word", "use `together` instead"),
    "too few that break": ("[your red door, your red, a red door, red door]", "[red]", 22, "red-word", "`examples.breaks` has 1; at least 4"),
    "too few that keep": (', a blue, so blue]', "]", 23, "red-word", "`examples.keeps` has 2; at least 4"),
    "why too long": ("Red is not our colour.", "so " * 26, 12, "red-word", "`why` has 26 words; at most 25"),
    "fix too long": ("Say blue.", "so " * 31, 13, "red-word", "`fix` has 31 words; at most 30"),
    "unknown state": ("[FL]", "[FLA]", 14, "red-word", "`states` holds 'FLA'; it must be one of AK"),
    "unknown platform": ("states: [FL]", "platforms: [myspace]", 14, "red-word", "it must be one of facebook"),
    "unknown profile field": ("states: [FL]", "profile: [rich]", 14, "red-word", "`profile` holds 'rich'"),
    "brings an unknown rule": ("also: []", "also: [blue-word]", 20, "red-word", "`also` names blue-word"),
    "a colon in a text": ('"not: red"', "not: red", 23, "red-word", "a text with a colon in it needs quotes"),
    "a colon in a pattern": ('"{hue} door"', "red: door", 17, "red-word", "put it in quotes"),
    "a figure for a text": ("[red, dark red]", "[red, 4.9]", 5, "", "put it in quotes"),
    "a pattern in a list": ("[red, dark red]", "[red, 'da?rk|red']", 5, "", "`da?rk|red` is no phrase"),
    "empty list": ("[red, dark red]", "[]", 5, "", "the word list `hue` is empty"),
    "detects nothing": ("    also: []\n", "    detects: {}\n", 20, "", ""),
    "changes where there is nothing to change": ("rules:\n", "changes:\n  - {rule: red-word, off: true, because: no}\nrules:\n", 6, "", "a practice's own file"),
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN.values(), ids=BROKEN)
def test_a_broken_pack_is_refused_with_file_line_rule_and_reason(tmp_path, case):
    sound, broken, line, name, reason = case
    assert SOUND.count(sound) == 1
    file = tmp_path / "small.yaml"
    file.write_text(SOUND.replace(sound, broken))
    with pytest.raises(PackBroken) as refused:
        load(tmp_path)
    where = f"{file}:{line}: {f'rule {name}: ' if name else ''}"
    assert any(said.startswith(where) and reason in said for said in refused.value.what.splitlines()), (
        refused.value.what
    )
    assert f"checkpost policy test {file}" in refused.value.todo


def test_the_sound_pack_is_taken(tmp_path):
    (tmp_path / "small.yaml").write_text(SOUND)
    packs = load(tmp_path)
    assert packs.versions == {"small": 1}
    assert run_examples(packs, lambda reading, practice, kind: ()) == []


def test_all_faults_of_all_files_come_at_once(tmp_path):
    """Nobody has to run it over and over."""
    written(tmp_path, rule(verdict="blok", why=None), rule(id="two", also=["none"]), name="a")
    written(tmp_path, rule(id="three", fix="so " * 31), rule(id="two"), name="b")
    (tmp_path / "c.yaml").write_text("pack: [")
    with pytest.raises(PackBroken) as refused:
        load(tmp_path)
    said = refused.value.what
    for part in ("`verdict` is 'blok'", "`why` is missing", "`also` names none", "31 words", "`id` is used twice, first in a.yaml", "c.yaml:2: this is no YAML"):  # fmt: skip
        assert part in said


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"- a\n- b\n", "a pack is a mapping"),
        (b"\xff\xfe\x00", "this is no YAML text in UTF-8"),
        (b"", "`pack` is missing"),
        (b"pack: a\npack: b\n", "this is no YAML: found duplicate key"),
    ],
)
def test_a_file_that_is_no_pack(tmp_path, content, reason):
    (tmp_path / "odd.yaml").write_bytes(content)
    with pytest.raises(PackBroken, match=reason):
        load(tmp_path)


def test_a_folder_without_packs(tmp_path):
    with pytest.raises(PackBroken, match="there is no pack"):
        load(tmp_path)


def own(tmp_path, *changes, rules=(), law=False):
    """Load a pack of two rules, and a practice's own file with these changes."""
    folder = tmp_path / "policies"
    folder.mkdir()
    written(
        folder,
        rule(verdict="revise"),
        rule(id="blue-word", detects={"patterns": ["blue"]}),
        rule(id="noted", verdict="note", detects={"patterns": ["green"]}),
        name="hipaa" if law else "house",
    )
    return load(folder, [written(tmp_path, *rules, name="ours", changes=list(changes))])


def test_a_practice_raises_a_verdict_and_switches_a_rule_off(tmp_path):
    because = "we said so"
    packs = own(
        tmp_path,
        {"rule": "noted", "verdict": "revise", "because": because},
        {"rule": "red-word", "off": True, "because": because},
        rules=[rule(id="own-rule", detects={"patterns": ["pink"]})],
    )
    assert [(off.rule, off.because) for off in packs.off] == [("red-word", because)]
    assert judged(packs, "red").rules == ()
    assert judged(packs, "green").verdict is Verdict.REVISE
    assert judged(packs, "pink").rules == ("own-rule",)
    assert packs.rule("noted").changed == because


def test_a_hipaa_rule_can_be_raised(tmp_path):
    packs = own(tmp_path, {"rule": "red-word", "verdict": "block", "because": "x"}, law=True)
    assert judged(packs, "red").verdict is Verdict.BLOCK


@pytest.mark.parametrize(
    ("change", "law", "reason"),
    [
        ({"rule": "blue-word", "verdict": "revise"}, True, "a rule of the pack hipaa cannot be lowered; it is block"),
        ({"rule": "blue-word", "verdict": "note"}, True, "a rule of the pack hipaa cannot be lowered"),
        ({"rule": "red-word", "off": True}, True, "a rule of the pack hipaa cannot be switched off"),
        ({"rule": "blue-word", "verdict": "revise"}, False, "a verdict cannot be lowered; it is block"),
        ({"rule": "blue-word", "verdict": "block"}, False, "the verdict is block already"),
        ({"rule": "no-such-rule", "off": True}, False, "names a rule that no pack has"),
        ({"rule": "red-word"}, False, "either `off: true` or a `verdict`"),
        ({"rule": "red-word", "off": True, "verdict": "block"}, False, "either `off: true` or a `verdict`"),
        ({"rule": "red-word", "off": True, "because": None}, False, "`because`"),
        ({"rule": "red-word", "of": True}, False, "`of` is no key here; allowed: because, off, rule, verdict"),
    ],
)
def test_a_practice_cannot_lower_what_protects_patients(tmp_path, change, law, reason):
    with pytest.raises(PackBroken) as refused:
        own(tmp_path, {"because": "we said so", **change}, law=law)
    assert reason in refused.value.what
    assert f"rule {change['rule']}: " in refused.value.what


def test_a_practice_cannot_replace_a_rule(tmp_path):
    with pytest.raises(PackBroken, match="`id` is used twice"):
        own(tmp_path, rules=[rule(verdict="note")], law=True)


def test_the_first_pack_of_ones_own_is_sound_and_its_examples_hold(tmp_path):
    file = tmp_path / "our-rules.yaml"
    new(file)
    written(tmp_path / ".", rule(), name="house")
    assert run_examples(load(tmp_path), lambda reading, practice, kind: ()) == []


@pytest.mark.parametrize("place", ["there.yaml", "no/such/folder.yaml"])
def test_a_first_pack_overwrites_nothing_and_says_what_is_in_the_way(tmp_path, place):
    (tmp_path / "there.yaml").write_text("mine")
    with pytest.raises(CheckpostError, match=r"there already|cannot be written"):
        new(tmp_path / place)
    assert (tmp_path / "there.yaml").read_text() == "mine"


def test_an_example_that_lies_is_named(tmp_path):
    examples = {"breaks": ["red", "a red", "so red", "blue"], "keeps": ["blue", "a blue", "so blue", "red"]}
    written(tmp_path, rule(examples=examples))
    failures = run_examples(load(tmp_path), lambda reading, practice, kind: ())
    assert [(f.rule, f.side, f.text, f.got) for f in failures] == [
        ("red-word", "breaks", "blue", ()),
        ("red-word", "keeps", "red", ("red-word",)),
    ]


def test_an_example_stands_where_its_rule_applies(tmp_path):
    """What an example leaves out, state, platform, profile and review, is chosen so that the rule applies."""
    when = {
        "states": ["FL"],
        "platforms": ["yelp"],
        "profile": ["part2"],
        "review": ["negative"],
        "specialties": ["eye"],
    }
    written(tmp_path, rule(when=when, applies_to=["review_reply"]))
    assert run_examples(load(tmp_path), lambda reading, practice, kind: ()) == []
