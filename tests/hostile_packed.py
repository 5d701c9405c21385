"""Hostile files that are packed: archives, compressed streams and columns."""

import bz2
import datetime
import gzip
import io
import lzma
import struct
import warnings
import zipfile
import zlib

import pyarrow as pa
import pyarrow.parquet as pq
from verdicts import Hostile, accept, part, refuse
from written import web_archive, zipped

ROWS = b"title,text\nA,a\nB,b\n"
DIRECTORY = struct.Struct("<4s6H3I5H2I")  # a member's entry in the list at the end (APPNOTE 4.3.12), without its name


def bomb(size: int) -> bytes:
    """Return `size` zeros, packed as gzip without being made first."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    block = b"\0" * (1 << 20)
    return b"".join(packer.compress(block) for _ in range(size >> 20)) + packer.flush()


def changed(archive: bytes, name: str, **fields: int) -> bytes:
    """Return a ZIP whose list at the end says other `fields` (flags, method, size, packed, offset) of one member."""
    at = archive.index(b"PK\x01\x02")
    places = {"flags": 3, "method": 4, "packed": 8, "size": 9, "attributes": 15, "offset": 16}
    while archive[at : at + 4] == b"PK\x01\x02":
        entry = list(DIRECTORY.unpack_from(archive, at))
        end = at + DIRECTORY.size
        if archive[end : end + entry[10]] == name.encode():
            for field, value in fields.items():
                entry[places[field]] = value
            archive = archive[:at] + DIRECTORY.pack(*entry) + archive[end:]
        at = end + entry[10] + entry[11] + entry[12]
    return archive


def overlapping(count: int) -> bytes:
    """Return a ZIP of which all entries unpack the same bytes (after Fifield, A better zip bomb, 2019)."""
    archive = zipped({f"m{number:04}.csv": ROWS for number in range(count)})
    for number in range(1, count):
        archive = changed(archive, f"m{number:04}.csv", offset=0)
    return archive


def many_members(count: int) -> bytes:
    """Return a ZIP of empty members."""
    return zipped({f"m{number}.txt": b"" for number in range(count)})


def named(name: str) -> bytes:
    """Return a ZIP of a good table and one under this name."""
    return zipped({"good.csv": ROWS, name: ROWS})


def archives() -> list[Hostile]:
    """Return ZIPs; the good members of each are read."""
    good = zipped({"good.csv": ROWS, "bad.csv": ROWS})
    link = changed(good, "bad.csv", attributes=0o120777 << 16)
    packed_rows = good.index(b"bad.csv") + len("bad.csv")
    broken = good[:packed_rows] + b"\xff" * 8 + good[packed_rows + 8 :]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the same name twice
        twice = io.BytesIO()
        with zipfile.ZipFile(twice, "w") as archive:
            archive.writestr("a.csv", ROWS)
            archive.writestr("a.csv", ROWS)
    return [
        part("flat bomb.zip", zipped({"good.csv": ROWS, "bomb.csv": b"\0" * 40_000_000}), 2, 1, "bomb"),
        refuse("large bomb.zip", changed(good, "bad.csv", size=4_000_000_000), "bytes when unpacked"),
        part("large member.zip", changed(good, "bad.csv", size=60_000_000), 2, 1, "60,000,000 bytes"),
        part(
            "nested bomb.zip",
            zipped({"good.csv": ROWS, "in.zip": zipped({"in.zip": zipped({"a": b"\0" * 9_000_000})})}),
            2,
            1,
            "ZIP inside",
        ),
        refuse("overlapping.zip", overlapping(50), "shares its bytes", rejects=50),
        part("size too small.zip", changed(good, "bad.csv", size=3), 2, 1, "damaged"),
        part("size too large.zip", changed(good, "bad.csv", size=900_000), 2, 1, "damaged"),
        refuse("30k members.zip", many_members(30_000), "30,000 members"),
        part("path up.zip", named("../../tmp/pwned.csv"), 2, 1, "outside"),
        part("path down and up.zip", named("a/../../pwned.csv"), 2, 1, "outside"),
        part("absolute.zip", named("/tmp/pwned.csv"), 2, 1, "outside"),
        part("backslash.zip", named("..\\..\\pwned.csv"), 2, 1, "outside"),
        part("drive.zip", named("C:\\pwned.csv"), 2, 1, "outside"),
        part("link.zip", link, 2, 1, "link"),
        part("encrypted.zip", changed(good, "bad.csv", flags=1), 2, 1, "encrypted"),
        part("bytes changed.zip", broken, 2, 1, "damaged"),
        part("method.zip", changed(good, "bad.csv", method=97), 2, 1, "damaged"),
        part("offset.zip", changed(good, "bad.csv", offset=100_000), 2, 1, "damaged"),
        refuse("cut.zip", good[:-30], "damaged"),
        refuse("head only.zip", good[:40], "damaged"),
        accept("same name twice.zip", twice.getvalue(), 4),
        refuse("no members.zip", zipped({}), "no files"),
        refuse("folders only.zip", zipped({"a/": b"", "a/b/": b""}), "no files"),
        accept("reversed name.zip", named("good\u202evsc.exe"), 4),
        accept("long name.zip", named("n" * 60_000 + ".csv"), 4),
        accept("windows name.zip", named("CON"), 4),
        accept("mac.zip", zipped({"good.csv": ROWS, "__MACOSX/._good.csv": b"\0\5\x16\7", ".DS_Store": b"\0"}), 2),
        accept(
            "saved pages.zip",
            zipped({"p.html": b"<html><title>A page</title><body><p>Text.", "p_files/x.js": b"x"}),
            1,
        ),
        part(
            "mixed.zip",
            zipped(
                {
                    "a.csv": ROWS,
                    "b.pdf": b"%PDF-1.7",
                    "c.pkl": b"\x80\x04\x95",
                    "d.csv": b"",
                    "e.csv.gz": gzip.compress(ROWS),
                }
            ),
            4,
            3,
            "PDF",
        ),
    ]


def packed() -> list[Hostile]:
    """Return compressed streams and web archives."""
    whole, crawl = gzip.compress(ROWS), gzip.decompress(web_archive())
    return [
        refuse("bomb.csv.gz", bomb(60 << 20)),
        refuse("bomb.json.gz", bomb(60 << 20)),
        refuse("bomb without name", bomb(60 << 20)),
        part("in bomb.zip", zipped({"good.csv": ROWS, "b.gz": bomb(60 << 20)}), 2, 1, ""),
        part(
            "torn.csv.gz",
            gzip.compress(b"title\n" + b"".join(b"%d\n" % (n * n) for n in range(9000)))[:-20],
            None,
            1,
            "damaged",
        ),
        refuse("head.csv.gz", whole[:12], "damaged"),
        refuse("twice.csv.gz", gzip.compress(whole)),
        refuse("zip.gz", gzip.compress(zipped({"a": b"b"}))),
        accept("joined.csv.gz", whole + gzip.compress(b"C,c\n"), 3),
        refuse("bzip2.csv", bz2.compress(ROWS), "bzip2"),
        refuse("xz.csv", lzma.compress(ROWS), "xz"),
        refuse("rar.zip", b"Rar!\x1a\x07\x01\x00", "RAR"),
        refuse("cut.warc", crawl[:1500], "breaks off"),
        refuse("noise.warc", b"WARC/1.0\r\n" + b"\0" * 999),
        refuse("false length.warc", crawl.replace(b"Content-Length: ", b"Content-Length: 9", 1)),
    ]


def columns() -> list[Hostile]:
    """Return Parquet files."""

    def written(table: pa.Table, **options) -> bytes:
        out = io.BytesIO()
        pq.write_table(table, out, **options)
        return out.getvalue()

    sound = written(pa.table({"title": ["A", "B"], "n": [1, None]}))
    odd = pa.table(
        {
            "title": ["A"],
            "d": [datetime.timedelta(1)],
            "b": [b"\xff\xfe"],
            "l": [[{"a": 1}]],
            "m": pa.array([[("k", 1)]], pa.map_(pa.string(), pa.int64())),
            "t": [datetime.time(1)],
            "z": pa.nulls(1),
        }
    )
    long = pa.array([0] * 300_000, pa.int32())
    return [
        refuse("torn.parquet", sound[:-8], "damaged"),
        refuse("mark only.parquet", b"PAR1", "damaged"),
        refuse("false footer.parquet", sound[:-8] + struct.pack("<I", 2_000_000_000) + b"PAR1", "damaged"),
        refuse("bytes changed.parquet", sound[:4] + b"\xff" * 40 + sound[44:], rejects=None),
        refuse("too many rows.parquet", written(pa.table({"n": pa.nulls(500_001, pa.int8())})), "500,001 rows"),
        refuse("too many columns.parquet", written(pa.table({f"c{n}": [1] for n in range(501)})), "501 columns"),
        refuse(
            "bomb.parquet",
            written(pa.table({"t": pa.DictionaryArray.from_arrays(long, pa.array(["x" * 900_000]))})),
            "memory",
        ),
        accept("odd types.parquet", written(odd), 1),
        accept(
            "hostile pandas.parquet",
            written(pa.table({"title": ["A"]}).replace_schema_metadata({"pandas": b'{"index_columns": 7}'})),
            1,
        ),
        accept(
            "same name twice.parquet",
            written(pa.Table.from_arrays([pa.array(["A"]), pa.array(["B"])], ["title", "title"])),
            1,
        ),
    ]
