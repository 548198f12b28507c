"""The language check: in the editors, in the report, by command; and the words of a municipality."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Site

from bti_portal.registers.models import AcceptedWord, Term
from bti_portal.registers.terms import terms_for
from tests.factories import ServiceFactory, make_site
from tests.portal.law_texts import article, desk_of
from tests.reading import Element, read

pytestmark = pytest.mark.django_db
LONG = "Vi møter deg og barnet " + "og barnet " * 15 + "i dag."


@pytest.fixture
def site() -> Site:
    return make_site("nyvik.example")


@pytest.fixture
def desk(site: Site) -> Client:
    return desk_of(site)


def address(site: Site) -> str:
    return reverse("reports:language_check", args=[site.pk])


def panel(desk: Client, url: str) -> Element:
    page = read(desk.get(url))
    return next(div for div in page.all("div") if div["id"] == "language-findings")


def check(site: Site, **options: object) -> str:
    out = StringIO()
    call_command("check_language", host=site.hostname, stdout=out, **options)
    return out.getvalue()


class TestEditors:
    def test_a_page_tells_what_a_colleague_would_say_and_where(self, desk, site) -> None:
        page = article(site, "Du må ikke vente.", title="Om venting")
        said = panel(desk, reverse("wagtailadmin_pages:edit", args=[page.pk]))
        assert "ikke" in said.text
        assert "ikkje" in said.text
        assert any("contentpath=body." in link["href"] for link in said.all("a"))

    def test_a_page_in_bokmal_is_read_as_bokmal(self) -> None:
        both = make_site("begge.example", ("nn", "nb"))
        page = article(both, "Du må ikke vente.", "nb", title="Om venting", lead="")
        said = panel(desk_of(both), reverse("wagtailadmin_pages:edit", args=[page.pk]))
        assert said.all("mark") == []

    def test_a_service_is_read_in_both_forms(self, desk, site) -> None:
        service = ServiceFactory(
            site=site, summary_nn="Vi hjelper noen.", summary_nb="Vi hjelper nokon."
        )
        url = reverse(type(service).snippet_viewset.get_url_name("edit"), args=[service.pk])
        said = panel(desk, url)
        assert [mark.text for mark in said.all("mark")] == ["noen", "nokon"]
        assert {link["href"] for link in said.all("a")} >= {"#id_summary_nn", "#id_summary_nb"}


class TestCommand:
    def test_findings_are_printed_and_strict_fails(self, site) -> None:
        article(site, "Du må ikke vente. " + LONG)
        said = check(site)
        assert "nn form:" in said
        assert "nn long:" in said
        with pytest.raises(CommandError):
            check(site, strict=True)

    def test_strict_passes_over_what_is_only_advice(self, site) -> None:
        article(site, LONG)
        assert "form 0" in check(site, strict=True)

    def test_only_one_form_is_read_when_asked(self, site) -> None:
        article(site, "Du må ikke vente.")
        assert "form 0" in check(site, form="nb")

    def test_an_unknown_host_is_told(self) -> None:
        with pytest.raises(CommandError, match=r"ukjend\.example"):
            call_command("check_language", host="ukjend.example")


class TestTerms:
    def test_a_forbidden_word_is_told_with_what_to_write(self, site) -> None:
        Term.objects.create(
            key="huset",
            site=site,
            preferred_nn="Ungdommens hus",
            forbidden_nn="ungdomsklubb*",
            note_nn="Det heiter så no.",
        )
        article(site, "Møt opp på ungdomsklubben.")
        said = check(site)
        assert "nn forbidden:" in said
        assert "«Ungdommens hus»" in said

    def test_a_sites_own_term_stands_before_the_shared_one(self, site) -> None:
        other = make_site("dal.example")
        Term.objects.create(key="skule-prove", preferred_nn="skule", preferred_nb="skole")
        Term.objects.create(key="skule-prove", site=site, preferred_nn="barneskule")
        Term.objects.create(key="berre-her", site=other, preferred_nn="dal")
        known = {term.key: term.nn.preferred for term in terms_for(site)}
        assert known["skule-prove"] == "barneskule"
        assert "berre-her" not in known
        assert {term.key: term.nb.preferred for term in terms_for(other)}["skule-prove"] == "skole"


class TestReport:
    def test_it_counts_by_kind_and_names_the_page(self, desk, site) -> None:
        article(site, "Du må ikke vente. Hvem ringer?", title="Om venting")
        main = read(desk.get(address(site))).one("main")
        row = next(row for row in main.all("tr") if "Om venting" in row.text)
        assert row.all("td")[1].text == "Ord fra den andre målformen: 2"

    def test_a_word_that_is_right_here_is_left_alone_here_only(self, desk, site) -> None:
        other = make_site("dal.example")
        for at in (site, other):
            article(at, "Foreninga heiter ikke uroa.")
        answer = desk.post(address(site), {"words": "Ikke uroa"})
        assert answer.status_code == 302
        assert AcceptedWord.objects.get().site == site
        assert "form 0" in check(site)
        assert "form 1" in check(other)
        desk.post(address(site), {"words": "ikke uroa"})
        assert AcceptedWord.objects.count() == 1

    def test_an_empty_word_is_refused_with_a_reason(self, desk, site) -> None:
        answer = desk.post(address(site), {"words": "  "})
        assert answer.status_code == 200
        assert not AcceptedWord.objects.exists()

    def test_the_municipalitys_own_name_is_no_fault(self, desk) -> None:
        site = make_site("hvem.example", name_nn="Hvem kommune", name_nb="Hvem kommune")
        article(site, "Hvem kommune hjelper deg.")
        assert "form 0" in check(site)

    def test_a_neighbours_report_is_not_there(self, site) -> None:
        other = make_site("dal.example")
        assert desk_of(other).get(address(site)).status_code == 404
        assert desk_of(other).post(address(site), {"words": "ikke"}).status_code == 404

    def test_more_texts_cost_no_more_queries(self, desk, site) -> None:
        def cost() -> int:
            with CaptureQueriesContext(
                connection,
            ) as queries:
                assert desk.get(address(site)).status_code == 200
            return len(queries)

        article(site, "Du må ikke vente.")
        ServiceFactory(site=site, summary_nn="Vi hjelper noen.")
        cost()
        before = cost()
        for number in range(6):
            article(site, f"Du må ikke vente {number}.")
            ServiceFactory(site=site, summary_nn=f"Vi hjelper noen {number}.")
        assert cost() <= before
