"""Fit what evidence and words around a candidate weigh: bot/phi/data/ownership.json and nearby-*.tsv from labelled drafts.

usage: python -m tools.fit_ownership training/data benchmarks/drafts/dev.jsonl     (folders, or files NAME.jsonl with practices-NAME.json)

A logistic regression a type of identifier (PERSON, DATE, LOCATION, AGE), with an L2 penalty, over the named evidence of each candidate
and the words around it, each of length one; a candidate is right if it overlaps a gold span. Printed are the figures of each file's
candidates by weights of the others. Deterministic. Needs scikit-learn (`pip install -e .[fit]`), which the product does not.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction import DictVectorizer
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from bot.drafts import Finding, Kind
from bot.phi import nearby, ownership
from bot.phi.find import candidates_of
from bot.phi.nearby import file_of
from bot.phi.ownership import NEARBY, WEIGHED, Owner
from bot.phi.public import public
from bot.practice import load_practices
from bot.reading import read
from bot.reading.bag import Table, written
from tools import gold

DATA = Path(__file__).parent.parent / "bot" / "phi" / "data"
STRENGTH = 8.0  # the inverse of the penalty
SEEN = 3  # a term of fewer candidates is left out


class Example(NamedTuple):
    """One candidate: its evidence and score, the words around it, whether a patient's, and the number of its file."""

    signs: tuple[str, ...]
    score: float
    terms: tuple[str, ...]
    right: bool
    file: int


class Oracle(Owner):
    """An owner that knows the answer, so that later candidates see the persons that are truly patients'."""

    def __init__(self, *args: object, gold: list[tuple[int, int]], seen: dict[str, list[Example]], file: int) -> None:
        super().__init__(*args)  # type: ignore[arg-type]
        self.gold, self.seen, self.file = gold, seen, file

    def _weighed(self, finding: Finding) -> float:
        if finding.type == "LOCATION" and self._is_own_place(finding):
            return 0.0
        start, end = self.reading.origin(finding.start, finding.end)
        right = any(s < end and start < e for s, e in self.gold)
        signs, terms = tuple(sorted(set(self.evidence(finding)))), tuple(self.nearby.terms(finding))
        self.seen[finding.type].append(Example(signs, finding.score - 0.5, terms, right, self.file))
        return float(right)


def collect(pairs: list[tuple[Path, Path]]) -> dict[str, list[Example]]:
    """Return the examples by type."""
    found: dict[str, list[Example]] = {kind: [] for kind in WEIGHED}
    for number, (drafts, practices) in enumerate(pairs):
        profiles = load_practices(practices)
        for draft in gold.rows(drafts):
            reading, known = read(draft["text"]), public(profiles[draft["practice"]])
            spans = [(s["start"], s["end"]) for s in draft["spans"]]
            Oracle(reading, known, Kind(draft["kind"]), gold=spans, seen=found, file=number).weigh(
                candidates_of(reading)
            )
    return found


def matrix(examples: Sequence[Example], signs: DictVectorizer, words: TfidfVectorizer | None) -> Any:
    """Return a row a candidate: its score, its evidence of length one, the words around it of length one."""
    rows = [csr_matrix([[e.score] for e in examples]), signs.fit_transform([_shares(e.signs) for e in examples])]
    return csr_matrix(hstack(rows + ([words.fit_transform([e.terms for e in examples])] if words else [])))


def _shares(signs: Sequence[str]) -> dict[str, float]:
    return dict.fromkeys(signs, 1 / math.sqrt(len(signs)))


def _as_they_are(terms: Sequence[str]) -> Sequence[str]:
    return terms


def fit(rows: Any, right: Any) -> LogisticRegression:
    """Return a fitted regression."""
    return LogisticRegression(C=STRENGTH, max_iter=5000).fit(rows, right)


def across(rows: Any, right: Any, files: Any) -> None:
    """Print the figures of each file's candidates by weights of the others."""
    sure = np.zeros(len(right))
    for number in sorted(set(files)):
        others = files != number
        if others.any() and right[others].any():
            sure[~others] = fit(rows[others], right[others]).predict_proba(rows[~others])[:, 1]
    for least in (0.25, 0.35, 0.5):
        kept = sure >= least
        recall, precision = (kept & right).sum() / max(1, right.sum()), (kept & right).sum() / max(1, kept.sum())
        print(f"   at {least}: recall {recall:.3f} precision {precision:.3f}")


class Fitted(NamedTuple):
    """What a fit comes to: the weights of the evidence by type, and by file name the table of the words around."""

    weights: dict[str, dict[str, float]]
    tables: dict[str, Table]


def fitted(by_type: dict[str, list[Example]], *, told: bool = False) -> Fitted:
    """Fit every type; `told` prints the figures of each file by weights of the others."""
    found = Fitted({}, {})
    for kind, examples in by_type.items():
        right, files = np.array([e.right for e in examples]), np.array([e.file for e in examples])
        signs = DictVectorizer()
        words = TfidfVectorizer(analyzer=_as_they_are, min_df=SEEN, sublinear_tf=True) if kind in NEARBY else None
        rows = matrix(examples, signs, words)
        if told:
            print(f"{kind}: {len(examples)} candidates, {right.sum()} a patient's")
            across(rows, right, files)
        model = fit(rows, right)
        named = signs.get_feature_names_out()
        column = model.coef_[0]
        found.weights[kind] = {"bias": round(float(model.intercept_[0]), 3), "score": round(float(column[0]), 3)} | {
            name: round(float(w), 2) for name, w in sorted(zip(named, column[1:], strict=False)) if abs(w) >= 0.05
        }
        if words:
            terms = zip(words.get_feature_names_out(), words.idf_, column[1 + len(named) :], strict=True)
            found.tables[file_of(kind)] = Table((kind,), {term: (rarity, weight) for term, rarity, weight in terms})
    return found


@contextmanager
def in_force(fit: Fitted) -> Iterator[None]:
    """Let phi judge by a fit, and by what comes with the product again afterwards."""
    before = ownership.weights, nearby.table
    ownership.weights, nearby.table = (lambda: fit.weights), (lambda _package, name: fit.tables[name])
    try:
        yield
    finally:
        ownership.weights, nearby.table = before


def main(arguments: list[str]) -> None:
    """Fit and write."""
    pairs = gold.pairs(arguments)
    found = fitted(collect(pairs), told=len(pairs) > 1)
    for name, table in found.tables.items():
        (DATA / name).write_text(written(table.columns, table.terms), "utf-8")
    (DATA / "ownership.json").write_text(json.dumps(found.weights, indent=1, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(sys.argv[1:])
