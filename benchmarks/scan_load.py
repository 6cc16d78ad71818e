#!/usr/bin/env python3
"""How many drafts a second `checkpost scan` checks, and how much memory it takes.

usage: scan_load.py [DRAFTS [JOBS ...]]     (100,000 drafts with 1 and 2 jobs where nothing is said)

The drafts are made here, from sentences of its own, in the lengths that practices write. Prints a table and one JSON line.
Memory is the sum of the resident sets of the command and its workers, at its highest; a quarter of the drafts is scanned too, to
show whether memory grows with the file.
"""

from __future__ import annotations

import json
import os
import platform
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parents[1]
GIVEN = ("Maria", "Kevin", "Jasmine", "Tom", "Aisha", "Dmitri", "Keiko", "Rosalind")
FAMILY = ("Lopez", "Brandt", "Ortega", "Nguyen", "Okafor", "Petrov", "Tanaka", "Whitfield")
CLEAN = (
    "Brush twice a day and floss once.",
    "Our office is closed on Monday for the holiday.",
    "Flu shots are here, and walk-ins are welcome from 9 to 4.",
    "Sunscreen works best when it is put on fifteen minutes before you go out.",
    "Dr. Anita Rao shares three tips for calmer check-ups with children.",
    "We are proud of our team for giving a free clinic at the county fair.",
    "Thank you for voting us a favorite of the neighborhood! 🎉",
    "Questions about coverage? Call us at (512) 555-0142 and we will look at it together.",
)
RISKY = (
    "{given} {family} came in for a root canal on March {day} and was so brave!",
    "Congratulations to {given}, who finished treatment after {day} months.",
    "Chart {number} is still waiting at the desk, please call {given} at 212-555-0{number}.",
    "We are the best in town, and perfect results are guaranteed.",
    "Some people should learn to tell time before they complain about us.",
)
REPLIES = (
    "Thank you for taking the time to write. Please call our office manager at (512) 555-0142.",
    "We are sorry that your crown hurt, {given}. You were late on March {day}.",
    "Privacy rules keep us from discussing anyone's care in public; we would be glad to talk at (512) 555-0142.",
)
REVIEW = "One star. I waited for an hour, the front desk was rude, and the bill was a surprise."
PRACTICES = {
    "riverside": {"name": "Riverside Dental", "staff": ["Dr. Anita Rao"], "phone": "(512) 555-0142", "state": "TX"}
}


def drafts(count: int) -> Iterator[dict[str, Any]]:
    """Make drafts: two of three are posts, one of three holds something risky; the same each time."""
    chance = random.Random(7)
    for n in range(count):
        values = {
            "given": chance.choice(GIVEN),
            "family": chance.choice(FAMILY),
            "day": chance.randint(1, 28),
            "number": chance.randint(100, 999),
        }
        common = {"id": f"d-{n}", "practice": "riverside"}
        if n % 3 == 2:
            text = " ".join(chance.sample(REPLIES, chance.randint(1, 2))).format(**values)
            yield {**common, "kind": "review_reply", "platform": "google", "text": text, "review": REVIEW}
        else:
            sentences = chance.sample(CLEAN, chance.randint(1, 5)) + chance.sample(RISKY, n % 2)
            chance.shuffle(sentences)
            yield {**common, "kind": "post", "platform": "facebook", "text": " ".join(sentences).format(**values)}


def memory(process: int) -> int:
    """Resident bytes of a process and its children, Linux only."""
    pages = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if stat.parent.name == str(process) or fields[1] == str(process):
            pages += int(fields[21])
    return pages * os.sysconf("SC_PAGE_SIZE")


def scan(folder: Path, count: int, jobs: int, *, record: bool) -> dict[str, Any]:
    """Scan `count` drafts with the real command."""
    source, out = folder / f"in-{count}.jsonl", folder / "out.jsonl"
    if not source.exists():
        with source.open("w", encoding="utf-8") as file:
            file.writelines(json.dumps(draft) + "\n" for draft in drafts(count))
    command = [
        sys.executable,
        "-m",
        "bot",
        "scan",
        source,
        "--practices",
        folder / "practices.json",
        "--out",
        out,
        "--force",
    ]
    command += ["--jobs", str(jobs), "--record" if record else "--no-record"]
    began, peak = time.perf_counter(), 0
    running = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, env=_environment(folder), text=True
    )
    while running.poll() is None:
        peak = max(peak, memory(running.pid))
        time.sleep(0.05)
    seconds = time.perf_counter() - began
    if running.returncode != 0:
        sys.exit(f"scan ended with {running.returncode}: {running.communicate()[1]}")
    if running.stderr:
        running.stderr.close()
    lines = sum(1 for _ in out.open("rb"))
    if lines != count:
        sys.exit(f"scan wrote {lines} lines for {count} drafts")
    return {"drafts": count, "jobs": jobs, "recorded": record, "seconds": round(seconds, 1),
            "drafts_a_second": round(count / seconds), "peak_mb": round(peak / 1e6)}  # fmt: skip


def main(count: int, jobs: list[int]) -> None:
    """Print the table, then the JSON line."""
    rows = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "practices.json").write_text(json.dumps(PRACTICES))
        print(f"{'drafts':>9} {'jobs':>5} {'recorded':>9} {'seconds':>8} {'drafts/s':>9} {'peak MB':>8}")
        runs = [(count // 4, jobs[-1], False), *((count, n, False) for n in jobs), (count, jobs[-1], True)]
        for size, n, record in runs:
            row = scan(folder, size, n, record=record)
            rows.append(row)
            print(
                f"{row['drafts']:>9,} {n:>5} {'yes' if record else 'no':>9} {row['seconds']:>8} {row['drafts_a_second']:>9,} {row['peak_mb']:>8,}"
            )
    print(
        json.dumps(
            {"benchmark": "scan_load", "processor": _processor(), "python": platform.python_version(), "runs": rows}
        )
    )


def _environment(folder: Path) -> dict[str, str]:
    path = os.pathsep.join(filter(None, (str(REPOSITORY), os.environ.get("PYTHONPATH"))))
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("CHECKPOST_", "XDG_"))}
    return {**kept, "PYTHONPATH": path, "HOME": str(folder), "CHECKPOST_DATABASE": str(folder / "trail.db")}


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        return next(line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000, [int(n) for n in sys.argv[2:]] or [1, 2])
