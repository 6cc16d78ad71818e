"""Addresses, ZIP codes, institutions."""

import pytest

from bot.phi.recognizers import addresses, places

from .marking import found, shown, unmark

ADDRESSES = [
    "she lives at [[LOCATION|412 Maple Street]]",
    "[[LOCATION|412 Maple Street, Apt 4B]], [[LOCATION|Austin]], TX [[LOCATION|78704]]",
    "at [[LOCATION|77 W. 5th Ave]]",
    "moved to [[LOCATION|1200 Old Mill Rd #3]]",
    "over on [[LOCATION|Oak Lane]]",
    "412 maple street".replace("412 maple street", "at [[LOCATION|412 maple street]]"),
    "[[LOCATION|PO Box 221]]",
    "at the corner of [[LOCATION|Pine and 4th]]",
    "near [[LOCATION|5th and Main]]",
    "zip [[LOCATION|78664]]",
    "zip code is [[LOCATION|78664-1234]]",
    "from [[LOCATION|Round Rock]], Texas",
    "from [[LOCATION|Round Rock]], TX [[LOCATION|78664]]",
    "in the [[LOCATION|78704]] area",
    "out on [[LOCATION|County Road 12]]",
    "lives in [[LOCATION|apt 4B]] upstairs",
    "[[LOCATION|1600 Sunset Blvd., Suite 200]]",
    "he works out of [[LOCATION|2200 S Lamar]]",
    "vive en la [[LOCATION|calle Ocho]]",
    pytest.param("a 20 minute drive, 5 star way, 3 easy ways", id="no streets"),
    pytest.param("thanks to Dr. Lane and Dr. Court", id="names"),
    pytest.param("12000 patients, 10500 smiles", id="five digits"),
    pytest.param("2 for 1 way to smile", id="way"),
    pytest.param("Dana Keller, MD and Ann Lee, PA", id="degrees"),
    pytest.param("Come in, or call. Say HI to us, OK?", id="states that are words"),
    pytest.param("food drive, blood drive", id="drives"),
    pytest.param("a unit of 5 and a lot", id="units"),
]
PLACES = [
    "a teacher at [[LOCATION|Lincoln High School]]",
    "the [[LOCATION|St. Mary's Hospital]] nurse",
    "fell at [[LOCATION|Lake Travis]]",
    "owns the [[LOCATION|Maple Street diner]]",
    "works at [[LOCATION|riverside apartments]]",
    "teaches at [[LOCATION|lincoln elementary]]",
    "the [[LOCATION|First Baptist Church]] choir",
    "all over [[LOCATION|Travis County]]",
    "at the [[LOCATION|University of Texas at Austin]]",
    "the [[LOCATION|Church of the Holy Name]]",
    "our guest from [[LOCATION|Pine Hollow Trailer Park]]",
    "a firefighter at the [[LOCATION|Round Rock Fire Department]]",
    "from [[LOCATION|Shady Oaks Nursing Home]]",
    "coach at [[LOCATION|Cedar Creek Middle School]]",
    "she works at [[LOCATION|Joe's Diner]]",
    pytest.param("our school visit, the local church", id="bare nouns"),
    pytest.param("Healthy school lunches, Public library card", id="a noun's adjective opens the sentence"),
    pytest.param("Back to School! Happy Hour. High standards", id="headlines"),
    pytest.param("Coffee Bar and Kids Club", id="amenities"),
    pytest.param("the hospital, a park, my farm", id="bare nouns with articles"),
    pytest.param("Spring is here, Lake life", id="seasons"),
    pytest.param("Our house, our bank, Their market", id="possessives"),
    pytest.param("We love high school seniors", id="school kids"),
]
SPECIMENS = ADDRESSES + PLACES


@pytest.mark.parametrize("marked", ADDRESSES)
def test_addresses(marked):
    text, marks = unmark(marked)
    assert shown(text, found(addresses.find, text)) == shown(text, marks)


@pytest.mark.parametrize("marked", PLACES)
def test_institutions(marked):
    text, marks = unmark(marked)
    assert shown(text, found(places.find, text)) == shown(text, marks)
