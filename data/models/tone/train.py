"""Trains the tone model: ``python -m data.models.tone.train NEWSMTSC_FOLDER``, from the project's folder.

Writes model.onnx, tokenizer.json and measured.json beside this file; card.md tells the recipe and what was tried. The
same data gives the same files: the seeds are fixed, and one thread calculates.
"""

import argparse
import json
import random
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, f1_score
from tokenizers import Tokenizer
from torch import nn

from data.models.tone.examples import NAMES, Example, Span, examples, is_name, shown_once, swapped
from data.models.tone.network import BASE, ToneModel, export
from utils.enrichment.marking import PAD, marked

HERE = Path(__file__).parent
SEED, EPOCHS = 14, 5
BATCH, CHUNK = 32, 50 * 32
# Rates of the top layer and of the head; each layer below has a share of the rate of the one above.
RATE, HEAD_RATE, LAYER_DECAY = 1.5e-4, 3e-4, 0.85
WARM_UP, WEIGHT_DECAY, CLIP, SMOOTHING = 0.1, 0.01, 1.0, 0.1
PENALTY = 0.3  # inverse strength of the regularisation of the head that training starts from
LONGEST_TRAINED = 112  # tokens; scoring reads fewer
SWAP_CASES = 200  # sentences of devtest_mt whose target is given other names


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
    for depth, layer in enumerate(reversed(model.encoder.encoder.layer)):
        yield {"params": list(layer.parameters()), "lr": RATE * LAYER_DECAY ** depth}


def fit_head(model: ToneModel, train: Sequence[Example]) -> None:
    """Give the model the head that reads the untrained layers best (Kumar et al. 2022, "Fine-Tuning can Distort
    Pretrained Features and Underperform Out-of-Distribution"), by logistic regression."""
    ids = marked(tokenizer(), *zip(*((one.text, one.spans[0]) for one in train), strict=True), longest=LONGEST_TRAINED)
    order = sorted(range(len(ids)), key=lambda place: len(ids[place]))
    features = np.empty((len(ids), model.head.in_features), dtype="float32")
    with torch.inference_mode():
        for start in range(0, len(order), BATCH):
            places = order[start:start + BATCH]
            features[places] = model.eval().features(padded([ids[place] for place in places]))
    found = LogisticRegression(C=PENALTY, max_iter=500).fit(features, [example.tone for example in train])
    with torch.no_grad():
        model.head.weight.copy_(torch.from_numpy(found.coef_))
        model.head.bias.copy_(torch.from_numpy(found.intercept_))


def fit(model: ToneModel, train: Sequence[Example]) -> None:
    """Train the model, all but its embeddings."""
    torch.manual_seed(SEED)
    chance, words, measure = random.Random(SEED), tokenizer(), nn.CrossEntropyLoss(label_smoothing=SMOOTHING)
    tones = torch.tensor([example.tone for example in (*train, *(one for one in train if not one.agreed))])
    steps = EPOCHS * (-(-len(tones) // BATCH) + 8)
    optimizer = torch.optim.AdamW(parameters(model), weight_decay=WEIGHT_DECAY, fused=True)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(step / (WARM_UP * steps), (steps - step) / ((1 - WARM_UP) * steps)))
    model.train()
    for number in range(EPOCHS):
        ids = marked(words, *zip(*shown_once(train, chance), strict=True), longest=LONGEST_TRAINED)
        total, plan = 0.0, batches(ids, chance)
        for places in plan:
            with torch.autocast("cpu", torch.bfloat16):
                shares = model(padded([ids[place] for place in places]))
            loss = measure(shares.float(), tones[places])
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), CLIP)
            optimizer.step()
            schedule.step()
            total += loss.item()
        print(f"epoch {number + 1} of {EPOCHS}: loss {total / len(plan):.4f}", flush=True)


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
    torch.manual_seed(SEED)
    train, dev = examples(asked.data / "train.jsonl.gz"), examples(asked.data / "devtest_mt.jsonl.gz")
    model = ToneModel()
    fit_head(model, train)
    fit(model, train)
    export(model.state_dict(), asked.out / "model.onnx")
    shutil.copy(BASE / "tokenizer.json", asked.out)
    figures = {"float32": measured(torch_reader(model), dev),
               "shipped": measured(onnx_reader(asked.out / "model.onnx"), dev)}
    (asked.out / "measured.json").write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
