"""What a review says. The reviews of reviews.jsonl are invented; each line says what a careful reader takes from it."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from bot.reading.reading import read
from bot.rewrite.reviews import Crisis, ReviewReading, Tone, called_by, understand

HERE = Path(__file__).parent
STAFF = {
    "riverside-dental": ("Dr. Anita Rao", "Dr. Ben Whitfield", "Marisol", "Tasha", "Kevin"),
    "lakeview-family-medicine": ("Dr. Helen Okafor", "Dr. James Lindqvist", "Priya Nair, NP", "Dana", "Rosa"),
    "glow-dermatology": ("Dr. Simone Archer", "Dr. Raj Patel", "Lena, RN", "Brooke"),
    "hillcrest-pediatrics": ("Dr. Maya Feldman", "Dr. Chris Oyelaran", "Nurse Judy", "Sam"),
}
REVIEWS = [json.loads(line) for line in (HERE / "reviews.jsonl").read_text("utf-8").splitlines()]


def said(text: str, stars: int | None = None, staff: tuple[str, ...] = ()) -> ReviewReading:
    return understand(read(text), stars, staff)


def topics(points: tuple[object, ...]) -> set[str]:
    return {point.topic for point in points}  # type: ignore[attr-defined]


@pytest.mark.parametrize("review", REVIEWS, ids=lambda review: review["id"])
def test_what_decides_the_kind_of_reply_is_understood(review):
    """Tone, crisis, signs, language and colleagues praised are right in every review of the set."""
    got = said(review["review"], review["stars"], STAFF[review["practice"]])
    assert got.crisis == review["crisis"]
    assert sorted(got.signs) == sorted(review["signs"])
    assert got.language == review["language"]
    assert sorted(got.praised) == sorted(review["praised"])
    if not review["crisis"]:
        assert got.tone == review["tone"]


def test_topics_are_found_with_few_false_ones():
    """Of all complaints and praises in the set at least 95% are found, and at most 8% are found where there are none."""
    hit = missed = extra = 0
    for review in REVIEWS:
        if review["crisis"]:
            continue
        got = said(review["review"], review["stars"], STAFF[review["practice"]])
        for wanted, points in ((review["complaints"], got.complaints), (review["praises"], got.praises)):
            found = topics(points)
            hit += len(set(wanted) & found)
            missed += len(set(wanted) - found)
            extra += len(found - set(wanted))
    assert hit / (hit + missed) >= 0.95
    assert extra / (hit + extra) <= 0.08


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("I can't do this anymore. I am going to kill myself.", Crisis.SELF_HARM),
        ("i wanna unalive myself and you people dont care", Crisis.SELF_HARM),
        ("honestly thinking about suicide since the surgery", Crisis.SELF_HARM),
        ("su1cide is the only way out of this pain", Crisis.SELF_HARM),
        ("Everyone would be better off without me.", Crisis.SELF_HARM),
        ("I won't be here tomorrow so it does not matter", Crisis.SELF_HARM),
        ("gonna kil my self if the pain does not stop", Crisis.SELF_HARM),
        ("There is nothing left to live for.", Crisis.SELF_HARM),
        ("I want to end it", Crisis.SELF_HARM),
        ("this is my last post. goodbye everyone", Crisis.SELF_HARM),
        ("I swear I will kill that dentist", Crisis.VIOLENCE),
        ("Next time I'll come back with a gun.", Crisis.VIOLENCE),
        ("you will pay", Crisis.VIOLENCE),
        ("I know where you live, doc", Crisis.VIOLENCE),
        ("Somebody ought to burn the place down", Crisis.VIOLENCE),
        ("watch your back", Crisis.VIOLENCE),
        ("That receptionist deserves to be shot", Crisis.VIOLENCE),
        ("I'm going to shoot up that office", Crisis.VIOLENCE),
        ("we're coming for you", Crisis.VIOLENCE),
        ("I hope someone hurts her the way she hurt me", Crisis.VIOLENCE),
        ("He slapped my son in the exam room", Crisis.ABUSE),
        ("The aide tied my mother down for hours", Crisis.ABUSE),
        ("He touched my daughter inappropriately", Crisis.ABUSE),
        ("quiero morirme, ya no aguanto", Crisis.SELF_HARM),
        ("los voy a matar", Crisis.VIOLENCE),
        pytest.param("I'm fine with the wait but I want to die", Crisis.SELF_HARM, id="beside a service complaint"),
        pytest.param("Bored to death here, and I want to kill myself.", Crisis.SELF_HARM, id="beside an idiom"),
        pytest.param("I WANT TO KILL MYSELF", Crisis.SELF_HARM, id="shouted"),
    ],
)
def test_a_crisis_is_seen(text, kind):
    """Threats to oneself, to the staff and to those who cannot defend themselves are seen, also misspelt and indirect."""
    assert said(text, 1).crisis == kind


@pytest.mark.parametrize(
    "text",
    [
        "I was dying in that waiting room",
        "Dr. Rao killed it with my veneers",
        "I could have murdered a coffee by the end",
        "Their lemonade is to die for",
        "Bored to death for an hour",
        "The drill scared me to death but it was fine",
        "Death by paperwork",
        "My phone died while I was on hold",
        "The hold music is killing me",
        "My back was killing me and now it isn't",
        "She killed the nerve and the pain was gone",
        "I would kill for better parking",
        "Great flu shots, and they shoot you an email after",
        "I'd rather die than go back",
        "I almost died laughing at the hygienist's jokes",
        "These people are drop dead gorgeous after Botox, ha",
        "Over my dead body will I pay that late fee",
        "You'll pay for parking and then wait an hour",
        "You will pay through the nose here",
        "They shot me a quick text when they were ready",
        "The receptionist hung up on me",
        "I was starving to death, they kept me past lunch",
        "I wanted to die of embarrassment when they called my name",
        "Sue at the front desk is a delight",
        "Biscayne Court is hard to find",
        "The app keeps crashing, my laptop died twice",
        "He has a killer smile now",
        "Parking was murder on my knees",
        "My tooth was dead and they explained why",
        "I bit off more than I could chew with that payment plan",
    ],
)
def test_ways_of_speaking_alarm_nobody(text):
    """An idiom about death or murder is neither a crisis nor a death nor a legal matter."""
    got = said(text, 3)
    assert got.crisis is None
    assert not got.signs & {"death", "legal"}


@pytest.mark.parametrize(
    ("text", "complaint", "praise"),
    [
        ("The office was not clean.", "hygiene", ""),
        ("It did not hurt at all.", "", "pain"),
        ("No long wait, ever.", "", "wait"),
        ("The wait was long.", "wait", ""),
        ("Not only was parking awful, the phones ring out.", "parking", ""),
        ("The front desk was lovely.", "", "front_desk"),
        ("The front desk was awful.", "front_desk", ""),
        ("Tasha was great but the front desk was awful.", "front_desk", ""),
        ("They won't stop pushing products on me.", "upselling", ""),
    ],
)
def test_a_word_takes_the_colour_of_its_clause(text, complaint, praise):
    """The same subject is praise or complaint by what stands around it."""
    got = said(text)
    assert (complaint in topics(got.complaints)) is bool(complaint)
    assert (praise in topics(got.praises)) is bool(praise)


def test_complaints_come_in_the_order_of_the_review():
    """Each complaint has its place and stands once, however often the review comes back to it."""
    text = "Parking was a nightmare. I waited two hours. The bill was wrong. Did I mention the parking nightmare?"
    got = said(text, 1)
    assert [point.topic for point in got.complaints] == ["parking", "wait", "billing"]
    assert text[got.complaints[1].start : got.complaints[1].end].startswith("waited two hours")


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("Dr. Anita Rao", "Dr. Rao"),
        ("Priya Nair, NP", "Priya"),
        ("Lena, RN", "Lena"),
        ("Nurse Judy", "Nurse Judy"),
        ("Marisol", "Marisol"),
        ("Dr. Rao", "Dr. Rao"),
    ],
)
def test_how_a_colleague_is_called(name, called):
    """Doctors by title and surname, the others by first name."""
    assert called_by(name)[0] == called


def test_a_child_with_a_colleagues_name_is_no_colleague():
    """`my son Sam` is not Sam at the desk."""
    assert said("My son Sam loves it here!", 5, ("Sam",)).named == ()
    assert said("Sam was so helpful!", 5, ("Sam",)).praised == ("Sam",)


def test_a_colleague_who_is_blamed_is_not_praised():
    """A reply thanks nobody whom the review complains of."""
    got = said("Kevin was rude. Tasha was lovely.", 2, ("Kevin", "Tasha"))
    assert got.praised == ("Tasha",)
    assert set(got.named) == {"Kevin", "Tasha"}


@pytest.mark.parametrize(
    "text", ["", " ", "!!!", "👍", "a" * 5000, "\u202eabc", "0" * 3000, "Très bien, merci, je recommande"]
)
def test_anything_can_be_read(text):
    """No text makes understanding fail."""
    assert said(text).tone in Tone


def test_time_grows_with_the_length_only():
    """Ten times the review takes at most some twenty times as long."""
    short = read("I waited two hours, the front desk was rude and nobody answers the phone. " * 60)
    long = read("I waited two hours, the front desk was rude and nobody answers the phone. " * 600)
    understand(short, 1)
    times = []
    for review in (short, long):
        begin = time.perf_counter()
        understand(review, 1)
        times.append(time.perf_counter() - begin)
    assert times[1] < times[0] * 20 + 0.2
