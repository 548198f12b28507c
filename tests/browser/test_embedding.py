"""Our list in a frame on another site, in a real browser."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from bti_portal.shell.models import Municipality

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

LIST = "/embed/nn/tenester/"
SEARCH = "/embed/nn/sok/"


class OtherSite(BaseHTTPRequestHandler):
    """The municipality's main site: one page with a frame, and our script if it is asked for."""

    def do_GET(self) -> None:
        query = parse_qs(urlsplit(self.path).query)
        frame, script = query.get("frame", [""])[0], query.get("script", [""])[0]
        page = f'<!doctype html><title>Other</title><iframe data-bti-embed src="{frame}"></iframe>'
        page += f'<script src="{script}"></script>' if script else ""
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(page.encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def main_site(served, django_db_blocker) -> Iterator[int]:
    """The port of another site. It is named in the settings by number, and not by name."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), OtherSite)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with django_db_blocker.unblock():
        settings = Municipality.objects.get(site__hostname="fjordvik.localhost")
        settings.embed_origins = f"http://127.0.0.1:{server.server_port}"
        settings.save()
        yield server.server_port
        settings.embed_origins = ""
        settings.save()
    server.shutdown()
    server.server_close()


@pytest.fixture
def around(served, main_site, window):
    """Opens the other site with one of our pages in its frame: `around(LIST, host="127.0.0.1")`."""

    def open_page(path: str, host: str = "127.0.0.1", script: bool = False, **options):
        page = window(**options).new_page()
        address = f"http://{host}:{main_site}/?frame={served.at(path)}"
        if script:
            address += f"&script={served.at('/static/js/embed.js')}"
        page.goto(address)
        return page

    return open_page


@pytest.mark.parametrize("width", [360, 1280])
def test_a_named_site_shows_the_list(around, width):
    page = around(LIST, width=width, java_script_enabled=False)
    frame = page.frame_locator("iframe")
    expect(frame.locator(".bti-hit")).to_have_count(10)
    assert frame.locator("script").count() == 0


@pytest.mark.parametrize("path", [LIST, SEARCH])
def test_a_site_that_is_not_named_shows_nothing(around, path):
    page = around(path, host="localhost")
    page.wait_for_timeout(300)
    assert "chrome-error" in page.frames[1].url or page.frames[1].locator("main").count() == 0


@pytest.mark.parametrize("path", ["/nn/", "/nn/tenester/", "/api/"])
def test_no_other_page_is_shown_by_a_named_site(around, path):
    page = around(path)
    page.wait_for_timeout(300)
    assert page.frames[1].locator("main").count() == 0


def test_questions_stay_in_the_frame_and_a_service_opens_in_the_whole_window(around, served):
    page = around(LIST)
    frame = page.frame_locator("iframe")
    frame.locator("input[name=q]").fill("helsestasjon")
    frame.locator("button.bti-find__button").click()
    expect(frame.locator(".bti-count")).to_contain_text("helsestasjon")
    frame.locator(".bti-hit__title a").first.click()
    page.wait_for_url(served.at("/nn/tenester/") + "**")


def test_the_search_field_opens_the_list_in_the_whole_window(around, served):
    page = around(SEARCH)
    frame = page.frame_locator("iframe")
    frame.locator("input[name=q]").fill("skule")
    frame.locator("input[name=q]").press("Enter")
    page.wait_for_url(served.at("/nn/tenester/?q=skule"))


def test_the_script_makes_the_frame_as_high_as_the_list(around):
    page = around(LIST, script=True)
    page.wait_for_function("document.querySelector('iframe').offsetHeight > 1000")
    inside = page.frames[1]
    needed = inside.evaluate("document.getElementById('main').getBoundingClientRect().bottom")
    assert abs(page.locator("iframe").bounding_box()["height"] - needed) < 40


def test_the_data_block_of_a_service_is_allowed_and_does_nothing(served, window):
    page = window().new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(served.of("service"))
    assert page.locator('script[type="application/ld+json"]').count() == 1
    assert [text for text in said if "Content Security Policy" in text] == []
