"""Bulk actions and moves kept to the user's own rows, pages and files.

Wagtail refuses what the user may not touch, but first names it.
"""

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.bulk_action.dispatcher import index
from wagtail.admin.views.pages.move import MoveConfirmView
from wagtail.models import Page
from wagtail.permissions import policy_registry

from bti_portal.accounts.sent_keys import primary_key
from bti_portal.accounts.sites import own_pages

CHANGING = {"add", "change", "delete", "publish"}


def _own(request: HttpRequest, model: type[Model]) -> QuerySet[Model]:
    policy = policy_registry.get_by_type(model)
    rows = policy.instances_user_has_any_permission_for(request.user, CHANGING)
    parent = request.GET.get("childOf", "")
    if issubclass(model, Page) and primary_key(parent):
        rows = rows.child_of(rows.filter(pk=parent).first() or Page.get_first_root_node())
    return rows


@require_admin_access
def own_rows_only(
    request: HttpRequest, app_label: str, model_name: str, action: str
) -> HttpResponse:
    """Wagtail's bulk action, answering 404 when it is asked for with somebody else's rows."""
    try:
        model = apps.get_model(app_label, model_name)
    except LookupError as fault:
        raise Http404 from fault
    wanted = request.GET.getlist("id")
    if not all(pk == "all" or primary_key(pk) for pk in wanted):
        raise Http404
    if not request.user.is_superuser:
        rows = _own(request, model)
        if "all" not in wanted:
            rows = rows.filter(pk__in=[primary_key(pk) for pk in wanted])
        own = [str(pk) for pk in rows.values_list("pk", flat=True)]
        if not own or ("all" not in wanted and set(own) != set(wanted)):
            raise Http404
        query = request.GET.copy()
        query.setlist("id", own)
        request.GET = query
        request.META["QUERY_STRING"] = query.urlencode()
    return index(request, app_label, model_name, action)


@require_admin_access
def move_within_own_pages(
    request: HttpRequest, page_to_move_id: int, destination_id: int
) -> HttpResponse:
    """Wagtail's question whether to move a page, asked only of those who may."""
    own = own_pages(request.user, Page.objects.all())
    page = get_object_or_404(own, pk=page_to_move_id)
    destination = get_object_or_404(own, pk=destination_id)
    if not page.permissions_for_user(request.user).can_move_to(destination):
        raise PermissionDenied
    return MoveConfirmView.as_view()(request, page_to_move_id, destination_id)
