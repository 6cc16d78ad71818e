"""Batches of drafts of like length, made anew for every pass over the data."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import torch
from torch import Tensor

from bot.reading.pieces import Tokenizer
from training import swaps
from training.examples import Example, Labelled, labelled
from training.model import bits

POOL = 40  # batches that are sorted by length together


class Batch(NamedTuple):
    """`ids`, `there` and `tags` (-1: not asked) are (drafts, pieces); `marks` (drafts, pieces, BITS); `rules` (drafts, RULES)."""

    ids: Tensor
    marks: Tensor
    there: Tensor
    tags: Tensor
    rules: Tensor


def batches(
    tokenizer: Tokenizer, examples: Sequence[Example], size: int, chance: random.Random | None
) -> Iterator[Batch]:
    """Yield all examples; with `chance` in random order, renamed and with noise, else as they are and in order."""
    order = list(range(len(examples)))
    if chance:
        chance.shuffle(order)
    for at in range(0, len(order), size * POOL):
        pool = [window for k in order[at : at + size * POOL] for window in _windows(tokenizer, examples[k], chance)]
        if not chance:
            yield from (batch(pool[k : k + size]) for k in range(0, len(pool), size))
            continue
        pool.sort(key=lambda w: len(w.tags))
        groups = [pool[k : k + size] for k in range(0, len(pool), size)]
        chance.shuffle(groups)
        yield from map(batch, groups)


def _windows(tokenizer: Tokenizer, example: Example, chance: random.Random | None) -> list[Labelled]:
    if not chance:
        return labelled(tokenizer, example)
    short = swaps.shortened(example, chance)
    changed = swaps.swapped(short, chance) if chance.random() < 0.6 else short
    return labelled(tokenizer, swaps.noisy(changed, chance), blind=chance.random() < 0.15)


def batch(windows: Sequence[Labelled]) -> Batch:
    """Pad windows to one length."""
    longest = max(len(w.tags) for w in windows)
    ids = torch.zeros(len(windows), longest, dtype=torch.long)
    marks = torch.zeros(len(windows), longest, dtype=torch.long)
    there = torch.zeros(len(windows), longest, dtype=torch.long)
    tags = torch.full((len(windows), longest), -1, dtype=torch.long)
    for k, labelled_window in enumerate(windows):
        n = len(labelled_window.tags)
        ids[k, :n] = torch.tensor(labelled_window.window.ids)
        marks[k, :n] = torch.tensor([int(mark) for mark in labelled_window.window.marks])
        tags[k, :n] = torch.tensor(labelled_window.tags)
        there[k, :n] = 1
    return Batch(ids, bits(marks), there, tags, torch.tensor([w.rules for w in windows]))
