"""The admin runs under a strict content security policy: nothing inline is needed."""

import re
from types import SimpleNamespace

import pytest
from django.http import HttpResponse
from django.urls import reverse

from handlingsveileder.models import ArticlePage, StepPage
from tests.portal.conftest import Neighbour
from tests.reading import read
from tjenesteoversikt.models import Service

pytestmark = pytest.mark.django_db

# What Wagtail writes after a chooser; static/js/admin.js starts these.
STARTED_FROM_A_FILE = re.compile(r"^new \w+Chooser\(.*\);$", re.DOTALL)
DATA = {"application/json", "text/x-template", "text/django-form-template", "importmap"}


def editors(at: Neighbour) -> dict[str, str]:
    """Addresses of the screens where a coordinator spends the day."""
    service = Service.snippet_viewset
    return {
        "start": "/admin/",
        "login": "/admin/login/",
        "step": reverse("wagtailadmin_pages:edit", args=[at.pages[StepPage].pk]),
        "article": reverse("wagtailadmin_pages:edit", args=[at.pages[ArticlePage].pk]),
        "service": reverse(service.get_url_name("edit"), args=[at.rows[Service].pk]),
        "services": reverse(service.get_url_name("list")),
        "settings": reverse("wagtailsettings:edit", args=["shell", "municipality", at.site.pk]),
        "explorer": reverse("wagtailadmin_explore", args=[at.home.pk]),
    }


SCREENS = ["start", "step", "article", "service", "services", "settings", "explorer"]


@pytest.fixture
def screen(neighbours: SimpleNamespace, request: pytest.FixtureRequest) -> HttpResponse:
    answer = neighbours.fjordvik.log_in().get(editors(neighbours.fjordvik)[request.param])
    assert answer.status_code == 200
    return answer


@pytest.mark.parametrize("screen", [*SCREENS], indirect=True)
def test_a_screen_allows_nothing_inline_and_nobody_else(screen: HttpResponse) -> None:
    policy = dict(
        rule.strip().split(" ", 1) for rule in screen.headers["Content-Security-Policy"].split(";")
    )
    assert policy["default-src"] == "'none'"
    for rule in ("script-src", "style-src", "connect-src", "form-action", "font-src"):
        assert policy[rule] == "'self'", rule
    assert policy["frame-ancestors"] == "'self'"
    assert "unsafe" not in " ".join(policy.values())
    assert "http" not in " ".join(policy.values())


@pytest.mark.parametrize("screen", SCREENS, indirect=True)
def test_a_screen_needs_no_inline_script(screen: HttpResponse) -> None:
    inline = [
        script.text[:120]
        for script in read(screen).all("script")
        if not script["src"]
        and script["type"] not in DATA
        and not STARTED_FROM_A_FILE.match(script.text.strip())
    ]
    assert inline == []


@pytest.mark.parametrize("screen", SCREENS, indirect=True)
def test_a_screen_has_no_handlers_in_its_markup(screen: HttpResponse) -> None:
    handlers = [
        f"{element.tag} {name}"
        for element in read(screen).walk()
        for name in element.attributes
        if name.startswith("on")
    ]
    assert handlers == []


@pytest.mark.parametrize("screen", ["step", "service"], indirect=True)
def test_date_fields_start_without_inline_script(screen: HttpResponse) -> None:
    page = read(screen)
    dates = [box["id"] for box in page.all("input") if box["name"] in {"checked_on", "next_check"}]
    assert len(dates) == 2
    markers = {
        mark["data-for"]: mark["data-bti-picker"]
        for mark in page.walk()
        if "data-bti-picker" in mark.attributes
    }
    assert {box: markers.get(box) for box in dates} == dict.fromkeys(dates, "date")
    assert any(script["src"].endswith("js/admin.js") for script in page.all("script"))


def test_the_admin_asks_nobody_else(neighbours: SimpleNamespace) -> None:
    client = neighbours.fjordvik.log_in()
    for name, url in editors(neighbours.fjordvik).items():
        page = read(client.get(url, follow=True))
        for element in page.all("script", "link", "img", "iframe"):
            source = element["src"] or element["href"]
            assert not source.startswith(("http:", "https:", "//")), (name, source)
