"""A link is the view: cold, across pages and clicks, back again, and in a second browser."""

import json
from collections import Counter
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from conftest import settle
from playwright.sync_api import Page, expect

from utils import story
from utils.settings import ROOT
from utils.ui.menu import PAGES

TOPIC = "chip-export-rules"
FILTERED = [name for name in PAGES if name not in ("load", "method")]


def path(name: str) -> str:
    return "/" if name == "overview" else f"/{name}"


def params(page: Page) -> dict[str, list[str]]:
    """Return the parameters in the address bar."""
    return parse_qs(urlsplit(page.evaluate("location.href")).query)


def counted(page: Page) -> str:
    return page.locator("p.counts").inner_text()


@pytest.fixture(scope="module")
def view() -> dict[str, list[str]]:
    """A view with topic, dates, the two outlets the demo has most from, and an entity."""
    lines = (ROOT / "data" / "demo" / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    outlets = Counter(json.loads(line).get("outlet") for line in lines).most_common(2)
    return {"topic": [TOPIC], "from": ["2022-10-01"], "to": ["2025-12-31"], "outlet": [name for name, _ in outlets],
            "entity": ["China"]}


@pytest.mark.parametrize("name", FILTERED)
def test_a_link_as_the_first_request_to_a_cold_server(served, visit, view, name):
    address = served()
    page = visit(f"{address}{path(name)}?{urlencode(view, doseq=True)}")
    heading = page.locator("h1").inner_text()
    assert story.topics()[TOPIC].name in heading
    for told in ("naming China", "1 Oct 2022 to 31 Dec 2025", *view["outlet"]):
        assert told in heading
    assert page.title() == f"{PAGES[name].title} · Wirewatch"
    expect(page.locator(".st-key-menu a")).to_have_count(len(PAGES))
    assert page.locator(".problem").count() == 0
    assert params(page) == view


def test_filters_survive_every_change_of_page(demo, visit, view):
    page = visit(f"{demo}/?{urlencode(view, doseq=True)}")
    before = counted(page)
    for name in [*FILTERED[1:], "load", "method", "overview"]:
        page.locator(".st-key-menu").get_by_role("link", name=PAGES[name].title).click()
        page.wait_for_url(f"{demo}{path(name)}?**")
        settle(page)
        assert params(page) == view
        if name in FILTERED:
            assert counted(page) == before


def test_a_page_opened_in_a_new_tab_keeps_the_filters(demo, visit, view):
    page = visit(f"{demo}/?{urlencode(view, doseq=True)}")
    link = page.locator(".st-key-menu").get_by_role("link", name="Timeline")
    assert parse_qs(urlsplit(link.get_attribute("href")).query) == view


def test_a_click_on_a_bar_narrows_and_back_undoes_it(demo, visit):
    page = visit(f"{demo}/timeline?topic={TOPIC}")
    before, bars = counted(page), page.locator(".st-key-coverage .bars .point path")
    page.wait_for_selector(".st-key-coverage .bars .point path", state="attached")
    box = max((bar.bounding_box() for bar in bars.all()), key=lambda box: box["height"])
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] - 3)
    page.wait_for_selector(".hoverlayer .hovertext")
    page.mouse.down()
    page.mouse.up()
    page.wait_for_function("location.search.includes('from=')")
    settle(page)
    assert params(page)["topic"] == [TOPIC]
    assert set(params(page)) == {"topic", "from", "to"}
    assert counted(page) != before
    page.go_back()
    page.wait_for_function("!location.search.includes('from=')")
    settle(page)
    assert counted(page) == before


def test_a_click_on_an_entity_narrows_to_it(demo, visit):
    page = visit(f"{demo}/entities")
    table = page.locator("[data-testid=stDataFrame]").first
    table.scroll_into_view_if_needed()
    page.wait_for_timeout(500)
    box = table.bounding_box()
    page.mouse.click(box["x"] + 60, box["y"] + 35 * 1.5)
    page.wait_for_function("location.search.includes('entity=')")
    settle(page)
    assert f"naming {params(page)['entity'][0]}" in page.locator("h1").inner_text()


def test_back_undoes_one_step_after_the_other(demo, visit):
    page = visit(f"{demo}/")
    everything = counted(page)
    page.locator(".st-key-filter_q input").fill("chips")
    page.keyboard.press("Enter")
    page.wait_for_function("location.search.includes('q=chips')")
    settle(page)
    narrowed = counted(page)
    page.locator(".st-key-menu").get_by_role("link", name="Topics").click()
    page.wait_for_url(f"{demo}/topics?q=chips")
    # Gone back from before it is there, Streamlit adds it to the history once more.
    settle(page)
    page.go_back()
    page.wait_for_url(f"{demo}/?q=chips")
    settle(page)
    assert counted(page) == narrowed
    page.go_back()
    page.wait_for_function("location.search === ''")
    settle(page)
    assert counted(page) == everything
    assert page.locator(".st-key-filter_q input").input_value() == ""


def test_a_copied_link_shows_the_same_in_a_second_browser(demo, visit, view, context, browser):
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=demo)
    page = visit(f"{demo}/entities?{urlencode(view, doseq=True)}&type=ORG")
    for button, pinned in (("Copy link", False), (page.get_by_role("button", name="pinned").inner_text(), True)):
        page.get_by_role("button", name=button, exact=True).click()
        expect(page.get_by_role("button", name="Copied")).to_be_visible()
        link = page.evaluate("navigator.clipboard.readText()")
        assert ("as_of" in parse_qs(urlsplit(link).query)) == pinned
        other = browser.new_page()
        other.goto(link)
        other.wait_for_selector("p.counts")
        settle(other)
        assert counted(other) == counted(page)
        assert other.locator("h1").inner_text().startswith(page.locator("h1").inner_text())
        other.close()
        expect(page.get_by_role("button", name="Copied")).to_have_count(0)


def test_a_copy_button_pressed_twice_has_its_label_back(demo, visit):
    page = visit(f"{demo}/")
    button = page.locator("[data-copy]").first
    button.click()
    expect(button).not_to_have_text("Copy link")
    button.click()
    expect(button).to_have_text("Copy link")
    page.wait_for_timeout(2500)
    expect(button).to_have_text("Copy link")


def test_a_filter_whose_box_is_closed_stays(demo, visit):
    page = visit(f"{demo}/")
    more, copies = page.get_by_text("More filters"), page.get_by_text("Copies of a text")
    more.click()
    copies.click()
    page.wait_for_function("location.search.includes('copies=off')")
    settle(page)
    more.click()
    expect(copies).to_have_count(0)
    page.get_by_role("radio", name="Stories").click()
    page.wait_for_function("location.search.includes('unit=stories')")
    settle(page)
    assert params(page) == {"copies": ["off"], "unit": ["stories"]}
    more.click()
    expect(page.get_by_role("switch", name="Copies of a text")).not_to_be_checked()


def test_filters_are_drawn_as_the_link_says_after_a_page_without_them(demo, visit):
    page = visit(f"{demo}/timeline?topic={TOPIC}&unit=stories&copies=off")
    for name in ("Method", "Timeline"):
        page.locator(".st-key-menu").get_by_role("link", name=name).click()
        page.wait_for_url(f"**/{name.lower()}?**")
        settle(page)
    expect(page.get_by_role("radio", name="Stories")).to_be_checked()
    expect(page.get_by_role("switch", name="Copies of a text")).not_to_be_checked()
    expect(page.get_by_role("combobox", name="Topic")).to_have_value(story.topics()[TOPIC].name)


@pytest.mark.parametrize("name", ["overview", "timeline", "sentiment", "entities", "topics"])
def test_every_chart_is_drawn_once_when_a_filter_comes_or_goes(demo, visit, name):
    page = visit(f"{demo}{path(name)}")
    charts = page.locator("[data-testid=stPlotlyChart]")
    # Those of the first drawing are not counted, however late a slow machine draws them.
    page.wait_for_function("""document.querySelectorAll('[data-testid=stPlotlyChart]').length > 0 &&
        [...document.querySelectorAll('[data-testid=stPlotlyChart]')].every(one => one.querySelector('.main-svg'))""")
    settle(page)
    page.evaluate("""() => {
        const chart = '[data-testid=stPlotlyChart]', heard = new WeakSet()
        window.__mounted = window.__heard = window.__again = 0
        new MutationObserver(changes => {
            for (const {addedNodes} of changes) for (const node of addedNodes)
                if (node.querySelectorAll) window.__mounted += node.matches(chart) + node.querySelectorAll(chart).length
            for (const plot of document.querySelectorAll('.js-plotly-plot')) {
                if (heard.has(plot) || !plot.on) continue
                heard.add(plot)
                window.__heard += 1
                plot.on('plotly_beforeplot', () => { window.__again += 1 })
            }
        }).observe(document.body, {childList: true, subtree: true, attributes: true, attributeFilter: ['class']})
    }""")
    for unit in ("Stories", "Articles"):
        page.evaluate("window.__mounted = window.__heard = window.__again = 0")
        page.get_by_role("radio", name=unit, exact=True).click()
        page.wait_for_function("want => location.search.includes('unit=') === want", arg=unit == "Stories")
        settle(page)
        assert page.evaluate("window.__mounted") <= charts.count()
        # A picture is heard from its first drawing on: what it tells of is another one.
        assert page.evaluate("window.__heard") > 0
        assert page.evaluate("window.__again") == 0


def test_what_is_wrong_with_a_link_is_named(demo, visit):
    page = visit(f"{demo}/sentiment?topic=nothing&from=2023-99-01&outlet=Nobody&zone=Mars%2FBase&unit=stories")
    told = page.locator(".problem").all_inner_texts()
    for value in ("nothing", "2023-99-01", "Nobody", "Mars/Base"):
        assert any(f"“{value}”" in sentence for sentence in told)
    assert "counted in stories" in page.locator("h1").inner_text()


def test_reset_shows_everything(demo, visit, view):
    page = visit(f"{demo}/topics?{urlencode(view, doseq=True)}")
    page.get_by_role("button", name="Reset", exact=True).click()
    page.wait_for_function("location.search === ''")
    settle(page)
    assert page.locator("h1").inner_text().startswith("All loaded articles")


def test_a_row_that_links_stays_in_the_app_and_opens_a_tab_when_asked(demo, visit):
    page = visit(f"{demo}/?topic={TOPIC}")
    page.evaluate("window.loadedOnce = true")
    row = page.locator(".ranked a").first
    name = row.inner_text()
    with page.context.expect_page() as opened:
        row.click(modifiers=["Control"])
    opened.value.wait_for_selector("h1")
    settle(opened.value)
    assert params(page) == {"topic": [TOPIC]}
    row.click()
    page.wait_for_function("location.search.includes('entity=')")
    settle(page)
    assert page.evaluate("window.loadedOnce") and params(page) == {"topic": [TOPIC], "entity": [name]}
    assert counted(page) == counted(opened.value)
    page.go_back()
    page.wait_for_function("!location.search.includes('entity=')")
    settle(page)
    assert page.evaluate("window.loadedOnce") and params(page) == {"topic": [TOPIC]}


def test_an_article_opens_and_closes_with_the_address(demo, visit):
    page = visit(f"{demo}/?topic={TOPIC}")
    page.locator(".headlines a").first.click()
    page.wait_for_selector(".article")
    settle(page)
    first = params(page)["article"]
    assert page.locator(".article mark.match").count() > 0
    page.get_by_role("button", name="Older").click()
    page.wait_for_function("id => !location.search.includes(id)", arg=first[0])
    page.go_back()
    page.wait_for_function("id => location.search.includes(id)", arg=first[0])
    settle(page)
    page.get_by_role("button", name="Close").click()
    page.wait_for_function("!location.search.includes('article=')")
    settle(page)
    assert params(page) == {"topic": [TOPIC]}
