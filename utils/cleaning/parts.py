"""A text falls into its parts: sentences of prose, headings, lists of other articles, credits, notes, boilerplate."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sentencex import get_sentence_boundaries

from utils.cleaning.rules import A_LIST_FOLLOWS, ENDING_CUES, ENDINGS, OPENINGS, Rule
from utils.schema import ENRICHED_ROLES


class Part(NamedTuple):
    """A sentence, or a line that is none, from `start` up to `end` in the text, and its role (schema.ROLES)."""

    start: int
    end: int
    role: str


# Characters up to which a line is judged as a whole by its opening (in longer ones articles go on behind a note) and
# by its ending (captions in rss_2023_h1 reach 600); longer lines are judged sentence by sentence.
LONGEST_OPENED, LONGEST_CAPTION = 300, 600
LONGEST_HEADLINE = 150
HEADING_WORDS = 14
HEADLINE_WORDS = 5  # on average; lists of names and labels have fewer
A_LABEL = 3  # times a heading stands in one text: then it is a speaker's name or a button
LIST_MARK = re.compile(r"[-–—•·*└]|\d+[.)]")
SENTENCE_END = re.compile(r"[.!?…。！？:;,]['\"”’»)\]]*$|[.!?]['\"”’]\s*$")
# A full stop that ends no sentence: initials before a name, and hours before a zone.
INITIALS = re.compile(r"(?:^|[\s(“\"'‘])(?!(?:U\.S|U\.K|U\.N|E\.U|D\.C|U\.A\.E|P\.M|A\.M)\.$)(?:[A-Z]\.){1,3}$")
NAME = re.compile(r"[A-Z][\w’'-]+")
HALF_DAY = re.compile(r"\b[ap]\.m\.$", re.I)
ZONE = re.compile(r"(?:E|C|M|P|A)?[SD]?T\b|GMT|UTC|local\b|on\b|in\b")


def _one_pattern(rules: Sequence[Rule]) -> re.Pattern:
    """Return one pattern for all rules; the name of the group that matched is r and the rule's place."""
    return re.compile("|".join(f"(?P<r{place}>{'|'.join(rule.patterns)})" for place, rule in enumerate(rules)), re.I)


OPENING, ENDING = _one_pattern(OPENINGS), _one_pattern(ENDINGS)


def split(text: str, *, title: str = "", hints: Sequence[str] = (), language: str = "en") -> list[Part]:
    """Return the parts of a text whose lines end in newlines, in order; together they cover all but blanks.

    `hints` are roles per line that its markup gave ("" for none). A line that repeats `title` is boilerplate.
    """
    spans = [(match.start(), match.end()) for match in re.finditer(r"[^\n]+", text)]
    lines = [text[start:end] for start, end in spans]
    roles = _roles(lines, list(hints) or [""] * len(lines), title)
    found = []
    for (start, end), role in zip(spans, roles, strict=True):
        found += _sentences(text[start:end], start, language) if role == "prose" else [Part(start, end, role)]
    # A text that seems nothing but other articles' headlines is its own: a feed's summary such as "Opinion: ...".
    return found if any(part.role in ENRICHED_ROLES for part in found) else [
        part._replace(role="prose") if part.role == "related" else part for part in found]


def rule_of(piece: str) -> Rule | None:
    """Return the rule that says a line or sentence is not the article, None when none does."""
    if len(piece) <= LONGEST_OPENED and (found := OPENING.match(piece)):
        return OPENINGS[int(found.lastgroup[1:])]
    if len(piece) <= LONGEST_CAPTION and _has_cue(piece) and (found := ENDING.search(piece)):
        return ENDINGS[int(found.lastgroup[1:])]
    return None


def _has_cue(piece: str) -> bool:
    folded = piece.lower()
    return any(cue in folded for cue in ENDING_CUES)


def _roles(lines: list[str], hints: list[str], title: str) -> list[str]:
    roles, listing = [], False
    for line, hint in zip(lines, hints, strict=True):
        listing = listing and like_headline(line)
        rule = None if listing else rule_of(line)
        listing = listing or rule is A_LIST_FOLLOWS
        repeats = title and line.casefold() == title.casefold()
        roles.append("boilerplate" if repeats else "related" if listing else rule.role if rule else hint or "prose")
    return _with_headings(lines, roles)


def _with_headings(lines: list[str], roles: list[str]) -> list[str]:
    """Return the roles with short unpunctuated lines as headings if prose follows; one said three times is a label.

    What stands after the last prose is judged as a block; a text without other prose is prose.
    """
    short = [bool(place) and role in ("prose", "heading") and _like_heading(line)
             for place, (line, role) in enumerate(zip(lines, roles, strict=True))]
    last = max((place for place, role in enumerate(roles) if role == "prose" and not short[place]), default=None)
    if last is None:
        return roles
    said = Counter(line for line, is_short in zip(lines, short, strict=True) if is_short)
    after = _after_prose([line for line, is_short in zip(lines[last:], short[last:], strict=True) if is_short])
    return [role if not is_short else "boilerplate" if said[line] >= A_LABEL else after if place > last else "heading"
            for place, (line, role, is_short) in enumerate(zip(lines, roles, short, strict=True))]


def _after_prose(lines: list[str]) -> str:
    """Return the role of the short lines below the last prose: headlines of other pages, a page's labels, or a list."""
    words = [word for line in lines for word in line.split()]
    if not words or LIST_MARK.match(lines[0]):
        return "prose"
    if len(words) >= HEADLINE_WORDS * len(lines):
        titled = sum(word[0].isupper() for word in words) > len(words) / 2
        return "related" if titled or len(lines) > 1 else "prose"
    return "boilerplate" if len(lines) <= A_LABEL else "prose"


def like_headline(line: str) -> bool:
    """Return whether a line could be the headline of an article: short, and no sentence or introduction."""
    return len(line) <= LONGEST_HEADLINE and not line.rstrip("'\"”’)").endswith((".", "…", ":", ",", ";"))


def _like_heading(line: str) -> bool:
    return len(line.split()) <= HEADING_WORDS and len(line) <= LONGEST_HEADLINE and not SENTENCE_END.search(line)


def _sentences(line: str, offset: int, language: str) -> Iterator[Part]:
    for start, end in _joined(line, language):
        sentence = line[start:end]
        rule = rule_of(sentence)
        yield Part(offset + start, offset + end, rule.role if rule else "prose")


def _joined(line: str, language: str) -> list[tuple[int, int]]:
    """Return the sentences of a line as spans without blanks around, those cut at an initial joined again."""
    spans: list[tuple[int, int]] = []
    for found in get_sentence_boundaries(language, line):
        piece = found["text"]
        start = found["start_index"] + len(piece) - len(piece.lstrip())
        end = found["end_index"] - len(piece) + len(piece.rstrip())
        if start >= end:
            continue
        if spans and _goes_on(line[slice(*spans[-1])], line[start:end]):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return spans


def _goes_on(before: str, after: str) -> bool:
    return bool((INITIALS.search(before) and NAME.match(after)) or (HALF_DAY.search(before) and ZONE.match(after))
                or not re.search(r"\w", after))
