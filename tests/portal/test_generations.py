"""What a process remembers of the content is never older than the content."""

import pytest
from django.db import transaction

from bti_portal.shell.models import Municipality
from handlingsveileder.models import ArticlePage
from tests.factories import (
    ArticlePageFactory,
    GuidePageFactory,
    LevelPageFactory,
    StepPageFactory,
    home_of,
    make_site,
)
from tests.reading import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    return make_site("vik.example", ("nn", "nb"))


@pytest.fixture
def article(site):
    return ArticlePageFactory(
        parent=home_of(site), title="Om oss", slug="om", show_in_menus=True, live=True
    )


@pytest.fixture
def footer(site, reader):
    """The links in the footer of the front page, as a reader sees them now."""

    def footer() -> dict[str, str]:
        return read(reader(site).get("/nn/")).one("footer").links()

    return footer


def test_a_new_page_is_at_once_in_the_menus_of_other_pages(site, footer):
    assert "Ny side" not in footer()
    ArticlePageFactory(parent=home_of(site), title="Ny side", slug="ny", show_in_menus=True)
    assert footer()["Ny side"] == "/nn/ny/"


def test_a_published_change_of_title_shows_at_once(article, footer):
    assert "Om oss" in footer()
    article.title = "Om kommunen"
    article.save_revision().publish()
    assert "Om kommunen" in footer()
    assert "Om oss" not in footer()


def test_a_draft_changes_nothing_for_readers(article, footer):
    before = footer()
    article.title = "Kladd"
    article.save_revision()
    assert footer() == before


def test_an_unpublished_page_leaves_the_menus_at_once(article, footer):
    assert "Om oss" in footer()
    article.unpublish()
    assert "Om oss" not in footer()


def test_a_deleted_page_leaves_the_menus_and_its_address_at_once(site, article, footer, reader):
    assert "Om oss" in footer()
    ArticlePage.objects.get(pk=article.pk).delete()
    assert "Om oss" not in footer()
    assert reader(site).get("/nn/om/").status_code == 404


def test_a_new_address_of_a_page_shows_at_once_for_it_and_all_below_it(site, article, reader):
    ArticlePageFactory(parent=article, slug="under")
    assert reader(site).get("/nn/om/under/").status_code == 200
    article.slug = "kven-vi-er"
    article.save_revision().publish()
    assert reader(site).get("/nn/kven-vi-er/under/").status_code == 200
    assert reader(site).get("/nn/om/under/").status_code != 200


def test_a_moved_page_is_at_its_new_address_at_once(site, article, reader):
    other = ArticlePageFactory(parent=home_of(site), slug="anna")
    assert reader(site).get("/nn/anna/").status_code == 200
    other.move(article, pos="last-child")
    assert reader(site).get("/nn/om/anna/").status_code == 200
    old = reader(site).get("/nn/anna/", follow=True)
    assert [address for address, _code in old.redirect_chain] == ["http://vik.example/nn/om/anna/"]


def test_a_page_closed_to_the_public_is_closed_at_once(site, article, reader):
    assert reader(site).get("/nn/om/").status_code == 200
    article.view_restrictions.create(restriction_type="login")
    assert reader(site).get("/nn/om/").status_code == 302


def test_the_pages_below_a_closed_page_are_closed_too(site, article, reader):
    ArticlePageFactory(parent=article, slug="under")
    assert reader(site).get("/nn/om/under/").status_code == 200
    article.view_restrictions.create(restriction_type="login")
    assert reader(site).get("/nn/om/under/").status_code == 302


def test_a_new_name_of_the_municipality_shows_at_once(site, reader):
    assert "Nye Vik" not in reader(site).get("/nn/").content.decode()
    settings = Municipality.objects.get(site=site)
    settings.name_nn = "Nye Vik kommune"
    settings.save()
    assert "Nye Vik kommune" in reader(site).get("/nn/").content.decode()


def test_a_new_step_is_at_once_on_the_ladder_of_its_neighbours(site, reader):
    guide = GuidePageFactory(parent=home_of(site), slug="rettleiar")
    level = LevelPageFactory(parent=guide, slug="a")
    StepPageFactory(parent=level, slug="ein")
    address = "/nn/rettleiar/a/ein/"
    assert not [a for a in read(reader(site).get(address)).all("a") if a["rel"] == "next"]
    StepPageFactory(parent=level, slug="to")
    links = read(reader(site).get(address)).all("a")
    assert [a["href"] for a in links if a["rel"] == "next"] == ["/nn/rettleiar/a/to/"]


def test_a_new_label_of_a_level_shows_at_once_on_its_steps(site, reader):
    guide = GuidePageFactory(parent=home_of(site), slug="rettleiar")
    level = LevelPageFactory(parent=guide, slug="a", label="A")
    StepPageFactory(parent=level, slug="ein")
    assert "Nivå A" in read(reader(site).get("/nn/rettleiar/a/ein/")).text
    level.label = "B"
    level.save_revision().publish()
    assert "Nivå B" in read(reader(site).get("/nn/rettleiar/a/ein/")).text


def test_a_change_that_is_rolled_back_leaves_the_old(article, footer):
    before = footer()
    with transaction.atomic():
        article.title = "Angra"
        article.save_revision().publish()
        assert "Angra" in footer()
        transaction.set_rollback(True)
    assert footer() == before


def test_after_a_rollback_the_next_change_shows_as_well(article, footer):
    footer()
    with transaction.atomic():
        ArticlePage.objects.filter(pk=article.pk).update(title="Angra")
        article.title = "Angra"
        article.save()
        footer()
        transaction.set_rollback(True)
    article.title = "Om kommunen"
    article.save_revision().publish()
    assert "Om kommunen" in footer()
    assert "Angra" not in footer()


def test_what_is_remembered_of_one_site_is_not_shown_on_another(site, article, footer, reader):
    assert "Om oss" in footer()
    other = make_site("dal.example")
    assert "Om oss" not in read(reader(other).get("/nn/")).one("footer").links()
