"""The model on three levels: what readers see of it, and what editors and coordinators see missing."""

import datetime
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import Site

from bti_portal.registers.models import ModelElement
from tests.factories import (
    GuidePageFactory,
    ModelElementFactory,
    ModelMapPageFactory,
    ServiceIndexPageFactory,
    ToolIndexPageFactory,
    UserFactory,
    home_of,
    make_site,
)
from tests.portal.conftest import SECRET
from tests.portal.editor_forms import filled_in
from tests.reading import Element, read

pytestmark = pytest.mark.django_db
Kind, Level = ModelElement.Kind, ModelElement.Level


@pytest.fixture
def site() -> Site:
    """A municipality in both forms, with a page for its model."""
    site = make_site("nyvik.example", ("nn", "nb"))
    page = ModelMapPageFactory(parent=home_of(site), locale=home_of(site).locale)
    ModelMapPageFactory(
        parent=home_of(site, "nb"),
        locale=home_of(site, "nb").locale,
        translation_key=page.translation_key,
    )
    return site


def shown(reader, site: Site, language: str = "nn") -> Element:
    answer = reader(site).get(f"/{language}/modellen/")
    assert answer.status_code == 200
    return read(answer).one("main")


def cells(main: Element) -> dict[tuple[str, str], list[str]]:
    """The names in each cell, by level and kind, in the order of the page."""
    found = {}
    for floor in main.all("li", css="bti-model__floor"):
        level = floor.one("h3").text
        for cell in floor.all("li", css="bti-model__cell"):
            found[level, cell["data-kind"]] = [link.text for link in cell.all("a")]
    return found


class TestForReaders:
    def test_parts_stand_in_their_cells_from_the_child_outwards(self, reader, site: Site) -> None:
        ModelElementFactory(site=site, name_nn="Oppvekstplan")
        ModelElementFactory(site=site, level=Level.INDIVIDUAL, name_nn="Individuell plan")
        arena = {"kind": Kind.MEETING_ARENA, "level": Level.AGENCY}
        ModelElementFactory(site=site, **arena, name_nn="Ressursteam")
        assert list(cells(shown(reader, site)).items()) == [
            (("Barnet og familien", "plan"), ["Individuell plan"]),
            (("Tenesta og eininga", "meeting_arena"), ["Ressursteam"]),
            (("Kommunen", "plan"), ["Oppvekstplan"]),
        ]

    def test_every_name_leads_to_its_description_further_down(self, reader, site: Site) -> None:
        ModelElementFactory.create_batch(3, site=site)
        main = shown(reader, site)
        targets = [link["href"] for link in main.one("ul", css="bti-model").all("a")]
        described = {f"#{part['id']}" for part in main.all("article", css="bti-part")}
        assert len(targets) == 3
        assert set(targets) == described

    def test_a_meeting_arena_is_described_in_full(self, reader, site: Site) -> None:
        ModelElementFactory(
            site=site,
            kind=Kind.MEETING_ARENA,
            key="team",
            mandate_nn="Teamet gir råd.",
            members_nn="PPT og barnevern",
            rhythm_nn="Kvar månad",
            routine_nn="Sakslista kjem før.",
            owner_nn="Barnevernsleiaren",
            approved_by_nn="Leiargruppa",
            valid_from=datetime.date(2026, 1, 1),
        )
        part = shown(reader, site).one("article")
        facts = zip(part.all("dt"), part.all("dd"), strict=True)
        assert part["id"] == "del-team"
        assert {term.text: words.text for term, words in facts} == {
            "Mandat": "Teamet gir råd.",
            "Medlemmer": "PPT og barnevern",
            "Kor ofte": "Kvar månad",
            "Før og etter eit møte": "Sakslista kjem før.",
            "Ansvarleg": "Barnevernsleiaren",
            "Godkjent av": "Leiargruppa",
            "Gjeld frå": "1. januar 2026",
        }
        assert "Kontrollert 1. oktober 2026" in part.text

    def test_what_is_over_or_not_begun_is_not_shown(self, reader, site: Site) -> None:
        today = timezone.localdate()
        day = datetime.timedelta(days=1)
        ModelElementFactory(site=site, name_nn="Gammal plan", valid_to=today - day)
        ModelElementFactory(site=site, name_nn="Ny plan", valid_from=today + day)
        ModelElementFactory(site=site, name_nn="Plan i dag", valid_from=today, valid_to=today)
        assert list(cells(shown(reader, site)).values()) == [["Plan i dag"]]

    def test_an_empty_model_shows_no_empty_boxes(self, reader, site: Site) -> None:
        main = shown(reader, site)
        assert main.all(css="bti-model") == []
        assert "anglar" not in main.text

    def test_the_sites_own_guide_toolbox_and_catalogue_are_tools(self, reader, site: Site) -> None:
        home = home_of(site)
        GuidePageFactory(parent=home, title="Rettleiaren", slug="rettleiar")
        ToolIndexPageFactory(parent=home, title="Verktøykassa")
        ServiceIndexPageFactory(parent=home, title="Finn hjelp")
        main = shown(reader, site)
        assert cells(main) == {
            ("Barnet og familien", "tool"): ["Rettleiaren", "Verktøykassa", "Finn hjelp"]
        }
        assert main.links()["Opne Rettleiaren"] == "/nn/rettleiar/"

    def test_a_row_that_leads_to_the_guide_stands_for_it(self, reader, site: Site) -> None:
        guide = GuidePageFactory(parent=home_of(site), slug="rettleiar")
        GuidePageFactory(
            parent=home_of(site, "nb"), slug="veileder", translation_key=guide.translation_key
        )
        tool = {"kind": Kind.TOOL, "level": Level.INDIVIDUAL, "page": guide}
        ModelElementFactory(site=site, **tool, name_nn="Vegen", name_nb="Veien")
        assert cells(shown(reader, site)) == {("Barnet og familien", "tool"): ["Vegen"]}
        in_bokmal = shown(reader, site, "nb")
        assert in_bokmal.links()["Åpne Veien"] == "/nb/veileder/"

    def test_an_address_of_somebody_else_says_so(self, reader, site: Site) -> None:
        ModelElementFactory(site=site, name_nn="Planen", url="https://www.example.no/plan.pdf")
        main = shown(reader, site)
        assert main.links()["Opne Planen"] == "https://www.example.no/plan.pdf"
        assert "Opnar ein annan nettstad" in main.text

    def test_the_neighbours_model_is_not_shown(self, reader, site: Site) -> None:
        ModelElementFactory(site=make_site("annavik.example"), name_nn="Grannens plan")
        assert "Grannens" not in shown(reader, site).text

    def test_many_parts_cost_no_more_queries_than_one(self, reader, site: Site) -> None:
        guide = GuidePageFactory(parent=home_of(site))
        ModelElementFactory(site=site, page=guide)

        def cost() -> int:
            reader(site).get("/nn/modellen/")
            with CaptureQueriesContext(connection) as queries:
                reader(site).get("/nn/modellen/")
            return len(queries)

        before = cost()
        for kind in Kind:
            ModelElementFactory.create_batch(5, site=site, kind=kind, page=guide)
        assert cost() == before <= 12

    def test_the_starter_package_fills_the_map(self, demo, reader) -> None:
        main = read(reader(demo.fjordvik).get("/nn/modellen-pa-tre-niva/")).one("main")
        filled = cells(main)
        assert len(filled) == 11
        assert all(filled.values())
        tools = filled["Barnet og familien", "tool"]
        assert len(tools) == len(set(tools)) == 4
        assert main.links()["Opne Handlingsrettleiaren"] == "/nn/handlingsrettleiar/"


class TestForEditors:
    def test_the_preview_shows_what_is_missing(self, site: Site, client) -> None:
        ModelElementFactory(site=site)
        page = home_of(site).get_children().get(slug="modellen").specific
        client.force_login(UserFactory(coordinator_at=site))
        headers = {"host": site.hostname}
        edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
        preview = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
        sent = filled_in(client.get(edit, headers=headers))
        assert client.post(preview, sent, headers=headers).json()["is_valid"]
        main = read(client.get(preview, headers=headers)).one("main")
        assert len(main.all("li", css="bti-model__cell")) == 12
        assert main.text.count("Manglar. Berre de som redigerer") == 11


class TestReport:
    @pytest.fixture
    def desk(self, site: Site, client):
        with translation.override("nb"):
            client.force_login(UserFactory(coordinator_at=site))
        return client

    def report(self, client, site: Site) -> Element:
        url = reverse("reports:model_report", args=[site.pk])
        answer = client.get(url, headers={"host": site.hostname})
        assert answer.status_code == 200
        return read(answer).one("main")

    def test_empty_cells_lead_to_a_new_row_of_their_kind(self, site: Site, desk) -> None:
        ModelElementFactory(site=site)
        main = self.report(desk, site)
        assert "11 av 12 ruter er tomme." in main.text
        link = main.links()["Legg til Rutiner – Barnet og familien"]
        form = read(desk.get(link, headers={"host": site.hostname}))
        chosen = {
            select["name"]: option["value"]
            for select in form.all("select")
            for option in select.all("option")
            if "selected" in option.attributes
        }
        assert (chosen["kind"], chosen["level"]) == ("routine", "individual")

    def test_what_has_grown_old_or_is_thin_is_named(self, site: Site, desk) -> None:
        past = timezone.localdate() - datetime.timedelta(days=1)
        ModelElementFactory(site=site, name_nb="Utgått plan", valid_to=past)
        ModelElementFactory(site=site, name_nb="Ukontrollert plan", checked_on=None)
        ModelElementFactory(site=site, name_nb="Plan til kontroll", next_check=past)
        ModelElementFactory(site=site, name_nb="Tynt team", kind=Kind.MEETING_ARENA)
        ModelElementFactory(site=site, name_nn="", name_nb="Plan på bokmål")
        main = self.report(desk, site)
        lists = {
            heading.text: heading.parent.text[heading.parent.text.index(heading.text) :]
            for heading in main.all("h2")
        }
        for heading, name in {
            "Ikke gyldig lenger: leserne ser det ikke": "Utgått plan",
            "Ingen har kontrollert disse": "Ukontrollert plan",
            "På tide å kontrollere på nytt": "Plan til kontroll",
            "Samhandlingsarenaer uten mandat, medlemmer eller hvor ofte de møtes": "Tynt team",
            "Mangler på én målform": "Plan på bokmål – Nynorsk",
        }.items():
            assert lists[heading].removeprefix(heading).strip().startswith(name), heading

    def test_neighbours_are_refused_and_not_named(self, neighbours: SimpleNamespace) -> None:
        austby = neighbours.austby.log_in()
        url = reverse("reports:model_report", args=[neighbours.fjordvik.site.pk])
        assert austby.get(url).status_code == 404
        own = austby.get(reverse("reports:model_report", args=[neighbours.austby.site.pk]))
        assert own.status_code == 200
        assert SECRET not in own.content.decode()

    def test_a_coordinator_keeps_the_model_of_her_own_municipality(
        self, neighbours: SimpleNamespace
    ) -> None:
        row = neighbours.fjordvik.rows[ModelElement]
        url = reverse(ModelElement.snippet_viewset.get_url_name("edit"), args=[row.pk])
        assert neighbours.fjordvik.log_in().get(url).status_code == 200
        assert neighbours.austby.log_in().get(url).status_code == 404

    def test_a_row_cannot_lead_to_the_neighbours_page(self, neighbours: SimpleNamespace) -> None:
        austby = neighbours.austby.log_in()
        row = neighbours.austby.rows[ModelElement]
        url = reverse(ModelElement.snippet_viewset.get_url_name("edit"), args=[row.pk])
        sent = filled_in(austby.get(url)) | {"page": str(neighbours.fjordvik.home.pk)}
        answer = austby.post(url, sent)
        assert ModelElement.objects.get(pk=row.pk).page_id is None
        assert SECRET not in answer.content.decode()
