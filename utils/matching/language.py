"""The query language: text -> tree, or an error that says where and what to write instead.

    query  = all (OR all)*                 all  = clause ([AND] clause)*
    clause = NOT clause | near             near = unit [NEAR/n unit]
    unit   = [field:] (word | "phrase" | ( query ))

Operators are upper case: `and` is a word. Signs inside a word part it, and what is written together stays together:
`a-b` is the phrase "a b". A `*` ends a word. NEAR takes words, phrases and ( ... OR ... ) of them.
"""

import re
from difflib import get_close_matches
from typing import NamedTuple, NoReturn

from utils.errors import QueryError
from utils.matching.tree import NAMED, And, Name, Near, Not, Or, Phrase, Tree, joined
from utils.matching.words import plain

MAX_CHARACTERS, MAX_TERMS, MAX_DEPTH = 2000, 200, 20
MAX_DISTANCE = 100
# One letter and a star would read most of the index; two allow AI* and 5G*.
SHORTEST_STEM = 2

FIELDS = ("title", *NAMED)
_QUOTES = '"“”„‟«»＂'
_ENDS = rf"(?![^\s(){_QUOTES}])"
_TOKEN = re.compile(rf"""
    (?P<blank>\s+)
  | (?P<opening>\()
  | (?P<closing>\))
  | (?P<phrase>[{_QUOTES}][^{_QUOTES}]*[{_QUOTES}]\*?)
  | (?P<quote>[{_QUOTES}])
  | (?P<near>NEAR/\d{{1,9}}){_ENDS}
  | (?P<and>AND){_ENDS} | (?P<or>OR){_ENDS} | (?P<not>NOT){_ENDS}
  | (?P<field>[^\W\d_]+:)(?=[^\s):])
  | (?P<word>[^\s():{_QUOTES}]+)
  | (?P<colon>:)
""", re.VERBOSE)

# What other search languages write, and how it is said here.
_OPERATORS = {"&": "AND", "&&": "AND", "|": "OR", "||": "OR", "!": "NOT", "-": "NOT", "–": "NOT", "—": "NOT"}
_OTHER_NEAR = re.compile(r"(?:near|within|adj|pre|w|n)/(\d+)|(?:near|adj)(\d+)|NEAR(?:/.*)?", re.IGNORECASE)
_OTHER_SIGN = re.compile(r"[\^~?!{}\[\]|\\<>=;]|^['‘’]")


class _Token(NamedTuple):
    kind: str
    text: str
    start: int


def parse(text: str) -> Tree:
    """Return what `text` means; raise QueryError where it means nothing.

    At most 2,000 characters, 200 words and phrases, and 20 levels of brackets and NOTs.
    """
    if len(text) > MAX_CHARACTERS:
        raise QueryError(f"A query has at most {MAX_CHARACTERS:,} characters, this one {len(text):,}.", MAX_CHARACTERS,
                         "Let chip* stand for chip, chips and chipmaker, or ask two questions.")
    found = [_Token(match.lastgroup, match[0], match.start()) for match in _TOKEN.finditer(text)]
    return _Parser([token for token in found if token.kind != "blank"], len(text)).query()


class _Parser:
    """Recursive descent over the tokens; `field` is the one that holds for what is being read."""

    def __init__(self, tokens: list[_Token], length: int):
        self.tokens = [*tokens, _Token("end", "", length)]
        self.place = 0
        self.terms = 0

    @property
    def token(self) -> _Token:
        return self.tokens[self.place]

    def take(self, *kinds: str) -> _Token | None:
        """Step over the next token and return it, if it is of one of these kinds."""
        token = self.token
        if token.kind not in kinds:
            return None
        self.place += 1
        return token

    def query(self) -> Tree:
        if self.token.kind == "end":
            raise QueryError("The query is empty.", 0, 'Write a word or a "phrase in quotes".')
        tree = self.any_of("", 0)
        if self.token.kind == "closing":
            raise QueryError("This bracket closes nothing.", self.token.start, "Leave it out, or open one with (.")
        return tree

    def any_of(self, field: str, depth: int) -> Tree:
        parts = [self.all_of(field, depth)]
        while self.take("or"):
            parts.append(self.all_of(field, depth))
        return joined(Or, parts)

    def all_of(self, field: str, depth: int) -> Tree:
        parts = [self.clause(field, depth)]
        while self.take("and") or self.token.kind not in ("or", "closing", "end"):
            parts.append(self.clause(field, depth))
        return joined(And, parts)

    def clause(self, field: str, depth: int) -> Tree:
        if depth > MAX_DEPTH:
            raise QueryError(f"Brackets and NOTs go at most {MAX_DEPTH} levels deep.", self.token.start,
                             "Leave out brackets that change nothing.")
        if self.take("not"):
            return Not(self.clause(field, depth + 1))
        return self.near(field, depth)

    def near(self, field: str, depth: int) -> Tree:
        start, left = self.token.start, self.unit(field, depth)
        operator = self.take("near")
        if not operator:
            return left
        right = self.unit(field, depth)
        if self.token.kind == "near":
            raise QueryError("NEAR joins two sides only.", self.token.start, "Write (a NEAR/5 b) AND (b NEAR/5 c).")
        distance = int(operator.text.removeprefix("NEAR/"))
        if distance > MAX_DISTANCE:
            raise QueryError(f"NEAR reaches at most {MAX_DISTANCE} words.", operator.start, "Write AND instead.")
        sides = [part.parts if isinstance(part, Or) else (part,) for part in (left, right)]
        phrases = sides[0] + sides[1]
        if not all(isinstance(phrase, Phrase) and phrase.title == phrases[0].title for phrase in phrases):
            raise QueryError("NEAR takes words, phrases and (... OR ...) groups of them, in one part of the article.",
                             start, 'Write title:(a NEAR/5 b), "a b" for words in a row, AND for everything else.')
        return Near(*sides, distance)

    def unit(self, field: str, depth: int) -> Tree:
        if named := self.take("field"):
            return self.unit(_field(named, field), depth)
        if opening := self.take("opening"):
            tree = self.any_of(field, depth + 1)
            if not self.take("closing"):
                raise QueryError("This bracket is never closed.", opening.start, "Close it with ).")
            return tree
        token = self.take("word", "phrase")
        if not token:
            self.refuse()
        self.terms += 1
        if self.terms > MAX_TERMS:
            raise QueryError(f"A query has at most {MAX_TERMS} words and phrases.", token.start,
                             "Let chip* stand for chip, chips and chipmaker, or ask two questions.")
        return _leaf(token, field)

    def refuse(self) -> NoReturn:
        """Raise the error for a token that stands where a word, phrase or bracket should."""
        token, before = self.token, self.tokens[self.place - 1] if self.place else None
        if token.kind == "quote":
            raise QueryError("This quotation mark is never closed.", token.start, 'Close the phrase with ".')
        if token.kind == "colon":
            raise QueryError("A colon belongs to a field, with no blanks around it.", token.start,
                             'Write title:chips, or put the words in quotes: "10:30".')
        if before and before.kind == "opening":
            raise QueryError("A word is missing after this bracket.", before.start, "Write a word, or leave it out.")
        if token.kind == "closing" and not before:
            raise QueryError("This bracket closes nothing.", token.start, "Leave it out.")
        culprit, side = (before, "after") if token.kind in ("closing", "end") else (token, "before")
        raise QueryError(f"A word is missing {side} {culprit.text}", culprit.start,
                         f'Put one {side} it, or write "{culprit.text.lower()}" in quotes to search for the word.')


def _field(token: _Token, around: str) -> str:
    """Return the field that the token names; raise QueryError for an unknown one, and for one inside another."""
    name = token.text.removesuffix(":").lower()
    if name not in FIELDS:
        close = get_close_matches(name, FIELDS, n=1)
        raise QueryError(f"There is no field {token.text}", token.start,
                         f"Write {close[0]}: instead." if close else
                         f"The fields are {', '.join(f'{field}:' for field in FIELDS)}; or put the words in quotes.")
    if around:
        raise QueryError(f"{token.text} stands inside {around}:", token.start, "Join fields with AND or OR instead.")
    return name


def _leaf(token: _Token, field: str) -> Phrase | Name:
    """Return the word or phrase, or the name when a field holds names."""
    typed = token.text.translate(str.maketrans("", "", _QUOTES)).strip()
    if token.kind == "word":
        _check_word(token)
    stem = typed.removesuffix("*")
    if "*" in stem:
        raise QueryError("A * can only end a word, and in quotes only the last one.",
                         token.start + token.text.index("*"), 'Write chip* or "export control*".')
    folded = tuple(plain(stem).split())
    if not folded:
        raise QueryError("There is nothing to search for in this: only letters and digits can be found.", token.start,
                         "Write a word, or leave it out.")
    prefix = stem != typed
    if prefix and len(folded[-1]) < SHORTEST_STEM:
        raise QueryError(f"A * needs at least {SHORTEST_STEM} letters before it.",
                         token.start + token.text.index("*"), "Write more of the word, or leave the * out.")
    if field in NAMED:
        return Name(field, " ".join(folded), prefix, typed, token.start)
    return Phrase(folded, prefix, field == "title", typed)


def _check_word(token: _Token) -> None:
    """Raise QueryError for what means something in other search languages and nothing here."""
    if token.text in _OPERATORS:
        raise QueryError(f"{token.text} means nothing here.", token.start, f"Write {_OPERATORS[token.text]}.")
    if token.text[0] in "-–—+!":
        wanted = token.text[1:] if token.text[0] == "+" else f"NOT {token.text[1:]}"
        raise QueryError(f"A word cannot begin with {token.text[0]}", token.start, f"Write {wanted}.")
    if other := _OTHER_NEAR.fullmatch(token.text):
        raise QueryError("This is not how nearness is written.", token.start,
                         f"Write NEAR/{other[1] or other[2] or 5}, in capitals and with a number.")
    if sign := _OTHER_SIGN.search(token.text):
        raise QueryError(f"{sign[0]} means nothing here.", token.start + sign.start(),
                         'Put the words in "double quotes" to search for them as they stand.')
