import pytest

from bot.phi.recognizers import dates

from .marking import found, shown, unmark

SPECIMENS = [
    "seen on [[DATE|03/14/2025]]",
    "on [[DATE|3-14-25]] she came",
    "on [[DATE|14.3.2025]]",
    "visit [[DATE|2025-03-14]]",
    "log [[DATE|2025-03-14T10:22:00Z]] entry",
    "she came [[DATE|3/14]] for a crown",
    "on [[DATE|3 / 14 / 2025]]",
    "on [[DATE|March 14]]",
    "since [[DATE|Mar. 14th]], her tooth hurts",
    "[[DATE|14 March]] was her surgery",
    "[[DATE|March 14, 2025]] at noon",
    "[[DATE|Tuesday, March 14]] at noon",
    "[[DATE|Tuesday the 14th]]",
    "on [[DATE|the 14th of March]]".replace("[[DATE|the ", "the [[DATE|"),
    "the [[DATE|fourteenth of March]]",
    "[[DATE|March of last year]] she lost it",
    "in [[DATE|March]] he fell",
    "since [[DATE|September]]",
    "[[DATE|last June]] we met her",
    "[[DATE|early March]]",
    "in [[DATE|March 2025]]",
    "she came on the [[DATE|19th]].",
    "the [[DATE|19th]] at 3 was hers",
    "the [[DATE|3rd]] of this month",
    "log [[DATE|2025-03-14t10:22:00z]] entry",
    "DOB [[DATE|3/14/62]]",
    "dob: [[DATE|031462]]",
    "born [[DATE|March 14, 1962]]",
    "her [[DATE|October]] cleaning",
    "[[DATE|14-Mar-2025]]",
    "after [[DATE|Dec 2nd]]",
    "el [[DATE|12 de marzo]]",
    "en [[DATE|marzo]] vino",
    "el [[DATE|martes 12 de marzo de 2025]]",
    "between [[DATE|March 3-5]]",
    "paid [[DATE|11/2023]]",
    "on [[DATE|may 3rd]]",
    "in [[DATE|may]] she returned",
    pytest.param("open 24/7, five of 5/5 stars", id="round the clock"),
    pytest.param("1/2 cup of water, 3/4 inch, 9/10 dentists", id="fractions"),
    pytest.param("20/20 vision and 50/50 odds, 120/80", id="ratios"),
    pytest.param("at 10:30 am, 8-5, from 9 to 12", id="clock times"),
    pytest.param("since 1998, in 2024, the 1990s", id="years"),
    pytest.param("this may help and you may march on", id="words"),
    pytest.param("May we help? March in!", id="words that begin a sentence"),
    pytest.param("the 14th patient, our 20th anniversary, the 5th grade", id="in order"),
    pytest.param("the first time, the second visit, the third molar", id="in order, in words"),
    pytest.param("14th Street at 5th Avenue", id="streets"),
    pytest.param("for three weeks, within 6 months, in two days", id="durations"),
    pytest.param("call 512-555-0142 or 1-800-273-8255", id="phones"),
    pytest.param("version 3.14.15 and 2.0", id="versions"),
    pytest.param("October is Dental Hygiene Month", id="an awareness month"),
    pytest.param("April and June work at the desk", id="colleagues"),
    pytest.param("scores 3-2, 10-4", id="scores"),
]


@pytest.mark.parametrize("marked", SPECIMENS)
def test_calendar_dates(marked):
    text, places = unmark(marked)
    assert shown(text, found(dates.find, text)) == shown(text, places)
