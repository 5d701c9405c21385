"""What was changed in a text: its segments kept, removed and added."""

import re
from difflib import SequenceMatcher
from itertools import accumulate

import pandas as pd

COLUMNS = {"change": "str", "text": "str", **dict.fromkeys(("start", "end", "start_after", "end_after"), "int64")}
# Words with the blanks after them, so that segments put together are the texts; marks and Chinese characters alone.
TOKEN = re.compile(r"(?:[^\W_぀-ヿ㐀-䶿一-鿿]+(?:['’.-][^\W_]+)*|\W|_|\w)\s*|\s+")


def changes(before: str, after: str) -> pd.DataFrame:
    """Return the segments of two versions of a text, word by word, in order.

    Columns: change (kept, removed, added), text, start and end in `before`, start_after and end_after in `after`
    (characters, half-open; both ends are equal where the segment is not in that version). What is kept or removed
    makes up `before`, what is kept or added `after`. Matching blocks of words by Ratcliff and Obershelp (difflib),
    begun at words that are not told all over: comparing all pairs of 7,500 times "a b" took a minute.
    """
    old, new = TOKEN.findall(before), TOKEN.findall(after)
    at, at_after = _offsets(old), _offsets(new)
    rows = []
    for tag, *(start, end, start_after, end_after) in SequenceMatcher(None, old, new).get_opcodes():
        here, there = (at[start], at[end]), (at_after[start_after], at_after[end_after])
        if tag == "equal":
            rows.append(("kept", before[slice(*here)], *here, *there))
        if tag in ("replace", "delete"):
            rows.append(("removed", before[slice(*here)], *here, there[0], there[0]))
        if tag in ("replace", "insert"):
            rows.append(("added", after[slice(*there)], here[1], here[1], *there))
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)


def _offsets(tokens: list[str]) -> list[int]:
    """Return where each token begins, and where the last one ends."""
    return list(accumulate(map(len, tokens), initial=0))
