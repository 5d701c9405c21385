"""The feeds of a workspace: which are watched, how their last fetches went, and the ways to add and to fetch."""

import streamlit as st

from utils.errors import WirewatchError
from utils.settings import settings
from utils.store import feeds
from utils.ui import jobs, loading, words
from utils.ui.say import say

_REFUSED = "feed that was refused"


def draw() -> None:
    """Draw the feeds, a form for another one, and the button that fetches them all."""
    store = settings().store
    listed = feeds.listed(store)
    if len(listed):
        failed = int((listed["failures"] > 0).sum())
        say(f"{words.several(len(listed), 'feed')}, {words.count(failed)} failed when last tried. What a failed feed "
            "would have brought is missing from every count.")
        st.dataframe(
            listed[["name", "last_good", "failures", "last_error", "next_try"]], hide_index=True, alt="Feeds",
            column_config={
                "name": "feed", "failures": "failures in a row", "last_error": "last error",
                "last_good": st.column_config.DatetimeColumn("last good fetch (UTC)", format="D MMM YYYY, HH:mm"),
                "next_try": st.column_config.DatetimeColumn("not tried before (UTC)", format="D MMM YYYY, HH:mm")})
        st.button("Fetch all now", on_click=lambda: loading.follow(jobs.refresh(store)), disabled=loading.busy())
    else:
        say("No feed is watched yet. Add one here, or switch some on in data/feeds.toml; nothing is fetched before you "
            "ask. “python -m utils refresh” fetches all once, for cron.")
    first, second, third = st.columns([3, 2, 1], vertical_alignment="bottom")
    first.text_input("Address of a feed", key="feed_url", placeholder="https://")
    second.text_input("Name (optional)", key="feed_name")
    third.button("Add", on_click=_add, width="stretch")
    if refused := st.session_state.pop(_REFUSED, None):
        say(refused, "problem", role="alert")
    added = listed[~listed["configured"].astype(bool)]
    if len(added):
        with st.popover("Remove a feed", type="tertiary"):
            name = st.selectbox("Feed", added["url"].tolist(), format_func=dict(
                zip(added["url"], added["name"].map(words.plain), strict=True)).get, key="feed_gone")
            st.button("Remove", on_click=feeds.remove, args=(store, name), key="feed_remove")


def _add() -> None:
    try:
        feeds.add(settings().store, st.session_state["feed_url"], st.session_state["feed_name"])
    except WirewatchError as error:
        st.session_state[_REFUSED] = error.sentence
        return
    st.session_state["feed_url"] = st.session_state["feed_name"] = ""
