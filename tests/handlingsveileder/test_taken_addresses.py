"""Addresses that a guide answers at itself, and that no level or step may have."""

import pytest
from django.urls import reverse
from django.utils.translation import gettext

from handlingsveileder.models import LevelPage
from handlingsveileder.preflight import findings_of
from tests.factories import UserFactory, home_of, make_guide, make_site
from tests.portal.editor_forms import filled_in
from tests.reading import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    return make_site("vik.example", ("nn", "nb"))


@pytest.fixture
def guide(site):
    return make_guide(home_of(site, "nn"))


@pytest.fixture
def desk(site, reader):
    browser = reader(site)
    browser.force_login(UserFactory(coordinator_at=site))
    return browser


def add_url(kind, parent):
    return reverse("wagtailadmin_pages:add", args=["handlingsveileder", kind, parent.pk])


def sent(desk, url, **fields):
    return desk.post(url, filled_in(desk.get(url)) | {"title": "Ny", "label": "X"} | fields)


@pytest.mark.parametrize("slug", ["pdf", "plakat", "sok", "nytt", "for"])
def test_a_level_is_refused_with_a_word_that_names_the_address(desk, guide, slug):
    answer = sent(desk, add_url("levelpage", guide), slug=slug)
    assert not LevelPage.objects.filter(slug=slug).exists()
    words = gettext(
        "The guide uses the address «{slug}» itself, so nobody would find this page there. Choose"
        " another word in the field for the address."
    )
    assert words.format(slug=slug) in read(answer).one("main").text


@pytest.mark.parametrize(("slug", "is_refused"), [("pdf", True), ("for", True), ("nytt", False)])
def test_a_step_keeps_off_the_addresses_of_its_level(desk, guide, slug, is_refused):
    level = guide.get_first_child()
    sent(desk, add_url("steppage", level), slug=slug)
    assert level.get_children().filter(slug=slug).exists() is not is_refused


def test_a_draft_needs_no_more_than_a_title(desk, guide):
    sent(desk, add_url("levelpage", guide), slug="", title="Eit heilt nytt nivå")
    assert LevelPage.objects.get(title="Eit heilt nytt nivå").slug == "eit-heilt-nytt-niva"


def test_a_page_that_came_another_way_is_stopped_by_preflight(guide):
    level = guide.get_first_child().specific
    level.slug = "sok"
    assert [(found.rule.name, found.place) for found in findings_of(level)] == [
        ("taken_address", "slug")
    ]


def test_pages_stand_in_the_admin_as_readers_meet_them(desk, guide):
    listing = read(desk.get(reverse("wagtailadmin_explore", args=[guide.pk])))
    titles = [row.text for row in listing.all("a") if row.text in {"Nivå A", "Nivå B"}]
    assert titles == ["Nivå A", "Nivå B"]
