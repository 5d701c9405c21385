"""How far a load is, and how long the rest will take."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

# Seconds of storing a chunk for a second of cleaning it, until the first one is stored (rss_2023_h1: 27 to 39).
STORING = 0.7
# The steps of enriching, and the time of each as a multiple of the first's, until a chunk has told (rss_2023_h1: 10,
# news_2018_2020: 11).
STEPS = {"names": 1.0, "tone": 10.5}


@dataclass(frozen=True)
class Progress:
    """How far a load is: rows done (accepted, duplicate or rejected) of all rows, seconds so far and left."""

    stage: str
    done: int
    total: int
    seconds: float
    left: float | None


@dataclass
class _Step:
    """A step of the work on a chunk: its share done and when, and when and at what share its pace began."""

    done: tuple[float, float]
    paced: tuple[float, float]

    @property
    def seconds(self) -> float | None:
        """Seconds that all of it takes at its pace so far; None until it has one."""
        (since, first), (now, last) = self.paced, self.done
        return (now - since) / (last - first) if last > first else None


@dataclass
class _Chunk:
    """Rows that are enriched and stored together: how many, how many of them new, when reading them began, when they
    were clean, and the steps of enriching the new ones so far."""

    rows: int
    new: int
    begun: float
    cleaned: float
    steps: dict[str, _Step] = field(default_factory=dict)

    @property
    def cleaning(self) -> float:
        """Seconds that reading and cleaning took."""
        return self.cleaned - self.begun

    @property
    def enriched(self) -> float:
        """When the last of it was enriched, so far."""
        return max((step.done[0] for step in self.steps.values()), default=self.cleaned)

    def paced(self) -> dict[str, float]:
        """Return the seconds that each step takes that has a pace."""
        return {name: step.seconds for name, step in self.steps.items() if step.seconds is not None}


@dataclass
class Meter:
    """Counts a load's work and reports it, at most once a second, and when the last chunk is stored.

    `steps` are those of enriching a chunk (of `STEPS`), in order.
    """

    report: Callable[[Progress], None]
    steps: Sequence[str]
    total: int = 0
    done: int = 0
    _started: float = field(default_factory=time.monotonic)
    _reported: float = 0.0
    _begun: float = 0.0
    _taken: int = 0
    _chunk: _Chunk | None = None
    _worked: set[str] = field(default_factory=set)
    # Of the chunks so far that held new articles: seconds of each step and of storing in the last, rows of all, and
    # seconds of all work.
    _weights: dict[str, float] = field(default_factory=lambda: STEPS)
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
        self._chunk = _Chunk(rows, rows - known, self._begun, time.monotonic())
        self._taken += rows
        self.done += known
        self._say("enriching")

    def enriched(self, name: str, count: int, share: float) -> None:
        """Note articles that just went through a step: how many, and their share of the step's work on the chunk."""
        now, chunk = time.monotonic(), self._chunk
        begun = chunk.enriched, 0.0
        step = chunk.steps.setdefault(name, _Step(begun, begun))
        step.done = now, step.done[1] + share
        if name == self.steps[-1]:
            self.done += count
        if name not in self._worked:  # until now its models were loading
            self._worked.add(name)
            step.paced = step.done
        self._say("enriching")

    def stored(self) -> None:
        """Note that the chunk is in the store."""
        now, chunk = time.monotonic(), self._chunk
        if chunk.new and (enriching := self._enriching()):
            if not set(self.steps) - set(chunk.paced()):
                self._weights = enriching
            self._storing = now - chunk.enriched
            self._rows += chunk.rows
            self._seconds += chunk.cleaning + sum(enriching.values()) + self._storing
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

    def _enriching(self) -> dict[str, float]:
        """Return the seconds that each step of this chunk takes: at its own pace, or by that of the others and what
        they were to each other in the chunk before; empty until one has a pace."""
        if not self._chunk.new:
            return dict.fromkeys(self.steps, 0.0)
        paced = self._chunk.paced()
        if not paced:
            return {}
        unit = sum(paced.values()) / sum(self._weights[name] for name in paced)
        return {name: paced.get(name, self._weights[name] * unit) for name in self.steps}

    def _left(self, now: float) -> float | None:
        """Return the seconds left: the rest of this chunk at its own pace, and all later rows at that of the chunks so
        far, or of this one (rows that were in the store already tell nothing about new ones)."""
        chunk, later = self._chunk, self.total - self._taken
        enriching = self._enriching() if chunk else {}
        if not enriching and not self._rows:
            return None
        if not enriching:
            return self._seconds / self._rows * (later + chunk.rows) - (now - chunk.begun)
        storing = STORING * chunk.cleaning if self._storing is None else self._storing
        this = chunk.cleaning + sum(enriching.values()) + storing
        a_row = self._seconds / self._rows if self._rows else this / chunk.rows
        done = {name: step.done[1] for name, step in chunk.steps.items()}
        rest = sum(seconds * (1 - done.get(name, 0.0)) for name, seconds in enriching.items())
        return rest + storing + a_row * later
