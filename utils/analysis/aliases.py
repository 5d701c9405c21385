"""Under which names an entity is found, where, and which two entities may be one."""

from collections.abc import Callable, Iterator

import narwhals as nw
import numpy as np
import pandas as pd

from utils.analysis.counting import COUNT, collect
from utils.analysis.entities import top

# Words that a firm's name has or leaves out.
_FORMS = frozenset((
    "the", "inc", "incorporated", "corp", "corporation", "co", "company", "ltd", "limited", "llc", "plc", "group",
    "holding", "holdings", "ag", "sa", "nv", "gmbh", "technologies", "technology"))
# Among more names, pairs of rare ones would be guessed at; who is rarer changes no picture.
_COMPARED = 400


def surfaces(tables, entity: str) -> pd.DataFrame:
    """Return how `entity` is written: surface, mentions (titles included) and count (units), the commonest first."""
    named = tables.mentions.filter(nw.col("entity") == entity)
    found = collect(named.group_by("surface").agg(nw.len().alias("mentions"), COUNT))
    return found.sort_values(["count", "mentions", "surface"], ascending=[False, False, True]).reset_index(drop=True)


def contexts(tables, entity: str, surface: str | None = None, limit: int = 10) -> pd.DataFrame:
    """Return mentions of `entity` (with `surface`: written so), one a unit, spread evenly over time.

    Columns: article, sentence, start, end; dated ones first to last, undated ones after them.
    """
    named = tables.mentions.filter(nw.col("entity") == entity)
    if surface is not None:
        named = named.filter(nw.col("surface") == surface)
    found = collect(named.select("article", "sentence", "start", "end", "day", "unit"))
    found = found.sort_values(["day", "article", "sentence", "start"]).drop_duplicates("unit")
    chosen = np.unique(np.linspace(0, len(found) - 1, min(limit, len(found))).round().astype(int))
    return found.iloc[chosen][["article", "sentence", "start", "end"]].reset_index(drop=True)


def suggestions(tables, limit: int = 12) -> pd.DataFrame:
    """Return pairs among the entities most named that may be one: entity (the rarer), into, count, into_count, why.

    Each rule compares names of one type: the same words but for a firm's legal form, an acronym and what it stands for,
    a person's last name where only one full name bears it.
    """
    names = top(tables, limit=_COMPARED)
    count, rows = names.set_index("entity")["count"], []
    for type, group in names.groupby("type", sort=False):
        for why, rule in _RULES.items():
            rows += [(*sorted(pair, key=lambda name: (count[name], name)), why)
                     for pair in rule(type, group["entity"].tolist())]
    found = pd.DataFrame(rows, columns=["entity", "into", "why"]).drop_duplicates(["entity", "into"])
    found = found.assign(**{column: found[name].map(count).astype("int64")
                            for column, name in (("count", "entity"), ("into_count", "into"))})
    found = found.sort_values(["count", "entity"], ascending=[False, True]).head(limit).reset_index(drop=True)
    return found[["entity", "into", "count", "into_count", "why"]]


def _words(name: str) -> list[str]:
    return "".join(char if char.isalnum() else " " for char in name.casefold().replace("'", "")).split()


def _forms(type: str, names: list[str]) -> Iterator[tuple[str, str]]:
    """Yield names that are the same words but for case, hyphens and a legal form."""
    seen: dict[tuple, str] = {}
    for name in names:
        kept = tuple(word for word in _words(name) if word not in _FORMS)
        if kept and seen.setdefault(kept, name) != name:
            yield name, seen[kept]


def _acronyms(type: str, names: list[str]) -> Iterator[tuple[str, str]]:
    """Yield acronyms with the one name that has their initials."""
    for short in (name for name in names if name.isupper() and name.isalpha() and 2 <= len(name) <= 6):
        long = [name for name in names if len(name.split()) > 1
                and "".join(word[0] for word in name.split() if word[0].isupper()) == short]
        if len(long) == 1:
            yield short, long[0]


def _last_names(type: str, names: list[str]) -> Iterator[tuple[str, str]]:
    """Yield single names with the one person who bears them."""
    if type != "PERSON":
        return
    for short in (name for name in names if len(name.split()) == 1):
        bearers = [name for name in names if len(name.split()) > 1 and short in (name.split()[0], name.split()[-1])]
        if len(bearers) == 1:
            yield short, bearers[0]


_RULES: dict[str, Callable[[str, list[str]], Iterator[tuple[str, str]]]] = {
    "the same words but for a legal form": _forms, "an acronym of it": _acronyms,
    "a part of one full name": _last_names,
}
