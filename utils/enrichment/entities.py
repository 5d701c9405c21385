"""Who is in an article: the watchlist and the names the model proposed become mentions, found by exact search.

The model never places a mention. It proposes names; `names` and `joining` decide which count and whom they stand for,
and every place where such a form stands in prose, heading or title is a mention.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from utils.enrichment.english import CALENDAR, TITLES
from utils.enrichment.joining import Entity, Form, forms
from utils.enrichment.names import Never, elected, names, names_an_officer
from utils.enrichment.propose import Proposal
from utils.enrichment.watch import Surfaces, Watchlist
from utils.enrichment.words import SENTENCE_ENDS, key, tokens

NOBODY = CALENDAR | TITLES | {"I"}


class Mention(NamedTuple):
    """A stretch of a text that names an entity; `watched` when the watchlist says so."""

    start: int
    end: int
    entity: str
    type: str
    watched: bool


class Page:
    """A text as words, with the watched names in it and the words it writes small."""

    def __init__(self, text: str, watchlist: Watchlist):
        self.text = text
        self.words = tokens(text)
        self.hits = watchlist.find(self.words)
        self.common = {word.word for word in self.words if word.word.islower()}

    def opens(self, place: int) -> bool:
        """Whether the word at `place` opens a sentence, so that its capital tells nothing."""
        before = [word.word for word in self.words[max(0, place - 2):place]]
        return not before or (before[-1] in SENTENCE_ENDS and not (before[-1] == "." and before[0] in TITLES))

    def unexplained(self, never: Never) -> list[int]:
        """Return where capitals stand that no watched name, title, date or sentence's beginning explains.

        Only the sentences around them need the model: 44 of 100 words of prose (news_2018_2020).
        """
        explained = {place for hit in self.hits for place in range(hit.first, hit.last)}
        return [start for place, (word, start, _) in enumerate(self.words)
                if word[0].isalpha() and word != word.lower() and place not in explained
                and word not in NOBODY and (word,) not in never
                and not (self.opens(place) and word.lower() in self.common)]


def resolve(title: Page, body: Page, proposals: Sequence[Proposal],
            never: Never) -> tuple[list[Mention], list[Mention]]:
    """Return the mentions in a title and in the body under it, by place; `proposals` are stretches of the body."""
    named = names(body.words, proposals, body.hits, never)
    known = _Known(forms(body.text, body.words, named, body.hits), body.common)
    return (known.mentions(title, sure=frozenset(), titled=True),
            known.mentions(body, sure=frozenset(name.first for name in named)))


class _Known:
    """The forms of names an article uses, ready to be found; `common` are the words it also writes small."""

    def __init__(self, found: Sequence[Form], common: set[str]):
        self._common = common
        self._meanings: dict[tuple[str, ...], list[Form]] = {}
        for form in sorted(found, key=lambda form: form.introduced):
            self._meanings.setdefault(form.words, []).append(form)
        self._surfaces = Surfaces({words: words for words in self._meanings})

    def mentions(self, page: Page, sure: frozenset[int], *, titled: bool = False) -> list[Mention]:
        """Return the mentions on a page; of overlapping ones the longest.

        A word that opens a sentence or stands in a title may have its capital from there: unless it is `sure` (the
        model proposed it), it does not count when the article also writes it small (Low inflation, Aaron Low).
        """
        candidates = [(hit.first, hit.last, 1, Entity(hit.value.name, hit.value.type, True)) for hit in page.hits
                      if not (hit.value.type == "ORG" and names_an_officer(page.words, hit.first, hit.last))
                      and not elected(page.words, hit.first)]
        for first, last, surface in self._surfaces.find(page.words):
            common = (titled or page.opens(first)) and len(surface) == 1 and surface[0].lower() in self._common
            if first in sure or not (common or names_an_officer(page.words, first, last)):
                form = self._meaning(surface, 0 if titled else first)
                candidates.append((first, last, 0 if _wins(form, surface, first, page) else 2, form.entity))
        return sorted(_longest(page, candidates))

    def _meaning(self, surface: tuple[str, ...], place: int) -> Form:
        forms = self._meanings[surface]
        return next((form for form in reversed(forms) if form.introduced <= place), forms[0])


def _wins(form: Form, surface: tuple[str, ...], place: int, page: Page) -> bool:
    """Whether what the article says of a word beats the watchlist: it has introduced who is called so.

    It has defined the acronym, or named in full whose surname it is: then it is no place or firm (Lloyd Austin), nor a
    watched person of that surname, unless the article named that one before, or in full.
    """
    if form.introduced >= place:
        return False
    if form.entity.type != "PERSON":
        return len(surface) == 1 and surface[0].isupper()
    person = next((hit.value for hit in page.hits if hit.first == place and hit.value.type == "PERSON"), None)
    named = any(hit.value is person and (hit.first < form.introduced or hit.last - hit.first > 1) for hit in page.hits)
    return surface == key(form.entity.name)[-1:] and not (person and (form.entity.watched or named))


def _longest(page: Page, candidates: Iterable[tuple[int, int, int, Entity]]) -> Iterator[Mention]:
    """Yield the mentions among overlapping candidates (first word, last word, rank, entity): long before short."""
    taken: set[int] = set()
    for first, last, _, entity in sorted(candidates, key=lambda found: (found[0] - found[1], found[0], found[2])):
        if taken.isdisjoint(range(first, last)):
            taken.update(range(first, last))
            yield Mention(page.words[first].start, page.words[last - 1].end, *entity)
