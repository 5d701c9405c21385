"""A view's tables made from a few invented rows, over Arrow and over DuckDB: both must give the same answers."""

from datetime import date
from types import SimpleNamespace

import duckdb
import narwhals as nw
import pandas as pd
import pytest

from utils.query.lens import arrow

ARTICLE = {
    "day": None,
    "outlet": "Harbor Ledger",
    "story": None,
    "is_copy": False,
    "polarity": None,
    "tone": None,
    "title": "A headline",
    "extent": "full",
    "language": "en",
    "words": 100,
    "batch": 1,
    "kind": "news",
    "date_note": "ok",
}
MENTION = {"sentence": 0, "start": 0, "end": 5, "surface": "", "entity": "", "type": "ORG",
           "polarity": None, "tone": None}
PLACE = dict.fromkeys(("sentence", "start", "end"), "int64")
ASSESSMENT = {"article": 0, "sentence": 0, "start": 0, "end": 4, "words": "", "polarity": 0.0}
VOICE = {"article": 0, "engine": "textblob", "sentence": 0, "voice": "reporter", "polarity": 0.0, "weight": 1}


def _frame(rows: list[dict], default: dict, types: dict) -> pd.DataFrame:
    return pd.DataFrame([default | row for row in rows], columns=list(default)).astype(types)


def _articles(rows: list[dict], unit: str) -> pd.DataFrame:
    made = [ARTICLE | {"n": n, "story": f"s{n}"} | row for n, row in enumerate(rows)]
    frame = pd.DataFrame(made, columns=["n", *ARTICLE])
    day = pd.to_datetime(frame["day"]).astype("datetime64[us]")
    frame = frame.astype(
        {
            "polarity": float,
            "is_copy": bool,
            "n": "int64",
            "tone": "str",
            "outlet": "str",
            "story": "str",
            "title": "str",
            "extent": "str",
            "language": "str",
            "words": "int64",
            "batch": "int64",
            "kind": "str",
            "date_note": "str",
        }
    )
    return frame.assign(
        id="id" + frame["n"].astype("str"),
        url="https://example.org/" + frame["n"].astype("str"),
        day=day,
        published=(day + pd.Timedelta(hours=9)).dt.tz_localize("UTC"),
        week=day - pd.to_timedelta(day.dt.day_of_week, "D"),
        month=day - pd.to_timedelta(day.dt.day - 1, "D"),
        unit=frame[{"articles": "n", "stories": "story", "outlets": "outlet"}[unit]],
    )


class DuckTables:
    """Lay the frames out as DuckDB tables, days as DATE, as the store does."""

    def __init__(self):
        self.connection, self.made = duckdb.connect(), 0

    def lazy(self, frame: pd.DataFrame) -> nw.LazyFrame:
        self.made += 1
        days = [name for name in ("day", "week", "month") if name in frame]
        replaced = f" REPLACE ({', '.join(f'{name}::DATE AS {name}' for name in days)})" if days else ""
        self.connection.register("given", frame)
        self.connection.execute(f"CREATE TABLE t{self.made} AS SELECT *{replaced} FROM given")
        self.connection.unregister("given")
        return nw.from_native(self.connection.table(f"t{self.made}"))


class ArrowTables(DuckTables):
    """Lay the frames out as Arrow tables, as a small store is held."""

    def lazy(self, frame: pd.DataFrame) -> nw.LazyFrame:
        return nw.from_native(arrow(super().lazy(frame).to_native())).lazy()


@pytest.fixture(params=[ArrowTables, DuckTables], ids=["arrow", "duckdb"])
def view(request):
    """Return a maker of tables: `view(selected, before=…, loaded=…, mentions=…)`, each a list of partial rows."""
    backend = request.param()

    def make(
        articles=(),
        recent=None,
        before=(),
        loaded=None,
        mentions=(),
        assessments=(),
        voices=(),
        topics=(),
        official=(),
        unit="articles",
        days=(None, None),
        period=None,
    ):
        selected, earlier = _articles(list(articles), unit), _articles(list(before), unit)
        earlier = earlier.assign(
            n=earlier["n"] + 1000, unit=earlier["unit"] + 1000 if unit == "articles" else earlier["unit"]
        )
        everything = _articles(list(loaded), unit) if loaded is not None else pd.concat([selected, earlier])
        later = selected if recent is None else selected[selected["n"].isin(recent)]
        named = pd.DataFrame([MENTION | row for row in mentions], columns=["article", *MENTION]).astype(
            {"article": "int64", "entity": "str", "type": "str", "surface": "str", "polarity": float, "tone": "str",
             **PLACE}
        )

        def joined(frame):
            kept = ["n", "day", "week", "month", "outlet", "unit"]
            return backend.lazy(named.merge(frame[kept], left_on="article", right_on="n").drop(columns="n"))

        words = _frame(list(assessments), ASSESSMENT, {"article": "int64", "polarity": float, "words": "str", **PLACE})
        voiced = _frame(list(voices), VOICE, {"article": "int64", "polarity": float, "voice": "str", "weight": "int64"})
        hits = pd.DataFrame(list(topics), columns=["n", "topic"]).astype({"n": "int64", "topic": "str"})
        if isinstance(period, tuple):
            period = SimpleNamespace(
                **dict(zip(("start", "end", "before"), map(date.fromisoformat, period), strict=True))
            )
        return SimpleNamespace(
            loaded=backend.lazy(everything),
            articles=backend.lazy(selected),
            official=backend.lazy(_articles(list(official), unit)),
            recent=backend.lazy(later),
            before=backend.lazy(earlier),
            mentions=joined(selected),
            mentions_recent=joined(later),
            mentions_before=joined(earlier),
            assessments=backend.lazy(words),
            voices=backend.lazy(voiced),
            topics_loaded=backend.lazy(hits),
            topics=backend.lazy(hits[hits["n"].isin(selected["n"])]),
            period=period,
            days=tuple(day and date.fromisoformat(day) for day in days),
            shared={},
        )

    return make
