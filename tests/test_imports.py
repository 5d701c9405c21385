"""The import rule of ``utils/__init__.py``: what each room may import, and who may import what from outside."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
EVERYONE = {"schema", "errors", "settings", "story", "layout"}
ROOMS = {
    "sources": set(), "cleaning": set(), "matching": set(), "store": set(), "analysis": set(), "charts": set(),
    "exports": set(),
    "enrichment": {"matching"},
    "query": {"store", "matching"},
    "ui": {"query", "store", "exports"},
    "meter": set(), "pipeline": {"sources", "cleaning", "enrichment", "matching", "store", "meter"},
    "tagging": {"sources", "cleaning", "enrichment", "matching"},
    "evaluate": {"sources", "cleaning", "enrichment", "matching", "analysis"},
    "refresh": {"pipeline", "meter", "sources", "cleaning", "store"}, "preview": {"sources", "cleaning", "store"},
    "watching": {"pipeline", "meter"},
    "__main__": {"pipeline", "watching", "refresh", "preview", "tagging", "evaluate", "query", "exports"},
    "__init__": set(), **{name: set() for name in EVERYONE},
}
# A package from outside that only these may import.
OUTSIDE = {
    "streamlit": ("dashboard.py", "pages/", "utils/ui/"),
    "plotly": ("utils/charts/",),
    "spacy": ("utils/enrichment/models.py",),
    "textblob": ("utils/enrichment/",),
    "onnxruntime": ("utils/enrichment/models.py",),
    "tokenizers": ("utils/enrichment/models.py",),
    "duckdb": ("utils/store/", "utils/query/"),
    "sqlite3": ("utils/store/", "utils/matching/"),
}
SOURCES = sorted([ROOT / "dashboard.py", *(ROOT / "pages").glob("*.py"), *(ROOT / "utils").rglob("*.py")])


def imported(path: Path) -> set[str]:
    """Return the dotted names of the modules that a file imports, anywhere in it."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def rooms(path: Path) -> set[str]:
    """Return the rooms of ``utils`` that a file imports."""
    return {name.split(".")[1] for name in imported(path) if name.startswith("utils.")}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_file_imports_only_what_its_room_may(path):
    where = path.relative_to(ROOT)
    if where.parts[0] != "utils":
        allowed = {"ui", "analysis", "charts"}
    else:
        room = where.parts[1].removesuffix(".py")
        allowed = ROOMS[room] | {room}
    assert rooms(path) <= allowed | EVERYONE
    for package, places in OUTSIDE.items():
        if any(name.split(".")[0] == package for name in imported(path)):
            assert where.as_posix().startswith(places), f"{where} imports {package}"
