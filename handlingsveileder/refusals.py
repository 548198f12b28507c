"""Tells an editor of the admin why a page was not published."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from wagtail.admin import messages
from wagtail.models import Page

from handlingsveileder.publishing import PublishRefused

TEMPLATE = "handlingsveileder/admin/refused.html"


def tell(request: HttpRequest, refusals: list[PublishRefused], *, of_copy: bool = False) -> None:
    """Put the reasons on the next page the editor sees."""
    messages.error(request, render_to_string(TEMPLATE, {"refusals": refusals, "of_copy": of_copy}))


def answer_to(request: HttpRequest, refused: PublishRefused) -> HttpResponse:
    """Back to the page's editor, or to where one came from if the page came to nothing."""
    tell(request, [refused])
    is_there = Page.objects.filter(pk=refused.page.pk).exists()
    editor = reverse("wagtailadmin_pages:edit", args=[refused.page.pk]) if is_there else ""
    address = editor or request.get_full_path()
    if request.headers.get("x-requested-with") == "XMLHttpRequest":
        # The window over the page, in which somebody approves: it leads on itself.
        return JsonResponse({"step": "success", "redirect": address})
    return redirect(address)


class RefusalMiddleware:
    """Answers for the ways of publishing that Wagtail has no hook before: approval, and copying."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, PublishRefused) and request.path_info.startswith("/admin/"):
            return answer_to(request, exception)
        return None
