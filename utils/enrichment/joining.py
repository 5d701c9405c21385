"""Names become entities: one type by vote, short forms and acronyms joined to their long form."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from utils.enrichment.english import DEPARTMENTS, GENERATIONS, LEGAL, SMALL, SPEECH, TITLES
from utils.enrichment.names import Name, headed
from utils.enrichment.watch import Hit
from utils.enrichment.words import SHORT, Token, key

LONGEST_ACRONYM = 8
LONGEST_SMALL_ACRONYM = 4  # letters, not reached: longer ones that are also words are mostly those words, shouted


class Entity(NamedTuple):
    """Whom a form stands for: canonical name, type, and whether the watchlist says so."""

    name: str
    type: str
    watched: bool


class Form(NamedTuple):
    """One form of a name: its words, whom it stands for, and the word of the article from which on it does."""

    words: tuple[str, ...]
    entity: Entity
    introduced: int


def forms(text: str, words: Sequence[Token], names: Sequence[Name], hits: Sequence[Hit]) -> list[Form]:
    """Return the forms under which an article names somebody beyond those the watchlist found, as introduced.

    Short forms and acronyms stand for whom their long form stands for, watched or not.
    """
    watched = _first(Form(tuple(word.word for word in words[hit.first:hit.last]),
                          Entity(hit.value.name, hit.value.type, True), hit.first) for hit in hits)
    written = {name.words: _written(text, words, name) for name in reversed(names)}
    proposed = _first(Form(name.words, Entity(_calm(written[name.words], type_), type_, False), name.first)
                      for name, type_ in _typed(names))
    long = sorted(watched + proposed, key=lambda form: form.introduced)
    acronyms = _acronyms(words, long, [*names, *hits])
    defined = {form.words for form in acronyms}
    joined = [_joined(form, long) for form in acronyms + [form for form in proposed if form.words not in defined]]
    alone = {name.words for name in names} | _speakers(words)
    surnames = [Form((short,), form.entity, form.introduced) for form in watched + joined
                for short in _surnames(form, alone)]
    doubtful = _doubtful(text, words, names, hits)
    found = surnames + [form for form in joined if form.entity.watched or form.words not in doubtful]
    small = {word.word for word in words}
    return found + [form._replace(words=_loud(form.words)) for form in found
                    if sum(map(len, form.words)) >= SHORT and form.words[-1].lower() not in small]


def _typed(names: Sequence[Name]) -> list[tuple[Name, str]]:
    """Return the names with the type their head tells, else the one proposed most; those with none are dropped."""
    votes: dict[tuple[str, ...], Counter] = {}
    for name in names:
        votes.setdefault(name.words, Counter()).update([name.type] * bool(name.type))
    winners = {words: headed(words) or max(counted, key=counted.get, default="") for words, counted in votes.items()}
    return [(name, winners[name.words]) for name in names if winners[name.words]]


def _written(text: str, words: Sequence[Token], name: Name) -> str:
    """Return a name as the text writes it, without legal form (ING Bank NV)."""
    last = name.last
    while last - name.first > 1 and words[last - 1].word in LEGAL | {","}:
        last -= 1
    return " ".join(text[words[name.first].start:words[last - 1].end].split())


def _calm(name: str, type_: str) -> str:
    """Return a person or place that is only written in capitals (a dateline's SACRAMENTO) as names are."""
    return name.title() if type_ in ("PERSON", "PLACE") and name.isupper() and len(name) >= SHORT else name


def _first(forms: Iterable[Form]) -> list[Form]:
    """Return each form once, as first introduced."""
    return list({(form.words, form.entity): form for form in reversed(list(forms))}.values())[::-1]


def _joined(form: Form, long: Sequence[Form]) -> Form:
    """Return `form` standing for whom the long form it shortens stands for: the last one before it, else the next."""
    longer = [] if form.entity.watched else [other for other in long if _stands_for(form, other)]
    if not longer:
        return form
    chosen = next((other for other in reversed(longer) if other.introduced <= form.introduced), longer[0])
    return Form(form.words, _joined(chosen, long).entity, chosen.introduced)


def _stands_for(form: Form, other: Form) -> bool:
    """Whether `form` is another way to write `other`: shorter, its initials, in capitals, or with middle initials."""
    short, long = form.words, other.words
    if other.entity.type == "PERSON" and other.entity.watched and len(short) > 2:
        return all(len(word) == 1 for word in short[1:-1]) and key(other.entity.name) == _ends(short)
    initials = len(short) == 1 and short[0].isupper() and other.entity.type != "PERSON" and len(long) > 1
    return (_shortens(form, other) or (initials and short[0] in _initials(long))
            or (short == _loud(long) and short != long))


def _loud(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(str.upper, words))


def _initials(words: tuple[str, ...]) -> set[str]:
    """Return the initials of a name, without and with its small words: Ministry of State Security, Bank of Japan."""
    large = [word for word in words if word[0].isalpha() and word not in SMALL and word not in LEGAL]
    return {"".join(word[0] for word in kept).upper() for kept in (large, [word for word in words if word.isalpha()])}


def _shortens(form: Form, other: Form) -> bool:
    """Whether `form` is how `other` is called for short: a person by first or family name or without initials, an
    organisation by the beginning of its name or by its end, of which a department has a single word (Commerce), a
    product by the end of its name (Facebook Messenger, Messenger), a law by the capitals before its head (INF Treaty).
    """
    short, long = form.words, other.words
    if len(short) >= len(long):
        return False
    if other.entity.type == "PERSON":
        first, last = _ends(long)
        return short in ((first,), (last,)) or (len(short) > 1 and _ends(short) == (first, last))
    if other.entity.type == "PRODUCT":
        return long[1:] == short
    if other.entity.type == "LAW":
        return long[:-1] == short and len(short) == 1 and short[0].isupper()
    return (other.entity.type == "ORG" and form.entity.type not in ("PLACE", "LAW", "EVENT")
            and (long[:len(short)] == short or (
                long[-len(short):] == short and (len(short) > 1 or long[-3:-1] in DEPARTMENTS))))


def _ends(person: tuple[str, ...]) -> tuple[str, str]:
    names = [word for word in person if word not in GENERATIONS | TITLES and word[0].isalpha()] or list(person)
    return names[0], names[-1]


def _surnames(form: Form, alone: set[tuple[str, ...]]) -> Iterator[str]:
    """Yield the words a person of several names may go by: the last name, and the first if it is used alone."""
    if form.entity.type == "PERSON" and len(form.words) > 1:
        first, last = _ends(form.words)
        if len(last) > 1 and last[0].isupper():
            yield last
        if (first,) in alone:
            yield first


def _speakers(words: Sequence[Token]) -> set[tuple[str, ...]]:
    """Return the capitalised words that speak: Gao said."""
    return {(word.word,) for word, after in pairwise(words)
            if after.word in SPEECH and word.word[0].isupper() and len(word.word) > 2}


def _doubtful(text: str, words: Sequence[Token], names: Sequence[Name], hits: Sequence[Hit]) -> set[tuple[str, ...]]:
    """Return the proposals that are rather no names: the article also writes them small, or they are single words
    not proposed where else they stand alone.
    """
    longer = {place for first, last, *_ in [*names, *hits] if last - first > 1 for place in range(first, last)}
    stand = Counter(word.word for place, word in enumerate(words) if place not in longer)
    small = {word.word for word in words}
    proposed = Counter(name.words for name in names)
    return {name for name, count in proposed.items() if (
        (name[0].lower() in small and not _is_acronym(name[0])) or count * 2 < stand[name[0]] if len(name) == 1
        else " ".join(name).lower() in text)}


def _is_acronym(word: str) -> bool:
    """Whether capitals are no shout: US and WHO are not the words us and who, but DOWN may be down."""
    return word.isupper() and len(word) < LONGEST_SMALL_ACRONYM


def _acronyms(words: Sequence[Token], long: Sequence[Form], spans: Iterable[Name | Hit]) -> list[Form]:
    """Return the acronyms that an article defines in parentheses after a name; `spans` are where its names stand.

    After Schwartz and Hearst (2003), "A simple algorithm for identifying abbreviation definitions", initials only.
    """
    known = {form.words: form for form in reversed(long)}
    ends = {last: known.get(tuple(word.word for word in words[first:last])) for first, last, *_ in spans}
    return [Form((inner.word,), form.entity, form.introduced)
            for place, (opening, inner, closing) in enumerate(zip(words, words[1:], words[2:], strict=False))
            if opening.word == "(" and closing.word == ")"
            and (form := ends.get(place)) and _abbreviates(inner.word, form.words)]


def _abbreviates(acronym: str, words: tuple[str, ...]) -> bool:
    initials = "".join(word[0] for word in words if word[0].isalpha() and word not in SMALL).upper()
    return 2 <= len(acronym) <= LONGEST_ACRONYM and acronym.isupper() and initials.startswith(acronym)
