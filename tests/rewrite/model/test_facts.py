"""What a wording adds and what it loses, told by form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rewrite.model.facts import PLACEHOLDER, added, facts, language, lost

DRAFT = "Flu shots are here: Saturday, October 4, from 9 to 1 at the Elm Street hall. Call (802) 555-0126 or see maplehollow.example. Ask for Ines!"


@pytest.mark.parametrize(
    ("wording", "why"),
    [
        ("Flu shots are here on Saturday, October 4, from 9 to 1. Call (802) 555-0126.", ""),
        ("Come on October 4! Questions? Ines is at 802-555-0126.", ""),
        ("Flu shots on Saturday from 9 to 2.", "number"),
        ("Flu shots for $25 on Saturday.", "number"),
        ("Flu shots on Sunday.", "day"),
        ("Flu shots: www.flu-shots.example", "link"),
        ("Flu shots are here! #FluFreeFamily", "link"),
        ("Free flu shots are here on Saturday.", "offer"),
        ("Our award-winning team has flu shots on Saturday.", "offer"),
        ("Flu shots on Saturday. Ask for our nurse Brunhilde.", "name"),
    ],
)
def test_what_stands_nowhere_is_added(wording: str, why: str) -> None:
    faults = added(facts(wording), facts(DRAFT))
    assert (why in " ".join(faults)) if why else not faults, faults


@pytest.mark.parametrize(
    ("wording", "why"),
    [
        ("Flu shots: Saturday, October 4, 9 to 1, Elm Street. (802) 555-0126, maplehollow.example", ""),
        ("Flu shots: Saturday, October 4, 9 to 1. maplehollow.example", "number"),
        ("Flu shots: October 4, 9 to 1. 802-555-0126, maplehollow.example", "day"),
        ("Flu shots: Saturday, October 4, 9 to 1. 802-555-0126", "link"),
    ],
)
def test_what_the_draft_says_is_kept(wording: str, why: str) -> None:
    faults = lost(facts(wording), facts(DRAFT))
    assert (why in " ".join(faults)) if why else not faults, faults


def test_a_fault_repeats_nothing_of_the_wording() -> None:
    assert "Brunhilde" not in " ".join(added(facts("Ask our nurse Brunhilde, 12345, at evil.example."), facts(DRAFT)))


@pytest.mark.parametrize("text", ["<PERSON_1> was here", "call <PHONE_NUMBER_12>", "[name] came by", "[Practice name]"])
def test_placeholders_are_seen(text: str) -> None:
    assert PLACEHOLDER.search(text)


def test_the_language_is_told_where_enough_is_said() -> None:
    assert language("Los martes abrimos a las ocho para toda la familia, y con gusto los atendemos.") == "es"
    assert language("We are open on Tuesdays from eight for all of the family.") == "en"
    assert language("¡Hola!") == ""


@given(st.text(max_size=300))
def test_a_text_adds_nothing_to_itself_and_loses_nothing(text: str) -> None:
    own = facts(text)
    assert not added(own, own)
    assert not lost(own, own)
