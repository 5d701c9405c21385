"""From outside to disk: sources -> cleaning -> enrichment -> store, in order, with progress."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

import pandas as pd

from utils.cleaning import copies
from utils.cleaning.articles import Cleaned, clean
from utils.enrichment.enricher import Enricher
from utils.errors import FetchError, UnreadableInput, WirewatchError
from utils.layout import Layout
from utils.matching.words import fold
from utils.meter import Meter, Progress
from utils.schema import ENGINES
from utils.sources import web
from utils.sources.fetching import named
from utils.sources.policy import OPEN_WEB, Policy
from utils.sources.reading import NO_LAYOUTS, Layouts, Reading, read
from utils.sources.visiting import Visitor
from utils.store import layouts as choices
from utils.store import workspace
from utils.store.workspace import Chunk, Counts

# Large enough to keep every worker busy, small enough that a kill loses little and memory stays flat.
CHUNK = 2000

Source = Path | list[Reading]  # a file or folder, read when it is needed; or what was read of an address


def ingest(inputs: list[Path | str], store: Path, *, chosen: str = "unknown", workers: int = 2,
           report: Callable[[Progress], None] = lambda progress: None, policy: Policy = OPEN_WEB,
           layouts: Sequence[Layout] = (), engines: Sequence[str] = ENGINES) -> dict[str, float]:
    """Load files, folders and addresses (text) into `store`; return read, accepted, duplicates, rejected, undated,
    seconds and version.

    `layouts` are followed by the tables that they fit, and remembered; `engines` score the wording (the word list
    always does). What is committed stays, whatever happens later.
    Raises UnreadableInput when nothing could be read, FetchError when a lone address gave nothing, WirewatchError when
    a layout fits nothing, and StoreError.
    """
    started, visitor = time.monotonic(), Visitor(policy)
    sources = [one if isinstance(one, Path) else _fetched(one, visitor, lone=len(inputs) == 1) for one in inputs]
    name = ", ".join(one.name if isinstance(one, Path) else named(one) for one in inputs)
    counts, version = load(sources, store, name=name, chosen=chosen, workers=workers, report=report,
                           layouts=Layouts(layouts, choices.remembered(store)), engines=engines)
    if not counts.read:
        raise UnreadableInput("Nothing could be read: the input holds no rows. Nothing was changed.")
    if counts.read == counts.rejected:
        raise UnreadableInput(f"None of the {counts.read:,} rows could be read; the reasons are kept with the load.")
    return {**told(counts), "seconds": round(time.monotonic() - started, 2), "version": version}


def load(sources: list[Source], store: Path, *, name: str, chosen: str, workers: int,
         report: Callable[[Progress], None], layouts: Layouts = NO_LAYOUTS,
         engines: Sequence[str] = ENGINES) -> tuple[Counts, int]:
    """Load files, folders and what was read of addresses as one batch called `name`; return its counts, the version."""
    enricher = Enricher(workers, engines=engines)
    meter = Meter(report, enricher.steps)
    workspace.begin(store)
    batch, counts, followed = None, Counts(), {}
    # Reading is a hundredth of the work, so it is done twice: the time left is known from the start.
    for reading in _readings(sources, layouts):
        meter.counted(len(reading.rows) + len(reading.rejects))
        if reading.layout.format and not reading.remembered:
            followed[reading.layout.fingerprint] = reading.layout
    _check(layouts.given, list(followed.values()))
    with enricher:
        for chunk in _chunks(_readings(sources, layouts)):
            if batch is None:
                batch = workspace.open_batch(store, source=name, chosen=chosen)
            begun = time.monotonic()
            full = _enriched(chunk, store, enricher, meter)
            _, committed = workspace.commit(store, batch, full, copies.group, time.monotonic() - begun)
            meter.stored()
            counts += committed
    for layout in followed.values():
        choices.remember(store, layout)
    return counts, workspace.compact(store)


def told(counts: Counts) -> dict[str, int]:
    """Return counts as the command line tells them."""
    return {name: value for name, value in asdict(counts).items() if name != "copies"}


def _fetched(address: str, visitor: Visitor, *, lone: bool) -> list[Reading]:
    """Return what was read at an address; one that gave nothing is a reject, unless it is the only input."""
    try:
        return web.readings(address, visitor.fetch(address))
    except FetchError as error:
        if lone:
            raise
        return [Reading.refused(named(address), error.sentence)]


def _check(given: Sequence[Layout], followed: list[Layout]) -> None:
    """Raise WirewatchError for a layout that fits nothing: what it asks for would be left out in silence."""
    for layout in given:
        if not any(layout.fits(one.format, one.columns) for one in followed):
            wanted = ", ".join(layout.columns or layout.roles) or "its separator, encoding or header"
            raise WirewatchError(f"A layout fits none of the inputs: no table has the columns {wanted}. Nothing was "
                                 "loaded.", fault="usage")


def _readings(sources: list[Source], layouts: Layouts) -> Iterator[Reading]:
    """Yield the readings of all sources; a file that is missing or empty is a reject, unless it is the only one."""
    for source in sources:
        if not isinstance(source, Path):
            yield from source
            continue
        try:
            yield from read(source, layouts=layouts)
        except UnreadableInput as error:
            if len(sources) == 1:
                raise
            yield Reading.refused(source.name, error.sentence)


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


def _enriched(cleaned: Cleaned, store: Path, enricher: Enricher, meter: Meter) -> Chunk:
    """Return what a commit needs, computed only for articles the store lacks."""
    fresh = cleaned.articles[workspace.unseen(store, cleaned.articles)].drop_duplicates("id")
    sentences = cleaned.sentences[cleaned.sentences["article"].isin(fresh["id"])]
    sentences = sentences.drop_duplicates(["article", "sentence"])
    meter.cleaned(cleaned.read, cleaned.read - len(fresh))
    enriched = enricher.enrich(fresh, sentences, on_done=meter.enriched)
    signatures = copies.signatures(fresh, sentences)
    words = pd.DataFrame({"article": fresh["id"], "title": fresh["title"].map(fold), "text": fresh["text"].map(fold)})
    return Chunk(cleaned.read, fresh, {"sentences": sentences, **enriched}, cleaned.rejects, cleaned.notes, words,
                 signatures, copies.bands(signatures))
