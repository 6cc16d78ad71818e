"""Fit how rules of form and the learned reader are joined: bot/reading/joining.json, on drafts that neither had learned from.

usage: python -m tools.fit_joining training/data benchmarks/drafts/dev.jsonl

The practices kept aside in `training/data` (`tools.gold.is_aside`) and all of dev.jsonl. A logistic regression a type and a rule, with an
L2 penalty; those with few examples share one. Printed is how well probabilities hold: of the drafts between two, how many were so.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression

from bot import phi, policy
from bot.drafts import Draft, Kind
from bot.phi import contacts, ownership
from bot.phi.find import candidates_of
from bot.phi.learned import RECOGNIZER
from bot.policy.judge import phrases
from bot.policy.learned import forbidden
from bot.policy.scene import Scene
from bot.practice import Practice, load_practices
from bot.reading import Reading, read, reader
from bot.reading.joining import ALONE, FIGURES, NAME, Share, odds, sureness
from bot.reading.normalise import normalise
from bot.reading.pieces import Seen
from tools import gold, own

ROOT = Path(__file__).parent.parent
STRENGTH = 1.0  # the inverse of the penalty
FEW = 20  # right ones; with fewer a rule borrows the fit of all
JOINED = ("USERNAME",)  # beside those that are weighed
LEAST = {"PERSON": 0.3, "DATE": 0.3, "LOCATION": 0.3, "AGE": 0.3, "USERNAME": 0.3, ALONE: 0.3}
RULE_LEAST = 0.5


class Case(NamedTuple):
    """What forms and reader say of one candidate or rule, and whether it is so."""

    forms: float
    reader: float
    right: bool


class Watched(ownership.Owner):
    """An owner that writes down what forms and reader say of each candidate, and knows which are right."""

    def __init__(self, reading: Reading, practice: Practice, kind: Kind, spans: Sequence[tuple[int, int]]) -> None:
        super().__init__(reading, phi.public(practice), kind)
        self.spans, self.seen = spans, dict[str, list[Case]]()

    def _tie(self, finding: Any) -> float:
        tie = super()._tie(finding)
        if finding.recognizer == RECOGNIZER:
            self._write_down(finding, 0.5)
        elif finding.type in JOINED:
            self._write_down(finding, contacts.tie(finding, self._around(finding), self.public, self.reply))
        return tie

    def _weighed(self, finding: Any) -> float:
        if finding.type == "LOCATION" and self._is_own_place(finding):
            return 0.0
        return float(self._write_down(finding, self._of_form(finding)))  # later candidates see who truly is a patient

    def _write_down(self, finding: Any, of_form: float) -> bool:
        start, end = self.reading.origin(finding.start, finding.end)
        right = any(s < end and start < e for s, e in self.spans)
        assert self.reading.learned
        said = sureness(self.reading.learned, finding.start, finding.end)
        name = ALONE if finding.recognizer == RECOGNIZER else finding.type
        self.seen.setdefault(name, []).append(Case(odds(of_form), said, right))
        return right


def collect(pairs: list[gold.Pair]) -> tuple[dict[str, list[Case]], dict[str, list[Case]]]:
    """Return cases by type, and by rule."""
    packs, read_by = policy.load(ROOT / "policies"), reader()
    of_types, of_rules = dict[str, list[Case]](), dict[str, list[Case]]()
    for file, practices in pairs:
        profiles = load_practices(practices)
        aside = None if file.stem == "dev" else True
        for row in gold.rows(file, kept_aside=aside):
            practice = profiles[row["practice"]]
            draft = Draft(row["text"], Kind(row["kind"]), row["platform"], row.get("review"))
            plain = read(draft.text)
            seen = [Seen(f.start, f.end, f.type) for f in phi.candidates_of_form(plain)]
            review = normalise(draft.review).text if draft.review else None
            said = read_by.read(plain.norm, phi.public(practice).words, seen, review)
            reading = replace(plain, learned=said)
            owner = Watched(reading, practice, draft.kind, [(s["start"], s["end"]) for s in row["spans"]])
            owner.weigh(candidates_of(reading))
            for name, cases in owner.seen.items():
                of_types.setdefault(name, []).extend(cases)
            findings = phi.search(reading, practice, draft.kind).findings
            fired = _fired(reading, findings, packs, draft, practice)
            for rule in own.EVERY:
                if rule in said.scores:
                    case = Case(float(rule in fired), said.scores[rule], rule in row["rules"])
                    of_rules.setdefault(rule, []).append(case)
    return of_types, of_rules


def _fired(reading: Reading, findings: Any, packs: policy.Packs, draft: Draft, practice: Practice) -> set[str]:
    """The rules that phrases find, with those that they bring along."""
    scene = Scene(reading, findings, draft, practice, read)
    scene.platforms = packs.platforms
    broken, _ = phrases(scene, packs)
    return forbidden(broken, {rule.id: rule for rule in packs.active(draft, practice).values()})


def fit(cases: Sequence[Case], least: float) -> Share:
    """Return how much each counts."""
    rows = np.array([[case.forms, odds(case.reader)] for case in cases])
    model = LogisticRegression(C=STRENGTH, max_iter=1000).fit(rows, [case.right for case in cases])
    forms, said = (max(0.0, float(weight)) for weight in model.coef_[0])
    return Share(float(model.intercept_[0]), forms, said, least)


def holds(cases: Sequence[Case], share: Share) -> str:
    """Say of how many cases between two probabilities it was so."""
    edges = (0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 1.0)
    sure = np.array([share.joined(c.forms, c.reader) for c in cases])
    right = np.array([c.right for c in cases])
    parts = []
    for low, high in pairwise(edges):
        inside = (sure >= low) & ((sure < high) | (high == 1.0))
        if inside.any():
            parts.append(f"{low:.1f}-{high:.1f}: {right[inside].mean():.2f} of {inside.sum()}")
    kept = sure >= share.least
    recall, precision = right[kept].sum() / max(1, right.sum()), right[kept].mean() if kept.any() else 1.0
    return f"recall {recall:.3f} precision {precision:.3f} at {share.least}; " + ", ".join(parts)


def main(arguments: list[str]) -> None:
    """Fit and write."""
    of_types, of_rules = collect(gold.pairs(arguments))
    together = [case for cases in of_rules.values() for case in cases]
    every = fit(together, RULE_LEAST)
    found: dict[str, dict[str, Any]] = {"identifiers": {}, "rules": {}}
    for name, cases in sorted(of_types.items()):
        share = fit(cases, LEAST[name])
        found["identifiers"][name] = share
        print(f"{name}: {len(cases)} candidates, {sum(c.right for c in cases)} a patient's: {holds(cases, share)}")
    for name, cases in sorted(of_rules.items()):
        right = sum(case.right for case in cases)
        share = fit(cases, RULE_LEAST) if right >= FEW else every
        found["rules"][name] = share
        print(f"{name}: {right} of {len(cases)}: {holds(cases, share)}")
    written = {
        what: {name: {k: round(getattr(s, k), 3) for k in FIGURES} for name, s in entries.items()}
        for what, entries in found.items()
    }
    (ROOT / "bot" / "reading" / NAME).write_text(json.dumps(written, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(sys.argv[1:])
