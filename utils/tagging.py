"""JSON lines in, JSON lines out: what Wirewatch sees in each article, with nothing stored."""

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import pandas as pd

from utils import schema, story
from utils.cleaning.articles import clean
from utils.enrichment import news, toward
from utils.enrichment.enricher import Enricher
from utils.enrichment.occlusion import effects
from utils.enrichment.sentiment import score
from utils.errors import WirewatchError
from utils.matching import parse
from utils.matching.index import Memory
from utils.matching.select import match_all
from utils.sources.reading import Reading, rejects

FIELDS = ("title", "text", "published", "outlet")
# Lines answered at once: enough to keep the workers busy.
CHUNK = 1000


def tag(lines: Iterable[bytes], *, engine: str, workers: int) -> Iterator[dict[str, Any]]:
    """Yield one answer per line (an object with `id`, `title`, `text`, optional `published`, `outlet`), in order.

    An answer has id, polarity, subjectivity, tone, entities, topics, quotes and claims; a line that cannot be read has
    id null and an error. The same article twice is answered twice. Raises WirewatchError for an unknown engine.
    """
    score([], engine)
    lines = iter(lines)
    with Enricher(workers) as enricher:
        while chunk := list(islice(lines, CHUNK)):
            yield from _answers(chunk, enricher, engine)


def explain(lines: Iterable[bytes]) -> Iterator[dict[str, Any]]:
    """Yield for each JSON line (text: a sentence; start and end of a target in it, if it is not all of it) its words
    (start, end, word, effect) with what each adds to the polarity that the news model gives it, or an error.
    """
    for line in lines:
        try:
            given = json.loads(line)
            text = given["text"]
            found = effects(text, (int(given.get("start", 0)), int(given.get("end", len(text)))))
            yield {"words": found.round(news.KEPT).to_dict("records")}
        except (ValueError, KeyError, TypeError, AttributeError, WirewatchError) as error:
            yield {"error": f"This line is no sentence with a target: {error}"}


def _answers(lines: list[bytes], enricher: Enricher, engine: str) -> Iterator[dict[str, Any]]:
    asked = [_asked(line) for line in lines]
    rows = pd.DataFrame([{"row": row, **one["fields"]} for row, one in enumerate(asked) if "fields" in one],
                        columns=["row", *FIELDS])
    cleaned = clean(Reading("lines", rows.astype(dict.fromkeys(FIELDS, "str")), rejects([])),
                    now=pd.Timestamp.now(tz="UTC"))
    reasons = dict(zip(cleaned.rejects["row"], cleaned.rejects["reason"], strict=True))
    ids = iter(cleaned.articles["id"])
    found = _found(cleaned.articles.drop_duplicates("id"),
                   cleaned.sentences.drop_duplicates(["article", "sentence"]), enricher, engine)
    for row, one in enumerate(asked):
        if "error" in one:
            yield {"id": None, "error": one["error"]}
        elif row in reasons:
            yield {"id": None, "error": f"The article {one['id']} {reasons[row]}."}
        else:
            yield {"id": one["id"], **found[next(ids)]}


def _asked(line: bytes) -> dict[str, Any]:
    """Return a line's id and fields, or its error."""
    try:
        given = json.loads(line)
    except ValueError as error:
        return {"error": f"This line is not JSON: {error}."}
    if not isinstance(given, dict) or given.get("id") is None:
        return {"error": "This line is no object with an id."}
    wrong = [name for name in FIELDS if not isinstance(given.get(name), str | None)]
    if wrong:
        return {"error": f"These fields are not text: {', '.join(wrong)}."}
    return {"id": given["id"], "fields": {name: given.get(name) for name in FIELDS}}


def _found(articles: pd.DataFrame, sentences: pd.DataFrame, enricher: Enricher,
           engine: str) -> dict[str, dict[str, Any]]:
    """Return what was found in each article, by its id."""
    tables = enricher.enrich(articles, sentences)
    mentions = tables["mentions"]
    if engine == "news":
        scores = news.told(toward.documents(articles, toward.wording(articles, sentences))).set_index(articles["id"])
        meant = news.told(toward.entities(mentions, toward.mentions(articles, sentences, mentions)))
    else:
        scores, meant = tables["sentiment"].set_index("article"), pd.DataFrame({"polarity": [], "tone": []})
    told = _records(scores[["polarity", "subjectivity", "tone"]])
    meant = _records(meant[["polarity", "tone"]])
    nobody = {"polarity": None, "tone": None}
    ids = articles["id"].tolist()
    topics: dict[str, list[str]] = {id: [] for id in ids}
    queries = {topic.id: parse(topic.query) for topic in story.topics().values()}
    for topic, numbers in match_all(queries, Memory(articles.reset_index(drop=True))).items():
        for number in numbers:
            topics[ids[number]].append(topic)
    entities: dict[str, list[dict]] = {id: [] for id in ids}
    inside = mentions[mentions["sentence"] != schema.TITLE_SENTENCE]
    for (article, name, type_), found in inside.groupby(["article", "entity", "type"], sort=False):
        entities[article].append({"name": name, "type": type_, "count": len(found),
                                  "surfaces": found["surface"].unique().tolist(),
                                  **meant.get((article, name), nobody)})
    return {id: {**told[id], "entities": entities[id], "topics": topics[id], "quotes": [], "claims": []} for id in ids}


def _records(frame: pd.DataFrame) -> dict[Any, dict[str, Any]]:
    """Return each row by its index, with None where it is null."""
    objects = frame.astype(object)
    return objects.where(objects.notna(), None).to_dict("index")
