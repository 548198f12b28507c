"""The search over everything a site shows: what it finds, in which order, and what it never tells."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from tests.factories import (
    ArticlePageFactory,
    PublicationFactory,
    ServiceFactory,
    ServiceIndexPageFactory,
    home_of,
    make_site,
)
from tests.reading import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    site = make_site("vik.example", ("nn", "nb"))
    for language, slug in (("nn", "tenester"), ("nb", "tjenester")):
        ServiceIndexPageFactory(parent=home_of(site, language), slug=slug)
    return site


@pytest.fixture
def ask(site, reader):
    def ask(words: str = "", language: str = "nn", **more: str):
        return reader(site).get(f"/{language}/sok/", {"q": words, **more})

    return ask


def article(site, title, language="nn", **fields):
    page = ArticlePageFactory(parent=home_of(site, language), title=title, **fields)
    page.save_revision().publish()
    return page


def titles(answer):
    return [heading.text for heading in read(answer).one("main").all("h2") if heading.all("a")]


def test_services_and_pages_are_found_together(site, ask):
    ServiceFactory(site=site, name_nn="Sorggruppe", name_nb="Sorggruppe")
    article(site, "Når nokon har sorg")
    assert set(titles(ask("sorg"))) == {"Sorggruppe", "Når nokon har sorg"}


def test_a_name_counts_more_than_the_text(site, ask):
    ServiceFactory(site=site, name_nn="Anna", summary_nn="Her er det rom for sorg.")
    ServiceFactory(site=site, name_nn="Sorg")
    assert titles(ask("sorg")) == ["Sorg", "Anna"]


@pytest.mark.parametrize(
    ("words", "language"),
    [("skulefråvær", "nn"), ("skolefravær", "nn"), ("skulefråvær", "nb"), ("skolefravær", "nb")],
)
def test_both_forms_of_norwegian_find_the_same(site, ask, words, language):
    ServiceFactory(site=site, name_nn="Team for skulefråvær", name_nb="Team for skolefravær")
    expected = {"nn": "Team for skulefråvær", "nb": "Team for skolefravær"}[language]
    assert titles(ask(words, language)) == [expected]


def test_pages_are_those_of_the_readers_own_form(site, ask):
    article(site, "Om søvn")
    article(site, "Om søvn og ro", "nb")
    assert titles(ask("søvn")) == ["Om søvn"]
    assert titles(ask("søvn", "nb")) == ["Om søvn og ro"]


def test_one_kind_can_be_chosen(site, ask):
    ServiceFactory(site=site, name_nn="Sorggruppe")
    article(site, "Om sorg")
    chosen = ask("sorg", slag="tenester")
    assert titles(chosen) == ["Sorggruppe"]
    assert titles(ask("sorg", slag="finst-ikkje")) == titles(ask("sorg"))


def test_a_misspelling_is_told_and_looked_past(site, ask):
    ServiceFactory(site=site, name_nn="Helsestasjonen")
    answer = ask("helsestasjonnen")
    assert titles(answer) == ["Helsestasjonen"]


def test_nothing_found_leads_on(site, ask):
    ServiceFactory(site=site)
    answer = ask("romskip")
    assert answer.status_code == 200
    assert titles(answer) == []
    assert "/nn/tenester/" in read(answer).one("main").links().values()


@pytest.mark.parametrize("words", ["", " ", "\x00", "%%%", "<script>", "og", "ø" * 5_000])
def test_odd_words_are_answered_in_words(site, ask, words):
    ServiceFactory(site=site)
    answer = ask(words, side="999", slag="\x00")
    assert answer.status_code == 200
    assert "<script>" not in answer.content.decode().split("<main")[1]


def test_what_readers_may_not_see_is_not_found(site, ask):
    other = make_site("dal.example")
    ServiceFactory(site=site, name_nn="Sorg i kladd", live=False)
    ServiceFactory(site=other, name_nn="Sorg hos andre", can_be_borrowed=True)
    waiting = ServiceFactory(site=other, name_nn="Sorg som ventar")
    PublicationFactory(service=waiting, site=site, approved_revision=None)
    draft = ArticlePageFactory(parent=home_of(site), title="Sorg i utkast", live=False)
    draft.save_revision()
    closed = article(site, "Sorg for innlogga")
    PageViewRestriction.objects.create(page=closed, restriction_type="login")
    gone = article(site, "Sorg som er borte")
    gone.unpublish()
    article(site, "Sorg som er sletta").delete()
    assert titles(ask("sorg")) == []


def test_a_draft_of_a_published_service_is_not_found(site, ask):
    service = ServiceFactory(site=site, name_nn="Losen")
    service.name_nn = "Romskipet"
    service.save_revision()
    assert titles(ask("romskipet")) == []
    service.latest_revision.publish()
    assert titles(ask("romskipet")) == ["Romskipet"]
    assert titles(ask("losen")) == []


def test_a_borrower_finds_the_text_it_has_approved(site, ask):
    service = ServiceFactory(site=make_site("dal.example"), name_nn="Losen")
    PublicationFactory(service=service, site=site)
    service.name_nn = "Romskipet"
    service.save_revision().publish()
    assert titles(ask("losen")) == ["Losen"]
    assert titles(ask("romskipet")) == []


def test_the_cost_does_not_grow_with_content(site, ask):
    def cost():
        ask("sorg")
        with CaptureQueriesContext(connection) as asked:
            ask("sorg")
        return len(asked)

    ServiceFactory(site=site, name_nn="Sorg")
    few = cost()
    ServiceFactory.create_batch(15, site=site, name_nn="Sorg og saknad")
    for number in range(4):
        article(site, f"Sorg {number}")
    assert cost() == few <= 5


class TestWordsToComplete:
    @pytest.fixture
    def words(self, site, reader):
        return lambda language="nn": reader(site).get(f"/{language}/sok/ord.json").json()["words"]

    def test_they_are_names_that_readers_may_see(self, site, words):
        ServiceFactory(site=site, name_nn="Losen", name_nb="Losen på bokmål")
        ServiceFactory(site=site, name_nn="Kladden", live=False)
        assert words() == ["Losen"]
        assert words("nb") == ["Losen på bokmål"]

    def test_nothing_typed_is_needed_for_them_and_caches_may_keep_them(self, site, reader):
        answer = reader(site).get("/nn/sok/ord.json")
        assert "public" in answer["Cache-Control"]
        assert "set-cookie" not in answer
