"""The voices of a view on a page: reporters beside quoted speech, and wording toward a chosen entity."""

import pandas as pd

from utils.ui import show, words
from utils.ui.say import say
from utils.ui.view import View


def voices(view: View, found) -> None:
    """Draw `found.voices` (`analysis.voices.voices`) as `found.chart`, its `gap` as a sentence, and what has none."""
    show.chart(
        view, found.chart, key="voices", title="Voices",
        subtitle="mean polarity of reporters’ own words and of the speech they quote, with 95 % interval",
        note="n: articles with scored words in that voice, not drawn under 20; copies of one text weigh as one",
        table=found.voices, n=int(found.voices["n"].max()))
    if found.voices["n"].any():
        say(compared(found.gap), "thin")
    if found.untold:
        say(f"Left out of Voices: {words.several(found.untold, 'article')}, loaded before voices were told apart; undo "
            "their load on the page Load and load them again.", "thin")


def toward(view: View, entity: str, found) -> None:
    """Draw how the mentions of `entity` are worded, or say in a sentence why that is not shown.

    `found` has toward (`analysis.voices.Toward`), shares_chart and outlet_chart; None where the engine cannot tell.
    """
    if not entity:
        show.heading("Wording toward an entity", "choose one on the page Entities, or in the filters")
        return
    title = f"Wording toward {entity}"
    if found is None or not found.toward.mentions:
        show.heading(title, "not measured: the engine does not tell whom a sentence is for or against")
        return
    told = found.toward
    counted = f"{words.several(told.mentions, 'mention')} in {words.several(told.articles, 'article')}"
    show.chart(view, found.shares_chart, key="toward", title=title, subtitle=f"share of {counted}",
               note=f"Divided: {words.share(told.divided)} of the mentions are not of the most frequent tone "
                    "(67 % at most)", table=told.shares, n=told.mentions)
    if told.mentions >= show.ENOUGH:
        show.chart(view, found.outlet_chart, key="toward_outlets", title=f"{title} by outlet",
                   subtitle="mean polarity of mentions with 95 % interval; grey: not told from zero",
                   note="Outlets with 20 or more scored mentions; mentions in one text weigh as one",
                   table=told.outlets, click=show.to("outlet"), n=told.mentions)


def compared(gap: pd.Series) -> str:
    """Return how quoted speech is worded against the same articles’ reporters (from a row of `analysis.voices.gap`)."""
    articles = f"n = {words.several(int(gap['n']), 'article')}"
    if gap.isna().any():
        return f"Too few articles have scored words in both voices to compare the two ({articles})."
    # With two decimals an interval clear of zero may seem to reach it.
    mean, low, high = (words.signed(gap[name], 3) for name in ("mean", "low", "high"))
    interval = f"95 % {low} to {high}, {articles}"
    if not gap["clear"]:
        return f"No clear difference between quoted speech and the reporters of the same articles ({interval})."
    side = "above" if gap["mean"] > 0 else "below"
    return f"Quoted speech is worded {mean}, {side} the reporters of the same articles ({interval})."
