"""The catalogue as it looks when it is hard: long names, closed, borrowed, on paper, by keyboard."""

from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import BrowserContext, Page

from tests.browser.conftest import Served, axe, sideways
from tests.factories import PublicationFactory, ServiceFactory
from tjenesteoversikt.models import Service

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

Window = Callable[..., BrowserContext]
HOST = "fjordvik.localhost"
LONG = "Samhandlingskoordinatorstillingsbeskrivingsarbeidsgruppemøtet"


@pytest.fixture
def hard(served: Served, demo) -> Service:
    """A service with a name of sixty letters that is closed, written in this test alone."""
    assert len(LONG) >= 60
    return ServiceFactory(
        site=demo.fjordvik,
        name_nn=f"A{LONG}",
        summary_nn=f"{LONG} {LONG}",
        availability="closed",
        availability_note_nn="Vi opnar att når nokon er tilsett.",
        place_nn=LONG,
        email=f"{LONG.lower().replace('ø', 'o')}@fjordvik.example",
        waiting_time_nn="Om lag åtte veker",
        languages=["no", "en", "nsl"],
        interpreter="yes",
        referral="required",
        referral_form=f"https://skjema.example/{LONG}",
    )


def open_made(page: Page, served: Served, path: str, host: str = HOST) -> None:
    """Open a page as this test's own rows make it: the server of the session does not see them."""
    made = Client(headers={"host": f"{host}:{served.port}"}).get(path)
    assert made.status_code == 200
    address = served.at(path, host)
    page.route(address, lambda route: route.fulfill(body=made.content, content_type="text/html"))
    page.goto(address)


@pytest.mark.parametrize(("width", "dark"), [(320, False), (320, True), (1280, False)])
def test_a_closed_service_with_a_long_name_is_accessible_and_fits(
    width: int, dark: bool, hard: Service, served: Served, window: Window
) -> None:
    for path in ("/nn/tenester/?sorter=namn", f"/nn/tenester/{hard.pk}-{hard.slug}/"):
        page = window(width=width, dark=dark, bypass_csp=True).new_page()
        open_made(page, served, path)
        assert LONG in page.locator("main").inner_text()
        assert sideways(page) <= 0, path
        assert axe(page) == [], path


def test_a_borrowed_service_is_accessible(
    hard: Service, served: Served, window: Window, demo
) -> None:
    PublicationFactory(
        service=hard,
        site=demo.austby,
        local_contact_nb="Kari ved servicetorget",
        local_travel_nb="Vi henter deg.",
        local_phone="57 65 43 21",
    )
    page = window(width=320, bypass_csp=True).new_page()
    open_made(page, served, f"/nb/tjenester/{hard.pk}-{hard.slug}/", "austby.localhost")
    assert page.locator("a[href='tel:57654321']").is_visible()
    assert sideways(page) <= 0
    assert axe(page) == []


def test_closed_is_told_in_words_and_shape_in_forced_colours(
    hard: Service, served: Served, window: Window
) -> None:
    page = window(width=360, forced_colors="active").new_page()
    open_made(page, served, f"/nn/tenester/{hard.pk}-{hard.slug}/")
    box = page.locator(".bti-standing")
    assert "Stengt" in box.inner_text()
    assert box.evaluate("box => parseFloat(getComputedStyle(box).borderTopWidth)") >= 2
    assert box.bounding_box()["y"] < page.locator(".bti-lead").bounding_box()["y"]


def test_on_a_phone_the_questions_are_one_closed_fold_that_says_how_many(
    served: Served, window: Window
) -> None:
    page = window(width=360).new_page()
    page.goto(served.at("/nn/tenester/?for=barn&for=ungdom&tilgang=direkte"))
    fold = page.locator(".bti-filters__open")
    assert "3" in fold.inner_text()
    assert not page.locator(".bti-filter").first.is_visible()
    fold.click()
    assert page.locator(".bti-filter").first.is_visible()


def test_the_list_is_narrowed_and_sorted_by_keyboard_without_script(
    served: Served, window: Window
) -> None:
    page = window(java_script_enabled=False).new_page()
    page.goto(served.of("services"))
    page.locator("input[name=for][value=ungdom]").focus()
    page.keyboard.press("Space")
    page.locator("select[name=sorter]").select_option("kontrollert")
    page.locator(".bti-sort__button").focus()
    with page.expect_navigation(url="**for=ungdom**"):
        page.keyboard.press("Enter")
    assert "sorter=kontrollert" in page.url
    assert page.locator("select[name=sorter]").input_value() == "kontrollert"


def test_more_answers_open_by_keyboard_in_the_order_they_are_seen(
    served: Served, window: Window
) -> None:
    page = window().new_page()
    page.goto(served.of("services"))
    more = page.locator(".bti-filter__more").first
    more.locator("summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert more.evaluate("more => more.contains(document.activeElement)")
    tops = [box.bounding_box()["y"] for box in more.locator("input").all()]
    assert tops == sorted(tops)


def test_the_list_on_paper_has_wishes_telephones_and_nothing_to_press(
    served: Served, window: Window
) -> None:
    page = window().new_page()
    page.add_init_script("window.print = () => { window.hasPrinted = true }")
    page.goto(served.at("/nn/tenester/?tilgang=direkte&side=alle"))
    number = int(page.locator(".bti-count strong").inner_text().split()[0])
    assert page.locator(".bti-hit").count() == number > 20
    page.locator("[data-bti-print]").click()
    assert page.evaluate("window.hasPrinted")
    page.emulate_media(media="print")
    for chrome in ("nav", "form", "button", "select", "summary", ".bti-chips", ".bti-take"):
        shown = [part for part in page.locator(chrome).all() if part.is_visible()]
        assert shown == [], chrome
    papers = page.locator(".bti-paper")
    assert papers.count() > number / 2
    assert "Utan tilvising" in papers.first.inner_text()
    assert all(paper.is_visible() for paper in papers.all())


def test_the_service_on_paper_has_the_facts_and_nothing_to_press(
    hard: Service, served: Served, window: Window
) -> None:
    page = window().new_page()
    open_made(page, served, f"/nn/tenester/{hard.pk}-{hard.slug}/")
    page.emulate_media(media="print")
    for chrome in ("nav", "form", "button", ".bti-pin", ".bti-pinned"):
        assert not [part for part in page.locator(chrome).all() if part.is_visible()], chrome
    assert page.locator(".bti-standing").is_visible()
    assert page.locator(".bti-service__form a").is_visible()
