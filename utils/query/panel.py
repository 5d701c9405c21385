"""Which outlets are loaded throughout the days that a view looks at: the rule behind "same outlets throughout"."""

from datetime import date

import pandas as pd

# A silence of four days is a long weekend, whatever the rate.
LEAST_SILENCE = 5
ERROR = 0.05


def throughout(found: pd.DataFrame, first: date, last: date) -> list[str]:
    """Return the outlets that neither start, stop nor pause from `first` to `last` (inclusive), sorted.

    `found` has outlet and day (null where unknown), a row an item. An outlet that has items on a share p of the days is
    silent for d days on end with the chance (1 - p)^d; one with a silence that chance gives to one outlet in twenty at
    most (Bonferroni over the days) is out, where p is its share outside that silence. So is one so seldom seen that
    nobody could tell whether it was missing for half of the days. Days and not items are counted, because items of one
    day come in bursts.
    """
    days = (last - first).days + 1
    if days < 1:
        return []
    seen = found.dropna().drop_duplicates().sort_values(["outlet", "day"])
    seen = seen.assign(at=(pd.to_datetime(seen["day"]) - pd.Timestamp(first)).dt.days)
    at = seen[seen["at"].between(0, days - 1)].groupby("outlet")["at"]
    silence = pd.concat([at.diff().groupby(seen["outlet"]).max() - 1, at.min(), days - 1 - at.max()], axis=1)
    silence, active = silence.max(axis=1), at.size()
    rare = ERROR / days
    there = (1 - active / (days - silence)) ** silence >= rare
    known = (1 - active / days) ** (days / 2) < rare
    return sorted(active.index[(there | (silence < LEAST_SILENCE)) & known])
