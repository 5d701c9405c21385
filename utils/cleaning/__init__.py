"""Raw rows become articles: pure, no files, no network.

In: a reading (`sources.reading.Reading`). Out: `articles.Cleaned`, the articles and their sentences as `utils.schema`
has them, the rejects with reasons, and how many rows were read. `copies` finds the same text told twice.
"""
