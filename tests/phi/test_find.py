"""Whose identifier it is: the same name, date and place, once a patient's and once nobody's concern.

`[[TYPE|words]]` marks what must be found; what is unmarked must not be.
"""

from __future__ import annotations

import re

import pytest

from bot.drafts import Kind
from bot.phi import find
from bot.practice import Practice
from bot.reading import read

PRACTICE = Practice(
    name="Maple Hollow Dental",
    specialty="dentistry",
    state="VT",
    staff=("Dr. Ines Moreau", "Tobias Lang, RDH", "Winnie"),
    phone="(802) 555-0126",
    email="hello@maplehollow.example",
    website="maplehollow.example",
    address="31 Granary Street, Montpelier, VT 05602",
    handles=("@maplehollowdental",),
    contact_person="Winnie, our office manager",
)
MARK = re.compile(r"\[\[([A-Z_]+)\|(.+?)\]\]", re.DOTALL)


def unmark(marked: str) -> tuple[str, list[tuple[str, str]]]:
    """The plain draft, and what must be found in it."""
    return MARK.sub(r"\2", marked), [(m[1], m[2]) for m in MARK.finditer(marked)]


def found(text: str, kind: Kind) -> list[tuple[str, str]]:
    """What is found, in order."""
    return [(f.type, text[f.start : f.end]) for f in find(read(text), PRACTICE, kind)]


@pytest.mark.parametrize(
    "marked",
    [
        pytest.param("So proud of [[PERSON|Leopold]], who got his braces off [[DATE|yesterday]]!", id="a visit told"),
        pytest.param("Mrs. [[PERSON|Quimby]]'s new crown looks wonderful.", id="a title and a crown"),
        pytest.param("our patient [[PERSON|maribel]] finished her root canal", id="lower case"),
        pytest.param("MRS. [[PERSON|TALBOT]] FINALLY GOT HER DENTURES", id="capitals"),
        pytest.param(
            "#Team[[PERSON|Leopold]] beat that cavity, and [[PERSON|Leopold]] never cried!", id="in a hashtag"
        ),
        pytest.param("[[PERSON|M a r i b e l]] loves her new retainer!", id="spaced out"),
        pytest.param("Grandpa [[PERSON|Ike]] came in for his partial [[DATE|last Tuesday]].", id="a kin word"),
        pytest.param(
            "Our favorite lunch lady from [[LOCATION|Orchard Grove Elementary]] had her implant placed [[DATE|Monday]].",
            id="a school",
        ),
        pytest.param(
            "She turned [[AGE|ninety-four]] and still has all her own teeth, said our patient's daughter.",
            id="an age in words",
        ),
        pytest.param(
            "If you lost a retainer, chart [[MEDICAL_RECORD_NUMBER|MH-20731]], it is at the desk.", id="a chart number"
        ),
    ],
)
def test_a_patients_identifiers_are_found(marked: str) -> None:
    """Names however they are written, and the dates and places tied to the person."""
    text, expected = unmark(marked)
    assert found(text, Kind.POST) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Dr. Moreau is back from Montreal and Tobias made pie.", id="staff"),
        pytest.param("Happy birthday to our hygienist, Penelope!", id="staff by their post"),
        pytest.param(
            "Please ask for Winnie at (802) 555-0126 or hello@maplehollow.example.", id="the practice's own contacts"
        ),
        pytest.param("We are closed Monday, May 25, and open again Tuesday at 8.", id="closing days"),
        pytest.param("Visit us at 31 Granary Street in Montpelier.", id="the practice's address"),
        pytest.param("Flu clinic Saturday, 9 to noon, 31 Granary St. Walk in!", id="the practice's address, shortened"),
        pytest.param("Bell's palsy and Crohn's disease can both show in the mouth.", id="eponyms"),
        pytest.param("Florence Nightingale wrote in 1860 that air must be as pure inside as outside.", id="history"),
        pytest.param("Smoking doubles the risk of gum disease within ten years.", id="durations and numbers"),
        pytest.param("Children's Dental Health Month is every February. Floss!", id="a health month"),
        pytest.param("Call 988 or 1-800-222-1222 if you need help right now.", id="public lines"),
        pytest.param("Join us Saturday, June 6 from 10 to 2 for free screenings.", id="an event"),
        pytest.param("More tips at maplehollow.example and @maplehollowdental.", id="own pages"),
    ],
)
def test_what_is_public_is_no_finding(text: str) -> None:
    """The practice's own data, colleagues, eponyms, history and the calendar belong to no patient."""
    assert found(text, Kind.POST) == []


def test_a_reviewer_called_by_name_is_found() -> None:
    """A reply that greets the reviewer ties a name to the practice."""
    text, expected = unmark("Thank you for the kind words, [[PERSON|Ottoline]]!")
    assert found(text, Kind.REVIEW_REPLY) == expected


def test_a_reply_knows_that_you_is_the_reviewer() -> None:
    """A date beside `you` in a reply dates the reviewer's visit."""
    text = "You missed your cleaning on March 12 and again on April 9."
    assert [kind for kind, _ in found(text, Kind.REVIEW_REPLY)] == ["DATE", "DATE"]


def test_findings_are_places_of_what_the_author_typed() -> None:
    """Offsets count the author's code points, invisible ones too."""
    text = "\u202aSo proud of Leo\u200bpold, who got his crown!"
    (finding,) = find(read(text), PRACTICE)
    assert text[finding.start : finding.end] == "Leo\u200bpold"
