"""Gives each site its own approval: writer, professional group, coordinator."""

from django.db import transaction
from wagtail.models import Site, Workflow, WorkflowPage, WorkflowTask

from bti_portal.accounts.assigning import assign_role, page_trees_of
from bti_portal.accounts.models import SiteApproval, SiteApprovalTask

Step = SiteApprovalTask.Step
Steps = SiteApproval.Steps
# Words that are right in both forms of Norwegian: Wagtail shows a task by its name alone.
NAMES = {Step.GROUP: "Godkjenning i faggruppa", Step.COORDINATOR: "Godkjenning og publisering"}
# Whose yes each step asks for.
ROLES = {
    Step.GROUP: ("approver",),
    Step.COORDINATOR: ("coordinator", "site_owner", "regional_editor"),
}
ASKED = {
    Steps.NONE: (),
    Steps.COORDINATOR: (Step.COORDINATOR,),
    Steps.GROUP_AND_COORDINATOR: (Step.GROUP, Step.COORDINATOR),
}


def _tasks_of(site: Site) -> dict[str, SiteApprovalTask]:
    tasks = {}
    for step, roles in ROLES.items():
        task, _made = SiteApprovalTask.objects.update_or_create(
            site=site, step=step, defaults={"name": NAMES[step], "active": True}
        )
        task.groups.set([_group(site, role) for role in roles])
        tasks[step] = task
    return tasks


def _group(site: Site, role: str) -> object:
    filled = site.roles.filter(role=role).select_related("group").first()
    return filled.group if filled else assign_role(site, role)


def _ask(workflow: Workflow, tasks: list[SiteApprovalTask]) -> None:
    """Let `workflow` consist of just these steps, in their order."""
    steps = WorkflowTask.objects.filter(workflow=workflow)
    steps.exclude(task__in=[task.pk for task in tasks]).delete()
    for order, task in enumerate(tasks):
        WorkflowTask.objects.update_or_create(
            workflow=workflow, task=task, defaults={"sort_order": order}
        )


@transaction.atomic
def ensure_workflow(site: Site) -> SiteApproval:
    """Make or mend the approval of `site`, as it has chosen; twice is as once.

    It holds for the page trees of all its languages, and for its services. A new site asks its
    professional group and then the coordinator; a group that nobody is in is passed over.
    """
    tasks = _tasks_of(site)
    approval = SiteApproval.objects.filter(site=site).select_related("workflow").first()
    # As Wagtail's button says it: «Send inn til godkjenning – Fjordvik».
    name = f"godkjenning – {site.site_name or site.hostname}"
    if approval is None:
        approval = SiteApproval.objects.create(
            site=site, workflow=Workflow.objects.create(name=name)
        )
    workflow = approval.workflow
    workflow.name, workflow.active = name, True
    workflow.save()
    asked = ASKED[Steps(approval.steps)]
    # Without approval the steps stay, for what already waits.
    if asked:
        _ask(workflow, [tasks[step] for step in asked])
    # Wagtail is born with an approval of all pages, with nobody to ask.
    WorkflowPage.objects.filter(page__depth=1).delete()
    for page in page_trees_of(site):
        if asked:
            WorkflowPage.objects.update_or_create(page=page, defaults={"workflow": workflow})
        else:
            WorkflowPage.objects.filter(page=page).delete()
    return approval


@transaction.atomic
def choose_steps(site: Site, steps: str) -> SiteApproval:
    """Say what must be approved at `site` from now on. What waits already goes on as it began."""
    ensure_workflow(site)
    SiteApproval.objects.filter(site=site).update(steps=Steps(steps))
    return ensure_workflow(site)
