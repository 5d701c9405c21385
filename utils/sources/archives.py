"""ZIP: members are read into memory, one at a time, never written to disk; sizes are judged before unpacking.

An analyst's archive is a folder in one file. What would leave it (`../`, links), what cannot be told apart (entries
that share bytes) and what would fill the memory is refused member by member, in a sentence; the others are read.
"""

import re
import stat
import zipfile
import zlib
from collections.abc import Iterable
from contextlib import contextmanager
from functools import lru_cache
from typing import NamedTuple

from utils.errors import UnreadableInput
from utils.sources import folders, limits
from utils.sources.opening import Input

ZIPPED = (b"PK\x03\x04", b"PK\x05\x06")
LOCAL_HEADER = 30  # bytes before a member's name (APPNOTE 4.3.7)
# What zipfile raises for ZIPs that are torn, changed, encrypted or packed by a method it does not know.
DAMAGED = (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, EOFError, zlib.error)
TORN = "it is damaged, or packed in a way that cannot be read"
ENCRYPTED = 1  # in flag_bits (APPNOTE 4.4.4)
WINDOWS_ROOT = re.compile(r"[A-Za-z]:")
# Control characters and those that reverse the order of writing make a name look like another one.
MISLEADING = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def is_zip(source: Input) -> bool:
    """Return whether `source` is a ZIP of any kind: an Office file is one too."""
    with source.open() as stream:
        return stream.read(4) in ZIPPED


def parts(source: Input) -> set[str]:
    """Return the names in a ZIP, which tell an Office file from an archive. Raises UnreadableInput when it is torn."""
    with opened(source) as archive:
        return set(archive.namelist())


@contextmanager
def opened(source: Input):
    """Give a ZipFile whose sizes were not judged yet. Raises UnreadableInput when the ZIP is damaged."""
    try:
        with source.open() as stream, zipfile.ZipFile(stream) as archive:
            yield archive
    except DAMAGED as error:
        raise UnreadableInput(TORN) from error


def judge_sizes(archive: zipfile.ZipFile) -> None:
    """Raise UnreadableInput when an archive states more members or bytes than one may have."""
    members = archive.infolist()
    size = sum(member.file_size for member in members)
    for measure, most, what in ((len(members), limits.MEMBERS, "members"),
                                (size, limits.ARCHIVE, "bytes when unpacked")):
        if measure > most:
            raise UnreadableInput(f"it has {measure:,} {what}, and at most {most:,} are read; split it")


class _Archive(NamedTuple):
    """An open ZIP: its files in the order in which they are asked for, and where those begin that share bytes."""

    zip: zipfile.ZipFile
    members: list[zipfile.ZipInfo]
    sharing: frozenset[int]


def names(source: Input) -> list[str]:
    """Return the names of the members that `member` reads by their place in this list; folders are not among them.

    Hidden files and what belongs to a saved page are left out (`folders.inputs`). Raises UnreadableInput when the
    archive is damaged, empty, or larger than the limits.
    """
    with opened(source) as archive:
        judge_sizes(archive)
    found = [_shown(member.filename) for member in _kept_open(source).members]
    if not found:
        raise UnreadableInput("it holds no files")
    return found


def member(source: Input, place: int) -> Input:
    """Return one member, unpacked. Raises UnreadableInput, with the reason, for one that is not safe or not sound."""
    archive = _kept_open(source)
    chosen = archive.members[place]
    _judge(chosen, archive.sharing)
    try:
        content = archive.zip.read(chosen)
    except DAMAGED as error:
        raise UnreadableInput(TORN) from error
    if len(content) != chosen.file_size:
        raise UnreadableInput("it is damaged: its size is not what the archive says")
    return Input(_shown(chosen.filename), content)


@lru_cache(maxsize=1)  # members are asked for one by one; opening anew took 15 ms each in an archive of 2,000
def _kept_open(source: Input) -> _Archive:
    try:
        archive = zipfile.ZipFile(source.open())
    except DAMAGED as error:
        raise UnreadableInput(TORN) from error
    files = [member for member in archive.infolist() if not member.is_dir()]
    read = folders.inputs(_shown(member.filename) for member in files)
    return _Archive(archive, [member for member in files if _shown(member.filename) in read], _sharing(files))


def _judge(chosen: zipfile.ZipInfo, sharing: frozenset[int]) -> None:
    """Raise UnreadableInput for a member that is not to be unpacked."""
    steps = _shown(chosen.filename).split("/")
    if ".." in steps or steps[0] == "" or WINDOWS_ROOT.match(steps[0]):
        raise UnreadableInput("its name points outside the archive")
    if stat.S_ISLNK(chosen.external_attr >> 16):
        raise UnreadableInput("it is a link, not a file")
    if chosen.flag_bits & ENCRYPTED:
        raise UnreadableInput("it is encrypted; unpack it with its password first")
    if chosen.header_offset in sharing:
        raise UnreadableInput("it shares its bytes with another member of the archive")
    if chosen.file_size > limits.MEMBER:
        raise UnreadableInput(f"it has {chosen.file_size:,} bytes unpacked, and at most {limits.MEMBER:,} are read")
    if chosen.file_size > max(limits.MEMBER_RATIO_FROM, limits.RATIO * chosen.compress_size):
        raise UnreadableInput("it unpacks to far more than its size allows (a decompression bomb?)")


def _sharing(members: Iterable[zipfile.ZipInfo]) -> frozenset[int]:
    """Return where members begin that lie, at least in part, over each other."""
    shared, reached, last = set(), 0, 0
    for one in sorted(members, key=lambda one: one.header_offset):
        if one.header_offset < reached:
            shared |= {last, one.header_offset}
        end = one.header_offset + LOCAL_HEADER + len(one.orig_filename) + one.compress_size
        if end > reached:
            reached, last = end, one.header_offset
    return frozenset(shared)


def _shown(name: str) -> str:
    """Return a member's name as a path for people: forward slashes, nothing that hides or reverses letters."""
    return MISLEADING.sub("", name.replace("\\", "/")) or "a member without a name"
