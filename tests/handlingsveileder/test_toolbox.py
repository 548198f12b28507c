"""The toolbox: what a reader can narrow it by, and what it tells of each tool."""

import datetime
import re

import pytest
from wagtail.models import PageViewRestriction

from tests.factories import (
    ArenaFactory,
    GuidePageFactory,
    LevelPageFactory,
    RoleFactory,
    StepPageFactory,
    ToolIndexPageFactory,
    ToolPageFactory,
    home_of,
    make_site,
)
from tests.reading import Element, read

pytestmark = pytest.mark.django_db

BOX = "/nn/verktoy/"


@pytest.fixture
def site(db):
    return make_site("fjord.example", level_word_nn="nivå")


@pytest.fixture
def home(site):
    return home_of(site)


@pytest.fixture
def box(home):
    return ToolIndexPageFactory(parent=home, slug="verktoy", title="Verktøy")


@pytest.fixture
def show(site, reader):
    def shown(query: str = "") -> Element:
        answer = reader(site).get(BOX + query)
        assert answer.status_code == 200
        return read(answer).one("main")

    return shown


def names(page: Element) -> list[str]:
    return [title.text for title in page.all("h2", "h3", css="bti-hit__title")]


def total(page: Element) -> str:
    return page.one("p", css="bti-count").text


def guide_with_step(home, label: str, **step):
    level = LevelPageFactory(
        parent=GuidePageFactory(parent=home), label=label, title="Vi ser etter"
    )
    return StepPageFactory(parent=level, **step)


class TestNarrowing:
    @pytest.fixture
    def tools(self, box):
        school = ArenaFactory(slug_nn="skule", name_nn="Skule", key="skule")
        return {
            "plan": ToolPageFactory(
                parent=box,
                title="Skuleplan",
                kind="plan",
                audiences=["guardians"],
                arenas=[("arena", school)],
            ),
            "scale": ToolPageFactory(
                parent=box, title="Uroskala", kind="scale", audiences=["youth", "professionals"]
            ),
        }

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("", ["Skuleplan", "Uroskala"]),
            ("?type=plan", ["Skuleplan"]),
            ("?for=ungdom", ["Uroskala"]),
            ("?for=tilsette&type=skala", ["Uroskala"]),
            ("?for=tilsette&type=plan", []),
            ("?arena=skule", ["Skuleplan", "Uroskala"]),
            ("?q=skalaen", ["Uroskala"]),
        ],
    )
    def test_each_question_takes_away_what_does_not_fit(self, tools, show, query, found):
        page = show(query)
        assert (names(page) if not total(page).startswith("0 ") else []) == found

    def test_a_tool_for_one_arena_is_not_for_another(self, tools, show):
        ArenaFactory(slug_nn="barnehage", name_nn="Barnehage")
        assert names(show("?arena=barnehage")) == ["Uroskala"]

    def test_another_sites_arena_is_not_a_choice(self, tools, show):
        ArenaFactory(slug_nn="nabo", name_nn="Naboen", site=make_site("nabo.example"))
        assert "Naboen" not in show().text
        assert "nabo" in show("?arena=nabo").text

    def test_words_are_looked_for_in_the_questions_too(self, box, show):
        question = {"label": "Kven møter barnet på perrongen?", "help": ""}
        ToolPageFactory(parent=box, title="Ark", worksheet=[("short_answer", question)])
        ToolPageFactory(parent=box, title="Plan", body=[("text", "<p>Ein tur med båten.</p>")])
        assert names(show("?q=perrong")) == ["Ark"]
        assert names(show("?q=b%C3%A5t")) == ["Plan"]

    def test_a_choice_that_does_not_exist_is_named_and_left_out(self, tools, show):
        page = show("?type=roman&for=ungdom")
        assert "roman" in page.one("p", css="bti-notice").text
        assert names(page) == ["Uroskala"]

    def test_what_one_has_chosen_can_be_taken_away_one_by_one(self, tools, show):
        page = show("?q=uro&type=skala")
        chips = [chip["href"] for chip in page.all("a", css="bti-chip")]
        assert chips == ["?type=skala", "?q=uro", "?"]
        checked = [box["value"] for box in page.all("input") if "checked" in box.attributes]
        assert "skala" in checked

    def test_nothing_found_leads_on(self, tools, show):
        page = show("?q=helikopter+uroskala")
        assert total(page).startswith("0 ")
        assert names(page) == ["Uroskala"]
        assert "?" in page.one("div", css="bti-notice").links().values()

    def test_one_tool_is_not_counted_as_several(self, tools, show):
        assert re.match(r"1 \w+$", total(show("?type=plan")))

    def test_an_empty_toolbox_asks_nothing(self, box, show):
        page = show()
        assert page.all("form") == []
        assert page.one("p", css="bti-notice").text


class TestLevels:
    def test_a_tool_is_on_the_levels_whose_steps_cite_it(self, home, box, show):
        tool, other = ToolPageFactory(parent=box, title="Eit"), ToolPageFactory(parent=box)
        guide_with_step(home, "A", tools=[("tool", tool)])
        guide_with_step(home, "B", tools=[("tool", other)])
        assert names(show("?niva=a")) == ["Eit"]
        (card, _other) = show().all("li", css="bti-hit")
        assert "Nivå A" in card.text
        assert "Nivå B" not in card.text

    def test_a_variant_of_a_step_counts(self, home, box, show):
        tool = ToolPageFactory(parent=box, title="Eit")
        variant = {"arena": ArenaFactory(), "tools": [("tool", tool)]}
        guide_with_step(home, "3.1", variants=[("variant", variant)])
        assert names(show("?niva=3.1")) == ["Eit"]

    def test_two_guides_may_call_their_levels_the_same(self, home, box, show):
        for name in ("Eit", "To"):
            tool = ToolPageFactory(parent=box, title=name)
            guide_with_step(home, "0", tools=[("tool", tool)])
        assert names(show("?niva=0")) == ["Eit", "To"]
        answers = [box["value"] for box in show().all("input") if box["name"] == "niva"]
        assert answers == ["", "0"]

    def test_a_guide_that_is_closed_is_not_told_of(self, home, box, show):
        tool = ToolPageFactory(parent=box)
        step = guide_with_step(home, "0", tools=[("tool", tool)])
        PageViewRestriction.objects.create(
            page=step.get_parent().get_parent(), restriction_type=PageViewRestriction.LOGIN
        )
        assert "niva" not in {box["name"] for box in show().all("input")}

    def test_a_change_of_a_step_is_seen_at_once(self, home, box, show):
        tool = ToolPageFactory(parent=box, title="Eit")
        step = guide_with_step(home, "0", responsible_roles=[("role", RoleFactory())])
        assert "Nivå 0" not in show().text
        step.tools = [("tool", tool)]
        step.responsible_roles = [("role", RoleFactory())]
        step.save_revision().publish()
        assert names(show("?niva=0")) == ["Eit"]


class TestWhatIsTold:
    def test_a_card_says_what_one_needs_to_choose(self, box, show):
        ToolPageFactory(
            parent=box,
            sheets=2,
            version="2.1",
            maintainer="Fagkoordinatoren",
            origin="Laga i Fjordvik",
            arenas=[("arena", ArenaFactory(name_nn="Skule"))],
            worksheet=[("short_answer", {"label": "Kven?", "help": ""})],
        )
        card = show().one("li", css="bti-hit").text
        for told in ("2.1", "Fagkoordinatoren", "Laga i Fjordvik", "Skule", "Nynorsk"):
            assert told in card

    def test_the_day_it_was_checked_is_told_and_never_made_up(self, box, show):
        ToolPageFactory(parent=box, checked_on=datetime.date(2026, 3, 9), title="A")
        ToolPageFactory(parent=box, title="B")
        checked, unchecked = (card.text for card in show().all("li", css="bti-hit"))
        assert "2026" in checked
        assert "2026" not in unchecked

    def test_the_page_of_a_tool_names_the_steps_that_use_it(self, site, home, box, reader):
        tool = ToolPageFactory(parent=box, slug="ark", licence="CC BY 4.0")
        guide_with_step(home, "0", title="Del uroa", tools=[("tool", tool)])
        page = read(reader(site).get(f"{BOX}ark/")).one("section", css="bti-about")
        assert "CC BY 4.0" in page.text
        assert any("Del uroa" in words for words in page.links())
