"""What is left before a site is opened: each point, and that it goes when it is mended."""

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bti_portal.shell.models import Municipality
from handlingsveileder.models import ArticlePage
from tests.factories import UserFactory, home_of, make_site
from tests.reading import read

pytestmark = pytest.mark.django_db

IN_ORDER = {
    "municipality_number": "4640",
    "organisation_number": "974760673",
    "phone": "57 00 00 01",
    "email": "post@vik.example",
    "address_nn": "Rådhuset",
    "child_welfare_phone": "57 00 00 02",
    "child_welfare_duty_phone": "57 00 00 03",
    "report_portal_url": "https://www.example.no/melding",
    "accessibility_statement_url": "https://uustatus.no/nn/erklaringer/publisert/1",
    "privacy_email": "ombod@vik.example",
    "is_demo": False,
}
BROKEN = {
    "numbers": {"organisation_number": "000000000"},
    "contrast": {"brand_colour": "#ffd200"},
    "demo": {"is_demo": True},
    "contact": {"phone": "00 00 00 00"},
    "child_welfare": {"child_welfare_phone": ""},
    "duty_phone": {"child_welfare_duty_phone": "00 00 00 00"},
    "portal_link": {"report_portal_url": ""},
    "statement_link": {"accessibility_statement_url": "https://uustatus.no.example.com/"},
    "privacy_contact": {"privacy_email": ""},
}


@pytest.fixture
def site():
    return make_site("vik.example", ("nn", "nb"), **IN_ORDER)


@pytest.fixture
def coordinator(site):
    return UserFactory(coordinator_at=site, last_login=timezone.now())


@pytest.fixture
def browser(coordinator) -> Client:
    browser = Client(headers={"host": "vik.example"})
    browser.force_login(coordinator)
    return browser


@pytest.fixture
def owned(site, coordinator):
    """The front pages are checked, and somebody answers for them."""
    today = timezone.localdate()
    for form in ("nn", "nb"):
        home = home_of(site, form)
        home.responsible, home.checked_on = coordinator, today
        home.save()


def states(browser: Client, site) -> dict[str, bool]:
    """Each point by its key, and whether it is done."""
    page = read(browser.get(reverse("reports:go_live", args=[site.pk])))
    points = page.all("li", css="bti-opening__point")
    return {point["id"]: point["data-done"] == "yes" for point in points}


def add_article(site, coordinator, words: str) -> ArticlePage:
    page = ArticlePage(
        title="Personvern",
        slug="personvern",
        locale=site.root_page.locale,
        live=True,
        responsible=coordinator,
        checked_on=timezone.localdate(),
        body=[{"type": "text", "value": f"<p>{words}</p>"}],
    )
    home_of(site, "nn").add_child(instance=page)
    return page


def test_nothing_is_left_when_all_is_in_order(browser, site, owned):
    assert set(states(browser, site).values()) == {True}
    assert "bti-start__opening" not in browser.get("/admin/").content.decode()


@pytest.mark.parametrize("key", BROKEN)
def test_each_setting_is_seen_and_leads_to_its_field(browser, site, owned, key):
    row = Municipality.objects.get(site=site)
    for name, value in BROKEN[key].items():
        setattr(row, name, value)
    row.save()
    assert {name for name, is_done in states(browser, site).items() if not is_done} == {key}
    page = read(browser.get(reverse("reports:go_live", args=[site.pk])))
    [point] = [one for one in page.all("li", css="bti-opening__point") if one["id"] == key]
    address, field = point.one("a")["href"].split("#")
    ids = {element["id"] for element in read(browser.get(address)).all("input", "textarea")}
    assert {field, f"{field}_nn"} & ids


def test_places_to_fill_in_are_found_and_led_to(browser, site, owned, coordinator):
    page = add_article(site, coordinator, "[Fyll inn: namnet på ombodet.]")
    assert not states(browser, site)["marked_places"]
    shown = browser.get(reverse("reports:go_live", args=[site.pk])).content.decode()
    assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in shown
    page.body = [{"type": "text", "value": "<p>Ombodet heiter Anna.</p>"}]
    page.save_revision().publish()
    assert states(browser, site)["marked_places"]


def test_what_nobody_answers_for_and_has_checked_is_seen(browser, site):
    found = states(browser, site)
    assert not found["owners"]
    assert not found["unconfirmed"]


def test_a_coordinator_who_has_not_come_is_waited_for(site):
    make_site("admin.example")
    operator = Client(headers={"host": "admin.example"})
    operator.force_login(UserFactory(operator=True))
    person = UserFactory(coordinator_at=site, email="kari@vik.example")
    assert not states(operator, site)["coordinator"]
    address = reverse("reports:go_live", args=[site.pk])
    operator.post(address, {"person": person.pk})
    assert [letter.to for letter in mail.outbox] == [["kari@vik.example"]]
    assert operator.post(address, {"person": "0"}).status_code == 404


def test_only_the_operator_sends_links(browser, site, coordinator):
    address = reverse("reports:go_live", args=[site.pk])
    assert browser.post(address, {"person": coordinator.pk}).status_code == 404
    assert mail.outbox == []


def test_the_start_page_leads_to_it_while_something_is_left(browser, site):
    page = read(browser.get("/admin/"))
    [line] = page.all("p", css="bti-start__opening")
    assert line.one("a")["href"] == reverse("reports:go_live", args=[site.pk])


def test_the_neighbours_list_is_not_found(browser):
    neighbour = make_site("dal.example")
    assert browser.get(reverse("reports:go_live", args=[neighbour.pk])).status_code == 404


def test_more_texts_cost_no_more_queries(
    browser, site, owned, coordinator, django_assert_num_queries, django_assert_max_num_queries
):
    address = reverse("reports:go_live", args=[site.pk])
    browser.get(address)
    with django_assert_max_num_queries(80) as before:
        browser.get(address)
    for number in range(5):
        page = add_article(site, coordinator, "[Fyll inn: noko.]")
        page.slug = f"side-{number}"
        page.save()
    with django_assert_num_queries(len(before)):
        browser.get(address)
