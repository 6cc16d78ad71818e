"""The learned reader as it ships: offsets, seams, threads, processes, and a model that is not as it was."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.reading import Learned, read
from bot.reading.joining import parsed, runs, shares, sureness
from bot.reading.learned import CARD, FOLDER, PATIENTS, Reader, ReaderUnusable, reader, rules
from bot.reading.normalise import normalise
from bot.reading.pieces import LONGEST, MOST_REVIEW, Mark, windows

THANKS = "So proud of Oluwaseyi Brandt, who finished her braces with us last Tuesday!"
FILLER = "We are open on weekdays from eight to five, and the parking behind the building is free for everybody. "


def said(text: str, known: frozenset[str] = frozenset(), review: str | None = None) -> Learned:
    return reader().read(read(text).norm, known, (), review)


def test_a_patient_whom_no_list_knows_is_found_where_she_stands() -> None:
    found = said(THANKS)
    start = THANKS.index("Oluwaseyi")
    assert sureness(found, start, start + len("Oluwaseyi Brandt")) > 0.5
    words = {THANKS[run.start : run.end] for run in runs(found, THANKS)}
    assert any("Oluwaseyi Brandt" in word for word in words)


def test_one_of_the_practice_is_known_by_the_profile() -> None:
    text = "Happy birthday to Oluwaseyi, who keeps our front desk running!"
    at = text.index("Oluwaseyi")
    assert sureness(said(text, frozenset({"oluwaseyi"})), at, at + 9) < 0.2


def test_rules_are_scored_by_meaning() -> None:
    scores = said("It was wonderful to see you again on Thursday, and we are glad the crown feels better.").scores
    assert scores["patient-acknowledged"] > 0.5
    assert said("Brush for two minutes, twice a day.").scores["patient-acknowledged"] < 0.1


def test_every_piece_has_its_place_and_its_probabilities() -> None:
    text = FILLER * 40 + THANKS
    found = said(text)
    assert list(found.pieces) == sorted(set(found.pieces))
    for start, end in found.pieces:
        assert text[start:end].strip() == text[start:end] != ""
    assert len(found.sure) == len(found.patient) == len(found.points) == len(found.pieces)
    for row, patient in zip(found.sure, found.patient, strict=True):
        assert len(row) == len(PATIENTS) and all(0 <= sure <= 1 for sure in row)
        assert patient == pytest.approx(sum(row))
    assert tuple(found.scores) == rules()


@pytest.mark.parametrize("before", [*range(300, 400, 7)])
def test_an_identifier_across_the_seam_of_two_windows_is_found_whole(before: int) -> None:
    filler = " ".join(("The room is bright and quiet today." * 80).split()[:before])
    text = f"{filler} {THANKS}"
    start = text.index("Oluwaseyi")
    found = said(text)
    assert sureness(found, start, start + len("Oluwaseyi Brandt")) > 0.5
    assert any(run.start <= start and start + len("Oluwaseyi Brandt") <= run.end for run in runs(found, text))


def test_a_review_is_read_for_its_reply_and_a_long_one_by_its_two_ends() -> None:
    words = reader()._tokenizer
    review = FILLER * 60 + "The end."
    (window,) = windows(words, "Thank you!", frozenset(), (), review)
    assert len(window.ids) <= len(window.spans) + 3 + MOST_REVIEW
    assert all(mark & Mark.REVIEW for mark in window.marks[len(window.spans) + 2 :])
    assert window.ids[-2] == words.encode("end .", add_special_tokens=False).ids[-1]


@given(st.text(max_size=400))
@settings(max_examples=60, deadline=None)
def test_whatever_is_typed_is_read_within_its_text(text: str) -> None:
    norm = normalise(text).text
    found = reader().read(norm, frozenset(), (), None)
    assert all(0 <= start <= end <= len(norm) for start, end in found.pieces)
    assert all(0 <= run.start < run.end <= len(norm) for run in runs(found, norm))


def test_32_threads_at_once_hear_what_one_hears() -> None:
    texts = [f"{THANKS} {FILLER * (k % 9)} Number {k}." for k in range(32)]
    alone = [said(text) for text in texts]
    with ThreadPoolExecutor(32) as pool:
        together = list(pool.map(said, texts))
    assert together == alone


def test_another_process_hears_the_same() -> None:
    code = (
        "from bot.reading import read, reader\n"
        f"found = reader().read(read({THANKS!r}).norm, frozenset(), (), None)\n"
        "print(sorted(found.scores.items()), found.sure)"
    )
    heard = [
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout for _ in "ab"
    ]
    found = said(THANKS)
    here = f"{sorted(found.scores.items())} {found.sure}\n"
    assert heard == [here, here]


def test_long_drafts_are_read_in_windows() -> None:
    cut = windows(reader()._tokenizer, FILLER * 200, frozenset(), (), None)
    assert len(cut) > 5
    assert all(len(window.spans) <= LONGEST for window in cut)


# ---- a model that is not as it was ----


def copied(folder: Path) -> Path:
    shutil.copytree(FOLDER, folder / "model")
    return folder / "model"


def test_a_damaged_model_stops_the_start(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    model = bytearray((folder / "reader.onnx").read_bytes())
    model[len(model) // 2] ^= 1
    (folder / "reader.onnx").write_bytes(model)
    with pytest.raises(ReaderUnusable, match=r"reader\.onnx is damaged"):
        Reader(folder)


@pytest.mark.parametrize("name", ["reader.onnx", "tokenizer.json", CARD])
def test_a_missing_part_stops_the_start(tmp_path: Path, name: str) -> None:
    folder = copied(tmp_path)
    (folder / name).unlink()
    with pytest.raises(ReaderUnusable, match=r"missing"):
        Reader(folder)


def test_a_model_of_another_version_stops_the_start(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    card = json.loads((folder / CARD).read_text())
    (folder / CARD).write_text(json.dumps({**card, "version": 99}))
    with pytest.raises(ReaderUnusable, match=r"version 99"):
        Reader(folder)


# ---- the figures by which forms and reader are joined ----


def test_every_figure_is_of_something_that_the_reader_learned() -> None:
    assert shares()["rules"].keys() <= set(rules())
    assert {"PERSON", "DATE", "LOCATION"} <= shares()["identifiers"].keys()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{", "damaged"),
        (
            '{"identifiers": {}, "rules": {"no-such-rule": {"bias": 0, "forms": 1, "reader": 1, "least": 0.5}}}',
            "no-such-rule",
        ),
        ('{"identifiers": {"PERSON": {"bias": "x"}}, "rules": {}}', "damaged"),
    ],
)
def test_figures_that_cannot_be_meant_stop_the_start(text: str, why: str) -> None:
    with pytest.raises(ReaderUnusable, match=why):
        parsed(text, rules())
