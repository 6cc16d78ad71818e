"""How a review reads, in the words that people use."""

from __future__ import annotations

import pytest

from bot.policy.review_tone import tone
from bot.reading import read

REVIEWS = {
    "negative": [
        "1 star. Waited 2 hours and nobody called me back.",
        "Not great. My gums are still bleeding.",
        "After 15 years without one, suddenly I have four cavities.",
        "Charged twice for the same x-ray.",
        "My crown fell off after two weeks.",
        "★☆☆☆☆ no comment",
        "2/5",
        "Five stars for making me wait three hours, worst place ever.",
        "I used to love this place.",
        "Thanks for nothing.",
        "Zero stars if I could.",
        "Called six times, left three messages.",
        "My jaw still hurts a month later.",
        "Pésimo servicio, nunca contestan.",
        "I cannot recommend this office.",
        "👎👎",
    ],
    "mixed": [
        "Great dentist but the front desk is rude.",
        "Love the hygienist, wish the parking was better.",
        "3 stars. Fine.",
    ],
    "unclear": ["It was ok.", "Do you take Delta Dental?", ""],
    "positive": [
        "They are never rude and I can't complain about anything.",
        "Not bad at all! Gentle and quick.",
        "★★★★★",
        "5/5",
        "Cannot recommend them enough!",
        "No pain, no wait, no surprises on the bill.",
        "She saved my tooth. I was in so much pain and they saw me right away.",
        "Excelente servicio, muy amables.",
        "😍😍",
    ],
    "elsewhere": [
        "The pizza was cold and the driver got lost.",
        "Oil change took three hours and they scratched my car.",
        "Best haircut I have had in years!",
        "Sorry, wrong business.",
    ],
}


@pytest.mark.parametrize(("expected", "review"), [(name, text) for name, texts in REVIEWS.items() for text in texts])
def test_a_review_reads_as_people_read_it(expected, review):
    assert tone(read(review)) == expected


def test_another_trade_in_passing_makes_no_other_business():
    """A dentist whose waiting room is like a hotel is still the dentist."""
    assert tone(read("The office feels like a hotel, and the dentist and the hygienist are wonderful.")) == "positive"
