"""Text as the words names are made of."""

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from utils.matching.words import CJK

# Capitals with full stops are one word (U.S.), an apostrophe inside a word belongs to it (Xi'an), a possessive does
# not, hyphens part words (anti-U.S.), quotation marks are air, a line's end is a word so that no name runs over it.
# Every Chinese or Japanese character is a word, for nothing but a name's own characters says where it begins and ends.
WORD = re.compile(
    rf"(?:[^\W\d_]\.)+[^\W\d_]\b\.?|[{CJK}]|[^\W{CJK}]+(?:['’](?!s\b)[^\W{CJK}]+)*|['’]s\b|\n|[^\w\s\"“”‘’'«»]")
LINE_END = "\n"
SENTENCE_ENDS = frozenset([*".!?:;", LINE_END])
# Shorter words are not looked for in capitals, nor believed in a line of capitals: "US" may be "us" there.
SHORT = 5


class Token(NamedTuple):
    """A word as names are compared (`word`: full stops, accents and curly apostrophes folded) and where it stands."""

    word: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """Return the words of a text."""
    return [Token(_folded(match.group()), match.start(), match.end()) for match in WORD.finditer(text)]


def key(surface: str) -> tuple[str, ...]:
    """Return a surface as the words it is compared by."""
    return tuple(token.word for token in tokens(surface))


def shouted(words: Sequence[Token], first: int, last: int) -> bool:
    """Whether a short word in capitals stands among others in capitals."""
    word = words[first].word
    if last - first > 1 or len(word) >= SHORT or not word.isupper():
        return False
    around = [near.word for near in words[max(0, first - 4):last + 4] if len(near.word) > 1 and near.word.isalpha()]
    return len(around) > 3 and all(near.isupper() for near in around)


def _folded(word: str) -> str:
    if not word.isascii():
        letters = unicodedata.normalize("NFKD", word.replace("’", "'"))
        word = "".join(char for char in letters if not unicodedata.combining(char)) or word
    return word.replace(".", "") if word[0].isalnum() else word
