"""The page of one service, as each municipality shows it."""

import datetime

import pytest
from django.utils import translation
from django.utils.translation import gettext
from wagtail.models import ReferenceIndex

from tests.factories import (
    ArticlePageFactory,
    GuidePageFactory,
    LegalReferenceFactory,
    LevelPageFactory,
    PublicationFactory,
    ServiceFactory,
    ServiceIndexPageFactory,
    StepPageFactory,
    home_of,
    make_site,
)
from tests.reading import read
from tjenesteoversikt.models import Publication, Service

pytestmark = pytest.mark.django_db


def with_catalogue(host: str):
    site = make_site(host)
    ServiceIndexPageFactory(parent=home_of(site), slug="tenester")
    return site


@pytest.fixture
def site():
    return with_catalogue("vik.example")


@pytest.fixture
def neighbour():
    return with_catalogue("dal.example")


def address(service: Service, slug: str = "") -> str:
    return f"/nn/tenester/{service.pk}-{slug or service.slug}/"


@pytest.fixture
def shown(reader):
    """The main part of a service's page at a site."""

    def shown(service: Service, site):
        page = reader(site).get(address(service))
        assert page.status_code == 200
        return read(page).one("main")

    return shown


def said(words: str) -> str:
    """Our own words as a reader in nynorsk sees them."""
    with translation.override("nn"):
        return gettext(words)


WITHHELD = "The address is kept secret on purpose. Call to find out."
NOT_CONFIRMED = "Not yet checked by the municipality"


class TestAddress:
    def test_the_list_leads_to_the_page(self, site, reader):
        service = ServiceFactory(site=site, name_nn="Losen")
        links = read(reader(site).get("/nn/tenester/")).links()
        assert links["Losen"] == address(service)
        assert read(reader(site).get(links["Losen"])).one("h1").text == "Losen"

    def test_an_old_slug_leads_to_the_present_one_for_good(self, site, reader):
        service = ServiceFactory(site=site, key="losen")
        before = address(service)
        service.key = "ungdomslosen"
        service.save()
        answer = reader(site).get(before)
        assert answer.status_code == 301
        assert answer["Location"] == address(service)

    @pytest.mark.parametrize("path", ["/nn/tenester/999999-losen/", "/nn/tenester/losen/"])
    def test_a_service_that_does_not_exist_is_not_found(self, site, reader, path):
        assert reader(site).get(path).status_code == 404

    def test_a_number_too_large_for_the_database_is_not_found(self, site, reader):
        assert reader(site).get("/nn/tenester/99999999999999999999999-x/").status_code == 404

    def test_a_hidden_service_is_not_found(self, site, reader):
        service = ServiceFactory(site=site)
        Publication.objects.filter(service=service).update(is_visible=False)
        assert reader(site).get(address(service)).status_code == 404

    def test_a_draft_is_not_found(self, site, reader):
        assert reader(site).get(address(ServiceFactory(site=site, live=False))).status_code == 404

    def test_another_municipalitys_service_is_not_found(self, site, neighbour, reader):
        service = ServiceFactory(site=neighbour)
        assert reader(site).get(address(service)).status_code == 404


class TestFacts:
    def test_a_withheld_address_is_not_shown_and_the_reason_is(self, site, shown):
        service = ServiceFactory(site=site, place_nn="Fjellvegen 1", is_address_withheld=True)
        page = shown(service, site)
        assert "Fjellvegen 1" not in page.text
        assert said(WITHHELD) in page.text

    def test_an_address_that_is_not_withheld_is_shown(self, site, shown):
        service = ServiceFactory(site=site, place_nn="Fjellvegen 1")
        page = shown(service, site)
        assert "Fjellvegen 1" in page.text
        assert said(WITHHELD) not in page.text

    def test_a_telephone_can_be_dialled(self, site, shown):
        links = shown(ServiceFactory(site=site, phone="55 12 34 56"), site).links()
        assert links["55 12 34 56"] == "tel:55123456"

    @pytest.mark.parametrize("number", ["00 00 00 00", "00000000", "+00 00"])
    def test_a_made_up_number_is_text_that_nobody_can_dial(self, site, shown, number):
        page = shown(ServiceFactory(site=site, phone=number), site)
        assert number in page.text
        assert not [link for link in page.all("a") if link["href"].startswith("tel:")]

    def test_what_nobody_has_confirmed_is_told_calmly(self, site, shown):
        page = shown(ServiceFactory(site=site, checked_on=None), site)
        assert page.text.count(said(NOT_CONFIRMED)) == 1

    def test_what_is_confirmed_has_the_day_and_no_notice(self, site, shown):
        service = ServiceFactory(site=site, checked_on=datetime.date(2026, 10, 1))
        page = shown(service, site)
        assert said(NOT_CONFIRMED) not in page.text
        assert "1. oktober 2026" in page.text

    def test_an_unconfirmed_paragraph_is_not_shown(self, site, shown):
        law = LegalReferenceFactory(act_nn="Barnevernslova", paragraph="§ 3-1", checked_on=None)
        service = ServiceFactory(site=site)
        service.legal_references = [law]
        service.save()
        page = shown(service, site)
        assert "Barnevernslova" in page.text
        assert "3-1" not in page.text

    def test_who_may_refer_is_told_only_when_a_referral_is_needed(self, site, shown):
        texts = {"who_may_refer_nn": "Fastlegen", "how_to_get_nn": "<p>Ta kontakt.</p>"}
        needed = ServiceFactory(site=site, referral="required", **texts)
        direct = ServiceFactory(site=site, referral="none", **texts)
        assert "Fastlegen" in shown(needed, site).text
        assert "Fastlegen" not in shown(direct, site).text

    def test_who_may_refer_is_told_also_when_nothing_else_is_said_about_how(self, site, shown):
        service = ServiceFactory(site=site, referral="required", who_may_refer_nn="Fastlegen")
        assert "Fastlegen" in shown(service, site).text

    def test_what_an_editor_pastes_stays_text(self, site, shown):
        service = ServiceFactory(site=site, name_nn="<script>alert(1)</script>Losen")
        assert shown(service, site).one("h1").text == "<script>alert(1)</script>Losen"

    def test_a_page_without_any_texts_but_the_name_can_be_read(self, site, shown):
        service = ServiceFactory(site=site, summary_nn="", summary_nb="", audiences=[])
        page = shown(service, site)
        assert all(heading.text for heading in page.all("h1", "h2", "h3"))


class TestBorrowed:
    @pytest.fixture
    def service(self, site, neighbour):
        service = ServiceFactory(site=site, name_nn="Krisesenteret", phone="55 12 34 56")
        Publication.objects.filter(service=service).update(local_note_nn="Ring døra på baksida.")
        PublicationFactory(
            service=service,
            site=neighbour,
            local_note_nn="Vi hjelper deg dit.",
            local_phone="57 65 43 21",
        )
        return service

    def test_it_is_one_row_shown_on_both_sites(self, service, site, neighbour, shown):
        for place in (site, neighbour):
            assert shown(service, place).one("h1").text == "Krisesenteret"

    def test_each_site_shows_its_own_note_only(self, service, site, neighbour, shown):
        assert "Ring døra på baksida." in shown(service, site).text
        assert "Vi hjelper deg dit." not in shown(service, site).text
        assert "Vi hjelper deg dit." in shown(service, neighbour).text
        assert "Ring døra på baksida." not in shown(service, neighbour).text

    def test_the_borrowers_telephone_comes_before_the_owners(self, service, site, neighbour, shown):
        assert "57 65 43 21" in shown(service, neighbour).text
        assert "55 12 34 56" not in shown(service, neighbour).text
        assert "57 65 43 21" not in shown(service, site).text

    def test_hiding_it_at_one_site_leaves_it_at_the_other(self, service, site, neighbour, reader):
        Publication.objects.filter(service=service, site=site).update(is_visible=False)
        assert reader(site).get(address(service)).status_code == 404
        assert reader(neighbour).get(address(service)).status_code == 200

    def test_the_starter_packages_shared_services_have_their_notes(self, demo, reader):
        for key in ("barnevernvakt", "krisesenter", "fact-ung", "stottesenter-overgrep"):
            service = Service.objects.get(key=key)
            notes = {
                publication.site_id: publication.local_note_nb
                for publication in service.publications.all()
            }
            assert set(notes) == {demo.fjordvik.pk, demo.austby.pk}
            for place in (demo.fjordvik, demo.austby):
                page = reader(place).get(f"/nb/tjenester/{service.pk}-{key}/")
                assert notes[place.pk] in read(page).one("main").text


class TestUsedIn:
    def cite(self, home, service, **fields):
        level = LevelPageFactory(parent=GuidePageFactory(parent=home, slug="veg"), slug="a")
        services = [{"type": "service", "value": service.pk}]
        step = StepPageFactory(parent=level, services=services, **fields)
        ReferenceIndex.create_or_update_for_object(step)
        return step

    def test_it_lists_the_steps_of_this_site_that_cite_the_service(self, site, neighbour, shown):
        service = ServiceFactory(site=site)
        PublicationFactory(service=service, site=neighbour)
        self.cite(home_of(site), service, title="Her i Vik", slug="her")
        self.cite(home_of(neighbour), service, title="Borte i Dal", slug="borte")
        assert shown(service, site).links()["Her i Vik"] == "/nn/veg/a/her/"
        assert "Borte i Dal" not in shown(service, site).text
        assert shown(service, neighbour).links()["Borte i Dal"] == "/nn/veg/a/borte/"

    def test_it_leaves_out_drafts_and_pages_that_are_not_for_everybody(self, site, shown):
        service = ServiceFactory(site=site)
        draft = self.cite(home_of(site), service, title="Kladden", live=False)
        closed = StepPageFactory(
            parent=draft.get_parent(), title="For dei tilsette", services=draft.services
        )
        ReferenceIndex.create_or_update_for_object(closed)
        closed.view_restrictions.create(restriction_type="login")
        page = shown(service, site)
        assert "Kladden" not in page.text
        assert "For dei tilsette" not in page.text

    def test_it_leaves_out_pages_that_are_not_steps(self, site, shown):
        service = ServiceFactory(site=site)
        body = [{"type": "services", "value": [service.pk]}]
        article = ArticlePageFactory(parent=home_of(site), body=body, title="Ein artikkel")
        ReferenceIndex.create_or_update_for_object(article)
        assert "Ein artikkel" not in shown(service, site).text

    def test_the_starter_packages_steps_are_listed_in_the_readers_language(self, demo, reader):
        service = Service.objects.get(key="helsestasjon", site=demo.fjordvik)
        for path, language in (("/nn/tenester", "nn"), ("/nb/tjenester", "nb")):
            page = read(reader(demo.fjordvik).get(f"{path}/{service.pk}-helsestasjon/"))
            guide = {"nn": "/nn/handlingsrettleiar/", "nb": "/nb/handlingsveileder/"}
            cited = [a["href"] for a in page.one("main").all("a") if guide[language] in a["href"]]
            assert len(cited) >= 1
            assert not [a for a in cited if not a.startswith(guide[language])]
