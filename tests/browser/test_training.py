"""What the browser does in a decision tree, in the list of signs and in the training walk."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser.conftest import FORMS, Served
from tests.browser.test_behaviour import KEPT

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

Window = Callable[..., BrowserContext]
NAME = "Kari Nordmann"


def press(page: Page, key: str, times: int = 1) -> None:
    for _ in range(times):
        page.keyboard.press(key)


def tab_to(page: Page, css: str, most: int = 60) -> None:
    """Press Tab until what matches `css` has the focus."""
    for _ in range(most):
        press(page, "Tab")
        if page.evaluate("css => document.activeElement.matches(css)", css):
            return
    raise AssertionError(f"the keyboard does not reach {css}")


def kept(page: Page) -> dict[str, object]:
    return page.evaluate(KEPT)


def shown_scenes(page: Page) -> int:
    return sum(scene.is_visible() for scene in page.locator(".bti-scene").all())


class TestTree:
    @pytest.mark.parametrize("script", [True, False])
    def test_one_walks_by_keyboard_from_the_question_to_the_telephone(
        self, script: bool, served: Served, window: Window
    ) -> None:
        page = window(width=360, java_script_enabled=True).new_page()
        if not script:
            page.route("**/*.js", lambda route: route.abort())
        page.goto(served.of("tree"))
        tab_to(page, "a.bti-answer")
        with page.expect_navigation(url="**/svar/1/"):
            press(page, "Enter")
        assert page.locator("h1").count() == 1
        tab_to(page, "a[href^='tel:']")
        assert page.evaluate("document.activeElement.href").startswith("tel:")

    def test_back_and_forward_are_the_answers(self, served: Served, window: Window) -> None:
        page = window().new_page()
        page.goto(served.of("tree"))
        first = page.locator(".bti-tree-question__words").inner_text()
        with page.expect_navigation():
            page.locator("a.bti-answer").last.click()
        second = page.locator("h1").inner_text()
        page.go_back()
        assert page.locator(".bti-tree-question__words").inner_text() == first
        page.go_forward()
        assert page.locator("h1").inner_text() == second
        assert kept(page) == {**kept(page), "local": 0, "session": 0, "cookie": ""}

    def test_the_button_prints_the_ending(self, served: Served, window: Window) -> None:
        page = window().new_page()
        page.add_init_script("window.print = () => { window.printed = true }")
        page.goto(served.of("ending"))
        page.locator("[data-bti-print]").click()
        assert page.evaluate("window.printed")


class TestSigns:
    def test_one_tap_narrows_the_list_and_lands_at_it(self, served: Served, window: Window) -> None:
        page = window(width=360, java_script_enabled=False).new_page()
        page.goto(served.of("signs"))
        before = page.locator(".bti-sign").count()
        with page.expect_navigation(url="**#signs"):
            page.locator(".bti-narrow a").nth(1).click()
        assert 0 < page.locator(".bti-sign").count() < before
        assert page.locator("#signs").bounding_box()["y"] < 100

    def test_a_sign_is_opened_by_keyboard(self, served: Served, window: Window) -> None:
        page = window().new_page()
        page.goto(served.of("signs"))
        page.locator(".bti-sign summary").first.focus()
        press(page, "Enter")
        assert page.locator(".bti-sign").first.locator("a").first.is_visible()


class TestCase:
    def test_without_script_everything_is_there(self, served: Served, window: Window) -> None:
        page = window(java_script_enabled=False).new_page()
        page.goto(served.of("case"))
        assert shown_scenes(page) == page.locator(".bti-scene").count() >= 3
        told = page.locator(".bti-choice").first
        assert not told.locator(".bti-choice__told").is_visible()
        told.locator("summary").click()
        assert told.locator(".bti-real a").is_visible()
        assert [button for button in page.locator("main button").all() if button.is_visible()] == []

    def test_with_script_the_next_scene_waits(self, served: Served, window: Window) -> None:
        page = window().new_page()
        page.goto(served.of("case"))
        assert shown_scenes(page) == 1
        assert not page.locator("[data-finish]").is_visible()
        tab_to(page, "[data-next]")
        press(page, "Enter")
        assert shown_scenes(page) == 2
        second = page.locator(".bti-scene h2").nth(1)
        assert second.evaluate("it => it === document.activeElement")

    def test_the_last_scene_brings_the_end(self, served: Served, window: Window) -> None:
        page = window().new_page()
        page.goto(served.of("case"))
        while page.locator("[data-next]:visible").count():
            page.locator("[data-next]:visible").click()
        assert shown_scenes(page) == page.locator(".bti-scene").count()
        assert page.locator("[data-finish]").is_visible()
        assert not page.locator("[data-all]").is_visible()

    def test_one_can_see_all_at_once_and_paper_always_does(
        self, served: Served, window: Window
    ) -> None:
        page = window().new_page()
        page.goto(served.of("case"))
        page.emulate_media(media="print")
        assert shown_scenes(page) == page.locator(".bti-scene").count()
        page.emulate_media(media="screen")
        page.locator("[data-all]").click()
        assert shown_scenes(page) == page.locator(".bti-scene").count()


def finish_first_case(page: Page, served: Served, form: str = "nn") -> None:
    page.goto(served.of("case", form))
    page.locator("[data-all]").click()
    page.locator("[data-mark]").click()


class TestProgress:
    def test_nothing_is_kept_until_one_asks_for_it(self, served: Served, window: Window) -> None:
        page = window().new_page()
        page.goto(served.of("case"))
        page.locator("[data-all]").click()
        for choice in page.locator(".bti-choice summary").all():
            choice.click()
        page.goto(served.of("training"))
        assert kept(page)["local"] == 0
        assert not page.locator("[data-progress]").is_visible()

    def test_a_finished_case_is_remembered_in_both_forms(
        self, served: Served, window: Window
    ) -> None:
        page = window().new_page()
        finish_first_case(page, served)
        assert page.locator("[data-unmark]").is_visible()
        for form in FORMS:
            page.goto(served.of("training", form))
            assert page.locator("[data-progress]").is_visible()
            assert page.locator("[data-number]").inner_text() == "1"
            marks = page.locator(".bti-case__done").all()
            assert [mark.is_visible() for mark in marks] == [True, False, False, False]

    def test_only_the_words_for_finished_cases_are_kept(
        self, served: Served, window: Window
    ) -> None:
        page = window().new_page()
        finish_first_case(page, served)
        stored = page.evaluate("JSON.stringify({...localStorage})")
        case = page.locator("[data-training-case]").get_attribute("data-training-case")
        assert stored == '{"bti-training":"[\\"' + case + '\\"]"}'

    def test_the_button_deletes_it(self, served: Served, window: Window) -> None:
        page = window().new_page()
        finish_first_case(page, served)
        page.goto(served.of("training"))
        page.locator("[data-forget]").click()
        assert kept(page)["local"] == 0
        assert page.locator(".bti-case__done:visible").count() == 0
        assert not page.locator("[data-progress]").is_visible()
        assert page.locator("[data-forgotten]").inner_text()

    def test_a_single_case_can_be_forgotten(self, served: Served, window: Window) -> None:
        page = window().new_page()
        finish_first_case(page, served)
        page.locator("[data-unmark]").click()
        assert kept(page)["local"] == 0
        assert page.locator("[data-mark]").is_visible()

    @pytest.mark.parametrize("spoilt", ["{", "null", '{"a":1}', "[1, {}]", '"x"'])
    def test_spoilt_memory_is_no_hindrance(
        self, spoilt: str, served: Served, window: Window
    ) -> None:
        page = window().new_page()
        complaints: list[str] = []
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(served.of("training"))
        page.evaluate("text => localStorage.setItem('bti-training', text)", spoilt)
        page.reload()
        finish_first_case(page, served)
        page.goto(served.of("training"))
        assert page.locator("[data-number]").inner_text() == "1"
        assert complaints == []

    def test_a_browser_that_remembers_nothing_is_not_offered_it(
        self, served: Served, window: Window
    ) -> None:
        page = window().new_page()
        page.add_init_script(
            "Object.defineProperty(window, 'localStorage', { get() { throw new Error('no') } })"
        )
        page.goto(served.of("case"))
        page.locator("[data-all]").click()
        assert not page.locator("[data-finish]").is_visible()


class TestSheet:
    def test_the_name_goes_to_the_sheet_and_nowhere_else(
        self, served: Served, window: Window
    ) -> None:
        context = window()
        page = context.new_page()
        finish_first_case(page, served)
        page.add_init_script("window.print = () => { window.printed = true }")
        page.goto(served.of("training"), wait_until="networkidle")
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.locator("#proof-name").type(NAME)
        assert page.locator("[data-name]").inner_text() == NAME
        assert page.locator("[data-date]").inner_text().count(".") == 2
        page.locator("[data-print-sheet] button").click()
        assert page.evaluate("window.printed")
        page.emulate_media(media="print")
        assert page.locator(".bti-proof__sheet").is_visible()
        assert not page.locator(".bti-cases").is_visible()
        assert asked == []
        stored = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
        assert NAME not in stored + str(context.cookies())

    @pytest.mark.parametrize("way", ["reload", "back", "again"])
    def test_the_name_is_gone_afterwards(self, way: str, served: Served, window: Window) -> None:
        page = window().new_page()
        page.goto(served.of("training"))
        page.locator("#proof-name").type(NAME)
        if way == "reload":
            page.reload()
        else:
            page.goto(served.of("home"))
            page.go_back() if way == "back" else page.goto(served.of("training"))
        assert page.locator("#proof-name").input_value() == ""
        assert page.locator("[data-name]").inner_text() == ""
