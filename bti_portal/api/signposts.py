"""Signposts for machines: what they may visit, and where the pages and the open data are."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bti_portal.shell.outline import outline_for
from tjenesteoversikt.open_data import OpenCatalogue

DATA = ("/api/", "/data/cpsv.ttl", "/data/cpsv.jsonld", "/data/cpsv.rdf")
# What one file of the sitemap's format may hold.
MOST_ADDRESSES = 50_000


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines may visit, with the addresses of the open data."""
    outline = outline_for(request)
    root = outline.root if outline else request.build_absolute_uri("/").rstrip("/")
    context = {"root": root, "data": [f"{root}{address}" for address in DATA]}
    return render(request, "api/robots.txt", context, content_type="text/plain; charset=utf-8")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """The pages that are for everybody, the services and the open data."""
    outline = outline_for(request)
    addresses: list[str] = []
    if outline:
        addresses = [f"{outline.root}{address}" for address in DATA]
        addresses += [
            f"{outline.site.root_url}{page.url}"
            for page in outline.pages
            if not outline.is_restricted(page.path)
        ]
        catalogue = OpenCatalogue(request)
        rows = catalogue.publications.order_by("pk").values_list("service_id", "service__key")
        for page in catalogue.described.pages.values() if catalogue.described else ():
            addresses += [f"{page}{key}-{slug}/" for key, slug in rows[:MOST_ADDRESSES]]
    context = {"addresses": addresses[:MOST_ADDRESSES]}
    return render(request, "api/sitemap.xml", context, content_type="application/xml")
