"""Each load accounted for."""

from utils.analysis import loads


def test_a_batch_is_told_by_its_articles(view):
    tables = view([
        {"batch": 1, "day": "2023-01-02", "extent": "full", "outlet": "Harbor Ledger"},
        {"batch": 1, "day": "2023-01-05", "extent": "summary", "outlet": None, "language": "de", "is_copy": True},
        {"batch": 4, "extent": "headline", "date_note": "missing"},
    ], official=[{"batch": 1, "day": "2023-01-01", "kind": "official", "date_note": "guessed", "language": "de"}])
    first, second = loads.report(tables).to_dict("records")
    assert {name: first[name] for name in ("batch", "full", "summary", "headline", "official", "copies", "outlets",
                                           "unnamed", "undated", "guessed")} == {
        "batch": 1, "full": 2, "summary": 1, "headline": 0, "official": 1, "copies": 1, "outlets": 1, "unnamed": 1,
        "undated": 0, "guessed": 1}
    assert [str(first[name].date()) for name in ("first", "last")] == ["2023-01-01", "2023-01-05"]
    assert first["languages"] == "de 2, en 1"
    assert (second["batch"], second["headline"], second["undated"], second["languages"]) == (4, 1, 1, "en 1")


def test_nothing_loaded_is_no_row(view):
    assert loads.report(view([])).empty
