"""What counts as a word: one rule for the articles that are indexed, the queries, and the marks in the reader."""

import re
import unicodedata
from dataclasses import dataclass

_APOSTROPHES = frozenset("\u2018\u2019\u02bc\uff07")
_DROPPED = frozenset({"Mn", "Mc", "Me", "Cf"})  # accents and other marks, soft hyphens, joiners, direction marks
# Chinese and Japanese write no blanks: every character is a word of its own there, and a run of them is a phrase.
# These are the ranges of such characters, to stand inside the brackets of an expression.
CJK = "\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_CJK = re.compile(f"[{CJK}]")


class _Folding(dict):
    """The folded form of each character that is not plain printable ASCII, worked out when it is first met."""

    def __missing__(self, character: str) -> str:
        if character in _APOSTROPHES:
            folded = "'"
        elif unicodedata.category(character) in _DROPPED:
            folded = ""
        elif character.isalnum():
            folded = "".join(filter(str.isalnum, unicodedata.normalize("NFKD", character))).casefold()
            folded = _CJK.sub(r" \g<0> ", folded)
        else:
            folded = " "
        self[character] = folded
        return folded


_FOLDING = _Folding({chr(code): chr(code).lower() for code in range(ord(" "), ord("~") + 1)})
_SPECIAL = re.compile(r"[^ -~]")

# Both begin with a literal so that the search skips from sign to sign (five times as fast as cutting out all words).
_ABBREVIATION = re.compile(r"\.(?<=\b[^\W\d_]\.)(?=[^\W\d_]\b)")  # the dots inside U.S. and A.I.
_POSSESSIVE = re.compile(r"'s(?<=[\w.]'s)(?!\w)")  # China's, Inc.'s
_GLUE = "\x01"
_WORD = re.compile(rf"[^\W_]+(?:{_GLUE}[^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Word:
    """A folded word and where it stands in the text it came from: Python characters, half-open."""

    folded: str
    start: int
    end: int


def fold(text: str) -> str:
    """Return `text` as it is indexed: its words folded, in order, between blanks and ASCII signs.

    Case and accents go; `U.S.` becomes `us`; the `'s` of `China's` goes; a Chinese or Japanese character is a word.
    """
    return _joined(_SPECIAL.sub(lambda match: _FOLDING[match[0]], text).lower()).replace(_GLUE, "")


def words(text: str) -> list[Word]:
    """Return the words that `fold` leaves, each with its place in `text`."""
    folded = [_FOLDING[character] for character in text]
    origins = [place for place, characters in enumerate(folded) for _ in characters]
    return [Word(match[0].replace(_GLUE, ""), origins[match.start()], origins[match.end() - 1] + 1)
            for match in _WORD.finditer(_joined("".join(folded)))]


def plain(text: str) -> str:
    """Return the folded words of `text` with one blank between."""
    return " ".join(word.folded for word in words(text))


def _joined(folded: str) -> str:
    """Return `folded` with glue for the dots inside abbreviations and blanks for 's; its length stays."""
    return _POSSESSIVE.sub("  ", _ABBREVIATION.sub(_GLUE, folded))
