"""Bytes become lines of text: byte-order mark, else strict UTF-8, else a guess that is stated."""

import codecs
import io
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from charset_normalizer import from_bytes

from utils.sources import opening

# Longest first: the mark of UTF-32 LE begins with that of UTF-16 LE.
MARKS = {
    codecs.BOM_UTF32_LE: "utf-32", codecs.BOM_UTF32_BE: "utf-32", codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16",
}
SAMPLE = 1 << 16
# On short texts charset-normalizer often reads Western bytes as one of these, turning è into č (measured on our
# test files); Windows-1252 is far more common in news, unless the language found is a Central European one.
MISTAKEN_FOR_WESTERN = {"cp1250", "cp1254", "cp1257", "cp1258", "latin_1", "iso8859_2", "iso8859_10", "mac_latin2"}
CENTRAL_EUROPEAN = {"Polish", "Czech", "Slovak", "Hungarian", "Romanian", "Croatian", "Slovene", "Turkish",
                    "Lithuanian", "Estonian", "Vietnamese"}


def lines(path: Path, notes: list[str]) -> Iterator[str]:
    """Yield the lines of a text file, ends kept and NULs removed; `notes` receives a sentence for each liberty taken.

    Raises UnreadableInput when the file unpacks to more than the limits allow.
    """
    nuls = 0
    for line in _decoded(path, notes):
        nuls += line.count("\0")
        yield line.replace("\0", "")
    if nuls:
        notes.append(f"{nuls:,} NUL characters were removed.")


def sample(path: Path) -> str:
    """Return the opening of a text file, for looking at; what cannot be decoded shows as U+FFFD."""
    with opening.stream(path) as stream:
        start = stream.read(SAMPLE)
    return codecs.decode(start, _marked(start) or "utf-8", "replace").replace("\0", "")


def _decoded(path: Path, notes: list[str]) -> Iterator[str]:
    with opening.stream(path) as stream:
        encoding = _marked(stream.read(SAMPLE))
    if encoding or _is_utf8(path):
        with opening.stream(path) as stream:
            yield from io.TextIOWrapper(stream, encoding or "utf-8", errors="replace", newline="")
        return
    guess = _guess(path)
    notes.append(f"The text is not UTF-8; it was read as {guess.replace('_', '-')}, which is a guess.")
    with opening.stream(path) as stream:
        for line in stream:
            yield _either(line, guess)


def _either(line: bytes, guess: str) -> str:
    """Decode one line of a file of mixed encodings: most such files are UTF-8 with a few foreign lines."""
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode(guess, "replace")


def _marked(start: bytes) -> str | None:
    """Return the encoding that the opening bytes give away by a mark, or by NULs in every second place."""
    for mark, encoding in MARKS.items():
        if start.startswith(mark):
            return encoding
    for offset, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if start and start[offset::2].count(0) > len(start) / 5:
            return encoding
    return None


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    with opening.stream(path) as stream:
        try:
            while block := stream.read(1 << 20):
                decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def _guess(path: Path) -> str:
    """Return the likeliest encoding of the lines that are not UTF-8."""
    with opening.stream(path) as stream:
        best = from_bytes(_foreign(stream)).best()
    if best is None or (best.encoding in MISTAKEN_FOR_WESTERN and best.language not in CENTRAL_EUROPEAN):
        return "cp1252"
    return best.encoding


def _foreign(stream: BinaryIO) -> bytes:
    kept = bytearray()
    for line in stream:
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            kept += line
            if len(kept) > SAMPLE:
                break
    return bytes(kept)
