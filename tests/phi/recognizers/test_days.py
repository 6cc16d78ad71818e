import pytest

from bot.phi.recognizers import days
from bot.reading import read

from .marking import found, shown, unmark

SPECIMENS = [
    "on [[DATE|Tuesday]] she cried",
    "[[DATE|last Tuesday]]",
    "[[DATE|Tuesday morning]] at 8",
    "on [[DATE|Tues]] she came",
    "Mr. K's [[DATE|Tuesday]]'s visit".replace("'s visit", "'s visit"),
    "[[DATE|this past Friday]]",
    "came [[DATE|yesterday]] crying",
    "[[DATE|yesterday afternoon]]",
    "[[DATE|last night]]",
    "[[DATE|this morning]] we saw",
    "[[DATE|today]]",
    "[[DATE|tonight]]",
    "the [[DATE|day before yesterday]]",
    "[[DATE|two days ago]]",
    "[[DATE|three weeks ago]]",
    "[[DATE|a couple of weeks ago]]",
    "[[DATE|last week]], [[DATE|last month]], [[DATE|this week]]",
    "[[DATE|3mos ago]]",
    "over the [[DATE|weekend]]",
    "[[DATE|earlier today]]",
    "the [[DATE|other day]]",
    "[[DATE|two Tuesdays ago]]",
    "on [[DATE|Christmas Eve]]",
    "the [[DATE|day after Labor Day]]",
    "since [[DATE|Valentine's Day]]",
    "[[DATE|Easter Monday]] emergency",
    "on [[DATE|Halloween]]",
    "the [[DATE|Friday after Thanksgiving]]",
    "after [[DATE|Diwali]]",
    "on [[DATE|July 4th]]",
    "on [[DATE|New Year's Eve]]",
    "on [[DATE|wed]] she cancelled",
    "[[DATE|Sat morning]]",
    "[[DATE|Wed]] at 3",
    "vino el [[DATE|martes]]",
    "[[DATE|ayer]] vino",
    "la [[DATE|semana pasada]]",
    "[[DATE|esta mañana]]",
    "[[DATE|hace dos semanas]]",
    "every [[DATE|Tuesday]], closed [[DATE|Tuesdays]]",
    "[[DATE|last summer]] he fell",
    pytest.param("for three weeks, within 6 months, in two days", id="durations"),
    pytest.param("two years ago, 10 years back", id="a year's grain"),
    pytest.param("he sat down in the sun and we wed", id="words"),
    pytest.param("SunSmile, Monday.com's #TuesdayTip", id="names").values[0].replace("Monday.com's ", ""),
    pytest.param("lent a hand, holi moly", id="feasts that are words"),
    pytest.param("another day, another smile; one day at a time", id="days"),
    pytest.param("a day after surgery, the week before", id="no anchor"),
    pytest.param("all year long, years of care", id="years"),
]


@pytest.mark.parametrize("marked", SPECIMENS)
def test_days_as_people_say_them(marked):
    text, places = unmark(marked)
    assert shown(text, found(days.find, text)) == shown(text, places)


@pytest.mark.parametrize("text", ["Tuesdays", "every Tuesday", "Taco Tuesday", "#tuesday", "los martes"])
def test_a_recurring_day_scores_low(text):
    assert {f.recognizer for f in days.find(read(text))} == {"recurring"}
    assert all(f.score <= 0.3 for f in days.find(read(text)))
