"""The guide as one object, as readers meet it: order, place, previous and next, the way out."""

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from bti_portal.shell.navigation import Shell
from bti_portal.shell.outline import draw
from handlingsveileder import ladder
from handlingsveileder.models import GuidePage
from tests.factories import (
    ArticlePageFactory,
    GuidePageFactory,
    LevelPageFactory,
    StepPageFactory,
    home_of,
    make_site,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    return make_site("vik.example")


@pytest.fixture
def guide(site):
    """Two levels of two steps and an empty third."""
    guide = GuidePageFactory(parent=home_of(site), slug="rettleiar")
    for letter, count in (("A", 2), ("B", 2), ("C", 0)):
        level = LevelPageFactory(parent=guide, title=f"Nivå {letter}", label=letter)
        for number in range(1, count + 1):
            StepPageFactory(parent=level, title=f"{letter}{number}")
    return GuidePage.objects.get(pk=guide.pk)


def seen_from(page, site):
    request = RequestFactory().get("/nn/", headers={"host": site.hostname})
    with translation.override("nn"):
        return ladder.around(page.specific, Shell(request, page))


def page(guide, title):
    return guide.get_descendants().get(title=title)


def titles(rungs) -> list[str]:
    return [rung.title for rung in rungs]


def test_levels_and_steps_stand_in_the_order_of_the_tree(site, guide):
    read = seen_from(guide, site)
    assert titles(read) == ["Nivå A", "Nivå B", "Nivå C"]
    assert [titles(level.steps) for level in read] == [["A1", "A2"], ["B1", "B2"], []]


def test_moving_a_step_moves_it_on_the_ladder(site, guide):
    page(guide, "B2").move(page(guide, "A1"), pos="left")
    read = seen_from(guide, site)
    assert [titles(level.steps) for level in read] == [["B2", "A1", "A2"], ["B1"], []]


def test_labels_are_what_the_municipality_calls_them(site, guide):
    assert [level.label for level in seen_from(guide, site)] == ["A", "B", "C"]


def test_steps_are_counted_within_their_level(site, guide):
    steps = [step for level in seen_from(guide, site) for step in level.steps]
    assert [(step.number, step.of) for step in steps] == [(1, 2), (2, 2), (1, 2), (2, 2)]


def test_a_step_knows_where_it_stands(site, guide):
    read = seen_from(page(guide, "B1"), site)
    assert read.step.title == "B1"
    assert read.level.title == "Nivå B"
    assert [level.holds_current for level in read] == [False, True, False]


def test_a_level_knows_where_it_stands(site, guide):
    read = seen_from(page(guide, "Nivå A"), site)
    assert read.step is None
    assert read.level.title == "Nivå A"


@pytest.mark.parametrize(
    ("here", "before", "after"),
    [
        ("A1", None, "A2"),
        ("A2", "A1", "B1"),
        ("B1", "A2", "B2"),
        ("B2", "B1", None),
        ("Nivå A", None, "Nivå B"),
        ("Nivå B", "Nivå A", "Nivå C"),
        ("Nivå C", "Nivå B", None),
    ],
)
def test_previous_and_next_go_across_levels(site, guide, here, before, after):
    read = seen_from(page(guide, here), site)
    assert (read.previous and read.previous.title) == before
    assert (read.next and read.next.title) == after


def test_the_guide_itself_has_nothing_before_or_after(site, guide):
    read = seen_from(guide, site)
    assert (read.previous, read.next, read.level, read.step) == (None, None, None, None)


def test_drafts_are_not_on_the_ladder(site, guide):
    page(guide, "A2").specific.unpublish()
    read = seen_from(page(guide, "A1"), site)
    assert titles(read.levels[0].steps) == ["A1"]
    assert read.step.of == 1
    assert read.next.title == "B1"


def test_the_steps_of_a_draft_level_are_not_on_the_ladder(site, guide):
    page(guide, "Nivå A").specific.unpublish()
    assert titles(seen_from(guide, site)) == ["Nivå B", "Nivå C"]


def test_a_guide_without_levels_is_an_empty_ladder(site):
    guide = GuidePageFactory(parent=home_of(site))
    assert seen_from(guide, site).levels == ()


def test_two_guides_of_a_site_do_not_mix(site, guide):
    other = GuidePageFactory(parent=home_of(site))
    level = LevelPageFactory(parent=other, title="Eit anna nivå")
    StepPageFactory(parent=level, title="X1")
    assert "Eit anna nivå" not in titles(seen_from(guide, site))
    assert seen_from(page(other, "X1"), site).previous is None


def test_the_way_out_is_the_page_the_guide_names(site, guide):
    way_out = ArticlePageFactory(parent=home_of(site), title="Vald og overgrep", slug="vald")
    guide.violence_exit = way_out
    guide.save()
    assert seen_from(page(guide, "A1"), site).way_out.url == "/nn/vald/"


def test_a_way_out_that_is_not_published_is_no_way_out(site, guide):
    guide.violence_exit = ArticlePageFactory(parent=home_of(site), live=False)
    guide.save()
    assert seen_from(guide, site).way_out is None


def test_a_page_outside_every_guide_stands_on_no_ladder(site, guide):
    assert seen_from(ArticlePageFactory(parent=home_of(site)), site) is None


def test_the_ladder_costs_the_same_however_large_it_is(site, guide):
    def cost() -> int:
        outline = draw(site)
        with CaptureQueriesContext(connection) as queries:
            ladder.read(outline, outline.at("/nn/rettleiar/"))
        return len(queries)

    before = cost()
    for _ in range(3):
        level = LevelPageFactory(parent=guide)
        StepPageFactory.create_batch(4, parent=level)
    assert cost() == before == 3
