"""The parent's side of the parsing process: start it, ask it, stop it when it does not answer."""

import contextlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from utils.errors import UnreadableInput
from utils.layout import Layout
from utils.settings import ROOT
from utils.sources import limits
from utils.sources.rows import META

# One thread and one memory arena: threads would count against the child's address space. Without lxml openpyxl reads
# through defusedxml, which refuses entities. No variables of ours pass.
ENVIRONMENT = {"OMP_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "2", "ARROW_DEFAULT_MEMORY_POOL": "system",
               "OPENPYXL_LXML": "False", "PYTHONDONTWRITEBYTECODE": "1"}
PASSED_ON = ("PATH", "PYTHONPATH", "SYSTEMROOT", "LANG")


class Parser:
    """A child process that parses one file after another; a context manager that leaves no process behind.

    `stopped` counts how often it had to be stopped, or ended by itself, over a file.
    """

    def __init__(self):
        self.process: subprocess.Popen | None = None
        self.stopped = 0

    def __enter__(self) -> "Parser":
        return self

    def __exit__(self, *_) -> None:
        self._stop()

    def parse(self, path: Path, name: str, member: int | None = None, *, layouts: Sequence[Layout] = (),
              head: bool = False) -> Iterator[tuple[pa.Table, dict[str, Any]]]:
        """Yield the rows of `path` in chunks, each with what else is known: {"rejects", "notes", "members", "told"}.

        `name` is what the user calls it. Of an archive there are no rows, only the names of its "members"; each is
        then read by its place among them. The first of `layouts` that is for the table is followed; with `head` only
        the first rows come, and "told" holds what was understood. Raises UnreadableInput, its sentence beginning in
        lower case, when the rest cannot be read.
        """
        child = self._running()
        self._ask(child, {"path": str(path.resolve()), "name": name, "member": member, "head": head,
                          "layouts": [layout.to_dict() for layout in layouts]})
        last = False
        try:
            while not last:
                table, meta = self._answer(child)
                last = meta["last"]
                yield table, meta
        finally:
            if not last:  # the rest of its answers would be taken for the next file's
                self._stop()
        if meta["error"]:
            raise UnreadableInput(meta["error"])

    def _ask(self, child: subprocess.Popen, request: dict[str, Any]) -> None:
        try:
            child.stdin.write(json.dumps(request).encode() + b"\n")
            child.stdin.flush()
        except OSError as error:
            raise self._failed(child, error) from error

    def _answer(self, child: subprocess.Popen) -> tuple[pa.Table, dict[str, Any]]:
        late = threading.Timer(limits.SECONDS, child.kill)
        late.start()
        try:
            with pa.ipc.open_stream(child.stdout) as stream:
                table = stream.read_all()
            table.validate(full=True)
            return table, json.loads(table.schema.metadata[META])
        except (pa.ArrowException, OSError, ValueError) as error:
            raise self._failed(child, error) from error
        finally:
            late.cancel()

    def _failed(self, child: subprocess.Popen, error: Exception) -> UnreadableInput:
        self._stop()
        self.stopped += 1
        return UnreadableInput("it could not be read safely within the limits of time and memory",
                               detail=f"the parser ended with {child.returncode}: {error}")

    def _running(self) -> subprocess.Popen:
        if self.process is not None and self.process.poll() is not None:
            self._stop()
        if self.process is None:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "utils.sources.child"], cwd=ROOT, env=environment(),
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        return self.process

    def _stop(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            with contextlib.suppress(BrokenPipeError):
                self.process.stdin.close()
            self.process.stdout.close()
            self.process = None


def environment() -> dict[str, str]:
    """Return the variables that a child of this room gets: none of ours, no secrets, no proxies."""
    return {name: os.environ[name] for name in PASSED_ON if name in os.environ} | ENVIRONMENT
