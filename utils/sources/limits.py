"""How much one file may ask for; each limit refuses in a sentence what would otherwise hang or exhaust the machine.

The figures were measured on hostile files (bombs, a million columns, endless lines), which plain loaders answered by
hanging or aborting; OWASP ASVS 5.0 asks for them (5.1.1, 5.2.3: sizes are checked before and while unpacking).
"""

import os

MEMORY = 1_500_000_000  # bytes of address space of the parsing child
SECONDS = 60  # wall seconds until the first rows, and between one chunk of rows and the next
CPU_SECONDS = 30  # for a small file; large ones get more, see cpu_seconds
UNPACKED = 4_000_000_000  # bytes after gzip
RATIO = 200  # times its packed size a gzip may grow: text shrinks 3 to 10 times, bombs 1,000 times
RATIO_FROM = 50_000_000  # bytes unpacked below which the ratio does not matter
WHOLE = 256_000_000  # bytes of a format that can only be read whole (JSON)
FIELD = 1_000_000  # characters in one field
COLUMNS = 500
ROWS = 500_000
CHUNK_ROWS = 2_000
CHUNK_CHARACTERS = 32_000_000


def cpu_seconds(size: int) -> int:
    """Return the CPU seconds a file of `size` bytes may take: the slowest format reads 2 MB a second (measured)."""
    return CPU_SECONDS + size // 2_000_000


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
