"""What preflight blocks is published by no way there is; the draft is kept, and the reason told."""

import datetime
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from wagtail.models import (
    GroupApprovalTask,
    Locale,
    Page,
    PageLogEntry,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)
from wagtail.test.utils.form_data import nested_form_data, streamfield

from handlingsveileder.models import StepPage
from handlingsveileder.publishing import PublishRefused
from tests.factories import (
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

SOON = datetime.timedelta(minutes=1)


@pytest.fixture
def site():
    return make_site("vik.example", ("nn", "nb"))


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


@pytest.fixture
def faulty(guide):
    """A published step, and a newer draft of it in which nobody is responsible."""
    step = StepPage.objects.get(title="Steg A1")
    step.responsible_roles = []
    step.title = "Utan ansvarleg"
    step.save_revision()
    return StepPage.objects.get(pk=step.pk)


def nobody() -> str:
    """The reason, in the editor's language."""
    return gettext("Nobody is responsible for this step. Choose a role.")


def with_role() -> dict[str, str]:
    """The boxes of the form for who is responsible."""
    return nested_form_data({"responsible_roles": streamfield([("role", RoleFactory().pk)])})


def edit_url(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def is_stopped(page: Page) -> bool:
    """Whether readers still have the old text and editors the new one."""
    now = StepPage.objects.get(pk=page.pk)
    draft = now.get_latest_revision_as_object()
    return now.title == "Steg A1" and draft.title == "Utan ansvarleg"


def said(client: Client, answer: Any) -> str:
    """What the admin tells after `answer`."""
    while answer.status_code == 302:
        answer = client.get(answer["Location"])
    return read(answer).text


def test_the_button(desk, faulty):
    answer = send(desk, edit_url(faulty), **{"action-publish": "1"})
    assert answer["Location"] == edit_url(faulty)
    assert is_stopped(faulty)
    words = said(desk, answer)
    assert nobody() in words
    kept = gettext("«%(title)s» is not published. What you wrote is kept as a draft.")
    assert kept % {"title": "Utan ansvarleg"} in words


def test_the_button_lets_a_mended_page_through(desk, faulty):
    role = with_role()
    send(desk, edit_url(faulty), **{"action-publish": "1"}, **role)
    assert StepPage.objects.get(pk=faulty.pk).title == "Utan ansvarleg"


def test_a_new_page_is_kept_as_a_draft(desk, guide):
    add = reverse(
        "wagtailadmin_pages:add", args=["handlingsveileder", "steppage", guide.get_first_child().pk]
    )
    form = filled_in(desk.get(add)) | {"title": "Nytt", "slug": "nytt", "action-publish": "1"}
    answer = desk.post(add, form)
    made = StepPage.objects.get(title="Nytt")
    assert not made.live
    assert made.latest_revision_id
    assert answer["Location"] == edit_url(made)
    assert nobody() in said(desk, answer)


def test_the_button_that_schedules(desk, faulty):
    later = (timezone.now() + datetime.timedelta(days=2)).strftime("%Y-%m-%d %H:%M")
    answer = send(desk, edit_url(faulty), **{"action-publish": "1", "go_live_at": later})
    assert nobody() in said(desk, answer)
    assert not faulty.revisions.filter(approved_go_live_at__isnull=False).exists()


class TestSchedule:
    @pytest.fixture
    def scheduled(self, guide, faulty):
        """A faulty page and a right one, both due."""
        right = StepPage.objects.get(title="Steg B1")
        right.title = "Rett"
        right.save_revision()
        for page in (faulty, right):
            revision = page.get_latest_revision()
            revision.approved_go_live_at = timezone.now() - SOON
            revision.save()
        return right

    def test_the_others_are_published(self, faulty, scheduled):
        call_command("publish_scheduled")
        assert is_stopped(faulty)
        assert StepPage.objects.get(pk=scheduled.pk).title == "Rett"

    def test_the_page_can_be_edited_and_its_editor_says_why(self, desk, faulty, scheduled):
        call_command("publish_scheduled")
        assert faulty.scheduled_revision is None
        told = read(desk.get(edit_url(faulty))).one("p", css="bti-preflight__stopped").text
        assert gettext("Who is responsible") in told
        assert PageLogEntry.objects.filter(
            page=faulty.pk, action="handlingsveileder.publish.refused"
        ).exists()
        history = desk.get(reverse("wagtailadmin_pages:history", args=[faulty.pk]))
        assert gettext("Scheduled publishing was stopped") in read(history).text

    def test_the_editor_no_longer_says_so_when_it_is_published(self, desk, faulty, scheduled):
        call_command("publish_scheduled")
        role = with_role()
        send(desk, edit_url(faulty), **{"action-publish": "1"}, **role)
        assert not read(desk.get(edit_url(faulty))).all("p", css="bti-preflight__stopped")


class TestApproval:
    @pytest.fixture
    def waiting(self, guide, faulty, coordinator):
        """The draft waits for the coordinators' approval."""
        task = GroupApprovalTask.objects.create(name="Les gjennom")
        task.groups.set(coordinator.groups.all())
        workflow = Workflow.objects.create(name="Godkjenning")
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
        WorkflowPage.objects.create(workflow=workflow, page=guide)
        return workflow.start(faulty, coordinator)

    def test_from_the_editor(self, desk, faulty, waiting, settings):
        settings.WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = False
        form = {"action-workflow-action": "1", "workflow-action-name": "approve"}
        answer = send(desk, edit_url(faulty), **form, title="Utan ansvarleg")
        assert nobody() in said(desk, answer)
        assert is_stopped(faulty)
        waiting.refresh_from_db()
        assert waiting.status == waiting.STATUS_IN_PROGRESS

    @pytest.mark.parametrize("in_a_window", [False, True])
    def test_from_the_list_of_tasks(self, desk, faulty, waiting, in_a_window):
        """The list is the operator's alone."""
        desk.force_login(UserFactory(operator=True))
        state = waiting.current_task_state
        address = reverse(
            "wagtailadmin_pages:workflow_action", args=[faulty.pk, "approve", state.pk]
        )
        headers = {"x-requested-with": "XMLHttpRequest"} if in_a_window else {}
        answer = desk.post(address, {"comment": ""}, headers=headers)
        if in_a_window:
            assert answer.json() == {"step": "success", "redirect": edit_url(faulty)}
            answer = desk.get(edit_url(faulty))
        assert nobody() in said(desk, answer)
        assert is_stopped(faulty)
        waiting.refresh_from_db()
        assert waiting.status == waiting.STATUS_IN_PROGRESS


class TestManyAtOnce:
    def publish(self, desk, *pages, **form):
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
        query = "&".join(f"id={page.pk}" for page in pages)
        return desk.post(f"{address}?{query}&next=/admin/pages/", form)

    def test_the_right_ones_are_published_and_the_others_named(self, desk, faulty):
        right = StepPage.objects.get(title="Steg B1")
        right.title = "Rett"
        right.save_revision()
        words = said(desk, self.publish(desk, faulty, right))
        assert is_stopped(faulty)
        assert StepPage.objects.get(pk=right.pk).title == "Rett"
        assert nobody() in words
        assert "Utan ansvarleg" in words

    def test_pages_that_lead_to_one_another_come_back_together(self, desk, guide):
        one, other = StepPage.objects.filter(title__in=["Steg A1", "Steg B1"])
        for page, target in ((one, other), (other, one)):
            page.decisions = [decision("No?", ("Ja", "step", target.pk), ("Nei", "stay", None))]
            page.save_revision().publish()
        one.unpublish()
        other.refresh_from_db()
        other.unpublish()
        with pytest.raises(PublishRefused):
            one.get_latest_revision().publish()
        self.publish(desk, one, other)
        assert StepPage.objects.filter(pk__in=[one.pk, other.pk], live=True).count() == 2

    def test_what_stands_below_is_checked_too(self, desk, guide, faulty):
        level = guide.get_first_child()
        draft = StepPageFactory(parent=level, live=False, title="Halvt")
        draft.save_revision()
        words = said(desk, self.publish(desk, level, include_descendants="on"))
        assert not Page.objects.get(pk=draft.pk).live
        assert "Halvt" in words


class TestPrograms:
    def test_a_revision(self, faulty):
        with pytest.raises(PublishRefused, match="ansvaret"):
            faulty.get_latest_revision().publish()
        assert is_stopped(faulty)

    def test_a_page_made_live_by_hand(self, faulty):
        faulty.unpublish()
        draft = StepPage.objects.get(pk=faulty.pk).get_latest_revision_as_object()
        draft.live = True
        with pytest.raises(PublishRefused):
            draft.save()

    def test_an_ordinary_save_is_none_of_its_business(self, faulty):
        step = StepPage.objects.get(pk=faulty.pk)
        step.responsible_roles = []
        step.save()
        assert StepPage.objects.get(pk=step.pk).live

    def test_a_copy_for_translation_is_a_draft_that_is_checked(self, site, guide):
        step = StepPage.objects.get(title="Steg A1")
        step.responsible_roles = []
        step.save()
        copy = step.copy_for_translation(Locale.objects.get(language_code="nb"), copy_parents=True)
        assert not copy.live
        with pytest.raises(PublishRefused):
            copy.get_latest_revision().publish()

    def test_an_alias_follows_the_page_it_shows(self, guide):
        step = StepPage.objects.get(title="Steg A1")
        alias = step.create_alias(parent=guide.get_last_child(), update_slug="a1-att")
        step.title = "Nytt namn"
        step.save_revision().publish()
        assert StepPage.objects.get(pk=alias.pk).title == "Nytt namn"


def test_copies_are_not_published_with_faults(desk, guide):
    step = StepPage.objects.get(title="Steg A1")
    step.responsible_roles = []
    step.save()
    address = reverse("wagtailadmin_pages:copy", args=[step.pk])
    form = {"new_title": "Kopi", "new_slug": "kopi", "new_parent_page": step.get_parent().pk}
    answer = desk.post(address, form | {"publish_copies": "on"})
    assert nobody() in said(desk, answer)
    assert not StepPage.objects.filter(title="Kopi", live=True).exists()
    desk.post(address, form | {"new_slug": "kopi-2"})
    assert StepPage.objects.filter(title="Kopi", live=False).exists()
