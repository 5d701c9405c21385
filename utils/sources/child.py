"""The process that parses: reads requests on stdin, answers with Arrow streams on stdout, under limits.

A request is one line of JSON: {"path", "suffix"}. An answer is one or more Arrow IPC streams; the rows are the table
(all text, and `row`), the rest is JSON in the schema's metadata: {"rejects", "notes", "error", "last"}. It imports
neither pandas nor a model, so it starts in a third of a second.
"""

import json
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import pyarrow as pa

from utils.errors import UnreadableInput
from utils.sources import formats, limits
from utils.sources.rows import META, Row, rejected


def main(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer each request until the requests end."""
    limits.confine()
    for request in requests:
        asked = json.loads(request)
        path = Path(asked["path"])
        notes: list[str] = []
        error = ""
        try:
            limits.allow_cpu(limits.cpu_seconds(path.stat().st_size))
            for chunk in chunks(_checked(formats.reader(path, asked["suffix"])(path, notes))):
                send(answers, chunk, notes)
                notes.clear()
        except UnreadableInput as unreadable:
            error = unreadable.sentence
        except (OSError, EOFError, zlib.error):
            error = "it is damaged or cannot be opened"
        except (MemoryError, pa.ArrowMemoryError):
            error = "reading it needs more memory than one file may take"
        send(answers, [], notes, error=error, last=True)


def chunks(rows: Iterator[Row]) -> Iterator[list[Row]]:
    """Yield the rows in lists of at most `limits.CHUNK_ROWS` rows and about `limits.CHUNK_CHARACTERS` characters."""
    chunk, size = [], 0
    for row in rows:
        chunk.append(row)
        size += sum(len(value) for value in row.fields.values() if value) if row.fields else 0
        if len(chunk) == limits.CHUNK_ROWS or size > limits.CHUNK_CHARACTERS:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _checked(rows: Iterator[Row]) -> Iterator[Row]:
    """Yield the rows, those past a limit as rejects; past `limits.ROWS` the rest of the file is refused."""
    for row in rows:
        if row.number > limits.ROWS:
            raise UnreadableInput(f"it has more than {limits.ROWS:,} rows, and the rest was left out; split it")
        values = row.fields or {}
        if len(values) > limits.COLUMNS:
            yield rejected(row.number, f"has {len(values):,} columns, and at most {limits.COLUMNS} are read", "")
        elif any(len(value) > limits.FIELD for value in values.values() if value):
            yield rejected(row.number, f"has a field of more than {limits.FIELD:,} characters", "")
        else:
            yield row


def send(answers: BinaryIO, rows: list[Row], notes: list[str], *, error: str = "", last: bool = False) -> None:
    """Write one answer."""
    good = [row for row in rows if row.fields is not None]
    names = list(dict.fromkeys(name for row in good for name in row.fields))[: limits.COLUMNS]
    columns = {"row": pa.array([row.number for row in good], pa.int64())}
    for name in names:
        column = f"{name} (column)" if name == "row" else name
        columns[column] = pa.array([row.fields.get(name) for row in good], pa.large_string())
    rejects = [(row.number, row.reason, row.excerpt) for row in rows if row.fields is None]
    meta = json.dumps({"rejects": rejects, "notes": notes, "error": error, "last": last}).encode()
    table = pa.table(columns).replace_schema_metadata({META: meta})
    with pa.ipc.new_stream(answers, table.schema) as stream:
        stream.write_table(table)
    answers.flush()


if __name__ == "__main__":
    main(sys.stdin.buffer, sys.stdout.buffer)
