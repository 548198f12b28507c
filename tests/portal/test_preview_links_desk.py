"""Making, listing and revoking links to drafts in the admin."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import PageViewRestriction

from bti_portal.previews.inviting import invite
from bti_portal.previews.models import PreviewLink
from tests.factories import ServiceFactory, UserFactory, make_site
from tests.portal.test_preview_links import addresses, guide, outsider, site, writer
from tests.reading import read
from tjenesteoversikt.models import Service

__all__ = ["guide", "outsider", "site", "writer"]

pytestmark = pytest.mark.django_db


class TestTheDesk:
    def desk(self, person, site):
        client = Client(headers={"host": site.hostname})
        client.force_login(person)
        return client

    def make(self, thing, site):
        options = thing._meta
        names = [site.pk, options.app_label, options.model_name, thing.pk]
        return reverse("previews:make", args=names)

    def test_a_writer_makes_one_and_it_is_shown_once(self, site, writer, guide, outsider):
        desk = self.desk(writer, site)
        editor = desk.get(reverse("wagtailadmin_pages:edit", args=[guide.pk]))
        assert any("/drafts/" in href for href in addresses(editor))
        address = self.make(guide, site)
        assert desk.get(address).status_code == 200
        answer = desk.post(address, {"is_whole": "whole", "days": "5"})
        url = next(i["value"] for i in read(answer).all("input") if i["id"] == "made-url")
        assert "no-store" in answer["Cache-Control"]
        shown = outsider.get(url.removeprefix("http://vik.example"))
        assert read(shown).one("h1").text == "Utkast: Rettleiar"
        listed = desk.get(reverse("previews:links", args=[site.pk]))
        words = read(listed).text
        assert "Utkast: Rettleiar" in words and "skriv@vik.example" in words
        assert url not in listed.content.decode()
        desk.post(
            reverse("previews:links", args=[site.pk]), {"revoke": PreviewLink.objects.get().pk}
        )
        assert outsider.get(url.removeprefix("http://vik.example")).status_code == 410

    @pytest.mark.parametrize("days", ["0", "31", "", "mange"])
    def test_a_link_holds_for_some_days_only(self, days, site, writer, guide):
        answer = self.desk(writer, site).post(
            self.make(guide, site), {"is_whole": "one", "days": days}
        )
        assert answer.status_code == 200
        assert not PreviewLink.objects.exists()
        assert read(answer).all("span", css="error-message")

    def test_no_link_opens_what_is_for_those_who_log_in(self, site, writer, guide):
        PageViewRestriction.objects.create(page=guide, restriction_type="login")
        self.desk(writer, site).post(self.make(guide, site), {"is_whole": "one", "days": "5"})
        assert not PreviewLink.objects.exists()

    def test_the_neighbour_makes_and_revokes_none(self, site, writer, guide):
        dal = make_site("dal.example")
        neighbour = self.desk(UserFactory(coordinator_at=dal), dal)
        service = ServiceFactory(site=site)
        link, _token = invite(guide, site, writer)
        for thing in (guide, service):
            for owner in (site, dal):
                assert neighbour.get(self.make(thing, owner)).status_code == 404
                answer = neighbour.post(self.make(thing, owner), {"is_whole": "one", "days": "5"})
                assert answer.status_code == 404
        for owner in (site, dal):
            listed = reverse("previews:links", args=[owner.pk])
            assert neighbour.post(listed, {"revoke": link.pk}).status_code == 404
        assert "Utkast" not in neighbour.get(listed).content.decode()
        assert PreviewLink.objects.get().is_open

    def test_services_have_it_in_their_menu(self, site):
        coordinator = UserFactory(coordinator_at=site)
        service = ServiceFactory(site=site)
        listed = self.desk(coordinator, site).get(
            reverse(Service.snippet_viewset.get_url_name("list"))
        )
        assert self.make(service, site) in addresses(listed)
