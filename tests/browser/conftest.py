"""A real browser before the two invented municipalities.

Variables: BTI_CHROMIUM (the browser's program), BTI_SCREENSHOTS (where pictures go).
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test.testcases import LiveServerThread, _StaticFilesHandler
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from wagtail.models import Page as WagtailPage
from wagtail.models import Site

from handlingsveileder import models as guide
from tjenesteoversikt.models import Publication, ServiceIndexPage

CHROMIUM = os.environ.get("BTI_CHROMIUM", "/usr/bin/chromium")
FLAGS = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
AXE = Path(settings.ROOT) / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE_RUN = """tags => axe.run(document, {runOnly: tags}).then(result => result.violations.map(
    found => found.id + ": " + found.nodes.slice(0, 3).map(node => node.target.join(" ")).join(", ")))"""
PAGE_TYPES = {
    "home": guide.HomePage,
    "entrance": guide.EntrancePage,
    "guide": guide.GuidePage,
    "level": guide.LevelPage,
    "step": guide.StepPage,
    "toolbox": guide.ToolIndexPage,
    "tool": guide.ToolPage,
    "article": guide.ArticlePage,
    "tree": guide.DecisionTreePage,
    "signs": guide.SignsPage,
    "training": guide.TrainingIndexPage,
    "case": guide.TrainingCasePage,
    "services": ServiceIndexPage,
}
KINDS = [
    *PAGE_TYPES,
    *("question", "ending", "guide-search"),
    *("services-filtered", "services-none", "my-list", "service", "not-found"),
]
FORMS = ["nn", "nb"]
NO_PAGE = "finst-ikkje/"


@dataclass(frozen=True)
class Served:
    """The running server, and where its pages are: `pages[kind, form]` is a path at Fjordvik."""

    port: int
    pages: dict[tuple[str, str], str]

    def at(self, path: str, host: str = "fjordvik.localhost") -> str:
        return f"http://{host}:{self.port}{path}"

    def of(self, kind: str, form: str = "nn") -> str:
        return self.at(self.pages[kind, form])


def _paths(site: Site) -> dict[tuple[str, str], str]:
    paths = {}
    for home in site.root_page.get_translations(inclusive=True):
        form = home.locale.language_code
        below = WagtailPage.objects.descendant_of(home, inclusive=True).live()
        for kind, page_type in PAGE_TYPES.items():
            first = page_type.objects.filter(pk__in=below.values("pk")).order_by("path").first()
            parts = first.url_path.strip("/").split("/")[1:]
            paths[kind, form] = "/".join(["", form, *parts, ""])
        catalogue = paths["services", form]
        shown = Publication.objects.filter(site=site).order_by("pk").first().service
        paths["service", form] = f"{catalogue}{shown.pk}-{shown.slug}/"
        paths["question", form] = f"{paths['tree', form]}svar/4/"
        paths["ending", form] = f"{paths['tree', form]}svar/4/1/4/"
        paths["guide-search", form] = f"{paths['guide', form]}sok/?q=samtykke"
        paths["services-filtered", form] = f"{catalogue}?q=skule"
        paths["services-none", form] = f"{catalogue}?q=skulevegring&alder=gravid&tilgang=via"
        paths["my-list", form] = f"{catalogue}mine/"
        paths["not-found", form] = f"/{form}/{NO_PAGE}"
    return paths


@pytest.fixture(scope="session")
def served(starter_package: None, django_db_blocker: Any) -> Iterator[Served]:
    """The portal over the tests' database, read only: no test here writes."""
    # Playwright keeps an event loop in this thread; the database is used outside it all the same.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with django_db_blocker.unblock():
        site = Site.objects.select_related("root_page").get(hostname="fjordvik.localhost")
        paths = _paths(site)
        thread = LiveServerThread("127.0.0.1", _StaticFilesHandler, port=0)
        thread.daemon = True
        thread.start()
        thread.is_ready.wait()
        assert thread.error is None, thread.error
        yield Served(thread.port, paths)
        thread.terminate()


@pytest.fixture(scope="session")
def browser(served: Served) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def window(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Opens a window: `window(width=360, dark=True).new_page()`. All are closed after the test."""
    opened: list[BrowserContext] = []

    def open_window(width: int = 1280, height: int = 900, **options: Any) -> BrowserContext:
        scheme = "dark" if options.pop("dark", False) else "light"
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, **options
        )
        opened.append(context)
        return context

    yield open_window
    for context in opened:
        context.close()


@pytest.fixture(scope="session")
def pictures() -> Path:
    """The folder for pictures of pages."""
    folder = Path(os.environ.get("BTI_SCREENSHOTS") or Path(settings.ROOT) / "var" / "screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def axe(page: Page) -> list[str]:
    """What axe-core finds wrong; the window must have been opened with `bypass_csp=True`."""
    page.add_script_tag(path=AXE)
    return page.evaluate(AXE_RUN, TAGS)


def sideways(page: Page) -> int:
    """How many pixels the page is wider than its window."""
    return page.evaluate(
        "document.scrollingElement.scrollWidth - document.documentElement.clientWidth"
    )
