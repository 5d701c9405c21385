"""The store that the app opens with holds the corpus beside it: build it anew when the corpus changes."""

import json
from pathlib import Path

from utils.query.filters import Filters
from utils.query.rows import rows
from utils.store import ledger, parts

DEMO = Path(__file__).parent.parent.parent / "data" / "demo"


def test_the_demo_store_holds_the_demo_corpus():
    lines = [json.loads(line) for line in (DEMO / "articles.jsonl").read_text(encoding="utf-8").splitlines()]
    usable = {(line["url"], line["title"]) for line in lines if line.get("title") or line.get("text")}
    articles = rows(DEMO / "store", "articles", Filters())
    assert set(articles[["url", "title"]].itertuples(index=False, name=None)) == usable
    [batch] = rows(DEMO / "store", "batches", Filters()).to_dict("records")
    assert (batch["read"], batch["accepted"], batch["duplicates"], batch["rejected"]) == (
        len(lines), len(usable), len(lines) - len(usable) - 1, 1)


def test_the_demo_store_is_whole():
    with ledger.opened(DEMO / "store") as connection:
        entered = connection.execute("SELECT path, sha256 FROM parts").fetchall()
    assert len(entered) >= 8
    assert not [path for path, sha256 in entered if parts.damaged(DEMO / "store", path, sha256)]
