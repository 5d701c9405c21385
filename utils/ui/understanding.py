"""What was understood of files before they are loaded: the analyst sees it, and may change it."""

import hashlib
import re
from collections.abc import Iterable
from typing import Any

import pandas as pd
import streamlit as st

from utils.layout import NO_ROLE, Layout
from utils.settings import settings
from utils.ui import jobs, words
from utils.ui.say import say

MOST_FILES = 20  # that are looked at before they are loaded
_PREVIEWS, _CHOICES, _LOOKS = "previews of files", "layouts that were chosen", "looks at files"
_SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
_ROLES = {"title": "title", "text": "text", "date": "date", "outlet": "outlet", "home": "outlet's site", "url": "link",
          "author": "author", "language": "language", NO_ROLE: "not used"}
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
           "December")
_TELLING = 8  # columns beyond which the table scrolls


def draw(files: dict[str, bytes]) -> None:
    """Draw what is understood of each of `files` (name -> content), with the ways to change it."""
    previews = st.session_state[_PREVIEWS] = _previewed(dict(list(files.items())[:MOST_FILES]))
    for name, content in list(files.items())[:MOST_FILES]:
        told = previews[_key(content)]
        with st.expander(words.plain(name), expanded=len(files) == 1 or "error" in told or _asks(told),
                         key=f"understood_{_key(name.encode())}"):
            if "error" in told:
                say(told["error"], "problem", role="status")
            else:
                _file(told, _key(name.encode()))
    if len(files) > MOST_FILES:
        say(f"The first {MOST_FILES} files are shown; the others are read as they seem to be.")


def layouts(files: dict[str, bytes]) -> list[Layout]:
    """Return the choices that were made for `files`, for the load to follow."""
    told = st.session_state.get(_PREVIEWS, {})
    prints = {told[_key(content)].get("fingerprint") for content in files.values() if _key(content) in told}
    return [layout for fingerprint, layout in _choices().items() if fingerprint in prints]


def _previewed(files: dict[str, bytes]) -> dict[str, dict[str, Any]]:
    """Return for each content what was understood, asking only for what is new or was chosen anew since."""
    known = st.session_state.get(_PREVIEWS, {})
    found = {_key(content): known.get(_key(content)) for content in files.values()}
    asked = {name: content for name, content in files.items() if _stale(found[_key(content)])}
    if asked:
        with st.spinner("Looking at the files …"):
            answers = jobs.preview(asked, settings().store, _choices().values())
        for content, told in zip(asked.values(), answers, strict=True):
            before = known.get(_key(content)) or {}
            if "error" in told and "layout" in before:  # a choice under which it cannot be read is taken back
                _choices()[before["fingerprint"]] = Layout.from_dict(before["layout"])
                told = before | {"refused": told["error"]}
            # Each look makes new widgets: the old ones would keep what was chosen before it.
            st.session_state[_LOOKS] = st.session_state.get(_LOOKS, 0) + 1
            found[_key(content)] = told | {"look": st.session_state[_LOOKS]}
    return found


def _stale(told: dict[str, Any] | None) -> bool:
    """Say whether another choice was made since a file was looked at."""
    if told is None:
        return True
    chosen = _choices().get(told.get("fingerprint", ""))
    return chosen is not None and chosen.to_dict() != told["layout"]


def _choices() -> dict[str, Layout]:
    """Return the layouts that were chosen on this page by fingerprint: files with the same columns share one."""
    return st.session_state.setdefault(_CHOICES, {})


def _choose(told: dict[str, Any], **changes: Any) -> None:
    """Keep a change, and look at the file anew."""
    _choices()[told["fingerprint"]] = Layout.from_dict(told["layout"] | changes)


def _asks(told: dict[str, Any]) -> bool:
    return _encoding_asked(told) or told["dates"]["doubtful"]


def _encoding_asked(told: dict[str, Any]) -> bool:
    return bool(told["encoding"] and told["encoding"]["alternatives"])


def _file(told: dict[str, Any], name: str) -> None:
    """Draw one file: what it is, the questions, its columns, and its first articles."""
    kept = " Read as you chose for an earlier file with the same columns." if told["remembered"] else ""
    say(f"{told['format']}, {'the first ' if told['more'] else ''}{words.several(told['rows'], 'row')}.{kept}")
    if len(told["members"]) > 1:
        say(f"The first of {words.count(len(told['members']))} files in it is shown.")
    if "refused" in told:
        say(f"{told['refused']} The last choice was taken back.", "problem", role="alert")
    key = f"{name}_{told['look']}"
    _questions(told, key)
    if told["table"]:
        _shape(told, key)
        _columns(told, key)
    _outcome(told)


def _questions(told: dict[str, Any], key: str) -> None:
    """Draw what is asked, not assumed: a doubtful encoding, and the order of day and month."""
    if _encoding_asked(told):
        samples = {one["encoding"]: one["sample"] for one in told["encoding"]["alternatives"]}
        st.selectbox("Which of these reads right?", list(samples), key=f"encoding_{key}",
                     index=_place(samples, told["encoding"]["name"]), on_change=_changed,
                     args=(told, "encoding", f"encoding_{key}"),
                     format_func=lambda name: f"{name.replace('_', '-')}: {samples[name]}")
    if told["dates"]["doubtful"]:
        dates = told["dates"]
        meanings = _meanings(dates["example"])
        now = next(meaning for meaning, day_first in meanings.items() if day_first is dates["day_first"])
        st.segmented_control(
            f"{words.plain(dates['example'])} is", list(meanings), default=now, required=True, key=f"day_{key}",
            on_change=_ordered, args=(told, meanings, f"day_{key}"),
            help=f"{words.several(dates['either'], 'date')} of those seen can be read both ways, and no other tells.")


def _meanings(date: str) -> dict[str, bool | None]:
    """Return what a date like 03/04/2023 can mean, each with whether the day then comes first."""
    first, second = (int(part) for part in re.findall(r"\d+", date)[:2])
    return {f"{first} {_MONTHS[second - 1]}": True, f"{second} {_MONTHS[first - 1]}": False, "Leave undated": None}


def _shape(told: dict[str, Any], key: str) -> None:
    if told["separator"] is None:
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        signs = list(dict.fromkeys((*_SEPARATORS, told["separator"])))
        st.selectbox("Separator", signs, index=signs.index(told["separator"]), key=f"separator_{key}", width=160,
                     format_func=lambda sign: _SEPARATORS.get(sign, sign), on_change=_changed,
                     args=(told, "separator", f"separator_{key}"))
        st.toggle("The first line names the columns", told["header"], key=f"header_{key}", on_change=_changed,
                  args=(told, "header", f"header_{key}"))


def _columns(told: dict[str, Any], key: str) -> None:
    """Draw the columns as a table in which their roles can be changed."""
    before = pd.DataFrame({"column": [one["name"] for one in told["columns"]],
                           "is": [_ROLES[one["role"]] for one in told["columns"]],
                           "for example": ["  ·  ".join(one["examples"]) for one in told["columns"]]})
    after = st.data_editor(
        before, hide_index=True, key=f"roles_{key}", disabled=["column", "for example"],
        height="content" if len(before) <= _TELLING else 330,
        column_config={"is": st.column_config.SelectboxColumn("holds", options=list(_ROLES.values()), required=True,
                                                              width="small"),
                       "column": st.column_config.TextColumn(width="small")})
    chosen = picked(before, after)
    if chosen:
        _choose(told, roles={**told["layout"]["roles"], **chosen})
        st.rerun()
    if not {"title", "text"} & {one["role"] for one in told["columns"]}:
        say("No column holds a title or a text, so nothing can be loaded: say which do.", "problem", role="status")


def picked(before: pd.DataFrame, after: pd.DataFrame) -> dict[str, str]:
    """Return the columns whose role was changed in a table of `column` and `is`, with their new role."""
    named = {label: role for role, label in _ROLES.items()}
    changed = after["is"] != before["is"]
    return {column: named[label] for column, label in zip(after.loc[changed, "column"], after.loc[changed, "is"],
                                                          strict=True)}


def _outcome(told: dict[str, Any]) -> None:
    """Draw the first articles as they would be loaded, and the rows that would be refused."""
    if told["articles"]:
        articles = pd.DataFrame(told["articles"])
        undated = int(articles["published"].isna().sum())
        say(f"{words.count(undated)} of these {words.count(len(articles))} without a date." if undated else "", "head",
            strong="As they would be loaded")
        shown = articles.assign(published=pd.to_datetime(articles["published"], utc=True))
        st.dataframe(shown[["published", "outlet", "title", "text", "language", "date_note", "url"]], hide_index=True,
                     height="content" if len(shown) < _TELLING else 250, alt="Articles as they would be loaded",
                     column_config={"published": st.column_config.DatetimeColumn("published (UTC)",
                                                                                 format="D MMM YYYY, HH:mm"),
                                    "title": st.column_config.TextColumn(width="medium"),
                                    "url": st.column_config.TextColumn(), "text": st.column_config.TextColumn(),
                                    "date_note": "date is"})
    if told["rejects"]:
        say(f"{words.several(len(told['rejects']), 'row')} would be refused, the first because: it "
            f"{told['rejects'][0]['reason']}.", "problem", role="status")
    for note in told["notes"]:
        say(note)


def _ordered(told: dict[str, Any], meanings: dict[str, bool | None], key: str) -> None:
    _choose(told, day_first=meanings[st.session_state[key]])


def _changed(told: dict[str, Any], part: str, key: str) -> None:
    _choose(told, **{part: st.session_state[key]})


def _place(names: Iterable[str], name: str) -> int:
    return list(names).index(name) if name in names else 0


def _key(content: bytes) -> str:
    return hashlib.blake2b(content, digest_size=8).hexdigest()
