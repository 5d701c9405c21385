"""What a query means: a tree of frozen values, free of spelling and brackets."""

from collections.abc import Iterable
from dataclasses import dataclass, field

# Fields that hold a name and are compared as a whole; `title:` narrows words and phrases instead.
NAMED = ("outlet", "entity", "speaker", "lang")


@dataclass(frozen=True)
class Phrase:
    """Folded words in a row (often one); with `prefix` the last is only the beginning of a word."""

    words: tuple[str, ...]
    prefix: bool = False
    title: bool = False
    typed: str = field(default="", compare=False)


@dataclass(frozen=True)
class Near:
    """A phrase of `left` and one of `right`, in either order, in one part, with at most `distance` words between."""

    left: tuple[Phrase, ...]
    right: tuple[Phrase, ...]
    distance: int


@dataclass(frozen=True)
class Name:
    """A field of `NAMED` that equals `value` (folded), or with `prefix` begins with it."""

    field: str
    value: str
    prefix: bool = False
    typed: str = field(default="", compare=False)
    position: int = field(default=0, compare=False)


@dataclass(frozen=True)
class And:
    """All of the parts, at least two."""

    parts: tuple["Tree", ...]


@dataclass(frozen=True)
class Or:
    """Any of the parts, at least two."""

    parts: tuple["Tree", ...]


@dataclass(frozen=True)
class Not:
    """Every article that is not in `part`."""

    part: "Tree"


Tree = Phrase | Near | Name | And | Or | Not


def joined(kind: type[And] | type[Or], parts: Iterable[Tree]) -> Tree:
    """Return the parts under one And or Or: each once, those of the same kind opened up, a lone part as it is."""
    opened = [inner for part in parts for inner in (part.parts if isinstance(part, kind) else (part,))]
    flat = tuple(dict.fromkeys(opened))
    return flat[0] if len(flat) == 1 else kind(flat)
