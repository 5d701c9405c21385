"""Finds known names in a text: exactly, word by word, the longest first."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from utils import story
from utils.enrichment.english import LEGAL, SUFFIXES
from utils.enrichment.words import LINE_END, SHORT, Token, key, shouted

NOBODY = ""


class Hit(NamedTuple):
    """A surface found: from word `first` up to word `last`, and what it stands for."""

    first: int
    last: int
    value: Hashable


class Surfaces:
    """Surfaces to look for, as words, each with its value."""

    def __init__(self, values: Mapping[tuple[str, ...], Hashable]):
        self._by_first: dict[str, list[tuple[list[str], Hashable]]] = {}
        for words in sorted(values, key=len, reverse=True):
            self._by_first.setdefault(words[0], []).append((list(words), values[words]))

    def find(self, tokens: Sequence[Token]) -> list[Hit]:
        """Return the longest surface that begins at each word, left to right, none inside another."""
        words, hits, place = [token.word for token in tokens], [], 0
        while place < len(words):
            known = self._by_first.get(words[place], ())
            found = next((Hit(place, place + len(surface), value) for surface, value in known
                          if words[place:place + len(surface)] == surface), None)
            if found:
                hits.append(found)
            place = found.last if found else place + 1
        return hits


class Watchlist:
    """The watched entities, ready to be found in a text.

    `never` are the surfaces, as words, that are no names by themselves: the story's, nationalities, and what several
    nations share, which is a name only where `find` says whose. Where such a surface stands, no name begins inside it.
    """

    def __init__(self, entries: Iterable[story.Entry], never: Iterable[str] = ()):
        entries, nobody = tuple(entries), frozenset(map(key, never))
        self.never = nobody | {key(surface) for entry in entries for surface in (*entry.adjectives, *entry.shared)}
        self._surfaces = Surfaces(dict.fromkeys(nobody, NOBODY) | _values(entries))

    def find(self, tokens: Sequence[Token]) -> list[Hit]:
        """Return the watched names in a text, each with its `story.Entry`; a corporate suffix belongs to the name.

        A shared surface goes to the body of the nation named nearest before it in the paragraph, else of the nation
        the text names most; right after another nation's name it is nobody's. A body of state that is called another
        nation's is another body (the Australian Senate).
        """
        found = self._surfaces.find(tokens)
        nations = [(hit.last, _nation(hit.value)) for hit in found if _nation(hit.value)]
        named, ends = Counter(nation for _, nation in nations), [last for last, _ in nations]
        hits, naming = [], dict(nations)
        for first, last, entry in found:
            owner = naming.get(first - 1 if first and tokens[first - 1].word == "'s" else first, "")
            if isinstance(entry, tuple):
                before = nations[:bisect_left(ends, first + 1)]
                entry = _whose(entry, _in_paragraph(before, first, tokens), named, owner)
            if isinstance(entry, story.Entry) and not (shouted(tokens, first, last) or _is_anothers(entry, owner)):
                hits.append(Hit(first, _with_suffix(last, entry, tokens), entry))
        return hits


@cache
def watchlist() -> Watchlist:
    """Return the story's watchlist."""
    return Watchlist(story.watchlist(), story.never())


def _values(entries: Sequence[story.Entry]) -> dict[tuple[str, ...], Hashable]:
    """Return what each surface may mean: an entry, the bodies that share it, or the nation that an adjective is of."""
    own = {key(surface): entry for entry in reversed(entries) for surface in (entry.name, *entry.aliases)}
    loud = {tuple(word.upper() for word in words): entry for words, entry in own.items()
            if sum(map(len, words)) >= SHORT}
    shared: dict[tuple[str, ...], tuple[story.Entry, ...]] = {}
    for entry in entries:
        for surface in entry.shared:
            shared[key(surface)] = (*shared.get(key(surface), ()), entry)
    adjectives = {key(word): entry.nation for entry in entries for word in entry.adjectives}
    return adjectives | shared | loud | own


def _nation(value: Hashable) -> str:
    return value.nation if isinstance(value, story.Entry) else value if isinstance(value, str) else ""


def _in_paragraph(before: Sequence[tuple[int, str]], place: int, tokens: Sequence[Token]) -> list[tuple[int, str]]:
    """Return the nations named before `place` in its paragraph, nearest first."""
    start = next((index for index in range(place - 1, -1, -1) if tokens[index].word == LINE_END), -1)
    return [named for named in reversed(before) if named[0] > start]


def _whose(bodies: tuple[story.Entry, ...], before: Sequence[tuple[int, str]], named: Counter,
           owner: str) -> story.Entry | None:
    by_nation = {body.nation: body for body in bodies}
    if owner and owner not in by_nation:  # Polish Ministry, Poland's Ministry
        return None
    nearest = next((nation for _, nation in before if nation in by_nation), None)
    most = max(by_nation, key=lambda nation: named[nation])
    return by_nation[nearest] if nearest else by_nation[most] if named[most] else None


def _is_anothers(entry: story.Entry, owner: str) -> bool:
    """Whether `owner`, the nation named right before, makes of a body of state another one: Taiwan's CDC."""
    return bool(entry.type == "ORG" and entry.group and entry.nation and owner and owner != entry.nation)


def _with_suffix(last: int, entry: story.Entry, tokens: Sequence[Token]) -> int:
    """Return where the name ends with the corporate suffixes that follow it (Co., Ltd.)."""
    end = place = last
    while entry.type == "ORG" and place < len(tokens):
        word = tokens[place].word
        if word in SUFFIXES:
            end = place + 1
        elif word != "," and not (word == "." and tokens[place - 1].word in LEGAL):
            break
        place += 1
    return end
