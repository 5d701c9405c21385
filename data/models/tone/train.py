"""Trains the tone model: ``python -m data.models.tone.train NEWSMTSC_FOLDER``, from the project's folder.

Writes model.onnx, tokenizer.json and measured.json beside this file; card.md tells the recipe and what was tried. The
same data gives the same files: the seeds are fixed, and one thread calculates.
"""

import argparse
import copy
import json
import random
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import onnxruntime
import torch
from sklearn.metrics import accuracy_score, f1_score
from tokenizers import Tokenizer
from torch import nn

from data.models.tone.examples import NAMES, Example, Span, examples, is_name, shown_once, swapped
from data.models.tone.network import BASE, FROZEN_LAYERS, ToneModel, export
from utils.enrichment.marking import PAD, marked

HERE = Path(__file__).parent
BATCH, CHUNK = 32, 50 * 32
LAYER_DECAY = 0.85  # each layer's rate, as a share of the rate of the layer above
WARM_UP, WEIGHT_DECAY, CLIP, SMOOTHING = 0.1, 0.01, 1.0, 0.1
LONGEST_TRAINED = 112  # tokens; scoring reads fewer
SWAP_CASES = 200  # sentences of devtest_mt whose target is given other names


class Cycle(NamedTuple):
    """A part of the training: seed, epochs, rates of the top layer and the head, how often two sentences are joined."""

    seed: int
    epochs: int
    rate: float
    head_rate: float
    joined: float


# A long part, then a short one whose rates start again; the mean of the weights at both ends is shipped (Izmailov et
# al. 2018, "Averaging Weights Leads to Wider Optima and Better Generalization").
TRUNK = Cycle(1, 3, 8e-5, 5e-4, 0.0)
BRANCH = Cycle(101, 1, 4.8e-5, 3e-4, 0.25)


def tokenizer() -> Tokenizer:
    """Return the starting model's tokenizer, which neither cuts nor pads."""
    found = Tokenizer.from_file(str(BASE / "tokenizer.json"))
    found.no_truncation()
    found.no_padding()
    return found


def padded(ids: Sequence[list[int]]) -> torch.Tensor:
    longest = max(map(len, ids))
    return torch.tensor([one + [PAD] * (longest - len(one)) for one in ids])


def batches(ids: Sequence[list[int]], chance: random.Random) -> list[list[int]]:
    """Return the places of all examples in batches of like length, in random order."""
    order = list(range(len(ids)))
    chance.shuffle(order)
    made = []
    for start in range(0, len(order), CHUNK):
        chunk = sorted(order[start:start + CHUNK], key=lambda place: len(ids[place]))
        made += [chunk[place:place + BATCH] for place in range(0, len(chunk), BATCH)]
    chance.shuffle(made)
    return made


def parameters(model: ToneModel, cycle: Cycle) -> Iterator[dict]:
    """Yield the trained parameters with their rates: the head's, then each layer's, smaller toward the bottom."""
    yield {"params": list(model.head.parameters()), "lr": cycle.head_rate}
    layers = model.encoder.encoder.layer
    for place, layer in enumerate(layers):
        if place >= FROZEN_LAYERS:
            yield {"params": list(layer.parameters()), "lr": cycle.rate * LAYER_DECAY ** (len(layers) - 1 - place)}


def fitted(start: ToneModel, train: Sequence[Example], cycle: Cycle) -> ToneModel:
    """Return the model after a cycle of training."""
    model = copy.deepcopy(start)
    torch.manual_seed(cycle.seed)
    chance, words, measure = random.Random(cycle.seed), tokenizer(), nn.CrossEntropyLoss(label_smoothing=SMOOTHING)
    tones = torch.tensor([example.tone for example in (*train, *(one for one in train if not one.agreed))])
    steps = cycle.epochs * (-(-len(tones) // BATCH) + 8)
    optimizer = torch.optim.AdamW(parameters(model, cycle), weight_decay=WEIGHT_DECAY, fused=True)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(step / (WARM_UP * steps), (steps - step) / ((1 - WARM_UP) * steps)))
    model.train()
    for number in range(cycle.epochs):
        ids = marked(words, *zip(*shown_once(train, cycle.joined, chance), strict=True), longest=LONGEST_TRAINED)
        total, plan = 0.0, batches(ids, chance)
        for places in plan:
            loss = measure(model(padded([ids[place] for place in places])), tones[places])
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), CLIP)
            optimizer.step()
            schedule.step()
            total += loss.item()
        print(f"epoch {number + 1} of {cycle}: loss {total / len(plan):.4f}", flush=True)
    return model


def averaged(models: Sequence[ToneModel]) -> ToneModel:
    """Return the model whose weights are the means of the weights of several."""
    found, states = copy.deepcopy(models[0]), [model.state_dict() for model in models]
    found.load_state_dict({name: sum(state[name] for state in states) / len(states)
                           if weights.is_floating_point() else weights for name, weights in states[0].items()})
    return found


Reader = Callable[[torch.Tensor], np.ndarray]


def torch_reader(model: ToneModel) -> Reader:
    """Return a function from ids to shares by the model with float32 weights."""
    model.eval()

    @torch.inference_mode()
    def read(ids: torch.Tensor) -> np.ndarray:
        return torch.softmax(model(ids), 1).numpy()

    return read


def onnx_reader(path: Path) -> Reader:
    """Return a function from ids to shares by the shipped file."""
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    return lambda ids: session.run(["shares"], {"ids": ids.numpy()})[0]


def told(read: Reader, asked: Sequence[tuple[str, Span]]) -> np.ndarray:
    """Return the tone (a place in utils.schema.TONES) of each sentence toward its span."""
    ids = marked(tokenizer(), *zip(*asked, strict=True))
    order = sorted(range(len(ids)), key=lambda place: len(ids[place]))
    found = np.empty(len(ids), dtype=int)
    for place in range(0, len(order), BATCH):
        places = order[place:place + BATCH]
        found[places] = read(padded([ids[place] for place in places])).argmax(1)
    return found


def measured(read: Reader, dev: Sequence[Example]) -> dict:
    """Return the scores on devtest_mt: targets, whole sentences that all targets agree on, and other names."""
    found = told(read, [(example.text, example.spans[0]) for example in dev])
    gold = [example.tone for example in dev]
    whole = {example.text: example.tone for example in dev if example.agreed}
    of_whole = told(read, [(text, (0, len(text))) for text in whole])
    named = [place for place, example in enumerate(dev) if is_name(example.mention)][:SWAP_CASES]
    others = NAMES[::7]
    renamed = told(read, [swapped(dev[place].text, dev[place].spans[0], name) for place in named for name in others])
    changed = renamed != np.repeat(found[named], len(others))
    return {"targets": _scores(gold, found), "whole_sentences": _scores(list(whole.values()), of_whole),
            "renamed": {"n": len(renamed), "other_tone": round(float(changed.mean()), 3)}}


def _scores(gold: Sequence[int], found: np.ndarray) -> dict:
    return {"n": len(gold), "macro_f1": round(f1_score(gold, found, average="macro"), 4),
            "accuracy": round(accuracy_score(gold, found), 4)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="the folder with train.jsonl.gz and devtest_mt.jsonl.gz")
    parser.add_argument("--out", type=Path, default=HERE)
    asked = parser.parse_args()
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    torch.utils.deterministic.fill_uninitialized_memory = False
    torch.manual_seed(TRUNK.seed)
    train, dev = examples(asked.data / "train.jsonl.gz"), examples(asked.data / "devtest_mt.jsonl.gz")
    trunk = fitted(ToneModel(), train, TRUNK)
    model = averaged([trunk, fitted(trunk, train, BRANCH)])
    export(model.state_dict(), asked.out / "model.onnx")
    shutil.copy(BASE / "tokenizer.json", asked.out)
    figures = {"float32": measured(torch_reader(model), dev),
               "shipped": measured(onnx_reader(asked.out / "model.onnx"), dev)}
    (asked.out / "measured.json").write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
