"""What is typed into a worksheet stays on the screen: nothing is sent, and nothing is left."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request

from tests.browser.conftest import CHROMIUM, FLAGS, FORMS, Served
from tests.browser.test_behaviour import KEPT

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

Window = Callable[..., BrowserContext]
SECRET = "Ravnkjell sat under bordet"
TYPED = ".bti-worksheet textarea, .bti-worksheet input[type=text]"
FILLED = """() => [...document.querySelectorAll(".bti-worksheet :is(input, textarea)")]
    .filter(field => /checkbox|radio/.test(field.type) ? field.checked : field.value).length"""
WRITE_IN_ALL = """text => document.querySelectorAll(".bti-worksheet :is(input, textarea)").forEach(field => {
    if (/checkbox|radio/.test(field.type)) return field.click();
    field.value = field.type === "date" ? "2026-11-22" : text;
    field.dispatchEvent(new Event("input", {bubbles: true}));
})"""
NOTHING = {"local": 0, "session": 0, "cookie": "", "databases": 0, "caches": 0, "workers": 0}
# Longer than the pause before a hint.
PAUSE = 900


def sheets(page: Page, served: Served, form: str) -> list[str]:
    """The addresses of all worksheets of a form."""
    page.goto(served.of("toolbox", form))
    paths = page.evaluate(
        "[...document.querySelectorAll('.bti-hit__title a')].map(link => link.pathname)"
    )
    return [served.at(path) for path in paths]


def sheet(served: Served, name: str = "observasjonsark", form: str = "nn") -> str:
    return f"{served.of('toolbox', form)}{name}/"


def fill(page: Page) -> int:
    """Fill in the whole sheet; returns how many fields now hold something."""
    for field in page.locator(TYPED).all():
        field.fill(SECRET)
    for day in page.locator(".bti-worksheet input[type=date]").all():
        day.fill("2026-11-22")
    for group in page.locator(".bti-worksheet fieldset").all():
        group.locator("input").last.check()
    if page.locator(TYPED).count():
        page.locator(TYPED).first.press_sequentially("!")
    return page.evaluate(FILLED)


@pytest.mark.parametrize("form", FORMS)
def test_nothing_leaves_the_page_and_nothing_is_left(
    form: str, served: Served, window: Window
) -> None:
    context = window()
    page = context.new_page()
    asked: list[Request] = []
    addresses = sheets(page, served, form)
    assert len(addresses) == 13
    context.on("request", lambda request: asked.append(request))
    page.on("websocket", lambda socket: pytest.fail(socket.url))
    for address in addresses:
        page.goto(address, wait_until="networkidle")
        asked.clear()
        assert fill(page) > 5, address
        page.wait_for_timeout(PAUSE)
        assert [request.url for request in asked] == [], address
        assert page.evaluate(KEPT) == NOTHING, address
        page.reload()
        assert page.evaluate(FILLED) == 0, address
        page.evaluate(WRITE_IN_ALL, SECRET)
        page.goto(served.of("home", form))
        page.go_back()
        assert page.evaluate(FILLED) == 0, address
        assert page.evaluate(KEPT) == NOTHING, address
        page.evaluate(WRITE_IN_ALL, SECRET)
        page.close()
        page = context.new_page()
        page.goto(address)
        assert page.evaluate(FILLED) == 0, address
        told = [f"{request.method} {request.url} {request.post_data}" for request in asked]
        assert {line.split()[0] for line in told} == {"GET"}
        assert not [line for line in told if "Ravnkjell" in line or "?" in line], address
    assert context.cookies() == []


def test_the_sheet_in_the_page_has_no_form_and_no_names(served: Served, window: Window) -> None:
    page = window().new_page()
    for address in sheets(page, served, "nn"):
        page.goto(address)
        assert page.locator("main form, main [action], main [formaction]").count() == 0
        page.evaluate(WRITE_IN_ALL, SECRET)
        assert page.locator(".bti-worksheet [name]").count() == 0


@pytest.fixture
def profile(served: Served, browser: Browser, tmp_path: Path) -> Iterator[Callable[[], Page]]:
    """Opens a browser that remembers, as the one on a shared computer does, and closes the one before."""
    opened: list[BrowserContext] = []
    remembers = ["--disable-back-forward-cache"]

    def open_browser() -> Page:
        for context in opened:
            context.close()
        opened[:] = [
            browser.browser_type.launch_persistent_context(
                tmp_path, executable_path=CHROMIUM, args=FLAGS, ignore_default_args=remembers
            )
        ]
        return opened[0].new_page()

    yield open_browser
    for context in opened:
        context.close()


def test_a_closed_browser_has_kept_nothing_on_its_disk(
    served: Served, profile: Callable[[], Page], tmp_path: Path
) -> None:
    page = profile()
    page.goto(sheet(served))
    fill(page)
    page.wait_for_timeout(PAUSE)
    page = profile()
    page.goto(sheet(served))
    assert page.evaluate(FILLED) == 0
    page.context.close()
    kept = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert len(kept) > 10
    traces = [SECRET.encode(), SECRET.encode("utf-16-le")]
    found = [str(file) for file in kept if any(t in file.read_bytes() for t in traces)]
    assert found == []


def test_the_page_a_browser_keeps_for_the_back_button_is_empty(
    served: Served, profile: Callable[[], Page]
) -> None:
    page = profile()
    page.goto(sheet(served))
    page.evaluate("addEventListener('pageshow', event => { window.kept = event.persisted; })")
    fill(page)
    page.goto(served.of("home"))
    page.go_back(wait_until="commit")
    page.wait_for_function("window.kept !== undefined")
    assert page.evaluate("window.kept") is True, "the browser did not keep the page"
    assert page.evaluate(FILLED) == 0
    assert "Ravnkjell" not in page.content()
