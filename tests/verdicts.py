"""What a hostile file is, and what reading it must end in."""

from dataclasses import dataclass

ACCEPT, PARTIAL, REJECT = "accept", "partial", "reject"


@dataclass(frozen=True)
class Hostile:
    """A file and what must come of it: rows and rejects (None: not told), words in a reason or a note.

    `truth` is a text that must be in the rows, exactly, unless a note says that the encoding is a guess.
    """

    name: str
    content: bytes
    verdict: str
    rows: int | None
    rejects: int | None
    says: str = ""
    truth: str = ""


def accept(name: str, content: bytes, rows: int, says: str = "", *, truth: str = "") -> Hostile:
    """Return a file of which all `rows` are read."""
    return Hostile(name, content, ACCEPT, rows, 0, says, truth)


def part(name: str, content: bytes, rows: int | None, rejects: int, says: str) -> Hostile:
    """Return a file of which some rows are read, and some refused."""
    return Hostile(name, content, PARTIAL, rows, rejects, says)


def refuse(name: str, content: bytes, says: str = "", *, rejects: int = 1) -> Hostile:
    """Return a file of which nothing is read."""
    return Hostile(name, content, REJECT, 0, rejects, says)
