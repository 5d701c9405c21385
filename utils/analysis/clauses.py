"""The clauses the Overview's sentences are made of: each says one finding, or one weakness, from the numbers alone.

`row` is the frame of `overview.figures` by name, `held` an `overview.Inventory`, `unit` a key of `wording.NOUNS`.
"""

from collections.abc import Iterator

import pandas as pd

from utils.analysis.intervals import ENOUGH
from utils.analysis.wording import counted, day, number, percent, signed

# From these shares on something is said: one text behind a fifth of a peak, one outlet behind two fifths of a view, a
# tenth of its articles lacking something. Set by judgement: a reader would want to know before quoting the number.
TELLING, DOMINANT, NOTABLE = 0.2, 0.4, 0.1
# So many outlets that change are named in a sentence; Timeline has them all.
NAMED = 3


def held(row: pd.DataFrame, unit: str) -> str:
    """Return how much there is: 612 stories in 41 outlets, 6.2 % of loaded items."""
    parts = [counted(row.at["items", "value"], unit)]
    if unit != "outlets":
        outlets = row.at["outlets", "value"]
        parts.append(f" in {counted(outlets, 'outlets')}" if outlets else " of unknown outlet")
    if row.at["share", "value"] < 1:
        parts.append(f", {percent(row.at['share', 'value'])} of loaded items")
    return "".join(parts)


def moved(inventory, row: pd.DataFrame, unit: str) -> str:
    """Return what moved against the stretch before, "no clear change" where that is so."""
    if inventory.first is None:
        return "none has a usable date, so nothing is said of time"
    if inventory.comparison == "none":
        return "nothing is loaded from before to compare it with"
    start, before = inventory.period.start, inventory.period.before
    stretch = f"the {number((start - before).days)} days before {day(start)}"
    if inventory.comparison == "part":
        return f"{stretch} are only partly loaded, so no change is stated"
    items = row.loc["items"]
    against = f"{number(items['recent'])} against {number(items['before'])} in {stretch}"
    if row.at["share", "value"] == 1:
        return f"{against}, which is what was loaded, not what was published"
    if not items["clear"]:
        return f"no clear change, {against}"
    more = "more" if items["recent"] > items["before"] else "fewer"
    by = f"{percent(abs(items['change']))} {more}" if items["before"] else more
    alike = unit != "outlets" and not row.at["share", "clear"]
    return f"{by}, {against}" + (", with no clear change in its share of loaded items" if alike else "")


def peaked(peaks: pd.DataFrame, drivers: pd.DataFrame, every: str) -> str:
    """Return the highest peak, its usual level and the headline that stands for it, with its share where that tells."""
    if peaks.empty:
        return f"No {every} stands out"
    top = peaks.loc[peaks["count"].idxmax()]
    when = {
        "day": f"on {day(top['bin'])}",
        "week": f"in the week of {day(top['bin'])}",
        "month": f"in {top['bin']:%b %Y}",
    }
    level = f"{number(top['count'])} where {number(top['expected'])} is usual"
    # A bin may be higher and no peak, where the usual level is high: of peaks alone one is the highest.
    letter, count = top["letter"], len(peaks)
    which = f"Peak {letter} stands out" if count == 1 else f"Of {count} peaks {letter} is the highest"
    said = f"{which}, {when[every]} ({level})"
    for driver in drivers[drivers["letter"] == top["letter"]].itertuples():
        one_text = driver.articles > 1 and driver.share >= TELLING
        carried = f"{percent(driver.share)} of its articles carry one text" if one_text else "its most typical headline"
        said += f", {carried}: “{driver.title}” ({driver.outlet or 'unknown outlet'})"
    return said


def worded(row: pd.DataFrame) -> str:
    """Return the mean polarity and whether it moved."""
    wording = row.loc["polarity"]
    if wording["n"] < ENOUGH:
        return "too few articles have a wording score to say how it is told"
    said = f"wording polarity is {signed(wording['value'])}"
    if pd.isna(wording["change"]):
        return said
    return f"{said}, " + (
        f"{signed(wording['change'])} against the days before" if wording["clear"] else "no clear change"
    )


def panel(changes: pd.DataFrame) -> Iterator[str]:
    """Give the sentence that names the outlets whose loading changes most, if any does (`panel.changes`)."""
    outlets = list(dict.fromkeys(changes["outlet"]))
    if not outlets:
        return
    told = [
        f"{name} {' and '.join(map(_changed, changes[changes['outlet'] == name].itertuples()))}"
        for name in outlets[:NAMED]
    ]
    rest = len(outlets) - NAMED
    told += [f"{counted(rest, 'outlets')} more {'changes' if rest == 1 else 'change'}"] if rest > 0 else []
    yield f"{'; '.join(told)}: what moves there may be the loading, not the news."


def _changed(row) -> str:
    level = {
        "starts": f"{number(row.after)} a week after",
        "stops": f"{number(row.before)} a week before",
        "pauses": f"to {day(row.until)}, {number(row.before)} a week before",
    }.get(row.kind, f"{number(row.before)} to {number(row.after)} a week")
    return f"{row.kind} on {day(row.since)} ({level})"


_WORDING = {
    "textblob": "Wording polarity scores single words, not opinions: “ban” and “curb” weigh nothing in it.",
    "news": "Wording polarity is a model’s reading of wording, not opinion: bad news plainly told is often negative.",
}


def warned(held, row: pd.DataFrame, engine: str) -> Iterator[str]:
    """Give one sentence for each thing that must not be concluded from an inventory of at least one article, scored by
    an engine."""
    if held.selected < ENOUGH:
        yield f"Only {counted(held.selected, 'articles')}: too few for a share, a mean or a change to say much."
    yield f"Shares are of the {counted(held.loaded, 'articles')} loaded here, not of all news."
    if held.comparison == "part":
        yield f"What came before is loaded from {day(held.first_loaded)} only, so counts against it mislead."
    if row.at["items", "clear"] and not row.at["share", "clear"] and row.at["share", "value"] < 1:
        yield "The count moved, its share of loaded items not clearly: the loading may have changed, not the news."
    for outlet, articles in held.outlets_by_size[:1]:
        if articles / held.selected >= DOMINANT and held.outlets > 1:
            yield f"{percent(articles / held.selected)} come from {outlet}: the picture is largely that outlet’s."
    for count, weakness in (
        (held.copies, "repeat a text loaded earlier: count stories to see distinct texts."),
        (held.summary + held.headline, "are summaries or headlines: names and words of the full texts are missing."),
        (held.unscored, "have no wording score: their language is not one that is scored."),
    ):
        if count / held.selected >= NOTABLE:
            yield f"{percent(count / held.selected)} {weakness}"
    if held.undated:
        stand = "stands" if held.undated == 1 else "stand"
        yield f"{counted(held.undated, 'articles')} without a usable date {stand} in no picture over time."
    if held.unscored < held.selected:
        yield _WORDING[engine]
