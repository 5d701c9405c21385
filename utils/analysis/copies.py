"""How far one text travelled: the stories most articles carry."""

import narwhals as nw
import pandas as pd

from utils.analysis.counting import collect


def syndicated(tables, limit: int = 20) -> pd.DataFrame:
    """Return the stories that at least two selected articles carry, most first.

    Columns: story, title (of its earliest article here), articles (carrying it), copies (those that repeat an earlier
    loaded text), outlets, first and last (day).
    """
    carried = tables.articles.group_by("story").agg(nw.len().alias("articles")).filter(nw.col("articles") > 1)
    most = collect(carried.sort("articles", "story", descending=[True, False]).head(limit))["story"]
    rows = collect(
        tables.articles.filter(nw.col("story").is_in(most)).select(
            "story", "title", "outlet", "day", "published", "n", "is_copy"
        )
    )
    found = (
        rows.sort_values(["published", "n"])
        .groupby("story", sort=False, as_index=False)
        .agg(
            title=("title", "first"),
            articles=("n", "size"),
            copies=("is_copy", "sum"),
            outlets=("outlet", "nunique"),
            first=("day", "min"),
            last=("day", "max"),
        )
    )
    return found.sort_values(["articles", "outlets", "story"], ascending=[False, False, True], ignore_index=True)
