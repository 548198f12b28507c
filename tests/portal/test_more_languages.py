"""Chosen pages in other languages than Norwegian: addresses, marking, honesty, and the admin."""

import pytest
from django.urls import reverse
from wagtail.models import Locale, Page, Site

from handlingsveileder.models import ArticlePage, GuidePage, HomePage
from handlingsveileder.more_languages import CannotBeInLanguage, draft_in
from tests.factories import (
    ArticlePageFactory,
    GuidePageFactory,
    HelpLineFactory,
    ServiceFactory,
    ServiceIndexPageFactory,
    UserFactory,
    home_of,
    make_site,
)
from tests.portal.law_texts import desk_of
from tests.reading import read

pytestmark = pytest.mark.django_db
ARABIC = "ماذا يمكننا أن نفعل"


@pytest.fixture
def many() -> Site:
    """In nynorsk first, with chosen pages in English and Arabic."""
    site = make_site("vik.example", ("nn", "nb", "en", "ar"), name_nn="Vik nn", name_nb="Vik nb")
    for code, title in (("nn", "Om oss"), ("en", "About us"), ("ar", ARABIC)):
        home = home_of(site, code)
        kin = ArticlePage.objects.filter(slug="om").first()
        more = {"translation_key": kin.translation_key} if kin else {}
        ArticlePageFactory(parent=home, locale=home.locale, slug="om", title=title, **more)
    return site


@pytest.fixture
def norwegian() -> Site:
    return make_site("dal.example", ("nn", "nb"))


def languages_within(element) -> set[str]:
    return {part["lang"] for part in element.all("div", "span", "a") if part["lang"]}


def switch(page) -> dict[str, str]:
    links = read(page).one("header").all("a")
    return {link["lang"]: link["href"] for link in links if link["hreflang"]}


class TestAddresses:
    @pytest.mark.parametrize("code", ["en", "ar"])
    def test_a_page_is_served_in_a_language_the_site_has(self, many, reader, code) -> None:
        answer = reader(many).get(f"/{code}/om/")
        assert answer.status_code == 200
        assert answer["Content-Language"] == code
        assert read(answer).one("html")["lang"] == code

    @pytest.mark.parametrize("code", ["en", "ar", "se", "so", "uk", "pl"])
    def test_a_language_the_site_does_not_have_leads_to_the_primary_one(
        self, norwegian, many, reader, code
    ) -> None:
        answer = reader(norwegian).get(f"/{code}/om/?a=1")
        assert answer["Location"] == "/nn/om/?a=1"

    def test_the_switch_names_languages_as_they_name_themselves(self, many, reader) -> None:
        header = read(reader(many).get("/nn/om/")).one("header")
        links = {link["lang"]: link for link in header.all("a") if link["hreflang"]}
        assert {code: link.text for code, link in links.items()} == {
            "nb": "Bokmål",
            "en": "English",
            "ar": "العربيّة",
        }
        assert links["ar"]["dir"] == "rtl"

    def test_a_missing_page_leads_to_the_nearest_above_and_says_so(self, many, reader) -> None:
        ArticlePageFactory(parent=ArticlePage.objects.get(slug="om", title="Om oss"), slug="meir")
        target = switch(reader(many).get("/nn/om/meir/"))["en"]
        assert target == "/en/om/?manglar=1"
        there = reader(many).get(target)
        assert "not available in English" in read(there).one("main").text
        assert "not available" not in read(reader(many).get("/en/om/")).one("main").text

    def test_search_engines_and_the_sitemap_know_the_pages(self, many, reader) -> None:
        page = read(reader(many).get("/ar/om/"))
        known = {link["hreflang"] for link in page.all("link") if link["rel"] == "alternate"}
        assert known == {"nn", "en", "ar"}
        assert "/ar/om/" in reader(many).get("/sitemap.xml").content.decode()

    def test_a_search_from_english_is_made_in_norwegian_and_says_so(self, many, reader) -> None:
        answer = reader(many).get("/en/sok/?q=uro", follow=True)
        assert answer.redirect_chain[0][0] == "/nn/sok/?q=uro&fra=en"
        notice = next(p for p in read(answer).one("main").all("p") if p["lang"] == "en")
        assert "only search in Norwegian" in notice.text
        assert reader(many).get("/ar/sok/?q=uro", follow=True).status_code == 200

    @pytest.mark.parametrize("wrong", ["xx", "en", "<b>"])
    def test_a_tampered_origin_of_a_search_is_nothing(self, norwegian, reader, wrong) -> None:
        assert reader(norwegian).get("/nn/sok/", {"q": "uro", "fra": wrong}).status_code == 200

    def test_an_address_of_nothing_is_not_found(self, many, reader) -> None:
        for code in ("en", "ar"):
            answer = reader(many).get(f"/{code}/ingenting/")
            assert answer.status_code == 404
            assert read(answer).one("html")["lang"] == code


class TestMarking:
    def test_arabic_runs_from_the_right_and_norwegian_within_it_from_the_left(
        self, many, reader
    ) -> None:
        HelpLineFactory(is_acute=True, name_nn="Nynorsklinja", name_nb="Bokmålslinja")
        page = read(reader(many).get("/ar/"))
        assert page.one("html")["dir"] == "rtl"
        parts = [part for part in page.all("div") if "bti-spoken" in part["class"]]
        assert {(part["lang"], part["dir"]) for part in parts} == {("nn", "ltr")}
        assert "Nynorsklinja" in page.one("main").text
        assert "Bokmålslinja" not in page.one("main").text

    def test_titles_within_norwegian_surroundings_are_marked_as_arabic(self, many, reader) -> None:
        page = read(reader(many).get("/ar/om/"))
        header = page.one("header")
        assert ("ar", "rtl") not in {(header["lang"], header["dir"])}
        crumbs = page.one("nav" if not header.all("nav") else "main").all("span", "a")
        assert any(part["lang"] == "ar" and part.text == ARABIC for part in crumbs)

    def test_english_surroundings_are_english_and_rows_norwegian(self, many, reader) -> None:
        HelpLineFactory(is_acute=True, name_nn="Nynorsklinja", name_nb="Bokmålslinja")
        page = read(reader(many).get("/en/"))
        assert "Leave the page" in page.one("header").text
        assert "Is it urgent?" in page.one("main").text
        line = next(part for part in page.all("div") if part["class"] == "bti-spoken")
        assert line["lang"] == "nn"
        assert "Nynorsklinja" in line.text

    def test_the_municipality_is_called_what_its_first_form_calls_it(self, many, reader) -> None:
        for code in ("en", "ar"):
            page = read(reader(many).get(f"/{code}/"))
            assert "Vik nn" in page.one("header").text
            assert "Vik nn" in page.one("title").text

    def test_norwegian_pages_have_no_such_marks(self, many, reader) -> None:
        page = read(reader(many).get("/nn/"))
        assert page.one("html")["dir"] == "ltr"
        assert not [part for part in page.all("div", "span") if "bti-spoken" in part["class"]]


class TestServices:
    @pytest.mark.parametrize("code", ["en", "ar"])
    def test_the_list_and_a_service_are_in_the_primary_form_with_a_notice(
        self, many, reader, code
    ) -> None:
        home = home_of(many, code)
        ServiceIndexPageFactory(parent=home, locale=home.locale, slug="help", title="Help")
        ServiceFactory(site=many, name_nn="Nynorsktenesta", name_nb="Bokmålstjenesten")
        listed = read(reader(many).get(f"/{code}/help/")).one("main")
        link = next(link for link in listed.all("a") if link.text == "Nynorsktenesta")
        assert link["href"].startswith(f"/{code}/help/")
        assert "Bokmålstjenesten" not in listed.text
        assert "nn" in languages_within(listed)
        page = read(reader(many).get(link["href"]))
        assert page.one("html")["lang"] == code
        assert "Nynorsktenesta" in page.one("h1").text
        assert "Nynorsktenesta" in page.one("title").text
        if code == "en":
            assert "described in Norwegian" in page.one("main").text

    def test_open_data_claim_no_words_in_languages_that_rows_lack(self, many, reader) -> None:
        for code in ("nn", "ar"):
            home = home_of(many, code)
            ServiceIndexPageFactory(parent=home, locale=home.locale, slug="help", title="Help")
        ServiceFactory(site=many, name_nn="Nynorsktenesta", name_nb="Bokmålstjenesten")
        data = reader(many).get("/data/cpsv.ttl").content.decode()
        assert "Nynorsktenesta" in data
        assert "@ar" not in data
        assert "@en" not in data
        assert reader(many).get("/api/").status_code == 200


class TestAdmin:
    def address(self, site: Site) -> str:
        return reverse("site_languages", args=[site.pk])

    def test_a_coordinator_adds_a_language_and_readers_see_it_when_published(
        self, norwegian, reader
    ) -> None:
        desk = desk_of(norwegian)
        answer = desk.post(self.address(norwegian), {"language": "so"})
        home = home_of(norwegian, "so")
        assert answer["Location"] == reverse("wagtailadmin_pages:edit", args=[home.pk])
        assert desk.get(answer["Location"]).status_code == 200
        assert "so" not in switch(reader(norwegian).get("/nn/"))
        home.save_revision().publish()
        assert switch(reader(norwegian).get("/nn/"))["so"] == "/so/"
        assert desk.get(self.address(norwegian)).status_code == 200
        desk.post(self.address(norwegian), {"language": "so"})
        assert HomePage.objects.filter(locale__language_code="so").count() == 1

    def test_a_chosen_page_becomes_a_draft_with_its_kinship(self, norwegian) -> None:
        desk = desk_of(norwegian)
        page = ArticlePageFactory(parent=home_of(norwegian, "nn"), slug="om")
        desk.post(self.address(norwegian), {"language": "en"})
        desk.post(self.address(norwegian), {"language": "en", "page": page.pk})
        made = page.get_translation(Locale.objects.get(language_code="en"))
        assert not made.live
        assert made.get_parent().pk == home_of(norwegian, "en").pk

    @pytest.mark.parametrize("code", ["nn", "xx", ""])
    def test_a_language_that_is_none_is_refused(self, norwegian, code) -> None:
        before = Page.objects.count()
        assert (
            desk_of(norwegian).post(self.address(norwegian), {"language": code}).status_code == 302
        )
        assert Page.objects.count() == before

    def test_a_neighbours_page_cannot_be_chosen(self, norwegian, many) -> None:
        desk = desk_of(norwegian)
        desk.post(self.address(norwegian), {"language": "en"})
        theirs = ArticlePage.objects.get(slug="om", title="Om oss")
        before = Page.objects.count()
        desk.post(self.address(norwegian), {"language": "en", "page": theirs.pk})
        assert Page.objects.count() == before

    def test_a_neighbour_finds_nothing_and_a_writer_may_not(self, norwegian, many) -> None:
        assert desk_of(many).get(self.address(norwegian)).status_code == 404
        writer = desk_of(norwegian, roles_at={norwegian: ["writer"]})
        assert writer.get(self.address(norwegian)).status_code in {302, 403}
        writer.post(self.address(norwegian), {"language": "en"})
        assert not HomePage.objects.filter(locale__language_code="en").exclude(
            translation_key=many.root_page.translation_key
        )

    def test_a_guide_can_only_be_in_norwegian(self, norwegian) -> None:
        english = make_site("eng.example", ("nn", "en"))
        home = home_of(english, "en")
        assert not GuidePage.can_create_at(home)
        assert GuidePage.can_create_at(home_of(english, "nn"))
        assert ArticlePage.can_create_at(home)
        guide = GuidePageFactory(parent=home_of(english, "nn"))
        with pytest.raises(CannotBeInLanguage):
            draft_in(guide, "en", UserFactory())
