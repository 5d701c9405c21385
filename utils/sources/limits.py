"""How much one file may ask for; each limit refuses in a sentence what would otherwise hang or exhaust the machine.

The figures were measured on hostile files (bombs, a million columns, endless lines), which plain loaders answered by
hanging or aborting; OWASP ASVS 5.0 asks for them (5.1.1, 5.2.3: sizes are checked before and while unpacking).
"""

import os

MEMORY = 1_500_000_000  # bytes of address space of the parsing child
SECONDS = 60  # wall seconds until the first rows, and between one chunk of rows and the next
CPU_SECONDS = 30  # for a small file; large ones get more, see cpu_seconds
RATE, SLOW_RATE = 2_000_000, 200_000  # bytes a second: the slowest ordinary format; XLSX and pages of a web archive
UNPACKED = 4_000_000_000  # bytes after gzip
RATIO = 200  # times its packed size a gzip may grow: text shrinks 3 to 10 times, bombs 1,000 times
RATIO_FROM = 50_000_000  # bytes unpacked below which the ratio does not matter
WHOLE = 256_000_000  # bytes of a format that can only be read whole (JSON)
FEED = 20_000_000  # bytes of a feed: feedparser reads 1.5 MB a second and takes 15 times a feed's size in memory
PAGE = 2_000_000  # bytes of a web page; on pages of 2 MB trafilatura took 10 to 20 s
SINGLE_FILE = 50_000_000  # bytes of a page saved with its pictures, beyond which it is cut
TAGS = 500_000  # of a page that is only cut up, not searched for an article
RICH_TEXT = 50_000_000  # bytes of an RTF, which is read whole
MEMBERS = 2_000  # of a ZIP, each of which is a request of its own
MEMBER = 50_000_000  # bytes of one member of a ZIP, which is held in memory while it is read
ARCHIVE = 200_000_000  # bytes of all members of a ZIP, or all parts of an Office file, together
MEMBER_RATIO_FROM = 1_000_000  # bytes unpacked below which a member's ratio does not matter
KILLS = 3  # members of one ZIP that may end the parsing process until the rest is left out
FIELD = 1_000_000  # characters in one field
COLUMNS = 500
ROWS = 500_000
CHUNK_ROWS = 2_000
CHUNK_CHARACTERS = 32_000_000
CHUNK_SECONDS = 10  # after which the rows so far are sent, however few


def cpu_seconds(size: int, rate: int = RATE) -> int:
    """Return the CPU seconds that a file of `size` bytes may take in a format read at `rate` (measured)."""
    return CPU_SECONDS + size // rate


def confine() -> None:
    """Limit this process's memory, and forbid it to write files or dump core (POSIX; elsewhere the clock remains)."""
    if os.name == "posix":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def allow_cpu(seconds: int) -> None:
    """Let this process run `seconds` of CPU from now on; past that the system kills it."""
    if os.name == "posix":
        import resource
        import time

        used = int(time.process_time()) + 1
        resource.setrlimit(resource.RLIMIT_CPU, (used + seconds, resource.getrlimit(resource.RLIMIT_CPU)[1]))
