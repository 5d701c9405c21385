"""The reading pane: one article with its matches, entities and scored words marked.

Article text is untrusted: every piece is escaped before a mark is put around it, and nothing of it is read as
Markdown.
"""

import html
from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

import pandas as pd
import streamlit as st

from utils import schema
from utils.ui import browser, judging, link, listing, tables, words
from utils.ui.ask import ask
from utils.ui.say import say
from utils.ui.view import View

MARKS = {"match": "Why it matched", "entity": "Entities", "wording": "Scored wording"}
_ASIDES = {"related": "related headline", "credit": "credit line", "note": "note", "boilerplate": "boilerplate"}
# A line of a loaded text is a paragraph more often than not.
_LINE_END = "<span class='end'></span>"
# Comparing takes time that grows with the square of the words: two texts of this length together half a second.
_COMPARED = 60_000
# A sentence nearer to 0 is more neutral than anything else (shares of three tones, so at 0.5 one has it).
_STRONG = 0.5
_COLUMNS = ["part", "start", "end", "kind", "label"]


def marks(record, matches: pd.DataFrame, chosen: Iterable[str]) -> pd.DataFrame:
    """Return what is marked on a record: part (title, text), start, end, kind, label (shown on hover).

    kind is match, entity, negative, positive (scored words), aside (not prose) or heading; of the first four only the
    groups of `MARKS` in `chosen`.
    """
    found = [
        record.sentences[record.sentences["role"].isin([*_ASIDES, "heading"])].assign(
            kind=lambda frame: frame["role"].where(frame["role"] == "heading", "aside"),
            label=lambda frame: frame["role"].map(_ASIDES).fillna("")),
    ]
    if "match" in chosen:
        found.append(matches.assign(kind="match", label=""))
    if "entity" in chosen:
        kinds = record.mentions["type"].map(tables.TYPES)
        found.append(record.mentions.assign(kind="entity", label=record.mentions["entity"] + ", " + kinds.str.lower()))
    if "wording" in chosen:
        scored = record.assessments[record.assessments["polarity"] != 0]
        told = record.toned[record.toned["polarity"].abs() >= _STRONG]
        scored = pd.concat([scored, told.assign(words="this sentence")])
        found.append(scored.assign(kind=(scored["polarity"] < 0).map({True: "negative", False: "positive"}),
                                   label=scored["words"] + " " + scored["polarity"].map(words.signed)))
    return pd.concat([_placed(frame) for frame in found], ignore_index=True)


def _placed(frame: pd.DataFrame) -> pd.DataFrame:
    if "part" not in frame:
        title = frame["sentence"] == schema.TITLE_SENTENCE
        frame = frame.assign(part=title.map({True: "title", False: "text"}).astype("str"))
    return frame[_COLUMNS]


def parts(record) -> dict[str, str]:
    """Return the title and the text of a record, empty where it has none."""
    return {name: record.article[name] if isinstance(record.article[name], str) else "" for name in ("title", "text")}


def steps(view: View, record) -> None:
    """Draw the ways out of an article: to the one before and after it in the view, and back to the list."""
    before, after = ask(view, listing.neighbours, n=int(record.article["n"]))
    with st.container(horizontal=True, key="steps", gap="xsmall"):
        for label, id in (("← Newer", before), ("Older →", after)):
            st.button(label, on_click=_open, args=(id,), disabled=id is None, type="tertiary")
        st.button("Close", on_click=_open, args=(None,), type="tertiary")


def _open(id: str | None) -> None:
    # A button, not a link: a link to the page one is on changes the view but not the address (Streamlit 1.67).
    link.choose(article=id, page=link.choice("page"))


def toggles() -> list[str]:
    """Draw what can be marked, and the legend; return the kinds to mark."""
    chosen = st.pills("Marks", list(MARKS), format_func=MARKS.get, selection_mode="multi", default=list(MARKS),
                      key="marks", label_visibility="collapsed")
    legend(chosen)
    return chosen


def revision(record) -> tuple[str, str] | None:
    """Draw what stood under the article's link before and after it; return the two texts to compare when asked to."""
    for other in record.revisions.itertuples():
        say(f"{'a later' if other.later else 'an earlier'} version, {words.day(other.published)}", "why",
            strong="Under the same link")
        with st.container(horizontal=True, key=f"revision_{other.later}", gap="small"):
            st.button(words.plain(other.title or "(no headline)"), key=f"revision_{other.id}", type="tertiary",
                      on_click=_open, args=(other.id,))
            if not other.later and st.toggle("Show what changed", key="changes"):
                before, after = other.text, parts(record)["text"]
                if len(before) + len(after) <= _COMPARED:
                    return before, after
                say("The two are too long to be compared here.")
    return None


def changed(segments: pd.DataFrame) -> None:
    """Draw the segments of two versions (change, text): what was removed struck out, what was added underlined."""
    tags = {"kept": "{}", "removed": "<del>{}</del>", "added": "<ins>{}</ins>"}
    pieces = "".join(tags[change].format(html.escape(text).replace("\n", _LINE_END))
                     for change, text in segments[["change", "text"]].itertuples(index=False))
    st.html(f"<article class='article'><div class='text'>{pieces}</div></article>")


def draw(view: View, record, segments: Mapping[str, Iterable], matches: pd.DataFrame) -> None:
    """Draw an article: `segments` of its title and text (start, end, kinds, label); `matches` say why it is here."""
    article, said = record.article, parts(record)
    marked = {part: _marked(said[part], segments[part]) for part in said}
    st.html(f"<article class='article'><h2>{marked['title'] or '(no headline)'}</h2>"
            f"<p class='byline'>{html.escape(byline(article))}{_source(article['url'])}</p>"
            f"<div class='text'>{marked['text'] or '<i>Only a headline was loaded.</i>'}</div></article>")
    browser.sign_copies(_signature(article))
    _why(said, matches)
    judging.draw(view, record)
    _copies(view, record)


def byline(article: pd.Series) -> str:
    """Return outlet, day (and how it is known), author, extent of an article's row."""
    dated = words.day(article["published"]) if pd.notna(article["published"]) else "no usable date"
    if article["date_note"] == "guessed":
        dated += f" (guessed from “{article['published_as']}”)"
    elif pd.isna(article["published"]) and isinstance(article["published_as"], str) and article["published_as"]:
        dated += f" (“{article['published_as']}” is {article['date_note']})"
    author = article["author"] if isinstance(article["author"], str) and article["author"] else None
    extent = {"full": "full text", "summary": "summary only", "headline": "headline only"}[article["extent"]]
    return " · ".join(part for part in (article["outlet"], dated, author, extent) if isinstance(part, str))


def legend(chosen: Iterable[str]) -> None:
    """Say what the marks mean."""
    shown = {"match": "<mark class='match'>matches topic or words</mark>",
             "entity": "<mark class='entity'>entity</mark>",
             "wording": "<mark class='negative'>negative</mark> <mark class='positive'>positive wording</mark>"}
    st.html("<p class='legend'>" + " ".join(shown[kind] for kind in MARKS if kind in chosen)
            + " <mark class='aside'>not part of the article’s prose</mark></p>")


def _marked(text: str, segments: Iterable) -> str:
    pieces = []
    for segment in segments:
        piece = html.escape(text[segment.start:segment.end]).replace("\n", _LINE_END)
        label = f" title='{html.escape(segment.label)}'" if segment.label else ""
        pieces.append(f"<mark class='{' '.join(segment.kinds)}'{label}>{piece}</mark>" if segment.kinds else piece)
    return "".join(pieces)


def _address(url) -> str | None:
    """Return the address when it is one of the web, else None: what else stands there is never made a link."""
    if not isinstance(url, str) or not url.isprintable():
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


def _source(url) -> str:
    address = _address(url)
    return "" if address is None else (f" · <a href='{html.escape(address)}' target='_blank' "
                                       "rel='noopener noreferrer nofollow'>original</a>")


def _signature(article: pd.Series) -> str:
    parts = (article["outlet"], words.day(article["published"]), _address(article["url"]))
    return ", ".join(part for part in parts if isinstance(part, str))


def _why(parts: dict[str, str], matches: pd.DataFrame) -> None:
    if matches.empty:
        return
    found = pd.Series([parts[row.part][row.start:row.end].casefold() for row in matches.itertuples()]).value_counts()
    told = ", ".join(f"“{surface}” {number}×" for surface, number in found.head(12).items())
    say(told, "why", strong="Why it matched")


def _copies(view: View, record) -> None:
    others = record.copies[record.copies["id"] != record.article["id"]]
    if others.empty:
        return
    say(f"also in {words.several(len(others), 'loaded item')}, earliest first", "why", strong="The same text")
    for row in others.head(12).itertuples():
        told = words.plain(f"{words.outlet(row.outlet)}, {words.day(row.published)}: {row.title}")
        st.button(told, key=f"copy_{row.n}", type="tertiary", on_click=_open, args=(row.id,))
