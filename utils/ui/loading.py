"""Loading from a page: what the analyst gives becomes a job, and the page follows it."""

import json
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

import streamlit as st

from utils.schema import ENGINES
from utils.settings import settings
from utils.ui import jobs, menu, understanding, words
from utils.ui.say import say
from utils.ui.view import View

_JOB, _DONE = "load under way", "load that ended"
_WAYS = ("Files", "Paste", "Link", "Folder")
_LOOPBACK = ("localhost", "127.0.0.1", "::1")
CHOSEN = {"unknown": "not known", "whole feed": "the whole feed or archive", "query": "results of a query",
           "hand-picked": "picked by hand"}


def draw(view: View) -> None:
    """Draw the ways to load, the load under way, and what it brought."""
    if _JOB in st.session_state:
        _follow()
        return
    if told := st.session_state.get(_DONE):
        _result(told)
    ways = _WAYS if _on_this_machine() else _WAYS[:3]
    way = st.segmented_control("What to load", ways, default=ways[0], required=True, key="load_way")
    given = {"Files": _files, "Paste": _paste, "Link": _link, "Folder": _folder}[way]()
    chosen = st.selectbox("How were these articles chosen?", list(CHOSEN), format_func=CHOSEN.get, help=(
        "It stands beside every count: results of a query say nothing about how often something is written elsewhere."))
    toned = st.toggle("Score wording with the news model too", value=True, key="load_toned", help=(
        "It tells tone sentence by sentence and toward whom, and takes about ten times as long: a minute for 300 "
        "articles of full text on two cores. Off: the word list alone."))
    st.button("Load", type="primary", disabled=not given, on_click=_start,
              args=(given, chosen, ENGINES if toned else ("textblob",)))
    if view.workspace.demo:
        say(f"The first load opens your own corpus, in {settings().store}, in place of the demonstration; the two "
            "never mix. Nothing leaves this machine.")


def follow(job: jobs.Job) -> None:
    """Let the page follow a job that has just been started."""
    st.session_state.pop(_DONE, None)
    st.session_state[_JOB] = job


def busy() -> bool:
    """Say whether a load of this visitor is under way."""
    return _JOB in st.session_state


def _files() -> dict[str, bytes]:
    files = st.file_uploader(
        "Files: tables (CSV, XLSX, Parquet), JSON, web pages, feeds, Word, RTF, RIS, Nexis and Factiva exports, text; "
        "also gzipped or in a ZIP", accept_multiple_files=True, key="load_files")
    given = {f"{number} {file.name}" if _doubled(files, file.name) else file.name: file.getvalue()
             for number, file in enumerate(files, 1)}
    understanding.draw(given)
    return given


def _doubled(files: list, name: str) -> bool:
    return sum(file.name == name for file in files) > 1


def _paste() -> dict[str, bytes]:
    text = st.text_area("Text", height=220, key="load_text", placeholder="Paste one article, as it stands on the page")
    first, second = st.columns(2)
    row = {
        "title": first.text_input("Headline (optional)", key="load_headline"),
        "outlet": second.text_input("Outlet (optional)", key="load_outlet"),
        "url": first.text_input("Link (optional)", key="load_link"),
        "date": second.text_input("Date (optional)", key="load_date", placeholder="2025-01-29"), "text": text,
    }
    row = {name: value for name, value in row.items() if value.strip()}
    return {"paste.jsonl": json.dumps(row).encode()} if text.strip() or "title" in row else {}


def _link() -> str | None:
    given = st.text_input("Address of an article, of a feed, or of a GDELT query (mode=artlist, format=json)",
                          key="load_address", placeholder="https://").strip()
    if given and not given.lower().startswith(("http://", "https://")):
        say("An address begins with http:// or https://.", "problem", role="status")
        return None
    return given or None


def _folder() -> Path | None:
    given = st.text_input("Folder or file on this machine", key="load_folder", placeholder="/home/me/articles")
    path = Path(given.strip()).expanduser() if given.strip() else None
    if path is not None and not path.exists():
        say("There is no such folder or file.", "problem", role="status")
        return None
    return path


def _on_this_machine() -> bool:
    """Say whether the one who asks sits at this machine: it listens to nobody else, and no proxy stands between."""
    forwarded = any(name in st.context.headers for name in ("X-Forwarded-For", "X-Real-Ip", "Forwarded", "Via"))
    return (st.get_option("server.address") in _LOOPBACK and not forwarded
            and urlsplit(st.context.url or "").hostname in _LOOPBACK)


def _start(given: dict[str, bytes] | Path | str, chosen: str, engines: Iterable[str]) -> None:
    layouts = understanding.layouts(given) if isinstance(given, dict) else []
    follow(jobs.start(given, settings().store, chosen, layouts, engines))


@st.fragment(run_every=1.0)
def _follow() -> None:
    job = st.session_state[_JOB]
    if not jobs.running(job):
        st.session_state[_DONE] = jobs.result(job)
        del st.session_state[_JOB]
        st.rerun()
    told = jobs.progress(job)
    if not told:
        st.progress(0.0, "Starting …")
        return
    left = "" if told.get("left") is None else f", about {_duration(told['left'])} left"
    st.progress(min(1.0, told["done"] / max(told["total"], 1)),
                f"{told['stage'].capitalize()}: {words.count(told['done'])} of {words.count(told['total'])} rows, "
                f"{_duration(told['seconds'])}{left}")
    say("The load goes on when you leave this page; what is committed stays, whatever happens.")


def _duration(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 90 else f"{seconds / 60:.0f} min"


def _result(told: dict) -> None:
    if "error" in told:
        say(told["error"], "problem", role="alert")
        return
    if "feeds" in told:
        say(f"Of {words.several(told['feeds'], 'feed')} {words.count(told['fetched'])} brought items, "
            f"{words.count(told['unchanged'])} had nothing new, {words.count(told['failed'])} failed.", "done",
            role="status")
        for failure in told["errors"]:
            say(failure["error"], "problem", role="alert")
        if not told["read"]:
            return
    say(f"Read {words.count(told['read'])} = {words.count(told['accepted'])} accepted + "
        f"{words.several(told['duplicates'], 'duplicate')} + {words.count(told['rejected'])} rejected; "
        f"{words.count(told['undated'])} without a usable date. It took {_duration(told['seconds'])}.", "done",
        role="status")
    st.page_link(menu.PAGES["overview"].path, label="Look at them", icon=":material/arrow_forward:")
