"""Whatever ends a load, at whatever moment: what was acknowledged counts, nothing is half, the next load is as ever."""

import itertools
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import crashing
import pyarrow.parquet as pq
import pytest
from handmade import article, chunk

from utils.store import curation, ledger, parts, tables, workspace

ROOT = Path(__file__).parent.parent.parent
# Every write point, and 200 kills, take minutes; these many find what broke before (set to 1 and 200 for the whole).
STRIDE = 12
KILLS = 10
COMMAND_KILLS = 3
WHOLE = {"id-old", "id-shared", "id-one", "id-two"}  # after `first` and `then`


class Forker:
    """The process of ``crashing.py``."""

    def __init__(self):
        paths = os.pathsep.join([str(ROOT), str(ROOT / "tests")])
        self.process = subprocess.Popen([sys.executable, crashing.__file__], stdin=subprocess.PIPE, text=True,
                                        stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": paths})

    def start(self, store: Path, work: str, how: str = "", at: int = 0) -> int:
        """Start a load; return its process."""
        self.process.stdin.write(json.dumps({"store": str(store), "work": work, "how": how, "at": at}) + "\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())

    def end(self) -> int:
        """Wait for the load; return its exit status, negative for a signal. What it acknowledged is in `told`."""
        self.told = []
        while not (line := self.process.stdout.readline().strip()).startswith("ended"):
            self.told.append(line)
        return int(line.split()[1])

    def run(self, *what) -> int:
        """Do both."""
        self.start(*what)
        return self.end()


@pytest.fixture(scope="module")
def forker():
    made = Forker()
    yield made
    made.process.stdin.close()
    made.process.wait()


@pytest.fixture(scope="module")
def base(forker, tmp_path_factory):
    """A store as it stands before trouble."""
    store = tmp_path_factory.mktemp("base") / "store"
    assert forker.run(store, "first") == 0
    return store


@pytest.fixture
def store(base, tmp_path):
    shutil.copytree(base, tmp_path / "store")
    return tmp_path / "store"


def whole(store: Path) -> set[str]:
    """Assert that the newest version is whole in every table, the index and the ledger; return its articles' ids."""
    reading = tables.connect(store, tables.state(store).version)

    def column(sql):
        return [value for (value,) in reading.execute(sql).fetchall()]

    with ledger.opened(store, write=True) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        connection.execute("INSERT INTO search (search) VALUES ('integrity-check')")
        for path, digest, rows in connection.execute("SELECT path, sha256, rows FROM parts").fetchall():
            assert not parts.damaged(store, path, digest) and pq.read_metadata(store / path).num_rows == rows
        indexed = {doc for (doc,) in connection.execute("SELECT DISTINCT doc FROM places")}
        signed = {number for (number,) in connection.execute("SELECT article FROM signatures")}
    stored, live = column("SELECT n FROM stored_articles"), column("SELECT n FROM articles")
    assert indexed == set(stored) and signed == set(live)
    for rows in ("stored_sentiment WHERE engine = 'textblob'", "stored_stories",
                 "stored_sentences WHERE sentence = 0"):  # one of each article
        assert sorted(column(f"SELECT article FROM {rows}")) == sorted(stored), rows
    assert column("SELECT count(*) FROM stored_mentions") == column("SELECT count(*) FROM stored_mentions m "
                                                                    "JOIN stored_entities e USING (entity)")
    ids = column("SELECT id FROM articles")
    assert len(ids) == len(set(ids))
    assert reading.execute("""SELECT version FROM batches b WHERE read != accepted + duplicates + rejected
        OR accepted != (SELECT count(*) FROM stored_articles WHERE batch = b.version)
        OR rejected != (SELECT count(*) FROM stored_rejects WHERE batch = b.version)""").fetchall() == []
    one_by_one = chunk(*(article(name) for name in ("old", "shared", "undone", "one", "two"))).articles
    assert list(workspace.unseen(store, one_by_one)) == [id not in ids for id in one_by_one["id"]]
    return set(ids)


def recovered(store: Path, forker: Forker) -> None:
    """Assert that nothing acknowledged was lost, that all is whole, and that the same again gives what it should."""
    acknowledged = forker.told
    live = whole(store)
    assert {line for line in acknowledged if line.startswith("id-")} - {"id-undone"} <= live
    assert "id-undone" not in live or "undone" not in acknowledged
    acts = curation.acts(store, tables.state(store).version)
    assert "decided" not in acknowledged or len(acts)
    assert "taken back" not in acknowledged or acts["undone"].all()
    assert forker.run(store, "then") == 0
    assert whole(store) == WHOLE
    with ledger.opened(store) as connection:
        names = {path for (path,) in connection.execute("SELECT path FROM parts")}
    assert {path.relative_to(store).as_posix() for path in (store / parts.FOLDER).glob("*/*")} == names


@pytest.mark.parametrize(("how", "ended"), [("step killed", -signal.SIGKILL), ("step failed", crashing.TOLD)])
def test_every_write_point_may_be_the_last(base, tmp_path, forker, how, ended):
    for at in itertools.count(random.randrange(STRIDE) + 1, STRIDE):
        store = tmp_path / str(at)
        shutil.copytree(base, store)
        status = forker.run(store, "then", how, at)
        if not status:
            break
        assert status == ended, f"{how} at {at}"
        recovered(store, forker)
    assert at > 100  # so many there are
    assert whole(store) == WHOLE


@pytest.mark.parametrize(("how", "ended"), [("size killed", -signal.SIGXFSZ), ("size failed", crashing.TOLD)])
def test_a_disk_may_be_full_in_the_middle_of_any_file(base, tmp_path, forker, how, ended):
    statuses = []
    for size in (0, 1000, 3000, 30_000, 70_000, 150_000, 10_000_000):
        store = tmp_path / str(size)
        shutil.copytree(base, store)
        statuses.append(forker.run(store, "then", how, size))
        assert statuses[-1] in (0, ended), f"{how} at {size}"
        recovered(store, forker)
    assert statuses[0] == ended and statuses[-1] == 0


def test_a_kill_at_any_moment_loses_nothing_acknowledged(tmp_path, forker):
    store, told = tmp_path / "store", set()
    for _ in range(KILLS):
        pid = forker.start(store, "on_and_on")
        time.sleep(random.uniform(0.01, 1))
        os.kill(pid, signal.SIGKILL)
        assert forker.end() == -signal.SIGKILL
        told.update(forker.told)
        if tables.exists(store):
            assert told <= whole(store)
    assert told


def test_a_kill_while_the_store_is_made_leaves_none_or_a_whole_one(tmp_path, forker):
    step = -(-STRIDE // 4)
    for at in itertools.count(random.randrange(step) + 1, step):
        store = tmp_path / str(at)
        assert forker.run(store, "first", "step killed", at) == -signal.SIGKILL
        begun = "id-old" in forker.told
        assert tables.exists(store) or not begun
        assert forker.run(store, "first") == 0 and "id-old" in whole(store)
        if begun:
            break
    assert at > 10


def test_loads_side_by_side_store_each_article_once(tmp_path):
    paths = os.pathsep.join([str(ROOT), str(ROOT / "tests")])
    writers = [subprocess.Popen([sys.executable, crashing.__file__, str(tmp_path / "store"), str(number)],
                                env={**os.environ, "PYTHONPATH": paths}, stderr=subprocess.PIPE) for number in range(8)]
    assert [writer.communicate()[1].decode() for writer in writers] == [""] * 8
    ids = whole(tmp_path / "store")
    assert ids == {"id-shared"} | {f"id-{number}" for number in range(8 + crashing.LOADS - 1)}
    batches = tables.batches(tmp_path / "store", tables.state(tmp_path / "store").version)
    assert len(batches) == 8 * crashing.LOADS and batches["read"].sum() == 8 * crashing.LOADS * 3
    assert batches["accepted"].sum() == len(ids)


def test_the_command_itself_may_be_killed_or_find_the_disk_full(tmp_path):
    items = [{"title": f"Harvest {number}", "text": f"Harvest number {number} was good."} for number in range(30)]
    (tmp_path / "in.jsonl").write_text("\n".join(map(json.dumps, items)))
    command = [sys.executable, "-m", "utils", "ingest", tmp_path / "in.jsonl", "--store", tmp_path / "store",
               "--engines", "textblob"]
    set_up = {"cwd": ROOT, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True,
              "env": {**os.environ, "WIREWATCH_WORKERS": "1"}}
    started = time.monotonic()
    full = subprocess.run(command, check=False, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0)),
                          **set_up)
    took = time.monotonic() - started
    assert full.returncode == 1 and "could not be used" in full.stderr and "Traceback" not in full.stderr
    for _ in range(COMMAND_KILLS):
        child = subprocess.Popen(command, **set_up)
        time.sleep(random.uniform(0.5, 1.5) * took)
        child.kill()
        child.communicate()
        assert not tables.exists(tmp_path / "store") or len(whole(tmp_path / "store")) in (0, 30)
    again = subprocess.run(command, check=False, **set_up)
    assert again.returncode == 0, again.stderr
    assert len(whole(tmp_path / "store")) == 30
