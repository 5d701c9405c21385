"""How far a load is, and how long the rest will take."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

# Seconds of storing a chunk for a second of cleaning it, until the first one is stored (rss_2023_h1: 27 to 39).
STORING = 0.7


@dataclass(frozen=True)
class Progress:
    """How far a load is: rows done (accepted, duplicate or rejected) of all rows, seconds so far and left."""

    stage: str
    done: int
    total: int
    seconds: float
    left: float | None


@dataclass
class _Chunk:
    """Rows that are enriched and stored together: how many, how many of them new, when reading them began, when they
    were clean, what share of the work on the new ones was done when, and when and at what share its pace began."""

    rows: int
    new: int
    begun: float
    cleaned: float
    done: tuple[float, float]
    paced: tuple[float, float]

    @property
    def cleaning(self) -> float:
        """Seconds that reading and cleaning took."""
        return self.cleaned - self.begun

    @property
    def enriching(self) -> float | None:
        """Seconds that enriching all of it takes at its pace so far; None until it has one."""
        (since, first), (now, last) = self.paced, self.done
        return 0.0 if not self.new else (now - since) / (last - first) if last > first else None


@dataclass
class Meter:
    """Counts a load's work and reports it, at most once a second, and when the last chunk is stored."""

    report: Callable[[Progress], None]
    total: int = 0
    done: int = 0
    _started: float = field(default_factory=time.monotonic)
    _reported: float = 0.0
    _begun: float = 0.0
    _taken: int = 0
    _chunk: _Chunk | None = None
    _worked: bool = False
    # Of the chunks so far that held new articles: seconds of storing the last, rows of all, and seconds of all work.
    _storing: float | None = None
    _rows: int = 0
    _seconds: float = 0.0

    def counted(self, rows: int) -> None:
        """Note rows that are to be loaded."""
        self.total += rows
        self._begun = time.monotonic()
        self._say("counting")

    def cleaned(self, rows: int, known: int) -> None:
        """Note a chunk that is clean, and how many of its rows need no more work."""
        now = time.monotonic()
        self._chunk = _Chunk(rows, rows - known, self._begun, now, done=(now, 0.0), paced=(now, 0.0))
        self._taken += rows
        self.done += known
        self._say("enriching")

    def enriched(self, count: int, share: float) -> None:
        """Note articles just enriched, and their share of the work on the chunk's new ones."""
        self._chunk.done = time.monotonic(), self._chunk.done[1] + share
        self.done += count
        if not self._worked:  # until now the models were loading
            self._worked, self._chunk.paced = True, self._chunk.done
        self._say("enriching")

    def stored(self) -> None:
        """Note that the chunk is in the store."""
        now, chunk = time.monotonic(), self._chunk
        if chunk.new and chunk.enriching is not None:
            self._storing = now - chunk.done[0]
            self._rows += chunk.rows
            self._seconds += chunk.cleaning + chunk.enriching + self._storing
        self._begun = now
        if self.done == self.total:
            self._report("enriching", now, 0.0)

    def _say(self, stage: str) -> None:
        now = time.monotonic()
        if now - self._reported >= 1:
            self._report(stage, now, self._left(now))

    def _report(self, stage: str, now: float, left: float | None) -> None:
        self._reported = now
        self.report(Progress(stage, self.done, self.total, round(now - self._started, 1),
                             None if left is None else round(max(left, 0.0), 1)))

    def _left(self, now: float) -> float | None:
        """Return the seconds left: the rest of this chunk at its own pace, and all later rows at that of the chunks so
        far, or of this one (rows that were in the store already tell nothing about new ones)."""
        chunk, later = self._chunk, self.total - self._taken
        if chunk is None or (chunk.enriching is None and not self._rows):
            return None
        if chunk.enriching is None:
            return self._seconds / self._rows * (later + chunk.rows) - (now - chunk.begun)
        storing = STORING * chunk.cleaning if self._storing is None else self._storing
        this = chunk.cleaning + chunk.enriching + storing
        a_row = self._seconds / self._rows if self._rows else this / chunk.rows
        return chunk.enriching * (1 - chunk.done[1]) + storing + a_row * later
