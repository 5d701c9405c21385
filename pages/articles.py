"""What was written: every article of the view, and the one that is open with everything marked that was counted."""

import streamlit as st

from utils.analysis import reading, revisions
from utils.ui import frame, link, reader, show, tables
from utils.ui.ask import article, why

view = frame.page("articles", question="article by article")
id = link.choice("article")
record = article(view, id) if id else None

if id and record is None:
    show.lead(f"Left out of the link: article “{id}”: this version of the corpus has no such article.")
if record is None:
    tables.articles(view, rows=25)
    st.stop()

listed, pane = st.columns([2, 3], gap="large")
with listed, st.container(key="beside"):
    tables.articles(view, rows=20, narrow=True)
with pane:
    reader.steps(view, record)
    chosen = reader.toggles()
    matches = why(view, record)
    marks = reader.marks(record, matches, chosen)
    segments = {part: reading.segments(said, marks[marks["part"] == part])
                for part, said in reader.parts(record).items()}
    reader.draw(view, record, segments, matches)
    if versions := reader.revision(record):
        reader.changed(revisions.changes(*versions))
