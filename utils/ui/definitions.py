"""What each topic means: its query, in plain words with the count of every clause, and why it is so."""

import html

import pandas as pd
import streamlit as st

from utils import story
from utils.ui import words
from utils.ui.ask import restated
from utils.ui.say import say
from utils.ui.view import View


def draw(view: View) -> None:
    """Draw every topic's definition, to be opened one by one."""
    for topic in story.topics().values():
        with st.expander(topic.name, key=f"topic_{topic.id}", on_change="rerun") as opened:
            if opened.open:
                say(topic.note)
                st.code(topic.query, language=None, wrap_lines=True)
                _clauses(restated(view, topic.query))


def _clauses(clauses: pd.DataFrame) -> None:
    """Draw a query in plain words: a group of clauses a line, single words of one group side by side."""
    # A clause with none deeper after it is a leaf; leaves in a row at one depth stand in one line.
    leaf = ~clauses["depth"].shift(-1, fill_value=0).gt(clauses["depth"])
    line = (~leaf | ~leaf.shift(fill_value=False) | clauses["depth"].diff().ne(0)).cumsum()
    rows = "".join(
        f"<li style='margin-left:{1.4 * group['depth'].iloc[0]}rem'>"
        + " · ".join(f"{html.escape(one.words)} <b>{words.count(one.articles)}</b>" for one in group.itertuples())
        + "</li>" for _, group in clauses.groupby(line))
    say("An article matches when it has, each with the number of loaded articles it matches alone:")
    st.html(f"<ul class='clauses'>{rows}</ul>")
