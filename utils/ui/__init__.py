"""The only Streamlit code outside ``dashboard.py`` and ``pages/``: a link comes in, a view with its pictures goes out.

`frame` opens every page (guard, navigation, filters, title), `link` is the one reader and writer of the address bar,
`ask` the one cache, cursor and time limit, `jobs` the one starter of loads, `show` and its neighbours draw.
"""
