"""Parts of the admin that show the whole instance, and are therefore the operator's alone.

Wagtail's reports (site history, workflows, usage of types …) and its list of snippets know
nothing of municipalities: they would name one municipality's drafts and rows to another.
"""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse

OPERATOR_AREA = (
    "/admin/reports/",
    "/admin/workflows/",
    "/admin/pages/workflow/",
    "/admin/api/main/images/",
    "/admin/api/main/documents/",
    "/admin/failwhale/",
    "/admin/test404/",
)


class OperatorAreaMiddleware:
    """Answers 404 in the operator's area to everybody else who is logged in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        is_closed = request.path_info.startswith(OPERATOR_AREA)
        if is_closed and request.user.is_authenticated and not request.user.is_superuser:
            raise Http404
        return self.get_response(request)
