"""A workspace on disk: facts in immutable Parquet parts, and one SQLite ledger that says which parts count.

`ledger` is the SQLite file, `parts` the Parquet files, `workspace` commits, undoes and compacts,
`tables` opens one version for reading through DuckDB, `feeds` remembers how each feed's last fetches went.
"""
