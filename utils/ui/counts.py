"""The line of counts: how much of what is loaded a view shows."""

from dataclasses import dataclass, replace

import narwhals as nw

from utils.ui import words
from utils.ui.ask import ask
from utils.ui.view import View


@dataclass(frozen=True)
class Counts:
    """How many articles, stories and outlets are shown, and how many articles are loaded.

    `undated` are those without a date, which a view of some days leaves out and any other shows. `official` are the
    official documents the view finds: they are no coverage and stand in no other figure.
    """

    articles: int
    stories: int
    outlets: int
    undated: int
    loaded: int
    official: int


def counted(tables) -> Counts:
    """Return the counts of a view's `articles` (n, story, outlet), `official` documents and all `loaded`."""
    outlet = nw.col("outlet")
    questions = (
        tables.articles.select(
            articles=nw.len(), stories=nw.col("story").n_unique(),
            # An unknown outlet would count as one more.
            outlets=outlet.n_unique() - outlet.is_null().any().cast(nw.Int64)),
        tables.loaded.select(loaded=nw.len()),
        tables.official.select(official=nw.len()),
    )
    # Of no rows DuckDB's counts are null.
    found = {name: number or 0 for question in questions
             for name, number in question.collect("pyarrow").rows(named=True)[0].items()}
    return Counts(**found, undated=tables.undated)


def of(view: View) -> Counts:
    """Return the counts of a view."""
    return ask(view, counted)


def undated(view: View) -> str:
    """Return how many items without a date the view leaves out, or shows, in words; empty when there are none."""
    number = of(view).undated
    if not number:
        return ""
    left_out = view.filters.start or view.filters.end
    return f"{words.count(number)} undated left out" if left_out else f"{words.count(number)} undated, on no time axis"


def line(view: View) -> str:
    """Return ``1,204 of 9,850 articles · 612 stories · 41 outlets · 23 undated left out · corpus version 17``."""
    found = of(view)
    official = found.official and f"{words.several(found.official, 'official document')} not counted as coverage"
    parts = [f"{words.count(found.articles)} of {words.several(found.loaded, 'article')}",
             words.several(found.stories, "story"), words.several(found.outlets, "outlet"), undated(view), official,
             f"corpus version {view.version}"]
    return " · ".join(part for part in parts if part)


def culprit(view: View) -> str:
    """Return which filter leaves the least, in a sentence: the one without which most would be shown."""
    without = [(of(replace(view, filters=filters)).articles, step) for step, filters in words.steps(view.filters)]
    if not without:
        return "No filter is set: this is all that is loaded."
    number, step = max(without)
    return f"Without “{step}” it would be {words.several(number, 'article')}."
