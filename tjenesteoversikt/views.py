"""The list of services and the page of one service, for readers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext, override

from bti_portal.shell.languages import in_reader_language
from bti_portal.shell.navigation import Link, Shell
from bti_portal.shell.outline import generation_of
from tjenesteoversikt.filters import WHOLE, Wishes
from tjenesteoversikt.level_names import level_names
from tjenesteoversikt.listing import ORDERS, listing
from tjenesteoversikt.models.rows import PINNED, Service
from tjenesteoversikt.near import near
from tjenesteoversikt.queries import publication_of, steps_citing

if TYPE_CHECKING:
    from tjenesteoversikt.models import ServiceIndexPage

PER_PAGE = 20
# How much the list in one part may hold.
MOST_AT_ONCE = 100


def _orders(wishes: Wishes) -> dict[str, Any]:
    """What the list can be sorted by. Without words nothing fits better: the names come first."""
    if wishes.words:
        return dict(ORDERS)
    return {"": ORDERS["namn"], "kontrollert": ORDERS["kontrollert"]}


def service_list(request: HttpRequest, page: ServiceIndexPage) -> HttpResponse:
    """The services that meet the wishes in the address; what comes near when none does."""
    context = page.get_context(request)
    shell = context["shell"]
    # Services and what is asked of them are in Norwegian, whatever the page is in.
    with override(shell.form):
        listed = listing(shell.site, request.GET, generation_of(request), level_names(shell))
    part = request.GET.get("side")
    is_whole = part == WHOLE
    parts = Paginator(listed, MOST_AT_ONCE if is_whole else PER_PAGE)
    context |= {
        "wishes": listed.wishes,
        "counts": listed.counts,
        "suggestion": listed.suggestion,
        "orders": _orders(listed.wishes),
        "hits": parts.get_page(1 if is_whole else part),
        "is_whole": is_whole,
        "most_at_once": MOST_AT_ONCE,
        "near": None if len(listed) else near(listed),
    }
    return render(request, "tjenesteoversikt/service_list.html", context)


def pinned(request: HttpRequest, page: ServiceIndexPage) -> HttpResponse:
    """What the reader has put aside. The list is in the browser; the page is the same for everybody."""
    below = Link(gettext("My list"), "")
    context = page.get_context(request) | {
        "shell": Shell(request, page, tail=PINNED, below=below),
        "catalogue": page.get_url(request),
    }
    return render(request, "tjenesteoversikt/pinned.html", context)


def _link_to(service: Service) -> Link:
    """The end of the trail: the service's name, marked when it is in the other form of Norwegian."""
    name, language = in_reader_language(service, "name")
    return Link(name, "", language=language if language != get_language() else "")


def service(request: HttpRequest, page: ServiceIndexPage, pk: int, slug: str) -> HttpResponse:
    """One service as this site shows it. An old slug leads to the present one."""
    publication = publication_of(Shell(request, page).site, pk)
    if publication is None:
        raise Http404
    shown = publication.shown
    if slug != shown.slug:
        return redirect(page.url_of(shown, request), permanent=True)
    shell = Shell(request, page, tail=f"{shown.pk}-{shown.slug}/", below=_link_to(shown))
    context = page.get_context(request) | {
        "shell": shell,
        "publication": publication,
        "service": shown,
        "cited_in": steps_citing(shown, shell),
    }
    return render(request, "tjenesteoversikt/service.html", context)
