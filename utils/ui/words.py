"""Numbers, dates and filters as an analyst writes them."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from utils import story
from utils.query.filters import Filters
from utils.query.names import Decision

MISSING = "–"
_MARKDOWN = re.compile(r"([!-/:-@\[-`{-~])")
# Streamlit links bare addresses and turns :names: into pictures even behind a backslash; a word joiner stops both.
_DIRECTIVE = re.compile(r"(?<=:)|(?<=@)|(?<=www)", re.IGNORECASE)


def count(number: float) -> str:
    """Return a whole number as ``1,204``."""
    return MISSING if number != number else f"{number:,.0f}"


def share(part: float, digits: int = 0) -> str:
    """Return a fraction as ``38 %``; below one percent with two significant figures."""
    if part != part:
        return MISSING
    return f"{part * 100:.{1 if 0 < abs(part) < 0.0995 else digits}f} %".replace("-", "−")


def signed(number: float, digits: int = 2) -> str:
    """Return a number with its sign, as ``−0.08``; what rounds to zero has none."""
    if number != number:
        return MISSING
    text = f"{number:+.{digits}f}"
    return (text if float(text) else text[1:]).replace("-", "−")


def day(moment: date | datetime | None) -> str:
    """Return a day as ``17 Oct 2023``; what has none as a dash."""
    return MISSING if moment is None or moment != moment else f"{moment.day} {moment:%b %Y}"


def bin(first: date, every: str) -> str:
    """Return a bin of time by its first day: the day, ``week of 16 Oct 2023``, or ``Oct 2023``."""
    return {"day": day(first), "week": f"week of {day(first)}", "month": f"{first:%b %Y}"}[every]


def outlet(name: str | None) -> str:
    """Return an outlet's name, or that it is not known."""
    return name if isinstance(name, str) else "unknown outlet"


def several(number: int, noun: str) -> str:
    """Return ``1 story``, ``612 stories``."""
    plural = {"story": "stories", "entity": "entities", "copy": "copies", "summary": "summaries"}.get(noun, noun + "s")
    return f"{count(number)} {noun if number == 1 else plural}"


def listed(names: Iterable[str], last: str = "and") -> str:
    """Return ``a, b and c``."""
    *first, final = list(names) or [""]
    return f"{', '.join(first)} {last} {final}" if first else final


def decision(one: Decision) -> str:
    """Return what was decided on a name, in words."""
    if one.name is None:
        return f"{one.entity} is hidden"
    if one.surface is not None:
        return f"what is written “{one.surface}” is not {one.entity} but {one.name}"
    kind = f", of type {one.type.lower()}" if one.type else ""
    return f"{one.entity} is {one.name}{kind}" if one.name != one.entity else f"{one.entity} is{kind.removeprefix(',')}"


def plain(text: str) -> str:
    """Return `text` so that Streamlit's Markdown shows it letter by letter (for labels that cannot be plain)."""
    return _MARKDOWN.sub(r"\\\1", _DIRECTIVE.sub("\u2060", " ".join(text.split())))


def subject(filters: Filters) -> str:
    """Return the topic's name, or that there is none."""
    return story.topics()[filters.topic].name if filters.topic else "All loaded articles"


def steps(filters: Filters) -> list[tuple[str, Filters]]:
    """Return each active filter in words with the view without it, the topic first."""
    found = [(subject(filters), replace(filters, topic=""))] if filters.topic else []
    found += [(f"words {filters.q}", replace(filters, q=""))] if filters.q else []
    if filters.start or filters.end:
        found.append((dates(filters), replace(filters, start=None, end=None)))
    found += [(f"in {name}", replace(filters, outlet=_without(filters.outlet, name))) for name in filters.outlet]
    found += [(f"naming {name}", replace(filters, entity=_without(filters.entity, name))) for name in filters.entity]
    found += [(f"{tone} wording", replace(filters, tone=_without(filters.tone, tone))) for tone in filters.tone]
    found += [(f"language {code}", replace(filters, lang=_without(filters.lang, code))) for code in filters.lang]
    found += [] if filters.copies else [("copies left out", replace(filters, copies=True))]
    found += [("same outlets throughout", replace(filters, panel=False))] if filters.panel else []
    found += [("actor groups as one", replace(filters, groups=False))] if filters.groups else []
    found += [] if filters.unit == "articles" else [(f"counted in {filters.unit}", replace(filters, unit="articles"))]
    found += [] if filters.zone == "UTC" else [(f"days of {filters.zone}", replace(filters, zone="UTC"))]
    found += [] if filters.as_of is None else [(f"pinned to version {filters.as_of}", replace(filters, as_of=None))]
    return found


def described(filters: Filters) -> str:
    """Return the active filters besides the topic as one phrase for a title; empty when there are none."""
    parts = [f"naming {listed(filters.entity)}"] if filters.entity else []
    parts += [f"with the words {filters.q}"] if filters.q else []
    parts += [f"in {listed(filters.outlet, 'or')}"] if filters.outlet else []
    parts += [f"with {listed(filters.tone, 'or')} wording"] if filters.tone else []
    parts += [f"in language {listed(filters.lang, 'or')}"] if filters.lang else []
    parts += [dates(filters)] if filters.start or filters.end else []
    parts += [] if filters.copies else ["copies left out"]
    parts += ["same outlets throughout"] if filters.panel else []
    parts += ["actor groups as one"] if filters.groups else []
    parts += [] if filters.unit == "articles" else [f"counted in {filters.unit}"]
    parts += [] if filters.zone == "UTC" else [f"days of {filters.zone}"]
    parts += [] if filters.as_of is None else [f"as of version {filters.as_of}"]
    return ", ".join(parts)


def dates(filters: Filters) -> str:
    """Return the view's first and last day in words; empty when both are open."""
    if filters.start and filters.end:
        return f"{day(filters.start)} to {day(filters.end)}"
    return f"from {day(filters.start)}" if filters.start else f"until {day(filters.end)}" if filters.end else ""


def _without(values: tuple[str, ...], value: str) -> tuple[str, ...]:
    return tuple(one for one in values if one != value)
