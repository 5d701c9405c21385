"""Copies are told from separate reports: pairs written for this project, of the kinds met in real feeds and exports."""

import pandas as pd
import pytest

from utils.cleaning import copies
from utils.cleaning.articles import clean
from utils.sources.reading import Reading, rejects

LEAD = ("The harbor authority of Lindmouth will close its northern terminal for six weeks from Monday after engineers "
        "found cracks in two cranes, it said on Thursday.")
MORE = ("About 40 ships a week will be sent to the southern terminal, where waiting times have already doubled since "
        "the spring. Shippers said the detour would cost them 3 million dollars. The authority has ordered new cranes "
        "from a maker in Ostrava and expects them before winter. Unions asked for an inspection of all others first.")
WIRE = f"{LEAD} {MORE}"
CLOSES = "Lindmouth closes northern terminal for six weeks over cracked cranes"
RIVAL = ("Two damaged cranes have forced Lindmouth to shut half of its port. Officials told reporters that the work "
         "would last until the end of next month, and that traffic would move south till then, at a price of millions.")
BRIEF = "Engineers found cracks in two cranes at the northern terminal, and ships will go south for six weeks."
DEK = "The new cranes come from Ostrava."
LINE = "The inside story of ports and shipping that matters, from our desks in three harbors"
TALK = "Freight and shipping roundup of the week: what moved"
OFFER = "Sign up for our newsletter: the harbor, every morning in your inbox."
LONG = f"{WIRE} " + " ".join(
    f"Berth {number} was last inspected in {1990 + number}, when divers found nothing but weed around pillar {number}."
    for number in range(1, 20))
SHOT = "Cranes stand idle at the northern terminal of Lindmouth on May 4, 2023."

# Each: what is tried, headline and text of the one, headline and text of the other.
COPIES = [
    ("one wire in two outlets", CLOSES, WIRE, CLOSES, WIRE),
    ("capitals and quotation marks", CLOSES, WIRE, CLOSES.upper(), WIRE.replace("'", "’")),
    ("a dateline in front", CLOSES, WIRE, CLOSES, f"LINDMOUTH (Harbor Wire) - {WIRE}"),
    ("another headline", CLOSES, WIRE, "Cracks in cranes halve a port", WIRE),
    ("another headline over a lead", CLOSES, LEAD, "Cracks in cranes halve a port", LEAD),
    ("a changed lead", CLOSES, WIRE, CLOSES, f"Half of Lindmouth's port goes quiet on Monday. {MORE}"),
    ("the last paragraph cut", CLOSES, WIRE, CLOSES, WIRE.rsplit(". ", 1)[0] + "."),
    ("cut to its lead", CLOSES, WIRE, CLOSES, LEAD),
    ("cut to its lead under another headline", CLOSES, WIRE, "Cracks in cranes halve a port", LEAD),
    ("cut with a button", CLOSES, WIRE, CLOSES, f"{LEAD} Read more"),
    ("cut in mid sentence", CLOSES, WIRE, CLOSES, f"{' '.join(WIRE.split()[:40])}..."),
    ("a summary of a long report", CLOSES, LONG, CLOSES, LEAD),
    ("a long report with a passage added", CLOSES, LONG, CLOSES, f"{LONG} {RIVAL}"),
    ("updated figures", CLOSES, WIRE, CLOSES, WIRE.replace("40 ships", "55 ships").replace("3 million", "4 million")),
    ("a corrected name", CLOSES, WIRE, CLOSES, WIRE.replace("Ostrava", "Gdynia")),
    ("a corrected lead", CLOSES, LEAD, CLOSES, LEAD.replace("six weeks", "eight weeks")),
    ("a line about the author added", CLOSES, WIRE, CLOSES, f"{WIRE}\nReporting by Ada Quillon; editing by Bo Tarn"),
    ("an offer added", CLOSES, WIRE, CLOSES, f"{WIRE}\n{OFFER}"),
    ("a headline passed on alone", CLOSES, WIRE, CLOSES, ""),
    ("a headline passed on with its outlet's name", CLOSES, WIRE, f"{CLOSES} - Harbor Wire", ""),
    ("a headline passed on, spelled otherwise", "U.S. navy’s pilots told to avoid Lindmouth harbor", LEAD,
     "US Navy's Pilots Told to Avoid Lindmouth Harbor", ""),
    ("a headline over a picture only", CLOSES, WIRE, CLOSES, f"{SHOT} (Ada Quillon/Reuters)"),
    ("two headlines alone", CLOSES, "", CLOSES.title(), ""),
    ("a long headline with one word changed", f"{CLOSES}, says its authority", WIRE,
     f"{CLOSES}, said its authority", ""),
    ("a short item with another headline", "Lindmouth orders new cranes for its terminal", DEK,
     "Lindmouth orders cranes for its northern terminal", DEK),
    ("a short item edited", CLOSES, BRIEF, CLOSES, BRIEF.replace("and ships will go south", "so ships go south")),
]
SEPARATE = [
    ("another report of the event", CLOSES, WIRE, "Cracked cranes shut half of Lindmouth's port", RIVAL),
    ("another report under the same headline", CLOSES, WIRE, CLOSES, RIVAL),
    ("another short report under the same headline", CLOSES, BRIEF, CLOSES, "Waiting times in the south have doubled."),
    ("a follow-up", CLOSES, WIRE, "Lindmouth reopens northern terminal with new cranes",
     f"The northern terminal of Lindmouth is open again. {LEAD.replace('will close', 'had closed')} Three new cranes "
     "from Ostrava were tested over the weekend, and the first ships berthed this morning before a small crowd."),
    ("a follow-up under a headline alone", CLOSES, WIRE, "Lindmouth reopens northern terminal after six weeks", ""),
    ("the same headline month after month", "Markets today", "Shares of shippers fell.", "Markets today",
     "Copper rose on hopes for Lindmouth."),
    ("a recurring headline alone", "Markets today", "", "Markets today", ""),
    ("a recurring newsletter", "The morning report on ports and trade",
     "A strike in the north, and a fine for a pilot.",
     "The morning report on ports and trade", "Grain prices ease. Also, a bridge is late and a mayor resigns."),
    ("a format with other content", TALK,
     "Steel to Ostrava, timber from Gdynia and a ferry sold, in our weekly roundup.", TALK,
     "Wheat, two tankers and a tunnel under the strait, in our weekly roundup of freight."),
    ("a standing line", "A ferry, a fine and a fog", LINE, "Who owns the sea wall?", LINE),
    ("one picture's caption", "Union wants all cranes inspected", f"{SHOT} (Ada Quillon/Reuters)",
     "Steel maker wins order", f"{SHOT} (Ada Quillon/Reuters)"),
    ("one picture's caption, another agency", "Union wants all cranes inspected", f"{SHOT} (Lindmouth Port via AP)",
     "Steel maker wins order", f"{SHOT} (Lindmouth Port via AP)"),
    ("boilerplate only", "Union wants all cranes inspected", f"The union wrote to the minister.\n{OFFER}",
     "Steel maker wins order", f"The maker hires.\n{OFFER}"),
    ("a quotation in a longer report", CLOSES, " ".join(LONG.split()[150:185]), "What the divers saw", LONG),
    ("named in a roundup", CLOSES, LEAD, "The week in ports",
     f"{RIVAL} {TALK}: steel, timber and a ferry sold in Gdynia."),
    ("a headline reworded", CLOSES, "", "Cracked cranes close Lindmouth's northern terminal", ""),
    ("a headline with another figure", CLOSES.replace("six", "6"), "", CLOSES.replace("six", "2"), ""),
    ("a translation", CLOSES, LEAD, "Lindmouth schließt sein Nordterminal für sechs Wochen wegen rissiger Kräne",
     "Die Hafenbehörde von Lindmouth schließt ihr Nordterminal ab Montag für sechs Wochen, nachdem Ingenieure Risse in "
     "zwei Kränen gefunden haben, teilte sie am Donnerstag mit."),
    ("a background paragraph in common", "Ostrava maker to deliver cranes early",
     f"The maker in Ostrava will deliver early. {LEAD} It has hired forty welders for the order.",
     "Shippers sue Lindmouth over the detour",
     f"Three shippers went to court on Friday and want their costs back. {LEAD} A hearing is set for June in the "
     "capital, and lawyers for the port declined to comment on the claim."),
    ("the same topic", CLOSES, WIRE, "Gdynia builds a second sea wall",
     "Gdynia has begun to build a second sea wall to keep winter storms away from its yards, the city said."),
]
PAIRS = [(*pair, True) for pair in COPIES] + [(*pair, False) for pair in SEPARATE]


def joined(*pair: str) -> bool:
    """Load two items of two outlets as any other rows, and say whether they are one story."""
    rows = [{"row": place, "title": title, "text": text, "outlet": outlet, "url": f"https://{outlet}.example/item"}
            for place, (title, text, outlet) in enumerate([(*pair[:2], "harbor"), (*pair[2:], "strait")], 1)]
    cleaned = clean(Reading("pairs", pd.DataFrame(rows), rejects([])), now=pd.Timestamp("2024-01-01", tz="UTC"))
    return copies.group(copies.signatures(cleaned.articles, cleaned.sentences))["story"].nunique() == 1


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair[0])
def test_a_pair_is_told_right_whichever_comes_first(pair):
    _, *texts, copy = pair
    assert {joined(*texts), joined(*texts[2:], *texts[:2])} == {copy}


def test_there_are_enough_pairs_of_both_kinds():
    assert len(COPIES) >= 20 and len(SEPARATE) >= 20 and len({name for name, *_ in PAIRS}) == len(PAIRS)


def test_the_labelled_pairs_of_shared_files_are_whole():
    pairs = pd.read_csv(__file__.replace("test_copied_texts.py", "copies_pairs.csv"))
    assert len(pairs) >= 200 and set(pairs["label"]) == {"copy", "separate"} and set(pairs["split"]) == {"dev", "test"}
    assert not pairs.duplicated(["file", "row", "other"]).any() and (pairs["row"] != pairs["other"]).all()
    assert list(pairs) == ["file", "row", "other", "label", "reason", "doubt", "split", "stratum", "candidates"]
