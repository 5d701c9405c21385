"""The labelled sentences, and the ways in which training shows them."""

import gzip
import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

TONES = {2.0: 0, 4.0: 1, 6.0: 2}  # NewsMTSC's labels as places in utils.schema.TONES

WHOLE, COREFERENT, SWAPPED, JOINED = 0.08, 0.25, 0.3, 0.1  # how often an example is shown in another way
JOINS = ("; ", ", while ", ", but ", ". ")  # between two sentences that are shown as one
PRONOUNS = frozenset("i he she they we you it his her their our my its your him them us me who".split())  # noqa: SIM905
# Names and nouns of this story, some of them invented, that targets are called by in training and in `renamed`.
NAMES = Path(__file__).with_name("names.txt").read_text(encoding="utf-8").splitlines()

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


def varied(example: Example, names: Sequence[str], chance: random.Random) -> tuple[str, Span]:
    """Return an example as it is shown this time: at another mention, under another name, or as it is."""
    span = example.spans[0]
    if len(example.spans) > 1 and chance.random() < COREFERENT:
        span = chance.choice(example.spans[1:])
    if is_name(example.text[slice(*span)]) and chance.random() < SWAPPED:
        return swapped(example.text, span, chance.choice(NAMES if chance.random() < 0.5 else names))
    return example.text, span


def joined(text: str, span: Span, tone: int, train: Sequence[Example], chance: random.Random) -> tuple[str, Span]:
    """Return a sentence and another of another tone as one, in either order: what counts stands near the target."""
    other = chance.choice(train)
    while other.tone == tone:
        other = chance.choice(train)
    join, bare = chance.choice(JOINS), text.rstrip(" .")
    if chance.random() < 0.5:
        before = other.text.rstrip(" .") + join
        return before + text, (span[0] + len(before), span[1] + len(before))
    return (bare + join + other.text if span[1] <= len(bare) else text), span


def shown_once(train: Sequence[Example], chance: random.Random) -> list[tuple[str, Span]]:
    """Return what is shown of each example in one epoch. Targets of sentences that are told unlike come twice."""
    names = sorted({example.mention for example in train if is_name(example.mention)})
    asked = []
    for example in (*train, *(one for one in train if not one.agreed)):
        if example.agreed and chance.random() < WHOLE:
            asked.append((example.text, (0, len(example.text))))
            continue
        text, span = varied(example, names, chance)
        if chance.random() < JOINED:
            text, span = joined(text, span, example.tone, train, chance)
        asked.append((text, span))
    return asked
