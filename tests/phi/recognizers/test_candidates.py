"""All recognizers together: the gate, junk, time, failures."""

import random
import string
import time

import pytest

from bot.phi import recognizers
from bot.phi.recognizers import RECOGNIZERS, RecognizerFailed, candidates
from bot.reading import read

from . import test_ages, test_announced, test_contacts, test_dates, test_days, test_phones, test_places, test_ssn
from .marking import unmark

EVERY_SPECIMEN = [
    unmark(marked if isinstance(marked, str) else marked.values[0])[0]
    for module in (test_ages, test_announced, test_contacts, test_dates, test_days, test_phones, test_places, test_ssn)
    for marked in module.SPECIMENS
]
JUNK = [
    pytest.param("", id="empty"),
    pytest.param(" \n\t ", id="blanks"),
    pytest.param("😀🦷👍🏽" * 400, id="emoji"),
    pytest.param("7" * 10_000, id="10,000 digits"),
    pytest.param("7 " * 5_000, id="digits and blanks"),
    pytest.param("1-" * 5_000, id="digits and dashes"),
    pytest.param("1/2/" * 2_500, id="slashes"),
    pytest.param("1." * 5_000, id="dots"),
    pytest.param(":a" * 5_000, id="colons"),
    pytest.param("\u202e\u2067אבג 512-555-0142 مرحبا\u2069", id="right to left"),
    pytest.param("tooth" * 2_000, id="one long word"),
    pytest.param("x_" * 5_000, id="underscores"),
    pytest.param("a.b@" * 2_500, id="at signs"),
    pytest.param("\x00\x01\x02\x7f\x1b[31m" * 500, id="control characters"),
    pytest.param("chart number is " * 700, id="cues without codes"),
    pytest.param("MRN 1, " * 1_400, id="cues with short codes"),
    pytest.param("five " * 2_000, id="number words"),
    pytest.param("Lake Park School " * 600, id="capitals"),
    pytest.param("at the March of 9/9 on Tuesday " * 300, id="dates"),
    pytest.param("(((((((((" * 1_000, id="brackets"),
    pytest.param("٥١٢-٥٥٥-٠١٤٢ ５１２－５５５－０１４２", id="other digits"),
    pytest.param("a\u0301" * 3_000, id="combining marks"),
]


@pytest.mark.parametrize("text", EVERY_SPECIMEN)
def test_the_gate_never_keeps_a_finding_out(text):
    """Whatever a recognizer finds when asked, it also finds behind the gate."""
    reading = read(text)
    ungated = {finding for _, find in RECOGNIZERS for finding in find(reading)}
    assert set(candidates(reading)) == ungated


@pytest.mark.parametrize("text", JUNK)
@pytest.mark.parametrize(("name", "find"), RECOGNIZERS)
def test_junk_is_survived_in_time(name, find, text):
    """No recognizer raises on junk, yields a place outside the text, or takes long."""
    reading = read(text)
    began = time.perf_counter()
    findings = list(find(reading))
    assert time.perf_counter() - began < 1.0
    assert all(0 <= f.start < f.end <= len(reading.norm) and 0 <= f.score <= 1 for f in findings)


@pytest.mark.parametrize(
    "piece", ["chart 4417 ", "on 3/14 at 5, ", "call 512 555 0142 ", "a@b.example ", "Lake Park ", "9" * 19 + " "]
)
def test_time_grows_with_the_length_not_its_square(piece):
    def seconds(times):
        reading = read(piece * times)
        began = time.thread_time()  # what else the machine does takes no part
        candidates(reading)
        return time.thread_time() - began

    seconds(50)
    assert seconds(4_000) < 40 * max(seconds(400), 0.002)


def test_random_text_never_raises():
    chance = random.Random(7)
    alphabet = string.printable + "é—’“😀\u200b½²№"
    for _ in range(300):
        candidates(read("".join(chance.choices(alphabet, k=200))))


def test_candidates_come_in_order():
    found = candidates(read("On March 14 call 512-555-0142, chart # LV-20771, @molly.bee"))
    assert found == sorted(found, key=lambda f: (f.start, -f.end, -f.score, f.type))
    assert {f.type for f in found} >= {"DATE", "PHONE_NUMBER", "MEDICAL_RECORD_NUMBER", "USERNAME"}


def test_a_failure_names_the_recognizer_and_none_of_the_words(monkeypatch):
    """The caller blocks on it, and logs it: the draft must not be in it."""

    def fails(reading):
        raise ValueError(reading.norm)

    broken = recognizers._ALL[0]._replace(find=fails, cues=None)
    monkeypatch.setattr(recognizers, "_ALL", (broken, *recognizers._ALL[1:]))
    with pytest.raises(RecognizerFailed, match="ssn") as failure:
        candidates(read("canary 219-09-9999"))
    assert "canary" not in str(failure.value)
    assert failure.value.__cause__ is None
    assert failure.value.__suppress_context__
