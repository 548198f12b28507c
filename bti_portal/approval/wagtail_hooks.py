from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, include, path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.ui.components import Component
from wagtail.admin.views.home import (
    UserObjectsInWorkflowModerationPanel,
    WorkflowObjectsToModeratePanel,
)
from wagtail.models import WorkflowMixin, WorkflowState

from bti_portal.accounts.sites import sites_of
from bti_portal.approval.waiting import SHOWN_AT_ONCE, sent_by, waits_for

WAGTAILS = (UserObjectsInWorkflowModerationPanel, WorkflowObjectsToModeratePanel)
MOST_NAMED = 5


@hooks.register("register_admin_urls")
def approval_addresses() -> list[URLPattern]:
    return [path("approval/", include("bti_portal.approval.urls"))]


class MyTasksPanel(Component):
    """What waits for me, and what I have sent."""

    order = 5
    template_name = "approval/admin/my_tasks.html"

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def get_context_data(self, parent_context: dict[str, Any] | None) -> dict[str, Any]:
        user = self.request.user
        mine, sent = waits_for(user), sent_by(user)
        sites = list(sites_of(user)[: MOST_NAMED + 1])
        return {
            "waiting": mine[:SHOWN_AT_ONCE],
            "more": max(0, len(mine) - SHOWN_AT_ONCE),
            "sent": sent[:SHOWN_AT_ONCE],
            "places": [
                (site.site_name or site.hostname, reverse("approval:waiting", args=[site.pk]))
                for site in (sites if len(sites) <= MOST_NAMED else [])
            ],
        }


@hooks.register("construct_homepage_panels")
def my_tasks(request: HttpRequest, panels: list[Component]) -> None:
    """Wagtail's lists of the same ask the database more for each municipality there is."""
    panels[:] = [panel for panel in panels if not isinstance(panel, WAGTAILS)]
    panels.append(MyTasksPanel(request))


@hooks.register("before_edit_page")
@hooks.register("before_edit_snippet")
def tell_why_it_was_sent_back(request: HttpRequest, thing: object) -> None:
    """Whoever opens what was sent back reads there who did it, and why."""
    if request.method != "GET" or not isinstance(thing, WorkflowMixin):
        return
    state = thing.current_workflow_state
    answer = state.current_task_state if state else None
    if answer is None or state.status != WorkflowState.STATUS_NEEDS_CHANGES:
        return
    person = answer.finished_by
    who = (person.get_full_name() or person.email) if person else _("Somebody")
    said = (
        _("%(who)s sent this back: “%(why)s”.") if answer.comment else _("%(who)s sent this back.")
    )
    next_step = _("Change it, and send it to approval once more.")
    messages.warning(request, f"{said % {'who': who, 'why': answer.comment}} {next_step}")
