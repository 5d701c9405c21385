"""Every hostile file ends as it must: accepted, in part or refused, with a plain reason, in time."""

import os
import re
import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd
import pytest
from hostile import CLASSES
from verdicts import ACCEPT, PARTIAL, REJECT, Hostile

from utils.cleaning.articles import clean
from utils.sources.reading import FILE, read

SECONDS = 60  # the longest that one file may take, whatever it does
GROWTH = 50_000_000  # bytes by which reading all of a class may make the parent larger
GUESSED = "which is a guess"
FEWEST = 110
CLEANED = [made for made in CLASSES if made.__name__ in ("encodings", "json_values", "exports")]
# What a person should never be shown for a reason.
NO_SENTENCE = re.compile(r"Traceback|\w(?:Error|Exception)\b|<class|0x[0-9a-f]{6}")


@dataclass
class Outcome:
    """What came of one file: rows, rejects, reasons, notes, the texts in the rows, and seconds."""

    rows: int = 0
    rejects: int = 0
    reasons: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def verdict(self) -> str:
        return REJECT if not self.rows else PARTIAL if self.rejects else ACCEPT


def resident() -> int:
    """Return the bytes of memory that this process holds."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def outcomes(folder: Path) -> tuple[dict[str, Outcome], int]:
    """Read a folder as an upload is read; return what came of each file, and by how much this process grew."""
    found: dict[str, Outcome] = defaultdict(Outcome)
    before, peak, last = resident(), 0, time.monotonic()
    for reading in read(folder):
        one, now = found[reading.origin.split("/")[0]], time.monotonic()
        one.seconds, last = one.seconds + now - last, now
        one.rows += len(reading.rows)
        one.rejects += len(reading.rejects)
        one.reasons += reading.rejects["reason"].tolist()
        one.notes += reading.notes
        one.texts += [value[:10_000] for name in reading.rows.columns.drop("row")
                      for value in reading.rows[name].dropna().head(20)]
        peak = max(peak, resident())
    return found, peak - before


def complaints(file: Hostile, found: Outcome) -> list[str]:
    """Return what is wrong with the outcome of a file, in words."""
    said = " ".join([*found.reasons, *found.notes])
    counts = (file.verdict, file.rows if file.rows is not None else found.rows,
              file.rejects if file.rejects is not None else found.rejects)
    wrong = []
    if (found.verdict, found.rows, found.rejects) != counts:
        wrong.append(f"expected {counts}, found {found.verdict, found.rows, found.rejects}: {said[:200]}")
    if file.says not in said:
        wrong.append(f"does not say {file.says!r}: {said[:200]}")
    if any(len(reason) < 10 or NO_SENTENCE.search(reason) for reason in found.reasons):
        wrong.append(f"has a reason that is no sentence: {said[:200]}")
    if file.truth and GUESSED not in said and not any(file.truth in text for text in found.texts):
        wrong.append(f"is misread in silence: {found.texts[:1]}")
    if found.seconds > SECONDS:
        wrong.append(f"took {found.seconds:.0f} s")
    return [f"{file.name} {what}" for what in wrong]


@pytest.mark.parametrize("made", CLASSES, ids=lambda made: made.__name__)
def test_each_ends_as_it_must(tmp_path, made):
    files = made()
    for file in files:
        (tmp_path / file.name).write_bytes(file.content)
    found, growth = outcomes(tmp_path)
    assert set(found) == {file.name for file in files}, "every file is accounted for"
    assert [what for file in files for what in complaints(file, found[file.name])] == []
    assert growth < GROWTH


def test_there_are_enough_of_them_and_nothing_was_written_beside_them(tmp_path):
    before = set(Path("/tmp").glob("*pwned*"))
    sizes = [len(made()) for made in CLASSES if made.__name__ not in ("packed", "documents", "workbooks")]
    assert sum(sizes) >= FEWEST
    assert set(Path("/tmp").glob("*pwned*")) == before == set()


@pytest.mark.parametrize("made", CLEANED, ids=lambda made: made.__name__)
def test_what_was_read_can_be_cleaned_and_adds_up(tmp_path, made):
    for file in made():
        (tmp_path / file.name).write_bytes(file.content)
    for reading in read(tmp_path):
        cleaned = clean(reading, now=pd.Timestamp("2026-01-01", tz="UTC"))
        assert cleaned.read == len(reading.rows) + len(reading.rejects)
        assert len(cleaned.articles) + len(cleaned.rejects) == cleaned.read
        assert (cleaned.rejects["row"] >= FILE).all()
