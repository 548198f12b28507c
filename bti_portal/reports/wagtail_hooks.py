from typing import Any

from django.db.models import Model
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, include, path
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.log_actions import LogActionRegistry

from bti_portal.accounts.models import User
from bti_portal.registers.models import LegalReference
from bti_portal.reports.start_page import start_page
from bti_portal.reports.telling import tell_what_to_hand_over, tell_where_cited


class StartPanel(Component):
    """Greets, and leads to what one can do."""

    order = 10
    template_name = "reports/start.html"

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def get_context_data(self, parent_context: dict[str, Any] | None) -> dict[str, Any]:
        return {"start": start_page(self.request.user), "user": self.request.user}


@hooks.register("construct_homepage_panels")
def add_start_panel(request: HttpRequest, panels: list[Component]) -> None:
    panels.insert(0, StartPanel(request))


@hooks.register("construct_homepage_summary_items", order=1_000)
def no_counts(request: HttpRequest, summary_items: list[Component]) -> None:
    """Numbers of pages and files help nobody to a next thing."""
    summary_items.clear()


@hooks.register("register_admin_urls")
def report_addresses() -> list[URLPattern]:
    return [path("overview/", include("bti_portal.reports.urls"))]


@hooks.register("before_edit_snippet")
def tell_before_editing(request: HttpRequest, instance: Model) -> None:
    if isinstance(instance, LegalReference) and request.method == "GET":
        tell_where_cited(request, instance)


@hooks.register("after_edit_snippet")
def tell_after_editing(request: HttpRequest, instance: Model) -> None:
    if isinstance(instance, LegalReference):
        tell_where_cited(request, instance)


@hooks.register("register_log_actions")
def handing_over(actions: LogActionRegistry) -> None:
    actions.register_action("reports.hand_over", _("Hand over"), _("Handed over to a colleague"))


@hooks.register("before_delete_user")
def tell_before_a_user_goes(request: HttpRequest, person: User) -> None:
    if request.method == "GET":
        tell_what_to_hand_over(request, person)


@hooks.register("after_edit_user")
def tell_when_a_user_is_closed(request: HttpRequest, person: User) -> None:
    if not person.is_active:
        tell_what_to_hand_over(request, person)


@hooks.register("insert_global_admin_js")
def admin_script() -> str:
    return format_html('<script src="{}"></script>', static("js/admin.js"))


@hooks.register("insert_global_admin_css")
def admin_style() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("built/admin.css"))
