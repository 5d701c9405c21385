"""The process that parses: reads requests on stdin, answers with Arrow streams on stdout, under limits.

A request is one line of JSON: {"path", "name", "member", "layouts", "head"}. An answer is one or more Arrow IPC
streams; the rows are the table (all text, and `row`), the rest is JSON in the schema's metadata: {"rejects", "notes",
"members", "told", "error", "last"}. The first of `layouts` that is for the table is followed, and `told` says which;
with `head` it says what else is understood, and only the first rows come. Of an archive the answer is the names of its
members, and each is asked for by its place among them. It imports neither pandas nor a model, and what only one format
needs when that format comes, so it starts in a third of a second.
"""

import json
import sys
import time
import zlib
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

import pyarrow as pa

from utils.errors import UnreadableInput
from utils.layout import HEAD
from utils.sources import archives, formats, limits, understanding
from utils.sources.opening import Input
from utils.sources.rows import META, Row, column_name, rejected, sound


def main(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer each request until the requests end."""
    limits.confine()
    for request in requests:
        notes: list[str] = []
        error = ""
        try:
            answer(answers, json.loads(request), notes)
        except UnreadableInput as unreadable:
            error = unreadable.sentence
        except (OSError, EOFError, zlib.error):
            error = "it is damaged or cannot be opened"
        except (MemoryError, pa.ArrowMemoryError):
            error = "reading it needs more memory than one file may take"
        send(answers, [], notes, error=error, last=True)


def answer(answers: BinaryIO, asked: dict[str, Any], notes: list[str]) -> None:
    """Send the rows of what is asked for, or the names of an archive's members; `notes` keeps what was not sent yet."""
    source = Input(asked["name"], Path(asked["path"]))
    limits.allow_cpu(limits.cpu_seconds(source.size))
    if asked["member"] is not None:
        source = archives.member(source, asked["member"])
        limits.allow_cpu(limits.cpu_seconds(source.size))
    elif formats.is_archive(source):
        send(answers, [], notes, members=archives.names(source))
        return
    read = formats.reader(source)
    if read in formats.SLOW:
        limits.allow_cpu(limits.cpu_seconds(source.size, limits.SLOW_RATE))
    source, told = understanding.placed(source, read, asked["layouts"])
    if asked["head"]:
        told = (told or {"place": None, "columns": understanding.columns(source, read)}) | understanding.understood(
            source, read)
    if told:
        send(answers, [], [], told=told)
    rows = _checked(read(source, notes))
    for chunk in chunks(islice(rows, HEAD) if asked["head"] else rows):
        send(answers, chunk, notes)
        notes.clear()


def chunks(rows: Iterator[Row]) -> Iterator[list[Row]]:
    """Yield the rows in lists of at most `limits.CHUNK_ROWS` rows and about `limits.CHUNK_CHARACTERS` characters.

    A list is shorter where its rows took `limits.CHUNK_SECONDS`, and before a fault.
    """
    chunk, size, begun = [], 0, time.monotonic()
    try:
        for row in rows:
            chunk.append(row)
            size += sum(len(value) for value in row.fields.values() if value) if row.fields else 0
            late = time.monotonic() - begun > limits.CHUNK_SECONDS
            if len(chunk) == limits.CHUNK_ROWS or size > limits.CHUNK_CHARACTERS or late:
                yield chunk
                chunk, size, begun = [], 0, time.monotonic()
    except Exception:
        yield chunk  # what came before the fault is kept
        raise
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


def send(answers: BinaryIO, rows: list[Row], notes: list[str], *, members: list[str] = (),
         told: dict[str, Any] | None = None, error: str = "", last: bool = False) -> None:
    """Write one answer."""
    good = [row for row in rows if row.fields is not None]
    names = list(dict.fromkeys(name for row in good for name in row.fields))[: limits.COLUMNS]
    columns = {"row": pa.array([row.number for row in good], pa.int64())}
    for name in names:
        columns[column_name(name)] = _column([row.fields.get(name) for row in good])
    rejects = [(row.number, row.reason, row.excerpt) for row in rows if row.fields is None]
    meta = {"rejects": rejects, "notes": notes, "members": members, "told": told, "error": error, "last": last}
    table = pa.table(columns).replace_schema_metadata({META: json.dumps(meta).encode()})
    with pa.ipc.new_stream(answers, table.schema) as stream:
        stream.write_table(table)
    answers.flush()


def _column(values: list[str | None]) -> pa.Array:
    try:
        return pa.array(values, pa.large_string())
    except UnicodeEncodeError:  # JSON may hold half a letter
        return pa.array([value and sound(value) for value in values], pa.large_string())


if __name__ == "__main__":
    main(sys.stdin.buffer, sys.stdout.buffer)
