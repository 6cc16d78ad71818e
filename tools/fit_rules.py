"""Fit what signs and words weigh for the rules of meaning: bot/policy/data/weights.json and grams-*.tsv from labelled drafts.

usage: python -m tools.fit_rules training/data benchmarks/drafts/dev.jsonl     (folders, or files NAME.jsonl with practices-NAME.json)

A logistic regression a rule and kind of draft, with an L2 penalty, over the signs of `bot.policy.evidence` and the words of
`bot.policy.grams`, each of length one. Drafts that state a signed authorization are left out: the rules excuse them. Printed are the
figures of each file by weights of the others, so that no voice and no practice vouches for itself. Deterministic. Needs scikit-learn
(`pip install -e .[fit]`), which the product does not.
"""

from __future__ import annotations

import json
import math
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction import DictVectorizer
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from bot import phi, policy
from bot.drafts import Draft, Kind
from bot.policy.grams import file_of, grams
from bot.policy.scene import Scene
from bot.policy.weighing import LEAST
from bot.practice import Practice, load_practices
from bot.reading import read
from bot.reading.bag import written
from tools import fit_ownership, gold, own

ROOT = Path(__file__).parent.parent
DATA = ROOT / "bot" / "policy" / "data"
STRENGTH = 8.0  # the inverse of the penalty
OWN, MEANT = -1, 5.0  # the file of the rules' own examples, and how many drafts each of them counts for
SEEN, BORNE = 4, 25  # a gram of fewer drafts, or a rule that fewer bear, is left out


class Example(NamedTuple):
    """One draft: its signs, its words, the rules it breaks, and the number of its file.

    An example of a rule speaks of that rule only (`of`); a labelled draft speaks of all.
    """

    signs: tuple[str, ...]
    grams: tuple[str, ...]
    rules: frozenset[str]
    kind: Kind
    file: int
    of: frozenset[str] = frozenset(LEAST)


def collect(pairs: list[tuple[Path, Path]]) -> list[Example]:
    """Return the drafts as their signs and words.

    Identifiers are found by weights that the draft's own file had no part in: else rules would learn to trust findings that are
    better than any on drafts to come.
    """
    packs, found = policy.load(ROOT / "policies"), list[Example]()
    candidates = fit_ownership.collect(pairs)
    for number, pair in enumerate(pairs):
        others = {kind: [e for e in examples if e.file != number] for kind, examples in candidates.items()}
        with fit_ownership.in_force(fit_ownership.fitted(others if len(pairs) > 1 else candidates)):
            found += _drafts(number, *pair, packs)
    return [*found, *_own(pairs, packs)]


def _drafts(number: int, file: Path, practices: Path, packs: policy.Packs) -> Iterator[Example]:
    profiles = load_practices(practices)
    for row in gold.rows(file):
        draft = Draft(row["text"], Kind(row["kind"]), row["platform"], row.get("review"))
        reading, practice = read(draft.text), profiles[row["practice"]]
        if "authorization" not in reading.concepts:
            yield Example(*_seen(draft, practice, packs), frozenset(row["rules"]), draft.kind, number)


def _own(pairs: list[tuple[Path, Path]], packs: policy.Packs) -> Iterator[Example]:
    """The examples of the rules, and our own wordings, as far as the rules of meaning speak of them."""
    for one in (*own.examples(packs), *own.wordings(pairs)):
        of = one.of & frozenset(LEAST)
        if of and "authorization" not in read(one.draft.text).concepts:
            yield Example(*_seen(one.draft, one.practice, packs), one.rules & of, one.draft.kind, OWN, of)


def _seen(draft: Draft, practice: Practice, packs: policy.Packs) -> tuple[tuple[str, ...], tuple[str, ...]]:
    reading = read(draft.text)
    scene = Scene(reading, phi.find(reading, practice, draft.kind), draft, practice, read)
    packs.candidates(scene)  # meets the word lists
    return tuple(sorted(scene.evidence)), tuple(grams(scene))


class Features:
    """What a draft is to the regression. Every row has signs of length one beside words of length one."""

    def __init__(self, examples: Sequence[Example]) -> None:
        self.signs = DictVectorizer()
        self.words = TfidfVectorizer(analyzer=_as_they_are, min_df=SEEN, sublinear_tf=True)
        signs = self.signs.fit_transform([_shares(e.signs) for e in examples])
        self.rows: Any = csr_matrix(hstack([signs, self.words.fit_transform([e.grams for e in examples])]))

    def named(self, model: LogisticRegression) -> tuple[dict[str, float], dict[str, float]]:
        """What signs and words weigh in a fitted model."""
        weights, names = model.coef_[0], self.signs.get_feature_names_out()
        words = self.words.get_feature_names_out()
        return dict(zip(names, weights[: len(names)], strict=True)), dict(
            zip(words, weights[len(names) :], strict=True)
        )


def _shares(signs: Sequence[str]) -> dict[str, float]:
    return dict.fromkeys(signs, 1 / math.sqrt(len(signs)))


def _as_they_are(words: Sequence[str]) -> Sequence[str]:
    return words


def fit(rows: Any, right: Any, files: Any) -> LogisticRegression:
    """Return a fitted regression. The examples of the rules weigh more: they say what a rule means."""
    return LogisticRegression(C=STRENGTH, max_iter=5000).fit(rows, right, np.where(files == OWN, MEANT, 1.0))


def across(rows: Any, right: Any, files: Any, least: float) -> str:
    """Figures of each file's drafts by weights of the others."""
    sure = np.zeros(len(right))
    for number in sorted(set(files) - {OWN}):
        others = files != number
        if others.any() and right[others].any():
            sure[~others] = fit(rows[others], right[others], files[others]).predict_proba(rows[~others])[:, 1]
    counts = Counter((s >= least, r) for s, r, file in zip(sure, right, files, strict=True) if file != OWN)
    return f"hit {counts[True, True]} missed {counts[False, True]} false {counts[True, False]}"


def main(arguments: list[str]) -> None:
    """Fit and write."""
    pairs = gold.pairs(arguments)
    examples, weights = collect(pairs), dict[str, dict[str, float]]()
    for kind in Kind:
        of_kind = [e for e in examples if e.kind is kind]
        features = Features(of_kind)
        words: dict[str, list[float]] = {
            gram: [rarity]
            for gram, rarity in zip(features.words.get_feature_names_out(), features.words.idf_, strict=True)
        }
        fitted = []
        for rule, least in LEAST.items():
            mine = np.array([rule in e.of for e in of_kind])
            rows, files = features.rows[mine], np.array([e.file for e in of_kind])[mine]
            right = np.array([rule in e.rules for e in of_kind])[mine]
            if right[files != OWN].sum() < BORNE:
                continue
            if len(pairs) > 1:
                print(f"{rule}, {kind}: {across(rows, right, files, least)}")
            model = fit(rows, right, files)
            signs, weighed = features.named(model)
            weights[f"{rule}, {kind}"] = {"bias": round(float(model.intercept_[0]), 3)} | {
                sign: round(float(weight), 2) for sign, weight in sorted(signs.items()) if abs(weight) >= 0.05
            }
            for gram, row in words.items():
                row.append(float(weighed[gram]))
            fitted.append(rule)
        (DATA / file_of(str(kind))).write_text(written(fitted, words), "utf-8")
    (DATA / "weights.json").write_text(json.dumps(weights, indent=1, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(sys.argv[1:])
