"""Decisions: what may follow on what, once, by whom, and what an auditor sees of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.audit import Decided, Decision, NoSuchCheck, Place, Trail
from bot.audit.decisions import FOLLOWS, OPEN
from bot.drafts import Draft, Report, Scrubbed, Suggestion, Verdict
from tests.command import Command

ANN, BEA = "U01 Ann Lee", "U02 Bea Cruz"
WORDING = Suggestion("Our gums like floss.", "offline")


@pytest.fixture
def trail(tmp_path: Path):
    with Trail.open(tmp_path / "trail.db") as trail:
        yield trail


def checked(trail: Trail, delivery: str | None = None):
    report = Report(Draft("A draft."), Verdict.REVISE, (), (), (), Scrubbed("A draft."), suggestions=(WORDING,))
    return trail.record_checked(report, ANN, "practice", {"checkpost": "1"}, delivery=delivery)


def test_each_step_may_follow_where_the_table_says_and_nowhere_else(trail):
    """Every decision is tried after every way that leads to a state."""
    ways = {
        OPEN: [], Decision.ASKED: [(Decision.ASKED, ANN)], Decision.APPROVED: [(Decision.ASKED, ANN), (Decision.APPROVED, BEA)],
        Decision.SENT_BACK: [(Decision.ASKED, ANN), (Decision.SENT_BACK, BEA)], Decision.USED: [(Decision.USED, ANN)],
        Decision.OVERRODE: [(Decision.OVERRODE, ANN)], Decision.WITHDRAWN: [(Decision.WITHDRAWN, ANN)],
        Decision.EXPIRED: [(Decision.ASKED, ANN), (Decision.APPROVED, BEA), (Decision.EXPIRED, "Checkpost")],
    }  # fmt: skip
    for state, way in ways.items():
        for decision in Decision:
            if decision in (Decision.DISPUTED, Decision.HELPED, Decision.DID_NOT_HELP):
                continue
            check = checked(trail)
            for step, actor in way:
                assert trail.decide(check, Decided(step), actor).fresh
            outcome = trail.decide(check, Decided(decision), BEA)
            assert outcome.fresh == (decision in FOLLOWS.get(state, ())), (state, decision)
            assert (trail.state(check).decision == decision) == (outcome.fresh or state == decision)


def test_nobody_approves_what_they_asked_for_whatever_they_are_called_today(trail):
    check = checked(trail)
    trail.decide(check, Decided(Decision.ASKED, WORDING), ANN)
    outcome = trail.decide(check, Decided(Decision.APPROVED), "U01 Ann Lee-Park")
    assert (outcome.fresh, outcome.allowed, outcome.own) == (False, False, True)
    assert trail.decide(check, Decided(Decision.APPROVED, WORDING), BEA).fresh


def test_the_same_delivery_decides_once(trail):
    check = checked(trail)
    assert trail.decide(check, Decided(Decision.USED), ANN, delivery="d1").fresh
    again = trail.decide(check, Decided(Decision.USED), ANN, delivery="d1")
    assert not again.fresh and again.allowed
    assert len(trail.show(check)["decisions"]) == 1


def test_a_dispute_leaves_the_check_where_it_stands(trail):
    check = checked(trail)
    trail.decide(check, Decided(Decision.ASKED, WORDING), ANN)
    trail.decide(check, Decided(Decision.DISPUTED, rule="superlative-claim", reason=Scrubbed("no")), ANN)
    assert trail.state(check).decision is Decision.ASKED
    assert list(trail.standing(Decision.ASKED)) == [check]


def test_raw_words_are_no_reason(trail):
    with pytest.raises(TypeError):
        trail.decide(checked(trail), Decided(Decision.OVERRODE, reason="Maria said yes"), ANN)  # type: ignore[arg-type]


def test_an_unknown_check_is_told(trail):
    with pytest.raises(NoSuchCheck):
        trail.decide("0000000000", Decided(Decision.USED), ANN)


def test_a_card_is_found_again_by_its_thread_and_by_its_authors_message(trail):
    first, second = checked(trail), checked(trail)
    trail.record_shown(first, Place("D1", "2.0", "1.0", "1.0"), "Checkpost", delivery="shown:a")
    trail.record_shown(first, Place("D1", "2.5", "1.0", "1.0"), "Checkpost", delivery="shown:a")
    trail.record_shown(second, Place("D1", "3.0", "1.0", "2.9"), "Checkpost")
    assert trail.in_thread("D1", "1.0") == second
    assert trail.of_message("D1", "1.0") == first
    assert [place.message for place in trail.places(first)] == ["2.0"]
    assert trail.of_actor("U01", 5)[0] == second and not trail.of_actor("U0", 5)


def test_an_auditor_reads_who_let_it_through_and_why(command: Command):
    with Trail.open(command.database) as trail:
        check = checked(trail)
        trail.decide(check, Decided(Decision.OVERRODE, reason=Scrubbed("The owner wants it")), ANN)
    ended = command("audit", "show", check)
    assert "overrode by U01 Ann Lee: The owner wants it" in " ".join(ended.out.split())
