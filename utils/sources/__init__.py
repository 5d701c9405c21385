"""The outside world becomes raw rows: the only way in.

In: a file, a folder, an archive or an address. Out: `reading.Reading` values, whose rows hold every column as text
exactly as found, and whose rejects say what could not be read and why. What a column means is cleaning's to know; where
a layout has no columns (a page, a feed, an export), its reader names the fields as people do: title, text, published.
Every file is parsed in a child process with limits, so that a hostile or broken one costs a sentence, not the server.
Every byte from the network comes through `fetching.safe_fetch`, the one door, which fetches in a child process too.
"""
