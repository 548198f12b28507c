"""A worksheet while it is filled in: print, hints, emptying, keyboard, and without script."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser.conftest import Served, axe, sideways
from tests.browser.test_worksheets import FILLED, PAUSE, SECRET, fill, sheet

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

Window = Callable[..., BrowserContext]


def test_all_that_was_typed_is_printed(served: Served, window: Window) -> None:
    page = window(width=360).new_page()
    page.goto(sheet(served))
    long = "\n".join(f"{number}. {SECRET} ein lang stund." for number in range(40))
    page.locator("textarea").first.fill(long)
    page.locator("input[type=text]").first.fill(SECRET * 6)
    page.locator("input[type=date]").first.fill("2026-11-22")
    page.emulate_media(media="print")
    papers = page.locator(".bti-field__paper")
    shown = [paper.inner_text() for paper in papers.all() if paper.is_visible()]
    assert {long, SECRET * 6, "22.11.2026"} <= set(shown)
    cut = papers.evaluate_all(
        "papers => papers.filter(paper => paper.scrollHeight > paper.clientHeight + 1).length"
    )
    assert cut == 0
    for gone in ("header", "footer", ".bti-worksheet__do", ".bti-worksheet__promise", ".bti-ways"):
        assert not page.locator(gone).first.is_visible(), gone
    assert page.locator("h1").is_visible()


def test_the_print_button_prints(served: Served, window: Window) -> None:
    page = window().new_page()
    page.add_init_script("window.print = () => { window.printed = true; }")
    page.goto(sheet(served))
    page.locator("[data-worksheet-print]").click()
    assert page.evaluate("window.printed")


def test_emptying_is_asked_about_and_cannot_be_undone(served: Served, window: Window) -> None:
    page = window().new_page()
    page.goto(sheet(served))
    filled = fill(page)
    page.locator("[data-worksheet-clear]").click()
    page.locator("[data-worksheet-no]").click()
    assert page.evaluate(FILLED) == filled
    page.locator("[data-worksheet-clear]").click()
    page.locator("[data-worksheet-yes]").click()
    assert page.evaluate(FILLED) == 0
    assert page.locator("[data-worksheet-said]").inner_text()
    page.locator("textarea").first.focus()
    page.keyboard.press("Control+z")
    assert page.evaluate(FILLED) == 0
    assert "Ravnkjell" not in page.content()


def test_a_link_says_that_the_text_will_be_gone_and_the_way_out_does_not(
    served: Served, window: Window
) -> None:
    page = window().new_page()
    page.route("https://**", lambda route: route.fulfill(body="elsewhere"))
    page.goto(sheet(served))
    start = page.url
    page.locator("textarea").first.fill(SECRET)
    page.locator(".bti-crumbs a").first.click()
    expect(page.locator("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_be_hidden()
    page.locator(".bti-crumbs a").first.click()
    page.locator("[data-worksheet-stay]").click()
    assert page.url == start
    assert page.evaluate(FILLED) == 1
    page.locator(".bti-crumbs a").first.click()
    page.locator("[data-worksheet-go]").click()
    page.wait_for_url(lambda address: address != start)
    page.goto(start)
    page.locator("textarea").first.fill(SECRET)
    page.locator(".bti-crumbs a").first.click()
    page.locator(".bti-leave").click()
    page.wait_for_url("https://**")


def test_one_of_several_is_chosen_with_the_keyboard_and_taken_back(
    served: Served, window: Window
) -> None:
    page = window().new_page()
    page.goto(sheet(served, "uroskala-barn"))
    first, second = page.locator("[data-one]").all()[:2]
    options = first.locator("input")
    options.first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert [o.is_checked() for o in options.all()] == [False, False, True, False, False]
    page.keyboard.press("Tab")
    assert second.evaluate("group => group.contains(document.activeElement)")
    options.nth(4).click()
    assert [o.is_checked() for o in options.all()].count(True) == 1
    options.nth(4).click()
    assert not any(o.is_checked() for o in options.all())


@pytest.mark.parametrize(
    ("form", "text", "words"),
    [
        (
            "nn",
            "Han er Slemt lat, og veit ikkje kva ho vil.",
            ["Slemt", "lat", "veit ikkje kva ho"],
        ),
        (
            "nb",
            "Hun er manipulerende. Trolig er det hjemmet.",
            ["manipulerende", "Trolig", "hjemm"],
        ),
        ("nn", "Sat under bordet i ti minutt. Sa: «Du er alltid slem.»", []),
        ("nn", "Såg på platået og hadde latter i slemmingen.", []),
    ],
)
def test_hints_ask_about_conclusions_and_stand_in_nobodys_way(
    form: str, text: str, words: list[str], served: Served, window: Window
) -> None:
    page = window().new_page()
    page.goto(sheet(served, form=form))
    field = page.locator("textarea[aria-describedby*=hints]").first
    field.press_sequentially(text)
    page.wait_for_timeout(PAUSE)
    hints = page.locator(".bti-hints__hint").all_inner_texts()
    assert len(hints) == len(words)
    for hint, word in zip(hints, words, strict=True):
        assert hint.startswith(f"«{word}")
    assert field.input_value() == text
    field.fill("Sat under bordet.")
    expect(page.locator(".bti-hints__hint")).to_have_count(0)
    thoughts = page.locator("textarea:not([aria-describedby*=hints])").first
    thoughts.fill("Han er slem.")
    page.wait_for_timeout(PAUSE)
    assert page.locator(".bti-hints__hint").count() == 0


def test_without_script_the_sheet_is_there_to_fill_in_and_print(
    served: Served, window: Window
) -> None:
    page = window(java_script_enabled=False).new_page()
    page.goto(sheet(served))
    page.locator("textarea").first.fill(SECRET)
    assert page.locator("noscript p").is_visible()
    assert not any(button.is_visible() for button in page.locator("main button").all())
    page.emulate_media(media="print")
    assert page.locator("textarea").first.is_visible()


@pytest.mark.parametrize("name", ["observasjonsark", "tiltaksplan", "uroskala-barn"])
def test_a_sheet_is_accessible_while_it_is_filled_in(
    name: str, served: Served, window: Window
) -> None:
    found = {}
    for width, dark in ((320, False), (1280, True)):
        page = window(width=width, dark=dark, bypass_csp=True).new_page()
        page.goto(sheet(served, name))
        fill(page)
        page.locator("textarea").first.fill("Han er alltid slem.")
        page.wait_for_timeout(PAUSE)
        page.locator("[data-worksheet-clear]").click()
        found[f"{width} asked"] = axe(page)
        found[f"{width} sideways"] = max(0, sideways(page))
        page.locator(".bti-crumbs a").last.click()
        found[f"{width} leaving"] = axe(page)
    assert {case: wrong for case, wrong in found.items() if wrong} == {}
