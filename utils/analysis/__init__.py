"""The numbers behind each picture: takes the `Tables` of a view (`utils.query.selection`: Narwhals lazy frames over
the store), gives small tidy pandas frames or frozen values.

What is counted is always distinct values of the column ``unit``, so one function serves articles, stories and
outlets. Sums are made by the database; what it cannot do (medians, gaps, intervals) is finished in pandas. Undated
articles count everywhere but over time. Nothing here draws, and nothing here knows Streamlit or DuckDB.
"""
