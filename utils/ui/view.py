"""What a page looks at."""

from dataclasses import dataclass, replace
from typing import Any

from utils.query.filters import Filters


@dataclass(frozen=True)
class View:
    """A workspace through filters, at one version of its store, with the scores of one engine."""

    workspace: Any
    filters: Filters
    version: int
    engines: tuple[str, ...]

    @property
    def engine(self) -> str:
        """Whose scores it reads: of the engines that scored anything in this version, the first if none is chosen."""
        return self.filters.engine or next(iter(self.engines), "")

    @property
    def whole(self) -> "View":
        """The same version without any filter."""
        return replace(self, filters=Filters())

    @property
    def loading(self) -> "View":
        """The same days with no other filter: what is asked of the loading is one answer for every topic."""
        days = ("start", "end", "zone", "panel")
        return replace(self, filters=Filters(**{name: getattr(self.filters, name) for name in days}))
