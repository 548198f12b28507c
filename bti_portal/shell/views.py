"""From an address to a page, and what a municipality's site looks like: theme, icon, picture."""

from collections.abc import Callable

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from django.views.defaults import page_not_found
from wagtail.admin.localization import get_localized_response
from wagtail.models import Site
from wagtail.url_routing import RouteResult
from wagtail.views import serve

from bti_portal.shell import pictures, theming
from bti_portal.shell.models import DEFAULT_COLOUR
from bti_portal.shell.outline import outline_for, outline_of

A_YEAR = 31_536_000
CSS = "text/css; charset=utf-8"


def page(request: HttpRequest, path: str) -> HttpResponse:
    """Serve the page at `path`, found in the outline instead of one query for each part of it."""
    outline = outline_for(request)
    if outline is None:
        raise Http404
    parts = [part for part in path.split("/") if part]
    rest: list[str] = []
    found = None
    while found is None:
        address = "/".join(["", get_language(), *parts, ""])
        found = outline.at(outline.municipality.base_path + address)
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


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Readers get a page that leads on; those who edit, the admin's, in their own language."""
    # A reader's page must not ask who they are: it would vary by cookie.
    is_in_admin = request.path_info.startswith("/admin/") and hasattr(request, "user")
    if not (is_in_admin and request.user.is_authenticated):
        return page_not_found(request, exception)
    return get_localized_response(
        lambda _request: render(request, "wagtailadmin/404.html", status=404), request
    )


@require_safe
def theme(request: HttpRequest, site_id: int, fingerprint: str) -> HttpResponse:
    """The colours of one municipality. The address changes with the colours, so it is kept for long."""
    site = Site.objects.select_related("root_page").filter(pk=site_id).first()
    brand = outline_of(site, request).municipality.brand_colour if site else DEFAULT_COLOUR
    colour = theming.parse_colour(brand)
    current = theming.fingerprint(colour)
    if fingerprint != current:
        return redirect(reverse("theme", args=[site_id, current]))
    return _kept_for_long(HttpResponse(theming.stylesheet(colour), content_type=CSS))


@require_safe
def theme_of_colour(request: HttpRequest, digits: str) -> HttpResponse:
    """The theme of a colour that nobody has chosen yet, for the preview in the admin."""
    return HttpResponse(theming.stylesheet(theming.parse_colour(digits)), content_type=CSS)


@require_safe
def icon(request: HttpRequest, site_id: int, mark: str) -> HttpResponse:
    """The icon of a site as PNG. The address changes with the icon, so it is kept for long."""
    look = _look(request, site_id)
    if mark != look.icon_mark:
        return redirect(reverse("icon", args=[site_id, look.icon_mark]))
    return _png("icon", mark, lambda: pictures.icon_png(look))


@require_safe
def icon_drawn(request: HttpRequest, site_id: int, mark: str) -> HttpResponse:
    """The initials of the model on the colour, as SVG."""
    look = _look(request, site_id)
    if look.icon:
        return redirect(reverse("icon", args=[site_id, look.icon_mark]))
    if mark != look.icon_mark:
        return redirect(reverse("icon_drawn", args=[site_id, look.icon_mark]))
    return _kept_for_long(
        render(request, "shell/icon.svg", {"look": look}, content_type="image/svg+xml")
    )


@require_safe
def shared_picture(request: HttpRequest, site_id: int, mark: str) -> HttpResponse:
    """The picture that others show beside a link to the site."""
    look = _look(request, site_id)
    if mark != look.shared_mark:
        return redirect(reverse("shared_picture", args=[site_id, look.shared_mark]))
    return _png("shared", mark, lambda: pictures.shared_png(look))


@require_safe
def icon_by_custom(request: HttpRequest) -> HttpResponse:
    """Where browsers ask for an icon when no page has told them of one."""
    outline = outline_for(request)
    if not outline or not outline.homes:
        raise Http404
    look = _look(request, outline.site.pk)
    return redirect(reverse("icon", args=[outline.site.pk, look.icon_mark]))


def _look(request: HttpRequest, site_id: int) -> pictures.Look:
    site = get_object_or_404(Site.objects.select_related("root_page"), pk=site_id)
    outline = outline_of(site, request)
    if not outline.homes:
        raise Http404
    return pictures.look_of(outline.municipality, outline.languages[0])


def _png(kind: str, mark: str, draw: Callable[[], bytes]) -> HttpResponse:
    drawn = cache.get_or_set(f"{kind}-{mark}", draw)
    return _kept_for_long(HttpResponse(drawn, content_type="image/png"))


def _kept_for_long(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    return response
