"""The address decides the language, and every part of a page says which one it is in."""

import pytest

from tests.factories import (
    ArticlePageFactory,
    HelpLineFactory,
    PublicationFactory,
    ServiceFactory,
    ServiceIndexPageFactory,
    home_of,
    make_site,
)
from tests.reading import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def both():
    """A site in nynorsk first and bokmål too."""
    return make_site("vik.example", ("nn", "nb"))


@pytest.fixture
def bokmal_only():
    return make_site("dal.example", ("nb",))


def twins(site, **fields):
    """The same article in both languages of `site`."""
    nn = ArticlePageFactory(parent=home_of(site, "nn"), slug="om", **fields)
    nb = ArticlePageFactory(
        parent=home_of(site, "nb"), slug="omtale", translation_key=nn.translation_key, **fields
    )
    return nn, nb


def switch(page) -> dict[str, str]:
    """The addresses the page's language switch leads to, by language."""
    links = read(page).one("header").all("a")
    return {link["lang"]: link["href"] for link in links if link["hreflang"]}


def head_links(page, rel: str) -> dict[str, str]:
    links = [link for link in read(page).all("link") if link["rel"] == rel]
    return {link["hreflang"]: link["href"] for link in links}


class TestAddresses:
    def test_the_bare_address_leads_to_the_primary_language(self, both, bokmal_only, reader):
        assert reader(both).get("/")["Location"] == "/nn/"
        assert reader(bokmal_only).get("/")["Location"] == "/nb/"

    def test_the_browsers_wishes_change_nothing(self, both, reader):
        wishing = reader(both)
        assert wishing.get("/", headers={"accept-language": "nb,en"})["Location"] == "/nn/"
        page = wishing.get("/nn/", headers={"accept-language": "nb"})
        assert read(page).one("html")["lang"] == "nn"

    def test_an_address_without_language_leads_to_the_primary_one_with_its_query(
        self, both, reader
    ):
        assert reader(both).get("/om/?a=1&b=2")["Location"] == "/nn/om/?a=1&b=2"

    def test_a_language_the_site_does_not_have_leads_to_the_primary_one(self, bokmal_only, reader):
        answer = reader(bokmal_only).get("/nn/tjenester/?q=uro")
        assert answer.status_code == 302
        assert answer["Location"] == "/nb/tjenester/?q=uro"

    def test_a_language_of_nobody_is_not_found_and_does_not_go_round(self, both, reader):
        answer = reader(both).get("/xx/", follow=True)
        assert answer.status_code == 404
        assert len(answer.redirect_chain) == 1

    @pytest.mark.parametrize(
        "path", ["/nn//evil.example/", "//evil.example/", "/nn/%2Fevil.example/"]
    )
    def test_a_wrong_prefix_never_leads_to_another_host(self, bokmal_only, reader, path):
        answer = reader(bokmal_only).get(path)
        assert not answer.get("Location", "/").startswith(("//", "http", "/\\"))

    def test_nothing_varies_by_the_browsers_language_or_by_cookie(self, both, reader):
        for path in ("/", "/nn/", "/nb/", "/nn/finst-ikkje/"):
            varies = reader(both).get(path).get("Vary", "").lower()
            assert "accept-language" not in varies
            assert "cookie" not in varies


class TestMarking:
    @pytest.mark.parametrize("code", ["nn", "nb"])
    def test_the_page_says_which_language_it_is_in(self, both, reader, code):
        page = reader(both).get(f"/{code}/")
        assert read(page).one("html")["lang"] == code
        assert page["Content-Language"] == code

    def test_our_own_words_follow_the_language(self, both, reader):
        words = {
            code: read(reader(both).get(f"/{code}/")).one("header").text for code in ("nn", "nb")
        }
        assert words["nn"] != words["nb"]
        assert "Leave the page" not in "".join(words.values())

    def test_each_page_names_itself_and_its_twin_for_search_engines(self, both, reader):
        twins(both)
        page = reader(both).get("/nn/om/")
        assert head_links(page, "alternate") == {
            "nn": "http://vik.example/nn/om/",
            "nb": "http://vik.example/nb/omtale/",
        }
        assert head_links(page, "alternate") == head_links(
            reader(both).get("/nb/omtale/"), "alternate"
        )

    def test_the_canonical_address_is_the_pages_own_without_the_query(self, both, reader):
        twins(both)
        page = reader(both).get("/nb/omtale/?fra=e-post")
        assert list(head_links(page, "canonical").values()) == ["http://vik.example/nb/omtale/"]

    def test_a_page_without_twin_names_no_alternates(self, both, reader):
        ArticlePageFactory(parent=home_of(both, "nn"), slug="berre-her")
        assert head_links(reader(both).get("/nn/berre-her/"), "alternate") == {}

    def test_a_draft_twin_is_no_alternate(self, both, reader):
        _nn, nb = twins(both)
        nb.unpublish()
        page = reader(both).get("/nn/om/")
        assert head_links(page, "alternate") == {}
        assert switch(page) == {"nb": "/nb/"}

    def test_no_page_of_the_demo_is_marked_with_the_code_for_both_forms(self, demo, reader):
        for path in ("/nn/", "/nb/", "/nn/tenester/", "/nn/finst-ikkje/"):
            for element in read(reader(demo.fjordvik).get(path)).walk():
                for name in ("lang", "hreflang"):
                    assert element.attributes.get(name) in {None, "nn", "nb"}


class TestSwitch:
    def test_it_leads_to_the_same_page_in_the_other_form(self, both, reader):
        twins(both)
        assert switch(reader(both).get("/nn/om/")) == {"nb": "/nb/omtale/"}
        assert switch(reader(both).get("/nb/omtale/")) == {"nn": "/nn/om/"}

    def test_it_leads_to_the_nearest_page_above_when_there_is_no_twin(self, both, reader):
        nn, _nb = twins(both)
        ArticlePageFactory(parent=nn, slug="under")
        assert switch(reader(both).get("/nn/om/under/")) == {"nb": "/nb/omtale/"}

    def test_it_is_absent_on_a_site_with_one_language(self, bokmal_only, reader):
        page = reader(bokmal_only).get("/nb/")
        assert switch(page) == {}
        assert head_links(page, "alternate") == {}

    def test_it_is_on_the_page_that_says_not_found(self, both, reader):
        assert switch(reader(both).get("/nn/finst-ikkje/")) == {"nb": "/nb/"}

    def test_a_service_has_its_twin_at_the_same_number(self, both, reader):
        nn = ServiceIndexPageFactory(parent=home_of(both, "nn"), slug="tenester")
        ServiceIndexPageFactory(
            parent=home_of(both, "nb"), slug="tjenester", translation_key=nn.translation_key
        )
        service = ServiceFactory(site=both, key="los")
        page = reader(both).get(f"/nn/tenester/{service.pk}-los/")
        assert switch(page) == {"nb": f"/nb/tjenester/{service.pk}-los/"}
        assert head_links(page, "alternate")["nb"] == (
            f"http://vik.example/nb/tjenester/{service.pk}-los/"
        )


class TestMissingForm:
    @pytest.fixture
    def catalogue(self, both):
        return ServiceIndexPageFactory(parent=home_of(both, "nn"), slug="tenester")

    def marked(self, page) -> dict[str, str]:
        """The texts in the page's main part that are marked with a language of their own."""
        return {part.text: part["lang"] for part in read(page).one("main").walk() if part["lang"]}

    def test_a_service_in_one_form_is_shown_and_marked_part_by_part(self, both, catalogue, reader):
        service = ServiceFactory(
            site=both,
            key="los",
            name_nn="",
            summary_nn="",
            name_nb="Losen",
            summary_nb="Noen som følger deg.",
            description_nb="<p>Losen møter deg.</p>",
            everyday_words_nn="skulevegring",
        )
        page = reader(both).get(f"/nn/tenester/{service.pk}-los/")
        assert read(page).one("html")["lang"] == "nn"
        marked = self.marked(page)
        for text in ("Losen", "Noen som følger deg.", "Losen møter deg."):
            assert marked[text] == "nb"

    def test_the_list_marks_the_name_as_well(self, both, catalogue, reader):
        ServiceFactory(site=both, name_nn="", name_nb="Losen")
        assert self.marked(reader(both).get("/nn/tenester/"))["Losen"] == "nb"

    def test_a_service_in_both_forms_has_no_marks(self, both, catalogue, reader):
        service = ServiceFactory(site=both, key="los", provider__name_nn="Skulen")
        assert self.marked(reader(both).get(f"/nn/tenester/{service.pk}-los/")) == {}

    def test_a_local_note_in_one_form_is_marked(self, both, catalogue, reader):
        service = ServiceFactory(site=make_site("eigar.example"), key="los")
        PublicationFactory(service=service, site=both, local_note_nb="Ring først.")
        page = reader(both).get(f"/nn/tenester/{service.pk}-los/")
        assert self.marked(page)["Ring først."] == "nb"

    def test_a_help_line_in_one_form_is_marked(self, both, reader):
        HelpLineFactory(name_nn="", name_nb="Vakttelefonen", is_acute=True)
        page = reader(both).get("/nn/finst-ikkje/")
        assert self.marked(page)["Vakttelefonen"] == "nb"

    def test_what_the_trail_names_in_the_other_form_is_marked_too(self, both, catalogue, reader):
        service = ServiceFactory(site=both, key="los", name_nn="", name_nb="Losen")
        page = read(reader(both).get(f"/nn/tenester/{service.pk}-los/"))
        crumbs = [
            part for part in page.all("nav", css="bti-crumbs")[0].walk() if part.text == "Losen"
        ]
        assert any(part["lang"] == "nb" for part in crumbs)
