"""The editor of a service: what must be said, and what makes itself."""

import pytest
from django.urls import reverse
from django.utils.translation import gettext
from wagtail.models import Revision
from wagtail.users.models import UserProfile

from bti_portal.accounts.approving import ensure_workflow
from bti_portal.accounts.assigning import assign_role
from tests.factories import ServiceFactory, UserFactory
from tests.portal.editor_forms import filled_in, send
from tests.reading import read
from tests.tjenesteoversikt.desks import admin_url, municipality
from tjenesteoversikt.models import Provider, Service

pytestmark = pytest.mark.django_db

PUBLISH, TO_APPROVAL = {"action-publish": "1"}, {"action-submit": "1"}


@pytest.fixture
def vik():
    vik = municipality("vik")
    ensure_workflow(vik.site)
    vik.service = ServiceFactory(site=vik.site, name_nn="Helsestasjon", key="helsestasjon")
    return vik


def add(vik, **changes):
    """Send the form for a new service."""
    form = filled_in(vik.desk.get(admin_url("add"))) | {"provider": str(vik.service.provider_id)}
    return vik.desk.post(admin_url("add"), form | changes)


def new() -> Service:
    return Service.objects.order_by("-pk").first()


@pytest.mark.parametrize("act", [PUBLISH, TO_APPROVAL], ids=["publish", "to approval"])
@pytest.mark.parametrize("language", ["nn", "nb"])
def test_a_service_that_says_nothing_is_not_published(vik, act, language) -> None:
    profile = UserProfile.get_for_user(vik.person)
    profile.preferred_language = language
    profile.save()
    words = {"name_nn": "Ny", "summary_nn": "", "summary_nb": ""}
    answers = [send(vik.desk, admin_url("edit", vik.service), **words, **act)]
    if act is PUBLISH:
        answers.append(add(vik, **words, **act))
    for answer in answers:
        assert answer.status_code == 200
        assert set(answer.context["form"].errors) == {"summary_nn"}
    assert not Service.objects.filter(name_nn="Ny").exists()
    assert not vik.service.workflow_states.exists()


@pytest.mark.parametrize("form", ["nn", "nb"])
def test_one_form_is_enough(vik, form) -> None:
    answer = add(vik, **{f"name_{form}": "Ny teneste", f"summary_{form}": "Kort"}, **PUBLISH)
    assert answer.status_code == 302
    assert new().live


def test_a_draft_may_wait_for_its_words(vik) -> None:
    assert add(vik, name_nn="Halvferdig").status_code == 302
    assert (new().name_nn, new().live) == ("Halvferdig", False)


def test_a_key_is_made_of_the_name(vik) -> None:
    for name, key in (("Åpen dør", "apen-dor"), ("Åpen dør!", "apen-dor-2"), ("★", "service")):
        add(vik, name_nn=name, summary_nn="Kort", **PUBLISH)
        assert (new().name_nn, new().key) == (name, key)


def test_a_key_that_is_given_is_kept_and_is_its_own(vik) -> None:
    answer = add(vik, name_nn="Ny", summary_nn="Kort", key="helsestasjon", **PUBLISH)
    assert answer.status_code == 200
    assert answer.context["form"].errors
    send(vik.desk, admin_url("edit", vik.service), name_nn="Nytt namn", key="", **PUBLISH)
    vik.service.refresh_from_db()
    assert (vik.service.name_nn, vik.service.key) == ("Nytt namn", "helsestasjon")


def test_a_provider_gets_a_key_too(vik) -> None:
    url = reverse(Provider.snippet_viewset.get_url_name("add"))
    form = filled_in(vik.desk.get(url))
    assert vik.desk.post(url, form | {"name_nb": "Vik ungdomshus"}).status_code == 302
    assert Provider.objects.get(key="vik-ungdomshus").site == vik.site
    answer = vik.desk.post(url, form | {"name_nb": "", "name_nn": ""})
    assert gettext("Write this in at least one form of Norwegian.") in read(answer).text


@pytest.mark.parametrize(("role", "is_shown"), [("writer", False), ("catalogue_editor", True)])
def test_the_way_to_a_link_is_shown_to_who_may_make_one(vik, role, is_shown) -> None:
    person = UserFactory()
    person.groups.add(assign_role(vik.site, role))
    vik.desk.force_login(person)
    page = read(vik.desk.get(admin_url("edit", vik.service)))
    shown = [
        a for a in page.all("a") if a["href"].startswith(f"/admin/catalogue/{vik.site.pk}/links/")
    ]
    assert bool(shown) is is_shown


@pytest.mark.parametrize("what", ["service", "provider"])
def test_nothing_moves_to_another_municipality(vik, what) -> None:
    other = municipality("dal")
    assign_role(other.site, "coordinator").user_set.add(vik.person)
    row = vik.service if what == "service" else vik.service.provider
    address = reverse(type(row).snippet_viewset.get_url_name("edit"), args=[row.pk])
    answer = send(vik.desk, address, site=str(other.site.pk), **PUBLISH)
    assert set(answer.context["form"].errors) == {"site"}
    row.refresh_from_db()
    assert row.site == vik.site


def test_a_draft_gets_no_key_that_another_service_has_taken(vik) -> None:
    waiting = ServiceFactory(site=vik.site, key="ein", name_nn="Ein")
    first = waiting.save_revision()
    first.content["key"] = "tre"
    first.save()
    ServiceFactory(site=vik.site, key="tre", name_nn="To")
    Revision.objects.get(pk=first.pk).publish()
    waiting.refresh_from_db()
    assert (waiting.live, waiting.key) == (True, "ein")


@pytest.mark.parametrize("written", ["05.12.2026", "2026-12-05"])
def test_a_date_is_written_as_norwegians_do(vik, written) -> None:
    assert send(vik.desk, admin_url("edit", vik.service), starts_on=written, **PUBLISH)
    vik.service.refresh_from_db()
    assert vik.service.starts_on.isoformat() == "2026-12-05"
    assert filled_in(vik.desk.get(admin_url("edit", vik.service)))["starts_on"] == "05.12.2026"


def test_what_is_no_date_is_told_and_nothing_is_lost(vik) -> None:
    words = {"starts_on": "førre tysdag", "phone": "55 00 00 00"}
    answer = send(vik.desk, admin_url("edit", vik.service), **words, **PUBLISH)
    assert set(answer.context["form"].errors) == {"starts_on"}
    kept = filled_in(answer)
    assert (kept["starts_on"], kept["phone"]) == ("førre tysdag", "55 00 00 00")
