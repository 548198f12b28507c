"""Municipalities show each other's services, agree, disagree, and stop."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.db import connection
from django.db.models import ProtectedError
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Revision, Site

from tests.factories import ServiceFactory, ThemeFactory
from tests.portal.editor_forms import send
from tests.reading import Element, read
from tests.tjenesteoversikt.desks import admin_url, municipality, url
from tjenesteoversikt.models import Publication, Service

pytestmark = pytest.mark.django_db


@pytest.fixture
def host() -> SimpleNamespace:
    return municipality("vertshamn")


@pytest.fixture
def guest() -> SimpleNamespace:
    return municipality("gjestvik")


@pytest.fixture
def lent(host: SimpleNamespace) -> Service:
    service = ServiceFactory(
        site=host.site,
        can_be_borrowed=True,
        name_nn="Familieteamet",
        name_nb="Familieteamet",
        phone="00 00 00 00",
    )
    service.save_revision().publish()
    return Service.objects.get(pk=service.pk)


def borrow(by: SimpleNamespace, service: Service) -> Publication:
    answer = by.desk.post(url("borrowable", by.site), {"service": service.pk})
    assert answer.status_code == 302
    return Publication.objects.get(service=service, site=by.site)


def publish(owner: SimpleNamespace, service: Service, **changes: object) -> None:
    answer = send(owner.desk, admin_url("edit", service), **changes, **{"action-publish": "1"})
    assert answer.status_code == 302


def change_of(by: SimpleNamespace, publication: Publication) -> Element:
    page = read(by.desk.get(url("changes", by.site)))
    [found] = [e for e in page.all("article") if e["id"] == f"publication-{publication.pk}"]
    return found


def answer(by: SimpleNamespace, publication: Publication, how: str, **more: str):
    form = change_of(by, publication)
    seen = next(box["value"] for box in form.all("input") if box["name"] == "seen")
    sent = {"publication": publication.pk, "seen": seen, "answer": how} | more
    return by.desk.post(url("changes", by.site), sent)


def waiting(by: SimpleNamespace) -> int:
    return len(by.desk.get(url("changes", by.site)).context["waiting"])


def shown_to_readers(
    reader: Callable[[Site], Client], at: SimpleNamespace, service: Service
) -> str | None:
    found = reader(at.site).get(f"/nn/tenester/{service.pk}-{service.key}/")
    return found.content.decode() if found.status_code == 200 else None


class TestBorrowing:
    def test_what_is_offered_is_shown_with_its_present_text(self, host, guest, lent, reader):
        hidden = ServiceFactory(site=host.site, name_nn="Berre vår")
        offered = guest.desk.get(url("borrowable", guest.site)).content.decode()
        assert "Familieteamet" in offered and hidden.name_nn not in offered
        publication = borrow(guest, lent)
        assert publication.approved_revision.content["name_nn"] == "Familieteamet"
        assert "Familieteamet" in shown_to_readers(reader, guest, lent)
        assert "Familieteamet" not in str(
            guest.desk.get(url("borrowable", guest.site)).context["offers"]
        )

    def test_an_owners_draft_is_not_what_is_borrowed(self, host, guest, lent, reader):
        send(host.desk, admin_url("edit", lent), name_nn="Berre eit utkast")
        borrow(guest, lent)
        assert "Berre eit utkast" not in shown_to_readers(reader, guest, lent)
        assert waiting(guest) == 0
        kept = Service.objects.get(pk=lent.pk)
        assert kept.get_latest_revision_as_object().name_nn == "Berre eit utkast"

    def test_a_row_without_any_revision_is_kept_as_one(self, host, guest, reader):
        bare = ServiceFactory(site=host.site, can_be_borrowed=True, name_nn="Frå pakken")
        publication = borrow(guest, bare)
        kept = Service.objects.get(pk=bare.pk)
        assert kept.live_revision == kept.latest_revision == publication.approved_revision
        assert not kept.has_unpublished_changes
        assert "Frå pakken" in shown_to_readers(reader, guest, bare)

    @pytest.mark.parametrize("how", ["not offered", "not published", "own"])
    def test_what_is_not_offered_is_refused(self, how, host, guest, lent):
        values = {"not offered": {"can_be_borrowed": False}, "not published": {"live": False}}
        Service.objects.filter(pk=lent.pk).update(**values.get(how, {}))
        by = host if how == "own" else guest
        before = Publication.objects.count()
        by.desk.post(url("borrowable", by.site), {"service": lent.pk})
        assert Publication.objects.count() == before

    @pytest.mark.parametrize("pk", ["0", "", "-1", "x", "²", "9" * 30])
    def test_a_service_that_is_nowhere_is_not_found(self, pk, guest):
        sent = guest.desk.post(url("borrowable", guest.site), {"service": pk})
        assert sent.status_code == 404

    def test_the_municipality_stops_showing_it(self, guest, lent, reader):
        publication = borrow(guest, lent)
        sent = {"publication": publication.pk, "answer": "stop"}
        guest.desk.post(url("changes", guest.site), sent)
        assert shown_to_readers(reader, guest, lent) is None


class TestAnswering:
    def test_the_approved_text_stays_until_a_newer_one_is_approved(self, host, guest, lent, reader):
        publication = borrow(guest, lent)
        publish(host, lent, summary_nn="Ny tekst frå eigaren.", phone="00 00 00 01")
        assert "Ny tekst frå eigaren." not in shown_to_readers(reader, guest, lent)
        told = change_of(guest, publication)
        assert [row.one("th").text for row in told.all("tr")[1:]] == [
            "Sammendrag Nynorsk",
            "Telefon",
        ]
        assert "Ny tekst frå eigaren." in told.text and "Du får nokon" in told.text
        assert answer(guest, publication, "approve").status_code == 302
        assert "Ny tekst frå eigaren." in shown_to_readers(reader, guest, lent)
        assert waiting(guest) == 0

    def test_what_is_found_follows_what_is_approved(self, host, guest, lent, reader):
        publication = borrow(guest, lent)
        publish(host, lent, name_nn="Romskipet", name_nb="Romskipet")

        def finds(words: str) -> bool:
            return f"/{lent.pk}-" in reader(guest.site).get(f"/nn/sok/?q={words}").content.decode()

        assert (finds("familieteamet"), finds("romskipet")) == (True, False)
        answer(guest, publication, "approve")
        assert (finds("familieteamet"), finds("romskipet")) == (False, True)

    def test_a_declined_text_stays_declined_until_a_newer_one_comes(
        self, host, guest, lent, reader
    ):
        publication = borrow(guest, lent)
        publish(host, lent, summary_nn="Berre for vertshamn.")
        assert answer(guest, publication, "decline", reason="Gjeld ikkje oss.").status_code == 302
        assert waiting(guest) == 0
        assert "Du får nokon" in shown_to_readers(reader, guest, lent)
        assert "Gjeld ikkje oss." in host.desk.get(admin_url("edit", lent)).content.decode()
        publish(host, lent, summary_nn="For alle.")
        assert waiting(guest) == 1
        answer(guest, publication, "approve")
        assert "For alle." in shown_to_readers(reader, guest, lent)
        assert "Gjeld ikkje oss." not in host.desk.get(admin_url("edit", lent)).content.decode()

    def test_declining_wants_a_reason(self, host, guest, lent):
        publication = borrow(guest, lent)
        publish(host, lent, summary_nn="Ny.")
        refused = answer(guest, publication, "decline", reason="  ")
        assert refused.status_code == 200
        assert (
            "Skriv hvorfor" in refused.content.decode() or "Write why" in refused.content.decode()
        )
        assert Publication.objects.get(pk=publication.pk).declined_revision is None

    def test_two_borrowers_disagree(self, host, guest, lent, reader):
        third = municipality("tredjedal")
        yes, no = borrow(guest, lent), borrow(third, lent)
        publish(host, lent, summary_nn="Ny tekst frå eigaren.")
        answer(guest, yes, "approve")
        answer(third, no, "decline", reason="Vi ventar.")
        assert "Ny tekst frå eigaren." in shown_to_readers(reader, guest, lent)
        assert "Ny tekst frå eigaren." not in shown_to_readers(reader, third, lent)
        panel = host.desk.get(admin_url("edit", lent)).content.decode()
        assert guest.name in panel and third.name in panel and "Vi ventar." in panel

    def test_nobody_answers_for_anothermunicipality(self, host, guest, lent):
        third = municipality("tredjedal")
        publication = borrow(guest, lent)
        publish(host, lent, summary_nn="Ny.")
        seen = guest.desk.get(url("changes", guest.site)).context["waiting"][0]["row"].fingerprint
        sent = {"publication": publication.pk, "seen": seen, "answer": "approve"}
        for by in (host, third):
            for at in (by, guest):
                assert by.desk.post(url("changes", at.site), sent).status_code == 404
        assert by.desk.get(url("changes", guest.site)).status_code == 404
        assert by.desk.get(url("borrowable", guest.site)).status_code == 404
        kept = Publication.objects.get(pk=publication.pk)
        assert kept.approved_revision == publication.approved_revision

    def test_an_answer_is_about_the_text_that_was_read(self, host, guest, lent, reader):
        publication = borrow(guest, lent)
        publish(host, lent, summary_nn="Den eg las.")
        seen = guest.desk.get(url("changes", guest.site)).context["waiting"][0]["row"].fingerprint
        publish(host, lent, summary_nn="Den eg ikkje las.")
        sent = {"publication": publication.pk, "seen": seen, "answer": "approve"}
        guest.desk.post(url("changes", guest.site), sent)
        assert "Den eg ikkje las." not in shown_to_readers(reader, guest, lent)
        assert waiting(guest) == 1

    def test_a_new_date_of_check_asks_nobody(self, host, guest, lent):
        publication = borrow(guest, lent)
        publish(host, lent, checked_on="2026-11-01")
        assert waiting(guest) == 0
        followed = Publication.objects.get(pk=publication.pk).shown
        assert str(followed.checked_on) == "2026-11-01"

    def test_a_declined_text_outlives_the_purging_of_revisions(self, host, guest, lent):
        publication = borrow(guest, lent)
        publish(host, lent, summary_nn="Ny.")
        answer(guest, publication, "decline", reason="Nei.")
        declined = Publication.objects.get(pk=publication.pk).declined_revision
        with pytest.raises(ProtectedError):
            Revision.objects.get(pk=declined.pk).delete()


class TestSafety:
    @pytest.mark.parametrize("how", ["unpublish", "withhold"])
    def test_what_the_owner_takes_away_is_gone_at_once(self, how, host, guest, lent, reader):
        publish(host, lent, place_nn="Løyngata 4")
        borrow(guest, lent)
        assert "Løyngata 4" in shown_to_readers(reader, guest, lent)
        if how == "withhold":
            publish(host, lent, place_nn="", is_address_withheld="on")
            assert "Løyngata 4" not in shown_to_readers(reader, guest, lent)
            return
        host.desk.post(admin_url("unpublish", lent))
        assert shown_to_readers(reader, guest, lent) is None
        page = guest.desk.get(url("changes", guest.site))
        assert [str(item["row"].service) for item in page.context["withdrawn"]] == [str(lent)]

    def test_a_borrowed_service_is_not_deleted(self, host, guest, lent):
        borrow(guest, lent)
        for form in (host.desk.get, host.desk.post):
            refused = form(admin_url("delete", lent), follow=True)
            assert guest.name in refused.content.decode()
        other = ServiceFactory(site=host.site)
        bulk = reverse("wagtail_bulk_action", args=["tjenesteoversikt", "service", "delete"])
        refused = host.desk.post(f"{bulk}?id={other.pk}&id={lent.pk}", follow=True)
        assert guest.name in refused.content.decode()
        assert Service.objects.filter(pk__in=[other.pk, lent.pk]).count() == 2
        with pytest.raises(ProtectedError):
            Service.objects.filter(pk=lent.pk).delete()

    def test_when_nobody_shows_it_the_owner_deletes_it(self, host, guest, lent):
        sent = {"publication": borrow(guest, lent).pk, "answer": "stop"}
        guest.desk.post(url("changes", guest.site), sent)
        host.desk.post(admin_url("delete", lent))
        assert not Service.objects.filter(pk=lent.pk).exists()


def test_the_start_page_says_how_many_wait(host, guest, lent):
    borrow(guest, lent)
    link = url("changes", guest.site)
    before = read(guest.desk.get("/admin/"))
    publish(host, lent, summary_nn="Ny.")
    after = read(guest.desk.get("/admin/"))
    words = [next(w for w, to in page.links().items() if to == link) for page in (before, after)]
    assert "1" not in words[0] and "1" in words[1]


def test_a_long_queue_costs_no_more_queries_than_a_short_one(host, guest):
    def lend() -> None:
        service = ServiceFactory(site=host.site, can_be_borrowed=True, themes=[ThemeFactory()])
        borrow(guest, service)
        Service.objects.filter(pk=service.pk).update(summary_nn="Endra.")

    costs = []
    for more in (2, 6):
        for _n in range(more):
            lend()
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert waiting(guest) > 1
        costs.append(len(queries))
    assert costs[0] == costs[1], costs
