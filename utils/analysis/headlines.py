"""Which headline stands for many."""

import re
from collections import Counter
from collections.abc import Sequence
from math import log, sqrt

_WORD = re.compile(r"\w{3,}")


def central(titles: Sequence[str], articles: Sequence[int]) -> int:
    """Return the position of the headline that covers most of the others, each counted by the `articles` carrying it.

    The one nearest to the centroid by cosine of tf-idf (Manning, Raghavan, Schütze 2008, sections 6.2, 6.3 and 14.2): a
    text that many carry word for word wins, and where everyone writes their own the headline most like the rest does.
    Of equals the one that more articles carry wins, then the earliest. Raises ValueError without titles.
    """
    words = [frozenset(_WORD.findall(title.lower())) for title in titles]
    found = Counter(word for one in words for word in one)
    weight = {word: 1 + log(len(titles) / count) for word, count in found.items()}
    length = [sqrt(sum(weight[word] ** 2 for word in one)) or 1.0 for one in words]
    centre = Counter()
    for one, size, carried in zip(words, length, articles, strict=True):
        for word in one:
            centre[word] += carried * weight[word] / size
    likeness = [
        (round(sum(weight[word] * centre[word] for word in sorted(one)) / size, 9), carried)
        for one, size, carried in zip(words, length, articles, strict=True)
    ]
    return likeness.index(max(likeness))
