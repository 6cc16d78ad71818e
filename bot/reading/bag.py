"""Terms that are weighed together: each by how often it stands and how rare it is, all of a text at length one.

Term frequency and inverse document frequency with cosine length (Manning, Raghavan and Schütze, Introduction to Information Retrieval,
2008, 6.2 to 6.4): a long text says no more than a short one. Tables are fitted by `tools/`, a line a term.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import islice, repeat
from operator import mul
from typing import NamedTuple


class Table(NamedTuple):
    """`columns`, and by term its rarity and what it weighs for each of them, in log-odds."""

    columns: tuple[str, ...]
    terms: Mapping[str, tuple[float, ...]]


class Bag(NamedTuple):
    """What terms weigh for each column, and the square of their length. Bags of different terms may be added."""

    totals: tuple[float, ...]
    square: float


def bag(terms: Iterable[str], table: Table) -> Bag:
    """Weigh terms, in a fixed order; those that the table does not know do not count."""
    lengths, rows = list[float](), list[tuple[float, ...]]()
    known = table.terms
    for term, times in Counter(filter(known.__contains__, terms)).items():
        entry = known[term]
        lengths.append(entry[0] if times == 1 else (1 + math.log(times)) * entry[0])
        rows.append(entry)
    columns = islice(zip(*rows, strict=True), 1, None) if rows else repeat((), len(table.columns))
    totals = tuple(sum(map(mul, lengths, column)) for column in columns)
    return Bag(totals, sum(map(mul, lengths, lengths)))


def scores(bags: Sequence[Bag]) -> tuple[float, ...]:
    """What the terms of all bags weigh together for each column."""
    length = math.sqrt(math.fsum(b.square for b in bags)) or 1.0
    return tuple(math.fsum(totals) / length for totals in zip(*(b.totals for b in bags), strict=True))


@cache
def table(package: str, name: str) -> Table:
    """Read a table of a package's data."""
    lines = files(package).joinpath("data", name).read_text("utf-8").splitlines()
    _, _, *columns = lines[0].split("\t")
    rows = (line.split("\t") for line in lines[1:])
    return Table(tuple(columns), {term: tuple(map(float, numbers)) for term, *numbers in rows})


def written(columns: Sequence[str], weights: Mapping[str, Sequence[float]]) -> str:
    """Return a table as a file holds it."""
    head = "\t".join(("term", "rarity", *columns))
    lines = ("\t".join((term, *(f"{w:.3g}" for w in row))) for term, row in sorted(weights.items()))
    return "\n".join((head, *lines)) + "\n"
