"""The grant checklist: what it finds, what it says is missing, and what one adds oneself."""

import datetime
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Site

from bti_portal.registers.models import ModelElement
from bti_portal.reports.models import GrantEvidence
from handlingsveileder.models import GuidePage, StepPage
from tests.factories import (
    ArticlePageFactory,
    GuidePageFactory,
    LevelPageFactory,
    ModelElementFactory,
    ModelMapPageFactory,
    RoleFactory,
    ServiceFactory,
    ServiceIndexPageFactory,
    StepPageFactory,
    UserFactory,
    home_of,
    make_site,
)
from tests.portal.conftest import SECRET
from tests.reading import Element, read

pytestmark = pytest.mark.django_db


def address(site: Site) -> str:
    return reverse("reports:grant_checklist", args=[site.pk])


@pytest.fixture
def site() -> Site:
    return make_site("nyvik.example", ("nn", "nb"))


@pytest.fixture
def desk(site: Site) -> Client:
    client = Client(headers={"host": site.hostname})
    client.force_login(UserFactory(coordinator_at=site))
    return client


@pytest.fixture
def guide(site: Site) -> GuidePage:
    """A guide with one step that says all it should, and one that says nothing."""
    guide = GuidePageFactory(parent=home_of(site), title="Rettleiaren", slug="rettleiar")
    level = LevelPageFactory(parent=guide)
    role = {"type": "role", "value": RoleFactory().pk}
    told = {"responsible_roles": [role], "documentation": "I loggen", "child_voice": "Spør barnet"}
    StepPageFactory(parent=level, title="Ferdig steg", **told)
    StepPageFactory(parent=level, title="Tomt steg")
    return guide


def criteria(client: Client, site: Site) -> dict[str, Element]:
    answer = client.get(address(site))
    assert answer.status_code == 200
    return {part["id"]: part for part in read(answer).all("li", css="bti-criterion")}


def listed(criterion: Element, heading: str) -> dict[str, str]:
    """What stands under a heading, with where it leads."""
    parts = [part for part in criterion.parts if isinstance(part, Element)]
    places = [i for i, part in enumerate(parts) if part.tag == "h3" and part.text == heading]
    if not places:
        return {}
    items = parts[places[0] + 1].all("li")
    return {item.text: next(iter(item.links().values()), "") for item in items}


def found(criterion: Element) -> dict[str, str]:
    return listed(criterion, "Funnet i portalen")


def missing(criterion: Element) -> dict[str, str]:
    return listed(criterion, "Mangler")


def test_all_seven_criteria_stand_in_the_order_of_the_letter(desk: Client, site: Site) -> None:
    assert list(criteria(desk, site)) == GrantEvidence.Criterion.values


def test_an_empty_site_is_told_what_is_missing_and_promised_nothing(
    desk: Client, site: Site
) -> None:
    parts = criteria(desk, site)
    for key in ("anchored", "formalised", "guide", "published"):
        assert "Ingen veileder er publisert." in missing(parts[key]), key
    assert "Leserne finner ingen tjenester i oversikten." in missing(parts["mapped"])
    assert len([words for words in missing(parts["three_levels"]) if "Tom rute" in words]) == 12
    assert "Ingen side handler om medvirkning eller evaluering." in missing(parts["evaluated"])
    assert all("Dette må dere legge ved selv" in part.text for part in parts.values())


def test_approval_is_read_from_the_guide(desk: Client, site: Site, guide: GuidePage) -> None:
    edit = reverse("wagtailadmin_pages:edit", args=[guide.pk])
    before = missing(criteria(desk, site)["anchored"])
    assert before["Det står ikke hvem som har godkjent «Rettleiaren», og når."] == edit
    assert before["«Rettleiaren» har ingen lenke til møteprotokollen."] == edit
    guide.approved_by, guide.approved_on = "Kommunestyret", datetime.date(2026, 6, 1)
    guide.case_number, guide.minutes_url = "24/17", "https://www.example.no/sak"
    guide.save()
    ModelElementFactory(
        site=site,
        kind=ModelElement.Kind.MEETING_ARENA,
        name_nb="Ledergruppa",
        name_nn="Leiargruppa",
    )
    after = criteria(desk, site)["anchored"]
    assert missing(after) == {}
    words = "«Rettleiaren» er godkjent av Kommunestyret, 1. juni 2026. Sak 24/17."
    assert found(after)[words] == f"{site.root_url}/nn/rettleiar/"
    assert "https://www.example.no/sak" in found(after).values()
    assert "Samhandlingsarenaer på kommunenivå: Ledergruppa" in found(after)


def test_the_catalogue_shows_its_size_and_what_is_unchecked(desk: Client, site: Site) -> None:
    ServiceIndexPageFactory(parent=home_of(site), slug="tenester")
    ServiceFactory.create_batch(2, site=site)
    ServiceFactory(site=site, checked_on=datetime.date(2026, 1, 1))
    part = criteria(desk, site)["mapped"]
    assert found(part)["Tjenesteoversikten har 3 tjenester."] == f"{site.root_url}/nn/tenester/"
    assert "2 tjenester er ikke kontrollert." in missing(part)


def test_version_and_map_show_that_the_model_is_written_down(
    desk: Client, site: Site, guide: GuidePage
) -> None:
    assert "«Rettleiaren» har ikke versjonsnummer." in missing(criteria(desk, site)["formalised"])
    guide.version, guide.valid_from = "2", datetime.date(2026, 8, 1)
    guide.save()
    ModelMapPageFactory(parent=home_of(site))
    part = criteria(desk, site)["formalised"]
    assert missing(part) == {}
    assert list(found(part)) == [
        "«Rettleiaren», versjon 2, gyldig fra 1. august 2026",
        "Siden «Modellen på tre nivå» viser modellen.",
    ]


def test_each_empty_cell_of_the_model_is_named(desk: Client, site: Site) -> None:
    ModelElementFactory(site=site)
    part = criteria(desk, site)["three_levels"]
    assert "1 av 12 ruter i modellen er fylt." in found(part)
    assert "Tom rute: Planer – Kommunen" not in missing(part)
    assert missing(part)["Tom rute: Rutiner – Kommunen"].endswith("kind=routine&level=municipality")


def test_steps_without_a_responsible_role_are_named(
    desk: Client, site: Site, guide: GuidePage
) -> None:
    part = criteria(desk, site)["guide"]
    empty = StepPage.objects.get(title="Tomt steg")
    edit = reverse("wagtailadmin_pages:edit", args=[empty.pk])
    assert "Nivåer: 1. Steg: 2." in found(part)
    assert "1 av 2 steg sier hvem som har ansvaret." in found(part)
    assert missing(part)["Sier ikke hvem som har ansvaret: Tomt steg"] == edit
    assert "«Rettleiaren» har ingen vei ut ved mistanke om vold." in missing(part)


def test_many_steps_alike_are_counted_not_listed(
    desk: Client, site: Site, guide: GuidePage
) -> None:
    StepPageFactory.create_batch(9, parent=StepPage.objects.get(title="Tomt steg").get_parent())
    lacking = missing(criteria(desk, site)["guide"])
    assert sum(words.startswith("Sier ikke hvem") for words in lacking) == 5
    assert "og 5 steg til" in lacking


def test_participation_is_found_in_steps_and_pages(
    desk: Client, site: Site, guide: GuidePage
) -> None:
    ArticlePageFactory(parent=home_of(site), title="Du har rett til å bli høyrd", slug="medverknad")
    part = criteria(desk, site)["evaluated"]
    assert "1 av 2 steg sier hvordan barnet blir hørt." in found(part)
    assert "1 av 2 steg sier hvor man skriver det ned." in found(part)
    address = f"{site.root_url}/nn/medverknad/"
    assert found(part)["Siden «Du har rett til å bli høyrd»"] == address
    assert "Ingen side handler om medvirkning eller evaluering." not in missing(part)


def test_a_guide_that_not_everybody_may_read_is_not_published(
    desk: Client, site: Site, guide: GuidePage
) -> None:
    assert "Alle kan lese «Rettleiaren»." in found(criteria(desk, site)["published"])
    guide.unpublish()
    assert "Ingen veileder er publisert." in missing(criteria(desk, site)["published"])


class TestAddedByHand:
    def add(self, client: Client, site: Site, **values: str) -> object:
        data = {"criterion": "mapped", "url": "https://www.example.no/k", "note": "Kartlegginga"}
        return client.post(address(site), data | values)

    def test_an_address_is_laid_beside_its_criterion(self, desk: Client, site: Site) -> None:
        answer = self.add(desk, site)
        assert (answer.status_code, answer.headers["Location"]) == (302, f"{address(site)}#mapped")
        parts = criteria(desk, site)
        assert parts["mapped"].links()["Kartlegginga"] == "https://www.example.no/k"
        assert "Kartlegginga" not in parts["guide"].text

    def test_it_is_taken_away_again(self, desk: Client, site: Site) -> None:
        self.add(desk, site)
        row = GrantEvidence.objects.get()
        assert desk.post(address(site), {"remove": str(row.pk)}).status_code == 302
        assert not GrantEvidence.objects.exists()

    @pytest.mark.parametrize("url", ["ikkje ei adresse", "", "javascript:alert(1)", "h" * 600])
    def test_a_wrong_address_is_explained_and_nothing_is_lost(
        self, desk: Client, site: Site, url: str
    ) -> None:
        answer = self.add(desk, site, url=url)
        assert answer.status_code == 200
        part = next(p for p in read(answer).all("li", css="bti-criterion") if p["id"] == "mapped")
        assert part.all("strong", css="error-message")
        kept = {box["name"]: box["value"] for box in part.all("input") if box["name"] != "remove"}
        assert (kept["url"], kept["note"]) == (url, "Kartlegginga")
        assert not GrantEvidence.objects.exists()

    @pytest.mark.parametrize(
        "sent", [{"criterion": "ukjend"}, {"remove": "x"}, {"remove": "999"}, {}]
    )
    def test_what_does_not_exist_is_not_found(self, desk: Client, site: Site, sent: dict) -> None:
        assert desk.post(address(site), sent).status_code == 404

    def test_a_neighbour_neither_sees_adds_nor_removes(self, neighbours: SimpleNamespace) -> None:
        mine, other = neighbours.fjordvik.site, neighbours.austby.log_in()
        row = GrantEvidence.objects.create(
            site=mine, criterion="mapped", url="https://www.example.no/", note=SECRET
        )
        assert other.get(address(mine)).status_code == 404
        assert self.add(other, mine).status_code == 404
        own = address(neighbours.austby.site)
        assert SECRET not in other.get(own).content.decode()
        assert other.post(own, {"remove": str(row.pk)}).status_code == 404
        assert GrantEvidence.objects.filter(site=mine).count() == 1


def test_more_of_everything_costs_no_more_queries(
    desk: Client, site: Site, guide: GuidePage
) -> None:
    def cost() -> int:
        desk.get(address(site))
        with CaptureQueriesContext(connection) as queries:
            desk.get(address(site))
        return len(queries)

    ServiceIndexPageFactory(parent=home_of(site))
    ModelElementFactory(site=site)
    GrantEvidence.objects.create(site=site, criterion="mapped", url="https://www.example.no/")
    before = cost()
    StepPageFactory.create_batch(6, parent=StepPage.objects.get(title="Tomt steg").get_parent())
    GuidePageFactory(parent=home_of(site))
    ServiceFactory.create_batch(4, site=site)
    ModelElementFactory.create_batch(4, site=site)
    for _ in range(4):
        GrantEvidence.objects.create(site=site, criterion="guide", url="https://www.example.no/")
    assert cost() == before
