import pytest

from bot.phi.recognizers import ssn

from .marking import found, shown, unmark

SPECIMENS = [
    "Her social is [[US_SSN|219-09-9999]], so please shred the form.",
    "SSN: [[US_SSN|219 09 9999]]",
    "ssn [[US_SSN|219099999]] was on the intake form",
    "the social security number [[US_SSN|219.09.9999]] of her husband",
    "his [[US_SSN|219-09-9999]] was on the screen",
    "[[US_SSN|219099999]] is her social",
    "the last four of her social [[US_SSN|4417]]",
    "ssn ending in [[US_SSN|4417]], does that help?",
    "her social ends in [[US_SSN|4417]]",
    "[[US_SSN|4417]] is the last four of his social",
    "last 4 of ssn: [[US_SSN|4417]]",
    "the form showed XXX-XX-[[US_SSN|4417]]",
    "social ***-**-[[US_SSN|4417]]",
    "her social, [[US_SSN|two one nine, oh nine, nine nine nine nine]]",
    "last four of his social are [[US_SSN|four four one seven]]",
    "ITIN [[US_SSN|912-70-1234]] on the claim",
    pytest.param("her social is [[US_SSN|000-12-3456]]", id="never assigned, yet announced"),
    pytest.param("SSN [[US_SSN|666 00 0000]]", id="never assigned, yet announced, with blanks"),
    pytest.param("Find us on social media: 4417 followers and counting!", id="social media"),
    pytest.param("Social hour starts 2024 strong", id="social hour"),
    pytest.param("Call 512-555-0142 for a social worker", id="a phone"),
    pytest.param("Order 1219-09-99991 shipped", id="part of a longer number"),
    pytest.param("Open 9-5 and 10-4", id="hours"),
    pytest.param("no social security coverage for 2025", id="a year"),
]


@pytest.mark.parametrize("marked", SPECIMENS)
def test_social_security_numbers(marked):
    text, places = unmark(marked)
    assert shown(text, found(ssn.find, text)) == shown(text, places)


def test_an_unassigned_number_scores_lower():
    from bot.reading import read

    def best(text):
        return max(f.score for f in ssn.find(read(text)))

    assert best("SSN 219-09-9999") > best("SSN 000-09-9999") >= 0.5
