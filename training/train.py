"""Train the reader.

usage: python -m training.train OUT training/data --layers 4 --epochs 8 --seed 1 [--share 1.0]
"""

from __future__ import annotations

import argparse
import json
import random
import time
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch.nn import functional

from tools import gold
from training import examples
from training.batches import Batch, batches
from training.examples import TAGS
from training.model import Network, network, weights_folder

SIZE = 32
RATE, HEAD_RATE = 1e-4, 1e-3
WARM = 0.1  # of all steps
RULES_WEIGH = 4.0  # beside the tags
PHI_WEIGHS = 2.0


def losses(model: Network, batch: Batch, tag_weights: torch.Tensor) -> torch.Tensor:
    """Return the loss of a batch: tags by piece, rules by draft."""
    tags, rules, _ = model(batch.ids, batch.marks, batch.there)
    tagged = functional.cross_entropy(
        tags.float().flatten(0, 1), batch.tags.flatten(), weight=tag_weights, ignore_index=-1
    )
    asked = batch.rules >= 0
    ruled = functional.binary_cross_entropy_with_logits(rules.float()[asked], batch.rules[asked])
    return tagged + RULES_WEIGH * ruled


def train(options: argparse.Namespace) -> None:
    """Train and write."""
    torch.manual_seed(options.seed)
    chance = random.Random(options.seed)
    torch.set_num_threads(options.threads)
    tokenizer = Tokenizer.from_file(str(weights_folder() / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    pairs = gold.pairs(options.drafts)
    drafts = list(examples.load(file for file, _ in pairs))
    if options.share < 1:
        drafts = chance.sample(drafts, int(len(drafts) * options.share))
    drafts += examples.own(pairs)
    model = network(options.layers)
    heads = [p for name, p in model.named_parameters() if not name.startswith("encoder.")]
    optimiser = torch.optim.AdamW(
        [{"params": model.encoder.parameters(), "lr": RATE}, {"params": heads, "lr": HEAD_RATE}], weight_decay=0.01
    )
    steps = options.epochs * (len(drafts) // SIZE + 1)

    def pace(step: int) -> float:
        warm = WARM * steps
        return step / warm if step < warm else max(0.0, (steps - step) / (steps - warm))

    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, pace)
    tag_weights = torch.tensor([PHI_WEIGHS if 0 < k < TAGS.index("PERSON_PUBLIC") else 1.0 for k in range(len(TAGS))])
    begun = time.time()
    for epoch in range(options.epochs):
        model.train()
        total, count, pieces = 0.0, 0, 0
        for batch in batches(tokenizer, drafts, SIZE, chance):
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=options.half):
                loss = losses(model, batch, tag_weights)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            total, count, pieces = total + float(loss.detach()), count + 1, pieces + int(batch.there.sum())
        line = {
            "epoch": epoch + 1,
            "loss": round(total / count, 4),
            "seconds": round(time.time() - begun),
            "pieces": pieces,
        }
        print(json.dumps(line), flush=True)
        options.out.mkdir(parents=True, exist_ok=True)
        torch.save({"layers": options.layers, "state": model.state_dict()}, options.out / "network.pt")


def main() -> None:
    """Read the options."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("drafts", nargs="+")
    parser.add_argument("--layers", type=int, default=4)
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--share", type=float, default=1.0)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--half", action="store_true")
    train(parser.parse_args())


if __name__ == "__main__":
    main()
