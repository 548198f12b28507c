"""Parts of the admin that show the whole instance, and are therefore the operator's alone.

Addresses that name a page are everybody's, of their own pages: Wagtail lets somebody with two trees
of pages explore all that stands below what the trees have in common, which is the root of the
instance. Its answers about approval do not ask whether what waits is the page they name.

Wagtail's reports (site history, workflows, usage of types …) and its list of snippets know
nothing of municipalities: they would name one municipality's drafts and rows to another.
"""

from collections.abc import Callable
from typing import Any

from django.db.models import BigIntegerField
from django.http import Http404, HttpRequest, HttpResponse
from wagtail.models import Page, TaskState

from bti_portal.accounts.sites import own_pages

OPERATOR_AREA = (
    "/admin/reports/",
    "/admin/workflows/",
    "/admin/api/main/images/",
    "/admin/api/main/documents/",
    "/admin/failwhale/",
    "/admin/test404/",
)

ADMIN = "/admin/"
APPROVAL = "/admin/pages/workflow/"
# What Wagtail's addresses and ours call the page they are about.
NAMES_OF_PAGES = ("page_id", "parent_page_id", "page_to_move_id", "destination_id")
CHOSEN_PAGES = "wagtailadmin_choose_page_chosen_multiple"


def _pages_named(request: HttpRequest, kwargs: dict[str, Any]) -> set[int]:
    """The primary keys of the pages that an address is about."""
    found = {int(kwargs[name]) for name in NAMES_OF_PAGES if kwargs.get(name) is not None}
    # Where to copy or move a page to.
    if (parent := request.POST.get("new_parent_page", "")).isdecimal():
        found.add(int(parent))
    if request.resolver_match and request.resolver_match.url_name == CHOSEN_PAGES:
        found |= {int(pk) for pk in request.GET.getlist("id") if pk.isdecimal()}
    return found


def _are_own(request: HttpRequest, pks: set[int]) -> bool:
    """Whether all of the pages are in the user's own trees, or above them."""
    if max(pks) > BigIntegerField.MAX_BIGINT:
        return False
    return own_pages(request.user, Page.objects.filter(pk__in=pks)).count() == len(pks)


def _is_what_waits(page_id: int, task_state_id: int) -> bool:
    """Whether what waits for approval is the page that the address names."""
    states = TaskState.objects.filter(pk=task_state_id)
    return states.filter(
        workflow_state__object_id=str(page_id),
        workflow_state__base_content_type__app_label="wagtailcore",
        workflow_state__base_content_type__model="page",
    ).exists()


class OperatorAreaMiddleware:
    """Answers 404 to who is logged in and no operator: in the operator's area, and where an address
    names a page of another municipality.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        is_closed = request.path_info.startswith(OPERATOR_AREA)
        if is_closed and request.user.is_authenticated and not request.user.is_superuser:
            raise Http404
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: list[Any], kwargs: dict[str, Any]
    ) -> None:
        if not request.path_info.startswith(ADMIN) or not request.user.is_authenticated:
            return
        if request.user.is_superuser:
            return
        pks = _pages_named(request, kwargs)
        if pks and not _are_own(request, pks):
            raise Http404
        is_about_a_task = request.path_info.startswith(APPROVAL) and "task_state_id" in kwargs
        if is_about_a_task and not _is_what_waits(kwargs["page_id"], kwargs["task_state_id"]):
            raise Http404
