"""What the language model takes for names. It only proposes: see `entities` for who decides."""

from collections.abc import Sequence
from typing import NamedTuple

from utils.enrichment import models

# spaCy's labels (OntoNotes 5) as Wirewatch's types; NORP (nationalities, parties) names nobody but may be a name
# mistaken, so it stays without a type. Dates, numbers, money and languages are left out.
TYPES = {
    "PERSON": "PERSON", "ORG": "ORG", "GPE": "PLACE", "LOC": "PLACE", "FAC": "PLACE", "PRODUCT": "PRODUCT",
    "WORK_OF_ART": "PRODUCT", "LAW": "LAW", "EVENT": "EVENT", "NORP": "",
}
# Sentences per call: more leaves the processor's cache (measured on news_2018_2020, best from 256 to 1,024).
BATCH = 512


class Proposal(NamedTuple):
    """A stretch of text that may be a name, and the type it may have ("" when the model takes it for a people)."""

    start: int
    end: int
    type: str


def propose(texts: Sequence[str]) -> list[list[Proposal]]:
    """Return the proposals in each text, in order."""
    return [[Proposal(name.start_char, name.end_char, TYPES[name.label_]) for name in document.ents
             if name.label_ in TYPES] for document in models.names().pipe(texts, batch_size=BATCH)]
