"""A sentence and a target in it as the numbers that the tone model reads; training and scoring use the same."""

from collections.abc import Sequence
from typing import Any

# Places that BERT's vocabulary leaves free: they stand before and after the target, and no text can contain them.
OPEN, CLOSE = 2, 3
PAD, START, STOP = 0, 101, 102
# Tokens of a sentence that are read; a longer one is cut to a window around the target. 99.8 % of the sentences of
# NewsMTSC are shorter.
LONGEST = 112


def marked(tokenizer: Any, texts: Sequence[str], spans: Sequence[tuple[int, int]]) -> list[list[int]]:
    """Return the token ids of each text, its target (half-open characters) between marks, at most LONGEST of them."""
    pieces = [piece for text, (start, end) in zip(texts, spans, strict=True)
              for piece in (text[:start], text[start:end], text[end:])]
    read = [piece.ids for piece in tokenizer.encode_batch(pieces, add_special_tokens=False)]
    return [_window(*read[place:place + 3]) for place in range(0, len(read), 3)]


def _window(before: list[int], target: list[int], after: list[int]) -> list[int]:
    """Return the ids around a target: as much before as after it, what one side does not need goes to the other."""
    target = target[:LONGEST - 4]
    room = LONGEST - 4 - len(target)
    left = min(len(before), max(room // 2, room - len(after)))
    return [START, *before[len(before) - left:], OPEN, *target, CLOSE, *after[:room - left], STOP]
