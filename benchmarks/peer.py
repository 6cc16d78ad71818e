"""Presidio with names by spaCy, and Checkpost, on the same drafts in the same run: what they find, what they raise, how long they take.

usage: python -m benchmarks.peer PYTHON MODEL [GOLD.jsonl PRACTICES.json]...

PYTHON is an interpreter that has presidio-analyzer; MODEL the spaCy model's name or folder (en_core_web_sm). Presidio's US recognizers
are all on. It stands behind the profile's public words, as it would in a practice: a finding all of whose words are public is dropped.
`recall`, `leaked` and `precision` are those of `benchmarks.quality`; an alarm is a clean draft with any finding, for Checkpost one that
does not pass. Milliseconds are processor time of a thread, a draft, both taking turns.
"""

from __future__ import annotations

import json
import re
import statistics
import subprocess
import sys
import time
from pathlib import Path

from bot import phi, policy
from bot.checkpost import Checkpost
from bot.drafts import Draft, Kind, Verdict
from bot.practice import load_practices
from bot.reading import reader

HERE = Path(__file__).parent
ROOT = HERE.parent
OURS = ("ordinary", "kept-posts", "kept-replies")
PEER = """
import json, sys, time, warnings, logging
logging.disable(logging.CRITICAL)
warnings.filterwarnings("ignore")
from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
from presidio_analyzer import predefined_recognizers as all_of
from presidio_analyzer.nlp_engine import SpacyNlpEngine
nlp = SpacyNlpEngine(models=[{"lang_code": "en", "model_name": sys.argv[1]}])
nlp.load()
registry = RecognizerRegistry()
registry.load_predefined_recognizers(nlp_engine=nlp)
for name in ("UsLicenseRecognizer", "MedicalLicenseRecognizer", "UsBankRecognizer", "UsItinRecognizer", "UsPassportRecognizer", "UsSsnRecognizer"):
    if hasattr(all_of, name):
        registry.add_recognizer(getattr(all_of, name)())
engine = AnalyzerEngine(nlp_engine=nlp, registry=registry, supported_languages=["en"])
for line in sys.stdin:
    text = json.loads(line)
    began = time.thread_time()
    found = engine.analyze(text, "en")
    print(json.dumps([time.thread_time() - began, [(f.start, f.end) for f in found]]), flush=True)
"""
Places = list[tuple[int, int]]


class Tally:
    """Counts of one of the two."""

    def __init__(self) -> None:
        self.found = self.asked = self.leaked = self.held = self.right = self.wrong = self.alarms = self.clean = 0
        self.times: list[float] = []

    def add(self, row: dict[str, object], places: Places, *, alarm: bool, seconds: float) -> None:
        """Count one draft."""
        text, spans = str(row["text"]), row["spans"]
        assert isinstance(spans, list)
        covered = {k for start, end in places for k in range(start, end)}
        lost = sum(not all(k in covered for k in range(s["start"], s["end"]) if text[k].isalnum()) for s in spans)
        self.asked, self.found = self.asked + len(spans), self.found + len(spans) - lost
        self.held, self.leaked = self.held + bool(spans), self.leaked + bool(lost)
        hits = sum(any(s["start"] < end and start < s["end"] for s in spans) for start, end in places)
        self.right, self.wrong = self.right + hits, self.wrong + len(places) - hits
        if row["verdict"] == "pass":
            self.clean, self.alarms = self.clean + 1, self.alarms + alarm
        self.times.append(1000 * seconds)

    def figures(self) -> dict[str, float]:
        """The figures by name."""
        return {
            "recall": self.found / self.asked, "precision": self.right / max(1, self.right + self.wrong), "leaked": self.leaked / self.held,
            "alarms": self.alarms / self.clean, "median_ms": statistics.median(self.times), "p99_ms": statistics.quantiles(self.times, n=100)[98],
        }  # fmt: skip


def main(arguments: list[str]) -> None:
    """Run both over every draft."""
    python, model, *files = arguments
    pairs = list(zip(map(Path, files[::2]), map(Path, files[1::2]), strict=True)) or [
        (HERE / "drafts" / f"{name}.jsonl", HERE / "drafts" / f"practices-{name}.json") for name in OURS
    ]
    running = subprocess.Popen([python, "-c", PEER, model], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert running.stdin and running.stdout
    checkpost = Checkpost(policy.load(ROOT / "policies"), reader=reader())
    checkpost.warm()
    ours, theirs = Tally(), Tally()
    for gold, practices in pairs:
        profiles = load_practices(practices)
        for row in map(json.loads, gold.read_text("utf-8").splitlines()):
            practice = profiles[row["practice"]]
            public = phi.public(practice).words
            running.stdin.write(json.dumps(row["text"]) + "\n")
            running.stdin.flush()
            seconds, places = json.loads(running.stdout.readline())
            words = [{w.lower() for w in re.findall(r"[^\W_]+", row["text"][a:b])} for a, b in places]
            kept = [(a, b) for (a, b), said in zip(places, words, strict=True) if not said <= public]
            theirs.add(row, kept, alarm=bool(kept), seconds=seconds)
            draft = Draft(row["text"], Kind(row["kind"]), row["platform"], row.get("review"))
            began = time.thread_time()
            report = checkpost.check(draft, practice)
            seconds = time.thread_time() - began
            ours.add(
                row,
                [(f.start, f.end) for f in report.findings],
                alarm=report.verdict is not Verdict.PASS,
                seconds=seconds,
            )
    figures = {"checkpost": ours.figures(), f"presidio, {Path(model).name}": theirs.figures()}
    names = list(figures["checkpost"])
    print(f"{'':32}" + "".join(f"{name:>11}" for name in names))
    for who, values in figures.items():
        print(f"{who:32}" + "".join(f"{values[name]:>11.3f}" for name in names))
    print(
        json.dumps(
            {
                "benchmark": "peer",
                **{who: {k: round(v, 4) for k, v in values.items()} for who, values in figures.items()},
            }
        )
    )


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(sys.argv[1:])
