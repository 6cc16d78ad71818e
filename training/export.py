"""Put a trained network into int8 ONNX, and hold it against the torch model on real drafts.

usage: python -m training.export RUN bot/reading/model benchmarks/drafts/dev.jsonl ...
"""

from __future__ import annotations

import json
import sys
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer
from torch import Tensor, nn

from bot.reading.learned import CARD, VERSION, Reader
from bot.reading.pieces import BITS
from tools import gold
from training import examples
from training.examples import RULES, TAGS
from training.model import Network, bits, network, weights_folder


class Whole(nn.Module):
    """The network for one draft that fills its row: nothing is padding."""

    def __init__(self, inner: Network) -> None:
        super().__init__()
        self.inner = inner

    def forward(self, ids: Tensor, marks: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """`ids` (1, pieces), `marks` (1, pieces, BITS)."""
        out: tuple[Tensor, Tensor, Tensor] = self.inner(ids, marks, torch.ones_like(ids))
        return out


def trained(run: Path) -> Network:
    """Load the network of a run."""
    kept = torch.load(run / "network.pt")
    model = network(kept["layers"])
    model.load_state_dict(kept["state"])
    return model.eval()


def export(model: Network, folder: Path) -> None:
    """Write reader.onnx, tokenizer.json and their card."""
    folder.mkdir(parents=True, exist_ok=True)
    model.encoder.set_attn_implementation("eager")
    shapes = {"ids": {1: "pieces"}, "marks": {1: "pieces"}, "tags": {1: "pieces"}, "points": {1: "pieces"}}
    with TemporaryDirectory() as there:
        whole = Path(there) / "whole.onnx"
        torch.onnx.export(
            Whole(model),
            (torch.ones(1, 9, dtype=torch.long), torch.zeros(1, 9, BITS)),
            str(whole),
            input_names=["ids", "marks"],
            output_names=["tags", "rules", "points"],
            dynamic_axes=shapes,
            dynamo=False,
            opset_version=17,
        )
        quantize_dynamic(whole, folder / "reader.onnx", per_channel=True, weight_type=QuantType.QInt8)
    (folder / "tokenizer.json").write_bytes((weights_folder() / "tokenizer.json").read_bytes())
    files = {name: sha256((folder / name).read_bytes()).hexdigest() for name in ("reader.onnx", "tokenizer.json")}
    card = {"version": VERSION, "files": files, "tags": TAGS, "rules": RULES}
    (folder / CARD).write_text(json.dumps(card, indent=1) + "\n", "utf-8")


def compare(model: Network, folder: Path, drafts: list[examples.Example]) -> dict[str, float]:
    """Return how far torch and ONNX agree: share of pieces with the same tag, largest difference of a rule's probability."""
    tokenizer = Tokenizer.from_file(str(weights_folder() / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    reader = Reader(folder)
    same = pieces = 0
    apart = 0.0
    for draft in drafts:
        for part in examples.labelled(tokenizer, draft):
            sure, scores, _ = reader.run(part.window)
            with torch.no_grad():
                tags, rules, _ = model(
                    torch.tensor([part.window.ids]),
                    bits([[int(m) for m in part.window.marks]]),
                    torch.ones(1, len(part.window.ids)),
                )
            end = 1 + len(part.window.spans)
            same += int((torch.from_numpy(sure).argmax(1) == tags[0, 1:end].argmax(1)).sum())
            pieces += len(part.window.spans)
            apart = max(apart, float((torch.from_numpy(scores) - rules[0].sigmoid()).abs().max()))
    return {"drafts": len(drafts), "same_tags": same / pieces, "rules_apart": apart}


def main(arguments: list[str]) -> None:
    """Export a run and compare."""
    run, folder, *names = arguments
    model = trained(Path(run))
    export(model, Path(folder))
    drafts = list(examples.load(file for file, _ in gold.pairs(names)))[:500]
    print(json.dumps(compare(model, Path(folder), drafts)))


if __name__ == "__main__":
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    main(sys.argv[1:])
