"""From outside to disk: sources -> cleaning -> enrichment -> store, in order, with progress."""

import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

import pandas as pd

from utils.cleaning import copies
from utils.cleaning.articles import Cleaned, clean
from utils.enrichment.documents import Enricher
from utils.errors import UnreadableInput
from utils.matching.words import fold
from utils.sources.reading import Reading, read
from utils.store import workspace
from utils.store.workspace import Chunk, Counts

# Large enough to keep every worker busy, small enough that a kill loses little and memory stays flat.
CHUNK = 2000


@dataclass(frozen=True)
class Progress:
    """How far a load is: rows done (accepted, duplicate or rejected) of all rows, seconds so far and left."""

    stage: str
    done: int
    total: int
    seconds: float
    left: float | None


@dataclass
class _Meter:
    """Counts a load's work and reports it, at most once a second, and when the last row is done."""

    report: Callable[[Progress], None]
    total: int = 0
    done: int = 0
    started: float = field(default_factory=time.monotonic)
    _reported: float = 0.0

    def say(self, stage: str, *, done: int = 0) -> None:
        """Note `done` more rows in `stage` and report when a second has passed or nothing is left."""
        self.done += done
        now = time.monotonic()
        if now - self._reported >= 1 or (done and self.done == self.total):
            self._reported = now
            self.report(self.progress(stage))

    def progress(self, stage: str) -> Progress:
        """Return how far the load is now."""
        seconds = time.monotonic() - self.started
        left = (self.total - self.done) * seconds / self.done if self.done else None
        return Progress(stage, self.done, self.total, round(seconds, 1), left and round(left, 1))


def ingest(inputs: list[Path], store: Path, *, chosen: str = "unknown", workers: int = 2,
           report: Callable[[Progress], None] = lambda progress: None) -> dict[str, float]:
    """Load files and folders into `store`; return read, accepted, duplicates, rejected, undated, seconds, version.

    What is committed stays, whatever happens later. Raises UnreadableInput when nothing could be read, and StoreError.
    """
    started, meter = time.monotonic(), _Meter(report)
    workspace.begin(store)
    batch, counts, version = None, Counts(), 0
    # Reading is a hundredth of the work, so it is done twice: the time left is known from the start.
    for reading in _readings(inputs):
        meter.total += len(reading.rows) + len(reading.rejects)
        meter.say("counting")
    with Enricher(workers) as enricher:
        for chunk in _chunks(_readings(inputs)):
            if batch is None:
                batch = workspace.open_batch(store, source=", ".join(path.name for path in inputs), chosen=chosen)
            begun = time.monotonic()
            full = _enriched(chunk, store, enricher, meter)
            version, committed = workspace.commit(store, batch, full, copies.group, time.monotonic() - begun)
            counts += committed
    if batch is None or not counts.read:
        raise UnreadableInput("Nothing could be read: the input holds no rows. Nothing was changed.")
    if counts.read == counts.rejected:
        raise UnreadableInput(f"None of the {counts.read:,} rows could be read; the reasons are kept with the load.")
    version = workspace.compact(store)
    kept = {name: value for name, value in asdict(counts).items() if name != "copies"}
    return {**kept, "seconds": round(time.monotonic() - started, 2), "version": version}


def _readings(inputs: list[Path]) -> Iterator[Reading]:
    """Yield the readings of all inputs; one that is missing or empty is a reject, unless it is the only one."""
    for path in inputs:
        try:
            yield from read(path)
        except UnreadableInput as error:
            if len(inputs) == 1:
                raise
            yield Reading.refused(path.name, error.sentence)


def _chunks(readings: Iterator[Reading]) -> Iterator[Cleaned]:
    """Gather cleaned readings until there is a chunk's worth of articles."""
    waiting: list[Cleaned] = []
    for reading in readings:
        waiting.append(clean(reading, now=pd.Timestamp.now(tz="UTC")))
        if sum(len(one.articles) for one in waiting) >= CHUNK:
            yield Cleaned.joined(waiting)
            waiting = []
    if waiting:
        yield Cleaned.joined(waiting)


def _enriched(cleaned: Cleaned, store: Path, enricher: Enricher, meter: _Meter) -> Chunk:
    """Return what a commit needs, computed only for articles the store lacks."""
    fresh = cleaned.articles[workspace.unseen(store, cleaned.articles)].drop_duplicates("id")
    sentences = cleaned.sentences[cleaned.sentences["article"].isin(fresh["id"])]
    sentences = sentences.drop_duplicates(["article", "sentence"])
    meter.say("enriching", done=cleaned.read - len(fresh))
    enriched = enricher.enrich(fresh, sentences, on_done=lambda count: meter.say("enriching", done=count))
    signatures = copies.signatures(fresh, sentences)
    words = pd.DataFrame({"article": fresh["id"], "title": fresh["title"].map(fold), "text": fresh["text"].map(fold)})
    return Chunk(cleaned.read, fresh, {"sentences": sentences, **enriched}, cleaned.rejects, words, signatures,
                 copies.bands(signatures))
