"""Articles become side tables: how they are told (`sentiment`) and who is in them (`entities`).

In: articles and sentences as `utils.schema` has them. Out: the tables sentiment, assessments and mentions, from
`documents.Enricher`, which spreads the work over processes. Of an entity the language model only proposes (`propose`);
the watchlist (`watch`), the article itself (`entities`) and all articles together (`agreement`) decide. Wording is
scored by engines (`sentiment`): a word list (`assessments`) or a trained model (`news`), which `toward` asks about
whole loads and `occlusion` for its reasons. `models` is the only opener of models.
"""
