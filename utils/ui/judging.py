"""What each engine told of an article, and what the analyst reads instead: kept, counted, and taken back at a click."""

import html
from dataclasses import replace

import pandas as pd
import streamlit as st

from utils import schema
from utils.query import corrections
from utils.query.corrections import Judgment
from utils.ui import jobs, scores, words
from utils.ui.say import say
from utils.ui.view import View

_SENTENCES = 10  # that name an entity, judged one by one
_EXPLAINED = 3  # sentences; each word of them is a reading of the model, about a hundred in a second
_HOW = {"news": "the mean of its sentences", "textblob": "the mean of its scored words"}


def draw(view: View, record) -> None:
    """Draw the scores of a record, and beneath those that are read the choice of what they should be: of the article,
    and of each sentence that names an entity of the view."""
    id = record.article["id"]
    for score in record.sentiment.itertuples():
        known = not pd.isna(score.polarity)
        told = f"{_told(score)}, {_HOW[score.engine]}" if known else "not scored: it does not know the language"
        say(f"{told}; {scores.SAID[score.engine]}", "why", strong="Wording")
        if known and score.engine == view.engine:
            _choice(view, Judgment(id, score.engine, score.told, score.told))
            if score.engine == "news":
                _reasons(record)
    if view.engine == "news":
        for entity in view.filters.entity:
            _toward(view, record, entity)


def _toward(view: View, record, entity: str) -> None:
    named = record.mentions[(record.mentions["entity"] == entity) & record.mentions["told"].notna()]
    named = named.drop_duplicates("sentence").merge(record.sentences, on="sentence", how="left", suffixes=("", "_of"))
    for one in named.head(_SENTENCES).itertuples():
        said, start, end = record.article["text"], one.start_of, one.end_of
        if one.sentence == schema.TITLE_SENTENCE:
            said, start, end = record.article["title"], 0, None
        parts = said[int(start):one.start], said[one.start:one.end], said[one.end:end and int(end)]
        toward, before, name, after = map(html.escape, (entity, *parts))
        st.html(f"<p class='why'><b>Toward {toward}</b> {_told(one)}: {before}<mark class='match'>{name}</mark>{after}"
                "</p>")
        _choice(view, Judgment(record.article["id"], "news", one.told, one.told, int(one.sentence), int(one.start)),
                label="collapsed")
    if len(named) > _SENTENCES:
        say(f"{words.several(len(named) - _SENTENCES, 'more sentence')} naming {entity}.", "thin")


def _told(score) -> str:
    if score.tone == score.told:
        return f"{score.tone}, polarity {words.signed(score.polarity)}"
    return f"{score.told}; judged {score.tone}, which counts as polarity {words.signed(score.polarity)}"


def _reasons(record) -> None:
    """Draw, once asked for, the sentences that weigh most with what each of their words adds."""
    asked = f"reasons {record.article['id']}"
    if not st.session_state.get(asked):
        st.button("Which words?", type="tertiary", on_click=st.session_state.update, args=({asked: True},), help=(
            "Reads the three sentences that weigh most again, each time without one of their words. It takes a few "
            "seconds."))
        return
    texts = {True: record.article["title"], False: record.article["text"]}
    weighty = record.toned.reindex(record.toned["polarity"].abs().sort_values(ascending=False).index).head(_EXPLAINED)
    sentences = tuple(texts[row.sentence == schema.TITLE_SENTENCE][row.start:row.end] for row in weighty.itertuples())
    say("a word’s shade is what it adds to its sentence’s polarity, found by leaving it out: blue kinder, red harsher",
        "why", strong="Which words")
    for sentence, polarity, found in zip(sentences, weighty["polarity"], _effects(sentences), strict=False):
        st.html(f"<p class='why'>{_shaded(sentence, found)} <b>{words.signed(polarity)}</b></p>")


@st.cache_data(max_entries=100, show_spinner="Reading without each word …")
def _effects(sentences: tuple[str, ...]) -> list[list[dict]]:
    return jobs.explained(sentences)


def _shaded(sentence: str, found: list[dict]) -> str:
    pieces, end = [], 0
    for word in found:
        colour = "#2B7A9B" if word["effect"] > 0 else "#C8553D"
        opacity = min(1.0, abs(word["effect"])) * 0.7
        pieces += [html.escape(sentence[end:word["start"]]),
                   f"<span style='background: {colour}{int(255 * opacity):02x}' title='{words.signed(word['effect'])}'>"
                   f"{html.escape(sentence[word['start']:word['end']])}</span>"]
        end = word["end"]
    return "".join(pieces) + html.escape(sentence[end:])


def judged(view: View) -> pd.DataFrame:
    """Return the judgments that hold at the view's version (schema.JUDGED)."""
    return corrections.judged(view.workspace.path, view.version)


def written(errors: pd.DataFrame) -> pd.DataFrame:
    """Return `analysis.judgments.errors` as it is read."""
    return pd.DataFrame({
        "engine": errors["engine"], "score of": errors["of"].map({"article": "articles", "mention": "mentions"}),
        "judged": errors["judged"], "wrong": errors["wrong"],
        "share wrong": [f"{words.share(row.share)} (95 %: {words.share(row.low)} to {words.share(row.high)})"
                        for row in errors.itertuples()]})


def _choice(view: View, told: Judgment, label: str = "visible") -> None:
    known = judged(view)
    same = (known["article"] == told.article) & (known["engine"] == told.engine)
    for place in ("sentence", "start"):
        value = getattr(told, place)
        same &= known[place].isna() if value is None else known[place] == value
    key = " ".join(["judged", *(str(part) for part in (told.article, told.engine, told.sentence, told.start)
                                if part is not None)])
    st.session_state[key] = known.loc[same, "tone"].iloc[0] if same.any() else None
    st.segmented_control(
        "Your reading", schema.TONES, key=key, on_change=_judge, args=(view, told, key),
        disabled=view.workspace.demo or view.filters.as_of is not None, format_func=str.capitalize,
        label_visibility=label, help=(
            "What you choose is read in place of the score, from the next version on. Choose also where the score is "
            "right: only then is the error rate on Method one of what you looked at. A second click takes it back."
            + (" The demonstration is read-only." if view.workspace.demo else "")))


def _judge(view: View, told: Judgment, key: str) -> None:
    tone = st.session_state[key]
    if tone is None:
        corrections.withdraw(view.workspace.path, view.version, told)
    else:
        corrections.judge(view.workspace.path, replace(told, tone=tone))
