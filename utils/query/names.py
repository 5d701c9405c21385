"""Who is meant: what analysts decided about names, applied when the facts are read and never to the facts."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from utils.schema import ACTORS, NAMES
from utils.store import curation
from utils.story import Entry

KIND = "name"


@dataclass(frozen=True)
class Decision:
    """Mentions of `entity` (with `surface`: only those written so) are of `name`, of type `type` (None: as found).

    Without `name` they are nobody's, and hidden. So one form says it all: a merge and a new name give an entity's
    mentions to a name, a split gives those of one surface to another, a correction of the type keeps the name.
    """

    entity: str
    name: str | None
    type: str | None = None
    surface: str | None = None


def decide(store: Path, decision: Decision) -> int:
    """Keep a decision; return the version from which it holds. Raises StoreError."""
    return curation.act(store, KIND, vars(decision))


def decided(store: Path, version: int) -> list[Decision]:
    """Return the decisions that hold at `version`, in order."""
    acts = curation.acts(store, version, KIND)
    return [read(what) for what in acts["what"][~acts["undone"]]]


def read(what: str) -> Decision:
    """Return the decision that an act on names holds."""
    return Decision(**json.loads(what))


def resolved(decisions: Iterable[Decision]) -> pd.DataFrame:
    """Return schema.NAMES: whose the mentions of each decided entity are at last, by surface where that matters.

    Decisions hold in their order: "A is B" and then "B is C" make C of both, while "B is C" and then "A is B" leave
    what is A's with B.
    """
    decisions = list(decisions)
    surfaces = dict.fromkeys(one.surface for one in decisions if one.surface is not None)
    rows = []
    for entity in dict.fromkeys(one.entity for one in decisions):
        whole = _followed(entity, None, decisions)
        found = {surface: _followed(entity, surface, decisions) for surface in surfaces}
        rows += [(entity, surface, *at_last) for surface, at_last in [(None, whole), *found.items()]
                 if surface is None or at_last != whole]
    return NAMES.check(pd.DataFrame(rows, columns=["entity", "surface", "name", "type"]))


def renamed(decisions: Iterable[Decision], entities: Iterable[str]) -> tuple[str, ...]:
    """Return the names under which `entities` go now, each once; a hidden one, and any other, keeps its own."""
    decisions = list(decisions)
    return tuple(dict.fromkeys(_followed(entity, None, decisions)[0] or entity for entity in entities))


def actors(watched: Iterable[Entry]) -> pd.DataFrame:
    """Return schema.ACTORS: the actor as which a watched body may be counted."""
    return ACTORS.frame([{"entity": one.name, "actor": one.group} for one in watched if one.group])


def _followed(entity: str, surface: str | None, decisions: list[Decision]) -> tuple[str | None, str | None]:
    """Return the name and type of mentions found as `entity`: None and None where they are hidden."""
    name, type_ = entity, None
    for one in decisions:
        if one.entity == name and one.surface in (None, surface):
            name, type_ = one.name, one.type or type_
    return name, type_
