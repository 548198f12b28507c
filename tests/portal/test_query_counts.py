"""What a reader's page costs in database queries: its real number, whatever the content grows to.

The numbers are those of a warm process: addresses and menus are remembered, the page's own
content is not. When a number falls, lower it here; when it rises, find out why.
"""

from functools import cache

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from handlingsveileder.models import (
    ArticlePage,
    EntrancePage,
    GuidePage,
    HomePage,
    LevelPage,
    ModelMapPage,
    StepPage,
    ToolIndexPage,
    ToolPage,
)
from tests.factories import (
    ArticlePageFactory,
    HelpLineFactory,
    LegalReferenceFactory,
    ModelElementFactory,
    RoleFactory,
    ServiceFactory,
    StepPageFactory,
    ThemeFactory,
    ToolPageFactory,
    home_of,
)
from tjenesteoversikt.models import Service, ServiceIndexPage

pytestmark = pytest.mark.django_db

MOST = 12
PINNED: dict[str, int] = {
    "home": 5,
    "entrance": 6,
    "guide": 4,
    "level": 9,
    "step": 8,
    "article": 6,
    "model map": 4,
    "tools": 4,
    "tool": 5,
    "services": 4,
    "search": 4,
    "nothing found": 5,
    "list in one part": 4,
    "my list": 3,
    "service": 6,
    "not found": 5,
}
TYPES = {
    "home": HomePage,
    "entrance": EntrancePage,
    "guide": GuidePage,
    "level": LevelPage,
    "step": StepPage,
    "article": ArticlePage,
    "model map": ModelMapPage,
    "tools": ToolIndexPage,
    "tool": ToolPage,
    "services": ServiceIndexPage,
}


@pytest.fixture
def client(demo, reader):
    return reader(demo.fjordvik)


@pytest.fixture
def home(demo):
    return home_of(demo.fjordvik)


@cache
def address(home, kind: str) -> str:
    """Of this kind, the address of the page in the starter package that cites the most."""
    catalogue = ServiceIndexPage.objects.descendant_of(home).get()
    if kind == "search":
        return f"{below(catalogue)}?q=skulevegring&alder=13-15&tema=mobbing"
    if kind == "nothing found":
        return f"{below(catalogue)}?q=skulevegring&alder=gravid&tilgang=via"
    if kind == "list in one part":
        return f"{below(catalogue)}?side=alle"
    if kind == "my list":
        return f"{below(catalogue)}mine/"
    if kind == "service":
        service = Service.objects.get(key="krisesenter")
        return f"{below(catalogue)}{service.pk}-{service.slug}/"
    if kind == "not found":
        return "/nn/finst-ikkje/"
    pages = TYPES[kind].objects.descendant_of(home, inclusive=True).live()
    return below(max(pages, key=lambda page: len(page.to_json())))


def below(page: Page) -> str:
    return f"/nn/{page.url_path.split('/', 2)[2]}"


def cost(client, path: str) -> int:
    """Queries of the second visit."""
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    return len(queries)


@pytest.mark.parametrize("kind", PINNED)
def test_a_page_costs_its_pinned_number_of_queries(client, home, kind):
    assert cost(client, address(home, kind)) == PINNED[kind] <= MOST


def test_no_page_of_the_demo_costs_more_than_the_most(client, home):
    costs = {
        page.title: cost(client, below(page))
        for page in home.get_descendants(inclusive=True).live()
    }
    assert len(costs) > 50
    assert {title: number for title, number in costs.items() if number > MOST} == {}


def grow(home) -> None:
    """More of everything that readers see."""
    for number in range(12):
        ArticlePageFactory(parent=home, slug=f"meir-{number}", show_in_menus=True)
    level = LevelPage.objects.descendant_of(home).first()
    StepPageFactory.create_batch(5, parent=level)
    ToolPageFactory.create_batch(5, parent=ToolIndexPage.objects.descendant_of(home).get())
    site = home.get_site()
    themes = ThemeFactory.create_batch(3)
    provider = Service.objects.filter(site=site).first().provider
    ServiceFactory.create_batch(15, site=site, provider=provider, themes=themes)
    HelpLineFactory.create_batch(3, is_acute=True)
    ModelElementFactory.create_batch(5, site=site, page=level)


def test_more_pages_services_themes_and_help_lines_cost_nothing_more(client, home):
    before = {kind: cost(client, address(home, kind)) for kind in PINNED}
    grow(home)
    assert {kind: cost(client, address(home, kind)) for kind in PINNED} == before


def cite_more(page) -> None:
    """More blocks of every kind the page already has."""
    lines, laws = HelpLineFactory.create_batch(4), LegalReferenceFactory.create_batch(4)
    provider = Service.objects.filter(site=page.get_site()).first().provider
    services = ServiceFactory.create_batch(4, site=page.get_site(), provider=provider)
    if hasattr(page, "body"):
        linked = f'<p><a linktype="page" id="{page.pk}">Denne sida</a></p>'
        for _ in range(4):
            page.body.append(("text", linked))
            page.body.append(("help_lines", lines))
            page.body.append(("legal_references", laws))
            page.body.append(("services", services))
            page.body.append(("links", [{"page": page, "text": "Her"}]))
            page.body.append(("contacts", None))
    if isinstance(page, StepPage):
        for role, law, service in zip(RoleFactory.create_batch(4), laws, services, strict=True):
            page.responsible_roles.append(("role", role))
            page.involve.append(("involvement", {"role": role, "consent": "needed", "note": ""}))
            page.legal_references.append(("legal_reference", law))
            page.services.append(("service", service))
        for tool in ToolPage.objects.descendant_of(page.get_site().root_page)[:4]:
            page.tools.append(("tool", tool))
    page.save_revision().publish()


@pytest.mark.parametrize("kind", ["entrance", "guide", "level", "step", "article", "tool"])
def test_more_blocks_on_a_page_cost_nothing_more_than_once_for_each_kind(client, home, kind):
    """The first block of a kind may cost a query; the ones after it do not."""
    page = Page.objects.get(url_path=home.url_path + address(home, kind)[4:]).specific
    cite_more(page)
    with_some = cost(client, address(home, kind))
    cite_more(type(page).objects.get(pk=page.pk))
    assert cost(client, address(home, kind)) == with_some <= MOST


@pytest.mark.parametrize("path", ["/theme/{pk}-000000000000.css", "/", "/nb"])
def test_redirects_cost_next_to_nothing(demo, client, path):
    assert cost(client, path.format(pk=demo.fjordvik.pk)) <= 3
