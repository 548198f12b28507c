"""What the page of a service tells before one comes: standing, waiting, languages, the way there."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories import (
    LegalReferenceFactory,
    PublicationFactory,
    ServiceFactory,
    ServiceIndexPageFactory,
    ThemeFactory,
    home_of,
    make_site,
)
from tests.reading import Element, read
from tjenesteoversikt.models import Publication, Service

pytestmark = pytest.mark.django_db


def with_catalogue(host: str):
    site = make_site(host)
    ServiceIndexPageFactory(parent=home_of(site), slug="tenester")
    return site


@pytest.fixture
def site():
    return with_catalogue("vik.example")


def address(service: Service) -> str:
    return f"/nn/tenester/{service.pk}-{service.slug}/"


@pytest.fixture
def shown(reader, site):
    def shown(service: Service, at=None) -> Element:
        return read(reader(at or site).get(address(service))).one("main")

    return shown


def standing(page: Element) -> str:
    return " ".join(part.text for part in page.all("div", css="bti-standing"))


class TestStanding:
    def test_an_open_service_says_nothing(self, site, shown):
        service = ServiceFactory(site=site, availability_note_nn="Gamal merknad")
        page = shown(service)
        assert standing(page) == ""
        assert "Gamal merknad" not in page.text

    @pytest.mark.parametrize(
        ("word", "words"), [("closed", "Closed for now"), ("full", "Full for now")]
    )
    def test_closed_and_full_are_told_first_with_the_reason(
        self, site, shown, word, words, nynorsk
    ):
        service = ServiceFactory(site=site, availability=word, availability_note_nn="Til august.")
        page = shown(service)
        assert standing(page) == f"{nynorsk(words)} Til august."
        assert page.text.index("Til august.") < page.text.index("Du får nokon")

    def test_what_starts_later_ends_or_has_ended_says_the_day(self, site, shown):
        today = timezone.localdate()
        later, before = today + datetime.timedelta(days=400), today - datetime.timedelta(days=400)
        assert str(later.year) in standing(shown(ServiceFactory(site=site, starts_on=later)))
        assert str(later.year) in standing(shown(ServiceFactory(site=site, ends_on=later)))
        assert str(before.year) in standing(shown(ServiceFactory(site=site, ends_on=before)))
        assert standing(shown(ServiceFactory(site=site, starts_on=before))) == ""

    def test_what_has_ended_is_not_said_to_be_closed_too(self, site, shown, nynorsk):
        day = timezone.localdate() - datetime.timedelta(days=1)
        service = ServiceFactory(site=site, ends_on=day, availability="closed")
        assert nynorsk("Closed for now") not in standing(shown(service))

    def test_the_last_day_itself_is_not_past(self, site, shown, nynorsk):
        service = ServiceFactory(site=site, ends_on=timezone.localdate())
        ended = nynorsk("Ended %(day)s").split("%")[0]
        assert ended not in standing(shown(service))


class TestFacts:
    def test_waiting_has_the_day_it_was_stated_and_what_to_do(self, site, shown):
        service = ServiceFactory(
            site=site,
            waiting_time_nn="Om lag tre veker",
            waiting_stated_on=datetime.date(2026, 5, 3),
            meanwhile_nn="<p>Skriv ned det du ser.</p>",
        )
        page = shown(service)
        assert "Om lag tre veker" in page.text
        assert "3. mai 2026" in page.text
        assert "Skriv ned det du ser." in page.text

    def test_a_waiting_time_without_a_day_says_that_the_day_is_unknown(self, site, shown, nynorsk):
        page = shown(ServiceFactory(site=site, waiting_time_nn="Om lag tre veker"))
        assert nynorsk("We do not know when this was stated.") in page.text

    def test_how_to_apply_and_who_must_consent(self, site, shown):
        form = "https://skjema.example/sok"
        service = ServiceFactory(
            site=site, referral="self", referral_form=form, consent_note_nn="Begge foreldra."
        )
        page = shown(service)
        assert form in page.links().values()
        assert "Begge foreldra." in page.text

    def test_languages_stand_as_in_a_sentence_with_the_interpreter(self, site, shown, nynorsk):
        page = shown(ServiceFactory(site=site, languages=["no", "uk"], interpreter="yes"))
        assert "Norsk, ukrainsk" in page.text
        assert nynorsk("An interpreter can be booked, free for you") in page.text

    def test_travel_and_access_are_told(self, site, shown):
        service = ServiceFactory(site=site, travel_nn="Buss 12", accessibility_nn="Heis")
        assert "Buss 12" in shown(service).text
        assert "Heis" in shown(service).text

    def test_themes_lead_to_more_of_the_same(self, site, shown):
        service = ServiceFactory(site=site, themes=[ThemeFactory(key="sorg", name_nn="Sorg")])
        assert shown(service).links()["Sorg"] == "/nn/tenester/?tema=sorg"


class TestBorrowed:
    @pytest.fixture
    def neighbour(self):
        return with_catalogue("dal.example")

    def borrow(self, service: Service, neighbour, **local: str) -> Publication:
        return PublicationFactory(service=service, site=neighbour, **local)

    def test_its_own_contact_travel_and_address_come_before_the_owners(
        self, site, neighbour, shown
    ):
        service = ServiceFactory(site=site, travel_nn="Buss 12", email="post@vik.example")
        self.borrow(
            service,
            neighbour,
            local_contact_nn="Kari ved torget",
            local_travel_nn="Vi hentar deg",
            local_email="post@dal.example",
        )
        there = shown(service, neighbour)
        assert "Kari ved torget" in there.text
        assert "Vi hentar deg" in there.text
        assert "Buss 12" not in there.text
        assert "mailto:post@dal.example" in there.links().values()
        assert "Buss 12" in shown(service).text

    def test_a_withheld_address_has_no_way_there_at_either(self, site, neighbour, shown):
        """Also where an older text, with the address in it, is the one that was approved."""
        service = ServiceFactory(site=site, place_nn="Fjellet 1", travel_nn="Buss 12")
        self.borrow(service, neighbour, local_travel_nn="Ta av ved kyrkja")
        assert "Fjellet 1" in shown(service, neighbour).text
        service.place_nn, service.travel_nn, service.is_address_withheld = "", "", True
        service.save_revision().publish()
        for place in (site, neighbour):
            page = shown(service, place)
            everything = page.text + str([part.attributes for part in page.walk()])
            for secret in ("Fjellet 1", "Buss 12", "Ta av ved kyrkja"):
                assert secret not in everything

    def test_it_shows_the_approved_standing_and_not_the_newest(self, site, neighbour, shown):
        service = ServiceFactory(site=site)
        self.borrow(service, neighbour)
        service.availability = "closed"
        service.save_revision().publish()
        assert standing(shown(service)) != ""
        assert standing(shown(service, neighbour)) == ""

    @pytest.mark.parametrize("is_borrowed", [False, True])
    def test_more_citations_cost_no_more_queries(self, site, neighbour, reader, is_borrowed):
        place = neighbour if is_borrowed else site

        def cost(number: int) -> int:
            service = ServiceFactory(site=site, themes=ThemeFactory.create_batch(number))
            service.legal_references = LegalReferenceFactory.create_batch(number)
            service.save()
            self.borrow(service, neighbour)
            reader(place).get(address(service))
            with CaptureQueriesContext(connection) as queries:
                assert reader(place).get(address(service)).status_code == 200
            return len(queries)

        assert cost(1) == cost(6) <= 12
