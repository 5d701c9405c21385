"""How well entities are found, with the watchlist and without it."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from utils import schema
from utils.cleaning.articles import clean
from utils.enrichment.enricher import enrich
from utils.enrichment.watch import Watchlist
from utils.evaluate.rates import rates
from utils.sources.reading import Reading, rejects


class Found(NamedTuple):
    """An entity found in an article: name, type, every surface it was found under, and how often."""

    name: str
    type: str
    surfaces: frozenset[str]
    count: int


def entities(path: Path, watched: Watchlist | None = None) -> dict:
    """Return how well entities are found: JSON lines with id, title, outlet, published, text and entities.

    `watched` is another watchlist than the story's: how much of the result the story's own list explains.

    A find matches a gold entity of its type whose name or aliases hold its name or one of its surfaces; each gold
    entity once, further finds are false. Mentions are matched by the smaller of the two counts. Names are exact when
    they equal the gold's canonical name.
    """
    matched = finds = golds = met = mentioned = gold_mentions = exact = 0
    lines = path.read_text(encoding="utf-8").splitlines()
    for article in map(json.loads, lines):
        gold, found = list(article["entities"]), _found(article, watched)
        finds, golds = finds + len(found), golds + len(gold)
        mentioned += sum(one.count for one in found)
        gold_mentions += sum(one["count"] for one in gold)
        for one in sorted(found, key=lambda one: -one.count):
            same = next((entity for entity in gold if _same(one, entity)), None)
            if same:
                gold.remove(same)
                matched, exact = matched + 1, exact + (one.name == same["name"])
                met += min(one.count, same["count"])
    return {"labels": "9 articles also looked at while building", "n_articles": len(lines), "n": golds,
            "entity": rates(matched, finds, golds), "mention": rates(met, mentioned, gold_mentions),
            "exact_name": round(exact / matched, 3) if matched else 0.0}


def _found(article: Mapping, watched: Watchlist | None) -> list[Found]:
    """Return the entities that the whole way of an article, from raw row to mentions, finds in its text."""
    row = {"row": 1, **{name: article.get(name) for name in ("title", "text", "outlet", "published")}}
    cleaned = clean(Reading("gold", pd.DataFrame([row]), rejects([])), now=pd.Timestamp.now(tz="UTC"))
    mentions = enrich(cleaned.articles, cleaned.sentences, watched=watched)["mentions"]
    inside = mentions[mentions["sentence"] != schema.TITLE_SENTENCE]
    return [Found(name, type_, frozenset(group["surface"]), len(group))
            for (name, type_), group in inside.groupby(["entity", "type"])]


def _same(found: Found, gold: Mapping) -> bool:
    return found.type == gold["type"] and not {found.name, *found.surfaces}.isdisjoint({gold["name"], *gold["aliases"]})
