"""What is read: a file, or the member of an archive, as a stream of bytes; gzip is unpacked, within the limits."""

import contextlib
import gzip
import io
import zlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from utils.errors import UnreadableInput
from utils.layout import GUESSED, Layout
from utils.sources import limits

GZIP = b"\x1f\x8b"


@dataclass(frozen=True)
class Input:
    """Something to read: the name the user knows it by, the file that holds it or its bytes, and how it is laid out,
    as far as that is known.
    """

    name: str
    held: Path | bytes
    layout: Layout = GUESSED

    @property
    def suffix(self) -> str:
        """The extension that tells the format, lower case: the one before `.gz`."""
        name = PurePosixPath(self.name.lower())
        return (name.with_suffix("") if name.suffix == ".gz" else name).suffix

    @property
    def size(self) -> int:
        """Bytes as it lies there, packed or not."""
        return len(self.held) if isinstance(self.held, bytes) else self.held.stat().st_size

    def open(self) -> BinaryIO:
        """Return its bytes as they lie there."""
        return io.BytesIO(self.held) if isinstance(self.held, bytes) else self.held.open("rb")


class Bounded(io.RawIOBase):
    """A readable stream that raises UnreadableInput once more than `limit` bytes came out of `stream`."""

    def __init__(self, stream: BinaryIO, limit: int):
        self.stream, self.left = stream, limit

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        data = self.stream.read1(len(buffer))  # what was unpacked before a fault must not be lost with it
        self.left -= len(data)
        if self.left < 0:
            raise UnreadableInput("it unpacks to far more than its size allows (a decompression bomb?)")
        buffer[: len(data)] = data
        return len(data)


def stream(source: Input) -> BinaryIO:
    """Open `source` for reading; gzip is recognised by its first bytes and unpacked within `limits`."""
    file = source.open()
    packed = file.read(2) == GZIP
    file.seek(0)
    if not packed:
        return file
    grown = max(limits.RATIO_FROM, limits.RATIO * source.size)
    return io.BufferedReader(Bounded(gzip.GzipFile(fileobj=file), min(limits.UNPACKED, grown)), 1 << 20)


def start(source: Input, size: int) -> bytes:
    """Return the first `size` bytes, fewer where it is shorter or damaged beyond them."""
    found = bytearray()
    with stream(source) as opened, contextlib.suppress(EOFError, OSError, zlib.error):
        while len(found) < size and (block := opened.read1(size - len(found))):
            found += block
    return bytes(found)
