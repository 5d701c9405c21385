"""How well direct speech is found."""

import json
import re
from pathlib import Path

import pandas as pd

from utils.enrichment.voices import quoted
from utils.evaluate.rates import rates

# What stands between marks in a labelled stretch, which may begin within them or end before their partner.
_MARKED = re.compile("""''[^\n]*?(?:''|$)|"[^"\n]*(?:"|$)|“[^”\n]*(?:”|$)|(?<!\\w)‘[^\n]*’(?!\\w)|"""
                     """^[^"“”\n]*[”"](?=\\W|$)""", re.MULTILINE)
_SAME = 3  # characters by which the ends of one stretch may differ: a mark, a stop, a blank


def voices(path: Path) -> dict:
    """Return how well direct speech is found: PolNeAR's attributions, with its articles in the same folder.

    Gold is what stands between marks inside the content of an attribution. For every second article by name (dev, which
    the rules were tuned on) and the others (test): n stretches, and the rates of characters and of whole stretches.
    """
    texts = pd.read_csv(path.with_name("articles.csv.gz")).set_index("filename")["text"].sort_index()
    spans = pd.read_csv(path).dropna(subset="content_spans").groupby("filename")["content_spans"]
    labelled = {name: [span for found in some for span in json.loads(found)] for name, some in spans}
    figures: dict = {"labels": "news articles of PolNeAR", "n": len(texts)}
    for half, part in (("dev", texts[::2]), ("test", texts[1::2])):
        gold = [_spoken(text, labelled.get(name, [])) for name, text in part.items()]
        found = [quoted(text) for text in part]
        letters = [[{at for span in spans for at in range(*span)} for spans in some] for some in (gold, found)]
        same = sum(any(max(abs(a - c), abs(b - d)) <= _SAME for c, d in golds)
                   for golds, finds in zip(gold, found, strict=True) for a, b in finds)
        shared = sum(len(said & told) for said, told in zip(*letters, strict=True))
        figures[half] = {"n": sum(map(len, gold)),
                         "characters": rates(shared, sum(map(len, letters[1])), sum(map(len, letters[0]))),
                         "stretches": rates(same, sum(map(len, found)), sum(map(len, gold)))}
    return figures


def _spoken(text: str, spans: list[list[int]]) -> list[tuple[int, int]]:
    """Return the outermost stretches between marks inside labelled `spans`, widened to the marks that touch them."""
    joined: list[list[int]] = []
    found = set()
    for start, end in sorted(spans):
        if joined and start - joined[-1][1] <= 1 and "\n" not in text[joined[-1][1]:start]:
            joined[-1][1] = max(end, joined[-1][1])
        else:
            joined.append([start, end])
    for start, end in joined:
        start -= len(re.search(r"(?:''|[\"“‘])?$", text[:start])[0])
        end += len(re.match(r"[.,!?]*(?:''|[\"”’])?", text[end:])[0])
        found |= {(start + one.start(), start + one.end()) for one in _MARKED.finditer(text[start:end])
                  if len(one[0].strip()) > 2}
    outer: list[tuple[int, int]] = []
    for span in sorted(found, key=lambda span: (span[0], -span[1])):
        if not outer or span[0] >= outer[-1][1]:
            outer.append(span)
    return outer
