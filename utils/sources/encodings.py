"""Bytes become lines of text: byte-order mark, else strict UTF-8, else what the file declares, else a stated guess."""

import codecs
import io
import re
import zlib
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from charset_normalizer import from_bytes

from utils.errors import UnreadableInput
from utils.sources import opening
from utils.sources.opening import Input

# Longest first: the mark of UTF-32 LE begins with that of UTF-16 LE.
MARKS = {
    codecs.BOM_UTF32_LE: "utf-32", codecs.BOM_UTF32_BE: "utf-32", codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16",
}
# Which bytes of a letter are NUL in most scripts, of how many, where there is no mark.
SILENT = (((2, 3), 4, "utf-32-le"), ((0, 1), 4, "utf-32-be"), ((1,), 2, "utf-16-le"), ((0,), 2, "utf-16-be"))
# Of Chinese, Japanese and Korean in UTF-16 only the ends of lines have a NUL.
LINE_ENDS = ((b"\n\0", "utf-16-le"), (b"\0\n", "utf-16-be"))
JAPANESE_MAIL, SHIFT_TO_KANJI = "iso2022_jp", b"\x1b$"  # is ASCII, and so UTF-8, to all who do not know it
SAMPLE = 1 << 16
HOW = {"chosen": "The text was read as {}, as was chosen, but for lines that are UTF-8.",
       "declared": "The text is not UTF-8; it was read as {}, as it declares.",
       "guess": "The text is not UTF-8; it was read as {}, which is a guess."}
# What a text that is not UTF-8 may be in, the commonest in news first; all bytes are letters in the first four, so that
# only a reader can tell which is right.
COMMON = ("cp1252", "cp1250", "cp1251", "iso8859_2", "gb18030", "cp932", "cp949", "euc_jp", "koi8_r", "big5hkscs",
          "cp1254", "cp1253", "cp1256", "mac_roman")
ALTERNATIVES, SHOWN = 5, 120  # encodings to choose from besides the guess; characters that are shown of each
# Encodings that cannot be cut into lines at the byte 10.
WHOLE_ONLY = ("utf_16", "utf_32", "utf_7", "utf-16", "utf-32", "utf-7", "iso2022", "hz")
# On short texts charset-normalizer often reads Western bytes as one of these, turning è into č (measured on our
# test files); Windows-1252 is far more common in news, unless the language found is a Central European one.
MISTAKEN_FOR_WESTERN = {"cp1250", "cp1254", "cp1257", "cp1258", "latin_1", "iso8859_2", "iso8859_10", "mac_latin2"}
CENTRAL_EUROPEAN = {"Polish", "Czech", "Slovak", "Hungarian", "Romanian", "Croatian", "Slovene", "Turkish",
                    "Lithuanian", "Estonian", "Vietnamese"}
DECLARED = re.compile(rb"""<\?xml[^>]{0,200}\bencoding\s*=\s*["']([\w.:-]+)"""
                      rb"""|<meta[^>]{0,200}\bcharset\s*=\s*["']?([\w.:-]+)""", re.I)
# What browsers read instead of a declared encoding (WHATWG Encoding Standard, section 4.2): pages that declare the
# smaller set use the larger one.
READ_AS = {"ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030",
           "shift_jis": "cp932", "euc_kr": "cp949", "big5": "big5hkscs", "tis-620": "cp874"}
# How UTF-8 looks that was once read as Windows-1252 or 1251: a lead byte and a trail byte. ftfy, which finds nothing in
# 21,000 sound lines of real news, judges the lines that have one; it would take 6 s for all of rss_2023_h1.
SUSPECT = re.compile("[\xc2-\xef\u0420\u0421]"
                     "[\x80-\xbf\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122\u0402-\u040f\u0452-\u045f]")


class Choice(NamedTuple):
    """The encoding a text is read in, and how it was found: chosen, marked, UTF-8, declared or guess."""

    encoding: str
    how: str


def lines(source: Input, notes: list[str]) -> Iterator[str]:
    """Yield the lines of a text file, ends kept and NULs removed; `notes` receives a sentence for each liberty taken.

    Text that looks as if it had been decoded wrongly before it came here is left as it is, and stated. Raises
    UnreadableInput when the file unpacks to more than the limits allow.
    """
    nuls = garbled = 0
    for line in _decoded(source, notes):
        nuls += line.count("\0")
        garbled += not line.isascii() and _is_garbled(line)
        yield line.replace("\0", "")
    if nuls:
        notes.append(f"{nuls:,} NUL characters were removed.")
    if garbled:
        notes.append(f"Lines that look garbled, such as â€™ for ’: {garbled:,}. They were read wrongly before they "
                     "came here and were left as they are.")


def text(source: Input, notes: list[str], limit: int, what: str) -> str:
    """Return the text of a format that cannot be read line by line; `what` names it when it is too large.

    Raises UnreadableInput for more than `limit` characters.
    """
    kept, size = [], 0
    for line in lines(source, notes):
        kept.append(line)
        size += len(line)
        if size > limit:
            raise UnreadableInput(f"it is {what} of more than {limit // 1_000_000:,} MB, and at most that is read")
    return "".join(kept)


def sample(source: Input) -> str:
    """Return the opening of a text file, for looking at; what cannot be decoded shows as U+FFFD."""
    start = opening.start(source, SAMPLE)
    return codecs.decode(start, _marked(start) or "utf-8", "replace").replace("\0", "")


def _is_garbled(line: str) -> bool:
    if not SUSPECT.search(line):
        return False
    from ftfy.badness import is_bad  # a fifth of a second that most files need not pay

    return is_bad(line)


def choice(source: Input) -> Choice:
    """Return the encoding of a text; a mark at its start is believed before anything that was chosen."""
    start = opening.start(source, SAMPLE)
    if marked := _marked(start):
        return Choice(marked, "marked")
    if source.layout.encoding:
        return Choice(source.layout.encoding, "chosen")
    if SHIFT_TO_KANJI in start and _is(source, JAPANESE_MAIL):
        return Choice(JAPANESE_MAIL, "marked")
    if _is(source, "utf-8"):
        return Choice("utf-8", "UTF-8")
    declared = _declared(start)
    if declared and _is(source, declared):
        return Choice(declared, "declared")
    return Choice(_guess(source), "guess")


def alternatives(source: Input, guess: str) -> list[tuple[str, str]]:
    """Return `guess` and up to `ALTERNATIVES` other encodings, each with what it makes of the first foreign lines.

    Only encodings that can decode the foreign lines and do not show the same are among them, the likeliest first.
    """
    with opening.stream(source) as stream:
        foreign = _foreign(stream)
    likely = [match.encoding for match in from_bytes(foreign)] if foreign else []
    found: dict[str, str] = {}
    for name in dict.fromkeys((guess, *COMMON[:4], *likely[:2], *COMMON[4:], *likely[2:])):
        try:
            shown = _shown(foreign.decode(name, "replace" if name == guess else "strict"))
        except (UnicodeError, LookupError):
            continue
        if shown not in found.values():
            found[name] = shown
    return list(found.items())[: ALTERNATIVES + 1]


def _shown(text: str) -> str:
    """Return the surroundings of the first letters that are not ASCII, in at most `SHOWN` characters."""
    lines = [line for line in text.replace("\0", "").splitlines() if not line.isascii()]
    told = []
    for line in lines[:2]:
        first = next(place for place, letter in enumerate(line) if not letter.isascii())
        begin = max(0, first - SHOWN // 6)
        told.append(f"{'…' if begin else ''}{line[begin:begin + SHOWN // 2].strip()}")
    return " / ".join(told)


def _decoded(source: Input, notes: list[str]) -> Iterator[str]:
    encoding, how = choice(source)
    if how in HOW:
        notes.append(HOW[how].format(encoding.replace("_", "-")))
    with opening.stream(source) as stream:
        if encoding.startswith(("utf-8", *WHOLE_ONLY)):
            yield from io.TextIOWrapper(stream, encoding, errors="replace", newline="")
        else:
            yield from (_either(line, encoding) for line in stream)


def _either(line: bytes, guess: str) -> str:
    """Decode one line of a file of mixed encodings: most such files are UTF-8 with a few foreign lines."""
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode(guess, "replace")


def _marked(start: bytes) -> str | None:
    """Return the encoding that the opening bytes give away by a mark, or by NULs in the same places of every letter."""
    for mark, encoding in MARKS.items():
        if start.startswith(mark):
            return encoding
    for places, width, encoding in SILENT:
        if start and all(start[place::width].count(0) > len(start) / width * 2 / 5 for place in places):
            return encoding
    for end, encoding in LINE_ENDS:
        if start.find(end) % 2 == 0 and end in start:
            return encoding
    return None


def _is(source: Input, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    with opening.stream(source) as stream:
        try:
            while block := stream.read(1 << 20):
                decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeError:
            return False
        except (EOFError, OSError, zlib.error):  # damaged from here on: as far as it goes
            return True
    return True


def _declared(start: bytes) -> str | None:
    """Return the Python name of the encoding that an XML or HTML file says it is in, None where it says none."""
    said = DECLARED.search(start[:4096])
    try:
        name = codecs.lookup((said[1] or said[2]).decode("ascii")).name if said else None
    except LookupError:
        return None
    return None if name and name.startswith("utf") else READ_AS.get(name, name)


def _guess(source: Input) -> str:
    """Return the likeliest encoding of the lines that are not UTF-8."""
    with opening.stream(source) as stream:
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
