"""A service waits for those its own municipality's workflow names."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupApprovalTask, Page, Workflow, WorkflowPage, WorkflowTask

from tests.factories import ServiceFactory, UserFactory
from tests.portal.editor_forms import send
from tests.tjenesteoversikt.desks import admin_url, municipality
from tests.tjenesteoversikt.test_upkeep import check, fresh
from tjenesteoversikt.models import Service

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
