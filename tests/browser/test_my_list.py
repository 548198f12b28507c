"""What a reader puts aside in the catalogue: kept by the tab, shown, printed, emptied, never sent."""

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import Served, axe, sideways

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

Window = Callable[..., BrowserContext]
STORED = "JSON.stringify([{...sessionStorage}, {...localStorage}, document.cookie])"
NOTHING = '[{},{},""]'


def pin(page: Page, served: Served, number: int = 2) -> list[str]:
    """Put the first services of the list aside. Returns their names."""
    page.goto(served.of("services"))
    for button in page.locator("[data-bti-pin]").all()[:number]:
        button.click()
    return page.locator(".bti-hit__title").all_inner_texts()[:number]


def listed(page: Page) -> list[str]:
    return [name.strip() for name in page.locator("main .bti-hit__title").all_inner_texts()]


def test_two_are_put_aside_listed_printed_and_emptied_and_nothing_is_sent(
    served: Served, window: Window
) -> None:
    page = window(width=360).new_page()
    page.add_init_script("window.print = () => { window.hasPrinted = true }")
    asked: list[str] = []
    page.goto(served.of("services"), wait_until="networkidle")
    page.on("request", lambda request: asked.append(request.url))
    for button in page.locator("[data-bti-pin]").all()[:2]:
        button.click()
    assert asked == []
    names = page.locator(".bti-hit__title").all_inner_texts()[:2]
    page.reload()
    expect(page.locator("[data-bti-pins-number]")).to_have_text("2")
    with page.expect_navigation():
        page.locator("[data-bti-pins-link] a").click()
    assert page.url == served.of("my-list")
    assert listed(page) == names
    phone = page.locator("[data-bti-part=phone]").first
    assert "00 00 00 00" in phone.inner_text()
    assert phone.locator("a").count() == 0
    page.reload()
    assert listed(page) == names
    assert not [address for address in asked if any(name in address for name in names)]
    page.locator("[data-bti-print]").click()
    assert page.evaluate("window.hasPrinted")
    page.emulate_media(media="print")
    assert all(title.is_visible() for title in page.locator(".bti-hit__title").all())
    for gone in ("nav", "button", ".bti-pins__on", ".bti-notice"):
        assert not [part for part in page.locator(f"main {gone}").all() if part.is_visible()], gone
    page.emulate_media(media="screen")
    page.locator("[data-bti-pins-empty]").click()
    assert listed(page) == []
    assert page.evaluate(STORED) == NOTHING
    assert page.evaluate("document.activeElement.id") == "pins"
    assert page.locator("[data-bti-pins-none]").is_visible()


def test_one_is_taken_out_in_the_list_and_at_the_service(served: Served, window: Window) -> None:
    page = window().new_page()
    first, second = pin(page, served)
    page.goto(served.of("my-list"))
    page.locator("[data-bti-part=take]").first.click()
    assert listed(page) == [second]
    with page.expect_navigation():
        page.locator(".bti-hit__title a").click()
    button = page.locator("[data-bti-pin]")
    assert button.locator("[data-bti-pin-on]").is_visible()
    button.click()
    assert page.evaluate(STORED) == NOTHING
    page.go_back()
    assert first not in listed(page)


def test_another_tab_knows_nothing_of_it(served: Served, window: Window) -> None:
    context = window()
    page = context.new_page()
    pin(page, served)
    other = context.new_page()
    other.goto(served.of("my-list"))
    assert listed(other) == []
    assert other.locator("[data-bti-pins-none]").is_visible()


def test_the_way_out_empties_the_list(served: Served, window: Window) -> None:
    page = window().new_page()
    page.route("https://**", lambda route: route.fulfill(body="elsewhere"))
    pin(page, served)
    page.locator(".bti-leave").click()
    page.wait_for_url("https://**")
    page.goto(served.of("my-list"))
    assert listed(page) == []
    assert page.evaluate(STORED) == NOTHING


def test_the_buttons_work_by_keyboard_and_say_what_they_do(served: Served, window: Window) -> None:
    page = window().new_page()
    page.goto(served.of("services"))
    title = page.locator(".bti-hit__title a").first
    title.focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.hasAttribute('data-bti-pin')")
    assert title.inner_text() in page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")
    assert page.locator("[data-bti-pins-said]").inner_text() != ""
    assert page.evaluate("document.activeElement.hasAttribute('data-bti-pin')")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.pathname").endswith("/mine/")


@pytest.mark.parametrize(
    "spoilt",
    [
        "{",
        "null",
        "[null, 7, {}]",
        json.dumps([{"key": "1", "name": "x", "address": "javascript:alert(1)"}]),
        json.dumps(
            [
                dict.fromkeys(("name", "language", "phone", "dial", "place"), "")
                | {"key": "1", "address": "//elsewhere.example/"}
            ]
        ),
    ],
)
def test_what_was_tampered_with_is_passed_over(spoilt: str, served: Served, window: Window) -> None:
    page = window().new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(served.of("my-list"))
    page.evaluate("text => sessionStorage.setItem('bti-pins', text)", spoilt)
    page.reload()
    assert listed(page) == []
    assert pin(page, served, 1)
    page.goto(served.of("my-list"))
    assert len(listed(page)) == 1
    assert faults == []


def test_a_browser_that_keeps_nothing_has_no_buttons_and_says_why(
    served: Served, window: Window
) -> None:
    page = window().new_page()
    page.add_init_script(
        "Object.defineProperty(window, 'sessionStorage', { get() { throw new Error('no') } })"
    )
    page.goto(served.of("services"))
    assert not any(button.is_visible() for button in page.locator("[data-bti-pin]").all())
    page.goto(served.of("my-list"))
    assert page.locator("[data-bti-pins-cannot]").is_visible()


def test_without_script_nothing_is_promised(served: Served, window: Window) -> None:
    page = window(java_script_enabled=False).new_page()
    page.goto(served.of("services"))
    assert page.locator(".bti-hit").count() == 20
    assert not any(b.is_visible() for b in page.locator(".bti-pin, [data-bti-print]").all())
    page.goto(served.of("my-list"))
    assert page.locator("noscript p").is_visible()
    assert not any(button.is_visible() for button in page.locator("main button").all())


@pytest.mark.parametrize(("width", "dark"), [(320, False), (1280, True)])
def test_a_list_with_something_in_it_is_accessible(
    width: int, dark: bool, served: Served, window: Window
) -> None:
    page = window(width=width, dark=dark, bypass_csp=True).new_page()
    pin(page, served)
    assert axe(page) == []
    page.goto(served.of("my-list"))
    assert len(listed(page)) == 2
    assert axe(page) == []
    assert sideways(page) <= 0
