"""Loads which come to grief: a process told on stdin, one JSON line each, what to fork.

It only imports and forks (no thread of DuckDB's or Arrow's may run in it), so that a load costs no start of Python.
"""

import errno
import json
import os
import resource
import signal
import sqlite3
import sys
import traceback
from pathlib import Path

import pyarrow.parquet as pq
from handmade import article, chunk, same_signature

from utils.errors import StoreError
from utils.store import curation, workspace

LOADS = 4  # of one of many writers
UNDONE = 3  # the second batch of `first`: each batch is a version and each of its chunks another
TOLD, BROKEN = 3, 4  # exit statuses: it ended in a sentence; in anything else
MENTION = {"sentence": 0, "start": 0, "end": 1, "surface": "A", "type": "ORG"}
REJECT = {"origin": "f", "row": 3, "reason": "no text", "excerpt": ""}


def named(name: str, entity: str, **other):
    """Return a chunk of one article new by its name, one that every load brings, a mention and a reject."""
    return chunk(article(name, **other), article("shared"), rejects=[REJECT],
                 mentions=[MENTION | {"article": f"id-{name}", "entity": entity}])


def first(store: Path, tell) -> None:
    """Load what stands in the store before anything goes wrong."""
    load(store, tell, named("old", "Old Works"))
    load(store, tell, named("undone", "Undone Works"))


def then(store: Path, tell) -> None:
    """Load two chunks, take back a batch of before, decide and take back, and join the parts: every way of writing."""
    load(store, tell, named("one", "Old Works", published=None), named("two", "New Works"))
    workspace.undo(store, UNDONE)
    tell("undone")
    act = curation.act(store, "name", {"entity": "Old Works", "name": "New Works"})
    tell("decided")
    curation.undo(store, act)
    tell("taken back")
    workspace.compact(store, most=1)
    tell("compacted")


def on_and_on(store: Path, tell) -> None:
    """Load until somebody ends it."""
    for number in range(10_000):
        load(store, tell, named(f"{os.getpid()}-{number}", "Old Works"))
        workspace.compact(store, most=20)


def beside(store: Path, number: int) -> None:
    """Load a few batches, each of which several others load too."""
    for one in range(number, number + LOADS):
        load(store, lambda line: None, named(str(one), f"Works {one}"))


def load(store: Path, tell, *chunks) -> None:
    """Load chunks as one batch, telling each article that is acknowledged."""
    workspace.begin(store)
    batch = workspace.open_batch(store, source="test", chosen="query")
    for one in chunks:
        workspace.commit(store, batch, one, same_signature, 0.5)
        tell(one.articles["id"][0])


class Trouble:
    """Counts what is done to the disk; the `at`-th act ends in a kill or an error, half done where that can be.

    A statement that only reads is no act: a kill before it is one before the next that writes.
    """

    def __init__(self, at: int, kill: bool):
        self.at, self.kill, self.done = at, kill, 0

    def due(self) -> bool:
        self.done += 1
        return self.done == self.at

    def strike(self, error: Exception) -> None:
        if self.kill:
            os.kill(os.getpid(), signal.SIGKILL)
        raise error

    def before(self, act):
        """Return `act`, with trouble before it."""
        def troubled(*arguments, **named_arguments):
            if self.due():
                self.strike(OSError(errno.ENOSPC, "No space left on device"))
            return act(*arguments, **named_arguments)
        return troubled

    def halfway(self, act):
        """Return the writing of a file, with trouble in the middle of it."""
        def troubled(table, path, **named_arguments):
            act(table, path, **named_arguments)
            if self.due():
                os.truncate(path, path.stat().st_size // 2)
                self.strike(OSError(errno.ENOSPC, "No space left on device"))
        return troubled

    def connecting(self):
        """Return a class of connections of which any statement may be the one."""
        def troubled(name):
            def statement(connection, sql, *arguments):
                if not sql.startswith(("SELECT", "PRAGMA")) and self.due():
                    self.strike(sqlite3.OperationalError("database or disk is full"))
                return getattr(sqlite3.Connection, name)(connection, sql, *arguments)
            return statement
        return type("Troubled", (sqlite3.Connection,), {name: troubled(name) for name in ("execute", "executemany")})

    def lay(self) -> None:
        """Put the trouble into this process."""
        connect, troubled = sqlite3.connect, self.connecting()
        sqlite3.connect = lambda *arguments, **named_arguments: connect(*arguments, factory=troubled, **named_arguments)
        os.fsync = self.before(os.fsync)
        pq.write_table = self.halfway(pq.write_table)
        for name in ("mkdir", "rename", "unlink"):
            setattr(Path, name, self.before(getattr(Path, name)))


def come_to_grief(store: str, work: str, how: str, at: int) -> int:
    """Do `work` in this process, under trouble, telling on stdout what is acknowledged; return an exit status."""
    if how in ("step killed", "step failed"):
        Trouble(at, how == "step killed").lay()
    if how in ("size killed", "size failed"):  # no file may grow beyond: the disk's own way of writing half of it
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL if how == "size killed" else signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (at, resource.RLIM_INFINITY))
    try:
        globals()[work](Path(store), lambda line: os.write(1, f"{line}\n".encode()))
    except StoreError:
        return TOLD
    except BaseException:
        traceback.print_exc()
        return BROKEN
    return 0


def main() -> None:
    for line in sys.stdin:
        child = os.fork()
        if not child:
            os._exit(come_to_grief(**json.loads(line)))
        print(child, flush=True)
        print(f"ended {os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])}", flush=True)


if __name__ == "__main__":
    beside(Path(sys.argv[1]), int(sys.argv[2])) if sys.argv[1:] else main()
