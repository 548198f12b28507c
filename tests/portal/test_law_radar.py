"""The stale-law radar: who cites a law, and which paragraphs are typed into texts."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Site

from bti_portal.registers.models import LegalReference
from handlingsveileder.models import ArticlePage, StepPage
from tests.factories import (
    GuidePageFactory,
    LegalReferenceFactory,
    LevelPageFactory,
    ServiceFactory,
    StepPageFactory,
    home_of,
    make_site,
)
from tests.portal.conftest import SECRET
from tests.portal.editor_forms import send
from tests.portal.law_texts import DAY, TODAY, address, article, citing, desk_of, old_and_new, radar
from tests.reading import Element, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def site() -> Site:
    return make_site("nyvik.example", ("nn", "nb"))


@pytest.fixture
def desk(site: Site) -> Client:
    return desk_of(site)


def laws(main: Element) -> dict[str, str]:
    """What the table says of each law."""
    rows = [row for row in main.all("tr") if row.all("td")]
    return {row.one("th").text: " ".join(cell.text for cell in row.all("td")) for row in rows}


class TestCited:
    def test_every_page_and_service_that_cites_a_law_is_listed(
        self, desk: Client, site: Site
    ) -> None:
        law = LegalReferenceFactory(act_nb="Prøveloven", paragraph="§ 3")
        page = citing(site, law, title="Om plikta")
        level = LevelPageFactory(parent=GuidePageFactory(parent=home_of(site)))
        step = StepPageFactory(parent=level, title="Eit steg med heimel")
        step.legal_references.append(("legal_reference", law))
        step.save()
        service = ServiceFactory(site=site)
        service.legal_references.add(law)
        service.save()
        main = radar(desk, site)
        assert "3 sider og tjenester" in laws(main)["Prøveloven § 3"]
        listed = read(desk.get(reverse("reports:cited_law", args=[law.pk]))).one("main").links()
        for row in (page, StepPage.objects.get(pk=step.pk)):
            assert listed[row.title] == reverse("wagtailadmin_pages:edit", args=[row.pk])
        assert service.name in listed

    def test_what_no_longer_holds_comes_first_and_names_its_replacement(
        self, desk: Client, site: Site
    ) -> None:
        for law in (LegalReferenceFactory(act_nb="Aloven"), old_and_new()):
            citing(site, law)
        main = radar(desk, site)
        assert next(iter(laws(main))) == "Opplæringslova § 9A"
        said = laws(main)["Opplæringslova § 9A"]
        assert "Gjelder ikke lenger" in said
        assert "Bytt ut med Opplæringslova § 12-4, kontrollert 1. oktober 2026." in said
        assert "1 lov dere viser til, gjelder ikke lenger." in main.text

    @pytest.mark.parametrize(
        "lacking", [{"checked_on": None}, {"source": ""}, {"in_force_to": TODAY - DAY}]
    )
    def test_an_unconfirmed_row_is_never_proposed(
        self, desk: Client, site: Site, lacking: dict[str, Any]
    ) -> None:
        law = old_and_new()
        LegalReference.objects.filter(pk=law.replaced_by_id).update(**lacking)
        citing(site, law)
        said = laws(radar(desk, site))["Opplæringslova § 9A"]
        assert "§ 12-4" not in said
        assert "Registeret har ingen kontrollert erstatning." in said

    def test_pages_not_published_since_a_law_was_changed_are_pointed_out(self, site: Site) -> None:
        law = LegalReferenceFactory(act_nb="Prøveloven", site=site)
        seen, unseen = (citing(site, law, title=name) for name in ("Lesen på nytt", "Ulesen"))
        for page in (seen, unseen):
            page.save_revision().publish()
        desk = desk_of(site)
        edit = reverse(LegalReference.snippet_viewset.get_url_name("edit"), args=[law.pk])
        assert send(desk, edit, topic_nb="Noe helt annet.").status_code == 302
        seen.save_revision().publish()
        main = read(desk.get(reverse("reports:cited_law", args=[law.pk]))).one("main")
        marked = [item.text for item in main.all("li") if "Les én gang til" in item.text]
        assert len(marked) == 1
        assert marked[0].startswith(unseen.title)
        assert "1 side er ikke publisert siden." in laws(radar(desk, site))[str(law)]


class TestEditingALaw:
    def test_the_editor_and_the_saving_tell_where_it_is_cited(self, site: Site) -> None:
        law = LegalReferenceFactory(act_nb="Prøveloven", paragraph="§ 3")
        citing(site, law)
        operator = desk_of(site, operator=True)
        edit = reverse(LegalReference.snippet_viewset.get_url_name("edit"), args=[law.pk])
        where = reverse("reports:cited_law", args=[law.pk])
        before = read(operator.get(edit))
        assert "1 side eller tjeneste viser til Prøveloven § 3." in before.text
        assert before.links()["Se hvor"] == where
        ended = (TODAY - DAY).isoformat()
        answer = send(operator, edit, in_force_to=ended)
        after = read(operator.get(answer.headers["Location"]))
        assert "viser fortsatt til Prøveloven § 3, som ikke gjelder lenger" in after.text
        assert after.links()["Se hvor"] == where

    def test_a_law_that_nothing_cites_says_nothing(self, site: Site) -> None:
        law = LegalReferenceFactory()
        edit = reverse(LegalReference.snippet_viewset.get_url_name("edit"), args=[law.pk])
        assert "viser til" not in read(desk_of(site, operator=True).get(edit)).one("main").text


class TestNeighbours:
    def test_nothing_of_the_neighbours_is_told(self, neighbours: SimpleNamespace) -> None:
        law = neighbours.shared[LegalReference]
        page = neighbours.fjordvik.pages[ArticlePage]
        page.body.append(("legal_references", [law]))
        page.body.append(("text", f"<p>{SECRET} står i § 15-3.</p>"))
        page.save_revision().publish()
        austby = neighbours.austby.log_in()
        assert austby.get(address(neighbours.fjordvik.site)).status_code == 404
        for url in (address(neighbours.austby.site), reverse("reports:cited_law", args=[law.pk])):
            answer = austby.get(url)
            assert answer.status_code == 200
            assert SECRET not in answer.content.decode()
            assert "15-3" not in answer.content.decode()
        own = neighbours.fjordvik.log_in().get(reverse("reports:cited_law", args=[law.pk]))
        assert page.title in own.content.decode()

    def test_the_neighbours_own_law_is_not_found(self, neighbours: SimpleNamespace) -> None:
        law = neighbours.fjordvik.rows[LegalReference]
        url = reverse("reports:cited_law", args=[law.pk])
        assert neighbours.austby.log_in().get(url).status_code == 404
        assert neighbours.fjordvik.log_in().get(url).status_code == 200


def test_more_pages_laws_and_services_cost_no_more_queries(desk: Client, site: Site) -> None:
    def cost(url: str) -> int:
        desk.get(url)
        with CaptureQueriesContext(connection) as queries:
            desk.get(url)
        return len(queries)

    def grow() -> LegalReference:
        law = LegalReferenceFactory()
        citing(site, law)
        article(site, "Sjå § 13.")
        service = ServiceFactory(site=site, summary_nn="Sjå § 14.")
        service.legal_references.add(law)
        service.save()
        return law

    law = grow()
    urls = [address(site), reverse("reports:cited_law", args=[law.pk])]
    before = [cost(url) for url in urls]
    for _ in range(4):
        grow()
        citing(site, law)
    assert [cost(url) for url in urls] == before
