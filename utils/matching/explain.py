"""Why an article matched: a query in plain words, and the places in a text where its words stand."""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from utils.matching.tree import And, Name, Near, Not, Or, Phrase, Tree
from utils.matching.words import Word, words

SPANS = {"part": "str", "start": "int64", "end": "int64", "clause": "int64"}
_NAMES = {"outlet": "the outlet", "lang": "the language", "entity": "an entity named", "speaker": "a speaker quoted"}
_OPERATORS = {"and": "AND means both", "or": "OR means either", "not": "NOT excludes", "near": "NEAR/5 means nearby"}


@dataclass(frozen=True)
class Clause:
    """One line of a restated query: its words, its tree (to be counted), its depth, and whether it is excluded."""

    words: str
    tree: Tree
    depth: int
    excluded: bool = False


def restate(tree: Tree, depth: int = 0, excluded: bool = False) -> list[Clause]:
    """Return `tree` in plain words, a clause a line, each followed by the clauses it is made of, one deeper.

    Every clause can be counted by itself: ``select(clause.tree, index)``.
    """
    match tree:
        case And(parts) | Or(parts):
            words = "all of these:" if isinstance(tree, And) else "any of these:"
            inner = [clause for part in parts for clause in restate(part, depth + 1, excluded)]
            return [Clause(words, tree, depth, excluded), *inner]
        case Not(And() | Or() | Not() as part):
            return [Clause("not:", tree, depth, excluded), *restate(part, depth + 1, not excluded)]
        case Not(part):
            return [Clause(f"not {_said(part)}", tree, depth, excluded)]
    return [Clause(_said(tree), tree, depth, excluded)]


def spans(tree: Tree, title: str, text: str) -> pd.DataFrame:
    """Return where the wanted words and phrases of `tree` stand in an article: part, start, end, clause.

    `part` is title or text, `start` and `end` are characters of it, half-open, `clause` is the place in
    ``restate(tree)``. A NEAR marks only what stands near enough, a phrase only itself as a whole; what NOT excludes is
    not marked.
    """
    parts = {"title": words(title), "text": words(text)}
    wanted = [(number, clause.tree) for number, clause in enumerate(restate(tree))
              if isinstance(clause.tree, Phrase | Near) and not clause.excluded]
    rows = {(part, found[first].start, found[last - 1].end, number)
            for part, found in parts.items() for number, leaf in wanted for first, last in _places(leaf, part, found)}
    ordered = sorted(rows, key=lambda row: (row[0] != "title", *row[1:]))
    return pd.DataFrame(ordered, columns=list(SPANS)).astype(SPANS)


def _places(leaf: Phrase | Near, part: str, found: list[Word]) -> Iterator[tuple[int, int]]:
    """Yield the runs of words, half-open, where `leaf` stands."""
    if isinstance(leaf, Phrase):
        if part == "title" or not leaf.title:
            yield from _runs(leaf, found)
        return
    sides = [[run for phrase in side for run in _places(phrase, part, found)] for side in (leaf.left, leaf.right)]
    for left in sides[0]:
        for right in sides[1]:
            earlier, later = sorted((left, right))
            if later[0] - earlier[1] <= leaf.distance:
                yield left
                yield right


def _runs(phrase: Phrase, found: list[Word]) -> Iterator[tuple[int, int]]:
    *before, last = phrase.words
    for end in range(len(phrase.words), len(found) + 1):
        word = found[end - 1].folded
        if (word.startswith(last) if phrase.prefix else word == last) and all(
            found[end - len(phrase.words) + place].folded == earlier for place, earlier in enumerate(before)
        ):
            yield end - len(phrase.words), end


def _said(leaf: Phrase | Near | Name) -> str:
    match leaf:
        case Name(field, _, prefix, typed):
            return f"{_NAMES[field]} {'beginning ' if prefix else ''}“{typed.removesuffix('*')}”"
        case Near(left, right, distance):
            sides = [" or ".join(map(_quoted, side)) for side in (left, right)]
            where = " in the title" if left[0].title else ""
            return f"{sides[0]} with at most {distance} words between it and {sides[1]}{where}"
    unit = "word" if len(leaf.words) == 1 else "phrase"
    where = " in the title" if leaf.title else ""
    hint = f" ({_OPERATORS[leaf.typed]})" if leaf.typed in _OPERATORS else ""
    return f"{f'a {unit} beginning' if leaf.prefix else f'the {unit}'} {_quoted(leaf)}{where}{hint}"


def _quoted(phrase: Phrase) -> str:
    return f"“{phrase.typed.removesuffix('*')}{'…' if phrase.prefix else ''}”"
