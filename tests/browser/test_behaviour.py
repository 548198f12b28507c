"""What a browser meets: no third party, nothing kept, no need of script, everything by keyboard."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser.conftest import FORMS, KINDS, Served

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

Window = Callable[..., BrowserContext]
TARGET = 44
# What has the keyboard's focus, and whether one can see that it has.
# The mark may be drawn by the link itself, by what it stretches over its card, or by the card.
FOCUSED = """() => {
    const it = document.activeElement, box = it.getBoundingClientRect();
    const isDrawn = style => (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2)
        || style.boxShadow !== "none";
    const card = it.closest("li");
    const drawn = [getComputedStyle(it), getComputedStyle(it, "::after")].some(isDrawn)
        || (card && card.matches(":focus-within") && card.querySelectorAll("a, button").length === 1
            && parseFloat(getComputedStyle(card).outlineWidth) >= 2 && isDrawn(getComputedStyle(card)));
    return {
        what: it.tagName + " " + (it.textContent.trim() || it.name || it.id).slice(0, 40),
        href: it.getAttribute("href"),
        tag: it.tagName,
        marked: Boolean(drawn),
        inside: box.width > 0 && box.right > 0 && box.bottom > 0 && box.top < innerHeight,
    };
}"""
KEPT = """async () => ({
    local: localStorage.length, session: sessionStorage.length, cookie: document.cookie,
    databases: (await indexedDB.databases()).length, caches: (await caches.keys()).length,
    workers: (await navigator.serviceWorker.getRegistrations()).length,
})"""


def _tab_through(page: Page, most: int = 400) -> list[dict[str, object]]:
    """All that the Tab key reaches, in order, until it leaves the page."""
    met: list[dict[str, object]] = []
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        met.append(page.evaluate(FOCUSED))
    return met


def test_a_walk_asks_nobody_else_and_leaves_nothing(served: Served, window: Window) -> None:
    context = window()
    page = context.new_page()
    origins, complaints = set(), []
    page.on("request", lambda request: origins.add(request.url.split("/", 3)[2]))
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    for form in FORMS:
        for kind in KINDS:
            page.goto(served.of(kind, form), wait_until="networkidle")
            assert page.evaluate(KEPT) == {
                "local": 0,
                "session": 0,
                "cookie": "",
                "databases": 0,
                "caches": 0,
                "workers": 0,
            }, kind
    assert origins == {f"fjordvik.localhost:{served.port}"}
    assert context.cookies() == []
    assert [text for text in complaints if "404" not in text] == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_works_without_script(kind: str, served: Served, window: Window) -> None:
    page = window(width=360, java_script_enabled=False).new_page()
    answer = page.goto(served.of(kind))
    assert answer.status == (404 if kind == "not-found" else 200)
    assert page.locator("h1").count() == 1
    assert page.locator("h1").is_visible()
    assert page.locator("main").inner_text().strip()
    menu = page.locator("header nav a")
    assert menu.count() >= 2
    folded = page.locator("header details summary")
    if folded.count():
        folded.first.click()
    assert all(link.is_visible() for link in menu.all())


def test_the_filters_work_without_script(served: Served, window: Window) -> None:
    page = window(java_script_enabled=False).new_page()
    page.goto(served.of("services"))
    form = page.locator("main form").filter(has=page.locator("button")).first
    form.locator("input[type=search], input[type=text]").first.fill("skule")
    with page.expect_navigation():
        form.locator("button").last.click()
    assert "skule" in page.url
    assert page.locator("main a[href*='-']").count() > 0
    chosen = page.url
    page.goto(served.of("home"))
    page.goto(chosen)
    assert (
        page.locator("main input[type=search], main input[type=text]").first.input_value()
        == "skule"
    )


def test_the_first_tab_is_a_link_past_the_header(served: Served, window: Window) -> None:
    page = window().new_page()
    page.goto(served.of("step"))
    page.keyboard.press("Tab")
    first = page.evaluate(FOCUSED)
    assert first["href"] == "#main"
    assert first["inside"]
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("kind", ["home", "step", "services", "service"])
def test_the_keyboard_reaches_everything_and_one_sees_where_it_is(
    kind: str, width: int, served: Served, window: Window
) -> None:
    page = window(width=width).new_page()
    page.goto(served.of(kind))
    for folded in page.locator("header details").all():
        folded.evaluate("it => { it.open = true }")
    met = _tab_through(page)
    assert [stop["what"] for stop in met if not stop["marked"]] == []
    assert [stop["what"] for stop in met if not stop["inside"]] == []
    reached = {stop["href"] for stop in met}
    wanted = {
        link.get_attribute("href") for link in page.locator("a[href]").all() if link.is_visible()
    }
    assert wanted - reached == set()
    if kind == "services":
        assert {"INPUT", "BUTTON"} <= {stop["tag"] for stop in met}


@pytest.mark.parametrize("kind", KINDS)
def test_what_one_presses_is_large_enough(kind: str, served: Served, window: Window) -> None:
    """Links in running text are exempt, as in WCAG 2.2."""
    page = window(width=360).new_page()
    page.goto(served.of(kind))
    chosen = (
        "header a, header summary, button, select, main .bti-door, a.bti-leave, main .bti-next a"
    )
    small = {}
    for target in page.locator(chosen).all():
        box = target.bounding_box() if target.is_visible() else None
        if box and (round(box["height"]) < TARGET or round(box["width"]) < TARGET):
            small[target.inner_text()[:40]] = f"{box['width']:.0f} x {box['height']:.0f}"
    assert small == {}


@pytest.mark.parametrize("kind", KINDS)
def test_the_way_out_of_the_site_tells_nothing(kind: str, served: Served, window: Window) -> None:
    page = window(width=360).new_page()
    page.goto(served.of(kind))
    leave = page.locator("header a[rel~=noreferrer]")
    assert leave.count() == 1
    assert leave.is_visible()
    assert leave.get_attribute("href").startswith("https://")
