"""Every kind of page: pictures, axe-core in light and dark, and no scrolling sideways."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext

from tests.browser.conftest import FORMS, KINDS, Served, axe, sideways

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

WIDTHS = [360, 1280]
Window = Callable[..., BrowserContext]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_page_is_accessible_in_both_widths_and_schemes(
    kind: str, form: str, served: Served, window: Window, pictures: Path
) -> None:
    found = {}
    for dark in (False, True):
        page = window(dark=dark, bypass_csp=True).new_page()
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(served.of(kind, form), wait_until="load")
            case = f"{width} {'dark' if dark else 'light'}"
            if violations := axe(page):
                found[case] = violations
            if (wider := sideways(page)) > 0:
                found[f"{case} sideways"] = [f"{wider} px"]
            if not dark:
                page.screenshot(path=pictures / f"{kind}-{form}-{width}.png", full_page=True)
    assert found == {}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "zoom", [{"width": 320, "height": 640}, {"width": 320, "height": 256, "device_scale_factor": 4}]
)
def test_a_page_needs_no_scrolling_sideways(
    kind: str, zoom: dict[str, int], served: Served, window: Window
) -> None:
    """At 320 px, and as a 1280 px window zoomed to 400 % shows it."""
    page = window(**zoom).new_page()
    page.goto(served.of(kind, "nb"))
    assert sideways(page) <= 0


@pytest.mark.parametrize("kind", ["home", "step", "services", "service"])
def test_a_page_of_the_other_municipality_is_accessible(
    kind: str, served: Served, window: Window
) -> None:
    page = window(width=360, bypass_csp=True).new_page()
    path = served.pages[kind, "nb"] if kind != "service" else served.pages["services", "nb"]
    answer = page.goto(served.at(path, "austby.localhost"))
    assert answer.ok
    assert axe(page) == []
    assert page.locator("html").get_attribute("lang") == "nb"


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_keeps_its_shapes_in_forced_colours(
    kind: str, served: Served, window: Window, pictures: Path
) -> None:
    page = window(width=1280, forced_colors="active", bypass_csp=True).new_page()
    page.goto(served.of(kind))
    page.screenshot(path=pictures / f"{kind}-nn-forced.png")
    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    shapeless = page.evaluate(
        """() => [...document.querySelectorAll("button, input, select, summary, .bti-door")]
            .filter(box => box.type !== "hidden" && box.getClientRects().length)
            .filter(box => !/checkbox|radio/.test(box.type || ""))
            .filter(box => {
                const style = getComputedStyle(box);
                return parseFloat(style.borderTopWidth) + parseFloat(style.borderBottomWidth) === 0
                    && style.textDecorationLine === "none" && style.outlineStyle === "none"
                    && box.tagName !== "SUMMARY";
            }).map(box => box.outerHTML.slice(0, 80))"""
    )
    assert shapeless == []


def test_the_print_of_a_step_is_the_step_alone(
    served: Served, window: Window, pictures: Path
) -> None:
    page = window().new_page()
    page.goto(served.of("step"))
    page.emulate_media(media="print")
    assert page.locator("h1").is_visible()
    assert page.locator("article").first.is_visible()
    for chrome in ("nav", "header a:not(.bti-mark)", ".bti-skip", "footer nav", "form"):
        shown = [part for part in page.locator(chrome).all() if part.is_visible()]
        assert shown == [], chrome
    exits = page.locator(".bti-decision a, .bti-decision li")
    assert all(way.is_visible() for way in exits.all())
    page.pdf(path=pictures / "step-nn.pdf", format="A4")
    assert (pictures / "step-nn.pdf").read_bytes().startswith(b"%PDF")
