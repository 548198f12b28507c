"""Writer, professional group, coordinator: what each may do, and whom each letter goes to."""

import datetime

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import TaskState, WorkflowState
from wagtail.test.utils.form_data import nested_form_data, streamfield

from bti_portal.accounts.approving import choose_steps, ensure_workflow
from bti_portal.accounts.models import SiteApproval, SiteApprovalTask
from handlingsveileder.models import ArticlePage, StepPage
from tests.factories import (
    ArticlePageFactory,
    RoleFactory,
    ServiceFactory,
    UserFactory,
    home_of,
    make_guide,
)
from tests.portal.approvals import fresh, posted, prefers, staffed
from tests.reading import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept(django_capture_on_commit_callbacks):
    return django_capture_on_commit_callbacks


@pytest.fixture
def vik(db):
    return staffed("vik.example")


@pytest.fixture
def article(vik):
    page = ArticlePageFactory(parent=home_of(vik.site), title="Om oss")
    page.save_revision().publish()
    return fresh(page)


@pytest.fixture
def service(vik):
    row = ServiceFactory(site=vik.site, name_nn="Losen", name_nb="Losen")
    row.save_revision().publish()
    return fresh(row)


@pytest.fixture(params=["article", "service"])
def thing(request):
    """A published page, and a published service."""
    return request.getfixturevalue(request.param)


def changed(thing, words):
    """The box of a form that says `words`, and what readers then see."""
    return {"lead" if isinstance(thing, ArticlePage) else "summary_nn": words}


def shown(thing):
    row = fresh(thing)
    return row.lead if isinstance(row, ArticlePage) else row.summary_nn


class TestTheWay:
    def test_from_writer_to_readers(self, vik, thing, kept):
        prefers(vik.people["approver"], "nb")
        before = shown(thing)
        with posted(kept) as letters:
            vik.act("writer", thing, "submit", **changed(thing, "Nytt."))
        assert set(letters) == {"approver@vik.example"}
        letter = letters["approver@vik.example"]
        assert "Writer" in letter.body and "Approver" in letter.body
        assert f"/{thing.pk}" in letter.body and "http" in letter.body
        assert shown(thing) == before
        with posted(kept) as letters:
            vik.act("approver", thing, "approve", **changed(thing, "Nytt, retta."))
        assert set(letters) == {"coordinator@vik.example"}
        assert shown(thing) == before
        with posted(kept) as letters:
            vik.act("coordinator", thing, "approve")
        assert set(letters) == {"writer@vik.example"}
        assert shown(thing) == "Nytt, retta."
        if isinstance(thing, ArticlePage):
            assert f"vik.example/nn/{thing.slug}/" in letters["writer@vik.example"].body

    def test_sent_back_with_a_reason_and_sent_once_more(self, vik, thing, kept):
        vik.act("writer", thing, "submit", **changed(thing, "Nytt."))
        with posted(kept) as letters:
            vik.act("approver", thing, "reject", comment="Skriv kortare.")
        assert set(letters) == {"writer@vik.example"}
        assert "Skriv kortare." in letters["writer@vik.example"].body
        with posted(kept) as letters:
            vik.act("writer", thing, "submit", **changed(thing, "Kort."))
        assert set(letters) == {"approver@vik.example"}
        vik.act("approver", thing, "approve")
        vik.act("coordinator", thing, "approve")
        assert shown(thing) == "Kort."

    @pytest.mark.parametrize("how", ["reject", "approve", "cancel"])
    def test_who_sent_it_and_has_left_is_told_nothing(self, how, vik, thing, kept):
        dal = staffed("dal.example")
        vik.act("writer", thing, "submit", **changed(thing, "Nytt."))
        vik.act("approver", thing, "approve")
        vik.people["writer"].groups.set(dal.people["writer"].groups.all())
        with posted(kept) as letters:
            vik.act("coordinator", thing, how, comment="Ho er sjuk.")
        assert fresh(thing).current_workflow_task_state is None
        assert "writer@vik.example" not in letters

    def test_what_the_coordinator_sends_back_is_read_anew_by_the_group(self, vik, thing, kept):
        vik.act("writer", thing, "submit", **changed(thing, "Nytt."))
        vik.act("approver", thing, "approve")
        vik.act("coordinator", thing, "reject", comment="Feil nummer.")
        with posted(kept) as letters:
            vik.act("writer", thing, "submit", **changed(thing, "Rett nummer."))
        assert set(letters) == {"approver@vik.example"}
        vik.act("approver", thing, "approve")
        vik.act("coordinator", thing, "approve")
        assert shown(thing) == "Rett nummer."

    def test_what_the_coordinator_corrects_need_not_go_back(self, vik, thing):
        vik.act("writer", thing, "submit", **changed(thing, "Nytt."))
        vik.act("approver", thing, "approve")
        vik.act("coordinator", thing, "approve", **changed(thing, "Nytt, med komma."))
        assert shown(thing) == "Nytt, med komma."

    def test_only_those_who_are_asked_may_change_it_meanwhile(self, vik, thing):
        vik.act("writer", thing, "submit", **changed(thing, "Nytt."))
        newest = fresh(thing).latest_revision_id
        vik.act("writer", thing, "publish", **changed(thing, "Smuglar."))
        assert fresh(thing).latest_revision_id == newest
        vik.act("approver", thing, "approve")
        newest = fresh(thing).latest_revision_id
        vik.act("approver", thing, "publish", **changed(thing, "For seint."))
        assert fresh(thing).latest_revision_id == newest

    def test_the_writer_calls_it_back(self, vik, thing, kept):
        vik.act("writer", thing, "submit", **changed(thing, "Nytt."))
        with posted(kept) as letters:
            vik.act("writer", thing, "cancel")
        assert set(letters) == {"approver@vik.example"}
        assert not fresh(thing).workflow_in_progress

    def test_the_coordinator_need_not_wait_for_the_group(self, vik, thing, kept):
        before = shown(thing)
        vik.act("writer", thing, "submit", **changed(thing, "Nytt."))
        with posted(kept) as letters:
            vik.act("coordinator", thing, "publish")
        assert set(letters) == {"writer@vik.example", "approver@vik.example"}
        assert (before, shown(thing)) != ("Nytt.", before)
        assert not fresh(thing).workflow_in_progress


class TestRefusedByPreflight:
    def test_nothing_is_lost_and_no_letter_says_it_is_out(self, vik, kept):
        make_guide(home_of(vik.site))
        step = StepPage.objects.get(title="Steg A1")
        step.responsible_roles = []
        step.save_revision()
        vik.act("writer", fresh(step), "submit", title="Utan ansvarleg")
        vik.act("approver", step, "approve", title="Utan ansvarleg")
        with posted(kept) as letters:
            answer = vik.act("coordinator", step, "approve", title="Utan ansvarleg")
        told = read(vik.at("coordinator").get(answer["Location"]))
        assert letters == {}
        assert "ansvar" in told.text
        assert fresh(step).title == "Steg A1"
        assert fresh(step).workflow_in_progress
        role = nested_form_data({"responsible_roles": streamfield([("role", RoleFactory().pk)])})
        vik.act("coordinator", step, "approve", title="Med ansvarleg", **role)
        assert fresh(step).title == "Med ansvarleg"


def test_a_day_of_publishing_is_kept_and_told(vik, article, kept):
    day = timezone.now() + datetime.timedelta(days=3)
    vik.act("writer", article, "submit", lead="Til måndag.")
    vik.act("approver", article, "approve")
    with posted(kept) as letters:
        when = timezone.localtime(day).strftime("%Y-%m-%d %H:%M")
        vik.act("coordinator", article, "approve", go_live_at=when)
    assert shown(article) != "Til måndag."
    assert fresh(article).scheduled_revision
    local = timezone.localtime(day)
    assert f"{local:%H.%M}" in letters["writer@vik.example"].body
    revision = fresh(article).scheduled_revision
    revision.approved_go_live_at = timezone.now() - datetime.timedelta(minutes=1)
    revision.content["go_live_at"] = revision.approved_go_live_at.isoformat()
    revision.save()
    call_command("publish_scheduled")
    assert shown(article) == "Til måndag."


class TestNobodyIsStuck:
    def test_without_approvers_it_goes_to_the_coordinator(self, kept):
        dal = staffed("dal.example", roles=("writer", "coordinator"))
        page = ArticlePageFactory(parent=home_of(dal.site), title="Om oss")
        with posted(kept) as letters:
            dal.act("writer", page, "submit", lead="Nytt.")
        assert set(letters) == {"coordinator@dal.example"}
        dal.act("coordinator", page, "approve")
        assert shown(page) == "Nytt."

    def test_without_a_coordinator_the_operator_is_told(self, kept):
        dal = staffed("dal.example", roles=("writer", "approver"))
        UserFactory(operator=True, email="drift@portal.example")
        page = ArticlePageFactory(parent=home_of(dal.site), title="Om oss")
        dal.act("writer", page, "submit", lead="Nytt.")
        with posted(kept) as letters:
            dal.act("approver", page, "approve")
        assert set(letters) == {"drift@portal.example"}

    def test_the_coordinator_steps_in_for_the_group(self, vik, article):
        vik.act("writer", article, "submit", lead="Nytt.")
        vik.act("coordinator", article, "approve")
        [waiting] = TaskState.objects.filter(status="in_progress")
        assert waiting.task.specific.step == SiteApprovalTask.Step.COORDINATOR


class TestTwoMunicipalities:
    def test_each_has_its_own_people_asked(self, vik, article, kept):
        dal = staffed("dal.example")
        page = ArticlePageFactory(parent=home_of(dal.site), title="Om dal")
        with posted(kept) as letters:
            dal.act("writer", page, "submit", lead="Nytt.")
        assert set(letters) == {"approver@dal.example"}

    def test_the_tree_of_the_other_form_is_approved_too(self, vik, kept):
        page = ArticlePageFactory(parent=home_of(vik.site, "nb"), title="Om oss")
        with posted(kept) as letters:
            vik.act("writer", page, "submit", lead="Nytt.")
        assert set(letters) == {"approver@vik.example"}

    @pytest.mark.parametrize("name", ["workflow_action", "collect_workflow_action_data"])
    def test_the_neighbour_is_not_told_that_it_waits(self, vik, article, name):
        dal = staffed("dal.example")
        own = ArticlePageFactory(parent=home_of(dal.site), title="Om dal")
        vik.act("writer", article, "submit", lead="Nytt.")
        dal.act("writer", own, "submit", lead="Nytt.")
        theirs = fresh(article).current_workflow_task_state.pk
        ours = fresh(own).current_workflow_task_state.pk
        desk = dal.at("approver")
        for page, state in ((article, theirs), (article, ours), (own, theirs)):
            address = reverse(f"wagtailadmin_pages:{name}", args=[page.pk, "approve", state])
            assert desk.get(address).status_code == 404
            assert desk.post(address).status_code == 404
        assert (
            desk.get(
                reverse("wagtailadmin_pages:confirm_workflow_cancellation", args=[article.pk])
            ).status_code
            == 404
        )
        address = reverse(f"wagtailadmin_pages:{name}", args=[own.pk, "approve", ours])
        assert desk.get(address).status_code == 200

    def test_the_history_of_ones_own_is_open(self, vik, article):
        vik.act("writer", article, "submit", lead="Nytt.")
        history = reverse("wagtailadmin_pages:workflow_history", args=[article.pk])
        assert vik.at("approver").get(history).status_code == 200
        state = WorkflowState.objects.get()
        detail = reverse("wagtailadmin_pages:workflow_history_detail", args=[article.pk, state.pk])
        assert vik.at("writer").get(detail).status_code == 200
        dal = staffed("dal.example")
        assert dal.at("coordinator").get(history).status_code in {302, 403, 404}


class TestEnsuring:
    def test_twice_is_as_once(self, vik):
        first = SiteApproval.objects.get(site=vik.site)
        assert ensure_workflow(vik.site) == first
        call_command("sync_roles")
        assert SiteApproval.objects.get(site=vik.site) == first
        assert first.workflow.workflow_tasks.count() == 2
        assert first.workflow.workflow_pages.count() == 2

    def test_what_was_chosen_stays(self, vik):
        choose_steps(vik.site, "none")
        call_command("sync_roles")
        assert home_of(vik.site).get_workflow() is None

    def test_it_goes_with_the_site(self, vik):
        workflow = SiteApproval.objects.get(site=vik.site).workflow
        tasks = list(SiteApprovalTask.objects.filter(site=vik.site).values_list("pk", flat=True))
        assert tasks
        vik.site.delete()
        assert not type(workflow).objects.filter(pk=workflow.pk).exists()
        assert not SiteApprovalTask.objects.filter(pk__in=tasks).exists()
