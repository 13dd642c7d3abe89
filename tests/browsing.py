"""The pages in a real browser: what their tests share. A test module that names this one in
`pytest_plugins` and has a fixture `office` gets the fixtures `address` and `context`."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, ViewportSize, expect, sync_playwright
from server import served

from assistant.build import Office

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="không có chromium trên máy này")
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync"
).split()
LAPTOP = ViewportSize(width=1366, height=850)
PHONE = ViewportSize(width=360, height=740)
# Words that Gradio or a browser would show where a translation is missing.
ENGLISH = re.compile(
    r"\b(?:loading|error|submit|clear|upload|drop|click|search|delete|close|open|copy|copied|"
    r"settings|built|use|api|share|more|tabs?|textbox|type|message|send|choose|file|no|the)\b",
    re.IGNORECASE,
)

expect.set_options(timeout=60_000)  # for a machine that is busy with other work


@pytest.fixture(scope="module")
def address(office: Office) -> Iterator[str]:
    with served(office) as address:
        yield address


@pytest.fixture(scope="module")
def context() -> Iterator[BrowserContext]:
    """One for all tests of a module, so that Gradio's scripts are loaded once; not for all
    modules, since other tests could run no event loop beside Playwright's."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser.new_context(viewport=LAPTOP, locale="en-US", timezone_id="Asia/Ho_Chi_Minh")
        browser.close()


@contextmanager
def watched(context: BrowserContext, address: str, size: ViewportSize = LAPTOP) -> Iterator[Page]:
    """A page as opened. Whatever a test does, on it or on a page beside it, nothing may be
    asked of another machine and no script may fail."""
    hosts: set[str | None] = set()
    failures: list[str] = []
    context.on("request", lambda request: hosts.add(urlsplit(request.url).hostname))
    context.on("weberror", lambda failure: failures.append(str(failure.error)))
    page = context.new_page()
    page.set_viewport_size(size)
    page.goto(address)
    yield page
    for opened in context.pages:
        opened.close()
    assert hosts == {"127.0.0.1"}
    assert failures == []


def fits(page: Page) -> bool:
    """Whether nothing overflows sideways."""
    widest = "Math.max(document.documentElement.scrollWidth, document.body.scrollWidth)"
    return bool(page.evaluate(f"{widest} <= innerWidth"))


def wording(page: Page) -> list[str]:
    """Every visible text and every label for a screen reader."""
    found: list[str] = page.evaluate(
        """() => {
            const labels = [...document.querySelectorAll("body *")].flatMap((element) =>
                ["aria-label", "title", "placeholder", "alt"].map((name) =>
                    element.getAttribute(name)));
            return [...document.body.innerText.split("\\n"), ...labels].filter(Boolean);
        }"""
    )
    return found
