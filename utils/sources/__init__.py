"""The outside world becomes raw rows: the only way in.

In: a file, a folder or an address. Out: `reading.Reading` values, whose rows hold every column as text exactly as
found, and whose rejects say what could not be read and why. Nothing here knows what a column means: that is cleaning's.
Every file is parsed in a child process with limits, so that a hostile or broken one costs a sentence, not the server.
Every byte from the network comes through `fetching.safe_fetch`, the one door, which fetches in a child process too.
"""
