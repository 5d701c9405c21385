"""Trains the tone model: ``python -m data.models.tone.train NEWSMTSC_FOLDER``, from the project's folder.

Writes model.onnx, tokenizer.json and measured.json beside this file; card.md tells the recipe and what was tried. The
same data gives the same files: every seed is fixed and each run uses one thread.
"""

import argparse
import gzip
import json
import multiprocessing
import os
import random
import shutil
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

import numpy as np
import onnxruntime
import torch
from sklearn.metrics import accuracy_score, f1_score
from tokenizers import Tokenizer
from torch import nn

from data.models.tone.network import BASE, FROZEN_LAYERS, ToneModel, export
from utils.enrichment.marking import PAD, marked

HERE = Path(__file__).parent
TONES = {2.0: 0, 4.0: 1, 6.0: 2}  # NewsMTSC's labels as places in utils.schema.TONES

SEEDS = (0, 1, 2, 3)  # runs from the same start, whose weights are averaged
EPOCHS, BATCH, CHUNK = 3, 32, 50 * 32
RATE, HEAD_RATE, LAYER_DECAY = 8e-5, 5e-4, 0.85  # of the top layer; each layer below has 0.85 of the one above
WARM_UP, WEIGHT_DECAY, CLIP, SMOOTHING = 0.1, 0.01, 1.0, 0.1
WHOLE, COREFERENT, SWAPPED = 0.08, 0.25, 0.3  # how often an example is shown in another way
SWAP_CASES = 200  # sentences of devtest_mt whose target is given other names

PRONOUNS = frozenset("i he she they we you it his her their our my its your him them us me who".split())  # noqa: SIM905
# Names and nouns of this story, some of them invented, that targets are called by in training and in `renamed`.
NAMES = (HERE / "names.txt").read_text(encoding="utf-8").splitlines()

Span = tuple[int, int]


class Example(NamedTuple):
    """A sentence, where its target is named (the labelled mention first), its tone, and whether others share it."""

    text: str
    spans: list[Span]
    tone: int
    agreed: bool

    @property
    def mention(self) -> str:
        start, end = self.spans[0]
        return self.text[start:end]


def examples(path: Path) -> list[Example]:
    """Return every target of every sentence, with the coreferent mentions that NewsMTSC names."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [Example(row["sentence_normalized"],
                    [(one["from"], one["to"]) for one in (target, *target.get("further_mentions", ()))],
                    TONES[target["polarity"]], len({one["polarity"] for one in row["targets"]}) == 1)
            for row in rows for target in row["targets"]]


def is_name(mention: str) -> bool:
    return mention[:1].isupper() and mention.lower() not in PRONOUNS


def swapped(text: str, span: Span, name: str) -> tuple[str, Span]:
    """Return a sentence with its target called `name`, and where that stands."""
    start, end = span
    name = name if start else name[0].upper() + name[1:]
    return text[:start] + name + text[end:], (start, start + len(name))


def shown(example: Example, names: Sequence[str], chance: random.Random) -> tuple[str, Span]:
    """Return an example as it is shown this time: as a whole, at another mention, under another name, or as it is."""
    if example.agreed and chance.random() < WHOLE:
        return example.text, (0, len(example.text))
    span = example.spans[0]
    if len(example.spans) > 1 and chance.random() < COREFERENT:
        span = chance.choice(example.spans[1:])
    if is_name(example.text[slice(*span)]) and chance.random() < SWAPPED:
        return swapped(example.text, span, chance.choice(NAMES if chance.random() < 0.5 else names))
    return example.text, span


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


def parameters(model: ToneModel) -> Iterator[dict]:
    """Yield the trained parameters with their rates: the head's, then each layer's, smaller toward the bottom."""
    yield {"params": list(model.head.parameters()), "lr": HEAD_RATE}
    layers = model.encoder.encoder.layer
    for place, layer in enumerate(layers):
        if place >= FROZEN_LAYERS:
            yield {"params": list(layer.parameters()), "lr": RATE * LAYER_DECAY ** (len(layers) - 1 - place)}


def start(seed: int) -> ToneModel:
    """Return the model before training, the same for every seed; only what follows differs."""
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    torch.utils.deterministic.fill_uninitialized_memory = False
    torch.manual_seed(1)
    model = ToneModel()
    torch.manual_seed(seed)
    return model


def fit(data: Path, seed: int) -> dict[str, torch.Tensor]:
    """Return the weights after training with a seed. Targets of sentences that are told unlike are shown twice."""
    model, chance, words = start(seed), random.Random(seed), tokenizer()
    train = examples(data / "train.jsonl.gz")
    names = sorted({example.mention for example in train if is_name(example.mention)})
    train += [example for example in train if not example.agreed]
    steps = EPOCHS * (-(-len(train) // BATCH) + 8)
    optimizer = torch.optim.AdamW(parameters(model), weight_decay=WEIGHT_DECAY, fused=True)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(step / (WARM_UP * steps), (steps - step) / ((1 - WARM_UP) * steps)))
    measure = nn.CrossEntropyLoss(label_smoothing=SMOOTHING)
    model.train()
    for epoch in range(EPOCHS):
        texts, spans = zip(*(shown(example, names, chance) for example in train), strict=True)
        ids, tones = marked(words, texts, spans), torch.tensor([example.tone for example in train])
        total = 0.0
        plan = batches(ids, chance)
        for places in plan:
            loss = measure(model(padded([ids[place] for place in places])), tones[places])
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), CLIP)
            optimizer.step()
            schedule.step()
            total += loss.item()
        print(f"seed {seed}, epoch {epoch + 1}: loss {total / len(plan):.4f}", flush=True)
    return model.state_dict()


def averaged(runs: Sequence[dict[str, torch.Tensor]]) -> dict[str, torch.Tensor]:
    """Return the mean of the weights of several runs (Wortsman et al. 2022, "Model soups": a uniform soup)."""
    return {name: torch.stack([run[name] for run in runs]).mean(0) if runs[0][name].is_floating_point()
            else runs[0][name] for name in runs[0]}


Reader = Callable[[torch.Tensor], np.ndarray]


def torch_reader(weights: dict[str, torch.Tensor]) -> Reader:
    """Return a function from ids to shares by the model with float32 weights."""
    model = ToneModel()
    model.load_state_dict(weights)
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
    with ProcessPoolExecutor(os.cpu_count(), multiprocessing.get_context("spawn")) as pool:
        runs = list(pool.map(fit, [asked.data] * len(SEEDS), SEEDS))
    dev = examples(asked.data / "devtest_mt.jsonl.gz")
    export(averaged(runs), asked.out / "model.onnx")
    shutil.copy(BASE / "tokenizer.json", asked.out)
    figures = {**{f"seed_{seed}": measured(torch_reader(run), dev) for seed, run in zip(SEEDS, runs, strict=True)},
               "averaged": measured(torch_reader(averaged(runs)), dev),
               "shipped": measured(onnx_reader(asked.out / "model.onnx"), dev)}
    (asked.out / "measured.json").write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
