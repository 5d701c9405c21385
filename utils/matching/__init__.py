"""The query language: one rule for the search box and the topics. In: a query and articles; out: which ones match.

`language.parse` turns text into a tree (`tree`), `select.select` finds what the tree matches in any index (`index` has
the one for a frame; the store brings its own), `near` answers NEAR over large groups, `explain` says the tree in plain
words and shows where it matched.
What counts as a word is decided once, in `words`. Whatever cannot be understood raises `errors.QueryError`.
"""

from utils.matching.index import match
from utils.matching.language import parse

__all__ = ["match", "parse"]
