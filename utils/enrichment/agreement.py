"""What many articles say together of a name: one spelling, one type, and whose surname it is."""

from collections.abc import Callable

import pandas as pd

from utils.enrichment.english import COMMON_SURNAMES
from utils.enrichment.words import key

Named = tuple[str, str]  # an entity's name and type


def agreed(mentions: pd.DataFrame) -> pd.DataFrame:
    """Return `mentions` (article, entity, type, watched among its columns) as all articles together see them.

    Names that differ in full stops, accents, case or a middle initial are one (D.A. Davidson, DA Davidson). A single
    name that is the surname of exactly one person stands for that person (Reagan) if two articles name the person in
    full and the surname is no common one: else it may be another's. A name has the type that the watchlist gives it,
    else the one in which most articles have it (of equals the first in the alphabet).
    """
    joined = _renamed(_renamed(mentions, _spellings), _surnames)
    votes = joined.groupby(["entity", "type", "watched"], as_index=False)["article"].nunique()
    ranked = votes.sort_values(["watched", "article", "type"], ascending=[False, False, True])
    return joined.assign(type=joined["entity"].map(ranked.drop_duplicates("entity").set_index("entity")["type"]))


def _renamed(mentions: pd.DataFrame, other_names: Callable[[pd.DataFrame], dict[Named, str]]) -> pd.DataFrame:
    """Return `mentions` with the names not watched as `other_names` has them, told of each how many articles name it
    (entity, type, watched, article); a mention that gets a watched name is a watched one.
    """
    mentions = mentions.astype({"watched": "bool"})
    known = mentions.groupby(["entity", "type", "watched"], as_index=False)["article"].nunique()
    names, watched = other_names(known), frozenset(known.loc[known["watched"], "entity"])
    told = [name if sure else names.get((name, type_), name) for name, type_, sure in
            mentions[["entity", "type", "watched"]].itertuples(index=False)]
    named = pd.Series(told, mentions.index, dtype=mentions["entity"].dtype)
    moved = named != mentions["entity"]
    return mentions.assign(entity=named, watched=mentions["watched"] | (moved & named.isin(watched)))


def _spellings(known: pd.DataFrame) -> dict[Named, str]:
    """Return how each name is to be written: as the watchlist does, else as most articles do; people plainly."""
    ranked = known.sort_values(["watched", "article", "entity"], ascending=[False, False, True])
    written: dict[tuple, str] = {}
    for name, type_ in ranked[["entity", "type"]].itertuples(index=False):
        written.setdefault((_folded(key(name)), type_), name)
    return {(name, type_): written.get((_folded(_plain(key(name), type_)), type_), written[_folded(key(name)), type_])
            for name, type_ in ranked[["entity", "type"]].itertuples(index=False)}


def _folded(name: tuple[str, ...]) -> tuple[str, ...]:
    """Return a name of several words without its case (Meet The Press); a single word may be another in capitals."""
    return tuple(map(str.lower, name)) if len(name) > 1 else name


def _plain(name: tuple[str, ...], type_: str) -> tuple[str, ...]:
    """Return a person's name without middle initials, any other name as it is."""
    inner = tuple(word for word in name[1:-1] if len(word) > 1 or type_ != "PERSON")
    return (*name[:1], *inner, *name[1:][-1:])


def _surnames(known: pd.DataFrame) -> dict[Named, str]:
    """Return the full names that single surnames stand for."""
    people = known[(known["type"] == "PERSON") & known["entity"].str.contains(" ")].groupby("entity")["article"].sum()
    surnames = people.index.str.split().str[-1]
    alone = ~surnames.duplicated(keep=False) & ~surnames.isin(COMMON_SURNAMES) & (people > 1).to_numpy()
    return {(surname, "PERSON"): name for surname, name in zip(surnames[alone], people.index[alone], strict=True)}
