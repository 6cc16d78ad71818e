import pytest

from bot.phi.recognizers import ages

from .marking import found, shown, unmark

SPECIMENS = [
    "a [[AGE|92]]-year-old walked in",
    "our [[AGE|92]] year old friend",
    "age [[AGE|94]] and all her own teeth",
    "aged [[AGE|91]], he still bikes",
    "she turned [[AGE|97]] in our chair",
    "She is [[AGE|93]]!",
    "he's [[AGE|95]] and sharp",
    "[[AGE|101]] years young",
    "her [[AGE|95th]] birthday",
    "[[AGE|Ninety-four]] years old and no cavities",
    "she's [[AGE|ninety-four]]",
    "at [[AGE|a hundred and two]] years old",
    "turned [[AGE|one hundred]] today",
    "our favorite [[AGE|nonagenarian]]",
    "a [[AGE|centenarian]] with implants",
    "still dancing at [[AGE|96]].",
    "[[AGE|noventa y dos]] años",
    "tiene [[AGE|92]] años",
    "born in [[AGE|1931]]",
    "born in [[AGE|'31]], a survivor",
    "a woman in her [[AGE|nineties]]",
    "Mrs. Kim, [[AGE|97]], got new dentures",
    "[[AGE|97]]yo female",
    "celebrating her [[AGE|100th]] birthday",
    pytest.param("an 89-year-old and a 45 year old", id="not over 89"),
    pytest.param("SPF 90 and 95 degrees outside", id="sun"),
    pytest.param("90 minutes at 95%", id="time and percent"),
    pytest.param("only $95, was $100", id="prices"),
    pytest.param("find us at 92 Maple Street", id="a house number"),
    pytest.param("99 patients out of 100 smiled", id="counts"),
    pytest.param("95 years of service in town", id="service"),
    pytest.param("open at 10 and at 11:30", id="opening hours"),
    pytest.param("born in 1985, founded in 1931", id="a younger birth, a founding year"),
    pytest.param("it is 100 steps away; they are 100% sure", id="one hundred others"),
    pytest.param("our office is in a 100-year-old building", id="an old building"),
    pytest.param("our 100th review", id="a count in order"),
    pytest.param("a hundred thanks", id="thanks"),
]


@pytest.mark.parametrize("marked", SPECIMENS)
def test_ages_over_89(marked):
    text, places = unmark(marked)
    assert shown(text, found(ages.find, text)) == shown(text, places)
