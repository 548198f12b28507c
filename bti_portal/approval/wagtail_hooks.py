from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, include, path, reverse
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.admin.views.home import (
    UserObjectsInWorkflowModerationPanel,
    WorkflowObjectsToModeratePanel,
)

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
