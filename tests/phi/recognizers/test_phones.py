import pytest

from bot.phi.recognizers import phones
from bot.reading import read

from .marking import found, shown, unmark

SPECIMENS = [
    "Call her at [[PHONE_NUMBER|512-555-0142]] please",
    "her cell is [[PHONE_NUMBER|(512) 555-0142]].",
    "[[PHONE_NUMBER|512.555.0142]] rang all day",
    "[[PHONE_NUMBER|+1 512 555 0142]] left a voicemail",
    "[[PHONE_NUMBER|1-512-555-0142 ext. 12]] for the mother",
    "text [[PHONE_NUMBER|5125550142]]",
    "phone [[PHONE_NUMBER|512/555/0142]]",
    "fax it to [[PHONE_NUMBER|(512)555-0143]]",
    "she answers at [[PHONE_NUMBER|555-0142]]",
    "his number is [[PHONE_NUMBER|555 0142]]",
    "[[PHONE_NUMBER|555-0142]] is her cell",
    "her # is [[PHONE_NUMBER|867 5309]]",
    "ring me, [[PHONE_NUMBER|+44 20 7946 0958]]",
    "call [[PHONE_NUMBER|five one two, 555 oh one 9 2]]",
    "[[PHONE_NUMBER|five one two, five five five, zero one four two]]",
    "[[PHONE_NUMBER|5 1 2 5 5 5 0 1 4 2]]",
    "cell [[PHONE_NUMBER|512 555 01 42]]",
    "my digits: [[PHONE_NUMBER|512 * 555 * 0142]]",
    "call [[PHONE_NUMBER|5️⃣1️⃣2️⃣5️⃣5️⃣5️⃣0️⃣1️⃣4️⃣2]]️⃣",
    "seen 3/14 [[PHONE_NUMBER|512-555-0142]]",
    "quit with [[PHONE_NUMBER|1-800-QUIT-NOW]]",
    "or [[PHONE_NUMBER|1-800-273-8255]], day and night",
    "call [[PHONE_NUMBER|911]] at once, or text [[PHONE_NUMBER|988]]",
    "her number [[PHONE_NUMBER|555-123-4567]] is not valid but is hers",
    pytest.param("We have served 2024 2025 patients", id="years"),
    pytest.param("10,000 smiles and 1,250,000 brushed teeth", id="counts"),
    pytest.param("Only $5125550142 left", id="a price"),
    pytest.param("Visit on 03/14/2025 at 10:30", id="a date and a time"),
    pytest.param("order LV-555-0142-8", id="part of a code"),
    pytest.param("Open 8-5 Monday to Friday, 8-12 Saturdays", id="hours"),
    pytest.param("a 100-YEAR-OLD building", id="no vanity number"),
    pytest.param("one, two, three, four steps to a smile", id="counting"),
    pytest.param("ICD-10 code 4417 1000", id="other codes"),
]


@pytest.mark.parametrize("marked", SPECIMENS)
def test_phone_numbers(marked):
    text, places = unmark(marked)
    assert shown(text, found(phones.find, text)) == shown(text, places)


@pytest.mark.parametrize("text", ["1-800-273-8255", "1-888-555-0142 is the hotline", "call 911", "1-800-QUIT-NOW"])
def test_public_lines_are_told_apart_from_a_persons(text):
    assert {(f.recognizer, f.score) for f in phones.find(read(text))} == {("toll_free", 0.3)}
