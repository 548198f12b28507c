"""A page is made or connected in the other form from the admin; nothing goes live by itself."""

import pytest
from django.test import Client
from wagtail.models import Page

from handlingsveileder.models import LevelPage, StepPage
from tests.factories import ArticlePageFactory, decision, home_of, make_guide
from tests.reading import read
from tests.translation.municipalities import (
    article,
    at,
    filled,
    municipality,
    text_block,
    twin_article,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def own():
    return municipality("sundvik")


@pytest.fixture
def neighbour():
    return municipality("nordbygd")


def twin(page: Page) -> Page:
    return page.get_translations().get(locale__language_code="nb").specific


def make(own, page: Page, **choices: str) -> None:
    answer = own.desk.post(at("page", page.pk), {"act": "make", **choices})
    assert answer.status_code == 302


def test_a_draft_is_made_below_the_same_page_in_the_other_form(own) -> None:
    page = article(own.home)
    make(own, page)
    made = twin(page)
    assert not made.live
    assert made.get_parent().pk == home_of(own.site, "nb").pk
    assert made.body[0].value.source == "<p>Eg veit ikkje.</p>"
    assert made.get_latest_revision().user == own.person
    assert own.desk.get("/nb/samarbeid/").status_code == 404


def test_the_pages_above_become_drafts_too(own) -> None:
    guide = make_guide(own.home, "A", 1)
    step = StepPage.objects.descendant_of(own.home).get()
    shown = read(own.desk.get(at("page", step.pk))).text
    assert "Rettleiar" in shown and "Nivå A" in shown
    make(own, step)
    made = twin(step)
    assert [page.title for page in made.get_ancestors()[2:]] == ["Rettleiar", "Nivå A"]
    assert not home_of(own.site, "nb").get_descendants().live().exists()
    assert twin(guide).pk == made.get_ancestors()[2].pk


def test_all_below_can_be_made_at_once(own) -> None:
    guide = make_guide(own.home, "AB", 2)
    make(own, guide, below="on")
    there = home_of(own.site, "nb")
    assert LevelPage.objects.descendant_of(there).count() == 2
    assert StepPage.objects.descendant_of(there).count() == 4


def test_what_the_page_leads_to_is_led_to_in_the_other_form(own) -> None:
    goal = article(own.home, "Målet")
    there = twin_article(goal, own.site)
    guide = make_guide(own.home, "A", 1, violence_exit=goal)
    step = StepPage.objects.descendant_of(own.home).get()
    step.decisions = [decision("Kva no?", ("Vidare", "page", goal.pk), ("Nei", "stay", None))]
    step.what = f'<p>Sjå <a linktype="page" id="{goal.pk}">målet</a>.</p>'
    step.save()
    make(own, step)
    made = twin(step)
    target = made.decisions[0].value["exits"][0]["target"][0].value
    assert target.pk == there.pk
    assert f'id="{there.pk}"' in made.what
    assert twin(guide).violence_exit_id == there.pk
    assert made.decisions[0].id == step.decisions[0].id


def test_that_somebody_checked_the_page_is_not_said_of_its_twin(own) -> None:
    page = article(own.home, checked_on="2026-01-02")
    make(own, page)
    assert twin(page).checked_on is None


def test_two_pages_made_apart_are_connected(own, reader) -> None:
    page = article(own.home)
    other = article(home_of(own.site, "nb"), "Samarbeid (nb)", slug="samarbeid-nb")
    other.body = [text_block("b7", "<p>Jeg vet ikke.</p>")]
    other.save_revision().publish()
    answer = own.desk.post(at("page", page.pk), {"act": "connect", "other": other.pk})
    assert answer.status_code == 302
    assert twin(page).pk == other.pk
    shown = reader(own.site).get(other.url.removeprefix(own.site.root_url))
    assert page.url.removeprefix(own.site.root_url) in shown.content.decode()
    beside = read(own.desk.get(at("proofread_page", other.pk))).text
    assert "Eg veit ikkje." in beside
    own.desk.post(at("page", page.pk), {"act": "disconnect"})
    assert not Page.objects.get(pk=page.pk).get_translations().exists()


def test_only_unconnected_pages_of_the_kind_and_site_are_offered(own, neighbour) -> None:
    page = article(own.home)
    free = article(home_of(own.site, "nb"), "Ledig")
    taken = twin_article(article(own.home, "Anna"), own.site, "Tatt")
    foreign = article(home_of(neighbour.site, "nb"), "Fremmed")
    text = own.desk.get(at("page", page.pk)).content.decode()
    assert f'<option value="{free.pk}">' in text
    for wrong in (taken, foreign, page):
        assert f'<option value="{wrong.pk}">' not in text
        own.desk.post(at("page", page.pk), {"act": "connect", "other": wrong.pk})
        assert not Page.objects.get(pk=page.pk).get_translations().exists()


def test_a_site_with_one_form_is_not_offered_another() -> None:
    alone = municipality("einvik", ("nn",))
    page = article(alone.home)
    assert alone.desk.get(at("page", page.pk)).status_code == 404
    assert alone.desk.post(at("page", page.pk), {"act": "make"}).status_code == 404
    assert not page.get_translations().exists()
    editor = alone.desk.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    assert at("page", page.pk) not in editor
    assert "/admin/translation/" not in alone.desk.get("/admin/").content.decode()


def test_the_editor_and_the_list_lead_to_it(own) -> None:
    page = article(own.home)
    for address in (f"/admin/pages/{page.pk}/edit/", f"/admin/pages/{own.home.pk}/"):
        assert at("page", page.pk) in own.desk.get(address).content.decode()


@pytest.mark.parametrize("act", ["make", "connect", "disconnect", "mode", "mark"])
def test_the_neighbours_pages_are_not_there(own, neighbour, act: str) -> None:
    page = article(own.home)
    assert neighbour.desk.get(at("page", page.pk)).status_code == 404
    assert neighbour.desk.post(at("page", page.pk), {"act": act}).status_code == 404
    visitor = Client(HTTP_HOST=own.site.hostname)
    assert visitor.get(at("page", page.pk)).status_code == 302


def test_made_twice_it_says_so_and_makes_one(own) -> None:
    page = article(own.home)
    make(own, page)
    make(own, page)
    assert page.get_translations().count() == 1


def test_a_title_that_is_taken_there_gets_another_address(own) -> None:
    page = article(own.home, slug="samarbeid")
    ArticlePageFactory(parent=home_of(own.site, "nb"), title="Annet", slug="samarbeid")
    make(own, page)
    assert twin(page).slug != "samarbeid"


def test_a_draft_has_an_address_of_its_title_with_all_letters(own) -> None:
    page = article(own.home)
    make(own, page)
    address = at("proofread_page", twin(page).pk)
    [title] = [
        row.name for row in own.desk.get(address).context["rows"] if row.pair.path == "title"
    ]
    own.desk.post(address, filled(own, address) | {title: "Øving for Ærlige i Årdal"})
    assert twin(page).get_latest_revision_as_object().slug == "oving-for-aerlige-i-ardal"
