"""What a load tells about the time left, on a clock of the test's own."""

import pytest

from utils import pipeline
from utils.pipeline import CHUNK, _Meter


@pytest.fixture
def clock(monkeypatch):
    """A clock: set ["now"], in seconds."""
    told = {"now": 100.0}
    monkeypatch.setattr(pipeline.time, "monotonic", lambda: told["now"])
    return told


def loaded(clock, chunks, *, start):
    """Load chunks of (known rows, {articles: seconds for them}); return every (left as told, left in truth)."""
    told = []
    meter = _Meter(lambda progress: told.append((progress, clock["now"])),
                   total=sum(known + sum(articles) for known, articles in chunks))
    for known, articles in chunks:
        meter.say("enriching", done=known, worth=0 if articles else known)
        clock["now"] += start
        start = 0.0
        for count, seconds in articles.items():
            clock["now"] += seconds
            meter.enriched(count, seconds / sum(articles.values()) * (known + sum(articles)))
    assert told[-1][0].done == told[-1][0].total and told[-1][0].left == 0
    return [(progress.left, clock["now"] - now) for progress, now in told if progress.left is not None]


LONG_FIRST = {50: 4.0, 250: 4.0, 400: 4.0, CHUNK - 700: 4.0}  # a chunk: the longest texts come first


@pytest.mark.parametrize(("chunks", "start"), [
    ([(0, LONG_FIRST)] * 6, 0.0),
    ([(0, LONG_FIRST)] * 6, 30.0),  # the models take their time
    ([(0, LONG_FIRST)], 30.0),  # less than a chunk, as most loads are
    ([(CHUNK // 2, LONG_FIRST)] * 6, 5.0),  # every third row is in the store already
    ([(CHUNK, {})] * 4 + [(0, LONG_FIRST)] * 6, 5.0),  # a load goes on where it was ended
])
def test_the_time_left_is_right_within_a_fifth_once_articles_are_enriched(clock, chunks, start):
    told = loaded(clock, chunks, start=start)[len(chunks) - 6 if len(chunks) > 6 else 0:]
    assert len(told) >= 3
    assert all(abs(left - true) <= 0.2 * true + 1 for left, true in told), told
