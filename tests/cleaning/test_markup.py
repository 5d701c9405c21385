import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from utils.cleaning.markup import Line, lines, one_line


@pytest.mark.parametrize(("content", "expected"), [
    ("price < 5 and 7 > 3", "price < 5 and 7 > 3"),
    ("AT&T and R&D, x&y", "AT&T and R&D, x&y"),
    ("<name withheld> said a<b", "<name withheld> said a<b"),
    ("Q&amp;A &#8220;now&#8221; &nbsp;&ndash; &euro;5", "Q&A “now” – €5"),
    ("twice &amp;amp; &amp;#8217;", "twice & ’"),
    ("&lt;p&gt;hidden &amp;amp; tags&lt;/p&gt;", "hidden & tags"),
    ("<b>bold</b>face <em>and</em> more", "boldface and more"),
    ("<p>price < 5, AT&T</p>", "price < 5, AT&T"),
    ("<p>The post &amp;lt;b&amp;gt;A rule&lt;/b&gt; appeared</p>", "The post A rule appeared"),
    ("<q>quoted</q>", "“quoted”"),
    ("<table><tr><td>a</td><td>b</td></tr></table>", "a b"),
    ("e\u0301te\u0301 soft\u00adhyphen zero\u200bwidth \u202eright\u202c\ufeff", "été softhyphen zerowidth right"),
    ("a\tb\u00a0c  d", "a b c d"),
    ("<script>alert(1)</script><style>p{}</style>kept<!-- not --><img alt='no' src=x>", "kept"),
    ("", ""), ("<p> </p>", ""),
])
def test_a_field_becomes_plain_text(content, expected):
    assert one_line(content) == expected


def test_blocks_break_lines_and_markup_hints_at_roles():
    content = ("<p>First.<br/>Second.</p><ul><li><a href='x'>Another article</a></li><li>With a "
               "<a href='y'>link</a></li></ul><h2>Heading</h2><figure><img src='z'>"
               "<figcaption>A caption</figcaption></figure>loose <i>end</i>"
               "<p class='imageCredit'>An agency</p><aside>More</aside><p><a href='u'>Continue</a></p>")
    assert lines(content) == [
        Line("First."), Line("Second."), Line("Another article", "related"), Line("With a link"),
        Line("Heading", "heading"), Line("A caption", "credit"), Line("loose end"), Line("An agency", "credit"),
        Line("More", "related"), Line("Continue", "related")]


def test_plain_text_keeps_its_lines():
    assert lines("one\r\ntwo\rthree\u2028four\n\n  \n5") == [
        Line("one"), Line("two"), Line("three"), Line("four"), Line("5")]


@pytest.mark.parametrize("content", [
    "<div>" * 3_000 + "deep", "<div>" * 200_000 + "deep", "<p " + "a=1 " * 200_000 + ">deep</p>",
    "<p>" + "<" * 500_000 + "p>deep",
])
def test_pages_without_end_are_read_in_time(content):
    begun = time.process_time()
    assert one_line(content).endswith("deep")
    # Parsed as they stand they take half a minute and more; a second or two is what a slow machine needs.
    assert time.process_time() - begun < 10


@settings(deadline=None)
@given(st.text(max_size=200))
def test_text_without_markup_keeps_its_words(text):
    plain = "".join(letter for letter in text if letter.isalnum() or letter == " ")
    assert one_line(plain).split() == unicodedata.normalize("NFC", plain).split()


@settings(deadline=None)
@given(st.text(alphabet="<>/&;pbra \"='#x3n", max_size=80))
def test_no_input_fails_or_leaves_blanks(content):
    assert all(line.text == line.text.strip() and line.text for line in lines(content))


@pytest.mark.parametrize(("text", "kept"), [
    ("Sen. Poe Ann (Annie) Lou PoeSenate to vote on chips Bill stalls in the House MORE said no.", "Sen. Poe said no."),
    ("Poe Ann PoeMORE left.", "Poe left."),
    ("Ann Poe wants MORE money for Ann Poe.", "Ann Poe wants MORE money for Ann Poe."),
    ("Read MORE from Poe", "Read MORE from Poe"),
])
def test_a_box_of_headlines_glued_under_a_name_is_cut_out(text, kept):
    assert [line.text for line in lines(text)] == [kept]
