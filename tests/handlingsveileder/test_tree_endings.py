"""Where the paths of a decision tree end, and what a coordinator sees while writing one."""

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from handlingsveileder.publishing import PublishRefused
from tests.factories import (
    ArticlePageFactory,
    GuidePageFactory,
    HelpLineFactory,
    LegalReferenceFactory,
    LevelPageFactory,
    ServiceFactory,
    ServiceIndexPageFactory,
    StepPageFactory,
    UserFactory,
    home_of,
    make_site,
)
from tests.handlingsveileder.tree_streams import ending, endings, make_tree, questions
from tests.portal.editor_forms import filled_in
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


class TestEnding:
    @pytest.fixture
    def end(self, home, client):
        """The page of an ending with these fields."""

        def end(**value):
            make_tree(home, questions(a=["ring", "ring"]), [ending("ring", **value)])
            return read(client.get("/nn/tre/svar/1/")).one("main")

        return end

    def rows(self, page):
        return {row.all("h2")[0].text: row for row in page.all("section", css="bti-step__row")}

    @staticmethod
    def to(kind, row):
        return {"type": kind, "value": row.pk, "id": f"{kind}-{row.pk}"}

    @pytest.mark.parametrize("tone", ["info", "warning", "acute"])
    def test_it_says_how_serious_it_is(self, end, tone):
        assert end(tone=tone).one("div", css="bti-tree-ending")["data-tone"] == tone

    def test_it_says_what_to_write_down_and_the_rule_of_age(self, end):
        page = end(write_down="Kva du såg", age_rule="Etter helselova, hos legen")
        assert len(self.rows(page)) == 2
        assert "Kva du såg" in page.text
        assert "Etter helselova, hos legen" in page.text

    def test_help_lines_are_called_from_the_page(self, end):
        line = HelpLineFactory(number="116 111", name_nn="Alarmtelefonen")
        page = end(targets=[self.to("help_line", line)])
        assert page.links()["116 111 Alarmtelefonen"] == "tel:116111"

    def test_a_line_with_neither_a_checked_number_nor_an_address_is_not_offered(self, end):
        line = HelpLineFactory(number="815 00 999", name_nn="Nattlinja", checked_on=None)
        assert "Nattlinja" not in end(targets=[self.to("help_line", line)]).text

    def test_in_an_emergency_the_telephones_come_before_all_else(self, end):
        line = HelpLineFactory(name_nn="Politiet")
        article = ArticlePageFactory(parent=home_of(self.site, "nn"), title="Les meir om det")
        page = end(tone="acute", targets=[self.to("page", article), self.to("help_line", line)])
        assert page.text.index("Politiet") < page.text.index("Les meir om det")

    @pytest.fixture(autouse=True)
    def _site(self, site):
        self.site = site

    def test_steps_services_and_pages_are_linked(self, end, home):
        ServiceIndexPageFactory(parent=home, slug="tenester")
        service = ServiceFactory(site=self.site, name_nn="Losen", phone="55 11 22 33")
        level = LevelPageFactory(parent=GuidePageFactory(parent=home, slug="rettleiar"), slug="n0")
        step = StepPageFactory(parent=level, title="Del uroa", slug="del")
        page = end(targets=[self.to("step", step), self.to("service", service)])
        links = list(page.links().values())
        assert "/nn/rettleiar/n0/del/" in "".join(links)
        assert f"/nn/tenester/{service.pk}-{service.key}/" in links
        assert "tel:55112233" in links

    def test_what_readers_may_not_see_is_left_out(self, end, home):
        hidden = ServiceFactory(name_nn="Naboens teneste")
        draft = ArticlePageFactory(parent=home, title="Ein kladd", live=False)
        gone = {"type": "page", "value": 999_999, "id": "gone"}
        page = end(targets=[self.to("service", hidden), self.to("page", draft), gone])
        assert "Naboens teneste" not in page.text
        assert "Ein kladd" not in page.text

    def test_the_law_stands_there_with_the_day_it_was_checked(self, end):
        law = LegalReferenceFactory(act_nn="Barnevernslova", paragraph="§ 13-2")
        items = [{"type": "item", "value": law.pk, "id": "law"}]
        rows = end(legal_references=items).all("ul", css="bti-law")
        assert "Barnevernslova § 13-2" in rows[0].text
        assert rows[0].all("p", css="bti-checked")

    def test_it_is_printed_by_a_button_that_script_shows(self, end):
        (button,) = [b for b in end().all("button") if "data-bti-print" in b.attributes]
        assert "hidden" in button.attributes


def test_more_to_cite_costs_nothing_more(site, home, client):
    ServiceIndexPageFactory(parent=home, slug="tenester")

    def cited() -> dict[str, object]:
        line, service = HelpLineFactory(), ServiceFactory(site=site)
        page, law = ArticlePageFactory(parent=home), LegalReferenceFactory()
        named = (("help_line", line), ("service", service), ("page", page))
        return {
            "targets": [TestEnding.to(kind, row) for kind, row in named],
            "legal_references": [{"type": "item", "value": law.pk, "id": f"law-{law.pk}"}],
        }

    asked = questions(a=["e0", "e1"])
    make_tree(home, asked, [ending("e0", **cited()), ending("e1")], slug="lite")
    more = [ending(f"e{number}", **cited()) for number in range(8)]
    make_tree(home, asked, more, slug="stort")
    small, large = cost(client, "/nn/lite/svar/1/"), cost(client, "/nn/stort/svar/1/")
    assert small == large <= MOST


class TestEditor:
    @pytest.fixture
    def desk(self, site, reader):
        browser = reader(site)
        browser.force_login(UserFactory(coordinator_at=site))
        return browser

    def editor(self, desk, tree) -> Element:
        return read(desk.get(reverse("wagtailadmin_pages:edit", args=[tree.pk])))

    def test_it_names_the_question_that_leads_nowhere_and_links_to_it(self, home, desk):
        tree = make_tree(home, questions(a=["borte", "ring"]), endings("ring"))
        (panel,) = self.editor(desk, tree).all("ul", css="bti-findings")
        assert "Spørsmål a?" in panel.text
        assert any("contentpath=questions.id-a" in url for url in panel.links().values())

    def test_it_finds_nothing_when_every_path_ends(self, home, desk):
        assert self.editor(desk, make_tree(home)).all("ul", css="bti-findings") == []

    def test_a_tree_with_a_circle_is_not_published(self, home):
        tree = make_tree(home)
        tree.questions = questions(a=["b", "ring"], b=["a", "vent"])
        with pytest.raises(PublishRefused, match="Spørsmål b"):
            tree.save_revision().publish()
        tree.refresh_from_db()
        assert tree.faults == []
        assert [f.code for f in tree.get_latest_revision_as_object().faults] == ["loop"]

    def test_a_half_filled_tree_with_a_circle_is_kept_as_a_draft(self, home, desk):
        tree = make_tree(home)
        url = reverse("wagtailadmin_pages:edit", args=[tree.pk])
        answers = [
            ("item", {"label": f"Svar {to}", "note": "", "leads_to": to}) for to in ("a", "")
        ]
        asked = {
            "code": "a",
            "question": "Rundt?",
            "guidance": rich_text("<p></p>"),
            "answers": streamfield(answers),
        }
        stream = nested_form_data({"questions": streamfield([("tree_question", asked)])})
        answer = desk.post(url, filled_in(desk.get(url)) | stream)
        assert answer.status_code == 302
        tree.refresh_from_db()
        draft = tree.get_latest_revision_as_object()
        assert [fault.code for fault in draft.faults] == ["unknown_target", "loop"]
        assert [question.words for question in draft.tree.questions] == ["Rundt?"]

    def test_the_preview_shows_all_of_a_draft_at_once(self, home, desk):
        tree = make_tree(home)
        tree.questions = questions(ny=["ring", "vent"])
        tree.save_revision()
        url = reverse("wagtailadmin_pages:view_draft", args=[tree.pk])
        page = read(desk.get(url)).one("main")
        assert {"Spørsmål ny?", "Slutt ring", "Slutt vent"} <= {h.text for h in page.all("h2")}
        assert page.links()["Svar 1 på ny"] == "#ring"

    def test_the_preview_of_the_first_question_works_for_a_new_tree(self, home, desk):
        url = reverse(
            "wagtailadmin_pages:preview_on_add",
            args=["handlingsveileder", "decisiontreepage", home.pk],
        )
        form = filled_in(
            desk.get(
                reverse(
                    "wagtailadmin_pages:add",
                    args=["handlingsveileder", "decisiontreepage", home.pk],
                )
            )
        )
        assert desk.post(url, form | {"title": "Ny", "slug": "ny"}).json()["is_valid"]
        for mode in ("", "whole"):
            assert desk.get(url, {"mode": mode}).status_code == 200
