"""What the environment decides, read once into one frozen value."""

import os
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Settings:
    """The store's folder, worker processes for a load, and the seconds a page may wait for one answer."""

    store: Path = ROOT / "data" / "store"
    workers: int = 2
    answer_seconds: float = 10.0


def read(environment: dict[str, str], secrets: Path) -> Settings:
    """Return the settings: ``WIREWATCH_*`` variables first, then ``[wirewatch]`` in the secrets file, then defaults.

    Raises ValueError when a number is not one.
    """
    kept = tomllib.loads(secrets.read_text(encoding="utf-8")).get("wirewatch", {}) if secrets.is_file() else {}

    def value(name: str, default):
        return environment.get(f"WIREWATCH_{name.upper()}") or kept.get(name) or default

    return Settings(
        store=Path(value("store", Settings.store)).expanduser().resolve(),
        workers=int(value("workers", os.cpu_count() or Settings.workers)),
        answer_seconds=float(value("answer_seconds", Settings.answer_seconds)),
    )


@cache
def settings() -> Settings:
    """Return this process's settings."""
    return read(dict(os.environ), ROOT / ".streamlit" / "secrets.toml")
