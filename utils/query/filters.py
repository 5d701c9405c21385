"""A view as a value: what is filtered, counted and pinned, and the link that says the same."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any
from zoneinfo import available_timezones

from utils import schema, story
from utils.errors import QueryError
from utils.matching import parse

UNITS = ("articles", "stories", "outlets")
# A link travels through proxies that cut at 8 KB; these keep the longest one below that.
MAX_VALUES, MAX_LENGTH = 30, 200


@dataclass(frozen=True)
class Problem:
    """A value of a link that was left out: the parameter, the value as it came, and why, in a sentence."""

    parameter: str
    value: str
    sentence: str


@dataclass(frozen=True)
class Filters:
    """One view. Empty means no restriction; `outlet`, `tone` and `lang` are any of, `entity` is all of.

    `start` and `end` are inclusive days in `zone` (parameters ``from`` and ``to``); `unit` is what is counted;
    `copies` off keeps only the earliest item of each story; `panel` on keeps only outlets loaded throughout (see
    `utils.query.panel`), in what is counted and in what it is a share of; `groups` on counts bodies of one actor as
    that actor (see `story.Entry`); `engine` is whose scores are read (empty: the first of `schema.ENGINES` that the
    store has); `as_of` pins the view to a version of the store.
    """

    topic: str = ""
    q: str = ""
    start: date | None = None
    end: date | None = None
    outlet: tuple[str, ...] = ()
    entity: tuple[str, ...] = ()
    tone: tuple[str, ...] = ()
    lang: tuple[str, ...] = ()
    unit: str = "articles"
    copies: bool = True
    panel: bool = False
    groups: bool = False
    engine: str = ""
    zone: str = "UTC"
    as_of: int | None = None

    @classmethod
    def from_params(cls, params: Mapping[str, list[str]]) -> tuple["Filters", list[Problem]]:
        """Return the view a link's parameters describe, and what of them was not understood and left out."""
        values, problems = {}, []
        for name, given in params.items():
            if name not in _READERS:
                problems.append(Problem(name, " ".join(given)[:MAX_LENGTH], "this parameter is unknown"))
                continue
            kept = []
            for value in given[:MAX_VALUES] if name in _LISTS else given[-1:]:
                try:
                    kept.append(_READERS[name](value))
                except ValueError as error:
                    problems.append(Problem(name, value[:MAX_LENGTH], str(error)))
            if len(given) > MAX_VALUES and name in _LISTS:
                problems.append(Problem(name, f"{len(given)} values", f"only the first {MAX_VALUES} are used"))
            if kept:
                values[_FIELDS.get(name, name)] = tuple(dict.fromkeys(kept)) if name in _LISTS else kept[-1]
        if values.get("start") and values.get("end") and values["start"] > values["end"]:
            problems.append(Problem("from", str(values["start"]), f"it lies after the last day, {values['end']}"))
            del values["start"], values["end"]
        return cls(**values), problems

    def to_params(self, pin: bool = False) -> dict[str, list[str]]:
        """Return the link's parameters; defaults are left out, unless `pin` keeps them against a later change."""
        params = {}
        for field in fields(self):
            value = getattr(self, field.name)
            # A pinned link writes out the choices that have a default, so that a new default cannot change it.
            if value == field.default and not (pin and field.name in ("unit", "copies", "panel", "groups", "zone")):
                continue
            params[_PARAMETERS.get(field.name, field.name)] = [_text(one) for one in _each(value)]
        return params

    def checked(self, known: Mapping[str, Collection[Any]]) -> tuple["Filters", list[Problem]]:
        """Return the view without outlets, entities, languages, an engine or a version that a store (`known`) does not
        have.
        """
        problems, kept = [], {}
        for name, allowed in known.items():
            if name in _LONE:
                default, told = _LONE[name]
                if getattr(self, name) not in (default, *allowed):
                    problems.append(Problem(name, str(getattr(self, name)), told))
                    kept[name] = default
                continue
            values = getattr(self, name)
            problems += [Problem(name, value, "it is not among the loaded items")
                         for value in values if value not in allowed]
            kept[name] = tuple(value for value in values if value in allowed)
        return replace(self, **kept), problems


def query_error(text: str) -> QueryError | None:
    """Return what is wrong with a query, if anything."""
    try:
        parse(text)
    except QueryError as error:
        return error
    return None


def _each(value: Any) -> tuple:
    return value if isinstance(value, tuple) else (value,)


def _text(value: Any) -> str:
    return {True: "on", False: "off"}[value] if isinstance(value, bool) else str(value)


def _plain(value: str) -> str:
    text = value.strip()
    if not text:
        raise ValueError("it is empty")
    if len(text) > MAX_LENGTH:
        raise ValueError(f"it is longer than {MAX_LENGTH} characters")
    if not text.isprintable():
        raise ValueError("it holds characters that cannot be shown")
    return text


def _one_of(allowed: Callable[[], Collection[str]]) -> Callable[[str], str]:
    def reader(value: str) -> str:
        known = sorted(allowed())
        if value not in known:
            raise ValueError(f"it is none of {', '.join(known)}" if len(known) < 12 else "it is unknown")
        return value

    return reader


def _day(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ValueError("it is not a day like 2023-10-17") from None


def _query(value: str) -> str:
    if not value.strip():
        raise ValueError("it is empty")
    if error := query_error(value):
        raise ValueError(error.sentence)
    return value


def _on_off(value: str) -> bool:
    if value not in ("on", "off"):
        raise ValueError("it is neither on nor off")
    return value == "on"


def _version(value: str) -> int:
    if not re.fullmatch(r"\d{1,12}", value):
        raise ValueError("it is not a version number")
    return int(value)


_LISTS = ("outlet", "entity", "tone", "lang")
_LONE = {"as_of": (None, "the store has no such version"), "engine": ("", "it has scored nothing here")}
_FIELDS = {"from": "start", "to": "end"}
_PARAMETERS = {field: parameter for parameter, field in _FIELDS.items()}
_READERS: Mapping[str, Callable[[str], Any]] = {
    "topic": _one_of(story.topics), "q": _query, "from": _day, "to": _day, "outlet": _plain, "entity": _plain,
    "tone": _one_of(lambda: schema.TONES), "lang": _plain, "unit": _one_of(lambda: UNITS), "copies": _on_off,
    "panel": _on_off, "groups": _on_off,
    "engine": _one_of(lambda: schema.ENGINES), "zone": _one_of(available_timezones), "as_of": _version,
}
