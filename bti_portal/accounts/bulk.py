"""Bulk actions kept to the user's own rows, pages and files.

Wagtail's bulk actions refuse what the user may not touch, but first name it.
"""

from django.apps import apps
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.bulk_action.dispatcher import index
from wagtail.models import Page
from wagtail.permissions import policy_registry

CHANGING = {"add", "change", "delete", "publish"}


def _own(request: HttpRequest, model: type[Model]) -> QuerySet[Model]:
    policy = policy_registry.get_by_type(model)
    rows = policy.instances_user_has_any_permission_for(request.user, CHANGING)
    parent = request.GET.get("childOf", "")
    if issubclass(model, Page) and parent.isdigit():
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
    if not request.user.is_superuser:
        wanted = request.GET.getlist("id")
        rows = _own(request, model)
        if "all" not in wanted:
            rows = rows.filter(pk__in=[pk for pk in wanted if pk.isdigit()])
        own = [str(pk) for pk in rows.values_list("pk", flat=True)]
        if not own or ("all" not in wanted and set(own) != set(wanted)):
            raise Http404
        query = request.GET.copy()
        query.setlist("id", own)
        request.GET = query
        request.META["QUERY_STRING"] = query.urlencode()
    return index(request, app_label, model_name, action)
