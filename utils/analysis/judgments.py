"""How often an engine was wrong by the analyst's own reading."""

import pandas as pd

from utils import schema
from utils.analysis import intervals


def errors(judged: pd.DataFrame) -> pd.DataFrame:
    """Return of each engine in schema.JUDGED, of articles and of mentions apart: engine, of (article, mention), judged
    and wrong (scores), share wrong, low and high (Wilson).

    It is a rate of what was looked at; only if that was picked at random is it one of the corpus.
    """
    of = judged["start"].isna().map({True: "article", False: "mention"})
    wrong = judged.assign(wrong=judged["told"] != judged["tone"], of=of).groupby(["engine", "of"], sort=True)["wrong"]
    found = wrong.agg(judged="size", wrong="sum").reset_index()
    low, high = intervals.share(found["wrong"], found["judged"])
    return found.assign(share=found["wrong"] / found["judged"], low=low, high=high)


def confusion(judged: pd.DataFrame) -> pd.DataFrame:
    """Return how the scores judged as each tone (schema.JUDGED, of one engine) were told: tone, a column a tone."""
    table = pd.crosstab(judged["tone"], judged["told"]).reindex(index=schema.TONES, columns=schema.TONES, fill_value=0)
    return table.rename_axis("tone").reset_index().rename_axis(columns=None)
