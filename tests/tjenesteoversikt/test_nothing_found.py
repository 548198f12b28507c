"""When no service meets every wish: what to give up, what comes near, whom to ask."""

import re

import pytest

from tests.factories import (
    HelpLineFactory,
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
    site = make_site("vik.example", phone="55 00 11 22")
    ServiceIndexPageFactory(parent=home_of(site), slug="tenester")
    return site


@pytest.fixture
def ask(site, reader):
    def ask(query: str = "", **wishes: str) -> Element:
        return read(reader(site).get(f"/nn/tenester/{query}", wishes or None)).one("main")

    return ask


def names(page: Element) -> list[str]:
    return [a.text for a in page.all("a") if re.search(r"/\d+-[a-z0-9-]+/$", a["href"])]


def ways(page: Element) -> dict[str, str]:
    """What can be given up: the words, and the address without it."""
    lists = page.all("ul", css="bti-loosen")
    return lists[0].links() if lists else {}


@pytest.fixture
def losen(site):
    return ServiceFactory(
        site=site,
        name_nn="Losen",
        everyday_words_nn="skulevegring",
        audiences=["youth"],
        referral="required",
        themes=[ThemeFactory(key="fravaer", name_nn="Fråvær")],
    )


def test_each_wish_that_may_be_given_up_says_what_it_leaves(site, ask, losen):
    ServiceFactory.create_batch(2, site=site, audiences=["children"])
    page = ask(**{"for": "ungdom", "tilgang": "direkte"})
    assert names(page)
    found = {re.search(r"\d+", words).group(): href for words, href in ways(page).items()}
    assert found == {"1": "?for=ungdom", "2": "?tilgang=direkte"}
    for number, address in found.items():
        assert len(names(ask(address))) == int(number)


def test_what_would_leave_nothing_too_is_not_proposed(site, ask, losen):
    page = ask(q="skulevegring", tilgang="direkte")
    assert list(ways(page).values()) == ["?q=skulevegring"]


def test_without_words_the_near_ones_come_from_one_wish_given_up_and_it_is_named(site, ask, losen):
    page = ask(**{"for": "ungdom", "tilgang": "direkte"})
    assert names(page) == ["Losen"]
    (near,) = [part for part in page.all("section") if part["aria-labelledby"] == "near"]
    assert "Utan tilvising" in near.all("p")[0].text


def test_when_no_single_wish_is_enough_those_that_meet_most_are_shown(site, ask, losen):
    ServiceFactory(site=site, name_nn="Jordmor", from_pregnancy=True, audiences=["pregnant"])
    ServiceFactory(site=site, name_nn="Kino", audiences=["children"], cost="paid")
    page = ask(**{"for": "gravide", "tilgang": "via", "pris": "betaling"})
    assert ways(page) == {}
    assert names(page) == ["Jordmor", "Kino", "Losen"]


def test_the_words_alone_come_before_other_wishes(site, ask, losen):
    ServiceFactory(site=site, name_nn="Jordmor", from_pregnancy=True, age_max_months=11)
    losen.age_min_months = 156
    losen.save()
    assert names(ask(q="skulevegring", alder="0-1")) == ["Losen"]


def test_the_themes_of_the_near_ones_are_a_way_on(site, ask, losen):
    ServiceFactory(site=site, themes=[ThemeFactory(key="anna")])
    page = ask(q="skulevegring", tilgang="direkte")
    chips = {a.text: a["href"] for a in page.all("a", css="bti-chip")}
    assert chips["Fråvær"] == "?tema=fravaer"
    assert "?tema=anna" not in chips.values()
    assert names(ask(chips["Fråvær"])) == ["Losen"]


def test_words_that_nothing_has_lead_to_the_themes_there_are(site, ask, losen):
    page = ask(q="helikopter")
    assert names(page) == []
    assert "?tema=fravaer" in [a["href"] for a in page.all("a")]


def test_an_empty_catalogue_has_somebody_to_ask(site, ask):
    HelpLineFactory(number="116 111", is_acute=True)
    page = ask(q="helikopter")
    links = page.links().values()
    assert "tel:55001122" in links
    assert "tel:116111" in links


def test_a_borrowers_and_hidden_services_are_not_near(site, ask, losen):
    publication = losen.publications.get()
    publication.is_visible = False
    publication.save()
    assert names(ask(q="skulevegring", tilgang="direkte")) == []
