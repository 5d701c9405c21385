"""Tables as files: takes a pandas frame and what is to be known `about` it (view, date, version, link), gives bytes.

`formats.FORMATS` names the formats. Times are ISO-8601 in UTC with Z (real dates in XLSX), days without a time are
YYYY-MM-DD, what is missing is empty or null. What is known about a table travels inside the file: as last columns of
CSV and JSONL, because analysts' tools stumble over comment lines and a second file gets lost; as metadata of Parquet;
as a second sheet of XLSX.
"""
