"""What each number means, how good the engines are, and where the limits lie."""

import streamlit as st

from utils import schema
from utils.analysis import judgments
from utils.ui import frame, judging, measured, show
from utils.ui.say import say

view = frame.page("method", question="Method", filtered=False)

show.text("""
#### What is counted
- **Articles** are the loaded items. **Stories** are distinct texts: an item and its copies, in other outlets or with
  small edits, count once; the earliest loaded one is the original. **Outlets** counts each outlet once.
- A **share** is of loaded items, never of all news. How the items were chosen stands on Overview and Load.
- **Undated** items have no usable date (missing, impossible, in the future, or ambiguous). They count everywhere but
  on a time axis, and are left out as soon as dates are chosen. A guessed date says what it was guessed from.
- An **outlet starts, stops, pauses, rises or falls** where its weekly items, and its share of all loaded items, change
  at least twofold and by more than chance (optimal partitioning under a quasi-Poisson likelihood, Bonferroni; from 20
  items). **Same outlets throughout** keeps those without a silence that their own rhythm makes improbable, over the
  days chosen and those they are compared with, in counts and in what shares are of.
- Days are days in UTC unless another zone is chosen; weeks begin on their Monday.

#### What moved
- The days chosen are compared with as many days before them; without dates, the later half of the view with the
  earlier.
- Intervals are 95 %: Wilson for shares, Newcombe for their differences, Welch for means, quasi-Poisson for counts.
  Copies of one text weigh as one observation. Where an interval reaches zero the page says **no clear change**.
- A **peak** stands four robust scales above the median of the eight bins before it, is higher than its neighbours,
  and has at least five items. A text that weighs most in a peak coincides with it; that it caused the peak is not said.
- A picture of fewer than 20 items is not drawn.

#### Topics and words
- A topic is a saved query; its definition and the count of every clause stand on Topics. `AND`, `OR`, `NOT` in
  capitals, quotes for phrases, `*` at a word’s end, `NEAR/5` for at most five words between, `title:`, `outlet:`,
  `entity:`, `lang:`.
- Case and accents do not matter; words are not stemmed. What is not understood is an error, never a silent other
  meaning.

#### Entities
- A watchlist of the story’s names and aliases comes first, a language model (spaCy, `en_core_web_md`) proposes the
  rest; short forms and acronyms join their long form within an article, and all articles agree on spelling and type.
  A surname alone stands for a person of other articles only if two name the person in full and the surname is no
  common one. Related headlines, credit lines and notes are not read. In other languages than English only the
  watchlist’s names are found; it has Chinese ones.
- What an analyst decides on names (Entities) is applied when the facts are read, from its version on.
- **Association** of two names is normalised pointwise mutual information (Bouma 2009) over the units that name them:
  0 as by chance, 1 never apart; pairs that share fewer than three units are left out.

#### Copies and revisions
- A **copy** is the same text with small edits, or one cut from the other: runs of three words that the shorter text
  shares with the longer, compared by sketches kept with each article. Separate reports of one event are not copies.
- The same link with a changed text is a **revision**: it belongs to the story of what it revises.
- **Official documents** (registers, ministries, filings, paid releases) are kept and found, but are no coverage: no
  count, share or comparison includes them.

#### Wording
""")
for engine in schema.ENGINES:
    show.lead(measured.wording(engine))
show.text("""
- **With the engine’s measured error counted in**: an engine that mistakes some negative wording for neutral tells too
  little of the one and too much of the other. The bounds are 95 % of what the true shares may be, given what was told
  of how many texts and how the engine told the labelled ones (adjusted counting: Forman 2008; Hopkins and King 2010).
  The labels are of single sentences; a corpus unlike them is told better or worse.
- A score judged in the reader is read as judged, with the polarity the engine gives that tone on average here.

#### Voices
- **Quoted speech** is what stands between quotation marks, single ones too; a single word or a title only where a word
  of speaking stands beside it. All else is the **reporters’**, what they retell without quotation marks included.
- With the word list a scored word belongs to the voice it stands in, and an article’s polarity in a voice is the mean
  of its words there. The two voices are compared **within the same articles**, so that other subjects do not pass for
  another voice. Quoted speech says how sources talk, not what the outlet thinks; whom it quotes is its own choice.
- **Toward an entity** is scored mention by mention, by an engine that can tell targets apart. **Divided** is the share
  of mentions that are not of the most frequent tone (variation ratio, Freeman 1965).
""")

if measured.figures():
    for title, labels, table in measured.tables():
        show.heading(title, f"measured on {labels}")
        st.dataframe(table, hide_index=True, alt=f"Measured: {title}", width="content")
else:
    say("Nothing is measured on this machine yet: python -m utils evaluate DATA_DIR --out data/figures.json writes "
        "what is shown here.")

judged = judging.judged(view)
if len(judged):
    errors = judgments.errors(judged)
    show.heading("Wording, by your own reading", "scores judged in the reader; a rate of the corpus only if they "
                 "were picked at random")
    st.dataframe(judging.written(errors), hide_index=True, alt="Judged scores", width="content")
    for engine, mine in judged.groupby("engine"):
        st.dataframe(judgments.confusion(mine), hide_index=True, width="content",
                     alt=f"What {engine} told of each reading")

show.heading("Versions and licences")
st.dataframe(measured.versions(), hide_index=True, alt="Versions", width="content")
say("Wirewatch is MIT-licensed, as are spaCy, its English model (en_core_web_md) and TextBlob. The demonstration "
    "corpus was written for this project; its outlets are invented. "
    f"Store {view.workspace.id}, version {view.version}.")
