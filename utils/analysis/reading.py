"""One article as the reading pane shows it: the text cut into segments, each with everything that is marked on it."""

from dataclasses import dataclass
from itertools import pairwise

import pandas as pd


@dataclass(frozen=True)
class Segment:
    """A stretch of text, half-open in Python characters, the kinds of mark on it (sorted) and their labels, joined."""

    start: int
    end: int
    kinds: tuple[str, ...]
    label: str


def segments(text: str, marks: pd.DataFrame) -> list[Segment]:
    """Return the segments of `text`, in order, without gaps or overlaps: their texts joined are `text`.

    `marks` has start, end (half-open), kind (such as a sentence role, entity, topic, query, negative word) and label
    (shown on hover; may be empty); marks may overlap, lie inside one another or reach beyond the text. A change of
    marks starts a segment.
    """
    spans = sorted(
        (max(int(mark.start), 0), min(int(mark.end), len(text)), mark.kind, mark.label or "")
        for mark in marks.itertuples()
        if mark.start < mark.end
    )
    edges = sorted({0, len(text), *(edge for start, end, *_ in spans if start < end for edge in (start, end))})
    opening: dict[int, list] = {}
    for span in spans:
        opening.setdefault(span[0], []).append(span)
    found, active = [], []
    for start, end in pairwise(edges):
        active = [span for span in active if span[1] > start] + [
            span for span in opening.get(start, []) if span[1] > start
        ]
        kinds = tuple(sorted({kind for *_, kind, _ in active}))
        label = "; ".join(dict.fromkeys(label for *_, label in sorted(active) if label))
        found.append(Segment(start, end, kinds, label))
    return found
