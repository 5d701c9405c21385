"""Loads run as a child process, the same command the analyst can type; the page only reads its progress."""

import json
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from utils.layout import Layout
from utils.schema import ENGINES
from utils.settings import ROOT

INPUT = "input"
PREVIEW_SECONDS = 120  # for all files together; one takes a second
NOT_SEEN = "It could not be looked at beforehand. It can be loaded all the same, and is then read as it seems to be."


@dataclass(frozen=True)
class Job:
    """A running or finished child: the process, the folder that holds its input and output."""

    process: subprocess.Popen
    folder: Path


def start(inputs: dict[str, bytes] | Path | str, store: Path, chosen: str, layouts: Iterable[Layout] = (),
          engines: Iterable[str] = ENGINES) -> Job:
    """Start a load of uploaded files (name -> content), a folder or file on this machine, or an address (text).

    Tables that one of `layouts` fits are read as it says; `engines` score the wording.
    """
    folder = _folder()
    given = _saved(inputs, folder) if isinstance(inputs, dict) else [inputs]
    return _run(folder, "ingest", "--store", store, "--chosen", chosen, "--progress", "json",
                "--engines", ",".join(engines), *_layouts(layouts, folder), "--", *given)


def refresh(store: Path) -> Job:
    """Start fetching every feed once."""
    return _run(_folder(), "refresh", "--store", store, "--progress", "json")


def preview(files: dict[str, bytes], store: Path, layouts: Iterable[Layout]) -> list[dict[str, Any]]:
    """Return what is understood of each of `files`, in order, as `utils.preview` tells it; this takes about a second.

    What went wrong is {"error": a sentence} in the place of the file.
    """
    with tempfile.TemporaryDirectory(prefix="wirewatch-") as kept:
        folder = Path(kept)
        command = [sys.executable, "-m", "utils", "preview", *map(str, _saved(files, folder)), "--store", str(store),
                   *_layouts(layouts, folder)]
        try:
            done = subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, check=False,
                                  timeout=PREVIEW_SECONDS)
            lines = done.stdout.decode("utf-8", "replace").splitlines()
        except subprocess.TimeoutExpired:
            lines = []
    told = [json.loads(line) for line in lines]
    if len(told) != len(files):
        return [{"error": told[0]["error"] if told else NOT_SEEN}] * len(files)
    return told


def explained(sentences: Iterable[str]) -> list[list[dict[str, Any]]]:
    """Return of each sentence its words (start, end, word, effect: what it adds to the news model's polarity); none
    where that could not be told. This takes a few seconds.
    """
    given = "".join(json.dumps({"text": sentence}) + "\n" for sentence in sentences)
    try:
        done = subprocess.run([sys.executable, "-m", "utils", "explain"], cwd=ROOT, input=given.encode(),
                              capture_output=True, check=False, timeout=PREVIEW_SECONDS)
    except subprocess.TimeoutExpired:
        return [[] for _ in sentences]
    return [json.loads(line).get("words", []) for line in done.stdout.decode("utf-8", "replace").splitlines()]


def _layouts(layouts: Iterable[Layout], folder: Path) -> list[str]:
    """Write layouts where the command finds them, and return its arguments for that."""
    said = [layout.to_dict() for layout in layouts]
    if not said:
        return []
    path = folder / "layouts.json"
    path.write_text(json.dumps(said), encoding="utf-8")
    return ["--layout", str(path)]


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
