"""The address bar: the one place where a view is read from and written to.

Filters are written with ``st.query_params`` rather than bound to widgets, because only such a write adds a history
entry, so that Back undoes the last step, and because a bound widget drops a bad value without a word. Links between
pages carry the parameters, so nothing of a view is kept in the session.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from urllib.parse import urlencode

import streamlit as st

from utils import schema
from utils.query.filters import Filters, Problem

# Choices of single pages, outside the filters: they stand in the link too, and end with the page. What is allowed is a
# pattern, and the words that say it.
CHOICES: Mapping[str, tuple[re.Pattern, str]] = MappingProxyType({
    "every": (re.compile("day|week|month"), "it is none of day, week, month"),
    "measure": (re.compile("count|share"), "it is neither count nor share"),
    "by": (re.compile("count|mentions"), "it is neither count nor mentions"),
    "type": (re.compile("|".join(schema.ENTITY_TYPES)), f"it is none of {', '.join(schema.ENTITY_TYPES)}"),
    "surface": (re.compile(r"[^\x00-\x1f]{1,200}"), "it is longer than a name"),
    "article": (re.compile(r"[\w.-]{1,80}"), "it is not an article’s id"),
    "page": (re.compile(r"[1-9]\d{0,6}"), "it is not the number of a page"),
})


def read() -> tuple[Filters, list[Problem]]:
    """Return the view that the address describes, and what of it was not understood."""
    given = {name: st.query_params.get_all(name) for name in st.query_params}
    filters, problems = Filters.from_params({name: values for name, values in given.items() if name not in CHOICES})
    return filters, problems + [
        Problem(name, given[name][-1], told) for name, (allowed, told) in CHOICES.items()
        if name in given and not allowed.fullmatch(given[name][-1])
    ]


def choice(name: str, default: str = "") -> str:
    """Return a page's own choice from the address; `default` where there is none, or none that is allowed."""
    value, (allowed, _) = st.query_params.get(name, default), CHOICES[name]
    return value if allowed.fullmatch(value) else default


def write(filters: Filters, **choices: str | None) -> None:
    """Make `filters` the view, as one step of the browser's history; `choices` change (None: end) the page's own.

    A change of filters closes the open article, goes back to the first page of a list and to all ways of writing.
    """
    own = {name: choice(name) for name in CHOICES if name not in ("article", "page", "surface")} | choices
    params = filters.to_params() | {name: [value] for name, value in own.items() if value}
    if params != {name: st.query_params.get_all(name) for name in st.query_params}:
        st.query_params.from_dict(params)


def choose(**choices: str | None) -> None:
    """Change choices of the page and keep the filters."""
    write(read()[0], **choices)


def narrow(**changes) -> None:
    """Change some filters of the view and keep the others (see `narrowed`)."""
    write(narrowed(read()[0], **changes))


def narrowed(filters: Filters, **changes) -> Filters:
    """Return `filters` with some changed; `entity` adds to the entities already chosen."""
    if "entity" in changes:
        changes["entity"] = tuple(dict.fromkeys((*filters.entity, *changes["entity"])))
    return replace(filters, **changes)


def rename(entity: str, name: str | None) -> None:
    """Put `name` in the place of `entity` in the view; nothing where it has none."""
    filters = read()[0]
    followed = (name if one == entity else one for one in filters.entity)
    write(replace(filters, entity=tuple(dict.fromkeys(one for one in followed if one))))


def params(filters: Filters, **choices: str) -> dict[str, list[str] | str]:
    """Return the parameters of a link inside the app."""
    return filters.to_params() | choices


def address(file: str, filters: Filters, **choices: str) -> str:
    """Return the address of the page in ``pages/{file}.py``, relative to any page's, so that a base path stays."""
    text = urlencode(params(filters, **choices), doseq=True)
    return f"./{'' if file == 'overview' else file}{'?' if text else ''}{text}"


def query(filters: Filters, pin: bool = False) -> str:
    """Return this page's link from the question mark on, with the page's own choices."""
    own = {name: choice(name) for name in CHOICES}
    text = urlencode(filters.to_params(pin) | {name: value for name, value in own.items() if value}, doseq=True)
    return f"?{text}" if text else ""
