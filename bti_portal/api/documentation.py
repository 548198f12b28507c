"""The page that tells people how to use the open data. No script, and nothing from elsewhere."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import get_script_prefix
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.http import require_safe

from bti_portal.shell.outline import generation_of, outline_for
from tjenesteoversikt.exports import LICENCE
from tjenesteoversikt.listing import listing
from tjenesteoversikt.open_data import OpenCatalogue
from tjenesteoversikt.questions import Facet


@dataclass(frozen=True)
class Address:
    """One address of the open data, what it gives, and an example to click on."""

    path: str
    gives: str | Promise
    example: str


ADDRESSES = (
    Address(
        "/api/v1/services",
        _("The services, with the same questions as the list for readers."),
        "/api/v1/services?per_page=5",
    ),
    Address("/api/v1/services/{id}", _("All about one service."), ""),
    Address(
        "/api/v1/search?q=…&language=nn",
        _("Everything on the site: services, steps, tools and articles, best first."),
        "/api/v1/search?q=angst&language=nn",
    ),
    Address("/api/v1/guides", _("The guides, and the address of each."), "/api/v1/guides"),
    Address(
        "/api/hsds/services",
        _("The services as HSDS 3.0, the Human Services Data Specification."),
        "/api/hsds/services?per_page=5",
    ),
    Address("/api/hsds/services/{id}", _("One service with all that belongs to it."), ""),
    Address("/data/cpsv.ttl", _("The whole catalogue as CPSV-AP-NO, in Turtle."), "/data/cpsv.ttl"),
    Address("/data/cpsv.jsonld", _("The same as JSON-LD."), "/data/cpsv.jsonld"),
    Address("/data/cpsv.rdf", _("The same as RDF/XML."), "/data/cpsv.rdf"),
)


@require_safe
def documentation(request: HttpRequest) -> HttpResponse:
    """How to use the open data, in the reader's form of Norwegian if the site has it."""
    with translation.override(_language_for(request)):
        catalogue = OpenCatalogue(request)
        root = catalogue.described.root if catalogue.described else ""
        context = {
            "root": root,
            "licence": LICENCE,
            "addresses": ADDRESSES,
            "base": get_script_prefix().removesuffix("/"),
            "facets": _questions(request, catalogue),
            "first": next(iter(catalogue.records(catalogue.publications[:1])), None),
        }
        response = render(request, "api/documentation.html", context)
        response["Content-Language"] = translation.get_language()
    patch_vary_headers(response, ["Accept-Language"])
    return response


def _questions(request: HttpRequest, catalogue: OpenCatalogue) -> tuple[Facet, ...]:
    """The questions of the readers' list, with the answers that services of the site give."""
    if catalogue.site is None:
        return ()
    return listing(catalogue.site, QueryDict(), generation_of(request)).wishes.facets


def _language_for(request: HttpRequest) -> str:
    outline = outline_for(request)
    languages = outline.forms if outline else []
    for code, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        if code.split("-")[0] in languages:
            return code.split("-")[0]
    return languages[0] if languages else translation.get_language()
