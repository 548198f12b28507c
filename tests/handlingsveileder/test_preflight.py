"""What preflight finds on a page: each rule with what it wants, and what it leaves in peace."""

import datetime

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from bti_portal.library.models import PortalDocument
from handlingsveileder.models import GuidePage, LevelPage, StepPage
from handlingsveileder.preflight import Severity, findings_of
from handlingsveileder.preflight_report import report_on
from tests.factories import (
    ArticlePageFactory,
    HelpLineFactory,
    LegalReferenceFactory,
    LevelPageFactory,
    PublicationFactory,
    RoleFactory,
    ServiceFactory,
    StepPageFactory,
    ToolIndexPageFactory,
    ToolPageFactory,
    decision,
    home_of,
    make_guide,
    make_site,
)

pytestmark = pytest.mark.django_db

BLOCKING, WHOLE, ADVICE = Severity.BLOCKING, Severity.WHOLE, Severity.ADVICE
YESTERDAY = datetime.timedelta(days=1)


@pytest.fixture
def site():
    return make_site("vik.example", ("nn", "nb"))


@pytest.fixture
def home(site):
    return home_of(site, "nn")


@pytest.fixture
def guide(home):
    return make_guide(home)


@pytest.fixture
def step(guide):
    return StepPage.objects.get(title="Steg A1")


def rules(page) -> list[tuple[str, Severity]]:
    """Names and severities of what is found on `page` as it stands in memory."""
    return [(finding.rule.name, finding.rule.severity) for finding in findings_of(page)]


def with_exit(step, kind, value):
    step.decisions = [decision("Kva no?", ("Vidare", kind, value), ("Vent", "stay", None))]
    return step


def unpublished(page):
    page.first_published_at = timezone.now()
    page.live = False
    page.save()
    return page


def test_a_whole_guide_is_found_right(guide):
    report = report_on(guide)
    assert report.counts == {"blocking": 0, "whole": 0, "advice": 0}
    assert [row.page.title for row in report.on_the_ladder][:3] == [
        "Rettleiar",
        "Nivå A",
        "Steg A1",
    ]
    assert [row.page.title for row in report.beside_it] == ["Vald"]


class TestLadder:
    def test_a_step_without_a_role(self, step):
        step.responsible_roles = []
        assert rules(step) == [("nobody_responsible", BLOCKING)]

    def test_a_role_that_is_deleted_answers_for_nothing(self, step):
        step.responsible_roles[0].value.delete()
        assert rules(StepPage.objects.get(pk=step.pk)) == [("nobody_responsible", BLOCKING)]

    def test_the_last_step_must_say_how_it_ends(self, guide, step):
        last = StepPage.objects.get(title="Steg B2")
        last.decisions = []
        step.decisions = []
        assert rules(last) == [("no_way_on", WHOLE)]
        assert rules(step) == []

    def test_a_guide_without_a_way_out(self, guide):
        guide.violence_exit = None
        assert rules(guide) == [("no_violence_exit", BLOCKING)]

    @pytest.mark.parametrize("taken", ["deleted", "unpublished", "closed"])
    def test_a_way_out_that_readers_do_not_have(self, guide, taken):
        exit_page = guide.violence_exit
        if taken == "deleted":
            exit_page.delete()
        elif taken == "unpublished":
            exit_page.unpublish()
        else:
            PageViewRestriction.objects.create(page=exit_page, restriction_type="login")
        assert rules(GuidePage.objects.get(pk=guide.pk)) == [("no_violence_exit", BLOCKING)]

    def test_levels_are_counted_in_both_forms(self, guide, site):
        other = make_guide(home_of(site, "nb"), "A", translation_key=guide.translation_key)
        assert rules(guide) == [("levels_differ", BLOCKING)]
        assert rules(LevelPage.objects.child_of(guide).first()) == [("other_form_differs", ADVICE)]
        LevelPageFactory(parent=other, label="B")
        assert rules(guide) == []

    def test_a_form_without_levels_is_still_being_written(self, guide, site):
        make_guide(home_of(site, "nb"), "", translation_key=guide.translation_key)
        assert rules(guide) == []

    def test_a_level_without_steps(self, guide):
        assert rules(LevelPageFactory(parent=guide, label="C")) == [("no_steps", WHOLE)]

    def test_a_version_number_on_an_empty_guide(self, home):
        guide = make_guide(home, "", version="1.0")
        assert rules(guide) == [("version_of_nothing", ADVICE)]


class TestWaysOn:
    @pytest.mark.parametrize("kind", ["stay", "close"])
    def test_staying_and_finishing_are_ways_on(self, step, kind):
        assert rules(with_exit(step, kind, None)) == []

    def test_a_decision_without_ways_on(self, step):
        step.decisions = [decision("Kva no?")]
        assert rules(step) == [("no_exits", BLOCKING)]

    @pytest.mark.parametrize("kind", ["", "address", "step", "help_line", "service"])
    def test_a_way_on_without_a_target(self, step, kind):
        assert rules(with_exit(step, kind, None)) == [("dead_exit", BLOCKING)]

    @pytest.mark.parametrize("kind", ["step", "level", "page", "help_line", "service"])
    def test_a_target_that_is_deleted(self, step, kind):
        assert rules(with_exit(step, kind, 999_999)) == [("dead_exit", BLOCKING)]

    def test_a_target_that_is_taken_from_the_readers(self, step):
        target = unpublished(StepPage.objects.get(title="Steg B1"))
        assert rules(with_exit(step, "step", target.pk)) == [("unpublished_exit", BLOCKING)]

    def test_a_target_that_is_closed(self, step):
        target = StepPage.objects.get(title="Steg B1")
        PageViewRestriction.objects.create(page=target, restriction_type="login")
        assert rules(with_exit(step, "step", target.pk)) == [("unpublished_exit", BLOCKING)]

    def test_a_target_that_is_still_being_written(self, guide, step):
        target = StepPageFactory(parent=guide.get_last_child(), live=False)
        assert rules(with_exit(step, "step", target.pk)) == [("exit_to_draft", WHOLE)]

    def test_a_target_in_the_other_form(self, step, site):
        other = ArticlePageFactory(parent=home_of(site, "nb"))
        assert rules(with_exit(step, "page", other.pk)) == [("exit_to_other_form", ADVICE)]

    def test_services_are_those_of_the_site(self, step, site):
        own, strange, lent = (ServiceFactory(site=site), *ServiceFactory.create_batch(2))
        PublicationFactory(service=lent, site=site)
        assert rules(with_exit(step, "service", own.pk)) == []
        assert rules(with_exit(step, "service", lent.pk)) == []
        assert rules(with_exit(step, "service", strange.pk)) == [("hidden_service", BLOCKING)]

    @pytest.mark.parametrize("silent", [{"number": ""}, {"checked_on": None}])
    def test_help_lines_have_a_checked_number(self, step, silent):
        assert rules(with_exit(step, "help_line", HelpLineFactory().pk)) == []
        line = HelpLineFactory(**silent)
        assert rules(with_exit(step, "help_line", line.pk)) == [("silent_help_line", BLOCKING)]

    def test_a_link_in_a_text(self, step):
        gone = ArticlePageFactory(parent=step.get_parent().get_parent().get_parent(), live=False)
        step.what = f'<p><a linktype="page" id="{gone.pk}">Her</a></p>'
        assert rules(step) == [("dead_link", ADVICE)]
        step.what = '<p><a linktype="page" id="999999">Her</a></p>'
        assert rules(step) == [("dead_link", ADVICE)]


class TestTexts:
    def test_a_law_that_is_no_longer_in_force(self, step):
        today = timezone.localdate()
        law = LegalReferenceFactory(in_force_to=today)
        step.legal_references = [("legal_reference", law)]
        assert rules(step) == []
        law.in_force_to = today - YESTERDAY
        law.save()
        assert rules(step) == [("law_out_of_force", BLOCKING)]

    def test_only_a_checked_law_with_its_source_is_proposed_instead(self, step):
        new = LegalReferenceFactory(act_nb="Nyloven", paragraph="§ 1", source="")
        law = LegalReferenceFactory(in_force_to=datetime.date(2020, 1, 1), replaced_by=new)
        step.legal_references = [("legal_reference", law)]
        assert "Nyloven" not in findings_of(step)[0].words
        new.source = "https://lovdata.no/"
        new.save()
        assert "Nyloven § 1" in findings_of(step)[0].words

    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("Sjå § 13-2 i lova.", ["paragraph_in_prose"]),
            ("Ring 116 111.", ["telephone_in_prose"]),
            ("Ring 112 med ein gong.", ["telephone_in_prose"]),
            ("Telefon 57 00 00 00.", ["telephone_in_prose"]),
            ("Møt kvarandre kvar 14. dag, 3 gonger på 10 veker i 2026.", []),
            ("Sak 2026/12345678 og nivå 113.", []),
        ],
    )
    def test_facts_come_from_registers(self, step, text, found):
        step.how = f"<p>{text}</p>"
        assert [name for name, _severity in rules(step)] == found

    @pytest.mark.parametrize(
        ("html", "faults"),
        [
            ("<h2>Ein</h2><h3>To</h3><h2>Tre</h2>", 0),
            ("<h3>To</h3>", 1),
            ("<h2></h2>", 1),
            ("<p>Utan</p>", 0),
        ],
    )
    def test_headings_skip_no_level(self, home, html, faults):
        article = ArticlePageFactory(parent=home, body=[("text", html)])
        assert rules(article) == [("heading_order", ADVICE)] * faults

    def test_a_tool_is_more_than_an_untested_file(self, home):
        toolbox = ToolIndexPageFactory(parent=home)
        document = PortalDocument.objects.create(title="Ark", file=ContentFile(b"x", name="a.txt"))
        tool = ToolPageFactory(parent=toolbox, document=document)
        assert rules(tool) == [("only_an_inaccessible_file", BLOCKING)]
        tool.body = [("text", "<p>Slik gjer du.</p>")]
        assert rules(tool) == []
        tool.body = []
        document.is_accessible = True
        document.save()
        assert rules(tool) == []
        tool.document = None
        assert rules(tool) == [("empty_tool", ADVICE)]


def test_a_finding_leads_to_the_block_in_the_editor(step):
    block = decision("Kva no?", ("Vidare", "", None))
    step.decisions = [block]
    finding = findings_of(step)[0]
    exit_id = block["value"]["exits"][0]["id"]
    place = f"decisions.{block['id']}.exits.{exit_id}"
    assert finding.url == f"/admin/pages/{step.pk}/edit/#:w:contentpath={place}"


def test_a_large_guide_costs_no_more_queries_than_a_small_one(guide, site):
    def cost(guide) -> int:
        with CaptureQueriesContext(connection) as queries:
            report_on(guide)
        return len(queries)

    role, law = RoleFactory(), LegalReferenceFactory()
    step = StepPage.objects.get(title="Steg A1")
    step.legal_references = [("legal_reference", law)]
    step.services = [("service", ServiceFactory(site=site))]
    step.save()
    before = cost(guide)
    for level in LevelPage.objects.child_of(guide):
        for _ in range(4):
            StepPageFactory(
                parent=level,
                responsible_roles=[("role", role)],
                legal_references=[("legal_reference", law)],
                services=[("service", ServiceFactory(site=site))],
                decisions=[decision("Kva?", ("Ja", "step", step.pk), ("Nei", "stay", None))],
            )
    assert cost(guide) <= before
