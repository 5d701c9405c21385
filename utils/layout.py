"""How a table is to be read, as far as an analyst said so: what the page, the command line and the store hand on."""

import codecs
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from utils.errors import WirewatchError

ROLES = ("title", "text", "date", "outlet", "home", "url", "author", "language")
NO_ROLE = "none"
HEAD = 200  # rows that are looked at to understand a table


@dataclass(frozen=True)
class Layout:
    """The choices for one kind of table; None, or a column without a role here, means that it is guessed.

    `roles` maps columns to `ROLES` or `NO_ROLE`; `day_first` settles dates like 03/04/2023. `format` and `columns` say
    which tables it is for, by the columns that they have when everything is guessed; without them it is for every table
    that has the columns of `roles`.
    """

    separator: str | None = None
    encoding: str | None = None
    header: bool | None = None
    roles: Mapping[str, str] = field(default_factory=dict, hash=False)
    day_first: bool | None = None
    format: str = ""
    columns: tuple[str, ...] = ()

    @classmethod
    def from_dict(cls, said: Any) -> "Layout":
        """Return the layout that JSON says. Raises WirewatchError with what is wrong in it."""
        problem = _problem(said)
        if problem:
            raise WirewatchError(f"The layout is not understood: {problem}. Nothing was read.", fault="usage")
        encoding = said.get("encoding")
        return cls(**{**said, "roles": dict(said.get("roles") or {}), "columns": tuple(said.get("columns") or ()),
                      "encoding": encoding and codecs.lookup(encoding).name})

    @classmethod
    def several(cls, text: str) -> list["Layout"]:
        """Return the layouts that `text` says: a JSON object, or a list of them. Raises WirewatchError."""
        try:
            said = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise WirewatchError(f"The layout is not valid JSON ({error}). Nothing was read.", fault="usage") from None
        return [cls.from_dict(one) for one in (said if isinstance(said, list) else [said])]

    def to_dict(self) -> dict[str, Any]:
        """Return what `from_dict` takes, ready for JSON."""
        return asdict(self) | {"roles": dict(self.roles), "columns": list(self.columns)}

    @property
    def fingerprint(self) -> str:
        """Tables of the same format and columns have the same, in whatever order the columns stand."""
        return hashlib.blake2b(json.dumps([self.format, sorted(self.columns)]).encode(), digest_size=8).hexdigest()

    def fits(self, format: str, columns: Iterable[str]) -> bool:
        """Say whether it is for a table of `format` with these `columns`, as they are when everything is guessed."""
        if self.format:
            return (self.format, sorted(self.columns)) == (format, sorted(columns))
        return self.header is False or set(self.roles) <= set(columns)


GUESSED = Layout()


def _problem(said: Any) -> str:
    """Return what is wrong with a layout in JSON, in words; "" for nothing."""
    if not isinstance(said, dict):
        return "it is no JSON object"
    unknown = set(said) - set(Layout.__dataclass_fields__)
    if unknown:
        return f"it has no part called {', '.join(sorted(unknown))}"
    for part, sound, must in _RULES:
        if said.get(part) is not None and not sound(said[part]):
            return f"its {part} must be {must}"
    return ""


def _is_encoding(said: Any) -> bool:
    try:
        return bool(said) and isinstance("".encode(said), bytes)
    except (LookupError, UnicodeError, TypeError, ValueError):
        return False


def _is_flag(said: Any) -> bool:
    return isinstance(said, bool)


def _are_roles(said: Any) -> bool:
    return isinstance(said, dict) and all(role in (*ROLES, NO_ROLE) for role in said.values())


_RULES = (
    ("separator", lambda said: isinstance(said, str) and len(said) == 1 and said not in '\r\n"\0', "one character"),
    ("encoding", _is_encoding, "a name such as cp1252"),
    ("header", _is_flag, "true or false"),
    ("roles", _are_roles, f"columns with one of {', '.join((*ROLES, NO_ROLE))} each"),
    ("day_first", _is_flag, "true or false"),
    ("format", lambda said: isinstance(said, str), "text"),
    ("columns", lambda said: isinstance(said, list) and all(isinstance(one, str) for one in said), "a list of names"),
)
