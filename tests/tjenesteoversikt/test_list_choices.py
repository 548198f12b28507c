"""The list of services: counts at each answer, the order, the list in one part, what a card says."""

import datetime
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories import (
    GuidePageFactory,
    LevelPageFactory,
    PublicationFactory,
    ServiceFactory,
    ServiceIndexPageFactory,
    ThemeFactory,
    home_of,
    make_site,
)
from tests.reading import Element, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    site = make_site("vik.example", level_word_nn="fase")
    ServiceIndexPageFactory(parent=home_of(site), slug="tenester")
    return site


@pytest.fixture
def ask(site, reader):
    def ask(query: str = "", **wishes: str) -> Element:
        page = reader(site).get(f"/nn/tenester/{query}", wishes or None)
        assert page.status_code == 200
        return read(page).one("main")

    return ask


def names(page: Element) -> list[str]:
    return [a.text for a in page.all("a") if re.search(r"/\d+-[a-z0-9-]+/$", a["href"])]


def cards(page: Element) -> list[str]:
    return [card.text for card in page.all("li", css="bti-hit")]


def question(page: Element, name: str) -> Element:
    """The field set of a question."""
    box = next(box for box in page.all("input") if box["name"] == name)
    return next(part for part in box.above() if part.tag == "fieldset")


class TestAnswers:
    def test_each_answer_says_how_many_it_leaves(self, site, ask):
        ServiceFactory(site=site, audiences=["youth"], referral="required")
        ServiceFactory.create_batch(2, site=site, audiences=["children"])
        page = ask(tilgang="via")
        labels = [label.text for label in question(page, "for").all("label")]
        assert [re.findall(r"\d+", label) for label in labels] == [["0"], ["1"]]

    def test_an_answer_that_leaves_none_is_named_and_quiet_and_can_be_chosen(self, site, ask):
        ServiceFactory(site=site, audiences=["youth"], referral="required")
        ServiceFactory(site=site, audiences=["children"])
        page = ask(tilgang="via")
        (quiet,) = question(page, "for").all("label", css="bti-option--none")
        assert quiet.one("input")["value"] == "barn"
        assert "disabled" not in quiet.one("input").attributes
        chosen = ask(tilgang="via", **{"for": "barn"})
        assert chosen.all("label", css="bti-option--none")
        assert "bti-option--none" not in question(chosen, "for").all("label")[0].classes

    def test_many_answers_are_folded_and_open_when_one_of_them_is_chosen(self, site, ask):
        themes = ThemeFactory.create_batch(12)
        ServiceFactory(site=site, themes=themes)
        (more,) = question(ask(), "tema").all("details")
        assert len(more.all("input")) == 4
        assert "12" in more.one("summary").text
        assert "open" not in more.attributes
        hidden = more.all("input")[0]["value"]
        (more,) = question(ask(tema=hidden), "tema").all("details")
        assert "open" in more.attributes

    def test_one_answer_more_than_is_shown_is_not_folded(self, site, ask):
        ServiceFactory(site=site, themes=ThemeFactory.create_batch(9))
        assert question(ask(), "tema").all("details") == []

    def test_the_fold_of_a_phone_says_how_many_are_chosen(self, site, ask):
        ServiceFactory(site=site, audiences=["youth", "children"])
        assert "2" in ask("?for=barn&for=ungdom").one("summary", css="bti-filters__open").text
        assert not re.search(r"\d", ask().one("summary", css="bti-filters__open").text)

    def test_places_on_the_ladder_have_the_municipalitys_word(self, site, ask):
        ServiceFactory(site=site, levels=["0", "2"])
        labels = [label.text for label in question(ask(), "niva").all("label")]
        assert [label[:6] for label in labels] == ["Fase 0", "Fase 2"]

    def test_with_a_guide_they_have_the_names_of_its_levels(self, site, ask):
        guide = GuidePageFactory(parent=home_of(site))
        LevelPageFactory(parent=guide, title="Er det grunn til uro?", label="A")
        ServiceFactory(site=site, levels=["0", "1"])
        labels = [label.text for label in question(ask(), "niva").all("label")]
        assert labels[0].startswith("Er det grunn til uro? (fase A)")
        assert labels[1].startswith("Fase 1")


class TestOrder:
    def test_the_order_is_chosen_in_the_form(self, site, ask):
        ServiceFactory(site=site, name_nn="Avlasting", checked_on=datetime.date(2026, 1, 1))
        ServiceFactory(site=site, name_nn="Losen", checked_on=datetime.date(2026, 2, 1))
        page = ask(sorter="kontrollert")
        assert names(page) == ["Losen", "Avlasting"]
        select = page.one("select")
        assert (select["name"], select["form"]) == ("sorter", page.one("form")["id"])
        (chosen,) = [option for option in select.all("option") if "selected" in option.attributes]
        assert chosen["value"] == "kontrollert"

    def test_what_fits_best_is_offered_only_for_words(self, site, ask):
        ServiceFactory.create_batch(2, site=site)
        assert [option["value"] for option in ask().all("option")] == ["", "kontrollert"]
        assert len(ask(q="tenesta").all("option")) == 3

    def test_an_unknown_order_is_passed_over(self, site, ask):
        ServiceFactory(site=site, name_nn="B")
        ServiceFactory(site=site, name_nn="A")
        assert names(ask(sorter="../etc")) == ["A", "B"]

    def test_the_parts_of_the_list_keep_the_order(self, site, ask):
        ServiceFactory.create_batch(21, site=site)
        (on,) = [a for a in ask(sorter="kontrollert").all("a") if a["rel"] == "next"]
        assert parse_qs(urlsplit(on["href"]).query) == {"sorter": ["kontrollert"], "side": ["2"]}


class TestInOnePart:
    def test_it_holds_all_hits_and_keeps_the_wishes(self, site, ask):
        ServiceFactory.create_batch(21, site=site, audiences=["youth"])
        page = ask(**{"for": "ungdom"})
        (whole,) = [a["href"] for a in page.all("a") if "side=alle" in a["href"]]
        assert parse_qs(urlsplit(whole).query)["for"] == ["ungdom"]
        assert len(names(ask(whole))) == 21

    def test_it_is_bounded_and_says_so(self, site, ask):
        ServiceFactory.create_batch(101, site=site)
        page = ask(side="alle")
        assert len(names(page)) == 100
        assert re.search(r"100 .*101", page.one("div", css="bti-whole").text)

    def test_it_costs_as_many_queries_as_a_part(self, site, reader):
        ServiceFactory.create_batch(30, site=site)

        def cost(query: str) -> int:
            reader(site).get(f"/nn/tenester/{query}")
            with CaptureQueriesContext(connection) as queries:
                reader(site).get(f"/nn/tenester/{query}")
            return len(queries)

        assert cost("?side=alle") == cost("")

    def test_paper_has_the_wishes_the_telephone_and_the_place(self, site, ask):
        ServiceFactory(site=site, phone="55 12 34 56", place_nn="Rådhuset", audiences=["youth"])
        told = [part.text for part in ask(**{"for": "ungdom"}).all("p", css="bti-paper")]
        assert any("Ungdom" in text for text in told)
        assert any("55 12 34 56" in text and "Rådhuset" in text for text in told)


class TestCard:
    def test_a_withheld_place_is_nowhere_on_it(self, site, ask):
        ServiceFactory(site=site, place_nn="Fjellvegen 1", is_address_withheld=True)
        assert "Fjellvegen" not in str(ask().parent)
        assert "Fjellvegen" not in " ".join(str(part.attributes) for part in ask().walk())

    @pytest.mark.parametrize(
        ("fields", "words"),
        [
            ({"availability": "closed"}, "Closed for now"),
            ({"availability": "full"}, "Full for now"),
            ({"forms": ["digital"]}, "On screen"),
            ({"forms": ["home_visit"]}, "At home"),
            ({"cost": "free"}, "Free"),
        ],
    )
    def test_it_says_what_decides_whether_one_comes(self, site, ask, fields, words, nynorsk):
        ServiceFactory(site=site, **fields)
        (card,) = cards(ask())
        assert nynorsk(words) in card

    def test_what_has_not_begun_says_when_it_does(self, site, ask):
        day = timezone.localdate() + datetime.timedelta(days=40)
        ServiceFactory(site=site, starts_on=day)
        (card,) = cards(ask())
        assert str(day.year) in card
        ServiceFactory(site=site, starts_on=timezone.localdate())
        assert sum(str(day.year) in card for card in cards(ask())) == 1

    def test_a_borrowed_service_has_the_text_that_was_approved(self, site, ask):
        service = ServiceFactory(site=make_site("dal.example"), name_nn="Losen", place_nn="Dal")
        PublicationFactory(service=service, site=site)
        service.name_nn, service.place_nn = "Losen i Dal", "Ein annan stad"
        service.save_revision().publish()
        (card,) = cards(ask())
        assert "Losen i Dal" not in card
        assert "Ein annan stad" not in card
        assert names(ask()) == ["Losen"]

    def test_the_search_field_offers_words_only_where_an_address_is_known(self, site, ask):
        ServiceFactory(site=site)
        (field,) = [box for box in ask().all("input") if box["name"] == "q"]
        assert "data-suggest" not in field.attributes
