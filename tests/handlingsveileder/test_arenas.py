"""The guide as each arena sees it: its own address, what differs, two chairs side by side."""

import pytest

from tests.factories import (
    ArenaFactory,
    GuidePageFactory,
    LevelPageFactory,
    RoleFactory,
    StepPageFactory,
    home_of,
    make_site,
)
from tests.reading import read

pytestmark = pytest.mark.django_db

HOST = "vik.example"


def variant(arena, **differing):
    return {"type": "variant", "value": {"arena": arena.pk, **differing}}


@pytest.fixture
def nursery():
    return ArenaFactory(
        name_nn="Barnehage", name_nb="Barnehage", slug_nn="naturhage", slug_nb="naturhage"
    )


@pytest.fixture
def school():
    return ArenaFactory(
        name_nn="Verkstad", name_nb="Verksted", slug_nn="verkstad", slug_nb="verksted"
    )


@pytest.fixture
def site():
    return make_site(HOST, languages=["nn", "nb"])


@pytest.fixture
def guide(site, nursery, school):
    """One level of two steps; only the first differs, in the nursery and at school."""
    guide = GuidePageFactory(parent=home_of(site), slug="rettleiar")
    level = LevelPageFactory(parent=guide, slug="niva-0")
    teacher = RoleFactory(name_nn="Kontaktlærar")
    StepPageFactory(
        parent=level,
        title="Del uroa",
        slug="del",
        what="<p>Fortel det til nokon.</p>",
        how="<p>Snakk med leiaren.</p>",
        deadline="Innan 14 dagar",
        variants=[
            variant(nursery, how="<p>Snakk med styraren.</p>", deadline="Same dag"),
            variant(
                school,
                how="<p>Snakk med rektor.</p>",
                responsible_roles=[{"type": "role", "value": teacher.pk}],
            ),
        ],
    )
    StepPageFactory(parent=level, title="Avgjer vegen", slug="avgjer", what="<p>Vel veg.</p>")
    return guide


@pytest.fixture
def client(reader, guide):
    return reader(HOST)


def main_of(client, path, status=200):
    answer = client.get(path)
    assert answer.status_code == status
    return read(answer.content.decode()).one("main")


STEP = "/nn/rettleiar/niva-0/del/"


def test_the_arena_replaces_only_what_differs(client):
    text = main_of(client, f"{STEP}for/naturhage/").text
    assert "Fortel det til nokon." in text
    assert "Snakk med styraren." in text
    assert "Same dag" in text
    assert "Snakk med leiaren." not in text
    assert "Innan 14 dagar" not in text


def test_without_an_arena_the_step_stands_as_it_is(client):
    text = main_of(client, STEP).text
    assert "Snakk med leiaren." in text
    assert "styraren" not in text


def test_a_step_that_does_not_differ_says_so(client):
    assert "likt same kvar" in main_of(client, "/nn/rettleiar/niva-0/avgjer/for/naturhage/").text


def test_the_arena_follows_the_reader_through_the_guide(client):
    for path in ("/nn/rettleiar/", "/nn/rettleiar/niva-0/", STEP):
        page = main_of(client, f"{path}for/verkstad/")
        inside = [a["href"] for a in page.all("a") if a["href"].startswith("/nn/rettleiar/")]
        chosen = [href for href in inside if href.endswith("/for/verkstad/")]
        # What is left are the other chairs to choose, the pairs to compare, and documents.
        others = {f"{path}for/naturhage/", path, f"{path}for/verkstad/og/naturhage/"}
        # The versions are the same for all arenas.
        others.add("/nn/rettleiar/nytt/")
        others |= {f"{path}for/verkstad/pdf/", f"{path}plakat/"}
        assert set(inside) - set(chosen) <= others
        assert len(chosen) >= 2


def test_the_level_shows_each_step_as_the_arena_sees_it(client):
    text = main_of(client, "/nn/rettleiar/niva-0/for/verkstad/").text
    assert "Snakk med rektor." in text
    assert "Kontaktlærar" in text
    assert "Vel veg." in text


def test_the_canonical_address_is_without_the_arena(client):
    page = read(client.get(f"{STEP}for/naturhage/").content.decode())
    (canonical,) = [link["href"] for link in page.all("link") if link["rel"] == "canonical"]
    assert canonical == f"http://{HOST}{STEP}"


def test_the_word_of_the_other_form_leads_to_the_right_one(client):
    answer = client.get(f"{STEP}for/verksted/")
    assert (answer.status_code, answer["Location"]) == (301, f"{STEP}for/verkstad/")


def test_an_unknown_arena_lists_those_there_are(client):
    page = main_of(client, f"{STEP}for/fotball/", 404)
    hrefs = [a["href"] for a in page.all("a")]
    assert {f"{STEP}for/naturhage/", f"{STEP}for/verkstad/"} <= set(hrefs)


def test_an_arena_of_another_municipality_is_unknown(client, site):
    ArenaFactory(site=make_site("nabo.example"), slug_nn="kulturskule", slug_nb="kulturskole")
    main_of(client, f"{STEP}for/kulturskule/", 404)


def test_two_chairs_show_only_what_differs(client):
    page = main_of(client, f"{STEP}for/naturhage/og/verkstad/")
    assert [h.text for h in page.all("h2")] == ["Barnehage", "Verkstad"]
    assert "Snakk med styraren." in page.text
    assert "Snakk med rektor." in page.text
    assert "Fortel det til nokon." not in page.text


def test_two_chairs_with_nothing_between_them(client):
    text = main_of(client, "/nn/rettleiar/niva-0/avgjer/for/naturhage/og/verkstad/").text
    assert "likt frå begge" in text


def test_an_unknown_second_chair_lists_the_arenas(client):
    main_of(client, f"{STEP}for/naturhage/og/fotball/", 404)


def test_a_guide_where_nothing_differs_asks_for_no_arena(reader, site, nursery):
    guide = GuidePageFactory(parent=home_of(site), slug="enkel")
    LevelPageFactory(parent=guide)
    assert "Kvar møter du barnet" not in main_of(reader(HOST), "/nn/enkel/").text


class TestOneGuideForEachService:
    def test_the_front_page_lists_them(self, reader, site):
        for slug in ("barnehage", "skule", "nav"):
            guide = GuidePageFactory(parent=home_of(site), slug=slug, title=f"For {slug}")
            LevelPageFactory(parent=guide, label="3.0")
        hrefs = [a["href"] for a in main_of(reader(HOST), "/nn/").all("a")]
        assert {"/nn/barnehage/", "/nn/skule/", "/nn/nav/"} <= set(hrefs)

    def test_a_step_stands_on_its_own_guides_ladder(self, reader, site):
        for slug in ("barnehage", "skule"):
            guide = GuidePageFactory(parent=home_of(site), slug=slug)
            level = LevelPageFactory(parent=guide, slug="a", label="A", title=f"A i {slug}")
            StepPageFactory(parent=level, slug="ser", title=f"Sjå {slug}")
        page = read(reader(HOST).get("/nn/skule/a/ser/").content.decode())
        assert "A i barnehage" not in page.text


@pytest.mark.parametrize("labels", [["A", "B", "C"], ["0", "1", "2", "3", "4"], ["3.0", "3.1"]])
def test_levels_are_as_many_and_named_as_the_municipality_wants(reader, site, labels):
    guide = GuidePageFactory(parent=home_of(site), slug="eigen")
    for label in labels:
        LevelPageFactory(parent=guide, label=label)
    page = main_of(reader(HOST), "/nn/eigen/")
    (ladder,) = [ol for ol in page.all("ol") if ol["class"] == "bti-ladder"]
    numbers = [p.text for p in ladder.all("p") if p["class"] == "bti-ladder__number"]
    assert numbers == [f"Nivå {label}" for label in labels]
