"""What two municipalities that share a service do not see, and cannot do, of each other's."""

from types import SimpleNamespace

import pytest
from django.urls import reverse

from bti_portal.accounts.assigning import assign_role
from tests.factories import ServiceFactory, UserFactory
from tests.portal.editor_forms import filled_in, send
from tests.tjenesteoversikt.desks import admin_url, municipality, url
from tjenesteoversikt.models import Publication, Service
from tjenesteoversikt.sharing import borrow

pytestmark = pytest.mark.django_db


@pytest.fixture
def host() -> SimpleNamespace:
    return municipality("vertshamn")


@pytest.fixture
def guest() -> SimpleNamespace:
    return municipality("gjestvik")


@pytest.fixture
def lent(host: SimpleNamespace) -> Service:
    names = {"name_nn": "Samtalegruppe", "name_nb": "Samtalegruppe"}
    service = ServiceFactory(site=host.site, can_be_borrowed=True, **names)
    service.save_revision().publish()
    return Service.objects.get(pk=service.pk)


def test_a_draft_on_what_was_withdrawn_is_the_owners_own(host, guest, lent):
    publication, approved = borrow(lent, guest.site, guest.person), lent.name_nn
    assert host.desk.post(admin_url("unpublish", lent)).status_code == 302
    secret = {"name_nn": "Løyndom", "summary_nn": "Internt utkast"}
    assert send(host.desk, admin_url("edit", lent), **secret).status_code in {200, 302}
    lent.refresh_from_db()
    assert (lent.live, lent.name_nn) == (False, "Løyndom")
    shown = reverse(Publication.snippet_viewset.get_url_name("edit"), args=[publication.pk])
    listed = reverse(Publication.snippet_viewset.get_url_name("list"))
    for address in (
        *(admin_url("list"), admin_url("list") + "?q=Internt", admin_url("inspect", lent)),
        *(listed, shown, url("changes", guest.site), reverse("wagtailadmin_home")),
    ):
        page = guest.desk.get(address).content.decode()
        assert "Løyndom" not in page, address
        assert "Internt utkast" not in page, address
    assert guest.desk.get(admin_url("inspect", lent)).status_code == 404
    assert approved in guest.desk.get(url("changes", guest.site)).content.decode()
    assert send(guest.desk, shown, local_phone="55 00 00 00").status_code == 302


def test_a_borrower_does_not_see_how_the_owners_people_work(host, guest, lent):
    Service.objects.filter(pk=lent.pk).update(responsible=host.person)
    borrow(lent, guest.site, guest.person)
    own, others = (
        desk.get(admin_url("inspect", lent)).content.decode() for desk in (host.desk, guest.desk)
    )
    assert host.person.email in own
    assert host.person.email not in others


@pytest.mark.parametrize("offered", [True, False])
def test_the_form_shows_own_services_only(offered, host, guest, lent):
    Service.objects.filter(pk=lent.pk).update(can_be_borrowed=offered)
    both = UserFactory(coordinator_at=host.site)
    assign_role(guest.site, "coordinator").user_set.add(both)
    host.desk.force_login(both)
    address = reverse(Publication.snippet_viewset.get_url_name("add"))
    form = filled_in(host.desk.get(address))
    answered = host.desk.post(address, form | {"service": lent.pk, "site": guest.site.pk})
    assert set(answered.context["form"].errors) == {"service"}
    assert not Publication.objects.filter(site=guest.site).exists()
