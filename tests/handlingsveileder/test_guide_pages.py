"""The guide as readers see it, in the starter package and with what can go wrong in a text."""

import re

import pytest
from django.utils import translation
from django.utils.translation import gettext
from wagtail.models import Page

from bti_portal.shell.models import Municipality
from handlingsveileder.models import GuidePage, LevelPage, StepPage
from tests.factories import (
    ArticlePageFactory,
    GuidePageFactory,
    HelpLineFactory,
    LegalReferenceFactory,
    LevelPageFactory,
    ServiceFactory,
    ServiceIndexPageFactory,
    StepPageFactory,
    ToolIndexPageFactory,
    ToolPageFactory,
    home_of,
    make_site,
)
from tests.reading import Element, read

pytestmark = pytest.mark.django_db

LANGUAGES = [("fjordvik", "nn"), ("fjordvik", "nb"), ("austby", "nb")]


# Pages of the starter package that have been read, by host and address: these tests only read.
_read: dict[tuple[str, str], Element] = {}


def path(address: str) -> str:
    """An address on the site itself, without scheme and host."""
    return re.sub(r"^https?://[^/]+", "", address)


def ways_on(page: Element) -> list[Element]:
    """The ways on from the decisions of a page."""
    return [way for point in page.all("section", css="bti-decision") for way in point.all("li")]


@pytest.mark.parametrize(("name", "code"), LANGUAGES)
class TestStarterPackage:
    @pytest.fixture
    def site(self, demo, name):
        return getattr(demo, name)

    @pytest.fixture
    def home(self, site, code):
        return home_of(site, code)

    @pytest.fixture
    def shown(self, site, reader):
        """A page of the site, read once for all tests of this class."""

        def shown(address: str) -> Element:
            place = site.hostname, path(address)
            if place not in _read:
                _read[place] = read(reader(site).get(place[1]))
            return _read[place]

        return shown

    def pages(self, home, model):
        return list(model.objects.descendant_of(home).live().order_by("path"))

    def test_it_has_21_steps_on_4_levels(self, home):
        levels = self.pages(home, LevelPage)
        assert [level.get_children().live().count() for level in levels] == [4, 5, 6, 6]
        assert [level.label for level in levels] == ["0", "1", "2", "3"]

    def test_it_has_10_decision_points_of_two_to_six_ways_on(self, home):
        pages = [*self.pages(home, GuidePage), *self.pages(home, StepPage)]
        decisions = [block.value for page in pages for block in page.decisions]
        assert len(decisions) == 10
        assert all(2 <= len(decision["exits"]) <= 6 for decision in decisions)
        assert all(len(way["target"]) == 1 for d in decisions for way in d["exits"])

    def test_every_step_says_what_how_and_who(self, home):
        for step in self.pages(home, StepPage):
            assert step.what, step
            assert step.how, step
            assert all(block.value for block in step.responsible_roles), step
            assert len(step.responsible_roles) >= 1, step

    def test_every_step_page_shows_who_is_responsible(self, home, code, shown):
        for step in self.pages(home, StepPage):
            who = shown(step.url).all("ul", css="bti-who")[0].text
            assert getattr(step.responsible_roles[0].value, f"name_{code}") in who, step

    def test_the_way_out_is_on_the_guide_and_every_level_and_step(self, home, shown):
        guide = self.pages(home, GuidePage)[0]
        for page in [guide, *self.pages(home, LevelPage), *self.pages(home, StepPage)]:
            parts = list(shown(page.url).one("main").walk())
            at = [part.tag for part in parts].index("h2")
            before_the_text = [part["href"] for part in parts[:at] if part.tag == "a"]
            assert path(guide.violence_exit.url) in before_the_text, page

    def test_any_step_is_two_clicks_from_the_front_page(self, home, code, shown):
        reached = set(map(path, shown(f"/{code}/").links().values()))
        steps = {path(step.url) for step in self.pages(home, StepPage)}
        for address in sorted(reached):
            if address.startswith(f"/{code}/") and not steps <= reached:
                reached |= set(map(path, shown(address).links().values()))
        assert steps <= reached

    def test_following_next_leads_through_all_the_steps_in_order(self, home, shown):
        steps = [path(step.url) for step in self.pages(home, StepPage)]
        walked, address = [], steps[0]
        while address and len(walked) <= len(steps):
            walked.append(address)
            links = shown(address).one("main").all("a")
            address = next((link["href"] for link in links if link["rel"] == "next"), "")
        assert walked == steps

    def test_a_step_page_tells_where_one_is(self, home, shown):
        step = self.pages(home, StepPage)[5]
        here = [
            a for a in shown(step.url).one("main").all("a", "span") if a["aria-current"] == "page"
        ]
        assert len(here) >= 2
        assert {element.text.lstrip("0123456789 ") for element in here} == {step.title}

    def test_no_way_on_in_a_decision_is_lost(self, home, code, shown):
        for page in [*self.pages(home, GuidePage), *self.pages(home, StepPage)]:
            with translation.override(code):
                gone = {gettext("The page is gone"), gettext("Not decided yet")}
            ways = ways_on(shown(page.url))
            assert len(ways) == sum(len(block.value["exits"]) for block in page.decisions)
            assert not [way.text for way in ways if any(words in way.text for words in gone)], page


class TestOneGuide:
    @pytest.fixture
    def site(self):
        return make_site("vik.example")

    @pytest.fixture
    def home(self, site):
        return home_of(site)

    @pytest.fixture
    def level(self, home):
        guide = GuidePageFactory(parent=home, slug="rettleiar")
        return LevelPageFactory(parent=guide, slug="a", label="A")

    def decision(self, kind, value):
        ways = [
            {"label": "Ja", "note": "", "target": [{"type": kind, "value": value}]},
            {"label": "Nei", "note": "", "target": [{"type": "stay", "value": None}]},
        ]
        fields = {"question": "Er barnet trygt?", "guidance": "", "deadline": "", "exits": ways}
        return [{"type": "decision", "value": {**fields, "deadline_days": None}}]

    def step(self, level, **fields):
        return StepPageFactory(parent=level, slug="steg", **fields)

    def shown(self, reader, site, address="/nn/rettleiar/a/steg/"):
        answer = reader(site).get(address)
        assert answer.status_code == 200
        return read(answer).one("main")

    def ways(self, page):
        """The exits of the page's decision, by their answers, with their addresses."""
        return {
            way.all("strong")[0].text: "".join(link["href"] for link in way.all("a"))
            for way in ways_on(page)
        }

    def test_an_unconfirmed_paragraph_is_not_shown(self, site, level, reader):
        law = LegalReferenceFactory(act_nn="Opplæringslova", paragraph="§ 12-4", checked_on=None)
        self.step(level, legal_references=[("legal_reference", law)])
        page = self.shown(reader, site)
        assert "Opplæringslova" in page.text
        assert "12-4" not in page.text

    def test_a_confirmed_paragraph_is_shown_with_its_address(self, site, level, reader):
        law = LegalReferenceFactory(act_nn="Opplæringslova", paragraph="§ 12-4")
        self.step(level, legal_references=[("legal_reference", law)])
        assert self.shown(reader, site).links()["Opplæringslova § 12-4"] == law.url

    def test_the_number_of_an_unconfirmed_help_line_is_not_shown(self, site, home, level, reader):
        line = HelpLineFactory(
            name_nn="Nattlinja", number="815 00 999", sms="2099", checked_on=None
        )
        self.step(level, decisions=self.decision("help_line", line.pk))
        ArticlePageFactory(
            parent=home, slug="hjelp", body=[{"type": "help_lines", "value": [line.pk]}]
        )
        for address in ("/nn/rettleiar/a/steg/", "/nn/rettleiar/a/", "/nn/hjelp/"):
            page = self.shown(reader, site, address)
            assert "Nattlinja" in page.text
            assert "815 00 999" not in page.text
            assert "2099" not in page.text
            assert not [link for link in page.all("a") if "81500999" in link["href"]]

    def test_an_exit_to_a_confirmed_help_line_can_be_dialled(self, site, level, reader):
        line = HelpLineFactory(name_nn="Nattlinja", number="815 00 999")
        self.step(level, decisions=self.decision("help_line", line.pk))
        assert self.ways(self.shown(reader, site))["Ja"] == "tel:81500999"

    def test_an_exit_leads_to_the_page_it_names(self, site, level, reader):
        other = StepPageFactory(parent=level, slug="neste", title="Neste steg")
        self.step(level, decisions=self.decision("step", other.pk))
        assert path(self.ways(self.shown(reader, site))["Ja"]) == "/nn/rettleiar/a/neste/"

    @pytest.mark.parametrize("gone", ["deleted", "unpublished", "never was"])
    def test_an_exit_to_a_page_that_is_gone_has_no_dead_link(self, site, level, reader, gone):
        other = StepPageFactory(parent=level, title="Neste steg")
        self.step(level, decisions=self.decision("step", other.pk))
        if gone == "unpublished":
            other.unpublish()
        else:
            Page.objects.get(pk=other.pk).delete()
        for address in ("/nn/rettleiar/a/steg/", "/nn/rettleiar/a/"):
            assert self.ways(self.shown(reader, site, address)) == {"Ja": "", "Nei": ""}

    def test_an_exit_to_a_service_that_is_hidden_has_no_dead_link(self, site, home, level, reader):
        ServiceIndexPageFactory(parent=home, slug="tenester")
        service = ServiceFactory(site=site, name_nn="Losen")
        self.step(level, decisions=self.decision("service", service.pk))
        assert f"/{service.pk}-" in self.ways(self.shown(reader, site))["Ja"]
        publication = service.publications.get()
        publication.is_visible = False
        publication.save()
        assert self.ways(self.shown(reader, site))["Ja"] == ""

    @pytest.mark.parametrize("gone", ["deleted", "unpublished"])
    def test_tools_and_links_to_pages_that_are_gone_have_no_dead_link(
        self, site, home, level, reader, gone
    ):
        tool = ToolPageFactory(parent=ToolIndexPageFactory(parent=home), title="Samtykkeskjema")
        text = f'<p>Bruk <a linktype="page" id="{tool.pk}">skjemaet</a> no.</p>'
        self.step(level, tools=[("tool", tool)], what=text)
        assert "Samtykkeskjema" in self.shown(reader, site).text
        tool.unpublish() if gone == "unpublished" else Page.objects.get(pk=tool.pk).delete()
        page = self.shown(reader, site)
        assert "Samtykkeskjema" not in page.text
        assert "Bruk skjemaet no." in page.text
        assert all(link["href"] for link in page.all("a") if "href" in link.attributes)
        assert "skjemaet" not in page.links()

    def test_a_half_filled_step_is_shown_without_empty_headings(self, site, level, reader):
        self.step(level, title="Berre ein tittel", lead="")
        page = self.shown(reader, site)
        assert page.one("h1").text == "Berre ein tittel"
        assert all(heading.text for heading in page.all("h2", "h3"))
        assert not page.one("div", css="bti-step").text

    def test_a_guide_without_levels_says_that_it_is_being_written(self, site, home, reader):
        GuidePageFactory(parent=home, slug="tom")
        page = self.shown(reader, site, "/nn/tom/")
        assert page.one("p", css="bti-notice").text

    def test_the_municipalitys_own_words_for_level_and_step_are_used(self, level, site, reader):
        settings = Municipality.objects.get(site=site)
        settings.level_word_nn, settings.step_word_nn = "fase", "punkt"
        settings.save()
        self.step(level)
        page = self.shown(reader, site).text
        assert "Fase A" in page
        assert "punkt 1" in page
