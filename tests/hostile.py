"""Files that are made to harm, hang or mislead, each with the verdict that reading it must end in; none is stored.

The classes are those of OWASP ASVS 5.0 (1.5, 5.1, 5.2) and of what plain loaders were seen to hang on, abort at or
misread.
"""

from hostile_office import documents, workbooks
from hostile_packed import archives, columns, packed
from hostile_texts import encodings, exports, feeds, json_values, mistaken, pages, tables

# Functions, each of which makes the files of its class.
CLASSES = (
    encodings,
    tables,
    json_values,
    pages,
    feeds,
    exports,
    mistaken,
    archives,
    packed,
    workbooks,
    documents,
    columns,
)
