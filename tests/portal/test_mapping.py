"""The mapping: what is counted, what it is narrowed by, and where its numbers lead."""

import datetime
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Site

from tests.factories import (
    GuidePageFactory,
    LevelPageFactory,
    PublicationFactory,
    ServiceFactory,
    home_of,
    make_site,
)
from tests.portal.conftest import SECRET
from tests.portal.mappings import (
    address,
    desk_of,
    filled,
    municipality,
    page,
    tables,
    themes,
    three_services,
)
from tests.reading import read
from tjenesteoversikt.models import Theme

pytestmark = pytest.mark.django_db

TOGETHER = "All levels together"


@pytest.fixture
def site() -> Site:
    themes("Skule", "Heim", "Kultur")
    return municipality()


@pytest.fixture
def desk(site: Site) -> Client:
    return desk_of(site)


class TestCounting:
    def test_every_cell_counts_the_services_made_by_hand(self, site, desk):
        three_services(site)
        found = tables(page(desk, site))
        assert list(found) == [TOGETHER, "Nivå 0", "Nivå 1"]
        assert filled(found["Nivå 0"]) == {
            ("Skule, nb", "All ages"): 1,
            ("Skule, nb", "6–9 years"): 1,
            ("All themes", "All ages"): 1,
            ("All themes", "6–9 years"): 1,
        }
        assert filled(found["Nivå 1"]) == {
            ("Skule, nb", "All ages"): 2,
            ("Skule, nb", "6–9 years"): 2,
            ("Skule, nb", "10–12 years"): 1,
            ("Heim, nb", "All ages"): 1,
            ("Heim, nb", "6–9 years"): 1,
            ("Heim, nb", "10–12 years"): 1,
            ("All themes", "All ages"): 2,
            ("All themes", "6–9 years"): 2,
            ("All themes", "10–12 years"): 1,
        }
        together = filled(found[TOGETHER])
        assert together["All themes", "All ages"] == 3
        assert together["Heim, nb", "All ages"] == 2
        assert together["Heim, nb", "Before birth"] == together["Heim, nb", "0–23 months"] == 1

    def test_a_service_on_no_level_is_told_of(self, site, desk):
        three_services(site)
        assert "1 service says no level" in page(desk, site).text

    def test_what_readers_may_not_see_does_not_count(self, site, desk):
        [school, _home, _culture] = Theme.objects.order_by("position")
        ServiceFactory(site=site, themes=[school], live=False)
        ServiceFactory(site=site, themes=[school], ends_on=datetime.date(2020, 1, 1))
        hidden = ServiceFactory(site=site, themes=[school])
        hidden.publications.get().delete()
        elsewhere = make_site("nabovik.example")
        ServiceFactory(site=elsewhere, themes=[school])
        borrowed = ServiceFactory(site=elsewhere, themes=[school])
        PublicationFactory(service=borrowed, site=site)
        found = filled(tables(page(desk, site))[TOGETHER])
        assert found["Skule, nb", "All ages"] == found["All themes", "All ages"] == 1

    def test_levels_of_the_guide_are_shown_also_when_empty(self, site, desk):
        guide = GuidePageFactory(parent=home_of(site))
        for label in "01":
            LevelPageFactory(parent=guide, label=label, title=f"Trapp {label}")
        found = tables(page(desk, site))
        assert list(found) == [TOGETHER, "Trapp 0 (nivå 0)", "Trapp 1 (nivå 1)"]
        assert not filled(found["Trapp 1 (nivå 1)"])

    @pytest.mark.parametrize(
        ("chosen", "number"),
        [
            ({}, 3),
            ({"access": "direkte"}, 2),
            ({"access": "via"}, 1),
            ({"audience": "barn"}, 2),
            ({"audience": "foreldre"}, 1),
            ({"access": "direkte", "audience": "foreldre"}, 0),
        ],
    )
    def test_it_is_narrowed_by_referral_and_audience(self, site, desk, chosen, number):
        three_services(site)
        found = tables(page(desk, site, level="together", **chosen))
        assert list(found) == [TOGETHER]
        assert filled(found[TOGETHER]).get(("All themes", "All ages"), 0) == number

    def test_one_level_can_be_chosen(self, site, desk):
        three_services(site)
        assert list(tables(page(desk, site, level="1"))) == ["Nivå 1"]

    def test_a_choice_that_does_not_exist_is_named_and_left_out(self, site, desk):
        main = page(desk, site, level="9", access="<b>", since="1999-13")
        assert len(main.all("strong", css="error-message")) == 3
        assert TOGETHER in tables(main)


class TestLinks:
    @pytest.mark.parametrize("chosen", [{}, {"access": "via"}, {"audience": "barn"}])
    def test_every_number_leads_to_a_list_with_as_many(self, site, desk, reader, chosen):
        three_services(site)
        at_site = reader(site)
        places = 0
        for cells in tables(page(desk, site, **chosen)).values():
            for place, count in filled(cells).items():
                to = urlsplit(cells[place].one("a")["href"])
                assert (to.hostname, to.path) == (site.hostname, "/nn/tenester/")
                shown = read(at_site.get(f"{to.path}?{to.query}")).all("li", css="bti-hit")
                assert len(shown) == count, place
                places += 1
        assert places > 8

    def test_an_empty_cell_says_so_and_leads_to_what_comes_near(self, site, desk, reader):
        three_services(site)
        cell = tables(page(desk, site))["Nivå 0"]["Kultur, nb", "2–5 years"]
        assert "0 – gap" in cell.text and "Show what comes near" in cell.text
        to = urlsplit(cell.one("a")["href"])
        assert reader(site).get(f"{to.path}?{to.query}").status_code == 200

    def test_gaps_stand_in_words_too(self, site, desk):
        three_services(site)
        details = page(desk, site, level="0").one("details").text
        assert "Nothing at any age: Heim, nb, Kultur, nb." in details
        assert "Skule, nb: Before birth" in details

    def test_without_a_catalogue_the_numbers_lead_nowhere(self):
        themes("Skule", "Heim")
        bare = make_site("bar.example")
        three_services(bare)
        main = page(desk_of(bare), bare)
        assert filled(tables(main)[TOGETHER])
        assert main.all("table")[0].links() == {}
        assert "no such page is published" in main.text

    def test_start_page_and_grant_checklist_lead_here(self, site, desk):
        three_services(site)
        for place in (reverse("wagtailadmin_home"), address(site, "grant_checklist")):
            assert address(site) in read(desk.get(place)).one("main").links().values()


class TestEdges:
    def test_an_empty_catalogue_is_all_gaps(self, site, desk):
        main = page(desk, site)
        assert filled(tables(main)[TOGETHER]) == {}
        assert "0 services are counted." in main.text

    def test_no_theme_at_all(self, desk, site):
        Theme.objects.all().delete()
        ServiceFactory(site=site)
        main = page(desk, site)
        assert "There are no themes to count by yet." in main.text
        assert "1 service says no theme" in main.text
        assert set(filled(tables(main)[TOGETHER]).values()) == {1}

    def test_a_theme_of_any_length_stands_whole(self, site, desk):
        name = "Overgangar" * 8
        Theme.objects.filter(key="skule").update(name_nb=name)
        assert (name, "All ages") in tables(page(desk, site))[TOGETHER]

    def test_a_name_is_never_taken_for_markup(self, site, desk):
        Theme.objects.filter(key="skule").update(name_nb="<script>1</script>")
        assert b"<script>1</script>" not in desk.get(address(site)).content

    def test_the_wide_table_scrolls_by_keyboard_in_its_own_region(self, site, desk):
        region = page(desk, site).all("div", css="bti-mapping__wide")[0]
        assert (region["role"], region["tabindex"]) == ("region", "0")
        assert region["aria-labelledby"] == region.one("caption")["id"]

    def test_it_costs_the_same_with_ten_times_the_services(self, site, desk):
        def queries() -> int:
            desk.get(address(site))
            with CaptureQueriesContext(
                connection,
            ) as caught:
                assert desk.get(address(site)).status_code == 200
            return len(caught)

        [school, *_others] = Theme.objects.order_by("position")
        for _ in range(5):
            ServiceFactory(site=site, themes=[school], levels=["1"])
        few = queries()
        for _ in range(45):
            ServiceFactory(site=site, themes=[school], levels=["2"])
        assert queries() == few


@pytest.mark.parametrize("name", ["mapping", "mapping_workbook", "mapping_paper"])
class TestGuard:
    def test_a_neighbour_is_refused(self, neighbours, name):
        austby = neighbours.austby.log_in()
        assert austby.get(address(neighbours.fjordvik.site, name)).status_code == 404
        assert austby.post(address(neighbours.fjordvik.site, name)).status_code in (404, 405)

    def test_without_a_log_in_there_is_nothing(self, neighbours, name):
        fjordvik = neighbours.fjordvik.site
        answer = Client(headers={"host": fjordvik.hostname}).get(address(fjordvik, name))
        assert answer.status_code == 302
        assert SECRET not in answer.content.decode()
