"""The figures that the Method page shows, on labels small enough to count by hand."""

import gzip
import json

import pandas as pd
import pytest

from utils.evaluate import evaluate
from utils.evaluate.copies import PAIRS, copies

TEXT = "Nvidia sells chips in China, and China wants more. Intel waits."
ARTICLE = {"title": "Nvidia waits", "text": TEXT, "entities": [
    {"name": "Nvidia", "type": "ORG", "aliases": ["Nvidia"], "count": 1},
    {"name": "PRC", "type": "PLACE", "aliases": ["China"], "count": 3},
    {"name": "Rook", "type": "ORG", "aliases": [], "count": 1},
]}
TOPICS = """title,text,chip_export_rules,ai_race,doubt
Beijing puts gallium and germanium under export licences,The metals are used in chips.,1,0,0
Wood chips banned from playground,The council acted after complaints.,0,0,0
Couriers held over smuggled GPUs,Police say servers with Nvidia parts went to China.,0,0,1
"""
SENTENCES = [
    {"sentence_normalized": "A terrible day for Rook.", "targets": [{"from": 19, "to": 23, "polarity": 2.0}]},
    {"sentence_normalized": "Rook and Halo met.", "targets": [{"from": 0, "to": 4, "polarity": 4.0},
                                                              {"from": 9, "to": 13, "polarity": 6.0}]},
]

# One article a half: of the first both stretches are found, of the second a title is taken for speech.
SPOKEN = {"a": "“We will build it,” Lund said. The yard is “open to all.”",
          "b": "''We will sell it,'' she told “The Harbor Hour” and left."}
LABELLED = [("a", [[0, 19]]), ("a", [[43, 55]]), ("b", [[0, 20]]), ("b", None)]


@pytest.fixture(scope="module")
def figures(tmp_path_factory):
    data = tmp_path_factory.mktemp("labels")
    (data / "gold").mkdir()
    (data / "newsmtsc").mkdir()
    (data / "gold" / "entities_dev.jsonl").write_text(json.dumps(ARTICLE), encoding="utf-8")
    (data / "gold" / "topics_dev.csv").write_text(TOPICS, encoding="utf-8")
    with gzip.open(data / "newsmtsc" / "devtest_mt.jsonl.gz", "wt", encoding="utf-8") as lines:
        lines.write("\n".join(map(json.dumps, SENTENCES)))
    (data / "quotes").mkdir()
    pd.DataFrame(SPOKEN.items(), columns=["filename", "text"]).to_csv(data / "quotes" / "articles.csv.gz", index=False)
    pd.DataFrame(LABELLED, columns=["filename", "content_spans"]).to_csv(
        data / "quotes" / "attributions.csv.gz", index=False)
    return evaluate(data)


def test_entities(figures):
    found = figures["entities"]
    assert (found["n_articles"], found["n"]) == (1, 3)
    assert found["entity"] == {"precision": 0.667, "recall": 0.667, "f1": 0.667}  # Nvidia and China; Intel is false
    assert found["mention"] == {"precision": 0.75, "recall": 0.6, "f1": 0.667}  # 3 of 4 found and 5 labelled
    assert found["exact_name"] == 0.5
    bare = figures["entities_without_watchlist"]
    assert (bare["n"], bare["exact_name"]) == (3, 0.5) and bare["entity"]["recall"] == found["entity"]["recall"]


def test_topics(figures):
    found = figures["topics"]
    assert found["n"] == 3 and set(found) == {"labels", "n", "chip-export-rules", "ai-race"}
    assert found["chip-export-rules"]["precision"] == 0.5
    assert found["chip-export-rules"]["without_doubt"]["f1"] == 1.0


def test_voices(figures):
    found = figures["voices"]
    assert (found["n"], found["dev"]["n"], found["test"]["n"]) == (2, 2, 1)
    assert found["dev"]["stretches"] == {"precision": 1.0, "recall": 1.0, "f1": 1.0}
    assert found["test"]["stretches"] == {"precision": 0.5, "recall": 1.0, "f1": 0.667}
    assert found["test"]["characters"]["precision"] == round(20 / 37, 3)


def test_sentiment(figures):
    found = figures["sentiment"]["textblob"]
    assert found["n"] == 3 and found["accuracy"] == 0.667
    assert found["confusion"]["positive"] == {"negative": 0, "neutral": 1, "positive": 0}
    assert found["macro_f1"] == pytest.approx((1 + 2 / 3 + 0) / 3, abs=0.001)
    assert figures["sentiment"]["news"]["n"] == 3 and "chosen on it" in figures["sentiment"]["news"]["labels"]


def test_when_and_with_what(figures):
    assert set(figures["measured"]) == {"date", "versions"}


def test_missing_labels_are_named(tmp_path):
    assert evaluate(tmp_path)["missing"] == [
        "gold/entities_dev.jsonl", "gold/topics_dev.csv", "newsmtsc/devtest_mt.jsonl.gz", "quotes/attributions.csv.gz",
        "news_2018_2020.csv.gz", "rss_2023_h1.csv.gz", "same_event/ecbplus_docs.csv.gz"]


WIRE = "The harbor authority said on Thursday that it would close its northern terminal from Monday for six weeks"
ITEMS = [("Harbor closes its northern terminal", f"{WIRE}, it said."),
         ("Northern terminal to close", f"{WIRE}, and more."),
         ("Cranes crack", "Engineers found cracks in two cranes, and half of the port will stand still until summer."),
         ("", ""), ("Harbor closes its northern terminal", "A union wrote to the minister about the cranes.")]


def test_copies(tmp_path):
    pd.DataFrame(ITEMS, columns=["title", "text"]).to_csv(tmp_path / "feed.csv", index=False)
    pairs = pd.DataFrame([(1, 2, "copy", "test"), (1, 3, "copy", "test"), (1, 5, "separate", "test"),
                          (2, 3, "separate", "dev")], columns=["row", "other", "label", "split"])
    found = copies(tmp_path, pairs.assign(file="feed.csv", reason="wire", doubt=[0, 1, 0, 0],
                                          stratum=["a", "b", "b", "a"], candidates=[2, 10, 10, 2]))
    assert found["n"] == 4
    precision, recall = found["test"]["precision"], found["test"]["recall"]
    assert (precision["value"], precision["n"], recall["value"], recall["n"]) == (1.0, 1, 0.5, 2)
    assert recall["low"] < 0.1 and recall["high"] > 0.9
    assert found["test"]["without_doubt"]["recall"]["value"] == 1.0
    assert found["test"]["weighted"] == {"precision": 1.0, "recall": 0.286}  # 2 of 7 candidates
    assert found["test_by_stratum"] == {"a": {"n": 1, "right": 1}, "b": {"n": 2, "right": 1}}


def test_pairs_without_their_files_are_named_missing(figures):
    assert "copies" not in figures and set(figures["missing"]) == set(pd.read_csv(PAIRS)["file"])
