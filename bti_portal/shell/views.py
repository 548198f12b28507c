"""From an address to a page, and the municipality's theme as a stylesheet."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from wagtail.models import Site
from wagtail.url_routing import RouteResult
from wagtail.views import serve

from bti_portal.shell import theming
from bti_portal.shell.models import DEFAULT_COLOUR
from bti_portal.shell.outline import outline_for, outline_of

A_YEAR = 31_536_000


def page(request: HttpRequest, path: str) -> HttpResponse:
    """Serve the page at `path`, found in the outline instead of one query for each part of it."""
    outline = outline_for(request)
    if outline is None:
        raise Http404
    parts = [part for part in path.split("/") if part]
    rest: list[str] = []
    found = None
    while found is None:
        found = outline.at("/".join(["", get_language(), *parts, ""]))
        if found is None:
            if not parts:
                raise Http404
            rest.insert(0, parts.pop())
    shown = found.model.objects.filter(pk=found.pk, live=True).first()
    if shown is None:
        raise Http404
    shown.is_known_public = not outline.is_restricted(found.path)
    request._wagtail_route_for_request = (
        shown.route(request, rest)
        if rest or hasattr(shown, "resolve_subpage")
        else RouteResult(shown)
    )
    return serve(request, path)


@require_safe
def theme(request: HttpRequest, site_id: int, fingerprint: str) -> HttpResponse:
    """The colours of one municipality. The address changes with the colours, so it is kept for long."""
    site = Site.objects.select_related("root_page").filter(pk=site_id).first()
    brand = outline_of(site, request).municipality.brand_colour if site else DEFAULT_COLOUR
    colour = theming.parse_colour(brand)
    current = theming.fingerprint(colour)
    if fingerprint != current:
        return redirect(reverse("theme", args=[site_id, current]))
    response = HttpResponse(theming.stylesheet(colour), content_type="text/css; charset=utf-8")
    response["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    return response
