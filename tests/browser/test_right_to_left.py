"""Pages in a language that is written from right to left."""

from collections.abc import Callable
from contextvars import copy_context
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import BrowserContext, Page, Route
from wagtail.models import Site

from handlingsveileder.models import ArticlePage
from tests.browser.conftest import axe, sideways
from tests.factories import (
    ArticlePageFactory,
    HelpLineFactory,
    ServiceFactory,
    ServiceIndexPageFactory,
    home_of,
    make_site,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

Window = Callable[..., BrowserContext]
HOST = "vik.example"
TITLE = "ماذا يمكننا أن نفعل"
LEAD = "يمكنك التحدث مع شخص ما. لا تحتاج إلى معرفة ما هو الخطأ."
TEXT = f"<h2>{TITLE}</h2><p>{LEAD}</p><ul><li>{LEAD}</li><li>Ring 116 111.</li></ul>"


@pytest.fixture
def site() -> Site:
    """In nynorsk first, with a front page, an article and the services in Arabic."""
    site = make_site(HOST, ("nn", "nb", "ar"), name_nn="Vik kommune", name_nb="Vik kommune")
    line = HelpLineFactory(site=site)
    body = [("text", TEXT), ("help_lines", [line])]
    for code in ("nn", "ar"):
        home = home_of(site, code)
        kin = ArticlePage.objects.filter(slug="om").first()
        more = {"translation_key": kin.translation_key} if kin else {}
        title, lead = (TITLE, LEAD) if code == "ar" else ("Kva vi kan gjere", "Du kan snakke.")
        ArticlePageFactory(
            parent=home, locale=home.locale, slug="om", title=title, lead=lead, body=body, **more
        )
        home.specific.title = title
        home.specific.lead = lead
        home.specific.save()
    ServiceIndexPageFactory(parent=home_of(site, "nn"), slug="tenester")
    for number in range(3):
        ServiceFactory(
            site=site, name_nn=f"Helsestasjon {number}", name_nb=f"Helsestasjon {number}"
        )
    return site


def answered_by(client: Client) -> Callable[[Route], None]:
    """Answers a browser's requests from the test's own database."""
    # Playwright answers in a context of its own, which would open another connection.
    context = copy_context()

    def answer(route: Route) -> None:
        path = "/" + route.request.url.split("/", 3)[3]
        if path.startswith("/static/"):
            found = finders.find(path.removeprefix("/static/").partition("?")[0])
            route.fulfill(path=found) if found else route.fulfill(status=404)
            return
        reply = context.run(client.get, path, follow=True)
        route.fulfill(status=reply.status_code, headers=dict(reply.items()), body=reply.content)

    return answer


def opened(window: Window, path: str, *, width: int, dark: bool = False) -> Page:
    context = window(width=width, dark=dark, bypass_csp=True)
    context.route("**/*", answered_by(Client(headers={"host": HOST})))
    page = context.new_page()
    page.goto(f"http://{HOST}{path}", wait_until="load")
    return page


@pytest.mark.parametrize("path", ["/ar/", "/ar/om/", "/nn/tenester/"])
def test_it_is_accessible_and_needs_no_scrolling(
    path: str, site: Site, window: Window, pictures: Path
) -> None:
    found = {}
    for dark in (False, True):
        for width in (320, 1280):
            page = opened(window, path, width=width, dark=dark)
            case = f"{width} {'dark' if dark else 'light'}"
            if violations := axe(page):
                found[case] = violations
            if (wider := sideways(page)) > 0:
                found[f"{case} sideways"] = [f"{wider} px"]
            if not dark:
                name = path.strip("/").replace("/", "-")
                page.screenshot(path=pictures / f"{name}-{width}.png", full_page=True)
    assert found == {}


def test_words_stand_to_the_right_and_norwegian_ones_to_the_left(
    site: Site, window: Window
) -> None:
    page = opened(window, "/ar/om/", width=1280)
    heading = page.locator("h1")
    assert heading.evaluate("e => getComputedStyle(e).direction") == "rtl"
    column, words = (
        page.locator("main").bounding_box(),
        heading.evaluate(
            "e => { const r = document.createRange(); r.selectNodeContents(e);"
            " const b = r.getBoundingClientRect(); return {left: b.left, right: b.right} }"
        ),
    )
    assert column is not None
    middle = column["x"] + column["width"] / 2
    assert words["right"] > middle
    switch = page.locator("header a[hreflang=nn]").first
    assert switch.evaluate("e => getComputedStyle(e).direction") == "ltr"
