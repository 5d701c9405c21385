"""Chunks made by hand: what cleaning and enrichment would bring."""

import pandas as pd

from utils import schema
from utils.store.workspace import Chunk

DAY = pd.Timestamp("2023-10-17", tz="UTC")


def article(name: str, **other) -> dict:
    """Return a row of articles whose id, link, title and text follow from `name`."""
    return {"id": f"id-{name}", "published": DAY, "precision": "day", "date_note": "ok", "outlet": "Harbor Wire",
            "url": f"https://harbor.example/{name}", "title": f"About {name}", "text": f"A text on {name}.",
            "extent": "summary", "language": "en", "words": 4, "kind": "news", "origin": "test", "batch": 0} | other


def chunk(*articles: dict, mentions: list[dict] = (), rejects: list[dict] = (),
          notes: list[dict] = (), story: dict | None = None) -> Chunk:
    """Return a chunk of `articles`; `story` names the near-copy signature of an article (default: its own)."""
    frame = schema.ARTICLES.frame(list(articles)).drop(columns="batch")
    ids = [one["id"] for one in articles]
    signatures = [(story or {}).get(id, id).encode() for id in ids]
    return Chunk(
        read=len(articles) + len(rejects),
        articles=frame,
        sides={
            "sentences": schema.SENTENCES.frame([{"article": id, "sentence": 0, "start": 0, "end": 5, "role": "prose"}
                                                 for id in ids]),
            "sentiment": schema.SENTIMENT.frame([{"article": id, "engine": "textblob", "polarity": 0.1,
                                                  "subjectivity": 0.5, "tone": "positive"} for id in ids]),
            "assessments": schema.ASSESSMENTS.empty(),
            "mentions": schema.MENTIONS.frame(list(mentions)),
        },
        rejects=schema.REJECTS.frame([{"batch": 0, **one} for one in rejects]).drop(columns="batch"),
        notes=schema.NOTES.frame([{"batch": 0, "rows": 0, **one} for one in notes]).drop(columns="batch"),
        words=pd.DataFrame({"article": ids, "title": frame["title"].str.lower(), "text": frame["text"].str.lower()}),
        signatures=pd.DataFrame({"article": ids, "signature": signatures}),
        bands=pd.DataFrame({"article": ids, "band": 0, "key": [hash(one) % 10**9 for one in signatures]}),
    )


def same_signature(new: pd.DataFrame, earlier: pd.DataFrame) -> pd.DataFrame:
    """Group articles whose signatures are equal: the plainest rule a store can be given."""
    first = dict(zip(earlier["signature"], earlier["story"], strict=True))
    stories = [first.setdefault(signature, number)
               for number, signature in zip(new["article"], new["signature"], strict=True)]
    return pd.DataFrame({"article": new["article"], "story": stories})

