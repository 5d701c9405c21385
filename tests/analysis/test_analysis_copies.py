"""How far one text travelled."""

import pandas as pd

from utils.analysis import copies


def test_most_carried_first_named_by_its_earliest_article(view):
    found = copies.syndicated(
        view(
            [
                {"day": "2023-01-03", "story": "a", "title": "Later", "outlet": "B", "is_copy": True},
                {"day": "2023-01-02", "story": "a", "title": "Earliest", "outlet": "A"},
                {"day": "2023-01-02", "story": "b", "title": "Lone"},
                *[
                    {"day": "2023-01-05", "story": "c", "title": "Wire", "outlet": name, "is_copy": name != "A"}
                    for name in "ABC"
                ],
            ]
        )
    )
    assert found["title"].tolist() == ["Wire", "Earliest"]
    assert found[["articles", "copies", "outlets"]].values.tolist() == [[3, 2, 3], [2, 1, 2]]
    assert found["last"].iloc[1] == pd.Timestamp("2023-01-03")


def test_lone_texts_are_no_syndication(view):
    found = copies.syndicated(view([{}, {}]))
    assert found.empty
    assert "copies" in found
