"""The learned reader: one pass of a small encoder over a draft tells whose each word is, and which rules the draft breaks.

The model is ours, trained by `training/`, and travels with the package: no download, no torch. Each draft is read by itself: the
model's activations are put into eight bits by the range of what is read, so two drafts in one batch would change each other.
A model that is missing, damaged or of another version stops the start (ReaderUnusable): fail closed, never a silent fall-back.
"""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from operator import itemgetter
from pathlib import Path
from typing import Any

from bot.errors import CheckpostError
from bot.reading.pieces import BITS, SEAM, Seen, Window, windows

VERSION = 1
FOLDER = Path(__file__).resolve().parent / "model"
CARD = "reader.json"  # what the model is: version, digests, tags, rules
START, END = itemgetter(0), itemgetter(1)
PATIENTS = ("PERSON", "DATE", "LOCATION", "AGE", "USERNAME", "ID")


class ReaderUnusable(CheckpostError):
    """The model cannot be used as it lies there."""


@dataclass(frozen=True, slots=True)
class Learned:
    """What the reader says of one draft.

    `pieces` are (start, end) in the normalised text, ascending; `sure` a row a piece, a probability for each of PATIENTS; `patient` their
    sums; `scores` a probability a rule; `points` a row a piece, how much it counts for each rule, in the order of `scores`.
    """

    pieces: Sequence[tuple[int, int]]
    sure: Sequence[Sequence[float]]
    patient: Sequence[float]
    scores: Mapping[str, float]
    points: Sequence[Sequence[float]]

    def within(self, start: int, end: int) -> range:
        """The numbers of the pieces that touch `start` to `end`."""
        first = bisect_right(self.pieces, start, key=END)
        return range(first, max(first, bisect_left(self.pieces, end, key=START)))


class Reader:
    """The encoder, loaded once a process; threads may share it."""

    def __init__(self, folder: Path = FOLDER) -> None:
        """Load the model of `folder`. Raises ReaderUnusable."""
        card = _card(folder)
        model = _verified(folder, "reader.onnx", card)
        words = _verified(folder, "tokenizer.json", card)
        # Imported here: what is not read by the model starts without them.
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 4
        self._columns, self._rules = [card["tags"].index(tag) for tag in PATIENTS], tuple(card["rules"])
        self.digest = str(card["files"]["reader.onnx"])
        try:
            self._session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
            self._tokenizer: Any = Tokenizer.from_str(words.decode("utf-8"))
        except Exception as error:
            raise unusable(f"it cannot be loaded ({type(error).__name__})") from None
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()

    def read(self, norm: str, known: Set[str], seen: Iterable[Seen], review: str | None) -> Learned:
        """Read a draft: its normalised text, the profile's words in lower case, what rules of form have seen, the review answered."""
        cut = windows(self._tokenizer, norm, known, seen, review)
        pieces: list[tuple[int, int]] = []
        sure: list[list[float]] = []
        patient: list[float] = []
        scores: list[list[float]] = []
        points: list[list[float]] = []
        for number, window in enumerate(cut):
            tags, rules, pointed = self.run(window)
            first = (
                SEAM // 2 if number else 0
            )  # a seam is read twice: its halves are taken from where they stand further inside
            last = len(window.spans) - (SEAM // 2 if number < len(cut) - 1 else 0)
            own = tags[first:last, self._columns]
            pieces += window.spans[first:last]
            sure += own.tolist()
            patient += own.sum(axis=1).tolist()
            scores.append(rules.tolist())
            points += pointed[first:last].tolist()
        most = scores[0] if len(scores) == 1 else list(map(max, zip(*scores, strict=True)))
        return Learned(pieces, sure, patient, dict(zip(self._rules, most, strict=True)), points)

    def run(self, window: Window) -> tuple[Any, Any, Any]:
        """Return of one window: tags (pieces, TAGS) and rules (RULES) as probabilities, pointers (pieces, RULES)."""
        import numpy as np

        marks = np.array(window.marks, dtype=np.int64)
        bits = ((marks[:, None] >> np.arange(BITS)) & 1).astype(np.float32)
        ids = np.array([window.ids], dtype=np.int64)
        tags, rules, points = self._session.run(None, {"ids": ids, "marks": bits[None]})
        end = 1 + len(window.spans)
        rows = tags[0, 1:end]
        odds = np.exp(rows - rows.max(axis=1, keepdims=True))
        return odds / odds.sum(axis=1, keepdims=True), 1 / (1 + np.exp(-rules[0])), points[0, 1:end]


@lru_cache(maxsize=1)
def reader() -> Reader:
    """The reader that ships with Checkpost, loaded once. Raises ReaderUnusable."""
    return Reader()


def rules(folder: Path = FOLDER) -> tuple[str, ...]:
    """The rules that the model knows. Raises ReaderUnusable."""
    return tuple(_card(folder)["rules"])


def _card(folder: Path) -> dict[str, Any]:
    try:
        card = json.loads((folder / CARD).read_text("utf-8"))
        version = card["version"]
    except (OSError, ValueError, KeyError, TypeError):
        raise unusable(f"{CARD} is missing or damaged") from None
    if version != VERSION:
        raise unusable(f"it is of version {version}, and {VERSION} is needed")
    return dict(card)


def _verified(folder: Path, name: str, card: Mapping[str, Any]) -> bytes:
    try:
        data = (folder / name).read_bytes()
    except OSError:
        raise unusable(f"{name} is missing") from None
    if sha256(data).hexdigest() != card.get("files", {}).get(name):
        raise unusable(f"{name} is damaged")
    return data


def unusable(why: str) -> ReaderUnusable:
    """What is said when the model, or what goes with it, cannot be used."""
    return ReaderUnusable(
        f"The learned reader cannot be used: {why}.",
        "Checkpost did not start: without it less would be found than you rely on.",
        "Install Checkpost again; CHECKPOST_READER=off works with the rules of form alone.",
    )
