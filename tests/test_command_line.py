"""The command line as a shell sees it: what comes out where, and with which exit status."""

import json
import os
import subprocess
import sys
from pathlib import Path

import layouts
import pandas as pd
import pytest
from written import zipped

from utils import schema
from utils.store import feeds

ROOT = Path(__file__).parent.parent
ITEMS = [
    {"headline": "Ministry tightens chip export licences", "body": "The ministry will license exports of AI chips to "
     "China from May, it said on Monday. Huawei called the rule bad.", "pubDate": "2023-04-03T10:00:00Z",
     "publisher": "Harbor Wire", "link": "https://harbor.example/1"},
    {"headline": "Ministry tightens chip export licences", "body": "The ministry will license exports of AI chips to "
     "China from May, it said on Monday. Huawei called the rule bad.", "pubDate": "2023-04-04",
     "publisher": "Strait Times", "link": "https://strait.example/1"},
    {"headline": "Harvest good", "body": "A very good harvest was had by all.", "pubDate": "03/04/2023",
     "publisher": "Strait Times", "link": "https://strait.example/2"},
]


# Where the news model is not what is tried: it takes a second to open.
FAST = ("--engines", "textblob")


def run(*arguments, stdin=b""):
    """Run ``python -m utils`` and return its exit status, stdout and stderr."""
    done = subprocess.run([sys.executable, "-m", "utils", *map(str, arguments)], cwd=ROOT, input=stdin,
                          capture_output=True, timeout=240, env={**os.environ, "WIREWATCH_WORKERS": "1"})
    return done.returncode, done.stdout.decode(), done.stderr.decode()


@pytest.fixture(scope="module")
def loaded(tmp_path_factory):
    """A store with ITEMS, the first of them twice, one line that is no JSON and one without a word."""
    folder = tmp_path_factory.mktemp("load")
    lines = [*map(json.dumps, [*ITEMS, ITEMS[0]]), "{torn", json.dumps({"headline": "", "body": " "})]
    (folder / "items.jsonl").write_text("\n".join(lines), encoding="utf-8")
    status, out, err = run("ingest", folder / "items.jsonl", "--store", folder / "store", "--chosen", "query")
    assert status == 0, err
    return folder / "store", json.loads(out), err


def test_ingest_accounts_for_every_row(loaded):
    store, counts, progress = loaded
    assert counts == {"read": 6, "accepted": 3, "duplicates": 1, "rejected": 2, "undated": 1,
                      "seconds": counts["seconds"], "version": counts["version"]}
    assert progress.splitlines()[-1].startswith("enriching: 6 of 6 rows, ")
    _, out, _ = run("export", "rejects", "--store", store)
    assert [json.loads(line)["row"] for line in out.splitlines()] == [5, 6]
    _, out, _ = run("export", "batches", "--store", store)
    [batch] = map(json.loads, out.splitlines())
    assert (batch["read"], batch["copies"], batch["chosen"], batch["undone"]) == (6, 1, "query", False)


def test_loading_the_same_again_adds_nothing(loaded, tmp_path):
    store, _, _ = loaded
    path = tmp_path / "again.json"
    path.write_text(json.dumps(ITEMS), encoding="utf-8")
    status, out, _ = run("ingest", *FAST, path, "--store", store)
    assert status == 0
    assert [json.loads(out)[name] for name in ("read", "accepted", "duplicates")] == [3, 0, 3]


def test_every_format_loads_from_a_folder_and_once_more_from_an_archive(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    for layout in layouts.LAYOUTS:
        (folder / layout.name).write_bytes(layout.content)
    (folder / "again.zip").write_bytes(zipped({one.name: one.content for one in layouts.LAYOUTS}))
    status, out, err = run("ingest", *FAST, folder, "--store", tmp_path / "store")
    assert status == 0, err
    counts = json.loads(out)
    articles, rejected = (sum(sizes) for sizes in zip(
        *((len(one.articles), one.rejected) for one in layouts.LAYOUTS), strict=True))
    assert counts["read"] == counts["accepted"] + counts["duplicates"] + counts["rejected"]
    assert (counts["read"], counts["rejected"]) == (2 * (articles + rejected), 2 * rejected)
    assert counts["duplicates"] >= articles


def test_a_layout_is_followed_remembered_and_never_left_out_in_silence(tmp_path):
    folder, store = tmp_path / "in", tmp_path / "store"
    folder.mkdir()
    (folder / "a.csv").write_text("Otsikko,Aika\nBoats are back,03/04/2024\nCranes are not,04/04/2024\n")
    (folder / "b.csv").write_text("title,date\nFerries are late,03/04/2024\n")
    layout = {"roles": {"Otsikko": "title", "Aika": "date"}, "day_first": True}
    status, _, err = run("ingest", *FAST, folder, "--store", store, "--layout", '{"roles": {"x": "title"}}')
    assert status == 2 and "no table has the columns x" in err
    assert run("export", "articles", "--store", store)[1] == ""
    (tmp_path / "layout.json").write_text(json.dumps(layout))
    status, out, err = run("ingest", *FAST, folder, "--store", store, "--layout", tmp_path / "layout.json")
    assert (status, json.loads(out)["accepted"], json.loads(out)["undated"]) == (0, 3, 1), err
    (folder / "c.csv").write_text("Aika;Otsikko\n05/06/2024;Yards wait\n")
    status, out, _ = run("preview", folder / "c.csv", folder / "b.csv", "--store", store)
    first, second = map(json.loads, out.splitlines())
    assert status == 0 and (first["remembered"], second["remembered"]) == (True, False)
    assert first["articles"][0]["published"] == "2024-06-05T00:00:00Z"
    status, out, _ = run("ingest", *FAST, folder / "c.csv", "--store", store)
    assert json.loads(out)["accepted"] == 1 and json.loads(out)["undated"] == 0


@pytest.mark.parametrize(("table", "view", "count"), [
    ("articles", "", 3), ("articles", "?q=chip&outlet=Strait+Times", 1), ("articles", "copies=off", 2),
    ("mentions", "entity=Huawei&outlet=Harbor+Wire", None), ("stories", "", 3), ("sentiment", "topic=markets", 0)])
def test_export_follows_the_view(loaded, table, view, count):
    status, out, _ = run("export", table, "--store", loaded[0], "--view", view)
    rows = [json.loads(line) for line in out.splitlines()]
    assert status == 0
    assert len(rows) == count if count is not None else any(row["entity"] == "Huawei" for row in rows)


def test_an_exported_article_has_iso_dates_and_true_nulls(loaded):
    _, out, _ = run("export", "articles", "--store", loaded[0])
    first, _, last = map(json.loads, out.splitlines())
    assert first["published"] == "2023-04-03T10:00:00Z"
    assert (last["published"], last["published_as"], last["date_note"]) == (None, "03/04/2023", "ambiguous")


def test_export_writes_files_and_names_what_a_view_got_wrong(loaded, tmp_path):
    status, _, err = run("export", "articles", "--store", loaded[0], "--view", "tone=angry", "--format",
                         "parquet", "--out", tmp_path / "a.parquet")
    assert status == 0
    assert "angry" in err
    assert len(pd.read_parquet(tmp_path / "a.parquet")) == 3


def test_tag_answers_each_line_in_order():
    lines = [{"id": 7, "title": ITEMS[0]["headline"], "text": ITEMS[0]["body"]}, "torn", {"id": "x", "text": ""},
             {"id": 7, "title": ITEMS[0]["headline"], "text": ITEMS[0]["body"]}, {"id": 9, "text": 3}]
    status, out, _ = run("tag", stdin="\n".join(json.dumps(line) for line in lines).encode())
    answers = [json.loads(line) for line in out.splitlines()]
    assert status == 0
    assert [answer["id"] for answer in answers] == [7, None, None, 7, None]
    assert answers[0] == answers[3]
    assert answers[0]["topics"] == ["chip-export-rules"]
    assert {"China", "Huawei"} <= {entity["name"] for entity in answers[0]["entities"]}
    assert (answers[0]["tone"], answers[0]["quotes"], answers[0]["claims"]) == ("negative", [], [])


def test_tag_with_the_news_engine_scores_toward_each_entity():
    line = {"id": 1, "title": ITEMS[0]["headline"], "text": ITEMS[0]["body"]}
    status, out, _ = run("tag", "--sentiment", "news", stdin=json.dumps(line).encode())
    answer = json.loads(out)
    assert status == 0
    assert -1 <= answer["polarity"] <= 1 and answer["subjectivity"] is None
    assert answer["entities"] and all(-1 <= one["polarity"] <= 1 and one["tone"] in schema.TONES
                                      for one in answer["entities"])


@pytest.mark.parametrize(("arguments", "status", "words"), [
    (["ingest", "/nowhere/at/all"], 1, "nothing to read"),
    (["tag", "--sentiment", "tarot"], 2, "engine"),
    (["export", "articles", "--format", "xlsx"], 2, "--out"),
    (["export", "articles", "--store", "/nowhere"], 1, "no Wirewatch store"),
    (["ingest"], 2, "PATH"),
    (["export", "recipes"], 2, "recipes"),
    (["ingest", "http://127.0.0.1/"], 1, "internal or reserved network"),
    (["ingest", "file:///etc/passwd"], 1, "only http and https"),
    (["preview", "/nowhere/at/all"], 1, "no file at"),
    (["preview", "x.csv", "--layout", "{"], 2, "not valid JSON"),
    (["preview", "x.csv", "--layout", "/nowhere"], 2, "no layout at"),
])
def test_what_goes_wrong_is_a_sentence_and_a_status(arguments, status, words, tmp_path):
    given = [*arguments, "--store", tmp_path] if arguments[0] == "ingest" and len(arguments) > 1 else arguments
    found, _, err = run(*given)
    assert found == status
    assert words in err
    assert "Traceback" not in err


def test_refresh_tells_what_came_of_each_feed(tmp_path):
    status, out, err = run("refresh", "--store", tmp_path / "store")
    assert (status, json.loads(out)["feeds"]) == (0, 0) and "no feeds" in err
    feeds.add(tmp_path / "store", "http://127.0.0.1/feed?key=secret", "Inside")
    status, out, err = run("refresh", "--store", tmp_path / "store", "--progress", "json")
    told = json.loads(out)
    assert status == 1 and list(told) == ["feeds", "fetched", "unchanged", "failed", "read", "accepted", "duplicates",
                                          "rejected", "undated", "seconds", "version", "errors"]
    assert (told["feeds"], told["failed"], told["read"], told["version"]) == (1, 1, 0, 0)
    assert told["errors"][0]["url"] == "http://127.0.0.1/feed?key=***"
    assert "internal" in err and "secret" not in out + err


def test_the_server_side_never_loads_a_language_model():
    heavy = ("spacy", "textblob", "utils.pipeline", "utils.enrichment", "utils.sources", "requests")
    code = ("import sys, utils.ui.ask, utils.ui.jobs, utils.store.feeds\n"
            f"print([name for name in {heavy} if name in sys.modules])")
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.stdout.strip() == "[]", done.stderr


def test_the_slow_engine_can_be_left_out(tmp_path):
    (tmp_path / "a.jsonl").write_text(json.dumps({"title": "Harvest good", "text": "A good harvest was had in May."}))
    for engines, expected in (("textblob", {"textblob"}), ("textblob,news", {"textblob", "news"})):
        store = tmp_path / engines
        assert run("ingest", "--engines", engines, tmp_path / "a.jsonl", "--store", store)[0] == 0
        _, told, _ = run("export", "sentiment", "--store", store)
        assert {json.loads(line)["engine"] for line in told.splitlines()} == expected
    assert run("ingest", tmp_path / "a.jsonl", "--engines", "oracle")[0] == 2


def test_a_sentence_is_explained_word_by_word():
    lines = [{"text": "The council praised the brilliant plan.", "start": 24, "end": 33}, {"text": "A terrible plan."},
             {"start": 1}]
    status, told, _ = run("explain", stdin="\n".join(map(json.dumps, lines)).encode())
    first, second, third = map(json.loads, told.splitlines())
    assert status == 0 and "no sentence" in third["error"]
    assert [word["word"] for word in second["words"]] == ["A", "terrible", "plan"]
    effect = {word["word"]: word["effect"] for word in second["words"]}
    assert effect["terrible"] < min(effect["A"], effect["plan"]) and effect["terrible"] < 0
    assert [word["word"] for word in first["words"]] == ["The", "council", "praised", "the", "plan"]
