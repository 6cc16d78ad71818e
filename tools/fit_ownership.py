"""Fit what each piece of evidence weighs: bot/phi/data/ownership.json from labelled drafts.

usage: python -m tools.fit_ownership GOLD.jsonl PRACTICES.json [GOLD.jsonl PRACTICES.json]...

A logistic regression a type of identifier (PERSON, DATE, LOCATION, AGE) over the evidence of each candidate, with an L2
penalty; a candidate is right if it overlaps a gold span. Five-fold cross-validated figures are printed. Deterministic.
"""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path

import bot.phi.evidence as evidence_module
from bot.drafts import Finding, Kind
from bot.phi.find import candidates_of
from bot.phi.ownership import WEIGHED, Owner
from bot.phi.public import public
from bot.practice import load_practices
from bot.reading import read

OUT = Path(__file__).parent.parent / "bot" / "phi" / "data" / "ownership.json"
PENALTY, RATE, STEPS = 2.0, 0.5, 400
Example = tuple[dict[str, float], bool, int]  # evidence, whether a patient's, the draft's number


class Oracle(Owner):
    """An owner that knows the answer, so that later candidates see the persons that are truly patients'."""

    def __init__(
        self, *args: object, gold: list[tuple[int, int]], seen: list[tuple[Finding, dict[str, float], bool]]
    ) -> None:
        super().__init__(*args)  # type: ignore[arg-type]
        self.gold, self.seen = gold, seen

    def _weighed(self, finding: Finding) -> float:
        if finding.type == "LOCATION" and self._is_own_place(finding):
            return 0.0
        start, end = self.reading.origin(finding.start, finding.end)
        right = any(s < end and start < e for s, e in self.gold)
        row = dict.fromkeys(self.evidence(finding), 1.0) | {"bias": 1.0, "score": finding.score - 0.5}
        self.seen.append((finding, row, right))
        return float(right)


def collect(pairs: list[tuple[Path, Path]]) -> dict[str, list[Example]]:
    """Return the examples by type."""
    found: dict[str, list[Example]] = {kind: [] for kind in WEIGHED}
    number = 0
    for gold, practices in pairs:
        profiles = load_practices(practices)
        for line in gold.read_text("utf-8").splitlines():
            draft = json.loads(line)
            number += 1
            reading = read(draft["text"])
            seen: list[tuple[Finding, dict[str, float], bool]] = []
            spans = [(s["start"], s["end"]) for s in draft["spans"]]
            known = public(profiles[draft["practice"]])
            owner = Oracle(reading, known, Kind(draft["kind"]), gold=spans, seen=seen)
            owner.weigh(candidates_of(reading))
            for finding, row, right in seen:
                found[finding.type].append((row, right, number))
    return found


def fit(examples: list[Example], positive: float = 1.0) -> dict[str, float]:
    """Return log-odds by gradient descent (Adagrad); `positive` weighs a leak against a false alarm."""
    weights: dict[str, float] = {}
    squares: dict[str, float] = {}
    size = len(examples)
    for _ in range(STEPS):
        gradient: dict[str, float] = {}
        for row, right, _number in examples:
            z = sum(weights.get(k, 0.0) * v for k, v in row.items())
            error = (1 / (1 + math.exp(-max(-30.0, min(30.0, z)))) - right) * (positive if right else 1.0)
            for k, v in row.items():
                gradient[k] = gradient.get(k, 0.0) + error * v
        for k, g in gradient.items():
            total = g / size + (0.0 if k == "bias" else PENALTY * weights.get(k, 0.0) / size)
            squares[k] = squares.get(k, 0.0) + total * total
            weights[k] = weights.get(k, 0.0) - RATE * total / (math.sqrt(squares[k]) + 1e-8) * 0.3
    return weights


def probability(weights: dict[str, float], row: dict[str, float]) -> float:
    """How surely a candidate is a patient's."""
    return 1 / (1 + math.exp(-sum(weights.get(k, 0.0) * v for k, v in row.items())))


def cross_validated(examples: list[Example], least: float) -> str:
    """Recall and precision of candidates in drafts that were not fitted on."""
    hit = false = missed = 0
    for fold in range(5):
        weights = fit([e for e in examples if e[2] % 5 != fold])
        for row, right, number in examples:
            if number % 5 == fold:
                kept = probability(weights, row) >= least
                hit, false, missed = hit + (kept and right), false + (kept and not right), missed + (right and not kept)
    return f"at {least}: recall {hit / max(1, hit + missed):.3f} precision {hit / max(1, hit + false):.3f}"


def main(arguments: list[str]) -> None:
    """Fit and write."""
    evidence_module.weights.cache_clear()
    pairs = list(zip(map(Path, arguments[::2]), map(Path, arguments[1::2]), strict=True))
    written = {}
    for kind, examples in collect(pairs).items():
        right = sum(e[1] for e in examples)
        print(f"{kind}: {len(examples)} candidates, {right} a patient's")
        for least in (0.3, 0.4, 0.5):
            print("  ", cross_validated(examples, least))
        weights = fit(examples)
        written[kind] = {k: round(v, 2) for k, v in sorted(weights.items()) if abs(v) >= 0.05}
    OUT.write_text(json.dumps(written, indent=1, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(sys.argv[1:])
