"""What Wirewatch understands of a file before it is loaded, from its first rows: no models, nothing kept."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from utils.cleaning import columns, dates
from utils.cleaning.articles import clean, held_by
from utils.errors import UnreadableInput
from utils.layout import HEAD, NO_ROLE, ROLES, Layout
from utils.sources.isolation import Parser
from utils.sources.reading import Head, Layouts, Reading, head
from utils.store import layouts as choices

ARTICLES, REJECTS, EXAMPLES = 10, 20, 3  # shown of each
OPENING, EXAMPLE = 200, 120  # characters of a text, of a value
SHOWN = ["title", "outlet", "published", "date_note", "precision", "url", "text", "language"]


def preview(paths: Sequence[Path], store: Path, layouts: Sequence[Layout] = ()) -> Iterator[dict[str, Any]]:
    """Yield for each file what is understood of it, ready for JSON; {"file", "error"} for one that cannot be read.

    Keys: file, format, table, rows (seen), more (may follow), members (names, of an archive, whose first is shown),
    separator, header, encoding ({name, how, doubtful, alternatives: [{encoding, sample}]}, null where there is none to
    choose), columns ([{name, role, examples}]), dates ({day_first, day, month, either, example, doubtful}), articles,
    rejects, notes, layout (in force, with the table it is for), and remembered.
    """
    followed = Layouts(layouts, choices.remembered(store))
    with Parser() as parser:
        for path in paths:
            try:
                yield {"file": path.name} | _told(head(parser, path, layouts=followed))
            except UnreadableInput as error:
                yield {"file": path.name, "error": error.sentence}


def _told(found: Head) -> dict[str, Any]:
    reading, told = found.reading, dict(found.understood)
    held = held_by(reading)
    cleaned = clean(reading, now=pd.Timestamp.now(tz="UTC"))
    seen = len(reading.rows) + len(reading.rejects)
    whose = Layout(format=told["format"], columns=tuple(told.pop("columns")))
    layout = reading.layout if told.pop("place") is not None else whose
    return told | {
        "rows": seen, "more": seen >= HEAD, "members": found.members, "columns": _columns(reading, held),
        "dates": _dates(reading, held["date"]), "articles": _articles(cleaned.articles.head(ARTICLES)),
        "rejects": cleaned.rejects.head(REJECTS)[["row", "reason", "excerpt"]].to_dict("records"),
        "notes": reading.notes, "layout": layout.to_dict(), "remembered": reading.remembered,
        "fingerprint": whose.fingerprint,
    }


def _columns(reading: Reading, held: dict[str, list[str]]) -> list[dict[str, Any]]:
    """Return each column with the first role that it has, and its first different values."""
    roles = {name: role for role in reversed(ROLES) for name in held[role]}
    names = [name for name in reading.rows.columns if name != "row"]
    return [{"name": name, "role": roles.get(name, NO_ROLE), "examples": [
        value[:EXAMPLE] for value in reading.rows[name].dropna().drop_duplicates() if value.strip()][:EXAMPLES]}
        for name in names]


def _dates(reading: Reading, names: list[str]) -> dict[str, Any]:
    """Return how day and month are read, what the dates tell of it, and whether nothing settles it."""
    order = dates.order(columns.first_filled(reading.rows, names))
    chosen = reading.layout.day_first
    settled = order.day_first if chosen is None or (reading.remembered and order.day_first is not None) else chosen
    return {"day_first": settled, **order._asdict(), "doubtful": bool(order.either) and order.day_first is None}


def _articles(articles: pd.DataFrame) -> list[dict[str, Any]]:
    shown = articles[SHOWN].assign(text=articles["text"].str[:OPENING],
                                   published=articles["published"].dt.strftime("%Y-%m-%dT%H:%M:%SZ"))
    return shown.astype(object).where(shown.notna(), None).to_dict("records")
