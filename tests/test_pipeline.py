"""What holds for every draft, whatever it says."""

from __future__ import annotations

import importlib
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import policy
from bot.checkpost import Checkpost
from bot.drafts import Draft, Kind, Report, Suggestion, Verdict
from bot.practice import Practice
from bot.reading import Learned, Reader, Reading, reader

POLICIES = Path(__file__).parent.parent / "policies"
PRACTICE = Practice(name="Maple Hollow Dental", staff=("Dr. Ines Moreau",), phone="(802) 555-0126")
WORDS = (
    "thank you for your visit Leopold crown root canal we love it yesterday March 12 MRN 48213 call (802) 555-0126 "
    "her she patient Dr. Moreau @leo.smiles 512-555-0199 best ever free guaranteed leo@mail.example 123-45-6789 🎉 \u200b &amp; <b>"
).split()
DRAFTS = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join),
    st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=8)), max_size=20).map(" ".join),
)
KINDS = st.sampled_from(Kind)


READS = st.booleans()  # with the learned reader, and by rules of form alone


@cache
def checkpost(*, reads: bool = False) -> Checkpost:
    return Checkpost(policy.load(POLICIES), reader=reader() if reads else None)


def check(text: str, kind: Kind = Kind.POST, *, reads: bool = False) -> Report:
    review = "They made me wait for an hour." if kind is Kind.REVIEW_REPLY else None
    return checkpost(reads=reads).check(Draft(text, kind, "google", review), PRACTICE)


@settings(deadline=None)
@given(DRAFTS, KINDS, READS)
def test_every_place_is_a_place_of_the_draft(text: str, kind: Kind, reads: bool) -> None:
    """Findings and violations point into what the author typed, and findings do not overlap."""
    report = check(text, kind, reads=reads)
    places = [(f.start, f.end) for f in report.findings]
    places += [(s.start, s.end) for v in report.violations for s in v.spans]
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert all(a.end <= b.start for a, b in zip(report.findings, report.findings[1:], strict=False))
    assert not report.faults


@settings(deadline=None)
@given(DRAFTS, KINDS, READS)
def test_scrubbed_text_holds_no_found_identifier(text: str, kind: Kind, reads: bool) -> None:
    """What was found stands nowhere in the scrubbed text: neither where it was found nor elsewhere as a word."""
    report = check(text, kind, reads=reads)
    rest = report.scrubbed.text
    for finding in report.findings:
        rest = rest.replace(f"<{finding.type}", "<")
    for finding in report.findings:
        words = text[finding.start : finding.end]
        if len(words) > 3:
            assert f" {words} " not in f" {rest} "


@settings(deadline=None)
@given(DRAFTS, READS)
def test_an_identifier_never_lowers_the_verdict(text: str, reads: bool) -> None:
    """Whoever adds a patient's number to a draft never gets a milder answer."""
    worse = check(text + "\n\nOur patient's SSN is 219-09-9999, chart # MH-20731.", reads=reads)
    assert worse.verdict is Verdict.BLOCK
    assert worse.verdict >= check(text, reads=reads).verdict


def test_a_failing_search_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """An exception in a recognizer blocks, says so, and gives no text out."""

    def fails(_: Reading) -> None:
        raise ZeroDivisionError("Leopold")

    monkeypatch.setattr(importlib.import_module("bot.phi.find"), "candidates_of", fails)
    report = check("Floss daily, Leopold.")
    assert report.verdict is Verdict.BLOCK
    assert report.faults == ("The search for identifiers failed (ZeroDivisionError).",)
    assert "Leopold" not in report.scrubbed.text


def test_a_reader_that_fails_blocks() -> None:
    """Half a check proves nothing, whichever half it is."""

    class Fails(Reader):
        def __init__(self) -> None:
            pass

        def read(self, *_: object) -> Learned:
            raise ZeroDivisionError("Leopold")

    report = Checkpost(checkpost().packs, reader=Fails()).check(Draft("Floss daily."), PRACTICE)
    assert report.verdict is Verdict.BLOCK
    assert report.faults == ("The search for identifiers failed (ZeroDivisionError).",)
    assert "Floss" not in report.scrubbed.text


def test_a_failing_writer_costs_its_wordings_alone() -> None:
    """The verdict stands, and another writer's wording is offered; one that does not pass is not."""

    class Fails:
        def write(self, reading: Reading, report: Report, practice: Practice) -> list[Suggestion]:
            raise RuntimeError

    class Offers:
        def write(self, reading: Reading, report: Report, practice: Practice) -> list[Suggestion]:
            return [Suggestion("Leopold, your crown is ready.", "test"), Suggestion("Floss once a day.", "test")]

    pipeline = Checkpost(checkpost().packs, (Fails(), Offers()))
    report = pipeline.check_and_suggest(Draft("Leopold, your crown from Tuesday is ready!"), PRACTICE)
    assert report.verdict is Verdict.BLOCK
    assert [s.text for s in report.suggestions] == ["Floss once a day."]


def test_a_found_identifier_never_comes_back_in_a_wording() -> None:
    """Out of its context a name may pass the check; that the draft was found to hold it is enough."""

    class Repeats:
        def write(self, reading: Reading, report: Report, practice: Practice) -> list[Suggestion]:
            return [Suggestion("You rock, leopold quimby!", "test"), Suggestion("Floss once a day.", "test")]

    pipeline = Checkpost(checkpost().packs, (Repeats(),))
    report = pipeline.check_and_suggest(Draft("Leopold Quimby got his crown yesterday!"), PRACTICE)
    assert [s.text for s in report.suggestions] == ["Floss once a day."]
