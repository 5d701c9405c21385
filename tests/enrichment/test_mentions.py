"""Proposals and watched names become mentions: what the model says is here written by hand."""

import pytest

from utils.enrichment.entities import Page, resolve
from utils.enrichment.propose import Proposal
from utils.enrichment.watch import Watchlist
from utils.story import Entry

LIST = Watchlist([
    Entry("Arland", "PLACE", ("AR",), adjectives=("Arlandic",), nation="Arland"),
    Entry("Mona Tarr", "PERSON", ("Tarr",)),
    Entry("Ken Tarr", "PERSON"),
    Entry("Austin", "PLACE"),
    Entry("Trade Office", "ORG", ("Commerce",)),
], never=["AI", "Big Tech", "Bank"])


def found(text: str, *proposed: tuple[str, str], title: str = "") -> list[tuple[str, str, str]]:
    """Return surface, entity and type of every mention when the model proposes (surface, type) wherever it stands."""
    proposals = [Proposal(start, start + len(surface), type_) for surface, type_ in proposed
                 for start in range(len(text)) if text.startswith(surface, start)]
    page = Page(text, LIST)
    titled, mentions = resolve(Page(title, LIST), page, sorted(proposals), LIST.never)
    return [(title[one.start:one.end], one.entity, one.type) for one in titled] + [
        (text[one.start:one.end], one.entity, one.type) for one in mentions]


def names(*arguments, **keywords) -> list[tuple[str, str]]:
    return [(surface, entity) for surface, entity, _ in found(*arguments, **keywords)]


@pytest.mark.parametrize(("text", "proposed", "expected"), [
    # short forms
    ("Dana Whit spoke. Whit left.", [("Dana Whit", "PERSON")], [("Dana Whit", "Dana Whit"), ("Whit", "Dana Whit")]),
    ("Lin Qiao spoke. Lin said no.", [("Lin Qiao", "PERSON")], [("Lin Qiao", "Lin Qiao"), ("Lin", "Lin Qiao")]),
    ("Lin Qiao spoke. Lin left.", [("Lin Qiao", "PERSON")], [("Lin Qiao", "Lin Qiao")]),
    ("Ann Poe met Bea Poe. Poe left.", [("Ann Poe", "PERSON"), ("Bea Poe", "PERSON")],
     [("Ann Poe", "Ann Poe"), ("Bea Poe", "Bea Poe"), ("Poe", "Bea Poe")]),
    ("Ann B. Poe and Ann Poe", [("Ann B. Poe", "PERSON"), ("Ann Poe", "PERSON")],
     [("Ann B. Poe", "Ann B. Poe"), ("Ann Poe", "Ann B. Poe")]),
    ("The Halo Trade Council met. Halo and the Trade Council agree.", [("Halo Trade Council", "ORG"), ("Halo", "ORG"),
     ("Trade Council", "ORG")], [("Halo Trade Council", "Halo Trade Council"), ("Halo", "Halo Trade Council"),
                                 ("Trade Council", "Halo Trade Council")]),
    ("Bo Lee of the Halo Trade Council (HTC): HTC met.", [("Halo Trade Council", "ORG"), ("Bo Lee", "PERSON")],
     [("Bo Lee", "Bo Lee"), ("Halo Trade Council", "Halo Trade Council"), ("HTC", "Halo Trade Council"),
      ("HTC", "Halo Trade Council")]),
    ("Halo Trade Council. Then Halo Trade Council (HTC): HTC met.", [("Halo Trade Council", "ORG")],
     [("Halo Trade Council", "Halo Trade Council"), ("Halo Trade Council", "Halo Trade Council"),
      ("HTC", "Halo Trade Council"), ("HTC", "Halo Trade Council")]),
    ("The Halo Trade Council met; HTC votes.", [("Halo Trade Council", "ORG"), ("HTC", "ORG")],
     [("Halo Trade Council", "Halo Trade Council"), ("HTC", "Halo Trade Council")]),
    ("The Department of Parks met. Parks is broke.", [("Department of Parks", "ORG"), ("Parks", "ORG")],
     [("Department of Parks", "Department of Parks"), ("Parks", "Department of Parks")]),
    ("Mona K. Tarr met Mona Tarr.", [("Mona K. Tarr", "PERSON")],
     [("Mona K. Tarr", "Mona Tarr"), ("Mona Tarr", "Mona Tarr")]),
    ("LISBON - Rain in Lisbon", [("LISBON", "PLACE"), ("Lisbon", "PLACE")],
     [("LISBON", "Lisbon"), ("Lisbon", "Lisbon")]),
    ("HALO TRADE COUNCIL. The Halo Trade Council", [("Halo Trade Council", "ORG")],
     [("HALO TRADE COUNCIL", "Halo Trade Council"), ("Halo Trade Council", "Halo Trade Council")]),
    ("The Halo Trade Council (HTC) met. HTC votes.", [("Halo Trade Council (HTC", "ORG")],
     [("Halo Trade Council", "Halo Trade Council"), ("HTC", "Halo Trade Council"), ("HTC", "Halo Trade Council")]),
    ("the Halo (Trade) Council", [("Halo (Trade) Council", "ORG")], [("Halo (Trade) Council",) * 2]),
    ("The FLINT Treaty ends; FLINT is dead.", [("FLINT Treaty", "LAW"), ("FLINT", "PLACE")],
     [("FLINT Treaty", "FLINT Treaty"), ("FLINT", "FLINT Treaty")]),
    ("The Rook Treaty ends in Rook.", [("Rook Treaty", "LAW"), ("Rook", "PLACE")],
     [("Rook Treaty", "Rook Treaty"), ("Rook", "Rook")]),
    ("The Works met. NO WORKS, no works. The Works", [("Works", "ORG")], []),
    ("ROOKVILLE - It rains", [("ROOKVILLE", "PLACE")], [("ROOKVILLE", "Rookville")]),
    ("ask us, said the US", [("US", "PLACE")], [("US", "US")]),
    # initials left out by the model; employers; offices; parties
    ("DQ Rook’s shares rose", [("Rook", "PERSON")], [("DQ Rook", "DQ Rook")]),
    ("AR Rook’s shares rose", [("Rook", "PERSON")], [("AR", "Arland"), ("Rook", "Rook")]),
    ("the Trade Representative of Arland", [("Trade Representative", "ORG")], [("Arland", "Arland")]),
    ("the Secretary of Parks", [("Secretary of Parks", "ORG")], []),
    ("Dana Whit (R-Austin) met Bo Lee, D-N.Q., and a D", [
        ("Dana Whit", "PERSON"), ("Bo Lee", "PERSON"), ("D-N.Q.", "ORG"), ("D", "ORG")],
     [("Dana Whit", "Dana Whit"), ("Bo Lee", "Bo Lee")]),
    # the watchlist first, the longest name, nothing inside it
    ("Mona Tarr and Tarr", [("Mona Tarr", "ORG")], [("Mona Tarr", "Mona Tarr"), ("Tarr", "Mona Tarr")]),
    ("Iva Tarr left; Tarr stayed", [("Iva Tarr", "PERSON")], [("Iva Tarr", "Iva Tarr"), ("Tarr", "Iva Tarr")]),
    ("Tarr met Iva Tarr; Tarr left", [("Iva Tarr", "PERSON")],
     [("Tarr", "Mona Tarr"), ("Iva Tarr", "Iva Tarr"), ("Tarr", "Mona Tarr")]),
    ("Iva Tarr left; Tarr, Mona Tarr, stayed", [("Iva Tarr", "PERSON")],
     [("Iva Tarr", "Iva Tarr"), ("Tarr", "Mona Tarr"), ("Mona Tarr", "Mona Tarr")]),
    ("Ken Tarr left; Tarr stayed", [("Ken Tarr", "PERSON")], [("Ken Tarr", "Ken Tarr"), ("Tarr", "Mona Tarr")]),
    ("AR of old; the Airline Regulator (AR): AR says", [("Airline Regulator", "ORG")],
     [("AR", "Arland"), ("Airline Regulator", "Airline Regulator"), ("AR", "Airline Regulator"),
      ("AR", "Airline Regulator")]),
    ("Rook Pager came. Pager sells.", [("Rook Pager", "PRODUCT"), ("Pager", "PERSON")],
     [("Rook Pager", "Rook Pager"), ("Pager", "Rook Pager")]),
    ("ask us, said the WHO. Fall DOWN, go down", [("WHO", "ORG"), ("DOWN", "PLACE")], [("WHO", "WHO")]),
    ("Mona K. Q. Tarr", [("Mona K. Q. Tarr", "PERSON")], [("Mona K. Q. Tarr", "Mona Tarr")]),
    ("Lou Austin came. Austin spoke.", [("Lou Austin", "PERSON")],
     [("Lou Austin", "Lou Austin"), ("Austin", "Lou Austin")]),
    ("In Austin it rains.", [("Austin", "PERSON")], [("Austin", "Austin")]),
    ("the Arland-Rook Council", [("Arland-Rook Council", "ORG")], [("Arland-Rook Council", "Arland-Rook Council")]),
    ("the University of Arland", [("University of Arland", "ORG")], [("University of Arland", "University of Arland")]),
    ("the Trade Office Bank", [("Trade Office Bank", "ORG")], [("Trade Office", "Trade Office")]),
    ("AR Parks Representative Dana Whit", [("AR Parks", "ORG"), ("Dana Whit", "PERSON")],
     [("AR", "Arland"), ("Dana Whit", "Dana Whit")]),
    ("Arland State University", [("Arland State University", "ORG")], [("Arland State University",) * 2]),
    ("the Arland Administration", [("Arland Administration", "ORG")], [("Arland", "Arland")]),
    ("Arland’s Supreme Leader", [("Supreme", "ORG")], [("Arland", "Arland")]),
    ("from Arland, Rome", [("Arland, Rome", "PLACE")], [("Arland", "Arland")]),
    ("the AR Government", [("AR Government", "ORG")], [("AR", "Arland")]),
    ("The Commerce Secretary of Commerce", [], [("Commerce", "Trade Office")]),
    # nobody
    ("The Arlandic AI won on Monday", [("Arlandic", "PLACE"), ("AI", "ORG"), ("Monday", "PERSON")], []),
    ("Big Tech pays", [("Big Tech", "ORG")], []),
    ("Makers fret. Investors left, but Sellers spoke", [("Makers", "ORG"), ("Investors", "ORG"), ("Sellers", "ORG")],
     [("Sellers", "Sellers")]),
    ("dana whit Everybody felt it, von Rook too", [("dana whit Everybody", "PERSON"), ("von Rook", "PERSON")],
     [("von Rook", "von Rook")]),
    ("a cell of 5,000mAh", [("5,000mAh", "ORG")], []),
    ("Ministers vote; other ministers wait", [("Ministers", "ORG")], []),
    ("Blue Sky Thinking and more blue sky thinking", [("Blue Sky Thinking", "ORG")], []),
    ("The Labour Secretary left", [("Labour", "ORG")], []),
    ("Rost is known. So is Rost to Rost.", [], []),
])
def test_who_is_named(text, proposed, expected):
    assert names(text, *proposed) == expected


def test_a_single_word_has_to_be_proposed_at_least_every_second_time():
    text = "Flux rose, Flux fell, and Flux is flat."
    once, twice = [Proposal(0, 4, "ORG")], [Proposal(0, 4, "ORG"), Proposal(11, 15, "ORG")]
    page, title = Page(text, LIST), Page("", LIST)
    assert resolve(title, page, once, LIST.never)[1] == []
    assert len(resolve(title, page, twice, LIST.never)[1]) == 3


def test_a_surname_that_is_a_word_does_not_count_where_it_opens_a_sentence():
    assert names("Aaron Low is wary. Low rates help, low costs too. Mr. Low said so.", ("Aaron Low", "PERSON")) == [
        ("Aaron Low", "Aaron Low"), ("Low", "Aaron Low")]


@pytest.mark.parametrize(("text", "proposed", "type_"), [
    ("Rook School of Law", ("Rook School of Law", "LAW"), "ORG"),
    ("Rook Act of 1990", ("Rook Act", "PERSON"), "LAW"),
    ("Rook Cuts and Jobs Act", ("Rook Cuts and Jobs Act", "ORG"), "LAW"),
    ("Rook Trade Agreements", ("Rook Trade Agreements", "ORG"), "LAW"),
    ("Center for Rook and Flint Studies", ("Center for Rook and Flint Studies", "PERSON"), "ORG"),
    ("Rook", ("Rook", "PLACE"), "PLACE"),
    ("Group of Rook Summit", ("Group of Rook Summit", "ORG"), "EVENT"),
    ("an economist for Asia at Rook", ("Rook", "PERSON"), "ORG"),
    ("Rook analyst Dana", ("Rook", "PERSON"), "ORG"),
    ("He laughed at Rook", ("Rook", "PERSON"), "PERSON"),
])
def test_a_head_tells_the_type(text, proposed, type_):
    assert [found_type for *_, found_type in found(text, proposed)] == [type_]


def test_most_proposals_tell_the_type():
    text = "Rook hired. Rook fired. Rook is calm."
    proposals = [Proposal(0, 4, "PLACE"), Proposal(12, 16, "ORG"), Proposal(24, 28, "ORG")]
    mentions = resolve(Page("", LIST), Page(text, LIST), proposals, LIST.never)[1]
    assert [one.type for one in mentions] == ["ORG"] * 3


def test_a_title_names_whom_the_text_introduces_and_proposes_nobody():
    assert names("Dana Whit left.", ("Dana Whit", "PERSON"), title="Whit Leaves Arland, Says Foo Bar") == [
        ("Whit", "Dana Whit"), ("Arland", "Arland"), ("Dana Whit", "Dana Whit")]


def test_a_legal_form_is_no_part_of_the_name():
    assert found("Halo Optics Ltd. and Halo Optics", ("Halo Optics Ltd.", "ORG"), ("Halo Optics", "ORG")) == [
        ("Halo Optics Ltd", "Halo Optics", "ORG"), ("Halo Optics", "Halo Optics", "ORG")]


@pytest.mark.parametrize(("text", "unexplained"), [
    ("Arland waits on Monday, President Tarr said.", []),
    ("He met Dana in Arland.", ["He", "Dana"]),
    ("The rule is old. The rule is new, the rule is odd.", []),
    ("AI and 5G", []),
])
def test_only_unexplained_capitals_need_the_model(text, unexplained):
    starts = Page(text, LIST).unexplained(LIST.never)
    assert [text[start:].split()[0].strip(".,") for start in starts] == unexplained
