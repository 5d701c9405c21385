"""Which files of a folder or an archive are read, each for itself."""

from collections.abc import Iterable
from pathlib import PurePosixPath

PAGES = (".html", ".htm")
# Where browsers put the pictures and scripts of a page that they save "complete".
BESIDE_A_PAGE = ("_files", ".files", "-Dateien", "_fichiers", "_archivos", "_bestanden", "_file")
NOT_OURS = ("__MACOSX",)  # what macOS adds to every archive


def inputs(names: Iterable[str]) -> set[str]:
    """Return the names (paths with forward slashes) that are read.

    Left out are hidden files, and the folder that a browser saves beside a page: a hundred scripts are no articles.
    """
    paths = {name: PurePosixPath(name) for name in names}
    beside = {str(path.with_suffix("")) + ending for path in paths.values() if path.suffix.lower() in PAGES
              for ending in BESIDE_A_PAGE}
    return {name for name, path in paths.items()
            if not any(part in NOT_OURS or (part.startswith(".") and part != "..") for part in path.parts)
            and not any(str(parent) in beside for parent in path.parents)}
