"""What a load tells about the time left, on a clock of the test's own."""

import pytest

from utils import meter
from utils.meter import Meter

ROWS = 2000


@pytest.fixture
def clock(monkeypatch):
    """A clock: set ["now"], in seconds."""
    told = {"now": 100.0}
    monkeypatch.setattr(meter.time, "monotonic", lambda: told["now"])
    return told


def loaded(clock, chunks, *, start, lump, steps):
    """Load chunks of (known rows, {articles: seconds for them}); a chunk is cleaned in `lump` seconds and stored in as
    many, and its articles go through each step with its number of times their seconds. Return every (left as told,
    left in truth)."""
    told = []
    meter = Meter(lambda progress: told.append((progress, clock["now"])), list(steps))
    for known, articles in chunks:
        meter.counted(known + sum(articles))
    for known, articles in chunks:
        clock["now"] += lump
        meter.cleaned(known + sum(articles), known)
        clock["now"] += start
        start = 0.0
        for step, times in steps.items():
            for count, seconds in articles.items():
                clock["now"] += seconds * times
                meter.enriched(step, count, seconds / sum(articles.values()))
        clock["now"] += lump
        meter.stored()
    assert told[-1][0].done == told[-1][0].total and told[-1][0].left == 0
    return [(progress.left, clock["now"] - now) for progress, now in told if progress.left is not None]


LONG_FIRST = {50: 4.0, 250: 4.0, 400: 4.0, ROWS - 700: 4.0}  # a chunk: the longest texts come first


@pytest.mark.parametrize("steps", [{"names": 1.0}, {"names": 1.0, "tone": 10.0}])
@pytest.mark.parametrize("lump", [0.0, 3.0, 9.0])
@pytest.mark.parametrize(("chunks", "start"), [
    ([(0, LONG_FIRST)] * 6, 0.0),
    ([(0, LONG_FIRST)] * 6, 30.0),  # the models take their time
    ([(0, LONG_FIRST)], 30.0),  # less than a chunk, as most loads are
    ([(ROWS // 2, LONG_FIRST)] * 6, 5.0),  # every third row is in the store already
    ([(ROWS, {})] * 4 + [(0, LONG_FIRST)] * 6, 5.0),  # a load goes on where it was ended
])
def test_the_time_left_is_right_within_a_fifth_once_articles_are_enriched(clock, chunks, start, lump, steps):
    told = loaded(clock, chunks, start=start, lump=lump, steps=steps)[len(chunks) - 6 if len(chunks) > 6 else 0:]
    assert len(told) >= 3
    assert all(abs(left - true) <= 0.2 * true + 1 for left, true in told), told


def test_a_step_that_takes_another_part_than_usual_is_known_from_its_second_report_on(clock):
    told = loaded(clock, [(0, LONG_FIRST)] * 6, start=0.0, lump=3.0, steps={"names": 1.0, "tone": 30.0})
    before, later = told[:len(LONG_FIRST)], told[len(LONG_FIRST) + 2:]
    assert all(left < 0.5 * true for left, true in before), before
    assert all(abs(left - true) <= 0.2 * true + 1 for left, true in later), later
