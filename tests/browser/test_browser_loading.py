"""Every format goes through the page that analysts use: given, looked at, loaded, accounted for."""

import pytest
from conftest import settle
from layouts import LAYOUTS

from utils.store import tables
from utils.ui import words


@pytest.mark.timeout(300)
def test_every_format_loads_through_the_page(served, visit, tmp_path):
    page = visit(f"{served(tmp_path / 'store')}/load")
    page.locator("[data-testid=stFileUploaderDropzoneInput]").set_input_files(
        [{"name": one.name, "mimeType": "application/octet-stream", "buffer": one.content} for one in LAYOUTS])
    page.get_by_role("button", name="Load", exact=True).click()
    told = page.get_by_role("status").filter(has_text="Read ")
    told.wait_for(timeout=240_000)
    settle(page)
    articles, rejected = sum(len(one.articles) for one in LAYOUTS), sum(one.rejected for one in LAYOUTS)
    assert f"Read {words.count(articles + rejected)} = " in told.inner_text()
    assert f"{words.count(rejected)} rejected" in told.inner_text()
    stored = tables.connect(tmp_path / "store", tables.state(tmp_path / "store").version)
    titles = {title for (title,) in stored.execute("SELECT title FROM articles").fetchall()}
    for one in LAYOUTS:
        assert {article["title"] for article in one.articles} <= titles, one.name
