"""Parquet, read column by column as plain values; sizes are judged by the footer before anything is unpacked."""

import io
import json
from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from utils.errors import UnreadableInput
from utils.sources import limits, opening
from utils.sources.delimited import names
from utils.sources.opening import Input
from utils.sources.rows import Row

UNPACKED = 2_000_000_000  # bytes of all columns together, as the footer states them


def rows(source: Input, notes: list[str]) -> Iterator[Row]:
    """Yield each row with every value as text; numbers and times as Arrow writes them, nested values as JSON.

    Raises UnreadableInput when the footer is damaged or states more than the limits allow.
    """
    with opening.stream(source) as stream:
        content = stream if stream.seekable() else io.BytesIO(stream.read())
        try:
            file = pq.ParquetFile(content)
            _judge(file.metadata)
            number = 0
            for batch in file.iter_batches(limits.CHUNK_ROWS, use_threads=False):
                header = names(batch.schema.names)
                for values in zip(*map(_texts, batch.columns), strict=True):
                    number += 1
                    yield Row(number, dict(zip(header, values, strict=True)))
        except (pa.ArrowMemoryError, pa.ArrowCapacityError) as error:
            raise MemoryError from error
        except (pa.ArrowException, OSError, KeyError) as error:
            raise UnreadableInput("it is damaged, or not a Parquet file") from error


def _judge(footer: pq.FileMetaData) -> None:
    size = sum(footer.row_group(group).total_byte_size for group in range(footer.num_row_groups))
    for measure, most, what in ((footer.num_rows, limits.ROWS, "rows"), (footer.num_columns, limits.COLUMNS, "columns"),
                                (size, UNPACKED, "bytes unpacked")):
        if measure > most:
            raise UnreadableInput(f"it states {measure:,} {what}, and at most {most:,} are read")


def _texts(column: pa.Array) -> list[str | None]:
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if pa.types.is_floating(column.type):
        column = pc.if_else(pc.is_nan(column), None, column)
    if pa.types.is_nested(column.type):
        return [None if value is None else json.dumps(value, ensure_ascii=False, default=str)
                for value in column.to_pylist()]
    try:
        return pc.cast(column, pa.string()).to_pylist()
    except (pa.ArrowNotImplementedError, pa.ArrowInvalid):
        return [value.decode("utf-8", "replace") if isinstance(value, bytes) else None if value is None else str(value)
                for value in column.to_pylist()]
