from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from utils import schema
from utils.cleaning import parts, rules

PROSE = "The ministry said on Tuesday that it had delayed the rule, and two officials confirmed it."


def roles(*lines: str, **given):
    text = "\n".join(lines)
    found = parts.split(text, **given)
    return [(text[part.start:part.end], part.role) for part in found]


@pytest.mark.parametrize(("line", "role"), [
    ("ALSO SEE: Chipmaker Shares Slide as Talks Stall", "related"),
    ("Read more: What the new rule means", "related"),
    ("More:Senator calls for a vote on the bill", "related"),
    ("Trade talks:Envoys return to the table on Monday", "related"),
    ("Ministers in row over budget cuts Read more", "related"),
    ("[Sign up here to follow our coverage of the talks.]", "related"),
    ("Slideshow (4 Images)", "related"),
    ("Advertisement", "boilerplate"), ("Story Continued Below", "boilerplate"), ("Continue reading...", "boilerplate"),
    ("Sign up for our daily newsletter", "boilerplate"), ("Get our morning emails and alerts", "boilerplate"),
    ("Trade Weekly is a newsletter about tariffs. Subscribe here.", "boilerplate"),
    ("Follow us on Twitter @example", "boilerplate"), ("Contact Ann Lee at ann@example.org", "boilerplate"),
    ("Copyright © 2024 Example Post. All rights reserved.", "boilerplate"), ("* * *", "boilerplate"),
    ("The post A headline appeared first on Example Post.", "boilerplate"), ("[+1234 chars]", "boilerplate"),
    ("Share Tweet Email", "boilerplate"), ("https://example.org/a", "boilerplate"),
    ("- Reuters with additional editing by Ann Lee", "credit"), ("(Reporting by Ann Lee; Editing by Bo Ray)", "credit"),
    ("Ann Lee contributed to this report.", "credit"), ("By Ann Lee and Bo Ray", "credit"),
    ("— With assistance by Ann Lee", "credit"), ("FILE PHOTO: A plant near the coast, 2023", "credit"),
    ("Workers at a plant near the coast on May 3, 2023. (Ann Lee/Getty Images)", "credit"),
    ("The minister arrives on May 3, 2023. (Ministry of Ports via AP)", "credit"),
    ("A crane stands idle in the port. (Port of Lindmouth photo by Ann Lee)", "credit"),
    ("The plant as planned. (Courtesy of Ann Lee)", "credit"),
    ("The minister arrives for talks. | Ann Lee/AP Photo", "credit"), ("— Ann Lee (@annlee) May 3, 2023", "credit"),
    ("NOTE: Details were added on January 29, 2025.", "note"), ("Updated at 4:22 p.m. ET", "note"),
    ("Editor’s note: The interview took place in May.", "note"), ("This story has been updated.", "note"),
    ("CORRECTION: An earlier version gave a wrong year.", "note"), ("(Corrects name in paragraph two)", "note"),
    ("The opinions expressed by columnists are their own.", "note"),
])
def test_what_is_not_the_article(line, role):
    assert roles(PROSE, line, PROSE) == [(PROSE, "prose"), (line, role), (PROSE, "prose")]


@pytest.mark.parametrize("line", [
    "Reading the rule, officials saw that more would be needed.",
    "The deal (first told via AP) was new.",
    "Sources said the talks would go on.",
    "“Sign up now,” the recruiter told them.",
    "Keep in mind that the alerts came late in the day.",
    "Research by Chinese experts showed that the figure was too low.",
    "This was the minister’s first visit since the rule was published.",
    "More than 40 firms asked for a licence.",
    "The Reuters report could not be confirmed.",
    "Update on the rule is due by the end of the year, she said.",
    "Copyrighted works were used to train the model, the suit says.",
    "Shares of Example Corp. fell 3% (their lowest since May/June).",
    "By Monday the embassy had given no answer.",
    "Follow-up talks are planned for March.",
])
def test_what_only_looks_like_it(line):
    assert roles(PROSE, line, PROSE)[1:-1] == [(line, "prose")]


def test_a_label_alone_opens_a_list_until_prose_returns():
    found = roles(PROSE, "ALSO SEE:", "Chipmaker Shares Slide", "Envoy: No Deal Yet", PROSE)
    assert [role for _, role in found] == ["prose", "related", "related", "related", "prose"]


def test_short_lines_between_prose_are_headings():
    assert [role for _, role in roles(PROSE, "What happens next", PROSE)] == ["prose", "heading", "prose"]


@pytest.mark.parametrize(("after", "role"), [
    (["Minister Says Talks With Envoys Will Resume", "Chipmaker Cuts Its Forecast For The Year"], "related"),
    (["Laptops"], "boilerplate"), (["— France: 3", "— Italy: 2"], "prose"),
    (["the ministry said in the statement that"], "prose"),
])
def test_what_follows_the_last_prose(after, role):
    assert [found for _, found in roles(PROSE, *after)][1:] == [role] * len(after)


def test_a_name_said_again_and_again_is_a_label():
    assert [role for _, role in roles(PROSE, *["Ann Lee", PROSE] * 3)].count("boilerplate") == 3


def test_the_title_again_is_boilerplate_and_hints_are_taken():
    found = roles("A Title", PROSE, "A caption", PROSE, title="a title", hints=["", "", "credit", ""])
    assert [role for _, role in found] == ["boilerplate", "prose", "credit", "prose"]


def test_a_summary_that_reads_like_a_link_is_its_own_text():
    summary = "Opinion: The rule comes too late to matter."
    assert roles(summary) == [(summary, "prose")]


@pytest.mark.parametrize(("text", "count"), [
    ("Mr. Lee of the U.S. Commerce Dept. said on Jan. 5 that sales fell 3.5%. He left.", 2),
    ("“We wait,” said J.D. Ray. “It is possible.” He left at 5 p.m. ET on Monday.", 3),
    ("The firm (Example Inc.) won. Why now? Nobody knew!", 3),
    ("商务部宣布新规定。企业须提前申请！", 2), ("He asked, “Why?” and left.", 1),
])
def test_sentences(text, count):
    assert len(parts.split(text, language="zh" if "。" in text else "en")) == count


LINE = st.sampled_from([PROSE, "ALSO SEE:", "A short line", "Advertisement", "NOTE: Added.", "“", "Mr. A. B. C."])


@settings(deadline=None)
@given(st.lists(LINE, max_size=12))
def test_parts_cover_the_text_in_order(lines):
    text = "\n".join(lines)
    found = parts.split(text)
    pieces = [text[part.start:part.end] for part in found]
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert "".join("".join(pieces).split()) == "".join(text.split())
    assert all(part.role in schema.ROLES for part in found) and all(piece == piece.strip() for piece in pieces)


def test_every_rule_has_a_role_and_every_ending_a_cue():
    assert {rule.role for rule in (*rules.OPENINGS, *rules.ENDINGS)} <= set(schema.ROLES) - set(schema.ENRICHED_ROLES)
    for example in ("A Headline Read more", "Subscribe here", "All rights reserved", "Ann Lee contributed.",
                    "Ann Lee contributed to this report", "A plant (Reuters)", "Plant Photographer: Ann Lee",
                    "A plant. | Ann Lee/AP", "Plant. REUTERS/Ann Lee", "A plant (Ann Lee/Example)"):
        assert parts.rule_of(example), example
