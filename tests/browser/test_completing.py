"""The search box completes what is written, by keyboard too, and sends nothing of it."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import Served

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.fixture
def page(served: Served, window: Callable[..., BrowserContext]) -> Page:
    page = window().new_page()
    page.goto(served.at("/nn/sok/"), wait_until="networkidle")
    return page


def test_a_need_is_completed_and_looked_for_by_keyboard(page: Page) -> None:
    box = page.get_by_role("combobox")
    with page.expect_response("**/ord.json"):
        box.focus()
    box.press_sequentially("barnet vil ik")
    expect(page.get_by_role("option").first).to_have_text("Barnet vil ikkje på skulen")
    box.press("ArrowDown")
    expect(page.get_by_role("option").first).to_have_attribute("aria-selected", "true")
    with page.expect_navigation():
        box.press("Enter")
    expect(page).to_have_url(re.compile("q=Barnet"))
    expect(page.locator(".bti-found__title").first).to_be_visible()


def test_escape_closes_and_what_was_written_stays(page: Page) -> None:
    box = page.get_by_role("combobox")
    with page.expect_response("**/ord.json"):
        box.focus()
    box.press_sequentially("skule")
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("skule")


def test_nothing_that_is_written_leaves_the_page(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    box = page.get_by_role("combobox")
    with page.expect_response("**/ord.json"):
        box.focus()
    box.press_sequentially("mamma drikk for mykje")
    page.wait_for_timeout(300)
    assert [url.rsplit("/", 1)[1] for url in asked] == ["ord.json"]


def test_without_script_it_is_a_plain_search_box(
    served: Served, window: Callable[..., BrowserContext]
) -> None:
    page = window(java_script_enabled=False).new_page()
    page.goto(served.at("/nn/sok/"))
    page.get_by_role("searchbox").fill("angst")
    with page.expect_navigation():
        page.get_by_role("searchbox").press("Enter")
    assert "q=angst" in page.url
    assert page.locator(".bti-found__title").count() > 0
