"""A service waits for those its own municipality's workflow names."""

from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from wagtail.models import GroupApprovalTask, Page, Workflow, WorkflowPage, WorkflowTask

from tests.factories import ServiceFactory, UserFactory
from tests.portal.approvals import Staff, staffed
from tests.portal.editor_forms import send
from tests.reading import read
from tests.tjenesteoversikt.desks import admin_url, municipality, url
from tests.tjenesteoversikt.test_upkeep import TODAY, bulk, check, fresh
from tjenesteoversikt.inviting import invite
from tjenesteoversikt.models import Service
from tjenesteoversikt.proposing import confirm

pytestmark = pytest.mark.django_db


def test_the_workflow_of_the_owners_site_is_followed():
    own, other = municipality("vertshamn"), municipality("gjestvik")
    WorkflowPage.objects.all().delete()
    task = GroupApprovalTask.objects.create(name="Les gjennom")
    task.groups.set(own.person.groups.all())
    workflow = Workflow.objects.create(name="Hos oss")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.create(workflow=workflow, page=Page.objects.get(pk=own.site.root_page_id))
    service, foreign = ServiceFactory(site=own.site), ServiceFactory(site=other.site)
    assert (service.get_workflow(), foreign.get_workflow()) == (workflow, None)

    writer = UserFactory()
    writer.groups.add(own.person.groups.get())
    desk = Client(HTTP_HOST=own.site.hostname)
    desk.force_login(writer)
    sent = {"action-submit": "1", "summary_nn": "Til godkjenning."}
    assert send(desk, admin_url("edit", service), **sent).status_code == 302
    waiting = fresh(service)
    assert (waiting.workflow_in_progress, waiting.summary_nn) == (True, service.summary_nn)
    check(own, service)
    assert fresh(service).checked_on is None, "a check would cancel the approval"
    name = Service.snippet_viewset.get_url_name("workflow_action")
    waits = waiting.current_workflow_task_state.pk
    approve = reverse(name, args=[service.pk, "approve", waits])
    assert other.desk.post(approve).status_code == 404
    assert own.desk.post(approve).status_code in {200, 302}
    assert fresh(service).summary_nn == "Til godkjenning."


class TestSentBack:
    @pytest.fixture
    def vik(self) -> Staff:
        return staffed("vik.example")

    @pytest.fixture
    def sent_back(self, vik: Staff) -> Service:
        service = ServiceFactory(site=vik.site, summary_nn="Slik var det.")
        vik.act("writer", service, "submit", summary_nn="Uferdig.")
        vik.act("approver", service, "reject", comment="Skriv meir.")
        return service

    def is_with_its_writer(self, vik: Staff, service: Service) -> bool:
        start = read(vik.at("writer").get("/admin/")).one("section", css="bti-tasks").text
        return "Skriv meir." in start

    def desk(self, vik: Staff) -> SimpleNamespace:
        return SimpleNamespace(desk=vik.at("coordinator"), site=vik.site)

    def test_a_check_leaves_it_with_its_writer(self, vik, sent_back):
        check(self.desk(vik), sent_back)
        now = fresh(sent_back)
        draft = now.get_latest_revision_as_object()
        assert (now.checked_on, now.summary_nn) == (TODAY(), "Slik var det.")
        assert (draft.checked_on, draft.summary_nn) == (TODAY(), "Uferdig.")
        assert self.is_with_its_writer(vik, sent_back)
        vik.act("writer", sent_back, "submit", summary_nn="Ferdig.")
        vik.act("approver", sent_back, "approve")
        vik.act("coordinator", sent_back, "approve")
        assert (fresh(sent_back).summary_nn, fresh(sent_back).checked_on) == ("Ferdig.", TODAY())

    def test_an_answer_to_the_provider_leaves_it_with_its_writer(self, vik, sent_back):
        link, _token = invite(sent_back.provider, vik.people["coordinator"], 7)
        confirm(link, [sent_back])
        sent = {"answer": "confirmations"}
        vik.at("coordinator").post(url("proposals", vik.site), sent)
        assert fresh(sent_back).checked_on == TODAY()
        assert self.is_with_its_writer(vik, sent_back)

    def test_publishing_many_names_it_instead(self, vik, sent_back):
        good = ServiceFactory(site=vik.site, live=False)
        desk = self.desk(vik)
        bulk(desk, "publish", good, sent_back)
        told = read(desk.desk.get(admin_url("list"))).text
        with translation.override("nb"):
            why = gettext("it was sent back to its writer, and is not sent in again")
        assert sent_back.name_nb in told and why in told
        assert (fresh(good).live, fresh(sent_back).summary_nn) == (True, "Slik var det.")
        assert self.is_with_its_writer(vik, sent_back)
