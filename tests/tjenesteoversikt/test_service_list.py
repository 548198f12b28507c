"""The list of services: what a reader can narrow it by, and what the address says."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.factories import (
    PublicationFactory,
    ServiceFactory,
    ServiceIndexPageFactory,
    ThemeFactory,
    home_of,
    make_site,
)
from tests.reading import Element, read
from tjenesteoversikt.models import Service

pytestmark = pytest.mark.django_db

YEAR = 12


def total(page) -> int:
    """How many services the page says there are."""
    told = [part.text for part in read(page).one("main").walk() if part["role"] == "status"]
    (count,) = [words for words in told if re.match(r"\d+ ", words)]
    return int(count.split()[0])


def names(page) -> list[str]:
    links = read(page).one("main").all("a")
    return [link.text for link in links if re.search(r"/\d+-[a-z0-9-]+/$", link["href"])]


def fields(page) -> list[Element]:
    """What can be filled in or ticked."""
    return read(page).one("main").all("input")


def tags(page) -> list[Element]:
    """The links that take away one wish each."""
    named = [part for part in read(page).one("main").all("ul") if part["aria-labelledby"]]
    return named[0].all("a")


class TestStarterPackage:
    @pytest.mark.parametrize(
        ("name", "address"),
        [
            ("fjordvik", "/nn/tenester/"),
            ("fjordvik", "/nb/tjenester/"),
            ("austby", "/nb/tjenester/"),
        ],
    )
    def test_each_site_shows_63_services(self, demo, reader, name, address):
        page = reader(getattr(demo, name)).get(address)
        assert total(page) == 63

    def test_all_of_them_are_on_the_parts_of_the_list_just_once(self, demo, reader):
        client = reader(demo.fjordvik)
        seen, address = [], "/nn/tenester/"
        while address:
            page = client.get(address)
            seen += names(page)
            on = [a for a in read(page).one("main").all("a") if a["rel"] == "next"]
            address = f"/nn/tenester/{on[0]['href']}" if on else ""
        assert len(seen) == len(set(seen)) == 63

    def test_both_forms_find_the_same_services(self, demo, reader):
        client = reader(demo.fjordvik)
        for nynorsk, bokmal in [
            ("skulevegring", "skolevegring"),
            ("sjølvskading", "selvskading"),
            ("vald heime", "vold hjemme"),
            ("einsam", "ensom"),
            ("foreldrerettleiing", "foreldreveiledning"),
        ]:
            found = {
                total(client.get("/nn/tenester/", {"q": words})) for words in (nynorsk, bokmal)
            }
            found |= {
                total(client.get("/nb/tjenester/", {"q": words})) for words in (nynorsk, bokmal)
            }
            assert len(found) == 1, nynorsk
            assert found != {0}, nynorsk

    def test_every_theme_on_offer_gives_some_services(self, demo, reader):
        client = reader(demo.austby)
        boxes = fields(client.get("/nb/tjenester/"))
        themes = [box["value"] for box in boxes if box["name"] == "tema"]
        assert len(themes) > 5
        for theme in filter(None, themes):
            assert total(client.get("/nb/tjenester/", {"tema": theme})) > 0, theme

    @pytest.mark.parametrize(
        "query",
        [
            *("alder=gravid", "alder=0-1", "alder=6-9", "alder=13-15", "alder=19-25"),
            *("for=barn", "for=ungdom", "for=foreldre", "for=gravide", "for=tilsette"),
            *("tilgang=direkte", "tilgang=via"),
        ],
    )
    def test_each_filter_leaves_some_and_takes_some(self, demo, reader, query):
        assert 0 < total(reader(demo.fjordvik).get(f"/nn/tenester/?{query}")) < 63


def hide(service: Service) -> None:
    publication = service.publications.get()
    publication.is_visible = False
    publication.save()


class TestOneCatalogue:
    @pytest.fixture
    def site(self):
        site = make_site("vik.example")
        ServiceIndexPageFactory(parent=home_of(site), slug="tenester")
        return site

    @pytest.fixture
    def ask(self, site, reader):
        def ask(query: str = "", **wishes: str):
            return reader(site).get(f"/nn/tenester/{query}", wishes or None)

        return ask

    @pytest.mark.parametrize(
        ("age", "youngest", "oldest", "is_found"),
        [
            ("0-1", None, None, True),
            ("2-5", 0, 71, True),
            ("2-5", 71, None, True),
            ("2-5", 72, 120, False),
            ("6-9", 0, 71, False),
            ("6-9", 0, 72, True),
            ("0-1", 23, None, True),
            ("0-1", 24, None, False),
            ("16-18", 18 * YEAR + 11, None, True),
            ("16-18", 19 * YEAR, None, False),
            ("19-25", None, 18 * YEAR, False),
        ],
    )
    def test_an_age_finds_services_that_reach_into_it(
        self, site, ask, age, youngest, oldest, is_found
    ):
        ServiceFactory(site=site, age_min_months=youngest, age_max_months=oldest)
        assert total(ask(alder=age)) == is_found

    def test_before_birth_finds_only_what_begins_in_pregnancy(self, site, ask):
        ServiceFactory(site=site, name_nn="Jordmor", from_pregnancy=True)
        ServiceFactory(site=site, name_nn="Skule")
        assert names(ask(alder="gravid")) == ["Jordmor"]

    def test_whom_it_is_for(self, site, ask):
        ServiceFactory(site=site, name_nn="Ungdomskontakt", audiences=["youth", "guardians"])
        ServiceFactory(site=site, name_nn="Barneteam", audiences=["children"])
        assert names(ask(**{"for": "ungdom"})) == ["Ungdomskontakt"]

    @pytest.mark.parametrize(
        ("access", "referral"),
        [("direkte", "none"), ("direkte", "self"), ("via", "via_service"), ("via", "required")],
    )
    def test_how_one_gets_it(self, site, ask, access, referral):
        ServiceFactory(site=site, name_nn="Losen", referral=referral)
        other = {"direkte": "via", "via": "direkte"}[access]
        assert names(ask(tilgang=access)) == ["Losen"]
        assert names(ask(tilgang=other)) == []

    def test_what_it_is_about(self, site, ask):
        theme, other = ThemeFactory(key="prove"), ThemeFactory()
        ServiceFactory(site=site, name_nn="Innsatsteamet", themes=[theme, other])
        ServiceFactory(site=site, themes=[other])
        assert names(ask(tema="prove")) == ["Innsatsteamet"]

    def test_only_themes_that_some_service_has_are_offered(self, site, ask):
        used, unused, hidden = ThemeFactory(), ThemeFactory(), ThemeFactory()
        ServiceFactory(site=site, themes=[used])
        hide(ServiceFactory(site=site, themes=[hidden]))
        offered = {box["value"] for box in fields(ask()) if box["name"] == "tema"}
        assert offered == {used.key}
        assert unused.key not in offered

    def test_wishes_are_combined(self, site, ask):
        theme = ThemeFactory(key="prove")
        ServiceFactory(site=site, name_nn="Begge", themes=[theme], audiences=["youth"])
        ServiceFactory(site=site, name_nn="Eitt", themes=[theme], audiences=["children"])
        ServiceFactory(site=site, name_nn="Anna", audiences=["youth"])
        assert names(ask(**{"tema": "prove", "for": "ungdom"})) == ["Begge"]

    def test_each_wish_has_a_tag_that_takes_just_that_one_away(self, site, ask):
        ServiceFactory(site=site, themes=[ThemeFactory(key="prove")])
        page = ask(q="losen", tema="prove", alder="2-5")
        left = [set(parse_qs(urlsplit(tag["href"]).query)) for tag in tags(page)]
        assert sorted(map(sorted, left)) == [[], ["alder", "q"], ["alder", "tema"], ["q", "tema"]]

    def test_taking_the_last_wish_away_shows_everything(self, site, ask):
        ServiceFactory.create_batch(2, site=site)
        (tag,) = tags(ask(alder="gravid"))
        assert total(ask(tag["href"])) == 2

    def test_an_unknown_value_is_ignored_and_named(self, site, ask):
        ServiceFactory(site=site)
        page = ask(alder="200-300", **{"for": "<b>romvesen</b>"})
        assert page.status_code == 200
        assert total(page) == 1
        notice = read(page).one("p", css="bti-notice").text
        assert "200-300" in notice
        assert "<b>romvesen</b>" in notice

    def test_an_unknown_wish_altogether_is_passed_over(self, site, ask):
        ServiceFactory(site=site)
        assert total(ask(utm_source="avisa", fbclid="1")) == 1

    def test_the_form_remembers_the_wishes(self, site, ask):
        ServiceFactory(site=site)
        boxes = fields(ask(q="Los", alder="13-15"))
        chosen = {box["name"]: box["value"] for box in boxes if "checked" in box.attributes}
        assert chosen["alder"] == "13-15"
        assert {box["value"] for box in boxes if box["name"] == "q"} == {"los"}

    def test_the_form_works_without_script(self, site, ask):
        ServiceFactory(site=site)
        page = read(ask()).one("main")
        form = page.one("form")
        assert form["method"] == "get"
        assert form.all("button")[0]["type"] == "submit"
        labelled = {label["for"] for label in page.all("label")}
        for box in page.all("input"):
            assert box["id"] in labelled or box.parent.tag == "label"
            assert form in box.above() or box["form"] == form["id"]

    def test_an_address_can_be_shared(self, site, ask, reader):
        ServiceFactory(site=site, name_nn="Losen")
        first = ask(q="los")
        assert "set-cookie" not in first
        assert names(reader(site).get(first.request["PATH_INFO"] + "?q=los")) == ["Losen"]

    def test_names_stand_in_the_order_of_the_alphabet(self, site, ask):
        for name in ("Sfo", "barnehage", "Avlasting"):
            ServiceFactory(site=site, name_nn=name)
        assert names(ask()) == ["Avlasting", "barnehage", "Sfo"]

    def test_a_long_list_comes_in_parts_that_keep_the_wishes(self, site, ask):
        ServiceFactory.create_batch(21, site=site, audiences=["youth"])
        page = ask(**{"for": "ungdom"})
        assert (total(page), len(names(page))) == (21, 20)
        (on,) = [link for link in read(page).all("a") if link["rel"] == "next"]
        assert parse_qs(urlsplit(on["href"]).query) == {"for": ["ungdom"], "side": ["2"]}
        assert len(names(ask(on["href"]))) == 1

    @pytest.mark.parametrize("part", ["0", "-1", "99", "x", "1e9", "٣"])
    def test_a_part_that_does_not_exist_shows_one_that_does(self, site, ask, part):
        ServiceFactory.create_batch(21, site=site)
        page = ask(side=part)
        assert page.status_code == 200
        assert len(names(page)) >= 1

    def test_nothing_found_is_said_kindly_with_the_way_back(self, site, ask):
        ServiceFactory(site=site)
        notice = read(ask(q="helikopter")).one("div", css="bti-notice")
        (back,) = notice.links().values()
        assert total(ask(back)) == 1

    def test_nothing_found_shows_what_comes_near(self, site, ask):
        ServiceFactory(site=site, name_nn="Ungdomslos", everyday_words_nn="skulevegring")
        page = ask(q="skulevegring", alder="gravid")
        assert total(page) == 0
        assert names(page) == ["Ungdomslos"]

    def test_hidden_unpublished_and_other_municipalities_services_are_not_listed(self, site, ask):
        ServiceFactory(site=site, name_nn="Open")
        ServiceFactory(site=site, name_nn="Kladd", live=False)
        hidden = ServiceFactory(site=site, name_nn="Gøymd")
        hide(hidden)
        elsewhere = ServiceFactory(site=make_site("dal.example"), name_nn="Andre stader")
        assert names(ask()) == ["Open"]
        PublicationFactory(service=elsewhere, site=site)
        assert names(ask()) == ["Andre stader", "Open"]
