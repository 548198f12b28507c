"""The list of services and the page of one service, for readers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language

from bti_portal.shell.languages import in_reader_language
from bti_portal.shell.navigation import Link, Shell
from bti_portal.shell.outline import generation_of
from tjenesteoversikt.listing import ORDERS, listing
from tjenesteoversikt.models.rows import Service
from tjenesteoversikt.queries import publication_of, steps_citing

if TYPE_CHECKING:
    from tjenesteoversikt.models import ServiceIndexPage

PER_PAGE = 20
NEAR_MATCHES = 5


def service_list(request: HttpRequest, page: ServiceIndexPage) -> HttpResponse:
    """The services that meet the wishes in the address; near matches when none does."""
    context = page.get_context(request)
    listed = listing(context["shell"].site, request.GET, generation_of(request))
    hits = Paginator(listed, PER_PAGE).get_page(request.GET.get("side"))
    context |= {
        "wishes": listed.wishes,
        "counts": listed.counts,
        "orders": ORDERS,
        "hits": hits,
        "near": [] if len(listed) else listed.near(NEAR_MATCHES),
    }
    return render(request, "tjenesteoversikt/service_list.html", context)


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
