"""What each engine told of an article, and what the analyst reads instead: kept, counted, and taken back at a click."""

import html

import pandas as pd
import streamlit as st

from utils import schema
from utils.query import corrections
from utils.query.corrections import Judgment
from utils.ui import jobs, scores, words
from utils.ui.say import say
from utils.ui.view import View

_EXPLAINED = 3  # sentences; each word of them is a reading of the model, about a hundred in a second
_HOW = {"news": "the mean of its sentences", "textblob": "the mean of its scored words"}


def draw(view: View, record) -> None:
    """Draw the scores of a record, and beneath the one that is read the choice of what it should be."""
    for score in record.sentiment.itertuples():
        if pd.isna(score.polarity):
            told = "not scored: it does not know the language"
        elif score.tone == score.told:
            told = f"{score.tone}, polarity {words.signed(score.polarity)}, {_HOW[score.engine]}"
        else:
            told = f"{score.told}; judged {score.tone}, which counts as polarity {words.signed(score.polarity)}"
        say(f"{told}; {scores.SAID[score.engine]}", "why", strong="Wording")
        if score.engine == view.engine and not pd.isna(score.polarity):
            _choice(view, record.article["id"], score)
            if score.engine == "news":
                _reasons(record)


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
        "engine": errors["engine"], "judged": errors["judged"], "wrong": errors["wrong"],
        "share wrong": [f"{words.share(row.share)} (95 %: {words.share(row.low)} to {words.share(row.high)})"
                        for row in errors.itertuples()]})


def _choice(view: View, article: str, score) -> None:
    known = judged(view)
    mine = known[(known["article"] == article) & (known["engine"] == score.engine) & known["start"].isna()]
    key = f"judged {article} {score.engine}"
    st.session_state[key] = mine["tone"].iloc[0] if len(mine) else None
    st.segmented_control(
        "Your reading", schema.TONES, key=key, on_change=_judge, args=(view, article, score.engine, score.told, key),
        disabled=view.workspace.demo or view.filters.as_of is not None, format_func=str.capitalize, help=(
            "What you choose is read in place of the score, from the next version on. Choose also where the score is "
            "right: only then is the error rate on Method one of what you looked at. A second click takes it back."
            + (" The demonstration is read-only." if view.workspace.demo else "")))


def _judge(view: View, article: str, engine: str, told: str, key: str) -> None:
    tone = st.session_state[key]
    judgment = Judgment(article, engine, told, tone or told)
    if tone is None:
        corrections.withdraw(view.workspace.path, view.version, judgment)
    else:
        corrections.judge(view.workspace.path, judgment)
