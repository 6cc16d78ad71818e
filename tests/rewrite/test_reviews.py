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
    """Of all complaints and praises in the set at least 92% are found, and at most 9% are found where there are none."""
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
    assert hit / (hit + missed) >= 0.92
    assert extra / (hit + extra) <= 0.09


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
        ("I have a plan to end my life tonight", Crisis.SELF_HARM),
        ("i dont see the point of living anymore", Crisis.SELF_HARM),
        ("nobody would care if i was gone. im tired of being alive", Crisis.SELF_HARM),
        ("I'm going to jump off the bridge", Crisis.SELF_HARM),
        ("took a whole bottle of pills because of you", Crisis.SELF_HARM),
        ("i cant live like this", Crisis.SELF_HARM),
        ("I hope your office burns down with you in it", Crisis.VIOLENCE),
        ("i will find you and make you pay", Crisis.VIOLENCE),
        ("You better watch your back when you leave work", Crisis.VIOLENCE),
        ("someone needs to teach that doctor a lesson with a baseball bat", Crisis.VIOLENCE),
        ("I'm gonna beat his face in", Crisis.VIOLENCE),
        ("Next time I see her I'll put a bullet in her head", Crisis.VIOLENCE),
        ("bring back my money or I bring my rifle", Crisis.VIOLENCE),
        ("he grabbed my daughter by the throat", Crisis.ABUSE),
        ("the nurse slapped my grandmother", Crisis.ABUSE),
        ("my stepdad hits me and your nurse did nothing", Crisis.ABUSE),
        ("they left bruises on my toddler", Crisis.ABUSE),
        ("I might as well be dead", Crisis.SELF_HARM),
        ("I just want to die", Crisis.SELF_HARM),
        ("going to hang myself", Crisis.SELF_HARM),
        ("k m s", Crisis.SELF_HARM),
        ("I'll slit your throat", Crisis.VIOLENCE),
        ("ur all gonna die", Crisis.VIOLENCE),
        ("you people will pay for this with blood", Crisis.VIOLENCE),
        ("I'll be waiting for you in the parking lot", Crisis.VIOLENCE),
        ("esto me hace querer matarme", Crisis.SELF_HARM),
        ("kill yourself dr haddad", Crisis.VIOLENCE),
        ("Dr. Haddad should go hang himself", Crisis.VIOLENCE),
        ("I am armed and on my way", Crisis.VIOLENCE),
        ("your receptionist needs to get punched in the face", Crisis.VIOLENCE),
        ("my daughter is cutting herself and nobody listened", Crisis.SELF_HARM),
        ("there is no reason for me to live after this", Crisis.SELF_HARM),
        ("I feel like jumping off a bridge", Crisis.SELF_HARM),
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
        "I'll blow this place up on Yelp",
        "I will blow up this office on social media",
        "Don't kill yourself looking for parking",
        "They should be hit with a fine",
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
        "The pain was killing me before they fixed it",
        "I would die for that vanilla latte in the lobby",
        "Shot in the arm, no pain",
        "They really nailed it, killer team",
        "the copay is killing us",
        "My hair looked dead after that treatment",
        "My kids die laughing at Dr. Feldman's jokes",
        "She talked me off the ledge about my root canal",
        "I was literally dying of thirst, no water fountain",
        "This app makes me want to throw my phone",
        "they charge an arm and a leg and it hurts",
        "I will never come back. You lost a customer",
        "I'll be back with my whole family",
        "coming back with my son next week",
        "Bring your kids, they have a treasure box",
        "My tooth was killing me and Kevin killed the pain",
        "I hit my head on their low door",
        "They hit me with a surprise bill",
        "He hit the nerve and I screamed",
        "you will pay extra for everything here",
        "They should fire her",
        "She should be fired",
        "this place deserves to be shut down",
        "I hope they go out of business",
        "I'm going to get even more botox",
        "I am going to burn off this wart",
        "They burned my skin",
        "The nurse stabbed me three times to find a vein",
        "I felt like I was being tortured in that chair",
        "beat the traffic by going early",
        "We lost our cat that day and they were so kind",
        "the end of the world? no, just a cavity",
        "I know where to go next time: elsewhere",
        "I know where you should put the new parking spots",
        "they know where everything is",
        "watch your wallet",
        "That waiting room is where hope goes to die",
        "Suicide prevention poster in the lobby was a nice touch",
        "I'd take a bullet for this team",
        "bullet proof scheduling",
        "They bit my head off",
        "we nearly lost it when the bill came",
        "Can't live without my Invisalign",
        "I can't go on the portal",
        "I can't go on vacation because of this",
        "She will make sure you hurt less",
        "The phone menu is endless",
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
