"""Preflight where editors meet it: in the editor, on the guide's page, and before taking away."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield
from wagtail.users.models import UserProfile

from handlingsveileder.models import GuidePage, LevelPage, StepPage
from handlingsveileder.preflight_report import report_on
from tests.factories import (
    ArticlePageFactory,
    RoleFactory,
    StepPageFactory,
    UserFactory,
    decision,
    home_of,
    make_guide,
    make_site,
)
from tests.portal.editor_forms import filled_in, send
from tests.reading import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    return make_site("vik.example")


@pytest.fixture
def guide(site):
    return make_guide(home_of(site))


@pytest.fixture
def coordinator(site):
    return UserFactory(coordinator_at=site)


@pytest.fixture
def desk(site, coordinator):
    client = Client(headers={"host": site.hostname})
    client.force_login(coordinator)
    return client


def edit_url(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def panel(client: Client, page: Page):
    return read(client.get(edit_url(page))).one("div", css="bti-preflight")


class TestPanel:
    def test_a_draft_that_was_never_published_is_checked(self, desk, guide):
        draft = StepPageFactory(parent=guide.get_first_child(), live=False)
        severities = [item["data-severity"] for item in panel(desk, draft).all("li")]
        assert severities == ["blocking"]

    def test_the_draft_is_checked_and_not_what_readers_have(self, desk, guide):
        step = StepPage.objects.get(title="Steg A1")
        assert panel(desk, step).all("li") == []
        step.responsible_roles = []
        step.save_revision()
        assert len(panel(desk, step).all("li")) == 1

    def test_it_speaks_the_editors_language(self, desk, guide, coordinator):
        draft = StepPageFactory(parent=guide.get_first_child(), live=False)
        UserProfile.objects.create(user=coordinator, preferred_language="nn")
        with translation.override("nn"):
            words = gettext("Nobody is responsible for this step. Choose a role.")
        assert words in panel(desk, draft).text

    def test_it_leads_to_the_whole_guide(self, desk, guide):
        step = StepPage.objects.get(title="Steg A1")
        (link,) = panel(desk, step).all("a")
        assert desk.get(link["href"]).status_code == 200

    def test_it_is_drawn_again_after_each_saving_by_itself(self, desk, guide):
        step = StepPage.objects.get(title="Steg A1")
        form = filled_in(desk.get(edit_url(step)))
        answer = desk.post(edit_url(step), form, headers={"accept": "application/json"}).json()
        assert answer["success"], answer
        again = [
            t for t in read(answer["html"]).all("template") if "preflight" in str(t.attributes)
        ]
        assert [t.one("li")["data-severity"] for t in again] == ["blocking"]

    def test_a_page_that_is_not_saved_has_nothing_to_check(self, desk, guide):
        add = ["handlingsveileder", "steppage", guide.get_first_child().pk]
        page = read(desk.get(reverse("wagtailadmin_pages:add", args=add)))
        assert page.all("div", css="bti-preflight") == []


class TestWholeGuide:
    def address(self, guide) -> str:
        return reverse("guide_preflight", args=[guide.pk])

    def test_it_names_every_page_with_its_faults(self, desk, guide):
        step = StepPage.objects.get(title="Steg A1")
        step.decisions = [decision("Kva no?", ("Vidare", "", None))]
        step.save_revision()
        page = read(desk.get(self.address(guide)))
        rows = {
            row.one("h3").one("a").text: row
            for row in page.all("li", css="bti-checked-pages__item")
        }
        assert list(rows) == [
            *("Rettleiar", "Nivå A", "Steg A1", "Steg A2", "Nivå B", "Steg B1", "Steg B2", "Vald"),
        ]
        (found,) = rows["Steg A1"].all("li", css="bti-findings__item")
        assert "Vidare" in found.text
        assert found.one("a")["href"].startswith(edit_url(step))
        assert not rows["Steg A2"].all("li", css="bti-findings__item")

    def test_it_is_not_there_for_strangers(self, desk, guide):
        strange = make_guide(home_of(make_site("dal.example")))
        assert desk.get(self.address(strange)).status_code == 404
        assert desk.get(reverse("guide_preflight", args=[999_999])).status_code == 404
        assert Client(headers={"host": "vik.example"}).get(self.address(guide)).status_code == 302

    def test_it_costs_no_more_for_a_larger_guide(self, desk, guide):
        def cost() -> int:
            desk.get(self.address(guide))
            with CaptureQueriesContext(connection) as queries:
                desk.get(self.address(guide))
            return len(queries)

        before = cost()
        StepPageFactory.create_batch(5, parent=guide.get_first_child())
        assert cost() == before


class TestVersionsKeptByMistake:
    @pytest.fixture
    def versions(self, guide):
        """Three versions: an approved one, a mistyped one, and the present one."""
        for number, body in (("1.0", "Kommunestyret"), ("1.O", ""), ("1.1", "")):
            guide.version, guide.approved_by = number, body
            guide.save_revision().publish()
            guide = GuidePage.objects.get(pk=guide.pk)
        return {row.version: row for row in guide.versions.all()}

    def remove(self, desk, version):
        return desk.post(reverse("remove_version", args=[version.guide_id, version.pk]))

    def test_only_the_mistyped_one_can_go(self, desk, guide, versions):
        page = read(desk.get(reverse("guide_preflight", args=[guide.pk])))
        forms = [f["action"] for f in page.all("form") if "versions" in f["action"]]
        mistyped = versions["1.O"]
        assert forms == [reverse("remove_version", args=[guide.pk, mistyped.pk])]
        for version in versions.values():
            self.remove(desk, version)
        assert [row.version for row in guide.versions.all()] == ["1.1", "1.0"]

    def test_a_neighbour_takes_nothing_away(self, versions):
        neighbour = Client(headers={"host": "dal.example"})
        neighbour.force_login(UserFactory(coordinator_at=make_site("dal.example")))
        assert self.remove(neighbour, versions["1.O"]).status_code == 404
        assert versions["1.O"].guide.versions.count() == 3


def test_the_starter_package_has_no_faults(demo):
    homes = [home_of(demo.fjordvik, "nn"), home_of(demo.fjordvik, "nb"), home_of(demo.austby)]
    guides = [GuidePage.objects.child_of(home).get() for home in homes]
    assert [report_on(guide).counts for guide in guides] == [
        {"blocking": 0, "whole": 0, "advice": 0}
    ] * 3


class TestTakingAway:
    @pytest.fixture
    def target(self, guide):
        """A page that a way on, the way out and a link lead to."""
        target = ArticlePageFactory(parent=guide.get_parent(), title="Målet", slug="malet")
        below = ArticlePageFactory(parent=target, title="Under målet")
        step = StepPage.objects.get(title="Steg A1")
        step.decisions = [decision("Kva no?", ("Vidare", "page", below.pk), ("Vent", "stay", None))]
        step.save()
        guide.violence_exit = target
        guide.save()
        linking = StepPage.objects.get(title="Steg B1")
        linking.how = f'<p><a linktype="page" id="{target.pk}">Her</a></p>'
        linking.save()
        return target

    def told(self, desk, address) -> list[str]:
        return [item.text for item in read(desk.get(address)).all("li", css="bti-lost")]

    @pytest.mark.parametrize("way", ["delete", "unpublish"])
    def test_it_is_told_what_would_lead_nowhere(self, desk, target, way):
        """Before it is deleted, and after it is unpublished."""
        address = reverse(f"wagtailadmin_pages:{way}", args=[target.pk])
        if way == "unpublish":
            address = desk.post(address)["Location"]
        told = self.told(desk, address)
        assert [words.split(" :")[0] for words in told] == ["Rettleiar", "Steg A1", "Steg B1"]
        assert "«Vidare»" in told[1]
        assert "«Kva no?»" in told[1]

    def test_also_when_many_are_deleted_at_once(self, desk, target):
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
        assert len(self.told(desk, f"{address}?id={target.pk}")) == 3

    def test_pages_that_nothing_leads_to_go_without_a_word(self, desk, guide):
        lonely = ArticlePageFactory(parent=guide.get_parent())
        assert self.told(desk, reverse("wagtailadmin_pages:delete", args=[lonely.pk])) == []

    def test_afterwards_preflight_names_it(self, desk, guide, target):
        desk.post(reverse("wagtailadmin_pages:delete", args=[target.pk]))
        assert not Page.objects.filter(pk=target.pk).exists()
        found = panel(desk, StepPage.objects.get(title="Steg A1")).all("li")
        assert [item["data-severity"] for item in found] == ["blocking"]


class TestFromNothing:
    """A municipality with letters and three levels writes its guide page by page."""

    def make(self, desk, model, parent, title, **fields) -> Page:
        args = ["handlingsveileder", model._meta.model_name, parent.pk]
        address = reverse("wagtailadmin_pages:add", args=args)
        slug = title.lower().replace(" ", "-").replace("å", "a")
        form = filled_in(desk.get(address)) | {"title": title, "slug": slug} | fields
        answer = desk.post(address, form | {"action-publish": "1"})
        made = model.objects.get(title=title)
        assert answer["Location"] == reverse("wagtailadmin_explore", args=[parent.pk])
        assert made.live
        return made

    def step(self, desk, level, title, *exits) -> Page:
        ways = [
            ("", {"label": label, "note": "", "target": streamfield([(kind, value)])})
            for label, kind, value in exits
        ]
        asked = {"question": "Kva no?", "guidance": rich_text(""), "exits": streamfield(ways)}
        fields = {"responsible_roles": streamfield([("role", RoleFactory().pk)])}
        fields["decisions"] = streamfield([("decision", asked)] if exits else [])
        return self.make(desk, StepPage, level, title, **nested_form_data(fields))

    def test_guide_then_levels_then_steps(self, desk, site, reader):
        home = home_of(site)
        way_out = ArticlePageFactory(parent=home, slug="vald")
        guide = self.make(desk, GuidePage, home, "Vegen", violence_exit=str(way_out.pk))
        levels = [
            self.make(desk, LevelPage, guide, f"Nivå {label}", label=label) for label in "ABC"
        ]
        first = self.step(desk, levels[0], "Undre deg")
        self.step(desk, levels[0], "Snakk", ("Vidare", "level", levels[1].pk), ("Vent", "stay", ""))
        self.step(
            desk, levels[1], "Prøv", ("Opp", "level", levels[2].pk), ("Att", "step", first.pk)
        )
        self.step(
            desk, levels[2], "Avslutt", ("Ferdig", "close", ""), ("Ned", "level", levels[1].pk)
        )
        assert report_on(guide).counts == {"blocking": 0, "whole": 0, "advice": 0}
        send(
            desk,
            edit_url(guide),
            violence_exit=str(way_out.pk),
            version="1",
            **{"action-publish": "1"},
        )
        kept = guide.versions.get()
        assert [level["label"] for level in kept.document["levels"]] == ["A", "B", "C"]
        assert reader(site).get("/nn/vegen/niva-c/avslutt/").status_code == 200
