"""What a page looks at."""

from dataclasses import dataclass, replace
from typing import Any

from utils.query.filters import Filters


@dataclass(frozen=True)
class View:
    """A workspace through filters, at one version of its store."""

    workspace: Any
    filters: Filters
    version: int

    @property
    def whole(self) -> "View":
        """The same version without any filter."""
        return replace(self, filters=Filters())
