"""What stands beside a score: which engine told it, on what kinds of text, how it moved, and how wrong it may be."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from utils.ui import link, measured, words
from utils.ui.say import say
from utils.ui.view import View

NAMES = {"news": "News model", "textblob": "Word list (TextBlob)"}
SAID = {"news": "a model of news sentences", "textblob": "a word list (TextBlob)"}
_EXTENTS = {"full": "full text", "summary": "summary", "headline": "headline"}


def engine(view: View) -> None:
    """Draw the choice of the engine whose scores are read, where there are several."""
    if len(view.engines) < 2:
        return
    st.session_state["engine"] = view.engine
    st.segmented_control("Scores of", view.engines, key="engine", required=True, format_func=NAMES.get,
                         on_change=_choose, args=(view,))


def _choose(view: View) -> None:
    chosen = st.session_state["engine"]
    link.write(replace(view.filters, engine="" if chosen == view.engines[0] else chosen))


def other(view: View) -> View | None:
    """Return the same view with the scores of the other engine; None where there is none."""
    others = [one for one in view.engines if one != view.engine]
    return replace(view, filters=replace(view.filters, engine=others[0])) if others else None


def mixed(extents: pd.DataFrame) -> None:
    """Say which kinds of text a mean over all of them mixes (`analysis.sentiment.by_extent`)."""
    if len(extents) < 2:
        return
    told = [f"{words.several(row.n, _EXTENTS[row.extent])} ({words.signed(row.mean)})" for row in extents.itertuples()]
    say(f"The scores are of {words.listed(told)}: a mean or share over all mixes them.")


def moved(change: dict[str, float] | None, compared: str) -> None:
    """Say how the mean polarity moved (`analysis.sentiment.change`) over what is `compared`."""
    if change is None or change["low"] != change["low"]:
        say(f"Against before: not told; {compared}.")
        return
    clear = change["low"] > 0 or change["high"] < 0
    told = f"{words.signed(change['change'])}" if clear else "no clear change"
    say(f"Against before: {told} (95 % interval {words.signed(change['low'])} to {words.signed(change['high'])}); "
        f"{compared}.")


def with_error(view: View, shares: pd.DataFrame, adjusted: pd.DataFrame | None) -> None:
    """Say between which the true shares lie when the engine's measured error is counted in."""
    if adjusted is None:
        say(f"How often {NAMES[view.engine]} is wrong was not measured here.")
        return
    bounds = adjusted.set_index("tone")
    told = [f"{row.tone} {words.share(row.share)} as told, {words.share(bounds.at[row.tone, 'low'])} to "
            f"{words.share(bounds.at[row.tone, 'high'])}" for row in shares.itertuples()]
    wide = (adjusted["high"] - adjusted["low"]).max()
    verdict = (" That is too wide to say anything of the whole: read single texts, not the share."
               if wide > 0.5 else "")
    say(f"With the engine’s measured error counted in: {words.listed(told)}.{verdict} It was measured on "
        f"{measured.labels(view.engine)}.")
