"""A real server and a real browser. Without Chromium these tests are skipped, except in CI."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from utils.settings import ROOT

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


@pytest.fixture(scope="session")
def _playwright() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(_playwright: Playwright) -> Iterator[Browser]:
    if CHROMIUM is None:
        told = "No Chromium is found. Install one (Debian: apt-get install chromium) to run the tests in tests/browser."
        pytest.fail(told) if os.environ.get("CI") else pytest.skip(told)
    browser = _playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., str]]:
    """Start a server on a store (by default one that does not exist: the demo opens) and return its address."""
    running = []

    def served(store: Path | None = None) -> str:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        store = store or tmp_path_factory.mktemp("store") / "none"
        environment = {**os.environ, "WIREWATCH_STORE": str(store)}
        running.append(subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.port", str(port)], cwd=ROOT,
            env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
        address = f"http://localhost:{port}"
        _wait(f"{address}/_stcore/health")
        return address

    yield served
    for process in running:
        process.terminate()
    for process in running:
        process.wait(timeout=20)


def _wait(url: str) -> None:
    for _ in range(120):
        try:
            with urllib.request.urlopen(url, timeout=1) as answer:  # the test's own server on loopback
                if answer.read() == b"ok":
                    return
        except OSError:
            time.sleep(0.25)
    pytest.fail("The server did not come up within 30 seconds.")


@pytest.fixture(scope="module")
def demo(served: Callable[..., str]) -> str:
    """The address of a server on the demo."""
    return served()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1440, "height": 1000}, accept_downloads=True)
    context.set_default_timeout(30_000)
    yield context
    context.close()


@pytest.fixture
def visit(context: BrowserContext) -> Callable[..., Page]:
    """Open an address in a fresh tab and wait until the page has said everything."""
    def visit(address: str) -> Page:
        page = context.new_page()
        page.goto(address)
        page.wait_for_selector("h1")
        settle(page)
        return page

    return visit


def settle(page: Page) -> None:
    """Wait until the script has run, nothing on screen is left from before, and links and buttons work."""
    page.wait_for_timeout(300)
    page.wait_for_selector("html[data-listening]", state="attached")
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
    page.wait_for_function("!document.querySelector('[data-stale=true]')")
