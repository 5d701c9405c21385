"""Loads run as a child process, the same command the analyst can type; the page only reads its progress."""

import json
import shutil
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from utils.settings import ROOT

INPUT = "input"


@dataclass(frozen=True)
class Job:
    """A running or finished child: the process, the folder that holds its input and output."""

    process: subprocess.Popen
    folder: Path


def start(inputs: dict[str, bytes] | Path | str, store: Path, chosen: str) -> Job:
    """Start a load of uploaded files (name -> content), a folder or file on this machine, or an address (text)."""
    folder = _folder()
    given = _saved(inputs, folder) if isinstance(inputs, dict) else [inputs]
    return _run(folder, "ingest", "--store", store, "--chosen", chosen, "--progress", "json", "--", *given)


def refresh(store: Path) -> Job:
    """Start fetching every feed once."""
    return _run(_folder(), "refresh", "--store", store, "--progress", "json")


def running(job: Job) -> bool:
    """Say whether the child still works."""
    return job.process.poll() is None


def progress(job: Job) -> dict[str, Any]:
    """Return the last progress the child told: stage, done, total, seconds, left (seconds or None); or {}."""
    lines = (job.folder / "progress").read_text(encoding="utf-8", errors="replace").splitlines()
    return next((json.loads(line) for line in reversed(lines) if line.startswith('{"stage"') and line.endswith("}")),
                {})


def result(job: Job) -> dict[str, Any]:
    """Return a finished child's counts, or {"error": a sentence}."""
    lines = (job.folder / "result").read_text(encoding="utf-8").splitlines()
    if lines:
        return json.loads(lines[-1])
    return {"error": f"The load stopped without an answer (exit {job.process.returncode}). What it had committed is "
                     "kept; load the same input again, nothing will be doubled."}


def _folder() -> Path:
    return Path(tempfile.mkdtemp(prefix="wirewatch-"))


def _run(folder: Path, *arguments: str | Path) -> Job:
    command = [sys.executable, "-m", "utils", *map(str, arguments)]
    with (folder / "result").open("wb") as result, (folder / "progress").open("wb") as progress:
        job = Job(subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=result, stderr=progress), folder)
    threading.Thread(target=_clear, args=(job,), daemon=True).start()
    return job


def _clear(job: Job) -> None:
    """Delete the uploads once they are loaded, also when nobody looks any more: no second copy stays behind."""
    job.process.wait()
    shutil.rmtree(job.folder / INPUT, ignore_errors=True)


def _saved(files: dict[str, bytes], folder: Path) -> list[Path]:
    """Write uploads under names of our own; the analyst's names only serve as the last part, for display."""
    paths = []
    for number, (name, content) in enumerate(files.items()):
        own = folder / INPUT / str(number)
        own.mkdir(parents=True)
        path = own / (Path(name.replace("\\", "/")).name.lstrip(".")[-100:] or "upload")
        path.write_bytes(content)
        paths.append(path)
    return paths
