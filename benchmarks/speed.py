"""How long a check takes, beside Presidio's patterns on the same texts in the same run, and how long a whole process takes.

usage: python -m benchmarks.speed [--reader on|off] [--presidio PYTHON] [--rounds N] [--starts N]

Texts are the posts of benchmarks/drafts/dev.jsonl, joined and cut to 50, 280 and 2,200 characters. Every text is checked once before
the clock starts, then once in each round; median and 99th percentile are over all single times, in processor time of the thread.
`best` is the median over the texts of each text's best round: on a machine that does other things besides, these push what a check
needs out of the processor's caches, and only the best rounds are undisturbed. With --presidio, an interpreter
that has presidio-analyzer takes turns with Checkpost: the registry's own recognizers over a blank spaCy model, so patterns and context
only, no names. `start` is `checkpost check TEXT` as a process from start to end, with the trail, caches warm; `first` is the first run
of all, which reads the packs. Prints a table and one JSON line.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parent
LENGTHS = (50, 280, 2200)
MOST = 200  # texts of one length
ONE = "Thank you all for coming to our open house on Saturday! We talked about flossing, and the children got new brushes."
PEER = """
import json, sys, time
import spacy
from presidio_analyzer import AnalyzerEngine
from presidio_analyzer.nlp_engine import SpacyNlpEngine

class Blank(SpacyNlpEngine):
    def __init__(self):
        super().__init__(models=[{"lang_code": "en", "model_name": "blank"}])
        self.nlp = {"en": spacy.blank("en")}
    def load(self): pass
    def is_loaded(self): return True

engine = AnalyzerEngine(nlp_engine=Blank(), supported_languages=["en"])
for line in sys.stdin:
    times = []
    for text in json.loads(line):
        began = time.thread_time()
        engine.analyze(text, "en")
        times.append(time.thread_time() - began)
    print(json.dumps(times), flush=True)
"""
Times = Callable[[Sequence[str]], list[float]]


def texts(length: int) -> list[str]:
    """Texts of exactly `length` characters: the drafts one after another, cut."""
    rows = [json.loads(line) for line in (HERE / "drafts" / "dev.jsonl").read_text("utf-8").splitlines() if line]
    found, text = [], ""
    for row in rows:
        text = f"{text} {row['text']}".strip() if text else row["text"]
        if len(text) >= length:
            found.append(text[:length])
            text = ""
    return found[:MOST]


def ours(*, with_reader: bool) -> Times:
    """Time `Checkpost.check` in this process, set up as a worker of a scan is."""
    from bot import policy
    from bot.checkpost import Checkpost
    from bot.drafts import Draft
    from bot.practice import load_practices
    from bot.reading import reader

    checkpost = Checkpost(policy.load(ROOT / "policies"), reader=reader() if with_reader else None)
    checkpost.warm()
    practice = next(iter(load_practices(HERE / "drafts" / "practices-dev.json").values()))

    def timed(batch: Sequence[str]) -> list[float]:
        times = []
        for text in batch:
            draft = Draft(text)
            began = time.thread_time()
            checkpost.check(draft, practice)
            times.append(time.thread_time() - began)
        return times

    return timed


def peer(python: str) -> Times:
    """Time Presidio in an interpreter of its own."""
    running = subprocess.Popen(
        [python, "-c", PEER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )

    def timed(batch: Sequence[str]) -> list[float]:
        assert running.stdin and running.stdout
        running.stdin.write(json.dumps(list(batch)) + "\n")
        running.stdin.flush()
        line = running.stdout.readline()
        if not line:
            sys.exit(f"{python} has no presidio-analyzer that runs")
        return list(json.loads(line))

    return timed


def measured(makers: dict[str, Times], rounds: int) -> dict[str, dict[int, list[list[float]]]]:
    """Milliseconds of each round of checks, by who checked and length. Those compared take turns within a round."""
    found: dict[str, dict[int, list[list[float]]]] = {name: {} for name in makers}
    for length in LENGTHS:
        batch = texts(length)
        for name, timed in makers.items():
            timed(batch)
            found[name][length] = []
        for _ in range(rounds):
            for name, timed in makers.items():
                found[name][length].append([1000 * seconds for seconds in timed(batch)])
    return found


def started(times: int, way: str) -> dict[str, float]:
    """Seconds of `checkpost check`, in a home of its own: the first run, the median of those that follow, and the peak in MB."""
    command = [sys.executable, "-m", "bot", "check", ONE]
    with tempfile.TemporaryDirectory() as home:
        # Byte code may be kept, as in every installation; a shell that forbids it would have the source compiled each time.
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("CHECKPOST_", "XDG_", "PYTHONDONTWRITE"))}
        path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
        env = {
            **kept,
            "HOME": home,
            "XDG_DATA_HOME": f"{home}/data",
            "XDG_CACHE_HOME": f"{home}/cache",
            "PYTHONPATH": path,
            "CHECKPOST_READER": way,
        }
        seconds = []
        for _ in range(times + 1):
            began = time.perf_counter()
            subprocess.run(command, env=env, cwd=home, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=False)
            seconds.append(time.perf_counter() - began)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
    return {"first_s": seconds[0], "start_s": statistics.median(seconds[1:]), "start_peak_mb": peak}


def shown(found: dict[str, dict[int, list[list[float]]]]) -> dict[str, Any]:
    """Print the table; return its figures."""
    figures: dict[str, Any] = {}
    print(f"{'':24} {'characters':>10} {'texts':>6} {'median ms':>10} {'p99 ms':>8} {'best ms':>8}")
    for name, by_length in found.items():
        for length, rounds in by_length.items():
            times = [time for times in rounds for time in times]
            middle, last = statistics.median(times), statistics.quantiles(times, n=100)[98]
            best = statistics.median(map(min, zip(*rounds, strict=True)))
            figures[f"{name}_{length}"] = {
                "median_ms": round(middle, 3), "p99_ms": round(last, 3), "best_ms": round(best, 3),
            }  # fmt: skip
            print(f"{name:24} {length:>10,} {len(rounds[0]):>6} {middle:>10.3f} {last:>8.3f} {best:>8.3f}")
    return figures


def goals(figures: dict[str, Any]) -> dict[str, float]:
    """The ratios that are asked for."""
    own = {length: figures[f"checkpost_{length}"] for length in LENGTHS}
    ratios = {"growth_280_to_2200": own[2200]["median_ms"] / own[280]["median_ms"]}
    if other := figures.get("presidio_280"):
        ratios["share_of_presidio_280"] = own[280]["median_ms"] / other["median_ms"]
        ratios["share_of_presidio_280_best"] = own[280]["best_ms"] / other["best_ms"]
        ratios["p99_of_presidio_median_280"] = own[280]["p99_ms"] / other["median_ms"]
    return {name: round(ratio, 3) for name, ratio in ratios.items()}


def processor() -> str:
    """The processor's name."""
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        return next(line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()


def main(arguments: Sequence[str]) -> None:
    """Measure, print the table, then the JSON line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--presidio", metavar="PYTHON", help="an interpreter that has presidio-analyzer and spacy")
    parser.add_argument(
        "--reader", choices=["on", "off"], default="on", help="the learned reader, or rules of form alone"
    )
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--starts", type=int, default=10)
    asked = parser.parse_args(arguments)
    start = started(asked.starts, asked.reader)
    makers = {"checkpost": ours(with_reader=asked.reader == "on")}
    if asked.presidio:
        makers["presidio"] = peer(asked.presidio)
    print(f"{processor()}, Python {platform.python_version()}, one core\n")
    figures = shown(measured(makers, asked.rounds))
    ratios = goals(figures)
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
    print()
    for name, value in {**ratios, **start, "check_peak_mb": own}.items():
        print(f"{name:34} {value:>8.3f}")
    rounded = {name: round(value, 3) for name, value in {**start, "check_peak_mb": own}.items()}
    print(json.dumps({"benchmark": "speed", "processor": processor(), "python": platform.python_version(), **figures, **ratios, **rounded}))  # fmt: skip


if __name__ == "__main__":
    main(sys.argv[1:])
