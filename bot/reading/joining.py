"""How rules of form and the learned reader are joined: the one place that decides, by the figures of `joining.json`.

Each says how sure it is; a logistic regression weighs the two (Platt scaling of both at once: Platt 1999), fitted by
`tools/fit_joining.py` on drafts that neither had learned from. `least` is the probability from which a finding or a violation is
kept. Formats that prove themselves (an SSN, a phone number) need no second opinion, and lose none to one.
"""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from bot.reading.learned import PATIENTS, Learned, rules, unusable

NAME = "joining.json"
ALONE = "found by the reader alone"
FIGURES = ("bias", "forms", "reader", "least")
EDGE = 0.0005  # no probability says more than this leaves open
# Probabilities of the reader by itself: from HINT on a piece is worth weighing at all; from SUSPECTS on what it says is hidden in what is
# kept, whatever forms say; from BELIEVED on it is a finding against the forms, since where the two disagree the safer wins; from CERTAIN
# on it ties to a patient what by its form belongs to nobody.
HINT, SUSPECTS, BELIEVED, CERTAIN = 0.12, 0.3, 0.6, 0.7
UNJOINED = 0.5  # from which probability on a finding is kept that its form alone decides


@dataclass(frozen=True, slots=True)
class Share:
    """What forms and reader weigh, in log-odds. For a rule `forms` is what a phrase found counts."""

    bias: float
    forms: float
    reader: float
    least: float

    def joined(self, forms: float, reader: float) -> float:
        """The probability that both together come to."""
        return 1 / (1 + math.exp(-(self.bias + self.forms * forms + self.reader * odds(reader))))


@dataclass(frozen=True, slots=True)
class Run:
    """Pieces in a row that the reader takes for a patient's identifier, at `start` to `end` of the normalised text."""

    start: int
    end: int
    type: str
    sure: float


def odds(probability: float) -> float:
    """A probability as log-odds, kept within EDGE."""
    inside = min(max(probability, EDGE), 1 - EDGE)
    return math.log(inside / (1 - inside))


@lru_cache(maxsize=1)
def shares() -> Mapping[str, Mapping[str, Share]]:
    """What `joining.json` holds: `identifiers` by type (and ALONE), `rules` by id. Raises ReaderUnusable."""
    return parsed(files("bot.reading").joinpath(NAME).read_text("utf-8"), rules())


def parsed(text: str, known: Collection[str]) -> Mapping[str, Mapping[str, Share]]:
    """Read the figures. Raises ReaderUnusable where they are damaged, or speak of what the reader never learned."""
    try:
        loaded = json.loads(text)
        found = _shares(loaded)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise unusable(f"{NAME} is damaged") from None
    strange = [*(found["rules"].keys() - set(known)), *(found["identifiers"].keys() - {*PATIENTS, ALONE})]
    if strange:
        raise unusable(f"{NAME} speaks of {', '.join(sorted(strange))}, which it never learned")
    return found


def _shares(loaded: Mapping[str, Mapping[str, Mapping[str, float]]]) -> dict[str, dict[str, Share]]:
    return {
        what: {name: Share(**{k: float(entry[k]) for k in FIGURES}) for name, entry in loaded[what].items()}
        for what in ("identifiers", "rules")
    }  # fmt: skip


def joined(share: Share | None, forms: float, reader: float) -> float:
    """How surely an identifier is a patient's. `forms` and `reader` are probabilities; without a share its form says enough, and is
    never less sure for the reader's doubt."""
    if share is None:
        return max(forms, reader) if reader >= CERTAIN else forms
    return max(share.joined(odds(forms), reader), reader if reader >= BELIEVED else 0.0)


def sureness(learned: Learned, start: int, end: int) -> float:
    """How surely the words at `start` to `end` are a patient's identifier of whatever type: the mean over their pieces."""
    among = learned.within(start, end)
    return sum(learned.patient[among.start : among.stop]) / len(among) if among else 0.0


def runs(learned: Learned, text: str) -> list[Run]:
    """Whatever the reader takes for an identifier with a probability of HINT or more, a type at a time, in whole words of `text`."""
    found: list[Run] = []
    hot: list[int] = []
    for k, patient in enumerate(learned.patient):
        if patient < HINT:
            if hot:
                found += _run(learned, text, hot)
                hot = []
        elif hot and _new_word(learned, text, k) and _type(learned, [k]) != _type(learned, hot):
            found += _run(learned, text, hot)
            hot = [k]
        else:
            hot.append(k)
    return _apart(found + _run(learned, text, hot))


def _apart(found: Sequence[Run]) -> list[Run]:
    """Join runs that came to share a word when they were widened."""
    apart: list[Run] = []
    for run in found:
        if apart and run.start < apart[-1].end:
            last = apart.pop()
            surer = max(last, run, key=lambda r: r.sure)
            run = Run(last.start, max(last.end, run.end), surer.type, surer.sure)  # noqa: PLW2901 - the two are one
        apart.append(run)
    return apart


def _run(learned: Learned, text: str, hot: Sequence[int]) -> list[Run]:
    if not hot:
        return []
    start, end = learned.pieces[hot[0]][0], learned.pieces[hot[-1]][1]
    while start > 0 and _inside(text, start):
        start -= 1
    while end < len(text) and _inside(text, end):
        end += 1
    while start < end and not text[start].isalnum() and text[start] not in "@#":
        start += 1
    while end > start and not text[end - 1].isalnum() and text[end - 1] != ".":
        end -= 1
    if not any(letter.isalnum() for letter in text[start:end]):
        return []
    return [Run(start, end, _type(learned, hot), sureness(learned, start, end))]


def _type(learned: Learned, pieces: Sequence[int]) -> str:
    totals = [sum(column) for column in zip(*(learned.sure[k] for k in pieces), strict=True)]
    return PATIENTS[totals.index(max(totals))]


def _new_word(learned: Learned, text: str, piece: int) -> bool:
    start = learned.pieces[piece][0]
    return text[start : start + 1].isalnum() and not (start > 0 and _inside(text, start))


def _inside(text: str, at: int) -> bool:
    """Whether a word goes on across a place."""
    return text[at - 1].isalnum() and text[at].isalnum()
