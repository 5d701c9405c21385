"""A file as a stream of bytes, unpacked if it is gzip, never more than the limits allow."""

import gzip
import io
from pathlib import Path
from typing import BinaryIO

from utils.errors import UnreadableInput
from utils.sources import limits

GZIP = b"\x1f\x8b"


class Bounded(io.RawIOBase):
    """A readable stream that raises UnreadableInput once more than `limit` bytes came out of `stream`."""

    def __init__(self, stream: BinaryIO, limit: int):
        self.stream, self.left = stream, limit

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        data = self.stream.read(len(buffer))
        self.left -= len(data)
        if self.left < 0:
            raise UnreadableInput("it unpacks to far more than its size allows (a decompression bomb?)")
        buffer[: len(data)] = data
        return len(data)


def stream(path: Path) -> BinaryIO:
    """Open `path` for reading; gzip is recognised by its first bytes and unpacked within `limits`."""
    file = path.open("rb")
    packed = file.read(2) == GZIP
    file.seek(0)
    if not packed:
        return file
    grown = max(limits.RATIO_FROM, limits.RATIO * path.stat().st_size)
    return io.BufferedReader(Bounded(gzip.GzipFile(fileobj=file), min(limits.UNPACKED, grown)), 1 << 20)
