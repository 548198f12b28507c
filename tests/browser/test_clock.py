"""The clock card: a date in, the deadline and a calendar file out, and nothing leaves the page."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, Request

from tests.browser.conftest import Served

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

Window = Callable[..., BrowserContext]


@pytest.fixture
def sent() -> list[str]:
    return []


@pytest.fixture
def page(served: Served, window: Window, sent: list[str]) -> Page:
    """A step whose deadline is 14 days, opened at its clock card."""
    page = window().new_page()
    page.goto(
        served.at("/nn/handlingsrettleiar/niva-0/konkretiser-uroa/"), wait_until="networkidle"
    )
    page.locator(".bti-facts .bti-clock summary").click()

    def note(request: Request) -> None:
        if not request.url.startswith("blob:"):
            sent.append(request.url)

    page.on("request", note)
    return page


@pytest.fixture
def clock(page: Page) -> Locator:
    return page.locator(".bti-facts .bti-clock")


def test_a_date_gives_the_deadline(clock: Locator, sent: list[str]) -> None:
    clock.locator("input").fill("2026-02-20")
    assert "fredag 6. mars 2026" in clock.locator("[role=status]").inner_text()
    assert sent == []


def test_the_days_go_across_the_change_of_the_clock(clock: Locator) -> None:
    clock.locator("input").fill("2026-03-20")
    assert "fredag 3. april 2026" in clock.locator("[role=status]").inner_text()


@pytest.mark.parametrize("typed", ["31.02.2026", "20026-03-10"])
def test_a_date_that_does_not_exist_is_told(clock: Locator, typed: str) -> None:
    clock.locator("input").evaluate("input => input.type = 'text'")
    clock.locator("input").fill(typed)
    clock.locator("input").blur()
    assert "dato som finst" in clock.locator("[role=status]").inner_text()
    assert clock.locator("[data-bti-calendar]").is_hidden()


def test_the_calendar_file_holds_the_day_and_nothing_of_a_child(
    page: Page, clock: Locator, sent: list[str]
) -> None:
    clock.locator("input").fill("2026-02-20")
    with page.expect_download() as download:
        clock.locator("[data-bti-calendar]").click()
    text = download.value.path().read_bytes().decode()
    assert download.value.suggested_filename == "frist.ics"
    assert "DTSTART;VALUE=DATE:20260306" in text
    assert text.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    assert "SUMMARY:Frist: Konkretiser uroa" in text.replace("\r\n ", "")
    assert sent == []


def test_nothing_is_left_when_one_comes_back(page: Page, clock: Locator, served: Served) -> None:
    clock.locator("input").fill("2026-02-20")
    page.goto(served.at("/nn/"))
    page.go_back(wait_until="networkidle")
    assert clock.locator("input").input_value() == ""
    assert "fredag" not in (clock.locator("[role=status]").text_content() or "")


def test_without_script_there_is_the_deadline_in_words_only(served: Served, window: Window) -> None:
    page = window(java_script_enabled=False).new_page()
    page.goto(served.at("/nn/handlingsrettleiar/niva-0/konkretiser-uroa/"))
    assert page.locator(".bti-clock").first.is_hidden()
    assert "14" in page.locator(".bti-clock").first.get_attribute("data-days")


def test_the_overview_folds_on_a_phone_and_not_on_a_desk(served: Served, window: Window) -> None:
    for width, is_open in ((360, False), (1280, True)):
        page = window(width=width).new_page()
        page.goto(served.of("guide"), wait_until="networkidle")
        folds = page.locator(".bti-ladder__fold")
        assert folds.count() == 4
        assert [folds.nth(i).evaluate("fold => fold.open") for i in range(4)] == [is_open] * 4
