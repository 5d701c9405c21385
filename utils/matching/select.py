"""Tree -> the articles it selects, in any index that can answer four questions."""

from collections.abc import Mapping, Sequence
from functools import reduce
from itertools import product
from typing import Protocol

import numpy as np

from utils.matching.near import near
from utils.matching.tree import And, Name, Near, Not, Or, Phrase, Tree, joined

# FTS5 skips to where a rare word stands, so few pairs are asked of it; many repeat that work, and reading every place
# once is faster. Measured on 97,176 feed items: 4 by 4 words 4 ms against 10, 8 by 8 words 16 ms against 14.
FEW_PAIRS = 32


class Index(Protocol):
    """Where articles are looked up; answers are int64 arrays of article numbers, ascending, each once (but for places).

    A home for articles (the store, a frame in memory) writes these four and has the whole language.
    """

    def text(self, expression: str) -> np.ndarray:
        """Return the articles that an FTS5 expression over the columns `title` and `text` matches."""

    def places(self, word: str, prefix: bool) -> np.ndarray:
        """Return where a word (or, with `prefix`, every word beginning so) stands, in any order, as `index.places`."""

    def named(self, name: Name) -> np.ndarray:
        """Return the articles whose outlet or language, or one of whose entities or speakers, bears `name`.

        Raises QueryError at `name.position` where nothing is known of that field.
        """

    def everything(self) -> np.ndarray:
        """Return all articles: what a lone NOT is taken from."""


def select(tree: Tree, index: Index) -> np.ndarray:
    """Return the numbers of the articles that `tree` matches, ascending; raise what `index` raises.

    What FTS5 can answer is asked in one go; names, wide NEARs and NOTs of everything are set algebra here.
    """
    expression = full_text(tree)
    if expression is not None:
        return index.text(expression)
    match tree:
        case Name():
            return index.named(tree)
        case Near():
            return near(tree, index.places)
        case Not(part):
            return _without(index.everything(), select(part, index))
        case Or(parts):
            wanted, unwanted = _sides(parts)
            found = [select(part, index) for part in _gathered(Or, wanted)]
            if unwanted:
                found.append(_without(index.everything(), select(joined(And, unwanted), index)))
            return reduce(np.union1d, found)
        case And(parts):
            wanted, unwanted = _sides(parts)
            found = [select(part, index) for part in _gathered(And, wanted)] or [index.everything()]
            rest = reduce(_both, found)
            return _without(rest, select(joined(Or, unwanted), index)) if unwanted else rest


def match_all(queries: Mapping[str, Tree], index: Index) -> dict[str, np.ndarray]:
    """Return for each named query the numbers of the articles it matches, ascending."""
    return {name: select(tree, index) for name, tree in queries.items()}


def full_text(tree: Tree) -> str | None:
    """Return `tree` as one FTS5 expression; None where it takes more: a name, a wide NEAR, a NOT of everything.

    Every word is quoted, so nothing is read as syntax (https://www.sqlite.org/fts5.html, section 3). FTS5's NEAR
    takes no groups, so it is asked once for each pair of their members while these are few.
    """
    match tree:
        case Phrase():
            return _in_part(tree, _quoted(tree))
        case Near(left, right, distance) if len(left) * len(right) <= FEW_PAIRS:
            pairs = [f"NEAR({_quoted(a)} {_quoted(b)}, {distance})" for a, b in product(left, right)]
            return _in_part(left[0], _any(pairs))
        case Or(parts):
            return _any([full_text(part) for part in parts])
        case And(parts):
            wanted, unwanted = ([full_text(part) for part in side] for side in _sides(parts))
            if not wanted or None in wanted + unwanted:
                return None
            asked = f"({' AND '.join(wanted)})"
            return f"({asked} NOT {_any(unwanted)})" if unwanted else asked
    return None


def _quoted(phrase: Phrase) -> str:
    return f'"{" ".join(phrase.words)}"{" *" if phrase.prefix else ""}'


def _in_part(phrase: Phrase, expression: str) -> str:
    return f"{{title}} : {expression}" if phrase.title else expression


def _any(expressions: Sequence[str | None]) -> str | None:
    return None if None in expressions else f"({' OR '.join(expressions)})"


def _sides(parts: Sequence[Tree]) -> tuple[list[Tree], list[Tree]]:
    """Return the parts that are wanted, and what the NOTs among them exclude."""
    return [part for part in parts if not isinstance(part, Not)], [part.part for part in parts if isinstance(part, Not)]


def _gathered(kind: type[And] | type[Or], parts: Sequence[Tree]) -> list[Tree]:
    """Return the parts with those that full text can answer put together as one."""
    textual = [part for part in parts if full_text(part) is not None]
    others = [part for part in parts if full_text(part) is None]
    return ([joined(kind, textual)] if textual else []) + others


def _both(left: np.ndarray, right: np.ndarray) -> np.ndarray:
    return np.intersect1d(left, right, assume_unique=True)


def _without(left: np.ndarray, right: np.ndarray) -> np.ndarray:
    return np.setdiff1d(left, right, assume_unique=True)
