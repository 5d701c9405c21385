"""A watched folder: what is whole is loaded once, what is not waits, and one bad file does not end it."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from utils import watching
from utils.errors import UnreadableInput, WirewatchError

ROOT = Path(__file__).parent.parent


class Ended(Exception):
    """What ends a watch in these tests."""


@pytest.fixture
def watched(tmp_path, monkeypatch):
    """Watch a folder in which `acts` happen, one after each look; return what was told after each."""
    def run(*acts):
        told, after = [], []
        todo = iter(acts)

        def pause(seconds):
            after.append([one["file"] for one in told[sum(map(len, after)):]])
            act = next(todo, None)
            if act is None:
                raise Ended
            act(tmp_path)

        def ingest(inputs, store, **_):
            if b"bad" in inputs[0].read_bytes():
                raise UnreadableInput("It is bad.")
            return {"read": 1}

        monkeypatch.setattr(watching.time, "sleep", pause)
        monkeypatch.setattr(watching, "ingest", ingest)
        with pytest.raises(Ended):
            watching.watch(tmp_path, tmp_path / "store", told.append)
        return after, told
    return run


def put(name, content="good"):
    return lambda folder: (folder / name).write_text(content)


def nothing(folder):
    pass


@pytest.mark.parametrize(("acts", "after"), [
    ([nothing], [[], []]),
    ([put("a.csv"), nothing, nothing], [[], [], ["a.csv"], []]),  # whole at the second look, and never again
    ([put("a.csv"), put("a.csv", "grows"), nothing], [[], [], [], ["a.csv"]]),
    ([put("a.csv"), nothing, put("a.csv", "changed"), nothing], [[], [], ["a.csv"], [], ["a.csv"]]),
    ([put("a.crdownload"), nothing, lambda folder: (folder / "a.crdownload").rename(folder / "a.csv"), nothing],
     [[], [], [], [], ["a.csv"]]),
    ([put(".a.csv"), put("b.PART"), put("c.tmp"), nothing], [[], [], [], [], []]),
    ([lambda folder: (folder / "in").mkdir(), nothing], [[], [], []]),
    ([put("a.csv"), lambda folder: (folder / "a.csv").unlink(), nothing], [[], [], [], []]),
])
def test_a_file_is_loaded_once_it_is_whole(watched, acts, after):
    assert watched(*acts)[0] == after


def test_a_file_that_cannot_be_read_is_told_and_the_next_goes_on(watched):
    _, told = watched(put("a.csv", "bad"), put("b.csv"), nothing)
    assert told == [{"file": "a.csv", "error": "It is bad."}, {"file": "b.csv", "read": 1}]


def test_a_folder_that_is_none_is_a_sentence(tmp_path):
    with pytest.raises(WirewatchError, match="no folder"):
        watching.watch(tmp_path / "none", tmp_path / "store", print)


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_the_command_loads_what_is_there_and_ends_when_told(tmp_path, end):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.jsonl").write_text(json.dumps({"title": "Harvest good", "text": "A good harvest was had."}))
    (tmp_path / "in" / "b.csv").write_text("")
    child = subprocess.Popen([sys.executable, "-m", "utils", "ingest", "--watch", tmp_path / "in", "--store",
                              tmp_path / "store", "--engines", "textblob"], cwd=ROOT,
                             stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                             env={**os.environ, "WIREWATCH_WORKERS": "1"})
    first, second = json.loads(child.stdout.readline()), json.loads(child.stdout.readline())
    child.send_signal(end)
    _, err = child.communicate(timeout=60)
    assert (first["file"], first["accepted"], second["file"]) == ("a.jsonl", 1, "b.csv") and second["error"]
    assert child.returncode == 0 and "Traceback" not in err
