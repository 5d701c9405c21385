"""Proposals become names: trimmed of what stands around them, without junk, and never against the watchlist."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from utils.enrichment.english import (
    ANALYSTS,
    CALENDAR,
    CROWDS,
    DETERMINERS,
    GENERATIONS,
    HEADS,
    JOBS,
    OFFICES,
    PARTIES,
    SMALL,
    SUFFIXES,
    TAILS,
    TITLES,
)
from utils.enrichment.propose import Proposal
from utils.enrichment.watch import Hit
from utils.enrichment.words import SENTENCE_ENDS, Token, key, shouted

Never = frozenset[tuple[str, ...]]

LONGEST_PARTICLE = 3  # letters of a small word that opens a name: al-Qaeda, von Braun
LONGEST = 10  # words; longer proposals were sentences in Title Case (news_2018_2020)
NOT_IN_NAMES = frozenset(["http", "https", "www", "com", "…", *r"@#/|<>=_*:{}[]\\"])
JOINERS = frozenset([",", "and", "-", "–", "—", ";"])
# Words that say nothing alone but make a body of a watched place: San Francisco State University.
INSTITUTIONS = frozenset.union(*HEADS.values()) - TAILS - SUFFIXES - DETERMINERS
COMMON = TITLES | DETERMINERS | TAILS | SUFFIXES | GENERATIONS | CALENDAR


class Name(NamedTuple):
    """A proposed name: from word `first` up to word `last`, as compared, with the type proposed."""

    first: int
    last: int
    words: tuple[str, ...]
    type: str


def names(words: Sequence[Token], proposals: Sequence[Proposal], hits: Sequence[Hit], never: Never) -> list[Name]:
    """Return the names among the proposals in a text of `words` in which the watchlist found `hits`."""
    starts, found = [word.start for word in words], []
    taken = {place for hit in hits for place in range(hit.first, hit.last)}
    for start, end, type_ in proposals:
        first, last = _trimmed(words, bisect_left(starts, start), bisect_left(starts, end), type_)
        if type_ == "PERSON" and first - 1 not in taken and _begins_with_initials(words, first, last, never):
            first -= 1
        employs = first < last and _employs(words, first, last)
        name = Name(first, last, tuple(word.word for word in words[first:last]), "ORG" if employs else type_)
        if (_is_name(name.words, never) and not shouted(words, first, last)
                and not names_an_officer(words, first, last) and not _opens_an_office(words, last)
                and not elected(words, first)
                and not (name.type != "PERSON" and _is_crowd(words, first, last))
                and _beats(name, [hit for hit in hits if hit.first < last and first < hit.last], never)):
            found.append(name)
    return found


def names_an_officer(words: Sequence[Token], first: int, last: int) -> bool:
    """Whether a single word is the field of an office (Commerce Secretary), or a name an office (Trade Representative),
    not a body.
    """
    head = _head([word.word for word in words[first:last]])
    return head in OFFICES or (last - first == 1 and _opens_an_office(words, last))


def _opens_an_office(words: Sequence[Token], last: int) -> bool:
    return any(after.word.capitalize() in OFFICES for after in words[last:last + 1])


def elected(words: Sequence[Token], first: int) -> bool:
    """Whether the word at `first` is, or is about to be, the state somebody is elected in: R-Texas."""
    before = [word.word for word in words[max(0, first - 2):first]]
    party = (before[-2:-1] if before[-1:] == ["-"] else [words[first].word] if _dashed(words, first + 1) else [])
    return bool(PARTIES.intersection(party))


def headed(words: tuple[str, ...]) -> str:
    """Return the type that the head of a name of several words tells, "" if none: School in Boston School of Law.

    A meeting is one whatever stands before (Group of 20 Summit).
    """
    if len(words) < 2:
        return ""
    heads = ["Summit"] if words[-1] == "Summit" else [_head(words)]
    return next((type_ for type_, known in HEADS.items() if known.intersection(heads)), "")


def _head(words: Sequence[str]) -> str:
    """Return the word before the first small one that joins no two equals: Cuts and Jobs Act, Office of Trade."""
    ends = (place for place, word in enumerate(words) if word in SMALL and word not in ("and", "&") and place)
    return words[next(ends, len(words)) - 1]


def _dashed(words: Sequence[Token], place: int) -> bool:
    return any(word.word == "-" for word in words[place:place + 1])


def _begins_with_initials(words: Sequence[Token], first: int, last: int, never: Never) -> bool:
    """Whether a single name has its initials before it, which the model may leave out: DA Davidson, JP Morgan."""
    before = words[first - 1].word if first else ""
    return (last - first == 1 and len(before) == 2 and before.isalpha() and before.isupper() and before not in COMMON
            and (before,) not in never and words[first].start - words[first - 1].end == 1)


def _is_crowd(words: Sequence[Token], first: int, last: int) -> bool:
    return (last - first == 1 and words[first].word.endswith(CROWDS)
            and (not first or words[first - 1].word in SENTENCE_ENDS))


def _employs(words: Sequence[Token], first: int, last: int) -> bool:
    """Whether a name is told to be somebody's employer: an economist at Kestrel, Kestrel analyst Dana Whit."""
    before = [word.word for word in words[max(0, first - 5):first]]
    return (before[-1:] == ["at"] and not JOBS.isdisjoint(before)) or any(
        after.word in ANALYSTS for after in words[last:last + 1])


def _trimmed(words: Sequence[Token], first: int, last: int, type_: str) -> tuple[int, int]:
    leading = DETERMINERS | TITLES if type_ == "PERSON" else DETERMINERS
    while first < last and (words[first].word in leading or not words[first].word[0].isalnum()):
        first += 1
    # The model may take an acronym for part of the name it stands behind: it is one by itself.
    if ")" not in [word.word for word in words[first:last]]:
        last = next((place for place in range(first + 1, last) if words[place].word == "("), last)
    while first < last and (words[last - 1].word in SMALL or not words[last - 1].word[0].isalnum()):
        last -= 1
    return first, last


def _is_name(words: tuple[str, ...], never: Never) -> bool:
    if len(words) > LONGEST or words in never or NOT_IN_NAMES.intersection(words):
        return False
    if words and words[0].islower() and len(words[0]) > LONGEST_PARTICLE:  # a transcript's speakers, in small letters
        return False
    # What begins with a figure is a measure (5,000mAh, 4nm); 3M and 36Kr are for the watchlist to know.
    return any(len(word) > 1 and not word.islower() and not word[0].isdigit() and not _says_nothing(word, never)
               for word in words)


def _says_nothing(word: str, never: Never) -> bool:
    return word in COMMON or (word,) in never


def _beats(name: Name, hits: Sequence[Hit], never: Never) -> bool:
    """Whether a name stands against the watched `hits` it overlaps: only as a longer name of its own.

    It has words of its own beyond them, and either a head that says what it names (US-China Business Council) or one
    watched name which it does not merely list (Ivanka Trump, but not Beijing, Shanghai).
    """
    if not hits or any(hit.first < name.first or name.last < hit.last for hit in hits):
        return not hits
    theirs = {word for hit in hits for word in key(hit.value.name)}
    covered = {place for hit in hits for place in range(hit.first, hit.last)}
    own = [word for place, word in enumerate(name.words, name.first) if place not in covered and word not in theirs]
    placed = all(hit.value.type == "PLACE" for hit in hits)
    if not any(word[0].isupper() and (not _says_nothing(word, never) or (placed and word in INSTITUTIONS))
               for word in own):
        return False
    known_in_full = hits[0].value.type == "PERSON" and hits[0].last - hits[0].first > 1
    return bool(headed(name.words)) or (len(hits) == 1 and not known_in_full and not JOINERS.intersection(own))
