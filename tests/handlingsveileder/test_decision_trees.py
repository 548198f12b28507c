"""Decision trees as readers walk them, one address for each answer."""

import pytest

from handlingsveileder.decision_tree import Question, faults, loose_ends
from handlingsveileder.models import DecisionTreePage
from tests.factories import (
    ArticlePageFactory,
    EntrancePageFactory,
    GuidePageFactory,
    HelpLineFactory,
    home_of,
    make_site,
)
from tests.handlingsveileder.tree_streams import ASKED, endings, make_tree, questions
from tests.portal.test_query_counts import MOST, cost
from tests.reading import Element, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    return make_site("vik.example", ("nn", "nb"))


@pytest.fixture
def home(site):
    return home_of(site, "nn")


@pytest.fixture
def client(site, reader):
    return reader(site)


def answers(page: Element) -> dict[str, str]:
    """The answers one can give, with their addresses; empty for one that leads nowhere."""
    rows = page.one("section", css="bti-tree-question").all("a", "div", css="bti-answer")
    return {row.one("strong").text: row["href"] for row in rows}


class TestWalk:
    @pytest.fixture(autouse=True)
    def tree(self, home):
        return make_tree(home, title="Kvar byrjar eg?")

    def test_the_first_screen_asks_the_first_question(self, client):
        page = read(client.get("/nn/tre/"))
        assert page.one("h1").text == "Kvar byrjar eg?"
        assert page.one("h2", css="bti-tree-question__words").text == "Spørsmål who?"
        assert answers(page) == {
            "Svar 1 på who": "/nn/tre/svar/1/",
            "Svar 2 på who": "/nn/tre/svar/2/",
        }

    def test_every_answer_leads_to_its_own_address(self, client):
        page = read(client.get("/nn/tre/svar/1/"))
        assert page.one("h1").text == "Spørsmål what?"
        assert list(answers(page).values()) == ["/nn/tre/svar/1/1/", "/nn/tre/svar/1/2/"]
        assert read(client.get("/nn/tre/svar/1/2/")).one("h1").text == "Slutt vent"

    @pytest.mark.parametrize(
        ("path", "words"),
        [("", "Spørsmål who?"), ("svar/1/", "Spørsmål what?"), ("svar/2/", "Slutt ring")],
    )
    def test_the_title_says_the_question(self, client, path, words):
        assert read(client.get(f"/nn/tre/{path}")).one("title").text.startswith(f"{words} – ")

    def test_the_answers_so_far_can_be_changed(self, client):
        trail = read(client.get("/nn/tre/svar/1/2/")).one("section", css="bti-turns")
        turns = [(t.one("strong").text, t.one("a")["href"]) for t in trail.all("li")]
        assert turns == [("Svar 1 på who", "/nn/tre/"), ("Svar 2 på what", "/nn/tre/svar/1/")]
        assert trail.one("a", css="bti-turns__again")["href"] == "/nn/tre/"

    def test_nothing_is_sent_or_kept(self, client):
        for path in ("", "svar/1/", "svar/1/1/"):
            answer = client.get(f"/nn/tre/{path}")
            assert not answer.cookies
            assert read(answer).one("main").all("form", "input") == []

    def test_only_the_beginning_is_for_search_engines(self, client):
        def robots(path):
            metas = read(client.get(path)).all("meta")
            return [meta["content"] for meta in metas if meta["name"] == "robots"]

        assert robots("/nn/tre/") == []
        assert robots("/nn/tre/svar/1/") == ["noindex"]

    @pytest.mark.parametrize(
        "path",
        ["9/", "0/", "1/1/1/", "01/", "1/x/", "-1/", "²/", "1/" * 400, "1" * 5_000 + "/"],
    )
    @pytest.mark.parametrize("code", ["nn", "nb"])
    def test_answers_that_do_not_exist_lead_back_to_the_start(self, site, client, path, code):
        if code == "nb":
            make_tree(home_of(site, "nb"))
        answer = client.get(f"/{code}/tre/svar/{path}")
        page = read(answer)
        assert answer.status_code == 404
        assert page.one("html")["lang"] == code
        assert len(page.all("h1")) == 1
        assert f"/{code}/tre/" in page.one("main").links().values()

    def test_answers_without_a_number_are_the_beginning(self, client):
        answer = client.get("/nn/tre/svar/")
        assert (answer.status_code, answer["Location"]) == (302, "/nn/tre/")

    def test_another_address_below_the_tree_is_not_found(self, client):
        assert client.get("/nn/tre/noko-anna/").status_code == 404


class TestOtherForm:
    def to_nb(self, client, path):
        return read(client.get(path)).one("a", css="bti-header__language")["href"]

    def twin(self, site, tree, asked):
        return make_tree(
            home_of(site, "nb"), asked, translation_key=tree.translation_key, slug="treet"
        )

    def test_the_switch_keeps_the_place_when_the_same_is_asked(self, site, home, client):
        self.twin(site, make_tree(home), ASKED)
        assert self.to_nb(client, "/nn/tre/svar/1/2/") == "/nb/treet/svar/1/2/"
        assert client.get("/nb/treet/svar/1/2/").status_code == 200

    def test_it_leads_to_the_beginning_when_something_else_is_asked(self, site, home, client):
        self.twin(site, make_tree(home), questions(who=["ring", "what"], what=["vent", "ring"]))
        assert self.to_nb(client, "/nn/tre/svar/1/") == "/nb/treet/"
        assert self.to_nb(client, "/nn/tre/") == "/nb/treet/"


class TestHalfFilled:
    def test_a_tree_without_questions_says_so_and_whom_to_call(self, home, client):
        HelpLineFactory(number="113 000", is_acute=True)
        make_tree(home, [], [])
        answer = client.get("/nn/tre/")
        assert answer.status_code == 200
        assert "tel:113000" in read(answer).one("main").links().values()

    def test_an_answer_to_nothing_is_shown_without_a_link(self, home, client):
        make_tree(home, questions(a=["borte", "ring"]), endings("ring"))
        assert answers(read(client.get("/nn/tre/"))) == {
            "Svar 1 på a": "",
            "Svar 2 på a": "/nn/tre/svar/2/",
        }

    def test_a_circle_leads_back_and_not_round_for_ever(self, home, client):
        make_tree(home, questions(a=["b", "ring"], b=["a", "ring"]), endings("ring"))
        assert answers(read(client.get("/nn/tre/svar/1/")))["Svar 1 på b"] == "/nn/tre/"
        assert client.get("/nn/tre/svar/1/1/").status_code == 404


class TestWayIn:
    def test_the_front_page_leads_to_the_first_tree(self, home, client):
        make_tree(home, title="Kvar byrjar eg?")
        make_tree(home, slug="to", title="Kan eg dele dette?")
        link = read(client.get("/nn/")).one("a", css="bti-begin")
        assert (link.one("strong").text, link["href"]) == ("Kvar byrjar eg?", "/nn/tre/")

    def test_so_does_a_door(self, home, client):
        make_tree(home)
        EntrancePageFactory(parent=home, slug="ung", audience="youth")
        assert read(client.get("/nn/ung/")).one("a", css="bti-begin")["href"] == "/nn/tre/"

    def test_nothing_leads_to_a_tree_that_is_not_there(self, home, client):
        make_tree(home, live=False)
        assert read(client.get("/nn/")).all("a", css="bti-begin") == []

    def test_the_way_out_stands_on_every_screen(self, home, client):
        GuidePageFactory(parent=home, violence_exit=ArticlePageFactory(parent=home, slug="vald"))
        make_tree(home)
        for path in ("", "svar/1/", "svar/2/"):
            assert (
                read(client.get(f"/nn/tre/{path}")).one("a", css="bti-out")["href"] == "/nn/vald/"
            )


@pytest.mark.parametrize(
    ("name", "code"), [("fjordvik", "nn"), ("fjordvik", "nb"), ("austby", "nb")]
)
class TestStarterPackage:
    @pytest.fixture
    def trees(self, demo, name, code):
        home = home_of(getattr(demo, name), code)
        return list(DecisionTreePage.objects.child_of(home).live())

    def test_its_two_trees_have_no_faults(self, trees):
        assert len(trees) == 2
        for page in trees:
            assert [str(fault.message) for fault in faults(page.tree)] == []
            assert [str(loose.message) for loose in loose_ends(page.tree)] == []

    def test_where_to_begin_comes_first(self, trees, code):
        assert trees[0].title == {"nn": "Kvar byrjar eg?", "nb": "Hvor begynner jeg?"}[code]

    def test_from_the_start_one_is_there_in_few_answers(self, trees):
        waiting, depths = [[]], []
        tree = trees[0].tree
        while waiting:
            numbers = waiting.pop()
            here = tree.walk(numbers).here
            if isinstance(here, Question):
                waiting += [[*numbers, n] for n in range(1, len(here.answers) + 1)]
            else:
                depths.append(len(numbers))
        assert max(depths) <= 5


def test_the_two_forms_of_the_starter_package_ask_the_same(demo):
    def shape(page):
        tree = page.tree
        asked = [(q.code, [answer.leads_to for answer in q.answers]) for q in tree.questions]
        return asked, [end.code for end in tree.endings]

    pages = DecisionTreePage.objects.descendant_of
    for nn in pages(home_of(demo.fjordvik, "nn")):
        twin = pages(home_of(demo.fjordvik, "nb")).get(translation_key=nn.translation_key)
        assert shape(nn) == shape(twin)


def test_a_screen_costs_its_number_of_queries(demo, reader):
    """The numbers are those of a warm process."""
    client = reader(demo.fjordvik)
    paths = ("", "svar/4/2/", "svar/1/", "svar/4/1/4/", "svar/99/")
    costs = {path: cost(client, f"/nn/kvar-byrjar-eg/{path}") for path in paths}
    assert costs == {"": 6, "svar/4/2/": 7, "svar/1/": 7, "svar/4/1/4/": 7, "svar/99/": 4}
    assert max(costs.values()) <= MOST
