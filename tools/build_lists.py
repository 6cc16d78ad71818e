"""Make the compact lists of `bot/phi/data/` from public lists (sources and licences: NOTICE).

usage: build_lists.py LISTS TEXTS WORDS
  LISTS  a folder with census2020_first_names.tsv, ssa_first_names_1920_2017.tsv, census2020_surnames.tsv, us_cities.tsv,
         nicknames.tsv
  TEXTS  a folder with JSON lines of public texts, to count how often a word is written in lower case
  WORDS  SCOWL's american-english word list

Each list is a line a weight: the weight (log2 of how many bear the name or live there), then the names.
"""

from __future__ import annotations

import json
import math
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

DATA = Path(__file__).parent.parent / "bot" / "phi" / "data"


def table(path: Path) -> list[list[str]]:
    """Return the rows of a tab-separated file, without its header."""
    return [line.split("\t") for line in path.read_text("utf-8").splitlines()[1:]]


def write(name: str, weights: dict[str, float], separator: str = " ") -> None:
    """Write `weights` (name -> count) as a line a power of two."""
    lines: dict[int, list[str]] = defaultdict(list)
    for word, count in weights.items():
        lines[int(math.log2(max(count, 1)))].append(word)
    text = "".join(f"{w}\t{separator.join(sorted(lines[w]))}\n" for w in sorted(lines, reverse=True))
    (DATA / name).write_text(text, "utf-8")
    print(name, len(weights), "entries,", len(text), "bytes")


def main(lists: Path, texts: Path, words: Path) -> None:
    """Write all lists."""
    given: Counter[str] = Counter()
    for name, count, *_ in table(lists / "census2020_first_names.tsv"):
        given[name.lower()] = int(count)
    for name, count in table(lists / "ssa_first_names_1920_2017.tsv"):
        given[name.lower()] = max(given[name.lower()], int(count))
    write("given.txt", {n: c for n, c in given.items() if c >= 300 and len(n) > 1 and n.isalpha()})

    surnames = {n.lower(): int(c) for n, c in table(lists / "census2020_surnames.tsv")}
    write("surnames.txt", {n: c for n, c in surnames.items() if c >= 250 and len(n) > 1 and n.isalpha()})

    cities: Counter[str] = Counter()
    for name, _, population in table(lists / "us_cities.tsv"):
        cities[name.lower().removeprefix("the ")] += int(population)
    write("cities.txt", dict(cities), separator="|")

    written: Counter[str] = Counter()
    for file in texts.glob("*.jsonl"):
        for line in file.read_text("utf-8").splitlines():
            written.update(re.findall(r"(?<![\w#@])[a-z]+(?:'[a-z]+)?(?!\w)", json.loads(line)["text"]))
    known = {w.strip() for w in words.read_text("utf-8").splitlines()}
    dictionary = {w.removesuffix("'s") for w in known if w.islower() and w.removesuffix("'s").isascii()}
    often = sorted(w for w in dictionary if written[w] >= 3)
    seldom = sorted(w for w in dictionary if written[w] < 3 and len(w) > 1)
    (DATA / "words.txt").write_text(f"common\t{' '.join(often)}\nother\t{' '.join(seldom)}\n", "utf-8")
    print("words.txt", len(often), "common,", len(seldom), "other")

    rows = [f"{name}\t{short.replace(',', ' ')}\n" for name, short in table(lists / "nicknames.tsv") if short]
    (DATA / "nicknames.txt").write_text("".join(rows), "utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*map(Path, sys.argv[1:]))
