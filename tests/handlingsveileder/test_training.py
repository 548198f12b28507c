"""The training walk: the cases, what each choice is told, and what is only the browser's."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from handlingsveileder.models import TrainingCasePage, TrainingIndexPage
from tests.factories import (
    ArenaFactory,
    ArticlePageFactory,
    GuidePageFactory,
    LevelPageFactory,
    StepPageFactory,
    TrainingCasePageFactory,
    TrainingIndexPageFactory,
    home_of,
    make_site,
)
from tests.portal.test_query_counts import MOST, cost
from tests.reading import Element, read

pytestmark = pytest.mark.django_db

SCRIPT = Path(settings.ROOT) / "static" / "js" / "training.js"


@pytest.fixture
def site():
    return make_site("vik.example")


@pytest.fixture
def home(site):
    return home_of(site)


@pytest.fixture
def client(site, reader):
    return reader(site)


@pytest.fixture
def index(home):
    return TrainingIndexPageFactory(parent=home, slug="ov-deg", title="Øv deg")


@pytest.fixture
def step(home):
    level = LevelPageFactory(parent=GuidePageFactory(parent=home, slug="rettleiar"), slug="n0")
    return StepPageFactory(parent=level, title="Del uroa", slug="del", lead="Snakk med leiaren.")


def choice(label, rating="good", step=None):
    value = {"label": label, "rating": rating, "explanation": f"<p>Om {label}</p>", "step": step}
    return {"type": "item", "id": label, "value": value}


def scene(heading, *choices):
    value = {"heading": heading, "text": "<p>Noko hender.</p>", "question": "Kva gjer du?"}
    return {"type": "scene", "id": heading, "value": value | {"choices": list(choices)}}


def make_case(index, *scenes, arenas=(), **more):
    places = [{"type": "arena", "value": arena.pk, "id": str(arena.pk)} for arena in arenas]
    return TrainingCasePageFactory(parent=index, scenes=list(scenes), arenas=places, **more)


def choices(page: Element) -> dict[str, Element]:
    return {it.one("summary").text: it for it in page.all("details", css="bti-choice")}


class TestCase:
    def test_each_choice_opens_without_script_and_says_how_good_it_is(self, index, client):
        told = [choice("Skriv ned", "good"), choice("Ring", "possible"), choice("Vent", "poor")]
        make_case(index, scene("I garderoben", *told), slug="ella")
        shown = choices(read(client.get("/nn/ov-deg/ella/")))
        assert list(shown) == ["Skriv ned", "Ring", "Vent"]
        ratings = [it.one("div", css="bti-choice__told")["data-rating"] for it in shown.values()]
        assert ratings == ["good", "possible", "poor"]
        words = {it.one("p", css="bti-choice__rating").text for it in shown.values()}
        assert len(words) == 3
        assert "Om Vent" in shown["Vent"].text
        assert not any("open" in it.attributes for it in shown.values())

    def test_a_choice_shows_the_real_step(self, index, step, client):
        make_case(index, scene("Ei", choice("Del", step=step.pk), choice("Teie")), slug="ella")
        shown = choices(read(client.get("/nn/ov-deg/ella/")))
        real = shown["Del"].one("div", css="bti-real")
        assert real.links() == {"Del uroa": "/nn/rettleiar/n0/del/"}
        assert "Snakk med leiaren." in real.text
        assert shown["Teie"].all("div", css="bti-real") == []

    def test_a_step_that_readers_may_not_see_is_left_out(self, index, step, client):
        make_case(
            index, scene("Ei", choice("Del", step=step.pk), choice("x", step=9_999)), slug="e"
        )
        step.unpublish()
        assert read(client.get("/nn/ov-deg/e/")).all("div", css="bti-real") == []

    def test_scenes_are_counted_and_headings_come_in_order(self, index, client):
        two = [scene(name, choice("a"), choice("b")) for name in ("Først", "Så")]
        make_case(index, *two, slug="ella")
        page = read(client.get("/nn/ov-deg/ella/")).one("main")
        assert [h.tag for h in page.all("h1", "h2", "h3")][:5] == ["h1", "h2", "h3", "h2", "h3"]
        assert len(page.all("section", css="bti-scene")) == 2

    def test_a_case_without_scenes_says_so(self, index, client):
        make_case(index, slug="tom")
        assert read(client.get("/nn/ov-deg/tom/")).one("main").all("p", css="bti-notice")

    def test_the_way_out_stands_there(self, home, index, client):
        GuidePageFactory(parent=home, violence_exit=ArticlePageFactory(parent=home, slug="vald"))
        make_case(index, slug="ella")
        assert read(client.get("/nn/ov-deg/ella/")).one("a", css="bti-out")["href"] == "/nn/vald/"

    def test_it_leads_back_to_all_cases(self, index, client):
        make_case(index, scene("Ei", choice("a"), choice("b")), slug="ella")
        assert "/nn/ov-deg/" in read(client.get("/nn/ov-deg/ella/")).one("article").links().values()


class TestOverview:
    def test_it_lists_the_cases_with_minutes_and_arenas(self, index, client):
        school = ArenaFactory(name_nn="Skule")
        make_case(index, title="Mikkel", minutes=8, arenas=[school], slug="mikkel")
        (card,) = read(client.get("/nn/ov-deg/")).all("li", css="bti-case")
        assert card.links() == {"Mikkel": "/nn/ov-deg/mikkel/"}
        assert {"8", "Skule"} <= set(card.text.split())

    def test_a_leader_sees_which_cases_fit_which_arena(self, index, client):
        school = ArenaFactory(name_nn="Skule", position=2)
        kindergarten = ArenaFactory(name_nn="Barnehage", position=1)
        make_case(index, title="Mikkel", arenas=[school])
        make_case(index, title="Ella", arenas=[kindergarten])
        make_case(index, title="Overalt")
        fits = read(client.get("/nn/ov-deg/")).one("dl", css="bti-fits__list")
        rows = {row.one("dt").text: list(row.links()) for row in fits.all("div")}
        assert rows == {"Barnehage": ["Ella", "Overalt"], "Skule": ["Mikkel", "Overalt"]}

    def test_drafts_are_not_listed(self, index, client):
        make_case(index, title="Kladd", live=False)
        assert "Kladd" not in read(client.get("/nn/ov-deg/")).text

    def test_without_cases_it_says_so(self, index, client):
        page = read(client.get("/nn/ov-deg/")).one("main")
        assert page.all("p", css="bti-notice")
        assert page.all("section", css="bti-proof") == []

    def test_the_sheet_can_be_filled_in_by_hand(self, index, client):
        make_case(index, title="Ella")
        make_case(index, title="Mikkel")
        sheet = read(client.get("/nn/ov-deg/")).one("div", css="bti-proof__sheet")
        assert [it["data-case"] != "" for it in sheet.all("li")] == [True, True]
        assert len(sheet.all("dd")) == 3

    def test_what_needs_script_is_hidden_without_it(self, index, client):
        make_case(index)
        page = read(client.get("/nn/ov-deg/")).one("main")
        buttons = page.all("button") + page.all("input")
        assert buttons
        for it in buttons:
            assert any("hidden" in above.attributes for above in it.above())

    def test_the_name_has_nowhere_to_be_sent(self, index, client):
        make_case(index)
        page = read(client.get("/nn/ov-deg/")).one("main")
        (name,) = page.all("input")
        assert page.all("form") == []
        assert (name["name"], name["autocomplete"]) == ("", "off")

    def test_both_forms_know_a_case_by_the_same_word(self, demo):
        nn, nb = (
            {case.progress_key for case in TrainingCasePage.objects.descendant_of(home)}
            for home in (home_of(demo.fjordvik, code) for code in ("nn", "nb"))
        )
        assert nn == nb
        assert len(nn) == 4


class TestScript:
    def test_only_pages_of_training_load_it(self, home, index, client):
        make_case(index, slug="ella")
        for path, number in (("/nn/ov-deg/", 1), ("/nn/ov-deg/ella/", 1), ("/nn/", 0)):
            scripts = read(client.get(path)).all("script")
            assert len([it for it in scripts if "training.js" in it["src"]]) == number
            assert all("defer" in it.attributes and not it.text for it in scripts)

    def test_it_is_there_and_speaks_to_nobody(self):
        assert finders.find("js/training.js")
        assert not re.search(
            r"fetch\(|XMLHttpRequest|sendBeacon|WebSocket|document\.cookie|sessionStorage|\.submit\(",
            SCRIPT.read_text(),
        )


def test_more_cases_scenes_and_choices_cost_nothing_more(home, index, step, client):
    def more(slug):
        arena = ArenaFactory()
        steps = [StepPageFactory(parent=step.get_parent()).pk for _ in range(3)]
        scenes = [scene(f"S{n}", *(choice(f"c{s}", step=s) for s in steps)) for n in range(3)]
        return make_case(index, *scenes, arenas=[arena], slug=slug)

    more("ein")
    before = [cost(client, path) for path in ("/nn/ov-deg/", "/nn/ov-deg/ein/")]
    for slug in ("to", "tre"):
        more(slug)
    case = TrainingCasePage.objects.get(slug="ein")
    case.scenes = [*case.scenes.raw_data, *TrainingCasePage.objects.get(slug="to").scenes.raw_data]
    case.save_revision().publish()
    after = [cost(client, path) for path in ("/nn/ov-deg/", "/nn/ov-deg/ein/")]
    assert before == after
    assert max(after) <= MOST


@pytest.mark.parametrize(
    ("name", "code"), [("fjordvik", "nn"), ("fjordvik", "nb"), ("austby", "nb")]
)
class TestStarterPackage:
    @pytest.fixture
    def index(self, demo, name, code):
        return TrainingIndexPage.objects.child_of(home_of(getattr(demo, name), code)).get()

    def test_it_has_four_cases_of_three_to_five_scenes(self, index):
        assert len(index.cases) == 4
        for case in index.cases:
            assert 3 <= len(case.scenes) <= 5
            assert all(len(block.value["choices"]) >= 3 for block in case.scenes)
            ratings = [{c["rating"] for c in block.value["choices"]} for block in case.scenes]
            assert all("good" in found for found in ratings)

    def test_it_costs_its_number_of_queries(self, demo, reader, index, name, code):
        client = reader(getattr(demo, name))
        below = f"/{code}/{index.slug}/"
        costs = [cost(client, below), cost(client, f"{below}{index.cases[0].slug}/")]
        assert costs == [6, 4]
