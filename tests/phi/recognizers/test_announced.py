"""Numbers that a cue announces: records, plans, accounts, licences, vehicles, devices, others."""

import pytest

from bot.phi.recognizers import accounts, devices, health_plans, licences, medicare, other_ids, records, vehicles

from .marking import found, shown, unmark

RECORDS = [
    "chart # [[MEDICAL_RECORD_NUMBER|LV-20771]] is missing",
    "MRN [[MEDICAL_RECORD_NUMBER|0048213]]",
    "MRN0048213 on the wall: MRN: [[MEDICAL_RECORD_NUMBER|00 482 13]]".replace(
        "MRN0048213", "MRN[[MEDICAL_RECORD_NUMBER|0048213]]"
    ),
    "claim [[MEDICAL_RECORD_NUMBER|88-2213-A]] was denied",
    "[[MEDICAL_RECORD_NUMBER|20771]] is her chart number",
    "her file ([[MEDICAL_RECORD_NUMBER|20771]], MRN) was open".replace(", MRN", " - chart no."),
    "MRNs [[MEDICAL_RECORD_NUMBER|48213]], [[MEDICAL_RECORD_NUMBER|48214]] and [[MEDICAL_RECORD_NUMBER|48215]]",
    "Rx [[MEDICAL_RECORD_NUMBER|7781234]] is ready",
    "confirmation code [[MEDICAL_RECORD_NUMBER|7HQ2P9]]",
    "MRN [[MEDICAL_RECORD_NUMBER|0048213]] 14 days ago",
    "encounter [[MEDICAL_RECORD_NUMBER|55120983]]",
    "lab case #[[MEDICAL_RECORD_NUMBER|A-4471]]",
    "specimen no. [[MEDICAL_RECORD_NUMBER|S24-1187]]",
    "the chart number for Dana is [[MEDICAL_RECORD_NUMBER|20771]]",
    "appointment ID: [[MEDICAL_RECORD_NUMBER|APT-90210-7]]",
    "chart #[[MEDICAL_RECORD_NUMBER|412]]",
    "patient ID [[MEDICAL_RECORD_NUMBER|P004417]]",
    pytest.param("chart 4 of 5", id="a count"),
    pytest.param("In 2024 we had a record year, a record 2025 too", id="a year"),
    pytest.param("visit us at 8:30 or 10:45", id="times"),
    pytest.param("claims up to $1500", id="a price"),
    pytest.param("your visit on 03/14/2025", id="a date"),
    pytest.param("500 patients, 1200 visits", id="counts before"),
    pytest.param("We saw patients 2000 times", id="a count after"),
    pytest.param("files 100% digital", id="a percentage"),
]
PLANS = [
    "delta ppo [[HEALTH_PLAN_NUMBER|000871552-01]]",
    "member ID [[HEALTH_PLAN_NUMBER|XEA 882 4471 09]]",
    "group [[HEALTH_PLAN_NUMBER|88120]] on the card",
    "Medicaid number for Dana is [[HEALTH_PLAN_NUMBER|MD00917]]",
    "insurance id: [[HEALTH_PLAN_NUMBER|W1234567]]",
    "policy no. [[HEALTH_PLAN_NUMBER|GTX-44120-B]]",
    "subscriber [[HEALTH_PLAN_NUMBER|A9920133]]",
    pytest.param("We take Delta, Cigna and 12 other plans", id="counting plans"),
    pytest.param("our group of 20 friends, a plan for 2025", id="no numbers"),
    pytest.param("members save 15% on plans from $299", id="prices"),
    pytest.param("cancellation policy: 24 hours", id="hours"),
]
MBIS = [
    "Her Medicare number is [[HEALTH_PLAN_NUMBER|1EG4-TE5-MK73]], please call.",
    "card [[HEALTH_PLAN_NUMBER|1eg4te5mk73]]",
    pytest.param("order 0EG4-TE5-MK73", id="the first digit is never 0"),
    pytest.param("lot 1EG4-TE5-MK734", id="part of a longer code"),
]
ACCOUNTS = [
    "card ending in [[ACCOUNT_NUMBER|4242]] was declined",
    "Visa [[ACCOUNT_NUMBER|4111 1111 1111 1111]]",
    "routing [[ACCOUNT_NUMBER|111000025]] account [[ACCOUNT_NUMBER|000123456789]]",
    "invoice #[[ACCOUNT_NUMBER|20391]] is unpaid",
    "acct. [[ACCOUNT_NUMBER|55-102]] owes us",
    "the Visa that ends in [[ACCOUNT_NUMBER|4242]]",
    "[[ACCOUNT_NUMBER|3782 822463 10005]] is an Amex",
    "charged [[ACCOUNT_NUMBER|4111111111111112]], mistyped",
    "IBAN [[ACCOUNT_NUMBER|GB29 NWBK 6016 1331 9268 19]]",
    pytest.param("we take Visa, Mastercard and 3 more cards", id="brands"),
    pytest.param("gift card worth $4242", id="a price"),
    pytest.param("A card for 2025", id="a year"),
    pytest.param("bill due in 30 days, payments of $120", id="terms"),
]
LICENCES = [
    "driver's license [[LICENSE_NUMBER|D1234567]] left here",
    "DL# [[LICENSE_NUMBER|08812345]]",
    "passport [[LICENSE_NUMBER|512345678]]",
    "NPI [[LICENSE_NUMBER|1234567893]]",
    "DEA [[LICENSE_NUMBER|AP5836727]]",
    "script signed [[LICENSE_NUMBER|AP5836727]]",
    "her RN license no. [[LICENSE_NUMBER|778123]]",
    pytest.param("licensed since 2004 in 12 states", id="years"),
    pytest.param("a license to smile, 24/7", id="a joke"),
]
VEHICLES = [
    "VIN [[VEHICLE_ID|1M8GDM9AXKP042788]]",
    "[[VEHICLE_ID|1M8GDM9AXKP042788]] was towed",
    "plate [[VEHICLE_ID|KLM 4471]]",
    "his plate reads [[VEHICLE_ID|SMILE 4U]], so funny",
    "license plate [[VEHICLE_ID|7KXR221]]",
    "the silver Camry ([[VEHICLE_ID|KLM 4471]]) blocks us",
    "Texas plate [[VEHICLE_ID|BRACES]]",
    "license plate number is [[VEHICLE_ID|klm-4471]]",
    "plate [[VEHICLE_ID|7KXR221]] PLEASE MOVE",
    pytest.param("tag a friend and WIN", id="tagging"),
    pytest.param("Tag 3 friends who love tacos", id="tagging some"),
    pytest.param("a plate of tacos on the bite plate", id="plates"),
    pytest.param("Ford F-150 and a RAV4 parked outside", id="models"),
    pytest.param("TAG YOUR FRIENDS AND WIN BIG", id="shouting"),
]
DEVICES = [
    "serial [[DEVICE_ID|SN-88213-B]]",
    "S/N [[DEVICE_ID|4471XZ]]",
    "implant lot [[DEVICE_ID|22A917]]",
    "UDI [[DEVICE_ID|(01)00844588003288(17)141120(21)1234]]",
    "pacemaker model no. [[DEVICE_ID|KX-220]]",
    "MAC [[DEVICE_ID|00:1B:44:11:3A:B7]]",
    pytest.param("a lot of 20 year olds, a lot: 2024 was wild", id="a lot"),
    pytest.param("parking lot 2200 has space", id="parking"),
    pytest.param("implants from $1999", id="prices"),
    pytest.param("5 implants in 20 minutes", id="counts"),
]
OTHERS = [
    "she waits in room [[OTHER_ID|4B]]",
    "bed [[OTHER_ID|12]] needs a blanket",
    "runner with bib [[OTHER_ID|4471]]",
    "case #[[OTHER_ID|12]]",
    "raffle number [[OTHER_ID|112]] won",
    "study id [[OTHER_ID|NCT04471]]",
    "tracking [[OTHER_ID|1Z999AA10123456784]]",
    "locker [[OTHER_ID|22]]",
    "in room [[OTHER_ID|four]]",
    "labelled #[[OTHER_ID|QX7731B]]",
    pytest.param("Room for 2 more, book now", id="room for"),
    pytest.param("In case 2 people come, order 3 trays", id="in case"),
    pytest.param("Covid19, H1N1, B12, 10mg, 3D, mp3, 20ga", id="products"),
    pytest.param("Suite 200 on the second floor", id="a suite"),
    pytest.param("#Smile2025 #TeamTooth #1 dentist", id="hashtags"),
    pytest.param("number 1 in the county, the study of 1200 adults", id="counts"),
    pytest.param("code COVID-19 and ISO-9001", id="standards"),
    pytest.param("Use code SMILE20 for 20% off", id="a coupon"),
    pytest.param("operating room 24 hours", id="hours"),
]
TABLES = [
    (records, RECORDS),
    (health_plans, PLANS),
    (medicare, MBIS),
    (accounts, ACCOUNTS),
    (licences, LICENCES),
    (vehicles, VEHICLES),
    (devices, DEVICES),
    (other_ids, OTHERS),
]
SPECIMENS = [marked for _, table in TABLES for marked in table]


def rows():
    for module, table in TABLES:
        name = module.__name__.rsplit(".", 1)[-1]
        for marked in table:
            text = marked if isinstance(marked, str) else marked.values[0]
            yield pytest.param(module, text, id=f"{name}: {marked.id if not isinstance(marked, str) else marked[:40]}")


@pytest.mark.parametrize(("module", "marked"), list(rows()))
def test_a_cue_announces_a_number(module, marked):
    text, places = unmark(marked)
    assert shown(text, found(module.find, text)) == shown(text, places)
