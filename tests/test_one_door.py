"""Nothing but the door opens the network: read from the imports and calls of every file of the product."""

import ast

import pytest
from test_imports import ROOT, SOURCES, imported

DOOR = "utils/sources/door.py"
# Packages that open connections, and the only file that may import them.
NETWORK = {
    **dict.fromkeys(("AntiSSRF", "requests", "urllib3", "socket", "ssl"), DOOR),
    **dict.fromkeys(("aiohttp", "asyncio", "ftplib", "fsspec", "gdeltdoc", "http", "httpx", "imaplib", "newspaper",
                     "poplib", "pycurl", "selectors", "smtplib", "socketserver", "telnetlib",
                     "trafilatura.downloads", "trafilatura.feeds", "trafilatura.sitemaps", "trafilatura.spider",
                     "urllib.request", "webbrowser", "websockets", "xmlrpc"), None),
    "urllib.robotparser": "utils/sources/visiting.py",  # parses bytes only: it is given no address, see below
}
# Functions that fetch when they are given an address.
FETCHING = {"fetch_url", "fetch_response", "urlopen", "urlretrieve", "set_url", "create_connection", "getaddrinfo",
            "read_html", "read_json", "read_xml", "read_excel", "read_fwf", "read_feather", "read_orc", "read_pickle",
            "read_stata", "read_sas", "read_spss", "read_clipboard"}
LOCAL = {**{f"utils/evaluate/{name}.py": {"read_csv"} for name in ("__init__", "tones", "voices")},
         "utils/store/workspace.py": {"read_table"},
         "utils/store/tables.py": {"read_parquet"}}  # of a folder that the analyst names, and of the store's own parts


def reaching(tree: ast.AST, path: str) -> list[str]:
    """Return what in a file's code could open the network."""
    found = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        of = getattr(getattr(node.func, "value", None), "id", "")
        if name in FETCHING or (name in ("read_csv", "read_table", "read_parquet") and name not in LOCAL.get(path, ())):
            found.append(name)
        if (of, name) == ("feedparser", "parse") and "BytesIO(" not in ast.unparse(node.args[0]):
            found.append("feedparser.parse of something else than bytes")
        if name == "RobotFileParser" and node.args:
            found.append("a robots.txt that fetches itself")
        if name in ("execute", "sql") and any(word in ast.unparse(node).lower() for word in ("httpfs", "http://")):
            found.append("SQL that loads httpfs")
    return found


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_only_the_door_opens_the_network(path):
    where = path.relative_to(ROOT).as_posix()
    assert [name for name in imported(path) for package, place in NETWORK.items()
            if f"{name}.".startswith(f"{package}.") and where != place] == []
    assert reaching(ast.parse(path.read_text(encoding="utf-8")), where) == []


@pytest.mark.parametrize("code", [
    "feedparser.parse(url)", "trafilatura.fetch_url(url)", "pd.read_json(url)", "pandas.read_csv('http://a.example')",
    "urlopen(url)", "urllib.request.urlopen(url)", "db.execute('INSTALL httpfs')", "robots.set_url(url)",
    "RobotFileParser(url)"])
def test_a_second_door_would_be_found(code):
    assert reaching(ast.parse(code), "utils/sources/some.py")
