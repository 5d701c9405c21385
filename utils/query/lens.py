"""A version's articles and what hangs on them, in one zone, with one engine's scores, actors apart or as one."""

import duckdb
import narwhals as nw
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

# Facts, mentions and voices of at most this many rows together are held as Arrow tables: planning a DuckDB query costs
# 5 ms however small the table, pandas answers in 1, Arrow in 0.3. Above, DuckDB reads the parts, and memory stays flat.
HELD_ROWS = 300_000

_LAID_OUT = """
CREATE SCHEMA {name};
CREATE TABLE {name}.asked AS SELECT ? AS zone, ? AS engine;
CREATE TABLE {name}.actors AS FROM given;
"""
_VIEWS = """
CREATE VIEW {name}.facts AS
    SELECT n, id, published, local::DATE AS day, date_trunc('week', local)::DATE AS week,
        date_trunc('month', local)::DATE AS month, outlet, title, url, extent, language, words, kind, batch, precision,
        date_note, origin, author, story, is_copy, copy_of, polarity, subjectivity, tone
    FROM (SELECT *, published AT TIME ZONE (SELECT zone FROM {name}.asked) AS local FROM main.items)
    LEFT JOIN (SELECT article AS n, polarity, subjectivity, tone FROM main.sentiment
               WHERE engine = (SELECT engine FROM {name}.asked)) USING (n);
CREATE VIEW {name}.coverage AS FROM {name}.facts WHERE kind <> 'official';
CREATE VIEW {name}.mentions AS
    SELECT m.* REPLACE (coalesce(g.actor, m.entity) AS entity, if(g.actor IS NULL, m.type, 'ORG') AS type), f.n, f.day,
        f.week, f.month, f.outlet, f.story FROM main.mentions m
    JOIN {name}.facts f ON f.n = m.article
    LEFT JOIN {name}.actors g ON g.entity = m.entity;
CREATE VIEW {name}.sentences AS FROM main.sentences;
CREATE VIEW {name}.assessments AS FROM main.assessments WHERE engine = (SELECT engine FROM {name}.asked);
CREATE VIEW {name}.voices AS FROM main.voices WHERE engine = (SELECT engine FROM {name}.asked);
"""


class Lens:
    """A version's articles and what hangs on them, with days in one zone, scores of one engine, and entities that are
    bodies of `actors` (schema.ACTORS) counted as these.

    `name` must be an identifier made by the program, that no other lens on `connection` has.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, name: str, zone: str, engine: str,
                 actors: pd.DataFrame):
        cursor = connection.cursor()
        schema, asked, counted_as = _LAID_OUT.format(name=name).strip().splitlines()
        cursor.execute(schema)
        cursor.execute(asked, [zone, engine])
        cursor.register("given", actors)
        cursor.execute(counted_as)
        cursor.unregister("given")
        cursor.execute(_VIEWS.format(name=name))
        counts = " + ".join(f"(SELECT count(*) FROM {table})" for table in ("items", "mentions", "voices"))
        [(rows,)] = cursor.execute(f"SELECT {counts}").fetchall()
        self.name = name
        self.held = {table: arrow(cursor.sql(f"FROM {name}.{table}"))
                     for table in (("facts", "coverage", "mentions", "voices") if rows <= HELD_ROWS else ())}

    def rows(self, cursor: duckdb.DuckDBPyConnection, table: str, numbers: np.ndarray | None = None,
             unit: str = "") -> nw.LazyFrame:
        """Return the rows of facts, coverage (facts without official documents), mentions, sentences, assessments or
        voices.

        With `numbers`, of those articles alone; with `unit`, the column of that name is there a second time, as unit.
        """
        key = "n" if table in ("facts", "coverage") else "article"
        if table in self.held:
            held = self.held[table]
            held = held if numbers is None else held.filter(pc.is_in(held[key], pa.array(numbers, held[key].type)))
            return nw.from_native(held.append_column("unit", held[unit]) if unit else held).lazy()
        rows = nw.from_native(cursor.sql(f"FROM {self.name}.{table}"))
        if numbers is not None:
            rows = rows.join(nw.from_native(cursor.from_df(pd.DataFrame({key: numbers}))), on=key, how="semi")
        return rows.with_columns(unit=nw.col(unit)) if unit else rows


def arrow(relation: duckdb.DuckDBPyRelation) -> pa.Table:
    """Return the rows of a relation as an Arrow table, days as timestamps: of dates pandas would make objects."""
    table = relation.to_arrow_table().combine_chunks()
    return table.cast(pa.schema([field.with_type(pa.timestamp("us")) if pa.types.is_date(field.type) else field
                                 for field in table.schema]))
