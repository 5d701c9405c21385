"""The same text told again: edited, cut, or under another headline.

What two texts share is told by their signatures (see `sketches`), so that articles stored years apart can be compared
without their texts.

Articles are grouped one by one, in order: each is judged against earlier ones only and no story is ever renamed or
merged, so it makes no difference where a load is cut into chunks. The order matters only where a text is like two that
are not like each other: it joins the one it is more like. tests/quality/copies.md says what a copy is.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from urllib.parse import urlsplit

import numpy as np
import pandas as pd

from utils.cleaning.sketches import Sketch, agreement, containment, draw, hashed, number, pack, unpack
from utils.schema import ENRICHED_ROLES

KEYS = 12  # hashes a text is found by; two that share half their runs miss each other about once in 4,000
# How much of the shorter text must stand in the other: where the headlines agree, and where they do not. Tuned on the
# dev half of tests/quality/copies_pairs.csv and by reading what was joined in rss_2023_h1 outside the test half.
SHORT, LONG = 20, 100  # runs
NEEDED = {
    "short": (0.8, 2.0),  # a standing line, or an agency's one sentence, reads like a copy
    "plain": (0.6, 0.75),
    "cut": (0.8, 0.95),  # less than half as long: more than a quotation or a shared introduction
    "long": (0.75, 0.75),  # a follow-up repeats its background, a podcast's page its credits
}
AGREEING = 0.5  # share of a headline's words
SAME_HEADLINE, SAME_HEADLINE_ALIKE = 0.9, 0.35  # under one headline a short text may be rewritten more
HEADLINE_WORDS = 6  # a shorter headline ("Markets today") is told again and again
EDITED_WORDS, HEADLINE_END = 10, 4  # from so many on one word may differ, which leaves its first or its last four alone
RUNS, HEADLINE, HEADLINE_OF_TEXT, LINK = range(4)  # bands
WORD = re.compile(r"[぀-ヿ㐀-䶿一-鿿가-힣]|[^\W_]+")
NOT_HEADLINE = re.compile(r"['’]s\b|(?<=\b\w)\.(?=\w\b)|\s[-–—|]\s(?:\S+\s?){1,3}$", re.I)  # x's, U.S, " - Outlet"


def signatures(articles: pd.DataFrame, sentences: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return article (the id) and signature (bytes) of each article, from its `id`, `title`, `text` and any `url`.

    With `sentences` (schema.SENTENCES) only prose and headings of the text count, so that two reports are not alike
    for one outlet's boilerplate or one agency's picture.
    """
    texts = articles["text"] if sentences is None else _prose(articles, sentences)
    headlines = hashed([WORD.findall(NOT_HEADLINE.sub("", title).casefold()) for title in articles["title"]])
    bodies = hashed([WORD.findall(text.casefold()) for text in texts])
    links = articles["url"].fillna("").map(_link) if "url" in articles else [0] * len(articles)
    packed = [pack(draw(*row)) for row in zip(links, headlines, bodies, strict=True)]
    return pd.DataFrame({"article": articles["id"].astype("str").reset_index(drop=True),
                         "signature": pd.Series(packed, dtype=object)})


def bands(signed: pd.DataFrame) -> pd.DataFrame:
    """Return article, band and key (int64), up to 30 rows an article: who share a key of a band may be alike.

    Enough to look at, of those that share a key, are the first and the last before an article.
    """
    rows = [(article, band, key) for article, signature in signed[["article", "signature"]].itertuples(index=False)
            for band, key in _keys(unpack(signature))]
    found = pd.DataFrame(rows, columns=["article", "band", "key"])
    return found.astype({"article": signed["article"].dtype, "band": "int64", "key": "int64"})


def group(signed: pd.DataFrame, known: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return article and story for each newly signed article, in order.

    `known` are earlier articles that share a key with a new one, in order: article, story, signature. A new article
    takes the story of the earlier one it revises (the same link) or is most like, else its own, named after itself.
    Articles may be ids or numbers; a story is one of them.
    """
    story: dict = {} if known is None else dict(zip(known["article"], known["story"], strict=True))
    everything = signed if known is None else pd.concat([known, signed], ignore_index=True)
    sketches: dict = {}
    first: dict[tuple[int, int], object] = {}
    last: dict[tuple[int, int], object] = {}
    for article, signature in zip(everything["article"], everything["signature"], strict=True):
        sketch = unpack(signature)
        keys = list(_keys(sketch))
        if article not in story:
            near = dict.fromkeys(ends[key] for ends in (first, last) for key in keys if key in ends)
            story[article] = _told_before(sketch, [(sketches[one], story[one]) for one in near], article)
        sketches[article] = sketch
        last.update(dict.fromkeys(keys, article))
        for key in keys:
            first.setdefault(key, article)
    return pd.DataFrame({"article": signed["article"], "story": signed["article"].map(story)}).astype(
        {"story": signed["article"].dtype})


def alike(one: Sketch, other: Sketch) -> float:
    """Return how much of the shorter text stands in the other (0 to 1) if they are one text edited or cut, else 0."""
    shorter, longer = sorted((one, other), key=lambda sketch: sketch.runs)
    if not shorter.runs:
        return 0.0
    contained, headline = containment(shorter, longer), agreement(one.headline, other.headline)
    form = "short" if shorter.runs < SHORT else "cut" if shorter.runs * 2 < longer.runs else (
        "plain" if shorter.runs < LONG else "long")
    resembling = contained * shorter.runs / (shorter.runs + longer.runs - contained * shorter.runs)
    rewritten = form == "short" and headline >= SAME_HEADLINE and resembling >= SAME_HEADLINE_ALIKE
    return contained * (contained >= NEEDED[form][headline < AGREEING] or rewritten)


def same_headline(one: Sketch, other: Sketch) -> float:
    """Return 1 for equal headlines, less where one word of many, no figure, differs, 0 for others and short ones."""
    if min(len(one.headline), len(other.headline)) < HEADLINE_WORDS:
        return 0.0
    if one.headline == other.headline:
        return 1.0
    if min(len(one.headline), len(other.headline)) < EDITED_WORDS:
        return 0.0
    gone, new = set(one.headline) - set(other.headline), set(other.headline) - set(one.headline)
    edited = max(len(gone), len(new)) <= 1 and abs(len(one.headline) - len(other.headline)) <= 1
    return 0.9 * (edited and not any(word & 1 for word in gone | new))


def _told_before(sketch: Sketch, near: list[tuple[Sketch, object]], own):
    """Return the story of what an article repeats: by link, by text, or by headline where one has nothing else.

    A headline without text goes with the first text of that headline only: it must not join two reports.
    """
    for other, story in near:
        if sketch.link and sketch.link == other.link:
            return story
    by_text = [(alike(sketch, other), story) for other, story in near]
    if any(score for score, _ in by_text):
        return max(by_text, key=lambda pair: pair[0])[1]
    taken = {story for other, story in near if sketch.runs and other.runs}
    by_headline = [(same_headline(sketch, other), story) for other, story in near
                   if not (sketch.runs and other.runs) and story not in taken]
    score, story = max(by_headline, key=lambda pair: pair[0], default=(0.0, own))
    return story if score else own


def _keys(sketch: Sketch) -> Iterator[tuple[int, int]]:
    for key in sorted({*sketch.sample[:KEYS], *sketch.opening[:KEYS]}):
        yield RUNS, key
    if len(sketch.headline) >= HEADLINE_WORDS:
        parts = {b"whole": sketch.headline}
        if len(sketch.headline) >= EDITED_WORDS:
            parts |= {b"first": sketch.headline[:HEADLINE_END], b"last": sketch.headline[-HEADLINE_END:]}
        for name, words in parts.items():
            key = number(np.array(words, dtype="<u4").tobytes(), name)
            yield HEADLINE, key
            if sketch.runs:
                yield HEADLINE_OF_TEXT, key
    if sketch.link:
        yield LINK, sketch.link


def _prose(articles: pd.DataFrame, sentences: pd.DataFrame) -> list[str]:
    """Return for each article its text without credits, links and boilerplate."""
    kept = sentences[sentences["role"].isin(ENRICHED_ROLES) & (sentences["sentence"] >= 0)]
    text = dict(zip(articles["id"], articles["text"], strict=True))
    pieces: dict[str, list[str]] = defaultdict(list)
    for id_, start, end in kept[["article", "start", "end"]].itertuples(index=False):
        pieces[id_].append(text[id_][start:end])
    return [" ".join(pieces[id_]) for id_ in articles["id"]]


def _link(address: str) -> int:
    """Return the number of an article's address; 0 for a site's home page, which is not one article's."""
    parts = urlsplit(address)
    return number(address.encode()) if parts.path.strip("/") or parts.query else 0
