"""On paper: what the browser prints of a page, and the button that asks it to."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext

from tests.browser.conftest import Served

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

Window = Callable[..., BrowserContext]
KINDS = ["guide", "level", "step"]
NOT_ON_PAPER = ["nav", "form", "button", "summary", ".bti-skip", ".bti-leave", ".bti-take a"]
# Where a link leads is written out only for addresses outside the site.
WRITTEN_OUT = """() => [...document.querySelectorAll("a[href]")]
    .filter(link => getComputedStyle(link, "::after").content.includes("http"))
    .map(link => link.getAttribute("href"))"""

BEGINNING = """async address =>
    new TextDecoder().decode((await (await fetch(address)).arrayBuffer()).slice(0, 8))"""


@pytest.mark.parametrize("kind", KINDS)
def test_the_button_prints(kind: str, served: Served, window: Window) -> None:
    page = window().new_page()
    page.add_init_script("window.print = () => { window.hasPrinted = true }")
    page.goto(served.of(kind))
    page.locator("[data-bti-print]").click()
    assert page.evaluate("window.hasPrinted")


@pytest.mark.parametrize("kind", KINDS)
def test_without_script_no_button_promises_to_print(
    kind: str, served: Served, window: Window
) -> None:
    page = window(java_script_enabled=False).new_page()
    page.goto(served.of(kind))
    assert page.locator("[data-bti-print]").count() == 1
    assert not page.locator("[data-bti-print]").is_visible()


@pytest.mark.parametrize("kind", [*KINDS, "tool"])
def test_on_paper_there_is_the_page_and_nothing_to_press(
    kind: str, served: Served, window: Window
) -> None:
    page = window().new_page()
    page.goto(served.of(kind))
    page.emulate_media(media="print")
    assert page.locator("h1").is_visible()
    for chrome in NOT_ON_PAPER:
        shown = [part.inner_text() for part in page.locator(chrome).all() if part.is_visible()]
        assert shown == [], chrome
    assert all(link.startswith("http") for link in page.evaluate(WRITTEN_OUT))


def test_on_paper_the_ladder_is_a_ladder(served: Served, window: Window) -> None:
    """Side by side, each higher than the one before, with all the steps to be read."""
    page = window(width=700).new_page()
    page.goto(served.of("guide"))
    page.emulate_media(media="print")
    levels = [level.bounding_box() for level in page.locator(".bti-ladder > li").all()]
    assert len(levels) == 4
    assert [box["x"] for box in levels] == sorted(box["x"] for box in levels)
    tops = [box["y"] for box in levels]
    assert tops == sorted(tops, reverse=True)
    assert len(set(tops)) == len(tops)
    steps = page.locator(".bti-ladder__steps a")
    assert steps.count() > 15
    assert all(step.is_visible() for step in steps.all())


def test_the_documents_are_offered_and_open(served: Served, window: Window) -> None:
    page = window().new_page()
    page.goto(served.of("level"))
    addresses = [link.get_attribute("href") for link in page.locator(".bti-take a").all()]
    assert [address.rsplit("/", 2)[1] for address in addresses] == ["pdf", "plakat"]
    for address in addresses:
        assert page.evaluate(BEGINNING, address) == "%PDF-1.7"


def test_a_search_in_the_guide_without_script_leads_to_the_step(
    served: Served, window: Window
) -> None:
    page = window(width=360, java_script_enabled=False).new_page()
    page.goto(served.of("step"))
    field = page.locator("main form input[type=search]")
    field.fill("oppstartsmøte")
    with page.expect_navigation():
        field.press("Enter")
    assert page.url.startswith(served.of("guide") + "sok/?q=")
    assert page.locator("main form input[type=search]").input_value() == "oppstartsmøte"
    assert page.locator("main mark").count() > 0
    with page.expect_navigation():
        page.locator(".bti-found__title a").first.click()
    assert "oppstartsm" in page.locator("h1").inner_text().lower()
