"""Watch a folder: each file that is put into it is loaded once it is whole, as a batch of its own."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from utils.errors import UnreadableInput, WirewatchError
from utils.meter import Progress
from utils.pipeline import ingest
from utils.schema import ENGINES

INTERVAL = 3.0  # seconds; a file that did not change between two looks is whole
UNFINISHED = (".tmp", ".part", ".crdownload")  # what programs and browsers call a file while they write it


def watch(folder: Path, store: Path, tell: Callable[[dict[str, Any]], None], *, chosen: str = "unknown",
          workers: int = 2, report: Callable[[Progress], None] = lambda progress: None,
          engines: Sequence[str] = ENGINES) -> None:
    """Load what is in `folder`, and what comes, until interrupted; `tell` of each file its name and the counts of
    `pipeline.ingest`, or the sentence why it could not be read.

    A file that changes is loaded again: its known rows are duplicates. Raises WirewatchError when there is no such
    folder, and StoreError.
    """
    if not folder.is_dir():
        raise WirewatchError(f"There is no folder {folder} to watch.", fault="usage")
    before: dict[Path, tuple[int, int]] = {}
    loaded: dict[Path, tuple[int, int]] = {}
    while True:
        found = _look(folder)
        for path in sorted(path for path, state in found.items() if before.get(path) == state != loaded.get(path)):
            loaded[path] = found[path]
            try:
                tell({"file": path.name, **ingest([path], store, chosen=chosen, workers=workers, report=report,
                                                  engines=engines)})
            except UnreadableInput as error:
                tell({"file": path.name, "error": error.sentence})
        before = found
        time.sleep(INTERVAL)


def _look(folder: Path) -> dict[Path, tuple[int, int]]:
    """Return size and time of change (ns) of each file that may be loaded."""
    found = {}
    for path in folder.glob("[!.]*"):
        if path.suffix.lower() not in UNFINISHED and path.is_file():
            try:
                state = path.stat()
            except FileNotFoundError:  # moved away meanwhile
                continue
            found[path] = state.st_size, state.st_mtime_ns
    return found
