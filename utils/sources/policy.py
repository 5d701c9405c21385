"""What the door to the network lets through, and what it brings."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Policy:
    """What the door lets through. The defaults suit the open web; only an argument can change them, no setting.

    Seconds from the first look at a name to the last byte, bytes of a decoded answer, redirects followed, seconds
    between two requests to a host, and ports. `allowed` names networks open although they are internal: for tests.
    """

    deadline: float = 20.0
    size: int = 10 << 20
    hops: int = 5
    pause: float = 1.0
    ports: Sequence[int] = (80, 443)
    allowed: Sequence[str] = ()


OPEN_WEB = Policy()


@dataclass(frozen=True)
class Fetched:
    """An answer: its decoded bytes, the address that gave it in the end, and what its headers say of it."""

    content: bytes
    url: str
    status: int
    content_type: str = ""
    etag: str = ""
    last_modified: str = ""

    @property
    def not_modified(self) -> bool:
        """Whether nothing changed since the fetch whose `etag` or `last_modified` was given; `content` is empty."""
        return self.status == 304
