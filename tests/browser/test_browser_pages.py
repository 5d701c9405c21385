"""What only a browser shows: downloads, widths, and that loaded text stays text."""

import json
import struct
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import settle

from utils.ui.menu import PAGES

# Each would run, load a picture from elsewhere, or change the page if it were read as markup.
PAYLOADS = (
    "<script>window.__ran = 1</script>", "<img src=x onerror='window.__ran = 1'>", "![x](https://evil.example/x.png)",
    "[x](javascript:window.__ran=1)", ":red[red] :material/home: $x^2$ https://evil.example", "%{x} <b>b</b> {{7*7}}",
)


def path(name: str) -> str:
    return "/" if name == "overview" else f"/{name}"


def test_a_chart_is_saved_as_one_picture(demo, visit, tmp_path):
    page = visit(f"{demo}/timeline?entity=China")
    page.wait_for_selector(".st-key-coverage .bars")
    with page.expect_download() as download:
        page.locator(".st-key-coverage_foot").get_by_role("button", name="PNG").click()
    assert download.value.suggested_filename.startswith("wirewatch-demo-coverage-")
    picture = Path(download.value.path()).read_bytes()
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", picture[16:24])
    chart = page.locator(".st-key-coverage .main-svg").first.bounding_box()
    assert width > 2 * chart["width"]
    # Above and below the chart there is room for a title and at least four lines.
    assert height > 2 * (chart["height"] + 120)


def test_a_chart_s_data_are_saved_as_csv(demo, visit):
    page = visit(f"{demo}/timeline?entity=China")
    with page.expect_download() as download:
        page.locator(".st-key-coverage_foot").get_by_role("button", name="CSV").click()
    lines = Path(download.value.path()).read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("bin,count,")
    assert "naming China" in lines[1]
    assert "/timeline?entity=China" in lines[1]


def test_a_page_keeps_its_name_and_width_through_clicks_and_gives_them_to_the_next(demo, visit):
    page = visit(demo)
    for name in ("timeline", "method", "overview"):
        page.locator("nav[aria-label=Pages]").get_by_text(PAGES[name].title).click()
        page.wait_for_selector(f"nav a[aria-current]:has-text('{PAGES[name].title}')")
        settle(page)
        if page.get_by_role("radio", name="Outlets").count():
            page.get_by_role("radio", name="Outlets").click()
            settle(page)
        assert page.title() == f"{PAGES[name].title} · Wirewatch"
        assert page.evaluate("document.querySelector('[data-testid=stMainBlockContainer]').clientWidth") > 900


@pytest.mark.parametrize("name", PAGES)
def test_a_phone_shows_one_column_without_scrolling_sideways(demo, browser, name):
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.goto(demo + path(name))
    page.wait_for_selector("h1")
    settle(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 390
    page.close()


@pytest.mark.parametrize("name", ["overview", "timeline", "sentiment", "entities", "topics"])
def test_no_label_of_a_chart_leaves_its_picture(demo, browser, name):
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.goto(demo + path(name))
    page.wait_for_selector(".js-plotly-plot .main-svg text")
    settle(page)
    cut = page.evaluate("""() => [...document.querySelectorAll('.js-plotly-plot')].flatMap(plot => {
        const box = plot.getBoundingClientRect()
        return [...plot.querySelectorAll('.xtick text, .ytick text')].filter(text => {
            const own = text.getBoundingClientRect()
            return own.width && (own.left < box.left || own.right > box.right || own.bottom > box.bottom)
        }).map(text => text.textContent)
    })""")
    assert cut == []
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_theme_is_our_own(demo, browser, scheme):
    page = browser.new_page(color_scheme=scheme)
    page.goto(demo)
    page.wait_for_selector(".bars .point path", state="attached")
    settle(page)
    background = page.evaluate("getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor")
    assert background == {"light": "rgb(255, 255, 255)", "dark": "rgb(18, 24, 28)"}[scheme]
    bar = page.locator(".bars .point path").nth(3).evaluate("bar => getComputedStyle(bar).fill")
    assert bar == {"light": "rgb(11, 90, 111)", "dark": "rgb(92, 195, 214)"}[scheme]
    page.close()


def test_paper_has_no_sidebar_and_says_where_it_comes_from(demo, visit):
    page = visit(f"{demo}/timeline?entity=China")
    page.emulate_media(media="print")
    assert not page.locator("[data-testid=stSidebar]").is_visible()
    assert not page.locator(".st-key-menu").is_visible()
    assert "/timeline?entity=China" in page.locator(".printed").inner_text()


@pytest.fixture(scope="module")
def hostile(served, tmp_path_factory) -> str:
    """The address of a server on a store whose every text, outlet and link is an attempt."""
    folder = tmp_path_factory.mktemp("hostile")
    rows = [
        {"title": f"{payload} number {number}", "outlet": f"Outlet {payload}", "url": "javascript:window.__ran=1",
         "published": f"2023-10-{1 + number % 28:02d}", "author": payload,
         "text": f"Huawei and Nvidia spoke {number} times. {payload} Abysmal export controls on chips, said {payload}."}
        for number in range(48) for payload in [PAYLOADS[number % len(PAYLOADS)]]
    ]
    (folder / "rows.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    subprocess.run([sys.executable, "-m", "utils", "ingest", folder / "rows.jsonl", "--store", folder / "store"],
                   check=True, capture_output=True)
    return served(folder / "store")


@pytest.fixture
def watched(hostile, context):
    """Open a page of the hostile store; afterwards nothing of it may have run, asked, or left this machine."""
    page, elsewhere = context.new_page(), []
    own = (hostile, hostile.replace("http", "ws"), "data:", "blob:")
    page.on("request", lambda request: request.url.startswith(own) or elsewhere.append(request.url))
    page.on("dialog", lambda dialog: (elsewhere.append(dialog.message), dialog.dismiss()))

    def watched(path: str):
        page.goto(hostile + path)
        page.wait_for_selector("h1")
        settle(page)
        return page

    yield watched
    settle(page)
    assert page.evaluate("window.__ran") is None
    assert page.locator("[data-testid=stMain] img").count() == 0
    assert elsewhere == []


@pytest.mark.parametrize("name", PAGES)
def test_loaded_text_stays_text(watched, name):
    watched(path(name))


def test_read_text_stays_text(watched):
    page = watched("/")
    page.locator(".headlines a").first.click()
    read = []
    for _ in range(len(PAYLOADS)):
        page.wait_for_selector(".article")
        settle(page)
        read.append(page.locator(".article").inner_text())
        assert page.locator(".article script, .article img, .article b, .article a").count() == 0
        if page.get_by_role("button", name="Older").is_enabled():
            page.get_by_role("button", name="Older").click()
    assert any("![x](https://evil.example/x.png)" in text for text in read)
    assert any(":red[red] :material/home: $x^2$" in text for text in read)
